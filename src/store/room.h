/*
 * What the files of this room share: the open store, the statements, and
 * small helpers over SQLite (sql.c) and the folder (file.c).
 */
#ifndef TAPEWATCH_STORE_ROOM_H
#define TAPEWATCH_STORE_ROOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include <sqlite3.h>

#include "tapewatch/base/err.h"
#include "tapewatch/model/event.h"
#include "tapewatch/model/update.h"

enum file { FILE_cache, FILE_user, FILE_COUNT };

enum statement {
#define STATEMENT(file, name, sql) STATEMENT_##name,
#include "statements.def"
#undef STATEMENT
    STATEMENT_COUNT
};

struct store {
    char *folder;
    bool read_only;
    int64_t now_ms;          /* of the opening: names files, due dates */
    sqlite3 *db[FILE_COUNT]; /* user may be NULL when read only */
    ino_t inode; /* of the cache that is open: it may be put aside or
                    deleted under us */
    sqlite3_stmt *statements[STATEMENT_COUNT];
    bool is_still[FILE_COUNT]; /* read as a file that nobody changes */
    bool is_in_turn;        /* a transaction is open on the cache */
    int64_t seq;            /* that its rows carry */
    int changes;            /* sqlite3_total_changes() when it began */
    struct {
        int step; /* 0: bars, then the rules */
        char symbol[SYMBOL_MAX]; /* whose bars were looked at last */
    } pruning;              /* how far a round has come */
    bool has_words;         /* the index of headlines' words can be used */
    bool has_new_words;     /* and some may not be in it yet */
    int64_t user_version;   /* when others had changed user.db last */
    int lock_fd;            /* -1: somebody else polls */
    struct updates scratch; /* texts of the row being read */
};

/* ---- sql.c */

/* What a result code means to us. */
enum err sql_err(int code);
/* Says what went wrong last in that file, as a sentence that says what to do,
 * and returns its error. */
enum err sql_fail(struct store *s, enum file f, struct why *why);
enum err sql_exec(struct store *s, enum file f, const char *sql,
                  struct why *why);
/* First column of the first row as a number. */
enum err sql_number(struct store *s, enum file f, const char *sql, int64_t *out,
                    struct why *why);
enum err sql_prepare_all(struct store *s, enum file f, struct why *why);
void sql_finish_all(struct store *s, enum file f);

/* Binds values in order; texts are borrowed until the run. */
struct binder {
    sqlite3_stmt *st;
    int at;
};
struct binder sql_bind(struct store *s, enum statement n);
void bind_text(struct binder *b, const char *text); /* "", NULL: unknown */
void bind_key(struct binder *b, const char *text);  /* NULL: '' */
void bind_int(struct binder *b, int64_t v);
void bind_int_if(struct binder *b, int64_t v, bool is_known);
void bind_real(struct binder *b, double v, bool is_known);
/* Runs a statement that gives no rows and forgets what was bound. */
enum err sql_run(struct store *s, enum statement n, struct why *why);
void sql_reset(sqlite3_stmt *st);

/* ---- known.c */

/* Lets statements on the cache ask bar_known(symbol, type, span, start, t): the
 * end of a bar, or t where that is earlier. */
enum err known_register(struct store *s, struct why *why);

/* ---- file.c */

void file_path(const struct store *s, const char *name, char *out, size_t size);
const char *file_name(enum file f);
enum err file_make_folder(const char *folder, struct why *why);
/* Makes the empty file 0600, or takes away what others may do with it. */
enum err file_make(struct store *s, const char *name, bool *is_new,
                   struct why *why);
bool file_is_remote(const char *folder); /* NFS, SMB, ... */
bool file_is_remote_type(uint64_t magic);
int64_t file_size(const struct store *s, const char *name); /* -1: none */
ino_t file_inode(const struct store *s, const char *name);  /* 0: none */
/* Renames the cache and what belongs to it; says the new name. */
enum err file_put_aside(struct store *s, char *name, size_t size,
                        struct why *why);

/* ---- open.c */

/* Opens the cache again when its file was put aside or deleted by another. */
enum err open_same_cache(struct store *s, struct why *why);
/* Ends a failed call: rolls back, and renews a damaged cache. */
enum err open_recover(struct store *s, enum err e, struct why *why);

/* ---- connect.c */

/* Opens a file and makes it ready. On error the handle, for its message, is
 * there until connect_close(). ERR_CORRUPT: damaged, or not ours. */
enum err connect_file(struct store *s, enum file f, struct why *notice,
                      struct why *why);
void connect_close(struct store *s, enum file f);
/* It was read as a file at rest, and another program writes it by now. */
bool connect_is_outdated(const struct store *s, enum file f);

/* ---- search.c */

/* Makes the index if it can, and finds out whether it can be used. */
void search_set_up(struct store *s);
/* Some more headlines into the index, as part of the turn. */
enum err search_index(struct store *s, struct why *why);

/* ---- migrate.c, check.c */

enum err migrate(struct store *s, enum file f, struct why *why);
enum err check_file(struct store *s, enum file f, struct why *why);
void check_mark_damaged(struct store *s);

/* ---- write.c */

enum err write_begin(struct store *s, struct why *why);
struct binder write_head(struct store *s, enum statement n,
                         const struct update *u);
enum err write_headline(struct store *s, const struct update *u,
                        struct why *why);
enum err write_fact(struct store *s, const struct update *u, struct why *why);
enum err write_action(struct store *s, const struct update *u, struct why *why);
enum err write_halt(struct store *s, const struct update *u, struct why *why);
enum err write_calendar(struct store *s, const struct update *u,
                        struct why *why);
enum err write_status(struct store *s, const struct update *u, struct why *why);
enum err write_plan(struct store *s, const struct update *u, struct why *why);

/* ---- rows.c: a row after symbol, source and t, into the update's fields */

struct row {
    struct store *s;
    sqlite3_stmt *st;
    int at; /* next column */
};
enum { TEXT_MOST = 8192 }; /* bytes of any stored text that are read */
const char *row_text(struct row *r); /* NULL: unknown */
const char *row_raw(struct row *r);  /* "": unknown; not cleaned */
void row_name(struct row *r, char *out, size_t size); /* "": unknown */
bool row_real(struct row *r, double *out);            /* false: unknown (0) */
int64_t row_int(struct row *r);                       /* 0: unknown */
bool row_int_if(struct row *r, int64_t *out);

bool row_instrument(struct row *r, struct update *u);
bool row_quote(struct row *r, struct update *u);
bool row_bar(struct row *r, struct update *u);
bool row_headline(struct row *r, struct update *u);
bool row_fact(struct row *r, struct update *u);
bool row_action(struct row *r, struct update *u);
bool row_halt(struct row *r, struct update *u);
bool row_calendar(struct row *r, struct update *u);
bool row_status(struct row *r, struct update *u);
bool row_plan(struct row *r, struct update *u);
/* events.c: the columns after rule, symbol and session */
bool row_event(struct row *r, struct event *e);

/* user.c: a deed of the user is a transaction; end gives back `e`, or how the
 * commit failed. */
enum err user_begin(struct store *s, struct why *why);
enum err user_end(struct store *s, enum err e, struct why *why);
bool user_is_acknowledged(struct store *s, const struct event_key *key);

#endif
