/* SPDX-License-Identifier: MIT */
/*
 * What a command line may become. One prompt for all: symbols (the very one,
 * those of the user's lists, others that begin so), functions, symbols by
 * their names or letters; then what can be done with the first, and headlines.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "completing.h"
#include "list.h"
#include "panel.h"

enum { REST_ROWS = 5 /* kept for what stands below symbols and functions */ };

bool finding_starts(const char *text, const char *with)
{
    return strncasecmp(text, with, strlen(with)) == 0;
}

void finding_add(struct finding *f, const char *word, const char *help)
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
    c->from = (size_t)(f->word - f->line);
}

/* A word of the name starts with it: "microsoft" finds MSFT. */
static bool name_has(const char *name, const char *with)
{
    for (; name && *name; name += strcspn(name, " "), name += *name == ' ')
        if (strlen(with) > 1 && finding_starts(name, with))
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

    finding_add(f, symbol, l && l->instrument->name ? l->instrument->name : "");
}

void finding_symbols(struct finding *f)
{
    const struct snapshot *now = f->from->now;
    char symbol[SYMBOL_MAX];

    if (symbol_from_text(f->word, strlen(f->word), symbol) &&
        snapshot_find(now, symbol))
        add_symbol(f, now, symbol);
    for (size_t i = 0; i < now->watchlist_count; i++)
        for (size_t k = 0; k < now->watchlists[i].count; k++)
            if (finding_starts(now->watchlists[i].symbols[k], f->word))
                add_symbol(f, now, now->watchlists[i].symbols[k]);
    for (size_t i = 0; i < now->listing_count && f->count < f->most; i++) {
        const struct listing *l = &now->listings[now->by_symbol[i]];

        if (finding_starts(l->instrument->symbol, f->word))
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
                finding_add(f, x->symbol, x->name ? x->name : "");
        }
}

static void add_functions(struct finding *f, bool of_symbols)
{
    const struct function_row *row;

    for (size_t i = 0; (row = function_row_at(i)) != NULL; i++)
        if (finding_starts(row->name, f->word) &&
            (!of_symbols || row->kind == FUNCTION_SYMBOL))
            finding_add(f, row->name, row->help);
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
            finding_add(f, line, row->help);
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
        finding_add(f, line, help);
    snprintf(line, sizeof(line), "FIND %s", f->word);
    finding_add(f, line, "look it up, here and at a source");
}

static void add_aliases(struct finding *f, const struct config *config)
{
    for (size_t i = 0; config && i < config_pair_count(config); i++) {
        struct config_pair p = config_pair(config, i);

        if (strcmp(p.section, "aliases") == 0 &&
            finding_starts(p.name, f->word))
            finding_add(f, p.name, p.value);
    }
}

bool call_is_theme(const char *line)
{
    const char *arguments;
    const struct function_row *row = call_typed(line, &arguments);

    return row && row->takes == TAKES_THEME;
}

static size_t complete_first(struct finding *f)
{
    const struct call_sources *from = f->from;
    size_t most = f->most;

    if (!f->word[0])
        return 0;
    add_aliases(f, from->config);
    f->most = most > REST_ROWS ? most - REST_ROWS : most;
    finding_symbols(f);
    add_functions(f, false);
    add_likes(f, from->now);
    f->most = most;
    add_ways(f, from->now);
    return f->count;
}

size_t call_complete(const struct call_sources *from, const char *line,
                     struct completion *out, size_t most)
{
    const char *blank = strrchr(line, ' '), *arguments;
    struct finding f = {from, line, blank ? blank + 1 : line, out, most, 0};
    struct word first = call_word(line);
    const struct function_row *row = call_typed(line, &arguments);

    if (row) {
        finding_arguments(&f, row, arguments);
        return f.count;
    }
    if (f.most > COMPLETIONS_USUAL)
        f.most = COMPLETIONS_USUAL;
    if (!blank)
        return complete_first(&f);
    if (first.rest == f.word) /* behind a symbol its functions */
        add_functions(&f, true);
    return f.count;
}
