/* SPDX-License-Identifier: MIT */
/* How many of the watched companies rose and fell, and what that came to. */
#include <math.h>
#include <stdio.h>

#include "../show.h"
#include "tapewatch/base/format.h"
#include "tapewatch/state/breadth.h"

enum { BAR_MOST = 60 };

struct drawing {
    struct canvas *c;
    int x, y, width, bottom;
};

static void put(struct drawing *d, enum role role, const char *text)
{
    if (d->y < d->bottom)
        show_text(d->c, (struct place){d->x, d->y, d->width}, role, text);
    d->y++;
}

static void put_counts(struct drawing *d, const struct breadth *b)
{
    char text[120];
    int x = d->x, end = d->x + d->width;

    if (d->y >= d->bottom)
        return;
    snprintf(text, sizeof(text), "Adv %zu", b->up);
    x += canvas_text(d->c, x, d->y, end - x, ROLE_up, text) + 2;
    snprintf(text, sizeof(text), "Dec %zu", b->down);
    x += canvas_text(d->c, x, d->y, end - x, ROLE_down, text) + 2;
    snprintf(text, sizeof(text), "Unch %zu%s",
             b->current - b->up - b->down, b->stale ? " ~" : "");
    canvas_text(d->c, x, d->y, end - x, ROLE_flat, text);
    d->y++;
}

/* "Adv ████░░░░░ Dec": the share of those that moved. */
static void put_bar(struct drawing *d, const struct breadth *b)
{
    int room = d->width - 8, moved = (int)(b->up + b->down), up;

    if (d->y >= d->bottom || room < 4 || moved == 0 || d->c->is_plain)
        return;
    room = room > BAR_MOST ? BAR_MOST : room;
    up = (int)format_round((double)room * (double)b->up / moved, 0);
    canvas_text(d->c, d->x, d->y, 3, ROLE_label, "Adv");
    for (int i = 0; i < room; i++)
        canvas_put(d->c, d->x + 4 + i, d->y, i < up ? ROLE_up : ROLE_down,
                   i < up ? (d->c->is_ascii ? "#" : "█")
                          : (d->c->is_ascii ? "-" : "░"));
    canvas_text(d->c, d->x + 5 + room, d->y, 3, ROLE_label, "Dec");
    d->y++;
}

static void put_range(struct drawing *d, const struct breadth *b)
{
    char text[120];

    if (b->range_known == 0) {
        put(d, ROLE_dim, "New highs -  New lows -  (no year of prices yet)");
        return;
    }
    snprintf(text, sizeof(text), "New highs %zu   New lows %zu   of %zu with "
             "252 sessions", b->highs, b->lows, b->range_known);
    put(d, ROLE_fg, text);
}

/* "Up vol 31%   Down vol 69%   TRIN 1.16" */
static void put_volume(struct drawing *d, const struct breadth *b)
{
    double all = b->up_volume + b->down_volume, trin = breadth_trin(b);
    double up = derive_share(b->up_volume, all) * 100;
    char text[120], index[16] = "-";

    if (all <= 0) {
        put(d, ROLE_dim, "Up vol -  Down vol -  TRIN -");
        return;
    }
    if (isfinite(trin))
        snprintf(index, sizeof(index), "%.2f", format_round(trin, 2));
    snprintf(text, sizeof(text), "Up vol %.0f%%   Down vol %.0f%%   TRIN %s",
             format_round(up, 0), 100 - format_round(up, 0), index);
    put(d, ROLE_fg, text);
}

static void put_value(struct drawing *d, const struct breadth *b)
{
    char lost[FORMAT_MAX], gained[FORMAT_MAX], text[160];

    if (b->value_known == 0) {
        put(d, ROLE_dim, "Value lost -  Value gained -");
        return;
    }
    format_money(lost, b->lost_usd);
    format_money(gained, b->gained_usd);
    snprintf(text, sizeof(text), "Value lost $%s   Value gained $%s", lost,
             gained);
    put(d, ROLE_fg, text);
}

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    struct breadth b = breadth_of(f->now);
    struct drawing d = {c, area.x + 1, area.y, area.width - 2,
                        area.y + area.height};

    (void)view;
    if (b.current == 0) {
        put(&d, ROLE_dim, show_why_empty(f, "no company has a change yet"));
        return;
    }
    put_counts(&d, &b);
    put_bar(&d, &b);
    put_range(&d, &b);
    put_volume(&d, &b);
    put_value(&d, &b);
}

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    struct breadth b = breadth_of(f->now);
    char day[16];

    (void)view;
    show_day_of_changes(f, day);
    snprintf(left, size, "Breadth%s%s", day[0] ? ", " : "", day);
    if (b.current < b.companies)
        snprintf(right, size, "%zu of %zu companies watched", b.current,
                 b.companies);
    else
        snprintf(right, size, "%zu companies watched", b.companies);
}

const struct panel_ops panel_breadth = {
    .name = "breadth", .help = "how many rose and fell, and their value",
    .min_width = 20, .min_height = 2, .title = title, .draw = draw,
};
