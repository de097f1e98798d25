/* SPDX-License-Identifier: MIT */
/* Lines of text in columns of cells. */
#include "cells.h"

#include <string.h>

#include "tapewatch/base/utf8.h"

void cells_spaces(struct strbuf *out, size_t n)
{
    while (n-- > 0)
        strbuf_add_char(out, ' ');
}

void cells_left(struct strbuf *out, const char *text, size_t cells)
{
    size_t used = 0, n = strlen(text);

    while (n > 0) {
        int width = 0;
        size_t bytes = utf8_grapheme(text, n, &width);

        if (used + (size_t)width > cells)
            break;
        strbuf_add_n(out, text, bytes);
        used += (size_t)width;
        text += bytes;
        n -= bytes;
    }
    cells_spaces(out, cells - used);
}

void cells_right(struct strbuf *out, const char *text, size_t cells)
{
    size_t used = utf8_cells(text);

    if (used < cells)
        cells_spaces(out, cells - used);
    strbuf_add(out, text);
}

void cells_end_line(struct strbuf *out)
{
    while (out->len > 0 && out->text[out->len - 1] == ' ')
        out->text[--out->len] = '\0';
    strbuf_add_char(out, '\n');
}
