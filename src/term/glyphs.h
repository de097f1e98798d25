/* Which glyphs a terminal is given. Pure. */
#ifndef TAPEWATCH_TERM_GLYPHS_H
#define TAPEWATCH_TERM_GLYPHS_H

#include <stdbool.h>
#include <stddef.h>

#include "tapewatch/term/term.h"

/* Never AUTO. `term` is its name; is_wide: its arrows take two cells. What
 * the user wishes holds, but for what the locale cannot write. */
enum term_glyphs glyphs_choose(enum term_glyphs wish, const char *term,
                               bool is_utf8, bool is_wide);
/* With BLOCKS: the glyph itself, or one that the font has. */
wchar_t glyphs_stand_in(wchar_t c);

#endif
