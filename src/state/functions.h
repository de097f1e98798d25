/*
 * The functions of expressions over instruments: a table, and what its rows
 * ask. They read the record's listing and what surrounds it; nothing is
 * computed here (derive.c does).
 */
#ifndef TAPEWATCH_STATE_FUNCTIONS_H
#define TAPEWATCH_STATE_FUNCTIONS_H

#include "tapewatch/state/fields.h"

enum { FUNCTIONS_OF_LISTING = 8, FUNCTION_SERIES = 5 };
extern const struct function functions_of_listing[FUNCTIONS_OF_LISTING];
extern const char *const function_series[FUNCTION_SERIES];

/* fields.c: of the record that most others belong to. */
enum {
    FIELDS_OF_LISTING = 0
#define LISTING(name, type, unit, help, value) +1
#include "fields.def"
};
extern const struct field listing_fields[FIELDS_OF_LISTING];

/* For struct language: the listing as it was at the previous close. */
bool listing_previous(const void *record,
                      void (*then)(void *self, const void *record),
                      void *self);

#endif
