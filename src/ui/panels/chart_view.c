/* SPDX-License-Identifier: MIT */
/* What a chart shows, and how keys change it. */
#include "chart_view.h"

#include <math.h>
#include <stdio.h>
#include <strings.h>

#include "../show.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"

enum { BARS_LEAST = 8 /* zoomed in */ };
enum {
    SESSIONS_A_YEAR = 252,
    USUAL_DAYS = 366,  /* of history, that are there without asking */
    MAX_DAYS = 3650,   /* of the range MAX */
    SLACK_DAYS = 14    /* a range need not begin to the day */
};

static const char *const style_words[STYLE_COUNT] = {
#define STYLE_WORDS(name, words) words,
    CHART_STYLES(STYLE_WORDS)
#undef STYLE_WORDS
};

enum range chart_view_range(const void *view, const struct frame *f)
{
    const struct chart_panel *p = f->panel->kind;
    const struct chart_view *v = view;
    const struct listing *l = v->is_set ? NULL : show_listing(f);

    if (v->is_set)
        return v->range;
    for (int r = (int)p->first; l && r < RANGE_COUNT; r++)
        if (range_has_bars(l, (enum range)r, p->is_large))
            return (enum range)r;
    return p->first;
}

enum chart_style chart_view_style(const void *view, const struct frame *f)
{
    const struct chart_panel *p = f->panel->kind;
    const struct chart_view *v = view;

    if (v->style != STYLE_auto)
        return v->style;
    return config_bool(f->config, OPT_a11y) ? STYLE_table : p->style;
}

void chart_view_read(const void *view, const struct frame *f,
                     const struct listing *l, struct range_data *out)
{
    const struct chart_panel *p = f->panel->kind;
    const struct chart_view *v = view;
    const struct range_view want = {
        .range = chart_view_range(v, f),
        .has_extended = p->is_large,
        .lead = v->study % study_count() ? LEAD_OF_STUDIES : 0,
        .shown = v->shown,
        .back = v->back,
    };

    range_read(l, &want, out);
}

/* ---- keys */

static void set_range(struct chart_view *v, int to)
{
    if (to < 0 || to >= RANGE_COUNT)
        return;
    v->range = (enum range)to;
    v->is_set = true;
    v->shown = v->back = 0;
    v->has_cross = false;
}

static bool act_range(struct chart_view *v, const struct frame *f,
                      enum ui_action a)
{
    int now = (int)chart_view_range(v, f);

    if (a == ACTION_range_next || a == ACTION_range_prev)
        set_range(v, now + (a == ACTION_range_next ? 1 : -1));
    else if (a == ACTION_range_first || a == ACTION_range_last)
        set_range(v, a == ACTION_range_last ? RANGE_COUNT - 1 : 0);
    else
        return false;
    return true;
}

/* How many bars there are, and how many are shown. */
struct extent {
    size_t all, shown;
};

static struct extent extent_of(const struct chart_view *v,
                               const struct frame *f)
{
    const struct listing *l = show_listing(f);
    struct range_data d = {0};
    struct extent e;

    if (l)
        chart_view_read(v, f, l, &d);
    e = (struct extent){d.bar_count, d.count};
    range_done(&d);
    return e;
}

static size_t moved(size_t from, bool is_up, size_t by, size_t most)
{
    if (!is_up)
        return from > by ? from - by : 0;
    return from + by < most ? from + by : most;
}

/* Moves the crosshair, or else the window, by a tenth of it. */
static void pan(struct chart_view *v, const struct frame *f, bool is_left)
{
    struct extent e = extent_of(v, f);
    size_t by = e.shown / 10 ? e.shown / 10 : 1;

    if (e.shown == 0)
        return;
    if (v->has_cross) {
        v->cross_back = moved(v->cross_back, is_left, 1, e.shown - 1);
        return;
    }
    /* The reader is asked for as many older bars as this wants. */
    v->shown = e.shown;
    v->back = moved(v->back, is_left, by, v->back + by);
    e = extent_of(v, f);
    if (v->back > e.all - e.shown)
        v->back = e.all - e.shown;
}

static void zoom(struct chart_view *v, const struct frame *f, bool is_in)
{
    struct extent e = extent_of(v, f);

    if (e.shown == 0)
        return;
    v->shown = is_in ? (e.shown + 1) / 2 : e.shown * 2;
    if (v->shown < BARS_LEAST)
        v->shown = e.shown < BARS_LEAST ? e.shown : BARS_LEAST;
    e = extent_of(v, f);
    if (v->shown > e.shown)
        v->shown = e.shown;
    if (v->cross_back >= v->shown)
        v->cross_back = v->shown - 1;
}

static bool act_window(struct chart_view *v, const struct frame *f,
                       enum ui_action a)
{
    if (a == ACTION_pan_left || a == ACTION_pan_right)
        pan(v, f, a == ACTION_pan_left);
    else if (a == ACTION_zoom_in || a == ACTION_zoom_out)
        zoom(v, f, a == ACTION_zoom_in);
    else if (a == ACTION_fit)
        v->shown = v->back = 0;
    else
        return false;
    return true;
}

