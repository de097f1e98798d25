/* SPDX-License-Identifier: MIT */
/* Events and quotes through a session, a weekend, a restart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "support.h"

static const char losses[] = "symbol\tdate\tloss\tpct\n"
                             "BIG\t2024-09-03\t279500000000\t-9.53\n"
                             "OLD\t2022-02-03\t232000000000\t-26.39\n"
                             "LOW\t2022-04-29\t160000000000\t-14.05\n"
                             "NEW\t2026-01-29\t357700000000\t-9.99\n";

/* X: 10 billion shares, official close 100 on Friday. */
static int set_up(void **state)
{
    struct state *s = state_new(losses, sizeof losses - 1);

    add_shipped_rules(s);
    company(s, "X", 10e9);
    daily(s, "X", FRIDAY, (struct ohlcv){99, 101, 98, 100, 1000});
    *state = s;
    return 0;
}

static int tear_down(void **state)
{
    state_free(*state);
    return 0;
}

static struct event get(const struct state *s, const char *rule,
                        const char *symbol)
{
    struct snapshot *f = freeze_at(s, at(MONDAY, 12, 0));
    const struct event *e = event_of(f, rule, symbol, MONDAY);
    struct event copy = {.severity = 0};

    if (e)
        copy = *e;
    snapshot_free(f);
    return copy;
}

static struct listing listing_of(const struct state *s, int64_t now)
{
    struct snapshot *f = freeze_at(s, now);
    struct listing l = *snapshot_find(f, "X");

    snapshot_free(f);
    return l;
}

static void move(struct state *s, int hour, int minute, double low,
                 double high, double close)
{
    five(s, "X", at(MONDAY, hour, minute),
         (struct ohlcv){high, high, low, close, 100});
}

static void life_of_an_event(void **state)
{
    struct state *s = *state;
    struct event e;

    move(s, 9, 30, 96, 99, 97); /* -30 billion */
    assert_int_equal(get(s, "value-drop", "X").severity, 0);
    move(s, 9, 35, 94, 97, 95); /* -50 */
    e = get(s, "value-drop", "X");
    assert_int_equal(e.state, EVENT_open);
    assert_int_equal(e.opened.t, at(MONDAY, 9, 40));
    assert_float_equal(e.opened.measure, -50e9, 1);
    assert_float_equal(e.worst.measure, -60e9, 1);
    assert_int_equal(e.worst.t, at(MONDAY, 9, 40));
    assert_int_equal(e.told_count, 1);
    assert_false(e.official);
    move(s, 9, 40, 95, 98, 97);
    e = get(s, "value-drop", "X");
    assert_int_equal(e.state, EVENT_recovered);
    assert_int_equal(e.reopened, 0);
    assert_float_equal(e.last.measure, -30e9, 1);
    move(s, 9, 45, 94.5, 97, 94.8);
    e = get(s, "value-drop", "X");
    assert_int_equal(e.state, EVENT_open);
    assert_int_equal(e.reopened, 1);
    assert_int_equal(e.opened.t, at(MONDAY, 9, 40));
    assert_float_equal(e.worst.price, 94, 1e-9);
    assert_int_equal(e.told_count, 1);
    state_advance(s, at(MONDAY, 23, 59));
    assert_int_equal(get(s, "value-drop", "X").state, EVENT_open);
    state_advance(s, at(MONDAY + 1, 0, 1));
    e = get(s, "value-drop", "X");
    assert_int_equal(e.state, EVENT_closed);
    assert_int_equal(e.changed, at(MONDAY + 1, 0, 0));
    assert_int_equal(e.opened.t, at(MONDAY, 9, 40));
}

static void told_again_when_worse(void **state)
{
    struct state *s = *state;

    move(s, 9, 30, 95, 99, 95);
    assert_int_equal(state_told(s), 2); /* value-drop and percent-move */
    move(s, 9, 35, 93, 95, 93.8); /* -62 < 1.25 x 50 */
    assert_int_equal(get(s, "value-drop", "X").told_count, 1);
    move(s, 9, 40, 93, 95, 93.75); /* -62.5 */
    assert_int_equal(get(s, "value-drop", "X").told_count, 2);
    assert_float_equal(get(s, "value-drop", "X").told, -62.5e9, 1);
    move(s, 9, 45, 93, 95, 93);
    assert_int_equal(get(s, "value-drop", "X").told_count, 2);
    assert_int_equal(state_told(s), 3);
}

