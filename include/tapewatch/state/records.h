/*
 * Ranks in history: the largest one-day losses of market value.
 */
#ifndef TAPEWATCH_STATE_RECORDS_H
#define TAPEWATCH_STATE_RECORDS_H

#include <stddef.h>
#include <stdint.h>

#include "tapewatch/base/err.h"
#include "tapewatch/model/symbol.h"

struct record {
    char symbol[SYMBOL_MAX];
    int32_t date;
    double loss_usd; /* positive */
    double change_pct;
    int is_live; /* from an official event of ours; RECORD_BOTH: the table
                    has this loss too, ours is shown */
};

enum { RECORD_TABLE, RECORD_LIVE, RECORD_BOTH };

struct records {
    struct record *rows; /* largest loss first */
    size_t count, cap;
};

/* Reads data/record_losses.tsv (symbol, date, loss in USD, percent). */
enum err records_read(const char *text, size_t n, struct records *out,
                      struct why *why);
void records_done(struct records *r);
/* Adds or replaces the row of (symbol, date) that comes from an event. */
void records_put_live(struct records *r, const char *symbol, int32_t date,
                      double loss_usd, double change_pct);

/* Rank of a loss of `symbol` in `session` as known on that date: table rows
 * dated before it and live rows up to it, one per (symbol, date), not the
 * asked one itself. 0 when the loss is below the smallest table row known
 * then (all companies); *own is the company's own rank, from 1. */
int records_rank(const struct records *r, const char *symbol, int32_t session,
                 double loss_usd, int *own);
/* Whether a row counts in `session` (for rank tables on screen). */
int records_counts(const struct record *row, int32_t session);

#endif
