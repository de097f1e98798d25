/* SPDX-License-Identifier: MIT */
/* Looking for words in the headlines that are kept.
 *
 * An FTS5 table has the words of each headline in the form that all matching
 * is done in, so that its tokenizer has nothing to decide and what is looked
 * for has no character of its syntax. The index follows the table of
 * headlines by its commits: meta has the `seq` up to which it has come. What
 * is newer (a row that changed, an older file, one that a program without
 * FTS5 wrote) is read and compared; without FTS5 that is all of them. */
#include <string.h>

#include "room.h"
#include "tapewatch/base/words.h"
#include "tapewatch/store/store.h"

enum { INDEXED_A_TURN = 500 }; /* and the rest of its commit */

static const char make_index[] =
    "CREATE VIRTUAL TABLE IF NOT EXISTS headline_words"
    " USING fts5(title,summary,tokenize='ascii')";
static const char try_index[] = "SELECT rowid FROM headline_words LIMIT 1";
static const char words_seq[] =
    "SELECT value FROM meta WHERE key='words_seq'";
static const char newer[] =
    "SELECT seq,source,id,title,summary FROM headline WHERE seq>?1"
    " ORDER BY seq";
static const char put_number[] =
    "INSERT INTO headline_row(source,id) VALUES(?1,?2) ON CONFLICT DO NOTHING";
static const char put_words[] =
    "INSERT OR REPLACE INTO headline_words(rowid,title,summary)"
    " SELECT n,?3,?4 FROM headline_row WHERE source=?1 AND id=?2";

#define FOUND_COLUMNS                                                          \
    "SELECT h.symbol,h.source,h.t,h.id,h.title,h.summary,h.publisher,h.url,"   \
    "h.published,h.symbols,coalesce(h.published,h.t) AS time"
#define FOUND_WHEN                                                             \
    " AND time BETWEEN ?2 AND ?3 ORDER BY time DESC,h.source,h.id"
static const char find_indexed[] =
    FOUND_COLUMNS " FROM headline_words w JOIN headline_row r ON r.n=w.rowid"
    " JOIN headline h ON h.source=r.source AND h.id=r.id"
    " WHERE headline_words MATCH ?4 AND h.seq<=?1" FOUND_WHEN;
static const char find_newer[] =
    FOUND_COLUMNS " FROM headline h WHERE h.seq>?1" FOUND_WHEN;
enum { COLUMN_TITLE = 4, COLUMN_SUMMARY, COLUMN_TIME = 10 };

static enum err prepare(struct store *s, const char *sql, sqlite3_stmt **out,
                        struct why *why)
{
    if (sqlite3_prepare_v2(s->db[FILE_cache], sql, -1, out, NULL) != SQLITE_OK)
        return sql_fail(s, FILE_cache, why);
    return ERR_OK;
}

void search_set_up(struct store *s)
{
    sqlite3_stmt *st = NULL;

    if (!s->read_only)
        (void)sqlite3_exec(s->db[FILE_cache], make_index, NULL, NULL, NULL);
    s->has_words = prepare(s, try_index, &st, NULL) == ERR_OK;
    s->has_new_words = s->has_words && !s->read_only;
    sqlite3_finalize(st);
}

static int64_t indexed_seq(struct store *s)
{
    int64_t seq = 0;

    if (s->has_words)
        (void)sql_number(s, FILE_cache, words_seq, &seq, NULL);
    return seq;
}

/* ---- the index */

static void bind_words(sqlite3_stmt *st, int at, const char *text,
                       struct strbuf *words)
{
    strbuf_clear(words);
    words_put(words, text);
    sqlite3_bind_text(st, at, strbuf_text(words), -1, SQLITE_STATIC);
}

static const char *column(sqlite3_stmt *st, int at)
{
    return (const char *)sqlite3_column_text(st, at);
}

/* The row that `from` is on, into the index. */
static enum err index_row(struct store *s, sqlite3_stmt *from,
                          sqlite3_stmt *const put[2], struct why *why)
{
    struct strbuf words[2] = {{0}, {0}};
    enum err e = ERR_OK;

    for (int i = 0; i < 2; i++) {
        sqlite3_bind_text(put[i], 1, column(from, 1), -1, SQLITE_TRANSIENT);
        sqlite3_bind_text(put[i], 2, column(from, 2), -1, SQLITE_TRANSIENT);
    }
    for (int i = 0; i < 2; i++)
        bind_words(put[1], 3 + i, column(from, 3 + i), &words[i]);
    for (int i = 0; !e && i < 2; i++)
        if (sqlite3_step(put[i]) != SQLITE_DONE)
            e = sql_fail(s, FILE_cache, why);
    for (int i = 0; i < 2; i++) {
        sql_reset(put[i]);
        strbuf_done(&words[i]);
    }
    return e;
}

/* From the first that is not in it; *seq: how far it has come. A commit is
 * never taken in part. */
static enum err index_newer(struct store *s, sqlite3_stmt *from,
                            sqlite3_stmt *const put[2], int64_t *seq,
                            struct why *why)
{
    int rc, n = 0;
    enum err e;

    sqlite3_bind_int64(from, 1, *seq);
    while ((rc = sqlite3_step(from)) == SQLITE_ROW) {
        int64_t next = sqlite3_column_int64(from, 0);

        if (n >= INDEXED_A_TURN && next != *seq)
            return ERR_OK;
        e = index_row(s, from, put, why);
        if (e)
            return e;
        *seq = next;
        n++;
    }
    if (rc != SQLITE_DONE)
        return sql_fail(s, FILE_cache, why);
    s->has_new_words = false;
    return ERR_OK;
}

