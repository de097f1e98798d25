/* SPDX-License-Identifier: MIT */
/* Draws the bars of a range; says so when there are none. */
#include "chart_view.h"

#include <strings.h>

#include "../show.h"

enum range chart_view_range(const void *view, const struct frame *f)
{
    const struct chart_panel *p = f->panel->kind;
    const struct chart_view *v = view;

    return v->is_set ? v->range : p->first;
}

bool chart_view_act(void *view, const struct frame *f, enum ui_action a,
                    struct wish *wish)
{
    struct chart_view *v = view;
    int to = (int)chart_view_range(v, f);

    (void)wish;
    if (a != ACTION_range_next && a != ACTION_range_prev)
        return false;
    to += a == ACTION_range_next ? 1 : -1;
    if (to >= 0 && to < RANGE_COUNT) {
        v->range = (enum range)to;
        v->is_set = true;
    }
    return true;
}

bool chart_view_word(void *view, const struct frame *f, const char *word)
{
    static const char *const names[RANGE_COUNT] = {
#define RANGE_NAME(name, text, sessions) text,
        RANGES(RANGE_NAME)
#undef RANGE_NAME
    };
    struct chart_view *v = view;

    (void)f;
    for (int r = 0; r < RANGE_COUNT; r++) {
        if (strcasecmp(names[r], word) != 0)
            continue;
        v->range = (enum range)r;
        v->is_set = true;
        return true;
    }
    return false;
}

static const char *why_empty(const struct frame *f, const struct listing *l,
                             enum range range)
{
    if (!l || (!l->quote_t && !l->failed))
        return show_why_empty(f, f->now->mode == RUN_LIVE
                                     ? "loading" : "nothing known of it");
    if (l->failed)
        return "the sources do not know this symbol";
    return range <= RANGE_5d && l->series[BAR_1d]
               ? "no intraday bars: ] for daily ones"
               : "no bars known";
}

void chart_view_draw(void *view, const struct frame *f, struct canvas *c,
                     struct rect area)
{
    const struct chart_panel *p = f->panel->kind;
    enum range range = chart_view_range(view, f);
    const struct listing *l = show_listing(f);
    struct range_data d = {0};
    struct chart chart;

    if (l)
        range_read(l, range, &d);
    if (d.count == 0) {
        show_text(c, (struct place){area.x + 1, area.y, area.width - 1},
                  ROLE_dim, why_empty(f, l, range));
        range_done(&d);
        return;
    }
    chart = range_chart(&d);
    chart.has_last = true;
    chart.volume_rows = area.height >= 10 ? p->volume_rows : 0;
    if (range == RANGE_1d && QUOTE_HAS(&l->quote, prev_close)) {
        chart.has_reference = true;
        chart.reference = l->quote.prev_close;
    }
    if (FIGURE_HAS(&l->figures, change))
        chart.role = show_change_role(l->figures.change);
    chart_draw(c, area, &chart);
    range_done(&d);
}
