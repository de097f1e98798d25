/* SPDX-License-Identifier: MIT */
/* Roles become colours: which depth, which pair, which attributes. */
#include "internal.h"

#include <stdlib.h>
#include <string.h>

static enum theme_depth depth_of(int colors)
{
    return colors > 256    ? DEPTH_TRUE
           : colors == 256 ? DEPTH_256
           : colors >= 8   ? DEPTH_16
                           : DEPTH_MONO;
}

/* NO_COLOR (no-color.org) holds unless the user asks for colours by name. */
static enum theme_depth wanted_depth(enum color_mode mode, int colors)
{
    const char *no_color = getenv("NO_COLOR");
    enum theme_depth most = depth_of(colors);
    switch (mode) {
    case COLOR_AUTO:
        return no_color && *no_color ? DEPTH_MONO : most;
    case COLOR_NONE:
        return DEPTH_MONO;
    case COLOR_16:
        return most > DEPTH_16 ? most : DEPTH_16;
    case COLOR_256:
        return most > DEPTH_256 ? most : DEPTH_256;
    case COLOR_TRUE:
        return most;
    }
    return most;
}

void palette_set_mode(struct palette *p, enum color_mode mode)
{
    p->most = wanted_depth(mode, p->colors);
    if (p->most != DEPTH_MONO && !p->is_started) {
        /* The user's own background where the theme leaves it. */
        p->is_started = start_color() != ERR && use_default_colors() != ERR;
        p->most = p->is_started ? p->most : DEPTH_MONO;
    }
    p->depth = p->is_sparing && p->most < DEPTH_16 ? DEPTH_16 : p->most;
}

void palette_open(struct palette *p, enum color_mode mode,
                  struct why *notice)
{
    int colors = tigetnum("colors");
    *p = (struct palette){.colors = colors > 0 ? colors : 0};
    palette_set_mode(p, mode);
    if (p->depth == DEPTH_MONO && mode >= COLOR_16)
        why_set(notice, ERR_OK, "this terminal has no colours");
    else if (mode == COLOR_TRUE && p->depth != DEPTH_TRUE)
        why_set(notice, ERR_OK, "the terminal database has no entry of this"
                " terminal with true colours");
}

static enum theme_updown effective(enum updown_mode mode,
                                   const struct theme *theme)
{
    static const struct {
        const char *locale;
        enum theme_updown updown;
    } habits[] = {{"zh_CN", UPDOWN_RED_UP}, {"zh_TW", UPDOWN_RED_UP},
                  {"ja_JP", UPDOWN_RED_UP},
                  {"ko_KR", UPDOWN_RED_UP_BLUE_DOWN}};
    const char *locale = term_locale_wanted();
    switch (mode) {
    case UPDOWN_MODE_GREEN_UP:
        return UPDOWN_GREEN_UP;
    case UPDOWN_MODE_RED_UP:
        return UPDOWN_RED_UP;
    case UPDOWN_MODE_RED_UP_BLUE_DOWN:
        return UPDOWN_RED_UP_BLUE_DOWN;
    case UPDOWN_MODE_NONE:
        return UPDOWN_NONE;
    case UPDOWN_MODE_AUTO:
        break;
    }
    if (theme->updown != UPDOWN_COUNT)
        return theme->updown;
    for (size_t i = 0; i < sizeof habits / sizeof *habits; i++) {
        if (strncmp(locale, habits[i].locale, strlen(habits[i].locale)) == 0)
            return habits[i].updown;
    }
    return UPDOWN_GREEN_UP;
}

static attr_t curses_attrs(uint8_t attrs)
{
    return (attrs & ATTR_BOLD ? A_BOLD : 0) | (attrs & ATTR_DIM ? A_DIM : 0) |
           (attrs & ATTR_UNDERLINE ? A_UNDERLINE : 0) |
           (attrs & ATTR_REVERSE ? A_REVERSE : 0) |
           (attrs & ATTR_ITALIC ? A_ITALIC : 0);
}

/* Without colours losses are reversed, what moved most is bold. */
static struct look mono_heat(struct look look, int step)
{
    look.attrs |= step < 0 ? ATTR_REVERSE : 0;
    look.attrs |= abs(step) == HEAT_STEPS / 2 ? ATTR_BOLD : 0;
    return look;
}

