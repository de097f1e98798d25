/* SPDX-License-Identifier: MIT */
/* Reading back: every kind's rows at once, in order of becoming known.
 *
 * Each kind has a statement sorted by t; the reader always takes the row with
 * the smallest t of all of them, so nothing is held in memory but one row of
 * each. One read transaction makes it one moment of the store. */
#include "tapewatch/store/store.h"

#include <stdlib.h>
#include <string.h>

#include "room.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/base/strbuf.h"

enum { CURSOR_EVENT = UPDATE_KIND_COUNT, CURSOR_COUNT };

struct source {
    const char *columns; /* after symbol, source, t */
    const char *past;  /* in place of t where the past is played; NULL: t */
    const char *limit; /* further condition or NULL: ?4 bars, ?5 headlines */
    const char *order;   /* among rows of the same t */
    bool (*fill)(struct row *r, struct update *u);
};

#define COMMA_NAME(n) #n ","
/* clang-format off */
static const struct source sources[CURSOR_COUNT] = {
    [UPDATE_instrument] = {
        .columns = "type,name,venue,currency,sector,groups,shares,"
                   "shares_asof,shares_kind,shares_source,cik FROM instrument",
        .past = "min(t,coalesce((SELECT min(start) FROM bar WHERE"
                " bar.symbol=instrument.symbol AND span=86400000),t))",
        .order = "symbol", .fill = row_instrument},
    [UPDATE_quote] = {
        .columns = QUOTE_NUMBERS(COMMA_NAME)
                   "as_of,ext_as_of,delay_s,session,ext_session FROM quote",
        .order = "symbol,source", .fill = row_quote},
    [UPDATE_bar] = { /* daily bars are few, and always wanted */
        .columns = "span,start,open,high,low,close,volume FROM bar",
        .past = "CASE WHEN t<=start+span THEN t ELSE bar_known(symbol,"
                "(SELECT type FROM instrument WHERE symbol=bar.symbol),"
                "span,start,t) END",
        .limit = " AND (start>=?4 OR span=86400000)",
        .order = "symbol,span,start", .fill = row_bar},
    [UPDATE_headline] = {
        .columns = "id,title,summary,publisher,url,published,symbols"
                   " FROM headline",
        .limit = " AND coalesce(published,t)>=?5",
        .order = "source,id", .fill = row_headline},
    [UPDATE_fact] = {
        .columns = "concept,start,\"end\",value,unit,form,filed,accn"
                   " FROM fact",
        .past = "fact_known(filed,t)",
        .order = "symbol,concept,\"end\",start,filed,accn,value",
        .fill = row_fact},
    [UPDATE_action] = {
        .columns = "type,ex,ratio,amount FROM action",
        .order = "symbol,type,ex", .fill = row_action},
    [UPDATE_halt] = {
        .columns = "code,from_ms,until_ms FROM halt",
        .order = "symbol,source,from_ms", .fill = row_halt},
    [UPDATE_calendar] = {
        .columns = "type,title,at,confirmed FROM calendar",
        .order = "symbol,type,title,at", .fill = row_calendar},
    [UPDATE_status] = {
        .columns = "state,reason,retry_at FROM status",
        .order = "source,symbol", .fill = row_status},
    [UPDATE_plan] = {
        .columns = "concept,value,low,high,unit,period,text,url FROM plan",
        .order = "n", .fill = row_plan},
    [CURSOR_EVENT] = {
        .columns = "session,state,severity,official,acknowledged,opened_t,"
                   "opened_price,opened_measure,worst_t,worst_price,"
                   "worst_measure,last_t,last_price,last_measure,price,"
                   "prev_close,change_pct,cap_change,cap_change_usd,shares,"
                   "shares_asof,rank,rank_own,reopened,told,told_count"
                   " FROM event",
        .order = "symbol,session,rule"},
};
/* clang-format on */
#undef COMMA_NAME

struct span { /* what is asked for */
    int64_t seq, since, until, bars_from, headlines_from;
    const char *const *symbols;
    size_t symbol_count;
    bool is_past; /* what was fetched later was known when it was over */
};

struct cursor {
    sqlite3_stmt *st;
    int64_t t;
    bool has_row;
};

static enum err step(struct store *s, struct cursor *c,
                     const struct span *want, struct why *why)
{
    int rc = sqlite3_step(c->st);

    c->has_row = rc == SQLITE_ROW;
    if (!c->has_row)
        return rc == SQLITE_DONE ? ERR_OK : sql_fail(s, FILE_cache, why);
    c->t = sqlite3_column_int64(c->st, 2);
    c->has_row = c->t <= want->until; /* they come in order of t */
    return ERR_OK;
}

