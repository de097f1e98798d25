/*
 * A form: labels, texts, checks and buttons that stand one behind the other,
 * row by row; what does not fit a row goes on in the next one, and what does
 * not fit the area is scrolled to. The owner makes the items anew for each
 * frame and each key, keeps what they show, and does what they ask for.
 */
#ifndef TAPEWATCH_UI_FORM_H
#define TAPEWATCH_UI_FORM_H

#include <stdbool.h>

#include "prompt.h"
#include "tapewatch/ui/canvas.h"

enum form_kind {
    FORM_LABEL,  /* text, padded to `width` */
    FORM_TEXT,   /* [edit   ] */
    FORM_CHECK,  /* [x] text */
    FORM_RADIO,  /* (x) text */
    FORM_CHOICE, /* [text]: one of several, which the owner knows */
    FORM_BUTTON  /* text, as it is */
};

struct form_item {
    enum form_kind kind;
    int id;                    /* the owner's, from 1; 0: takes no focus */
    const char *text;          /* borrowed; NULL: "" */
    const struct prompt *edit; /* of a FORM_TEXT; borrowed */
    bool is_set;               /* of a check or radio */
    int width;                 /* cells with brackets; 0: as the text is, of
                                  a FORM_TEXT the rest of the row; below 0:
                                  so many less than that */
    int gap;                   /* cells before it */
    bool begins_row;
    enum role role;            /* of a label */
};
enum { FORM_ITEMS_MAX = 96 };
struct form {
    struct form_item items[FORM_ITEMS_MAX];
    int count;
};
struct form_view {
    int focus; /* id; 0: the first that takes it */
    int top;   /* first row that is drawn */
};

/* One more item; those over the most are left out. */
void form_add(struct form *f, struct form_item item);
/* The cells of each item, in rows of `width`; returns how many rows. */
int form_place(const struct form *f, int width, struct rect *places);
/* The id that has the focus; 0: nothing can have it. */
int form_focus(const struct form_view *v, const struct form *f);
const struct form_item *form_find(const struct form *f, int id); /* or NULL */
/* The focus goes to the next item (1) or the one before (-1), going round. */
void form_step(struct form_view *v, const struct form *f, int step);
/* ... to the row below (1) or above (-1), as they are in `width` cells. */
void form_row(struct form_view *v, const struct form *f, int width, int step);
void form_draw(struct form_view *v, const struct form *f, struct canvas *c,
               struct rect area);
/* Where an item was drawn last in that area; width 0: it was not. */
struct rect form_area(const struct form_view *v, const struct form *f,
                      struct rect area, int id);
/* The item with an id at a cell; 0: none. */
int form_at(const struct form_view *v, const struct form *f,
            struct rect area, int x, int y);

#endif
