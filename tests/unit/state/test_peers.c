/* SPDX-License-Identifier: MIT */
/* Who moves with a symbol: by group, by correlation, and each company once. */
#include <math.h>
#include <stdio.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "support.h"
#include "tapewatch/state/breadth.h"

enum { PERIODS = 5, PERIOD = 4 };

/* Closes of one period; the next one goes on at 100. In logarithms of 1.1
 * their returns are, in order:
 *   A  +1 -1 +1 -1
 *   B  +1 -1  0  0   with A: sum of products 2, of squares 4 and 2
 *   C  +1  0 -1  0   with A: products 0
 *   D  -1 +1 -1 +1   with A: -4 */
static const double closes[][PERIOD] = {
    {100, 110, 100, 110},
    {100, 110, 100, 100},
    {100, 110, 110, 100},
    {110, 100, 110, 100},
};
static const char *const names[] = {"A", "B", "C", "D"};

static void put_company(struct state *s, const char *symbol, const char *cik)
{
    struct update u = make(at(FRIDAY, 4, 0), UPDATE_instrument, symbol);

    u.of.instrument = (struct instrument){
        .type = INSTRUMENT_equity, .currency = "USD", .shares = 1e9,
        .shares_asof = NO_DATE};
    strncpy(u.of.instrument.symbol, symbol, SYMBOL_MAX - 1);
    strncpy(u.of.instrument.cik, cik, CIK_MAX - 1);
    state_apply(s, &u);
}

/* 21 closes up to Friday, so 20 returns; `left_out` (from the end) is not
 * known. */
static void put_days(struct state *s, size_t i, size_t count, size_t left_out)
{
    int32_t date = MONDAY;

    for (size_t day = count; day-- > 0;) {
        double close = closes[i][day % PERIOD];

        date = calendar_previous(HOURS_US, date);
        if (count - day != left_out)
            old_daily(s, names[i], date, at(MONDAY, 4, 0),
                      (struct ohlcv){close, close, close, close, 1000});
    }
}

static struct state *fresh(size_t days, size_t left_out)
{
    struct state *s = state_new(NULL, 0);

    add_shipped_rules(s);
    for (size_t i = 0; i < 4; i++) {
        put_company(s, names[i], "");
        put_days(s, i, days, i == 1 ? left_out : 0);
    }
    return s;
}

static bool correlation(const struct snapshot *f, const char *a,
                        const char *b, double *r)
{
    const struct listing *x = snapshot_find(f, a), *y = snapshot_find(f, b);
    struct derive_input p = {.instrument = x->instrument,
                             .daily = x->series[BAR_1d]};
    struct derive_input q = {.instrument = y->instrument,
                             .daily = y->series[BAR_1d]};

    return derive_correlation(&p, &q, MONDAY, r);
}

static void returns_go_together(void **state)
{
    struct state *s = fresh(PERIODS * PERIOD + 1, 0);
    struct snapshot *f = freeze_at(s, at(MONDAY, 4, 0));
    double r = 9;

    (void)state;
    assert_true(correlation(f, "A", "B", &r));
    assert_float_equal(r, 1 / sqrt(2), 1e-12);
    assert_true(correlation(f, "B", "A", &r));
    assert_float_equal(r, 1 / sqrt(2), 1e-12);
    assert_true(correlation(f, "A", "C", &r));
    assert_float_equal(r, 0, 1e-12);
    assert_true(correlation(f, "A", "D", &r));
    assert_float_equal(r, -1, 1e-12);
    assert_true(correlation(f, "A", "A", &r));
    assert_float_equal(r, 1, 1e-12);
    snapshot_free(f);
    state_free(s);
}

