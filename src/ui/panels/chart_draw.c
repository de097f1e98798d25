/* SPDX-License-Identifier: MIT */
/* Draws the bars of a range with its lines; says so when there are none. */
#include <math.h>
#include <stdio.h>

#include "../show.h"
#include "chart_view.h"
#include "tapewatch/base/format.h"

enum {
    PANE_LEAST = 3,     /* of a third of the height */
    PANE_WITH_TIME = 6, /* has room for the time axis under it */
    FLAGS_MAX = 64,
    SCALE_MS = 30000,   /* that the value axis stays */
    VOLUME_FROM = 10,
    ROWS_PER_VOLUME = 6, /* of the chart, for each of volume */
    WHY_MAX = 120,
    COMPACT = 100        /* a narrower screen's title has no room for more */
};

struct picture {
    struct chart_view *view;
    const struct frame *f;
    const struct listing *l;
    struct canvas *c;
    struct range_data d;
    struct chart_lines lines;
    struct chart_flag flags[FLAGS_MAX];
    struct chart chart;
    bool has_group; /* the legend says how many bars make a candle */
};

/* Nothing has come yet, or nobody knows it. */
static void why_unknown(const struct frame *f, const struct canvas *c,
                        char out[WHY_MAX])
{
    const char *dots = glyphs_of(c)->ellipsis;
    const char *late = show_late_source(f);
    char loading[80];

    snprintf(loading, sizeof(loading), "%s loading%s%s", dots,
             late[0] ? " from " : "", late);
    snprintf(out, WHY_MAX, "%s",
             show_why_unknown(f, f->now->mode == RUN_LIVE
                                     ? loading : "nothing known of it"));
}

static const char *why_empty(const struct frame *f, const struct listing *l,
                             enum range range)
{
    if (l->failed)
        return "the sources do not know this symbol";
    return range <= RANGE_5d && l->series[BAR_1d]
               ? "no intraday bars: ] for daily ones"
               : show_why_unknown(f, "no bars known");
}

static void percent_label(char *out, size_t size, double v, int more)
{
    snprintf(out, size, "%+.*f%%", 1 + more, v);
}

static bool is_percent(const struct chart_view *v)
{
    return v->is_percent || v->compare[0];
}

static void add_lines(struct picture *p)
{
    const struct listing *other =
        p->view->compare[0] ? snapshot_find(p->f->now, p->view->compare)
                            : NULL;
    const char *symbols[] = {p->l->instrument->symbol, p->view->compare};
    struct range_data bars = {0};

    chart_lines_study(&p->lines, study_at(p->view->study), &p->d);
    if (is_percent(p->view))
        chart_lines_percent(&p->lines, &p->d, &p->chart.reference);
    if (!other)
        return;
    chart_view_read(p->view, p->f, other, &bars);
    chart_lines_compare(&p->lines, symbols, p->chart.role, &p->d, &bars);
    p->chart.name = symbols[0];
    range_done(&bars);
}

static enum chart_kind kind_of(const struct picture *p, struct rect area)
{
    enum chart_style style = chart_view_style(p->view, p->f);

    if (style == STYLE_auto)
        return p->d.is_daily && !p->view->compare[0] &&
                       chart_suits_candles(p->c, area, &p->chart)
                   ? CHART_CANDLE : CHART_LINE;
    return style == STYLE_candle ? CHART_CANDLE
           : style == STYLE_area ? CHART_AREA : CHART_LINE;
}

/* The close before the day that is shown: before its open that is the price
 * itself. */
static void set_reference(struct picture *p)
{
    const struct chart_panel *panel = p->f->panel->kind;
    const struct quote *q = &p->l->quote;
    bool is_to_come = range_day(p->l, panel->is_large) != p->l->session;

    if (chart_view_range(p->view, p->f) != RANGE_1d || p->view->back ||
        !(is_to_come ? QUOTE_HAS(q, price) : QUOTE_HAS(q, prev_close)))
        return;
    p->chart.has_reference = true;
    p->chart.reference = is_to_come ? q->price : q->prev_close;
}

