/* SPDX-License-Identifier: MIT */
/* The event in a sentence, and its figures in one row. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "../event_words.h"
#include "../show.h"
#include "tapewatch/base/utf8.h"

/* Severity as arrows, so that it shows without colour; in ASCII, whose arrows
 * would be read as a dash, as exclamation marks. */
static int draw_severity(const struct snapshot *now, const struct event *e,
                         struct canvas *c, int x, int y)
{
    const char *arrow = c->is_ascii ? "!" : event_arrow(now, e, glyphs_of(c));
    char text[24];

    if (c->is_plain) {
        snprintf(text, sizeof(text), "severity %d/4:", e->severity);
        return x + canvas_text(c, x, y, c->width - x, event_role(e), text) + 1;
    }
    for (int i = 0; i < e->severity && i < 4; i++)
        canvas_put(c, x + i, y, event_role(e), arrow);
    return x + e->severity + 1;
}

/* "severity ████ 4/4  rule value-drop  cap_change_usd <= -50B": as much of it
 * as there is room for. */
static void draw_rule(const struct frame *f, const struct event *e,
                      struct canvas *c, struct place p)
{
    const struct rule_card *card = rule_list_find(f->now->rules, e->key.rule);
    const char *parts[] = {e->key.rule, card ? card->rule.when : NULL};
    const char *before[] = {"  rule ", "  "};
    struct strbuf text = {0};

    if (!c->is_plain) {
        strbuf_add(&text, "severity ");
        for (int i = 0; i < e->severity; i++)
            strbuf_add(&text, c->is_ascii ? "#" : "█");
        strbuf_format(&text, " %d/4", e->severity);
    }
    for (int i = 0; i < 2 && parts[i]; i++) {
        if ((int)(utf8_cells(strbuf_text(&text)) + strlen(before[i]) +
                  utf8_cells(parts[i])) > p.width)
            break;
        strbuf_format(&text, "%s%s", before[i], parts[i]);
    }
    if ((int)utf8_cells(strbuf_text(&text)) <= p.width)
        canvas_right(c, p.x, p.y, p.width, ROLE_dim, strbuf_text(&text));
    strbuf_done(&text);
}

static void draw_sentence(const struct frame *f, const struct event *e,
                          struct canvas *c, struct place p)
{
    int x = draw_severity(f->now, e, c, p.x, p.y), end = p.x + p.width;
    char text[256];

    event_sentence(f->now, e, c->is_ascii ? "-" : "—", text,
                   sizeof(text));
    x += show_text(c, (struct place){x, p.y, end - x}, ROLE_title, text) + 3;
    draw_rule(f, e, c, (struct place){x, p.y, end - 1 - x});
}

/* The row of figures in as much detail as fits. */
enum detail {
    DETAIL_LEAST,  /* "CAP 2.900T  worst -634.8B" */
    DETAIL_TIME,   /* "CAP 2.900T  worst -634.8B at 14:50" */
    DETAIL_USUAL,  /* "CAP 3.493T → 2.900T  worst -634.8B at 14:50" */
    DETAIL_CHANGE, /* and "▼24.20" */
    DETAIL_ALL     /* and what came back since, and the volume */
};
enum { WORDS_MAX = 12, WORD_TEXT = 3 * FORMAT_MAX };
struct words {
    const struct canvas *c;
    enum detail detail;
    int count;
    struct word {
        enum role role;
        char text[WORD_TEXT];
    } at[WORDS_MAX];
};

__attribute__((format(printf, 3, 4)))
static void word(struct words *w, enum role role, const char *format, ...)
{
    struct word *word = &w->at[w->count];
    va_list args;

    if (w->count == WORDS_MAX)
        return;
    word->role = role;
    va_start(args, format);
    vsnprintf(word->text, WORD_TEXT, format, args);
    va_end(args);
    w->count++;
}

static const char *gap(const struct words *w)
{
    return w->detail == DETAIL_ALL ? "   " : "  ";
}

static void add_caps(const struct event *e, struct words *w)
{
    char before[FORMAT_MAX], after[FORMAT_MAX];

    if (!(e->known & EVENT_HAS_SHARES) || !(e->known & EVENT_HAS_PRICE) ||
        !(e->known & EVENT_HAS_PREV_CLOSE))
        return;
    /* Value at a price = the change from a price of nothing. */
    format_money(before, derive_cap_change_at(e->prev_close, 0, e->shares));
    format_money(after, derive_cap_change_at(e->price, 0, e->shares));
    if (w->detail < DETAIL_USUAL)
        word(w, ROLE_value, "%sCAP %s", gap(w), after);
    else
        word(w, ROLE_value, "%sCAP %s %s %s", gap(w), before,
             w->c->is_ascii ? "->" : "→", after);
}

/* What extended hours did to its value since that session's close. */
static void add_since(const struct listing *l, const struct event *e,
                      struct words *w)
{
    char money[FORMAT_MAX], pct[FORMAT_MAX + 8] = "";
    double change;

    if (!l || l->session != e->key.session || !e->official ||
        !(e->known & EVENT_HAS_SHARES) || !(e->known & EVENT_HAS_PRICE) ||
        !QUOTE_HAS(&l->quote, ext_price) ||
        l->quote.ext_session != SESSION_POST ||
        !FIGURE_HAS(&l->figures, ext_change_pct))
        return;
    change = derive_cap_change_at(l->quote.ext_price, e->price, e->shares);
    format_money_change(money, change);
    if (w->detail > DETAIL_LEAST)
        show_percent_text(w->c, l->figures.ext_change_pct, pct, sizeof(pct));
    word(w, ROLE_ext, "%ssince: AFT %s%s%s", gap(w), money, pct[0] ? " " : "",
         pct);
}

