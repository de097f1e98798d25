/* SPDX-License-Identifier: MIT */
/* Derived figures, series, ranks as of a date, and what a freeze holds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "support.h"
#include "tapewatch/base/ini.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/state/fields.h"

/* `sessions` daily bars before Monday: highs 110, lows 90, volume 100. */
static struct state *with_history(int sessions)
{
    struct state *s = state_new(NULL, 0);
    int32_t date = MONDAY;

    add_shipped_rules(s);
    company(s, "H", 1e6);
    for (int i = 0; i < sessions; i++) {
        date = calendar_previous(HOURS_US, date);
        old_daily(s, "H", date, at(MONDAY, 9, 0),
                  (struct ohlcv){100, 110, 90, 100, 100});
    }
    return s;
}

static struct figures figures_of(const struct state *s)
{
    struct snapshot *f = freeze_at(s, at(MONDAY, 12, 0));
    struct figures got = snapshot_find(f, "H")->figures;

    snapshot_free(f);
    return got;
}

static bool has_event(const struct state *s, const char *rule)
{
    struct snapshot *f = freeze_at(s, at(MONDAY, 12, 0));
    bool has = event_of(f, rule, "H", MONDAY) != NULL;

    snapshot_free(f);
    return has;
}

static void year_range(void **state)
{
    struct state *s = with_history(260);

    (void)state;
    five(s, "H", at(MONDAY, 9, 30), (struct ohlcv){100, 104, 100, 104, 9});
    assert_float_equal(figures_of(s).high_252, 110, 1e-9);
    assert_float_equal(figures_of(s).off_high_pct, -6 / 1.1, 1e-9);
    assert_float_equal(figures_of(s).off_low_pct, 14 / 0.9, 1e-9);
    assert_false(has_event(s, "new-high"));
    five(s, "H", at(MONDAY, 9, 35), (struct ohlcv){104, 112, 104, 111, 9});
    assert_true(has_event(s, "new-high"));
    five(s, "H", at(MONDAY, 9, 40), (struct ohlcv){104, 112, 88, 89, 9});
    assert_true(has_event(s, "new-low"));
    state_free(s);
}

static void too_short_a_history(void **state)
{
    struct state *s = with_history(162);

    (void)state;
    five(s, "H", at(MONDAY, 9, 30), (struct ohlcv){100, 500, 1, 500, 9});
    assert_int_equal(figures_of(s).known >> FIGURE_BIT_off_high_pct & 1, 0);
    assert_false(has_event(s, "new-high"));
    assert_true(has_event(s, "percent-move"));
    state_free(s);
}

static void volume_ratio(void **state)
{
    struct state *s = with_history(30);

    (void)state;
    five(s, "H", at(MONDAY, 9, 30), (struct ohlcv){100, 100, 100, 100, 250});
    assert_float_equal(figures_of(s).vol_ratio, 2.5, 1e-9);
    assert_false(has_event(s, "volume-surge"));
    five(s, "H", at(MONDAY, 9, 35), (struct ohlcv){100, 100, 100, 100, 50});
    assert_true(has_event(s, "volume-surge"));
    state_free(s);
    s = with_history(29);
    five(s, "H", at(MONDAY, 9, 30), (struct ohlcv){100, 100, 100, 100, 900});
    assert_int_equal(figures_of(s).known >> FIGURE_BIT_vol_ratio & 1, 0);
    state_free(s);
}

static void other_currencies(void **state)
{
    struct state *s = with_history(3);
    struct update u = make(at(MONDAY, 9, 0), UPDATE_instrument, "H");
    struct figures f;

    (void)state;
    u.of.instrument = (struct instrument){.symbol = "H", .currency = "EUR",
                                          .shares_asof = NO_DATE};
    state_apply(s, &u);
    five(s, "H", at(MONDAY, 9, 30), (struct ohlcv){90, 90, 90, 90, 1});
    f = figures_of(s);
    assert_true(FIGURE_HAS(&f, cap_change));
    assert_false(FIGURE_HAS(&f, cap_change_usd));
    line(s, "EURUSD=X", at(MONDAY, 9, 40), 1.05);
    f = figures_of(s);
    assert_float_equal(f.cap_change, -10e6, 1e-3);
    assert_float_equal(f.cap_change_usd, -10.5e6, 1e-3);
    assert_float_equal(f.cap_usd, 94.5e6, 1e-3);
    state_free(s);
}

