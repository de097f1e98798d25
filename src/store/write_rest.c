/* SPDX-License-Identifier: MIT */
/* Headlines, company figures, halts, dates and source states into the cache. */
#include <string.h>

#include "room.h"
#include "tapewatch/base/strbuf.h"

static void add_tag(struct strbuf *tags, const char *tag, size_t n)
{
    const char *at = strbuf_text(tags);
    size_t room = tags->len + n + 1;

    while (*at) {
        size_t len = strcspn(at, " ");

        if (len == n && memcmp(at, tag, n) == 0)
            return;
        at += len + (at[len] == ' ');
    }
    if (n == 0 || room > HEADLINE_SYMBOLS_MAX * SYMBOL_MAX)
        return;
    if (tags->len > 0)
        strbuf_add_char(tags, ' ');
    strbuf_add_n(tags, tag, n);
}

/* The same story comes in through several feeds of one source: its symbols
 * are those of all of them, first ones first. */
static void collect_tags(struct store *s, const struct update *u,
                         const char *id, struct strbuf *tags)
{
    const struct headline *h = &u->of.headline;
    struct binder b = sql_bind(s, STATEMENT_get_tags);
    const char *known;

    bind_key(&b, u->source);
    bind_key(&b, id);
    if (sqlite3_step(b.st) == SQLITE_ROW) {
        known = (const char *)sqlite3_column_text(b.st, 0);
        if (known)
            strbuf_add(tags, known);
    }
    sql_reset(b.st);
    for (size_t i = 0; i < h->symbol_count; i++)
        add_tag(tags, h->symbols[i], strlen(h->symbols[i]));
}

static const char *headline_id(const struct headline *h)
{
    if (h->id && *h->id)
        return h->id;
    return h->url && *h->url ? h->url : h->title;
}

enum err write_headline(struct store *s, const struct update *u,
                        struct why *why)
{
    const struct headline *h = &u->of.headline;
    const char *id = headline_id(h);
    struct strbuf tags = {0};
    struct binder b;
    enum err e;

    if (!id || !*id)
        return why_set(why, ERR_MISSING,
                       "%s: a headline without id, address "
                       "or title",
                       u->source);
    collect_tags(s, u, id, &tags);
    b = write_head(s, STATEMENT_put_headline, u);
    bind_key(&b, id);
    bind_text(&b, h->title);
    bind_text(&b, h->summary);
    bind_text(&b, h->publisher);
    bind_text(&b, h->url);
    bind_int_if(&b, h->published, h->published != 0);
    bind_text(&b, tags.text);
    e = sql_run(s, STATEMENT_put_headline, why);
    s->has_new_words = s->has_words;
    strbuf_done(&tags);
    return e;
}

enum err write_fact(struct store *s, const struct update *u, struct why *why)
{
    const struct fact *f = &u->of.fact;
    struct binder b = write_head(s, STATEMENT_put_fact, u);

    bind_key(&b, f->concept);
    bind_int(&b, f->start);
    bind_int(&b, f->end);
    bind_real(&b, f->value, true);
    bind_key(&b, f->unit);
    bind_key(&b, f->form);
    bind_int(&b, f->filed);
    bind_key(&b, f->accn);
    return sql_run(s, STATEMENT_put_fact, why);
}

static const char *const action_names[] = {
    [ACTION_SPLIT] = "split", [ACTION_DIVIDEND] = "dividend"};

enum err write_action(struct store *s, const struct update *u, struct why *why)
{
    const struct action *a = &u->of.action;
    struct binder b = write_head(s, STATEMENT_put_action, u);

    bind_key(&b, action_names[a->type]);
    bind_int(&b, a->ex);
    bind_real(&b, a->ratio, a->ratio != 0);
    bind_real(&b, a->amount, a->amount != 0);
    return sql_run(s, STATEMENT_put_action, why);
}

enum err write_halt(struct store *s, const struct update *u, struct why *why)
{
    const struct halt *h = &u->of.halt;
    struct binder b = write_head(s, STATEMENT_put_halt, u);

    bind_text(&b, h->code);
    bind_int(&b, h->from);
    bind_int_if(&b, h->until, h->until != 0);
    return sql_run(s, STATEMENT_put_halt, why);
}

enum err write_calendar(struct store *s, const struct update *u,
                        struct why *why)
{
    const struct calendar_entry *c = &u->of.calendar;
    struct binder b = write_head(s, STATEMENT_put_calendar, u);

    bind_key(&b, c->type);
    bind_key(&b, c->title);
    bind_int(&b, c->at);
    bind_int(&b, c->confirmed);
    return sql_run(s, STATEMENT_put_calendar, why);
}

enum err write_status(struct store *s, const struct update *u, struct why *why)
{
    const struct source_report *r = &u->of.status;
    struct binder b = write_head(s, STATEMENT_put_status, u);

    bind_key(&b, source_state_name(r->state));
    bind_text(&b, r->reason);
    bind_int_if(&b, r->retry_at, r->retry_at != 0);
    return sql_run(s, STATEMENT_put_status, why);
}

enum err write_plan(struct store *s, const struct update *u, struct why *why)
{
    const struct plan *p = &u->of.plan;
    struct binder b = write_head(s, STATEMENT_put_plan, u);

    bind_key(&b, p->concept);
    bind_real(&b, p->value, p->known & PLAN_HAS_VALUE);
    bind_real(&b, p->low, p->known & PLAN_HAS_LOW);
    bind_real(&b, p->high, p->known & PLAN_HAS_HIGH);
    bind_text(&b, p->unit);
    bind_text(&b, p->period);
    bind_text(&b, p->text);
    bind_text(&b, p->url);
    return sql_run(s, STATEMENT_put_plan, why);
}
