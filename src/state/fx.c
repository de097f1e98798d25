/* SPDX-License-Identifier: MIT */
/* What one currency is worth in another. */
#include "tapewatch/state/fx.h"

#include <stdio.h>
#include <string.h>

#include "session.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/model/lot.h"

static bool has_price(const struct listing *l)
{
    return l && QUOTE_HAS(&l->quote, price) && l->quote.price > 0;
}

static const struct listing *pair_of(const struct snapshot *s,
                                     const char *base, const char *quote)
{
    char symbol[SYMBOL_MAX];
    const struct listing *l;

    (void)snprintf(symbol, sizeof symbol, "%s%s=X", base, quote);
    l = snapshot_find(s, symbol);
    if (has_price(l) || strcmp(base, "USD") != 0)
        return has_price(l) ? l : NULL;
    (void)snprintf(symbol, sizeof symbol, "%s=X", quote);
    l = snapshot_find(s, symbol);
    return has_price(l) ? l : NULL;
}

static bool is_stale(const struct snapshot *s, const struct listing *l,
                     int64_t as_of)
{
    return l->is_stale || s->now_ms - as_of > FX_OLD_DAYS * MS_PER_DAY;
}

/* Multiplies one step into *r. */
static bool step(const struct snapshot *s, const char *from, const char *to,
                 struct fx_rate *r)
{
    const struct listing *l = pair_of(s, from, to);
    int n = r->pairs[0] != NULL;
    int64_t as_of;

    r->is_inverse[n] = l == NULL;
    if (!l)
        l = pair_of(s, to, from);
    if (!l)
        return false;
    r->pairs[n] = l;
    as_of = QUOTE_HAS(&l->quote, as_of) ? l->quote.as_of : l->quote_t;
    r->value = r->is_inverse[n] ? r->value / l->quote.price
                                : r->value * l->quote.price;
    r->as_of = r->as_of == 0 || as_of < r->as_of ? as_of : r->as_of;
    r->is_stale = r->is_stale || is_stale(s, l, as_of);
    return true;
}

bool fx_find(const struct snapshot *s, const char *from, const char *to,
               struct fx_rate *out)
{
    char a[CURRENCY_MAX], b[CURRENCY_MAX];
    double units = currency_major(to, b) / currency_major(from, a);
    struct fx_rate direct = {.value = units}, crossed = direct;

    if (!*a || !*b)
        return false;
    if (strcmp(a, b) == 0 || step(s, a, b, &direct)) {
        *out = direct;
        return true;
    }
    if (strcmp(a, "USD") == 0 || strcmp(b, "USD") == 0 ||
        !step(s, a, "USD", &crossed) || !step(s, "USD", b, &crossed))
        return false;
    *out = crossed;
    return true;
}

static bool pair_on(const struct listing *l, int32_t date, double *out)
{
    enum market_hours hours = instrument_hours(l->instrument);
    const struct series *daily = l->series[BAR_1d];
    size_t at;

    if (l->session != NO_DATE && date >= l->session) {
        *out = l->quote.price;
        return true;
    }
    at = daily ? session_daily_at(hours, daily, date + 1) : 0;
    if (at == 0 || bar_date(hours, BAR_1d, &daily->bars[at - 1]) <
                       date - FX_OLD_DAYS)
        return false;
    *out = daily->bars[at - 1].close;
    return *out > 0;
}

bool fx_on(const struct fx_rate *r, int32_t date, double *out)
{
    double now = 1, then = 1;

    for (int i = 0; i < 2 && r->pairs[i]; i++) {
        double v;

        if (!pair_on(r->pairs[i], date, &v))
            return false;
        then = r->is_inverse[i] ? then / v : then * v;
        v = r->pairs[i]->quote.price;
        now = r->is_inverse[i] ? now / v : now * v;
    }
    *out = r->value / now * then; /* with the hundredths that are in it */
    return true;
}

bool fx_pair(const char *currency, char out[SYMBOL_MAX])
{
    char major[CURRENCY_MAX];

    (void)currency_major(currency, major);
    if (!*major || strcmp(major, "USD") == 0)
        return false;
    return snprintf(out, SYMBOL_MAX, "%sUSD=X", major) < SYMBOL_MAX;
}
