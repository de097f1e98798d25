/* SPDX-License-Identifier: MIT */
/* The event in a sentence, and its figures in one row. */
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


    for (int i = 0; i < e->severity && i < 4; i++)
        canvas_put(c, x + i, y, event_role(e), arrow);
    return x + e->severity + 1;
}

static void draw_sentence(const struct frame *f, const struct event *e,
                          struct canvas *c, struct place p)
{
    char text[256], right[64];
    int x = draw_severity(f->now, e, c, p.x, p.y), end = p.x + p.width, used;

    event_sentence(f->now, e, c->is_ascii ? "-" : "—", text,
                   sizeof(text));
    used = show_text(c, (struct place){x, p.y, end - x}, ROLE_title, text);
    snprintf(right, sizeof(right), "severity %d/4  rule %s", e->severity,
             e->key.rule);
    if (x + used + 2 + (int)strlen(right) < end)
        canvas_right(c, p.x, p.y, p.width - 1, ROLE_dim, right);
}

struct writer {
    struct canvas *c;
    int x, y, end;
};

static void word(struct writer *w, enum role role, const char *text)
{
    int need = (int)utf8_cells(text);

    if (w->x + need > w->end) {
        w->end = w->x; /* nothing smaller is squeezed in behind it */
        return;
    }
    w->x += canvas_text(w->c, w->x, w->y, need, role, text);
}

static void draw_caps(const struct event *e, struct writer *w)
{
    char before[FORMAT_MAX], after[FORMAT_MAX], text[3 * FORMAT_MAX];

    if (!(e->known & EVENT_HAS_SHARES) || !(e->known & EVENT_HAS_PRICE) ||
        !(e->known & EVENT_HAS_PREV_CLOSE))
        return;
    /* Value at a price = the change from a price of nothing. */
    format_money(before, derive_cap_change_at(e->prev_close, 0, e->shares));
    format_money(after, derive_cap_change_at(e->price, 0, e->shares));
    snprintf(text, sizeof(text), "   CAP %s %s %s", before,
             w->c->is_ascii ? "->" : "→", after);
    word(w, ROLE_value, text);
}

/* What extended hours did to its value since that session's close. */
static void draw_since(const struct listing *l, const struct event *e,
                       struct writer *w)
{
    char money[FORMAT_MAX], pct[FORMAT_MAX + 8], text[3 * FORMAT_MAX];
    double change;

    if (!l || l->session != e->key.session || !e->official ||
        !(e->known & EVENT_HAS_SHARES) || !(e->known & EVENT_HAS_PRICE) ||
        !QUOTE_HAS(&l->quote, ext_price) ||
        l->quote.ext_session != SESSION_POST ||
        !FIGURE_HAS(&l->figures, ext_change_pct))
        return;
    change = derive_cap_change_at(l->quote.ext_price, e->price, e->shares);
    format_money_change(money, change);
    show_percent_text(w->c, l->figures.ext_change_pct, pct, sizeof(pct));
    snprintf(text, sizeof(text), "   since: AFT %s %s", money, pct);
    word(w, ROLE_ext, text);
}

/* A group has no price: how many of it fell, and how far in the mean. */
static void draw_breadth(const struct frame *f, const struct event *e,
                         struct writer *w)
{
    struct group_sum sum = snapshot_breadth(f->now, e);
    char text[64];

    if (sum.members == 0)
        return;
    snprintf(text, sizeof(text), "%u of %u down", sum.down, sum.members);
    word(w, ROLE_value, text);
    if (e->known & EVENT_HAS_CHANGE_PCT)
        word(w, ROLE_value, "   mean");
}

static void draw_price(const struct frame *f, const struct event *e,
                       struct writer *w)
{
    char value[FORMAT_MAX], text[FORMAT_MAX + 8] = "-";

    if (*e->key.symbol == '@') {
        draw_breadth(f, e, w);
    } else {
        if (e->known & EVENT_HAS_PRICE)
            format_price(text, e->price, -1);
        word(w, ROLE_value, text);
    }
    if (!(e->known & EVENT_HAS_CHANGE_PCT))
        return;
    show_percent_text(w->c, e->change_pct, value, sizeof(value));
    snprintf(text, sizeof(text), " %s", value);
    word(w, e->is_rough ? ROLE_stale : show_change_role(e->change_pct), text);
}

static void draw_figures(const struct frame *f, const struct event *e,
                         struct canvas *c, struct place p)
{
    const struct listing *l = snapshot_find(f->now, e->key.symbol);
    struct writer w = {c, p.x, p.y, p.x + p.width};
    char value[FORMAT_MAX], time[16], text[3 * FORMAT_MAX];

    draw_price(f, e, &w);
    draw_caps(e, &w);
    event_value(f->now, e, e->worst.measure, value);
    show_time_text(e->worst.t, f->shown_ms, time);
    snprintf(text, sizeof(text), "   %s %s at %s", event_extreme_word(e), value, time);
    word(&w, ROLE_value, text);
    snprintf(text, sizeof(text), "   %s%s", event_state_name(e->state),
             event_is_provisional(f->now, e) ? ", not official yet" : "");
    word(&w, ROLE_dim, text);
    if (l && FIGURE_HAS(&l->figures, vol_ratio) &&
        l->session == e->key.session) {
        snprintf(text, sizeof(text), "   vol %.1f%s avg",
                 format_round(l->figures.vol_ratio, 1), glyphs_of(c)->times);
        word(&w, ROLE_value, text);
    }
    draw_since(l, e, &w);
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
