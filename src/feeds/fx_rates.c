/* SPDX-License-Identifier: MIT */
/* Reference rates of one base become quotes and bars of pairs. */
#include "fx_rates.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

enum { RATES_MOST = 400000 }; /* 40 currencies since 1999, and room */

bool fx_rates_add(struct fx_rates *t, const char *currency, int32_t date,
                  double rate)
{
    struct fx_rate *r;

    if (strlen(currency) != 3 || !isupper((unsigned char)currency[0]) ||
        !isupper((unsigned char)currency[1]) ||
        !isupper((unsigned char)currency[2]) || !(rate > 0) ||
        t->count >= RATES_MOST)
        return false;
    t->items = mem_room(t->items, t->count, &t->cap, sizeof *t->items);
    r = &t->items[t->count++];
    *r = (struct fx_rate){.date = date, .rate = rate};
    memcpy(r->currency, currency, 4);
    return true;
}

void fx_rates_done(struct fx_rates *t)
{
    free(t->items);
    *t = (struct fx_rates){0};
}

static int by_currency_and_date(const void *a, const void *b)
{
    const struct fx_rate *x = a, *y = b;
    int c = strcmp(x->currency, y->currency);

    return c ? c : (x->date > y->date) - (x->date < y->date);
}

/* The last Sunday of a month of 31 days, at 01:00 UTC: then Europe's clocks
 * are changed. */
static int64_t change_ms(int year, int month)
{
    int32_t last = civil_date(year, month, 31);

    return (last - civil_weekday(last)) * MS_PER_DAY + MS_PER_HOUR;
}

/* 16:00 in Frankfurt, when the rates of a day are published. */
static int64_t fx_rates_as_of(int32_t date)
{
    int64_t noon = date * MS_PER_DAY + 12 * MS_PER_HOUR;
    int year = civil_utc(noon).year;
    bool is_summer = noon >= change_ms(year, 3) && noon < change_ms(year, 10);

    return date * MS_PER_DAY + (is_summer ? 14 : 15) * MS_PER_HOUR;
}

/* The rows of a currency, in order of their dates. */
static const struct fx_rate *rows_of(const struct fx_rates *t,
                                     const char *currency, size_t *count)
{
    size_t from = 0, to;

    while (from < t->count && strcmp(t->items[from].currency, currency) != 0)
        from++;
    for (to = from;
         to < t->count && strcmp(t->items[to].currency, currency) == 0; to++)
        ;
    *count = to - from;
    return t->items + from;
}

static double six_digits(double v)
{
    char text[32];

    (void)snprintf(text, sizeof text, "%.6g", v);
    return strtod(text, NULL);
}

/* A pair's rates, walked by date; `over` is NULL where the base stands. */
struct walk {
    const struct fx_rate *over, *under;
    size_t over_left, under_left;
};

static bool next_day(struct walk *w, int32_t *date, double *rate)
{
    while (w->over && w->under && w->over_left && w->under_left &&
           w->over->date != w->under->date) {
        if (w->over->date < w->under->date)
            w->over++, w->over_left--;
        else
            w->under++, w->under_left--;
    }
    if ((w->over && !w->over_left) || (w->under && !w->under_left))
        return false;
    *date = w->over ? w->over->date : w->under->date;
    *rate = w->over ? w->over->rate : 1;
    if (w->over)
        w->over++, w->over_left--;
    if (w->under) {
        *rate = six_digits(*rate / w->under->rate);
        w->under++, w->under_left--;
    }
    return true;
}

static void add_quote(const struct source *s, const char *symbol,
                      const double last[2], unsigned days, int32_t date)
{
    struct instrument about = {.type = INSTRUMENT_fx,
                               .venue = "ECB reference rate"};
    struct quote *q;
    struct pair p;

    if (pair_of_fx(symbol, &p))
        name_copy(about.currency, sizeof about.currency, p.quote);
    source_instrument(s, symbol, &about);
    q = source_quote(s, symbol);
    QUOTE_SET(q, price, last[1]);
    if (days > 1)
        QUOTE_SET(q, prev_close, last[0]);
    QUOTE_SET(q, as_of, fx_rates_as_of(date));
}

static void tell_pair(const struct source *s, const struct fx_rates *t,
                      const char *symbol, const struct pair *p)
{
    bool wants_bars = !source_was_asked(s) ||
                      s->reply->request->span == BAR_1d;
    double last[2] = {0, 0};
    int32_t date = NO_DATE, day;
    struct walk w = {0};
    unsigned days = 0;
    double rate;

    if (strcmp(p->quote, t->base) != 0)
        w.over = rows_of(t, p->quote, &w.over_left);
    if (strcmp(p->base, t->base) != 0)
        w.under = rows_of(t, p->base, &w.under_left);
    while ((w.over || w.under) && next_day(&w, &day, &rate)) {
        struct bar b = {.start = day * MS_PER_DAY, .close = rate};

        if (day == date)
            continue; /* told twice: the first one counts */
        date = day;
        last[0] = last[1];
        last[1] = rate;
        days++;
        if (wants_bars)
            source_bar(s, symbol, BAR_1d, &b);
    }
    if (days)
        add_quote(s, symbol, last, days, date);
}

static void tell_all(const struct source *s, const struct fx_rates *t)
{
    for (size_t i = 0; i < t->count; i++) {
        char symbol[SYMBOL_MAX];
        struct pair p;

        if (i && strcmp(t->items[i].currency, t->items[i - 1].currency) == 0)
            continue;
        (void)snprintf(symbol, sizeof symbol, "%s%s=X", t->base,
                       t->items[i].currency);
        if (pair_of_fx(symbol, &p))
            tell_pair(s, t, symbol, &p);
    }
}

enum err fx_rates_tell(const struct source *s, struct fx_rates *t)
{
    const struct request *r = s->reply->request;

    if (t->count)
        qsort(t->items, t->count, sizeof *t->items, by_currency_and_date);
    if (!source_was_asked(s)) {
        tell_all(s, t);
        return ERR_OK;
    }
    for (size_t i = 0; i < r->symbol_count; i++) {
        struct pair p;

        if (pair_of_fx(r->symbols[i], &p))
            tell_pair(s, t, r->symbols[i], &p);
    }
    return source_came(s);
}
