/* SPDX-License-Identifier: MIT */
/* user.db: the user's words on headlines, which stand beside them as tape
 * lines. */
#include "room.h"
#include "tapewatch/store/store.h"

enum err store_set_tags(struct store *s, const char *headline_id,
                        const char *tags, const char *line, struct why *why)
{
    enum statement put =
        tags[0] ? STATEMENT_put_tagged : STATEMENT_delete_tagged;
    struct binder b;

    if (s->read_only || !s->db[FILE_user])
        return why_set(why, ERR_REFUSED, "%s: opened for reading only",
                       s->folder);
    b = sql_bind(s, put);
    bind_key(&b, headline_id);
    if (tags[0]) {
        bind_key(&b, tags);
        bind_key(&b, line);
    }
    return sql_run(s, put, why); /* a transaction of its own */
}

enum err store_tagged(struct store *s, void *self,
                      void (*tagged)(void *self, const char *tags,
                                     const char *line),
                      struct why *why)
{
    struct row row = {.s = s, .st = s->statements[STATEMENT_get_tagged]};
    int rc = SQLITE_DONE;
    enum err e = ERR_OK;

    if (!s->db[FILE_user])
        return ERR_OK;
    while ((rc = sqlite3_step(row.st)) == SQLITE_ROW) {
        const char *tags, *line;

        row.at = 0;
        tags = row_text(&row);
        line = row_text(&row);
        if (tags && line)
            tagged(self, tags, line);
        updates_clear(&s->scratch);
    }
    if (rc != SQLITE_DONE)
        e = sql_fail(s, FILE_user, why);
    sql_reset(row.st);
    return e;
}
