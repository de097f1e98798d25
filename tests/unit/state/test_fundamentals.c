/* SPDX-License-Identifier: MIT */
/* Company figures: quarters, twelve months and growth from what was filed,
 * with the traps that real filings hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "support.h"

#define NOW at(civil_date(2025, 1, 30), 12, 0)

struct filing {
    const char *concept, *start, *end;
    double value;
    const char *form, *filed;
};

static int32_t day(const char *text)
{
    int32_t date = NO_DATE;

    if (text)
        assert_true(civil_parse_date(text, strlen(text), &date));
    return date;
}

static void put_at(struct state *s, int64_t t, const char *unit,
                   struct filing f)
{
    struct update u = make(t, UPDATE_fact, "CO");

    u.of.fact = (struct fact){.concept = f.concept, .start = day(f.start),
                              .end = day(f.end), .filed = day(f.filed),
                              .value = f.value, .unit = unit, .form = f.form,
                              .accn = "0001045810-24-000316"};
    state_apply(s, &u);
}

static void put(struct state *s, const struct filing *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        put_at(s, NOW, "USD", list[i]);
}
#define PUT(s, list) put(s, list, sizeof(list) / sizeof *(list))

static const struct fundamentals *of(struct snapshot *shot)
{
    const struct listing *l = snapshot_find(shot, "CO");

    assert_non_null(l);
    assert_non_null(l->company);
    return l->company;
}

static const struct period *quarter(struct snapshot *shot, enum concept c,
                                    const char *end)
{
    const struct concept_figures *figures = &of(shot)->of[c];

    for (size_t i = 0; i < figures->quarter_count; i++)
        if (figures->quarters[i].end == day(end))
            return &figures->quarters[i];
    return NULL;
}

static void expect_why(struct snapshot *shot, enum concept c,
                       const char *expected)
{
    char why[120];

    fundamentals_why(of(shot), c, why, sizeof why);
    assert_string_equal(why, expected);
}

/* Two years of 100, 110, 120, 130 and a tenth more, each filed as such. */
static const struct filing two_years[] = {
    {"revenue", "2023-01-01", "2023-03-31", 100, "10-Q", "2023-05-01"},
    {"revenue", "2023-04-01", "2023-06-30", 110, "10-Q", "2023-08-01"},
    {"revenue", "2023-07-01", "2023-09-30", 120, "10-Q", "2023-11-01"},
    {"revenue", "2023-10-01", "2023-12-31", 130, "10-K", "2024-02-01"},
    {"revenue", "2024-01-01", "2024-03-31", 110, "10-Q", "2024-05-01"},
    {"revenue", "2024-04-01", "2024-06-30", 121, "10-Q", "2024-08-01"},
    {"revenue", "2024-07-01", "2024-09-30", 132, "10-Q", "2024-11-01"},
    {"revenue", "2024-10-01", "2024-12-31", 143, "10-K", "2025-01-29"},
};

static void quarters_as_filed_add_up(void **unused)
{
    struct state *s = state_new("", 0);
    struct snapshot *shot;
    const struct period *p;
    char accn[ACCN_MAX];

    (void)unused;
    PUT(s, two_years);
    shot = freeze_at(s, NOW);
    p = quarter(shot, CONCEPT_revenue, "2024-12-31");
    assert_non_null(p);
    assert_int_equal(p->known, 7);
    assert_float_equal(p->yoy_pct, 10, 1e-9);
    assert_float_equal(p->ttm, 506, 0);
    assert_float_equal(p->ttm_yoy_pct, 10, 1e-9);
    assert_false(p->is_derived);
    assert_string_equal(p->form, "10-K");
    assert_string_equal(p->source, "test");
    assert_int_equal(p->filed, day("2025-01-29"));
    assert_string_equal(of(shot)->of[CONCEPT_revenue].unit, "USD");
    period_accn(p, accn);
    assert_string_equal(accn, "0001045810-24-000316");
    expect_why(shot, CONCEPT_revenue, "");
    snapshot_free(shot);
    state_free(s);
}

/* Cash flows are filed from the year's first day: three, six, nine, twelve
 * months. */
static const struct filing to_date[] = {
    {"us-gaap:PaymentsToAcquirePropertyPlantAndEquipment", "2024-01-01",
     "2024-03-31", 10, "10-Q", "2024-05-01"},
    {"us-gaap:PaymentsToAcquirePropertyPlantAndEquipment", "2024-01-01",
     "2024-06-30", 30, "10-Q", "2024-08-01"},
    {"us-gaap:PaymentsToAcquirePropertyPlantAndEquipment", "2024-01-01",
     "2024-09-30", 60, "10-Q", "2024-11-01"},
    {"us-gaap:PaymentsToAcquirePropertyPlantAndEquipment", "2024-01-01",
     "2024-12-31", 100, "10-K", "2025-01-29"},
};

