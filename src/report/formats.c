/* SPDX-License-Identifier: MIT */
/* The formats by name, and a whole report: choose, sort, write. */
#include "tapewatch/report/report.h"

#include <stdlib.h>
#include <string.h>

#include "sheet.h"

static const struct {
    const char *name;
    const struct report_format *format;
} formats[] = {
#define FORMAT(name) {#name, &report_format_##name},
#include "formats.def"
#undef FORMAT
};

static const struct report_format *format_find(const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(name, formats[i].name) == 0)
            return formats[i].format;
    return NULL;
}

static struct field_table fields_of(enum report_kind kind)
{
    switch (kind) {
    case REPORT_QUOTES:
        return fields_of_listing();
    case REPORT_EVENTS:
        return fields_of_event();
    case REPORT_NEWS:
        return fields_of_headline();
    case REPORT_FACTS:
        return fields_of_fact();
    }
    return (struct field_table){0};
}

enum err report_write(const struct snapshot *s, const struct report_request *r,
                      struct strbuf *out, size_t *rows, struct why *why)
{
    const struct report_format *format = format_find(r->format);
    struct sheet sheet = {.snapshot = s,
                          .kind = r->kind,
                          .request = r,
                          .out = out,
                          .fields = fields_of(r->kind)};
    enum err e;

    if (!format)
        return why_set(why, ERR_USAGE,
                       "no format \"%s\": choose json, ndjson, csv or text",
                       r->format);
    e = columns_choose(&sheet, r->columns, format, why);
    if (!e)
        e = select_subjects(&sheet, r, why);
    if (!e) {
        if (r->kind == REPORT_FACTS && format->is_for_people && !r->columns)
            facts_compare(&sheet);
        else
            format->write(&sheet);
        if (rows)
            *rows = sheet.subject_count;
    }
    columns_done(&sheet);
    free(sheet.subjects);
    arena_done(&sheet.texts);
    return e;
}
