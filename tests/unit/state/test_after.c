/* SPDX-License-Identifier: MIT */
/* What followed moves like an event's, and what a company costs: by hand on a
 * few bars and filings. */
#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "support.h"
#include "tapewatch/state/aftermath.h"
#include "tapewatch/state/valuation.h"

/* Daily closes up to Friday, the last one last. */
static void put_closes(struct state *s, const char *symbol,
                       const double *closes, size_t n)
{
    int32_t date = MONDAY;

    for (size_t i = n; i-- > 0;) {
        date = calendar_previous(HOURS_US, date);
        old_daily(s, symbol, date, at(MONDAY, 4, 0),
                  (struct ohlcv){closes[i], closes[i], closes[i], closes[i],
                                 1000});
    }
}

static struct snapshot *freeze(struct state *s)
{
    struct freeze_info info = {.now_ms = at(MONDAY, 10, 0)};

    return state_freeze(s, &info);
}

static struct event fall(double pct)
{
    return (struct event){.key = {.symbol = "A", .session = MONDAY},
                          .known = EVENT_HAS_CHANGE_PCT, .change_pct = pct};
}

/* A fell by 10 % to 90, then stood at 99 (+10 %) and 81 (-10 %); that second
 * fall by 18 % was followed by one session, to 89.1 (+10 %). B never moved.
 * An index is no company. */
static void what_followed_falls(void **state)
{
    static const double a[] = {100, 90, 99, 81, 89.1};
    static const double b[] = {50, 50, 50, 50, 50, 50, 50};
    struct state *s = state_new(NULL, 0);
    struct event e = fall(-16);
    struct aftermath after;
    struct update index = make(at(FRIDAY, 4, 0), UPDATE_instrument, "^X");
    struct snapshot *f;

    (void)state;
    company(s, "A", 1e9);
    company(s, "B", 1e9);
    index.of.instrument = (struct instrument){.type = INSTRUMENT_index};
    name_copy(index.of.instrument.symbol, SYMBOL_MAX, "^X");
    state_apply(s, &index);
    put_closes(s, "A", a, 5);
    put_closes(s, "B", b, 7);
    put_closes(s, "^X", a, 5);
    f = freeze(s);
    assert_true(derive_aftermath(f, &e, &after));
    assert_float_equal(after.least_pct, -8, 1e-12);
    assert_int_equal(after.companies, 2);
    assert_int_equal(after.moves, 2);
    assert_int_equal(after.of[0].n, 2);
    assert_float_equal(after.of[0].median, 10, 1e-9);
    assert_float_equal(after.of[0].lowest, 10, 1e-9);
    assert_int_equal(after.of[1].n, 0); /* nobody knows five sessions later */
    assert_int_equal(after.of[3].n, 0);
    e = fall(-40);
    assert_true(derive_aftermath(f, &e, &after));
    assert_int_equal(after.moves, 0);
    e = fall(16); /* a rise: those to 99 and to 89.1, the last without after */
    assert_true(derive_aftermath(f, &e, &after));
    assert_int_equal(after.moves, 2);
    assert_int_equal(after.of[0].n, 1);
    assert_float_equal(after.of[0].lowest, (81.0 / 99 - 1) * 100, 1e-9);
    e.known = 0;
    assert_false(derive_aftermath(f, &e, &after));
    snapshot_free(f);
    state_free(s);
}

static void put_cik(struct state *s, const char *symbol, const char *cik)
{
    struct update u = make(at(FRIDAY, 4, 0), UPDATE_instrument, symbol);

    u.of.instrument = (struct instrument){.type = INSTRUMENT_equity,
                                          .shares_asof = NO_DATE};
    name_copy(u.of.instrument.symbol, SYMBOL_MAX, symbol);
    name_copy(u.of.instrument.cik, CIK_MAX, cik);
    state_apply(s, &u);
}

/* Two classes of one company's shares are one company. */
static void classes_of_shares_count_once(void **state)
{
    static const double closes[] = {100, 90, 99, 81, 89.1};
    static const char *const symbols[] = {"A", "AB", "C"};
    struct state *s = state_new(NULL, 0);
    struct event e = fall(-16);
    struct aftermath after;
    struct snapshot *f;

    (void)state;
    for (int i = 0; i < 3; i++) {
        put_cik(s, symbols[i], i < 2 ? "0000000007" : "0000000008");
        put_closes(s, symbols[i], closes, 5);
    }
    f = freeze(s);
    assert_true(derive_aftermath(f, &e, &after));
    assert_int_equal(after.companies, 2);
    assert_int_equal(after.moves, 4);
    assert_int_equal(after.of[0].n, 4);
    snapshot_free(f);
    state_free(s);
}

/* Bars of the event's own session and after it are not looked at: a replay
 * knows no more than was known. */
static void nothing_from_later(void **state)
{
    static const double a[] = {100, 90, 99};
    struct state *s = state_new(NULL, 0);
    struct event e = fall(-16);
    struct aftermath after;
    struct snapshot *f;

    (void)state;
    company(s, "A", 1e9);
    put_closes(s, "A", a, 3);
    f = freeze(s);
    e.key.session = FRIDAY; /* the day of the 99 */
    assert_true(derive_aftermath(f, &e, &after));
    assert_int_equal(after.moves, 1);
    assert_int_equal(after.of[0].n, 0);
    e.key.session = calendar_previous(HOURS_US, FRIDAY);
    assert_true(derive_aftermath(f, &e, &after));
    assert_int_equal(after.moves, 0);
    snapshot_free(f);
    state_free(s);
}

