/* SPDX-License-Identifier: MIT */
/* One JSON line as an update. Whatever stands in it, the answer is an update
 * that keeps the model's promises, or a reason. */
#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/json.h"
#include "tapewatch/tape/codec.h"

#include "rows.h"

/* 1800 to 9999: any instant of a market, with a year of four digits. */
#define TIME_LEAST INT64_C(-5364662400000)
#define TIME_MOST INT64_C(253402300799999)

#define MEMBER(u, f, in) memcpy((char *)(u) + (f)->at, &(in), sizeof(in))

static enum err read_text(json v, const struct field *f, struct update *u,
                          struct updates *texts, struct why *why)
{
    const char *text = json_text(v);

    if (!text)
        return why_set(why, ERR_SYNTAX, "not a text");
    text = updates_text(texts, text, f->room);
    if (f->is_required && !*text)
        return why_set(why, ERR_SYNTAX, "empty");
    MEMBER(u, f, text);
    return ERR_OK;
}

static enum err read_name(json v, char *out, size_t room, struct updates *texts,
                          struct why *why)
{
    const char *text = json_text(v);

    if (!text)
        return why_set(why, ERR_SYNTAX, "not a text");
    name_copy(out, room, updates_text(texts, text, room - 1));
    return ERR_OK;
}

static enum err read_symbol(json v, char out[SYMBOL_MAX], struct why *why)
{
    const char *text = json_text(v);

    if (!text)
        return why_set(why, ERR_SYNTAX, "not a text");
    if (!symbol_from_text(text, strlen(text), out))
        return why_set(why, ERR_SYNTAX, "not a symbol");
    return ERR_OK;
}

static enum err read_number(json v, const struct field *f, struct update *u,
                            struct why *why)
{
    double number;

    if (!json_number(v, &number))
        return why_set(why, ERR_SYNTAX, "not a number");
    MEMBER(u, f, number);
    return ERR_OK;
}

static enum err read_time(json v, int64_t *out, struct why *why)
{
    int64_t ms;

    if (!json_int(v, &ms))
        return why_set(why, ERR_SYNTAX, "not a whole number");
    if (ms < TIME_LEAST || ms > TIME_MOST)
        return why_set(why, ERR_RANGE, "not a time in milliseconds");
    *out = ms;
    return ERR_OK;
}

static enum err read_seconds(json v, const struct field *f, struct update *u,
                             struct why *why)
{
    int32_t seconds;
    int64_t whole;

    if (!json_int(v, &whole))
        return why_set(why, ERR_SYNTAX, "not a whole number");
    if (whole < 0 || whole > INT32_MAX)
        return why_set(why, ERR_RANGE, "out of range");
    seconds = (int32_t)whole;
    MEMBER(u, f, seconds);
    return ERR_OK;
}

static enum err read_date(json v, const struct field *f, struct update *u,
                          struct why *why)
{
    const char *text = json_text(v);
    int32_t date;

    if (!text || !civil_parse_date(text, strlen(text), &date))
        return why_set(why, ERR_SYNTAX, "not a date (YYYY-MM-DD)");
    MEMBER(u, f, date);
    return ERR_OK;
}

static enum err read_flag(json v, const struct field *f, struct update *u,
                          struct why *why)
{
    bool flag;

    if (!json_bool(v, &flag))
        return why_set(why, ERR_SYNTAX, "not true or false");
    MEMBER(u, f, flag);
    return ERR_OK;
}

static enum err read_word(json v, const struct field *f, struct update *u,
                          struct why *why)
{
    const char *text = json_text(v);
    int value;

    if (!text)
        return why_set(why, ERR_SYNTAX, "not a text");
    if (!f->words->from_name(text, &value))
        return why_set(why, ERR_SYNTAX, "unknown word");
    MEMBER(u, f, value);
    return ERR_OK;
}

/* More tags than there is room for: the first ones are kept. */
static enum err read_symbols(json v, struct headline *h, struct why *why)
{
    if (!json_is_array(v))
        return why_set(why, ERR_SYNTAX, "not a list");
    for (json i = json_first(v); i; i = json_next(i)) {
        enum err e;

        if (h->symbol_count == HEADLINE_SYMBOLS_MAX)
            break;
        e = read_symbol(i, h->symbols[h->symbol_count], why);
        if (e != ERR_OK)
            return e;
        h->symbol_count++;
    }
    return ERR_OK;
}

static enum err read_groups(json v, struct instrument *ins,
                            struct updates *texts, struct why *why)
{
    size_t n = 0;

    if (!json_is_array(v))
        return why_set(why, ERR_SYNTAX, "not a list");
    for (json i = json_first(v); i && n < GROUPS_MAX; i = json_next(i)) {
        enum err e = read_name(i, ins->groups[n], GROUP_MAX, texts, why);

        if (e != ERR_OK)
            return e;
        n += ins->groups[n][0] != '\0'; /* an empty one ends the list */
    }
    return ERR_OK;
}

static enum err read_value(json v, const struct field *f, struct update *u,
                           struct updates *texts, struct why *why)
{
    int64_t ms;
    enum err e;

