/* SPDX-License-Identifier: MIT */
/* What a word of an expression may become; the editor of rules and the command
 * line offer it. */
#include "expression_words.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "tapewatch/state/fields.h"

struct words {
    const char *begun;
    expression_word *put;
    void *self;
};

static bool is_begun(const struct words *w, const char *word)
{
    return strncasecmp(word, w->begun, strlen(w->begun)) == 0;
}

static void put(const struct words *w, const char *word, const char *help)
{
    if (is_begun(w, word))
        w->put(w->self, word, help);
}

static void put_fields(const struct words *w)
{
    struct field_table t = fields_of_listing();
    char help[80];

    for (size_t i = 0; i < t.count; i++) {
        snprintf(help, sizeof help, "%s%s%.60s", t.fields[i].unit,
                 t.fields[i].unit[0] ? ": " : "", t.fields[i].help);
        put(w, t.fields[i].name, help);
    }
}

static void put_functions(const struct words *w)
{
    const struct language *l = language_of_listing();
    const struct function *own;

    for (size_t i = 0; i < l->function_count; i++)
        put(w, l->functions[i].name, l->functions[i].usage);
    for (size_t i = 0; (own = query_own_function(i)) != NULL; i++)
        put(w, own->name, own->usage);
}

/* As they are written in an expression, or by their names alone. */
static void put_lists(const struct words *w, const struct snapshot *now,
                      bool is_written)
{
    size_t count = 0;
    const char **lists = surroundings_lists(now, &count);

    for (size_t i = 0; i < count; i++) {
        bool is_plain = strpbrk(lists[i], " &,.") == NULL;
        char word[LIST_NAME_MAX + 4];

        if (!is_begun(w, lists[i]))
            continue;
        if (is_written)
            snprintf(word, sizeof word, is_plain ? "@%s" : "@\"%s\"",
                     lists[i]);
        else
            snprintf(word, sizeof word, "%s", lists[i]);
        w->put(w->self, word, "watchlist, group or portfolio");
    }
    free(lists);
}

size_t expression_word_start(const char *text, size_t at)
{
    while (at > 0 && (isalnum((unsigned char)text[at - 1]) ||
                      strchr("_@", text[at - 1])))
        at--;
    return at;
}

void expression_words(const struct snapshot *now, const char *begun,
                      bool has_functions, expression_word *to, void *self)
{
    struct words w = {begun + (begun[0] == '@'), to, self};

    if (begun[0] == '@') {
        put_lists(&w, now, true);
        return;
    }
    put_fields(&w);
    if (has_functions)
        put_functions(&w);
}

void expression_lists(const struct snapshot *now, const char *begun,
                      expression_word *to, void *self)
{
    struct words w = {begun, to, self};

    put_lists(&w, now, false);
}
