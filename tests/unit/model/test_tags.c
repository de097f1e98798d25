/* SPDX-License-Identifier: MIT */
/* The user's words on headlines: how they are read, written, put together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tapewatch/model/tags.h"

static struct tags read_ok(const char *text)
{
    struct why why = {{0}};
    struct tags t;

    if (tags_read(text, &t, &why) != ERR_OK)
        fail_msg("%s", why.text);
    return t;
}

static void assert_reads(const char *text, const char *expected)
{
    struct tags t = read_ok(text);
    struct strbuf out = {0};

    tags_write(&t, "#", &out);
    assert_string_equal(strbuf_text(&out), expected);
    strbuf_done(&out);
}

static void words_are_read(void **state)
{
    (void)state;
    assert_reads("", "");
    assert_reads(" , ,, ", "");
    assert_reads("# ## ,", "");
    assert_reads("capex", "#capex");
    assert_reads("capex,M&A  #halt", "#capex #M&A #halt");
    assert_reads("  ##capex , capex CAPEX #CapEx", "#capex");
    assert_reads("a\"b\\c\td", "#a #b #c #d"); /* no text ends in a tag */
    assert_reads("r\xc3\xbc" "ckkauf", "#r\xc3\xbc" "ckkauf");
}

static void limits_are_told(void **state)
{
    struct tags t = {.count = 5};
    struct why why = {{0}};

    (void)state;
    assert_reads("12345678901234567890123", "#12345678901234567890123");
    assert_int_equal(tags_read("a 123456789012345678901234", &t, &why),
                     ERR_USAGE);
    assert_string_equal(why.text, "a tag has at most 23 bytes: "
                                  "123456789012345678901234");
    assert_int_equal(tags_read("1 2 3 4 5 6 7 8 9", &t, &why), ERR_USAGE);
    assert_string_equal(why.text, "a headline has at most 8 tags");
    assert_int_equal(t.count, 5); /* set on success alone */
    assert_int_equal(read_ok("1 2 3 4 5 6 7 8 8 1").count, 8);
}

static void sets_change(void **state)
{
    struct tags t = read_ok("a b c"), other = read_ok("C x A");

    (void)state;
    assert_true(tags_have(&t, "B"));
    assert_true(tags_put(&t, "B")); /* it is there */
    assert_int_equal(t.count, 3);
    tags_drop(&t, "B");
    tags_drop(&t, "zzz");
    assert_int_equal(t.count, 2);
    assert_string_equal(t.at[1], "c");
    assert_true(tags_put(&t, "d"));
    tags_keep_common(&t, &other);
    assert_int_equal(t.count, 2);
    assert_string_equal(t.at[0], "a");
    assert_string_equal(t.at[1], "c");
    t = read_ok("1 2 3 4 5 6 7 8");
    assert_false(tags_put(&t, "9"));
    assert_true(tags_put(&t, "8"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_read),
        cmocka_unit_test(limits_are_told),
        cmocka_unit_test(sets_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
