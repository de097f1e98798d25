/* SPDX-License-Identifier: MIT */
/* All watchlists, a row each: breadth, mean change, value gained or lost, the
 * best and the worst of it. The list beside it follows the cursor. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../show.h"
#include "../list_panel.h"
#include "tapewatch/base/format.h"
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

static void draw_member(const struct listing *l, struct canvas *c,
                        struct place at)
{
    char pct[32], text[SYMBOL_MAX + 40];

    if (!l) {
        canvas_right(c, at.x, at.y, at.width, ROLE_dim, "-");
        return;
    }
    show_percent_text(c, l->figures.change_pct, pct, sizeof(pct));
    snprintf(text, sizeof(text), "%s %s", l->instrument->symbol, pct);
    canvas_right(c, at.x, at.y, at.width,
                 show_change_role(l->figures.change_pct), text);
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

/* In the order of importance, and of drawing. */
static const struct column columns[] = {
    {"N", 5, draw_count},          {"MEAN", 9, draw_mean},
    {"UP DOWN", 10, draw_breadth}, {"CAP USD", 10, draw_value},
    {"WORST", 16, draw_worst},     {"BEST", 16, draw_best},
};
enum { COLUMN_COUNT = sizeof(columns) / sizeof(*columns), NAME_LEAST = 12,
       NAME_MOST = 30 };

/* How many columns there is room for; the name gets the rest. */
static int fit(int width, int *name)
{
    int n = 0, used = 2; /* the cursor before them, a blank behind */

    while (n < COLUMN_COUNT && used + columns[n].width + NAME_LEAST <= width)
        used += columns[n++].width;
    *name = width - used < NAME_MOST ? width - used : NAME_MOST;
    return n;
}

static void header(const struct frame *f, struct canvas *c, struct rect area)
{
    int name, n = fit(area.width, &name), x = area.x + 1;

    (void)f;
    canvas_text(c, x, area.y, name, ROLE_header, "LIST");
    x += name;
    for (int i = 0; i < n; i++) {
        char title[24];

        snprintf(title, sizeof(title), "%s%s",
                 columns[i].draw == draw_value ? glyphs_of(c)->delta : "",
                 columns[i].title);
        canvas_right(c, x, area.y, columns[i].width, ROLE_header, title);
        x += columns[i].width;
    }
}

static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    struct list_sum sum = list_sum_of(f->now, list_at(f, at));
    int name, n = fit(area.width, &name), x = area.x + 1;

    (void)r;
    show_text(c, (struct place){x, area.y, name - 1}, ROLE_value,
              list_at(f, at)->name);
    x += name;
    for (int i = 0; i < n; i++) {
        columns[i].draw(&sum, c,
                        (struct place){x, area.y, columns[i].width});
        x += columns[i].width;
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
    .compare = compare, .order = order,
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
