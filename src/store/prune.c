/* SPDX-License-Identifier: MIT */
/* Forgets what is too old, at most once a day, in short transactions. Daily
 * bars, events and company figures stay. */
#include "room.h"

#include "tapewatch/base/civil.h"

struct rule {
    const char *sql; /* deletes up to ?2 rows older than ?1 */
    int days;
};

enum { SLICE = 5000, SLICES_MOST = 10000 };

/* A slice of bars is at most what one symbol has of one span: the key finds
 * it without an index on time. */
static const char next_symbol[] = "SELECT min(symbol) FROM bar WHERE symbol>?";
static const char old_bars[] =
    "DELETE FROM bar WHERE symbol=?1 AND span=?2 AND start<?3";
static const struct {
    enum bar_span span;
    int days;
} bar_rules[] = {{BAR_1m, 30}, {BAR_5m, 30}, {BAR_1h, 90}};

static const struct rule rules[] = {
    {"DELETE FROM headline WHERE (source,id) IN (SELECT source,id FROM "
     "headline WHERE max(t,coalesce(published,t))<?1 LIMIT ?2)",
     90},
    {"DELETE FROM halt WHERE (symbol,source,from_ms) IN (SELECT "
     "symbol,source,from_ms FROM halt WHERE t<?1 LIMIT ?2)",
     90},
    {"DELETE FROM calendar WHERE (symbol,type,title,at) IN (SELECT "
     "symbol,type,title,at FROM calendar WHERE max(t,at)<?1 LIMIT ?2)",
     90},
    /* Not listed any more: its lists were read again since. */
    {"DELETE FROM directory WHERE symbol IN (SELECT symbol FROM directory "
     "WHERE t<?1 AND t<(SELECT min(t) FROM directory_source)-"
     "7*86400000 LIMIT ?2)",
     30},
    {"DELETE FROM validator WHERE url IN (SELECT url FROM validator WHERE "
     "t<?1 LIMIT ?2)",
     90},
    {"DELETE FROM backoff WHERE host IN (SELECT host FROM backoff WHERE "
     "until_ms<?1 LIMIT ?2)",
     1},
};

static enum err prune_bars_of(struct store *s, sqlite3_stmt *st,
                              const char *symbol, struct why *why)
{
    for (size_t i = 0; i < sizeof bar_rules / sizeof *bar_rules; i++) {
        enum err e = ERR_OK;

        sqlite3_bind_text(st, 1, symbol, -1, SQLITE_STATIC);
        sqlite3_bind_int64(st, 2, bar_span_ms(bar_rules[i].span));
        sqlite3_bind_int64(st, 3, s->now_ms - bar_rules[i].days * MS_PER_DAY);
        if (sqlite3_step(st) != SQLITE_DONE)
            e = sql_fail(s, FILE_cache, why);
        sql_reset(st);
        if (e)
            return e;
    }
    return ERR_OK;
}

static enum err prune_bars(struct store *s, struct why *why)
{
    sqlite3_stmt *next = NULL, *old = NULL;
    char symbol[SYMBOL_MAX] = "";
    enum err e = ERR_OK;

    if (sqlite3_prepare_v2(s->db[FILE_cache], next_symbol, -1, &next, NULL) ||
        sqlite3_prepare_v2(s->db[FILE_cache], old_bars, -1, &old, NULL)) {
        e = sql_fail(s, FILE_cache, why);
        goto out;
    }
    for (int n = 0; n < SLICES_MOST; n++) {
        const char *found;

        sqlite3_bind_text(next, 1, symbol, -1, SQLITE_TRANSIENT);
        if (sqlite3_step(next) != SQLITE_ROW) {
            e = sql_fail(s, FILE_cache, why);
            break;
        }
        found = (const char *)sqlite3_column_text(next, 0);
        name_copy(symbol, sizeof symbol, found ? found : "");
        sql_reset(next);
        if (!symbol[0])
            break;
        e = prune_bars_of(s, old, symbol, why);
        if (e)
            break;
    }
out:
    sqlite3_finalize(old);
    sqlite3_finalize(next);
    return e;
}

static enum err prune_rule(struct store *s, const struct rule *rule,
                           struct why *why)
{
    sqlite3_stmt *st = NULL;
    enum err e = ERR_OK;
    int gone = SLICE;

    if (sqlite3_prepare_v2(s->db[FILE_cache], rule->sql, -1, &st, NULL)) {
        e = sql_fail(s, FILE_cache, why);
        goto out;
    }
    for (int n = 0; gone == SLICE && n < SLICES_MOST; n++) {
        sqlite3_bind_int64(st, 1, s->now_ms - rule->days * MS_PER_DAY);
        sqlite3_bind_int64(st, 2, SLICE);
        if (sqlite3_step(st) != SQLITE_DONE) {
            e = sql_fail(s, FILE_cache, why);
            break;
        }
        gone = sqlite3_changes(s->db[FILE_cache]);
        sql_reset(st);
    }
out:
    sqlite3_finalize(st);
    return e;
}

enum err prune(struct store *s, struct why *why)
{
    struct binder b;
    int64_t last = 0;
    enum err e;

    e = sql_number(s, FILE_cache, "SELECT value FROM meta WHERE key='pruned'",
                   &last, NULL);
    if (!e && s->now_ms >= last && s->now_ms - last < MS_PER_DAY)
        return ERR_OK;
    e = prune_bars(s, why);
    for (size_t i = 0; !e && i < sizeof rules / sizeof *rules; i++)
        e = prune_rule(s, &rules[i], why);
    if (e)
        return e;
    b = sql_bind(s, STATEMENT_set_meta);
    bind_key(&b, "pruned");
    bind_int(&b, s->now_ms);
    return sql_run(s, STATEMENT_set_meta, why);
}
