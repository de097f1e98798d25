/* SPDX-License-Identifier: MIT */
/* Playing the past: what was fetched late counts from when it was public. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support.h"

#define FRIDAY_OPEN INT64_C(1737729000000)   /* 2025-01-24T14:30:00Z */
#define FRIDAY_CLOSE INT64_C(1737752400000)  /* 2025-01-24T21:00:00Z */
#define MONDAY_CLOSE INT64_C(1738011600000)  /* 2025-01-27T21:00:00Z */

struct seen {
    enum update_kind kind[8];
    char symbol[8][SYMBOL_MAX];
    int64_t t[8];
    size_t count;
};

static void note(void *self, const struct update *u)
{
    struct seen *seen = self;

    assert_true(seen->count < 8);
    seen->kind[seen->count] = u->kind;
    snprintf(seen->symbol[seen->count], SYMBOL_MAX, "%s", u->symbol);
    seen->t[seen->count++] = u->t;
}

static void put_bar(struct store *s, const char *symbol, enum bar_span span,
                    int64_t start, int64_t t)
{
    struct updates u = {0};
    struct update *b = updates_add(&u, t, UPDATE_bar, symbol, "test");

    b->of.bar.span = span;
    b->of.bar.bar = (struct bar){.start = start, .close = 100};
    assert_int_equal(store_put(s, b, NULL), ERR_OK);
    updates_done(&u);
}

static void put_instrument(struct store *s, const char *symbol, int64_t t)
{
    struct updates u = {0};
    struct update *i = updates_add(&u, t, UPDATE_instrument, symbol, "test");

    i->of.instrument.type = INSTRUMENT_equity;
    i->of.instrument.shares = 1e9;
    assert_int_equal(store_put(s, i, NULL), ERR_OK);
    updates_done(&u);
}

static void play(const char *folder, int64_t until, struct seen *seen)
{
    const struct store_reader reader = {.self = seen, .update = note};
    struct store_past *past = NULL;
    enum err e = store_past_open(folder, until, INT64_MIN, &past, NULL);

    *seen = (struct seen){.count = 0};
    while (e == ERR_OK)
        e = store_past_next(past, 100, &reader, NULL);
    assert_int_equal(e, ERR_END);
    store_past_close(past);
}

/* Two daily bars and a share count that came a year after. */
static void fill(const char *folder)
{
    const int64_t later = NOW + 365 * MS_PER_DAY;
    struct store *s;

    assert_int_equal(store_open(folder, false, later, &s, NULL, NULL), ERR_OK);
    put_instrument(s, "ACME", later);
    put_bar(s, "ACME", BAR_1d, FRIDAY_OPEN, later);
    put_bar(s, "ACME", BAR_1d, FRIDAY_OPEN + 3 * MS_PER_DAY, later);
    put_bar(s, "ACME", BAR_5m, FRIDAY_OPEN, later);
    put_bar(s, "ACME", BAR_5m, FRIDAY_OPEN + 300000, FRIDAY_OPEN + 540000);
    assert_int_equal(store_commit(s, NULL), ERR_OK);
    store_close(s);
}

static void late_bars_count_from_their_end(void **state)
{
    char folder[PATH_MAX];
    struct seen seen;

    (void)state;
    temp_folder(folder);
    fill(folder);
    play(folder, NOW, &seen);
    assert_int_equal(seen.count, 5);
    assert_int_equal(seen.kind[0], UPDATE_instrument);
    assert_true(seen.t[0] == FRIDAY_OPEN);
    assert_true(seen.t[1] == FRIDAY_OPEN + 300000); /* five minutes on */
    /* One that was seen growing was known when it was seen. */
    assert_true(seen.t[2] == FRIDAY_OPEN + 540000);
    assert_true(seen.t[3] == FRIDAY_CLOSE);
    assert_true(seen.t[4] == MONDAY_CLOSE);
    remove_folder(folder);
}

static void nothing_comes_after_the_moment(void **state)
{
    char folder[PATH_MAX];
    struct seen seen;

    (void)state;
    temp_folder(folder);
    fill(folder);
    play(folder, FRIDAY_CLOSE - 1, &seen);
    assert_int_equal(seen.count, 3);
    play(folder, FRIDAY_CLOSE, &seen);
    assert_int_equal(seen.count, 4);
    remove_folder(folder);
}

static void put_fact(struct store *s, int32_t filed, double value, int64_t t)
{
    struct updates u = {0};
    struct update *f = updates_add(&u, t, UPDATE_fact, "ACME", "test");

    f->of.fact = (struct fact){.concept = "revenue", .start = 20000,
                               .end = 20091, .filed = filed, .value = value};
    assert_int_equal(store_put(s, f, NULL), ERR_OK);
    updates_done(&u);
}

/* Fetched at once, a year after: each filing's figure from its day on. */
static void late_figures_count_from_their_filing(void **state)
{
    const int64_t later = NOW + 365 * MS_PER_DAY;
    int32_t first = civil_date(2025, 1, 15), again = civil_date(2025, 1, 21);
    char folder[PATH_MAX];
    struct store *s;
    struct seen seen;

    (void)state;
    temp_folder(folder);
    assert_int_equal(store_open(folder, false, later, &s, NULL, NULL), ERR_OK);
    put_fact(s, again, 90, later);
    put_fact(s, first, 100, later);
    put_fact(s, NO_DATE, 1, later);
    assert_int_equal(store_commit(s, NULL), ERR_OK);
    store_close(s);
    play(folder, later, &seen);
    assert_int_equal(seen.count, 3);
    assert_true(seen.t[0] == civil_from_new_york(first + 1, 0, 0));
    assert_true(seen.t[1] == civil_from_new_york(again + 1, 0, 0));
    assert_true(seen.t[2] == later);
    play(folder, civil_from_new_york(again, 12, 0), &seen);
    assert_int_equal(seen.count, 1);
    remove_folder(folder);
}

/* Coins trade on: their day ends with the date in UTC. */
static void a_bar_ends_by_the_hours_of_its_symbol(void **state)
{
    const int64_t midnight = FRIDAY_OPEN - FRIDAY_OPEN % MS_PER_DAY;
    char folder[PATH_MAX];
    struct seen seen;
    struct store *s;

    (void)state;
    temp_folder(folder);
    assert_int_equal(store_open(folder, false, NOW, &s, NULL, NULL), ERR_OK);
    put_bar(s, "BTC-USD", BAR_1d, midnight, NOW);
    put_bar(s, "7203.T", BAR_1d, midnight, NOW);
    assert_int_equal(store_commit(s, NULL), ERR_OK);
    store_close(s);
    play(folder, NOW, &seen);
    assert_int_equal(seen.count, 2);
    assert_string_equal(seen.symbol[0], "7203.T");
    assert_true(seen.t[0] == midnight + 6 * MS_PER_HOUR + 1800000);
    assert_string_equal(seen.symbol[1], "BTC-USD");
    assert_true(seen.t[1] == midnight + MS_PER_DAY);
    remove_folder(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(late_bars_count_from_their_end),
        cmocka_unit_test(nothing_comes_after_the_moment),
        cmocka_unit_test(a_bar_ends_by_the_hours_of_its_symbol),
        cmocka_unit_test(late_figures_count_from_their_filing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
