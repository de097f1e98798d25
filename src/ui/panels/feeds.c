/* SPDX-License-Identifier: MIT */
/* All sources: state, age, interval, latency, errors, quota, bytes. */
#include <stdio.h>
#include <string.h>

#include "../feed_words.h"
#include "../show.h"
#include "../list_panel.h"
#include "tapewatch/base/format.h"

enum { SORT_STATE, SORT_KIND, SORT_NAME, SORT_ERRORS, SORT_COUNT };

static const struct health *items_of(const struct frame *f)
{
    return f->now->health ? f->now->health->items : NULL;
}

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    const struct health *all = items;

    snprintf(out, size, "%s", all[at].source);
}

static int compare(const void *items, uint32_t a, uint32_t b, int sort)
{
    const struct health *all = items, *x = &all[a], *y = &all[b];

    if (sort == SORT_NAME)
        return strcmp(x->source, y->source);
    if (sort == SORT_KIND)
        return strcmp(x->kind, y->kind);
    if (sort == SORT_ERRORS)
        return (x->errors < y->errors) - (x->errors > y->errors);
    return (int)health_condition(x) - (int)health_condition(y);
}

static void build(const struct frame *f, struct list_rows *out)
{
    const struct health *all = items_of(f);

    out->key = key_of;
    out->items = all;
    for (size_t i = 0; all && i < f->now->health->count; i++) {
        char text[200];

        snprintf(text, sizeof(text), "%s %s %s", all[i].kind, all[i].source,
                 health_word(&all[i]));
        if (list_matches(f->filter, text))
            list_add(out, (uint32_t)i);
    }
    list_sort(out, false, compare, SORT_STATE);
}

/* Columns from the left; 0 cells: left out. */
struct columns {
    int source, state, last, every, latency, errors, quota, bytes, hours;
};

static struct columns columns_of(struct rect area)
{
    struct columns c = {12, 30, 44, 50, 58, 69, 0, 74, 0};

    if (area.width >= 118)
        c = (struct columns){12, 30, 44, 51, 60, 72, 79, 92, 101};
    if (area.width < 45) /* what it is for gives way to how it is */
        c = (struct columns){1, 19, 44, 50, 58, 69, 0, 74, 0};
    return c;
}

static void header(const struct frame *f, struct canvas *c, struct rect area)
{
    struct columns at = columns_of(area);
    int x = area.x, y = area.y, end = area.x + area.width;
    struct {
        int at, width;
        const char *text;
    } heads[] = {{at.last, 5, "LAST"}, {at.every, 6, "EVERY"},
                 {at.errors, at.quota ? 6 : 4, at.quota ? "ERR24" : "ERR"},
                 {at.bytes, at.quota ? 7 : 5, at.quota ? "IN B/s" : "IN/s"}};

    (void)f;
    if (at.source > 1)
        canvas_text(c, x + 1, y, 11, ROLE_header, "KIND");
    canvas_text(c, x + at.source, y, 18, ROLE_header, "SOURCE");
    canvas_text(c, x + at.state, y, 14, ROLE_header, "STATE");
    canvas_text(c, x + at.latency, y, end - x - at.latency, ROLE_header,
                at.quota ? "LAT p50/p95" : "p50/p95");
    for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++)
        if (x + heads[i].at + heads[i].width <= end)
            canvas_right(c, x + heads[i].at, y, heads[i].width, ROLE_header,
                         heads[i].text);
    if (at.quota)
        canvas_text(c, x + at.quota + 1, y, 12, ROLE_header, "QUOTA");
    if (at.hours)
        canvas_text(c, x + at.hours + 1, y, end - x - at.hours - 1,
                    ROLE_header, "AVAIL 24h");
}

/* Good requests of each hour, the last one at the right. */
static void draw_hours(const struct health *h, struct canvas *c, int x, int y,
                       int width)
{
    double share[HEALTH_HOURS];
    int first = width < HEALTH_HOURS ? HEALTH_HOURS - width : 0;

    for (int i = first; i < HEALTH_HOURS; i++) {
        bool is_known = h->hours[i] != HEALTH_NOT_TRIED;

        share[i] = is_known ? h->hours[i] / 100.0 : 0;
        if (!is_known)
            canvas_text(c, x + i - first, y, 1, ROLE_dim,
                        c->is_ascii ? "." : "·");
        else
            hbar_draw(c, x + i - first, y, 1,
                      share[i] < 0.9 ? ROLE_warn : ROLE_ok,
                      share[i] > 0 ? share[i] : 0.01, 1);
    }
}

/* A column that has room. */
static void put_right(struct canvas *c, struct rect row, int at, int width,
                      enum role role, const char *text)
{
    if (at + width <= row.width)
        canvas_right(c, row.x + at, row.y, width, role, text);
}

static void draw_figures(const struct frame *f, const struct health *h,
                         struct canvas *c, struct rect row)
{
    struct columns at = columns_of(row);
    int x = row.x, y = row.y, end = row.x + row.width;
    char text[40], age[FORMAT_MAX];

