/*
 * Figures as cells: how prices, changes, times and ages look everywhere. A
 * value that is not known is "-", never 0 and never blank.
 */
#ifndef TAPEWATCH_UI_SHOW_H
#define TAPEWATCH_UI_SHOW_H

#include <stdbool.h>
#include <stdint.h>

#include "panel.h"
#include "widgets.h"

/* A place in a row: right-aligned texts end at x + width. */
struct place {
    int x, y, width;
};

enum role show_change_role(double v);
/* As much of a text as fits, with an ellipsis when it is cut; returns the
 * cells used. */
int show_text(struct canvas *c, struct place p, enum role role,
              const char *text);
/* "118.42", or "-". `role` when it is known. */
void show_price(struct canvas *c, struct place p, enum role role, bool known,
                double v);
/* A price of the listing: "118.42", "2,845" yen, "1.0498" dollars a euro. */
void show_price_text(const struct listing *l, double v, char out[FORMAT_MAX]);
/* "▼16.97%" in ASCII "-16.97%", by direction; `is_old` makes it dim. */
/* Its price may be older than it should be: marked with a "~". */
bool show_is_old(const struct listing *l);
/* The last price, with its mark. */
void show_last(struct canvas *c, struct place p, const struct listing *l);
int show_last_cells(const struct listing *l); /* that it takes, if known */
/* Is there a price outside the regular session that is still the newest word?
 * One from before the open is not, once the session is over. */
bool show_has_ext(const struct listing *l);
void show_percent(struct canvas *c, struct place p, bool known, double v,
                  bool is_old);
void show_percent_text(const struct canvas *c, double v, char *out,
                       size_t size);
void show_money_change(struct canvas *c, struct place p, bool known,
                       double v, bool is_old);

/* "16:00" today, "Fri" within a week, "Jan 21" before; New York time. */
void show_time_text(int64_t t, int64_t now, char out[16]);
/* A column of these has so many cells, and one more when one of its rows is
 * dated. show_time() returns how much wider than that it was. */
enum { SHOW_TIME_CELLS = 5, SHOW_DATED_CELLS = 6 };
bool show_is_dated(int64_t t, int64_t now);
int show_time(struct canvas *c, struct place p, enum role role, int64_t t,
              int64_t now);
/* "Fri": the day that changes of US companies are of, when it is not the one
 * that is shown, as before the open; else "". */
void show_day_of_changes(const struct frame *f, char out[16]);
/* "16:00:05" */
void show_clock_text(int64_t t, char out[16]);
/* "Mon 27" */
void show_day_text(int64_t t, char out[16]);

/* Stands for a value that is not known: "…" while it may still come. */
const char *show_unknown(const struct frame *f, const struct canvas *c,
                         const struct listing *l);
/* Live, and all sources that were asked failed. */
bool show_is_silent(const struct frame *f);
/* Which source of quotes is waited for, when it takes long; "" none. */
const char *show_late_source(const struct frame *f);
/* Why nothing is known of a thing: no network, no store, else the panel's own
 * words. */
const char *show_why_unknown(const struct frame *f, const char *otherwise);
/* The same of what a company filed: who has it may want an address. */
const char *show_why_not_filed(const struct frame *f);
/* The same of a list, which may well be empty while there are prices. */
const char *show_why_empty(const struct frame *f, const char *otherwise);

const char *show_month(int month); /* 1 is "Jan" */
/* "Dec'24": the month of a date */
void show_month_text(int32_t date, char out[16]);
/* "+62%": growth without decimals */
void show_growth_text(double pct, char out[16]);

/* Is the symbol in the list of that name; in the first one, if there is none?
 */
bool show_is_listed(const struct snapshot *now, const char *list,
                    const char *symbol);
/* The listing of the frame's subject; NULL if it is not known (yet). */
const struct listing *show_listing(const struct frame *f);
/* A headline by its id, of which a subject may have the beginning only; or
 * NULL. */
const struct headline *show_headline(const struct snapshot *now,
                                     const char *id);
/* Who published it: "WSJ", "REUT", at most five cells. */
void show_outlet(const struct headline *h, char out[8]);
/* "WSJ 15:54": with its time. */
void show_headline_label(const struct headline *h, int64_t now, char *out,
                         size_t size);
/* A title: "NVDA  118.42 ▼16.97%  -592.7B". */
void show_quote_title(const struct frame *f, const struct listing *l,
                      char *out, size_t size);

#endif
