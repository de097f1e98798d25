/* SPDX-License-Identifier: MIT */
/* Events: one row for each (rule, symbol, session), renewed in place. */
#include <string.h>

#include "room.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/store/store.h"

#define FIGURES(_)                                                             \
    _(PRICE, price)                                                            \
    _(PREV_CLOSE, prev_close) _(CHANGE_PCT, change_pct)                        \
        _(CAP_CHANGE, cap_change) _(CAP_CHANGE_USD, cap_change_usd)            \
            _(SHARES, shares)

static void bind_point(struct binder *b, const struct event_point *p)
{
    bind_int(b, p->t);
    bind_real(b, p->price, true);
    bind_real(b, p->measure, true);
}

enum err store_put_event(struct store *s, const struct event *e,
                         struct why *why)
{
    enum err err = write_begin(s, why);
    struct binder b;

    if (err)
        return open_recover(s, err, why);
    b = sql_bind(s, STATEMENT_put_event);
    bind_key(&b, e->key.rule);
    bind_key(&b, e->key.symbol);
    bind_int(&b, e->key.session);
    bind_int(&b, e->changed);
    bind_int(&b, s->seq);
    bind_key(&b, event_state_name(e->state));
    bind_int(&b, e->severity);
    bind_int(&b, e->official);
    bind_int(&b, e->acknowledged);
    bind_point(&b, &e->opened);
    bind_point(&b, &e->worst);
    bind_point(&b, &e->last);
#define BIND_FIGURE(bit, name)                                                 \
    bind_real(&b, e->name, e->known &EVENT_HAS_##bit);
    FIGURES(BIND_FIGURE)
#undef BIND_FIGURE
    bind_int_if(&b, e->shares_asof, e->shares_asof != NO_DATE);
    bind_int(&b, e->rank);
    bind_int(&b, e->rank_own);
    bind_int(&b, e->reopened);
    bind_real(&b, e->told, true);
    bind_int(&b, e->told_count);
    err = sql_run(s, STATEMENT_put_event, why);
    return err ? open_recover(s, err, why) : ERR_OK;
}

static bool state_from_name(const char *name, enum event_state *out)
{
    static const enum event_state states[] = {
#define STATE_ROW(state) EVENT_##state,
        EVENT_STATES(STATE_ROW)
#undef STATE_ROW
    };

    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        if (strcmp(name, event_state_name(states[i])) == 0) {
            *out = states[i];
            return true;
        }
    }
    return false;
}

static void row_point(struct row *r, struct event_point *p)
{
    p->t = row_int(r);
    row_real(r, &p->price);
    row_real(r, &p->measure);
}

static int clamp(int64_t v, int least, int most)
{
    return v < least ? least : v > most ? most : (int)v;
}

bool row_event(struct row *r, struct event *e)
{
    int64_t asof;

    if (!state_from_name(row_raw(r), &e->state))
        return false;
    e->severity = clamp(row_int(r), 1, 4);
    e->official = row_int(r) != 0;
    e->acknowledged = row_int(r) != 0;
    row_point(r, &e->opened);
    row_point(r, &e->worst);
    row_point(r, &e->last);
#define READ_FIGURE(bit, name)                                                 \
    if (row_real(r, &e->name))                                                 \
        e->known |= EVENT_HAS_##bit;
    FIGURES(READ_FIGURE)
#undef READ_FIGURE
    e->shares_asof = row_int_if(r, &asof) ? (int32_t)asof : NO_DATE;
    e->rank = (int)row_int(r);
    e->rank_own = (int)row_int(r);
    e->reopened = (unsigned)row_int(r);
    row_real(r, &e->told);
    e->told_count = (unsigned)row_int(r);
    if (user_is_acknowledged(r->s, &e->key))
        e->acknowledged = true;
    return true;
}