/* A group has no price: how many of it fell, and how far in the mean. */
static void add_breadth(const struct frame *f, const struct event *e,
                        struct words *w)
{
    struct group_sum sum = snapshot_breadth(f->now, e);

    if (sum.members == 0)
        return;
    word(w, ROLE_value, "%u of %u down%s", sum.down, sum.members,
         e->known & EVENT_HAS_CHANGE_PCT ? "   mean" : "");
}

/* "▼24.20 ▼16.97%" */
static void add_change(const struct event *e, struct words *w)
{
    enum role role = e->is_rough ? ROLE_stale : show_change_role(e->change_pct);
    /* What one share lost or gained. */
    double change = derive_cap_change_at(e->price, e->prev_close, 1);
    const struct glyphs *g = glyphs_of(w->c);
    char text[FORMAT_MAX];

    if (w->detail >= DETAIL_CHANGE && (e->known & EVENT_HAS_PRICE) &&
        (e->known & EVENT_HAS_PREV_CLOSE)) {
        format_price(text, fabs(change),
                     format_price_decimals(e->price));
        word(w, role, " %s%s", change > 0 ? g->up : change < 0 ? g->down : "",
             text);
    }
    show_percent_text(w->c, e->change_pct, text, sizeof(text));
    word(w, role, " %s", text);
}

static void add_price(const struct frame *f, const struct event *e,
                      struct words *w)
{
    char text[FORMAT_MAX] = "-";

    if (*e->key.symbol == '@') {
        add_breadth(f, e, w);
    } else {
        if (e->known & EVENT_HAS_PRICE)
            format_price(text, e->price, -1);
        word(w, ROLE_value, "%s", text);
    }
    if (e->known & EVENT_HAS_CHANGE_PCT)
        add_change(e, w);
}

/* "worst -634.8B at 14:50   recovered 42.1B   open" */
static void add_course(const struct frame *f, const struct event *e,
                       struct words *w)
{
    char value[FORMAT_MAX], time[16];

    event_value(f->now, e, e->worst.measure, value);
    show_time_text(e->worst.t, f->shown_ms, time);
    word(w, ROLE_value, "%s%s %s%s%s", gap(w), event_extreme_word(e), value,
         w->detail > DETAIL_LEAST ? " at " : "",
         w->detail > DETAIL_LEAST ? time : "");
    if (w->detail == DETAIL_ALL && event_came_back(f->now, e, value))
        word(w, ROLE_value, "%s%s", gap(w), value);
    if (w->detail >= DETAIL_USUAL || e->state != EVENT_open)
        word(w, ROLE_dim, "%s%s", gap(w), event_state_name(e->state));
    if (event_is_provisional(f->now, e))
        word(w, ROLE_dim, "%snot official yet",
             w->detail >= DETAIL_USUAL || e->state != EVENT_open ? ", "
                                                                 : gap(w));
}

static void add_volume(const struct listing *l, const struct event *e,
                       struct words *w)
{
    char volume[FORMAT_MAX] = "";

    if (!l || !FIGURE_HAS(&l->figures, vol_ratio) ||
        l->session != e->key.session)
        return;
    if (w->detail == DETAIL_ALL && QUOTE_HAS(&l->quote, volume))
        format_count(volume, l->quote.volume);
    word(w, ROLE_value, "%svol %s%s%.1f%s avg", gap(w), volume,
         volume[0] ? " " : "", format_round(l->figures.vol_ratio, 1),
         glyphs_of(w->c)->times);
}

static int compose(const struct frame *f, const struct event *e,
                   struct words *w)
{
    const struct listing *l = snapshot_find(f->now, e->key.symbol);
    int cells = 0;

    w->count = 0;
    add_price(f, e, w);
    add_caps(e, w);
    add_course(f, e, w);
    add_volume(l, e, w);
    add_since(l, e, w);
    for (int i = 0; i < w->count; i++)
        cells += (int)utf8_cells(w->at[i].text);
    return cells;
}

static void draw_figures(const struct frame *f, const struct event *e,
                         struct canvas *c, struct place p)
{
    struct words w = {.c = c, .detail = DETAIL_ALL};
    int x = p.x;

    while (compose(f, e, &w) > p.width && w.detail > DETAIL_LEAST)
        w.detail--;
    for (int i = 0; i < w.count; i++) {
        int need = (int)utf8_cells(w.at[i].text);

        if (x + need > p.x + p.width)
            return; /* nothing smaller is squeezed in behind it */
        x += canvas_text(c, x, p.y, need, w.at[i].role, w.at[i].text);
    }
}

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    const struct event *e = snapshot_event(f->now, &f->subject->event);
    struct place p = {area.x + 1, area.y, area.width - 1};

    (void)view;
    if (!e) {
        canvas_text(c, p.x, p.y, p.width, ROLE_dim,
                    "this event is no longer known");
        return;
    }
    draw_sentence(f, e, c, p);
    p.y++;
    draw_figures(f, e, c, p);
}

const struct panel_ops panel_event_head = {
    .name = "event-head", .help = "the event in a sentence",
    .min_width = 10, .min_height = 2, .draw = draw,
};