static void too_few_days_are_unknown(void **state)
{
    struct state *s = fresh(PERIODS * PERIOD, 0); /* 19 returns */
    struct snapshot *f = freeze_at(s, at(MONDAY, 4, 0));
    double r = 9;

    (void)state;
    assert_false(correlation(f, "A", "B", &r));
    snapshot_free(f);
    state_free(s);
    /* A day that B does not have costs its return and the one after it. */
    s = fresh(PERIODS * PERIOD + 1, 3);
    f = freeze_at(s, at(MONDAY, 4, 0));
    assert_false(correlation(f, "A", "B", &r));
    assert_true(correlation(f, "A", "C", &r));
    snapshot_free(f);
    state_free(s);
    s = fresh(PERIODS * PERIOD + 3, 3);
    f = freeze_at(s, at(MONDAY, 4, 0));
    assert_true(correlation(f, "A", "B", &r));
    snapshot_free(f);
    state_free(s);
    assert_true(r != 9);
}

static void who_never_moves_goes_with_nobody(void **state)
{
    struct state *s = fresh(PERIODS * PERIOD + 1, 0);
    struct snapshot *f;
    int32_t date = MONDAY;
    double r = 9;

    (void)state;
    put_company(s, "E", "");
    for (size_t day = 0; day <= PERIODS * PERIOD; day++) {
        date = calendar_previous(HOURS_US, date);
        old_daily(s, "E", date, at(MONDAY, 4, 0),
                  (struct ohlcv){7, 7, 7, 7, 1000});
    }
    f = freeze_at(s, at(MONDAY, 4, 0));
    assert_false(correlation(f, "A", "E", &r));
    snapshot_free(f);
    state_free(s);
}

/* A feed may say what it likes of a Sunday: a bar a minute, with a daily
 * bar's span. */
static void more_bars_than_days_are_cut(void **state)
{
    struct state *s = fresh(PERIODS * PERIOD + 1, 0);
    struct snapshot *f;
    double r = 9;

    (void)state;
    for (int i = 0; i < 500; i++) {
        double close = closes[0][i % PERIOD];
        int64_t start = at(MONDAY - 1, 8, 1) + i * MS_PER_MINUTE;

        for (int k = 0; k < 2; k++) {
            struct update u =
                bar_of(names[k], BAR_1d, start, at(MONDAY, 4, 0),
                       (struct ohlcv){close, close, close, close, 1});
            state_apply(s, &u);
        }
    }
    f = freeze_at(s, at(MONDAY, 4, 0));
    assert_true(correlation(f, "A", "B", &r));
    assert_true(r >= -1 && r <= 1);
    snapshot_free(f);
    state_free(s);
}

/* Nothing is known of today: there is no session to look back from. */
static void without_a_price_there_is_no_window(void **state)
{
    struct state *s = state_new(NULL, 0);
    struct event_peer peers[8];
    struct snapshot *f;

    (void)state;
    put_company(s, "A", "");
    put_company(s, "B", "");
    line(s, "B", at(MONDAY, 10, 0), 90);
    f = freeze_at(s, at(MONDAY, 10, 0));
    assert_int_equal(snapshot_find(f, "A")->session, NO_DATE);
    assert_int_equal(snapshot_symbol_peers(f, "A", peers, 8), 0);
    snapshot_free(f);
    state_free(s);
}

static const struct event_peer *peer_of(const struct event_peer *peers,
                                        size_t n, const char *symbol)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(peers[i].listing->instrument->symbol, symbol) == 0)
            return &peers[i];
    return NULL;
}