static bool act_look(struct chart_view *v, enum ui_action a)
{
    if (a == ACTION_chart_style)
        v->style = (enum chart_style)((v->style + 1) % STYLE_COUNT);
    else if (a == ACTION_indicators)
        v->study = (v->study + 1) % study_count();
    else if (a == ACTION_log_scale)
        v->is_log = !v->is_log;
    else if (a == ACTION_percent_scale)
        v->is_percent = !v->is_percent;
    else if (a == ACTION_crosshair)
        v->has_cross = !v->has_cross;
    else
        return false;
    return true;
}

/* Asks which symbol; the one that is drawn goes with an empty answer. */
static bool act_compare(const struct chart_view *v, enum ui_action a,
                        struct wish *wish)
{
    if (a != ACTION_versus)
        return false;
    snprintf(wish->prompt, sizeof(wish->prompt), "VS %s", v->compare);
    return true;
}

bool chart_view_act(void *view, const struct frame *f, enum ui_action a,
                    struct wish *wish)
{
    const struct chart_panel *p = f->panel->kind;
    struct chart_view *v = view;

    if (act_range(v, f, a))
        return true;
    if (a == ACTION_back) {
        bool had_cross = v->has_cross;

        v->has_cross = false;
        return had_cross;
    }
    return p->is_large && (act_window(v, f, a) || act_look(v, a) ||
                           act_compare(v, a, wish));
}

int64_t chart_view_older_ms(enum range r, int64_t now_ms)
{
    int sessions = range_sessions(r);
    int64_t days = sessions > 0 ? (int64_t)sessions * 365 / SESSIONS_A_YEAR
                                : MAX_DAYS;

    return sessions >= 0 && days > USUAL_DAYS ? now_ms - days * MS_PER_DAY : 0;
}

/* A range that begins before the first daily bar that is known. */
bool chart_view_lacks(const void *view, const struct frame *f,
                      struct command *wish)
{
    int64_t from = chart_view_older_ms(chart_view_range(view, f),
                                       f->now->now_ms);
    const struct listing *l = show_listing(f);
    const struct series *daily = l ? l->series[BAR_1d] : NULL;

    if (!l || !from || f->now->mode != RUN_LIVE ||
        (daily && daily->count &&
         daily->bars[0].start <= from + SLACK_DAYS * MS_PER_DAY))
        return false;
    *wish = (struct command){.kind = COMMAND_HISTORY, .number = (double)from};
    name_copy(wish->symbol, sizeof(wish->symbol), l->instrument->symbol);
    return true;
}

/* The first range that is drawn of such bars; while there are none, the one
 * that will be. */
static bool set_bar_size(struct chart_view *v, const struct frame *f,
                         const char *word)
{
    const struct listing *l = show_listing(f);
    enum bar_span span;

    if (!bar_span_from_name(word, &span))
        return false;
    for (int r = 0; l && r < RANGE_COUNT; r++) {
        struct range_data d = {0};
        bool is_it;

        set_range(v, r);
        chart_view_read(v, f, l, &d);
        is_it = d.count && d.span == span;
        range_done(&d);
        if (is_it)
            return true;
    }
    set_range(v, span == BAR_1h ? RANGE_5d : RANGE_1d);
    return true;
}

bool chart_view_range_word(struct chart_view *v, const char *word)
{
    for (int r = 0; r < RANGE_COUNT; r++) {
        if (strcasecmp(range_name((enum range)r), word) != 0)
            continue;
        set_range(v, r);
        return true;
    }
    return false;
}

bool chart_view_word(void *view, const struct frame *f, const char *word)
{
    struct chart_view *v = view;

    if (word[0] == '|') {
        name_copy(v->compare, sizeof(v->compare), word + 1);
        return true;
    }
    return chart_view_range_word(v, word) || set_bar_size(v, f, word);
}

/* ---- in words */

/* High enough that a logarithmic scale says more. */
static bool is_steep(const struct range_data *d)
{
    double low = INFINITY, high = -INFINITY;

    for (size_t i = 0; i < d->count; i++) {
        low = fmin(low, d->samples[d->lead + i]);
        high = fmax(high, d->samples[d->lead + i]);
    }
    return low > 0 && high > 3 * low;
}

/* "daily"; "4d bars", "15m bars" where a candle is of several. */
static void bars_words(const struct range_data *d, size_t group, char out[40])
{
    size_t n = (size_t)(bar_span_ms(d->span) / MS_PER_MINUTE) * group;

    if (group < 2)
        snprintf(out, 40, "%s", d->words);
    else if (d->is_daily)
        snprintf(out, 40, "%zud bars", group);
    else
        snprintf(out, 40, "%zu%c bars", n % 60 ? n : n / 60,
                 n % 60 ? 'm' : 'h');
}

void chart_view_words(const void *view, const struct frame *f, char *out,
                      size_t size)
{
    const struct chart_view *v = view;
    const struct listing *l = show_listing(f);
    struct range_data d = {.words = ""};
    const char *style = style_words[v->style];
    char bars[40];

    if (l)
        chart_view_read(v, f, l, &d);
    bars_words(&d, v->group, bars);
    snprintf(out, size, "%s%s%s%s%s%s", style, style[0] ? "  " : "",
             v->is_log       ? "log  "
             : is_steep(&d) ? "L: log  " : "",
             v->is_percent || v->compare[0] ? "%  " : "",
             d.count && v->back ? "older  " : "", bars);
    range_done(&d);
}
