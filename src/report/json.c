/* SPDX-License-Identifier: MIT */
/* JSON: one array of objects, or one object on each line. Names with a dot
 * nest: opened.t and opened.price are {"opened":{"t":..,"price":..}}. */
#include <string.h>

#include "sheet.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/json.h"

static void write_date(struct strbuf *out, int32_t date)
{
    char text[11];

    civil_format_date(date, text);
    json_write_text(out, text);
}

static void write_value(struct strbuf *out, const struct value *v)
{
    switch (v->type) {
    case VALUE_UNKNOWN:
        strbuf_add(out, "null");
        break;
    case VALUE_NUMBER:
    case VALUE_PERCENT:
        json_write_number(out, v->of.number);
        break;
    case VALUE_TEXT:
        json_write_text(out, v->of.text);
        break;
    case VALUE_TIME:
        json_write_int(out, v->of.time);
        break;
    case VALUE_DATE:
        write_date(out, v->of.date);
        break;
    case VALUE_BOOL:
        strbuf_add(out, v->of.truth ? "true" : "false");
        break;
    case VALUE_LIST:
        strbuf_add_char(out, '[');
        for (size_t i = 0; i < v->of.list.count; i++) {
            if (i > 0)
                strbuf_add_char(out, ',');
            json_write_text(out, v->of.list.first + i * v->of.list.stride);
        }
        strbuf_add_char(out, ']');
        break;
    }
}

/* A list that is empty is known to be so: [], not null. */
static void write_column(const struct sheet *s, const struct column *c,
                         const struct subject *r)
{
    struct value v;

    if (c->write_list) {
        c->write_list(s, r);
        return;
    }
    v = column_value(c, r);
    if (v.type == VALUE_UNKNOWN && c->field->type == VALUE_LIST)
        strbuf_add(s->out, "[]");
    else
        write_value(s->out, &v);
}

static size_t prefix_of(const struct column *c)
{
    const char *dot = c->query ? NULL : strchr(c->name, '.');

    return dot ? (size_t)(dot - c->name) + 1 : 0;
}

static bool shares_prefix(const struct column *a, const struct column *b)
{
    size_t n = prefix_of(a);

    return n > 0 && !b->query && strncmp(a->name, b->name, n) == 0;
}

/* All columns of the object that column `first` is the first of. */
static void write_nested(const struct sheet *s, size_t first,
                         const struct subject *r)
{
    size_t n = prefix_of(&s->columns[first]);

    strbuf_format(s->out, "\"%.*s\":{", (int)n - 1, s->columns[first].name);
    for (size_t i = first; i < s->column_count; i++) {
        if (!shares_prefix(&s->columns[first], &s->columns[i]))
            continue;
        if (i > first)
            strbuf_add_char(s->out, ',');
        strbuf_format(s->out, "\"%s\":", s->columns[i].name + n);
        write_column(s, &s->columns[i], r);
    }
    strbuf_add_char(s->out, '}');
}

static bool was_nested_before(const struct sheet *s, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (shares_prefix(&s->columns[at], &s->columns[i]))
            return true;
    return false;
}

static void write_object(const struct sheet *s, const struct subject *subject)
{
    char reasons[REASONS_MAX][REASON_MAX];
    struct subject r = *subject;

    select_reasons(s, &r, reasons);
    strbuf_add_char(s->out, '{');
    for (size_t i = 0; i < s->column_count; i++) {
        if (was_nested_before(s, i))
            continue;
        if (i > 0)
            strbuf_add_char(s->out, ',');
        if (prefix_of(&s->columns[i]) > 0) {
            write_nested(s, i, &r);
            continue;
        }
        json_write_text(s->out, s->columns[i].name);
        strbuf_add_char(s->out, ':');
        write_column(s, &s->columns[i], &r);
    }
    strbuf_add_char(s->out, '}');
}

static void write_array(const struct sheet *s)
{
    strbuf_add_char(s->out, '[');
    for (size_t i = 0; i < s->subject_count; i++) {
        strbuf_add(s->out, i > 0 ? ",\n" : "\n");
        write_object(s, &s->subjects[i]);
    }
    strbuf_add(s->out, s->subject_count > 0 ? "\n]\n" : "]\n");
}

static void write_lines(const struct sheet *s)
{
    for (size_t i = 0; i < s->subject_count; i++) {
        write_object(s, &s->subjects[i]);
        strbuf_add_char(s->out, '\n');
    }
}

const struct report_format report_format_json = {.has_lists = true,
                                                 .write = write_array};
const struct report_format report_format_ndjson = {.has_lists = true,
                                                   .write = write_lines};
