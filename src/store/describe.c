/* SPDX-License-Identifier: MIT */
/* What `doctor` says about the files. */
#include <stdio.h>
#include <string.h>

#include "room.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/store/store.h"

static enum err soundness(struct store *s, enum file f, char *out, size_t n,
                          struct why *why)
{
    sqlite3_stmt *st = NULL;
    enum err e = ERR_OK;
    const char *said;

    if (sqlite3_prepare_v2(s->db[f], "PRAGMA quick_check(1)", -1, &st, NULL) ||
        sqlite3_step(st) != SQLITE_ROW) {
        e = sql_fail(s, f, why);
    } else {
        said = (const char *)sqlite3_column_text(st, 0);
        (void)!snprintf(out, n, "%s",
                        said && strcmp(said, "ok") == 0 ? "sound" : "damaged");
    }
    sqlite3_finalize(st);
    return e;
}

enum err store_describe(struct store *s, char *out, size_t size,
                        struct why *why)
{
    struct strbuf lines = {0};
    enum err e = ERR_OK;

    for (int i = 0; !e && i < FILE_COUNT; i++) {
        enum file f = (enum file)i;
        int64_t version = 0;
        char said[16] = "";

        if (!s->db[f]) {
            strbuf_format(&lines, "%s/%s: not there yet\n", s->folder,
                          file_name(f));
            continue;
        }
        e = sql_number(s, f, "PRAGMA user_version", &version, why);
        if (!e)
            e = soundness(s, f, said, sizeof said, why);
        if (!e)
            strbuf_format(&lines, "%s/%s: %lld KB, schema %lld, %s\n",
                          s->folder, file_name(f),
                          (long long)(file_size(s, file_name(f)) + 1023) / 1024,
                          (long long)version, said);
    }
    if (!e && lines.len >= size)
        e = why_set(why, ERR_TOO_BIG, "%s: no room to describe it", s->folder);
    if (!e)
        memcpy(out, strbuf_text(&lines), lines.len + 1);
    strbuf_done(&lines);
    return e;
}
