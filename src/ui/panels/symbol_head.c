/* SPDX-License-Identifier: MIT */
/* Two rows on top of the symbol screen: who it is, and where it stands. */
#include <stdio.h>
#include <string.h>

#include "../show.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/utf8.h"

enum { COMPACT = 100 }; /* a narrower screen has shorter words */

/* "15m delayed . " by licence, "real-time . "; a tape tells of another day. */
static void delay_text(const struct frame *f, const struct listing *l,
                       const struct canvas *c, char out[32])
{
    const char *bullet = c->is_ascii ? "-" : "·";
    double seconds = QUOTE_HAS(&l->quote, delay_s) ? l->quote.delay_s : 0;
    char delay[FORMAT_MAX];

    out[0] = '\0';
    if (seconds > 0) {
        format_age(delay, (int64_t)(seconds * 1000));
        snprintf(out, 32, "%.12s delayed %s ", delay, bullet);
    } else if (QUOTE_HAS(&l->quote, delay_s) && f->now->mode == RUN_LIVE) {
        snprintf(out, 32, "%s %s ", c->width < COMPACT ? "RT" : "real-time",
                 bullet);
    }
}

/* "NVDA  NVIDIA Corp   NASDAQ . Semiconductors . USD" and the price's age. */
static void draw_name(const struct frame *f, const struct listing *l,
                      struct canvas *c, struct place p)
{
    const struct instrument *i = l->instrument;
    const char *bullet = c->is_ascii ? "-" : "·";
    char text[400], age[FORMAT_MAX], delay[32], right[96] = "";
    int used;

    snprintf(text, sizeof(text), "  %.100s   %.40s %s %.60s %s %s",
             i->name ? i->name : "-", i->venue ? i->venue : "-", bullet,
             i->sector ? i->sector : "-", bullet,
             i->currency[0] ? i->currency : "-");
    if (l->quote_t) {
        frame_age(f, l->quote_t, age);
        delay_text(f, l, c, delay);
        snprintf(right, sizeof(right), "%s%s%s ago %s %s", delay,
                 l->is_stale ? "~" : "", age, bullet, l->source);
    }
    used = canvas_text(c, p.x, p.y, p.width, ROLE_title, i->symbol);
    used += show_text(c, (struct place){p.x + used, p.y,
                                        p.width - used -
                                            (int)strlen(right) - 1},
                      ROLE_fg, text);
    if (used + (int)strlen(right) < p.width)
        canvas_right(c, p.x, p.y, p.width - 1,
                     l->is_stale ? ROLE_warn : ROLE_dim, right);
}

/* Whole or not at all; nothing follows what was left out. */
static int label(struct canvas *c, struct place p, int x, const char *text,
                 enum role role, const char *value)
{
    int end = p.x + p.width;

    if (x > p.x && x + (int)(utf8_cells(text) + utf8_cells(value)) > end)
        return end;
    x += canvas_text(c, x, p.y, end - x, ROLE_label, text);
    x += show_text(c, (struct place){x, p.y, end - x}, role, value);
    return x + 2;
}

static int draw_change(const struct listing *l, struct canvas *c,
                       struct place p, int x)
{
    double change = l->figures.change;
    char text[FORMAT_MAX], pct[FORMAT_MAX + 8];

    if (!FIGURE_HAS(&l->figures, change_pct))
        return label(c, p, x, "", ROLE_dim, "-");
    show_price_text(l, change < 0 ? -change : change, text);
    (void)snprintf(pct, sizeof(pct), "%s%s",
                   change < 0   ? glyphs_of(c)->down
                   : change > 0 ? glyphs_of(c)->up : "", text);
    x = label(c, p, x, "", show_change_role(change), pct) - 1;
    show_percent_text(c, l->figures.change_pct, pct, sizeof(pct));
    return label(c, p, x, "", show_change_role(change), pct);
}

/* "H halted 10:31 LUDP, goes on 10:36". */
static int draw_halt(const struct frame *f, const struct listing *l,
                     struct canvas *c, struct place p, int x)
{
    char from[16], until[16] = "", text[80];

    frame_lasts_halt(f, &l->halt);
    if (!listing_is_halted(l, f->shown_ms))
        return x;
    show_clock_text(l->halt.from, from);
    if (l->halt.until)
        show_clock_text(l->halt.until, until);
    snprintf(text, sizeof(text), "H halted %.5s%s%s%s%.5s", from,
             l->halt.code[0] ? " " : "", l->halt.code,
             until[0] ? ", goes on " : "", until);
    return label(c, p, x, "", ROLE_warn, text);
}

/* "rank #1 loss ever" of the session's loss; short: "#1 ever". */
static int draw_rank(const struct frame *f, const struct listing *l,
                     struct canvas *c, struct place p, int x)
{
    char text[48];
    int rank = 0;

