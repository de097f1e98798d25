/* SPDX-License-Identifier: MIT */
/* [watchlist NAME]: headings, labels, groups. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>
#include <string.h>

#include "tapewatch/config/config.h"

static const char text[] = "[watchlist asia]\n"
                           "group = asia\n"
                           "symbols = NVDA\n"
                           "section = Japan & Korea\n"
                           "symbols = 7203.T 6857.T\n"
                           "symbols = 005930.KS\n"
                           "section = Taiwan\n"
                           "symbols = TSM 7203.T\n"
                           "label = 7203.T Toyota\n"
                           "label = TSM = TSMC adr\n"
                           "[watchlist plain]\nsymbols = AMD\n";

static struct config *from_text(const char *lines)
{
    struct config *c = NULL;

    assert_int_equal(config_load_text(lines, strlen(lines), &c), ERR_OK);
    return c;
}

static void assert_mark(const struct config_list *list, const char *symbol,
                        const char *section, const char *label)
{
    const struct list_mark *m =
        list_mark_find(list->marks, list->mark_count, symbol);

    assert_non_null(m);
    assert_string_equal(m->section, section);
    assert_string_equal(m->label, label);
}

static void assert_asia(const struct config *c)
{
    struct config_list list = config_list(c, 0);

    assert_int_equal(config_problem_count(c), 0);
    assert_string_equal(list.name, "asia");
    assert_string_equal(list.group, "asia");
    assert_int_equal(list.count, 5);
    assert_string_equal(list.symbols[1], "7203.T");
    assert_string_equal(list.symbols[4], "TSM");
    assert_null(list_mark_find(list.marks, list.mark_count, "NVDA"));
    /* named twice: it stays where it was first */
    assert_mark(&list, "7203.T", "Japan & Korea", "Toyota");
    assert_mark(&list, "005930.KS", "Japan & Korea", "");
    assert_mark(&list, "TSM", "Taiwan", "TSMC adr");
    list = config_list(c, 1);
    assert_int_equal(list.mark_count, 0);
    assert_string_equal(list.group, "");
}

static void test_marks(void **state)
{
    struct config *c = from_text(text);

    (void)state;
    assert_asia(c);
    config_free(c);
}

static void test_printed_reads_back(void **state)
{
    struct config *c = from_text(text), *again;
    struct strbuf out = {0};

    (void)state;
    config_print(c, &out);
    again = from_text(strbuf_text(&out));
    assert_asia(again);
    strbuf_done(&out);
    config_free(again);
    config_free(c);
}

static void test_wrong(void **state)
{
    static const struct {
        const char *line, *says;
    } wrong[] = {
        {"label = 7203.T", "'7203.T' is not a symbol and its label"},
        {"label = !! x", "is not a symbol and its label"},
        {"label = A a name that is too long", "is longer than 15 letters"},
        {"group = two words", "'two words' is not a group: one word"},
        {"group = abcdefghijklmnopq", "of at most 15 letters"},
        {"sections = A", "unknown key 'sections', did you mean 'section'?"},
        {"symbols = A !! B", "'!!' is not a symbol"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char lines[120] = "[watchlist mine]\n";
        struct config *c;

        strncat(lines, wrong[i].line, sizeof lines - strlen(lines) - 1);
        c = from_text(lines);
        assert_int_equal(config_problem_count(c), 1);
        if (!strstr(config_problem(c, 0), wrong[i].says))
            fail_msg("said: %s", config_problem(c, 0));
        config_free(c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_printed_reads_back),
        cmocka_unit_test(test_wrong),
    };

    return cmocka_run_group_tests_name("config/watchlists", tests, NULL,
                                       NULL);
}