static void quarters_are_differences_of_the_year_to_date(void **unused)
{
    struct state *s = state_new("", 0);
    struct snapshot *shot;
    const struct period *p;

    (void)unused;
    PUT(s, to_date);
    shot = freeze_at(s, NOW);
    p = quarter(shot, CONCEPT_capex, "2024-03-31");
    assert_true(p && p->value == 10 && !p->is_derived);
    p = quarter(shot, CONCEPT_capex, "2024-06-30");
    assert_true(p && p->value == 20 && p->is_derived);
    assert_int_equal(p->start, day("2024-04-01"));
    p = quarter(shot, CONCEPT_capex, "2024-12-31");
    assert_true(p && p->value == 40 && p->is_derived && p->ttm == 100);
    assert_string_equal(p->form, "10-K");
    assert_int_equal(of(shot)->of[CONCEPT_capex].year_count, 1);
    assert_true(of(shot)->of[CONCEPT_capex].years[0].value == 100);
    expect_why(shot, CONCEPT_capex,
               "the same quarter a year before is missing");
    snapshot_free(shot);
    state_free(s);
}

static void a_filed_quarter_beats_a_derived_one(void **unused)
{
    struct filing filed = to_date[0];
    struct state *s = state_new("", 0);
    struct snapshot *shot;
    const struct period *p;

    (void)unused;
    PUT(s, to_date);
    filed.start = "2024-04-01";
    filed.end = "2024-06-30";
    filed.value = 21;
    put(s, &filed, 1);
    shot = freeze_at(s, NOW);
    p = quarter(shot, CONCEPT_capex, "2024-06-30");
    assert_true(p && p->value == 21 && !p->is_derived);
    snapshot_free(shot);
    state_free(s);
}

static void the_fourth_quarter_is_what_a_year_leaves(void **unused)
{
    struct state *s = state_new("", 0);
    struct snapshot *shot;
    const struct period *p;

    (void)unused;
    put(s, two_years + 4, 3);
    put(s, &(struct filing){"revenue", "2024-01-01", "2024-12-31", 506,
                            "10-K", "2025-01-29"}, 1);
    shot = freeze_at(s, NOW);
    p = quarter(shot, CONCEPT_revenue, "2024-12-31");
    assert_true(p && p->value == 143 && p->is_derived && p->ttm == 506);
    assert_int_equal(p->start, day("2024-10-01"));
    snapshot_free(shot);
    state_free(s);
}

static void earnings_a_share_are_never_subtracted(void **unused)
{
    static const struct filing eps[] = {
        {"us-gaap:EarningsPerShareDiluted", "2024-01-01", "2024-03-31", 1,
         "10-Q", "2024-05-01"},
        {"us-gaap:EarningsPerShareDiluted", "2024-04-01", "2024-06-30", 1,
         "10-Q", "2024-08-01"},
        {"us-gaap:EarningsPerShareDiluted", "2024-07-01", "2024-09-30", 1,
         "10-Q", "2024-11-01"},
        {"us-gaap:EarningsPerShareDiluted", "2024-01-01", "2024-09-30", 3,
         "10-Q", "2024-11-01"},
        {"us-gaap:EarningsPerShareDiluted", "2024-01-01", "2024-12-31", 5,
         "10-K", "2025-01-29"},
    };
    struct state *s = state_new("", 0);
    struct snapshot *shot;

    (void)unused;
    PUT(s, eps);
    shot = freeze_at(s, NOW);
    assert_null(quarter(shot, CONCEPT_eps, "2024-12-31"));
    assert_int_equal(of(shot)->of[CONCEPT_eps].quarter_count, 3);
    assert_true(of(shot)->of[CONCEPT_eps].years[0].value == 5);
    snapshot_free(shot);
    state_free(s);
}

static void the_latest_filing_wins(void **unused)
{
    struct filing restated = {"revenue", "2024-07-01", "2024-09-30", 140,
                              "10-K/A", "2025-01-15"};
    struct state *s = state_new("", 0);
    struct snapshot *shot;
    const struct period *p;

    (void)unused;
    put(s, &restated, 1);
    PUT(s, two_years); /* the older filing comes later: it changes nothing */
    shot = freeze_at(s, NOW);
    p = quarter(shot, CONCEPT_revenue, "2024-09-30");
    assert_true(p && p->value == 140);
    assert_string_equal(p->form, "10-K/A");
    assert_true(quarter(shot, CONCEPT_revenue, "2024-12-31")->ttm == 514);
    snapshot_free(shot);
    state_free(s);
}

