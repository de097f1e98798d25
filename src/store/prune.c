/* SPDX-License-Identifier: MIT */
/* Forgets what is too old: a round a day, a slice a call, so that whoever calls
 * it when nothing else happens never waits for it. Events and company figures
 * stay. */
#include "room.h"

#include "tapewatch/base/civil.h"
#include "tapewatch/store/store.h"

enum { SLICE = 1000, SYMBOLS_A_SLICE = 10 };

/* A slice of bars is at most what a few symbols have: the key finds it without
 * an index on time. */
static const char next_symbol[] = "SELECT min(symbol) FROM bar WHERE symbol>?";
static const char old_bars[] =
    "DELETE FROM bar WHERE symbol=?1 AND span=?2 AND start<?3";

#define GONE_HEADLINES                                                         \
    "(SELECT n FROM headline_row r WHERE n<>?1 AND NOT EXISTS (SELECT 1 FROM"  \
    " headline h WHERE h.source=r.source AND h.id=r.id) ORDER BY n LIMIT ?2)"

static const struct rule {
    const char *sql;   /* deletes up to ?2 rows older than ?1 */
    int days;          /* 0: as old as news may be */
    const char *words; /* first of all this, of the index of headlines' words,
                          if there is one; NULL: nothing */
} rules[] = {
    {"DELETE FROM headline WHERE (source,id) IN (SELECT source,id FROM "
     "headline WHERE max(t,coalesce(published,t))<?1 LIMIT ?2)",
     0, NULL},
    {"DELETE FROM headline_row WHERE n IN " GONE_HEADLINES, 0,
     "DELETE FROM headline_words WHERE rowid IN " GONE_HEADLINES},
    {"DELETE FROM halt WHERE (symbol,source,from_ms) IN (SELECT "
     "symbol,source,from_ms FROM halt WHERE t<?1 LIMIT ?2)",
     90, NULL},
    {"DELETE FROM calendar WHERE (symbol,type,title,at) IN (SELECT "
     "symbol,type,title,at FROM calendar WHERE max(t,at)<?1 LIMIT ?2)",
     90, NULL},
    /* Not listed any more: its lists were read again since. */
    {"DELETE FROM directory WHERE symbol IN (SELECT symbol FROM directory "
     "WHERE t<?1 AND t<(SELECT min(t) FROM directory_source)-"
     "7*86400000 LIMIT ?2)",
     30, NULL},
    {"DELETE FROM validator WHERE url IN (SELECT url FROM validator WHERE "
     "t<?1 LIMIT ?2)",
     90, NULL},
    {"DELETE FROM backoff WHERE host IN (SELECT host FROM backoff WHERE "
     "until_ms<?1 LIMIT ?2)",
     1, NULL},
};
enum { RULES = sizeof rules / sizeof *rules };

static int64_t age_of(const struct store_ages *a, enum bar_span span)
{
    return span == BAR_1d ? a->daily_ms
           : span == BAR_1h ? 3 * a->intraday_ms : a->intraday_ms;
}

static enum err prune_bars_of(struct store *s, sqlite3_stmt *st,
                              const struct store_ages *a, int64_t now_ms,
                              struct why *why)
{
    for (int span = 0; span < BAR_SPAN_COUNT; span++) {
        enum err e = ERR_OK;

        sqlite3_bind_text(st, 1, s->pruning.symbol, -1, SQLITE_STATIC);
        sqlite3_bind_int64(st, 2, bar_span_ms((enum bar_span)span));
        sqlite3_bind_int64(st, 3, now_ms - age_of(a, (enum bar_span)span));
        if (sqlite3_step(st) != SQLITE_DONE)
            e = sql_fail(s, FILE_cache, why);
        sql_reset(st);
        if (e)
            return e;
    }
    return ERR_OK;
}

/* The symbol behind the one that was done last; "" behind the last. */
static enum err find_next(struct store *s, sqlite3_stmt *next, struct why *why)
{
    const char *found;