static void official_close_and_rank(void **state)
{
    struct state *s = *state;
    struct event e;

    company(s, "Y", 10e9);
    daily(s, "Y", FRIDAY, (struct ohlcv){99, 101, 98, 100, 1000});
    move(s, 9, 30, 80, 99, 80);
    e = get(s, "value-drop", "X");
    assert_int_equal(e.rank, 3); /* -200 after 279.5 and 232 */
    assert_int_equal(e.rank_own, 1);
    assert_int_equal(e.severity, 4);
    five(s, "Y", at(MONDAY, 9, 30), (struct ohlcv){75, 75, 75, 75, 1});
    assert_int_equal(get(s, "value-drop", "Y").rank, 2);
    five(s, "Y", at(MONDAY, 15, 55), (struct ohlcv){86, 86, 86, 86, 1});
    assert_int_equal(get(s, "value-drop", "Y").rank, 0); /* below -160 */
    assert_int_equal(get(s, "value-drop", "Y").severity, 3);
    assert_int_equal(get(s, "value-drop", "Y").rank_own, 1);
    /* Y closes at -210: X is fourth now, without a word of its own */
    daily(s, "Y", MONDAY, (struct ohlcv){75, 86, 75, 79, 5});
    assert_true(get(s, "value-drop", "Y").official);
    assert_int_equal(get(s, "value-drop", "Y").rank, 3);
    assert_int_equal(get(s, "value-drop", "X").rank, 4);
    assert_false(get(s, "value-drop", "X").official);
    daily(s, "X", MONDAY, (struct ohlcv){99, 99, 80, 81, 5});
    e = get(s, "value-drop", "X");
    assert_true(e.official);
    assert_float_equal(e.last.measure, -190e9, 1);
    assert_int_equal(e.last.t, at(MONDAY, 16, 0));
    /* the daily low equals the bar's: its time stays */
    assert_int_equal(e.worst.t, at(MONDAY, 9, 35));
}

static void bars_against_each_other(void **state)
{
    struct state *s = *state;
    struct update u = bar_of("X", BAR_1h, at(MONDAY, 15, 30),
                             at(MONDAY, 16, 0),
                             (struct ohlcv){95, 96, 94, 95.5, 900});
    struct listing l;

    move(s, 15, 55, 94.5, 96, 95.25);
    state_apply(s, &u); /* ends at the close, like the finer one */
    l = listing_of(s, at(MONDAY, 16, 1));
    assert_float_equal(l.quote.price, 95.25, 1e-9);
    assert_float_equal(l.quote.low, 94, 1e-9);
    assert_float_equal(l.quote.volume, 100, 1e-9); /* the finest span's */
    assert_false(l.is_official);
    daily(s, "X", MONDAY, (struct ohlcv){97, 98, 94, 95.75, 5000});
    move(s, 15, 55, 94.5, 96, 95.25);
    l = listing_of(s, at(MONDAY, 16, 1));
    assert_float_equal(l.quote.price, 95.75, 1e-9);
    assert_float_equal(l.quote.open, 97, 1e-9);
    assert_float_equal(l.quote.volume, 5000, 1e-9);
    assert_int_equal(l.quote.as_of, at(MONDAY, 16, 0));
    assert_true(l.is_official);
}

static void repeats_replace_and_old_never_wins(void **state)
{
    struct state *s = *state;
    struct update u = bar_of("X", BAR_5m, at(MONDAY, 9, 30),
                             at(MONDAY, 9, 32),
                             (struct ohlcv){99, 99, 90, 91, 10});
    struct listing l;

    state_apply(s, &u);
    l = listing_of(s, u.t);
    assert_float_equal(l.quote.low, 90, 1e-9);
    assert_int_equal(l.quote.as_of, at(MONDAY, 9, 32)); /* still growing */
    /* the source corrects its tick: no trace in low and volume */
    move(s, 9, 30, 98, 99, 98.5);
    move(s, 9, 35, 98, 99, 98.75);
    move(s, 9, 30, 98, 99, 98.5);
    l = listing_of(s, at(MONDAY, 9, 40));
    assert_float_equal(l.quote.low, 98, 1e-9);
    assert_float_equal(l.quote.volume, 200, 1e-9);
    assert_float_equal(l.quote.price, 98.75, 1e-9);
    assert_int_equal(l.series[BAR_5m] != NULL, 1);
}

