/* SPDX-License-Identifier: MIT */
/* Words of texts, and whether they are what is looked for. */
#include "tapewatch/base/words.h"

#include <stdint.h>
#include <string.h>

#include "tapewatch/base/utf8.h"

enum { BEGINNING_LEAST = 3 }; /* letters of a word that may go on */

static bool is_ideograph(uint32_t c)
{
    return c >= 0x80 && utf8_width(c) == 2;
}

/* The next word, appended with its blank; how many letters it has, 0 at the
 * end. `is_near` says whether it stands right behind *at. */
static size_t next_word(const char **at, const char *end, struct strbuf *out,
                        bool *is_near, bool *is_wide)
{
    size_t letters = 0;

    *is_near = true;
    *is_wide = false;
    while (*at < end) {
        const char *start = *at;
        uint32_t c = utf8_next(at, end);
        char bytes[4];

        if (!utf8_is_word(c) || (letters && is_ideograph(c))) {
            if (!letters) {
                *is_near = false;
                continue;
            }
            *at = start;
            return letters;
        }
        if (!letters++)
            strbuf_add_char(out, ' ');
        strbuf_add_n(out, bytes, utf8_put(bytes, utf8_lower(c)));
        if (is_ideograph(c)) {
            *is_wide = true;
            return letters;
        }
    }
    return letters;
}

void words_put(struct strbuf *out, const char *text)
{
    const char *end = text ? text + strlen(text) : NULL;
    bool is_near, is_wide;

    while (text && next_word(&text, end, out, &is_near, &is_wide))
        ;
}

bool words_next(const char **at, struct wanted_words *out)
{
    const char *end = *at + strlen(*at), *before;
    bool is_near, is_wide;
    size_t letters, length;

    strbuf_clear(&out->words);
    letters = next_word(at, end, &out->words, &is_near, &is_wide);
    out->is_beginning = !is_wide && letters >= BEGINNING_LEAST;
    while (letters && is_wide) {
        before = *at;
        length = out->words.len;
        letters = next_word(at, end, &out->words, &is_near, &is_wide);
        if (letters && is_wide && is_near)
            continue;
        *at = before; /* that one is the next */
        out->words.len = length;
        out->words.text[length] = '\0';
        return true;
    }
    return letters > 0;
}

bool words_any(const char *wanted)
{
    struct wanted_words w = {.is_beginning = false};
    bool is_any = words_next(&wanted, &w);

    strbuf_done(&w.words);
    return is_any;
}

static bool has(const char *text, const struct wanted_words *w)
{
    const char *words = strbuf_text(&w->words);

    for (const char *at = text; (at = strstr(at, words)) != NULL; at++)
        if (w->is_beginning || !at[w->words.len] || at[w->words.len] == ' ')
            return true;
    return false;
}

bool words_fit(const char *wanted, const char *const *texts, size_t count)
{
    struct wanted_words w = {.is_beginning = false};
    struct strbuf one = {0};
    bool is_found = false;

    while (words_next(&wanted, &w)) {
        is_found = false;
        for (size_t i = 0; i < count && !is_found; i++) {
            strbuf_clear(&one);
            words_put(&one, texts[i]);
            is_found = has(strbuf_text(&one), &w);
        }
        if (!is_found)
            break;
    }
    strbuf_done(&one);
    strbuf_done(&w.words);
    return is_found;
}