static void nothing_is_known_before_its_time(void **unused)
{
    struct filing restated = two_years[6];
    struct state *s = state_new("", 0);
    struct snapshot *before, *after;

    (void)unused;
    put(s, two_years, 7);
    before = freeze_at(s, NOW);
    restated.value = 140;
    restated.filed = "2024-12-15"; /* filed long ago, but known only now */
    put_at(s, NOW + 1000, "USD", restated);
    after = freeze_at(s, NOW + 1000);
    assert_true(quarter(before, CONCEPT_revenue, "2024-09-30")->value == 132);
    assert_true(quarter(after, CONCEPT_revenue, "2024-09-30")->value == 140);
    assert_int_equal(quarter(after, CONCEPT_revenue, "2024-09-30")->t,
                     NOW + 1000);
    snapshot_free(before);
    snapshot_free(after);
    state_free(s);
}

/* All came today; each was public at the end of the day it was filed. */
static void figures_as_of_a_day_in_the_past(void **unused)
{
    static const struct filing list[] = {
        {"us-gaap:Revenues", "2024-04-01", "2024-06-30", 100, "10-Q",
         "2024-07-30"},
        {"us-gaap:Revenues", "2024-07-01", "2024-09-30", 110, "10-Q",
         "2024-10-30"},
        {"us-gaap:Revenues", "2024-10-01", "2024-12-31", 120, "10-K",
         "2025-01-29"},
    };
    static const struct {
        const char *day;
        int hour;
        size_t quarters;
        double newest;
    } rows[] = {
        {"2024-07-30", 23, 0, 0},   {"2024-07-31", 0, 1, 100},
        {"2024-10-30", 12, 1, 100}, {"2024-10-31", 0, 2, 110},
        {"2025-01-30", 11, 2, 110}, /* this one is news: known when it came */
        {"2025-01-30", 12, 3, 120},
    };

    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct state *s = state_new(NULL, 0);
        int64_t then = at(day(rows[i].day), rows[i].hour, 0);
        const struct concept_figures *f;
        struct snapshot *shot;

        PUT(s, list);
        state_look_back(s, then);
        shot = freeze_at(s, then);
        f = &of(shot)->of[CONCEPT_revenue];
        assert_int_equal(f->quarter_count, rows[i].quarters);
        if (f->quarter_count > 0)
            assert_true(f->quarters[f->quarter_count - 1].value ==
                        rows[i].newest);
        snapshot_free(shot);
        state_free(s);
    }
}

/* What a later filing says anew, or only repeats, was known before it as the
 * earlier one had it, in whatever order they come. */
static void a_figure_filed_anew_was_known_before(void **unused)
{
#define Q2 "us-gaap:Revenues", "2024-04-01", "2024-06-30"
    static const struct filing list[] = {
        {Q2, 100, "10-Q", "2024-07-30"},  {Q2, 100, "10-K", "2024-09-30"},
        {Q2, 90, "10-K/A", "2024-11-04"}, {Q2, 100, "10-Q", "2025-01-14"},
        {Q2, 105, "10-Q", "2025-01-20"},
    };
#undef Q2
    static const struct {
        const char *day, *filed;
        double value;
    } rows[] = {
        {"2024-07-30", NULL, 0},          {"2024-08-01", "2024-07-30", 100},
        {"2024-11-04", "2024-07-30", 100}, {"2024-11-06", "2024-11-04", 90},
        {"2025-01-16", "2025-01-14", 100}, {"2025-01-22", "2025-01-20", 105},
    };
    static const size_t orders[][5] = {
        {0, 1, 2, 3, 4}, {4, 3, 2, 1, 0}, {2, 4, 0, 3, 1}};

    (void)unused;
    for (size_t o = 0; o < 3; o++)
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            struct state *s = state_new(NULL, 0);
            int64_t then = at(day(rows[i].day), 12, 0);
            struct snapshot *shot;
            const struct period *p;

            for (size_t k = 0; k < 5; k++)
                put_at(s, NOW, "USD", list[orders[o][k]]);
            shot = freeze_at(s, NOW); /* of now: the latest */
            assert_true(quarter(shot, CONCEPT_revenue, "2024-06-30")->value ==
                        105);
            snapshot_free(shot);
            state_look_back(s, then);
            shot = freeze_at(s, then);
            p = quarter(shot, CONCEPT_revenue, "2024-06-30");
            assert_int_equal(p != NULL, rows[i].filed != NULL);
            if (p) {
                assert_true(p->value == rows[i].value);
                assert_int_equal(p->filed, day(rows[i].filed));
            }
            snapshot_free(shot);
            state_free(s);
        }
}

static void what_is_repeated_stays_known_since_when_it_was(void **unused)
{
    struct filing again = two_years[3];
    struct state *s = state_new("", 0);
    struct snapshot *shot;
    const struct period *p;

    (void)unused;
    PUT(s, two_years);
    again.filed = "2025-01-30";
    put_at(s, NOW + 5000, "USD", again);
    shot = freeze_at(s, NOW + 5000);
    p = quarter(shot, CONCEPT_revenue, "2023-12-31");
    assert_int_equal(p->t, NOW);
    assert_int_equal(p->filed, day("2025-01-30"));
    snapshot_free(shot);
    state_free(s);
}