/* Nobody is in a group: B is a peer by its returns, C is none. */
static void peers_by_correlation(void **state)
{
    struct state *s = fresh(PERIODS * PERIOD + 1, 0);
    struct event_peer peers[8];
    const struct event_peer *b;
    struct snapshot *f;
    size_t n;

    (void)state;
    line(s, "A", at(MONDAY, 10, 0), 80); /* Friday's close was 100 for all */
    line(s, "B", at(MONDAY, 10, 0), 90); /* but D's of 110 */
    line(s, "C", at(MONDAY, 10, 0), 90);
    line(s, "D", at(MONDAY, 10, 0), 90);
    f = freeze_at(s, at(MONDAY, 10, 0));
    n = snapshot_peers(f, event_of(f, "percent-move", "A", MONDAY), peers, 8);
    assert_int_equal(n, 1);
    b = peer_of(peers, n, "B");
    assert_non_null(b);
    assert_true(b->has_corr);
    assert_float_equal(b->corr, 1 / sqrt(2), 1e-12);
    assert_float_equal(b->share, 10.0 / 30, 1e-12);
    snapshot_free(f);
    /* Who rises is no peer of a fall, but of the symbol. */
    line(s, "B", at(MONDAY, 10, 1), 101);
    f = freeze_at(s, at(MONDAY, 10, 1));
    n = snapshot_peers(f, event_of(f, "percent-move", "A", MONDAY), peers, 8);
    assert_int_equal(n, 0);
    n = snapshot_peers_all(f, event_of(f, "percent-move", "A", MONDAY), peers,
                           8);
    assert_int_equal(n, 1); /* it moved at the same time, though */
    assert_string_equal(peers[0].listing->instrument->symbol, "B");
    assert_true(peers[0].share < 0);
    n = snapshot_symbol_peers(f, "A", peers, 8);
    assert_int_equal(n, 1);
    assert_string_equal(peers[0].listing->instrument->symbol, "B");
    assert_true(peers[0].share < 0); /* it has no part in the loss */
    assert_int_equal(snapshot_symbol_peers(f, "nobody", peers, 8), 0);
    snapshot_free(f);
    state_free(s);
}

/* Of the symbol itself, with or without an event: who rises is akin to it all
 * the same, but has no part of what was lost. */
static void who_is_akin(void **state)
{
    struct state *s = fresh(PERIODS * PERIOD + 1, 0);
    struct event_peer peers[8];
    const struct event_peer *b;
    struct snapshot *f;
    bool is_rough;
    double usd;

    (void)state;
    line(s, "A", at(MONDAY, 10, 0), 80);
    line(s, "B", at(MONDAY, 10, 0), 90);
    line(s, "C", at(MONDAY, 10, 0), 90);
    f = freeze_at(s, at(MONDAY, 10, 0));
    assert_int_equal(snapshot_symbol_peers(f, "A", peers, 8), 1);
    b = peer_of(peers, 1, "B");
    assert_non_null(b);
    assert_float_equal(b->corr, 1 / sqrt(2), 1e-12);
    assert_float_equal(b->share, 10.0 / 30, 1e-12);
    assert_true(peers_together(peers, 1, &usd, &is_rough));
    assert_float_equal(usd, b->listing->figures.cap_change_usd, 1e-6);
    assert_false(is_rough);
    assert_false(peers_together(peers, 0, &usd, &is_rough));
    assert_int_equal(snapshot_symbol_peers(f, "NONE", peers, 8), 0);
    snapshot_free(f);
    line(s, "B", at(MONDAY, 10, 1), 101);
    f = freeze_at(s, at(MONDAY, 10, 1));
    assert_int_equal(snapshot_symbol_peers(f, "A", peers, 8), 1);
    assert_true(peers[0].share < 0);
    snapshot_free(f);
    state_free(s);
}

static void group_of(struct state *s, const char *symbol, const char *cik)
{
    struct update u = make(at(FRIDAY, 4, 0), UPDATE_instrument, symbol);

    u.of.instrument = (struct instrument){
        .type = INSTRUMENT_equity, .currency = "USD", .shares = 1e9,
        .shares_asof = NO_DATE, .groups = {"duo"}};
    strncpy(u.of.instrument.symbol, symbol, SYMBOL_MAX - 1);
    strncpy(u.of.instrument.cik, cik, CIK_MAX - 1);
    state_apply(s, &u);
    old_daily(s, symbol, FRIDAY, at(MONDAY, 4, 0),
              (struct ohlcv){100, 100, 100, 100, 1000});
}

