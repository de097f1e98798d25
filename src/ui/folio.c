/* SPDX-License-Identifier: MIT */
/* How a portfolio's money looks. */
#include "folio.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { WHOLE_FROM = 10000 };

struct portfolio *folio_of(const struct frame *f)
{
    return portfolio_new(f->now, f->subject->portfolio, f->subject->currency);
}

const char *folio_why_none(const struct frame *f)
{
    if (f->now->book)
        return "no lots yet: a puts one in";
    if (f->now->mode == RUN_REPLAY)
        return "a replay does not read your own lots: a puts one in for "
               "this session";
    return "no portfolio yet: a puts in a lot, e.g. NVDA 10 @ 118.42 USD "
           "2025-01-27";
}

bool folio_hides_money(const struct frame *f)
{
    return f->subject->shows_other_money != config_bool(f->config,
                                                        OPT_hide_amounts);
}

const char *folio_hidden(const struct frame *f)
{
    return config_bool(f->config, OPT_a11y) ? "hidden" : "***";
}

void folio_money(const struct frame *f, const struct portfolio *p, double v,
                 char out[FORMAT_MAX])
{
    if (folio_hides_money(f))
        (void)snprintf(out, FORMAT_MAX, "%s", folio_hidden(f));
    else
        format_price(out, v, fabs(p->value.value) >= WHOLE_FROM ? 0 : 2);
}

void folio_gain(const struct frame *f, const struct portfolio *p, double v,
                char out[FORMAT_MAX])
{
    char plain[FORMAT_MAX];

    folio_money(f, p, v, plain);
    (void)snprintf(out, FORMAT_MAX, "%s%.*s",
                   v > 0 && !folio_hides_money(f) ? "+" : "", FORMAT_MAX - 2,
                   plain);
}

void folio_total(const struct frame *f, const struct portfolio *p,
                 const struct total *t, bool is_gain, char out[FORMAT_MAX])
{
    char plain[FORMAT_MAX];

    if (t->known == 0 && t->missing > 0) {
        (void)snprintf(out, FORMAT_MAX, "-");
        return;
    }
    if (is_gain)
        folio_gain(f, p, t->value, plain);
    else
        folio_money(f, p, t->value, plain);
    (void)snprintf(out, FORMAT_MAX, "%s%.*s",
                   t->missing || t->stale ? "~" : "", FORMAT_MAX - 2, plain);
}

void folio_percent(bool is_known, double v, bool has_sign,
                   char out[FORMAT_MAX])
{
    (void)snprintf(out, FORMAT_MAX, "-");
    if (is_known)
        (void)snprintf(out, FORMAT_MAX, has_sign ? "%+.1f%%" : "%.1f%%",
                       format_round(v, 1));
}

size_t folio_live(const struct portfolio *p, size_t *all)
{
    size_t live = 0;

    *all = 0;
    for (size_t i = 0; i < p->position_count; i++) {
        const struct position *one = &p->positions[i];

        if (one->symbol[0] && one->lot_count == 0)
            continue; /* sold */
        ++*all;
        live += !one->missing && !one->is_stale;
    }
    return live;
}

void folio_quantity(double v, char out[FORMAT_MAX])
{
    char whole[FORMAT_MAX], part[FORMAT_MAX] = "";
    double rest = fabs(v) - floor(fabs(v));

    format_price(whole, v < 0 ? ceil(v) : floor(v), 0);
    if (rest > 0) {
        (void)snprintf(part, sizeof(part), "%.8f", rest);
        for (size_t n = strlen(part);
             n > 1 && strchr("0.", part[n - 1]); n--)
            part[n - 1] = '\0';
    }
    (void)snprintf(out, FORMAT_MAX, "%s%.30s%.9s", v < 0 && v > -1 ? "-" : "",
                   whole, strchr(part, '.') ? strchr(part, '.') : "");
}

/* ---- keys */

bool folio_act(const struct frame *f, enum ui_action a, struct wish *wish)
{
    if (a == ACTION_lot_add)
        (void)snprintf(wish->prompt, sizeof(wish->prompt), "LOT %s%s",
                       f->subject->symbol, f->subject->symbol[0] ? " " : "");
    else if (a == ACTION_lot_undo)
        wish->command.kind = COMMAND_UNDO;
    else
        return false;
    return true;
}

static bool is_in_config(const struct lot *l, struct wish *wish)
{
    if (l->id == 0)
        (void)snprintf(wish->message, sizeof(wish->message),
                       "this lot stands in the config: change it there");
    return l->id == 0;
}

void folio_edit(const struct lot *l, struct wish *wish)
{
    struct strbuf line = {0};

    if (is_in_config(l, wish))
        return;
    lot_write(l, &line);
    (void)snprintf(wish->prompt, sizeof(wish->prompt), "LOT #%lld %s",
                   (long long)l->id, strbuf_text(&line));
    strbuf_done(&line);
}

void folio_drop(const struct lot *l, struct wish *wish)
{
    if (is_in_config(l, wish))
        return;
    wish->command = (struct command){.kind = COMMAND_DROP_LOT,
                                     .number = (double)l->id};
}