static void bind_named(sqlite3_stmt *st, const char *name, int64_t v)
{
    int at = sqlite3_bind_parameter_index(st, name);

    if (at > 0)
        sqlite3_bind_int64(st, at, v);
}

static enum err open_cursor(struct store *s, int kind, const struct span *want,
                            struct cursor *c, struct why *why)
{
    const struct source *from = &sources[kind];
    bool is_past = want->is_past && from->past;
    struct strbuf sql = {0};
    int rc;

    /* All rows: in the order of the key. A few new ones: by the index. */
    strbuf_format(&sql,
                  "SELECT symbol,%s,%s,%s WHERE %sseq>?1%s%s ORDER BY 3,%s",
                  kind == CURSOR_EVENT ? "rule" : "source",
                  is_past ? from->past : "t", from->columns,
                  want->seq > 0 ? "" : "+",
                  is_past ? "" : " AND t>=?2 AND t<=?3",
                  from->limit ? from->limit : "", from->order);
    rc = sqlite3_prepare_v2(s->db[FILE_cache], sql.text, -1, &c->st, NULL);
    strbuf_done(&sql);
    if (rc != SQLITE_OK)
        return sql_fail(s, FILE_cache, why);
    sqlite3_bind_int64(c->st, 1, want->seq);
    bind_named(c->st, "?2", want->since);
    bind_named(c->st, "?3", want->until);
    bind_named(c->st, "?4", want->bars_from);
    bind_named(c->st, "?5", want->headlines_from);
    return step(s, c, want, why);
}

static bool is_wanted_symbol(const struct span *want, const char *symbol)
{
    for (size_t i = 0; i < want->symbol_count; i++)
        if (strcmp(want->symbols[i], symbol) == 0)
            return true;
    return false;
}

static bool is_wanted(const struct span *want, const struct update *u)
{
    if (!want->symbols || is_wanted_symbol(want, u->symbol))
        return true;
    if (u->kind == UPDATE_headline)
        for (size_t i = 0; i < u->of.headline.symbol_count; i++)
            if (is_wanted_symbol(want, u->of.headline.symbols[i]))
                return true;
    return false;
}

static void give_update(struct store *s, int kind, struct cursor *c,
                        const struct span *want, const struct store_reader *r)
{
    struct row row = {.s = s, .st = c->st};
    char symbol[SYMBOL_MAX], source[SOURCE_MAX];
    struct update *u;

    row_name(&row, symbol, sizeof symbol);
    row_name(&row, source, sizeof source);
    row.at++;
    u = updates_add(&s->scratch, c->t, (enum update_kind)kind, symbol, source);
    if ((!symbol[0] || symbol_is_valid(symbol)) &&
        sources[kind].fill(&row, u) && is_wanted(want, u) && r->update)
        r->update(r->self, u);
    updates_clear(&s->scratch);
}

static void give_event(struct store *s, struct cursor *c,
                       const struct span *want, const struct store_reader *r)
{
    struct row row = {.s = s, .st = c->st};
    struct event e = {.changed = c->t};

    row_name(&row, e.key.symbol, sizeof e.key.symbol);
    row_name(&row, e.key.rule, sizeof e.key.rule);
    row.at++;
    e.key.session = (int32_t)row_int(&row);
    if (row_event(&row, &e) && r->event &&
        (!want->symbols || is_wanted_symbol(want, e.key.symbol)))
        r->event(r->self, &e);
    updates_clear(&s->scratch);
}

/* The kind whose next row became known first; -1 at the end. */
static int earliest(const struct cursor *c)
{
    int best = -1;

    for (int i = 0; i < CURSOR_COUNT; i++)
        if (c[i].has_row && (best < 0 || c[i].t < c[best].t))
            best = i;
    return best;
}

static enum err give_earliest(struct store *s, struct cursor *cursors,
                              const struct span *want,
                              const struct store_reader *r, struct why *why)
{
    int i = earliest(cursors);

    if (i < 0)
        return ERR_END;
    if (i == CURSOR_EVENT)
        give_event(s, &cursors[i], want, r);
    else
        give_update(s, i, &cursors[i], want, r);
    return step(s, &cursors[i], want, why);
}

static void close_cursors(struct cursor *cursors)
{
    for (int i = 0; i < CURSOR_COUNT; i++)
        sqlite3_finalize(cursors[i].st);
}

