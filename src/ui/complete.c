/* SPDX-License-Identifier: MIT */
/*
 * What a command line may become. One prompt for all: symbols (the very one,
 * those of the user's lists, others that begin so), functions, symbols by
 * their names or letters; then what can be done with the first, and headlines.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "functions.h"
#include "list.h"
#include "panel.h"

enum { REST_ROWS = 5 /* kept for what stands below symbols and functions */ };

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

/* Its letters in that order, others between them: "nva" finds NVDA. */
static bool is_like(const char *text, const char *letters)
{
    for (; *text && *letters; text++)
        letters += (*text | 32) == (*letters | 32);
    return !*letters;
}

static void add_symbol(struct finding *f, const struct snapshot *now,
                       const char *symbol)
{
    const struct listing *l = snapshot_find(now, symbol);

    add(f, symbol, l && l->instrument->name ? l->instrument->name : "");
}

/* The very symbol, those of the user's lists, then all that begin so. */
static void add_symbols(struct finding *f, const struct snapshot *now)
{
    char symbol[SYMBOL_MAX];

    if (symbol_from_text(f->word, strlen(f->word), symbol) &&
        snapshot_find(now, symbol))
        add_symbol(f, now, symbol);
    for (size_t i = 0; i < now->watchlist_count; i++)
        for (size_t k = 0; k < now->watchlists[i].count; k++)
            if (starts(now->watchlists[i].symbols[k], f->word))
                add_symbol(f, now, now->watchlists[i].symbols[k]);
    for (size_t i = 0; i < now->listing_count && f->count < f->most; i++) {
        const struct listing *l = &now->listings[now->by_symbol[i]];

        if (starts(l->instrument->symbol, f->word))
            add_symbol(f, now, l->instrument->symbol);
    }
}

/* By a word of the name, then by letters. */
static void add_likes(struct finding *f, const struct snapshot *now)
{
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < now->listing_count && f->count < f->most; i++) {
            const struct instrument *x =
                now->listings[now->by_symbol[i]].instrument;

            if (round == 0 ? name_has(x->name, f->word)
                           : strlen(f->word) > 2 &&
                                 is_like(x->symbol, f->word))
                add(f, x->symbol, x->name ? x->name : "");
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

/* What else may be done with the word: the functions of the symbol that comes
 * first, headlines with it, and a search at a source. */
static void add_ways(struct finding *f, const struct snapshot *now)
{
    const struct completion *first = &f->out[0];
    const struct function_row *row;
    char symbol[SYMBOL_MAX] = "", line[SYMBOL_MAX], help[40];
    size_t stories = 0;

    if (f->count && snapshot_find(now, first->word))
        name_copy(symbol, sizeof(symbol), first->word);
    for (size_t i = 0; symbol[0] && (row = function_row_at(i)) != NULL &&
                       f->count + 2 < f->most; i++)
        if (row->kind == FUNCTION_SYMBOL &&
            strlen(symbol) + strlen(row->name) + 2 <= sizeof(line)) {
            snprintf(line, sizeof(line), "%.18s %.4s", symbol, row->name);
            add(f, line, row->help);
        }
    if (strlen(f->word) < 2 || strlen(f->word) + 6 > sizeof(line))
        return;
    for (size_t i = 0; i < now->headline_count; i++)
        stories += now->headlines[i]->title &&
                   list_matches(f->word, now->headlines[i]->title);
    snprintf(help, sizeof(help), "%zu headline%s with it", stories,
             stories == 1 ? "" : "s");
    snprintf(line, sizeof(line), "N %s", f->word);
    if (stories > 0)
        add(f, line, help);
    snprintf(line, sizeof(line), "FIND %s", f->word);
    add(f, line, "look it up, here and at a source");
}

static void add_aliases(struct finding *f, const struct config *config)
{
    for (size_t i = 0; config && i < config_pair_count(config); i++) {
        struct config_pair p = config_pair(config, i);

        if (strcmp(p.section, "aliases") == 0 && starts(p.name, f->word))
            add(f, p.name, p.value);
    }
}

/* A name that has no room here can be typed. */
static void add_themes(struct finding *f, const struct around *around)
{
    for (size_t i = 0; around && i < around->theme_count; i++)
        if (starts(around->themes[i].name, f->word) &&
            strlen(around->themes[i].name) < sizeof(f->out[0].word))
            add(f, around->themes[i].name, around->themes[i].remark);
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

/* Words that headlines have already, but for those on the line. */
static void add_tags(struct finding *f, const struct snapshot *now,
                     const char *arguments)
{
    const struct tagged_list *l = now->tagged;
    struct tags typed = {.count = 0};
    char before[256], help[40];

    snprintf(before, sizeof(before), "%.*s", (int)(f->word - arguments),
             arguments);
    (void)tags_read(before, &typed, NULL);
    for (size_t i = 0; l && i < l->name_count; i++) {
        const struct tag_count *n = &l->names[i];

        snprintf(help, sizeof(help), "%u headline%s", n->count,
                 n->count == 1 ? "" : "s");
        if (starts(n->tag, f->word) && !tags_have(&typed, n->tag))
            add(f, n->tag, help);
    }
}

static bool is_of_tags(struct word first)
{
    const struct function_row *row = function_row_find(first.text, first.n);

    return row && row->kind == FUNCTION_TAG;
}

bool call_is_theme(const char *line)
{
    struct word first = call_word(line);
    const struct function_row *row = function_row_find(first.text, first.n);

    return row && row->kind == FUNCTION_THEME &&
           first.rest > first.text + first.n;
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

static size_t complete_first(struct finding *f, const struct call_sources *from)
{
    size_t most = f->most;

    if (!f->word[0])
        return 0;
    add_aliases(f, from->config);
    f->most = most > REST_ROWS ? most - REST_ROWS : most;
    add_symbols(f, from->now);
    add_functions(f, false);
    add_likes(f, from->now);
    f->most = most;
    add_ways(f, from->now);
    return f->count;
}

size_t call_complete(const struct call_sources *from, const char *line,
                     struct completion *out, size_t most)
{
    const char *blank = strrchr(line, ' ');
    struct finding f = {blank ? blank + 1 : line, out, most, 0};
    struct word first = call_word(line);

    if (call_is_theme(line)) {
        add_themes(&f, from->around);
        return f.count;
    }
    if (is_of_settings(first) && blank) {
        add_settings(&f, first.rest);
        return f.count;
    }
    if (f.most > COMPLETIONS_USUAL)
        f.most = COMPLETIONS_USUAL;
    if (!blank)
        return complete_first(&f, from);
    if (is_of_tags(first))
        add_tags(&f, from->now, first.rest);
    /* Behind a symbol its functions; behind ADD, and the like, symbols. */
    if (first.rest == f.word && !function_row_find(first.text, first.n))
        add_functions(&f, true);
    else if (f.word[0] && takes_symbols(&first))
        add_symbols(&f, from->now);
    return f.count;
}