static struct state *with_group_rule(void)
{
    static const struct rule_text rule = {
        .name = "group-rout", .when = "group_members >= 2",
        .measure = "cap_change_usd", .severity = 3, .place = "test"};
    struct state *s = state_new(NULL, 0);
    struct why why;

    add_shipped_rules(s);
    assert_int_equal(state_add_rule(s, &rule, &why), ERR_OK);
    return s;
}

/* Two classes of shares are one company: its loss counts once, in the group's
 * sum and in the shares of the peers; it is the same class whichever came
 * first, or a restart would change sums. */
static void see_classes(const char *first, const char *second)
{
    struct state *s = with_group_rule();
    struct event_peer peers[8];
    const struct event *e;
    struct snapshot *f;

    group_of(s, first, "0001652044");
    group_of(s, second, "0001652044");
    group_of(s, "XYZ", "0000000007");
    line(s, "GOOGL", at(MONDAY, 10, 0), 90);
    line(s, "GOOG", at(MONDAY, 10, 0), 89);
    line(s, "XYZ", at(MONDAY, 10, 0), 80);
    state_advance(s, at(MONDAY, 10, 1));
    f = freeze_at(s, at(MONDAY, 10, 1));
    e = event_of(f, "group-rout", "@duo", MONDAY);
    assert_non_null(e);
    assert_true(e->cap_change_usd == -31e9 && e->change_pct == -15.5);
    assert_int_equal(snapshot_breadth(f, e).members, 2);
    assert_int_equal(snapshot_peers(f, e, peers, 8), 2);
    assert_null(peer_of(peers, 2, "GOOGL"));
    assert_int_equal(breadth_of(f).companies, 2);
    assert_int_equal(breadth_of(f).down, 2);
    assert_true(breadth_of(f).lost_usd == 31e9);
    e = event_of(f, "percent-move", "GOOGL", MONDAY);
    assert_int_equal(snapshot_peers(f, e, peers, 8), 1);
    assert_float_equal(peers[0].share, 20.0 / 30, 1e-12);
    e = event_of(f, "percent-move", "XYZ", MONDAY);
    assert_int_equal(snapshot_peers(f, e, peers, 8), 1);
    assert_string_equal(peers[0].listing->instrument->symbol, "GOOG");
    snapshot_free(f);
    state_free(s);
}

static void classes_of_shares_count_once(void **state)
{
    (void)state;
    see_classes("GOOGL", "GOOG");
    see_classes("GOOG", "GOOGL");
}

/* The one that is listed first has not traded: the other speaks for both. */
static void a_class_that_trades_speaks_for_the_company(void **state)
{
    struct state *s = with_group_rule();
    const struct event *e;
    struct snapshot *f;

    (void)state;
    group_of(s, "GOOG", "0001652044");
    group_of(s, "GOOGL", "0001652044");
    group_of(s, "XYZ", "0000000007");
    old_daily(s, "GOOG", FRIDAY - 1, at(MONDAY, 4, 0),
              (struct ohlcv){99, 99, 99, 99, 1000});
    line(s, "GOOGL", at(MONDAY, 10, 0), 90);
    line(s, "XYZ", at(MONDAY, 10, 0), 80);
    state_advance(s, at(MONDAY, 10, 1));
    f = freeze_at(s, at(MONDAY, 10, 1));
    assert_int_equal(snapshot_find(f, "GOOG")->session, FRIDAY);
    assert_true(FIGURE_HAS(&snapshot_find(f, "GOOG")->figures, change_pct));
    e = event_of(f, "group-rout", "@duo", MONDAY);
    assert_non_null(e);
    assert_true(e->cap_change_usd == -30e9 && e->change_pct == -15);
    assert_int_equal(snapshot_breadth(f, e).members, 2);
    snapshot_free(f);
    state_free(s);
}

