/* SPDX-License-Identifier: MIT */
/* What a tried rule comes to: days, symbols, the largest, the present. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/state/fields.h"
#include "tapewatch/state/trial.h"

static struct firing hit(const char *symbol, int32_t session, double measure)
{
    struct firing f = {.key.session = session,
                       .opened = {.t = session * MS_PER_DAY,
                                  .measure = measure}};

    name_copy(f.key.symbol, sizeof f.key.symbol, symbol);
    return f;
}

static void the_days_with_most_come_first_then_the_newest(void **state)
{
    const struct firing all[] = {
        hit("OLD", 5, -90), hit("A", 10, -1), hit("B", 11, -2),
        hit("A", 12, 7), hit("B", 12, -3), hit("C", 13, -4),
    };
    struct rule_trial t = {.hits = 99, .day_count = 3};

    (void)state;
    trial_sum(all, 6, 6 * MS_PER_DAY, &t);
    assert_int_equal(t.hits, 5);
    assert_int_equal(t.days, 4);
    assert_int_equal(t.symbols, 3);
    assert_int_equal(t.day_count, 4);
    assert_int_equal(t.on[0].session, 12);
    assert_int_equal(t.on[0].hits, 2);
    assert_int_equal(t.on[1].session, 13);
    assert_int_equal(t.on[3].session, 10);
    assert_int_equal(t.shown, 5);
    assert_string_equal(t.worst[0].symbol, "A");
    assert_true(t.worst[0].measure == 7);
    assert_string_equal(t.worst[1].symbol, "C");
    trial_sum(all, 6, 0, &t);
    assert_int_equal(t.hits, 6);
    assert_true(t.worst[0].measure == -90);
    trial_sum(NULL, 0, 0, &t);
    assert_int_equal(t.hits + t.days + t.symbols + t.shown, 0);
}

static void more_than_can_be_shown_are_counted(void **state)
{
    struct firing all[200];
    struct rule_trial t = {.hits = 0};

    (void)state;
    for (int i = 0; i < 200; i++) {
        char symbol[SYMBOL_MAX] = {(char)('A' + i % 26), (char)('A' + i / 26)};

        all[i] = hit(symbol, 100 + i / 5, i);
    }
    trial_sum(all, 200, 0, &t);
    assert_int_equal(t.hits, 200);
    assert_int_equal(t.days, 40);
    assert_int_equal(t.symbols, 200);
    assert_int_equal(t.day_count, TRIAL_DAYS_MAX);
    assert_int_equal(t.on[0].session, 139);
    assert_int_equal(t.shown, TRIAL_HITS_MAX);
    assert_true(t.worst[0].measure == 199);
}

static void put_price(struct state *s, const char *symbol, double price)
{
    struct updates u = {0};
    struct update *q =
        updates_add(&u, INT64_C(1738011600000), UPDATE_quote, symbol, "test");

    QUOTE_SET(&q->of.quote, price, price);
    QUOTE_SET(&q->of.quote, prev_close, 100.0);
    state_apply(s, q);
    updates_done(&u);
}

static bool matches(const struct state *s, const char *when, size_t *out)
{
    const struct rule_text text = {.name = "x", .when = when, .severity = 1};

    return trial_matches(s, &text, out);
}

static void the_present_is_counted_without_an_event(void **state)
{
    struct state *s = state_new("", 0);
    size_t n = 99;

    (void)state;
    put_price(s, "A", 90);
    put_price(s, "B", 95);
    put_price(s, "C", 101);
    assert_true(matches(s, "change_pct < -4", &n));
    assert_int_equal(n, 2);
    assert_true(matches(s, "cap > 0", &n)); /* not known of any */
    assert_int_equal(n, 0);
    n = 99;
    assert_false(matches(s, "group_down_pct > 80", &n));
    assert_false(matches(s, "term_count > 5", &n));
    assert_false(matches(s, "change_pct", &n));
    assert_false(matches(s, "chnge_pct < 1", &n));
    assert_int_equal(n, 99);
    assert_int_equal(state_told(s), 0);
    state_free(s);
}

static void a_rule_that_is_off_does_not_run(void **state)
{
    const struct rule_text text = {.name = "down", .when = "change_pct < -4",
                                   .measure = "change_pct", .severity = 1};
    struct state *s = state_new("", 0);
    struct freeze_info info = {.now_ms = 1};
    struct snapshot *now;

    (void)state;
    assert_int_equal(state_add_rule(s, &text, NULL), ERR_OK);
    assert_false(state_switch_rule(s, "up", false));
    assert_true(state_switch_rule(s, "down", false));
    put_price(s, "A", 90);
    assert_int_equal(state_told(s), 0);
    assert_true(state_switch_rule(s, "down", true));
    put_price(s, "A", 89);
    assert_int_equal(state_told(s), 1);
    now = state_freeze(s, &info);
    assert_string_equal(snapshot_measure(now, "down")->name, "change_pct");
    assert_null(snapshot_measure(now, "up"));
    snapshot_free(now);
    state_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_days_with_most_come_first_then_the_newest),
        cmocka_unit_test(more_than_can_be_shown_are_counted),
        cmocka_unit_test(the_present_is_counted_without_an_event),
        cmocka_unit_test(a_rule_that_is_off_does_not_run),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
