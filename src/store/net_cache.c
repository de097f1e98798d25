/* SPDX-License-Identifier: MIT */
/* What makes asking again polite after a restart: back-offs of hosts and
 * validators of URLs. Part of the turn's transaction. */
#include "room.h"
#include "tapewatch/store/store.h"

enum err store_set_backoff(struct store *s, const char *host, int64_t until_ms,
                           unsigned failures, struct why *why)
{
    bool is_over = failures == 0 && until_ms == 0;
    enum statement n = is_over ? STATEMENT_drop_backoff : STATEMENT_put_backoff;
    enum err e = write_begin(s, why);
    struct binder b;

    if (e)
        return open_recover(s, e, why);
    b = sql_bind(s, n);
    bind_key(&b, host);
    if (!is_over) {
        bind_int(&b, until_ms);
        bind_int(&b, failures);
    }
    e = sql_run(s, n, why);
    return e ? open_recover(s, e, why) : ERR_OK;
}

enum err store_backoffs(struct store *s, void *self,
                        void (*give)(void *self, const char *host,
                                     int64_t until_ms, unsigned failures),
                        struct why *why)
{
    struct row row = {.s = s, .st = s->statements[STATEMENT_get_backoffs]};
    enum err e = ERR_OK;
    int rc;

    if (!s->db[FILE_cache])
        return ERR_OK;
    while ((rc = sqlite3_step(row.st)) == SQLITE_ROW) {
        const char *host;
        int64_t until;

        row.at = 0;
        host = row_text(&row);
        until = row_int(&row);
        if (host)
            give(self, host, until, (unsigned)row_int(&row));
        updates_clear(&s->scratch);
    }
    if (rc != SQLITE_DONE)
        e = sql_fail(s, FILE_cache, why);
    sql_reset(row.st);
    return e;
}

bool store_validators(struct store *s, const char *url, int64_t since_ms,
                      char etag[128], char last_modified[64])
{
    struct row row = {.s = s, .st = s->statements[STATEMENT_get_validator]};
    bool found;

    if (!s->db[FILE_cache])
        return false;
    sqlite3_bind_text(row.st, 1, url, -1, SQLITE_STATIC);
    sqlite3_bind_int64(row.st, 2, since_ms);
    found = sqlite3_step(row.st) == SQLITE_ROW;
    if (found) {
        row_name(&row, etag, 128);
        row_name(&row, last_modified, 64);
        updates_clear(&s->scratch);
    }
    sql_reset(row.st);
    return found;
}

enum err store_set_validators(struct store *s, const char *url,
                              const char *etag, const char *last_modified,
                              int64_t t, struct why *why)
{
    enum err e = write_begin(s, why);
    struct binder b;

    if (e)
        return open_recover(s, e, why);
    b = sql_bind(s, STATEMENT_put_validator);
    bind_key(&b, url);
    bind_text(&b, etag);
    bind_text(&b, last_modified);
    bind_int(&b, t);
    e = sql_run(s, STATEMENT_put_validator, why);
    return e ? open_recover(s, e, why) : ERR_OK;
}
