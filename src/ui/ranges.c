/* SPDX-License-Identifier: MIT */
/* Picks the bars of a range, and makes columns of them. */
#include "ranges.h"

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

/* The intraday bars that are wanted. */
struct day_span {
    enum bar_span span;
    int32_t from, to; /* sessions */
    bool has_extended;
    size_t lead; /* bars before them */
};

static enum market_hours hours_of(const struct listing *l)
{
    return instrument_hours(l->instrument);
}

static void add_bar(struct range_data *d, const struct range_bar *b)
{
    d->bars = mem_room(d->bars, d->bar_count, &d->cap, sizeof(*d->bars));
    d->bars[d->bar_count++] = *b;
}

static void add_price_bar(struct range_data *d, int64_t start, double price,
                          bool is_extended)
{
    const struct range_bar b = {.bar = {.start = start, .close = price},
                                .is_extended = is_extended};

    add_bar(d, &b);
}

static bool is_regular(const struct listing *l, enum bar_span span,
                       const struct bar *b)
{
    return hours_of(l) == HOURS_ALWAYS ||
           bar_session(hours_of(l), span, b) == SESSION_REGULAR;
}

/* ---- intraday */

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

/* The first bar that is wanted, the lead included. */
static size_t first_bar(const struct listing *l, const struct day_span *want)
{
    const struct series *s = l->series[want->span];
    size_t i = s ? s->count : 0, lead = want->lead;

    for (; i > 0; i--)
        if (bar_date(hours_of(l), want->span, &s->bars[i - 1]) < want->from &&
            lead-- == 0)
            return i;
    return i;
}

