/* SPDX-License-Identifier: MIT */
/* CSV, in and out. */
#include "tapewatch/base/csv.h"

#include <string.h>

#include "tapewatch/base/utf8.h"

static bool is_formula(char c)
{
    return c && strchr("=+-@", c);
}

void csv_add_name(struct strbuf *to, const char *name)
{
    size_t len = to->len;

    strbuf_add(to, len ? ", " : "");
    utf8_clean(to, name, strlen(name), CSV_NAME_MAX);
    if (len && to->len == len + 2) { /* nothing of it can be shown */
        to->len = len;
        to->text[len] = '\0';
    }
}

void csv_write_text(struct strbuf *out, const char *text)
{
    bool runs = is_formula(text[0]);

    if (!runs && !strpbrk(text, "\",\r\n\t;")) {
        strbuf_add(out, text);
        return;
    }
    strbuf_add_char(out, '"');
    if (runs)
        strbuf_add_char(out, '\'');
    for (; *text; text++) {
        if (*text == '"')
            strbuf_add_char(out, '"');
        strbuf_add_char(out, *text);
    }
    strbuf_add_char(out, '"');
}

static char likely_separator(const char *text, const char *end)
{
    static const char candidates[] = {',', ';', '\t'};
    size_t best = 0, counts[3] = {0};
    bool is_quoted = false;

    for (; text < end && (is_quoted || (*text != '\n' && *text != '\r'));
         text++) {
        const char *c = memchr(candidates, *text, sizeof candidates);

        is_quoted = is_quoted != (*text == '"');
        if (c && !is_quoted)
            counts[c - candidates]++;
    }
    for (size_t i = 1; i < 3; i++)
        best = counts[i] > counts[best] ? i : best;
    return candidates[best];
}

void csv_init(struct csv *c, const char *text, size_t n)
{
    *c = (struct csv){.at = text, .end = text + n, .next_line = 1};
    if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        c->at += 3;
    c->separator = likely_separator(c->at, c->end);
}

static bool at_line_end(const struct csv *c)
{
    return c->at == c->end || *c->at == '\n' || *c->at == '\r';
}

static void skip_line_end(struct csv *c)
{
    if (c->at == c->end)
        return;
    if (*c->at == '\r' && c->at + 1 < c->end && c->at[1] == '\n')
        c->at++;
    c->at++;
    c->next_line++;
}

static void skip_blanks(struct csv *c)
{
    while (c->at < c->end && (*c->at == ' ' || *c->at == '\t') &&
           *c->at != c->separator)
        c->at++;
}

static enum err read_quoted(struct csv *c, struct why *why)
{
    unsigned opened = c->next_line;

    for (c->at++; c->at < c->end; c->at++) {
        if (*c->at == '"' && c->at + 1 < c->end && c->at[1] == '"')
            c->at++;
        else if (*c->at == '"')
            break;
        c->next_line += *c->at == '\n';
        strbuf_add_char(&c->text, *c->at);
    }
    if (c->at == c->end)
        return why_set(why, ERR_SYNTAX,
                       "the quote of line %u is not closed", opened);
    c->at++;
    return ERR_OK;
}

static void trim_end(struct csv *c, size_t start)
{
    while (c->text.len > start && c->text.text[c->text.len - 1] == ' ')
        c->text.text[--c->text.len] = '\0';
}

static enum err read_field(struct csv *c, struct why *why)
{
    size_t start = c->text.len;
    enum err e = ERR_OK;

    if (c->count == CSV_FIELDS_MAX)
        return why_set(why, ERR_SYNTAX, "more than %d columns",
                       CSV_FIELDS_MAX);
    c->starts[c->count++] = start;
    skip_blanks(c);
    if (c->at < c->end && *c->at == '"')
        e = read_quoted(c, why);
    while (e == ERR_OK && !at_line_end(c) && *c->at != c->separator)
        strbuf_add_char(&c->text, *c->at++);
    trim_end(c, start);
    strbuf_add_char(&c->text, '\0');
    return e;
}

enum err csv_next(struct csv *c, struct why *why)
{
    enum err e;

    skip_blanks(c);
    while (c->at < c->end && at_line_end(c)) {
        skip_line_end(c);
        skip_blanks(c);
    }
    if (c->at == c->end)
        return ERR_END;
    strbuf_clear(&c->text);
    c->count = 0;
    c->line = c->next_line;
    e = read_field(c, why);
    while (e == ERR_OK && !at_line_end(c)) {
        c->at++; /* the separator */
        e = read_field(c, why);
    }
    if (e != ERR_OK)
        c->at = c->end;
    else
        skip_line_end(c);
    return e;
}

const char *csv_field(const struct csv *c, size_t i)
{
    const char *text = i < c->count ? c->text.text + c->starts[i] : "";

    return text[0] == '\'' && is_formula(text[1]) ? text + 1 : text;
}

void csv_done(struct csv *c)
{
    strbuf_done(&c->text);
    *c = (struct csv){0};
}
