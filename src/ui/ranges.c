/* SPDX-License-Identifier: MIT */
/* Picks the bars of a range, and marks the time axis. */
#include "ranges.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "show.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

static const struct {
    const char *text;
    int sessions;
} ranges[RANGE_COUNT] = {
#define RANGE_ROW(name, text, sessions) {text, sessions},
    RANGES(RANGE_ROW)
#undef RANGE_ROW
};

static enum market_hours hours_of(const struct listing *l)
{
    return instrument_hours(l->instrument);
}

static void add_sample(struct range_data *d, const struct bar *b)
{
    size_t cap = d->cap, n = d->count;
    bool has_volume = (b->known & BAR_HAS_VOLUME) != 0;

    d->samples = mem_room(d->samples, n, &cap, sizeof(*d->samples));
    cap = d->cap;
    d->volumes = mem_room(d->volumes, n, &cap, sizeof(*d->volumes));
    cap = d->cap;
    d->starts = mem_room(d->starts, n, &cap, sizeof(*d->starts));
    d->cap = cap;
    d->samples[n] = b->close;
    d->volumes[n] = has_volume ? b->volume : NAN;
    d->starts[n] = b->start;
    d->has_volume = d->has_volume || has_volume;
    d->count++;
}

static void add_mark(struct range_data *d, size_t index, bool is_session)
{
    struct chart_mark *m = &d->marks[d->mark_count];

    *m = (struct chart_mark){index, d->texts[d->mark_count], is_session};
    d->mark_count++;
}

static bool is_regular(const struct listing *l, enum bar_span span,
                       const struct bar *b)
{
    return hours_of(l) == HOURS_ALWAYS ||
           bar_session(hours_of(l), span, b) == SESSION_REGULAR;
}

/* Does the series hold regular bars of the session? */
static bool has_session(const struct listing *l, enum bar_span span,
                        int32_t date)
{
    const struct series *s = l->series[span];

    for (size_t i = s ? s->count : 0; i-- > 0;) {
        int32_t d = bar_date(hours_of(l), span, &s->bars[i]);

        if (d < date)
            return false;
        if (d == date && is_regular(l, span, &s->bars[i]))
            return true;
    }
    return false;
}

/* The finest bars that the session has; false if none. */
static bool intraday_span(const struct listing *l, int32_t date,
                          enum bar_span *out)
{
    static const enum bar_span order[] = {BAR_5m, BAR_1m, BAR_1h};

    for (size_t i = 0; i < sizeof(order) / sizeof(*order); i++) {
        *out = order[i];
        if (has_session(l, order[i], date))
            return true;
    }
    return false;
}

static const char *words_of(enum bar_span span)
{
    static const char *const words[BAR_SPAN_COUNT] = {
        [BAR_1m] = "1m bars", [BAR_5m] = "5m bars",
        [BAR_1h] = "1h bars", [BAR_1d] = "daily",
    };

    return words[span];
}

static void read_intraday(const struct listing *l, enum bar_span span,
                          int32_t from, int32_t to, struct range_data *d)
{
    const struct series *s = l->series[span];
    int32_t last = NO_DATE;

    d->bars = words_of(span);
    for (size_t i = 0; s && i < s->count; i++) {
        const struct bar *b = &s->bars[i];
        int32_t date = bar_date(hours_of(l), span, b);

        if (date < from || date > to || !is_regular(l, span, b))
            continue;
        if (date != last && from != to && d->mark_count < RANGE_MARKS_MAX) {
            show_day_text(b->start, d->texts[d->mark_count]);
            add_mark(d, d->count, true);
        }
        last = date;
        add_sample(d, b);
    }
    d->slots = d->count;
}

/* How many bars a whole session has. */
static size_t session_slots(const struct listing *l, enum bar_span span,
                            int32_t date)
{
    struct trading_day day;

    if (!calendar_day(hours_of(l), date, &day))
        return 0;
    return (size_t)((day.close_ms - day.open_ms -
                     (day.lunch_end_ms - day.lunch_ms) + bar_span_ms(span) -
                     1) /
                    bar_span_ms(span));
}

static void mark_hours(struct range_data *d)
{
    int last = -1;

    for (size_t i = 0; i < d->count && d->mark_count < RANGE_MARKS_MAX; i++) {
        struct civil t = civil_new_york(d->starts[i]);

        if (i > 0 && t.hour == last)
            continue;
        last = t.hour;
        snprintf(d->texts[d->mark_count], sizeof(d->texts[0]), "%d:%02d",
                 t.hour, t.minute);
        add_mark(d, i, false);
    }
}

void range_read_day(const struct listing *l, int32_t session,
                    struct range_data *out)
{
    enum bar_span span;

    *out = (struct range_data){.bars = ""};
    if (session == NO_DATE || !intraday_span(l, session, &span))
        return;
    read_intraday(l, span, session, session, out);
    if (session_slots(l, span, session) > out->slots)
        out->slots = session_slots(l, span, session);
    mark_hours(out);
}

