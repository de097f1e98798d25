/* SPDX-License-Identifier: MIT */
/* The watchlist: one row a symbol; columns drop when it is narrow. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../ranges.h"
#include "../show.h"
#include "../list_panel.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/utf8.h"
#include "watch_orders.h"

static const struct watchlist *list_of(const struct frame *f)
{
    const struct watchlist *w =
        f->subject->list[0] ? snapshot_watchlist(f->now, f->subject->list)
                            : NULL;

    if (!w && f->now->watchlist_count)
        w = &f->now->watchlists[0];
    return w;
}

static const char *symbol_at(const struct frame *f, uint32_t at)
{
    return list_of(f)->symbols[at & ~LIST_HEADING];
}

static const struct list_mark *mark_at(const struct frame *f, uint32_t at)
{
    const struct watchlist *w = list_of(f);

    return list_mark_find(w->marks, w->mark_count, symbol_at(f, at));
}

static const char *section_at(const struct frame *f, uint32_t at)
{
    const struct list_mark *m = mark_at(f, at);

    return m ? m->section : "";
}

static const char *label_at(const struct frame *f, uint32_t at)
{
    const struct list_mark *m = mark_at(f, at);

    return m ? m->label : "";
}

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    snprintf(out, size, "%s%s", at & LIST_HEADING ? "# " : "",
             symbol_at(items, at));
}

/* A heading where the section changes. */
static void arrange(const struct frame *f, struct list_rows *out)
{
    struct list_rows with = *out;
    const char *section = "";

    if (out->count == 0 || list_of(f)->mark_count == 0)
        return;
    with.at = NULL;
    with.count = with.cap = 0;
    for (size_t i = 0; i < out->count; i++) {
        const char *now = section_at(f, out->at[i]);

        if (strcmp(now, section) != 0)
            list_add(&with, out->at[i] | LIST_HEADING);
        section = now;
        list_add(&with, out->at[i]);
    }
    free(out->at);
    *out = with;
}

static bool passes(const struct frame *f, const struct watchlist *w, size_t i)
{
    const struct listing *l = snapshot_find(f->now, w->symbols[i]);
    char text[256];

    snprintf(text, sizeof(text), "%s %s %.200s", w->symbols[i],
             label_at(f, (uint32_t)i),
             l && l->instrument->name ? l->instrument->name : "");
    return list_matches(f->filter, text);
}

static void build(const struct frame *f, struct list_rows *out)
{
    const struct watchlist *w = list_of(f);

    out->key = key_of;
    out->items = f;
    for (size_t i = 0; w && i < w->count; i++)
        if (!f->filter[0] || passes(f, w, i))
            list_add(out, (uint32_t)i);
}

static int compare(const void *items, uint32_t a, uint32_t b, int sort)
{
    if (sort == WATCH_OWN)
        return a < b ? -1 : a > b;
    return watch_compare(items, symbol_at(items, a), symbol_at(items, b),
                         sort);
}

static void header(const struct frame *f, struct canvas *c, struct rect area)
{
    watch_header(f, c, area);
}

static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    (void)r;
    if (at & LIST_HEADING)
        list_panel_heading(
            c, area, section_at(f, at)[0] ? section_at(f, at) : "other");
    else
        watch_row_as(f, symbol_at(f, at), label_at(f, at), c, area);
}

/* Each row asks, so it looks at no more than these. */
enum { NAMES_MOST = 256 };

static int name_cells(const struct frame *f)
{
    const struct watchlist *w = list_of(f);
    size_t most = 0;

    for (size_t i = 0; w && i < w->mark_count && i < NAMES_MOST; i++) {
        size_t cells = utf8_cells(w->marks[i].label);

        most = cells > most ? cells : most;
    }
    for (size_t i = 0; w && i < w->count && i < NAMES_MOST; i++) {
        size_t cells = strlen(w->symbols[i]);

        most = cells > most ? cells : most;
    }
    return (int)most;
}

static const char *empty(const struct frame *f)
{
    (void)f;
    return "empty list: press a to add symbols";
}

static bool row_subject(const struct frame *f, const struct list_rows *r,
                        uint32_t at, struct subject *out)
{
    (void)r;
    snprintf(out->symbol, sizeof(out->symbol), "%s", symbol_at(f, at));
    return true;
}

static const struct list_panel list = {
    .build = build, .arrange = arrange, .header_rows = 1, .header = header,
    .row = row, .empty = empty, .subject = row_subject, .push = "symbol",
    .sorts = WATCH_ORDERS, .compare = compare, .sort_at = watch_sort_at,
    .order = watch_order, .name_cells = name_cells, .columns = WATCH_COLUMNS,
    .needs = watch_needs,
};

/* "loading 3/32", after a while with whom it waits for; "no answer 3/32". */
static void loading_text(const struct frame *f, size_t known, size_t count,
                         char *out, size_t size)
{
    const char *late = show_late_source(f);

    if (show_is_silent(f))
        snprintf(out, size, "no answer %zu/%zu", known, count);
    else
        snprintf(out, size, "loading %zu/%zu%s%s", known, count,
                 late[0] ? " from " : "", late);
}

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    const struct list_view *v = view;
    const struct watchlist *w = list_of(f);
    size_t loading = w ? w->waiting : 0;
    char order[80];

    snprintf(left, size, "Watchlist: %s  %zu", w ? w->name : "none",
             w ? w->count : 0);
    if (loading && f->now->mode == RUN_LIVE)
        loading_text(f, w->count - loading, w->count, order, sizeof(order));
    else
        snprintf(order, sizeof(order), "%s%s", watch_order(v->sort),
                 v->is_reversed ? ", reversed" : "");
    snprintf(right, size, "%s", show_why_empty(f, order));
}

static void remove_row(struct list_view *v, const struct frame *f,
                       struct wish *wish)
{
    struct list_rows r;
    uint32_t at;

    list_panel_build(&list, v, f, &r);
    if (list_selected(v, &r, &at) && (at & LIST_HEADING)) {
        snprintf(wish->message, sizeof(wish->message),
                 "a heading goes with its last symbol");
    } else if (list_selected(v, &r, &at)) {
        wish->command = (struct command){.kind = COMMAND_REMOVE_SYMBOL,
                                         .index = (int)at};
        snprintf(wish->command.symbol, sizeof(wish->command.symbol), "%s",
                 symbol_at(f, at));
        snprintf(wish->command.list, sizeof(wish->command.list), "%s",
                 list_of(f)->name);
        snprintf(wish->message, sizeof(wish->message),
                 "%s deleted from the list; u brings it back",
                 wish->command.symbol);
    }
    list_done(&r);
}

static bool act(void *view, const struct frame *f, enum ui_action a,
                struct wish *wish)
{
    struct list_view *v = view;

    if (a == ACTION_remove) {
        remove_row(v, f, wish);
        return true;
    }
    if (a == ACTION_undo) {
        wish->command = (struct command){.kind = COMMAND_UNDO};
        return true;
    }
    return list_panel_act(view, f, a, wish);
}

const struct panel_ops panel_watchlist = {
    .name = "watchlist", .help = "the symbols of a list with their figures",
    .contexts = CONTEXT_list | CONTEXT_marks | CONTEXT_columns |
                CONTEXT_watch,
    .min_width = 10, .min_height = 2,
    LIST_PANEL(list), .records = &symbol_records,
    .title = title, .act = act, .subject = list_panel_subject,
    .word = watch_word,
};
