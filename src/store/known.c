/* SPDX-License-Identifier: MIT */
/* When a bar or a filed figure could have been known, for statements that play
 * the past: what was fetched years later was public when the bar was over, or
 * the figure filed. */
#include <stdio.h>

#include "room.h"
#include "tapewatch/model/bar.h"
#include "tapewatch/model/instrument.h"
#include "tapewatch/model/update.h"

static const char *text_of(sqlite3_value *v)
{
    const unsigned char *text = sqlite3_value_text(v);

    return text ? (const char *)text : "";
}

static void bar_known(sqlite3_context *context, int count, sqlite3_value **v)
{
    struct instrument own = {.name = NULL};
    enum bar_span span;
    struct bar bar = {.start = sqlite3_value_int64(v[3])};
    int64_t t = sqlite3_value_int64(v[4]), end = t;

    (void)count;
    (void)snprintf(own.symbol, sizeof own.symbol, "%s", text_of(v[0]));
    own.type = instrument_type_from_name(text_of(v[1]));
    if (own.type == INSTRUMENT_unknown)
        own.type = instrument_type_of_symbol(own.symbol);
    if (bar_span_from_ms(sqlite3_value_int64(v[2]), &span))
        end = bar_end(instrument_hours(&own), span, &bar);
    sqlite3_result_int64(context, end < t ? end : t);
}

static void fact_known(sqlite3_context *context, int count, sqlite3_value **v)
{
    int64_t t = sqlite3_value_int64(v[1]);
    int64_t since = fact_known_since((int32_t)sqlite3_value_int64(v[0]), t);

    (void)count;
    sqlite3_result_int64(context, since < t ? since : t);
}

enum err known_register(struct store *s, struct why *why)
{
    static const struct {
        const char *name;
        int arguments;
        void (*call)(sqlite3_context *, int, sqlite3_value **);
    } functions[] = {{"bar_known", 5, bar_known}, {"fact_known", 2, fact_known}};
    int rc = SQLITE_OK;

    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (rc == SQLITE_OK)
            rc = sqlite3_create_function_v2(
                s->db[FILE_cache], functions[i].name, functions[i].arguments,
                SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, functions[i].call,
                NULL, NULL, NULL);
    return rc == SQLITE_OK ? ERR_OK : sql_fail(s, FILE_cache, why);
}
