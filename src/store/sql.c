/* SPDX-License-Identifier: MIT */
/* Small helpers over SQLite: errors as sentences, statements, binding. */
#include "room.h"

#include <errno.h>
#include <math.h>
#include <string.h>

static const struct {
    enum file file;
    const char *sql;
} statements[] = {
#define STATEMENT(file, name, sql) {FILE_##file, sql},
#include "statements.def"
#undef STATEMENT
};

enum err sql_err(int code)
{
    switch (code & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return ERR_OK;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ERR_CORRUPT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ERR_BUSY;
    case SQLITE_TOOBIG:
        return ERR_TOO_BIG;
    case SQLITE_ERROR: /* our SQL is right, so the tables are not ours */
    case SQLITE_SCHEMA:
    case SQLITE_MISMATCH:
        return ERR_CORRUPT;
    case SQLITE_CONSTRAINT:
        return ERR_MISSING;
    }
    return ERR_IO;
}

static const char *advice(int code, int os_error)
{
    switch (code & 0xff) {
    case SQLITE_FULL:
        return "the disk is full: free some space; nothing new is kept "
               "until then";
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return "may not be written: make it and its folder writable";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return "locked by another program: end it or try again";
    case SQLITE_CANTOPEN:
        if (os_error == EACCES || os_error == EROFS || os_error == EPERM)
            return "may not be opened: make it and its folder writable";
        if (os_error == ENOSPC)
            return "the disk is full: free some space";
    }
    return NULL;
}

enum err sql_fail(struct store *s, enum file f, struct why *why)
{
    int code = sqlite3_extended_errcode(s->db[f]);
    int os_error = sqlite3_system_errno(s->db[f]);
    const char *text = advice(code, os_error);
    enum err e = sql_err(code);

    if (e == ERR_OK) /* another helper failed: nothing said by SQLite */
        e = ERR_IO;
    if (text)
        return why_set(why, e, "%s/%s: %s", s->folder, file_name(f), text);
    return why_set(why, e, "%s/%s: %s%s%s", s->folder, file_name(f),
                   sqlite3_errmsg(s->db[f]),
                   e == ERR_IO && os_error ? ": " : "",
                   e == ERR_IO && os_error ? strerror(os_error) : "");
}

enum err sql_exec(struct store *s, enum file f, const char *sql,
                  struct why *why)
{
    if (sqlite3_exec(s->db[f], sql, NULL, NULL, NULL) != SQLITE_OK)
        return sql_fail(s, f, why);
    return ERR_OK;
}

enum err sql_number(struct store *s, enum file f, const char *sql, int64_t *out,
                    struct why *why)
{
    sqlite3_stmt *st = NULL;
    enum err e = ERR_OK;
    int rc = sqlite3_prepare_v2(s->db[f], sql, -1, &st, NULL);

    if (rc == SQLITE_OK)
        rc = sqlite3_step(st);
    if (rc == SQLITE_ROW)
        *out = sqlite3_column_int64(st, 0);
    else if (rc == SQLITE_DONE)
        e = ERR_NOT_FOUND;
    else
        e = sql_fail(s, f, why);
    sqlite3_finalize(st);
    return e;
}

enum err sql_prepare_all(struct store *s, enum file f, struct why *why)
{
    for (int i = 0; i < STATEMENT_COUNT; i++) {
        if (statements[i].file != f)
            continue;
        if (sqlite3_prepare_v3(s->db[f], statements[i].sql, -1,
                               SQLITE_PREPARE_PERSISTENT, &s->statements[i],
                               NULL) != SQLITE_OK)
            return sql_fail(s, f, why);
    }
    return ERR_OK;
}

void sql_finish_all(struct store *s, enum file f)
{
    for (int i = 0; i < STATEMENT_COUNT; i++) {
        if (statements[i].file != f)
            continue;
        sqlite3_finalize(s->statements[i]);
        s->statements[i] = NULL;
    }
}

struct binder sql_bind(struct store *s, enum statement n)
{
    return (struct binder){.st = s->statements[n], .at = 1};
}

void bind_text(struct binder *b, const char *text)
{
    if (text && *text)
        sqlite3_bind_text(b->st, b->at, text, -1, SQLITE_STATIC);
    else
        sqlite3_bind_null(b->st, b->at);
    b->at++;
}

void bind_key(struct binder *b, const char *text)
{
    sqlite3_bind_text(b->st, b->at++, text ? text : "", -1, SQLITE_STATIC);
}

void bind_int(struct binder *b, int64_t v)
{
    sqlite3_bind_int64(b->st, b->at++, v);
}

void bind_int_if(struct binder *b, int64_t v, bool is_known)
{
    if (is_known)
        sqlite3_bind_int64(b->st, b->at, v);
    else
        sqlite3_bind_null(b->st, b->at);
    b->at++;
}

void bind_real(struct binder *b, double v, bool is_known)
{
    if (is_known && isfinite(v))
        sqlite3_bind_double(b->st, b->at, v);
    else
        sqlite3_bind_null(b->st, b->at);
    b->at++;
}

void sql_reset(sqlite3_stmt *st)
{
    sqlite3_reset(st);
    sqlite3_clear_bindings(st);
}

enum err sql_run(struct store *s, enum statement n, struct why *why)
{
    sqlite3_stmt *st = s->statements[n];
    enum err e = ERR_OK;
    int rc = sqlite3_step(st);

    if (rc != SQLITE_DONE && rc != SQLITE_ROW)
        e = sql_fail(s, statements[n].file, why);
    sql_reset(st);
    return e;
}
