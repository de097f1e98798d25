/* SPDX-License-Identifier: MIT */
/* Text pasted where nothing is typed: symbols in it may be added, nothing
 * else happens. */
#include <stdio.h>
#include <string.h>

#include "turn.h"

static const char gaps[] = " ,;\t\r\n";

/* Collects the symbols of the text, each once, as many as can be sent. */
static size_t collect(const char *text, struct strbuf *out)
{
    size_t count = 0;

    strbuf_clear(out);
    for (text += strspn(text, gaps); *text && count < UI_COMMANDS_MAX;
         text += strspn(text, gaps)) {
        size_t n = strcspn(text, gaps);
        char symbol[SYMBOL_MAX], word[SYMBOL_MAX + 2];

        if (symbol_from_text(text, n, symbol)) {
            snprintf(word, sizeof(word), "%s ", symbol);
            if (!strstr(strbuf_text(out), word)) {
                strbuf_add(out, word);
                count++;
            }
        }
        text += n;
    }
    return count;
}

void paste_offer(struct turn *t, const char *text)
{
    struct strbuf *symbols = &t->u->clip;
    size_t count = collect(text, symbols);
    char line[sizeof(t->u->prompt.text)];

    t->u->go_since = 0;
    if (count == 0) {
        turn_say(t, ROLE_info, "pasted text has no symbols to add");
        return;
    }
    snprintf(line, sizeof(line), "Add %zu symbol%s? %.180s", count,
             count == 1 ? "" : "s", strbuf_text(symbols));
    prompt_open(&t->u->prompt, PROMPT_PASTE, line);
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
    strbuf_add(&symbols, strbuf_text(&t->u->clip));
    run_add_symbols(t, strbuf_text(&symbols));
    strbuf_done(&symbols);
}
