/* SPDX-License-Identifier: MIT */
/* Which records a report has, and in which order. */
#include <stdlib.h>
#include <string.h>

#include "sheet.h"
#include "tapewatch/base/mem.h"

enum { TERMS_MOST = 500 };

void select_reasons(const struct sheet *s, struct subject *r,
                    char (*storage)[REASON_MAX])
{
    if (s->kind != REPORT_NEWS)
        return;
    r->of.headline.reason_count =
        link_reasons(r->of.headline.headline, storage);
    r->of.headline.reasons = (const char(*)[REASON_MAX])storage;
}

static bool has_symbol(const struct report_request *r, const char *symbol)
{
    for (size_t i = 0; i < r->symbol_count; i++)
        if (strcmp(r->symbols[i], symbol) == 0)
            return true;
    return r->symbol_count == 0;
}

/* ---- keys that were asked for, sorted */

struct key_set {
    char *text; /* cut at its line ends */
    size_t count;
    const char *at[];
};

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static struct key_set *read_keys(const char *text)
{
    size_t lines = 1;
    struct key_set *set;
    char *rest = NULL;

    for (const char *p = text; *p; p++)
        lines += *p == '\n';
    set = mem_new(1, sizeof *set + lines * sizeof *set->at);
    set->text = mem_text(text);
    for (char *key = strtok_r(set->text, "\n", &rest); key;
         key = strtok_r(NULL, "\n", &rest))
        set->at[set->count++] = key;
    qsort(set->at, set->count, sizeof *set->at, compare_texts);
    return set;
}

static void free_keys(struct sheet *s)
{
    if (s->keys)
        free(s->keys->text);
    free(s->keys);
    s->keys = NULL;
}

static bool has_key(const struct sheet *s, const char *key)
{
    return !s->keys || bsearch(&key, s->keys->at, s->keys->count,
                               sizeof *s->keys->at, compare_texts);
}

static bool is_between(const struct report_request *r, int64_t t)
{
    return (r->since_ms == 0 || t >= r->since_ms) &&
           (r->until_ms == 0 || t <= r->until_ms);
}

static bool is_event_asked(const struct report_request *r,
                           const struct event *e, const char **change)
{
    const struct event *old =
        r->before ? snapshot_event(r->before, &e->key) : NULL;

    *change = r->has_changes ? event_became(old, e) : NULL;
    if (r->event && !event_key_equal(r->event, &e->key))
        return false;
    if (!has_symbol(r, e->key.symbol) || !is_between(r, e->opened.t))
        return false;
    return !r->before || (r->has_changes ? *change != NULL : old == NULL);
}

static bool is_new_headline(const struct report_request *r,
                            const struct headline *h)
{
    for (size_t i = 0; r->before && i < r->before->headline_count; i++) {
        const struct headline *old = r->before->headlines[i];

        /* A story that got more tags is another block with the same id. */
        if (old == h || (strcmp(old->id, h->id) == 0 &&
                         strcmp(old->source, h->source) == 0))
            return false;
    }
    return true;
}

static void add_subject(struct sheet *s, struct subject subject)
{
    subject.now_ms = s->snapshot->now_ms;
    s->subjects[s->subject_count++] = subject;
}

static void add_listing(struct sheet *s, const struct listing *l)
{
    add_subject(s, (struct subject){
                       .of.listing = {l, s->snapshot->now_ms, &s->around}});
}

/* Named symbols come in the order of their names on the command line. */
static void add_listings(struct sheet *s, const struct report_request *r)
{
    const struct snapshot *from = s->snapshot;

    s->subjects =
        mem_new(r->symbol_count + from->listing_count, sizeof *s->subjects);
    for (size_t i = 0; i < r->symbol_count; i++) {
        const struct listing *l = snapshot_find(from, r->symbols[i]);

        if (l)
            add_listing(s, l);
    }
    for (size_t i = 0; r->symbol_count == 0 && i < from->listing_count; i++)
        add_listing(s, &from->listings[i]);
}

static void add_events(struct sheet *s, const struct report_request *r)
{
    const struct snapshot *from = s->snapshot;

    s->subjects = mem_new(from->event_count, sizeof *s->subjects);
    for (size_t i = 0; i < from->event_count; i++) {
        const struct event *e = &from->events[i];
        struct subject subject = {
            .of.event = event_record(e, snapshot_find(from, e->key.symbol),
                                     from->now_ms, &s->around)};

        char key[EVENT_KEY_TEXT];

        event_key_write(&e->key, key);
        if (has_key(s, key) &&
            is_event_asked(r, e, &subject.of.event.change))
            add_subject(s, subject);
    }
}

static bool is_tagged(const struct report_request *r, const struct headline *h)
{
    for (size_t i = 0; i < h->symbol_count; i++)
        if (has_symbol(r, h->symbols[i]))
            return true;
    return r->symbol_count == 0;
}

static void add_headlines(struct sheet *s, const struct report_request *r)
{
    const struct snapshot *from = s->snapshot;

    s->subjects = mem_new(from->headline_count, sizeof *s->subjects);
    for (size_t i = 0; i < from->headline_count; i++) {
        const struct headline *h = from->headlines[i];
        int64_t t = h->published ? h->published : h->seen;
        bool is_kept = snapshot_is_bookmarked(from, h->id);

        if ((is_kept || !r->is_of_bookmarks) && has_key(s, h->id) &&
            is_tagged(r, h) && is_between(r, t) && is_new_headline(r, h) &&
            (!r->search || headline_has_words(h, r->search)))
            add_subject(
                s, (struct subject){
                       .of.headline = {
                           .headline = h,
                           .is_read = snapshot_is_read(from, h->id),
                           .is_bookmarked = is_kept,
                           .tags = snapshot_tags(from, h->id),
                           .now_ms = from->now_ms,
                           .around = &s->around,
                       }});
    }
}

