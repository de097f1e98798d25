/* SPDX-License-Identifier: MIT */
/* Portfolios: every figure below is worked out by hand beside it. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/state/portfolio.h"

#define NEAR(v, by_hand) assert_true(fabs((v) - (by_hand)) < 1e-6)

/* ---- a market of a few listings, Monday after the close */

static void listed(struct state *s, const char *symbol, const char *currency,
                   const char *sector)
{
    struct update u = make(at(FRIDAY, 4, 0), UPDATE_instrument, symbol);

    u.of.instrument = (struct instrument){.type = INSTRUMENT_equity,
                                          .sector = sector,
                                          .shares_asof = NO_DATE};
    strncpy(u.of.instrument.currency, currency, CURRENCY_MAX - 1);
    strncpy(u.of.instrument.symbol, symbol, SYMBOL_MAX - 1);
    state_apply(s, &u);
}

static void priced(struct state *s, const char *symbol, int64_t t,
                   double price, double prev_close)
{
    struct update u = make(t, UPDATE_quote, symbol);

    QUOTE_SET(&u.of.quote, price, price);
    if (prev_close > 0)
        QUOTE_SET(&u.of.quote, prev_close, prev_close);
    QUOTE_SET(&u.of.quote, as_of, t);
    state_apply(s, &u);
}

#define NOW at(MONDAY, 16, 5)
#define CLOSE at(MONDAY, 16, 0)

static struct state *new_market(void)
{
    struct state *s = state_new("", 0);

    listed(s, "NVDA", "USD", "Technology");
    priced(s, "NVDA", CLOSE, 118.42, 142.62);
    listed(s, "JPM", "USD", "Financials");
    priced(s, "JPM", CLOSE, 267.53, 265.04);
    /* London had closed; the price is in pounds, as all listings' are */
    listed(s, "VOD.L", "GBP", "Telecom");
    priced(s, "VOD.L", at(MONDAY, 11, 30), 0.68, 0.70);
    priced(s, "GBPUSD=X", at(MONDAY, 16, 4), 1.25, 0);
    priced(s, "EURUSD=X", at(MONDAY, 16, 4), 1.05, 0);
    return s;
}

/* ---- books of lines */

struct lines {
    const char *currency, *benchmark;
    const char *of[12];
};

static void hold(struct state *s, const struct lines *lines)
{
    struct portfolio_setup setup = {.name = "main"};
    struct lot lots[12];
    struct book b = {.portfolio_count = 1, .portfolios = &setup,
                     .lots = lots};
    const struct book *shared;

    strncpy(setup.currency, lines->currency, CURRENCY_MAX - 1);
    if (lines->benchmark)
        strncpy(setup.benchmark, lines->benchmark, SYMBOL_MAX - 1);
    for (; b.lot_count < 12 && lines->of[b.lot_count]; b.lot_count++) {
        struct why why = {""};

        if (lot_parse(lines->of[b.lot_count], &lots[b.lot_count], &why))
            fail_msg("%s", why.text);
        name_copy(lots[b.lot_count].portfolio, PORTFOLIO_MAX, "main");
    }
    shared = book_share(&b);
    state_set_book(s, shared);
    shared_release(shared);
}

struct seen {
    struct state *state;
    struct snapshot *snapshot;
    struct portfolio *p;
};

static struct seen see_at(struct state *s, const struct lines *lines,
                          int64_t now_ms)
{
    struct seen v = {.state = s};

    hold(s, lines);
    v.snapshot = freeze_at(s, now_ms);
    v.p = portfolio_new(v.snapshot, "main", NULL);
    assert_non_null(v.p);
    return v;
}

static struct seen see(const struct lines *lines)
{
    return see_at(new_market(), lines, NOW);
}

static void done(struct seen *v)
{
    portfolio_free(v->p);
    snapshot_free(v->snapshot);
    state_free(v->state);
}

static void assert_gaps(const struct portfolio *p, const char *text)
{
    struct strbuf b = {0};

    portfolio_gaps(p, &b);
    assert_string_equal(strbuf_text(&b), text);
    strbuf_done(&b);
}

/* ---- */