static enum err read_span(struct store *s, const struct span *want,
                          const struct store_reader *r, struct why *why)
{
    struct cursor cursors[CURSOR_COUNT] = {{0}};
    enum err e = ERR_OK;

    for (int i = 0; !e && i < CURSOR_COUNT; i++)
        e = open_cursor(s, i, want, &cursors[i], why);
    while (!e)
        e = give_earliest(s, cursors, want, r, why);
    close_cursors(cursors);
    return e == ERR_END ? ERR_OK : e;
}

static enum err begin_reading(struct store *s, int64_t *seq, struct why *why)
{
    enum err e;

    if (s->is_in_turn) { /* then our own rows are part of it */
        *seq = s->seq - 1;
        return ERR_OK;
    }
    e = open_same_cache(s, why);
    if (!e)
        e = sql_exec(s, FILE_cache, "BEGIN", why);
    if (e)
        return e;
    *seq = 0;
    e = sql_number(s, FILE_cache, "SELECT value FROM meta WHERE key='seq'", seq,
                   why);
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static enum err end_reading(struct store *s, enum err e, struct why *why)
{
    if (!s->is_in_turn && s->db[FILE_cache])
        sqlite3_exec(s->db[FILE_cache], "ROLLBACK", NULL, NULL, NULL);
    return e ? open_recover(s, e, why) : ERR_OK;
}

enum err store_read(struct store *s, uint64_t *seq, int64_t bars_from_ms,
                    int64_t headlines_from_ms, const struct store_reader *r,
                    struct why *why)
{
    struct span want = {.seq = (int64_t)*seq,
                        .since = INT64_MIN,
                        .until = INT64_MAX,
                        .bars_from = bars_from_ms,
                        .headlines_from = headlines_from_ms};
    int64_t now_seq = 0;
    enum err e = begin_reading(s, &now_seq, why);

    if (!e && want.seq > now_seq)
        want.seq = 0; /* the file was made anew: all of it is new */
    if (!e && (want.seq < now_seq || s->is_in_turn))
        e = read_span(s, &want, r, why);
    e = end_reading(s, e, why);
    if (!e)
        *seq = (uint64_t)now_seq;
    return e;
}

enum err store_export(struct store *s, int64_t since_ms, int64_t until_ms,
                      const char *const *symbols, size_t n,
                      const struct store_reader *r, struct why *why)
{
    struct span want = {.since = since_ms ? since_ms : INT64_MIN,
                        .until = until_ms ? until_ms : INT64_MAX,
                        .bars_from = INT64_MIN,
                        .headlines_from = INT64_MIN,
                        .symbols = symbols,
                        .symbol_count = n};
    int64_t seq;
    enum err e = begin_reading(s, &seq, why);

    if (!e)
        e = read_span(s, &want, r, why);
    return end_reading(s, e, why);
}

/* ---- in slices */

struct store_past {
    struct store *store;
    struct span want;
    struct cursor cursors[CURSOR_COUNT];
    int opened; /* so many of them */
};

enum err store_past_open(const char *folder, int64_t now_ms,
                         int64_t bars_from_ms, struct store_past **out,
                         struct why *why)
{
    struct store *s = NULL;
    enum err e = store_open(folder, true, now_ms, &s, NULL, why);

    if (!e)
        e = known_register(s, why);
    if (!e)
        e = sql_exec(s, FILE_cache, "BEGIN", why);
    if (e) {
        store_close(s);
        return e;
    }
    *out = mem_new(1, sizeof **out);
    (*out)->store = s;
    (*out)->want = (struct span){.since = INT64_MIN,
                                 .until = now_ms,
                                 .bars_from = bars_from_ms,
                                 .headlines_from = INT64_MIN,
                                 .is_past = true};
    return ERR_OK;
}

/* A cursor's first row is that of a sort: the dearest step of all. */
enum err store_past_next(struct store_past *p, size_t most,
                         const struct store_reader *r, struct why *why)
{
    enum err e = ERR_OK;

    if (p->opened < CURSOR_COUNT) {
        e = open_cursor(p->store, p->opened, &p->want,
                        &p->cursors[p->opened], why);
        p->opened++;
        return e;
    }
    for (size_t i = 0; !e && i < most; i++)
        e = give_earliest(p->store, p->cursors, &p->want, r, why);
    return e;
}

void store_past_close(struct store_past *p)
{
    if (!p)
        return;
    close_cursors(p->cursors);
    sqlite3_exec(p->store->db[FILE_cache], "ROLLBACK", NULL, NULL, NULL);
    store_close(p->store);
    free(p);
}
