/*
 * The screens of screens.def and the market that they are drawn from.
 */
#ifndef TAPEWATCH_TESTS_GOLDEN_H
#define TAPEWATCH_TESTS_GOLDEN_H

#include "tapewatch/state/state.h"
#include "tapewatch/ui/ui.h"

struct shown {
    const char *name, *keys, *at, *setup, *pictures;
    const char *file; /* of the one picture; NULL: after name and picture */
};

/* The moment that a row is drawn at. */
struct scene {
    struct config *config;
    struct state *state;
    struct snapshot *now;
};

/* \n is Enter, \t Tab, \033 Esc. */
void golden_press(struct ui *u, const char *keys, const struct snapshot *now);

/* sizes.c: draws the row at sizes from 1x1 to 300x100, and each of its panels
 * alone; prints what went wrong, returns how often. */
int sizes_check(const struct scene *scene, const struct shown *shown);
/* hints.c: presses each key that the footer names, with the focus on each of
 * the row's panels; prints which only said that they cannot, returns how
 * many. */
int hints_check(const struct scene *scene, const struct shown *shown);
/* plain.c: the screens of whoever has them read out. */
int plain_check(const struct scene *scene, const struct shown *shown);
/* Each panel alone at all widths: its figures, of a market with large ones. */
int sizes_check_large(const struct scene *scene, const struct shown *shown);

#endif
