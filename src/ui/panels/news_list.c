/* SPDX-License-Identifier: MIT */
/* Headlines as rows: time, unread mark, publisher, symbol, title. */
#include "news_list.h"

#include <stdio.h>
#include <string.h>

#include "../show.h"
#include "tapewatch/base/utf8.h"

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    const struct frame *f = items;

    snprintf(out, size, "%s", f->now->headlines[at]->id);
}

static bool is_of(const struct headline *h, const void *self)
{
    return headline_is_of(h, self);
}

static bool is_search(const struct frame *f)
{
    return f->now->wanted[0] && strcmp(f->filter, f->now->wanted) == 0;
}

static bool is_found(const struct frame *f, const struct headline *h)
{
    return is_search(f) && snapshot_is_found(f->now, h->id);
}

void news_right(const struct frame *f, const char *usual, char *out,
                size_t size)
{
    if (is_search(f))
        (void)snprintf(out, size, "%zu found, of all that are kept",
                       f->now->found_count);
    else
        (void)snprintf(out, size, "%s", usual);
}

/* Plain words: of the title, the outlet, its symbols and tags. */
static bool passes(const struct frame *f, const struct headline *h)
{
    const struct tags *tags = snapshot_tags(f->now, h->id);
    char text[600];
    size_t len;

    if (!f->filter[0] || is_found(f, h))
        return true;
    len = (size_t)snprintf(text, sizeof(text), "%.300s %.60s",
                           h->title ? h->title : "",
                           h->publisher ? h->publisher : "");
    for (size_t i = 0; i < h->symbol_count && len < sizeof(text); i++)
        len += (size_t)snprintf(text + len, sizeof(text) - len, " %s",
                                h->symbols[i]);
    for (size_t i = 0; i < tags->count && len < sizeof(text); i++)
        len += (size_t)snprintf(text + len, sizeof(text) - len, " #%s",
                                tags->at[i]);
    return list_matches(f->filter, text);
}

/* The next piece between commas, without blanks around it; NULL: no more. */
static const char *next_piece(const char *list, char *out, size_t size)
{
    size_t n;

    list += strspn(list, ", ");
    n = strcspn(list, ",");
    if (n == 0)
        return NULL;
    snprintf(out, size, "%.*s", (int)n, list);
    for (size_t end = strlen(out); end > 0 && out[end - 1] == ' '; end--)
        out[end - 1] = '\0';
    return list + n;
}

bool news_is_muted(const struct frame *f, const struct headline *h)
{
    const char *list = config_text(f->config, OPT_mute);
    char piece[80];

    if (!list[0] || snapshot_is_bookmarked(f->now, h->id) ||
        snapshot_tags(f->now, h->id)->count > 0)
        return false;
    while ((list = next_piece(list, piece, sizeof(piece))) != NULL)
        if ((h->title && list_matches(piece, h->title)) ||
            (h->publisher && list_matches(piece, h->publisher)) ||
            list_matches(piece, h->source))
            return true;
    return false;
}

size_t news_unread(const struct frame *f, size_t *muted)
{
    size_t unread = 0, left_out = 0;

    for (size_t i = 0; i < f->now->headline_count; i++) {
        const struct headline *h = f->now->headlines[i];
        bool is_muted = news_is_muted(f, h);

        left_out += is_muted;
        unread += !is_muted && !snapshot_is_read(f->now, h->id);
    }
    if (muted)
        *muted = left_out;
    return unread;
}

void news_list_build_if(const struct frame *f,
                        bool (*is_wanted)(const struct headline *h,
                                          const void *self),
                        const void *self, struct list_rows *out)
{
    out->key = key_of;
    out->items = f;
    for (size_t i = 0; i < f->now->headline_count; i++) {
        const struct headline *h = f->now->headlines[i];

        if (is_wanted(h, self) && passes(f, h) && !news_is_muted(f, h))
            list_add(out, (uint32_t)i);
    }
}

static bool is_any(const struct headline *h, const void *self)
{
    (void)h;
    (void)self;
    return true;
}

void news_list_build(const struct frame *f, const char *symbol,
                     struct list_rows *out)
{
    news_list_build_if(f, symbol ? is_of : is_any, symbol, out);
}

/* Narrow and tall: the title gets a row of its own. */
int news_list_row_height(struct rect area)
{
    return area.width < 60 && area.height >= 30 ? 2 : 1;
}

/* "+3" for the outlets that told it later, at the end of the row; returns its
 * cells. */
static int draw_others(const struct headline *h, struct canvas *c,
                       struct rect area)
{
    char text[16];

    if (h->others == 0 || area.width < 40)
        return 0;
    snprintf(text, sizeof(text), " +%u", h->others);
    canvas_right(c, area.x + area.width - 3, area.y + area.height - 1, 3,
                 ROLE_dim, text);
    return 3;
}

static int64_t time_of(const struct frame *f, const struct list_rows *r,
                       uint32_t at)
{
    const struct headline *h = f->now->headlines[at];

    (void)r;
    return h->published ? h->published : h->seen;
}

/* "#capex #macro": beside the symbol where the title has a row of its own, else
 * at the end of it, in a third of the row; returns the cells of that. */
static int draw_tags(const struct frame *f, const struct headline *h,
                     struct canvas *c, struct rect area, struct place room)
{
    const struct tags *tags = snapshot_tags(f->now, h->id);
    int x = room.x, width = room.width, taken = 0;
    struct strbuf text = {0};

