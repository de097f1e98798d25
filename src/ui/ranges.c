/* SPDX-License-Identifier: MIT */
/* Picks the bars of a range, and makes columns of them. */
#include "range_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

enum { COLUMNS = 5 };

static const struct {
    const char *text;
    int sessions;
} ranges[RANGE_COUNT] = {
#define RANGE_ROW(name, text, sessions) {text, sessions},
    RANGES(RANGE_ROW)
#undef RANGE_ROW
};

enum market_hours range_hours(const struct listing *l)
{
    return instrument_hours(l->instrument);
}

void range_add_bar(struct range_data *d, const struct range_bar *b)
{
    d->bars = mem_room(d->bars, d->bar_count, &d->cap, sizeof(*d->bars));
    d->bars[d->bar_count++] = *b;
}

const char *range_words_of(enum bar_span span)
{
    static const char *const words[BAR_SPAN_COUNT] = {
        [BAR_1m] = "1m bars", [BAR_5m] = "5m bars",
        [BAR_1h] = "1h bars", [BAR_1d] = "daily",
    };

    return words[span];
}

int range_sessions(enum range r)
{
    return ranges[r].sessions;
}

/* ---- columns */

static double known(const struct bar *b, unsigned bit, double v)
{
    return b->known & bit ? v : NAN;
}

static void fill_columns(struct range_data *d)
{
    size_t n = d->bar_count;
    double *block = mem_new(n * COLUMNS + 1, sizeof(*block));

    d->samples = block;
    d->opens = block + n;
    d->highs = d->opens + n;
    d->lows = d->highs + n;
    d->volumes = d->lows + n;
    d->extended = mem_new(n * 3 + 1, sizeof(*d->extended));
    d->session_starts = d->extended + n;
    d->halted = d->session_starts + n;
    for (size_t i = 0; i < n; i++) {
        const struct bar *b = &d->bars[i].bar;

        d->samples[i] = d->bars[i].is_empty ? NAN : b->close;
        d->opens[i] = known(b, BAR_HAS_OHL, b->open);
        d->highs[i] = known(b, BAR_HAS_OHL, b->high);
        d->lows[i] = known(b, BAR_HAS_OHL, b->low);
        d->volumes[i] = known(b, BAR_HAS_VOLUME, b->volume);
        d->extended[i] = d->bars[i].is_extended;
        d->session_starts[i] = d->bars[i].opens_session;
        d->has_extended = d->has_extended || d->extended[i];
        d->has_volume = d->has_volume || (b->known & BAR_HAS_VOLUME);
    }
}

/* A halt that is known, over or not, touches the bar. */
static bool is_in_halt(const struct listing *l, const struct range_bar *b,
                       int64_t span_ms)
{
    return l->halt.from && b->bar.start < l->halt.ends &&
           b->bar.start + span_ms > l->halt.from;
}

static void mark_halted(const struct listing *l, struct range_data *d)
{
    enum market_hours hours = range_hours(l);

    for (size_t i = 0; i < d->bar_count; i++) {
        struct trading_day day;
        int32_t date = bar_date(hours, d->is_daily ? BAR_1d : BAR_5m,
                                &d->bars[i].bar);

        d->halted[i] = calendar_day(hours, date, &day) && day.is_half_day;
        d->halted[i] = d->halted[i] ||
                       (!d->is_daily &&
                        is_in_halt(l, &d->bars[i], 5 * MS_PER_MINUTE));
        d->has_halted = d->has_halted || d->halted[i];
    }
}

/* The window: the range's own, which has room for what is to come, or what was
 * zoomed and moved to. */
static void set_window(struct range_data *d, const struct range_view *v)
{
    size_t n = d->bar_count, own = n - d->lead, back;

    d->count = own;
    if (v->shown || v->back) {
        if (v->shown)
            d->count = v->shown < n ? v->shown : n;
        back = v->back < n - d->count ? v->back : n - d->count;
        d->lead = n - d->count - back;
        if (back || d->count != own)
            d->slots = 0;
    }
    if (d->slots < d->count)
        d->slots = d->count;
}

static void finish(const struct listing *l, struct range_data *d,
                   const struct range_view *v)
{
    if (d->lead >= d->bar_count)
        d->lead = 0; /* nothing in the range: what there is */
    set_window(d, v);
    d->hours = range_hours(l);
    fill_columns(d);
    mark_halted(l, d);
    range_mark(d);
}

