/* SPDX-License-Identifier: MIT */
/* An update as one JSON line. */
#include <assert.h>
#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/json.h"
#include "tapewatch/tape/codec.h"

#include "rows.h"

/* Copies a member out; rows know it by its offset only. */
#define MEMBER(u, f, out)                                                      \
    memcpy(&(out), (const char *)(u) + (f)->at, sizeof(out))

static const char *text_at(const struct update *u, const struct field *f)
{
    const char *text;

    if (f->type == FIELD_NAME)
        return (const char *)u + f->at;
    MEMBER(u, f, text);
    return text;
}

static double number_at(const struct update *u, const struct field *f)
{
    double v;

    MEMBER(u, f, v);
    return v;
}

static int64_t time_at(const struct update *u, const struct field *f)
{
    int64_t v;

    MEMBER(u, f, v);
    return v;
}

/* Dates, seconds and enums. */
static int32_t int_at(const struct update *u, const struct field *f)
{
    int32_t v;

    static_assert(sizeof(enum session) == sizeof v, "enums are ints");
    MEMBER(u, f, v);
    return v;
}

static bool is_known(const struct update *u, const struct field *f)
{
    uint32_t known;

    if (f->is_required)
        return true;
    if (f->bit) {
        memcpy(&known, (const char *)u + f->known_at, sizeof known);
        return (known & f->bit) == f->bit;
    }
    switch (f->type) {
    case FIELD_TEXT:
    case FIELD_NAME:
        return text_at(u, f) && *text_at(u, f);
    case FIELD_NUMBER:
        return number_at(u, f) != 0;
    case FIELD_TIME:
        return time_at(u, f) != 0;
    case FIELD_DATE:
        return int_at(u, f) != NO_DATE;
    case FIELD_SECONDS:
    case FIELD_WORD:
        return int_at(u, f) != 0;
    case FIELD_FLAG:
        return true;
    case FIELD_SYMBOLS:
        return u->of.headline.symbol_count > 0;
    case FIELD_GROUPS:
        return u->of.instrument.groups[0][0] != '\0';
    }
    return false;
}

static void write_item(struct strbuf *out, size_t i, const char *text)
{
    if (i > 0)
        strbuf_add_char(out, ',');
    json_write_text(out, text);
}

static void write_symbols(struct strbuf *out, const struct headline *h)
{
    strbuf_add_char(out, '[');
    for (size_t i = 0; i < h->symbol_count; i++)
        write_item(out, i, h->symbols[i]);
    strbuf_add_char(out, ']');
}

static void write_groups(struct strbuf *out, const struct instrument *ins)
{
    strbuf_add_char(out, '[');
    for (size_t i = 0; i < GROUPS_MAX && ins->groups[i][0]; i++)
        write_item(out, i, ins->groups[i]);
    strbuf_add_char(out, ']');
}

static void write_date(struct strbuf *out, int32_t date)
{
    char text[11];

    if (date == NO_DATE) { /* of a required field that was not filled in */
        strbuf_add(out, "null");
        return;
    }
    civil_format_date(date, text);
    json_write_text(out, text);
}

static void write_value(struct strbuf *out, const struct update *u,
                        const struct field *f)
{
    bool flag;

    switch (f->type) {
    case FIELD_TEXT:
    case FIELD_NAME:
        json_write_text(out, text_at(u, f));
        return;
    case FIELD_NUMBER:
        json_write_number(out, number_at(u, f));
        return;
    case FIELD_TIME:
        json_write_int(out, time_at(u, f));
        return;
    case FIELD_SECONDS:
        json_write_int(out, int_at(u, f));
        return;
    case FIELD_DATE:
        write_date(out, int_at(u, f));
        return;
    case FIELD_FLAG:
        MEMBER(u, f, flag);
        strbuf_add(out, flag ? "true" : "false");
        return;
    case FIELD_WORD:
        json_write_text(out, f->words->name(int_at(u, f)));
        return;
    case FIELD_SYMBOLS:
        write_symbols(out, &u->of.headline);
        return;
    case FIELD_GROUPS:
        write_groups(out, &u->of.instrument);
        return;
    }
}

void tape_encode(const struct update *u, struct strbuf *out)
{
    strbuf_add(out, "{\"t\":");
    json_write_int(out, u->t);
    strbuf_format(out, ",\"kind\":\"%s\"", update_kind_name(u->kind));
    if (u->symbol[0]) {
        strbuf_add(out, ",\"symbol\":");
        json_write_text(out, u->symbol);
    }
    for (const struct field *f = tape_rows(u->kind); f->key; f++) {
        if (!is_known(u, f))
            continue;
        strbuf_format(out, ",\"%s\":", f->key);
        write_value(out, u, f);
    }
    if (u->source[0]) {
        strbuf_add(out, ",\"source\":");
        json_write_text(out, u->source);
    }
    strbuf_add(out, "}\n");
}
