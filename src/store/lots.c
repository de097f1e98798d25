/* SPDX-License-Identifier: MIT */
/* user.db: lots that the user put in. */
#include "room.h"

#include "tapewatch/base/civil.h"
#include "tapewatch/store/store.h"

static void read_texts(struct row *row, struct lot *l)
{
    row_name(row, l->portfolio, sizeof l->portfolio);
    row_name(row, l->symbol, sizeof l->symbol);
}

/* False for what is no lot: somebody else wrote it. */
static bool read_lot(struct row *row, struct lot *l)
{
    int64_t day;

    *l = (struct lot){.date = NO_DATE};
    l->id = row_int(row);
    read_texts(row, l);
    row_real(row, &l->quantity);
    row_real(row, &l->price);
    row_real(row, &l->fee);
    row_name(row, l->currency, sizeof l->currency);
    if (row_int_if(row, &day) && day > -1000000 && day < 4000000)
        l->date = (int32_t)day;
    row_name(row, l->note, sizeof l->note);
    return l->portfolio[0] && lot_check(l, NULL) == ERR_OK &&
           (!l->symbol[0] || symbol_is_valid(l->symbol));
}

enum err store_lots(struct store *s, void *self,
                    void (*lot)(void *self, const struct lot *l),
                    struct why *why)
{
    struct row row = {.s = s, .st = s->statements[STATEMENT_get_lots]};
    int rc = SQLITE_DONE;
    enum err e = ERR_OK;

    if (!s->db[FILE_user])
        return ERR_OK;
    while ((rc = sqlite3_step(row.st)) == SQLITE_ROW) {
        struct lot l;

        row.at = 0;
        if (read_lot(&row, &l))
            lot(self, &l);
        updates_clear(&s->scratch);
    }
    if (rc != SQLITE_DONE)
        e = sql_fail(s, FILE_user, why);
    sql_reset(row.st);
    return e;
}

static struct binder bind_lot(struct store *s, enum statement n,
                              const struct lot *l)
{
    struct binder b = sql_bind(s, n);

    bind_key(&b, l->portfolio);
    bind_key(&b, l->symbol);
    bind_real(&b, l->quantity, true);
    bind_real(&b, l->price, true);
    bind_real(&b, l->fee, true);
    bind_key(&b, l->currency);
    bind_int_if(&b, l->date, l->date != NO_DATE);
    bind_key(&b, l->note);
    return b;
}

enum err store_add_lots(struct store *s, struct lot *lots, size_t n,
                        struct why *why)
{
    enum err e = user_begin(s, why);

    if (e)
        return e;
    for (size_t i = 0; !e && i < n; i++) {
        (void)bind_lot(s, STATEMENT_put_lot, &lots[i]);
        e = sql_run(s, STATEMENT_put_lot, why);
        lots[i].id = sqlite3_last_insert_rowid(s->db[FILE_user]);
    }
    return user_end(s, e, why);
}

enum err store_put_lot(struct store *s, const struct lot *l, struct why *why)
{
    enum err e = user_begin(s, why);
    struct binder b;

    if (e)
        return e;
    b = bind_lot(s, STATEMENT_put_lot_at, l);
    bind_int(&b, l->id);
    return user_end(s, sql_run(s, STATEMENT_put_lot_at, why), why);
}

enum err store_drop_lot(struct store *s, int64_t id, struct why *why)
{
    enum err e = user_begin(s, why);
    struct binder b;

    if (e)
        return e;
    b = sql_bind(s, STATEMENT_drop_lot);
    bind_int(&b, id);
    return user_end(s, sql_run(s, STATEMENT_drop_lot, why), why);
}

bool store_user_has_changed(struct store *s)
{
    struct row row = {.s = s,
                      .st = s->statements[STATEMENT_get_user_version]};
    int64_t before = s->user_version;

    if (!s->db[FILE_user])
        return false;
    if (sqlite3_step(row.st) == SQLITE_ROW)
        s->user_version = row_int(&row);
    sql_reset(row.st);
    return before != 0 && s->user_version != before;
}
