/* SPDX-License-Identifier: MIT */
/* Rows of the cache back into updates. A damaged or foreign file can hold
 * anything, so texts are cleaned and names looked up like a feed's. A function
 * gives false for a row that makes no sense; it is left out. */
#include <string.h>

#include "room.h"
#include "tapewatch/base/civil.h"

const char *row_raw(struct row *r)
{
    const char *text = (const char *)sqlite3_column_text(r->st, r->at++);

    return text ? text : "";
}

const char *row_text(struct row *r)
{
    int at = r->at++;
    const char *text = (const char *)sqlite3_column_text(r->st, at);
    int n = sqlite3_column_bytes(r->st, at);

    if (!text || n <= 0)
        return NULL;
    return updates_text_n(&r->s->scratch, text, (size_t)n, TEXT_MOST);
}

bool row_real(struct row *r, double *out)
{
    int at = r->at++;

    *out = sqlite3_column_double(r->st, at); /* 0 for NULL */
    return sqlite3_column_type(r->st, at) != SQLITE_NULL;
}

int64_t row_int(struct row *r)
{
    return sqlite3_column_int64(r->st, r->at++);
}

bool row_int_if(struct row *r, int64_t *out)
{
    int at = r->at++;

    *out = sqlite3_column_int64(r->st, at);
    return sqlite3_column_type(r->st, at) != SQLITE_NULL;
}

static int32_t row_date(struct row *r)
{
    int64_t date;

    return row_int_if(r, &date) && date >= INT32_MIN && date <= INT32_MAX
               ? (int32_t)date
               : NO_DATE;
}

void row_name(struct row *r, char *out, size_t size)
{
    const char *text = row_text(r);

    name_copy(out, size, text ? text : "");
}

/* The next of the texts that stand between separators, cleaned; false when
 * there are no more. */
static bool next_part(struct row *r, const char **at, char separator, char *out,
                      size_t size)
{
    size_t n = strcspn(*at, (char[]){separator, '\0'});
    const char *part;

    if (n == 0)
        return false;
    part = updates_text_n(&r->s->scratch, *at, n, size - 1);
    name_copy(out, size, part);
    *at += n;
    *at += **at == separator;
    return out[0] != '\0';
}

bool row_instrument(struct row *r, struct update *u)
{
    struct instrument *i = &u->of.instrument;
    const char *groups;

    name_copy(i->symbol, sizeof i->symbol, u->symbol);
    i->type = instrument_type_from_name(row_raw(r));
    i->name = row_text(r);
    i->venue = row_text(r);
    row_name(r, i->currency, sizeof i->currency);
    i->sector = row_text(r);
    groups = row_raw(r);
    for (int g = 0; g < GROUPS_MAX; g++)
        if (!next_part(r, &groups, '\n', i->groups[g], GROUP_MAX))
            break;
    row_real(r, &i->shares);
    i->shares_asof = row_date(r);
    i->shares_kind = row_text(r);
    i->shares_source = row_text(r);
    row_name(r, i->cik, sizeof i->cik);
    return true;
}

bool row_quote(struct row *r, struct update *u)
{
    struct quote *q = &u->of.quote;
    int64_t delay;

#define READ_NUMBER(name)                                                      \
    if (row_real(r, &q->name))                                                 \
        q->known |= 1u << QUOTE_BIT_##name;
    QUOTE_NUMBERS(READ_NUMBER)
#undef READ_NUMBER
    if (row_int_if(r, &q->as_of))
        q->known |= 1u << QUOTE_BIT_as_of;
    if (row_int_if(r, &q->ext_as_of))
        q->known |= 1u << QUOTE_BIT_ext_as_of;
    if (row_int_if(r, &delay))
        QUOTE_SET(q, delay_s, (int32_t)delay);
    (void)session_from_name(row_raw(r), &q->session);
    (void)session_from_name(row_raw(r), &q->ext_session);
    return true;
}

bool row_bar(struct row *r, struct update *u)
{
    struct bar *b = &u->of.bar.bar;

    if (!bar_span_from_ms(row_int(r), &u->of.bar.span))
        return false;
    b->start = row_int(r);
    if (row_real(r, &b->open))
        b->known |= BAR_HAS_OHL;
    row_real(r, &b->high);
    row_real(r, &b->low);
    row_real(r, &b->close);
    if (row_real(r, &b->volume))
        b->known |= BAR_HAS_VOLUME;
    return true;
}

bool row_headline(struct row *r, struct update *u)
{
    struct headline *h = &u->of.headline;
    const char *tags;

    h->id = row_text(r);
    h->title = row_text(r);
    h->summary = row_text(r);
    h->publisher = row_text(r);
    h->url = row_text(r);
    h->published = row_int(r);
    tags = row_raw(r);
    while (h->symbol_count < HEADLINE_SYMBOLS_MAX &&
           next_part(r, &tags, ' ', h->symbols[h->symbol_count], SYMBOL_MAX))
        h->symbol_count++;
    h->seen = u->t;
    name_copy(h->source, sizeof h->source, u->source);
    return h->id != NULL;
}

bool row_fact(struct row *r, struct update *u)
{
    struct fact *f = &u->of.fact;

    f->concept = row_text(r);
    f->start = row_date(r);
    f->end = row_date(r);
    row_real(r, &f->value);
    f->unit = row_text(r);
    f->form = row_text(r);
    f->filed = row_date(r);
    f->accn = row_text(r);
    return f->concept != NULL;
}

bool row_action(struct row *r, struct update *u)
{
    struct action *a = &u->of.action;
    const char *type = row_raw(r);

    if (strcmp(type, "split") != 0 && strcmp(type, "dividend") != 0)
        return false;
    a->type = type[0] == 's' ? ACTION_SPLIT : ACTION_DIVIDEND;
    a->ex = row_date(r);
    row_real(r, &a->ratio);
    row_real(r, &a->amount);
    return true;
}

bool row_halt(struct row *r, struct update *u)
{
    u->of.halt.code = row_text(r);
    u->of.halt.from = row_int(r);
    u->of.halt.until = row_int(r);
    return true;
}

bool row_calendar(struct row *r, struct update *u)
{
    struct calendar_entry *c = &u->of.calendar;

    c->type = row_text(r);
    c->title = row_text(r);
    c->at = row_int(r);
    c->confirmed = row_int(r) != 0;
    return c->type != NULL;
}

bool row_status(struct row *r, struct update *u)
{
    if (!source_state_from_name(row_raw(r), &u->of.status.state))
        return false;
    u->of.status.reason = row_text(r);
    u->of.status.retry_at = row_int(r);
    return true;
}

bool row_plan(struct row *r, struct update *u)
{
    struct plan *p = &u->of.plan;

    p->concept = row_text(r);
    if (row_real(r, &p->value))
        p->known |= PLAN_HAS_VALUE;
    if (row_real(r, &p->low))
        p->known |= PLAN_HAS_LOW;
    if (row_real(r, &p->high))
        p->known |= PLAN_HAS_HIGH;
    p->unit = row_text(r);
    p->period = row_text(r);
    p->text = row_text(r);
    p->url = row_text(r);
    return p->concept != NULL;
}
