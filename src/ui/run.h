/*
 * What the functions of the command line do; run.c has which does what.
 */
#ifndef TAPEWATCH_UI_RUN_H
#define TAPEWATCH_UI_RUN_H

#include "functions.h"
#include "turn.h"

/* An error in the status line; only its first line. */
void run_fail(struct turn *t, const char *text);

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
