/* SPDX-License-Identifier: MIT */
/* What is to come: results, figures, dividends and splits, days on which the
 * US exchanges are closed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../show.h"
#include "../list_panel.h"
#include "tapewatch/base/calendar.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/state/derive.h"

enum { HOLIDAY_DAYS = 90, WIDE = 70 };

struct item {
    int64_t at;     /* ms; of a whole day its beginning in New York */
    bool has_time;
    const char *symbol; /* borrowed from the snapshot; "" the market */
    const char *sign;   /* how sure, "" it is */
    const char *type;   /* borrowed: "earnings", "split", ... */
    char words[96];
};

struct items {
    size_t count, cap;
    struct item *of;
};

static struct item *add(struct items *all, int64_t at, const char *symbol)
{
    struct item *i;

    all->of = mem_room(all->of, all->count, &all->cap, sizeof(*all->of));
    i = &all->of[all->count++];
    *i = (struct item){.at = at, .symbol = symbol, .sign = "", .type = "holiday"};
    return i;
}

static int64_t today_starts(const struct frame *f)
{
    return calendar_date_starts(HOURS_US, civil_new_york_date(f->now->now_ms));
}

/* Holidays come from our own calendar. */
static void add_dates(const struct frame *f, struct items *all)
{
    const struct date_list *dates = f->now->dates;

    for (size_t i = 0; dates && i < dates->count; i++) {
        const struct known_date *d = &dates->items[i];
        struct item *item;

        if (d->at < today_starts(f) || strcmp(d->type, "holiday") == 0 ||
            strcmp(d->type, "half_day") == 0)
            continue;
        item = add(all, d->at, d->symbol);
        item->has_time = true;
        item->type = d->type;
        item->sign = d->is_confirmed ? "" : "estimated";
        snprintf(item->words, sizeof(item->words), "%s%s%.64s", d->type,
                 d->title[0] ? ": " : "", d->title);
    }
}

static void add_actions(const struct frame *f, struct items *all)
{
    for (size_t i = 0; i < f->now->listing_count; i++) {
        const struct listing *l = &f->now->listings[i];

        for (size_t k = 0; k < l->action_count; k++) {
            const struct action *a = &l->actions[k];
            int64_t at = calendar_date_starts(instrument_hours(l->instrument),
                                              a->ex);
            struct item *item;

            if (at < today_starts(f))
                continue;
            item = add(all, at, l->instrument->symbol);
            item->type = a->type == ACTION_SPLIT ? "split" : "dividend";
            if (a->type == ACTION_SPLIT)
                snprintf(item->words, sizeof(item->words),
                         "split, %g for 1", a->ratio);
            else
                snprintf(item->words, sizeof(item->words),
                         "ex dividend, %g %s", a->amount,
                         l->instrument->currency);
        }
    }
}

static void add_holidays(const struct frame *f, struct items *all)
{
    int32_t today = civil_new_york_date(f->now->now_ms);

    for (int32_t d = today; d < today + HOLIDAY_DAYS; d++) {
        const char *name = calendar_holiday(HOURS_US, d);
        struct trading_day day;
        bool is_half = calendar_day(HOURS_US, d, &day) && day.is_half_day;

        if (name || is_half)
            snprintf(add(all, calendar_date_starts(HOURS_US, d), "")->words,
                     sizeof(all->of->words), "%s%s",
                     name ? "US exchanges closed: "
                          : "US exchanges close at 13:00",
                     name ? name : "");
    }
}

static int earlier(const void *a, const void *b)
{
    const struct item *x = a, *y = b;

    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return strcmp(x->symbol, y->symbol);
}

static const struct item *item_at(const struct list_rows *r, uint32_t at)
{
    return &((const struct item *)r->items)[at];
}

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    const struct item *i = &((const struct item *)items)[at];

    snprintf(out, size, "%s %lld %.100s", i->symbol, (long long)i->at,
             i->words);
}