static void before_the_open_it_is_friday(void **state)
{
    struct state *s = *state;
    struct update u = bar_of("X", BAR_5m, at(MONDAY, 8, 0),
                             at(MONDAY, 8, 5),
                             (struct ohlcv){93, 93, 92, 92, 10});
    struct listing l;

    state_apply(s, &u);
    l = listing_of(s, at(MONDAY, 8, 5));
    assert_float_equal(l.quote.price, 100, 1e-9);
    assert_int_equal(l.session, FRIDAY);
    assert_int_equal(l.quote.ext_session, SESSION_PRE);
    assert_float_equal(l.figures.ext_change_pct, -8, 1e-9);
    assert_int_equal(get(s, "ext-move", "X").state, EVENT_open);
    assert_float_equal(get(s, "ext-move", "X").price, 92, 1e-9);
    assert_float_equal(get(s, "ext-move", "X").cap_change_usd, -80e9, 1);
    assert_int_equal(get(s, "value-drop", "X").severity, 0);
    move(s, 9, 30, 93, 99, 94);
    l = listing_of(s, at(MONDAY, 9, 35));
    assert_int_equal(l.session, MONDAY);
    assert_float_equal(l.quote.prev_close, 100, 1e-9);
    assert_float_equal(l.figures.ext_change_pct, -8, 1e-9);
    assert_float_equal(l.quote.volume, 100, 1e-9);
    /* after the close the base is the close */
    daily(s, "X", MONDAY, (struct ohlcv){99, 99, 90, 90, 5});
    u = bar_of("X", BAR_5m, at(MONDAY, 16, 0), at(MONDAY, 16, 5),
               (struct ohlcv){99, 99, 99, 99, 1});
    state_apply(s, &u);
    l = listing_of(s, at(MONDAY, 16, 5));
    assert_float_equal(l.quote.price, 90, 1e-9);
    assert_float_equal(l.figures.ext_change_pct, 10, 1e-9);
    assert_int_equal(l.quote.ext_session, SESSION_POST);
}

static void extended(struct state *s, int hour, int minute, double price)
{
    struct update u = bar_of("X", BAR_5m, at(MONDAY, hour, minute),
                             at(MONDAY, hour, minute + 5),
                             (struct ohlcv){price, price, price, price, 10});

    state_apply(s, &u);
}

/* What was before the open ends there with its own figures; after the close
 * another event begins, against the close. Neither has a place among losses
 * of whole sessions. */
static void both_ends_of_the_day_are_apart(void **state)
{
    struct state *s = *state;
    struct event e;

    extended(s, 8, 0, 92);
    state_advance(s, at(MONDAY, 9, 30));
    assert_int_equal(get(s, "ext-move", "X").state, EVENT_open);
    move(s, 9, 30, 60, 99, 61); /* -390 billion: rank 1 */
    e = get(s, "ext-move", "X");
    assert_int_equal(e.state, EVENT_closed);
    assert_int_equal(e.changed, at(MONDAY, 9, 30));
    assert_float_equal(e.last.measure, -8, 1e-9);
    assert_float_equal(e.prev_close, 100, 1e-9);
    assert_int_equal(e.rank, 0);
    assert_int_equal(e.rank_own, 0);
    assert_int_equal(e.severity, 2);
    assert_int_equal(get(s, "value-drop", "X").rank, 1);
    assert_int_equal(get(s, "ext-move-post", "X").severity, 0);

    daily(s, "X", MONDAY, (struct ohlcv){99, 99, 60, 60, 5});
    extended(s, 16, 0, 66);
    e = get(s, "ext-move-post", "X");
    assert_int_equal(e.state, EVENT_open);
    assert_int_equal(e.opened.t, at(MONDAY, 16, 5));
    assert_float_equal(e.last.measure, 10, 1e-9);
    assert_float_equal(e.prev_close, 60, 1e-9);
    assert_int_equal(e.rank, 0);
    assert_int_equal(e.rank_own, 0);
    extended(s, 16, 5, 60);
    assert_int_equal(get(s, "ext-move-post", "X").state, EVENT_recovered);
    e = get(s, "ext-move", "X");
    assert_int_equal(e.state, EVENT_closed);
    assert_float_equal(e.last.measure, -8, 1e-9);
    state_advance(s, at(MONDAY + 1, 0, 0) + 1);
    assert_int_equal(get(s, "ext-move-post", "X").state, EVENT_closed);
}

