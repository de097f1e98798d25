/* SPDX-License-Identifier: MIT */
/* The market on one page of plain text, for a pipe, a log or a mail: title,
 * indices, watchlist, events, terms, headlines. 80 columns; only titles are longer. */
#include <stdio.h>
#include <string.h>

#include "cells.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/utf8.h"
#include "tapewatch/report/report.h"

enum { PAGE_CELLS = 80, NAME_CELLS = 30, EVENTS_MOST = 15, HEADLINES_MOST = 15 };

/* "-- Events  3 today ------------------------" */
static void add_heading(struct strbuf *out, const char *title, const char *note)
{
    size_t start;

    strbuf_add_char(out, '\n');
    start = out->len;
    strbuf_format(out, "-- %s%s%s ", title, note[0] ? "  " : "", note);
    for (size_t n = utf8_cells(out->text + start); n < PAGE_CELLS; n++)
        strbuf_add_char(out, '-');
    strbuf_add_char(out, '\n');
}

static const char *mode_text(const struct snapshot *s)
{
    switch (s->mode) {
    case RUN_LIVE:
        return "live";
    case RUN_REPLAY:
        return "replay";
    case RUN_OFFLINE:
        return "offline";
    case RUN_FOLLOW:
        return "following another tapewatch";
    }
    return "";
}

static const char *phase_text(enum session phase)
{
    switch (phase) {
    case SESSION_PRE:
        return "pre-market";
    case SESSION_REGULAR:
        return "market open";
    case SESSION_POST:
        return "after hours";
    case SESSION_CLOSED:
        return "market closed";
    case SESSION_UNKNOWN:
        break;
    }
    return "";
}

static const char *const days[] = {"Sun", "Mon", "Tue", "Wed",
                                   "Thu", "Fri", "Sat"};

void report_moment(const struct snapshot *s, struct strbuf *out)
{
    struct civil c = civil_new_york(s->now_ms);

    if (s->mode == RUN_REPLAY)
        strbuf_format(out, "\nas of %s %04d-%02d-%02d %02d:%02d ET\n",
                      days[c.weekday], c.year, c.month, c.day, c.hour,
                      c.minute);
}

static void add_title(const struct snapshot *s, struct strbuf *out)
{
    struct civil c = civil_new_york(s->now_ms);

    strbuf_format(out,
                  "TAPEWATCH  %s %04d-%02d-%02d %02d:%02d:%02d ET  %s"
                  "  %s\n",
                  days[c.weekday], c.year, c.month, c.day, c.hour, c.minute,
                  c.second, phase_text(calendar_session(HOURS_US, s->now_ms)),
                  mode_text(s));
    if (s->notice[0])
        strbuf_format(out, "%s\n", s->notice);
}

static const char *short_name(const struct instrument *i)
{
    return i->name && i->name[0] && utf8_cells(i->name) <= NAME_CELLS
               ? i->name : i->symbol;
}

static void add_index(const struct listing *l, struct strbuf *line)
{
    char text[FORMAT_MAX];

    strbuf_add(line, short_name(l->instrument));
    format_price(text, l->quote.price, -1);
    strbuf_format(line, " %s", text);
    if (FIGURE_HAS(&l->figures, change_pct)) {
        format_percent(text, l->figures.change_pct, true);
        strbuf_format(line, " %s%%", text);
    }
}

static void add_indices(const struct snapshot *s, struct strbuf *out)
{
    size_t used = 0;

    for (size_t i = 0; i < s->listing_count; i++) {
        const struct listing *l = &s->listings[i];
        struct strbuf one = {0};

        if (l->instrument->type != INSTRUMENT_index ||
            !QUOTE_HAS(&l->quote, price))
            continue;
        add_index(l, &one);
        if (used > 0 && used + 3 + one.len > PAGE_CELLS) {
            strbuf_add_char(out, '\n');
            used = 0;
        }
        strbuf_format(out, "%s%s", used > 0 ? "   " : "", strbuf_text(&one));
        used += one.len + (used > 0 ? 3 : 0);
        strbuf_done(&one);
    }
    if (used > 0)
        strbuf_add_char(out, '\n');
}

static void add_clock(struct strbuf *out, const struct snapshot *s, int64_t t)
{
    struct civil c = civil_new_york(t), now = civil_new_york(s->now_ms);

    if (c.year == now.year && c.month == now.month && c.day == now.day)
        strbuf_format(out, "      %02d:%02d", c.hour, c.minute);
    else
        strbuf_format(out, "%02d-%02d %02d:%02d", c.month, c.day, c.hour,
                      c.minute);
}

