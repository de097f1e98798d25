/* SPDX-License-Identifier: MIT */
/* One headline: what is known of it, and where to read it. */
#include <stdio.h>
#include <string.h>

#include "../show.h"
#include "tapewatch/base/civil.h"
#include "news_list.h"
#include "text_view.h"

static const struct headline *headline_of(const struct frame *f)
{
    return news_headline(f, f->subject->headline);
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

static void add_byline(struct text *t, const struct headline *h, int width)
{
    char line[300], date[11], clock[16];
    int64_t when = h->published ? h->published : h->seen;

    civil_format_date(calendar_date(HOURS_US, when), date);
    show_clock_text(when, clock);
    clock[5] = '\0';
    snprintf(line, sizeof(line), "%.200s, %s%s %s ET",
             h->publisher ? h->publisher : h->source,
             h->published ? "" : "first seen ", date, clock);
    text_wrap(t, ROLE_source, line, width);
}

static void compose(const struct headline *h, int width, struct text *t)
{
    text_wrap(t, ROLE_title, h->title ? h->title : "-", width);
    add_byline(t, h, width);
    add_symbols(t, h, width);
    text_add(t, ROLE_fg, "");
    if (h->summary && h->summary[0])
        text_wrap(t, ROLE_fg, h->summary, width);
    else
        text_add(t, ROLE_dim, "no summary from this source");
    text_add(t, ROLE_fg, "");
    /* In one piece, so that a terminal can recognise and open it. */
    text_add(t, ROLE_link, h->url ? h->url : "no address");
}

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    const struct headline *h = headline_of(f);

    (void)view;
    snprintf(left, size, "%s", h && h->publisher ? h->publisher : "News");
    if (h && snapshot_is_bookmarked(f->now, h->id))
        snprintf(right, size, "bookmarked");
}

static bool act(void *view, const struct frame *f, enum ui_action a,
                struct wish *wish)
{
    return news_mark_act(f, headline_of(f), a, wish) ||
           text_view_act(view, f, a, wish);
}

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    const struct headline *h = headline_of(f);
    struct text t = {0};

    if (h)
        compose(h, area.width - 2, &t);
    else
        text_add(&t, ROLE_dim, "this headline is no longer known");
    text_view_draw(view, &t, f->filter, c, area);
    text_done(&t);
}

const struct panel_ops panel_reader = {
    .name = "reader", .help = "one headline with its summary and address",
    .contexts = CONTEXT_text | CONTEXT_prose | CONTEXT_story, .min_width = 10, .min_height = 2,
    .view_size = sizeof(struct text_view),
    .title = title, .act = act, .draw = draw,
};
