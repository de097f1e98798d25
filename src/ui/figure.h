/*
 * A figure in a column that may be too narrow for it: rounded or in a shorter
 * form, never cut, since a number without its last digits is another number.
 */
#ifndef TAPEWATCH_UI_FIGURE_H
#define TAPEWATCH_UI_FIGURE_H

#include <stdbool.h>
#include <stddef.h>

enum { FIGURE_TEXT = 64 };

/*
 * "-29,395,018.00" in at most so many cells: "-29,395,018", "-29.40M",
 * "-29.4M", "-29M", and "#" in every cell when no form is narrow enough. Its
 * sign, arrow, "%" and "~" stay. False: the text is no single figure; *out is
 * left alone then.
 */
bool figure_fit(const char *text, int cells, char out[FIGURE_TEXT]);

#endif
