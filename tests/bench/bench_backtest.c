/* SPDX-License-Identifier: MIT */
/* A rule over a year of daily bars of 500 symbols. Prints a row a figure. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/state/backtest.h"

enum { SYMBOLS = 500, SESSIONS = 252, ROUNDS = 5 };

static double now_s(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Moves of a few percent, now and then a fall of ten. */
static double next_price(double price, unsigned *seed)
{
    unsigned r = *seed = *seed * 1103515245u + 12345u;

    return r >> 16 & 127 ? price * (1 + ((int)(r >> 8 & 255) - 126) / 8000.0)
                         : price * 0.9;
}

static size_t one_round(struct updates *all)
{
    const struct rule_text rule = {.name = "drop",
                                   .when = "change_pct < -5 and "
                                           "price < sma(50)",
                                   .severity = 2, .place = "bench"};
    struct state *s = state_new("", 0);
    struct backtest *b = backtest_new(s);
    struct why why = {{0}};
    size_t count;

    if (state_add_rule(s, &rule, &why) != ERR_OK)
        exit(1);
    for (size_t i = 0; i < all->count; i++)
        backtest_apply(b, &all->items[i]);
    (void)backtest_end(b, &count);
    backtest_free(b);
    state_free(s);
    return count;
}

static void make_bars(struct updates *all)
{
    int32_t date = civil_date(2024, 1, 2);
    double prices[SYMBOLS];
    unsigned seed = 1;

    for (int i = 0; i < SYMBOLS; i++)
        prices[i] = 20 + i;
    for (int day = 0; day < SESSIONS; day++) {
        struct trading_day hours;

        date = calendar_next(HOURS_US, date + 1);
        calendar_day(HOURS_US, date, &hours);
        for (int i = 0; i < SYMBOLS; i++) {
            char symbol[SYMBOL_MAX];
            struct update *u;

            snprintf(symbol, sizeof(symbol), "S%03d", i);
            u = updates_add(all, hours.close_ms, UPDATE_bar, symbol, "bench");
            prices[i] = next_price(prices[i], &seed);
            u->of.bar.span = BAR_1d;
            u->of.bar.bar = (struct bar){.start = hours.open_ms,
                                         .close = prices[i]};
        }
    }
}

int main(void)
{
    struct updates all = {0};
    double took[ROUNDS];
    size_t count = 0;

    make_bars(&all);
    for (int i = 0; i < ROUNDS; i++) {
        double start = now_s();

        count = one_round(&all);
        took[i] = now_s() - start;
    }
    updates_done(&all);
    if (count == 0) {
        (void)fputs("bench: the rule never fired\n", stderr);
        return 1;
    }
    qsort(took, ROUNDS, sizeof(*took), by_value);
    printf("backtest, a year of daily bars, 500 symbols\t%.4g\ts\t1\ttime\n",
           took[ROUNDS / 2]);
    return 0;
}
