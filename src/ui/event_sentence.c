/* SPDX-License-Identifier: MIT */
/* An event in a whole sentence. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "event_kind.h"
#include "event_words.h"
#include "tapewatch/state/fields.h"
#include "tapewatch/ui/ui.h"

/* What is said of a measure that is no sum of money: before its size and
 * after it, when it is above nothing and when below. */
static const struct telling {
    const char *field, *verb_up, *after_up, *verb_down, *after_down;
} tellings[] = {
    {"change_pct", "rose", " on the day", "fell", " on the day"},
    {"ext_change_pct", "rose", " outside trading hours", "fell",
     " outside trading hours"},
    {"gap_pct", "opened", " above the close before", "opened",
     " below the close before"},
    {"off_high_pct", "is", " above its 252-day high", "is",
     " below its 252-day high"},
    {"off_low_pct", "is", " above its 252-day low", "is",
     " below its 252-day low"},
    {"vol_ratio", "trades", " times its usual volume", "trades", ""},
    {"zscore", "rose by", " standard deviations of 20 days", "fell by",
     " standard deviations of 20 days"},
    {"news_burst", "has more headlines than usual, by a score of", "",
     "has fewer headlines than usual, by a score of", ""},
    {"term_score", "is in more headlines than usual, by a score of", "",
     "is in fewer headlines than usual, by a score of", ""},
};

/* False: nothing is known of its rule's field but a number. */
static bool telling_sentence(const struct snapshot *now,
                             const struct event *e, char *out, size_t size)
{
    const struct field *field = snapshot_measure(now, e->key.rule);
    double measure = e->last.measure;
    char number[FORMAT_MAX];

    for (size_t i = 0; field && i < sizeof tellings / sizeof *tellings; i++) {
        const struct telling *t = &tellings[i];
        bool is_percent = strcmp(field->unit, "%") == 0;

        if (strcmp(t->field, field->name) != 0)
            continue;
        if (is_percent)
            format_percent(number, fabs(measure), false);
        else
            snprintf(number, sizeof(number), "%.1f",
                     format_round(fabs(measure), 1));
        snprintf(out, size, "%s %s %s%s%s", event_who(e),
                 measure < 0 ? t->verb_down : t->verb_up, number,
                 is_percent ? "%" : "",
                 measure < 0 ? t->after_down : t->after_up);
        return true;
    }
    return false;
}

/* " - rank 3 of all one-day losses on record", "" when there is no such. */
static void history_words(const struct event *e, const char *dash, char *out,
                          size_t size)
{
    out[0] = '\0';
    if (*e->key.symbol == '@')
        snprintf(out, size, " %s its companies together", dash);
    else if (e->rank == 1)
        snprintf(out, size,
                 " %s largest one-day loss of any company on record", dash);
    else if (e->rank > 1)
        snprintf(out, size, " %s rank %d of all one-day losses on record",
                 dash, e->rank);
    else if (e->rank_own == 1)
        snprintf(out, size, " %s its own largest one-day loss on record",
                 dash);
}

static void money_sentence(const struct snapshot *now, const struct event *e,
                           const char *dash, char *out, size_t size)
{
    char history[96], value[FORMAT_MAX];

    history_words(e, dash, history, sizeof(history));
    event_value(now, e, e->last.measure, value);
    snprintf(out, size, "%s %s %s%s%s of market value%s",
             e->key.symbol + (*e->key.symbol == '@'),
             e->last.measure < 0 ? "lost" : "gained",
             e->is_rough ? "~" : "",
             strcmp(event_unit(now, e), "USD") == 0 ? "$" : "", value + 1,
             history);
}

void event_sentence(const struct snapshot *now, const struct event *e,
                    const char *dash, char *out, size_t size)
{
    char value[FORMAT_MAX], words[80];

    event_value(now, e, e->last.measure, value);
    if (event_is_of(now, e, "feed_late")) {
        snprintf(out, size, "%s is silent %s for %s of its intervals",
                 e->key.symbol + (*e->key.symbol == '@'), dash, value);
    } else if (event_is_of(now, e, "halt_age_s")) {
        event_halt_words(e, words, sizeof(words));
        snprintf(out, size, "%s %s", e->key.symbol, words);
    } else if (event_is_of(now, e, "filing_change")) {
        snprintf(out, size, "%s filed figures %s %s %s on the year",
                 e->key.symbol, dash, event_filed_what(now, e), value);
    } else if (event_is_money(event_unit(now, e)) &&
               !event_is_of(now, e, "price")) {
        money_sentence(now, e, dash, out, size);
    } else if (!telling_sentence(now, e, out, size)) {
        snprintf(out, size, "%s %s %s rule %s", event_who(e), value, dash,
                 e->key.rule);
    }
}

void ui_event_words(const struct snapshot *now, const struct event *e,
                    char *out, size_t size)
{
    event_sentence(now, e, "-", out, size);
}