    snprintf(age, sizeof(age), "-");
    if (h->last_good)
        frame_age(f, h->last_good, age);
    put_right(c, row, at.last, 5, ROLE_value, age);
    snprintf(age, sizeof(age), "-");
    if (h->interval_ms)
        format_age(age, h->interval_ms);
    put_right(c, row, at.every, 6, ROLE_value, age);
    health_latency(h, text, sizeof(text));
    if (at.latency + 11 <= row.width)
        canvas_text(c, x + at.latency, y, 11, ROLE_value, text);
    snprintf(text, sizeof(text), "%u", h->errors);
    put_right(c, row, at.errors, at.quota ? 6 : 4,
              h->errors ? ROLE_warn : ROLE_value, text);
    feed_bytes_text(h->bytes_per_s, age);
    put_right(c, row, at.bytes, at.quota ? 7 : 5, ROLE_value, age);
    if (!at.quota)
        return;
    health_quota(h, text, sizeof(text));
    canvas_text(c, x + at.quota + 1, y, 12, ROLE_value, text);
    if (end - x - at.hours - 1 > 0)
        draw_hours(h, c, x + at.hours + 1, y, end - x - at.hours - 1);
}

static void draw_row(const struct frame *f, const struct list_rows *r,
                     uint32_t at, struct canvas *c, struct rect row)
{
    const struct health *h = &items_of(f)[at];
    struct columns to = columns_of(row);
    enum role role = feed_role(h);
    char text[40];

    (void)r;
    if (to.source > 1)
        canvas_text(c, row.x + 1, row.y, 10, ROLE_label, h->kind);
    show_text(c, (struct place){row.x + to.source, row.y, 17}, ROLE_value,
              h->source);
    snprintf(text, sizeof(text), "%s %s", feed_mark(c, h),
             health_word(h));
    show_text(c, (struct place){row.x + to.state, row.y,
                                row.width - to.state < 15
                                    ? row.width - to.state : 15}, role, text);
    if (!h->lacks_key && !h->lacks_contact)
        draw_figures(f, h, c, row);
}

static bool subject(const struct frame *f, const struct list_rows *r,
                    uint32_t at, struct subject *out)
{
    (void)r;
    name_copy(out->source, sizeof(out->source), items_of(f)[at].source);
    return true;
}

static enum truth of_source(const struct query *q, const struct frame *f,
                            const struct list_rows *r, uint32_t at)
{
    (void)r;
    return filter_row(q, f, NULL, &items_of(f)[at]);
}

static const struct row_records records = ROWS_OF(source, of_source);

static const char *const orders[] = {"state", "kind", "source", "errors"};

static const char *order(int sort)
{
    return orders[sort];
}

static const struct list_panel list = {
    .build = build, .header_rows = 1, .header = header, .row = draw_row,
    .empty = feed_why_none, .subject = subject, .push = "feed",
    .sorts = SORT_COUNT, .compare = compare, .order = order,
};

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    const struct list_view *v = view;

    snprintf(left, size, "Feeds");
    if (f->now->health)
        snprintf(right, size, "sort %s", orders[v->sort % SORT_COUNT]);
}

/* ---- keys */

static void ask(struct wish *wish, enum command_kind kind,
                const struct health *h, double number)
{
    wish->command = (struct command){.kind = kind, .number = number};
    name_copy(wish->command.text, sizeof(wish->command.text), h->source);
}

static void switch_source(const struct health *h, struct wish *wish)
{
    bool is_off = h->state == SOURCE_off;

    if (h->lacks_key || h->lacks_contact || !h->can_switch) {
        health_advice(h, wish->message, sizeof(wish->message));
        return;
    }
    ask(wish, COMMAND_SWITCH_SOURCE, h, is_off);
    snprintf(wish->message, sizeof(wish->message), "%s is %s now", h->source,
             is_off ? "on" : "off");
}

static bool act_on(const struct health *h, const struct frame *f,
                   enum ui_action a, struct wish *wish)
{
    if (a == ACTION_retry_source) {
        ask(wish, COMMAND_RETRY, h, 0);
        snprintf(wish->message, sizeof(wish->message), "asking %s",
                 h->source);
    } else if (a == ACTION_switch_source) {
        switch_source(h, wish);
    } else if (a == ACTION_source_key) {
        health_advice(h, wish->message, sizeof(wish->message));
        if (!wish->message[0])
            snprintf(wish->message, sizeof(wish->message),
                     "%s wants no key", h->source);
    } else if (a == ACTION_copy) {
        feed_copy(h, f, wish);
    } else if (a == ACTION_source_log) {
        wish->subject = *f->subject;
        wish->push = "feedlog";
    } else {
        return false;
    }
    return true;
}

static bool go_offline(const struct frame *f, struct wish *wish)
{
    bool is_off = f->now->mode == RUN_OFFLINE;

    if (f->now->mode == RUN_REPLAY || f->now->mode == RUN_FOLLOW) {
        snprintf(wish->message, sizeof(wish->message), "no source is asked");
        return true;
    }
    wish->command = (struct command){.kind = COMMAND_OFFLINE,
                                     .number = !is_off};
    snprintf(wish->message, sizeof(wish->message), "%s",
             is_off ? "online again" : "offline: no source is asked");
    return true;
}

static bool act(void *view, const struct frame *f, enum ui_action a,
                struct wish *wish)
{
    struct list_rows r;
    uint32_t at;
    bool is_done;

    if (a == ACTION_offline)
        return go_offline(f, wish);
    if (list_panel_act(view, f, a, wish))
        return true;
    list_panel_build(&list, view, f, &r);
    is_done = list_selected(view, &r, &at) &&
              act_on(&items_of(f)[at], f, a, wish);
    list_done(&r);
    return is_done;
}

const struct panel_ops panel_feeds = {
    .name = "feeds", .help = "all sources and how they are",
    .contexts = CONTEXT_list | CONTEXT_feeds, .min_width = 40,
    .min_height = 3, LIST_PANEL(list), .records = &records, .title = title, .act = act,
    .subject = list_panel_subject,
};
