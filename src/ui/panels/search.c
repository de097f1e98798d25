/* SPDX-License-Identifier: MIT */
/* What a search for a symbol found: kept ones at once, a source's behind. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../show.h"
#include "../list_panel.h"

enum {
    NAME_AT = 12, TYPE_WIDTH = 8, VENUE_WIDTH = 12, SIDE_LEAST = 50,
    PRICE_WIDTH = 10, CHANGE_WIDTH = 9, PRICE_FROM = 76
};

static const struct search *search_of(const struct frame *f)
{
    return f->now->search;
}

static const struct watchlist *list_of(const struct frame *f)
{
    const struct watchlist *l = snapshot_watchlist(f->now, f->subject->list);

    return l || !f->now->watchlist_count ? l : &f->now->watchlists[0];
}

static bool is_in_list(const struct frame *f, const char *symbol)
{
    return show_is_listed(f->now, f->subject->list, symbol);
}

static const struct found *found_at(const struct list_rows *r, uint32_t at)
{
    return &((const struct search *)r->items)->items[at & ~LIST_HEADING];
}

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    const struct search *s = items;

    snprintf(out, size, "%s%s", at & LIST_HEADING ? "# " : "",
             s->items[at & ~LIST_HEADING].symbol);
}

static void build(const struct frame *f, struct list_rows *out)
{
    const struct search *s = search_of(f);

    out->key = key_of;
    out->items = s;
    for (size_t i = 0; s && i < s->count; i++) {
        char text[SYMBOL_MAX + sizeof(s->items[i].name) + 1];

        snprintf(text, sizeof(text), "%s %s", s->items[i].symbol,
                 s->items[i].name);
        if (list_matches(f->filter, text))
            list_add(out, (uint32_t)i);
    }
}

/* A rule between what is kept here and what each source knows. */
static void arrange(const struct frame *f, struct list_rows *out)
{
    struct list_rows with = *out;
    const char *source = "";

    (void)f;
    with.at = NULL;
    with.count = with.cap = 0;
    for (size_t i = 0; i < out->count; i++) {
        const char *now = found_at(out, out->at[i])->source;

        if (strcmp(now, source) != 0)
            list_add(&with, out->at[i] | LIST_HEADING);
        source = now;
        list_add(&with, out->at[i]);
    }
    free(out->at);
    *out = with;
}

/* Of what is known here: where its price stands, and what it did today. */
static void draw_price(const struct frame *f, const char *symbol,
                       struct canvas *c, struct place at)
{
    const struct listing *l = snapshot_find(f->now, symbol);

    if (!l)
        return;
    show_last(c, (struct place){at.x, at.y, PRICE_WIDTH}, l);
    show_percent(c, (struct place){at.x + PRICE_WIDTH, at.y, CHANGE_WIDTH},
                 FIGURE_HAS(&l->figures, change_pct), l->figures.change_pct,
                 l->is_stale);
}

/* "+" stands before what the list has already. */
static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    const struct found *x = found_at(r, at);
    int prices = area.width >= PRICE_FROM ? PRICE_WIDTH + CHANGE_WIDTH : 0;
    int end = area.x + area.width - prices, name_end = end;
    int name_at = area.x + 2 + NAME_AT;

    if (at & LIST_HEADING) {
        list_panel_heading(c, area, x->source);
        return;
    }
    if (area.width >= SIDE_LEAST)
        name_end -= TYPE_WIDTH + VENUE_WIDTH + 2;
    canvas_text(c, area.x + 1, area.y, 1, ROLE_ok,
                is_in_list(f, x->symbol) ? "+" : "");
    canvas_text(c, area.x + 2, area.y, NAME_AT - 1, ROLE_value, x->symbol);
    if (name_at < name_end)
        show_text(c, (struct place){name_at, area.y, name_end - name_at},
                  ROLE_fg, x->name[0] ? x->name : "-");
    if (prices)
        draw_price(f, x->symbol, c, (struct place){end, area.y, prices});
    if (name_end == end)
        return;
    show_text(c, (struct place){name_end + 1, area.y, VENUE_WIDTH - 1},
              ROLE_dim, x->venue);
    canvas_text(c, name_end + 1 + VENUE_WIDTH, area.y, TYPE_WIDTH, ROLE_dim,
                instrument_type_name(x->type));
}

static const char *empty(const struct frame *f)
{
    const struct search *s = search_of(f);

    if (!s)
        return "type :FIND and a part of a name or symbol";
    if (s->state == SEARCH_ASKING)
        return "nothing kept here fits; a source is asked";
    return s->state == SEARCH_DONE ? "nobody knows anything like it"
                                   : "nothing kept here fits";
}

static bool is_heading(uint32_t at)
{
    return (at & LIST_HEADING) != 0;
}

static bool row_subject(const struct frame *f, const struct list_rows *r,
                        uint32_t at, struct subject *out)
{
    (void)f;
    if (at & LIST_HEADING)
        return false;
    name_copy(out->symbol, sizeof(out->symbol), found_at(r, at)->symbol);
    return true;
}

static enum truth of_found(const struct query *q, const struct frame *f,
                           const struct list_rows *r, uint32_t at)
{
    return filter_row(q, f, found_at(r, at)->symbol, found_at(r, at));
}

static const struct row_records records = ROWS_OF(found, of_found);

static const struct list_panel list = {
    .build = build, .arrange = arrange, .is_passed = is_heading, .row = row,
    .empty = empty, .subject = row_subject,
    .push = "symbol",
};

static bool add(void *view, const struct frame *f, struct wish *wish)
{
    const struct watchlist *l = list_of(f);
    struct list_rows r;
    uint32_t at;

    list_panel_build(&list, view, f, &r);
    if (list_selected(view, &r, &at) && l && !(at & LIST_HEADING)) {
        const char *symbol = found_at(&r, at)->symbol;
        bool is_in = is_in_list(f, symbol);

        if (!is_in) {
            wish->command = (struct command){.kind = COMMAND_ADD_SYMBOL,
                                             .index = -1};
            name_copy(wish->command.symbol, SYMBOL_MAX, symbol);
            name_copy(wish->command.list, LIST_NAME_MAX, l->name);
        }
        snprintf(wish->message, sizeof(wish->message), "%s %s %.40s", symbol,
                 is_in ? "is already in" : "added to", l->name);
    }
    list_done(&r);
    return true;
}

static bool act(void *view, const struct frame *f, enum ui_action a,
                struct wish *wish)
{
    if (a == ACTION_add_found)
        return add(view, f, wish);
    return list_panel_act(view, f, a, wish);
}

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    const struct search *s = search_of(f);

    (void)view;
    snprintf(left, size, "Search");
    if (!s)
        return;
    snprintf(left, size, "Search: %s", s->text);
    if (s->state == SEARCH_FAILED)
        snprintf(right, size, "%zu, the source failed: %.60s", s->count,
                 s->reason);
    else
        snprintf(right, size, "%zu%s", s->count,
                 s->state == SEARCH_ASKING  ? ", asking"
                 : s->state == SEARCH_LOCAL ? ", kept here" : "");
}

const struct panel_ops panel_search = {
    .name = "search", .help = "symbols that were looked for",
    .contexts = CONTEXT_list | CONTEXT_marks | CONTEXT_found, .min_width = 16,
    .min_height = 2, LIST_PANEL(list), .records = &records,
    .title = title, .act = act, .subject = list_panel_subject,
};
