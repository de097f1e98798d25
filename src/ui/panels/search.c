/* SPDX-License-Identifier: MIT */
/* What a search for a symbol found: kept ones at once, a source's behind. */
#include <stdio.h>
#include <string.h>

#include "../show.h"
#include "../list_panel.h"

enum { NAME_AT = 12, TYPE_WIDTH = 8, VENUE_WIDTH = 12, SIDE_LEAST = 50 };

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
    return &((const struct search *)r->items)->items[at];
}

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    snprintf(out, size, "%s", ((const struct search *)items)->items[at].symbol);
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

/* "+" stands before what the list has already. */
static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    const struct found *x = found_at(r, at);
    int end = area.x + area.width, name_end = end;
    int name_at = area.x + 2 + NAME_AT;

    if (area.width >= SIDE_LEAST)
        name_end -= TYPE_WIDTH + VENUE_WIDTH + 2;
    canvas_text(c, area.x + 1, area.y, 1, ROLE_ok,
                is_in_list(f, x->symbol) ? "+" : "");
    canvas_text(c, area.x + 2, area.y, NAME_AT - 1, ROLE_value, x->symbol);
    if (name_at < name_end)
        show_text(c, (struct place){name_at, area.y, name_end - name_at},
                  ROLE_fg, x->name[0] ? x->name : "-");
    if (name_end == end)
        return;
    canvas_text(c, name_end + 1, area.y, TYPE_WIDTH, ROLE_dim,
                instrument_type_name(x->type));
    show_text(c, (struct place){name_end + 1 + TYPE_WIDTH, area.y,
                                VENUE_WIDTH},
              ROLE_dim, x->venue[0] ? x->venue : x->source);
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

static bool row_subject(const struct frame *f, const struct list_rows *r,
                        uint32_t at, struct subject *out)
{
    (void)f;
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
    .build = build, .row = row, .empty = empty, .subject = row_subject,
    .push = "symbol",
};

static bool add(void *view, const struct frame *f, struct wish *wish)
{
    const struct watchlist *l = list_of(f);
    struct list_rows r;
    uint32_t at;

    list_panel_build(&list, view, f, &r);
    if (list_selected(view, &r, &at) && l) {
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
    .min_height = 2, LIST_PANEL(list), .records = &records, .title = title, .act = act,
    .subject = list_panel_subject,
};
