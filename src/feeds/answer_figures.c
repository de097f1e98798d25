/* SPDX-License-Identifier: MIT */
/* Figures that several keyed sources write alike: US symbols, prices, times,
 * daily bars. */
#include "answer.h"

#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/civil.h"
#include "wire.h"

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

bool answer_spell_us(const char *symbol, enum instrument_type type, char mark,
                     char out[SYMBOL_MAX])
{
    size_t n = strspn(symbol, letters);

    if (type != INSTRUMENT_unknown && type != INSTRUMENT_equity &&
        type != INSTRUMENT_etf)
        return false;
    if (n == 0 || n > 5)
        return false;
    /* One letter behind the dash is a class of shares. */
    if (symbol[n] && (symbol[n] != '-' || !symbol[n + 1] ||
                      !strchr(letters, symbol[n + 1]) || symbol[n + 2]))
        return false;
    name_copy(out, SYMBOL_MAX, symbol);
    if (out[n])
        out[n] = mark;
    return true;
}

bool answer_price(json object, const char *key, double *out)
{
    double v;

    if (!wire_number_of(object, key, &v) || v <= 0)
        return false;
    *out = v;
    return true;
}

void answer_as_of(struct quote *q, int64_t ms)
{
    const int64_t most = INT64_C(4102444800000); /* the year 2100 */

    if (ms <= 0 || ms > most)
        return;
    QUOTE_SET(q, as_of, ms);
    q->session = calendar_session(HOURS_US, ms);
}

void answer_as_of_day(struct quote *q, int32_t date, int64_t now_ms)
{
    struct trading_day day;

    if (date == NO_DATE || !calendar_day(HOURS_US, date, &day) ||
        day.close_ms > now_ms)
        return;
    QUOTE_SET(q, as_of, day.close_ms);
    q->session = SESSION_CLOSED;
}

int32_t answer_date(const char *text)
{
    int32_t date;

    return text && strlen(text) >= 10 && civil_parse_date(text, 10, &date)
               ? date
               : NO_DATE;
}

void answer_set_day(struct quote *q, json item,
                    const struct answer_names *names)
{
    double v;

    if (names->prev_close && answer_price(item, names->prev_close, &v))
        QUOTE_SET(q, prev_close, v);
    if (answer_price(item, names->open, &v))
        QUOTE_SET(q, open, v);
    if (answer_price(item, names->high, &v))
        QUOTE_SET(q, high, v);
    if (answer_price(item, names->low, &v))
        QUOTE_SET(q, low, v);
    if (names->volume && wire_number_of(item, names->volume, &v) && v >= 0)
        QUOTE_SET(q, volume, v);
}

static bool read_day(json item, const struct answer_names *n, double split,
                     struct bar *b)
{
    if (!answer_price(item, n->close, &b->close))
        return false;
    b->close /= split;
    if (answer_price(item, n->open, &b->open) &&
        answer_price(item, n->high, &b->high) &&
        answer_price(item, n->low, &b->low) && b->low <= b->high) {
        b->open /= split;
        b->high /= split;
        b->low /= split;
        b->known |= BAR_HAS_OHL;
    }
    if (wire_number_of(item, n->volume, &b->volume) && b->volume >= 0) {
        b->volume *= split;
        b->known |= BAR_HAS_VOLUME;
    }
    return true;
}

void answer_add_day(struct answer *a, const char *symbol, int32_t date,
                    json item, const struct answer_names *names, double split)
{
    /* A day that our calendar has closed is what the source says it is. */
    struct trading_day day = {.open_ms = date * MS_PER_DAY,
                              .close_ms = (date + INT64_C(1)) * MS_PER_DAY};
    struct bar b = {0};
    struct update *u;

    if (date == NO_DATE || !read_day(item, names, split, &b))
        return;
    (void)calendar_day(HOURS_US, date, &day);
    if (answer_is_live(a) && day.close_ms > a->reply->received_ms)
        return;
    b.start = day.open_ms;
    u = updates_add(a->out, a->reply->received_ms, UPDATE_bar, symbol,
                    a->source);
    u->of.bar.span = BAR_1d;
    u->of.bar.bar = b;
}

static int compare(const void *a, const void *b)
{
    const struct update *x = a, *y = b;

    if (x->kind != UPDATE_bar || y->kind != UPDATE_bar)
        return (x->kind == UPDATE_bar) - (y->kind == UPDATE_bar);
    return (x->of.bar.bar.start > y->of.bar.bar.start) -
           (x->of.bar.bar.start < y->of.bar.bar.start);
}

void answer_sort_days(struct answer *a)
{
    if (a->out->count > a->from)
        qsort(a->out->items + a->from, a->out->count - a->from,
              sizeof *a->out->items, compare);
}
