/* SPDX-License-Identifier: MIT */
/* Brings an older file to the tables of today, in one transaction. */
#include "room.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct {
    enum file file;
    int to;
    const char *sql;
} migrations[] = {
#define MIGRATION(file, to, sql) {FILE_##file, to, sql},
#include "schema.def"
#undef MIGRATION
};

static int migrate_newest(enum file f)
{
    int newest = 0;

    for (size_t i = 0; i < sizeof migrations / sizeof *migrations; i++)
        if (migrations[i].file == f && migrations[i].to > newest)
            newest = migrations[i].to;
    return newest;
}

/* A whole copy beside it; an earlier copy of that name stays. */
static enum err back_up(struct store *s, int version, struct why *why)
{
    char path[PATH_MAX];
    sqlite3_stmt *st = NULL;
    enum err e = ERR_OK;
    int fd = -1;

    for (int n = 0; fd < 0 && n < 100; n++) {
        char name[48], again[16] = "";

        if (n > 0)
            (void)!snprintf(again, sizeof again, ".%d", n);
        (void)!snprintf(name, sizeof name, "user.db.bak-%d%s", version, again);
        file_path(s, name, path, sizeof path);
        fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd < 0 && errno != EEXIST)
            break;
    }
    if (fd < 0)
        return why_set(why, ERR_IO, "%s: %s: user.db is kept as it is", path,
                       strerror(errno));
    close(fd);
    if (sqlite3_prepare_v2(s->db[FILE_user], "VACUUM INTO ?", -1, &st, NULL) !=
            SQLITE_OK ||
        sqlite3_bind_text(st, 1, path, -1, SQLITE_STATIC) != SQLITE_OK ||
        sqlite3_step(st) != SQLITE_DONE)
        e = sql_fail(s, FILE_user, why);
    sqlite3_finalize(st);
    if (e)
        unlink(path);
    return e;
}

static enum err run_steps(struct store *s, enum file f, int64_t from,
                          struct why *why)
{
    char pragma[48];
    enum err e;

    for (size_t i = 0; i < sizeof migrations / sizeof *migrations; i++) {
        if (migrations[i].file != f || migrations[i].to <= from)
            continue;
        e = sql_exec(s, f, migrations[i].sql, why);
        if (e)
            return e;
    }
    (void)!snprintf(pragma, sizeof pragma, "PRAGMA user_version=%d",
                    migrate_newest(f));
    return sql_exec(s, f, pragma, why);
}

static enum err too_new(struct store *s, enum file f, int64_t version,
                        struct why *why)
{
    return why_set(why, ERR_RANGE,
                   "%s/%s was written by a newer tapewatch (version %lld, "
                   "this one knows %d): update tapewatch%s",
                   s->folder, file_name(f), (long long)version,
                   migrate_newest(f),
                   f == FILE_cache ? ", or delete this file" : "");
}

static enum err check_version(struct store *s, enum file f, int64_t *version,
                              struct why *why)
{
    enum err e = sql_number(s, f, "PRAGMA user_version", version, why);

    if (!e && *version > migrate_newest(f))
        e = too_new(s, f, *version, why);
    return e;
}

enum err migrate(struct store *s, enum file f, struct why *why)
{
    int64_t version = 0;
    enum err e = check_version(s, f, &version, why);

    if (e || version == migrate_newest(f))
        return e;
    if (s->read_only)
        return why_set(why, ERR_RANGE,
                       "%s/%s is of an older tapewatch: start tapewatch once "
                       "to renew it",
                       s->folder, file_name(f));
    if (f == FILE_user && version > 0) {
        e = back_up(s, (int)version, why);
        if (e)
            return e;
    }
    e = sql_exec(s, f, "BEGIN IMMEDIATE", why);
    if (e)
        return e;
    /* Another program may have been faster. */
    e = check_version(s, f, &version, why);
    if (!e && version < migrate_newest(f))
        e = run_steps(s, f, version, why);
    if (!e)
        e = sql_exec(s, f, "COMMIT", why);
    if (e)
        sqlite3_exec(s->db[f], "ROLLBACK", NULL, NULL, NULL);
    return e;
}