static void put_earnings(struct state *s, int64_t when)
{
    struct update u = make(at(MONDAY, 9, 0), UPDATE_calendar, "H");

    u.of.calendar = (struct calendar_entry){.type = "earnings", .at = when};
    state_apply(s, &u);
}

static bool is_true(const struct state *s, const char *expression,
                    int64_t now_ms)
{
    struct snapshot *f = freeze_at(s, now_ms);
    struct listing_record r = {.listing = snapshot_find(f, "H"),
                               .now_ms = now_ms};
    struct query *q = NULL;
    enum truth truth;

    assert_int_equal(query_compile_in(expression, language_of_listing(), &q,
                                      NULL), ERR_OK);
    truth = query_truth(q, &r, now_ms);
    query_free(q);
    snapshot_free(f);
    return truth == TRUTH_TRUE;
}

/* Days of the exchange's calendar, to the date as the source has it by now. */
static void days_to_earnings(void **state)
{
    struct state *s = with_history(3);
    int64_t evening = at(MONDAY, 22, 0);

    (void)state;
    assert_false(is_true(s, "known(days_to_earnings)", evening));
    put_earnings(s, at(MONDAY + 9, 16, 30));
    assert_true(is_true(s, "days_to_earnings == 9", evening));
    put_earnings(s, at(MONDAY + 2, 7, 0));
    assert_true(is_true(s, "days_to_earnings == 2", evening));
    assert_true(is_true(s, "days_to_earnings == 1", at(MONDAY + 1, 0, 5)));
    assert_true(is_true(s, "days_to_earnings == 0", at(MONDAY + 2, 6, 0)));
    assert_false(is_true(s, "known(days_to_earnings)", at(MONDAY + 3, 9, 0)));
    state_free(s);
}

static void no_division_by_zero(void **state)
{
    struct instrument i = {.shares = 0, .currency = "USD"};
    struct quote q = {.price = 5, .prev_close = 0, .open = 5};
    struct derive_input in = {.instrument = &i, .quote = &q,
                              .quote_session = NO_DATE};
    struct figures f;

    (void)state;
    QUOTE_SET(&q, price, 5);
    QUOTE_SET(&q, prev_close, 0);
    QUOTE_SET(&q, open, 5);
    f = derive_figures(&in);
    assert_int_equal(f.known, 1u << FIGURE_BIT_change);
}

static void ranks_as_of(void **state)
{
    static const char text[] = "# losses\r\nsymbol\tdate\tloss\tpct\r\n"
                               "A\t2020-01-02\t300000000000\t-9\r\n"
                               "B\t2021-01-04\t200000000000\t-8\r\n"
                               "A\t2026-01-05\t250000000000\t-7\r\n";
    struct records r = {0};
    int own;

    (void)state;
    assert_int_equal(records_read(text, sizeof text - 1, &r, NULL), ERR_OK);
    assert_int_equal(r.count, 3);
    assert_int_equal(records_rank(&r, "A", MONDAY, 220e9, &own), 2);
    assert_int_equal(own, 2);
    assert_int_equal(records_rank(&r, "C", MONDAY, 220e9, &own), 2);
    assert_int_equal(own, 1);
    assert_int_equal(records_rank(&r, "C", MONDAY, 199e9, &own), 0);
    assert_int_equal(records_rank(&r, "C", civil_date(2019, 1, 2), 1e12,
                                  &own), 0); /* nothing known then */
    assert_int_equal(records_rank(&r, "C", civil_date(2027, 1, 4), 220e9,
                                  &own), 3);
    records_put_live(&r, "B", MONDAY, 400e9, -20);
    assert_int_equal(records_rank(&r, "C", MONDAY, 220e9, &own), 3);
    assert_int_equal(records_rank(&r, "C", MONDAY - 3, 220e9, &own), 2);
    assert_int_equal(records_rank(&r, "B", MONDAY, 400e9, &own), 1);
    records_put_live(&r, "B", MONDAY, 100e9, -5); /* replaced, not added */
    assert_int_equal(records_rank(&r, "C", MONDAY, 220e9, &own), 2);
    assert_int_equal(r.count, 4);
    records_done(&r);
    assert_int_equal(records_read("A\tx\t1\t1", 7, &r, NULL), ERR_SYNTAX);
    assert_int_equal(records_read("A\t2020-01-02", 12, &r, NULL),
                     ERR_MISSING);
}

