/* SPDX-License-Identifier: MIT */
/* tapewatch fields: the names that --where, --sort and --columns know. */
#include <string.h>

#include "subcommands.h"
#include "tapewatch/base/json.h"
#include "tapewatch/state/fields.h"

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

static void put_json(struct strbuf *out, const char *record,
                     const struct field *f)
{
    strbuf_add(out, out->len > 1 ? ",\n{\"record\":" : "\n{\"record\":");
    json_write_text(out, record);
    strbuf_add(out, ",\"name\":");
    json_write_text(out, f->name);
    strbuf_add(out, ",\"type\":");
    json_write_text(out, type_name(f->type));
    strbuf_add(out, ",\"unit\":");
    json_write_text(out, f->unit);
    strbuf_add(out, ",\"help\":");
    json_write_text(out, f->help);
    strbuf_add_char(out, '}');
}

int command_fields(const struct cli *cli)
{
    const struct {
        const char *name;
        struct field_table table;
    } records[] = {{"instrument", fields_of_listing()},
                   {"headline", fields_of_headline()},
                   {"event", fields_of_event()},
                   {"fact", fields_of_fact()}};
    bool is_json = cli->value[CLI_json] != NULL;
    struct strbuf out = {0};
    int code;

    if (is_json)
        strbuf_add_char(&out, '[');
    for (size_t r = 0; r < sizeof records / sizeof *records; r++) {
        for (size_t i = 0; i < records[r].table.count; i++) {
            const struct field *f = &records[r].table.fields[i];

            if (is_json)
                put_json(&out, records[r].name, f);
            else
                strbuf_format(&out, "%-10s %-18s %-8s %-9s %s\n",
                              records[r].name, f->name, type_name(f->type),
                              f->unit, f->help);
        }
    }
    strbuf_add(&out, is_json ? "\n]\n" : "");
    code = cli_print(&out, EXIT_OK);
    strbuf_done(&out);
    return code;
}