static void test_one_currency(void **state)
{
    static const struct lines l = {
        "USD", NULL,
        {"NVDA 100 @ 60 USD 2024-03-08 fee 5", "JPM 10 @ 200 USD 2024-03-08",
         "cash 1000 USD"}};
    struct seen v = see(&l);
    const struct position *nvda = &v.p->positions[0];

    (void)state;
    assert_int_equal(v.p->position_count, 3);
    NEAR(nvda->avg, 60.05);         /* (100 x 60 + 5) / 100 */
    NEAR(nvda->value, 11842);       /* 100 x 118.42 */
    NEAR(nvda->cost, 6005);
    NEAR(nvda->profit, 5837);       /* 11842 - 6005 */
    NEAR(nvda->profit_pct, 97.20233139); /* 5837 / 6005 */
    NEAR(nvda->day, -2420);         /* 100 x (118.42 - 142.62) */
    NEAR(nvda->day_base, 14262);
    NEAR(nvda->loss_share_pct, 100);
    NEAR(v.p->positions[1].day, 24.9); /* 10 x 2.49 */
    assert_false(POSITION_HAS(&v.p->positions[1], loss_share_pct));
    NEAR(v.p->value.value, 15517.3); /* 11842 + 2675.30 + 1000 */
    NEAR(v.p->cash.value, 1000);
    NEAR(v.p->day.value, -2395.1);
    /* 14262 + 2650.40 + 1000 = 17912.40 */
    NEAR(v.p->day_base.value, 17912.4);
    assert_true(v.p->has_day_pct);
    NEAR(v.p->day_pct, -2395.1 / 17912.4 * 100);
    NEAR(v.p->profit.value, 6512.3); /* 5837 + 675.30 */
    NEAR(v.p->profit_pct, 6512.3 / 8005 * 100);
    NEAR(nvda->weight_pct, 11842 / 15517.3 * 100);
    assert_int_equal(v.p->value.known, 3);
    assert_int_equal(v.p->value.missing, 0);
    assert_int_equal(v.p->rate_as_of, 0);
    assert_gaps(v.p, "");
    done(&v);
}

/* A lot in pence, totals in euros: pounds go over dollars. */
static void test_mixed_currencies(void **state)
{
    static const struct lines l = {
        "EUR", NULL,
        {"VOD.L 1000 @ 72.5 GBp", "NVDA 10 @ 100 USD", "cash 200 EUR",
         "cash 5000 GBp"}};
    struct seen v = see(&l);
    const struct position *vod = &v.p->positions[0];

    (void)state;
    assert_string_equal(vod->currency, "GBP");
    NEAR(vod->avg, 0.725);
    NEAR(vod->rate, 1.25 / 1.05);
    NEAR(vod->value, 680 * 1.25 / 1.05);
    NEAR(vod->cost, 725 * 1.25 / 1.05);
    NEAR(vod->profit, -45 * 1.25 / 1.05);
    NEAR(vod->profit_pct, -45.0 / 725 * 100);
    NEAR(vod->day, -20 * 1.25 / 1.05); /* 1000 x (0.68 - 0.70) */
    NEAR(v.p->positions[1].value, 1184.2 / 1.05);
    assert_string_equal(v.p->positions[2].currency, "EUR");
    assert_string_equal(v.p->positions[3].currency, "GBP");
    NEAR(v.p->positions[3].quantity, 50);
    /* (680 x 1.25 + 1184.20 + 200 x 1.05 + 50 x 1.25) / 1.05
     * = (850 + 1184.20 + 210 + 62.50) / 1.05 = 2306.70 / 1.05 */
    NEAR(v.p->value.value, 2306.7 / 1.05);
    assert_int_equal(v.p->value.missing, 0);
    assert_int_equal(v.p->rate_as_of, at(MONDAY, 16, 4));
    done(&v);
}

/* Bought in euros what is listed in dollars: 100 EUR = 105 USD of now. */
static void test_lot_in_another_currency(void **state)
{
    static const struct lines l = {"USD", NULL, {"NVDA 10 @ 100 EUR fee 2"}};
    struct seen v = see(&l);

    (void)state;
    NEAR(v.p->positions[0].avg, 105.21); /* (1000 + 2) / 10 x 1.05 */
    NEAR(v.p->positions[0].profit, 1184.2 - 1052.1);
    done(&v);
}

static void test_other_total_currency(void **state)
{
    static const struct lines l = {"USD", NULL, {"NVDA 10 @ 100 USD"}};
    struct seen v = see(&l);
    struct portfolio *p = portfolio_new(v.snapshot, "", "GBP");

    (void)state;
    assert_string_equal(p->currency, "GBP");
    NEAR(p->value.value, 947.36); /* 1184.20 / 1.25 */
    NEAR(p->profit.value, 147.36);
    portfolio_free(p);
    assert_null(portfolio_new(v.snapshot, "other", NULL));
    done(&v);
}

