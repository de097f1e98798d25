/* SPDX-License-Identifier: MIT */
/* The bars of a chart as a table, newest first. */
#include <math.h>
#include <stdio.h>

#include "../show.h"
#include "chart_view.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"

enum { TIME_WIDTH = 14, PRICE_WIDTH = 10, CHANGE_WIDTH = 9, VOLUME_WIDTH = 9 };

static const struct {
    const char *name;
    int width;
} columns[] = {
    {"OPEN", PRICE_WIDTH},    {"HIGH", PRICE_WIDTH}, {"LOW", PRICE_WIDTH},
    {"CLOSE", PRICE_WIDTH},   {"CHG%", CHANGE_WIDTH},
    {"VOLUME", VOLUME_WIDTH},
};

static void draw_header(struct canvas *c, struct rect area)
{
    int x = area.x + TIME_WIDTH;

    canvas_text(c, area.x + 1, area.y, area.width - 1, ROLE_header, "TIME");
    for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++) {
        if (x + columns[i].width > area.x + area.width)
            return;
        canvas_right(c, x, area.y, columns[i].width, ROLE_header,
                     columns[i].name);
        x += columns[i].width;
    }
}

/* The bar before it; itself: there is none. */
static size_t before(const struct range_data *d, size_t i)
{
    for (size_t at = i; at-- > 0;)
        if (!d->bars[at].is_empty)
            return at;
    return i;
}

static void draw_cell(struct canvas *c, struct place p,
                      const struct range_data *d, size_t i, size_t column)
{
    const double *prices[] = {d->opens, d->highs, d->lows, d->samples};
    char text[FORMAT_MAX] = "-";

    if (column < 4) {
        show_price(c, p, ROLE_value, isfinite(prices[column][i]),
                   prices[column][i]);
    } else if (column == 4) {
        size_t at = before(d, i);
        double v = at < i ? derive_percent(d->samples[i], d->samples[at])
                          : NAN;

        show_percent(c, p, isfinite(v), v, false);
    } else {
        if (isfinite(d->volumes[i]))
            format_count(text, d->volumes[i]);
        canvas_right(c, p.x, p.y, p.width, ROLE_volume, text);
    }
}

static void draw_row(struct canvas *c, struct rect row,
                     const struct range_data *d, size_t i)
{
    char day[16], clock[16] = "", text[40];
    int x = row.x + TIME_WIDTH;
    int64_t start = d->bars[i].bar.start;

    show_time_text(start + (d->is_daily ? 12 * MS_PER_HOUR : 0), 0, day);
    if (!d->is_daily)
        show_clock_text(start, clock);
    snprintf(text, sizeof(text), "%s %.5s", day, clock);
    canvas_text(c, row.x + 1, row.y, TIME_WIDTH - 1,
                d->extended[i] ? ROLE_ext : ROLE_label, text);
    for (size_t k = 0; k < sizeof(columns) / sizeof(*columns); k++) {
        if (x + columns[k].width > row.x + row.width)
            return;
        draw_cell(c, (struct place){x, row.y, columns[k].width}, d, i, k);
        x += columns[k].width;
    }
}

void chart_table_draw(const struct range_data *d, struct canvas *c,
                      struct rect area)
{
    int y = 1;

    if (area.height < 1)
        return;
    draw_header(c, area);
    for (size_t i = d->lead + d->count; i-- > d->lead && y < area.height;)
        if (!d->bars[i].is_empty)
            draw_row(c, (struct rect){area.x, area.y + y++, area.width, 1}, d,
                     i);
}
