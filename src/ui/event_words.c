/* SPDX-License-Identifier: MIT */
/* What happened, in words made from an event's figures. */
#include "event_words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "show.h"
#include "tapewatch/base/calendar.h"
#include "tapewatch/model/vocabulary.h"
#include "tapewatch/state/fields.h"
#include "tapewatch/ui/ui.h"

/* The field that the event's rule measures; NULL if that is none. */
static const struct field *field_of(const struct snapshot *now,
                                    const struct event *e)
{
    return snapshot_measure(now, e->key.rule);
}

static bool is_field(const struct snapshot *now, const struct event *e,
                     const char *name)
{
    const struct field *field = field_of(now, e);

    return field && strcmp(field->name, name) == 0;
}

static const char *unit_of(const struct snapshot *now, const struct event *e)
{
    const struct field *field = field_of(now, e);

    return field ? field->unit : "";
}

static bool is_money(const char *unit)
{
    return strcmp(unit, "USD") == 0 || strcmp(unit, "currency") == 0;
}

void event_value(const struct snapshot *now, const struct event *e,
                 double measure, char out[FORMAT_MAX])
{
    event_measure(field_of(now, e), measure, out);
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

    if (!is_money(unit_of(now, e)) || is_field(now, e, "price") ||
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
    return e->rank > 0 && is_money(unit_of(now, e));
}

const char *event_extreme_word(const struct event *e)
{
    return e->worst.measure < 0 ? "worst" : "peak";
}

static void clock_text(int64_t t, char out[16])
{
    show_clock_text(t, out);
    out[5] = '\0';
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
        clock_text(e->opened.t, clock);
        snprintf(out, size, "since %s", clock);
        return;
    }
    event_value(now, e, e->worst.measure, value);
    clock_text(e->worst.t, clock);
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

/* Which of the two growths a filing's event is of; both when its company has
 * filed anew since. */
static const char *filed_what(const struct snapshot *now,
                              const struct event *e)
{
    const struct listing *l = snapshot_find(now, e->key.symbol);
    const struct fundamentals *c = l ? l->company : NULL;
    double measure = e->last.measure;

    if (FUNDAMENTAL_HAS(c, capex_yoy) && fabs(c->capex_yoy - measure) < 0.005)
        return "capex";
    if (FUNDAMENTAL_HAS(c, revenue_yoy) &&
        fabs(c->revenue_yoy - measure) < 0.005)
        return "revenue";
    return "revenue or capex";
}

/* What a field's measure means, read after its value and in few cells, with
 * how it went since in `more`; false for fields of which there is no more to
 * say than their rule's name. */
static bool measure_words(const struct snapshot *now, const struct event *e,
                          bool is_short, const char *more, char *out,
                          size_t size)
{
    const struct field *field = field_of(now, e);
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
        snprintf(out, size, "%s%s on the year", filed_what(now, e),
                 is_short ? "" : " as filed,");
    else if (strcmp(field->name, "ext_change_pct") == 0)
        snprintf(out, size, "%s%s%s",
                 calendar_session(HOURS_US, e->opened.t) == SESSION_PRE
                     ? "pre-mkt" : "after hrs", is_short ? "" : " ",
                 is_short ? "" : more);
    else if (strcmp(field->name, "change_pct") == 0 ||
             is_money(field->unit))
        snprintf(out, size, "%s", more);
    else
        return false;
    return true;
}

/* A source that fell silent, in intervals. */
static bool is_of_feed(const struct snapshot *now, const struct event *e)
{
    const struct field *field = field_of(now, e);

    return field && strcmp(field->name, "feed_late") == 0;
}

/* "halted 09:58-10:03", or since when. */
static void halt_words(const struct event *e, char *out, size_t size)
{
    char from[16], until[16];

    clock_text(e->opened.t, from);
    clock_text(e->last.t, until);
    if (e->state == EVENT_open || e->last.t <= e->opened.t)
        snprintf(out, size, "halted since %s",
                 e->state == EVENT_open ? until : from);
    else
        snprintf(out, size, "halted %s-%s", from, until);
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
    const struct field *field = field_of(now, e);
    char more[3 * FORMAT_MAX];

    if (field && strcmp(field->name, "halt_age_s") == 0) {
        halt_words(e, out, size);
    } else if (is_of_feed(now, e)) {
        clock_text(e->opened.t, more);
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
    const char *state = is_field(now, e, "halt_age_s") ? ""
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
    const struct field *field = field_of(now, e);
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
             strcmp(unit_of(now, e), "USD") == 0 ? "$" : "", value + 1,
             history);
}

void event_sentence(const struct snapshot *now, const struct event *e,
                    const char *dash, char *out, size_t size)
{
    char value[FORMAT_MAX], words[80];

    event_value(now, e, e->last.measure, value);
    if (is_of_feed(now, e)) {
        snprintf(out, size, "%s is silent %s for %s of its intervals",
                 e->key.symbol + (*e->key.symbol == '@'), dash, value);
    } else if (is_field(now, e, "halt_age_s")) {
        halt_words(e, words, sizeof(words));
        snprintf(out, size, "%s %s", e->key.symbol, words);
    } else if (is_field(now, e, "filing_change")) {
        snprintf(out, size, "%s filed figures %s %s %s on the year",
                 e->key.symbol, dash, filed_what(now, e), value);
    } else if (is_money(unit_of(now, e)) && !is_field(now, e, "price")) {
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
