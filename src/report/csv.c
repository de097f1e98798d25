/* SPDX-License-Identifier: MIT */
/* CSV: a headline is never a command of a spreadsheet (base/csv.h). */
#include "sheet.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/csv.h"
#include "tapewatch/base/json.h"

static void write_list(struct strbuf *out, const struct value *v)
{
    struct strbuf joined = {0};

    for (size_t i = 0; i < v->of.list.count; i++) {
        if (i > 0)
            strbuf_add_char(&joined, ';');
        strbuf_add(&joined, v->of.list.first + i * v->of.list.stride);
    }
    csv_write_text(out, strbuf_text(&joined));
    strbuf_done(&joined);
}

static void write_value(struct strbuf *out, const struct value *v)
{
    char date[11];

    switch (v->type) {
    case VALUE_UNKNOWN:
        break;
    case VALUE_NUMBER:
    case VALUE_PERCENT:
        json_write_number(out, v->of.number);
        break;
    case VALUE_TEXT:
        csv_write_text(out, v->of.text);
        break;
    case VALUE_TIME:
        json_write_int(out, v->of.time);
        break;
    case VALUE_DATE:
        civil_format_date(v->of.date, date);
        strbuf_add(out, date);
        break;
    case VALUE_BOOL:
        strbuf_add(out, v->of.truth ? "true" : "false");
        break;
    case VALUE_LIST:
        write_list(out, v);
        break;
    }
}

static void write_row(const struct sheet *s, const struct subject *subject)
{
    char reasons[REASONS_MAX][REASON_MAX];
    struct subject r = *subject;

    select_reasons(s, &r, reasons);
    for (size_t i = 0; i < s->column_count; i++) {
        struct value v = column_value(&s->columns[i], &r);

        if (i > 0)
            strbuf_add_char(s->out, ',');
        write_value(s->out, &v);
    }
    strbuf_add_char(s->out, '\n');
}

static void write_sheet(const struct sheet *s)
{
    for (size_t i = 0; i < s->column_count; i++) {
        strbuf_add(s->out, i > 0 ? "," : "");
        csv_write_text(s->out, s->columns[i].name);
    }
    strbuf_add_char(s->out, '\n');
    for (size_t i = 0; i < s->subject_count; i++)
        write_row(s, &s->subjects[i]);
}

const struct report_format report_format_csv = {.write = write_sheet};
