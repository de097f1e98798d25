/* SPDX-License-Identifier: MIT */
/* Freeze and draw at 200x60 with 500 symbols: the median of 200 rounds, each
 * with 50 prices moved; the dashboard, then a symbol's screen with its peers
 * among all of them. Prints rows for tests/bench/run.sh. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/embed.h"
#include "tapewatch/state/state.h"
#include "tapewatch/ui/ui.h"

enum { SYMBOLS = 500, ROUNDS = 200, MOVED = 50, DAYS = 60 };

static double now_ms(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static void put_history(struct state *s, const char *symbol, int64_t t)
{
    for (int day = DAYS; day > 0; day--) {
        struct updates u = {0};
        struct update *b = updates_add(&u, t, UPDATE_bar, symbol, "bench");

        b->of.bar.span = BAR_1d;
        b->of.bar.bar = (struct bar){.start = t - day * MS_PER_DAY,
                                     .open = 100, .high = 101, .low = 99,
                                     .close = 100, .volume = 1e6,
                                     .known = BAR_HAS_OHL | BAR_HAS_VOLUME};
        state_apply(s, &u.items[0]);
        updates_done(&u);
    }
}

static void put_quote(struct state *s, const char *symbol, int64_t t,
                      double price)
{
    struct updates u = {0};
    struct update *q = updates_add(&u, t, UPDATE_quote, symbol, "bench");

    QUOTE_SET(&q->of.quote, price, price);
    QUOTE_SET(&q->of.quote, prev_close, 100.0);
    QUOTE_SET(&q->of.quote, as_of, t);
    state_apply(s, &u.items[0]);
    updates_done(&u);
}

static struct state *make_state(char names[SYMBOLS][SYMBOL_MAX], int64_t t)
{
    const struct embedded *losses = embed_find("data/record_losses.tsv");
    struct state *s = state_new((const char *)losses->bytes, losses->size);
    const char *list[SYMBOLS];

    (void)state_read_shipped_names(s, NULL);
    for (int i = 0; i < SYMBOLS; i++) {
        (void)snprintf(names[i], SYMBOL_MAX, "S%03d", i);
        list[i] = names[i];
        put_history(s, names[i], t);
        put_quote(s, names[i], t, 100 + i * 0.01);
    }
    state_set_watchlist(s, "bench", list, SYMBOLS);
    return s;
}

static double one_round(struct state *s, struct ui *ui, struct canvas *c,
                        int64_t t)
{
    struct freeze_info info = {.now_ms = t, .mode = RUN_LIVE,
                               .timeline = timeline_live()};
    double start = now_ms(), took;
    struct snapshot *snapshot = state_freeze(s, &info);

    ui_draw(ui, snapshot, t, t, c);
    took = now_ms() - start;
    snapshot_free(snapshot);
    return took;
}

static void press(struct ui *ui, struct state *s, int64_t t,
                  struct canvas *c, const char *keys)
{
    struct freeze_info info = {.now_ms = t, .mode = RUN_LIVE,
                               .timeline = timeline_live()};
    struct snapshot *snapshot = state_freeze(s, &info);
    struct ui_effects effects;

    ui_draw(ui, snapshot, t, t, c);
    for (; *keys; keys++)
        ui_key(ui, (struct key){.code = *keys == '\n' ? KEYCODE_ENTER
                                                      : (uint32_t)*keys},
               snapshot, t, &effects);
    snapshot_free(snapshot);
}

static double median_round(struct state *s, struct ui *ui, struct canvas *c,
                           char names[SYMBOLS][SYMBOL_MAX], int64_t t)
{
    double took[ROUNDS];

    for (int round = 0; round < ROUNDS; round++) {
        t += 1000;
        for (int i = 0; i < MOVED; i++)
            put_quote(s, names[(round * MOVED + i) % SYMBOLS], t,
                      100 + (round + i) % 7);
        took[round] = one_round(s, ui, c, t);
    }
    qsort(took, ROUNDS, sizeof *took, by_value);
    return took[ROUNDS / 2];
}

int main(void)
{
    static char names[SYMBOLS][SYMBOL_MAX];
    int64_t t = civil_from_new_york(civil_date(2025, 1, 27), 11, 0);
    struct state *s = make_state(names, t);
    struct config *config = NULL;
    struct canvas canvas = {0};
    struct ui *ui;

    if (config_load_text("", 0, &config) != ERR_OK)
        return 1;
    ui = ui_new(config, "bench");
    canvas_init(&canvas, 200, 60, false);
    printf("freeze + draw, 200x60, 500 symbols\t%.4g\tms\t3\ttime\n",
           median_round(s, ui, &canvas, names, t));
    t += ROUNDS * 1000;
    press(ui, s, t, &canvas, ":S001\n");
    printf("the same on a symbol's screen\t%.4g\tms\t5\ttime\n",
           median_round(s, ui, &canvas, names, t));
    ui_free(ui);
    canvas_done(&canvas);
    config_free(config);
    state_free(s);
    return 0;
}