    for (size_t i = 0; i < f->now->event_count; i++) {
        const struct event *e = &f->now->events[i];

        if (e->rank && e->key.session == l->session &&
            strcmp(e->key.symbol, l->instrument->symbol) == 0)
            rank = e->rank;
    }
    if (!rank)
        return x;
    snprintf(text, sizeof(text),
             p.width < 100 ? "#%d ever" : "rank #%d loss ever", rank);
    return label(c, p, x - (p.width < 100), "", ROLE_mark, text);
}

enum { RANGE_CELLS = 13 };

static int draw_place(struct canvas *c, int x, int y, double share)
{
    int at = (int)(share * (RANGE_CELLS - 1) + 0.5);

    if (c->is_plain)
        return x + canvas_text(c, x, y, RANGE_CELLS, ROLE_label, "to") + 1;
    for (int i = 0; i < RANGE_CELLS; i++)
        canvas_put(c, x + i, y, ROLE_grid, c->is_ascii ? "-" : "─");
    canvas_put(c, x, y, ROLE_grid, c->is_ascii ? "|" : "├");
    canvas_put(c, x + RANGE_CELLS - 1, y, ROLE_grid,
               c->is_ascii ? "|" : "┤");
    if (at >= 0 && at < RANGE_CELLS)
        canvas_put(c, x + at, y, ROLE_title, glyphs_of(c)->state_ok);
    return x + RANGE_CELLS + 1;
}

/* "day 116.70 |--*------| 128.40": where the price stands. */
static int draw_span(const struct listing *l, struct canvas *c,
                     struct place p, int x, const char *name, double low,
                     double high)
{
    char from[FORMAT_MAX], to[FORMAT_MAX];
    int end = p.x + p.width, need;

    show_price_text(l, low, from);
    show_price_text(l, high, to);
    need = (int)(strlen(name) + strlen(from) + strlen(to)) + RANGE_CELLS + 5;
    if (x + need > end || !(high > low) || !QUOTE_HAS(&l->quote, price))
        return x;
    x += canvas_text(c, x, p.y, end - x, ROLE_label, name) + 1;
    x += canvas_text(c, x, p.y, end - x, ROLE_value, from) + 1;
    x = draw_place(c, x, p.y, (l->quote.price - low) / (high - low));
    return x + canvas_text(c, x, p.y, end - x, ROLE_value, to) + 3;
}

static void draw_spans(const struct listing *l, struct canvas *c,
                       struct place p, int x)
{
    const struct quote *q = &l->quote;

    if (QUOTE_HAS(q, low) && QUOTE_HAS(q, high))
        x = draw_span(l, c, p, x, "day range", q->low, q->high);
    if (FIGURE_HAS(&l->figures, high_252) && FIGURE_HAS(&l->figures, low_252))
        draw_span(l, c, p, x, "52w", l->figures.low_252,
                  l->figures.high_252);
}

static void draw_price(const struct frame *f, const struct listing *l,
                       struct canvas *c, struct place p)
{
    char text[FORMAT_MAX + 16] = "-", pct[FORMAT_MAX + 8];
    int x = p.x;

    if (QUOTE_HAS(&l->quote, price))
        show_price_text(l, l->quote.price, text);
    x = label(c, p, x, "", l->is_stale ? ROLE_stale : ROLE_title, text);
    x = draw_change(l, c, p, x - 1);
    x = draw_halt(f, l, c, p, x);
    if (FIGURE_HAS(&l->figures, cap)) {
        format_money(text, l->figures.cap);
        x = label(c, p, x, "MCAP ", ROLE_value, text);
    }
    if (FIGURE_HAS(&l->figures, cap_change)) {
        format_money_change(text, l->figures.cap_change);
        x = label(c, p, x, c->is_ascii ? "dCAP " : "ΔCAP ",
                  show_change_role(l->figures.cap_change), text);
        x = draw_rank(f, l, c, p, x);
    }
    if (show_has_ext(l) && l->phase != SESSION_REGULAR) {
        show_price_text(l, l->quote.ext_price, text);
        x = label(c, p, x,
                  l->quote.ext_session == SESSION_PRE ? "PRE " : "AFTER ",
                  ROLE_ext, text);
        if (FIGURE_HAS(&l->figures, ext_change_pct)) {
            show_percent_text(c, l->figures.ext_change_pct, pct, sizeof(pct));
            x = label(c, p, x - 1, "", ROLE_ext, pct);
        }
    }
    if (p.width >= 150)
        draw_spans(l, c, p, x + 1);
}

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    const struct listing *l = show_listing(f);
    struct place p = {area.x + 1, area.y, area.width - 1};

    (void)view;
    if (!l) {
        canvas_text(c, p.x, p.y, p.width, ROLE_title, f->subject->symbol);
        p.y++;
        canvas_text(c, p.x, p.y, p.width, ROLE_dim,
                    show_why_unknown(f, "nothing known of it yet"));
        return;
    }
    draw_name(f, l, c, p);
    p.y++;
    draw_price(f, l, c, p);
}

const struct panel_ops panel_symbol_head = {
    .name = "symbol-head", .help = "name, price and change of a symbol",
    .min_width = 10, .min_height = 2, .draw = draw,
};
