/* SPDX-License-Identifier: MIT */
/* What can be changed while the terminal is open, and what it is like. */
#include "internal.h"

#include <langinfo.h>
#include <string.h>

void term_set_color(struct term *t, enum color_mode mode)
{
    struct theme theme = t->palette.said;
    palette_set_mode(&t->palette, mode);
    term_set_theme(t, &theme);
}

void term_set_ascii(struct term *t, bool is_forced)
{
    bool is_ascii = is_forced || t->is_wide ||
                    strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
    if (is_ascii != t->is_ascii) {
        t->is_ascii = is_ascii;
        draw_forget(t);
    }
}

void term_set_link(struct term *t, enum term_link link)
{
    t->link.wish = link;
}

enum theme_depth term_depth(const struct term *t)
{
    return t->palette.depth;
}

const struct theme *term_theme(const struct term *t)
{
    return &t->palette.theme;
}

void term_abilities(const struct term *t, char *out, size_t size)
{
    const char *name = t->palette.colors > 256 ? "true" : "no";
    char colors[24];
    snprintf(colors, sizeof colors, "%d", t->palette.colors);
    snprintf(out, size, "%s colours, %s%s%s",
             t->palette.colors > 0 && t->palette.colors <= 256 ? colors : name,
             nl_langinfo(CODESET),
             t->is_wide ? ", arrows two cells wide" : "",
             t->is_multiplexed ? ", inside tmux or screen" : "");
}
