/* SPDX-License-Identifier: MIT */
/* Candles: a bar's open, high, low and close in half cells. */
#include <math.h>

#include "chart_plan.h"

/* What a half of a cell holds. */
enum half { HALF_NONE, HALF_WICK, HALF_BODY };

/* One candle, in half cells from the top of the plot. */
struct candle {
    int high, low, body_top, body_end; /* all included */
    bool is_flat;                      /* closed where it opened */
    bool is_small;                     /* no cell is all body */
    bool has_risen;
};

/* Joins the bars of a candle; false when none of them is known. */
static bool join_bars(const struct chart *chart, size_t from, size_t to,
                      double ohlc[4])
{
    bool is_known = false;

    for (size_t i = from; i < to; i++) {
        if (!isfinite(chart->opens[i]) || !isfinite(chart->highs[i]) ||
            !isfinite(chart->lows[i]) || !isfinite(chart->samples[i]))
            continue;
        if (!is_known)
            ohlc[0] = chart->opens[i];
        ohlc[1] = is_known ? fmax(ohlc[1], chart->highs[i]) : chart->highs[i];
        ohlc[2] = is_known ? fmin(ohlc[2], chart->lows[i]) : chart->lows[i];
        ohlc[3] = chart->samples[i];
        is_known = true;
    }
    return is_known;
}

static struct candle candle_of(const struct plan *p, const double ohlc[4])
{
    int halves = p->height * 2;
    int open = plan_place(p, ohlc[0], halves);
    int close = plan_place(p, ohlc[3], halves);
    int top = open < close ? open : close, end = open < close ? close : open;

    return (struct candle){
        .high = plan_place(p, ohlc[1], halves),
        .low = plan_place(p, ohlc[2], halves),
        .body_top = top,
        .body_end = end,
        .is_flat = ohlc[0] == ohlc[3],
        .is_small = (top + 1) / 2 * 2 + 1 > end,
        .has_risen = ohlc[3] >= ohlc[0],
    };
}

static enum half half_of(const struct candle *k, int i)
{
    if (i >= k->body_top && i <= k->body_end)
        return HALF_BODY;
    return i >= k->high && i <= k->low ? HALF_WICK : HALF_NONE;
}

/* Without colours a fall has another body: where all of a cell is body, or in
 * the halves there are. */
static bool is_fallen_body(const struct plan *p, const struct candle *k,
                           enum half top, enum half end)
{
    bool is_body = k->is_small ? top == HALF_BODY || end == HALF_BODY
                               : top == HALF_BODY && end == HALF_BODY;

    return p->c->is_mono && !k->has_risen && is_body;
}

static const char *glyph_of(const struct plan *p, const struct candle *k,
                            enum half top, enum half end)
{
    static const char *const glyphs[3][3] = {
        {"", "╷", "╻"}, {"╵", "│", "╽"}, {"╹", "╿", "┃"}};

    if (k->is_flat && (top == HALF_BODY || end == HALF_BODY))
        return top != HALF_NONE && end != HALF_NONE
                   ? plan_pick_plain(p, "╋", "┼", "+")
                   : plan_pick_plain(p, "━", "─", "-");
    if (!p->c->is_ascii && !p->c->is_blocks)
        return is_fallen_body(p, k, top, end) ? "┇" : glyphs[top][end];
    if (top == HALF_BODY || end == HALF_BODY)
        return k->has_risen ? plan_pick(p, "█", "#") : plan_pick(p, "▒", ":");
    return top == HALF_NONE && end == HALF_NONE ? "" : plan_pick(p, "│", "|");
}

static void draw_candle(const struct plan *p, int column,
                        const struct candle *k)
{
    enum role role = k->has_risen ? ROLE_up : ROLE_down;

    if (k->is_flat)
        role = ROLE_flat;
    for (int row = k->high / 2; row <= k->low / 2; row++) {
        const char *glyph = glyph_of(p, k, half_of(k, row * 2),
                                     half_of(k, row * 2 + 1));

        if (glyph[0])
            canvas_put(p->c, p->x + column, p->y + row, role, glyph);
    }
}

void chart_draw_candles(const struct plan *p)
{
    for (int column = 0; column < p->width; column++) {
        size_t from, to;
        double ohlc[4] = {0};
        struct candle k;

        plan_bars(p, column, &from, &to);
        if (!join_bars(p->chart, from, to, ohlc))
            continue;
        k = candle_of(p, ohlc);
        draw_candle(p, column, &k);
    }
}