/* A figure to the right, "-" when it is not known. */
static void add_figure(struct strbuf *out, bool is_known, double v,
                       void (*form)(char out[FORMAT_MAX], double v),
                       size_t cells)
{
    char text[FORMAT_MAX] = "-";

    if (is_known)
        form(text, v);
    cells_right(out, text, cells);
}

static void form_price(char out[FORMAT_MAX], double v)
{
    format_price(out, v, -1);
}

static void form_percent(char out[FORMAT_MAX], double v)
{
    size_t n;

    format_percent(out, v, true);
    n = strlen(out);
    if (n + 1 < FORMAT_MAX)
        memcpy(out + n, "%", 2);
}

static void form_ratio(char out[FORMAT_MAX], double v)
{
    format_price(out, v, 1);
}

static void add_listing(const struct snapshot *s, const struct listing *l,
                        struct strbuf *out)
{
    const struct figures *f = &l->figures;

    cells_left(out, l->instrument->symbol, 9);
    add_figure(out, QUOTE_HAS(&l->quote, price), l->quote.price, form_price,
               11);
    add_figure(out, FIGURE_HAS(f, change_pct), f->change_pct, form_percent, 10);
    add_figure(out, FIGURE_HAS(f, cap_usd), f->cap_usd, format_money, 10);
    add_figure(out, FIGURE_HAS(f, cap_change_usd), f->cap_change_usd,
               format_money_change, 10);
    add_figure(out, FIGURE_HAS(f, vol_ratio), f->vol_ratio, form_ratio, 6);
    strbuf_add(out, "  ");
    if (l->quote_t)
        add_clock(out, s,
                  QUOTE_HAS(&l->quote, as_of) ? l->quote.as_of : l->quote_t);
    if (l->failed)
        strbuf_add(out, "  not found");
    else if (l->is_stale)
        strbuf_add(out, "  old");
    cells_end_line(out);
    if (QUOTE_HAS(&l->quote, ext_price)) {
        cells_left(out, "", 9);
        add_figure(out, true, l->quote.ext_price, form_price, 11);
        add_figure(out, FIGURE_HAS(f, ext_change_pct), f->ext_change_pct,
                   form_percent, 10);
        strbuf_format(out, "  %s\n",
                      l->quote.ext_session == SESSION_PRE ? "pre-market"
                                                          : "after hours");
    }
}

static void add_watchlist(const struct snapshot *s, const char *name,
                          struct strbuf *out)
{
    const struct watchlist *w = name ? snapshot_watchlist(s, name) : NULL;

    if (!w && s->watchlist_count > 0)
        w = &s->watchlists[0];
    add_heading(out, "Watchlist", w ? w->name : "");
    strbuf_format(out, "%-9s%11s%10s%10s%10s%6s  %11s\n", "SYMBOL", "LAST",
                  "CHG%", "CAP", "CAP CHG", "VOLx", "AS OF");
    for (size_t i = 0; w && i < w->count; i++) {
        const struct listing *l = snapshot_find(s, w->symbols[i]);

        if (l)
            add_listing(s, l, out);
        else
            strbuf_format(out, "%-9s%11s  not known yet\n", w->symbols[i], "-");
    }
    if (!w || w->count == 0)
        strbuf_add(out, "(empty)\n");
}

/* A rule that is gone has left a number: a large one is money. */
static void add_measure(struct strbuf *out, const struct field *field,
                        double v, const char *before)
{
    char text[FORMAT_MAX];

    if (field)
        event_measure(field, v, text);
    else if (v >= 1e6 || v <= -1e6)
        format_money_change(text, v);
    else
        format_percent(text, v, true);
    strbuf_format(out, "%s%s", before, text);
}

/* Columns that hold the longest names of the events, not cut. */
struct event_widths {
    size_t symbol, rule;
};

static struct event_widths widths_of(const struct event *events, size_t n)
{
    struct event_widths w = {8, 14};

    for (size_t i = 0; i < n; i++) {
        size_t symbol = utf8_cells(events[i].key.symbol) + 1;
        size_t rule = utf8_cells(events[i].key.rule);

        w.symbol = symbol > w.symbol ? symbol : w.symbol;
        w.rule = rule > w.rule ? rule : w.rule;
    }
    return w;
}

