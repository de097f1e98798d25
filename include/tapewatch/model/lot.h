/*
 * What the user holds. A lot is one purchase or sale, or an amount of cash, as
 * it was written down; what follows from lots is in state/portfolio.h.
 *
 * A line of the config, or of the prompt, is
 *
 *   [buy|sell] SYMBOL QUANTITY @ PRICE [CURRENCY] [DATE] [fee AMOUNT]
 *   cash AMOUNT CURRENCY [DATE]
 *
 * A negative quantity is a sale. Prices may be in pence and the like (GBp,
 * GBX, ZAc, ILA): they stay as they were written.
 */
#ifndef TAPEWATCH_MODEL_LOT_H
#define TAPEWATCH_MODEL_LOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/base/err.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/model/symbol.h"

enum { PORTFOLIO_MAX = 48, LOT_NOTE_MAX = 80, LOTS_MAX = 20000 };

struct lot {
    int64_t id; /* of user.db; 0: it stands in the config */
    char portfolio[PORTFOLIO_MAX];
    char symbol[SYMBOL_MAX]; /* "": cash */
    double quantity; /* sold: negative; of cash the amount; never 0 */
    double price;    /* of one, in `currency`, 0 or more; of cash 1 */
    double fee;      /* in `currency`, 0 or more */
    char currency[CURRENCY_MAX]; /* "": that of the listing */
    int32_t date;                /* NO_DATE: not known */
    char note[LOT_NOTE_MAX];
};
bool lot_is_cash(const struct lot *l);
/* Everything but the id. */
bool lot_equal(const struct lot *a, const struct lot *b);

/* Reads a line; `portfolio` is left empty. ERR_SYNTAX or ERR_RANGE with a
 * sentence that names the word. */
enum err lot_parse(const char *line, struct lot *out, struct why *why);
/* The same; *wrong is that word, or the line. */
enum err lot_parse_at(const char *line, struct lot *out, const char **wrong,
                      struct why *why);
/* The line that lot_parse() reads. */
void lot_write(const struct lot *l, struct strbuf *out);
/* ERR_RANGE when a figure cannot be one of a lot. */
enum err lot_check(const struct lot *l, struct why *why);

/* "GBp" is 100 to the "GBP": fills out with the unit that is quoted in the
 * world, and returns how many of `code` make one of it. */
double currency_major(const char *code, char out[CURRENCY_MAX]);
/* False of those without minor units, such as the yen (ISO 4217). */
bool currency_has_cents(const char *code);
/* Three letters (or up to 7 for a coin); upper-cases all but minor units. */
bool currency_from_text(const char *s, size_t n, char out[CURRENCY_MAX]);
/* One of ISO 4217, or a minor unit of one. */
bool currency_is_known(const char *code);

struct portfolio_setup { /* [portfolio NAME] */
    char name[PORTFOLIO_MAX];
    char currency[CURRENCY_MAX]; /* that totals are in, a major unit */
    char benchmark[SYMBOL_MAX];  /* "": none */
};

/* All portfolios and their lots: a shared block, NULL where there are none. */
struct book {
    size_t portfolio_count, lot_count;
    const struct portfolio_setup *portfolios;
    const struct lot *lots; /* in the order they were written */
};
/* Copies; NULL when there is nothing in it. */
const struct book *book_share(const struct book *from);
/* Index in portfolios, or the count. */
size_t book_find(const struct book *b, const char *portfolio);

#endif
