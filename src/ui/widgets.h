/*
 * Drawing parts that panels share. All are pure: values in, cells out.
 */
#ifndef TAPEWATCH_UI_WIDGETS_H
#define TAPEWATCH_UI_WIDGETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/model/bar.h"
#include "tapewatch/ui/canvas.h"

/*
 * A sparkline, one sample a cell, scaled to its own lowest and highest; a flat
 * one is in the middle. NaN samples (no bar) are blanks. Eighth blocks, or
 * "_.-=+*#" in ASCII. `n` samples at the right of `width` cells when fewer.
 */
void spark_draw(struct canvas *c, int x, int y, int width, enum role role,
                const double *samples, size_t n);

/*
 * A horizontal bar of value / most of `width` cells in eighths ("#" in ASCII).
 */
void hbar_draw(struct canvas *c, int x, int y, int width, enum role role,
               double value, double most);

/* What a line chart shows: samples by bar index (no gaps for nights). */
struct chart_mark {
    size_t index;     /* of a sample */
    const char *text; /* x axis label, e.g. "Tue 21"; drawn left-aligned under
                         its tick, left out when it would touch the last */
    bool is_session;  /* a session starts here: tick, line not connected */
};
struct chart {
    const double *samples; /* NaN: none */
    const double *volumes; /* NULL: no volume rows; NaN: not known */
    size_t count;          /* samples */
    size_t slots;          /* places on the x axis, >= count (rest of day) */
    const struct chart_mark *marks;
    size_t mark_count;
    bool has_reference;    /* a dotted line, e.g. previous close */
    double reference;
    bool has_last;         /* tag on the axis for the last sample */
    enum role role, last_role;
    int volume_rows;       /* 0-4 */
    int decimals;          /* of axis labels; < 0: chosen by the step */
    void (*label)(char *out, size_t size, double v); /* NULL: price */
};
/*
 * Braille line chart (ASCII: "*") with the axis on the right (1-2-2.5-5 steps,
 * about one label in three rows, never under the last-price tag), the tag
 * "◄118.42", a dotted reference, volume as eighth blocks under it, and the
 * time axis in the last two rows. More samples than dots: each dot column
 * joins the lowest and highest of its samples. Any area is safe.
 */
void chart_draw(struct canvas *c, struct rect area, const struct chart *chart);

/* Glyph sets, by c->is_ascii: arrows, rules, ellipsis, dots. */
struct glyphs {
    const char *up, *down, *flat;        /* ▲ ▼ · / + - . */
    const char *rule, *rule_focus;       /* ─ ━ / - = */
    const char *vertical, *selected;     /* │ › / | > */
    const char *ellipsis, *bullet;       /* … • / ~ * */
    const char *state_ok, *state_slow, *state_failed, *state_off; /* ● ◐ ✗ ○ */
    const char *times, *delta, *crumb;   /* × Δ › / x d > */
};
const struct glyphs *glyphs_of(const struct canvas *c);

#endif
