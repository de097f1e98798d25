/* SPDX-License-Identifier: MIT */
/* user.db: headings and labels of symbols in lists; lists that go. */
#include "room.h"
#include "tapewatch/store/store.h"

static enum err run_with_list(struct store *s, enum statement n,
                              const char *list, struct why *why)
{
    struct binder b = sql_bind(s, n);

    bind_key(&b, list);
    return sql_run(s, n, why);
}

static enum err put_mark(struct store *s, const char *list,
                         const struct list_mark *mark, struct why *why)
{
    struct binder b = sql_bind(s, STATEMENT_put_list_mark);

    bind_key(&b, list);
    bind_key(&b, mark->symbol);
    bind_key(&b, mark->section);
    bind_key(&b, mark->label);
    return sql_run(s, STATEMENT_put_list_mark, why);
}

enum err store_set_list_marks(struct store *s, const char *list,
                              const struct list_mark *marks, size_t n,
                              struct why *why)
{
    enum err e = user_begin(s, why);

    if (e)
        return e;
    e = run_with_list(s, STATEMENT_drop_list_marks, list, why);
    for (size_t i = 0; !e && i < n; i++)
        e = put_mark(s, list, &marks[i], why);
    return user_end(s, e, why);
}

enum err store_drop_list(struct store *s, const char *list, struct why *why)
{
    static const enum statement steps[] = {STATEMENT_drop_list_marks,
                                           STATEMENT_drop_list_items,
                                           STATEMENT_drop_list};
    enum err e = user_begin(s, why);

    if (e)
        return e;
    for (size_t i = 0; !e && i < sizeof steps / sizeof *steps; i++)
        e = run_with_list(s, steps[i], list, why);
    return user_end(s, e, why);
}

enum err store_list_marks(struct store *s, void *self,
                          void (*mark)(void *self, const char *list,
                                       const struct list_mark *mark),
                          struct why *why)
{
    struct row row = {.s = s, .st = s->statements[STATEMENT_get_list_marks]};
    char list[LIST_NAME_MAX];
    int rc = SQLITE_DONE;
    enum err e = ERR_OK;

    if (!s->db[FILE_user])
        return ERR_OK;
    while ((rc = sqlite3_step(row.st)) == SQLITE_ROW) {
        struct list_mark m;

        row.at = 0;
        row_name(&row, list, sizeof list);
        row_name(&row, m.symbol, sizeof m.symbol);
        row_name(&row, m.section, sizeof m.section);
        row_name(&row, m.label, sizeof m.label);
        updates_clear(&s->scratch);
        if (symbol_is_valid(m.symbol))
            mark(self, list, &m);
    }
    if (rc != SQLITE_DONE)
        e = sql_fail(s, FILE_user, why);
    sql_reset(row.st);
    return e;
}