/* A session that has just begun has no bars yet: the last one with bars says
 * which span is read. */
static void read_days(const struct listing *l, enum range r,
                      struct range_data *out)
{
    enum bar_span span;
    int32_t date = l->session;
    bool found = false;

    if (date == NO_DATE)
        return;
    for (int i = 0; i < ranges[r].sessions; i++) {
        if (i > 0)
            date = calendar_previous(hours_of(l), date);
        if (!found)
            found = intraday_span(l, date, &span);
    }
    if (found)
        read_intraday(l, span, date, l->session, out);
}

/* Weeks in short ranges, months in longer ones, years in the longest. */
static void mark_dates(struct range_data *d)
{
    struct civil before = {0};

    for (size_t i = 0; i < d->count && d->mark_count < RANGE_MARKS_MAX; i++) {
        /* Noon of the bar's day, whatever its start means. */
        struct civil t = civil_new_york(d->starts[i] + 12 * MS_PER_HOUR);
        char *text = d->texts[d->mark_count];
        bool is_new;

        if (d->count <= 30)
            is_new = i == 0 || t.weekday < before.weekday;
        else if (d->count <= 300)
            is_new = i > 0 && t.month != before.month;
        else
            is_new = i > 0 && t.year != before.year;
        before = t;
        if (!is_new)
            continue;
        show_time_text(d->starts[i] + 12 * MS_PER_HOUR, 0, text);
        if (d->count > 300)
            snprintf(text, sizeof(d->texts[0]), "%d", t.year % 10000);
        else if (d->count > 30)
            snprintf(text + 3, 9, "'%02d", t.year % 100);
        add_mark(d, i, false);
    }
}

static bool has_price(const struct listing *l)
{
    return QUOTE_HAS(&l->quote, price) && l->session != NO_DATE;
}

/* The running session as a bar of its own. */
static void add_today(const struct listing *l, struct range_data *d)
{
    struct bar b = {.start = l->session * MS_PER_DAY,
                    .close = l->quote.price};

    if (QUOTE_HAS(&l->quote, volume)) {
        b.volume = l->quote.volume;
        b.known = BAR_HAS_VOLUME;
    }
    add_sample(d, &b);
}

static void read_daily(const struct listing *l, enum range r,
                       struct range_data *d)
{
    const struct series *s = l->series[BAR_1d];
    size_t n = s ? s->count : 0, want = (size_t)ranges[r].sessions;
    int32_t last = n ? bar_date(hours_of(l), BAR_1d, &s->bars[n - 1])
                     : NO_DATE;
    bool is_today_missing = n && has_price(l) && last < l->session;
    size_t from;

    d->bars = words_of(BAR_1d);
    d->is_daily = true;
    if (want && is_today_missing)
        want--;
    from = want && n > want ? n - want : 0;
    for (size_t i = from; i < n; i++)
        add_sample(d, &s->bars[i]);
    if (is_today_missing)
        add_today(l, d);
    else if (n && has_price(l) && last == l->session)
        d->samples[d->count - 1] = l->quote.price;
    d->slots = d->count;
    mark_dates(d);
}

/* The quote is newer than the last bar: one more sample. */
static void add_price(const struct listing *l, enum range r,
                      struct range_data *d)
{
    const struct quote *q = &l->quote;
    int64_t at = QUOTE_HAS(q, as_of) ? q->as_of : l->quote_t;
    int64_t last = d->count ? d->starts[d->count - 1] : 0;
    size_t n = d->count;
    struct trading_day day;

    if (n == 0 || !has_price(l) || (!l->is_official && at < last))
        return;
    if (r == RANGE_1d || !calendar_day(hours_of(l), l->session, &day) ||
        last >= day.open_ms) {
        range_add_close(d, q->price);
        return;
    }
    if (d->mark_count < RANGE_MARKS_MAX) {
        show_day_text(day.open_ms, d->texts[d->mark_count]);
        add_mark(d, n, true);
    }
    add_sample(d, &(struct bar){.start = day.open_ms, .close = q->price});
    d->slots = d->count;
}

void range_read(const struct listing *l, enum range r, struct range_data *out)
{
    *out = (struct range_data){.bars = ""};
    if (r == RANGE_1d)
        range_read_day(l, l->session, out);
    else if (r == RANGE_5d)
        read_days(l, r, out);
    add_price(l, r, out);
    if (out->count == 0 && r != RANGE_1d)
        read_daily(l, r, out);
}

void range_add_close(struct range_data *d, double price)
{
    if (d->count == 0 || d->samples[d->count - 1] == price)
        return;
    add_sample(d, &(struct bar){.start = d->starts[d->count - 1],
                                .close = price});
    if (d->slots < d->count)
        d->slots = d->count;
}

void range_done(struct range_data *d)
{
    free(d->samples);
    free(d->volumes);
    free(d->starts);
    *d = (struct range_data){0};
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
        .samples = d->samples,
        .volumes = d->has_volume ? d->volumes : NULL,
        .count = d->count,
        .slots = d->slots,
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
    range_read_day(l, l->session, &d);
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
