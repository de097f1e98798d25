/*
 * The lines of a chart besides its price: indicators over it and in a pane
 * below it, another symbol.
 */
#ifndef TAPEWATCH_UI_CHART_LINES_H
#define TAPEWATCH_UI_CHART_LINES_H

#include "../ranges.h"
#include "tapewatch/state/indicators.h"

enum { STUDY_INDICATORS = 4, CHART_LINES_MAX = 8,
       CHART_BLOCKS_MAX = 2 * CHART_LINES_MAX + STUDY_INDICATORS,
       LEAD_OF_STUDIES = 260 };

struct study {
    const char *name;
    enum indicator of[STUDY_INDICATORS]; /* INDICATOR_COUNT ends them */
};
size_t study_count(void);
const struct study *study_at(size_t i); /* wraps around */

struct legend_entry {
    const char *label;
    enum role role;
    double last;     /* NaN: not known */
    const char *why; /* it is not; NULL: no more is said */
};

/* Zero-initialise; chart_lines_done() frees. */
struct chart_lines {
    struct chart_line over[CHART_LINES_MAX], pane[CHART_LINES_MAX];
    size_t over_count, pane_count;
    const double *other; /* percents of the second symbol; NULL: none */
    struct legend_entry legend[CHART_LINES_MAX], pane_legend;
    size_t legend_count;
    enum indicator pane_of; /* with pane_count > 0 */
    double *blocks[CHART_BLOCKS_MAX];
    size_t block_count;
};
/* Lines of the window of `d`. */
void chart_lines_study(struct chart_lines *l, const struct study *study,
                       const struct range_data *d);
/* The bars of the second symbol at the times of ours, in percent of the first
 * one; ours are in percent already, and drawn in role `own`. */
void chart_lines_compare(struct chart_lines *l, const char *const symbols[2],
                         enum role own,
                         const struct range_data *d,
                         const struct range_data *other);
/* Columns of the window as percent of its first close. */
void chart_lines_percent(struct chart_lines *l, struct range_data *d,
                         double *reference);
void chart_lines_done(struct chart_lines *l);

#endif
