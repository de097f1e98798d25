/* SPDX-License-Identifier: MIT */
/* Is a file sound? A small one is checked at every opening (about 1.4 ms a
 * megabyte), a large one once a day and after something was found wrong. */
#include "room.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "tapewatch/base/civil.h"

enum { SMALL_BYTES = 16 << 20 };
static const char mark_name[] = "cache.db.damaged";

/* A damaged file cannot be trusted to remember that it is: an empty file
 * beside it does. */
void check_mark_damaged(struct store *s)
{
    char path[PATH_MAX];
    int fd;

    file_path(s, mark_name, path, sizeof path);
    fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0)
        close(fd);
}

static void forget_mark(struct store *s)
{
    char path[PATH_MAX];

    file_path(s, mark_name, path, sizeof path);
    unlink(path);
}

static bool is_due(struct store *s, enum file f)
{
    int64_t last = 0;

    if (file_size(s, file_name(f)) < SMALL_BYTES)
        return true;
    if (f == FILE_cache && file_size(s, mark_name) >= 0)
        return true;
    if (sql_number(s, f, "SELECT value FROM meta WHERE key='checked'", &last,
                   NULL))
        return true;
    return s->now_ms < last || s->now_ms - last >= MS_PER_DAY;
}

static enum err quick_check(struct store *s, enum file f, struct why *why)
{
    sqlite3_stmt *st = NULL;
    enum err e = ERR_OK;
    const char *said;
    int rc =
        sqlite3_prepare_v2(s->db[f], "PRAGMA quick_check(1)", -1, &st, NULL);

    if (rc == SQLITE_OK)
        rc = sqlite3_step(st);
    said = rc == SQLITE_ROW ? (const char *)sqlite3_column_text(st, 0) : NULL;
    if (rc != SQLITE_ROW)
        e = sql_fail(s, f, why);
    else if (!said || strcmp(said, "ok") != 0)
        e = why_set(why, ERR_CORRUPT, "%s/%s: %.80s", s->folder, file_name(f),
                    said ? said : "");
    sqlite3_finalize(st);
    return e;
}

enum err check_file(struct store *s, enum file f, struct why *why)
{
    enum statement set =
        f == FILE_cache ? STATEMENT_set_meta : STATEMENT_set_user_meta;
    struct binder b;
    enum err e;

    if (!is_due(s, f))
        return ERR_OK;
    e = quick_check(s, f, why);
    if (e || s->read_only)
        return e;
    if (f == FILE_cache)
        forget_mark(s);
    if (file_size(s, file_name(f)) < SMALL_BYTES)
        return ERR_OK;
    b = sql_bind(s, set);
    bind_key(&b, "checked");
    bind_int(&b, s->now_ms);
    return sql_run(s, set, why);
}