static void test_unknown_price(void **state)
{
    static const struct lines l = {
        "USD", NULL, {"NVDA 10 @ 100 USD", "NOWHERE 5 @ 20 USD"}};
    struct seen v = see(&l);
    const struct position *p = &v.p->positions[1];

    (void)state;
    assert_false(POSITION_HAS(p, value));
    assert_false(POSITION_HAS(p, profit));
    assert_string_equal(p->missing, "no price");
    NEAR(p->cost, 100); /* that much is known */
    NEAR(v.p->value.value, 1184.2);
    assert_int_equal(v.p->value.known, 1);
    assert_int_equal(v.p->value.missing, 1);
    assert_int_equal(v.p->profit.missing, 1);
    assert_int_equal(v.p->day.missing, 1);
    assert_int_equal(v.p->cost.missing, 0);
    NEAR(v.p->cost.value, 1100);
    NEAR(v.p->profit_pct, 18.42); /* of the one whose profit is known */
    assert_gaps(v.p, "without NOWHERE (no price)");
    done(&v);
}

static void test_unknown_rate(void **state)
{
    static const struct lines l = {
        "USD", NULL, {"NVDA 10 @ 100 USD", "VOLV-B.ST 5 @ 20", "cash 7 SEK",
                      "JPM 1 @ 100 CHF"}};
    struct state *s = new_market();
    struct seen v;

    (void)state;
    listed(s, "VOLV-B.ST", "SEK", NULL);
    priced(s, "VOLV-B.ST", at(MONDAY, 11, 0), 300, 290);
    v = see_at(s, &l, NOW);
    assert_false(POSITION_HAS(&v.p->positions[1], value));
    NEAR(v.p->positions[1].price, 300); /* in its own currency */
    NEAR(v.p->positions[1].avg, 20);
    NEAR(v.p->positions[2].value, 267.53); /* what it cost is not known */
    assert_false(POSITION_HAS(&v.p->positions[2], cost));
    assert_int_equal(v.p->profit.missing, 2);
    assert_int_equal(v.p->value.missing, 2);
    assert_int_equal(v.p->cash.missing, 1);
    assert_gaps(v.p, "without VOLV-B.ST (no rate from SEK), cash (no rate "
                     "from SEK)");
    done(&v);
}

/* Ten minutes into Tuesday the price still is Monday's. */
static void test_stale_price(void **state)
{
    static const struct lines l = {
        "USD", NULL, {"NVDA 10 @ 100 USD", "JPM 1 @ 100 USD"}};
    struct state *s = new_market();
    struct seen v;

    (void)state;
    priced(s, "JPM", at(MONDAY + 1, 9, 39), 268, 267.53);
    v = see_at(s, &l, at(MONDAY + 1, 9, 40));
    assert_true(v.p->positions[0].is_stale);
    assert_false(v.p->positions[1].is_stale);
    assert_int_equal(v.p->value.stale, 1);
    assert_int_equal(v.p->day.stale, 1);
    NEAR(v.p->value.value, 1184.2 + 268); /* in it, and said */
    assert_gaps(v.p, "old: NVDA");
    done(&v);
}

/* Five days without a new rate: a stale one marks what was turned over. */
static void test_stale_rate(void **state)
{
    static const struct lines l = {
        "USD", NULL, {"cash 100 GBP", "cash 5 USD"}};
    struct seen v = see_at(new_market(), &l, at(MONDAY + 5, 17, 0));

    (void)state;
    NEAR(v.p->value.value, 130);
    assert_int_equal(v.p->value.stale, 1);
    assert_int_equal(v.p->rate_as_of, at(MONDAY, 16, 4));
    assert_gaps(v.p, "old: cash");
    done(&v);
}

/* ---- sales */