enum err search_index(struct store *s, struct why *why)
{
    sqlite3_stmt *from = NULL, *put[2] = {NULL, NULL};
    int64_t before = indexed_seq(s), seq = before;
    struct binder b;
    enum err e = prepare(s, newer, &from, why);

    if (!e)
        e = prepare(s, put_number, &put[0], why);
    if (!e)
        e = prepare(s, put_words, &put[1], why);
    if (!e)
        e = index_newer(s, from, put, &seq, why);
    sqlite3_finalize(from);
    sqlite3_finalize(put[0]);
    sqlite3_finalize(put[1]);
    if (e || seq == before)
        return e;
    b = sql_bind(s, STATEMENT_set_meta);
    bind_key(&b, "words_seq");
    bind_int(&b, seq);
    return sql_run(s, STATEMENT_set_meta, why);
}

/* ---- the search */

/* What is looked for as FTS5 writes it: each in quotes, which no word has. */
static void match_of(const char *wanted, struct strbuf *out)
{
    struct wanted_words w = {.is_beginning = false};

    while (words_next(&wanted, &w))
        strbuf_format(out, "\"%s\"%s ", strbuf_text(&w.words),
                      w.is_beginning ? "*" : "");
    strbuf_done(&w.words);
}

struct search_cursor {
    sqlite3_stmt *st;
    const char *wanted; /* compared with each row; NULL: it is in the index */
    int64_t time;
    bool has_row;
};

static bool fits(const struct search_cursor *c)
{
    const char *const texts[] = {column(c->st, COLUMN_TITLE),
                                 column(c->st, COLUMN_SUMMARY)};

    return !c->wanted || words_fit(c->wanted, texts, 2);
}

static enum err next(struct store *s, struct search_cursor *c, struct why *why)
{
    int rc;

    do
        rc = sqlite3_step(c->st);
    while (rc == SQLITE_ROW && !fits(c));
    c->has_row = rc == SQLITE_ROW;
    if (c->has_row)
        c->time = sqlite3_column_int64(c->st, COLUMN_TIME);
    else if (rc != SQLITE_DONE)
        return sql_fail(s, FILE_cache, why);
    return ERR_OK;
}

static enum err open_search(struct store *s, const char *sql,
                            const struct store_news_query *q, int64_t seq,
                            struct search_cursor *c, struct why *why)
{
    enum err e = prepare(s, sql, &c->st, why);

    if (e)
        return e;
    sqlite3_bind_int64(c->st, 1, seq);
    sqlite3_bind_int64(c->st, 2, q->since_ms ? q->since_ms : INT64_MIN);
    sqlite3_bind_int64(c->st, 3, q->until_ms ? q->until_ms : INT64_MAX);
    return ERR_OK;
}

static void give(struct store *s, const struct search_cursor *c,
                 const struct store_news_finder *f)
{
    struct row row = {.s = s, .st = c->st};
    char symbol[SYMBOL_MAX], source[SOURCE_MAX];
    struct update *u;
    int64_t t;

    row_name(&row, symbol, sizeof symbol);
    row_name(&row, source, sizeof source);
    t = row_int(&row);
    u = updates_add(&s->scratch, t, UPDATE_headline, symbol, source);
    if ((!symbol[0] || symbol_is_valid(symbol)) && row_headline(&row, u))
        f->found(f->self, u);
    updates_clear(&s->scratch);
}

static enum err open_both(struct store *s, const struct store_news_query *q,
                          const char *match, struct search_cursor c[2],
                          struct why *why)
{
    int64_t seq = indexed_seq(s);
    enum err e = ERR_OK;

    if (!q->wanted)
        seq = -1; /* all rows, without the index */
    else if (s->has_words) {
        e = open_search(s, find_indexed, q, seq, &c[0], why);
        if (!e)
            sqlite3_bind_text(c[0].st, 4, match, -1, SQLITE_STATIC);
        if (!e)
            e = next(s, &c[0], why);
    }
    c[1].wanted = q->wanted;
    if (!e)
        e = open_search(s, find_newer, q, seq, &c[1], why);
    return e ? e : next(s, &c[1], why);
}

static enum err search(struct store *s, const struct store_news_query *q,
                       const char *match, const struct store_news_finder *f,
                       struct why *why)
{
    struct search_cursor c[2] = {{.st = NULL}, {.st = NULL}};
    enum err e = open_both(s, q, match, c, why);

    for (size_t n = 0; !e && n < q->most && (c[0].has_row || c[1].has_row);
         n++) {
        struct search_cursor *newest =
            !c[1].has_row || (c[0].has_row && c[0].time >= c[1].time) ? &c[0]
                                                                     : &c[1];
        give(s, newest, f);
        e = next(s, newest, why);
    }
    sqlite3_finalize(c[0].st);
    sqlite3_finalize(c[1].st);
    return e;
}

enum err store_search_news(struct store *s, const struct store_news_query *q,
                           const struct store_news_finder *f, struct why *why)
{
    struct strbuf match = {0};
    bool is_ours = false;
    enum err e = ERR_OK;

    if (q->wanted)
        match_of(q->wanted, &match);
    if ((q->wanted && match.len == 0) || !s->db[FILE_cache])
        goto out;
    if (!s->is_in_turn) { /* one moment of the store for both */
        e = open_same_cache(s, why);
        if (!e)
            e = sql_exec(s, FILE_cache, "BEGIN", why);
        is_ours = !e;
    }
    if (!e)
        e = search(s, q, strbuf_text(&match), f, why);
    if (is_ours)
        (void)sql_exec(s, FILE_cache, "COMMIT", NULL);
    if (e)
        e = open_recover(s, e, why);
out:
    strbuf_done(&match);
    return e;
}
