/* SPDX-License-Identifier: MIT */
/* Pairs of a coin or a currency and the money that it is priced in. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "source.h"

static const struct {
    const char *ours, *ticker, *gecko;
} coins[] = {
#define COIN(ours, ticker, gecko) {ours, ticker, gecko},
#include "coins.def"
#undef COIN
};
enum { COINS = sizeof coins / sizeof coins[0] };

/* "UNI7083": four digits or more behind a name are no part of a ticker. */
static bool has_number(const char *base)
{
    size_t n = strlen(base), digits = 0;

    while (digits < n && isdigit((unsigned char)base[n - 1 - digits]))
        digits++;
    return digits >= 4 && digits < n;
}

static bool plain_base(const char *base, char out[SYMBOL_MAX])
{
    for (size_t i = 0; i < COINS; i++) {
        if (strcmp(coins[i].ours, base) == 0) {
            name_copy(out, SYMBOL_MAX, coins[i].ticker);
            return true;
        }
    }
    name_copy(out, SYMBOL_MAX, base);
    return !has_number(base);
}

bool pair_of_coin(const char *symbol, enum instrument_type type,
                  struct pair *out)
{
    const char *dash = strrchr(symbol, '-');
    char base[SYMBOL_MAX];
    size_t n = dash ? (size_t)(dash - symbol) : 0;

    *out = (struct pair){0};
    if (type == INSTRUMENT_unknown)
        type = instrument_type_of_symbol(symbol);
    if (type != INSTRUMENT_crypto || n == 0 || n >= SYMBOL_MAX ||
        strlen(dash + 1) < 3 || strlen(dash + 1) >= CURRENCY_MAX)
        return false;
    memcpy(base, symbol, n);
    base[n] = '\0';
    for (const char *c = symbol; *c; c++)
        if (c != dash && !isalnum((unsigned char)*c))
            return false;
    name_copy(out->quote, sizeof out->quote, dash + 1);
    return plain_base(base, out->base);
}

bool pair_of_fx(const char *symbol, struct pair *out)
{
    size_t n = strlen(symbol);
    bool is_short = n == 5;

    *out = (struct pair){0};
    if ((n != 8 && !is_short) || strcmp(symbol + n - 2, "=X") != 0)
        return false;
    for (size_t i = 0; i < n - 2; i++)
        if (!isupper((unsigned char)symbol[i]))
            return false;
    name_copy(out->base, 4, is_short ? "USD" : symbol);
    name_copy(out->quote, 4, is_short ? symbol : symbol + 3);
    return strcmp(out->base, out->quote) != 0;
}

static bool is_asked(const char *symbol, const struct pair *p)
{
    struct pair other;

    return pair_of_coin(symbol, instrument_type_of_symbol(symbol), &other) &&
           strcmp(other.base, p->base) == 0 &&
           strcmp(other.quote, p->quote) == 0;
}

static const char *our_base(const char *ticker)
{
    for (size_t i = 0; i < COINS; i++)
        if (strcmp(coins[i].ticker, ticker) == 0)
            return coins[i].ours;
    return ticker;
}

bool pair_coin_symbol(const struct source *s, const struct pair *p,
                      char out[SYMBOL_MAX])
{
    const struct request *r = s->reply->request;
    char both[SYMBOL_MAX + CURRENCY_MAX + 1];
    int n;

    for (size_t i = 0; r && i < r->symbol_count; i++) {
        if (is_asked(r->symbols[i], p)) {
            name_copy(out, SYMBOL_MAX, r->symbols[i]);
            return true;
        }
    }
    if (!p->base[0] || !p->quote[0])
        return false;
    n = snprintf(both, sizeof both, "%s-%s", our_base(p->base), p->quote);
    return n > 0 && (size_t)n < sizeof both &&
           symbol_from_text(both, (size_t)n, out);
}

bool pair_from_word(const char *word, struct pair *out)
{
    static const char *const money[] = {"USDT", "USDC", "USD", "EUR", "GBP",
                                        "JPY",  "BTC",  "XBT", "ETH"};
    size_t n = strlen(word);

    *out = (struct pair){0};
    for (size_t i = 0; i < sizeof money / sizeof money[0]; i++) {
        size_t m = strlen(money[i]);

        if (n <= m || n - m >= SYMBOL_MAX ||
            strcmp(word + n - m, money[i]) != 0)
            continue;
        memcpy(out->base, word, n - m);
        name_copy(out->quote, sizeof out->quote, money[i]);
        return true;
    }
    return false;
}

const char *pair_gecko_id(const char *base)
{
    for (size_t i = 0; i < COINS; i++)
        if (strcmp(coins[i].ticker, base) == 0)
            return coins[i].gecko;
    return NULL;
}

const char *pair_of_gecko(const char *id)
{
    for (size_t i = 0; i < COINS; i++)
        if (strcmp(coins[i].gecko, id) == 0)
            return coins[i].ticker;
    return NULL;
}
