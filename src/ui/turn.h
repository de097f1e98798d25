/*
 * One key being answered: what ui_key.c, act.c, run.c and mouse.c share.
 */
#ifndef TAPEWATCH_UI_TURN_H
#define TAPEWATCH_UI_TURN_H

#include "stack.h"

struct turn {
    struct ui *u;
    const struct snapshot *now; /* never NULL */
    int64_t real_ms;
    struct key key;
    struct ui_effects *out;
};

void turn_say(struct turn *t, enum role role, const char *text);
void turn_send(struct turn *t, const struct command *c);
/* Does an action in a panel of any screen; false if it had no use for it. */
bool turn_act_in(struct turn *t, struct screen_state *s, int panel,
                 enum ui_action a, struct wish *wish);
/* What the panel wanted. */
void turn_fulfil(struct turn *t, const struct wish *wish);
/* act.c: any action; the key that led to it is t->key. */
void turn_act(struct turn *t, enum ui_action a);
void turn_change(struct turn *t, enum ui_change change, const char *setting,
                 const char *value);
/* What the cursor is on; else what the screen is about. */
struct subject turn_selected(struct turn *t);

/* ui_key.c: the line becomes what the completion makes of it. */
void turn_take_word(struct turn *t, const char *line,
                    const struct completion *c);

/* run.c: what was typed behind ":", and a screen by its name. */
void run_line(struct turn *t, const char *line);
void run_go(struct turn *t, const char *screen);
/* The words that the focused list of headlines is filtered by are looked for in
 * all that are kept. */
void run_find_news(struct turn *t);
void run_add_symbols(struct turn *t, const char *text);

/* Over what is there: a function of the selected symbol ("CN"). */
void run_part(struct turn *t, const char *function);

/* act_rows.c: marks, orders, the next list; false for all other actions. */
bool turn_act_rows(struct turn *t, enum ui_action a);
bool rows_unmark(struct turn *t); /* false: nothing was marked */
/* Symbols of the marked rows, a blank between; where none is marked, with `all`
 * those of all rows. False: there are none. */
bool rows_symbols(struct turn *t, bool all, struct strbuf *out);
/* The cursor is on a row that is about no symbol, so that the screen's would be
 * another's. */
bool rows_lack_symbol(struct turn *t);
/* What the focused list may be sorted by, for one who named none of it. */
void rows_name_orders(struct turn *t, struct strbuf *out);
/* Sorts the focused list by the order of that name, or what begins so; false:
 * there is none. */
bool rows_sort_named(struct turn *t, const char *word);
/* While the menu of orders is open: false when the key goes on to others. */
bool rows_sort_key(struct turn *t, enum ui_action a);
/* The next item of the list that the screen was opened from. */
void turn_next_item(struct turn *t, enum ui_action move);
void rows_next_unread(struct turn *t);
void rows_sort_by(struct turn *t, int sort); /* and closes the menu */

/* act_open.c: prompts, help, settings; false for all other actions. */
bool turn_act_open(struct turn *t, enum ui_action a);

/* act_story.c: the selected headline (NULL: none), its page, its address; M. */
const struct headline *story_selected(struct turn *t);
void story_open(struct turn *t);
void story_show_address(struct turn *t);
void story_mute(struct turn *t);

/* act_tags.c: asks for the words, which run_tag() puts on. */
void tags_ask(struct turn *t);

/* act_export.c: asks for the file's name. */
void export_ask(struct turn *t);

/* act_status.c: the focus goes on or back; a source of the status line; a key
 * while one of those has the focus (false: it goes on to others). */
void status_move_focus(struct turn *t, int step);
void status_open(struct turn *t, int source);
bool status_key(struct turn *t, enum ui_action a);

/* mouse.c */
void mouse_key(struct turn *t);

/* paste.c: text pasted outside a prompt; and the answer to its question. */
void paste_offer(struct turn *t, const char *text);
void paste_answer(struct turn *t);

#endif
