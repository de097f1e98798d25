/*
 * Lots as a CSV file with a header line, in and out:
 *
 *   portfolio,type,symbol,quantity,price,fee,currency,date,note
 *   main,buy,NVDA,390,61.2,4.95,USD,2023-05-12,
 *   main,cash,,31900,,,USD,,
 *
 * Columns come in any order and by any of their usual names (ticker, shares,
 * commission, ...). symbol, quantity and price are needed. `type` is buy, sell
 * or cash; without it a negative quantity is a sale. Semicolons and tabs
 * separate as well, and then a number may have a decimal comma. A column with
 * another name is not used, and that is said.
 */
#ifndef TAPEWATCH_CONFIG_LOTS_FILE_H
#define TAPEWATCH_CONFIG_LOTS_FILE_H

#include <stddef.h>

#include "tapewatch/base/strbuf.h"
#include "tapewatch/model/lot.h"

struct lots_file {
    struct lot *lots;
    size_t count, cap;
    size_t wrong;          /* rows and columns that are not understood */
    struct strbuf problems; /* a line for each (at most 100): "FILE:7: column
                               3 (quantity): 'x' is not a number" */
    struct strbuf unused;  /* names of the columns that are not used */
};
/* Rows that name no portfolio go to `portfolio`. With anything in `wrong` the
 * lots are those of the other rows. */
void lots_file_read(const char *text, size_t n, const char *file,
                    const char *portfolio, struct lots_file *out);
void lots_file_done(struct lots_file *f);

void lots_file_write(const struct lot *lots, size_t n, struct strbuf *out);

#endif
