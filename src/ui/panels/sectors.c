/* SPDX-License-Identifier: MIT */
/* Sectors, weighted by value: the largest fall first, a bar to the left or to
 * the right of the middle for each. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../show.h"
#include "../list_panel.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/state/breadth.h"

enum { NAME_MOST = 23, NAME_LEAST = 12, PERCENT = 9, BAR_LEAST = 9,
       BAR_MOST = 41 };

static const struct sector_sum *sector_at(const void *items, uint32_t at)
{
    return &((const struct sector_sum *)items)[at];
}

static const char *name_of(const struct sector_sum *s)
{
    return s->name[0] ? s->name : "Others";
}

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    snprintf(out, size, "%s", name_of(sector_at(items, at)));
}

static void build(const struct frame *f, struct list_rows *out)
{
    struct sector_sum *all = mem_new(SECTORS_MAX, sizeof(*all));
    size_t n = breadth_sectors(f->now, all);

    out->key = key_of;
    out->items = out->owned = all;
    for (size_t i = 0; i < n; i++)
        if (list_matches(f->filter, name_of(&all[i])))
            list_add(out, (uint32_t)i);
}

/* The largest change of all rows is a whole half. */
static double most_of(const struct list_rows *r)
{
    double most = 0;

    for (size_t i = 0; i < r->count; i++)
        most = fmax(most, fabs(sector_at(r->items, r->at[i])->change_pct));
    return most;
}

/* Falls grow to the left: whole cells only, as there are no blocks that fill
 * a cell from its right edge. */
static void draw_bar(struct canvas *c, struct place p, double v, double most,
                     bool is_old)
{
    int half = (p.width - 1) / 2;
    enum role role = is_old ? ROLE_stale : show_change_role(v);
    int n = most > 0 ? (int)lround(-v / most * half) : 0;

    canvas_put(c, p.x + half, p.y, ROLE_border, glyphs_of(c)->vertical);
    if (v > 0)
        hbar_draw(c, p.x + half + 1, p.y, half, role, v, most);
    for (int i = 1; v < 0 && !c->is_plain && i <= (n < 1 ? 1 : n); i++)
        canvas_put(c, p.x + half - i, p.y, role, c->is_ascii ? "#" : "█");
}

static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    const struct sector_sum *s = sector_at(r->items, at);
    int room = area.width - 1, name = room - PERCENT - BAR_LEAST;
    int x = area.x + 1;

    (void)f;
    name = name > NAME_MOST ? NAME_MOST : name < NAME_LEAST ? NAME_LEAST : name;
    show_text(c, (struct place){x, area.y, name - 1}, ROLE_value, name_of(s));
    x += name;
    show_percent(c, (struct place){x, area.y, PERCENT - 1}, true,
                 s->change_pct, s->stale > 0);
    x += PERCENT;
    room = area.x + area.width - x;
    room = room > BAR_MOST ? BAR_MOST : room;
    if (room >= BAR_LEAST)
        draw_bar(c, (struct place){x, area.y, room}, s->change_pct,
                 most_of(r), s->stale > 0);
}

static const char *empty(const struct frame *f)
{
    return show_why_empty(f, "no company's value is known yet");
}

/* Its companies. */
static bool row_subject(const struct frame *f, const struct list_rows *r,
                        uint32_t at, struct subject *out)
{
    const struct sector_sum *s = sector_at(r->items, at);

    (void)f;
    if (!s->name[0])
        return false;
    out->symbol[0] = '\0';
    snprintf(out->query, sizeof(out->query), "sector == \"%s\"", s->name);
    return true;
}

static enum truth of_sector(const struct query *q, const struct frame *f,
                            const struct list_rows *r, uint32_t at)
{
    const struct sector_sum *s = sector_at(r->items, at);

    return filter_row(q, f, NULL, &(struct list_row){.name = name_of(s),
                                                     .count = s->count,
                                                     .sector = s});
}

static const struct row_records records = ROWS_OF(list, of_sector);

static const struct list_panel list = {
    .build = build, .row = row, .empty = empty, .subject = row_subject,
    .push = "screener",
};

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    char day[16];

    (void)view;
    show_day_of_changes(f, day);
    snprintf(left, size, "Sectors of what is watched%s%s",
             day[0] ? ", " : "", day);
    snprintf(right, size, "cap-weighted");
}

const struct panel_ops panel_sectors = {
    .name = "sectors", .help = "change of each sector, weighted by value",
    .contexts = CONTEXT_list, .min_width = 22, .min_height = 2,
    LIST_PANEL(list), .records = &records,
    .title = title, .act = list_panel_act, .subject = list_panel_subject,
};