/* The first tag that exists ends in 2020; today's is another one. */
static void the_tag_with_the_newest_figure_counts(void **unused)
{
    static const struct filing tags[] = {
        {"us-gaap:PaymentsToAcquirePropertyPlantAndEquipment", "2024-01-01",
         "2024-03-31", 7, "10-Q", "2024-05-01"},
        {"us-gaap:PaymentsToAcquirePropertyPlantAndEquipment", "2023-10-01",
         "2023-12-31", 6, "10-Q", "2024-02-01"},
        {"us-gaap:PaymentsToAcquireProductiveAssets", "2024-01-01",
         "2024-03-31", 10, "10-Q", "2024-05-01"},
        {"us-gaap:PaymentsToAcquireProductiveAssets", "2024-01-01",
         "2024-06-30", 30, "10-Q", "2024-08-01"},
    };
    struct state *s = state_new("", 0);
    struct snapshot *shot;

    (void)unused;
    PUT(s, tags);
    shot = freeze_at(s, NOW);
    assert_true(quarter(shot, CONCEPT_capex, "2024-03-31")->value == 10);
    assert_true(quarter(shot, CONCEPT_capex, "2024-06-30")->value == 20);
    /* where the newer tag says nothing the older one still speaks */
    assert_true(quarter(shot, CONCEPT_capex, "2023-12-31")->value == 6);
    snapshot_free(shot);
    state_free(s);
}

static void no_difference_mixes_two_tags_or_units(void **unused)
{
    static const struct filing tags[] = {
        {"us-gaap:Revenues", "2024-01-01", "2024-03-31", 10, "10-Q",
         "2024-05-01"},
        {"us-gaap:SalesRevenueNet", "2024-01-01", "2024-06-30", 30, "10-Q",
         "2024-08-01"},
    };
    struct state *s = state_new("", 0);
    struct snapshot *shot;

    (void)unused;
    PUT(s, tags);
    put_at(s, NOW, "TWD", (struct filing){"us-gaap:SalesRevenueNet",
                                          "2024-01-01", "2024-03-31", 900,
                                          "10-Q", "2024-05-01"});
    shot = freeze_at(s, NOW);
    assert_null(quarter(shot, CONCEPT_revenue, "2024-06-30"));
    assert_true(quarter(shot, CONCEPT_revenue, "2024-03-31")->value == 10);
    snapshot_free(shot);
    state_free(s);
}

static void a_missing_filing_leaves_a_gap_with_its_reason(void **unused)
{
    struct state *s = state_new("", 0);
    struct snapshot *shot;
    const struct period *p;

    (void)unused;
    put(s, two_years, 6);
    put(s, two_years + 7, 1);
    shot = freeze_at(s, NOW);
    p = quarter(shot, CONCEPT_revenue, "2024-12-31");
    assert_int_equal(p->known, PERIOD_HAS_YOY);
    assert_false(FUNDAMENTAL_HAS(of(shot), revenue_ttm));
    expect_why(shot, CONCEPT_revenue,
               "no figures from 2024-07-01 to 2024-09-30");
    expect_why(shot, CONCEPT_free_cash_flow,
               "operating cash flow is not known");
    expect_why(shot, CONCEPT_research, "nothing filed of it is known");
    snapshot_free(shot);
    state_free(s);
}

static void from_a_loss_there_is_no_growth(void **unused)
{
    static const struct filing incomes[] = {
        {"net_income", "2023-10-01", "2023-12-31", -5, "10-K", "2024-02-01"},
        {"net_income", "2024-10-01", "2024-12-31", 5, "10-K", "2025-01-29"},
    };
    struct state *s = state_new("", 0);
    struct snapshot *shot;

    (void)unused;
    PUT(s, incomes);
    shot = freeze_at(s, NOW);
    assert_int_equal(quarter(shot, CONCEPT_net_income, "2024-12-31")->known,
                     0);
    assert_false(FUNDAMENTAL_HAS(of(shot), net_income_yoy));
    snapshot_free(shot);
    state_free(s);
}

static void free_cash_flow_takes_the_same_periods(void **unused)
{
    static const struct filing cash[] = {
        {"operating_cash_flow", "2024-01-01", "2024-03-31", 50, "10-Q",
         "2024-05-01"},
        {"operating_cash_flow", "2024-01-01", "2024-06-30", 120, "10-Q",
         "2024-08-01"},
        {"operating_cash_flow", "2024-06-30", "2024-09-28", 75, "10-Q",
         "2024-11-01"}, /* two days off: no figure of capex's quarter */
    };
    struct state *s = state_new("", 0);
    struct snapshot *shot;
    const struct period *p;

    (void)unused;
    PUT(s, to_date);
    PUT(s, cash);
    shot = freeze_at(s, NOW);
    p = quarter(shot, CONCEPT_free_cash_flow, "2024-03-31");
    assert_true(p && p->value == 40 && p->is_derived);
    p = quarter(shot, CONCEPT_free_cash_flow, "2024-06-30");
    assert_true(p && p->value == 50 && p->is_derived);
    assert_int_equal(of(shot)->of[CONCEPT_free_cash_flow].quarter_count, 2);
    snapshot_free(shot);
    state_free(s);
}

