/* SPDX-License-Identifier: MIT */
/* Rules as values: names, the config's text of one, which one is in force. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tapewatch/base/mem.h"
#include "tapewatch/model/rule.h"

static void names_are_made_of_letters_and_dashes(void **state)
{
    static const char *const rows[][2] = {
        {"big value drop", "big-value-drop"}, {"  a,, b ", "a-b"},
        {"x[y]=\"z\"", "xyz"}, {"-ok_1.", "-ok_1."}, {"\xc3\xa9", ""}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char name[RULE_MAX];

        name_copy(name, sizeof name, rows[i][0]);
        rule_name_clean(name);
        assert_string_equal(name, rows[i][1]);
    }
}

static void a_rule_is_written_as_the_config_reads_it(void **state)
{
    struct made_rule rule = {.name = "mine", .when = "change_pct < -5",
                             .measure = "change_pct", .severity = 3,
                             .worsen_pct = 25, .run = "notify-send x",
                             .ways = NOTIFY_bell | NOTIFY_json | NOTIFY_run};
    struct strbuf out = {0};

    (void)state;
    rule_write(&rule, false, &out);
    assert_string_equal(strbuf_text(&out),
                        "[rule mine]\nwhen     = change_pct < -5\n"
                        "measure  = change_pct\nseverity = 3\n"
                        "worsen   = 25%\nnotify   = bell, json\n"
                        "run      = notify-send x\nenabled  = no\n");
    strbuf_clear(&out);
    rule_ways_write(0, &out);
    assert_string_equal(strbuf_text(&out), "none");
    strbuf_done(&out);
}

static void a_dropped_one_is_in_nobodys_place(void **state)
{
    struct rule_list *l = shared_new(sizeof *l + 3 * sizeof *l->items, NULL);

    (void)state;
    l->count = 3;
    l->items[0] = (struct rule_card){.rule.name = "a", .standing = RULE_ON};
    l->items[1] = (struct rule_card){.rule.name = "a"};
    l->items[2] = (struct rule_card){.rule.name = "b"};
    assert_ptr_equal(rule_list_find(l, "a"), &l->items[0]);
    l->items[1].standing = RULE_OFF;
    assert_ptr_equal(rule_list_find(l, "a"), &l->items[1]);
    assert_ptr_equal(rule_list_find(l, "b"), &l->items[2]);
    assert_null(rule_list_find(l, "c"));
    assert_null(rule_list_find(NULL, "a"));
    shared_release(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_made_of_letters_and_dashes),
        cmocka_unit_test(a_rule_is_written_as_the_config_reads_it),
        cmocka_unit_test(a_dropped_one_is_in_nobodys_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
