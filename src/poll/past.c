/* SPDX-License-Identifier: MIT */
/* Plays the past with one rule, in slices. */
#include "past.h"

#include <stdlib.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/store/store.h"
#include "tapewatch/tape/reader.h"

struct past {
    struct state *state;
    struct backtest *backtest;
    struct tape_reader *tape; /* or ... */
    struct store_past *store; /* ... NULL */
    int64_t until_ms, moment_ms;
};

/* As the headless backtest makes one. */
static enum err make_state(const struct past_setup *setup,
                           const struct rule_text *rule, struct past *p,
                           struct why *why)
{
    enum err e;

    p->state = state_new(NULL, 0);
    e = state_read_shipped_names(p->state, why);
    for (size_t i = 0; i < config_alias_count(setup->config); i++)
        state_add_name(p->state, config_alias(setup->config, i).symbol,
                       config_alias(setup->config, i).alias);
    for (size_t i = 0; i < setup->now->watchlist_count; i++) {
        const struct watchlist *w = &setup->now->watchlists[i];
        const char **symbols = mem_new(w->count + 1, sizeof *symbols);

        for (size_t k = 0; k < w->count; k++)
            symbols[k] = w->symbols[k];
        state_set_watchlist(p->state, w->name, symbols, w->count);
        free(symbols);
    }
    state_set_book(p->state, setup->now->book);
    if (e == ERR_OK)
        e = state_add_rule(p->state, rule, why);
    p->backtest = backtest_new(p->state);
    return e;
}

enum err past_open(const struct past_setup *setup,
                   const struct rule_text *rule, struct past **out,
                   struct why *why)
{
    struct past *p = mem_new(1, sizeof *p);
    enum err e = make_state(setup, rule, p, why);

    p->until_ms = setup->until_ms;
    if (e == ERR_OK && setup->tape_path)
        e = tape_open(setup->tape_path, &p->tape, why);
    else if (e == ERR_OK)
        e = store_past_open(setup->folder, setup->until_ms, setup->since_ms,
                            &p->store, why);
    if (e != ERR_OK)
        past_close(p);
    else
        *out = p;
    return e;
}

void past_close(struct past *p)
{
    if (!p)
        return;
    backtest_free(p->backtest);
    state_free(p->state);
    if (p->tape)
        tape_close(p->tape);
    store_past_close(p->store);
    free(p);
}

static void take(void *self, const struct update *u)
{
    struct past *p = self;

    p->moment_ms = u->t;
    backtest_apply(p->backtest, u);
}

/* Malformed lines are the replay's to tell of. */
static enum err play_tape(struct past *p, size_t most)
{
    const struct update *u;

    for (size_t i = 0; i < most; i++) {
        enum err e = tape_next(p->tape, &u, NULL);

        if (e == ERR_END || (e == ERR_OK && u->t > p->until_ms))
            return ERR_END;
        if (e == ERR_OK)
            take(p, u);
    }
    return ERR_OK;
}

enum err past_play(struct past *p, size_t most, struct why *why)
{
    const struct store_reader reader = {.self = p, .update = take};

    return p->tape ? play_tape(p, most)
                   : store_past_next(p->store, most, &reader, why);
}

const struct firing *past_firings(struct past *p, size_t *count)
{
    return backtest_so_far(p->backtest, count);
}

int64_t past_moment(const struct past *p)
{
    return p->moment_ms;
}