    switch (f->type) {
    case FIELD_TEXT:
        return read_text(v, f, u, texts, why);
    case FIELD_NAME:
        return read_name(v, (char *)u + f->at, f->room, texts, why);
    case FIELD_NUMBER:
        return read_number(v, f, u, why);
    case FIELD_TIME:
        e = read_time(v, &ms, why);
        if (e == ERR_OK)
            MEMBER(u, f, ms);
        return e;
    case FIELD_SECONDS:
        return read_seconds(v, f, u, why);
    case FIELD_DATE:
        return read_date(v, f, u, why);
    case FIELD_FLAG:
        return read_flag(v, f, u, why);
    case FIELD_WORD:
        return read_word(v, f, u, why);
    case FIELD_SYMBOLS:
        return read_symbols(v, &u->of.headline, why);
    case FIELD_GROUPS:
        return read_groups(v, &u->of.instrument, texts, why);
    }
    return ERR_OK;
}

static void set_known(struct update *u, const struct field *f, bool is_known)
{
    uint32_t known;
    char *at = (char *)u + f->known_at;

    if (!f->bit)
        return;
    memcpy(&known, at, sizeof known);
    known = is_known ? known | f->bit : known & ~f->bit;
    memcpy(at, &known, sizeof known);
}

/* Null is as good as absent: not known. */
static bool is_there(json v)
{
    return v && !json_is_null(v);
}

static enum err read_rows(json line, struct update *u, struct updates *texts,
                          struct why *why)
{
    const struct field *rows = tape_rows(u->kind);

    /* All bits first, then off with those of absent fields: a bit that is
     * shared goes with any of them. */
    for (const struct field *f = rows; f->key; f++)
        set_known(u, f, true);
    for (const struct field *f = rows; f->key; f++) {
        json v = json_get(line, f->key);
        enum err e = ERR_OK;

        if (is_there(v))
            e = read_value(v, f, u, texts, why);
        else if (f->is_required)
            e = why_set(why, ERR_MISSING, "missing");
        else
            set_known(u, f, false);
        if (e != ERR_OK) {
            why_prefix(why, f->key);
            return e;
        }
    }
    return ERR_OK;
}

static bool needs_symbol(enum update_kind kind)
{
    return kind != UPDATE_headline && kind != UPDATE_calendar &&
           kind != UPDATE_status;
}

/* t, symbol and source: what every kind has. */
static enum err read_head(json line, struct update *u, struct updates *texts,
                          struct why *why)
{
    json t = json_get(line, "t"), symbol = json_get(line, "symbol");
    json source = json_get(line, "source");
    const char *key = "t";
    enum err e = ERR_OK;

    e = is_there(t) ? read_time(t, &u->t, why)
                    : why_set(why, ERR_MISSING, "missing");
    if (e == ERR_OK && (is_there(symbol) || needs_symbol(u->kind))) {
        key = "symbol";
        e = is_there(symbol) ? read_symbol(symbol, u->symbol, why)
                             : why_set(why, ERR_MISSING, "missing");
    }
    if (e == ERR_OK && (is_there(source) || u->kind == UPDATE_status)) {
        key = "source";
        e = is_there(source)
                ? read_name(source, u->source, SOURCE_MAX, texts, why)
                : why_set(why, ERR_MISSING, "missing");
    }
    if (e != ERR_OK)
        why_prefix(why, key);
    return e;
}

/* What no single row can say. */
static enum err check(struct update *u, struct why *why)
{
    if (u->kind == UPDATE_instrument) {
        struct instrument *ins = &u->of.instrument;

        name_copy(ins->symbol, SYMBOL_MAX, u->symbol);
        if (ins->shares < 0)
            return why_set(why, ERR_RANGE, "shares: negative");
    }
    if (u->kind == UPDATE_headline) {
        u->of.headline.seen = u->t;
        name_copy(u->of.headline.source, SOURCE_MAX, u->source);
    }
    return ERR_OK;
}

static enum err read_line(json line, struct updates *out, struct why *why)
{
    const char *word = json_text_of(line, "kind");
    enum update_kind kind;
    struct update *u;
    enum err e;

    if (!json_is_object(line))
        return why_set(why, ERR_SYNTAX, "not a JSON object");
    if (!word)
        return why_set(why, ERR_MISSING, "kind: %s",
                       json_get(line, "kind") ? "not a text" : "missing");
    if (!update_kind_from_name(word, &kind))
        return ERR_END;
    u = updates_add(out, 0, kind, "", "");
    e = read_head(line, u, out, why);
    if (e == ERR_OK)
        e = read_rows(line, u, out, why);
    if (e == ERR_OK)
        e = check(u, why);
    if (e != ERR_OK) {
        why_prefix(why, update_kind_name(kind));
        out->count--;
    }
    return e;
}

static bool is_blank(const char *line, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r' &&
            line[i] != '\n')
            return false;
    return true;
}

enum err tape_decode(const char *line, size_t n, struct updates *out,
                     struct why *why)
{
    struct json_doc *doc;
    enum err e;

    if (n > LINE_MAX_BYTES)
        return why_set(why, ERR_TOO_BIG, "longer than 1 MB");
    if (is_blank(line, n))
        return ERR_END;
    e = json_parse(line, n, LINE_MAX_BYTES, &doc, why);
    if (e != ERR_OK)
        return e;
    e = read_line(json_root(doc), out, why);
    json_doc_free(doc);
    return e;
}