/* A rule of one's own that asks for no end of the day has one event for both,
 * and is told again. */
static void a_rule_of_both_ends_comes_back(void **state)
{
    static const struct rule_text text = {
        .name = "outside", .when = "abs(ext_change_pct) >= 5",
        .measure = "ext_change_pct", .severity = 1, .worsen_pct = 50};
    struct state *s = *state;
    struct event e;

    assert_int_equal(state_add_rule(s, &text, NULL), ERR_OK);
    extended(s, 8, 0, 92);
    move(s, 9, 30, 98, 99, 99);
    assert_int_equal(get(s, "outside", "X").state, EVENT_closed);
    daily(s, "X", MONDAY, (struct ohlcv){99, 99, 98, 99, 5});
    extended(s, 16, 0, 100);
    assert_int_equal(get(s, "outside", "X").state, EVENT_closed);
    extended(s, 16, 5, 110);
    e = get(s, "outside", "X");
    assert_int_equal(e.state, EVENT_open);
    assert_int_equal(e.reopened, 1);
    assert_int_equal(e.told_count, 2);
    assert_float_equal(e.prev_close, 99, 1e-9);
    state_advance(s, at(MONDAY + 1, 0, 0) + 1);
    assert_int_equal(get(s, "outside", "X").state, EVENT_closed);
}

static void history_tells_nothing(void **state)
{
    struct state *s = state_new(losses, sizeof losses - 1);
    struct snapshot *f;
    const struct listing *l;

    (void)state;
    add_shipped_rules(s);
    company(s, "X", 10e9);
    for (int day = 0; day < 5; day++)
        old_daily(s, "X", civil_date(2025, 1, 13) + day, at(MONDAY, 9, 0),
                  (struct ohlcv){100, 100, 50, 100 - 20 * (day % 2), 5});
    f = freeze_at(s, at(MONDAY, 9, 0));
    assert_int_equal(f->event_count, 0);
    l = snapshot_find(f, "X");
    assert_true(l->is_official);
    assert_float_equal(l->quote.price, 100, 1e-9);
    assert_float_equal(l->quote.prev_close, 80, 1e-9);
    assert_int_equal(l->session, civil_date(2025, 1, 17));
    assert_int_equal(l->series[BAR_1d]->count, 5);
    snapshot_free(f);
    state_free(s);
}

static void holiday(void **state)
{
    int32_t king = civil_date(2025, 1, 20); /* no trading */
    struct state *other = state_new(NULL, 0);
    struct snapshot *f;

    (void)state;
    add_shipped_rules(other);
    company(other, "Z", 10e9);
    old_daily(other, "Z", civil_date(2025, 1, 16), at(king, 10, 0),
              (struct ohlcv){100, 100, 100, 100, 1});
    /* a price without its own time, on a holiday, is Friday's */
    line(other, "Z", at(king, 11, 0), 80);
    f = freeze_at(other, at(king, 11, 0));
    assert_int_equal(f->event_count, 0);
    assert_int_equal(snapshot_find(f, "Z")->session,
                     civil_date(2025, 1, 17));
    assert_int_equal(snapshot_find(f, "Z")->phase, SESSION_CLOSED);
    assert_false(snapshot_find(f, "Z")->is_stale);
    snapshot_free(f);
    state_free(other);
}

