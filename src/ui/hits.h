/*
 * What stands where in the last frame: how a click finds what it is for.
 */
#ifndef TAPEWATCH_UI_HITS_H
#define TAPEWATCH_UI_HITS_H

#include "tapewatch/ui/canvas.h"

enum hit_kind {
    HIT_NONE,
    HIT_PANEL,      /* n: the panel's index on its screen */
    HIT_TITLE,      /* the same */
    HIT_WORD,       /* the same, and a word of its title */
    HIT_TAB,        /* n: which */
    HIT_CRUMB,      /* n: how deep in the stack */
    HIT_HINTS,      /* the hint line */
    HIT_STATUS,     /* n: index of the source */
    HIT_GO,         /* n: row of go.def that is offered */
    HIT_COMPLETION, /* n: which */
    HIT_SORT,       /* n: order of the focused list */
    HIT_COVER       /* nothing below it can be hit */
};
enum { HITS_MAX = 120, HIT_WORD_MAX = 12 };
struct hit {
    enum hit_kind kind;
    int n;
    struct rect area;
    char word[HIT_WORD_MAX];
};
struct hits {
    struct hit at[HITS_MAX];
    int count;
};

void hits_add(struct hits *h, enum hit_kind kind, int n, struct rect area);
/* The words of a choice that is drawn at (x, y), "1D [5D] 1M", are the panel's
 * to be told; of a text without a choice none is. ASCII. */
void hits_add_choice(struct hits *h, int panel, int x, int y,
                     const char *text);
/* The one that was drawn last there; kind HIT_NONE: none. */
struct hit hits_find(const struct hits *h, int x, int y);

#endif