/* A fiscal year of 52 or 53 weeks, with a quarter of 14. */
static void quarters_of_thirteen_and_fourteen_weeks(void **unused)
{
    static const struct filing weeks[] = {
        {"revenue", "2023-10-01", "2023-12-30", 100, "10-Q", "2024-02-01"},
        {"revenue", "2023-12-31", "2024-04-06", 108, "10-Q", "2024-05-01"},
        {"revenue", "2024-04-07", "2024-07-06", 100, "10-Q", "2024-08-01"},
        {"revenue", "2024-07-07", "2024-10-05", 100, "10-Q", "2024-11-01"},
        {"revenue", "2024-10-06", "2025-01-04", 110, "10-Q", "2025-01-29"},
    };
    struct state *s = state_new("", 0);
    struct snapshot *shot;
    const struct period *p;

    (void)unused;
    PUT(s, weeks);
    shot = freeze_at(s, NOW);
    p = quarter(shot, CONCEPT_revenue, "2024-04-06");
    assert_true(p && period_is_long(p));
    p = quarter(shot, CONCEPT_revenue, "2025-01-04");
    assert_true(p && !period_is_long(p));
    assert_float_equal(p->yoy_pct, 10, 1e-9);
    assert_float_equal(p->ttm, 418, 0);
    snapshot_free(shot);
    state_free(s);
}

/* Twelve months that end with every quarter are no fiscal years. */
static void rolling_years_are_no_years(void **unused)
{
    static const struct filing years[] = {
        {"revenue", "2023-01-01", "2023-12-31", 400, "10-K", "2024-02-01"},
        {"revenue", "2023-04-01", "2024-03-31", 410, "10-Q", "2024-05-01"},
        {"revenue", "2023-07-01", "2024-06-30", 420, "10-Q", "2024-08-01"},
        {"revenue", "2024-01-01", "2024-12-31", 440, "10-K", "2025-01-29"},
    };
    struct state *s = state_new("", 0);
    struct snapshot *shot;
    const struct concept_figures *figures;

    (void)unused;
    PUT(s, years);
    shot = freeze_at(s, NOW);
    figures = &of(shot)->of[CONCEPT_revenue];
    assert_int_equal(figures->year_count, 2);
    assert_true(figures->years[1].value == 440);
    assert_float_equal(figures->years[1].yoy_pct, 10, 1e-9);
    snapshot_free(shot);
    state_free(s);
}

static void unknown_tags_cost_nothing(void **unused)
{
    struct state *s = state_new("", 0);
    struct snapshot *shot;

    (void)unused;
    put(s, &(struct filing){"us-gaap:Goodwill", NULL, "2024-12-31", 1,
                            "10-K", "2025-01-29"}, 1);
    shot = freeze_at(s, NOW);
    assert_null(snapshot_find(shot, "CO"));
    snapshot_free(shot);
    state_free(s);
}

static void a_snapshot_keeps_what_it_saw(void **unused)
{
    struct state *s = state_new("", 0);
    struct snapshot *first, *second, *third;

    (void)unused;
    put(s, two_years, 4);
    first = freeze_at(s, NOW);
    second = freeze_at(s, NOW);
    assert_ptr_equal(of(first), of(second)); /* nothing changed: not copied */
    put(s, two_years + 4, 1);
    third = freeze_at(s, NOW);
    state_free(s);
    assert_int_equal(of(first)->of[CONCEPT_revenue].quarter_count, 4);
    assert_int_equal(of(third)->of[CONCEPT_revenue].quarter_count, 5);
    snapshot_free(first);
    snapshot_free(second);
    assert_string_equal(quarter(third, CONCEPT_revenue, "2023-12-31")->form,
                        "10-K");
    snapshot_free(third);
}

/* ---- counts of shares */

#define COVER "dei:EntityCommonStockSharesOutstanding"
#define BALANCE "us-gaap:CommonStockSharesOutstanding"
#define AVERAGE "us-gaap:WeightedAverageNumberOfDilutedSharesOutstanding"

static void split(struct state *s, const char *ex, double ratio)
{
    struct update u = make(NOW, UPDATE_action, "CO");

    u.of.action = (struct action){.type = ACTION_SPLIT, .ex = day(ex),
                                  .ratio = ratio};
    state_apply(s, &u);
}

