/* SPDX-License-Identifier: MIT */
/* All watchlists, a row each: breadth, mean change, value gained or lost, the
 * best and the worst of it. The list beside it follows the cursor. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../show.h"
#include "../list_panel.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/utf8.h"
#include "tapewatch/state/list_sum.h"

enum { SORT_USER, SORT_CHANGE, SORT_VALUE, SORT_NAME, SORT_COUNT };
static const char *const orders[] = {"user order", "by change", "by value",
                                     "by name"};

static const struct watchlist *list_at(const struct frame *f, uint32_t at)
{
    return &f->now->watchlists[at];
}

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    snprintf(out, size, "%s", list_at(items, at)->name);
}

static void build(const struct frame *f, struct list_rows *out)
{
    out->key = key_of;
    out->items = f;
    for (size_t i = 0; i < f->now->watchlist_count; i++)
        if (list_matches(f->filter, f->now->watchlists[i].name))
            list_add(out, (uint32_t)i);
}

/* What is not known comes last. */
static double sort_value(const struct frame *f, uint32_t at, int sort)
{
    struct list_sum sum = list_sum_of(f->now, list_at(f, at));

    if (sort == SORT_CHANGE && sum.known > 0)
        return sum.mean_pct;
    if (sort == SORT_VALUE && sum.cap_known > 0)
        return sum.cap_change_usd;
    return INFINITY;
}

static int compare(const void *items, uint32_t a, uint32_t b, int sort)
{
    double x, y;

    if (sort == SORT_USER)
        return a < b ? -1 : a > b;
    if (sort == SORT_NAME)
        return strcmp(list_at(items, a)->name, list_at(items, b)->name);
    x = sort_value(items, a, sort);
    y = sort_value(items, b, sort);
    if (isinf(x) || isinf(y))
        return list_unknown_last(isinf(x), isinf(y));
    return x < y ? -1 : x > y;
}

/* ---- columns from the right; each is dropped when the name has no room */

struct column {
    const char *title;
    int width;
    void (*draw)(const struct list_sum *sum, struct canvas *c,
                 struct place at);
};

static void draw_count(const struct list_sum *sum, struct canvas *c,
                       struct place at)
{
    char text[32];

    snprintf(text, sizeof(text), "%zu", sum->count);
    canvas_right(c, at.x, at.y, at.width, ROLE_value, text);
}

/* "9▲ 18▼" */
static void draw_breadth(const struct list_sum *sum, struct canvas *c,
                         struct place at)
{
    const struct glyphs *g = glyphs_of(c);
    char text[64] = "-";

    if (sum->known > 0)
        snprintf(text, sizeof(text), "%zu%s %zu%s", sum->up, g->up, sum->down,
                 g->down);
    canvas_right(c, at.x, at.y, at.width,
                 sum->known == 0 ? ROLE_dim
                                 : show_change_role((double)sum->up -
                                                    (double)sum->down),
                 text);
}

static void draw_mean(const struct list_sum *sum, struct canvas *c,
                      struct place at)
{
    show_percent(c, at, sum->known > 0, sum->mean_pct, sum->stale > 0);
}

/* Dim and marked when it is not the sum of all. */
static void draw_value(const struct list_sum *sum, struct canvas *c,
                       struct place at)
{
    char money[FORMAT_MAX], text[FORMAT_MAX + 4];
    bool is_whole = sum->cap_known == sum->count && sum->stale == 0;

    format_money_change(money, sum->cap_change_usd);
    snprintf(text, sizeof(text), "%s%s", is_whole ? "" : "~", money);
    canvas_right(c, at.x, at.y, at.width,
                 sum->cap_known == 0 ? ROLE_dim
                 : is_whole          ? show_change_role(sum->cap_change_usd)
                                     : ROLE_stale,
                 sum->cap_known == 0 ? "-" : text);
}

/* "AVGO ▼17.40%", or "-". */
static void member_text(const struct canvas *c, const struct listing *l,
                        char *out, size_t size)
{
    char pct[32];

    snprintf(out, size, "-");
    if (!l)
        return;
    show_percent_text(c, l->figures.change_pct, pct, sizeof(pct));
    snprintf(out, size, "%s %s", l->instrument->symbol, pct);
}

static void draw_member(const struct listing *l, struct canvas *c,
                        struct place at)
{
    char text[SYMBOL_MAX + 40];

    member_text(c, l, text, sizeof(text));
    canvas_right(c, at.x, at.y, at.width,
                 l ? show_change_role(l->figures.change_pct) : ROLE_dim,
                 text);
}

static void draw_worst(const struct list_sum *sum, struct canvas *c,
                       struct place at)
{
    draw_member(sum->worst, c, at);
}

static void draw_best(const struct list_sum *sum, struct canvas *c,
                      struct place at)
{
    draw_member(sum->best, c, at);
}

/* In the order of importance, and of drawing; width 0: what its text needs. */
static const struct column columns[] = {
    {"N", 5, draw_count},          {"MEAN", 9, draw_mean},
    {"UP DOWN", 10, draw_breadth}, {"CAP USD", 10, draw_value},
    {"WORST", 0, draw_worst},      {"BEST", 0, draw_best},
};
enum {
    COLUMN_COUNT = sizeof(columns) / sizeof(*columns), NAME_LEAST = 12,
    NAME_MOST = 30, MEMBER_LEAST = 10, MEMBER_MOST = 16,
    WORST_NEED = COLUMN_COUNT - 1, EDGES = 2,
    FIXED = 5 + 9 + 10 + 10 /* of the columns that have a width */
};