/* With every place for a group taken the sector is one more. */
static void a_sector_counts_beside_all_groups(void **state)
{
    static const char *const symbols[] = {"X", "Y"};
    struct state *s = with_group_rule();
    struct snapshot *f;

    (void)state;
    for (int i = 0; i < 2; i++) {
        struct update u =
            make(at(FRIDAY, 4, 0), UPDATE_instrument, symbols[i]);
        struct instrument *own = &u.of.instrument;

        *own = (struct instrument){
            .type = INSTRUMENT_equity, .currency = "USD", .shares = 1e9,
            .shares_asof = NO_DATE, .sector = "Energy"};
        name_copy(own->symbol, SYMBOL_MAX, symbols[i]);
        for (int k = 0; k < GROUPS_MAX; k++)
            snprintf(own->groups[k], GROUP_MAX, "g%d", k);
        state_apply(s, &u);
        old_daily(s, symbols[i], FRIDAY, at(MONDAY, 4, 0),
                  (struct ohlcv){100, 100, 100, 100, 1000});
        line(s, symbols[i], at(MONDAY, 10, 0), 90);
    }
    state_advance(s, at(MONDAY, 10, 1));
    f = freeze_at(s, at(MONDAY, 10, 1));
    assert_non_null(event_of(f, "group-rout", "@g7", MONDAY));
    assert_non_null(event_of(f, "group-rout", "@Energy", MONDAY));
    snapshot_free(f);
    state_free(s);
}

/* Nor do they take two places among the largest losses. */
static void classes_of_shares_have_one_rank(void **state)
{
    static const char table[] = "symbol\tdate\tloss\tpct\n"
                                "GOOGL\t2024-01-31\t25e9\t-7.5\n"
                                "XYZ\t2024-02-01\t5e9\t-3\n";
    struct state *s = state_new(table, sizeof table - 1);
    struct snapshot *f;

    (void)state;
    add_shipped_rules(s);
    group_of(s, "GOOGL", "0001652044");
    group_of(s, "GOOG", "0001652044");
    group_of(s, "XYZ", "0000000007");
    daily(s, "GOOGL", MONDAY, (struct ohlcv){80, 80, 80, 80, 1});
    daily(s, "GOOG", MONDAY, (struct ohlcv){79, 79, 79, 79, 1});
    daily(s, "XYZ", MONDAY, (struct ohlcv){90, 90, 90, 90, 1});
    f = freeze_at(s, at(MONDAY, 16, 0));
    assert_int_equal(f->record_count, 4); /* two of the table, two of today */
    /* 21 billion stand behind 25, and 10 behind both. */
    assert_int_equal(event_of(f, "percent-move", "GOOG", MONDAY)->rank, 2);
    assert_int_equal(event_of(f, "percent-move", "GOOG", MONDAY)->rank_own, 2);
    assert_int_equal(event_of(f, "percent-move", "GOOGL", MONDAY)->rank, 2);
    assert_int_equal(event_of(f, "percent-move", "XYZ", MONDAY)->rank, 3);
    assert_int_equal(event_of(f, "percent-move", "XYZ", MONDAY)->rank_own, 1);
    snapshot_free(f);
    state_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(returns_go_together),
        cmocka_unit_test(too_few_days_are_unknown),
        cmocka_unit_test(who_never_moves_goes_with_nobody),
        cmocka_unit_test(more_bars_than_days_are_cut),
        cmocka_unit_test(without_a_price_there_is_no_window),
        cmocka_unit_test(peers_by_correlation),
        cmocka_unit_test(who_is_akin),
        cmocka_unit_test(classes_of_shares_count_once),
        cmocka_unit_test(a_class_that_trades_speaks_for_the_company),
        cmocka_unit_test(a_sector_counts_beside_all_groups),
        cmocka_unit_test(classes_of_shares_have_one_rank),
    };

    return cmocka_run_group_tests_name("peers", tests, NULL, NULL);
}
