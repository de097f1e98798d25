/* SPDX-License-Identifier: MIT */
/* One SQLite file: connected, set up, brought to today's tables, checked. */
#include "room.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "tapewatch/base/strbuf.h"

enum { BUSY_TRIES = 60, BUSY_MS = 50 };

/* The whole program lives in 12 MB: small page caches. */
static const char *const set_up[FILE_COUNT] = {
    [FILE_cache] = "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;"
                   "PRAGMA cache_size=-512; PRAGMA synchronous=NORMAL;"
                   "PRAGMA wal_autocheckpoint=1000;"
                   "PRAGMA journal_size_limit=4194304",
    [FILE_user] = "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;"
                  "PRAGMA foreign_keys=ON; PRAGMA cache_size=-128;"
                  "PRAGMA synchronous=FULL;"
                  "PRAGMA journal_size_limit=1048576",
};

/* The change of the journal does not wait for another program that has just
 * made the same file. */
static int step_patiently(sqlite3_stmt *st)
{
    int rc = sqlite3_step(st);

    for (int n = 0; (rc & 0xff) == SQLITE_BUSY && n < BUSY_TRIES; n++) {
        sqlite3_reset(st);
        sqlite3_sleep(BUSY_MS);
        rc = sqlite3_step(st);
    }
    return rc;
}

/* Write-ahead logging shares memory between programs, which a network file
 * system cannot do. */
static enum err set_journal(struct store *s, enum file f, struct why *notice,
                            struct why *why)
{
    bool is_remote = file_is_remote(s->folder);
    sqlite3_stmt *st = NULL;
    enum err e = ERR_OK;
    const char *said;
    int rc;

    rc = sqlite3_prepare_v2(s->db[f],
                            is_remote ? "PRAGMA journal_mode=DELETE"
                                      : "PRAGMA journal_mode=WAL",
                            -1, &st, NULL);
    if (rc == SQLITE_OK)
        rc = step_patiently(st);
    if (rc != SQLITE_ROW) {
        e = sql_fail(s, f, why);
        goto out;
    }
    said = (const char *)sqlite3_column_text(st, 0);
    if (said && strcmp(said, "wal") != 0)
        why_set(notice, ERR_OK,
                "%s is on a network file system: it is used more slowly, and "
                "by one tapewatch at a time",
                s->folder);
out:
    sqlite3_finalize(st);
    return e;
}

/* Percent-encodes what a file: URI would take for something else. */
static void uri_of(const char *path, struct strbuf *out)
{
    strbuf_add(out, "file:");
    for (; *path; path++) {
        if (strchr("?#%", *path))
            strbuf_format(out, "%%%02X", (unsigned char)*path);
        else
            strbuf_add_char(out, *path);
    }
    strbuf_add(out, "?immutable=1");
}

static bool has_log(const struct store *s, enum file f)
{
    char wal[32];

    (void)!snprintf(wal, sizeof wal, "%s-wal", file_name(f));
    return file_size(s, wal) >= 0;
}

bool connect_is_outdated(const struct store *s, enum file f)
{
    return s->is_still[f] && has_log(s, f);
}

static int open_handle(struct store *s, enum file f)
{
    char path[PATH_MAX];
    struct strbuf uri = {0};
    int flags = SQLITE_OPEN_NOMUTEX, rc;

    file_path(s, file_name(f), path, sizeof path);
    if (!s->read_only)
        return sqlite3_open_v2(path, &s->db[f], flags | SQLITE_OPEN_READWRITE,
                               NULL);
    s->is_still[f] = !has_log(s, f);
    if (!s->is_still[f])
        return sqlite3_open_v2(path, &s->db[f], flags | SQLITE_OPEN_READONLY,
                               NULL);
    /* Nobody has it open: this way SQLite makes no files beside it. */
    uri_of(path, &uri);
    rc = sqlite3_open_v2(uri.text, &s->db[f],
                         flags | SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
    strbuf_done(&uri);
    return rc;
}

enum err connect_file(struct store *s, enum file f, struct why *notice,
                      struct why *why)
{
    enum err e;

    if (f == FILE_cache)
        s->inode = file_inode(s, file_name(f));
    if (open_handle(s, f) != SQLITE_OK)
        return sql_fail(s, f, why);
    sqlite3_extended_result_codes(s->db[f], 1);
    sqlite3_busy_timeout(s->db[f], 3000);
    if (!s->read_only && sqlite3_db_readonly(s->db[f], "main") == 1)
        return why_set(why, ERR_IO,
                       "%s/%s: may not be written: make it and its folder "
                       "writable",
                       s->folder, file_name(f));
    e = sql_exec(s, f, set_up[f], why);
    if (!e && !s->read_only)
        e = set_journal(s, f, notice, why);
    if (!e)
        e = migrate(s, f, why);
    if (!e)
        e = sql_prepare_all(s, f, why);
    if (!e)
        e = check_file(s, f, why);
    if (!e && f == FILE_cache)
        search_set_up(s);
    return e;
}

void connect_close(struct store *s, enum file f)
{
    /* If another file has the name by now, its log must not be removed with
     * ours. */
    if (f == FILE_cache && s->db[f] && file_inode(s, file_name(f)) != s->inode)
        sqlite3_db_config(s->db[f], SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1,
                          (int *)NULL);
    sql_finish_all(s, f);
    sqlite3_close(s->db[f]);
    s->db[f] = NULL;
}
