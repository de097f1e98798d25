/* SPDX-License-Identifier: MIT */
/* Expressions behind "/": told from plain words, explained, applied. */
#include "filter.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>


/* ---- plain words or expression */

static bool is_name(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '.';
}

static bool has_name(const struct field *fields, size_t count,
                     const char *text, size_t n)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(fields[i].name) == n && !memcmp(fields[i].name, text, n))
            return true;
    return false;
}

static bool is_function(const struct language *l, const char *text, size_t n)
{
    const struct function *own;

    for (size_t i = 0; (own = query_own_function(i)) != NULL; i++)
        if (strlen(own->name) == n && !memcmp(own->name, text, n))
            return true;
    for (size_t i = 0; i < l->function_count; i++)
        if (strlen(l->functions[i].name) == n &&
            !memcmp(l->functions[i].name, text, n))
            return true;
    return false;
}

/* Whether a word and what comes behind it stand in no plain text: `sma(`,
 * `in @ai`, `price = 5` (which is then told to be written ==). */
static bool is_telling(const struct language *l, const char *word, size_t n)
{
    const char *next = word + n + strspn(word + n, " ");

    if (word[n] == '(' && is_function(l, word, n))
        return true;
    if (n == 2 && !memcmp(word, "in", 2) && (*next == '@' || *next == '('))
        return true;
    return *next == '=' &&
           (has_name(l->fields, l->field_count, word, n) ||
            has_name(l->base_fields, l->base_field_count, word, n));
}

static const struct language *language_of(const struct row_records *of)
{
    return of->language ? of->language() : language_of_row(of->kind);
}

bool filter_is_expression(const char *text, const struct row_records *of)
{
    const struct language *l = language_of(of);
    bool is_quoted = false;

    for (const char *s = text + (*text == '!'); *s; s++) {
        size_t n = 0;

        is_quoted ^= *s == '"';
        if (is_quoted)
            continue;
        if (strchr("<>~", *s) || !strncmp(s, "==", 2) || !strncmp(s, "!=", 2))
            return true;
        while (is_name(s[n]))
            n++;
        if (n && is_telling(l, s, n))
            return true;
        s += n ? n - 1 : 0;
    }
    return false;
}

static enum err compile(const char *text, const struct row_records *of,
                        struct query **out, struct why *why)
{
    struct query *q = NULL;
    enum err e = query_compile_in(text + (*text == '!'), language_of(of),
                                  &q, why);

    if (!e && query_type(q) != VALUE_BOOL) {
        query_free(q);
        return why_set(why, ERR_USAGE, "compare it with something\n");
    }
    if (!e)
        *out = q;
    return e;
}

/* The caret's line says which character of the line above it is meant; that
 * one may be a part of the text. */
static size_t place_of(const char *text, const char *why)
{
    const char *shown = strchr(why, '\n');
    const char *line = shown ? strchr(shown + 1, '\n') : NULL;
    char part[80] = "";
    const char *at;
    size_t columns;

    if (!line)
        return strlen(text);
    (void)snprintf(part, sizeof(part), "%.*s", (int)(line - shown - 1),
                   shown + 1);
    at = strstr(text, part);
    if (!at)
        return strlen(text);
    for (columns = strspn(line + 1, " "); columns && *at; columns--)
        for (at++; ((unsigned char)*at & 0xc0) == 0x80; at++)
            ;
    return (size_t)(at - text);
}

bool filter_is_right(const char *text, const struct row_records *of,
                     size_t *place, char *message, size_t size)
{
    struct why why = {{0}};
    struct query *q = NULL;

    if (compile(text, of, &q, &why) == ERR_OK) {
        query_free(q);
        return true;
    }
    *place = place_of(text, why.text);
    if (message)
        (void)snprintf(message, size, "%.*s",
                       (int)strcspn(why.text, "\n"), why.text);
    return false;
}

/* ---- which rows */

static enum truth of_event(const struct query *q, const struct frame *f,
                           const struct list_rows *r, uint32_t at)
{
    const struct surroundings around = surroundings_of_snapshot(f->now);
    const struct event *e = &f->now->events[at];
    struct event_record record =
        event_record(e, snapshot_find(f->now, e->key.symbol), f->now->now_ms,
                     &around);

    (void)r;
    return query_truth(q, &record, f->now->now_ms);
}

enum truth filter_headline(const struct query *q, const struct frame *f,
                           const struct headline *h)
{
    const struct surroundings around = surroundings_of_snapshot(f->now);
    char reasons[REASONS_MAX][REASON_MAX];
    struct headline_record record = {
        .headline = h,
        .is_read = snapshot_is_read(f->now, h->id),
        .is_bookmarked = snapshot_is_bookmarked(f->now, h->id),
        .tags = snapshot_tags(f->now, h->id),
        .now_ms = f->now->now_ms,
        .around = &around,
    };

    if (query_uses(q, "reasons")) {
        record.reason_count = link_reasons(h, reasons);
        record.reasons = (const char(*)[REASON_MAX])reasons;
    }
    return query_truth(q, &record, f->now->now_ms);
}

static enum truth of_headline(const struct query *q, const struct frame *f,
                              const struct list_rows *r, uint32_t at)
{
    (void)r;
    return filter_headline(q, f, f->now->headlines[at]);
}

enum truth filter_symbol(const struct query *q, const struct frame *f,
                         const char *symbol)
{
    const struct surroundings around = surroundings_of_snapshot(f->now);
    const struct listing *l = snapshot_find(f->now, symbol);

    if (!l)
        return TRUTH_UNKNOWN;
    return query_truth(q, &(struct listing_record){l, f->now->now_ms, &around},
                       f->now->now_ms);
}

enum truth filter_row(const struct query *q, const struct frame *f,
                      const char *symbol, const void *row)
{
    const struct surroundings around = surroundings_of_snapshot(f->now);
    const struct listing *l =
        symbol && *symbol ? snapshot_find(f->now, symbol) : NULL;
    struct row_record record = {
        .instrument = {l, f->now->now_ms, &around}, .row = row};

    return query_truth(q, &record, f->now->now_ms);
}

const struct row_records event_records = {.language = language_of_event,
                                          .truth = of_event};
const struct row_records headline_records = {.language = language_of_headline,
                                             .truth = of_headline};

struct query *filter_query(const struct frame *f)
{
    struct query *q = NULL;

    if (!f->where[0] || !f->panel->records ||
        compile(f->where, f->panel->records, &q, NULL) != ERR_OK)
        return NULL;
    return q;
}

bool filter_wants(const struct frame *f, enum truth truth)
{
    return truth == (f->where[0] == '!' ? TRUTH_FALSE : TRUTH_TRUE);
}

void filter_rows(const struct frame *f, struct list_rows *r)
{
    const struct row_records *of = f->panel->records;
    struct query *q = filter_query(f);
    size_t kept = 0;

    if (!q)
        return;
    for (size_t i = 0; i < r->count; i++)
        if (filter_wants(f, of->truth(q, f, r, r->at[i])))
            r->at[kept++] = r->at[i];
    r->count = kept;
    query_free(q);
}
