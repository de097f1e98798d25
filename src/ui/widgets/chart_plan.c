/* SPDX-License-Identifier: MIT */
/*
 * The layout of a chart.
 *
 * Top down: the plot with its axis at the right, the volume rows, the time
 * axis and its labels. What does not fit is left out, the least needed first:
 * volume, then time, then the value axis; the line itself stays to the last.
 */
#include "chart_plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/mem.h"
#include "tapewatch/base/utf8.h"

enum {
    PLOT_WIDTH_LEAST = 8,  /* with labels beside it */
    PLOT_HEIGHT_LEAST = 3, /* with anything under it */
    TIME_ROWS = 2,
    VOLUME_LABEL = 6, /* "818.8M" */
    CANDLE_HALVES_LEAST = 3,
};

const char *plan_pick(const struct plan *p, const char *glyph,
                      const char *ascii)
{
    return p->c->is_ascii ? ascii : glyph;
}

/* Where the font has blocks and lines only. */
const char *plan_pick_plain(const struct plan *p, const char *glyph,
                            const char *plain, const char *ascii)
{
    return p->c->is_ascii ? ascii : p->c->is_blocks ? plain : glyph;
}

size_t plan_slots(const struct chart *chart)
{
    return chart->slots > chart->count ? chart->slots : chart->count;
}

/* ---- values */

static void widen(struct plan *p, double v)
{
    if (!isfinite(v) || (p->chart->is_log && v <= 0))
        return;
    p->low = p->is_known ? fmin(p->low, v) : v;
    p->high = p->is_known ? fmax(p->high, v) : v;
    p->is_known = true;
}

static void widen_by(struct plan *p, const double *values)
{
    for (size_t i = 0; values && i < p->chart->count; i++)
        widen(p, values[i]);
}

static void widen_by_all(struct plan *p)
{
    const struct chart *chart = p->chart;

    widen_by(p, chart->samples);
    for (size_t i = 0; i < chart->line_count; i++)
        widen_by(p, chart->lines[i].samples);
    if (chart->kind == CHART_CANDLE) {
        widen_by(p, chart->highs);
        widen_by(p, chart->lows);
    }
    for (int way = 0; way < 2; way++) /* of extended hours where all are */
        for (size_t i = chart->count; i-- > 0 && !isfinite(p->last);)
            if (way || !chart->is_extended || !chart->is_extended[i])
                p->last = chart->samples[i];
}

static void find_range(struct plan *p)
{
    const struct chart *chart = p->chart;
    double margin;

    p->last = NAN;
    widen_by_all(p);
    if (!p->is_known)
        return;
    if (chart->has_reference)
        widen(p, chart->reference);
    if (chart->has_bounds && p->low >= chart->low && p->high <= chart->high &&
        chart->low < chart->high) {
        p->low = chart->low;
        p->high = chart->high;
        p->is_known = isfinite(p->last);
        return;
    }
    margin = (p->high / 2 - p->low / 2) * 0.01;
    if (margin <= 0) /* flat: the line lies in the middle */
        margin = p->low == 0 ? 1 : fabs(p->low) * 0.005;
    if (!chart->is_log)
        p->low -= margin;
    else
        p->low *= 0.995;
    p->high += margin;
    p->is_known = isfinite(p->low) && isfinite(p->high) &&
                  isfinite(p->last) && p->low < p->high;
}

static void find_volume(struct plan *p)
{
    const double *volumes = p->chart->volumes;

    p->most_volume = 0;
    for (size_t i = 0; volumes && i < p->chart->count; i++)
        if (isfinite(volumes[i]))
            p->most_volume = fmax(p->most_volume, volumes[i]);
}

static double share_from_top(const struct plan *p, double v)
{
    if (p->chart->is_log)
        return v <= 0 ? 1 : (log(p->high) - log(v)) /
                                (log(p->high) - log(p->low));
    return (p->high / 2 - v / 2) / (p->high / 2 - p->low / 2);
}

int plan_place(const struct plan *p, double v, int n)
{
    int place = (int)lround(share_from_top(p, v) * (n - 1));

    return place < 0 ? 0 : place >= n ? n - 1 : place;
}

int plan_row(const struct plan *p, double v)
{
    int per_row = dots_per_row(p->c);

    return plan_place(p, v, p->height * per_row) / per_row;
}

/* ---- columns */

static bool has_candles(const struct chart *chart)
{
    return chart->kind == CHART_CANDLE && chart->opens && chart->highs &&
           chart->lows;
}

/* Candles share all the columns: where they are no whole number apart, some
 * stand a column further. */
static void place_candles(struct plan *p)
{
    size_t slots = plan_slots(p->chart), width = (size_t)p->width;

    if (!has_candles(p->chart) || slots == 0 || p->width < 1)
        return;
    p->group = (slots + width - 1) / width;
    p->candles = (slots + p->group - 1) / p->group;
}

/* The middle of its share. */
static int candle_column(const struct plan *p, size_t k)
{
    return (int)((2 * k + 1) * (size_t)p->width / (2 * p->candles));
}

/* The candle that stands in a column, if any. */
static bool candle_at(const struct plan *p, int column, size_t *out)
{
    *out = (size_t)column * p->candles / (size_t)p->width;
    if (*out < p->candles && candle_column(p, *out) < column)
        ++*out;
    return *out < p->candles && candle_column(p, *out) == column;
}

