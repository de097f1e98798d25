/* SPDX-License-Identifier: MIT */
/* 10,000 symbols, of which 500 are watched: those have a year of daily bars
 * and a day of minute bars. What it costs to hold them, to apply a million
 * quotes, to run all shipped rules over all symbols, and to freeze. Prints a
 * row a figure. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "../../src/state/market.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/embed.h"
#include "tapewatch/config/config.h"

enum {
    SYMBOLS = 10000,
    WATCHED = 500,
    SESSIONS = 252,
    MINUTES = 390,
    UPDATES = 1000000,
    ROUNDS = 15,
    SECTORS = 11
};

static char names[SYMBOLS][SYMBOL_MAX];

static double now_ms(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static void print_row(const char *figure, double v, const char *unit,
                      double budget, const char *kind)
{
    printf("%s\t%.4g\t%s\t%g\t%s\n", figure, v, unit, budget, kind);
}

static void print_median(const char *figure, double *took, double budget)
{
    qsort(took, ROUNDS, sizeof *took, by_value);
    print_row(figure, took[ROUNDS / 2], "ms", budget, "time");
}

static struct update make(int64_t t, enum update_kind kind, int symbol)
{
    struct update u = {.t = t, .kind = kind, .source = "bench"};

    memcpy(u.symbol, names[symbol], sizeof u.symbol);
    return u;
}

static void put_instrument(struct state *s, int64_t t, int i)
{
    static const char *const sectors[SECTORS] = {
        "Technology", "Energy", "Utilities", "Materials", "Industrials",
        "Financials", "Health Care", "Real Estate", "Consumer Staples",
        "Communication", "Consumer Discretionary"};
    struct update u = make(t, UPDATE_instrument, i);

    u.of.instrument = (struct instrument){
        .type = INSTRUMENT_equity, .currency = "USD",
        .sector = sectors[i % SECTORS], .shares = 1e8,
        .shares_asof = civil_date(2024, 11, 15)};
    if (i < WATCHED)
        name_copy(u.of.instrument.groups[0], GROUP_MAX, "watched");
    state_apply(s, &u);
}

static void put_bar(struct state *s, int i, enum bar_span span, int64_t start,
                    int64_t t)
{
    struct update u = make(t, UPDATE_bar, i);
    double price = 100 + (double)(start / MS_PER_MINUTE * 7 % 5) / 10;

    u.of.bar.span = span;
    u.of.bar.bar = (struct bar){.start = start, .open = price,
                                .high = price + 1, .low = price - 1,
                                .close = price,
                                .volume = span == BAR_1d ? 4e6 : 1e4,
                                .known = BAR_HAS_OHL | BAR_HAS_VOLUME};
    state_apply(s, &u);
}

static void put_quote(struct state *s, int i, int64_t t, double price)
{
    struct update u = make(t, UPDATE_quote, i);

    QUOTE_SET(&u.of.quote, price, price);
    QUOTE_SET(&u.of.quote, prev_close, 100.0);
    QUOTE_SET(&u.of.quote, as_of, t);
    QUOTE_SET(&u.of.quote, volume, 2e6);
    state_apply(s, &u);
}

static void watch(struct state *s, int64_t open)
{
    const char *list[WATCHED];
    int32_t date = civil_date(2025, 1, 27);

    for (int day = 0; day < SESSIONS; day++) {
        struct trading_day hours;

        date = calendar_previous(HOURS_US, date);
        (void)calendar_day(HOURS_US, date, &hours);
        for (int i = 0; i < WATCHED; i++)
            put_bar(s, i, BAR_1d, hours.open_ms, open);
    }
    for (int minute = 0; minute < MINUTES; minute++)
        for (int i = 0; i < WATCHED; i++) {
            int64_t start = open + minute * MS_PER_MINUTE;

            put_bar(s, i, BAR_1m, start, start + MS_PER_MINUTE);
        }
    for (int i = 0; i < WATCHED; i++)
        list[i] = names[i];
    state_set_watchlist(s, "bench", list, WATCHED);
}

static struct state *make_state(void)
{
    const struct embedded *losses = embed_find("data/record_losses.tsv");
    struct state *s = state_new((const char *)losses->bytes, losses->size);
    int64_t open = civil_from_new_york(civil_date(2025, 1, 27), 9, 30);
    struct config *c = NULL;

    if (config_load_text("", 0, &c) != ERR_OK)
        exit(1);
    for (size_t i = 0; i < config_rule_count(c); i++)
        if (state_add_rule(s, config_rule(c, i), NULL) != ERR_OK)
            exit(1);
    config_free(c);
    for (int i = 0; i < SYMBOLS; i++) {
        (void)snprintf(names[i], SYMBOL_MAX, "S%05d", i);
        put_instrument(s, open, i);
        put_quote(s, i, open, 100);
    }
    watch(s, open);
    return s;
}

static struct snapshot *freeze(const struct state *s, int64_t t)
{
    struct freeze_info info = {.now_ms = t, .mode = RUN_LIVE,
                               .timeline = timeline_live()};

    return state_freeze(s, &info);
}

/* One is on the screen while the next is made. */
static void hold_two(const struct state *s, int64_t t)
{
    struct snapshot *shown = freeze(s, t), *next = freeze(s, t + 1000);
    struct rusage use;

    (void)getrusage(RUSAGE_SELF, &use);
    print_row("memory, 10,000 symbols, 500 watched",
              (double)use.ru_maxrss / 1024, "MB", 64, "count");
    snapshot_free(shown);
    snapshot_free(next);
}

static void apply_million(struct state *s, int64_t t)
{
    double start = now_ms();

    for (int i = 0; i < UPDATES; i++)
        put_quote(s, i % SYMBOLS, t + i / 1000, 100 + i % 7 * 0.01);
    print_row("apply 1 million quotes", (now_ms() - start) / 1e3, "s", 1,
              "time");
}

static void run_rules(struct state *s)
{
    double took[ROUNDS];

    for (int round = 0; round < ROUNDS; round++) {
        double start = now_ms();

        for (size_t i = 0; i < s->market.count; i++)
            tracker_run(s, &s->market.entries[i],
                        CHANGED_REGULAR | CHANGED_EXT | CHANGED_FACTS |
                            CHANGED_HALT | CHANGED_NEWS);
        s->has_priced = true; /* groups are looked at once a minute */
        state_advance(s, s->now_ms + MS_PER_MINUTE);
        took[round] = now_ms() - start;
    }
    print_median("10,000 symbols x all shipped rules", took, 10);
}

/* As on the polling thread: some prices came since the one before. */
static void freeze_all(struct state *s, int64_t t)
{
    struct snapshot *shown = freeze(s, t);
    double took[ROUNDS];

    for (int round = 0; round < ROUNDS; round++) {
        struct snapshot *next;
        double start;

        t += 1000;
        for (int i = 0; i < WATCHED; i++)
            put_quote(s, i, t, 100 + round % 3);
        start = now_ms();
        next = freeze(s, t);
        took[round] = now_ms() - start;
        snapshot_free(shown);
        shown = next;
    }
    snapshot_free(shown);
    print_median("freeze 10,000 symbols", took, 4);
}

int main(void)
{
    struct state *s = make_state();
    int64_t t = s->now_ms;

    hold_two(s, t);
    apply_million(s, t);
    run_rules(s);
    freeze_all(s, s->now_ms);
    state_free(s);
    return 0;
}
