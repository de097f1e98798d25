/* SPDX-License-Identifier: MIT */
/* Which glyphs a terminal is given, and what stands for those that it lacks. */
#include "glyphs.h"

#include <stddef.h>
#include <string.h>

enum term_glyphs term_glyphs_mode(const char *word)
{
    static const char *const words[] = {"auto", "unicode", "blocks", "ascii"};
    for (int i = TERM_GLYPHS_UNICODE; i <= TERM_GLYPHS_ASCII; i++) {
        if (strcmp(word, words[i]) == 0)
            return (enum term_glyphs)i;
    }
    return TERM_GLYPHS_AUTO;
}

enum term_glyphs glyphs_choose(enum term_glyphs wish, const char *term,
                               bool is_utf8, bool is_wide)
{
    if (!is_utf8)
        return TERM_GLYPHS_ASCII;
    if (wish != TERM_GLYPHS_AUTO)
        return wish;
    if (is_wide)
        return TERM_GLYPHS_ASCII;
    /* The console's font has 256 or 512 characters. */
    return strncmp(term, "linux", 5) == 0 ? TERM_GLYPHS_BLOCKS
                                          : TERM_GLYPHS_UNICODE;
}

wchar_t glyphs_stand_in(wchar_t c)
{
    static const wchar_t rows[][2] = {
#define BLOCK(ours, theirs) {ours, theirs},
#include "blocks.def"
#undef BLOCK
    };
    if (c < 0x80)
        return c;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i][0] == c)
            return rows[i][1];
    }
    return c;
}