static int volume_rows(const struct chart_panel *panel, int height)
{
    int rows = height / ROWS_PER_VOLUME;

    if (height < VOLUME_FROM)
        return 0;
    return rows < panel->volume_rows ? rows : panel->volume_rows;
}

static void make_chart(struct picture *p, struct rect area)
{
    const struct chart_panel *panel = p->f->panel->kind;
    const struct chart_view *v = p->view;
    struct chart *chart = &p->chart;

    *chart = range_chart(&p->d);
    if (FIGURE_HAS(&p->l->figures, change))
        chart->role = show_change_role(p->l->figures.change);
    set_reference(p);
    add_lines(p);
    chart->lines = p->lines.over;
    chart->line_count = p->lines.over_count;
    chart->has_last = v->back == 0;
    chart->volume_rows = volume_rows(panel, area.height);
    chart->is_log = v->is_log && !is_percent(v);
    if (is_percent(v))
        chart->label = percent_label;
    chart->has_cross = v->has_cross && v->cross_back < p->d.count;
    if (chart->has_cross)
        chart->cross = p->d.count - 1 - v->cross_back;
    if (panel->is_large) {
        chart->has_grid = !chart->has_reference;
        chart->kind = kind_of(p, area);
        chart->flags = p->flags;
        chart->flag_count = chart_flags(p->f, p->l, &p->d, p->flags,
                                        FLAGS_MAX);
    }
}

static int draw_entry(struct canvas *c, struct rect area, int x,
                      const struct legend_entry *e, bool has_percent)
{
    char value[FORMAT_MAX], text[FORMAT_MAX + 40];
    int room = area.x + area.width - x;

    snprintf(value, sizeof(value), "%s", e->why ? e->why : "-");
    if (isfinite(e->last) && has_percent)
        percent_label(value, sizeof(value), e->last, 0);
    else if (isfinite(e->last))
        format_price(value, e->last, 2);
    snprintf(text, sizeof(text), "%.24s %s", e->label, value);
    if (room < 1)
        return x;
    return x + show_text(c, (struct place){x, area.y, room}, e->role, text) +
           3;
}

static void draw_legend(const struct picture *p, struct rect area)
{
    int x = area.x + 1;
    char bar[200];

    if (p->chart.has_cross) {
        chart_view_cross(&p->d, p->view, p->l->instrument->symbol,
                         p->lines.other, bar, sizeof(bar));
        show_text(p->c, (struct place){x, area.y, area.width - 1},
                  ROLE_title, bar);
        return;
    }
    if (p->has_group) {
        snprintf(bar, sizeof(bar), "%zu bars a candle", p->view->group);
        x += canvas_text(p->c, x, area.y, area.width - 1, ROLE_dim, bar) + 3;
    }
    for (size_t i = 0; i < p->lines.legend_count; i++)
        x = draw_entry(p->c, area, x, &p->lines.legend[i],
                       is_percent(p->view));
}

/* The pane has the columns of the chart above it, and its time axis. */
static void draw_pane(struct picture *p, struct rect area, int label_width)
{
    struct chart pane = p->chart;

    pane.samples = p->lines.pane[0].samples;
    pane.opens = pane.volumes = NULL;
    pane.is_extended = NULL;
    pane.lines = p->lines.pane + 1;
    pane.line_count = p->lines.pane_count - 1;
    pane.is_log = false;
    pane.has_no_time = false;
    pane.has_grid = false;
    pane.has_reference = p->lines.pane_of == INDICATOR_macd;
    pane.reference = 0;
    pane.role = ROLE_line;
    pane.label = NULL;
    pane.name = NULL;
    pane.decimals = -1;
    pane.label_width = label_width;
    draw_entry(p->c, area, area.x + 1, &p->lines.pane_legend, false);
    area.y++;
    area.height--;
    chart_draw(p->c, area, &pane);
}

