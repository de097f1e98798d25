/* SPDX-License-Identifier: MIT */
/* Market value lost or gained over the day of an event, its moments marked;
 * also over the days that led there. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../ranges.h"
#include "../show.h"
#include "event_points.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/mem.h"

enum span { SPAN_DAY, SPAN_5D, SPAN_1M, SPAN_COUNT };

static const struct {
    const char *name;
    enum range range;
} spans[SPAN_COUNT] = {
    {"today", RANGE_1d}, {"5D", RANGE_5d}, {"1M", RANGE_1m}};

struct curve_view {
    enum span span;
};

/* Market value when shares and a previous close are known, else percent. */
static bool is_in_money(const struct event *e)
{
    return e && (e->known & EVENT_HAS_SHARES) &&
           (e->known & EVENT_HAS_PREV_CLOSE) && e->shares > 0;
}

/* A group, whose members' sum is the curve: of its day alone. */
static bool is_sum(const struct event *e)
{
    return e && *e->key.symbol == '@' && !event_term(e) &&
           (e->known & EVENT_HAS_CAP_CHANGE_USD);
}

static enum span span_of(const struct curve_view *v, const struct event *e)
{
    return is_sum(e) ? SPAN_DAY : v->span;
}

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    const struct event *e = snapshot_event(f->now, &f->subject->event);
    const struct curve_view *v = view;
    char date[11] = "";

    if (e)
        civil_format_date(e->key.session, date);
    snprintf(left, size, "%s %s",
             is_sum(e)             ? "Market value together"
             : !is_in_money(e)     ? "Price over the day"
             : e->last.measure < 0 ? "Market value lost"
                                   : "Market value change", date);
    right[0] = '\0';
    for (int i = 0; i < (is_sum(e) ? 1 : SPAN_COUNT); i++) {
        size_t n = strlen(right);

        snprintf(right + n, size - n, "%s%s%s%s", i ? " " : "",
                 i == (int)span_of(v, e) ? "[" : "", spans[i].name,
                 i == (int)span_of(v, e) ? "]" : "");
    }
}

static void money_label(char *out, size_t size, double v, int more)
{
    char text[FORMAT_MAX];

    format_money_change_digits(text, v, more);
    snprintf(out, size, "%s", v == 0 ? "0" : text);
}

static int32_t date_of(const struct listing *l, const struct range_data *d,
                       size_t i)
{
    return bar_date(instrument_hours(l->instrument),
                    d->is_daily ? BAR_1d : BAR_5m, &d->bars[d->lead + i].bar);
}

/* Did it begin outside regular hours? Then its curve has those bars, too. */
static bool is_outside(const struct listing *l, const struct event *e)
{
    return calendar_session(instrument_hours(l->instrument), e->opened.t) !=
           SESSION_REGULAR;
}

/* Bars up to the event's session: later ones are no part of the way there. */
static void read_bars(const struct listing *l, const struct event *e,
                      enum span span, struct range_data *d)
{
    const struct range_view want = {.range = spans[span].range};

    if (span == SPAN_DAY) {
        bool has_close = e->official && (e->known & EVENT_HAS_PRICE) &&
                         !is_outside(l, e);

        range_read_day(l, e->key.session, is_outside(l, e),
                       has_close ? e->price : NAN, d);
        return;
    }
    range_read(l, &want, d);
    while (d->count > 0 && date_of(l, d, d->count - 1) > e->key.session)
        d->count--;
    d->slots = d->count;
}

/* ---- the moments */

struct notes {
    struct chart_mark at[EVENT_MARKS_MAX];
    char texts[EVENT_MARKS_MAX][16];
    size_t count;
};

/* The last bar that starts by `t`. */
static size_t bar_at(const struct range_data *d, int64_t t)
{
    size_t found = 0;

    for (size_t i = 0; i < d->count; i++)
        if (d->bars[d->lead + i].bar.start <= t)
            found = i;
    return found;
}