int plan_column(const struct plan *p, size_t i, int per_cell)
{
    size_t slots = plan_slots(p->chart);
    int n = p->width * per_cell;

    if (p->group)
        return candle_column(p, i / p->group) * per_cell + per_cell / 2;
    if (slots < 2)
        return 0;
    return (int)((double)i / (double)(slots - 1) * (n - 1) + 0.5);
}

void plan_bars(const struct plan *p, int column, size_t *from, size_t *to)
{
    size_t slots = plan_slots(p->chart), count = p->chart->count;
    size_t first = slots * (size_t)column / (size_t)p->width;
    size_t end = slots * ((size_t)column + 1) / (size_t)p->width;

    if (p->group) {
        size_t k;

        first = end = count;
        if (candle_at(p, column, &k)) {
            first = k * p->group;
            end = first + p->group;
        }
    } else if (end == first) {
        end++;
    }
    *from = first < count ? first : count;
    *to = end < count ? end : count;
}

/* ---- layout */

static int wider(int width, const char *text)
{
    int cells = (int)utf8_cells(text);

    return cells > width ? cells : width;
}

/* Does each label differ from the one before it? */
static bool labels_differ(const struct plan *p)
{
    char texts[2][LABEL_MOST] = {"", ""};

    for (int i = 0; i < p->axis.count; i++) {
        chart_tick_label(p, texts[i % 2], i);
        if (i > 0 && strcmp(texts[0], texts[1]) == 0)
            return false;
    }
    return true;
}

static void find_digits(struct plan *p)
{
    while (p->chart->label && p->label_more < LABEL_DIGITS &&
           !labels_differ(p))
        p->label_more++;
    if (!labels_differ(p))
        p->label_more = 0; /* they say nothing anyway: hidden figures */
}

static int find_label_width(const struct plan *p)
{
    char text[LABEL_MOST];
    int width = p->chart->label_width;

    for (int i = 0; i < p->axis.count; i++) {
        chart_tick_label(p, text, i);
        width = wider(width, text);
    }
    if (p->chart->has_last && p->is_known) {
        chart_write_label(p, text, p->last, p->chart->decimals);
        width = wider(width, text);
    }
    if (p->volume_rows > 0 && width < VOLUME_LABEL)
        width = VOLUME_LABEL;
    return width;
}

static void share_rows(struct plan *p, int rows)
{
    int volume = p->chart->volume_rows > 4 ? 4 : p->chart->volume_rows;

    if (rows >= PLOT_HEIGHT_LEAST + TIME_ROWS && !p->chart->has_no_time) {
        p->time_rows = TIME_ROWS;
        rows -= TIME_ROWS;
    }
    if (volume > 0 && p->most_volume > 0 &&
        rows >= PLOT_HEIGHT_LEAST + volume) {
        p->volume_rows = volume;
        rows -= volume;
    }
    p->height = rows;
}

void plan_make(struct plan *p, struct canvas *c, struct rect area,
               const struct chart *chart)
{
    int labels;

    *p = (struct plan){.c = c, .chart = chart, .x = area.x, .y = area.y,
                       .width = area.width};
    find_range(p);
    find_volume(p);
    share_rows(p, area.height);
    if (p->is_known)
        axis_fit(&p->axis, p->low, p->high, p->height, chart->is_log);
    find_digits(p);
    labels = find_label_width(p);
    if (labels > 0 && area.width - labels - 1 >= PLOT_WIDTH_LEAST) {
        p->label_width = labels;
        p->width = area.width - labels - 1;
    }
    place_candles(p);
}

/* ---- what panels ask */

bool chart_bounds(const struct canvas *c, struct rect area,
                  const struct chart *chart, double *low, double *high)
{
    struct canvas none = *c;
    struct plan p;

    plan_make(&p, &none, area, chart);
    *low = p.low;
    *high = p.high;
    return p.is_known;
}

int chart_label_width(const struct canvas *c, struct rect area,
                      const struct chart *chart)
{
    struct canvas none = *c;
    struct plan p;

    plan_make(&p, &none, area, chart);
    return p.label_width;
}

size_t chart_group(const struct canvas *c, struct rect area,
                   const struct chart *chart)
{
    struct canvas none = *c;
    struct chart candles = *chart;
    struct plan p;

    candles.kind = CHART_CANDLE;
    plan_make(&p, &none, area, &candles);
    return p.group ? p.group : 1;
}

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static double median_span(const struct chart *chart)
{
    double *spans = mem_new(chart->count + 1, sizeof(*spans)), median;
    size_t n = 0;

    for (size_t i = 0; i < chart->count; i++)
        if (isfinite(chart->highs[i]) && isfinite(chart->lows[i]))
            spans[n++] = chart->highs[i] - chart->lows[i];
    qsort(spans, n, sizeof(*spans), by_value);
    median = n ? spans[n / 2] : 0;
    free(spans);
    return median;
}

bool chart_suits_candles(const struct canvas *c, struct rect area,
                         const struct chart *chart)
{
    struct canvas none = *c;
    struct chart candles = *chart;
    struct plan p;

    candles.kind = CHART_CANDLE;
    if (!has_candles(&candles) || area.width < 1 || area.height < 1)
        return false;
    plan_make(&p, &none, area, &candles);
    if (!p.is_known)
        return false;
    return median_span(chart) * (double)p.group / (p.high - p.low) * 2 *
               p.height >=
           CANDLE_HALVES_LEAST;
}
