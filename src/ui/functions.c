/* SPDX-License-Identifier: MIT */
/* Reads a command line, and completes one. */
#include "functions.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "screens.h"
#include "tapewatch/base/embed.h"
#include "tapewatch/base/ini.h"

static const struct function_row rows[] = {
#define FUNCTION(name, kind, screen, panel, arguments, help)                \
    {name, FUNCTION_##kind, screen, panel, arguments, help},
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

/* The next word of a line, and the line behind it. */
struct word {
    const char *text;
    size_t n;
    const char *rest;
};

static struct word word_of(const char *line)
{
    struct word w;

    w.text = line + strspn(line, " ");
    w.n = strcspn(w.text, " ");
    w.rest = w.text + w.n + strspn(w.text + w.n, " ");
    return w;
}

/* An alias stands for what the config says, with the rest behind it. */
static void expand(const struct config *config, const char *line, char *out,
                   size_t size)
{
    struct word w = word_of(line);

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

static enum err unknown(const char *word, size_t n, struct why *why)
{
    const char *names[ROW_COUNT], *near;
    const struct function_row *row;
    char upper[40];
    size_t count = 0;

    for (; (row = function_row_at(count)) != NULL; count++)
        names[count] = row->name;
    snprintf(upper, sizeof(upper), "%.*s", (int)(n > 39 ? 39 : n), word);
    for (char *p = upper; *p; p++)
        if (*p >= 'a' && *p <= 'z')
            *p = (char)(*p - 32);
    near = ini_nearest(upper, names, count);
    return why_set(why, ERR_USAGE, "unknown function '%.*s'%s%s%s",
                   (int)(n > 40 ? 40 : n), word,
                   near ? ", did you mean " : "; ? lists them",
                   near ? near : "", near ? "?" : "");
}

static void take_arguments(struct call *out, const char *text)
{
    size_t n;

    name_copy(out->arguments, sizeof(out->arguments), text);
    n = strlen(out->arguments);
    while (n > 0 && out->arguments[n - 1] == ' ')
        out->arguments[--n] = '\0';
}

enum err call_read(const struct config *config, const char *line,
                   struct call *out, struct why *why)
{
    char text[512];
    struct word first, second;
    const struct function_row *of_symbol;

    *out = (struct call){.function = NULL};
    expand(config, line, text, sizeof(text));
    first = word_of(text);
    second = word_of(first.rest);
    of_symbol = function_row_find(second.text, second.n);
    if (of_symbol && of_symbol->kind != FUNCTION_SYMBOL)
        of_symbol = NULL;
    out->function = function_row_find(first.text, first.n);
    /* "W DES" is about the symbol W, "W chips" about a list. */
    if (out->function && !of_symbol) {
        take_arguments(out, first.rest);
        return ERR_OK;
    }
    if (!symbol_from_text(first.text, first.n, out->symbol))
        return why_set(why, ERR_USAGE,
                       "'%.40s' is neither a symbol nor a function",
                       first.text);
    if (second.n && !of_symbol)
        return unknown(second.text, second.n, why);
    out->function = of_symbol ? of_symbol : function_row_find("DES", 3);
    take_arguments(out, second.rest);
    return ERR_OK;
}

/* ---- completion */

struct finding {
    const char *word; /* what has been typed of it */
    struct completion *out;
    size_t most, count;
};

static bool starts(const char *text, const char *with)
{
    return strncasecmp(text, with, strlen(with)) == 0;
}

static void add(struct finding *f, const char *word, const char *help)
{
    struct completion *c = &f->out[f->count];

    for (size_t i = 0; i < f->count; i++)
        if (strcmp(f->out[i].word, word) == 0)
            return;
    if (f->count == f->most)
        return;
    f->count++;
    name_copy(c->word, sizeof(c->word), word);
    name_copy(c->help, sizeof(c->help), help);
}

/* A word of the name starts with it: "microsoft" finds MSFT. */
static bool name_has(const char *name, const char *with)
{
    for (; name && *name; name += strcspn(name, " "), name += *name == ' ')
        if (strlen(with) > 1 && starts(name, with))
            return true;
    return false;
}

static void add_listings(struct finding *f, const struct snapshot *now,
                         bool by_name)
{
    for (size_t i = 0; i < now->listing_count; i++) {
        const struct listing *l = &now->listings[now->by_symbol[i]];
        const char *name = l->instrument->name;

        if (by_name ? name_has(name, f->word)
                    : starts(l->instrument->symbol, f->word))
            add(f, l->instrument->symbol, name ? name : "");
    }
}

static void add_functions(struct finding *f, bool of_symbols)
{
    const struct function_row *row;

    for (size_t i = 0; (row = function_row_at(i)) != NULL; i++)
        if (starts(row->name, f->word) &&
            (!of_symbols || row->kind == FUNCTION_SYMBOL))
            add(f, row->name, row->help);
}

static void add_aliases(struct finding *f, const struct config *config)
{
    for (size_t i = 0; config && i < config_pair_count(config); i++) {
        struct config_pair p = config_pair(config, i);

        if (strcmp(p.section, "aliases") == 0 && starts(p.name, f->word))
            add(f, p.name, p.value);
    }
}

static void add_themes(struct finding *f)
{
    static const char folder[] = "themes/", ending[] = ".theme";

    for (const struct embedded *e = embedded_files; e->name; e++) {
        const char *name = e->name + sizeof(folder) - 1;
        char word[SYMBOL_MAX];

        if (strncmp(e->name, folder, sizeof(folder) - 1) != 0)
            continue;
        snprintf(word, sizeof(word), "%.*s",
                 (int)(strlen(name) - (sizeof(ending) - 1)), name);
        if (starts(word, f->word))
            add(f, word, "");
    }
}

/* The names of settings, and behind one its words. */
static void add_settings(struct finding *f, const char *arguments)
{
    const char *blank = strchr(arguments, ' ');
    char name[32], word[SYMBOL_MAX];
    enum setting o;

    if (!blank) {
        for (int i = 0; i < OPTION_COUNT; i++) {
            const struct option_row *row = option_row((enum setting)i);

            if (starts(row->name, f->word))
                add(f, row->name, row->text);
        }
        return;
    }
    snprintf(name, sizeof(name), "%.*s", (int)(blank - arguments), arguments);
    if (!option_find(name, &o))
        return;
    for (size_t i = 0; option_word(o, i, word, sizeof(word)); i++)
        if (starts(word, f->word))
            add(f, word, "");
}

bool call_is_theme(const char *line)
{
    struct word first = word_of(line);
    const struct function_row *row = function_row_find(first.text, first.n);

    return row && row->kind == FUNCTION_THEME && first.rest > first.text + first.n;
}

static bool is_of_settings(struct word first)
{
    const struct function_row *row = function_row_find(first.text, first.n);

    return row && (row->kind == FUNCTION_SET || row->kind == FUNCTION_KEEP ||
                   row->kind == FUNCTION_RESET);
}

static bool takes_symbols(const struct word *first)
{
    const struct function_row *row = function_row_find(first->text, first->n);

    return row && (row->kind == FUNCTION_ADD || row->kind == FUNCTION_VERSUS);
}

size_t call_complete(const struct snapshot *now, const struct config *config,
                     const char *line, struct completion *out, size_t most)
{
    const char *blank = strrchr(line, ' ');
    struct finding f = {blank ? blank + 1 : line, out, most, 0};
    struct word first = word_of(line);

    if (!blank) {
        if (!f.word[0])
            return 0;
        add_aliases(&f, config);
        add_listings(&f, now, false);
        add_functions(&f, false);
        add_listings(&f, now, true);
        return f.count;
    }
    if (call_is_theme(line))
        add_themes(&f);
    else if (is_of_settings(first))
        add_settings(&f, first.rest);
    /* Behind a symbol its functions; behind ADD, and the like, symbols. */
    if (first.rest == f.word && !function_row_find(first.text, first.n))
        add_functions(&f, true);
    else if (f.word[0] && takes_symbols(&first))
        add_listings(&f, now, false);
    return f.count;
}
