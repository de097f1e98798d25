/* SPDX-License-Identifier: MIT */
/* What a rule comes to over the past, or what is wrong with it, in words. */
#include <stdio.h>
#include <string.h>

#include "../event_words.h"
#include "alert_view.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/state/fields.h"

/* Three lines: what, where, and a caret under it. */
static void wrong_words(const struct why *why, struct alert_words *out)
{
    const char *at = why->text;

    out->is_wrong = true;
    for (int i = 0; i < ALERT_WORDS && *at; i++) {
        size_t n = strcspn(at, "\n");

        snprintf(out->lines[i], ALERT_WORDS_MAX, "%s%.*s", i ? "  " : "",
                 (int)(n < ALERT_WORDS_MAX ? n : ALERT_WORDS_MAX - 1), at);
        at += n + (at[n] == '\n');
    }
}

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

static void past_words(const struct rule_trial *t, struct strbuf *out)
{
    if (t->since_ms)
        strbuf_format(out, "last %.0f days",
                      (double)(t->until_ms - t->since_ms) /
                          (double)MS_PER_DAY);
    else
        strbuf_add(out, "the tape so far");
    if (t->state == TRIAL_RUNNING && (t->since_ms || t->done > 0))
        strbuf_format(out, ", %.0f%% done", t->done * 100);
}

static void hits_words(const struct rule_trial *t, bool is_ascii,
                       struct strbuf *out)
{
    char date[11];

    strbuf_add(out, "Dry run, ");
    past_words(t, out);
    if (t->hits == 0) {
        strbuf_add(out, t->state == TRIAL_RUNNING ? ":  trying ..."
                                                  : ":  it never came true");
        return;
    }
    strbuf_format(out, ":  %zu hit%s on %zu day%s  ", t->hits,
                  plural(t->hits), t->days, plural(t->days));
    for (size_t i = 0; i < t->day_count; i++) {
        civil_format_date(t->on[i].session, date);
        strbuf_format(out, "%s %s %s%zu", i ? "," : "", date,
                      is_ascii ? "x" : "×", t->on[i].hits);
    }
}

static void worst_words(const struct rule_trial *t, struct strbuf *out)
{
    struct field_table fields = fields_of_listing();
    const struct field *field =
        field_find(fields.fields, fields.count, t->measure);
    char value[FORMAT_MAX];

    for (size_t i = 0; i < t->shown; i++) {
        event_measure(field, t->worst[i].measure, value);
        strbuf_format(out, "  %s %s", t->worst[i].symbol, value);
    }
}

static bool is_of_rule(const struct rule_trial *t, const struct made_rule *r)
{
    return t && strcmp(t->when, r->when) == 0 &&
           strcmp(t->measure, r->measure) == 0;
}

static void trial_words(const struct rule_trial *t, bool is_ascii,
                        struct alert_words *out)
{
    struct strbuf text = {0};

    if (t->state == TRIAL_FAILED) {
        snprintf(out->lines[0], ALERT_WORDS_MAX, "Dry run: %s", t->reason);
    } else {
        hits_words(t, is_ascii, &text);
        snprintf(out->lines[0], ALERT_WORDS_MAX, "%s", strbuf_text(&text));
        strbuf_clear(&text);
        worst_words(t, &text);
        snprintf(out->lines[1], ALERT_WORDS_MAX, "%s", strbuf_text(&text));
    }
    if (t->has_matches)
        snprintf(out->lines[2], ALERT_WORDS_MAX, "Now: %zu symbol%s match%s",
                 t->matches, plural(t->matches),
                 t->matches == 1 ? "es" : "");
    else
        snprintf(out->lines[2], ALERT_WORDS_MAX,
                 "Now: it is asked of groups, sources or terms, in their time");
    strbuf_done(&text);
}

void alert_words(const struct alert_view *v, const struct frame *f,
                 bool is_ascii, struct alert_words *out)
{
    const struct rule_trial *t = f->now->trial;
    struct made_rule rule;
    struct why why = {{0}};

    *out = (struct alert_words){.is_wrong = false};
    if (alert_check(v, f, &why) != ERR_OK) {
        wrong_words(&why, out);
        return;
    }
    alert_rule(v, &rule);
    if (is_of_rule(t, &rule))
        trial_words(t, is_ascii, out);
    else
        snprintf(out->lines[0], ALERT_WORDS_MAX, "Dry run: begins");
}
