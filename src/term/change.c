/* SPDX-License-Identifier: MIT */
/* What can be changed while the terminal is open, and what it is like. */
#include "internal.h"

#include <langinfo.h>
#include <stdio.h>
#include <string.h>

#include "glyphs.h"

void term_set_color(struct term *t, enum color_mode mode)
{
    struct theme theme = t->palette.said;
    palette_set_mode(&t->palette, mode);
    term_set_theme(t, &theme);
}

bool glyphs_renew(struct term *t)
{
    bool is_utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    enum term_glyphs now = glyphs_choose(t->wish, t->name, is_utf8,
                                         t->is_wide);
    bool was_ascii = t->is_ascii, was_blocks = t->is_blocks;
    t->is_ascii = now == TERM_GLYPHS_ASCII;
    t->is_blocks = now == TERM_GLYPHS_BLOCKS;
    return t->is_ascii != was_ascii || t->is_blocks != was_blocks;
}

void term_set_glyphs(struct term *t, enum term_glyphs wish)
{
    t->wish = wish;
    if (glyphs_renew(t))
        draw_forget(t);
}

bool term_is_ascii(const struct term *t)
{
    return t->is_ascii;
}

bool term_is_blocks(const struct term *t)
{
    return t->is_blocks;
}

enum term_background term_background(const struct term *t)
{
    return t->background;
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
    snprintf(out, size, "%s colours%s, %s%s%s",
             t->palette.colors > 0 && t->palette.colors <= 256 ? colors : name,
             t->palette.colors > 0 && t->palette.depth == DEPTH_MONO
                 ? " (none used)" : "",
             nl_langinfo(CODESET),
             t->is_wide ? ", arrows two cells wide" : "",
             t->is_multiplexed ? ", inside tmux or screen" : "");
}
