/* SPDX-License-Identifier: MIT */
/* What happened on the bars of a chart, as letters on its time axis. */
#include <string.h>

#include "chart_view.h"
#include "tapewatch/base/calendar.h"

static int32_t date_of(const struct listing *l, const struct range_data *d,
                       size_t i)
{
    return bar_date(instrument_hours(l->instrument),
                    d->is_daily ? BAR_1d : BAR_5m, &d->bars[i].bar);
}

/* The first bar of the window of that session; count if none. */
static size_t bar_of_session(const struct listing *l,
                             const struct range_data *d, int32_t session)
{
    for (size_t i = 0; i < d->count; i++)
        if (date_of(l, d, d->lead + i) == session)
            return i;
    return d->count;
}

/* The last bar of the window that starts by `t`; count if none. */
static size_t bar_at(const struct range_data *d, int64_t t)
{
    size_t found = d->count;

    for (size_t i = 0; i < d->count; i++)
        if (d->bars[d->lead + i].bar.start <= t)
            found = i;
    return found;
}

static size_t add_flag(struct chart_flag *out, size_t n, size_t most,
                       const struct chart_flag *flag)
{
    if (n < most)
        out[n++] = *flag;
    return n;
}

static size_t event_bar(const struct listing *l, const struct range_data *d,
                        const struct event *e)
{
    size_t first = bar_of_session(l, d, e->key.session);

    if (first == d->count || d->is_daily)
        return first;
    return bar_at(d, e->opened.t);
}

/* Results that were told of, and that lie in the window. */
static size_t add_earnings(const struct frame *f, const struct listing *l,
                           const struct range_data *d, struct chart_flag *out,
                           size_t n, size_t most)
{
    const struct date_list *dates = f->now->dates;

    for (size_t i = 0; dates && i < dates->count; i++) {
        const struct known_date *k = &dates->items[i];
        struct chart_flag flag = {.glyph = "E", .ascii = "E",
                                  .role = ROLE_warn};

        if (strcmp(k->symbol, l->instrument->symbol) != 0 ||
            strcmp(k->type, "earnings") != 0 || k->at > f->now->now_ms)
            continue;
        flag.index = bar_of_session(
            l, d, calendar_date(instrument_hours(l->instrument), k->at));
        if (flag.index < d->count)
            n = add_flag(out, n, most, &flag);
    }
    return n;
}

size_t chart_flags(const struct frame *f, const struct listing *l,
                   const struct range_data *d, struct chart_flag *out,
                   size_t most)
{
    size_t n = 0, at;

    for (size_t i = 0; i < l->action_count; i++) {
        bool is_split = l->actions[i].type == ACTION_SPLIT;
        const struct chart_flag flag = {
            bar_of_session(l, d, l->actions[i].ex), is_split ? "S" : "D",
            is_split ? "S" : "D", ROLE_info};

        if (flag.index < d->count)
            n = add_flag(out, n, most, &flag);
    }
    n = add_earnings(f, l, d, out, n, most);
    for (size_t i = 0; i < f->now->event_count; i++) {
        const struct event *e = &f->now->events[i];

        if (strcmp(e->key.symbol, l->instrument->symbol) != 0)
            continue;
        at = event_bar(l, d, e);
        if (at < d->count)
            n = add_flag(out, n, most,
                         &(struct chart_flag){
                             at, "◆", "!",
                             (enum role)(ROLE_sev1 + e->severity - 1)});
    }
    return n;
}
