/* SPDX-License-Identifier: MIT */
/*
 * From what a theme gives to what each role looks like at each depth.
 *
 * A look comes from, in this order: the line for that depth; the role's line,
 * its colours replaced by the nearest the depth has; what the role derives
 * from. With 16 colours the background stays the terminal's own, and without
 * colours only attributes remain.
 */
#include "theme_sheet.h"

#include <string.h>

struct derivation {
    struct sheet *sheet;
    struct look looks[SLOT_COUNT][DEPTH_COUNT];
    enum { NOT_YET, BEGUN, DONE } progress[SLOT_COUNT][DEPTH_COUNT];
};

static struct look derive(struct derivation *d, int slot,
                          enum theme_depth depth);

/* What the twelve fall back to when a theme does not give them. */
static const char *fallback(int slot)
{
    switch (slot) {
    case SLOT_BG:
    case ROLE_fg:
        return "default";
    case ROLE_cursor:
        return "@fg reverse";
    default:
        return role_default((enum role)slot)[0]
                   ? role_default((enum role)slot)
                   : "@fg";
    }
}

static int32_t at_depth(int32_t color, enum theme_depth depth)
{
    if (color == THEME_DEFAULT || depth == DEPTH_MONO)
        return THEME_DEFAULT;
    if (depth == DEPTH_16 && color >= 16)
        return theme_nearest_16(theme_rgb(color));
    if (depth == DEPTH_256 && THEME_IS_RGB(color))
        return theme_nearest_256(color);
    return color;
}

static int32_t background(struct derivation *d, const struct given *g,
                          enum theme_depth depth)
{
    if (g->bg.kind == PAINT_ROLE)
        return derive(d, g->bg.slot, depth).fg;
    return at_depth(g->bg.color, depth);
}

static struct look from_given(struct derivation *d, int slot,
                              const struct given *g, enum theme_depth depth)
{
    struct look look = {.fg = THEME_DEFAULT, .bg = THEME_DEFAULT,
                        .attrs = g->attrs};
    if (slot != SLOT_BG)
        look.bg = derive(d, SLOT_BG, depth).fg;
    if (g->fg.kind == PAINT_ROLE) {
        struct look base = derive(d, g->fg.slot, depth);
        look.fg = base.fg;
        look.attrs |= base.attrs;
        if (slot != SLOT_BG && g->fg.slot != SLOT_BG)
            look.bg = base.bg;
    } else if (g->fg.kind == PAINT_COLOR) {
        look.fg = at_depth(g->fg.color, depth);
    } else if (slot != ROLE_fg && slot != SLOT_BG) {
        look.fg = derive(d, ROLE_fg, depth).fg;
    }
    if (g->bg.kind)
        look.bg = background(d, g, depth);
    return look;
}

/* Colours gone, the sign or the reverse must carry the meaning. */
static void adapt(int slot, enum theme_depth depth, struct look *look)
{
    bool is_poor = depth == DEPTH_16 || depth == DEPTH_MONO;
    if (is_poor && slot == ROLE_cursor) {
        *look = (struct look){.fg = THEME_DEFAULT, .bg = THEME_DEFAULT,
                              .attrs = ATTR_REVERSE};
    }
    if (depth != DEPTH_MONO)
        return;
    if (slot == ROLE_up)
        look->attrs = ATTR_BOLD;
    else if (slot == ROLE_down)
        look->attrs = 0;
    else if (slot == ROLE_error)
        look->attrs |= ATTR_REVERSE;
}

static struct look automatic(struct derivation *d, int slot,
                             enum theme_depth depth)
{
    struct given g = d->sheet->given[slot][DEPTH_TRUE];
    bool is_poor = depth == DEPTH_16 || depth == DEPTH_MONO;
    if (!g.generation) {
        const char *wrong;
        given_parse(fallback(slot), &g, &wrong, NULL);
    }
    if (is_poor && g.bg.kind)
        g.bg.kind = PAINT_NONE;
    struct look look = from_given(d, slot, &g, depth);
    if (is_poor && slot == SLOT_BG)
        look.fg = THEME_DEFAULT;
    adapt(slot, depth, &look);
    return look;
}

static struct look derive(struct derivation *d, int slot,
                          enum theme_depth depth)
{
    struct look *look = &d->looks[slot][depth];
    const struct given *g = &d->sheet->given[slot][depth];
    if (d->progress[slot][depth] == BEGUN) {
        sheet_problem(d->sheet, "theme %s: role '%s' refers to itself",
                      d->sheet->name, slot_name(slot));
        *look = (struct look){.fg = THEME_DEFAULT, .bg = THEME_DEFAULT};
        d->progress[slot][depth] = DONE;
    }
    if (d->progress[slot][depth] == NOT_YET) {
        d->progress[slot][depth] = BEGUN;
        struct look found = g->generation
                                ? from_given(d, slot, g, depth)
                                : automatic(d, slot, depth);
        if (d->progress[slot][depth] == BEGUN)
            *look = found;
        d->progress[slot][depth] = DONE;
    }
    return *look;
}

void sheet_derive(struct sheet *s, struct theme *out)
{
    struct derivation d = {.sheet = s};
    *out = (struct theme){0};
    memcpy(out->name, s->name, sizeof out->name);
    out->updown = s->updown;
    for (int r = 0; r < ROLE_COUNT; r++) {
        for (int depth = 0; depth < DEPTH_COUNT; depth++)
            out->looks[r][depth] = derive(&d, r, (enum theme_depth)depth);
    }
    memcpy(out->cursor, out->looks[ROLE_cursor], sizeof out->cursor);
}
