/* SPDX-License-Identifier: MIT */
/* What is held today at the closes of the past months, with the benchmark from
 * the same start. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "../folio.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

enum { MARKS_MOST = 16 };

static const struct {
    const char *name;
    size_t sessions;
} spans[] = {{"1M", 21}, {"3M", 63}, {"6M", 126}, {"1Y", 252}};
enum { SPANS = sizeof(spans) / sizeof(*spans), SPAN_FIRST = 1 };

struct view {
    int step; /* from the 3M that it begins with */
};

static size_t span_of(const struct view *v)
{
    int at = SPAN_FIRST + v->step;

    return (size_t)(at < 0 ? 0 : at >= SPANS ? SPANS - 1 : at);
}

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    const struct view *v = view;
    struct portfolio *p = folio_of(f);

    (void)snprintf(left, size, "Value of today's holdings, %s",
                   spans[span_of(v)].name);
    if (p && p->benchmark)
        (void)snprintf(right, size, "thin: %s", p->setup->benchmark);
    portfolio_free(p);
}

static bool act(void *view, const struct frame *f, enum ui_action a,
                struct wish *wish)
{
    struct view *v = view;
    int step = a == ACTION_range_prev ? -1 : a == ACTION_range_next;

    (void)f;
    (void)wish;
    if (step == 0)
        return false;
    if (SPAN_FIRST + v->step + step >= 0 &&
        SPAN_FIRST + v->step + step < SPANS)
        v->step += step;
    return true;
}

/* The months' first sessions. */
static size_t mark_months(const struct curve *curve, struct chart_mark *marks,
                          char texts[MARKS_MOST][8])
{
    size_t n = 0;
    int last = 0;

    for (size_t i = 0; i < curve->count && n < MARKS_MOST; i++) {
        int month = civil_utc(curve->points[i].date * MS_PER_DAY).month;

        if (month != last) {
            (void)snprintf(texts[n], sizeof(texts[n]), "%s",
                           show_month(month));
            marks[n] = (struct chart_mark){.index = i, .text = texts[n]};
            n++;
        }
        last = month;
    }
    return n;
}

static void money_label(char *out, size_t size, double v, int more)
{
    char text[FORMAT_MAX];

    format_money_digits(text, v, more);
    (void)snprintf(out, size, "%s", text);
}

static void hidden_label(char *out, size_t size, double v, int more)
{
    (void)v;
    (void)more;
    (void)snprintf(out, size, "***");
}

/* For screen readers. */
static void hidden_word(char *out, size_t size, double v, int more)
{
    (void)v;
    (void)more;
    (void)snprintf(out, size, "hidden");
}

static void draw_curve(const struct frame *f, const struct curve *curve,
                       struct canvas *c, struct rect area)
{
    double samples[CURVE_MAX], bench[CURVE_MAX];
    struct chart_mark marks[MARKS_MOST];
    char texts[MARKS_MOST][8];
    const struct chart_line line = {bench, ROLE_dim, NULL};
    const struct curve_point *first = &curve->points[0];
    struct chart chart = {.samples = samples, .count = curve->count,
                          .slots = curve->count, .kind = CHART_LINE,
                          .lines = &line, .line_count = 1, .marks = marks,
                          .decimals = -1, .last_role = ROLE_value,
                          .label = !folio_hides_money(f) ? money_label
                                   : config_bool(f->config, OPT_a11y)
                                       ? hidden_word : hidden_label};

    for (size_t i = 0; i < curve->count; i++) {
        const struct curve_point *at = &curve->points[i];

        samples[i] = at->value;
        bench[i] = first->value > 0 && first->has_benchmark &&
                           at->has_benchmark
                       ? at->benchmark / first->benchmark * first->value
                       : NAN;
    }
    chart.mark_count = mark_months(curve, marks, texts);
    chart.role = show_change_role(samples[curve->count - 1] - samples[0]);
    chart_draw(c, area, &chart);
}

/* What is not in the line, in its first row. */
static int draw_gaps(const struct curve *curve, struct canvas *c,
                     struct rect area)
{
    char text[120] = "";
    int n = 0;

    if (curve->missing)
        n = snprintf(text, sizeof(text), "without %u of %u: no past closes",
                     curve->missing, curve->known + curve->missing);
    if (curve->todays_rates)
        (void)snprintf(text + n, sizeof(text) - (size_t)n,
                       "%s%u at today's exchange rate", n ? "; " : "",
                       curve->todays_rates);
    if (!text[0] || area.height < 6)
        return 0;
    show_text(c, (struct place){area.x + 1, area.y, area.width - 1},
              ROLE_warn, text);
    return 1;
}

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    const struct view *v = view;
    struct portfolio *p = folio_of(f);
    struct curve *curve = mem_new(1, sizeof(*curve));

    if (p)
        portfolio_curve(p, spans[span_of(v)].sessions, curve);
    if (curve->count < 2) {
        show_text(c, (struct place){area.x + 1, area.y, area.width - 1},
                  ROLE_dim, show_why_empty(f, "no closes of past days yet"));
    } else {
        int used = draw_gaps(curve, c, area);

        area.y += used;
        area.height -= used;
        draw_curve(f, curve, c, area);
    }
    free(curve);
    portfolio_free(p);
}

const struct panel_ops panel_value_curve = {
    .name = "value-curve", .help = "the value of today's holdings over months",
    .contexts = CONTEXT_chart, .min_width = 24, .min_height = 4,
    .view_size = sizeof(struct view), .title = title, .act = act,
    .draw = draw,
};
