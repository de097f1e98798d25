/* SPDX-License-Identifier: MIT */
/* The turn's transaction; instruments, quotes and bars into the cache. */
#include "tapewatch/store/store.h"

#include <string.h>

#include "room.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/strbuf.h"

static int64_t get_meta(struct store *s, const char *key, int64_t fallback)
{
    struct binder b = sql_bind(s, STATEMENT_get_meta);
    int64_t v = fallback;

    bind_key(&b, key);
    if (sqlite3_step(b.st) == SQLITE_ROW)
        v = sqlite3_column_int64(b.st, 0);
    sql_reset(b.st);
    return v;
}

enum err write_begin(struct store *s, struct why *why)
{
    enum err e;

    if (s->is_in_turn)
        return ERR_OK;
    if (s->read_only)
        return why_set(why, ERR_REFUSED, "%s: opened for reading only",
                       s->folder);
    e = open_same_cache(s, why);
    if (e)
        return e;
    e = sql_run(s, STATEMENT_begin, why);
    if (e)
        return e;
    s->is_in_turn = true;
    /* A new file begins with the clock, not with 1: whoever followed an
     * earlier file finds the rows of this one newer. */
    s->seq = get_meta(s, "seq", s->now_ms) + 1;
    s->changes = sqlite3_total_changes(s->db[FILE_cache]);
    return ERR_OK;
}

enum err store_commit(struct store *s, struct why *why)
{
    struct binder b;
    enum err e = ERR_OK;

    if (!s->is_in_turn)
        return ERR_OK;
    if (s->has_new_words)
        e = search_index(s, why);
    if (!e && sqlite3_total_changes(s->db[FILE_cache]) != s->changes) {
        b = sql_bind(s, STATEMENT_set_meta);
        bind_key(&b, "seq");
        bind_int(&b, s->seq);
        e = sql_run(s, STATEMENT_set_meta, why);
    }
    if (!e)
        e = sql_run(s, STATEMENT_commit, why);
    if (e)
        return open_recover(s, e, why);
    s->is_in_turn = false;
    return ERR_OK;
}

/* The columns that every kind begins with. */
struct binder write_head(struct store *s, enum statement n,
                         const struct update *u)
{
    struct binder b = sql_bind(s, n);

    bind_key(&b, u->symbol);
    bind_key(&b, u->source);
    bind_int(&b, u->t);
    bind_int(&b, s->seq);
    return b;
}

static enum err write_instrument(struct store *s, const struct update *u,
                                 struct why *why)
{
    const struct instrument *i = &u->of.instrument;
    struct binder b = write_head(s, STATEMENT_put_instrument, u);
    struct strbuf groups = {0};
    bool has_shares = i->shares > 0;
    enum err e;

    for (int g = 0; g < GROUPS_MAX && i->groups[g][0]; g++) {
        if (g > 0)
            strbuf_add_char(&groups, '\n');
        strbuf_add(&groups, i->groups[g]);
    }
    bind_text(&b, instrument_type_name(i->type));
    bind_text(&b, i->name);
    bind_text(&b, i->venue);
    bind_text(&b, i->currency);
    bind_text(&b, i->sector);
    bind_text(&b, groups.text);
    bind_real(&b, i->shares, has_shares);
    bind_int_if(&b, i->shares_asof, i->shares_asof != NO_DATE);
    bind_text(&b, i->shares_kind);
    bind_text(&b, i->shares_source);
    bind_text(&b, i->cik);
    e = sql_run(s, STATEMENT_put_instrument, why);
    strbuf_done(&groups);
    return e;
}

/* The local date that decides whether a quote goes on with the day's figures
 * or begins a new day's. */
static int32_t day_of(struct store *s, const struct update *u)
{
    const struct quote *q = &u->of.quote;
    struct instrument i = {.type = INSTRUMENT_unknown};
    struct binder b = sql_bind(s, STATEMENT_get_type);
    const char *type = NULL;

    bind_key(&b, u->symbol);
    if (sqlite3_step(b.st) == SQLITE_ROW)
        type = (const char *)sqlite3_column_text(b.st, 0);
    if (type)
        i.type = instrument_type_from_name(type);
    sql_reset(b.st);
    return calendar_date(instrument_hours(&i),
                         QUOTE_HAS(q, as_of) ? q->as_of : u->t);
}

static enum err write_quote(struct store *s, const struct update *u,
                            struct why *why)
{
    const struct quote *q = &u->of.quote;
    int32_t day = day_of(s, u);
    struct binder b = write_head(s, STATEMENT_put_quote, u);

    bind_int(&b, day);
#define BIND_NUMBER(name) bind_real(&b, q->name, QUOTE_HAS(q, name));
    QUOTE_NUMBERS(BIND_NUMBER)
#undef BIND_NUMBER
    bind_int_if(&b, q->as_of, QUOTE_HAS(q, as_of));
    bind_int_if(&b, q->ext_as_of, QUOTE_HAS(q, ext_as_of));
    bind_int_if(&b, q->delay_s, QUOTE_HAS(q, delay_s));
    bind_text(&b, session_name(q->session));
    bind_text(&b, session_name(q->ext_session));
    return sql_run(s, STATEMENT_put_quote, why);
}

static enum err write_bar(struct store *s, const struct update *u,
                          struct why *why)
{
    const struct bar *bar = &u->of.bar.bar;
    bool has_ohl = bar->known & BAR_HAS_OHL;
    struct binder b = write_head(s, STATEMENT_put_bar, u);

    bind_int(&b, bar_span_ms(u->of.bar.span));
    bind_int(&b, bar->start);
    bind_real(&b, bar->open, has_ohl);
    bind_real(&b, bar->high, has_ohl);
    bind_real(&b, bar->low, has_ohl);
    bind_real(&b, bar->close, true);
    bind_real(&b, bar->volume, bar->known & BAR_HAS_VOLUME);
    return sql_run(s, STATEMENT_put_bar, why);
}

typedef enum err write_function(struct store *s, const struct update *u,
                                struct why *why);

static write_function *const writers[UPDATE_KIND_COUNT] = {
#define WRITER(kind) [UPDATE_##kind] = write_##kind,
    UPDATE_KINDS(WRITER)
#undef WRITER
};

enum err store_put(struct store *s, const struct update *u, struct why *why)
{
    enum err e = write_begin(s, why);

    if (!e)
        e = writers[u->kind](s, u, why);
    /* A row that breaks a rule of its table hurts nobody but itself. */
    return e && e != ERR_MISSING ? open_recover(s, e, why) : e;
}