/* Of the name, then of each column. */
static void needs(const struct frame *f, const struct list_rows *r,
                  int *cells)
{
    static const struct canvas arrows = {.width = 1};

    for (size_t i = 0; i < r->count; i++) {
        const struct watchlist *w = list_at(f, r->at[i]);
        struct list_sum sum = list_sum_of(f->now, w);
        const struct listing *members[] = {sum.worst, sum.best};
        int name = (int)utf8_cells(w->name) + 1;

        cells[0] = name > cells[0] ? name : cells[0];
        for (int k = 0; k < 2; k++) {
            char text[SYMBOL_MAX + 40];
            int n;

            member_text(&arrows, members[k], text, sizeof(text));
            n = (int)utf8_cells(text) + 1;
            if (n > cells[WORST_NEED + k])
                cells[WORST_NEED + k] = n;
        }
    }
}

/* Whole names are worth more than the best and the worst of a list, not more
 * than its figures. */
static int name_need(const struct frame *f, int width)
{
    int need = f->needs ? f->needs[0] : 0, most = width - EDGES - FIXED;

    most = most < NAME_MOST ? most : NAME_MOST;
    return need < most ? need : most;
}

/* A column goes when the names have no room beside it. */
static void fit(const struct frame *f, int width, int *widths)
{
    struct column_size sizes[COLUMN_COUNT + 1] = {
        {.least = NAME_LEAST, .most = NAME_MOST, .growth = 1,
         .need = name_need(f, width)}};

    for (int i = 1; i <= COLUMN_COUNT; i++) {
        int least = columns[i - 1].width;

        sizes[i] = (struct column_size){.priority = i};
        if (!least)
            least = f->needs && f->needs[i] > MEMBER_LEAST ? f->needs[i]
                                                           : MEMBER_LEAST;
        sizes[i].least = sizes[i].most = least;
        if (!columns[i - 1].width && least < MEMBER_MOST)
            sizes[i].most = MEMBER_MOST;
    }
    columns_fit(sizes, COLUMN_COUNT + 1, width - EDGES, widths);
}

static void header(const struct frame *f, struct canvas *c, struct rect area)
{
    int widths[COLUMN_COUNT + 1], x = area.x + 1;

    fit(f, area.width, widths);
    canvas_text(c, x, area.y, widths[0], ROLE_header, "LIST");
    x += widths[0];
    for (int i = 0; i < COLUMN_COUNT && widths[i + 1]; i++) {
        char title[24];

        snprintf(title, sizeof(title), "%s%s",
                 columns[i].draw == draw_value ? glyphs_of(c)->delta : "",
                 columns[i].title);
        canvas_right(c, x, area.y, widths[i + 1], ROLE_header, title);
        x += widths[i + 1];
    }
}

static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    struct list_sum sum = list_sum_of(f->now, list_at(f, at));
    int widths[COLUMN_COUNT + 1], x = area.x + 1;

    (void)r;
    fit(f, area.width, widths);
    show_text(c, (struct place){x, area.y, widths[0] - 1}, ROLE_value,
              list_at(f, at)->name);
    x += widths[0];
    for (int i = 0; i < COLUMN_COUNT && widths[i + 1]; i++) {
        columns[i].draw(&sum, c, (struct place){x, area.y, widths[i + 1]});
        x += widths[i + 1];
    }
}

static const char *empty(const struct frame *f)
{
    (void)f;
    return "no list: :LIST NAME: SYMBOLS makes one";
}

static bool subject(const struct frame *f, const struct list_rows *r,
                    uint32_t at, struct subject *out)
{
    (void)r;
    name_copy(out->list, sizeof(out->list), list_at(f, at)->name);
    return true;
}

static enum truth of_list(const struct query *q, const struct frame *f,
                          const struct list_rows *r, uint32_t at)
{
    struct list_sum sum = list_sum_of(f->now, list_at(f, at));

    (void)r;
    return filter_row(q, f, NULL,
                      &(struct list_row){.name = list_at(f, at)->name,
                                         .count = sum.count, .sum = &sum});
}

static const struct row_records records = ROWS_OF(list, of_list);

static const char *order(int sort)
{
    return orders[sort];
}

static const struct list_panel list = {
    .build = build, .header_rows = 1, .header = header, .row = row,
    .empty = empty, .subject = subject, .sorts = SORT_COUNT,
    .compare = compare, .order = order, .needs = needs,
};

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    const struct list_view *v = view;

    snprintf(left, size, "Watchlists %zu", f->now->watchlist_count);
    snprintf(right, size, "%s%s", orders[v->sort % SORT_COUNT],
             v->is_reversed ? ", reversed" : "");
}

/* Enter shows the list on the dashboard. */
static bool act(void *view, const struct frame *f, enum ui_action a,
                struct wish *wish)
{
    struct subject found = {.list = ""};

    if (a != ACTION_open)
        return list_panel_act(view, f, a, wish);
    if (list_panel_subject(view, f, &found))
        snprintf(wish->line, sizeof(wish->line), "W %s", found.list);
    return true;
}

const struct panel_ops panel_watchlists = {
    .name = "watchlists", .help = "all lists in figures",
    .contexts = CONTEXT_list, .min_width = 20, .min_height = 3,
    LIST_PANEL(list), .records = &records, .title = title, .act = act,
    .subject = list_panel_subject,
};
