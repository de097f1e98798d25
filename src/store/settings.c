/* SPDX-License-Identifier: MIT */
/* user.db: what the user set in the program, by name. */
#include "room.h"
#include "tapewatch/store/store.h"

enum err store_set_setting(struct store *s, const char *key,
                           const char *value, struct why *why)
{
    enum statement put =
        value[0] ? STATEMENT_put_setting : STATEMENT_delete_setting;
    struct binder b;

    if (s->read_only || !s->db[FILE_user])
        return why_set(why, ERR_REFUSED, "%s: opened for reading only",
                       s->folder);
    b = sql_bind(s, put);
    bind_key(&b, key);
    if (value[0])
        bind_key(&b, value);
    return sql_run(s, put, why); /* a transaction of its own */
}

enum err store_settings(struct store *s, void *self,
                        void (*setting)(void *self, const char *key,
                                        const char *value),
                        struct why *why)
{
    struct row row = {.s = s, .st = s->statements[STATEMENT_get_settings]};
    int rc = SQLITE_DONE;
    enum err e = ERR_OK;

    if (!s->db[FILE_user])
        return ERR_OK;
    while ((rc = sqlite3_step(row.st)) == SQLITE_ROW) {
        const char *key, *value;

        row.at = 0;
        key = row_text(&row);
        value = row_text(&row);
        if (key && value)
            setting(self, key, value);
        updates_clear(&s->scratch);
    }
    if (rc != SQLITE_DONE)
        e = sql_fail(s, FILE_user, why);
    sql_reset(row.st);
    return e;
}
