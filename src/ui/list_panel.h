/*
 * What all list panels have in common. A panel says how its rows are made and
 * drawn; cursor, scrolling, filter, sorting and opening are done here.
 */
#ifndef TAPEWATCH_UI_LIST_PANEL_H
#define TAPEWATCH_UI_LIST_PANEL_H

#include "columns.h"
#include "filter.h"
#include "list.h"
#include "panel.h"

struct list_panel {
    /* Fills the rows that pass f->filter, with key and items. */
    void (*build)(const struct frame *f, struct list_rows *out);
    /* After sorting, in its own order only: puts headings between rows. NULL:
     * there are none. */
    void (*arrange)(const struct frame *f, struct list_rows *out);
    /* A row that moving the cursor passes over: a heading that nothing is
     * behind. NULL: none. */
    bool (*is_passed)(uint32_t at);
    int header_rows; /* drawn by header(); may be 0 */
    void (*header)(const struct frame *f, struct canvas *c,
                   struct rect area);
    /* Draws a row; its first column is left for the cursor. */
    void (*row)(const struct frame *f, const struct list_rows *r,
                uint32_t at, struct canvas *c, struct rect area);
    int (*row_height)(struct rect area); /* NULL: 1 */
    const char *(*empty)(const struct frame *f); /* why there are no rows */
    /* The row that a list which nobody touched yet begins at, in the middle of
     * what is seen; below r->count, which is not 0. NULL: the first. */
    size_t (*first)(const struct frame *f, const struct list_rows *r);
    /* Draws the rows in less room than a table takes; false: there is enough
     * for that. Asked while it has no focus. NULL: there is no such form. */
    bool (*brief)(const struct frame *f, const struct list_rows *r,
                  struct canvas *c, struct rect area);
    bool (*subject)(const struct frame *f, const struct list_rows *r,
                    uint32_t at, struct subject *out); /* may be NULL */
    /* Names the headline or the events that the row stands for, as
     * report_request.keys has them, each with a line end. NULL: rows are
     * symbols. */
    void (*keys)(const struct frame *f, const struct list_rows *r,
                 uint32_t at, struct strbuf *out);
    const char *push; /* the screen that Enter opens, NULL none */
    int sorts;        /* how many orders, 0: one */
    const char *(*order)(int sort); /* its name in the menu of orders */
    const char *stays; /* the column that a narrow table keeps; NULL none */
    /* Of the longest name in the rows of a table of symbols; NULL: they are
     * short. */
    int (*name_cells)(const struct frame *f);
    int columns;      /* that can be scrolled away, 0: none */
    /* Writes what the longest figure of each column needs, its blank
     * included, into COLUMNS_MOST zeros; header, row and sort_at find them in
     * the frame. NULL: all columns have their fixed widths. */
    void (*needs)(const struct frame *f, const struct list_rows *r,
                  int *cells);
    int (*compare)(const void *items, uint32_t a, uint32_t b, int sort);
    /* The order that a click on the header in column x asks for; -1 none.
     * NULL: a click there is the sort key. */
    int (*sort_at)(const struct frame *f, struct rect area, int x);
};

/* Rows with a symbol, which `subject` gives. */
extern const struct row_records symbol_records;

void list_panel_build(const struct list_panel *p, struct list_view *v,
                      const struct frame *f, struct list_rows *out);
/* How many rows pass the filter. */
size_t list_panel_count(const struct list_panel *p, const struct frame *f);

/* A heading between rows: "── Memory ────". Its row is that of the first one
 * below it, with this bit. */
#define LIST_HEADING 0x80000000u
void list_panel_heading(struct canvas *c, struct rect area, const char *text);

/* How wide the column of times is for the rows in view (show.h). */
typedef int64_t row_time(const struct frame *f, const struct list_rows *r,
                         uint32_t at);
int list_panel_time_cells(const struct frame *f, const struct list_rows *r,
                          row_time *time_of);

/* The functions of a panel whose kind is a struct list_panel and whose view
 * begins with a struct list_view. */
bool list_panel_act(void *view, const struct frame *f, enum ui_action a,
                    struct wish *wish);
void list_panel_draw(void *view, const struct frame *f, struct canvas *c,
                     struct rect area);
bool list_panel_subject(void *view, const struct frame *f,
                        struct subject *out);
enum click list_panel_click(void *view, const struct frame *f,
                            struct rect area, int x, int y);
/* The list that the panel is; NULL: it is none. Its view begins with a struct
 * list_view. */
const struct list_panel *list_panel_of(const struct panel_ops *ops);
/* How many of its rows pass the filter, of how many; false: it is no list. */
bool rows_count(const struct panel_ops *ops, const struct frame *f,
                size_t *fit, size_t *all);
/* How many of its rows are marked. */
size_t rows_marked(const struct panel_ops *ops, const void *view,
                   const struct frame *f);
/* The order. */
void list_panel_keep(const void *view, void *self,
                     void (*put)(void *self, const char *key,
                                 const char *value));
void list_panel_recall(void *view, const struct panel_ops *panel,
                       const char *key, const char *value);
#define LIST_PANEL(list_)                                                   \
    .kind = &(list_), .draw = list_panel_draw, .click = list_panel_click,   \
    .keep = list_panel_keep, .recall = list_panel_recall,                   \
    .view_size = sizeof(struct list_view)

#endif
