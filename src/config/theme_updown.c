/* SPDX-License-Identifier: MIT */
/* The colours of rising and falling as the user's eyes expect them. */
#include "tapewatch/config/theme.h"

#include <string.h>

bool theme_updown_find(const char *word, enum theme_updown *out)
{
    static const char *const words[UPDOWN_COUNT] = {
        [UPDOWN_GREEN_UP] = "green-up", [UPDOWN_RED_UP] = "red-up",
        [UPDOWN_RED_UP_BLUE_DOWN] = "red-up-blue-down",
        [UPDOWN_NONE] = "none"};
    for (int i = 0; i < UPDOWN_COUNT; i++) {
        if (strcmp(word, words[i]) == 0) {
            *out = (enum theme_updown)i;
            return true;
        }
    }
    return false;
}

/* The first of these blues that can be read on the background and told from
 * the red by all eyes. */
static int32_t blue_for(const struct look *red, enum theme_depth d)
{
    static const int32_t blues[] = {0x15fafff, 0x1005faf, 0x187d7ff,
                                    0x1005fd7};
    int32_t ground = red->bg == THEME_DEFAULT ? 0x1000000 : red->bg;
    int32_t best = blues[0];
    if (d == DEPTH_16 || red->fg < 16) {
        return 12; /* bright blue */
    }
    for (size_t i = sizeof blues / sizeof *blues; i-- > 0;) {
        if (theme_contrast(blues[i], ground) >= 4.5)
            best = blues[i];
    }
    return d == DEPTH_256 ? theme_nearest_256(best) : best;
}

static void swap(struct look *a, struct look *b)
{
    struct look kept = *a;
    *a = *b;
    *b = kept;
}

static void set_at(struct theme *t, enum theme_depth d,
                   enum theme_updown updown)
{
    struct look *up = &t->looks[ROLE_up][d], *down = &t->looks[ROLE_down][d];
    struct look *heat_up = &t->looks[ROLE_heat_up][d];
    struct look *heat_down = &t->looks[ROLE_heat_down][d];
    switch (updown) {
    case UPDOWN_GREEN_UP:
    case UPDOWN_COUNT:
        break;
    case UPDOWN_RED_UP:
        swap(up, down);
        swap(heat_up, heat_down);
        break;
    case UPDOWN_RED_UP_BLUE_DOWN:
        swap(up, down);
        swap(heat_up, heat_down);
        down->fg = heat_down->fg = blue_for(up, d);
        break;
    case UPDOWN_NONE:
        *up = *down = *heat_up = *heat_down = t->looks[ROLE_fg][d];
        break;
    }
}

void theme_set_updown(struct theme *t, enum theme_updown updown)
{
    /* Without colours the attributes mean rising and falling, not a colour. */
    for (int d = 0; d < DEPTH_MONO; d++)
        set_at(t, (enum theme_depth)d, updown);
}