static void crypto_days_are_utc(void **state)
{
    struct state *s = state_new(NULL, 0);
    struct update u = make(at(FRIDAY, 4, 0), UPDATE_instrument, "BTC-USD");
    int64_t day = MONDAY * MS_PER_DAY;
    struct snapshot *f;
    const struct event *e;

    (void)state;
    add_shipped_rules(s);
    u.of.instrument = (struct instrument){.symbol = "BTC-USD",
                                          .type = INSTRUMENT_crypto,
                                          .currency = "USD"};
    state_apply(s, &u);
    u = bar_of("BTC-USD", BAR_1d, day - MS_PER_DAY, day,
               (struct ohlcv){100, 100, 100, 100, 1});
    state_apply(s, &u);
    u = bar_of("BTC-USD", BAR_1h, day + 22 * MS_PER_HOUR,
               day + 23 * MS_PER_HOUR, (struct ohlcv){94, 95, 90, 94, 1});
    state_apply(s, &u);
    /* known at the midnight that ends its day: the day's official close */
    u = bar_of("BTC-USD", BAR_1d, day, day + MS_PER_DAY,
               (struct ohlcv){99, 99, 90, 93, 1});
    state_apply(s, &u);
    f = freeze_at(s, day + MS_PER_DAY);
    e = event_of(f, "percent-move", "BTC-USD", MONDAY);
    assert_non_null(e);
    assert_true(e->official);
    assert_float_equal(e->last.measure, -7, 1e-9);
    assert_int_equal(e->worst.t, day + 23 * MS_PER_HOUR);
    assert_int_equal(e->state, EVENT_open);
    assert_int_equal(snapshot_find(f, "BTC-USD")->session, MONDAY);
    snapshot_free(f);
    u = bar_of("BTC-USD", BAR_1h, day + MS_PER_DAY,
               day + MS_PER_DAY + MS_PER_HOUR,
               (struct ohlcv){93, 93, 93, 93, 1});
    state_apply(s, &u);
    f = freeze_at(s, day + MS_PER_DAY + MS_PER_HOUR);
    assert_int_equal(snapshot_find(f, "BTC-USD")->session, MONDAY + 1);
    assert_float_equal(snapshot_find(f, "BTC-USD")->quote.prev_close, 93,
                       1e-9);
    assert_int_equal(
        event_of(f, "percent-move", "BTC-USD", MONDAY)->state, EVENT_closed);
    snapshot_free(f);
    state_free(s);
}

static void restart_in_the_middle(void **state)
{
    struct state *s = *state;
    struct state *second = state_new(losses, sizeof losses - 1);
    const struct event *changed[16];
    struct event kept[16];
    struct snapshot *f;
    struct update u;
    size_t n;

    add_shipped_rules(second);
    move(s, 9, 30, 94, 99, 94);
    move(s, 9, 35, 92, 95, 93);
    n = state_changed_events(s, changed, 16);
    assert_int_equal(n, 2);
    for (size_t i = 0; i < n; i++)
        kept[i] = *changed[i];
    assert_int_equal(state_changed_events(s, changed, 16), 0);

    company(second, "X", 10e9);
    u = bar_of("X", BAR_1d, at(FRIDAY, 9, 30), at(FRIDAY, 16, 0),
               (struct ohlcv){99, 101, 98, 100, 1000});
    state_restore(second, &u);
    u = bar_of("X", BAR_5m, at(MONDAY, 9, 30), at(MONDAY, 9, 35),
               (struct ohlcv){99, 99, 94, 94, 100});
    state_restore(second, &u);
    for (size_t i = 0; i < n; i++)
        state_restore_event(second, &kept[i]);
    assert_int_equal(state_told(second), 0);
    assert_int_equal(state_changed_events(second, changed, 16), 0);
    move(s, 9, 40, 91, 94, 92);
    move(second, 9, 40, 91, 94, 92);
    for (int i = 0; i < 2; i++) {
        const char *rule = i ? "percent-move" : "value-drop";
        struct event a = get(s, rule, "X"), b = get(second, rule, "X");

        assert_int_equal(a.opened.t, b.opened.t);
        assert_float_equal(a.worst.measure, b.worst.measure, 1e-6);
        assert_int_equal(a.told_count, b.told_count);
        assert_float_equal(a.told, b.told, 1e-6);
    }
    f = freeze_at(second, at(MONDAY, 9, 45));
    assert_int_equal(f->event_count, 2);
    snapshot_free(f);
    state_free(second);
}

