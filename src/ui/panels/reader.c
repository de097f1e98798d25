/* SPDX-License-Identifier: MIT */
/* One headline: what is known of it, and where to read it. Beside a list, or
 * alone on its screen under its head. */
#include <stdio.h>
#include <string.h>

#include "../show.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"
#include "news_list.h"
#include "story_foot.h"
#include "text_view.h"

/* Longer lines are hard to read. */
enum { MEASURE = 80, HEAD_LINES = 2, INDENT = 2 };

struct reader_view {
    struct text_view text; /* first: text_view_act() takes it */
    char shown[sizeof(((struct subject *)0)->headline)]; /* whose place it is */
};

static const struct headline *headline_of(const struct frame *f)
{
    return show_headline(f->now, f->subject->headline);
}

static const char *why_none(const struct frame *f)
{
    return f->subject->headline[0] ? "this headline is no longer known"
                                   : "no headline is selected";
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

/* "Reuters · Mon 2025-01-27 15:57 ET · 24m ago · NVDA AVGO" */
static void add_byline(const struct frame *f, const struct canvas *c,
                       struct text *t, const struct headline *h, int width)
{
    const char *dot = c->is_ascii ? ", " : " · ";
    char date[11], clock[16], day[16], age[FORMAT_MAX];
    int64_t when = h->published ? h->published : h->seen;
    struct strbuf line = {0};

    civil_format_date(calendar_date(HOURS_US, when), date);
    show_clock_text(when, clock);
    clock[5] = '\0';
    show_day_text(when, day);
    day[3] = '\0'; /* the date follows */
    frame_age(f, when, age);
    strbuf_format(&line, "%.200s%s%s%s %s %s ET%s%s ago",
                  h->publisher ? h->publisher : h->source, dot,
                  h->published ? "" : "first seen ", day, date, clock, dot,
                  age);
    for (size_t i = 0; i < h->symbol_count; i++)
        strbuf_format(&line, "%s%s", i ? " " : dot, h->symbols[i]);
    if (h->others)
        strbuf_format(&line, "%slater by %u other%s", dot, h->others,
                      h->others == 1 ? "" : "s");
    text_wrap(t, ROLE_source, strbuf_text(&line), width);
    strbuf_done(&line);
}

/* What of its end has no room under the text. */
static void add_foot(const struct frame *f, const struct canvas *c,
                     const struct headline *h, struct text *t)
{
    char line[STORY_MOVE_MAX];
    enum role role = ROLE_value;
    struct strbuf related = {0};
    bool is_first = true;

    text_add(t, ROLE_fg, "");
    for (size_t i = 0; i < h->symbol_count; i++) {
        if (!story_move_text(f, c, h, i, line, &role))
            continue;
        if (is_first)
            text_add(t, ROLE_header, "Price since publication (Enter: open)");
        is_first = false;
        text_add(t, role, line);
    }
    if (!is_first)
        text_add(t, ROLE_fg, "");
    /* In one piece, so that a terminal can recognise and open it. */
    text_add(t, ROLE_link, h->url ? h->url : "no address");
    strbuf_add(&related, "related: ");
    if (story_related_text(f, h, &related))
        text_add(t, ROLE_fg, strbuf_text(&related));
    strbuf_done(&related);
}

/* The first HEAD_LINES stand over the text where it has a head. */
static void compose(const struct frame *f, const struct canvas *c,
                    const struct headline *h, int width, struct text *t)
{
    text_wrap(t, ROLE_title, h->title ? h->title : "-", width);
    add_byline(f, c, t, h, width);
    add_tags(f, t, h, width);
    text_add(t, ROLE_fg, "");
    if (h->summary && h->summary[0])
        text_wrap(t, ROLE_fg, h->summary, width);
    else
        text_add(t, ROLE_dim, "no summary from this source");
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

static void open_related(const struct frame *f, struct wish *wish)
{
    const struct headline *h = headline_of(f), *to;
    char reason[REASON_MAX];

    to = h ? story_related(f, h, reason) : NULL;
    if (!to) {
        snprintf(wish->message, sizeof(wish->message),
                 "no other headline goes with this one");
        return;
    }
    wish->push = "reader";
    wish->subject = *f->subject;
    name_copy(wish->subject.headline, sizeof(wish->subject.headline), to->id);
    wish->command = (struct command){.kind = COMMAND_READ, .number = 1};
    name_copy(wish->command.text, sizeof(wish->command.text), to->id);
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
    if (a == ACTION_open_related)
        open_related(f, wish);
    if (wish->next_unread || a == ACTION_open_symbol ||
        a == ACTION_open_related)
        return true;
    return news_all_read_act(f, NULL, a, wish) ||
           news_mark_act(f, headline_of(f), a, wish) ||
           text_view_act(view, f, a, wish);
}

/* Its lines from `from` on in the area, over what stands under them. */
static void draw_story(struct reader_view *v, const struct frame *f,
                       struct canvas *c, struct rect area, size_t from)
{
    const struct headline *h = headline_of(f);
    int indent = from ? INDENT : 0, width = area.width - 2 - 2 * indent, foot;
    struct text t = {0};

    compose(f, c, h, width < MEASURE ? width : MEASURE, &t);
    foot = story_foot_rows(f, c, h, area);
    if (!foot)
        add_foot(f, c, h, &t);
    area.height -= foot;
    if (foot)
        story_foot_draw(f, c, h, (struct rect){area.x, area.y + area.height,
                                               area.width, foot});
    text_cut(&t, from);
    area.x += indent;
    area.width -= 2 * indent;
    text_view_draw(&v->text, &t, f->filter, c, area);
    text_done(&t);
}

static void draw_from(void *view, const struct frame *f, struct canvas *c,
                      struct rect area, size_t from)
{
    struct reader_view *v = view;

    if (strcmp(v->shown, f->subject->headline) != 0)
        v->text.top = 0; /* another story */
    name_copy(v->shown, sizeof(v->shown), f->subject->headline);
    if (headline_of(f)) {
        draw_story(v, f, c, area, from);
        return;
    }
    v->text.count = 0;
    show_text(c, (struct place){area.x + 1, area.y, area.width - 2}, ROLE_dim,
              from ? "there is nothing to read" : why_none(f));
}

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    draw_from(view, f, c, area, 0);
}

const struct panel_ops panel_reader = {
    .name = "reader", .help = "one headline with its summary and address",
    .contexts = CONTEXT_text | CONTEXT_prose | CONTEXT_story | CONTEXT_reading,
    .min_width = 10, .min_height = 2,
    .view_size = sizeof(struct reader_view),
    .title = title, .act = act, .draw = draw,
};

/* ---- alone on its screen */

static void draw_alone(void *view, const struct frame *f, struct canvas *c,
                       struct rect area)
{
    draw_from(view, f, c, area, f->is_alone ? 0 : HEAD_LINES);
}

/* Of all others: that this one is read now is known a moment later. */
static size_t more_unread(const struct frame *f)
{
    const struct headline *h = headline_of(f);
    size_t unread = news_unread(f, NULL);
    bool counts = h && !news_is_muted(f, h) && !snapshot_is_read(f->now, h->id);

    return unread - counts;
}

/* "1/38  37 more unread", and how far it was read. */
static void alone_title(const void *view, const struct frame *f, char *left,
                        char *right, size_t size)
{
    const struct text_view *v = view;
    char how_far[16] = "";

    if (f->is_alone || f->places == 0) {
        title(view, f, left, right, size);
        return;
    }
    title(view, f, left, how_far, sizeof(how_far));
    snprintf(left, size, "%zu/%zu  %zu more unread", f->place, f->places,
             more_unread(f));
    if (snapshot_is_bookmarked(f->now, f->subject->headline))
        snprintf(right, size, "bookmarked");
    if (v->count > v->page)
        snprintf(right + strlen(right), size - strlen(right),
                 "%sline %zu/%zu  %zu%%", right[0] ? "  " : "",
                 v->top + v->page, v->count,
                 (v->top + v->page) * 100 / v->count);
}

const struct panel_ops panel_story = {
    .name = "story", .help = "one headline, alone on its screen",
    .contexts = CONTEXT_text | CONTEXT_prose | CONTEXT_story | CONTEXT_reading,
    .min_width = 10, .min_height = 2,
    .view_size = sizeof(struct reader_view),
    .title = alone_title, .act = act, .draw = draw_alone,
};

static void draw_head(void *view, const struct frame *f, struct canvas *c,
                      struct rect area)
{
    const struct headline *h = headline_of(f);
    int width = area.width - 2 - 2 * INDENT; /* as the text breaks it */
    struct text t = {0};

    (void)view;
    if (!h) {
        show_text(c, (struct place){area.x + 1, area.y, area.width - 2},
                  ROLE_dim, why_none(f));
        return;
    }
    compose(f, c, h, width < MEASURE ? width : MEASURE, &t);
    for (size_t i = 0; i < HEAD_LINES && i < t.count; i++)
        show_text(c, (struct place){area.x + 1, area.y + (int)i,
                                    area.width - 2},
                  t.lines[i].role, t.lines[i].text);
    text_done(&t);
}

const struct panel_ops panel_story_head = {
    .name = "story-head", .help = "its title and where it is from",
    .min_width = 10, .min_height = 2, .draw = draw_head,
};
