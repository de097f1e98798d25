/* SPDX-License-Identifier: MIT */
/* A rule as a form: filled in, and taken over as it is typed. The expression
 * stands in it twice, in fields and as text; each follows the other. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "alert_view.h"
#include "tapewatch/base/format.h"
#include "tapewatch/state/fields.h"
#include "tapewatch/state/state.h"

enum { USUAL_SEVERITY = 2 };

/* ---- filling in */

static void set_fields(struct alert_view *v)
{
    const struct rule_draft *d = &v->draft;

    prompt_set(&v->whom, d->whom);
    prompt_set(&v->rest, d->rest);
    for (int i = 0; i < DRAFT_CONDITIONS; i++) {
        bool is_used = i < (int)d->count;

        prompt_set(&v->field[i], is_used ? d->conditions[i].field : "");
        prompt_set(&v->value[i], is_used ? d->conditions[i].value : "");
    }
}

static void set_text(struct alert_view *v)
{
    char when[RULE_WHEN_MAX];
    size_t at = v->text.at;

    if (!draft_write(&v->draft, when, sizeof when))
        return;
    prompt_set(&v->text, when);
    v->text.at = at < v->text.len ? at : v->text.len;
}

static void fill(struct alert_view *v, const struct made_rule *rule)
{
    char number[FORMAT_MAX];

    prompt_set(&v->name, rule->name);
    prompt_set(&v->measure, rule->measure);
    prompt_set(&v->run, rule->run);
    snprintf(number, sizeof number, "%g", rule->worsen_pct);
    prompt_set(&v->worsen, number);
    prompt_set(&v->text, rule->when);
    v->ways = rule->ways & ~(unsigned)NOTIFY_run;
    v->severity = rule->severity;
    draft_read(rule->when, &v->draft);
    set_fields(v);
    name_copy(v->followed, sizeof v->followed, v->field[0].text);
}

static bool is_taken(const struct rule_list *l, const char *name)
{
    const struct rule_card *card = rule_list_find(l, name);

    return card && card->standing != RULE_DROPPED;
}

static void free_name(const struct rule_list *l, char out[RULE_MAX])
{
    int n = 1;

    do
        snprintf(out, RULE_MAX, "alert-%d", n++);
    while (is_taken(l, out) && n < 1000);
}

/* The first field with a number that the expression compares. */
static void measure_of(const struct rule_draft *d, char *out, size_t size)
{
    struct field_table t = fields_of_listing();

    snprintf(out, size, "change_pct");
    for (size_t i = 0; i < d->count; i++) {
        const struct field *field =
            field_find(t.fields, t.count, d->conditions[i].field);

        if (!field || (field->type != VALUE_NUMBER &&
                       field->type != VALUE_PERCENT))
            continue;
        snprintf(out, size, "%s", field->name);
        return;
    }
}

static void begin_new(struct alert_view *v, const struct frame *f,
                      const char *when)
{
    struct made_rule rule = {.severity = USUAL_SEVERITY, .worsen_pct = 50,
                             .ways = NOTIFY_status | NOTIFY_bell};
    const struct rule_card *like =
        rule_list_find(f->now->rules, f->subject->like);
    struct rule_draft d;
    const char *list = f->subject->list;

    if (like && when[0])
        rule = like->rule;
    if (!list[0] && f->now->watchlist_count)
        list = f->now->watchlists[0].name;
    draft_read(when[0] ? when : "change_pct <= -5", &d);
    if (!when[0] && list[0]) {
        d.scope = DRAFT_LIST;
        name_copy(d.whom, sizeof d.whom, list);
    }
    if (!draft_write(&d, rule.when, sizeof rule.when) || when[0])
        name_copy(rule.when, sizeof rule.when, when);
    if (!like || !when[0])
        measure_of(&d, rule.measure, sizeof rule.measure);
    free_name(f->now->rules, rule.name);
    fill(v, &rule);
}

void alert_begin(struct alert_view *v, const struct frame *f)
{
    const struct rule_card *card =
        rule_list_find(f->now->rules, f->subject->rule);

    if (v->is_ready)
        return;
    v->is_ready = v->is_on = true;
    if (!card) {
        begin_new(v, f, f->subject->query);
        return;
    }
    name_copy(v->was, sizeof v->was, card->rule.name);
    v->is_on = card->standing == RULE_ON;
    fill(v, &card->rule);
}

/* ---- taking over */

struct prompt *alert_text(struct alert_view *v, int id)
{
    if (id >= ALERT_FIELD && id < ALERT_FIELD + DRAFT_CONDITIONS)
        return &v->field[id - ALERT_FIELD];
    if (id >= ALERT_VALUE && id < ALERT_VALUE + DRAFT_CONDITIONS)
        return &v->value[id - ALERT_VALUE];
    switch (id) {
    case ALERT_NAME:
        return &v->name;
    case ALERT_WHOM:
        return &v->whom;
    case ALERT_REST:
        return &v->rest;
    case ALERT_RUN:
        return &v->run;
    case ALERT_MEASURE:
        return &v->measure;
    case ALERT_WORSEN:
        return &v->worsen;
    case ALERT_TEXT:
        return &v->text;
    default:
        return NULL;
    }
}

/* The measure goes with the first field, once that is one, unless it is
 * another already. */
static void follow_field(struct alert_view *v)
{
    struct field_table t = fields_of_listing();
    const struct field *field =
        field_find(t.fields, t.count, v->field[0].text);

    if (!field)
        return;
    if (strcmp(v->measure.text, v->followed) == 0 &&
        (field->type == VALUE_NUMBER || field->type == VALUE_PERCENT))
        prompt_set(&v->measure, field->name);
    name_copy(v->followed, sizeof v->followed, field->name);
}

