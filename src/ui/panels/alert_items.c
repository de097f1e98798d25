/* SPDX-License-Identifier: MIT */
/* The form of a rule, laid out. */
#include "alert_view.h"
#include "tapewatch/state/fields.h"

enum {
    LABEL = 10, NAME_WIDTH = 41, WHOM_WIDTH = 15, FIELD_WIDTH = 20,
    VALUE_WIDTH = 14, MEASURE_WIDTH = 18, WORSEN_WIDTH = 6, BUTTONS_AT = 17,
    REST_LEAVES = 14
};

static void add_label(struct form *f, const char *text)
{
    form_add(f, (struct form_item){.kind = FORM_LABEL, .text = text,
                                   .width = LABEL, .begins_row = true,
                                   .role = ROLE_popup});
}

static void add_word(struct form *f, const char *text, int gap)
{
    form_add(f, (struct form_item){.kind = FORM_LABEL, .text = text,
                                   .gap = gap, .role = ROLE_popup});
}

static void add_line(struct form *f, const char *text, enum role role)
{
    form_add(f, (struct form_item){.kind = FORM_LABEL, .text = text,
                                   .begins_row = true, .role = role});
}

static void add_text(struct form *f, int id, const struct prompt *p, int width,
                     int gap)
{
    form_add(f, (struct form_item){.kind = FORM_TEXT, .id = id, .edit = p,
                                   .width = width, .gap = gap});
}

static void add_mark(struct form *f, enum form_kind kind, int id,
                     const char *text, bool is_set)
{
    int gap = f->count && f->items[f->count - 1].kind == FORM_LABEL ? 0 : 2;

    form_add(f, (struct form_item){.kind = kind, .id = id, .text = text,
                                   .is_set = is_set, .gap = gap});
}

static void add_button(struct form *f, int id, const char *text, int gap)
{
    form_add(f, (struct form_item){.kind = FORM_BUTTON, .id = id,
                                   .text = text, .gap = gap});
}

static void add_scope(const struct alert_view *v, struct form *f)
{
    static const struct {
        enum draft_scope scope;
        const char *text;
    } rows[] = {{DRAFT_LIST, "watchlist"}, {DRAFT_SYMBOL, "symbol"},
                {DRAFT_PORTFOLIO, "portfolio"}, {DRAFT_ALL, "all"}};

    add_label(f, "Scope");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        add_mark(f, FORM_RADIO, ALERT_SCOPE + (int)rows[i].scope,
                 rows[i].text, v->draft.scope == rows[i].scope);
    if (v->draft.scope == DRAFT_LIST || v->draft.scope == DRAFT_SYMBOL)
        add_text(f, ALERT_WHOM, &v->whom, WHOM_WIDTH, 2);
}

static const char *unit_of(const char *name)
{
    struct field_table t = fields_of_listing();
    const struct field *field = field_find(t.fields, t.count, name);

    return field ? field->unit : "";
}

static void add_condition_row(const struct alert_view *v, int i,
                              struct form *f)
{
    add_label(f, i == 0 ? "When" : "   and");
    add_text(f, ALERT_FIELD + i, &v->field[i], FIELD_WIDTH, 0);
    form_add(f, (struct form_item){.kind = FORM_CHOICE, .id = ALERT_OP + i,
                                   .text = v->draft.conditions[i].op,
                                   .width = 4, .gap = 1});
    add_text(f, ALERT_VALUE + i, &v->value[i], VALUE_WIDTH, 1);
    form_add(f, (struct form_item){.kind = FORM_LABEL, .gap = 1, .width = 8,
                                   .text = unit_of(v->field[i].text),
                                   .role = ROLE_dim});
}

static void add_conditions(const struct alert_view *v, struct form *f)
{
    int n = (int)v->draft.count;

    for (int i = 0; i < n; i++)
        add_condition_row(v, i, f);
    if (v->draft.rest[0]) {
        add_label(f, n == 0 ? "When" : "   and");
        add_text(f, ALERT_REST, &v->rest, -REST_LEAVES, 0);
    }
    if (n == 0 && !v->draft.rest[0])
        add_label(f, "When");
    if (n < DRAFT_CONDITIONS)
        add_button(f, ALERT_MORE, "+ add", 2);
    if (n > 0)
        add_button(f, ALERT_LESS, "- del", 2);
}

static void add_during(const struct alert_view *v, struct form *f)
{
    static const char *const names[] = {"regular", "pre", "post"};
    static const char *const severities[] = {"1", "2", "3", "4"};

    add_label(f, "   during");
    for (int i = 0; i < 3; i++)
        add_mark(f, FORM_CHECK, ALERT_DURING + i, names[i],
                 v->draft.during == 0 || (v->draft.during >> i & 1u));
    add_word(f, "severity ", 5);
    form_add(f, (struct form_item){.kind = FORM_CHOICE, .id = ALERT_SEVERITY,
                                   .text = severities[v->severity - 1],
                                   .width = 3});
}

static void add_ways(const struct alert_view *v, struct form *f)
{
    add_label(f, "Then");
    for (int i = 0; i < NOTIFY_BIT_COUNT; i++)
        if (i != NOTIFY_BIT_run)
            add_mark(f, FORM_CHECK, ALERT_WAY + i,
                     notify_word((enum notify_bit)i), v->ways >> i & 1u);
    add_word(f, "run ", 2);
    add_text(f, ALERT_RUN, &v->run, 0, 0);
}

static void add_repeat(const struct alert_view *v, struct form *f)
{
    add_label(f, "Repeat");
    add_word(f, "once a session; again when ", 0);
    add_text(f, ALERT_MEASURE, &v->measure, MEASURE_WIDTH, 0);
    add_word(f, "is ", 1);
    add_text(f, ALERT_WORSEN, &v->worsen, WORSEN_WIDTH, 0);
    add_word(f, "% worse", 1);
}

static void add_rule(const struct alert_view *v,
                     const struct alert_words *words, struct form *f)
{
    add_line(f, "", ROLE_popup);
    add_line(f, "Rule text (same thing, editable):", ROLE_popup);
    form_add(f, (struct form_item){.kind = FORM_TEXT, .id = ALERT_TEXT,
                                   .edit = &v->text, .begins_row = true,
                                   .gap = 2});
    add_line(f, "", ROLE_popup);
    for (int i = 0; i < ALERT_WORDS; i++)
        add_line(f, words->lines[i],
                 words->is_wrong ? ROLE_error
                 : i == 1        ? ROLE_value : ROLE_popup);
}

void alert_items(const struct alert_view *v, const struct alert_words *words,
                 struct form *out)
{
    out->count = 0;
    add_label(out, "Name");
    add_text(out, ALERT_NAME, &v->name, NAME_WIDTH, 0);
    form_add(out, (struct form_item){.kind = FORM_CHECK, .id = ALERT_ON,
                                     .text = "enabled", .is_set = v->is_on,
                                     .gap = 3});
    add_scope(v, out);
    add_conditions(v, out);
    add_during(v, out);
    add_ways(v, out);
    add_repeat(v, out);
    add_rule(v, words, out);
    add_line(out, "", ROLE_popup);
    form_add(out, (struct form_item){.kind = FORM_BUTTON, .id = ALERT_SAVE,
                                     .text = "[ Save ]", .begins_row = true,
                                     .gap = BUTTONS_AT});
    add_button(out, ALERT_SAVE_TEST, "[ Save & test ]", 3);
    add_button(out, ALERT_CANCEL, "[ Cancel ]", 3);
}
