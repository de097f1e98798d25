/*
 * Readers of a listing's bars, one for each sort of range: they fill a
 * range_data's bars, lead and slots.
 */
#ifndef TAPEWATCH_UI_RANGE_PARTS_H
#define TAPEWATCH_UI_RANGE_PARTS_H

#include "ranges.h"

/* The intraday bars that are wanted. */
struct day_span {
    enum bar_span span;
    int32_t from, to; /* sessions */
    bool has_extended;
    size_t lead; /* bars before them */
};

void range_add_bar(struct range_data *d, const struct range_bar *b);
enum market_hours range_hours(const struct listing *l);
/* "5m bars", "daily" */
const char *range_words_of(enum bar_span span);

/* Does it have intraday bars of the session: regular ones, or any? */
bool range_has_session(const struct listing *l, int32_t session, bool is_any);
/* range_intraday.c: bars of one session, with room for those to come; of the
 * last few sessions. */
void range_read_session(const struct listing *l, int32_t session,
                        const struct day_span *like, struct range_data *d);
void range_read_sessions(const struct listing *l, const struct range_view *v,
                         struct range_data *d);
/* range_daily.c */
void range_read_daily(const struct listing *l, enum range r,
                      struct range_data *d);
/* Is there a price of a session that is known? */
bool range_has_price(const struct listing *l);
/* range_price.c: the quote as one more sample where it is newer than the last
 * bar, of regular hours and of extended ones. */
void range_add_price(const struct listing *l, enum range r,
                     struct range_data *d);
void range_add_extended_price(const struct listing *l, struct range_data *d);
/* range_gaps.c: a market that trades round the clock is drawn by time; its
 * gaps are filled with empty bars, of a day's bars or of days. */
bool range_is_by_time(const struct listing *l);
void range_fill_gaps(const struct listing *l, struct range_data *d);
void range_fill_days(const struct listing *l, struct range_data *d);
void range_add_close(struct range_data *d, double close);

#endif
