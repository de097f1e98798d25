/* SPDX-License-Identifier: MIT */
/* An array of JSON objects as lines, or as CSV. */
#include "rows.h"

#include <string.h>

#include "tapewatch/base/csv.h"
#include "tapewatch/base/json.h"

bool rows_wanted(const struct cli *cli)
{
    return cli->value[CLI_json] || cli->value[CLI_ndjson] ||
           cli->value[CLI_csv];
}

/* How long the value at `s` is: an object, a list, a text, or a plain word. */
static size_t value_length(const char *s)
{
    size_t n = 0, depth = 0;
    bool is_quoted = false;

    do {
        if (is_quoted && s[n] == '\\' && s[n + 1])
            n++;
        else if (s[n] == '"')
            is_quoted = !is_quoted;
        else if (!is_quoted && (s[n] == '{' || s[n] == '['))
            depth++;
        else if (!is_quoted && (s[n] == '}' || s[n] == ']'))
            depth--;
        n++;
    } while (s[n] && (is_quoted || depth > 0));
    return n;
}

static void write_value(struct strbuf *out, struct json_piece value)
{
    struct json_doc *doc = NULL;
    const char *text;

    if (json_parse(value.at, value.n, value.n, &doc, NULL) != ERR_OK)
        return;
    text = json_text(json_root(doc));
    if (text) {
        csv_write_text(out, text);
    } else if (!json_is_null(json_root(doc))) {
        struct strbuf raw = {0};

        strbuf_add_n(&raw, value.at, value.n);
        csv_write_text(out, strbuf_text(&raw));
        strbuf_done(&raw);
    }
    json_doc_free(doc);
}

struct line {
    struct strbuf *out;
    bool is_heading;
    size_t count;
};

static bool write_member(void *self, struct json_piece key,
                         struct json_piece value)
{
    struct line *l = self;

    strbuf_add(l->out, l->count++ ? "," : "");
    if (l->is_heading)
        strbuf_add_n(l->out, key.at, key.n);
    else
        write_value(l->out, value);
    return true;
}

static void write_line(struct strbuf *out, struct json_piece object,
                       bool is_heading)
{
    struct line l = {.out = out, .is_heading = is_heading};

    (void)json_members(object, write_member, &l, NULL);
    strbuf_add_char(out, '\n');
}

static void write_rows(struct strbuf *out, const char *array, bool is_csv)
{
    const char *at = strchr(array, '{');
    bool is_first = true;

    for (; at; at = strchr(at, '{')) {
        struct json_piece object = {at, value_length(at)};

        if (is_csv && is_first)
            write_line(out, object, true);
        if (is_csv)
            write_line(out, object, false);
        else
            strbuf_add_n(out, object.at, object.n);
        strbuf_add(out, is_csv ? "" : "\n");
        is_first = false;
        at += object.n;
    }
}

int rows_print(const struct cli *cli, const struct strbuf *text, int code)
{
    bool is_csv = cli->value[CLI_csv] != NULL;
    struct strbuf out = {0};

    if (cli->value[CLI_json] || (!is_csv && !cli->value[CLI_ndjson]))
        return cli_print(text, code);
    write_rows(&out, strbuf_text(text), is_csv);
    code = cli_print(&out, code);
    strbuf_done(&out);
    return code;
}
