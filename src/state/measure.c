/* SPDX-License-Identifier: MIT */
/* A measure of a rule as people read it: with its unit. */
#include <stdio.h>
#include <string.h>

#include "tapewatch/query/query.h"
#include "tapewatch/state/snapshot.h"

static bool is_money(const char *unit)
{
    return strcmp(unit, "USD") == 0 || strcmp(unit, "currency") == 0;
}

void event_measure(const struct field *field, double measure,
                   char out[FORMAT_MAX])
{
    const char *unit = field ? field->unit : "";
    char number[FORMAT_MAX];

    if (field && strcmp(field->name, "price") == 0) {
        format_price(out, measure, 2); /* it did not change by so much */
        return;
    }
    if (is_money(unit)) {
        format_money_change(out, measure);
        return;
    }
    if (strcmp(unit, "%") == 0) {
        format_percent(number, measure, true);
        snprintf(out, FORMAT_MAX, "%.40s%%", number);
        return;
    }
    if (strcmp(unit, "s") == 0) {
        format_age(out, (int64_t)(measure * 1000));
        return;
    }
    snprintf(out, FORMAT_MAX, "%.1f%s", format_round(measure, 1), unit);
}