static void expect_shares(struct state *s, double count, const char *asof,
                          const char *kind)
{
    struct snapshot *shot = freeze_at(s, NOW);
    const struct listing *l = snapshot_find(shot, "CO");

    assert_non_null(l);
    assert_true(l->instrument->shares == count);
    assert_int_equal(l->instrument->shares_asof, day(asof));
    if (kind) {
        assert_string_equal(l->instrument->shares_kind, kind);
        assert_string_equal(l->instrument->shares_source, "sec");
    }
    snapshot_free(shot);
}

static void a_filed_count_makes_the_market_value_known(void **unused)
{
    struct state *s = state_new("", 0);
    struct snapshot *shot;

    (void)unused;
    line(s, "CO", NOW - 1000, 50);
    put_at(s, NOW, "shares", (struct filing){COVER, NULL, "2025-01-17", 2e9,
                                             "10-K", "2025-01-29"});
    expect_shares(s, 2e9, "2025-01-17", "cover page");
    shot = freeze_at(s, NOW);
    assert_true(FIGURE_HAS(&snapshot_find(shot, "CO")->figures, cap));
    assert_float_equal(snapshot_find(shot, "CO")->figures.cap, 1e11, 0);
    snapshot_free(shot);
    state_free(s);
}

static void counts_that_are_no_counts(void **unused)
{
    struct state *s = state_new("", 0);

    (void)unused;
    company(s, "CO", 0);
    put_at(s, NOW, "shares", (struct filing){COVER, NULL, "2010-04-30", 1e8,
                                             "10-Q", "2010-05-01"}); /* old */
    put_at(s, NOW, "shares", (struct filing){BALANCE, NULL, "2024-12-31",
                                             1000, "10-K", "2025-01-29"});
    expect_shares(s, 0, NULL, NULL);
    put_at(s, NOW, "shares", (struct filing){AVERAGE, "2024-01-01",
                                             "2024-12-31", 9.5e8, "10-K",
                                             "2025-01-29"});
    put_at(s, NOW, "shares", (struct filing){AVERAGE, "2024-10-01",
                                             "2024-12-31", 9e8, "10-K",
                                             "2025-01-29"});
    expect_shares(s, 9e8, "2024-12-31", "diluted weighted average");
    put_at(s, NOW, "shares", (struct filing){BALANCE, NULL, "2024-09-30",
                                             8e8, "10-Q", "2024-11-01"});
    expect_shares(s, 8e8, "2024-09-30", "balance sheet");
    put_at(s, NOW, "shares", (struct filing){COVER, NULL, "2025-01-17", 7e8,
                                             "10-K", "2025-01-29"});
    expect_shares(s, 7e8, "2025-01-17", "cover page");
    state_free(s);
}

static void a_count_given_by_others_stands(void **unused)
{
    struct state *s = state_new("", 0);

    (void)unused;
    company(s, "CO", 5e8);
    put_at(s, NOW, "shares", (struct filing){COVER, NULL, "2025-01-17", 7e8,
                                             "10-K", "2025-01-29"});
    expect_shares(s, 5e8, "2024-11-15", NULL);
    state_free(s);
}

static void say_shares(struct state *s, double count, const char *source)
{
    struct update u = make(NOW, UPDATE_instrument, "CO");

    u.of.instrument = (struct instrument){.shares = count,
                                          .shares_asof = NO_DATE,
                                          .shares_kind = "outstanding",
                                          .shares_source = source};
    state_apply(s, &u);
}

static void expect_source(struct state *s, double count, const char *source)
{
    struct snapshot *shot = freeze_at(s, NOW);
    const struct listing *l = snapshot_find(shot, "CO");

    assert_true(l->instrument->shares == count);
    assert_string_equal(l->instrument->shares_source, source);
    snapshot_free(shot);
}

/* A provider's, of no known day, until one was filed; the user's over both. */
static void the_best_count_stands(void **unused)
{
    const struct filing filed = {COVER, NULL, "2025-01-17", 7e8, "10-K",
                                 "2025-01-29"};
    const struct filing newer = {COVER, NULL, "2025-01-27", 6e8, "10-K",
                                 "2025-01-30"};
    struct state *s = state_new("", 0);

    (void)unused;
    say_shares(s, 5e8, "a quote");
    expect_source(s, 5e8, "a quote");
    say_shares(s, 5.1e8, "a quote"); /* its newer one */
    expect_source(s, 5.1e8, "a quote");
    put_at(s, NOW, "shares", filed);
    expect_source(s, 7e8, "sec");
    say_shares(s, 5.2e8, "a quote");
    expect_source(s, 7e8, "sec");
    put_at(s, NOW, "shares", newer);
    expect_source(s, 6e8, "sec");
    say_shares(s, 4e8, "config");
    say_shares(s, 5.3e8, "a quote");
    put_at(s, NOW, "shares", filed);
    expect_source(s, 4e8, "config");
    state_free(s);
}