static void add_event(const struct snapshot *s, const struct event *e,
                      const struct event_widths *w, struct strbuf *out)
{
    const struct field *field = snapshot_measure(s, e->key.rule);

    strbuf_format(out, "%-5.*s", e->severity, "!!!!");
    cells_left(out, e->key.symbol, w->symbol);
    cells_left(out, e->key.rule, w->rule);
    add_figure(out, e->known & EVENT_HAS_CHANGE_PCT, e->change_pct,
               form_percent, 10);
    add_figure(out, e->known & EVENT_HAS_CAP_CHANGE_USD, e->cap_change_usd,
               format_money_change, 10);
    strbuf_format(out, "  %s%s", event_state_name(e->state),
                  e->official ? ", official" : "");
    if (e->acknowledged)
        strbuf_add(out, ", seen");
    if (e->rank > 0)
        strbuf_format(out, ", rank %d", e->rank);
    cells_end_line(out);
    cells_left(out, "", 5);
    add_clock(out, s, e->opened.t);
    add_measure(out, field, e->opened.measure, " ");
    strbuf_add(out, "   worst ");
    add_measure(out, field, e->worst.measure, "");
    add_measure(out, field, e->last.measure, "   last ");
    cells_end_line(out);
}

static void add_events(const struct snapshot *s, struct strbuf *out)
{
    int32_t session = s->event_count > 0 ? s->events[0].key.session : 0;
    char note[64] = "none";
    size_t n = 0, shown;
    struct event_widths widths;

    for (size_t i = 0; i < s->event_count; i++)
        n += s->events[i].key.session == session;
    if (n > 0) {
        struct strbuf b = {0};
        char date[11];

        civil_format_date(session, date);
        strbuf_format(&b, "%zu in the session of %s", n, date);
        name_copy(note, sizeof note, strbuf_text(&b));
        strbuf_done(&b);
    }
    add_heading(out, "Events", note);
    shown = n < EVENTS_MOST ? n : EVENTS_MOST;
    widths = widths_of(s->events, shown);
    for (size_t i = 0; i < shown; i++)
        add_event(s, &s->events[i], &widths, out);
    if (n > EVENTS_MOST)
        strbuf_format(out, "and %zu more: tapewatch events%s\n", n - EVENTS_MOST,
                      s->mode == RUN_REPLAY ? " --demo, or --replay FILE" : "");
}

static void add_headline(const struct snapshot *s, const struct headline *h,
                         struct strbuf *out)
{
    add_clock(out, s, h->published ? h->published : h->seen);
    strbuf_add_char(out, ' ');
    cells_left(out, h->symbol_count > 0 ? h->symbols[0] : "", 8);
    strbuf_add(out, h->title ? h->title : "");
    if (h->publisher && h->publisher[0])
        strbuf_format(out, " (%s)", h->publisher);
    cells_end_line(out);
}

static void add_headlines(const struct snapshot *s, struct strbuf *out)
{
    add_heading(out, "Headlines", s->headline_count == 0 ? "none" : "");
    for (size_t i = 0; i < s->headline_count && i < HEADLINES_MOST; i++)
        add_headline(s, s->headlines[i], out);
}

/* "copper     7 in 24 h, 0.5 a day before   FCX BHP" */
static void add_term(const struct narrative *n, struct strbuf *out)
{
    char text[2 * FORMAT_MAX];
    size_t room = PAGE_CELLS - 46;

    cells_left(out, n->term, 16);
    (void)snprintf(text, sizeof text, "%u in 24 h, %.1f a day before",
                   n->count, n->baseline);
    cells_left(out, text, 30);
    for (size_t i = 0; i < n->symbol_count; i++) {
        size_t cells = strlen(n->symbols[i]) + (i > 0);

        if (cells > room)
            break;
        strbuf_format(out, "%s%s", i > 0 ? " " : "", n->symbols[i]);
        room -= cells;
    }
    cells_end_line(out);
}

static void add_terms(const struct snapshot *s, struct strbuf *out)
{
    if (s->term_count > 0)
        add_heading(out, "Terms", "in more headlines than before");
    for (size_t i = 0; i < s->term_count; i++)
        if (s->terms[i].score > 0)
            add_term(&s->terms[i], out);
}

void report_page(const struct snapshot *s, const char *watchlist,
                 struct strbuf *out)
{
    add_title(s, out);
    add_indices(s, out);
    add_watchlist(s, watchlist, out);
    add_events(s, out);
    add_terms(s, out);
    add_headlines(s, out);
}