static void take_fields(struct alert_view *v)
{
    struct rule_draft *d = &v->draft;

    name_copy(d->whom, sizeof d->whom, v->whom.text);
    name_copy(d->rest, sizeof d->rest, v->rest.text);
    for (size_t i = 0; i < d->count; i++) {
        name_copy(d->conditions[i].field, DRAFT_FIELD_MAX, v->field[i].text);
        name_copy(d->conditions[i].value, DRAFT_VALUE_MAX, v->value[i].text);
    }
    follow_field(v);
}

void alert_typed(struct alert_view *v, int id)
{
    if (id == ALERT_TEXT) {
        draft_read(v->text.text, &v->draft);
        set_fields(v);
        follow_field(v);
        return;
    }
    if (id == ALERT_NAME || id == ALERT_RUN || id == ALERT_MEASURE ||
        id == ALERT_WORSEN)
        return;
    take_fields(v);
    set_text(v);
}

/* ---- checks and choices */

static void add_condition(struct alert_view *v)
{
    struct rule_draft *d = &v->draft;

    if (d->count == DRAFT_CONDITIONS)
        return;
    d->conditions[d->count] = (struct draft_condition){.op = "<="};
    prompt_set(&v->field[d->count], "");
    prompt_set(&v->value[d->count], "");
    v->form.focus = ALERT_FIELD + (int)d->count;
    d->count++;
}

static void drop_condition(struct alert_view *v)
{
    if (v->draft.count > 0)
        v->draft.count--;
}

static bool turn_scope(struct alert_view *v, int id)
{
    if (id < ALERT_SCOPE || id >= ALERT_SCOPE + DRAFT_SCOPES)
        return false;
    v->draft.scope = (enum draft_scope)(id - ALERT_SCOPE);
    return true;
}

static bool turn_one_of(struct alert_view *v, int id, int step)
{
    if (id >= ALERT_OP && id < ALERT_OP + DRAFT_CONDITIONS) {
        struct draft_condition *c = &v->draft.conditions[id - ALERT_OP];
        const char *op = draft_next_op(c->op, step);

        snprintf(c->op, sizeof c->op, "%s", op);
    } else if (id >= ALERT_DURING && id < ALERT_DURING + 3) {
        if (!v->draft.during) /* none is as all */
            v->draft.during = DRAFT_ANY_TIME;
        v->draft.during ^= 1u << (id - ALERT_DURING);
    } else if (id == ALERT_MORE) {
        add_condition(v);
    } else if (id == ALERT_LESS) {
        drop_condition(v);
    } else {
        return false;
    }
    return true;
}

void alert_turn(struct alert_view *v, int id, int step)
{
    if (turn_scope(v, id) || turn_one_of(v, id, step)) {
        take_fields(v);
        set_text(v);
    } else if (id == ALERT_ON) {
        v->is_on = !v->is_on;
    } else if (id == ALERT_SEVERITY) {
        v->severity = (v->severity - 1 + step + 4) % 4 + 1;
    } else if (id >= ALERT_WAY && id < ALERT_WAY + NOTIFY_BIT_COUNT) {
        v->ways ^= 1u << (id - ALERT_WAY);
    }
}

/* ---- the rule */

void alert_rule(const struct alert_view *v, struct made_rule *out)
{
    double worsen = 0;

    *out = (struct made_rule){.severity = v->severity, .ways = v->ways};
    name_copy(out->name, sizeof out->name, v->name.text);
    rule_name_clean(out->name);
    name_copy(out->when, sizeof out->when, v->text.text);
    name_copy(out->measure, sizeof out->measure, v->measure.text);
    name_copy(out->run, sizeof out->run, v->run.text);
    if (format_parse_number(v->worsen.text, v->worsen.len, &worsen))
        out->worsen_pct = worsen;
    if (out->run[0])
        out->ways |= NOTIFY_run;
    if (out->ways & (NOTIFY_bell | NOTIFY_desktop))
        out->ways |= NOTIFY_status; /* as the config has it */
}

/* Unknown @lists are wrong here, where somebody can mend them. */
static enum err check_when(const char *when, const struct frame *f,
                           struct why *why)
{
    struct language language = *language_of_listing();
    const char **lists = surroundings_lists(f->now, &language.list_count);
    struct query *q = NULL;
    enum err e;

    language.lists = lists;
    e = query_compile_in(when, &language, &q, why);
    query_free(q);
    free(lists);
    return e;
}

static enum err check_words(const struct alert_view *v, const struct frame *f,
                            const struct made_rule *rule, struct why *why)
{
    double worsen;

    if (!rule->name[0])
        return why_set(why, ERR_MISSING, "the rule needs a name");
    if (strcmp(rule->name, v->was) != 0 && is_taken(f->now->rules, rule->name))
        return why_set(why, ERR_BUSY, "there is a rule %s: another name, "
                       "please", rule->name);
    if (!format_parse_number(v->worsen.text, v->worsen.len, &worsen) ||
        worsen < 0)
        return why_set(why, ERR_RANGE, "how much worse? For example 25");
    return ERR_OK;
}

enum err alert_check(const struct alert_view *v, const struct frame *f,
                     struct why *why)
{
    struct made_rule rule;
    struct rule_text text;
    enum err e;

    alert_rule(v, &rule);
    if (!rule.when[0])
        return why_set(why, ERR_MISSING, "the rule needs a condition");
    e = check_when(rule.when, f, why);
    if (e != ERR_OK)
        return e;
    text = rule_text_of(&rule, "this rule");
    if (!text.name[0])
        name_copy(text.name, sizeof text.name, "rule");
    e = state_check_rule(&text, why);
    return e == ERR_OK ? check_words(v, f, &rule, why) : e;
}