static void expect_count_then(const char *on, double count, const char *asof)
{
    struct state *s = state_new("", 0);
    int64_t then = at(day(on), 12, 0);
    struct snapshot *shot;
    const struct instrument *i;

    put_at(s, NOW, "shares", (struct filing){COVER, NULL, "2024-08-23", 9e8,
                                             "10-Q", "2024-08-28"});
    put_at(s, NOW, "shares", (struct filing){COVER, NULL, "2024-11-15", 8e8,
                                             "10-Q", "2024-11-20"});
    split(s, "2024-10-01", 2);
    state_look_back(s, then);
    shot = freeze_at(s, then);
    i = snapshot_find(shot, "CO")->instrument;
    assert_true(i->shares == count);
    assert_int_equal(i->shares_asof, day(asof));
    snapshot_free(shot);
    state_free(s);
}

/* Shares of those days, as the filings of those days said. */
static void the_count_of_a_day_in_the_past(void **unused)
{
    struct state *s = state_new("", 0);
    struct snapshot *shot;

    (void)unused;
    expect_count_then("2024-08-01", 0, NULL);
    expect_count_then("2024-09-20", 9e8, "2024-08-23");
    expect_count_then("2024-10-10", 18e8, "2024-08-23");
    expect_count_then("2024-12-01", 8e8, "2024-11-15");
    /* what the user says stands; a count that a quote gave is one of now */
    say_shares(s, 4e8, "config");
    put_at(s, NOW, "shares", (struct filing){COVER, NULL, "2024-08-23", 9e8,
                                             "10-Q", "2024-08-28"});
    state_look_back(s, at(day("2024-09-20"), 12, 0));
    expect_source(s, 4e8, "config");
    state_free(s);
    s = state_new("", 0);
    say_shares(s, 5e8, "a quote");
    state_look_back(s, at(day("2024-09-20"), 12, 0));
    shot = freeze_at(s, NOW);
    assert_true(snapshot_find(shot, "CO")->instrument->shares == 0);
    snapshot_free(shot);
    state_free(s);
}

static void a_split_moves_what_was_filed_before_it(void **unused)
{
    struct state *s = state_new("", 0);
    struct snapshot *shot;

    (void)unused;
    put_at(s, NOW, "shares", (struct filing){COVER, NULL, "2024-05-24",
                                             2.46e9, "10-Q", "2024-05-29"});
    put_at(s, NOW, "USD/shares",
           (struct filing){"us-gaap:EarningsPerShareDiluted", "2024-01-29",
                           "2024-04-28", 5.98, "10-Q", "2024-05-29"});
    put_at(s, NOW, "USD/shares",
           (struct filing){"us-gaap:EarningsPerShareDiluted", "2024-04-29",
                           "2024-07-28", 0.67, "10-Q", "2024-08-28"});
    expect_shares(s, 2.46e9, "2024-05-24", "cover page");
    split(s, "2024-06-10", 10);
    split(s, "2024-06-10", 10); /* told again with every chart */
    split(s, "2030-06-10", 4);  /* announced: not in today's shares */
    expect_shares(s, 2.46e10, "2024-05-24", "cover page");
    shot = freeze_at(s, NOW);
    assert_float_equal(quarter(shot, CONCEPT_eps, "2024-04-28")->value, 0.598,
                       1e-12);
    assert_float_equal(quarter(shot, CONCEPT_eps, "2024-07-28")->value, 0.67,
                       0);
    assert_float_equal(quarter(shot, CONCEPT_shares, "2024-05-24")->value,
                       2.46e10, 0);
    snapshot_free(shot);
    put_at(s, NOW, "shares", (struct filing){COVER, NULL, "2024-08-23",
                                             2.453e10, "10-Q", "2024-08-28"});
    expect_shares(s, 2.453e10, "2024-08-23", "cover page");
    state_free(s);
}

/* ---- the rule */

static const struct filing surge = {"us-gaap:Revenues", "2024-10-01",
                                    "2024-12-31", 300, "10-K", "2025-01-30"};

static struct state *with_history(void)
{
    struct state *s = state_new("", 0);

    add_shipped_rules(s);
    company(s, "CO", 1e9);
    line(s, "CO", at(civil_date(2025, 1, 30), 11, 0), 50);
    for (size_t i = 0; i < 7; i++) {
        struct filing f = two_years[i];

        f.concept = "us-gaap:Revenues";
        put_at(s, NOW - 3600000, "USD", f);
    }
    return s;
}

