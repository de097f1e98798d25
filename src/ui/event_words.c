/* SPDX-License-Identifier: MIT */
/* What happened, in words made from an event's figures. */
#include "event_words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "event_kind.h"
#include "show.h"
#include "tapewatch/base/calendar.h"
#include "tapewatch/state/fields.h"

void event_value(const struct snapshot *now, const struct event *e,
                 double measure, char out[FORMAT_MAX])
{
    event_measure(snapshot_measure(now, e->key.rule), measure, out);
}

void event_now_value(const struct snapshot *now, const struct event *e,
                     char out[FORMAT_MAX])
{
    char value[FORMAT_MAX];

    event_value(now, e, e->last.measure, value);
    snprintf(out, FORMAT_MAX, "%s%.40s", e->is_rough ? "~" : "", value);
}

const char *event_who(const struct event *e)
{
    const char *term = event_term(e);

    return term ? term : e->key.symbol;
}

/* Less than half of the first measure: the move came back. */
static bool came_back(const struct event *e)
{
    double first = e->opened.measure;

    return first < 0 ? e->last.measure > first / 2
                     : e->last.measure < first / 2;
}

bool event_came_back(const struct snapshot *now, const struct event *e,
                     char out[FORMAT_MAX])
{
    bool is_loss = e->worst.measure < 0;
    double back = fabs(e->worst.measure - e->last.measure);
    char value[FORMAT_MAX];

    if (!event_is_money(event_unit(now, e)) || event_is_of(now, e, "price") ||
        e->state == EVENT_recovered || back < fabs(e->worst.measure) / 1000)
        return false;
    event_value(now, e, back, value); /* with its sign */
    snprintf(out, FORMAT_MAX, "%s %.30s", is_loss ? "recovered" : "gave back",
             value + 1);
    return true;
}

static const char *state_remark(const struct event *e)
{
    if (e->state == EVENT_recovered)
        return "recovered";
    if (e->state == EVENT_closed)
        return came_back(e) ? "recovered at the close" : "closed";
    return "";
}

/* Ranks are of losses of market value: other rules have no part in them. */
static bool is_ranked(const struct snapshot *now, const struct event *e)
{
    return e->rank > 0 && event_is_money(event_unit(now, e));
}

const char *event_extreme_word(const struct event *e)
{
    return e->worst.measure < 0 ? "worst" : "peak";
}

/* How much of an event is told. */
struct telling_form {
    bool has_since; /* when it began stands beside it */
    bool is_short;
};

/* The worst and when; while it is as bad as that, since when it lasts, unless
 * that stands beside it. */
static void extreme_words(const struct snapshot *now, const struct event *e,
                          struct telling_form form, char *out, size_t size)
{
    char value[FORMAT_MAX], clock[16];

    if (e->worst.measure == e->last.measure && form.has_since) {
        snprintf(out, size, "at its %s", event_extreme_word(e));
        return;
    }
    if (e->worst.measure == e->last.measure) {
        event_clock(e->opened.t, clock);
        snprintf(out, size, "since %s", clock);
        return;
    }
    event_value(now, e, e->worst.measure, value);
    event_clock(e->worst.t, clock);
    /* Learned from the day's range at the end: nobody saw when. */
    if (e->worst.t == e->last.t || form.is_short)
        snprintf(out, size, "%s %s", event_extreme_word(e), value);
    else
        snprintf(out, size, "%s %s %s", event_extreme_word(e), value,
                 clock);
}

static void rank_words(const struct event *e, bool is_short, char *out,
                       size_t size)
{
    if (is_short)
        snprintf(out, size, "#%d loss ever", e->rank);
    else if (e->rank == 1)
        snprintf(out, size, "largest 1-day loss on record  #1");
    else
        snprintf(out, size, "rank #%d of all 1-day losses", e->rank);
}

/* What a field's measure means, read after its value and in few cells, with
 * how it went since in `more`; false for fields of which there is no more to
 * say than their rule's name. */
