/* SPDX-License-Identifier: MIT */
/* Reads a command line. */
#include "functions.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "screens.h"
#include "tapewatch/base/ini.h"
#include "tapewatch/state/fields.h"
#include "tapewatch/ui/ui.h"

static const struct function_row rows[] = {
#define FUNCTION(name, kind, screen, panel, arguments, takes, example, help) \
    {name, FUNCTION_##kind, screen, panel, arguments, TAKES_##takes,        \
     example, help},
#include "functions.def"
#undef FUNCTION
};
enum { ROW_COUNT = sizeof(rows) / sizeof(*rows) };

const struct function_row *function_row_at(size_t i)
{
    for (size_t k = 0; k < ROW_COUNT; k++)
        if (screen_find(rows[k].screen) && i-- == 0)
            return &rows[k];
    return NULL;
}

const struct function_row *function_row_find(const char *name, size_t n)
{
    const struct function_row *row;

    for (size_t i = 0; (row = function_row_at(i)) != NULL; i++)
        if (strlen(row->name) == n && strncasecmp(row->name, name, n) == 0)
            return row;
    return NULL;
}

struct word call_word(const char *line)
{
    struct word w;

    w.text = line + strspn(line, " ");
    w.n = strcspn(w.text, " ");
    w.rest = w.text + w.n + strspn(w.text + w.n, " ");
    return w;
}

const struct function_row *call_typed(const char *line,
                                      const char **arguments)
{
    struct word w = call_word(line);
    const struct function_row *row = function_row_find(w.text, w.n);

    if (!row) { /* behind a symbol */
        w = call_word(w.rest);
        row = function_row_find(w.text, w.n);
        if (row && row->kind != FUNCTION_SYMBOL)
            return NULL;
    }
    *arguments = w.rest;
    return w.rest > w.text + w.n ? row : NULL;
}

/* An alias stands for what the config says, with the rest behind it. */
static void expand(const struct config *config, const char *line, char *out,
                   size_t size)
{
    struct word w = call_word(line);

    for (size_t i = 0; config && i < config_pair_count(config); i++) {
        struct config_pair p = config_pair(config, i);

        if (strcmp(p.section, "aliases") != 0 || strlen(p.name) != w.n ||
            strncasecmp(p.name, w.text, w.n) != 0)
            continue;
        snprintf(out, size, "%s%s%s", p.value, w.rest[0] ? " " : "", w.rest);
        return;
    }
    snprintf(out, size, "%s", w.text);
}

/* The function that might be meant; NULL: none. */
static const char *nearest(const char *word, size_t n)
{
    const char *names[ROW_COUNT];
    const struct function_row *row;
    char upper[40];
    size_t count = 0;

    for (; (row = function_row_at(count)) != NULL; count++)
        names[count] = row->name;
    snprintf(upper, sizeof(upper), "%.*s", (int)(n > 39 ? 39 : n), word);
    for (char *p = upper; *p; p++)
        if (*p >= 'a' && *p <= 'z')
            *p = (char)(*p - 32);
    return ini_nearest(upper, names, count);
}

static enum err unknown(const char *word, size_t n, struct why *why)
{
    const char *near = nearest(word, n);

    return why_set(why, ERR_USAGE, "unknown function '%.*s'%s%s%s",
                   (int)(n > 40 ? 40 : n), word,
                   near ? ", did you mean " : "; ? lists them",
                   near ? near : "", near ? "?" : "");
}

/* Of "foo bar": foo, unless that is a symbol that is known. */
static enum err refuse(const struct snapshot *now, const char *symbol,
                       struct word first, struct word second, struct why *why)
{
    if (!now || snapshot_find(now, symbol))
        return unknown(second.text, second.n, why);
    if (nearest(first.text, first.n))
        return unknown(first.text, first.n, why);
    return why_set(why, ERR_USAGE,
                   "'%.*s' is neither a known symbol nor a function",
                   (int)(first.n > 40 ? 40 : first.n), first.text);
}

static void take_arguments(struct call *out, const char *text)
{
    size_t n;

    name_copy(out->arguments, sizeof(out->arguments), text);
    n = strlen(out->arguments);
    while (n > 0 && out->arguments[n - 1] == ' ')
        out->arguments[--n] = '\0';
}

enum err call_read(const struct config *config, const struct snapshot *now,
                   const char *line, struct call *out, struct why *why)
{
    char text[512];
    struct word first, second;
    const struct function_row *of_symbol;

    *out = (struct call){.function = NULL};
    expand(config, line, text, sizeof(text));
    first = call_word(text);
    second = call_word(first.rest);
    of_symbol = function_row_find(second.text, second.n);
    if (of_symbol && of_symbol->kind != FUNCTION_SYMBOL)
        of_symbol = NULL;
    out->function = function_row_find(first.text, first.n);
    /* "W DES" is about the symbol W, "W chips" about a list; any word may be a
     * tag. */
    if (out->function &&
        (!of_symbol || out->function->kind == FUNCTION_TAG)) {
        take_arguments(out, first.rest);
        return ERR_OK;
    }
    if (!symbol_from_text(first.text, first.n, out->symbol))
        return why_set(why, ERR_USAGE,
                       "'%.40s' is neither a symbol nor a function",
                       first.text);
    if (second.n && !of_symbol)
        return refuse(now, out->symbol, first, second, why);
    out->function = of_symbol ? of_symbol : function_row_find("DES", 3);
    take_arguments(out, second.rest);
    return ERR_OK;
}

/* What is typed behind an alias may be what its expression lacks yet. */
static enum err check_expression(const char *text, struct why *why)
{
    static const char *const rests[] = {"", " 0", " \"x\"", " symbol"};
    struct query *q = NULL;
    enum err e = ERR_OK;

    for (size_t i = 0; i < sizeof(rests) / sizeof(*rests); i++) {
        char whole[512];

        snprintf(whole, sizeof(whole), "%s%s", text, rests[i]);
        e = query_compile_in(whole, language_of_listing(), &q,
                             i == 0 ? why : NULL);
        query_free(q);
        if (e == ERR_OK)
            return ERR_OK;
        q = NULL;
    }
    return e;
}

static enum err check_alias(const char *value, struct why *why)
{
    struct call call;
    enum err e = call_read(NULL, NULL, value, &call, why);

    if (e == ERR_OK && call.function->kind == FUNCTION_QUERY &&
        call.arguments[0])
        e = check_expression(call.arguments, why);
    return e;
}

size_t ui_check_aliases(const struct config *config, struct strbuf *out)
{
    size_t wrong = 0;

    for (size_t i = 0; i < config_pair_count(config); i++) {
        struct config_pair p = config_pair(config, i);
        struct why why = {{0}};

        if (strcmp(p.section, "aliases") != 0 ||
            check_alias(p.value, &why) == ERR_OK)
            continue;
        strbuf_format(out, "%s: alias %s: %.*s\n", p.value_place, p.name,
                      (int)strcspn(why.text, "\n"), why.text);
        wrong++;
    }
    return wrong;
}