static void test_partial_sale(void **state)
{
    /* units: 50.05 (100, fee 5), 80.10 (50, fee 5); sold 120 at 90, fee 6:
     * a share yields 89.95. Closes 100 x (89.95 - 50.05) = 3990 and
     * 20 x (89.95 - 80.10) = 197: 4187. Left: 30 at 80.10. */
    static const struct lines l = {
        "USD", NULL,
        {"sell NVDA 120 @ 90 USD 2025-01-10 fee 6",
         "NVDA 50 @ 80 USD 2024-06-20 fee 5",
         "NVDA 100 @ 50 USD 2024-03-08 fee 5"}};
    struct seen v = see(&l);
    struct lot_figures lots[4];
    const struct position *p = &v.p->positions[0];

    (void)state;
    NEAR(p->quantity, 30);
    assert_int_equal(p->lot_count, 1);
    NEAR(p->avg, 80.10);
    NEAR(p->realised, 4187);
    NEAR(p->realised_year, 4187);
    NEAR(p->profit, 30 * (118.42 - 80.10));
    NEAR(p->day, 30 * -24.2);
    assert_int_equal(portfolio_lots(v.snapshot, v.p, "NVDA", lots, 4), 3);
    assert_true(lots[0].open == 0 && !lots[0].has_profit); /* the sale */
    assert_int_equal(lots[1].lot->date, civil_date(2024, 6, 20));
    NEAR(lots[1].open, 30);
    NEAR(lots[1].profit, 1149.6);
    NEAR(lots[1].profit_pct, 1149.6 / (30 * 80.1) * 100);
    assert_true(lots[2].open == 0); /* all of it was sold */
    assert_int_equal(portfolio_lots(v.snapshot, v.p, "AMD", lots, 4), 0);
    assert_int_equal(portfolio_lots(v.snapshot, v.p, "NVDA", lots, 1), 3);
    done(&v);
}

static void test_sold_out_and_last_year(void **state)
{
    static const struct lines l = {
        "USD", NULL,
        {"NVDA 10 @ 50 USD 2023-03-08", "sell NVDA 10 @ 70 USD 2024-12-30",
         "JPM 1 @ 100", "sell JPM 1 @ 130"}};
    struct seen v = see(&l);

    (void)state;
    NEAR(v.p->positions[0].quantity, 0);
    NEAR(v.p->positions[0].realised, 200);
    NEAR(v.p->positions[0].realised_year, 0);
    NEAR(v.p->positions[1].realised, 30);
    /* without a date nobody knows of which year it is */
    assert_false(POSITION_HAS(&v.p->positions[1], realised_year));
    assert_int_equal(v.p->realised_year.missing, 1);
    NEAR(v.p->realised.value, 230);
    NEAR(v.p->value.value, 0);
    assert_int_equal(v.p->value.missing, 0);
    assert_gaps(v.p, "");
    done(&v);
}

static void test_short(void **state)
{
    /* Sold 30 at 130 less 3 in fees: a share yields 129.90. 10 bought back at
     * 120 plus 1: 120.10. Realised 10 x 9.80 = 98; open -20 at 129.90. */
    static const struct lines l = {
        "USD", NULL,
        {"sell NVDA 30 @ 130 USD 2025-01-10 fee 3",
         "buy NVDA 10 @ 120 USD 2025-01-13 fee 1"}};
    struct seen v = see(&l);
    const struct position *p = &v.p->positions[0];

    (void)state;
    NEAR(p->quantity, -20);
    NEAR(p->avg, 129.90);
    NEAR(p->realised, 98);
    NEAR(p->value, -2368.4);  /* -20 x 118.42 */
    NEAR(p->cost, -2598);
    NEAR(p->profit, 229.6);   /* 20 x (129.90 - 118.42) */
    NEAR(p->profit_pct, 229.6 / 2598 * 100);
    NEAR(p->day, 484);        /* -20 x -24.20 */
    NEAR(p->day_pct, 484 / 2852.4 * 100); /* of 20 x 142.62 */
    NEAR(v.p->day_base.value, -2852.4);
    assert_false(v.p->has_day_pct); /* of less than nothing */
    assert_false(v.p->has_weights);
    done(&v);
}

/* Yesterday's net value: 20 x 265.04 of one less 10 x 142.62 of the other. */
static void test_shorts_count_against_the_base(void **state)
{
    static const struct lines l = {
        "USD", NULL,
        {"JPM 20 @ 200 USD 2024-03-08", "sell NVDA 10 @ 130 USD 2025-01-10",
         "cash 1000 USD"}};
    struct seen v = see(&l);
    struct slice parts[4];

    (void)state;
    NEAR(v.p->day.value, 20 * 2.49 + 242);
    NEAR(v.p->day_base.value, 20 * 265.04 - 1426.2 + 1000);
    NEAR(v.p->day_pct, (20 * 2.49 + 242) / (20 * 265.04 - 426.2) * 100);
    NEAR(v.p->positions[1].weight_pct,
         -1184.2 / (20 * 267.53 - 1184.2 + 1000) * 100);
    assert_int_equal(portfolio_slices(v.p, SLICE_SECTOR, parts, 4), 3);
    assert_true(parts[2].value < 0);
    done(&v);
}

