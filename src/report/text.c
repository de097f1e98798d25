/* SPDX-License-Identifier: MIT */
/* A table for people: aligned columns, numbers to the right, "-" for what is
 * not known. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cells.h"
#include "sheet.h"
#include "tapewatch/base/arena.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/json.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/base/utf8.h"

/* A measure of so much or more is a sum of money. */
#define MONEY_FROM 1e6

static bool is_price(const struct column *c)
{
    static const char *const names[] = {"price", "prev_close", "open",  "high",
                                        "low",   "bid",        "ask",
                                        "change", "ext_price"};
    const char *dot = strchr(c->field->name, '.');
    const char *name = dot ? dot + 1 : c->field->name; /* opened.price */

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

/* As received, but with two decimals at least: they stand below each other. */
static void add_price(struct strbuf *out, double v)
{
    size_t start = out->len, decimals;
    const char *point;

    json_write_number(out, v);
    point = strchr(strbuf_text(out) + start, '.');
    if (strpbrk(strbuf_text(out) + start, "eE"))
        return;
    decimals = point ? strlen(point + 1) : 0;
    if (!point)
        strbuf_add_char(out, '.');
    for (; decimals < 2; decimals++)
        strbuf_add_char(out, '0');
}

static void add_number(struct strbuf *out, const struct column *c, double v)
{
    char text[FORMAT_MAX];

    if (c->precision == PRECISION_WHOLE)
        format_price(text, v, 0);
    else if (c->precision == PRECISION_2)
        format_percent(text, v, false);
    else if (c->precision == PRECISION_MEASURE && fabs(v) >= MONEY_FROM)
        format_price(text, v, 0);
    else
        text[0] = '\0';
    if (text[0])
        strbuf_add(out, text);
    else if (is_price(c))
        add_price(out, v);
    else
        json_write_number(out, v);
}

/* False: the rule is gone, or its measure has no unit. */
static bool add_measure(struct strbuf *out, const struct sheet *s,
                        const struct subject *r, double v)
{
    const struct field *field =
        s->kind == REPORT_EVENTS
            ? snapshot_measure(s->snapshot, r->of.event.event->key.rule)
            : NULL;
    char text[FORMAT_MAX];

    if (!field || !field->unit[0])
        return false;
    event_measure(field, v, text);
    strbuf_add(out, text);
    return true;
}

static void add_list(struct strbuf *out, const struct value *v)
{
    for (size_t i = 0; i < v->of.list.count; i++) {
        if (i > 0)
            strbuf_add(out, ", ");
        strbuf_add(out, v->of.list.first + i * v->of.list.stride);
    }
}

static void add_value(struct strbuf *out, const struct column *c,
                      const struct value *v)
{
    char instant[25], date[11];

    switch (v->type) {
    case VALUE_UNKNOWN:
        break;
    case VALUE_NUMBER:
    case VALUE_PERCENT:
        add_number(out, c, v->of.number);
        break;
    case VALUE_TEXT:
        strbuf_add(out, v->of.text);
        break;
    case VALUE_TIME:
        civil_format_instant(v->of.time, instant);
        strbuf_add(out, instant);
        break;
    case VALUE_DATE:
        civil_format_date(v->of.date, date);
        strbuf_add(out, date);
        break;
    case VALUE_BOOL:
        strbuf_add(out, v->of.truth ? "yes" : "no");
        break;
    case VALUE_LIST:
        add_list(out, v);
        break;
    }
    if (out->len == 0)
        strbuf_add_char(out, '-');
}

struct table {
    struct arena texts;
    const char **cells; /* row by row, the names first */
    size_t *widths;
};

static void fill_row(const struct sheet *s, struct table *t, size_t row)
{
    char reasons[REASONS_MAX][REASON_MAX];
    struct subject r = s->subjects[row];
    struct strbuf cell = {0};

    select_reasons(s, &r, reasons);
    for (size_t i = 0; i < s->column_count; i++) {
        const struct column *c = &s->columns[i];
        struct value v = column_value(c, &r);

        strbuf_clear(&cell);
        if (c->precision != PRECISION_MEASURE ||
            v.type == VALUE_UNKNOWN ||
            !add_measure(&cell, s, &r, v.of.number))
            add_value(&cell, c, &v);
        t->cells[(row + 1) * s->column_count + i] =
            arena_text(&t->texts, strbuf_text(&cell));
    }
    strbuf_done(&cell);
}

static bool is_number(const struct column *c)
{
    return c->field->type == VALUE_NUMBER || c->field->type == VALUE_PERCENT;
}

static void write_row(const struct sheet *s, const struct table *t, size_t row)
{
    for (size_t i = 0; i < s->column_count; i++) {
        const char *cell = t->cells[row * s->column_count + i];
        size_t rest = t->widths[i] - utf8_cells(cell);
        bool is_right = is_number(&s->columns[i]);

        if (i > 0)
            strbuf_add(s->out, "  ");
        if (is_right)
            cells_spaces(s->out, rest);
        strbuf_add(s->out, cell);
        if (!is_right && i + 1 < s->column_count)
            cells_spaces(s->out, rest);
    }
    strbuf_add_char(s->out, '\n');
}

/* What goes on has to keep its columns, whatever comes: the least width of
 * one is that of what it may usually hold. */
static size_t least_width(const struct column *c)
{
    static const size_t widths[] = {
        [VALUE_NUMBER] = 18, [VALUE_PERCENT] = 8, [VALUE_TEXT] = 9,
        [VALUE_TIME] = 24,   [VALUE_DATE] = 10,   [VALUE_BOOL] = 3,
    };
    size_t most = sizeof widths / sizeof *widths;

    if (strcmp(c->name, "rule") == 0 || strcmp(c->name, "symbol") == 0 ||
        strcmp(c->name, "publisher") == 0)
        return 16;
    if (c->precision == PRECISION_2 || strcmp(c->name, "severity") == 0 ||
        strncmp(c->name, "rank", 4) == 0)
        return 8;
    return (size_t)c->field->type < most ? widths[c->field->type] : 0;
}

static void write_sheet(const struct sheet *s)
{
    size_t rows = s->subject_count + 1, columns = s->column_count;
    struct table t = {.cells = mem_new(rows * columns, sizeof(char *)),
                      .widths = mem_new(columns, sizeof(size_t))};

    for (size_t i = 0; i < columns; i++)
        t.cells[i] = s->columns[i].name;
    for (size_t i = 0; s->request->before && i < columns; i++)
        t.widths[i] = least_width(&s->columns[i]);
    for (size_t row = 0; row < s->subject_count; row++)
        fill_row(s, &t, row);
    for (size_t i = 0; i < rows * columns; i++) {
        size_t cells = utf8_cells(t.cells[i]);

        if (cells > t.widths[i % columns])
            t.widths[i % columns] = cells;
    }
    /* What follows on something needs no names of columns. */
    for (size_t row = s->request->before && !s->request->has_header ? 1 : 0;
         row < rows; row++)
        write_row(s, &t, row);
    arena_done(&t.texts);
    free(t.cells);
    free(t.widths);
}

const struct report_format report_format_text = {.is_for_people = true,
                                                 .write = write_sheet};