/* ---- valuation */

static void put_fact(struct state *s, const char *concept, const char *unit,
                     int quarter, double value)
{
    static const int ends[] = {331, 630, 930, 1231};
    struct update u = make(at(MONDAY, 4, 0), UPDATE_fact, "A");
    int start = quarter * 3 + 1;

    u.of.fact = (struct fact){
        .concept = concept, .unit = unit, .value = value, .form = "10-Q",
        .start = civil_date(2024, start, 1),
        .end = civil_date(2024, ends[quarter] / 100, ends[quarter] % 100),
        .filed = civil_date(2025, 1, 20)};
    state_apply(s, &u);
}

static void put_price(struct state *s, double price)
{
    struct update u = make(at(MONDAY, 9, 40), UPDATE_quote, "A");

    QUOTE_SET(&u.of.quote, price, price);
    QUOTE_SET(&u.of.quote, prev_close, price);
    state_apply(s, &u);
}

static void put_dividend(struct state *s, int32_t ex, double amount)
{
    struct update u = make(at(MONDAY, 4, 0), UPDATE_action, "A");

    u.of.action = (struct action){ACTION_DIVIDEND, ex, 0, amount};
    state_apply(s, &u);
}

static struct valuation_figure figure(struct state *s,
                                      enum valuation_index which)
{
    struct valuation_figure v[VALUATION_COUNT];
    struct snapshot *f = freeze(s);
    struct valuation_figure found;

    derive_valuation(snapshot_find(f, "A"), MONDAY, v);
    found = v[which];
    snapshot_free(f);
    return found;
}

static void what_it_costs(void **state)
{
    struct state *s = state_new(NULL, 0);
    struct valuation_figure v;

    (void)state;
    company(s, "A", 1e9);
    put_price(s, 50); /* worth 50 billion */
    assert_string_equal(figure(s, VALUATION_ps_ttm).why,
                        "not filed, or not known");
    for (int i = 0; i < 4; i++) {
        put_fact(s, "revenue", "USD", i, 2.5e9);
        put_fact(s, "us-gaap:NetCashProvidedByUsedInOperatingActivities",
                 "USD", i, 6e8);
        put_fact(s, "capex", "USD", i, 1e8);
        put_fact(s, "eps", "USD/shares", i, i == 3 ? -4 : 0.5);
    }
    v = figure(s, VALUATION_ps_ttm);
    assert_true(v.is_known);
    assert_float_equal(v.value, 5, 1e-12); /* 50 / 10 */
    v = figure(s, VALUATION_fcf_yield);
    assert_true(v.is_known);
    assert_float_equal(v.value, 4, 1e-12); /* 2 / 50 */
    v = figure(s, VALUATION_pe_ttm);
    assert_false(v.is_known);
    assert_string_equal(v.why, "a loss");
    put_fact(s, "eps", "USD/shares", 3, 1);
    v = figure(s, VALUATION_eps_ttm);
    assert_true(v.is_known);
    assert_float_equal(v.value, 2.5, 1e-12);
    v = figure(s, VALUATION_pe_ttm);
    assert_true(v.is_known);
    assert_float_equal(v.value, 20, 1e-12);
    state_free(s);
}

static void what_it_pays(void **state)
{
    struct state *s = state_new(NULL, 0);
    struct update split = make(at(MONDAY, 4, 0), UPDATE_action, "A");
    struct valuation_figure v;

    (void)state;
    company(s, "A", 1e9);
    put_price(s, 50);
    assert_string_equal(figure(s, VALUATION_dividend_yield).why, "none known");
    put_dividend(s, MONDAY - 10, 0.5);
    put_dividend(s, MONDAY - 100, 0.5);
    put_dividend(s, MONDAY - 366, 9);
    v = figure(s, VALUATION_dividend_yield);
    assert_true(v.is_known);
    assert_float_equal(v.value, 2, 1e-12);
    split.of.action = (struct action){ACTION_SPLIT, MONDAY - 50, 10, 0};
    state_apply(s, &split);
    assert_string_equal(figure(s, VALUATION_dividend_yield).why,
                        "split within the year");
    state_free(s);
}

/* Revenue in euros says nothing about a price in dollars. */
static void another_currency(void **state)
{
    struct state *s = state_new(NULL, 0);

    (void)state;
    company(s, "A", 1e9);
    put_price(s, 50);
    for (int i = 0; i < 4; i++)
        put_fact(s, "revenue", "EUR", i, 2.5e9);
    assert_string_equal(figure(s, VALUATION_ps_ttm).why,
                        "filed in another currency");
    state_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_followed_falls),
        cmocka_unit_test(classes_of_shares_count_once),
        cmocka_unit_test(nothing_from_later),
        cmocka_unit_test(what_it_costs),
        cmocka_unit_test(what_it_pays),
        cmocka_unit_test(another_currency),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