static void make_notes(const struct frame *f, const struct canvas *c,
                       const struct range_data *d, struct notes *out)
{
    struct event_points points;

    event_points_read(f, &points);
    for (size_t i = 0; i < points.count; i++) {
        const struct event_moment *p = &points.at[i];
        char clock[16];

        if (p->mark != (int)out->count + 1)
            continue;
        show_clock_text(p->t, clock);
        snprintf(out->texts[out->count], sizeof(out->texts[0]), "%s%.5s",
                 event_mark_text(c, p->mark),
                 clock[0] == '0' ? clock + 1 : clock);
        if (clock[0] == '0')
            out->texts[out->count][strlen(event_mark_text(c, p->mark)) + 4] =
                '\0';
        out->at[out->count] = (struct chart_mark){
            .index = bar_at(d, p->t), .text = out->texts[out->count]};
        out->count++;
    }
}

static void draw_chart(const struct frame *f, const struct event *e,
                       struct range_data *d, struct canvas *c,
                       struct rect area, enum span span)
{
    struct chart chart = range_chart(d);
    struct notes notes = {.count = 0};

    chart.volumes = NULL;
    chart.is_extended = NULL; /* here they are what it is about */
    chart.has_last = true;
    chart.has_reference = (e->known & EVENT_HAS_PREV_CLOSE) != 0;
    chart.reference = e->prev_close;
    if (is_sum(e)) {
        chart.has_reference = true;
        chart.label = money_label;
    } else if (is_in_money(e)) {
        for (size_t i = 0; i < d->count; i++)
            d->samples[d->lead + i] = derive_cap_change_at(
                d->samples[d->lead + i], e->prev_close, e->shares);
        chart.reference = 0;
        chart.label = money_label;
    }
    chart.role = show_change_role(e->last.measure);
    if (span == SPAN_DAY) {
        make_notes(f, c, d, &notes);
        chart.notes = notes.at;
        chart.note_count = notes.count;
    }
    chart_draw(c, area, &chart);
}

/* The sum's bars, read as those of a listing of the members' market. */
static void read_sum(const struct frame *f, const struct event *e,
                     struct range_data *d)
{
    struct event_peer member;
    struct listing sum = {.session = e->key.session};
    struct series *day;

    if (snapshot_peers_all(f->now, e, &member, 1) == 0)
        return;
    day = snapshot_group_day(f->now, e);
    sum.instrument = member.listing->instrument;
    sum.series[BAR_5m] = day;
    range_read_day(&sum, e->key.session, false,
                   e->official ? e->cap_change_usd : NAN, d);
    shared_release(day);
}

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    const struct event *e = snapshot_event(f->now, &f->subject->event);
    const struct listing *l = e ? snapshot_find(f->now, e->key.symbol) : NULL;
    const struct curve_view *v = view;
    struct range_data d = {0};

    if (is_sum(e))
        read_sum(f, e, &d);
    else if (l)
        read_bars(l, e, v->span, &d);
    if (d.count == 0)
        show_text(c, (struct place){area.x + 1, area.y, area.width - 1},
                  ROLE_dim,
                  span_of(v, e) == SPAN_DAY ? "no intraday bars of this session"
                                      : "no bars known");
    else
        draw_chart(f, e, &d, c, area, span_of(v, e));
    range_done(&d);
}

static bool act(void *view, const struct frame *f, enum ui_action a,
                struct wish *wish)
{
    struct curve_view *v = view;

    (void)f;
    (void)wish;
    if (a == ACTION_range_next && v->span + 1 < SPAN_COUNT)
        v->span = (enum span)(v->span + 1);
    else if (a == ACTION_range_prev && v->span > 0)
        v->span = (enum span)(v->span - 1);
    else
        return a == ACTION_range_next || a == ACTION_range_prev;
    return true;
}

const struct panel_ops panel_curve = {
    .name = "curve", .help = "market value over the event's day",
    .contexts = CONTEXT_chart, .min_width = 24, .min_height = 4,
    .view_size = sizeof(struct curve_view),
    .title = title, .act = act, .draw = draw,
};