void range_read_day(const struct listing *l, int32_t session,
                    bool has_extended, double close, struct range_data *out)
{
    const struct day_span day = {.has_extended = has_extended};
    static const struct range_view plain = {.range = RANGE_1d};

    *out = (struct range_data){.words = ""};
    range_read_session(l, session, &day, out);
    if (isfinite(close))
        range_add_close(out, close);
    range_fill_gaps(l, out);
    finish(l, out, &plain);
}

int32_t range_day(const struct listing *l, bool has_extended)
{
    int32_t day = l->session;

    for (int span = 0; has_extended && day != NO_DATE && span < BAR_1d;
         span++) {
        const struct series *s = l->series[span];
        int32_t last = s && s->count
                           ? bar_date(range_hours(l), (enum bar_span)span,
                                      &s->bars[s->count - 1])
                           : NO_DATE;

        if (last != NO_DATE && last > day)
            day = last;
    }
    return day;
}

void range_read(const struct listing *l, const struct range_view *v,
                struct range_data *out)
{
    const struct day_span day = {.has_extended = v->has_extended,
                                 .lead = v->lead + v->shown + v->back};

    *out = (struct range_data){.words = ""};
    if (v->range == RANGE_1d)
        range_read_session(l, range_day(l, v->has_extended), &day, out);
    else if (v->range == RANGE_5d)
        range_read_sessions(l, v, out);
    if (out->bar_count == 0 && v->range != RANGE_1d)
        range_read_daily(l, v->range, out);
    else
        range_add_price(l, v->range, out);
    if (v->has_extended && out->bar_count && v->range == RANGE_1d)
        range_add_extended_price(l, out);
    range_fill_gaps(l, out);
    finish(l, out, v);
}

bool range_has_bars(const struct listing *l, enum range r, bool has_extended)
{
    const struct range_view v = {.range = r, .has_extended = has_extended};
    const struct series *daily = l->series[BAR_1d];
    struct range_data d;
    bool has;

    /* What is told without reading them comes first. */
    if (r <= RANGE_5d
            ? range_has_session(l, l->session, has_extended && r == RANGE_1d)
            : daily && daily->count)
        return true;
    range_read(l, &v, &d);
    has = d.count > 0;
    range_done(&d);
    return has;
}

void range_done(struct range_data *d)
{
    free(d->bars);
    free(d->samples);
    free(d->extended);
    *d = (struct range_data){0};
}

const char *range_name(enum range r)
{
    return ranges[r].text;
}

void range_title(enum range r, char *out, size_t size)
{
    size_t len = 0;

    out[0] = '\0';
    for (int i = 0; i < RANGE_COUNT && len < size; i++)
        len += (size_t)snprintf(out + len, size - len, "%s%s%s%s",
                                i ? " " : "", i == (int)r ? "[" : "",
                                ranges[i].text, i == (int)r ? "]" : "");
}

struct chart range_chart(const struct range_data *d)
{
    return (struct chart){
        .samples = d->samples + d->lead,
        .opens = d->opens + d->lead,
        .highs = d->highs + d->lead,
        .lows = d->lows + d->lead,
        .volumes = d->has_volume ? d->volumes + d->lead : NULL,
        .is_extended = d->has_extended ? d->extended + d->lead : NULL,
        .is_halted = d->has_halted ? d->halted + d->lead : NULL,
        .count = d->count,
        .slots = d->slots,
        .is_unbroken = d->is_by_time,
        .marks = d->marks,
        .mark_count = d->mark_count,
        .role = ROLE_line,
        .last_role = ROLE_lasttag,
        .decimals = -1,
    };
}

size_t range_spark(const struct listing *l, double *out, size_t n)
{
    struct range_data d;
    size_t used = 0;

    for (size_t i = 0; i < n; i++)
        out[i] = NAN;
    range_read_day(l, l->session, false, NAN, &d);
    for (size_t i = 0; i < d.count && n > 0 && d.slots > 0; i++) {
        /* Fewer bars than cells (hours): a bar fills several. */
        size_t first = i * n / d.slots, last = (i + 1) * n / d.slots;

        if (first >= n)
            break;
        out[first] = d.samples[i];
        for (size_t k = first + 1; k < last && k < n; k++)
            out[k] = d.samples[i];
        used = last > first ? last : first + 1;
    }
    range_done(&d);
    return used < n ? used : n;
}