static void acknowledged(void **state)
{
    struct state *s = *state;
    const struct event *changed[4];
    struct event_key key = {.rule = "value-drop", .symbol = "X",
                            .session = MONDAY};

    move(s, 9, 30, 95, 99, 95);
    while (state_changed_events(s, changed, 1))
        continue;
    state_acknowledge(s, &key);
    assert_int_equal(state_changed_events(s, changed, 4), 1);
    assert_true(changed[0]->acknowledged);
    state_acknowledge(s, &key);
    assert_int_equal(state_changed_events(s, changed, 4), 0);
}

static void gains_by_the_high(void **state)
{
    struct state *s = *state;
    struct event e;

    move(s, 9, 30, 100, 108, 106);
    e = get(s, "value-gain", "X");
    assert_int_equal(e.state, EVENT_open);
    assert_float_equal(e.worst.price, 108, 1e-9);
    assert_float_equal(e.worst.measure, 80e9, 1);
    assert_int_equal(e.rank, 0);
    assert_int_equal(e.rank_own, 0);
}

static void quote_lines(void **state)
{
    struct state *s = *state;
    struct update u = make(at(MONDAY, 10, 0), UPDATE_quote, "X");
    struct listing l;

    QUOTE_SET(&u.of.quote, price, 94);
    QUOTE_SET(&u.of.quote, low, 93);
    QUOTE_SET(&u.of.quote, prev_close, 101);
    QUOTE_SET(&u.of.quote, as_of, at(MONDAY, 9, 59));
    state_apply(s, &u);
    l = listing_of(s, u.t);
    assert_float_equal(l.quote.prev_close, 101, 1e-9);
    assert_int_equal(get(s, "value-drop", "X").worst.t, at(MONDAY, 9, 59));
    assert_float_equal(get(s, "value-drop", "X").worst.measure, -80e9, 1);
    /* older by its own time: overwrites nothing */
    QUOTE_SET(&u.of.quote, price, 99);
    QUOTE_SET(&u.of.quote, as_of, at(MONDAY, 9, 50));
    u.t += 1000;
    state_apply(s, &u);
    assert_float_equal(listing_of(s, u.t).quote.price, 94, 1e-9);
    assert_false(listing_of(s, at(MONDAY, 10, 14)).is_stale);
    assert_true(listing_of(s, at(MONDAY, 10, 15)).is_stale);
    state_set_interval(s, "test", 15000, false);
    assert_true(listing_of(s, at(MONDAY, 10, 1)).is_stale);
}

static void unknown_inputs_fire_nothing(void **state)
{
    struct state *s = state_new(NULL, 0);
    struct snapshot *f;

    (void)state;
    add_shipped_rules(s);
    line(s, "Q", at(MONDAY, 10, 0), 5); /* no close before, no shares */
    f = freeze_at(s, at(MONDAY, 10, 0));
    assert_int_equal(f->event_count, 0);
    assert_int_equal(snapshot_find(f, "Q")->figures.known, 0);
    snapshot_free(f);
    state_free(s);
}

/* Whether a price on `date` has the close of `known` as the one before. */
static bool counts_as_before(enum instrument_type type, int32_t known,
                             int32_t date)
{
    struct state *s = state_new(NULL, 0);
    struct update u = make(at(known, 4, 0), UPDATE_instrument, "Q");
    struct snapshot *f;
    bool has_change;

    add_shipped_rules(s);
    u.of.instrument = (struct instrument){.symbol = "Q", .type = type,
                                          .shares_asof = NO_DATE};
    state_apply(s, &u);
    old_daily(s, "Q", known, (known + 1) * MS_PER_DAY,
              (struct ohlcv){100, 100, 100, 100, 1});
    line(s, "Q", at(date, 10, 0), 50);
    f = freeze_at(s, at(date, 10, 0));
    has_change = FIGURE_HAS(&snapshot_find(f, "Q")->figures, change_pct);
    assert_int_equal(event_of(f, "percent-move", "Q", date) != NULL,
                     has_change);
    snapshot_free(f);
    state_free(s);
    return has_change;
}

