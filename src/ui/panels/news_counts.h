/*
 * How many headlines there are of each outlet, in the user's lists, with each
 * of the user's words.
 */
#ifndef TAPEWATCH_UI_NEWS_COUNTS_H
#define TAPEWATCH_UI_NEWS_COUNTS_H

#include "../panel.h"

enum count_of {
    COUNT_ALL, COUNT_LIST, COUNT_HELD, COUNT_KEPT, COUNT_OUTLET, COUNT_TAG,
    COUNT_GAP /* a row between two sorts */
};
struct news_count {
    enum count_of of;
    const char *name;   /* watchlist, outlet, tag; of the snapshot */
    const char *source; /* of an outlet: who brought its newest headline */
    bool is_source;     /* the outlet has no name but that */
    uint32_t hash;      /* of the outlet's name */
    unsigned unread, total;
};
/* What is muted does not count. `items` is for free(). */
struct news_counts {
    struct news_count *items;
    size_t count, cap;
};
void news_counts_make(const struct frame *f, struct news_counts *out);

/* What is typed behind "/" to see just these: "" for all of them. */
void news_count_filter(const struct news_count *n, char *out, size_t size);

#endif
