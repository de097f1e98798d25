/*
 * Dates that are known to come: results, economic figures. A shared block
 * (base/mem.h), made anew when one of them changed, held by snapshots.
 */
#ifndef TAPEWATCH_MODEL_DATES_H
#define TAPEWATCH_MODEL_DATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/model/symbol.h"

struct known_date {
    char symbol[SYMBOL_MAX]; /* "" of no symbol */
    char source[SOURCE_MAX];
    char type[16];           /* "earnings", "macro", "holiday", ... */
    char title[64];          /* "" none */
    int64_t at;              /* ms */
    bool is_confirmed;       /* else estimated by the source */
};

struct date_list {
    size_t count, cap;
    struct known_date items[]; /* as they became known */
};

#endif
