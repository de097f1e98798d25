/*
 * Keys and what they do, made from actions.def.
 */
#ifndef TAPEWATCH_UI_KEYMAP_H
#define TAPEWATCH_UI_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>

#include "action.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/config/config.h"
#include "tapewatch/ui/key.h"

struct action_row {
    const char *name;
    enum context context;
    const char *keys, *label, *help;
};
const struct action_row *keymap_row(enum ui_action a); /* never NULL */
const char *keymap_heading(unsigned context); /* of one context */

/* Its keys: those of the config's [keys], if every one of them is a key, else
 * the table's. `config` may be NULL. */
const char *keymap_keys(const struct config *config, enum ui_action a);
/* The first of the set's actions that has the key; ACTION_none. */
enum ui_action keymap_find(const struct config *config, unsigned contexts,
                           struct key k);
/* The contexts of a panel, with CONTEXT_tabs if the screen has them, and those
 * that hold everywhere. */
unsigned keymap_contexts(unsigned of_panel);
/* Letters after g: screens that exist, from go.def. NULL behind the last. */
struct go_row {
    char letter;
    const char *screen, *label;
};
const struct go_row *keymap_go(size_t i);

/* Reads one key of a blank-separated list and moves *text behind it; false at
 * the end, or (with out->code KEYCODE_NONE) when it is no key. "gg" is one
 * key: KEY_GO | 'g'. */
bool keymap_next_key(const char **text, struct key *out);

/* The hint line: labels of the set's actions, most useful first, whole ones
 * only, never wider than `width` cells; without those that are idle
 * (stack_idle(); NULL: none is). */
void keymap_footer(const struct config *config, unsigned contexts,
                   const bool idle[ACTION_COUNT], int width, char *out,
                   size_t size);
/* The action whose hint stands in the cell of such a line; ACTION_none. */
enum ui_action keymap_hint_at(const struct config *config, unsigned contexts,
                              const bool idle[ACTION_COUNT], int width,
                              int x);

#endif
