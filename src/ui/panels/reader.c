/* SPDX-License-Identifier: MIT */
/* One headline: what is known of it, and where to read it. */
#include <stdio.h>
#include <string.h>

#include "../show.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"
#include "tapewatch/state/past.h"
#include "news_list.h"
#include "text_view.h"

/* Longer lines are hard to read. */
enum { MEASURE = 80 };

struct reader_view {
    struct text_view text; /* first: text_view_act() takes it */
    char shown[sizeof(((struct subject *)0)->headline)]; /* whose place it is */
};

static const struct headline *headline_of(const struct frame *f)
{
    return show_headline(f->now, f->subject->headline);
}

static void add_symbols(struct text *t, const struct headline *h, int width)
{
    char line[HEADLINE_SYMBOLS_MAX * (SYMBOL_MAX + 1) + 16] = "Symbols:";

    for (size_t i = 0; i < h->symbol_count; i++)
        snprintf(line + strlen(line), sizeof(line) - strlen(line), " %s",
                 h->symbols[i]);
    if (h->symbol_count)
        text_wrap(t, ROLE_tag, line, width);
}

static void add_tags(const struct frame *f, struct text *t,
                     const struct headline *h, int width)
{
    const struct tags *tags = snapshot_tags(f->now, h->id);
    struct strbuf line = {0};

    strbuf_add(&line, "Tags: ");
    tags_write(tags, "#", &line);
    if (tags->count)
        text_wrap(t, ROLE_tag, strbuf_text(&line), width);
    strbuf_done(&line);
}

/* "Reuters, Mon 2025-01-27 15:57 ET" */
static void add_byline(struct text *t, const struct headline *h, int width)
{
    char line[300], date[11], clock[16], day[16];
    int64_t when = h->published ? h->published : h->seen;

    civil_format_date(calendar_date(HOURS_US, when), date);
    show_clock_text(when, clock);
    clock[5] = '\0';
    show_day_text(when, day);
    day[3] = '\0'; /* the date follows */
    snprintf(line, sizeof(line), "%.200s, %s%s %s %s ET",
             h->publisher ? h->publisher : h->source,
             h->published ? "" : "first seen ", day, date, clock);
    if (h->others)
        snprintf(line + strlen(line), sizeof(line) - strlen(line),
                 ", later by %u other%s", h->others,
                 h->others == 1 ? "" : "s");
    text_wrap(t, ROLE_source, line, width);
}

/* "NVDA  118.42 ▼16.97%  since 15:54 +0.19%": what became of each symbol. */
static void add_moves(const struct frame *f, const struct canvas *c,
                      const struct headline *h, struct text *t)
{
    int64_t then = h->published ? h->published : h->seen;
    size_t before = t->count;
    char when[16];

    text_add(t, ROLE_header, "Price since publication (Enter: open)");
    show_time_text(then, f->shown_ms, when);
    for (size_t i = 0; i < h->symbol_count; i++) {
        const struct listing *l = snapshot_find(f->now, h->symbols[i]);
        char price[FORMAT_MAX], pct[FORMAT_MAX + 8] = "-";
        char since[FORMAT_MAX] = "-", line[240];
        enum role role = ROLE_value;
        double moved;

        if (!l || !QUOTE_HAS(&l->quote, price))
            continue;
        format_price(price, l->quote.price, -1);
        if (FIGURE_HAS(&l->figures, change_pct))
            show_percent_text(c, l->figures.change_pct, pct, sizeof(pct));
        if (past_change(l, then, &moved)) {
            format_percent(since, moved, true);
            role = show_change_role(format_round(moved, 2));
        }
        snprintf(line, sizeof(line), "%-8s %9s%s %9s   since %s %s%s",
                 h->symbols[i], price, l->is_stale ? "~" : "", pct,
                 when, since, since[0] == '-' &&
                 !since[1] ? "" : "%");
        text_add(t, role, line);
    }
    if (t->count == before + 1) /* of none is anything known */
        text_drop(t);
    else
        text_add(t, ROLE_fg, "");
}

static void compose(const struct frame *f, const struct canvas *c,
                    const struct headline *h, int width, struct text *t)
{
    text_wrap(t, ROLE_title, h->title ? h->title : "-", width);
    add_byline(t, h, width);
    add_symbols(t, h, width);
    add_tags(f, t, h, width);
    text_add(t, ROLE_fg, "");
    if (h->summary && h->summary[0])
        text_wrap(t, ROLE_fg, h->summary, width);
    else
        text_add(t, ROLE_dim, "no summary from this source");
    text_add(t, ROLE_fg, "");
    add_moves(f, c, h, t);
    /* In one piece, so that a terminal can recognise and open it. */
    text_add(t, ROLE_link, h->url ? h->url : "no address");
}

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    const struct headline *h = headline_of(f);
    const struct text_view *v = view;
    char label[32], age[FORMAT_MAX];

    snprintf(left, size, "News");
    if (!h)
        return;
    show_headline_label(h, f->shown_ms, label, sizeof(label));
    frame_age(f, h->published ? h->published : h->seen, age);
    snprintf(left, size, "%s  %s ago", label, age);
    if (snapshot_is_bookmarked(f->now, h->id))
        snprintf(right, size, "bookmarked");
    if (v->count > v->page) /* how far it was read */
        snprintf(right + strlen(right), size - strlen(right), "%s%zu%%",
                 right[0] ? "  " : "",
                 (v->top + v->page) * 100 / v->count);
}

/* The first symbol of the story. */
static void open_symbol(const struct frame *f, struct wish *wish)
{
    const struct headline *h = headline_of(f);

    if (!h || h->symbol_count == 0) {
        snprintf(wish->message, sizeof(wish->message),
                 "this story is of no symbol");
        return;
    }
    wish->push = "symbol";
    wish->subject = *f->subject;
    name_copy(wish->subject.symbol, SYMBOL_MAX, h->symbols[0]);
}

/* Space at the end of a story goes on to the next one that is unread. */
static bool goes_on(const struct text_view *v, enum ui_action a)
{
    return a == ACTION_text_down && v->top + v->page >= v->count;
}

static bool act(void *view, const struct frame *f, enum ui_action a,
                struct wish *wish)
{
    wish->next_unread = goes_on(view, a);
    if (a == ACTION_open_symbol)
        open_symbol(f, wish);
    if (wish->next_unread || a == ACTION_open_symbol)
        return true;
    return news_mark_act(f, headline_of(f), a, wish) ||
           text_view_act(view, f, a, wish);
}

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    const struct headline *h = headline_of(f);
    struct reader_view *v = view;
    struct text t = {0};

    if (strcmp(v->shown, f->subject->headline) != 0)
        v->text.top = 0; /* another story */
    name_copy(v->shown, sizeof(v->shown), f->subject->headline);
    if (h)
        compose(f, c, h,
                area.width - 2 < MEASURE ? area.width - 2 : MEASURE, &t);
    else
        text_add(&t, ROLE_dim, f->subject->headline[0]
                                   ? "this headline is no longer known"
                                   : "no headline is selected");
    text_view_draw(&v->text, &t, f->filter, c, area);
    text_done(&t);
}

const struct panel_ops panel_reader = {
    .name = "reader", .help = "one headline with its summary and address",
    .contexts = CONTEXT_text | CONTEXT_prose | CONTEXT_story | CONTEXT_reading,
    .min_width = 10, .min_height = 2,
    .view_size = sizeof(struct reader_view),
    .title = title, .act = act, .draw = draw,
};