/* After a gap in what is known, the last close known is not the one before. */
static void old_close_fires_nothing(void **state)
{
    (void)state;
    assert_true(counts_as_before(INSTRUMENT_equity, FRIDAY, MONDAY));
    assert_false(counts_as_before(INSTRUMENT_equity, FRIDAY, MONDAY + 1));
    assert_false(counts_as_before(INSTRUMENT_equity, FRIDAY - 1, MONDAY));
    /* over a holiday */
    assert_true(counts_as_before(INSTRUMENT_equity, civil_date(2025, 1, 17),
                                 civil_date(2025, 1, 21)));
    /* currencies rest at the weekend, coins never do */
    assert_true(counts_as_before(INSTRUMENT_fx, FRIDAY, MONDAY));
    assert_false(counts_as_before(INSTRUMENT_fx, FRIDAY - 1, MONDAY));
    assert_true(counts_as_before(INSTRUMENT_crypto, MONDAY - 1, MONDAY));
    assert_false(counts_as_before(INSTRUMENT_crypto, FRIDAY, MONDAY));
    /* in years whose holidays are not known, a long closing is none */
    assert_true(counts_as_before(INSTRUMENT_equity, civil_date(2001, 9, 10),
                                 civil_date(2001, 9, 17)));
    assert_false(counts_as_before(INSTRUMENT_equity, civil_date(2001, 8, 31),
                                  civil_date(2001, 9, 17)));
}

/* Shares that come late make the rule true then. */
static void late_shares(void **state)
{
    struct state *s = state_new(NULL, 0);
    struct update u = make(at(MONDAY, 10, 5), UPDATE_instrument, "Q");

    (void)state;
    add_shipped_rules(s);
    old_daily(s, "Q", FRIDAY, at(MONDAY, 9, 0),
              (struct ohlcv){100, 100, 100, 100, 1});
    line(s, "Q", at(MONDAY, 10, 0), 90);
    assert_int_equal(get(s, "value-drop", "Q").severity, 0);
    u.of.instrument = (struct instrument){.symbol = "Q", .currency = "USD",
                                          .shares = 10e9,
                                          .shares_asof = NO_DATE};
    state_apply(s, &u);
    assert_float_equal(get(s, "value-drop", "Q").opened.measure, -100e9, 1);
    state_free(s);
}

static void order_of_events(void **state)
{
    struct state *s = *state;
    struct snapshot *f;

    company(s, "Y", 20e9);
    daily(s, "Y", FRIDAY, (struct ohlcv){99, 101, 98, 100, 1000});
    move(s, 9, 30, 94, 99, 94);
    five(s, "Y", at(MONDAY, 9, 30), (struct ohlcv){94, 94, 94, 94, 1});
    f = freeze_at(s, at(MONDAY, 9, 40));
    assert_true(f->event_count >= 4);
    assert_string_equal(f->events[0].key.symbol, "Y");
    assert_string_equal(f->events[0].key.rule, "value-drop");
    for (size_t i = 1; i < f->event_count; i++)
        assert_true(f->events[i - 1].cap_change_usd <
                        f->events[i].cap_change_usd ||
                    (f->events[i - 1].cap_change_usd ==
                         f->events[i].cap_change_usd &&
                     f->events[i - 1].severity >= f->events[i].severity));
    assert_true(snapshot_find(f, "Y")->events_open >= 2);
    snapshot_free(f);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(life_of_an_event),
        TEST(told_again_when_worse),
        TEST(official_close_and_rank),
        TEST(bars_against_each_other),
        TEST(repeats_replace_and_old_never_wins),
        TEST(before_the_open_it_is_friday),
        TEST(both_ends_of_the_day_are_apart),
        TEST(a_rule_of_both_ends_comes_back),
        TEST(history_tells_nothing),
        TEST(holiday),
        TEST(crypto_days_are_utc),
        TEST(restart_in_the_middle),
        TEST(acknowledged),
        TEST(gains_by_the_high),
        TEST(quote_lines),
        TEST(unknown_inputs_fire_nothing),
        cmocka_unit_test(old_close_fires_nothing),
        TEST(late_shares),
        TEST(order_of_events),
    };

    return cmocka_run_group_tests_name("tracker", tests, NULL, NULL);
}
