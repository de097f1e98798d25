/*
 * What a search for a symbol found: first what is kept here, then what a
 * source added. A shared block (base/mem.h), made anew by the poller when
 * something changed, held by snapshots.
 */
#ifndef TAPEWATCH_MODEL_SEARCH_H
#define TAPEWATCH_MODEL_SEARCH_H

#include <stddef.h>

#include "tapewatch/model/instrument.h"

enum { SEARCH_MAX = 50, SEARCH_TEXT_MAX = 64 };
enum { NEWS_WANTED_MAX = 160 }; /* bytes of words headlines are looked for by */

enum search_state {
    SEARCH_LOCAL,  /* nobody is asked: only what is kept here */
    SEARCH_ASKING, /* a source is asked, its answer is still to come */
    SEARCH_DONE,   /* it has answered */
    SEARCH_FAILED  /* it could not: `reason` */
};

struct found {
    char symbol[SYMBOL_MAX];
    char name[80];          /* "" not known; cut at a whole character */
    enum instrument_type type;
    char venue[24];
    char source[SOURCE_MAX]; /* "" known to the market or kept here */
};

struct search {
    char text[SEARCH_TEXT_MAX]; /* as it was asked */
    enum search_state state;
    char reason[120];
    size_t count;
    struct found items[SEARCH_MAX]; /* best first, every symbol once */
};

#endif
