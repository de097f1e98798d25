/* SPDX-License-Identifier: MIT */
/* Lots as lines of text, and the book of all of them. */
#include "tapewatch/model/lot.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/json.h"
#include "tapewatch/base/mem.h"

#define FIGURE_MOST 1e12

bool lot_is_cash(const struct lot *l)
{
    return l->symbol[0] == '\0';
}

bool lot_equal(const struct lot *a, const struct lot *b)
{
    return strcmp(a->portfolio, b->portfolio) == 0 &&
           strcmp(a->symbol, b->symbol) == 0 && a->quantity == b->quantity &&
           a->price == b->price && a->fee == b->fee &&
           strcmp(a->currency, b->currency) == 0 && a->date == b->date &&
           strcmp(a->note, b->note) == 0;
}

enum err lot_check(const struct lot *l, struct why *why)
{
    if (l->quantity == 0 || !(fabs(l->quantity) <= FIGURE_MOST))
        return why_set(why, ERR_RANGE, lot_is_cash(l)
                           ? "the amount is 0 or too large"
                           : "the quantity is 0 or too large");
    if (!(l->price >= 0 && l->price <= FIGURE_MOST))
        return why_set(why, ERR_RANGE, "the price is negative or too large");
    if (!(l->fee >= 0 && l->fee <= FIGURE_MOST))
        return why_set(why, ERR_RANGE, "the fee is negative or too large");
    if (lot_is_cash(l) && !l->currency[0])
        return why_set(why, ERR_MISSING, "cash lacks a currency such as USD");
    return ERR_OK;
}

/* ---- reading a line */

struct word {
    const char *at;
    size_t n;
};

static bool next_word(const char **line, struct word *out)
{
    *line += strspn(*line, " \t");
    out->at = *line;
    out->n = strcspn(*line, " \t");
    *line += out->n;
    return out->n > 0;
}

static bool word_is(const struct word *w, const char *text)
{
    return w->n == strlen(text) && strncasecmp(w->at, text, w->n) == 0;
}

static enum err wrong(struct why *why, const struct word *w, const char *what)
{
    return why_set(why, ERR_SYNTAX, "'%.*s' is not %s",
                   (int)(w->n > 40 ? 40 : w->n), w->at, what);
}

static enum err read_number(const char **line, const char *what, double *out,
                            struct why *why)
{
    struct word w;

    if (!next_word(line, &w))
        return why_set(why, ERR_MISSING, "%s is missing", what);
    return format_parse_number(w.at, w.n, out) ? ERR_OK : wrong(why, &w, what);
}

static enum err read_price(const char **line, struct lot *l, struct why *why)
{
    const char *after = *line + strspn(*line, " \t");

    if (*after == '@')
        *line = after + 1;
    return read_number(line, "a price", &l->price, why);
}

/* Currency, date and fee, in any order. */
static enum err read_rest(const char **line, struct lot *l, struct why *why)
{
    struct word w;
    enum err e = ERR_OK;

    while (e == ERR_OK && next_word(line, &w)) {
        if (!lot_is_cash(l) && word_is(&w, "fee"))
            e = read_number(line, "a fee", &l->fee, why);
        else if (word_is(&w, "on") || word_is(&w, "in"))
            continue;
        else if (l->date == NO_DATE && civil_parse_date(w.at, w.n, &l->date))
            continue;
        else if (l->currency[0] || !currency_from_text(w.at, w.n, l->currency))
            e = wrong(why, &w, "a currency such as USD, a date such as "
                               "2025-01-27 or 'fee AMOUNT'");
    }
    return e;
}

/* "NVDA sell 10" as well as "sell NVDA 10". */
static bool take_side(const char **line, bool is_sale)
{
    const char *rest = *line;
    struct word w;

    if (!next_word(&rest, &w) || !(word_is(&w, "sell") || word_is(&w, "buy")))
        return is_sale;
    *line = rest;
    return word_is(&w, "sell");
}

