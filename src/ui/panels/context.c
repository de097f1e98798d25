/* SPDX-License-Identifier: MIT */
/* An event against what is known beside it: the symbol's own past, the value
 * of other companies, what followed moves like it; and how it was counted. */
#include <stdio.h>
#include <string.h>

#include "../event_words.h"
#include "../show.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"
#include "tapewatch/state/aftermath.h"
#include "text_view.h"

struct context_view {
    struct text_view text;
    /* What followed, of which event and from how many daily bars. */
    struct event_key key;
    size_t bars;
    bool has_after;
    struct aftermath after;
};

/* ---- beside it */

static void add_own(struct text *t, const struct frame *f,
                    const struct event *e, int width)
{
    const struct record *next = NULL;
    char line[160], money[FORMAT_MAX], date[11];

    for (size_t i = 0; i < f->now->record_count; i++) {
        const struct record *r = &f->now->records[i];

        if (strcmp(r->symbol, e->key.symbol) == 0 &&
            r->date < e->key.session &&
            (!next || r->loss_usd > next->loss_usd))
            next = r;
    }
    if (!next)
        return;
    format_money_change(money, -next->loss_usd);
    civil_format_date(next->date, date);
    snprintf(line, sizeof(line), "%s before that day: at most %s (%s)",
             e->key.symbol, money, date);
    text_wrap(t, ROLE_fg, line, width);
}

/* The largest company that is worth no more than what was lost or gained. */
static void add_worth(struct text *t, const struct frame *f,
                      const struct event *e, int width)
{
    const struct listing *best = NULL;
    double value = e->cap_change_usd < 0 ? -e->cap_change_usd
                                         : e->cap_change_usd;
    char line[160], money[FORMAT_MAX];

    if (!(e->known & EVENT_HAS_CAP_CHANGE_USD))
        return;
    for (size_t i = 0; i < f->now->listing_count; i++) {
        const struct listing *l = &f->now->listings[i];

        if (FIGURE_HAS(&l->figures, cap_usd) && l->figures.cap_usd <= value &&
            strcmp(l->instrument->symbol, e->key.symbol) != 0 &&
            (!best || l->figures.cap_usd > best->figures.cap_usd))
            best = l;
    }
    if (!best)
        return;
    format_money(money, best->figures.cap_usd);
    snprintf(line, sizeof(line), "more than all of %s is worth now (%s)",
             best->instrument->symbol, money);
    text_wrap(t, ROLE_fg, line, width);
}

static void add_zscore(struct text *t, const struct frame *f,
                       const struct event *e, int width)
{
    const struct listing *l = snapshot_find(f->now, e->key.symbol);
    char line[160];

    if (!l || l->session != e->key.session || !FIGURE_HAS(&l->figures, zscore))
        return;
    snprintf(line, sizeof(line),
             "z-score of the day %.1f against the 20 sessions before",
             format_round(l->figures.zscore, 1));
    text_wrap(t, ROLE_fg, line, width);
}

/* ---- what followed */

static size_t daily_bars(const struct snapshot *now)
{
    size_t n = 0;

    for (size_t i = 0; i < now->listing_count; i++)
        if (now->listings[i].series[BAR_1d])
            n += now->listings[i].series[BAR_1d]->count;
    return n;
}

static void keep_after(struct context_view *v, const struct frame *f,
                       const struct event *e)
{
    size_t bars = daily_bars(f->now);

    if (bars && v->bars == bars && event_key_equal(&v->key, &e->key))
        return;
    v->has_after = derive_aftermath(f->now, e, &v->after);
    /* Before the close the change itself still moves. */
    v->bars = e->official ? bars : 0;
    v->key = e->key;
}

static void add_row(struct text *t, const char *name, char cells[][16])
{
    char line[120];
    size_t n = (size_t)snprintf(line, sizeof(line), "  %-8s", name);

    for (int h = 0; h < AFTER_HORIZONS; h++)
        n += (size_t)snprintf(line + n, sizeof(line) - n, "%8s", cells[h]);
    text_add(t, ROLE_value, line);
}