    sqlite3_bind_text(next, 1, s->pruning.symbol, -1, SQLITE_TRANSIENT);
    if (sqlite3_step(next) != SQLITE_ROW)
        return sql_fail(s, FILE_cache, why);
    found = (const char *)sqlite3_column_text(next, 0);
    name_copy(s->pruning.symbol, sizeof s->pruning.symbol, found ? found : "");
    sql_reset(next);
    return ERR_OK;
}

static enum err prune_bars(struct store *s, const struct store_ages *a,
                           int64_t now_ms, struct why *why)
{
    sqlite3_stmt *next = NULL, *old = NULL;
    enum err e = ERR_OK;

    if (sqlite3_prepare_v2(s->db[FILE_cache], next_symbol, -1, &next, NULL) ||
        sqlite3_prepare_v2(s->db[FILE_cache], old_bars, -1, &old, NULL))
        e = sql_fail(s, FILE_cache, why);
    for (int n = 0; !e && n < SYMBOLS_A_SLICE; n++) {
        e = find_next(s, next, why);
        if (e || !s->pruning.symbol[0])
            break;
        e = prune_bars_of(s, old, a, now_ms, why);
    }
    if (!e && !s->pruning.symbol[0])
        s->pruning.step = 1; /* on with the first rule */
    sqlite3_finalize(old);
    sqlite3_finalize(next);
    return e;
}

static enum err delete_slice(struct store *s, const char *sql, int64_t before,
                             int *gone, struct why *why)
{
    sqlite3_stmt *st = NULL;
    enum err e = ERR_OK;

    if (sqlite3_prepare_v2(s->db[FILE_cache], sql, -1, &st, NULL))
        return sql_fail(s, FILE_cache, why);
    sqlite3_bind_int64(st, 1, before);
    sqlite3_bind_int64(st, 2, SLICE);
    if (sqlite3_step(st) != SQLITE_DONE)
        e = sql_fail(s, FILE_cache, why);
    *gone = sqlite3_changes(s->db[FILE_cache]);
    sqlite3_finalize(st);
    return e;
}

static enum err prune_rule(struct store *s, const struct rule *rule,
                           const struct store_ages *a, int64_t now_ms,
                           struct why *why)
{
    int64_t before =
        now_ms - (rule->days ? rule->days * MS_PER_DAY : a->news_ms);
    enum err e = ERR_OK;
    int gone = 0;

    if (rule->words && s->has_words)
        e = delete_slice(s, rule->words, before, &gone, why);
    if (!e)
        e = delete_slice(s, rule->sql, before, &gone, why);
    if (!e && gone < SLICE)
        s->pruning.step++;
    return e;
}

static enum err end_round(struct store *s, int64_t now_ms, struct why *why)
{
    struct binder b = sql_bind(s, STATEMENT_set_meta);

    s->pruning.step = 0;
    bind_key(&b, "pruned");
    bind_int(&b, now_ms);
    return sql_run(s, STATEMENT_set_meta, why);
}

static bool is_due(struct store *s, int64_t now_ms)
{
    int64_t last = 0;

    if (s->pruning.step > 0 || s->pruning.symbol[0])
        return true;
    return sql_number(s, FILE_cache,
                      "SELECT value FROM meta WHERE key='pruned'", &last,
                      NULL) != ERR_OK ||
           now_ms < last || now_ms - last >= MS_PER_DAY;
}

enum err store_prune(struct store *s, const struct store_ages *a,
                     int64_t now_ms, bool *is_done, struct why *why)
{
    enum err e;

    *is_done = !is_due(s, now_ms);
    if (*is_done)
        return ERR_OK;
    e = write_begin(s, why);
    if (!e && s->pruning.step == 0)
        e = prune_bars(s, a, now_ms, why);
    else if (!e)
        e = prune_rule(s, &rules[s->pruning.step - 1], a, now_ms, why);
    if (!e && s->pruning.step > RULES) {
        e = end_round(s, now_ms, why);
        *is_done = true;
    }
    return e ? open_recover(s, e, why) : ERR_OK;
}
