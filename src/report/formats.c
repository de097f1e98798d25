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

static const struct language *language_of(enum report_kind kind)
{
    switch (kind) {
    case REPORT_QUOTES:
        return language_of_listing();
    case REPORT_EVENTS:
        return language_of_event();
    case REPORT_NEWS:
        return language_of_headline();
    case REPORT_TERMS:
        return language_of_term();
    case REPORT_FACTS:
        return language_of_fact();
    }
    return NULL;
}

enum err sheet_compile(const struct sheet *s, const char *text,
                       struct query **out, struct why *why)
{
    struct language l = *s->language;

    l.lists = s->lists;
    l.list_count = s->list_count;
    return query_compile_in(text, &l, out, why);
}

enum err report_write(const struct snapshot *s, const struct report_request *r,
                      struct strbuf *out, size_t *rows, struct why *why)
{
    const struct report_format *format = format_find(r->format);
    struct sheet sheet = {.snapshot = s,
                          .kind = r->kind,
                          .request = r,
                          .out = out,
                          .language = language_of(r->kind),
                          .around = surroundings_of_snapshot(s)};
    enum err e;

    if (!format)
        return why_set(why, ERR_USAGE,
                       "no format \"%s\": choose json, ndjson, csv or text",
                       r->format);
    sheet.lists = surroundings_lists(s, &sheet.list_count);
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
    free(sheet.lists);
    free(sheet.terms);
    arena_done(&sheet.texts);
    return e;
}