static void series_of_bars(void **state)
{
    struct series *s = series_new(BAR_5m);
    const struct series *held;

    (void)state;
    for (int i = 0; i < 1000; i++) {
        struct bar b = {.start = (i * 37) % 1000, .close = i};

        series_put(&s, &b, 600);
    }
    assert_int_equal(s->count, 600);
    for (size_t i = 1; i < s->count; i++)
        assert_true(s->bars[i - 1].start < s->bars[i].start);
    assert_int_equal(s->bars[599].start, 999);
    assert_int_equal(series_at(s, 999), 599);
    assert_int_equal(series_at(s, 1000), 600);
    assert_int_equal(series_at(NULL, 5), 0);
    assert_true(s->cap <= s->count + s->count / 4 + 4);
    held = shared_hold(s);
    series_put(&s, &(struct bar){.start = 999, .close = -1}, 600);
    assert_ptr_not_equal(s, held);
    assert_true(held->bars[599].close >= 0);
    assert_float_equal(s->bars[599].close, -1, 0);
    assert_int_equal(s->count, 600);
    shared_release(held);
    shared_release(s);
}

/* What a snapshot shows stays as it was, whatever comes after. */
static void snapshots_do_not_change(void **state)
{
    struct state *s = with_history(40);
    struct snapshot *before, *after;

    (void)state;
    five(s, "H", at(MONDAY, 9, 30), (struct ohlcv){100, 100, 90, 90, 1});
    before = freeze_at(s, at(MONDAY, 9, 35));
    five(s, "H", at(MONDAY, 9, 30), (struct ohlcv){100, 100, 80, 80, 1});
    company(s, "H", 5);
    after = freeze_at(s, at(MONDAY, 9, 35));
    state_free(s);
    assert_float_equal(snapshot_find(before, "H")->series[BAR_5m]->bars[0].low,
                       90, 0);
    assert_float_equal(snapshot_find(after, "H")->series[BAR_5m]->bars[0].low,
                       80, 0);
    assert_float_equal(snapshot_find(before, "H")->instrument->shares, 1e6, 0);
    assert_ptr_equal(snapshot_find(before, "H")->series[BAR_1d],
                     snapshot_find(after, "H")->series[BAR_1d]);
    assert_true(after->serial > before->serial);
    assert_null(snapshot_find(after, "NOBODY"));
    snapshot_free(before);
    snapshot_free(after);
}

static void headline(struct state *s, int64_t t, const char *id,
                     const char *title, const char *symbol)
{
    struct update u = make(t, UPDATE_headline, "");

    u.of.headline = (struct headline){.id = id, .title = title,
                                      .published = t, .symbol_count = 1};
    strncpy(u.of.headline.symbols[0], symbol, SYMBOL_MAX - 1);
    state_apply(s, &u);
}

static void news_once(void **state)
{
    struct state *s = with_history(1);
    struct snapshot *f;

    (void)state;
    headline(s, at(FRIDAY, 12, 0), "b", "Chips fall", "H");
    headline(s, at(MONDAY, 10, 0), "a", "Nothing new", "H");
    headline(s, at(MONDAY, 10, 1), "c", "Chips fall", "H"); /* within 72 h */
    headline(s, at(MONDAY, 10, 2), "a", "Nothing new", "Y"); /* other tag */
    headline(s, at(FRIDAY + 4, 12, 0), "d", "Chips fall", "H");
    state_mark_read(s, "a", true);
    state_mark_read(s, "zz", true);
    f = freeze_at(s, at(MONDAY, 10, 5));
    assert_int_equal(f->headline_count, 3);
    assert_string_equal(f->headlines[0]->id, "d");
    assert_string_equal(f->headlines[1]->id, "a");
    assert_int_equal(f->headlines[1]->symbol_count, 2);
    assert_string_equal(f->headlines[2]->id, "b");
    assert_true(snapshot_is_read(f, "a"));
    assert_false(snapshot_is_read(f, "b"));
    assert_int_equal(snapshot_find(f, "H")->headlines, 3);
    assert_int_equal(snapshot_find(f, "H")->unread, 2);
    snapshot_free(f);
    state_free(s);
}

