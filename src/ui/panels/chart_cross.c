/* SPDX-License-Identifier: MIT */
/* What the crosshair of a chart tells of the bar under it. Prices are the
 * bar's own: the columns may be in percent. */
#include <math.h>
#include <stdio.h>

#include "../show.h"
#include "chart_view.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"

static size_t bar_of(const struct range_data *d, const struct chart_view *v)
{
    return d->lead + d->count - 1 - v->cross_back;
}

static void write_time(const struct range_data *d, const struct range_bar *b,
                       char *out, size_t size)
{
    char day[16], clock[16] = "";

    show_time_text(b->bar.start + (d->is_daily ? MS_PER_HOUR * 12 : 0), 0,
                   day);
    if (!d->is_daily)
        show_clock_text(b->bar.start, clock);
    snprintf(out, size, "%s%s%.5s", day, clock[0] ? " " : "", clock);
}

static void write_price(char out[FORMAT_MAX], bool is_known, double price)
{
    if (is_known)
        format_price(out, price, -1);
    else
        snprintf(out, FORMAT_MAX, "-");
}

static void write_percent(char out[FORMAT_MAX], double percent)
{
    if (isfinite(percent))
        snprintf(out, FORMAT_MAX, "%+.1f%%", percent);
    else
        snprintf(out, FORMAT_MAX, "-");
}

void chart_view_bar(const struct range_data *d, const struct chart_view *v,
                    char *out, size_t size)
{
    const struct range_bar *b = &d->bars[bar_of(d, v)];
    const double values[] = {b->bar.open, b->bar.high, b->bar.low};
    bool is_whole = !b->is_empty && (b->bar.known & BAR_HAS_OHL);
    char time[40], price[3][FORMAT_MAX], close[FORMAT_MAX];
    char volume[FORMAT_MAX] = "-";

    write_time(d, b, time, sizeof(time));
    for (int k = 0; k < 3; k++)
        write_price(price[k], is_whole, values[k]);
    write_price(close, !b->is_empty, b->bar.close);
    if (!b->is_empty && (b->bar.known & BAR_HAS_VOLUME))
        format_count(volume, b->bar.volume);
    snprintf(out, size, "%s  O %s  H %s  L %s  C %s  V %s", time, price[0],
             price[1], price[2], close, volume);
}

void chart_view_cross(const struct range_data *d, const struct chart_view *v,
                      const char *symbol, const double *other, char *out,
                      size_t size)
{
    size_t i = bar_of(d, v);
    const struct range_bar *b = &d->bars[i];
    char time[40], bar[160], price[FORMAT_MAX], ours[FORMAT_MAX];
    char theirs[FORMAT_MAX];

    write_percent(ours, d->samples[i]);
    if (!v->compare[0]) {
        chart_view_bar(d, v, bar, sizeof(bar));
        snprintf(out, size, "%s%s%s", bar, v->is_percent ? "  " : "",
                 v->is_percent ? ours : "");
        return;
    }
    write_time(d, b, time, sizeof(time));
    write_price(price, !b->is_empty, b->bar.close);
    write_percent(theirs, other ? other[i - d->lead] : NAN);
    snprintf(out, size, "%s  %.24s %s %s  %.24s %s", time, symbol, price,
             ours, v->compare, theirs);
}