static void read_intraday(const struct listing *l,
                          const struct day_span *want, struct range_data *d)
{
    const struct series *s = l->series[want->span];
    int32_t last = NO_DATE;

    d->words = words_of(want->span);
    for (size_t i = first_bar(l, want); s && i < s->count; i++) {
        struct range_bar b = {.bar = s->bars[i]};
        int32_t date = bar_date(hours_of(l), want->span, &b.bar);

        b.is_extended = !is_regular(l, want->span, &b.bar);
        if (date > want->to || (b.is_extended && !want->has_extended))
            continue;
        b.opens_session = date != last;
        last = date;
        d->lead += date < want->from;
        add_bar(d, &b);
    }
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

/* Bars of one session, with room for those that are still to come. */
static void read_session(const struct listing *l, int32_t session,
                         const struct day_span *like, struct range_data *d)
{
    struct day_span want = *like;
    size_t before = 0;

    want.from = want.to = session;
    if (session == NO_DATE || !intraday_span(l, session, &want.span))
        return;
    read_intraday(l, &want, d);
    while (d->lead + before < d->bar_count &&
           d->bars[d->lead + before].is_extended)
        before++;
    d->slots = before + session_slots(l, want.span, session);
}

/* A session that has just begun has no bars yet: the last one with bars says
 * which span is read. */
static void read_sessions(const struct listing *l, const struct range_view *v,
                          struct range_data *d)
{
    struct day_span want = {.lead = v->lead, .to = l->session};
    int32_t date = l->session;
    bool found = false;

    if (date == NO_DATE)
        return;
    for (int i = 0; i < ranges[v->range].sessions; i++) {
        if (i > 0)
            date = calendar_previous(hours_of(l), date);
        if (!found)
            found = intraday_span(l, date, &want.span);
    }
    want.from = date;
    if (found)
        read_intraday(l, &want, d);
}

/* ---- daily */

static bool has_price(const struct listing *l)
{
    return QUOTE_HAS(&l->quote, price) && l->session != NO_DATE;
}

/* The running session as a bar of its own. */
static struct bar bar_of_today(const struct listing *l)
{
    const struct quote *q = &l->quote;
    struct bar b = {.start = l->session * MS_PER_DAY, .close = q->price};

    if (QUOTE_HAS(q, open) && QUOTE_HAS(q, high) && QUOTE_HAS(q, low)) {
        b.open = q->open;
        b.high = q->high;
        b.low = q->low;
        b.known |= BAR_HAS_OHL;
    }
    if (QUOTE_HAS(q, volume)) {
        b.volume = q->volume;
        b.known |= BAR_HAS_VOLUME;
    }
    return b;
}

static size_t count_of_year(const struct range_data *d)
{
    size_t n = 0;
    int year = 0;

    for (size_t i = d->bar_count; i-- > 0; n++) {
        struct civil t = civil_new_york(d->bars[i].bar.start +
                                        12 * MS_PER_HOUR);

        if (n > 0 && t.year != year)
            break;
        year = t.year;
    }
    return n;
}

static size_t bars_wanted(const struct range_data *d, enum range r)
{
    size_t want = ranges[r].sessions < 0 ? count_of_year(d)
                                         : (size_t)ranges[r].sessions;

    return want && want < d->bar_count ? want : d->bar_count;
}

static void read_daily(const struct listing *l, enum range r,
                       struct range_data *d)
{
    const struct series *s = l->series[BAR_1d];
    size_t n = s ? s->count : 0;
    int32_t last = n ? bar_date(hours_of(l), BAR_1d, &s->bars[n - 1])
                     : NO_DATE;

    d->words = words_of(BAR_1d);
    d->is_daily = true;
    for (size_t i = 0; i < n; i++)
        add_bar(d, &(struct range_bar){.bar = s->bars[i]});
    if (n && has_price(l) && last < l->session)
        add_bar(d, &(struct range_bar){.bar = bar_of_today(l)});
    else if (n && has_price(l) && last == l->session)
        d->bars[d->bar_count - 1].bar.close = l->quote.price;
    d->lead = d->bar_count - bars_wanted(d, r);
}

/* ---- the price now */

static bool ends_with(const struct range_data *d, double price)
{
    return d->bar_count > 0 && d->bars[d->bar_count - 1].bar.close == price;
}

/* The first price of a session that has no bars yet. */
static bool opens_session(const struct listing *l, enum range r, int64_t last)
{
    struct trading_day day;

    return r != RANGE_1d && calendar_day(hours_of(l), l->session, &day) &&
           last < day.open_ms;
}

static void add_extended_price(const struct listing *l, struct range_data *d)
{
    const struct quote *q = &l->quote;

    if (QUOTE_HAS(q, ext_price) && QUOTE_HAS(q, ext_as_of) &&
        q->ext_as_of >= d->bars[d->bar_count - 1].bar.start &&
        !ends_with(d, q->ext_price))
        add_price_bar(d, q->ext_as_of, q->ext_price, true);
}

/* After the last bar of regular hours; 0: there is none. */
static size_t end_of_regular(const struct range_data *d)
{
    size_t i = d->bar_count;

    while (i > 0 && d->bars[i - 1].is_extended)
        i--;
    return i;
}

static void insert_bar(struct range_data *d, size_t at,
                       const struct range_bar *b)
{
    add_bar(d, b);
    memmove(&d->bars[at + 1], &d->bars[at],
            (d->bar_count - 1 - at) * sizeof(*d->bars));
    d->bars[at] = *b;
}

/* The quote is newer than the last regular bar: one more sample. */
static void add_price(const struct listing *l, enum range r,
                      struct range_data *d)
{
    const struct quote *q = &l->quote;
    int64_t at = QUOTE_HAS(q, as_of) ? q->as_of : l->quote_t;
    size_t end = end_of_regular(d);
    int64_t last = end ? d->bars[end - 1].bar.start : 0;
    struct range_bar b = {.bar = {.start = last, .close = q->price}};
    struct trading_day day;

    if (end == 0 || !has_price(l) || (!l->is_official && at < last))
        return;
    if (opens_session(l, r, last)) {
        calendar_day(hours_of(l), l->session, &day);
        b.bar.start = day.open_ms;
        b.opens_session = true;
    } else if (d->bars[end - 1].bar.close == q->price) {
        return;
    }
    insert_bar(d, end, &b);
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
    d->extended = mem_new(n * 2 + 1, sizeof(*d->extended));
    d->session_starts = d->extended + n;
    for (size_t i = 0; i < n; i++) {
        const struct bar *b = &d->bars[i].bar;

        d->samples[i] = b->close;
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

/* The window: the range's own, or what was zoomed and moved to. */
static void set_window(struct range_data *d, const struct range_view *v)
{
    size_t n = d->bar_count, back;

    d->count = n - d->lead;
    if (v->shown || v->back) {
        if (v->shown)
            d->count = v->shown < n ? v->shown : n;
        back = v->back < n - d->count ? v->back : n - d->count;
        d->lead = n - d->count - back;
        if (back)
            d->slots = 0;
    }
    if (d->slots < d->count)
        d->slots = d->count;
}

static void finish(struct range_data *d, const struct range_view *v)
{
    if (d->lead >= d->bar_count)
        d->lead = 0; /* nothing in the range: what there is */
    set_window(d, v);
    fill_columns(d);
    range_mark(d);
}

void range_read_day(const struct listing *l, int32_t session, double close,
                    struct range_data *out)
{
    static const struct range_view plain = {.range = RANGE_1d};

    *out = (struct range_data){.words = ""};
    read_session(l, session, &(struct day_span){0}, out);
    if (isfinite(close) && out->bar_count && !ends_with(out, close))
        add_price_bar(out, out->bars[out->bar_count - 1].bar.start, close,
                      false);
    finish(out, &plain);
}

void range_read(const struct listing *l, const struct range_view *v,
                struct range_data *out)
{
    const struct day_span day = {.has_extended = v->has_extended,
                                 .lead = v->lead + v->shown + v->back};

    *out = (struct range_data){.words = ""};
    if (v->range == RANGE_1d)
        read_session(l, l->session, &day, out);
    else if (v->range == RANGE_5d)
        read_sessions(l, v, out);
    if (out->bar_count == 0 && v->range != RANGE_1d)
        read_daily(l, v->range, out);
    else
        add_price(l, v->range, out);
    if (v->has_extended && out->bar_count && v->range == RANGE_1d)
        add_extended_price(l, out);
    finish(out, v);
}

void range_done(struct range_data *d)
{
    free(d->bars);
    free(d->samples);
    free(d->extended);
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
        .samples = d->samples + d->lead,
        .opens = d->opens + d->lead,
        .highs = d->highs + d->lead,
        .lows = d->lows + d->lead,
        .volumes = d->has_volume ? d->volumes + d->lead : NULL,
        .is_extended = d->has_extended ? d->extended + d->lead : NULL,
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
    range_read_day(l, l->session, NAN, &d);
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
