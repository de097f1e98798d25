/*
 * Keys and what they do, made from actions.def.
 */
#ifndef TAPEWATCH_UI_KEYMAP_H
#define TAPEWATCH_UI_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>

#include "action.h"
#include "tapewatch/ui/key.h"

struct action_row {
    const char *name;
    enum context context;
    const char *keys, *label, *help;
};
const struct action_row *keymap_row(enum ui_action a); /* never NULL */
const char *keymap_heading(unsigned context); /* of one context */

/* The first of the set's actions that has the key; ACTION_none. */
enum ui_action keymap_find(unsigned contexts, struct key k);

/* Reads one key of a blank-separated list and moves *text behind it; false at
 * the end, or (with out->code KEYCODE_NONE) when it is no key. */
bool keymap_next_key(const char **text, struct key *out);

/* The hint line: labels of the set's actions, most useful first, whole ones
 * only, never wider than `width` cells. */
void keymap_footer(unsigned contexts, int width, char *out, size_t size);

#endif