static void percent_cell(char out[16], bool is_known, double v)
{
    snprintf(out, 16, "-");
    if (is_known)
        snprintf(out, 16, "%+.1f%%", format_round(v, 1));
}

static void add_after(struct text *t, const struct aftermath *a, int width)
{
    char cells[4][AFTER_HORIZONS][16], line[200], since[11] = "-";

    if (a->since != NO_DATE)
        civil_format_date(a->since, since);
    snprintf(line, sizeof(line),
             "After %s of %.1f%% or more in a day (n=%zu, %zu companies "
             "since %s)",
             a->least_pct < 0 ? "falls" : "rises",
             a->least_pct < 0 ? -a->least_pct : a->least_pct, a->moves,
             a->companies, since);
    text_wrap(t, ROLE_header, line, width);
    for (int h = 0; h < AFTER_HORIZONS; h++) {
        bool is_known = a->of[h].n > 0;

        snprintf(cells[0][h], 16, "+%dd", after_sessions[h]);
        snprintf(cells[1][h], 16, "%zu", a->of[h].n);
        percent_cell(cells[2][h], is_known, a->of[h].median);
        percent_cell(cells[3][h], is_known, a->of[h].lowest);
    }
    add_row(t, "", cells[0]);
    add_row(t, "n", cells[1]);
    add_row(t, "median", cells[2]);
    add_row(t, "lowest", cells[3]);
    text_wrap(t, ROLE_dim, a->moves < 30
                               ? "history, not a forecast; n is small"
                               : "history, not a forecast", width);
}

/* ---- how it was counted */

static void add_method(struct text *t, const struct frame *f,
                       const struct event *e, int width)
{
    const struct listing *l = snapshot_find(f->now, e->key.symbol);
    char line[240], shares[FORMAT_MAX] = "-", date[16] = "date not known";
    size_t known = 0;

    if (e->known & EVENT_HAS_SHARES) {
        format_count(shares, e->shares);
        if (e->shares_asof != NO_DATE)
            civil_format_date(e->shares_asof, date);
        snprintf(line, sizeof(line),
                 "change of value = (last - previous close) x shares; %s of "
                 "%s%s%s%s",
                 shares, date, e->shares_asof > e->key.session
                                   ? ", after that session" : "",
                 l && l->instrument->shares_source ? ", " : "",
                 l && l->instrument->shares_source
                     ? l->instrument->shares_source : "");
        text_wrap(t, ROLE_dim, line, width);
    }
    for (size_t i = 0; i < f->now->record_count; i++)
        known += records_counts(&f->now->records[i], e->key.session) != 0;
    snprintf(line, sizeof(line),
             "rank among %zu losses of a day known then, in dollars of their "
             "time", known);
    text_wrap(t, ROLE_dim, line, width);
}

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    const struct event *e = snapshot_event(f->now, &f->subject->event);
    struct context_view *v = view;
    struct text t = {0};
    int width = area.width - 2;

    if (e) {
        add_own(&t, f, e, width);
        add_worth(&t, f, e, width);
        add_zscore(&t, f, e, width);
        keep_after(v, f, e);
        if (v->has_after)
            add_after(&t, &v->after, width);
        add_method(&t, f, e, width);
    } else {
        text_add(&t, ROLE_dim, "this event is no longer known");
    }
    text_view_draw(&v->text, &t, f->filter, c, area);
    text_done(&t);
}

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    (void)view;
    (void)f;
    (void)right;
    snprintf(left, size, "In context, method");
}

const struct panel_ops panel_context = {
    .name = "context",
    .help = "an event against the past, and how it was counted",
    .contexts = CONTEXT_text | CONTEXT_prose, .min_width = 30, .min_height = 3,
    .view_size = sizeof(struct context_view),
    .title = title, .act = text_view_act, .draw = draw,
};
