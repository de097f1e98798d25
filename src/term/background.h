/* Is the terminal's background light or dark? Pure. */
#ifndef TAPEWATCH_TERM_BACKGROUND_H
#define TAPEWATCH_TERM_BACKGROUND_H

#include "tapewatch/term/term.h"

/* By the answer to OSC 11, "rgb:ffff/ffff/dddd" (one to four digits each). */
enum term_background background_of_answer(const char *text);
/* By COLORFGBG, "0;15" or "0;default;15"; NULL is unknown. */
enum term_background background_of_variable(const char *text);

#endif
