/* SPDX-License-Identifier: MIT */
/* Where in a text file a word stands. */
#include "tapewatch/base/ini.h"

#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static bool begins_character(char c)
{
    return ((unsigned char)c & 0xc0) != 0x80;
}

/* The end of a line that a backslash joins to the next one; NULL: none is. */
static const char *joint(const char *text, const char *end)
{
    if (text == end || *text != '\\')
        return NULL;
    do
        text++;
    while (text < end && is_blank(*text));
    return text < end && *text == '\n' ? text : NULL;
}

static void skip_blanks(struct ini_place *p)
{
    const char *stop;

    for (;;) {
        if (p->text < p->end && is_blank(*p->text)) {
            p->text++;
            p->column++;
        } else if ((stop = joint(p->text, p->end)) != NULL) {
            p->text = stop + 1;
            p->line++;
            p->column = 1;
        } else {
            return;
        }
    }
}

static void skip_character(struct ini_place *p)
{
    do
        p->text++;
    while (p->text < p->end && !begins_character(*p->text));
    p->column++;
}

/* What was read has fewer blanks than what is written, so they do not count
 * in either. */
struct ini_place ini_word(struct ini_place at, const char *text,
                          const char *word)
{
    if (!at.text)
        return at;
    skip_blanks(&at);
    for (; text < word && at.text < at.end; text++) {
        if (is_blank(*text) || !begins_character(*text))
            continue;
        skip_character(&at);
        skip_blanks(&at);
    }
    return at;
}

struct ini_place ini_value(struct ini_place at, const char *key,
                           const char *value)
{
    static const char sign[] = "=", quote[] = "\"";

    at = ini_word(at, key, key + strlen(key));
    at = ini_word(at, sign, sign + 1);
    if (at.text && at.text < at.end && *at.text == '"' && *value != '"')
        at = ini_word(at, quote, quote + 1);
    return at;
}

void ini_place_write(struct ini_place at, struct strbuf *out)
{
    strbuf_add(out, at.file);
    if (at.line > 0)
        strbuf_format(out, ":%u", at.line);
    if (at.column > 0)
        strbuf_format(out, ":%u", at.column);
}