/* All of it, when nothing else has a value, would be wrong. */
static void test_cash_alone_is_no_whole(void **state)
{
    static const struct lines l = {
        "USD", NULL, {"XYZ 3 @ 5 USD 2024-03-08", "cash 1000 USD"}};
    static const struct lines cash = {"USD", NULL, {"cash 1000 USD"}};
    struct seen v = see(&l);
    struct slice parts[4];
    struct curve curve;

    (void)state;
    assert_int_equal(v.p->value.missing, 1);
    assert_false(POSITION_HAS(&v.p->positions[1], weight_pct));
    assert_int_equal(portfolio_slices(v.p, SLICE_SECTOR, parts, 4), 0);
    portfolio_curve(v.p, 20, &curve);
    assert_false(curve.has_drawdown);
    done(&v);
    v = see(&cash);
    NEAR(v.p->positions[0].weight_pct, 100);
    done(&v);
}

/* Traded in the session itself: from its own price on. */
static void test_traded_today(void **state)
{
    /* 10 before, 5 bought at 120 today (fee 1: 120.20), 4 sold at 125:
     * day = 10 x -24.20 + 5 x (118.42 - 120.20) - 4 x (118.42 - 125)
     *     = -242 - 8.90 + 26.32 = -224.58
     * base = 10 x 142.62 + 5 x 120.20 = 2027.20 */
    static const struct lines l = {
        "USD", NULL,
        {"NVDA 10 @ 50 USD 2024-01-08", "NVDA 5 @ 120 USD 2025-01-27 fee 1",
         "sell NVDA 4 @ 125 USD 2025-01-27"}};
    struct seen v = see(&l);
    const struct position *p = &v.p->positions[0];

    (void)state;
    NEAR(p->day, -224.58);
    NEAR(p->day_base, 2027.2);
    NEAR(p->day_pct, -224.58 / 2027.2 * 100);
    NEAR(p->quantity, 11);
    NEAR(p->realised, 300); /* 4 x (125 - 50) */
    done(&v);
}

/* A price without the close before it: a value, no day. */
static void test_no_previous_close(void **state)
{
    static const struct lines l = {
        "USD", NULL, {"NEW 10 @ 50 USD", "NVDA 1 @ 1 USD"}};
    struct state *s = new_market();
    struct seen v;

    (void)state;
    listed(s, "NEW", "USD", NULL);
    priced(s, "NEW", CLOSE, 60, 0);
    v = see_at(s, &l, NOW);
    NEAR(v.p->positions[0].value, 600);
    assert_false(POSITION_HAS(&v.p->positions[0], day));
    assert_int_equal(v.p->day.missing, 1);
    assert_int_equal(v.p->day.known, 1);
    assert_int_equal(v.p->value.missing, 0);
    done(&v);
}

/* ---- parts of the whole */

static void test_slices(void **state)
{
    static const struct lines l = {
        "USD", NULL,
        {"NVDA 10 @ 50 USD", "JPM 2 @ 50 USD", "VOD.L 100 @ 70 GBp",
         "NEW 1 @ 5 USD", "cash 100 USD"}};
    struct state *s = new_market();
    struct slice parts[8];
    struct seen v;
    /* 1184.20 + 535.06 + 68 x 1.25 + 60 + 100 */
    double whole = 1184.2 + 535.06 + 85 + 60 + 100;

    (void)state;
    listed(s, "NEW", "USD", NULL);
    priced(s, "NEW", CLOSE, 60, 50);
    v = see_at(s, &l, NOW);
    assert_int_equal(portfolio_slices(v.p, SLICE_SECTOR, parts, 8), 5);
    assert_string_equal(parts[0].name, "Technology");
    NEAR(parts[0].weight_pct, 1184.2 / whole * 100);
    assert_string_equal(parts[1].name, "Financials");
    assert_string_equal(parts[2].name, "cash");
    assert_string_equal(parts[3].name, "Telecom");
    NEAR(parts[3].value, 85);
    assert_string_equal(parts[4].name, "sector not known");
    assert_int_equal(portfolio_slices(v.p, SLICE_CURRENCY, parts, 1), 2);
    assert_string_equal(parts[0].name, "USD");
    assert_int_equal(parts[0].count, 4);
    NEAR(parts[0].value, whole - 85);
    done(&v);
}

/* ---- the curve */