/* Black or white on top of the mixture, whichever is easier to read. */
static struct look heat_look(const struct palette *p, int step)
{
    enum theme_depth d = p->depth;
    const struct look zero = p->theme.looks[ROLE_heat][d];
    const struct look end =
        p->theme.looks[step < 0 ? ROLE_heat_down : ROLE_heat_up][d];
    const int32_t white = 0x1ffffff, black = 0x1000000;
    if (d == DEPTH_MONO)
        return mono_heat(zero, step);
    if (d == DEPTH_16 || zero.fg < 0 || end.fg < 0)
        return step == 0 ? zero : end;
    int32_t mixed = theme_mix(zero.fg, end.fg, abs(step) / 3.0);
    bool is_dark = theme_contrast(white, mixed) > theme_contrast(black, mixed);
    if (d == DEPTH_256) {
        return (struct look){.fg = is_dark ? 231 : 16,
                             .bg = theme_nearest_256(mixed)};
    }
    return (struct look){.fg = is_dark ? white : black, .bg = mixed};
}

static void fill_heat(struct palette *p)
{
    for (int i = 0; i < HEAT_STEPS; i++)
        p->heat[i] = heat_look(p, i - HEAT_STEPS / 2);
}

void palette_set_theme(struct palette *p, const struct theme *theme,
                       enum updown_mode updown)
{
    p->said = p->theme = *theme;
    theme_set_updown(&p->theme, effective(updown, theme));
    fill_heat(p);
}

bool palette_spare(struct palette *p, bool is_sparing)
{
    bool has_other = p->most < DEPTH_16 && p->is_sparing != is_sparing;
    if (has_other) {
        p->is_sparing = is_sparing;
        p->depth = is_sparing ? DEPTH_16 : p->most;
        fill_heat(p);
    }
    return has_other;
}

/* Few steps, so that small moves send no bytes. */
static struct look heat_at(const struct palette *p, int level)
{
    int most = HEAT_STEPS - 1;
    return p->heat[level >= 100 ? most : (level * most + 50) / 100];
}

/* The selected row: the role's own colour where it can be read. */
static struct look on_cursor(const struct palette *p, struct look look)
{
    const struct look *cursor = &p->theme.cursor[p->depth];
    if (cursor->bg == THEME_DEFAULT || p->depth == DEPTH_MONO) {
        look = *cursor;
        return look;
    }
    if (look.fg == THEME_DEFAULT ||
        theme_contrast(look.fg, cursor->bg) < 3) {
        look.fg = cursor->fg;
    }
    look.bg = cursor->bg;
    look.attrs |= cursor->attrs;
    return look;
}

/* What curses understands: direct colour takes RGB, where 0-7 are the ANSI
 * colours; few-colour terminals show the bright ones in bold. */
static int32_t curses_color(const struct palette *p, int32_t color,
                            attr_t *attrs)
{
    if (color == THEME_DEFAULT)
        return -1;
    if (p->colors > 256) {
        int32_t rgb = theme_rgb(color) & 0xffffff;
        return color < 8 ? color : rgb < 8 ? 0 : rgb;
    }
    if (color >= 8 && p->colors < 16) {
        *attrs |= A_BOLD;
        return color - 8;
    }
    return color;
}

struct ink palette_ink(const struct palette *p, const struct cell *cell)
{
    enum role role = cell->role < ROLE_COUNT ? (enum role)cell->role
                                             : ROLE_fg;
    struct look look = role == ROLE_heat
                           ? heat_at(p, cell->level)
                           : p->theme.looks[role][p->depth];
    if (cell->flags & CELL_CURSOR)
        look = on_cursor(p, look);
    struct ink ink = {.attrs = curses_attrs(look.attrs)};
    if (cell->flags & CELL_BOLD)
        ink.attrs |= A_BOLD;
    if (p->depth != DEPTH_MONO) {
        attr_t none = 0;
        int32_t fg = curses_color(p, look.fg, &ink.attrs);
        int32_t bg = curses_color(p, look.bg, &none);
        int pair = fg < 0 && bg < 0 ? 0 : alloc_pair(fg, bg);
        ink.pair = pair > 0 ? pair : 0;
    }
    return ink;
}