static void build(const struct frame *f, struct list_rows *out)
{
    struct items all = {0};

    add_dates(f, &all);
    add_actions(f, &all);
    add_holidays(f, &all);
    if (all.count)
        qsort(all.of, all.count, sizeof(*all.of), earlier);
    out->key = key_of;
    out->items = out->owned = all.of;
    for (size_t i = 0; i < all.count; i++) {
        char text[160];

        snprintf(text, sizeof(text), "%s %s", all.of[i].symbol,
                 all.of[i].words);
        if (list_matches(f->filter, text))
            list_add(out, (uint32_t)i);
    }
}

/* To come, by the exchange's days; below 1: today. */
static double days_until(const struct frame *f, const struct item *i)
{
    const struct listing *l =
        i->symbol[0] ? snapshot_find(f->now, i->symbol) : NULL;
    const struct instrument market = {.type = INSTRUMENT_unknown};

    return derive_days_until(l ? l->instrument : &market, i->at,
                             f->now->now_ms);
}

/* "today", "in 2 d" */
static void days_text(const struct frame *f, const struct item *i,
                      char out[24])
{
    double days = days_until(f, i);

    snprintf(out, 24, days < 1 ? "today" : "in %.0f d", days);
}

static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed",
                                       "Thu", "Fri", "Sat"};
    const struct item *i = item_at(r, at);
    struct civil when = civil_new_york(i->at);
    int x = area.x + 1, end = area.x + area.width;
    char text[32];

    snprintf(text, sizeof(text), "%s %2d %s",
             days[civil_weekday(civil_new_york_date(i->at)) % 7], when.day,
             show_month(when.month));
    x += canvas_text(c, x, area.y, end - x, ROLE_value, text) + 1;
    if (i->has_time && area.width >= WIDE) {
        snprintf(text, sizeof(text), "%02d:%02d", when.hour, when.minute);
        canvas_text(c, x, area.y, end - x, ROLE_dim, text);
    }
    x += area.width >= WIDE ? 6 : 0;
    days_text(f, i, text);
    canvas_text(c, x, area.y, end - x, ROLE_dim, text);
    x += 8;
    canvas_text(c, x, area.y, end - x < 8 ? end - x : 8,
                i->symbol[0] ? ROLE_value : ROLE_dim,
                i->symbol[0] ? i->symbol : "US");
    x += 9;
    if (x < end)
        x += show_text(c, (struct place){x, area.y, end - x}, ROLE_fg,
                       i->words) + 1;
    if (i->sign[0] && x < end)
        show_text(c, (struct place){x, area.y, end - x}, ROLE_warn, i->sign);
}

static const char *empty(const struct frame *f)
{
    return show_why_empty(f, f->filter[0] ? "nothing fits the filter"
                                          : "no date is known");
}

static bool row_subject(const struct frame *f, const struct list_rows *r,
                        uint32_t at, struct subject *out)
{
    (void)f;
    if (!item_at(r, at)->symbol[0])
        return false;
    name_copy(out->symbol, sizeof(out->symbol), item_at(r, at)->symbol);
    return true;
}

static enum truth of_date(const struct query *q, const struct frame *f,
                          const struct list_rows *r, uint32_t at)
{
    const struct item *i = item_at(r, at);

    return filter_row(q, f, i->symbol,
                      &(struct date_row){.at = i->at, .type = i->type,
                                         .title = i->words,
                                         .symbol = i->symbol,
                                         .is_confirmed = !i->sign[0],
                                         .days = days_until(f, i)});
}

static const struct row_records records = ROWS_OF(date, of_date);

static const struct list_panel list = {
    .build = build, .row = row, .empty = empty, .subject = row_subject,
    .push = "symbol",
};

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    (void)view;
    (void)f;
    snprintf(left, size, "Calendar, New York time");
    snprintf(right, size, "by date");
}

const struct panel_ops panel_calendar = {
    .name = "calendar", .help = "results, dividends, splits, holidays to come",
    .contexts = CONTEXT_list, .min_width = 20, .min_height = 2,
    LIST_PANEL(list), .records = &records,
    .title = title, .act = list_panel_act, .subject = list_panel_subject,
};
