/* SPDX-License-Identifier: MIT */
/* Market value lost or gained over the day of an event. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../ranges.h"
#include "../show.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"

/* Market value when shares and a previous close are known, else percent. */
static bool is_in_money(const struct event *e)
{
    return e && (e->known & EVENT_HAS_SHARES) &&
           (e->known & EVENT_HAS_PREV_CLOSE) && e->shares > 0;
}

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    const struct event *e = snapshot_event(f->now, &f->subject->event);

    (void)view;
    snprintf(left, size, "%s",
             is_in_money(e) ? "Market value change" : "Price over the day");
    if (e)
        civil_format_date(e->key.session, right);
}

static void money_label(char *out, size_t size, double v)
{
    char text[FORMAT_MAX];

    format_money_change(text, v);
    snprintf(out, size, "%s", v == 0 ? "0" : text);
}

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    const struct event *e = snapshot_event(f->now, &f->subject->event);
    const struct listing *l = e ? snapshot_find(f->now, e->key.symbol) : NULL;
    struct range_data d = {0};
    struct chart chart;

    (void)view;
    if (l)
        range_read_day(l, e->key.session,
                       e->official && (e->known & EVENT_HAS_PRICE) ? e->price
                                                                   : NAN,
                       &d);
    if (d.count == 0) {
        show_text(c, (struct place){area.x + 1, area.y, area.width - 1},
                  ROLE_dim, "no intraday bars of this session");
        range_done(&d);
        return;
    }
    chart = range_chart(&d);
    chart.volumes = NULL;
    chart.has_last = true;
    chart.has_reference = (e->known & EVENT_HAS_PREV_CLOSE) != 0;
    chart.reference = e->prev_close;
    if (is_in_money(e)) {
        for (size_t i = 0; i < d.count; i++)
            d.samples[i] = derive_cap_change_at(d.samples[i], e->prev_close,
                                                e->shares);
        chart.reference = 0;
        chart.label = money_label;
    }
    chart.role = show_change_role(e->last.measure);
    chart_draw(c, area, &chart);
    range_done(&d);
}

const struct panel_ops panel_curve = {
    .name = "curve", .help = "market value over the event's day",
    .contexts = CONTEXT_any, .min_width = 24, .min_height = 4,
    .title = title, .draw = draw,
};
