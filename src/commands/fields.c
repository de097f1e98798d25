/* SPDX-License-Identifier: MIT */
/* tapewatch fields: the names that --where, --sort and --columns know, and
 * the functions. */
#include <string.h>

#include "rows.h"
#include "subcommands.h"
#include "tapewatch/base/json.h"
#include "tapewatch/state/row_fields.h"

static const char *type_name(enum value_type t)
{
    static const char *const names[] = {
        [VALUE_UNKNOWN] = "unknown", [VALUE_NUMBER] = "number",
        [VALUE_PERCENT] = "percent", [VALUE_TEXT] = "text",
        [VALUE_TIME] = "time",       [VALUE_DATE] = "date",
        [VALUE_BOOL] = "bool",       [VALUE_LIST] = "list",
    };
    return names[t];
}

/* One line of either form; `usage` is NULL for fields. */
static void put(struct strbuf *out, bool is_json, const char *record,
                const struct field *f, const char *usage)
{
    const char *const texts[] = {record,  f->name, type_name(f->type),
                                 f->unit, f->help, usage};
    static const char *const keys[] = {"record", "name", "type",
                                       "unit",   "help", "usage"};

    if (!is_json) {
        strbuf_format(out, usage ? "%-10s %-40s %-8s %-9s %s\n"
                                 : "%-10s %-18s %-8s %-9s %s\n",
                      record, usage ? usage : f->name, type_name(f->type),
                      f->unit, f->help);
        return;
    }
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        strbuf_add(out, i > 0 ? "," : out->len > 1 ? ",\n{" : "\n{");
        strbuf_format(out, "\"%s\":", keys[i]);
        if (texts[i])
            json_write_text(out, texts[i]);
        else
            strbuf_add(out, "null");
    }
    strbuf_add_char(out, '}');
}

static void put_fields(struct strbuf *out, bool is_json, const char *record,
                       const struct language *l)
{
    for (size_t i = 0; i < l->field_count; i++)
        put(out, is_json, record, &l->fields[i], NULL);
}

static void put_function(struct strbuf *out, bool is_json, const char *record,
                         const struct function *f)
{
    struct field shown = {.name = f->name,
                          .type = f->type,
                          .unit = f->unit ? f->unit : "",
                          .help = f->help};

    put(out, is_json, record, &shown, f->usage);
}

int command_fields(const struct cli *cli)
{
    const struct language *instrument = language_of_listing();
    bool is_json = rows_wanted(cli);
    const struct function *own;
    struct strbuf out = {0};
    int code;

    if (is_json)
        strbuf_add_char(&out, '[');
    put_fields(&out, is_json, "instrument", instrument);
    put_fields(&out, is_json, "headline", language_of_headline());
    put_fields(&out, is_json, "event", language_of_event());
    put_fields(&out, is_json, "term", language_of_term());
    put_fields(&out, is_json, "fact", language_of_fact());
    for (int k = 0; k < ROW_KIND_COUNT; k++)
        put_fields(&out, is_json, row_kind_name((enum row_kind)k),
                   language_of_row((enum row_kind)k));
    for (size_t i = 0; i < instrument->function_count; i++)
        put_function(&out, is_json, "instrument", &instrument->functions[i]);
    for (size_t i = 0; (own = query_own_function(i)); i++)
        put_function(&out, is_json, "any", own);
    strbuf_add(&out, is_json ? "\n]\n" : "");
    code = rows_print(cli, &out, EXIT_OK);
    strbuf_done(&out);
    return code;
}
