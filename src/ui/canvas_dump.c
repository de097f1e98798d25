/* SPDX-License-Identifier: MIT */
/* A canvas as text: what golden screens are compared with. */
#include <string.h>

#include "tapewatch/ui/canvas.h"

/* Cuts the blanks at the end of the last line and ends it. */
static void end_line(struct strbuf *out, size_t start)
{
    size_t len = out->len;

    while (len > start && out->text[len - 1] == ' ')
        len--;
    if (len < out->len) {
        out->len = len;
        out->text[len] = '\0';
    }
    strbuf_add_char(out, '\n');
}

void canvas_dump(const struct canvas *c, struct strbuf *out)
{
    for (int y = 0; y < c->height; y++) {
        size_t start = out->len;

        for (int x = 0; x < c->width; x++) {
            const struct cell *cell = &c->cells[y * c->width + x];

            if (cell->flags & CELL_WIDE_TAIL)
                continue;
            strbuf_add(out, cell->text[0] ? cell->text : " ");
        }
        end_line(out, start);
    }
}

static char letter_of(unsigned role)
{
    static const char letters[] = ".abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    return role < sizeof(letters) - 1 ? letters[role] : '?';
}

static void dump_legend(const bool *seen, struct strbuf *out)
{
    for (unsigned r = 0; r < ROLE_COUNT; r++)
        if (seen[r])
            strbuf_format(out, "%c %s\n", letter_of(r),
                          role_name((enum role)r));
}

void canvas_dump_roles(const struct canvas *c, struct strbuf *out)
{
    bool seen[ROLE_COUNT] = {false};

    for (int y = 0; y < c->height; y++) {
        size_t start = out->len;

        for (int x = 0; x < c->width; x++) {
            const struct cell *cell = &c->cells[y * c->width + x];
            bool is_blank = !cell->text[0] && !(cell->flags & CELL_WIDE_TAIL);

            if (is_blank && !(cell->flags & CELL_CURSOR)) {
                strbuf_add_char(out, ' ');
                continue;
            }
            seen[cell->role] = true;
            strbuf_add_char(out, letter_of(cell->role));
        }
        end_line(out, start);
    }
    dump_legend(seen, out);
}
