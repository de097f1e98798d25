/*
 * What the functions of the command line do; run.c has which does what.
 */
#ifndef TAPEWATCH_UI_RUN_H
#define TAPEWATCH_UI_RUN_H

#include "functions.h"
#include "turn.h"

/* An error in the status line; only its first line. */
void run_fail(struct turn *t, const char *text);
/* "EQS what? For example: ..." of a function that has an example. */
void run_ask(struct turn *t, const struct function_row *f);

/* run_show.c */
/* Tells the panel a word (a range, an order); false when it is none of its. */
bool run_tell_word(struct turn *t, int panel, const char *word);
void run_show_symbol(struct turn *t, const struct call *c);
void run_show_query(struct turn *t, const struct call *c);
void run_show_companies(struct turn *t, const struct call *c);
void run_show_list(struct turn *t, const struct call *c);
void run_show_portfolio(struct turn *t, const struct call *c);
void run_versus(struct turn *t, const struct call *c);
void run_find(struct turn *t, const struct call *c);

/* run_change.c */
/* Length of the first word that is no symbol, and where; 0: all are. */
size_t run_bad_symbol(const char *text, const char **where);
void run_make_list(struct turn *t, const struct call *c);
void run_put_lot(struct turn *t, const struct call *c);
void run_set_level(struct turn *t, const struct call *c);
void run_export(struct turn *t, const struct call *c); /* act_export.c */
void run_tag(struct turn *t, const struct call *c); /* act_tags.c */
void run_set_contact(struct turn *t, const struct call *c);

#endif