    if (tags->count == 0 || area.width < 40)
        return 0;
    tags_write(tags, "#", &text);
    if (area.height == 1) {
        width = (int)utf8_cells(strbuf_text(&text));
        width = width > area.width / 3 ? area.width / 3 : width;
        x += room.width - width;
        taken = width + 1;
    }
    show_text(c, (struct place){x, area.y, width}, ROLE_tag,
              strbuf_text(&text));
    strbuf_done(&text);
    return taken;
}

void news_list_row(const struct frame *f, const struct list_rows *r,
                   uint32_t at, struct canvas *c, struct rect area)
{
    const struct headline *h = f->now->headlines[at];
    bool is_read = snapshot_is_read(f->now, h->id);
    const char *title = h->title ? h->title : "-";
    int x = area.x + 1, end = area.x + area.width;
    char publisher[8];

    show_outlet(h, publisher);
    x += show_time(c, (struct place){x, area.y,
                                     list_panel_time_cells(f, r, time_of)},
                   ROLE_dim, time_of(f, r, at), f->shown_ms);
    if (!is_read && x + 6 < end)
        canvas_put(c, x + 6, area.y, ROLE_unread, glyphs_of(c)->bullet);
    if (snapshot_is_bookmarked(f->now, h->id) && x + 11 < end)
        canvas_put(c, x + 11, area.y, ROLE_mark, glyphs_of(c)->bookmark);
    canvas_text(c, x + 7, area.y, end - x - 7, ROLE_source, publisher);
    if (h->symbol_count)
        show_text(c, (struct place){x + 12, area.y,
                                    end - x - 12 < 5 ? end - x - 12 : 5},
                  ROLE_tag, h->symbols[0]);
    end -= draw_others(h, c, area);
    end -= draw_tags(f, h, c, area,
                     (struct place){x + 18, area.y, end - x - 18});
    x += area.height > 1 ? 6 : 18;
    show_text(c, (struct place){x, area.y + area.height - 1, end - x},
              is_read ? ROLE_read : ROLE_unread, title);
}

bool news_list_subject(const struct frame *f, const struct list_rows *r,
                       uint32_t at, struct subject *out)
{
    const struct headline *h = f->now->headlines[at];

    (void)r;
    name_copy(out->headline, sizeof(out->headline), h->id);
    out->symbol[0] = '\0';
    if (h->symbol_count)
        snprintf(out->symbol, sizeof(out->symbol), "%s", h->symbols[0]);
    return true;
}

void news_list_keys(const struct frame *f, const struct list_rows *r,
                    uint32_t at, struct strbuf *out)
{
    (void)r;
    strbuf_format(out, "%s\n", f->now->headlines[at]->id);
}

static void send(struct wish *wish, enum command_kind kind, bool is_on,
                 const char *id)
{
    wish->command = (struct command){.kind = kind, .number = is_on};
    name_copy(wish->command.text, sizeof(wish->command.text), id);
}

bool news_mark_act(const struct frame *f, const struct headline *h,
                   enum ui_action a, struct wish *wish)
{
    if (!h || (a != ACTION_bookmark && a != ACTION_mark))
        return false;
    if (a == ACTION_bookmark) {
        bool is_kept = !snapshot_is_bookmarked(f->now, h->id);

        send(wish, COMMAND_BOOKMARK, is_kept, h->id);
        (void)snprintf(wish->message, sizeof(wish->message), "%s",
                       is_kept ? "bookmarked; :BOOK shows them all"
                               : "no bookmark any more");
    } else {
        bool is_read = snapshot_is_read(f->now, h->id);

        send(wish, is_read ? COMMAND_UNREAD : COMMAND_READ, true, h->id);
    }
    return true;
}

static size_t count_unread(const struct frame *f, const char *symbol)
{
    size_t n = 0;

    for (size_t i = 0; i < f->now->headline_count; i++) {
        const struct headline *h = f->now->headlines[i];

        n += (!symbol || headline_is_of(h, symbol)) &&
             !snapshot_is_read(f->now, h->id);
    }
    return n;
}

bool news_all_read_act(const struct frame *f, const char *symbol,
                       enum ui_action a, struct wish *wish)
{
    size_t n;

    if (a != ACTION_all_read)
        return false;
    n = count_unread(f, symbol);
    if (n == 0) {
        snprintf(wish->message, sizeof(wish->message), "all were read before");
        return true;
    }
    wish->command = (struct command){.kind = COMMAND_ALL_READ,
                                     .number = (double)f->now->now_ms};
    if (symbol)
        name_copy(wish->command.symbol, SYMBOL_MAX, symbol);
    snprintf(wish->message, sizeof(wish->message),
             "%zu headline%s marked as read%s%s; m on one takes it back", n,
             n == 1 ? "" : "s", symbol ? ", all of " : "",
             symbol ? symbol : "");
    return true;
}

bool news_list_act(void *view, const struct frame *f, enum ui_action a,
                   struct wish *wish)
{
    struct subject at = {0};
    bool is_done;

    if (list_panel_subject(view, f, &at) &&
        news_mark_act(f, show_headline(f->now, at.headline), a, wish))
        return true;
    is_done = list_panel_act(view, f, a, wish);
    if (a == ACTION_open && wish->push)
        send(wish, COMMAND_READ, true, wish->subject.headline);
    return is_done;
}