static void close_of(struct state *s, const char *symbol, int32_t date,
                     double close)
{
    old_daily(s, symbol, date, at(MONDAY, 16, 0),
              (struct ohlcv){close, close, close, close, -1});
}

static void test_curve(void **state)
{
    static const struct lines l = {
        "USD", "^GSPC",
        {"NVDA 10 @ 50 USD", "VOD.L 100 @ 70 GBp", "NEW 1 @ 5 USD",
         "cash 100 USD"}};
    struct state *s = new_market();
    struct curve *c = mem_new(1, sizeof *c);
    struct seen v;

    (void)state;
    listed(s, "NEW", "USD", NULL); /* has no past */
    priced(s, "NEW", CLOSE, 60, 50);
    listed(s, "^GSPC", "USD", NULL);
    close_of(s, "^GSPC", FRIDAY - 1, 6000);
    close_of(s, "^GSPC", FRIDAY, 6060);
    priced(s, "^GSPC", CLOSE, 5940, 6060);
    close_of(s, "NVDA", FRIDAY - 1, 150);
    close_of(s, "NVDA", FRIDAY, 142.62);
    close_of(s, "VOD.L", FRIDAY - 1, 0.71); /* none on Friday */
    v = see_at(s, &l, NOW);
    portfolio_curve(v.p, 60, c);
    assert_int_equal(c->count, 3);
    assert_int_equal(c->points[0].date, FRIDAY - 1);
    /* 10 x 150 + 71 x 1.25 + 100, at the rate of now: no day of GBPUSD is
     * known */
    NEAR(c->points[0].value, 1688.75);
    NEAR(c->points[1].value, 1426.2 + 88.75 + 100);
    NEAR(c->points[2].value, 1184.2 + 85 + 100);
    assert_int_equal(c->missing, 1); /* NEW */
    assert_int_equal(c->known, 3);
    assert_int_equal(c->todays_rates, 1);
    NEAR(c->change_pct, (1369.2 - 1688.75) / 1688.75 * 100);
    NEAR(c->drawdown_pct, c->change_pct); /* it fell all the way */
    assert_true(c->has_benchmark);
    NEAR(c->benchmark_pct, -1);
    assert_false(c->has_beta); /* two returns are too few */
    assert_false(c->has_volatility);
    done(&v);
    free(c);
}

/* No percent is of a debt. */
static void test_curve_of_shorts(void **state)
{
    static const struct lines l = {"USD", "", {"NVDA -10 @ 50 USD"}};
    struct state *s = new_market();
    struct curve *c = mem_new(1, sizeof *c);
    struct seen v;
    double close = 150;

    (void)state;
    for (int i = 40; i > 0; i--)
        close_of(s, "NVDA", MONDAY - i, close -= i % 3);
    v = see_at(s, &l, NOW);
    portfolio_curve(v.p, 60, c);
    assert_true(c->count > CURVE_RETURNS_LEAST);
    NEAR(c->points[c->count - 1].value, -1184.2);
    assert_false(c->has_change);
    assert_false(c->has_drawdown);
    assert_false(c->has_volatility);
    done(&v);
    free(c);
}

/* Twice the benchmark's returns, day by day, is a beta of 2. */
static void test_beta(void **state)
{
    static const struct lines l = {"USD", "^GSPC", {"TWICE 1 @ 5 USD"}};
    struct state *s = new_market();
    struct curve *c = mem_new(1, sizeof *c);
    double market = 100, own = 100;
    struct seen v;

    (void)state;
    listed(s, "^GSPC", "USD", NULL);
    listed(s, "TWICE", "USD", NULL);
    for (int i = 30; i > 0; i--) {
        int32_t date = MONDAY - i;
        double r = i % 2 ? 0.01 : -0.008;

        if (civil_weekday(date) == 0 || civil_weekday(date) == 6)
            continue;
        market *= 1 + r;
        own *= 1 + 2 * r;
        close_of(s, "^GSPC", date, market);
        close_of(s, "TWICE", date, own);
    }
    priced(s, "^GSPC", CLOSE, market * 1.02, market);
    priced(s, "TWICE", CLOSE, own * 1.04, own);
    v = see_at(s, &l, NOW);
    portfolio_curve(v.p, 63, c);
    assert_true(c->count > 20);
    assert_true(c->has_beta && c->has_volatility);
    NEAR(c->beta, 2);
    NEAR(c->correlation, 1);
    done(&v);
    free(c);
}

