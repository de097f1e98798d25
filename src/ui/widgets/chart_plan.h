/*
 * Where the parts of a chart go, for one drawing; its drawing parts.
 */
#ifndef TAPEWATCH_UI_WIDGETS_CHART_PLAN_H
#define TAPEWATCH_UI_WIDGETS_CHART_PLAN_H

#include "../widgets.h"
#include "parts.h"

enum { LABEL_MOST = 24 };

struct plan {
    struct canvas *c;
    const struct chart *chart;
    int x, y, width, height; /* of the plot, in cells */
    int label_width;         /* 0: no axis */
    int volume_rows, time_rows;
    double low, high; /* of the plot; low < high, or nothing is known */
    bool is_known;
    double last;      /* the last known sample of regular hours */
    double most_volume;
    size_t group;     /* candles: bars of each */
    size_t candles;   /* how many have room in its columns */
    int label_more;   /* digits more than labels have by themselves */
    struct axis axis;
};

void plan_make(struct plan *p, struct canvas *c, struct rect area,
               const struct chart *chart);
const char *plan_pick(const struct plan *p, const char *glyph,
                      const char *ascii);
const char *plan_pick_plain(const struct plan *p, const char *glyph,
                            const char *plain, const char *ascii);
size_t plan_slots(const struct chart *chart);
/* The place of v in a height of n, from the top. */
int plan_place(const struct plan *p, double v, int n);
/* The row of the plot in which the line draws v. */
int plan_row(const struct plan *p, double v);
/* The column of sample i, `per_cell` of them in a cell. */
int plan_column(const struct plan *p, size_t i, int per_cell);
/* The bars that a column of cells shows: from <= i < to; none: from == to. */
void plan_bars(const struct plan *p, int column, size_t *from, size_t *to);

void chart_draw_candles(const struct plan *p);
void chart_draw_names(const struct plan *p);
void chart_draw_axis(const struct plan *p);
void chart_draw_volume(const struct plan *p);
void chart_draw_time(const struct plan *p);
/* The chart in words (chart_words.c). */
void chart_say(struct canvas *c, struct rect area, const struct chart *chart);
void chart_write_label(const struct plan *p, char out[LABEL_MOST], double v,
                       int decimals);
void chart_tick_label(const struct plan *p, char out[LABEL_MOST], int i);

#endif
