/* SPDX-License-Identifier: MIT */
/* Indicators and another symbol as lines of a chart. */
#include "chart_lines.h"

#include <math.h>
#include <stdlib.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

enum { KEPT_DAYS = 4 }; /* a price of the other symbol, without a newer one */

static const struct study studies[] = {
#define STUDY(name, ...) {name, {__VA_ARGS__, INDICATOR_COUNT}},
#include "../studies.def"
#undef STUDY
};

/* RSI: above the first it is called overbought, under the second oversold. */
static const double rsi_levels[] = {70, 30};

size_t study_count(void)
{
    return sizeof(studies) / sizeof(*studies);
}

const struct study *study_at(size_t i)
{
    return &studies[i % study_count()];
}

static double *new_block(struct chart_lines *l, size_t n)
{
    double *block = mem_new(n + 1, sizeof(*block));

    l->blocks[l->block_count++] = block;
    return block;
}

static enum role role_at(size_t i)
{
    static const enum role roles[] = {ROLE_ma1, ROLE_ma2, ROLE_ma3};

    return roles[i % (sizeof(roles) / sizeof(*roles))];
}

static double last_of(const double *v, size_t n)
{
    return n ? v[n - 1] : NAN;
}

static double last_known(const double *v, size_t n)
{
    while (n > 0 && !isfinite(v[n - 1]))
        n--;
    return last_of(v, n);
}

static void add_over(struct chart_lines *l, enum indicator of,
                     const double *block, const struct range_data *d)
{
    const struct indicator_row *row = indicator_row(of);
    size_t first = l->legend_count;

    for (int k = 0; k < row->lines && l->over_count < CHART_LINES_MAX; k++)
        l->over[l->over_count++] = (struct chart_line){
            block + (size_t)k * d->bar_count + d->lead, role_at(first), NULL};
    l->legend[l->legend_count++] = (struct legend_entry){
        row->label, role_at(first), last_of(block + d->lead, d->count), NULL};
}

static void add_levels(struct chart_lines *l, const struct range_data *d)
{
    double *block = new_block(l, 2 * d->count);

    for (size_t k = 0; k < 2; k++) {
        for (size_t i = 0; i < d->count; i++)
            block[k * d->count + i] = rsi_levels[k];
        l->pane[l->pane_count++] =
            (struct chart_line){block + k * d->count, ROLE_grid, NULL};
    }
}

static void add_pane(struct chart_lines *l, enum indicator of,
                     const double *block, const struct range_data *d)
{
    const struct indicator_row *row = indicator_row(of);

    for (int k = 0; k < row->lines; k++)
        l->pane[l->pane_count++] = (struct chart_line){
            block + (size_t)k * d->bar_count + d->lead,
            k == 0 ? ROLE_line : role_at((size_t)k - 1), NULL};
    l->pane_of = of;
    l->pane_legend = (struct legend_entry){
        row->label, ROLE_line, last_of(block + d->lead, d->count), NULL};
    if (of == INDICATOR_rsi)
        add_levels(l, d);
}

void chart_lines_study(struct chart_lines *l, const struct study *study,
                       const struct range_data *d)
{
    const struct indicator_bars bars = {
        .highs = d->highs, .lows = d->lows, .closes = d->samples,
        .volumes = d->volumes, .count = d->bar_count,
        .opens_session = d->is_daily ? NULL : d->session_starts};

    for (size_t i = 0; i < STUDY_INDICATORS; i++) {
        enum indicator of = study->of[i];
        double *block;

        if (of == INDICATOR_COUNT)
            return;
        block = new_block(l, d->bar_count * INDICATOR_LINES_MAX);
        indicator_fill(of, &bars, block);
        if (indicator_row(of)->is_pane)
            add_pane(l, of, block, d);
        else
            add_over(l, of, block, d);
    }
}

static double first_known(const double *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (isfinite(v[i]) && v[i] != 0)
            return v[i];
    return NAN;
}

static int64_t end_of(const struct range_data *d, size_t i)
{
    return bar_end(d->hours, d->is_daily ? BAR_1d : d->span,
                   &d->bars[i].bar);
}

/* The quote behind the bars stands at the end of the other chart. */
static bool is_quote(const struct range_data *d, size_t i)
{
    return i + 1 == d->bar_count && d->bars[i].is_now;
}

/* What was known of the other one at the end of each bar, however long its own
 * bars are: from the first one in the window on, and for a few days. */
static void align(const struct range_data *d, const struct range_data *other,
                  double *out)
{
    int64_t from = d->bars[d->lead].bar.start;
    size_t k = 0;

    for (size_t i = 0; i < d->count; i++) {
        bool is_last = d->lead + i + 1 == d->bar_count;
        int64_t end = end_of(d, d->lead + i), seen;

        while (k < other->bar_count &&
               (is_last || (!is_quote(other, k) && end_of(other, k) <= end)))
            k++;
        out[i] = NAN;
        if (k == 0)
            continue;
        seen = is_quote(other, k - 1) ? end : end_of(other, k - 1);
        if (seen > from && end - seen <= KEPT_DAYS * MS_PER_DAY)
            out[i] = other->samples[k - 1];
    }
}

void chart_lines_compare(struct chart_lines *l, const char *const symbols[2],
                         enum role own,
                         const struct range_data *d,
                         const struct range_data *other)
{
    double *v = new_block(l, d->count), base;

    align(d, other, v);
    base = first_known(v, d->count);
    for (size_t i = 0; i < d->count; i++)
        v[i] = derive_percent(v[i], base);
    l->other = v;
    l->over[l->over_count++] =
        (struct chart_line){v, ROLE_ma2, symbols[1]};
    l->legend[l->legend_count++] = (struct legend_entry){
        symbols[0], own, last_known(d->samples + d->lead, d->count), NULL};
    l->legend[l->legend_count++] =
        (struct legend_entry){symbols[1], ROLE_ma2, last_known(v, d->count),
                              "has no bars of these times"};
}

void chart_lines_percent(struct chart_lines *l, struct range_data *d,
                         double *reference)
{
    double base = first_known(d->samples + d->lead, d->count);
    double *columns[] = {d->opens, d->highs, d->lows, d->samples};

    for (size_t k = 0; k < sizeof(columns) / sizeof(*columns); k++)
        for (size_t i = 0; i < d->bar_count; i++)
            columns[k][i] = derive_percent(columns[k][i], base);
    for (size_t k = 0; k < l->over_count; k++) {
        double *v = new_block(l, d->count);

        for (size_t i = 0; i < d->count; i++)
            v[i] = derive_percent(l->over[k].samples[i], base);
        l->over[k].samples = v;
    }
    for (size_t k = 0; k < l->legend_count; k++)
        l->legend[k].last = derive_percent(l->legend[k].last, base);
    *reference = derive_percent(*reference, base);
}

void chart_lines_done(struct chart_lines *l)
{
    for (size_t i = 0; i < l->block_count; i++)
        free(l->blocks[i]);
    *l = (struct chart_lines){0};
}