static void lists_and_sources(void **state)
{
    static const char *const symbols[] = {"A", "B", "A"};
    struct state *s = state_new(NULL, 0);
    struct update u = make(at(MONDAY, 10, 0), UPDATE_status, "");
    struct snapshot *f;
    const struct watchlist *w;

    (void)state;
    state_set_watchlist(s, "tech", symbols, 3);
    assert_true(state_list_add(s, "tech", "C", 0));
    assert_false(state_list_add(s, "tech", "B", -1));
    assert_true(state_list_add(s, "tech", "D", -1));
    assert_int_equal(state_list_remove(s, "tech", "A"), 1);
    assert_int_equal(state_list_remove(s, "tech", "A"), -1);
    u.of.status = (struct source_report){.state = SOURCE_backoff,
                                         .reason = "429", .retry_at = 5};
    state_apply(s, &u);
    state_apply(s, &u);
    state_notice(s, "hello");
    f = freeze_at(s, u.t);
    w = snapshot_watchlist(f, "tech");
    assert_int_equal(w->count, 3);
    assert_string_equal(w->symbols[0], "C");
    assert_string_equal(w->symbols[1], "B");
    assert_string_equal(w->symbols[2], "D");
    assert_null(snapshot_watchlist(f, "other"));
    assert_int_equal(f->source_count, 1);
    assert_int_equal(f->sources[0].errors, 2);
    assert_string_equal(f->sources[0].reason, "429");
    assert_int_equal(f->sources[0].last_good, 0);
    assert_string_equal(f->notice, "hello");
    snapshot_free(f);
    state_free(s);
}

/* Neither a quote nor a refusal yet, and the highest of all prices. */
static void waiting_symbols(void **state)
{
    static const char *const symbols[] = {"A", "B", "C"};
    struct state *s = state_new(NULL, 0);
    struct snapshot *f;

    (void)state;
    state_set_watchlist(s, "tech", symbols, 3);
    f = freeze_at(s, at(MONDAY, 10, 0));
    assert_int_equal(snapshot_watchlist(f, "tech")->waiting, 3);
    assert_float_equal(f->highest_price, 0, 0);
    snapshot_free(f);
    line(s, "B", at(MONDAY, 9, 40), 700);
    line(s, "A", at(MONDAY, 9, 41), 30);
    f = freeze_at(s, at(MONDAY, 10, 0));
    assert_int_equal(snapshot_watchlist(f, "tech")->waiting, 1);
    assert_float_equal(f->highest_price, 700, 0);
    snapshot_free(f);
    state_set_failed(s, "C", true);
    f = freeze_at(s, at(MONDAY, 10, 0));
    assert_int_equal(snapshot_watchlist(f, "tech")->waiting, 0);
    snapshot_free(f);
    state_free(s);
}

static void wrong_rules(void **state)
{
    struct state *s = state_new(NULL, 0);
    struct rule_text r = {.name = "mine", .when = "chnge_pct > 5",
                          .severity = 2, .place = "rules:3"};
    const char text[] = "cap >  5B and \\\n  chnge_pct > 5";
    struct ini_place at = {"rules", 8, 8, text, text + sizeof text - 1};
    struct why why;

    (void)state;
    assert_int_equal(state_add_rule(s, &r, &why), ERR_SYNTAX);
    assert_non_null(strstr(why.text, "rules:3: mine: when: unknown field"));
    assert_non_null(strstr(why.text, "change_pct"));
    r.when = "cap > 5B and chnge_pct > 5"; /* of two lines in the file */
    r.when_at = &at;
    assert_int_equal(state_add_rule(s, &r, &why), ERR_SYNTAX);
    assert_non_null(strstr(why.text, "rules:9:3: mine: when: unknown field"));
    r.when = "change_pct";
    assert_int_equal(state_add_rule(s, &r, &why), ERR_SYNTAX);
    r.when = "change_pct > 5";
    r.measure = "symbol";
    assert_int_equal(state_add_rule(s, &r, &why), ERR_SYNTAX);
    r.measure = NULL;
    r.severity = 5;
    assert_int_equal(state_add_rule(s, &r, &why), ERR_RANGE);
    r.severity = 1;
    assert_int_equal(state_add_rule(s, &r, &why), ERR_OK);
    state_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(year_range),
        cmocka_unit_test(too_short_a_history),
        cmocka_unit_test(volume_ratio),
        cmocka_unit_test(other_currencies),
        cmocka_unit_test(days_to_earnings),
        cmocka_unit_test(no_division_by_zero),
        cmocka_unit_test(ranks_as_of),
        cmocka_unit_test(series_of_bars),
        cmocka_unit_test(snapshots_do_not_change),
        cmocka_unit_test(news_once),
        cmocka_unit_test(lists_and_sources),
        cmocka_unit_test(waiting_symbols),
        cmocka_unit_test(wrong_rules),
    };

    return cmocka_run_group_tests_name("figures", tests, NULL, NULL);
}
