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

/* A label under the time axis. */
struct chart_mark {
    size_t index;     /* of a sample */
    const char *text; /* x axis label, e.g. "Tue 21"; drawn left-aligned under
                         its tick, left out when it would touch the last */
    bool is_session;  /* a session starts here: tick, line not connected */
};
/* Another line over the samples, of the same length. */
struct chart_line {
    const double *samples; /* NaN: none */
    enum role role;
    const char *name; /* written at its end; NULL: none */
};
/* A letter on the time axis: an event, a split, a dividend. */
struct chart_flag {
    size_t index;
    const char *glyph, *ascii;
    enum role role;
};
enum chart_kind { CHART_LINE, CHART_AREA, CHART_CANDLE };

/* What a chart shows: samples by bar index (no gaps for nights). */
enum { LABEL_DIGITS = 3 };
struct chart {
    const double *samples; /* closes; NaN: none */
    const double *volumes; /* NULL: no volume rows; NaN: not known */
    const double *opens, *highs, *lows; /* NULL: no candles */
    const bool *is_extended; /* NULL: none is; drawn in another role */
    size_t count;          /* samples */
    size_t slots;          /* places on the x axis, >= count (rest of day) */
    bool is_unbroken;      /* a session goes on from the one before it */
    enum chart_kind kind;
    const char *name;      /* as a line's */
    const struct chart_line *lines;
    size_t line_count;
    const struct chart_mark *marks;
    size_t mark_count;
    const struct chart_flag *flags;
    size_t flag_count;
    const struct chart_mark *notes; /* words in the top row over a sample; of
                                       two that would touch the first */
    size_t note_count;
    const bool *is_halted; /* NULL: none is; a band in the volume rows */
    bool has_bounds;       /* of the value axis, while all values lie inside */
    double low, high;
    bool has_grid;         /* dotted lines at the labels of the value axis */
    bool has_reference;    /* a dotted line, e.g. previous close */
    double reference;
    bool has_last;         /* tag on the axis for the last sample of regular
                              hours, else of the others */
    bool has_cross;        /* crosshair on sample `cross` */
    size_t cross;
    bool is_log;           /* logarithmic scale, of values above 0 */
    bool has_no_time;      /* no time axis: a pane over another chart */
    enum role role, last_role;
    int volume_rows;       /* 0-4 */
    int decimals;          /* of axis labels; < 0: chosen by the step */
    int label_width;       /* at least, so that charts under each other fit */
    /* NULL: price. `more` digits than it needs, 0 to LABEL_DIGITS: labels that
     * follow one another are not to be equal. */
    void (*label)(char *out, size_t size, double v, int more);
};
/*
 * A chart with the axis on the right (1-2-2.5-5 steps, about one label in
 * three rows, never under the last-price tag), the tag "◄118.42", a dotted
 * reference, volume as eighth blocks under it, and the time axis in the last
 * two rows. Any area is safe.
 *
 * Lines are of braille dots (half blocks where the terminal has no braille,
 * ASCII "*"). More samples than dots: each dot column joins the lowest and
 * highest of its samples. Candles are of half cells: "┃╽╿╻╹" body, "│╷╵" wick,
 * "━╋" where a bar closed as it opened; "#" rose, ":" fell in ASCII, "█" and
 * "▒" in half blocks, "┇" fell where there are no colours. Sessions are parted
 * by "┊", regular from extended hours too. More
 * bars than columns: as many as needed make one candle. On a plain canvas it is
 * told in words.
 */
void chart_draw(struct canvas *c, struct rect area, const struct chart *chart);
/* How many bars a candle is made of in the area, 1 or more. */
size_t chart_group(const struct canvas *c, struct rect area,
                   const struct chart *chart);
/* Are candles there high enough to be read (half of them 1.5 cells or more)? */
bool chart_suits_candles(const struct canvas *c, struct rect area,
                         const struct chart *chart);
/* The bounds of the value axis there; false when nothing is known. */
bool chart_bounds(const struct canvas *c, struct rect area,
                  const struct chart *chart, double *low, double *high);
/* Cells that the labels of the axis take, 0 when there is no room. */
int chart_label_width(const struct canvas *c, struct rect area,
                      const struct chart *chart);

/* Glyph sets, by c->is_ascii: arrows, rules, ellipsis, dots. */
struct glyphs {
    const char *up, *down, *flat;        /* ▲ ▼ · / + - . */
    const char *rule, *rule_focus;       /* ─ ━ / - = */
    const char *vertical, *selected;     /* │ › / | > */
    const char *selected_mark;           /* the same on a marked row: » / # */
    const char *ellipsis, *bullet;       /* … • / ~ * */
    const char *bookmark;                /* ◆ / # */
    const char *state_ok, *state_slow, *state_failed, *state_off; /* ● ◐ ✗ ○ */
    const char *times, *delta, *crumb;   /* × Δ › / x d > */
};
const struct glyphs *glyphs_of(const struct canvas *c);

#endif