/* What the scale is of; another picture has its own. */
static uint64_t fingerprint(const struct picture *p, struct rect area)
{
    const struct chart_view *v = p->view;
    const uint64_t parts[] = {
        (uint64_t)chart_view_range(v, p->f), v->shown, v->back,
        (uint64_t)p->chart.kind, v->study, v->is_log, is_percent(v),
        (uint64_t)area.width, (uint64_t)area.height,
        (uint64_t)p->d.bars[p->d.lead].bar.start};
    uint64_t h = 1469598103934665603u;

    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
        h = (h ^ parts[i]) * 1099511628211u;
    for (const char *s = p->l->instrument->symbol; *s; s++)
        h = (h ^ (uint64_t)(unsigned char)*s) * 1099511628211u;
    for (const char *s = v->compare; *s; s++)
        h = (h ^ (uint64_t)(unsigned char)*s) * 1099511628211u;
    return h;
}

/* For 30 s the axis keeps its bounds unless a value leaves them. */
static void hold_scale(struct picture *p, struct rect area)
{
    struct chart_scale *s = &p->view->scale;
    uint64_t of = fingerprint(p, area);
    double low, high;

    p->chart.has_bounds = s->of == of && p->f->shown_ms < s->until &&
                          p->f->shown_ms > s->until - 2 * SCALE_MS;
    p->chart.low = s->low;
    p->chart.high = s->high;
    if (!chart_bounds(p->c, area, &p->chart, &low, &high))
        return;
    if (!p->chart.has_bounds || low != s->low || high != s->high)
        *s = (struct chart_scale){low, high, p->f->shown_ms + SCALE_MS, of};
    frame_lasts(p->f, s->until);
}

static void draw_chart(struct picture *p, struct rect area)
{
    int pane = p->lines.pane_count && area.height >= 3 * PANE_LEAST
                   ? area.height / 3 : 0;
    struct rect below = {area.x, area.y + area.height - pane, area.width,
                         pane};

    p->view->group = p->chart.kind == CHART_CANDLE
                         ? chart_group(p->c, area, &p->chart) : 0;
    p->has_group = p->view->group > 1 && p->c->width < COMPACT;
    if ((p->lines.legend_count || p->chart.has_cross || p->has_group) &&
        area.height > 2 * PANE_LEAST) {
        draw_legend(p, area);
        area.y++;
        area.height--;
    }
    area.height -= pane;
    p->chart.has_no_time = pane >= PANE_WITH_TIME;
    p->chart.kind = ((const struct chart_panel *)p->f->panel->kind)->is_large
                        ? kind_of(p, area) : CHART_LINE;
    hold_scale(p, area);
    chart_draw(p->c, area, &p->chart);
    if (pane)
        draw_pane(p, below, chart_label_width(p->c, area, &p->chart));
}

static void draw_why(const struct picture *p, struct rect area)
{
    char text[WHY_MAX];

    if (!p->l || (!p->l->quote_t && !p->l->failed))
        why_unknown(p->f, p->c, text);
    else
        snprintf(text, sizeof(text), "%s",
                 why_empty(p->f, p->l, chart_view_range(p->view, p->f)));
    show_text(p->c, (struct place){area.x + 1, area.y, area.width - 1},
              ROLE_dim, text);
}

void chart_view_draw(void *view, const struct frame *f, struct canvas *c,
                     struct rect area)
{
    struct picture p = {.view = view, .f = f, .l = show_listing(f), .c = c};

    p.view->group = 0;
    if (p.l)
        chart_view_read(view, f, p.l, &p.d);
    if (p.d.count == 0) {
        draw_why(&p, area);
    } else if (chart_view_style(view, f) == STYLE_table) {
        chart_table_draw(&p.d, c, area);
    } else {
        make_chart(&p, area);
        draw_chart(&p, area);
    }
    chart_lines_done(&p.lines);
    range_done(&p.d);
}
