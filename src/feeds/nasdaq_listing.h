/*
 * How Nasdaq's lists name issues of every exchange, in our spelling.
 */
#ifndef TAPEWATCH_SRC_FEEDS_NASDAQ_LISTING_H
#define TAPEWATCH_SRC_FEEDS_NASDAQ_LISTING_H

#include <stdbool.h>
#include <stddef.h>

#include "tapewatch/model/symbol.h"

/* BRK.B -> BRK-B, BAC$B and BAC-B (preferred) -> BAC-PB, ACHR+ (warrants) ->
 * ACHR-WT, AAM= (units) -> AAM-UN, X^ (rights) -> X-RI, X# (when issued) ->
 * X-WI. False for what has no lasting symbol (two marks, "*" called). */
bool nasdaq_symbol(const char *listed, size_t n, char out[SYMBOL_MAX]);

#endif