/* Falls of 1 to 6 % among rises of 1 %: of 30 returns the second worst (30 by
 * 20, rounded up) is one that a twentieth of the days was as bad as; against the
 * market, which does the opposite, the correlation is -1. */
static void test_value_at_risk(void **state)
{
    static const struct lines l = {"USD", "^GSPC", {"ONE 10 @ 5 USD"}};
    struct state *s = new_market();
    struct curve *c = mem_new(1, sizeof *c);
    double market = 100, own = 100;
    struct seen v;
    int n = 0;

    (void)state;
    listed(s, "^GSPC", "USD", NULL);
    listed(s, "ONE", "USD", NULL);
    for (int i = 45; i > 0; i--) {
        int32_t date = MONDAY - i;
        double r = n % 5 == 4 ? -0.01 * (n / 5 + 1) : 0.01;

        if (civil_weekday(date) == 0 || civil_weekday(date) == 6)
            continue;
        n++;
        market *= 1 - r;
        own *= 1 + r;
        close_of(s, "^GSPC", date, market);
        close_of(s, "ONE", date, own);
    }
    assert_int_equal(n, 31); /* thirty returns; the price of now is the last */
    priced(s, "^GSPC", at(MONDAY - 3, 16, 0), market, market);
    priced(s, "ONE", at(MONDAY - 3, 16, 0), own, own);
    v = see_at(s, &l, NOW);
    portfolio_curve(v.p, 31, c);
    assert_int_equal(c->count, 31);
    assert_true(c->has_risk_day && c->has_correlation);
    NEAR(c->risk_day_pct, -5);
    NEAR(c->risk_day, -0.05 * 10 * own);
    NEAR(c->correlation, -1);
    portfolio_curve(v.p, 20, c); /* nineteen are too few */
    assert_false(c->has_risk_day || c->has_correlation);
    done(&v);
    free(c);
}

/* The past in another currency takes the closes of its pair. */
static void test_curve_with_rates(void **state)
{
    static const struct lines l = {"USD", NULL, {"VOD.L 100 @ 70 GBp"}};
    struct state *s = new_market();
    struct curve *c = mem_new(1, sizeof *c);
    struct seen v;

    (void)state;
    close_of(s, "VOD.L", FRIDAY, 0.70);
    old_daily(s, "GBPUSD=X", FRIDAY, at(MONDAY, 16, 0),
              (struct ohlcv){1.2, 1.2, 1.2, 1.2, -1});
    v = see_at(s, &l, NOW);
    portfolio_curve(v.p, 10, c);
    assert_int_equal(c->count, 2);
    assert_int_equal(c->todays_rates, 0);
    NEAR(c->points[0].value, 84); /* 70 x 1.20 */
    NEAR(c->points[1].value, 85); /* 68 x 1.25 */
    done(&v);
    free(c);
}

static void test_split_since(void **state)
{
    static const struct lines l = {
        "USD", NULL, {"NVDA 10 @ 500 USD 2024-01-08", "JPM 1 @ 2 USD"}};
    struct state *s = new_market();
    struct update u = make(at(FRIDAY, 4, 0), UPDATE_action, "NVDA");
    struct seen v;

    (void)state;
    u.of.action = (struct action){.type = ACTION_SPLIT,
                                  .ex = civil_date(2024, 6, 10), .ratio = 10};
    state_apply(s, &u);
    v = see_at(s, &l, NOW);
    assert_true(v.p->positions[0].is_split_since);
    assert_false(v.p->positions[1].is_split_since);
    NEAR(v.p->positions[0].quantity, 10); /* told, not changed */
    done(&v);
}

/* ---- rates by themselves */

static void test_rates(void **state)
{
    struct state *s = new_market();
    struct snapshot *snapshot;
    struct fx_rate r = {.value = -1};

    (void)state;
    priced(s, "JPY=X", at(MONDAY, 16, 3), 150, 0);
    snapshot = freeze_at(s, NOW);
    assert_true(fx_find(snapshot, "USD", "USD", &r));
    assert_true(r.value == 1 && r.as_of == 0 && !r.is_stale);
    assert_true(fx_find(snapshot, "GBp", "GBP", &r));
    NEAR(r.value, 0.01);
    assert_true(fx_find(snapshot, "ZAc", "ZAR", &r));
    NEAR(r.value, 0.01);
    assert_true(fx_find(snapshot, "ILA", "ILS", &r));
    NEAR(r.value, 0.01);
    assert_false(fx_find(snapshot, "ZAc", "USD", &r)); /* no rate of it yet */
    assert_true(fx_find(snapshot, "USD", "JPY", &r));
    NEAR(r.value, 150);
    assert_true(fx_find(snapshot, "GBp", "JPY", &r)); /* 0.01 x 1.25 x 150 */
    NEAR(r.value, 1.875);
    assert_int_equal(r.as_of, at(MONDAY, 16, 3)); /* the older of both */
    assert_true(fx_find(snapshot, "JPY", "EUR", &r));
    NEAR(r.value, 1 / 150.0 / 1.05);
    r.value = -1;
    assert_false(fx_find(snapshot, "SEK", "USD", &r));
    assert_false(fx_find(snapshot, "", "USD", &r));
    assert_true(r.value == -1);
    snapshot_free(snapshot);
    state_free(s);
}

