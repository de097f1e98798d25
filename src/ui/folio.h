/*
 * What the panels of the portfolio screen share: which portfolio the screen is
 * about, how its money looks, and when it is hidden.
 */
#ifndef TAPEWATCH_UI_FOLIO_H
#define TAPEWATCH_UI_FOLIO_H

#include "show.h"
#include "tapewatch/base/format.h"
#include "tapewatch/state/portfolio.h"

/* Of the frame's subject; NULL: there is none. portfolio_free() it. */
struct portfolio *folio_of(const struct frame *f);
const char *folio_why_none(const struct frame *f);
bool folio_hides_money(const struct frame *f);
/* What stands for a hidden amount: "***", for screen readers a word. */
const char *folio_hidden(const struct frame *f);

/* "46,184", or "***" while amounts are hidden; cents only in small
 * portfolios. */
void folio_money(const struct frame *f, const struct portfolio *p, double v,
                 char out[FORMAT_MAX]);
/* The same with a sign. */
void folio_gain(const struct frame *f, const struct portfolio *p, double v,
                char out[FORMAT_MAX]);
/* A total: "~330,274" where it lacks something or something in it is old; "-"
 * when nothing of it is known. */
void folio_total(const struct frame *f, const struct portfolio *p,
                 const struct total *t, bool is_gain, char out[FORMAT_MAX]);
/* Positions and cash with a value that is not old, and all of them. */
size_t folio_live(const struct portfolio *p, size_t *all);
/* Keys of lots that need no lot: adding, taking back. */
bool folio_act(const struct frame *f, enum ui_action a, struct wish *wish);
/* Changing or deleting a lot; those of the config are told to be there. */
void folio_edit(const struct lot *l, struct wish *wish);
void folio_drop(const struct lot *l, struct wish *wish);
/* "+4.0%", without the sign where there is to be none; "-": there is no such
 * percent. */
void folio_percent(bool is_known, double v, bool has_sign,
                   char out[FORMAT_MAX]);
/* "390", "1,000.5", "0.25" */
void folio_quantity(double v, char out[FORMAT_MAX]);

#endif