static enum err read_trade(const char **line, struct word *w, struct lot *l,
                           struct why *why)
{
    bool is_sale = word_is(w, "sell");
    enum err e;

    if (is_sale || word_is(w, "buy")) {
        if (!next_word(line, w))
            return why_set(why, ERR_MISSING, "the symbol is missing");
    }
    if (!symbol_from_text(w->at, w->n, l->symbol))
        return wrong(why, w, "a symbol");
    is_sale = take_side(line, is_sale);
    e = read_number(line, "a quantity", &l->quantity, why);
    if (e == ERR_OK && is_sale && l->quantity < 0)
        e = why_set(why, ERR_SYNTAX, "sell and a minus: write one of them");
    if (e == ERR_OK && is_sale)
        l->quantity = -l->quantity;
    return e ? e : read_price(line, l, why);
}

/* The word that was read last, up to `at`. */
static const char *last_word(const char *line, const char *at)
{
    while (at > line && at[-1] != ' ' && at[-1] != '\t')
        at--;
    return *at == '@' ? at + 1 : at;
}

enum err lot_parse(const char *line, struct lot *out, struct why *why)
{
    const char *wrong;

    return lot_parse_at(line, out, &wrong, why);
}

enum err lot_parse_at(const char *line, struct lot *out, const char **wrong,
                      struct why *why)
{
    const char *start = line;
    struct lot l = {.date = NO_DATE};
    struct word w;
    enum err e;

    *wrong = line;
    if (!next_word(&line, &w))
        return why_set(why, ERR_MISSING,
                       "a lot is written NVDA 10 @ 118.42 USD 2025-01-27");
    if (word_is(&w, "cash")) {
        l.price = 1;
        e = read_number(&line, "an amount", &l.quantity, why);
    } else {
        e = read_trade(&line, &w, &l, why);
    }
    if (e == ERR_OK)
        e = read_rest(&line, &l, why);
    *wrong = e == ERR_OK ? start : last_word(start, line);
    if (e == ERR_OK)
        e = lot_check(&l, why);
    if (e == ERR_OK)
        *out = l;
    return e;
}

void lot_write(const struct lot *l, struct strbuf *out)
{
    char date[11];

    if (strcmp(l->symbol, "CASH") == 0 || strcmp(l->symbol, "BUY") == 0 ||
        strcmp(l->symbol, "SELL") == 0)
        strbuf_add(out, "buy "); /* companies, not words */
    strbuf_add(out, lot_is_cash(l) ? "cash" : l->symbol);
    strbuf_add_char(out, ' ');
    json_write_number(out, l->quantity);
    if (!lot_is_cash(l)) {
        strbuf_add(out, " @ ");
        json_write_number(out, l->price);
    }
    if (l->currency[0])
        strbuf_format(out, " %s", l->currency);
    civil_format_date(l->date, date);
    if (date[0])
        strbuf_format(out, " %s", date);
    if (l->fee > 0) {
        strbuf_add(out, " fee ");
        json_write_number(out, l->fee);
    }
}

/* ---- the book */

const struct book *book_share(const struct book *from)
{
    size_t setups = from->portfolio_count * sizeof *from->portfolios;
    size_t lots = from->lot_count * sizeof *from->lots;
    struct book *b;
    char *at;

    if (from->portfolio_count == 0)
        return NULL;
    b = shared_new(sizeof *b + lots + setups, NULL);
    *b = *from;
    at = (char *)(b + 1); /* a multiple of 8 */
    b->lots = (struct lot *)(void *)at;
    if (lots > 0)
        memcpy(at, from->lots, lots);
    b->portfolios = memcpy(at + lots, from->portfolios, setups);
    return b;
}

size_t book_find(const struct book *b, const char *portfolio)
{
    size_t i = 0;

    while (b && i < b->portfolio_count &&
           strcmp(b->portfolios[i].name, portfolio) != 0)
        i++;
    return i;
}
