/* SPDX-License-Identifier: MIT */
/* What the headlines beside it are of: the user's lists, outlets and how their
 * sources are, the user's words. Enter shows just these. */
#include <stdio.h>
#include <string.h>

#include "../chrome.h"
#include "../list_panel.h"
#include "../show.h"
#include "news_counts.h"
#include "tapewatch/base/format.h"

static const struct news_count *count_at(const void *items, uint32_t at)
{
    return (const struct news_count *)items + at;
}

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    const struct news_count *n = count_at(items, at);

    snprintf(out, size, "%d %s", (int)n->of, n->name);
}

static void label_of(const struct news_count *n, char *out, size_t size)
{
    static const char *const labels[] = {
        [COUNT_ALL] = "All", [COUNT_LIST] = "Watchlist",
        [COUNT_HELD] = "Portfolio", [COUNT_KEPT] = "Bookmarks",
        [COUNT_OUTLET] = NULL, [COUNT_TAG] = NULL, [COUNT_GAP] = ""};

    if (labels[n->of])
        snprintf(out, size, "%s", labels[n->of]);
    else
        snprintf(out, size, "%s%s", n->of == COUNT_TAG ? "#" : "", n->name);
}

static void build(const struct frame *f, struct list_rows *out)
{
    struct news_counts all;
    char label[100];

    news_counts_make(f, &all);
    out->key = key_of;
    out->items = out->owned = all.items;
    for (size_t i = 0; i < all.count; i++) {
        label_of(&all.items[i], label, sizeof(label));
        if (list_matches(f->filter, label))
            list_add(out, (uint32_t)i);
    }
}

/* ---- drawing: "RTR   14 ●  41s", "Watchlist  21 / 130", "#capex  7" */

enum { NUMBER_END = 16, MARK_AT = 17, AGE_AT = 19, TOTAL_AT = 18 };

static void draw_source(const struct frame *f, const char *name,
                        struct canvas *c, struct rect row)
{
    for (size_t i = 0; i < f->now->source_count; i++) {
        const struct source_status *s = &f->now->sources[i];
        char age[FORMAT_MAX];

        if (strcmp(s->source, name) != 0)
            continue;
        canvas_put(c, row.x + MARK_AT, row.y, chrome_source_role(s),
                   chrome_source_mark(c, s));
        if (!s->last_good)
            return;
        format_age(age, f->shown_ms - s->last_good);
        canvas_right(c, row.x + AGE_AT, row.y, row.width - AGE_AT, ROLE_dim,
                     age);
        return;
    }
}

/* Returns the cells that the label may have. */
static int draw_numbers(const struct news_count *n, struct canvas *c,
                        struct rect row)
{
    bool has_total = n->of != COUNT_OUTLET && n->of != COUNT_TAG &&
                     n->of != COUNT_KEPT;
    char text[24];
    int width;

    snprintf(text, sizeof(text), "%u",
             has_total || n->of == COUNT_OUTLET ? n->unread : n->total);
    width = (int)strlen(text);
    canvas_text(c, row.x + NUMBER_END - width, row.y, width,
                n->unread ? ROLE_unread : ROLE_value, text);
    if (has_total) {
        snprintf(text, sizeof(text), "%u", n->total);
        canvas_text(c, row.x + MARK_AT, row.y, 1, ROLE_dim, "/");
        canvas_right(c, row.x + TOTAL_AT, row.y, 4, ROLE_dim, text);
    }
    return NUMBER_END - width - 1;
}

static bool is_shown(const struct frame *f, const struct news_count *n)
{
    char filter[FILTER_MAX];

    news_count_filter(n, filter, sizeof(filter));
    return strcmp(filter, f->lead_filter) == 0 && n->of != COUNT_GAP;
}

static void draw_row(const struct frame *f, const struct list_rows *r,
                     uint32_t at, struct canvas *c, struct rect row)
{
    const struct news_count *n = count_at(r->items, at);
    enum role role = is_shown(f, n)         ? ROLE_title
                     : n->of == COUNT_TAG    ? ROLE_tag
                     : n->of == COUNT_OUTLET ? ROLE_source
                                             : ROLE_fg;
    int indent = n->of == COUNT_ALL ? 1 : 2, width;
    char label[100];

    if (n->of == COUNT_GAP)
        return;
    if (is_shown(f, n) && !f->is_focused)
        canvas_put(c, row.x, row.y, ROLE_key, glyphs_of(c)->selected);
    label_of(n, label, sizeof(label));
    width = draw_numbers(n, c, row) - indent;
    show_text(c, (struct place){row.x + indent, row.y, width}, role, label);
    if (n->of == COUNT_OUTLET)
        draw_source(f, n->source, c, row);
}

static enum truth of_count(const struct query *q, const struct frame *f,
                           const struct list_rows *r, uint32_t at)
{
    const struct news_count *n = count_at(r->items, at);
    char label[100];
    struct list_row row = {.name = label, .count = n->total};

    label_of(n, label, sizeof(label));
    return filter_row(q, f, NULL, &row);
}

static const struct row_records records = ROWS_OF(list, of_count);

static const struct list_panel list = {.build = build, .row = draw_row};

/* ---- keys */

/* The selected row; false: there is none, or it is a gap. */
static bool selected(struct list_view *v, const struct frame *f,
                     char *filter, size_t size)
{
    struct list_rows r;
    bool found = false;
    uint32_t at;

    list_panel_build(&list, v, f, &r);
    if (list_selected(v, &r, &at)) {
        found = count_at(r.items, at)->of != COUNT_GAP;
        news_count_filter(count_at(r.items, at), filter, size);
    }
    list_done(&r);
    return found;
}

static bool act(void *view, const struct frame *f, enum ui_action a,
                struct wish *wish)
{
    char filter[FILTER_MAX];

    if (a == ACTION_open) {
        wish->filters = wish->focus = 1;
        if (!selected(view, f, wish->filter, sizeof(wish->filter)))
            wish->filters = wish->focus = 0;
        return true;
    }
    if (!list_panel_act(view, f, a, wish))
        return false;
    if ((a == ACTION_down || a == ACTION_up) &&
        !selected(view, f, filter, sizeof(filter)))
        (void)list_panel_act(view, f, a, wish); /* over the gap */
    return true;
}

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    (void)view;
    (void)f;
    (void)right;
    snprintf(left, size, "Sources & tags");
}

const struct panel_ops panel_news_index = {
    .name = "news-index", .help = "headlines by outlet, list and tag",
    .contexts = CONTEXT_list, .min_width = 22, .min_height = 4,
    LIST_PANEL(list), .records = &records, .title = title, .act = act,
};
