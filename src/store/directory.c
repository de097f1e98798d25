/* SPDX-License-Identifier: MIT */
/* The directory of all that is listed. A search reads its 12,000 rows once
 * and ranks them here: that takes milliseconds, and no index of words. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "room.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/store/store.h"

static enum err put(struct store *s, const struct update *u, struct why *why)
{
    const struct instrument *i = &u->of.instrument;
    struct binder b = sql_bind(s, STATEMENT_put_directory);

    bind_key(&b, u->symbol);
    bind_key(&b, u->source);
    bind_int(&b, u->t);
    bind_text(&b, i->name);
    bind_text(&b, i->venue);
    bind_text(&b, instrument_type_name(i->type));
    bind_text(&b, i->cik);
    return sql_run(s, STATEMENT_put_directory, why);
}

static enum err put_source(struct store *s, const struct update *u,
                           struct why *why)
{
    struct binder b = sql_bind(s, STATEMENT_put_directory_source);

    bind_key(&b, u->source);
    bind_int(&b, u->t);
    return sql_run(s, STATEMENT_put_directory_source, why);
}

enum err store_directory_put(struct store *s, const struct updates *u,
                             struct why *why)
{
    const struct update *last = NULL;
    enum err e = write_begin(s, why);

    for (size_t i = 0; !e && i < u->count; i++) {
        if (u->items[i].kind != UPDATE_instrument || !u->items[i].symbol[0])
            continue;
        last = &u->items[i];
        e = put(s, last, why);
    }
    if (!e && last)
        e = put_source(s, last, why);
    return e ? open_recover(s, e, why) : ERR_OK;
}

int64_t store_directory_ms(struct store *s, const char *source)
{
    sqlite3_stmt *st = s->statements[STATEMENT_get_directory_source];
    int64_t t = 0;

    if (!s->db[FILE_cache])
        return 0;
    sqlite3_bind_text(st, 1, source, -1, SQLITE_STATIC);
    if (sqlite3_step(st) == SQLITE_ROW)
        t = sqlite3_column_int64(st, 0);
    sql_reset(st);
    return t;
}

bool store_directory_cik(struct store *s, const char *symbol,
                         char cik[CIK_MAX])
{
    struct row row = {.s = s, .st = s->statements[STATEMENT_get_directory_cik]};
    char found[CIK_MAX] = "";

    if (!s->db[FILE_cache])
        return false;
    sqlite3_bind_text(row.st, 1, symbol, -1, SQLITE_STATIC);
    if (sqlite3_step(row.st) == SQLITE_ROW)
        row_name(&row, found, sizeof found);
    sql_reset(row.st);
    updates_clear(&s->scratch);
    if (!found[0])
        return false;
    memcpy(cik, found, sizeof found);
    return true;
}

/* ---- search */

enum { WORDS_MAX = 8, NO_MATCH = 1000 };

struct word {
    const char *at;
    size_t n;
};

static size_t cut_words(const char *text, struct word words[WORDS_MAX])
{
    size_t count = 0;

    while (count < WORDS_MAX) {
        text += strspn(text, " \t");
        words[count].at = text;
        words[count].n = strcspn(text, " \t");
        if (words[count].n == 0)
            break;
        text += words[count++].n;
    }
    return count;
}

static bool is_letter(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* 2 and 3: the name's first word, or its beginning; 4 and 5: another's. */
static int rank_in_name(const char *name, struct word w)
{
    int first = 2;

    for (const char *at = name; *at;) {
        size_t n = 0;

        while (is_letter(at[n]))
            n++;
        if (n && strncasecmp(at, w.at, w.n) == 0)
            return first + (is_letter(at[w.n]) ? 1 : 0);
        first = n ? 4 : first;
        at += n ? n : 1;
    }
    return NO_MATCH;
}

static int rank_of(const char *symbol, const char *name, struct word w)
{
    if (strncasecmp(symbol, w.at, w.n) == 0)
        return symbol[w.n] ? 1 : 0;
    return rank_in_name(name, w);
}

struct found {
    int rank;
    struct instrument is; /* texts in the store's scratch */
};

static bool goes_before(const struct found *a, const struct found *b)
{
    size_t n = strlen(a->is.symbol), m = strlen(b->is.symbol);

    if (a->rank != b->rank)
        return a->rank < b->rank;
    if (n != m)
        return n < m;
    return strcmp(a->is.symbol, b->is.symbol) < 0;
}

struct best {
    struct found all[STORE_FOUND_MAX];
    size_t count, most;
};

static void keep(struct best *b, const struct found *f)
{
    size_t at = b->count;

    while (at > 0 && goes_before(f, &b->all[at - 1]))
        at--;
    if (at == b->most)
        return;
    b->count += b->count < b->most;
    memmove(&b->all[at + 1], &b->all[at],
            (b->count - at - 1) * sizeof b->all[0]);
    b->all[at] = *f;
}

/* The texts stay in the scratch until the search ends: only of those that
 * were among the best for a while. */
static void read_row(struct row *row, struct found *f)
{
    row->at++; /* the symbol is there */
    f->is.name = row_text(row);
    f->is.venue = row_text(row);
    f->is.type = instrument_type_from_name(row_raw(row));
    row_name(row, f->is.cik, sizeof f->is.cik);
    f->is.shares_asof = NO_DATE;
}

static int rank_row(sqlite3_stmt *st, const struct word *words, size_t count)
{
    const char *symbol = (const char *)sqlite3_column_text(st, 0);
    const char *name = (const char *)sqlite3_column_text(st, 1);
    int rank = 0;

    for (size_t i = 0; i < count && rank < NO_MATCH; i++)
        rank += rank_of(symbol ? symbol : "", name ? name : "", words[i]);
    return rank;
}

enum err store_directory_search(struct store *s, const char *words,
                                size_t most, const struct store_finder *f,
                                struct why *why)
{
    struct word list[WORDS_MAX];
    size_t count = cut_words(words, list);
    struct best best = {
        .most = most < STORE_FOUND_MAX ? most : STORE_FOUND_MAX};
    sqlite3_stmt *st = s->statements[STATEMENT_get_directory];
    enum err e = ERR_OK;
    int rc;

    if (!s->db[FILE_cache] || count == 0 || best.most == 0)
        return ERR_OK;
    while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
        struct found one = {.rank = rank_row(st, list, count)};

        if (one.rank >= NO_MATCH)
            continue;
        name_copy(one.is.symbol, sizeof one.is.symbol,
                  (const char *)sqlite3_column_text(st, 0));
        if (!symbol_is_valid(one.is.symbol) ||
            (best.count == best.most &&
             !goes_before(&one, &best.all[best.count - 1])))
            continue;
        read_row(&(struct row){.s = s, .st = st}, &one);
        keep(&best, &one);
    }
    if (rc != SQLITE_DONE)
        e = sql_fail(s, FILE_cache, why);
    sql_reset(st);
    for (size_t i = 0; !e && i < best.count; i++)
        f->found(f->self, &best.all[i].is);
    updates_clear(&s->scratch);
    return e;
}
