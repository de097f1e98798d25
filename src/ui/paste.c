/* SPDX-License-Identifier: MIT */
/* Text pasted where nothing is typed: symbols in it may be added, nothing
 * else happens. */
#include <stdio.h>
#include <string.h>

#include "show.h"
#include "turn.h"

enum { NAMED_BYTES = 40 }; /* of the symbols, in the question */

static const char gaps[] = " ,;\t\r\n";

static bool has_word(const char *words, const char *word)
{
    size_t n = strlen(word);

    for (const char *at = words; (at = strstr(at, word)) != NULL; at += n)
        if ((at == words || at[-1] == ' ') && at[n] == ' ')
            return true;
    return false;
}

/* Collects the symbols of the text, each once. */
static size_t collect(const char *text, struct strbuf *out)
{
    size_t count = 0;

    strbuf_clear(out);
    for (text += strspn(text, gaps); *text; text += strspn(text, gaps)) {
        size_t n = strcspn(text, gaps);
        char symbol[SYMBOL_MAX];

        if (symbol_from_text(text, n, symbol) &&
            !has_word(strbuf_text(out), symbol)) {
            strbuf_format(out, "%s ", symbol);
            count++;
        }
        text += n;
    }
    return count;
}

/* Of the pasted ones those that the list has not; returns how many. */
static size_t fresh(struct turn *t, struct strbuf *out)
{
    const char *list = stack_top(t->u)->subject.list;
    const char *at = strbuf_text(&t->u->clip);
    size_t count = 0;

    while (*at) {
        size_t n = strcspn(at, " ");
        char symbol[SYMBOL_MAX];

        snprintf(symbol, sizeof(symbol), "%.*s", (int)n, at);
        if (!show_is_listed(t->now, list, symbol)) {
            strbuf_format(out, "%s ", symbol);
            count++;
        }
        at += n + (at[n] == ' ');
    }
    return count;
}

void paste_offer(struct turn *t, const char *text)
{
    size_t found = collect(text, &t->u->clip), count;
    char line[sizeof(t->u->prompt.text)];
    struct strbuf symbols = {0};

    t->u->go_since = 0;
    count = fresh(t, &symbols);
    if (found == 0) {
        turn_say(t, ROLE_info, "pasted text has no symbols to add");
    } else if (count == 0) {
        turn_say(t, ROLE_info, found == 1 ? "that is in the list already"
                                          : "all of them are in the list "
                                            "already");
    } else {
        snprintf(line, sizeof(line), "Add %zu symbol%s? %.*s%s", count,
                 count == 1 ? "" : "s", NAMED_BYTES, strbuf_text(&symbols),
                 symbols.len > NAMED_BYTES ? "..." : "");
        prompt_open(&t->u->prompt, PROMPT_PASTE, line);
    }
    strbuf_done(&symbols);
}

void paste_answer(struct turn *t)
{
    uint32_t code = t->key.code;
    struct strbuf symbols = {0};

    if (code == KEYCODE_PASTE)
        return;
    t->u->prompt.kind = PROMPT_NONE;
    if (code != KEYCODE_ENTER && code != 'y' && code != 'Y') {
        turn_say(t, ROLE_info, "nothing added");
        return;
    }
    (void)fresh(t, &symbols);
    run_add_symbols(t, strbuf_text(&symbols));
    strbuf_done(&symbols);
}
