/* SPDX-License-Identifier: MIT */
/* Price levels: one event a session and level, when the price comes there. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "support.h"

static struct state *fresh(void)
{
    struct state *s = state_new(NULL, 0);

    add_shipped_rules(s);
    company(s, "AAA", 1e6);
    old_daily(s, "AAA", FRIDAY, at(MONDAY, 4, 0),
              (struct ohlcv){100, 101, 99, 100, 1000});
    return s;
}

static void check(const struct state *s, const char *rule, int32_t date,
                  int wanted) /* enum event_state, -1: no event */
{
    struct snapshot *f = freeze_at(s, at(date, 16, 0));
    const struct event *e = event_of(f, rule, "AAA", date);

    if (wanted < 0)
        assert_null(e);
    else
        assert_non_null(e);
    if (e)
        assert_int_equal(e->state, wanted);
    snapshot_free(f);
}

static void a_level_is_told_when_it_is_crossed(void **state)
{
    struct state *s = fresh();
    char name[RULE_MAX];
    struct why why;
    uint64_t told;

    (void)state;
    assert_int_equal(state_set_level(s, "BBB", 5, 0, name, &why),
                     ERR_MISSING);
    assert_non_null(strstr(why.text, "BBB > 5, or <"));
    line(s, "AAA", at(MONDAY, 9, 40), 102);
    assert_int_equal(state_set_level(s, "AAA", 110, 0, name, &why), ERR_OK);
    assert_string_equal(name, "price-level >110");
    assert_int_equal(state_set_level(s, "AAA", 95.5, 0, name, &why), ERR_OK);
    assert_string_equal(name, "price-level <95.5");
    assert_int_equal(state_set_level(s, "AAA", -1, 0, name, &why), ERR_RANGE);
    told = state_told(s);
    line(s, "AAA", at(MONDAY, 9, 45), 104);
    check(s, "price-level >110", MONDAY, -1);
    line(s, "AAA", at(MONDAY, 9, 50), 110);
    check(s, "price-level >110", MONDAY, EVENT_open);
    line(s, "AAA", at(MONDAY, 9, 55), 109);
    check(s, "price-level >110", MONDAY, EVENT_recovered);
    line(s, "AAA", at(MONDAY, 10, 0), 112); /* the same event */
    check(s, "price-level >110", MONDAY, EVENT_open);
    check(s, "price-level <95.5", MONDAY, -1);
    assert_true(state_told(s) > told);
    state_free(s);
}

/* A session that begins beyond a level has not crossed it. */
static void beyond_it_already_is_no_crossing(void **state)
{
    struct state *s = fresh();
    char name[RULE_MAX];
    struct why why;

    (void)state;
    line(s, "AAA", at(MONDAY, 9, 40), 98);
    assert_int_equal(state_set_level(s, "AAA", 99.5, 1, name, &why), ERR_OK);
    daily(s, "AAA", MONDAY, (struct ohlcv){98, 112, 97, 111, 1000});
    check(s, "price-level >99.5", MONDAY, EVENT_open);
    line(s, "AAA", at(MONDAY + 1, 9, 40), 113);
    check(s, "price-level >99.5", MONDAY + 1, -1);
    five(s, "AAA", at(MONDAY + 1, 9, 40),
         (struct ohlcv){99, 101, 99, 101, 10});
    check(s, "price-level >99.5", MONDAY + 1, EVENT_open);
    state_free(s);
}

static void count(void *self, const char *name)
{
    assert_memory_equal(name, "price-level ", 12);
    ++*(size_t *)self;
}

static void levels_are_listed_and_dropped(void **state)
{
    struct state *s = fresh();
    struct snapshot *f;
    char name[RULE_MAX];
    size_t gone = 0;

    (void)state;
    assert_int_equal(state_set_level(s, "AAA", 110, 1, name, NULL), ERR_OK);
    assert_int_equal(state_set_level(s, "AAA", 110, 1, name, NULL), ERR_OK);
    assert_int_equal(state_set_level(s, "AAA", 90, -1, name, NULL), ERR_OK);
    f = freeze_at(s, at(MONDAY, 9, 0));
    assert_int_equal(f->level_count, 2);
    assert_string_equal(f->levels[1].symbol, "AAA");
    assert_true(f->levels[1].level == 90 && !f->levels[1].is_above);
    snapshot_free(f);
    assert_int_equal(state_drop_level(s, "AAA", 110, &gone, count), 1);
    assert_int_equal(state_drop_level(s, "BBB", 0, &gone, count), 0);
    line(s, "AAA", at(MONDAY, 9, 50), 111);
    check(s, "price-level >110", MONDAY, -1);
    assert_int_equal(state_drop_level(s, "AAA", 0, &gone, count), 1);
    assert_int_equal(gone, 2);
    state_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_level_is_told_when_it_is_crossed),
        cmocka_unit_test(beyond_it_already_is_no_crossing),
        cmocka_unit_test(levels_are_listed_and_dropped),
    };

    return cmocka_run_group_tests_name("levels", tests, NULL, NULL);
}
