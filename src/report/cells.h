/*
 * Lines of text in columns, counted in cells of a terminal.
 */
#ifndef TAPEWATCH_REPORT_CELLS_H
#define TAPEWATCH_REPORT_CELLS_H

#include "tapewatch/base/strbuf.h"

void cells_spaces(struct strbuf *out, size_t n);
/* A text in so many cells: cut, or filled up on its right. */
void cells_left(struct strbuf *out, const char *text, size_t cells);
/* Filled up on its left; what is wider stands whole. */
void cells_right(struct strbuf *out, const char *text, size_t cells);
/* Without the blanks at its end. */
void cells_end_line(struct strbuf *out);

#endif
