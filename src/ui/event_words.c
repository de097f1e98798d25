/* SPDX-License-Identifier: MIT */
/* What happened, in words made from an event's figures. */
#include "event_words.h"

#include <stdio.h>
#include <string.h>

#include "tapewatch/model/vocabulary.h"
#include "tapewatch/state/fields.h"

/* The unit of what the rule measures, from the field it names. */
static const char *unit_of(const struct config *config, const struct event *e)
{
    struct field_table table = fields_of_listing();

    for (size_t i = config_rule_count(config); i-- > 0;) {
        const struct rule_text *rule = config_rule(config, i);
        const struct field *field;

        if (strcmp(rule->name, e->key.rule) != 0)
            continue;
        field = rule->measure ? field_find(table.fields, table.count,
                                           rule->measure)
                              : NULL;
        return field ? field->unit : "";
    }
    return "";
}

static bool is_money(const char *unit)
{
    return strcmp(unit, "USD") == 0 || strcmp(unit, "currency") == 0;
}

void event_value(const struct config *config, const struct event *e,
                 double measure, char out[FORMAT_MAX])
{
    const char *unit = unit_of(config, e);
    char number[FORMAT_MAX];

    if (is_money(unit)) {
        format_money_change(out, measure);
        return;
    }
    if (strcmp(unit, "%") == 0) {
        format_percent(number, measure, true);
        snprintf(out, FORMAT_MAX, "%.40s%%", number);
        return;
    }
    snprintf(out, FORMAT_MAX, "%.1f%s", format_round(measure, 1), unit);
}

/* Did the move come back? Said by its state, or, once the session is over,
 * by a last measure of less than half the first. */
static bool has_recovered(const struct event *e)
{
    double first = e->opened.measure;

    if (e->state != EVENT_closed)
        return e->state == EVENT_recovered;
    return first < 0 ? e->last.measure > first / 2
                     : e->last.measure < first / 2;
}

const struct event_point *event_shown(const struct event *e)
{
    return has_recovered(e) ? &e->worst : &e->last;
}

static const char *state_remark(const struct event *e)
{
    return has_recovered(e) ? ", recovered" : "";
}

/* Ranks are of losses of market value: other rules have no part in them. */
static bool is_ranked(const struct config *config, const struct event *e)
{
    return e->rank > 0 && is_money(unit_of(config, e));
}

void event_remark(const struct config *config, const struct event *e,
                  char *out, size_t size)
{
    if (is_ranked(config, e) && e->rank == 1)
        snprintf(out, size, "largest 1-day loss on record  #1%s",
                 state_remark(e));
    else if (is_ranked(config, e))
        snprintf(out, size, "rank #%d%s", e->rank, state_remark(e));
    else
        snprintf(out, size, "%s%s", e->key.rule, state_remark(e));
}

static void history_words(const struct config *config,
                          const struct event *e, char *out, size_t size)
{
    if (!is_money(unit_of(config, e)))
        snprintf(out, size, "rule %s", e->key.rule);
    else if (e->rank == 1)
        snprintf(out, size,
                 "largest one-day loss of any company on record");
    else if (e->rank > 1)
        snprintf(out, size, "rank %d of all one-day losses on record",
                 e->rank);
    else if (e->rank_own == 1)
        snprintf(out, size, "its own largest one-day loss on record");
    else
        snprintf(out, size, "rule %s", e->key.rule);
}

void event_sentence(const struct config *config, const struct event *e,
                    const char *dash, char *out, size_t size)
{
    const char *unit = unit_of(config, e);
    char history[80], value[FORMAT_MAX];
    double measure = e->last.measure;

    history_words(config, e, history, sizeof(history));
    event_value(config, e, measure, value);
    if (is_money(unit))
        snprintf(out, size, "%s %s %s%s of market value %s %s",
                 e->key.symbol, measure < 0 ? "lost" : "gained",
                 strcmp(unit, "USD") == 0 ? "$" : "", value + 1, dash,
                 history);
    else if (strcmp(unit, "%") == 0)
        snprintf(out, size, "%s %s %s %s %s", e->key.symbol,
                 measure < 0 ? "fell" : "rose", value + 1, dash, history);
    else
        snprintf(out, size, "%s %s %s %s", e->key.symbol, value, dash,
                 history);
}

enum role event_role(const struct event *e)
{
    int s = e->severity < 1 ? 1 : e->severity > 4 ? 4 : e->severity;

    return (enum role)(ROLE_sev1 + s - 1);
}
