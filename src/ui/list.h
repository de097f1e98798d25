/*
 * The cursor of any list. It stays on its row by the row's key, so that new
 * rows never move the selection. The rows themselves are made anew by the
 * panel for each frame: filtered and sorted indices.
 */
#ifndef TAPEWATCH_UI_LIST_H
#define TAPEWATCH_UI_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "action.h"

enum { LIST_KEY_MAX = 160, LIST_MARKS_MAX = 256 };

struct list_view {
    char key[LIST_KEY_MAX]; /* of the selected row; "" : the first */
    size_t cursor;          /* where that row was last */
    size_t top;             /* first row that is drawn */
    size_t page;            /* rows drawn last */
    bool is_beside;         /* other panels: the list is not as wide as all */
    int sort;               /* the panel's meaning; 0 its own order */
    bool is_reversed;
    int shift;              /* columns that are scrolled away */
    size_t mark_count;      /* rows that are marked, by the hash of their key */
    uint64_t marks[LIST_MARKS_MAX];
};

struct list_rows {
    uint32_t *at;   /* indices into what the panel lists */
    size_t count, cap;
    size_t from, to; /* of them are in view, while they are drawn */
    /* Writes the key of an item into out. */
    void (*key)(const void *items, uint32_t at, char *out, size_t size);
    const void *items;
    void *owned; /* freed by list_done(): what `items` was made for */
};
void list_add(struct list_rows *r, uint32_t at);
void list_done(struct list_rows *r);

/* Finds the cursor's row again; when it is gone, the one in its place. */
void list_sync(struct list_view *v, const struct list_rows *r);
/* Brings the cursor into `page` rows; beside other panels by half a page. */
void list_scroll(struct list_view *v, const struct list_rows *r,
                 size_t page);
/* Moves the cursor; true if the action is one of moving (sorting included:
 * `sorts` is how many orders there are). */
bool list_act(struct list_view *v, const struct list_rows *r, enum ui_action a,
              int sorts);
bool list_is_marked(const struct list_view *v, const struct list_rows *r,
                    uint32_t at);
/* Marks the row, or takes its mark away; false when there are too many. */
bool list_mark(struct list_view *v, const struct list_rows *r, uint32_t at,
               bool is_on);
/* Marks all rows; when all are marked, none of them. The same return. */
bool list_mark_all(struct list_view *v, const struct list_rows *r);

/* As if it was never looked at; its order stays. */
void list_restart(struct list_view *v);

/* Puts the cursor on the row of that number. */
void list_select(struct list_view *v, const struct list_rows *r, size_t row);
/* Index of the selected item; false when the list is empty. */
bool list_selected(const struct list_view *v, const struct list_rows *r,
                   uint32_t *out);

/* Does the text pass the filter? Case does not count; "!x" is without x. */
bool list_matches(const char *filter, const char *text);
/* What a compare returns when one of two values, or both, are not known: that
 * one comes last, reversed or not. */
int list_unknown_last(bool is_unknown_a, bool is_unknown_b);
/* Sorts by compare(a, b, ctx) < 0, equal ones stay in order. */
void list_sort(struct list_rows *r, bool is_reversed,
               int (*compare)(const void *items, uint32_t a, uint32_t b,
                              int sort), int sort);

#endif