static void a_filing_with_a_large_change_is_told(void **unused)
{
    struct state *s = with_history();
    struct snapshot *shot = freeze_at(s, NOW);
    const struct event *e;

    (void)unused;
    assert_int_equal(shot->event_count, 0); /* history is no news */
    snapshot_free(shot);
    put_at(s, NOW, "USD", surge);
    shot = freeze_at(s, NOW);
    e = event_of(shot, "filing", "CO", civil_date(2025, 1, 30));
    assert_non_null(e);
    assert_int_equal(e->opened.t, NOW);
    assert_float_equal(e->opened.measure, (300.0 / 130 - 1) * 100, 1e-9);
    assert_float_equal(e->price, 50, 0);
    assert_false(e->official);
    snapshot_free(shot);
    /* The price goes on and the day after comes: no second event. */
    line(s, "CO", NOW + 60000, 51);
    line(s, "CO", at(civil_date(2025, 1, 31), 11, 0), 52);
    put_at(s, at(civil_date(2025, 1, 31), 11, 1), "USD", surge);
    shot = freeze_at(s, at(civil_date(2025, 1, 31), 11, 1));
    assert_int_equal(shot->event_count, 1);
    snapshot_free(shot);
    state_free(s);
}

static void capital_expenditure_joins_the_same_event(void **unused)
{
    struct state *s = with_history();
    struct filing capex = surge;
    struct snapshot *shot;
    const struct event *e;

    (void)unused;
    capex.concept = "us-gaap:PaymentsToAcquirePropertyPlantAndEquipment";
    capex.start = "2023-10-01";
    capex.end = "2023-12-31";
    capex.value = 50;
    capex.filed = "2024-02-01";
    put_at(s, NOW - 3600000, "USD", capex);
    put_at(s, NOW, "USD", surge);
    capex.start = surge.start;
    capex.end = surge.end;
    capex.value = 200;
    capex.filed = surge.filed;
    put_at(s, NOW, "USD", capex);
    shot = freeze_at(s, NOW);
    assert_int_equal(shot->event_count, 1);
    e = event_of(shot, "filing", "CO", civil_date(2025, 1, 30));
    assert_float_equal(e->opened.measure, 300, 1e-9);
    assert_float_equal(e->last.measure, 300, 1e-9);
    assert_int_equal(e->told_count, 1);
    snapshot_free(shot);
    state_free(s);
}

static void an_old_or_small_filing_is_not_told(void **unused)
{
    struct state *s = with_history();
    struct filing f = surge;
    struct snapshot *shot;

    (void)unused;
    f.filed = "2025-01-20"; /* ten days ago: heard of late */
    put_at(s, NOW, "USD", f);
    f = surge;
    f.value = 140; /* +7.7 % */
    put_at(s, NOW, "USD", f);
    shot = freeze_at(s, NOW);
    assert_int_equal(shot->event_count, 0);
    snapshot_free(shot);
    state_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quarters_as_filed_add_up),
        cmocka_unit_test(quarters_are_differences_of_the_year_to_date),
        cmocka_unit_test(a_filed_quarter_beats_a_derived_one),
        cmocka_unit_test(the_fourth_quarter_is_what_a_year_leaves),
        cmocka_unit_test(earnings_a_share_are_never_subtracted),
        cmocka_unit_test(the_latest_filing_wins),
        cmocka_unit_test(nothing_is_known_before_its_time),
        cmocka_unit_test(figures_as_of_a_day_in_the_past),
        cmocka_unit_test(a_figure_filed_anew_was_known_before),
        cmocka_unit_test(the_count_of_a_day_in_the_past),
        cmocka_unit_test(what_is_repeated_stays_known_since_when_it_was),
        cmocka_unit_test(the_tag_with_the_newest_figure_counts),
        cmocka_unit_test(no_difference_mixes_two_tags_or_units),
        cmocka_unit_test(a_missing_filing_leaves_a_gap_with_its_reason),
        cmocka_unit_test(from_a_loss_there_is_no_growth),
        cmocka_unit_test(free_cash_flow_takes_the_same_periods),
        cmocka_unit_test(quarters_of_thirteen_and_fourteen_weeks),
        cmocka_unit_test(rolling_years_are_no_years),
        cmocka_unit_test(unknown_tags_cost_nothing),
        cmocka_unit_test(a_snapshot_keeps_what_it_saw),
        cmocka_unit_test(a_filed_count_makes_the_market_value_known),
        cmocka_unit_test(counts_that_are_no_counts),
        cmocka_unit_test(a_count_given_by_others_stands),
        cmocka_unit_test(the_best_count_stands),
        cmocka_unit_test(a_split_moves_what_was_filed_before_it),
        cmocka_unit_test(a_filing_with_a_large_change_is_told),
        cmocka_unit_test(capital_expenditure_joins_the_same_event),
        cmocka_unit_test(an_old_or_small_filing_is_not_told),
    };

    return cmocka_run_group_tests_name("fundamentals", tests, NULL, NULL);
}