static bool measure_words(const struct snapshot *now, const struct event *e,
                          bool is_short, const char *more, char *out,
                          size_t size)
{
    const struct field *field = snapshot_measure(now, e->key.rule);
    char price[FORMAT_MAX] = "the close before";

    if (e->known & EVENT_HAS_PREV_CLOSE)
        format_price(price, e->prev_close, -1);
    if (!field)
        return false;
    if (strcmp(field->name, "gap_pct") == 0)
        snprintf(out, size, "gap from %s", price);
    else if (strcmp(field->name, "vol_ratio") == 0)
        snprintf(out, size, "30-day mean volume");
    else if (strcmp(field->name, "news_burst") == 0 ||
             strcmp(field->name, "term_score") == 0)
        snprintf(out, size, "more headlines%s%s",
                 is_short ? "" : " than usual, ", is_short ? "" : more);
    else if (strcmp(field->name, "filing_change") == 0)
        snprintf(out, size, "%s%s on the year", event_filed_what(now, e),
                 is_short ? "" : " as filed,");
    else if (strcmp(field->name, "ext_change_pct") == 0)
        snprintf(out, size, "%s%s%s",
                 calendar_session(HOURS_US, e->opened.t) == SESSION_PRE
                     ? "pre-mkt" : "after hrs", is_short ? "" : " ",
                 is_short ? "" : more);
    else if (strcmp(field->name, "change_pct") == 0 ||
             event_is_money(field->unit))
        snprintf(out, size, "%s", more);
    else
        return false;
    return true;
}

/* The user's: it goes by its name, or it would read as a built-in one. */
static bool is_own_rule(const struct snapshot *now, const struct event *e)
{
    const struct rule_card *card = rule_list_find(now->rules, e->key.rule);

    return card && card->origin != RULE_SHIPPED;
}

/* What happened, without what became of it. */
static void event_story(const struct snapshot *now, const struct event *e,
                        struct telling_form form, char *out, size_t size)
{
    const struct field *field = snapshot_measure(now, e->key.rule);
    char more[3 * FORMAT_MAX];

    if (field && strcmp(field->name, "halt_age_s") == 0) {
        event_halt_words(e, out, size);
    } else if (event_is_of(now, e, "feed_late")) {
        event_clock(e->opened.t, more);
        snprintf(out, size, "source is silent since %.5s", more);
    } else if (*e->key.symbol == '@' && !event_term(e)) {
        extreme_words(now, e, form, more, sizeof(more));
        snprintf(out, size, "%s%s", form.is_short ? "" : "together, ", more);
    } else if (is_ranked(now, e)) {
        rank_words(e, form.is_short, out, size);
    } else {
        extreme_words(now, e, form, more, sizeof(more));
        if (is_own_rule(now, e) ||
            !measure_words(now, e, form.is_short, more, out, size))
            snprintf(out, size, "%s%s%s", e->key.rule,
                     form.is_short ? "" : ", ", form.is_short ? "" : more);
    }
}

/* "x, y" if that has room. */
static bool joined(const char *x, const char *y, int room, char *out,
                   size_t size)
{
    snprintf(out, size, "%s%s%s", x, *y ? ", " : "", y);
    return (int)strlen(out) <= room;
}

/* The longest that has room whole; if none has, what is cut least. That it
 * came back says more than how far it went. */
static void remark(const struct snapshot *now, const struct event *e,
                   bool has_since, int room, char *out, size_t size)
{
    const char *state = event_is_of(now, e, "halt_age_s") ? ""
                                                       : state_remark(e);
    char story[4 * FORMAT_MAX];

    for (int is_short = 0; is_short < 2; is_short++) {
        event_story(now, e, (struct telling_form){has_since, is_short}, story,
                    sizeof(story));
        if (joined(story, state, room, out, size))
            return;
    }
    if (strncmp(state, "recovered", 9) == 0)
        (void)joined("recovered", "", room, out, size);
    else
        (void)joined(story, "", room, out, size);
}

void event_remark(const struct snapshot *now, const struct event *e, int room,
                  char *out, size_t size)
{
    remark(now, e, false, room, out, size);
}

void event_remark_beside(const struct snapshot *now, const struct event *e,
                         int room, char *out, size_t size)
{
    remark(now, e, true, room, out, size);
}
