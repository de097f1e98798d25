/* SPDX-License-Identifier: MIT */
/* user.db: what the user did in the program, each deed its own transaction,
 * on the disk before the call returns. */
#include "room.h"
#include "tapewatch/store/store.h"

enum err user_begin(struct store *s, struct why *why)
{
    if (s->read_only || !s->db[FILE_user])
        return why_set(why, ERR_REFUSED, "%s: opened for reading only",
                       s->folder);
    return sql_run(s, STATEMENT_user_begin, why);
}

enum err user_end(struct store *s, enum err e, struct why *why)
{
    if (!e)
        e = sql_run(s, STATEMENT_user_commit, why);
    if (e)
        sqlite3_exec(s->db[FILE_user], "ROLLBACK", NULL, NULL, NULL);
    return e;
}

enum err store_lists(struct store *s, const struct store_list_reader *r,
                     struct why *why)
{
    struct row row = {.s = s, .st = s->statements[STATEMENT_get_lists]};
    char list[LIST_NAME_MAX], symbol[SYMBOL_MAX];
    int rc = SQLITE_DONE;
    enum err e = ERR_OK;

    if (!s->db[FILE_user])
        return ERR_OK;
    while ((rc = sqlite3_step(row.st)) == SQLITE_ROW) {
        row.at = 0;
        row_name(&row, list, sizeof list);
        row_name(&row, symbol, sizeof symbol);
        updates_clear(&s->scratch);
        if (!symbol[0] || symbol_is_valid(symbol))
            r->item(r->self, list, symbol);
    }
    if (rc != SQLITE_DONE)
        e = sql_fail(s, FILE_user, why);
    sql_reset(row.st);
    return e;
}

static enum err put_item(struct store *s, const char *list, size_t place,
                         const char *symbol, struct why *why)
{
    struct binder b = sql_bind(s, STATEMENT_put_list_item);

    bind_key(&b, list);
    bind_int(&b, (int64_t)place);
    bind_key(&b, symbol);
    return sql_run(s, STATEMENT_put_list_item, why);
}

enum err store_set_list(struct store *s, const char *list,
                        const char *const *symbols, size_t n, struct why *why)
{
    static const enum statement first[] = {STATEMENT_drop_list_items,
                                           STATEMENT_put_list};
    enum err e = user_begin(s, why);

    if (e)
        return e;
    for (size_t i = 0; !e && i < sizeof first / sizeof *first; i++) {
        struct binder b = sql_bind(s, first[i]);

        bind_key(&b, list);
        e = sql_run(s, first[i], why);
    }
    for (size_t i = 0; !e && i < n; i++)
        e = put_item(s, list, i, symbols[i], why);
    return user_end(s, e, why);
}

enum err store_acknowledge(struct store *s, const struct event_key *key,
                           int64_t t, struct why *why)
{
    struct binder b;
    enum err e = user_begin(s, why);

    if (e)
        return e;
    b = sql_bind(s, STATEMENT_put_acknowledgement);
    bind_key(&b, key->rule);
    bind_key(&b, key->symbol);
    bind_int(&b, key->session);
    bind_int(&b, t);
    return user_end(s, sql_run(s, STATEMENT_put_acknowledgement, why), why);
}

bool user_is_acknowledged(struct store *s, const struct event_key *key)
{
    struct binder b;
    bool found;

    if (!s->db[FILE_user])
        return false;
    b = sql_bind(s, STATEMENT_get_acknowledgement);
    bind_key(&b, key->rule);
    bind_key(&b, key->symbol);
    bind_int(&b, key->session);
    found = sqlite3_step(b.st) == SQLITE_ROW;
    sql_reset(b.st);
    return found;
}

enum err store_mark_read(struct store *s, const char *headline_id, int64_t t,
                         struct why *why)
{
    struct binder b;
    enum err e = user_begin(s, why);

    if (e)
        return e;
    b = sql_bind(s, STATEMENT_put_read_mark);
    bind_key(&b, headline_id);
    bind_int(&b, t);
    return user_end(s, sql_run(s, STATEMENT_put_read_mark, why), why);
}

enum err store_mark_unread(struct store *s, const char *headline_id,
                           struct why *why)
{
    struct binder b;
    enum err e = user_begin(s, why);

    if (e)
        return e;
    b = sql_bind(s, STATEMENT_delete_read_mark);
    bind_key(&b, headline_id);
    return user_end(s, sql_run(s, STATEMENT_delete_read_mark, why), why);
}

enum err store_read_marks(struct store *s, void *self,
                          void (*mark)(void *self, const char *headline_id),
                          struct why *why)
{
    struct row row = {.s = s, .st = s->statements[STATEMENT_get_read_marks]};
    int rc = SQLITE_DONE;
    enum err e = ERR_OK;

    if (!s->db[FILE_user])
        return ERR_OK;
    while ((rc = sqlite3_step(row.st)) == SQLITE_ROW) {
        const char *id;

        row.at = 0;
        id = row_text(&row);
        if (id)
            mark(self, id);
        updates_clear(&s->scratch);
    }
    if (rc != SQLITE_DONE)
        e = sql_fail(s, FILE_user, why);
    sql_reset(row.st);
    return e;
}