static bool is_term_asked(const struct report_request *r,
                          const struct narrative *n)
{
    for (size_t i = 0; i < n->symbol_count; i++)
        if (has_symbol(r, n->symbols[i]))
            return true;
    return r->symbol_count == 0;
}

static void add_terms(struct sheet *s, const struct report_request *r)
{
    size_t n;

    s->terms = mem_new(TERMS_MOST, sizeof *s->terms);
    n = snapshot_terms(s->snapshot, s->snapshot->now_ms, NULL, s->terms,
                       TERMS_MOST);
    if (n > TERMS_MOST)
        n = TERMS_MOST;
    s->subjects = mem_new(n, sizeof *s->subjects);
    for (size_t i = 0; i < n; i++)
        if (is_term_asked(r, &s->terms[i]))
            add_subject(s, (struct subject){.of.term = {&s->terms[i]}});
}

static enum err keep_where(struct sheet *s, const char *where, struct why *why)
{
    char reasons[REASONS_MAX][REASON_MAX];
    struct query *q = NULL;
    size_t kept = 0;

    if (sheet_compile(s, where, &q, why) != ERR_OK)
        return ERR_USAGE;
    if (query_type(q) != VALUE_BOOL) {
        query_free(q);
        return why_set(why, ERR_USAGE, "%s: not a condition; compare it with "
                       "something, e.g. change_pct < -10", where);
    }
    for (size_t i = 0; i < s->subject_count; i++) {
        struct subject r = s->subjects[i];

        select_reasons(s, &r, reasons);
        if (query_truth(q, &r.of, s->snapshot->now_ms) == TRUTH_TRUE)
            s->subjects[kept++] = s->subjects[i];
    }
    s->subject_count = kept;
    query_free(q);
    return ERR_OK;
}

struct sort_row {
    struct value key;
    size_t place; /* before sorting: equal rows keep their order */
    int direction;
};

static int compare_numbers(double a, double b)
{
    return (a > b) - (a < b);
}

static int compare_keys(const struct value *a, const struct value *b)
{
    switch (a->type) {
    case VALUE_UNKNOWN:
    case VALUE_LIST:
        return 0;
    case VALUE_NUMBER:
    case VALUE_PERCENT:
        return compare_numbers(a->of.number, b->of.number);
    case VALUE_TEXT:
        return strcmp(a->of.text, b->of.text);
    case VALUE_TIME:
        return (a->of.time > b->of.time) - (a->of.time < b->of.time);
    case VALUE_DATE:
        return (a->of.date > b->of.date) - (a->of.date < b->of.date);
    case VALUE_BOOL:
        return a->of.truth - b->of.truth;
    }
    return 0;
}

/* What is not known comes last, upwards and downwards. */
static int compare_rows(const void *left, const void *right)
{
    const struct sort_row *a = left, *b = right;
    bool a_is_known = a->key.type != VALUE_UNKNOWN;
    bool b_is_known = b->key.type != VALUE_UNKNOWN;
    int order = b_is_known - a_is_known;

    if (order == 0 && a->key.type == b->key.type)
        order = a->direction * compare_keys(&a->key, &b->key);
    if (order == 0)
        order = (a->place > b->place) - (a->place < b->place);
    return order;
}

/* What rows are sorted by: a field, or an expression. */
static enum err compile_key(const struct sheet *s, const char *key,
                            struct query **out, struct why *why)
{
    enum value_type type;

    if (sheet_compile(s, key, out, why) != ERR_OK)
        return ERR_USAGE;
    type = query_type(*out);
    if (type != VALUE_LIST)
        return ERR_OK;
    query_free(*out);
    return why_set(why, ERR_USAGE, "%.40s: a list has no order to sort by",
                   key);
}

static enum err sort_by(struct sheet *s, const char *sort, struct why *why)
{
    bool is_down = sort[0] == '-';
    struct query *key = NULL;
    struct subject *sorted;
    struct sort_row *rows;
    enum err e = compile_key(s, sort + is_down, &key, why);

    if (e != ERR_OK)
        return e;
    rows = mem_new(s->subject_count, sizeof *rows);
    sorted = mem_new(s->subject_count, sizeof *sorted);
    for (size_t i = 0; i < s->subject_count; i++)
        rows[i] = (struct sort_row){
            .key = query_value(key, &s->subjects[i].of, s->snapshot->now_ms),
            .place = i,
            .direction = is_down ? -1 : 1};
    if (s->subject_count > 0)
        qsort(rows, s->subject_count, sizeof *rows, compare_rows);
    for (size_t i = 0; i < s->subject_count; i++)
        sorted[i] = s->subjects[rows[i].place];
    query_free(key);
    free(rows);
    free(s->subjects);
    s->subjects = sorted;
    return ERR_OK;
}

enum err select_subjects(struct sheet *s, const struct report_request *r,
                         struct why *why)
{
    enum err e = ERR_OK;

    s->keys = r->keys ? read_keys(r->keys) : NULL;
    switch (r->kind) {
    case REPORT_QUOTES:
        add_listings(s, r);
        break;
    case REPORT_EVENTS:
        add_events(s, r);
        break;
    case REPORT_NEWS:
        add_headlines(s, r);
        break;
    case REPORT_TERMS:
        add_terms(s, r);
        break;
    case REPORT_FACTS:
        e = select_facts(s, r, why);
        break;
    }
    free_keys(s);
    if (!e && r->where)
        e = keep_where(s, r->where, why);
    if (!e && r->sort)
        e = sort_by(s, r->sort, why);
    return e;
}
