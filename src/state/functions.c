/* SPDX-License-Identifier: MIT */
/* Functions of expressions over instruments: bars, headlines, yesterday. */
#include "functions.h"

#include <string.h>

/* By enum bar_column. */
const char *const function_series[FUNCTION_SERIES] = {"open", "high", "low",
                                                      "close", "volume"};

/* What is derived from the record's listing. For money in another currency
 * there is no rate here: today's is no rate of yesterday. */
static struct derive_input input_of(const struct listing *l)
{
    return (struct derive_input){
        .instrument = l->instrument,
        .quote = &l->quote,
        .quote_session = l->session,
        .daily = l->series[BAR_1d],
        .has_usd_rate = strcmp(l->instrument->currency, "USD") == 0,
        .usd_rate = 1,
    };
}

static struct value series_value(const void *record,
                                 const struct call_arguments *a,
                                 enum series_function function)
{
    const struct listing_record *r = record;
    struct derive_input in = input_of(r->listing);
    struct series_ask ask = {function, (enum bar_column)a->series, a->count};
    double v;

    return derive_series(&in, &ask, &v) ? value_number(v) : value_unknown();
}

#define SERIES_CALL(name, function)                                            \
    static struct value call_##name(const void *record,                        \
                                    const struct call_arguments *a)            \
    {                                                                          \
        return series_value(record, a, function);                              \
    }
SERIES_CALL(sma, SERIES_SMA)
SERIES_CALL(ema, SERIES_EMA)
SERIES_CALL(rsi, SERIES_RSI)
SERIES_CALL(stdev, SERIES_STDEV)
SERIES_CALL(highest, SERIES_HIGHEST)
SERIES_CALL(lowest, SERIES_LOWEST)

/* ---- headlines */

/* A publisher's clock may be ahead of ours. */
static int64_t published_or_seen(const struct headline *h)
{
    return h->published && h->published < h->seen ? h->published : h->seen;
}

static int64_t order_of(const struct headline *h)
{
    return h->published ? h->published : h->seen;
}

static struct value call_news_count(const void *record,
                                    const struct call_arguments *a)
{
    const struct listing_record *r = record;
    const char *symbol = r->listing->instrument->symbol;
    int64_t since = r->now_ms - a->span_ms;
    const struct headline *h;
    size_t n = 0;

    if (!r->around)
        return value_unknown();
    for (size_t i = 0; (h = r->around->headline(r->around->self, i)); i++) {
        int64_t t = published_or_seen(h);

        if (order_of(h) < since)
            break; /* they stand newest first */
        n += t >= since && t <= r->now_ms && headline_is_of(h, symbol) &&
             (!a->pattern || query_matches(a->pattern, h->title));
    }
    return value_number((double)n);
}

const struct function functions_of_listing[FUNCTIONS_OF_LISTING] = {
    {"sma", FUNCTION_OF_BARS, VALUE_NUMBER, "currency",
     "sma(n), sma(series, n)", "mean of the last n sessions, today excluded",
     1, 20, BAR_COLUMN_CLOSE, call_sma},
    {"ema", FUNCTION_OF_BARS, VALUE_NUMBER, "currency",
     "ema(n), ema(series, n)", "exponential mean, 2 / (n + 1)", 1, 1000,
     BAR_COLUMN_CLOSE, call_ema},
    {"rsi", FUNCTION_OF_BARS, VALUE_NUMBER, "", "rsi(n), rsi(series, n)",
     "Wilder's relative strength, 0 to 100", 1, 1000, BAR_COLUMN_CLOSE, call_rsi},
    {"stdev", FUNCTION_OF_BARS, VALUE_NUMBER, "",
     "stdev(n), stdev(series, n)",
     "standard deviation of the last n daily log returns", 2, 20, BAR_COLUMN_CLOSE,
     call_stdev},
    {"highest", FUNCTION_OF_BARS, VALUE_NUMBER, "currency",
     "highest(n), highest(series, n)", "of the last n highs, or of a series",
     1, 20, BAR_COLUMN_HIGH, call_highest},
    {"lowest", FUNCTION_OF_BARS, VALUE_NUMBER, "currency",
     "lowest(n), lowest(series, n)", "of the last n lows, or of a series", 1,
     20, BAR_COLUMN_LOW, call_lowest},
    {"avg_volume", FUNCTION_OF_COUNT, VALUE_NUMBER, "units", "avg_volume(n)",
     "mean volume of the last n sessions", 1, 20, BAR_COLUMN_VOLUME, call_sma},
    {"news_count", FUNCTION_OF_NEWS, VALUE_NUMBER, "",
     "news_count(2h), news_count(2h, \"words\")",
     "headlines of the symbol in that time whose title matches", 1, 500, 0,
     call_news_count},
};

/* ---- yesterday */

bool listing_previous(const void *record,
                      void (*then)(void *self, const void *record), void *self)
{
    const struct listing_record *r = record;
    struct listing_record before = *r;
    struct derive_input in = input_of(r->listing);
    struct listing l = *r->listing;

    if (!derive_previous(&in, &l.quote, &l.session))
        return false;
    in.quote = &l.quote;
    in.quote_session = l.session;
    l.figures = derive_figures(&in);
    l.is_official = true;
    l.is_stale = false;
    l.phase = SESSION_CLOSED;
    before.listing = &l;
    if (QUOTE_HAS(&l.quote, as_of))
        before.now_ms = l.quote.as_of;
    then(self, &before);
    return true;
}