/* Nothing is known before its moment, a lot neither. */
static void test_a_lot_waits_for_its_day(void **state)
{
    static const struct lines l = {
        "USD", NULL,
        {"NVDA 10 @ 60 USD 2024-03-08", "sell NVDA 4 @ 131 USD 2025-01-28",
         "JPM 1 @ 200 USD 2025-01-28", "cash 500 USD 2025-01-28"}};
    struct seen v = see(&l);
    struct lot_figures lots[4];

    (void)state;
    NEAR(v.p->positions[0].quantity, 10);
    NEAR(v.p->positions[0].day, -242); /* 10 x (118.42 - 142.62) */
    NEAR(v.p->positions[0].day_base, 1426.2);
    NEAR(v.p->day_pct, -242 / 1426.2 * 100);
    NEAR(v.p->positions[0].realised, 0);
    NEAR(v.p->positions[1].quantity, 0);
    NEAR(v.p->value.value, 1184.2); /* no JPM, no cash */
    assert_int_equal(portfolio_lots(v.snapshot, v.p, "NVDA", lots, 4), 2);
    assert_false(lots[0].is_ahead);
    NEAR(lots[0].open, 10);
    assert_true(lots[1].is_ahead);
    done(&v);
    /* Its own day, in New York: sold. */
    v = see_at(new_market(), &l, at(civil_date(2025, 1, 28), 0, 0));
    NEAR(v.p->positions[0].quantity, 6);
    NEAR(v.p->positions[0].realised, 284); /* 4 x 71 */
    NEAR(v.p->positions[0].day, -242); /* Monday's, of what was held then */
    NEAR(v.p->positions[0].day_base, 1426.2);
    NEAR(v.p->positions[1].quantity, 1);
    NEAR(v.p->cash.value, 500);
    assert_int_equal(portfolio_lots(v.snapshot, v.p, "NVDA", lots, 4), 2);
    assert_false(lots[1].is_ahead);
    NEAR(lots[0].open, 6);
    done(&v);
}

static void test_no_book(void **state)
{
    struct state *s = new_market();
    struct snapshot *snapshot = freeze_at(s, NOW);

    (void)state;
    assert_null(portfolio_new(snapshot, "", NULL));
    snapshot_free(snapshot);
    state_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_currency),
        cmocka_unit_test(test_mixed_currencies),
        cmocka_unit_test(test_lot_in_another_currency),
        cmocka_unit_test(test_other_total_currency),
        cmocka_unit_test(test_unknown_price),
        cmocka_unit_test(test_unknown_rate),
        cmocka_unit_test(test_stale_price),
        cmocka_unit_test(test_stale_rate),
        cmocka_unit_test(test_partial_sale),
        cmocka_unit_test(test_sold_out_and_last_year),
        cmocka_unit_test(test_short),
        cmocka_unit_test(test_shorts_count_against_the_base),
        cmocka_unit_test(test_cash_alone_is_no_whole),
        cmocka_unit_test(test_traded_today),
        cmocka_unit_test(test_no_previous_close),
        cmocka_unit_test(test_slices),
        cmocka_unit_test(test_curve),
        cmocka_unit_test(test_curve_of_shorts),
        cmocka_unit_test(test_beta),
        cmocka_unit_test(test_value_at_risk),
        cmocka_unit_test(test_curve_with_rates),
        cmocka_unit_test(test_split_since),
        cmocka_unit_test(test_rates),
        cmocka_unit_test(test_a_lot_waits_for_its_day),
        cmocka_unit_test(test_no_book),
    };

    return cmocka_run_group_tests_name("state/portfolio", tests, NULL, NULL);
}
