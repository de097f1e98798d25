/* SPDX-License-Identifier: MIT */
/* How an event began, in words. */
#include <stdio.h>
#include <string.h>

#include "event_words.h"
#include "tapewatch/state/fields.h"

void event_opening(const struct snapshot *now, const struct event *e,
                   char *out, size_t size)
{
    static const struct {
        const char *field, *before, *after;
    } rows[] = {
        {"gap_pct", "opens with a gap of ", ""},
        {"change_pct", "", " on the day"},
        {"cap_change_usd", "", " of market value"},
        {"cap_change", "", " of market value"},
        {"ext_change_pct", "", " outside trading hours"},
        {"vol_ratio", "volume ", " its 30-day mean"},
        {"zscore", "move of ", " of 20 days"},
        {"news_burst", "burst of headlines, ", " above usual"},
        {"term_score", "many headlines have it, ", " above usual"},
        {"filing_change", "filed: ", " y/y"},
        {"off_high_pct", "above the 252-day high by ", ""},
        {"off_low_pct", "below the 252-day low by ", ""},
    };
    const struct field *field = snapshot_measure(now, e->key.rule);
    char value[FORMAT_MAX];

    event_value(now, e, e->opened.measure, value);
    if (field && strcmp(field->name, "halt_age_s") == 0) {
        snprintf(out, size, "trading is halted");
        return;
    }
    for (size_t i = 0; field && i < sizeof rows / sizeof *rows; i++)
        if (strcmp(field->name, rows[i].field) == 0) {
            snprintf(out, size, "%s%s%s", rows[i].before, value,
                     rows[i].after);
            return;
        }
    snprintf(out, size, "%s %s", e->key.rule, value);
}
