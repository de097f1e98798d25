/* SPDX-License-Identifier: MIT */
/* The largest one-day losses: read, added to, ranked as of a date. */
#include "tapewatch/state/records.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/mem.h"

enum { COLUMNS = 4 };

struct cell {
    const char *text;
    size_t n;
};

static size_t split(const char *line, size_t n, struct cell cells[COLUMNS])
{
    size_t count = 0, start = 0;

    for (size_t i = 0; i <= n && count < COLUMNS; i++) {
        if (i < n && line[i] != '\t')
            continue;
        cells[count++] = (struct cell){line + start, i - start};
        start = i + 1;
    }
    return count;
}

/* Keeps the order: largest loss first, then symbol and date. */
static void insert(struct records *r, const struct record *row)
{
    size_t at = r->count;

    r->rows = mem_room(r->rows, r->count, &r->cap, sizeof *r->rows);
    while (at > 0 && (r->rows[at - 1].loss_usd < row->loss_usd ||
                      (r->rows[at - 1].loss_usd == row->loss_usd &&
                       strcmp(r->rows[at - 1].symbol, row->symbol) > 0)))
        at--;
    memmove(r->rows + at + 1, r->rows + at, (r->count - at) * sizeof *r->rows);
    r->rows[at] = *row;
    r->count++;
}

static struct record *find(const struct records *r, const char *symbol,
                           int32_t date)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->rows[i].date == date && strcmp(r->rows[i].symbol, symbol) == 0)
            return &r->rows[i];
    return NULL;
}

static enum err read_row(const char *line, size_t n, struct record *row)
{
    struct cell c[COLUMNS];
    double loss;

    if (split(line, n, c) < COLUMNS)
        return ERR_MISSING;
    if (!symbol_from_text(c[0].text, c[0].n, row->symbol) ||
        !civil_parse_date(c[1].text, c[1].n, &row->date) ||
        !format_parse_number(c[2].text, c[2].n, &loss) ||
        !format_parse_number(c[3].text, c[3].n, &row->change_pct))
        return ERR_SYNTAX;
    if (loss <= 0)
        return ERR_RANGE;
    row->loss_usd = loss;
    return ERR_OK;
}

/* Comments, empty lines and the line that names the columns. */
static bool is_no_row(const char *line, size_t n)
{
    return n == 0 || line[0] == '#' ||
           (n > 6 && memcmp(line, "symbol\t", 7) == 0);
}

enum err records_read(const char *text, size_t n, struct records *out,
                      struct why *why)
{
    struct records r = {0};
    unsigned number = 0;
    const char *end = text + n;

    while (text < end) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        size_t length = (size_t)((stop ? stop : end) - text);
        struct record row = {.is_live = RECORD_TABLE};
        enum err e = ERR_OK;

        number++;
        if (length > 0 && text[length - 1] == '\r')
            length--;
        if (!is_no_row(text, length)) {
            e = read_row(text, length, &row);
            if (e == ERR_OK && !find(&r, row.symbol, row.date))
                insert(&r, &row);
        }
        if (e != ERR_OK) {
            records_done(&r);
            return why_set(why, e, "record losses, line %u: %s", number,
                           err_text(e));
        }
        text = stop ? stop + 1 : end;
    }
    *out = r;
    return ERR_OK;
}

void records_done(struct records *r)
{
    free(r->rows);
    *r = (struct records){0};
}

void records_put_live(struct records *r, const char *symbol, int32_t date,
                      double loss_usd, double change_pct)
{
    struct record row = {.date = date,
                         .loss_usd = loss_usd,
                         .change_pct = change_pct,
                         .is_live = RECORD_LIVE};
    struct record *old = find(r, symbol, date);

    name_copy(row.symbol, sizeof row.symbol, symbol);
    if (old) {
        size_t at = (size_t)(old - r->rows);

        if (old->is_live != RECORD_LIVE)
            row.is_live = RECORD_BOTH;
        memmove(old, old + 1, (r->count - at - 1) * sizeof *old);
        r->count--;
    }
    insert(r, &row);
}

int records_counts(const struct record *row, int32_t session)
{
    return row->date < session ||
           (row->date == session && row->is_live != RECORD_TABLE);
}

int records_rank(const struct records *r, const char *symbol, int32_t session,
                 double loss_usd, int *own)
{
    int rank = 1, own_rank = 1;
    bool is_in_table = false; /* not below the smallest row known then */

    for (size_t i = 0; i < r->count; i++) {
        const struct record *row = &r->rows[i];
        bool is_own = strcmp(row->symbol, symbol) == 0;

        if (!records_counts(row, session))
            continue;
        if (row->is_live != RECORD_LIVE && row->date < session &&
            loss_usd >= row->loss_usd)
            is_in_table = true;
        if (row->loss_usd <= loss_usd || (is_own && row->date == session))
            continue;
        rank++;
        own_rank += is_own;
    }
    *own = own_rank;
    return is_in_table ? rank : 0;
}
