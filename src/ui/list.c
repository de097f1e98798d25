/* SPDX-License-Identifier: MIT */
/* Lists: cursor by key, scrolling, filtering, sorting. */
#include "list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/mem.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/base/utf8.h"

void list_add(struct list_rows *r, uint32_t at)
{
    r->at = mem_room(r->at, r->count, &r->cap, sizeof(*r->at));
    r->at[r->count++] = at;
}

void list_done(struct list_rows *r)
{
    free(r->at);
    free(r->owned);
    *r = (struct list_rows){0};
}

static void remember(struct list_view *v, const struct list_rows *r)
{
    v->key[0] = '\0';
    if (r->count)
        r->key(r->items, r->at[v->cursor], v->key, sizeof(v->key));
}

static bool has_key(const struct list_view *v, const struct list_rows *r,
                    size_t row)
{
    char key[LIST_KEY_MAX];

    r->key(r->items, r->at[row], key, sizeof(key));
    return strcmp(key, v->key) == 0;
}

void list_sync(struct list_view *v, const struct list_rows *r)
{
    /* Mostly it is where it was: lists may be long. */
    if (v->key[0] && v->cursor < r->count && has_key(v, r, v->cursor))
        return;
    for (size_t i = 0; v->key[0] && i < r->count; i++)
        if (has_key(v, r, i)) {
            v->cursor = i;
            return;
        }
    if (!v->key[0])
        v->cursor = 0;
    if (v->cursor >= r->count)
        v->cursor = r->count ? r->count - 1 : 0;
    /* An empty list forgets nothing: its row may come back. */
    if (r->count)
        remember(v, r);
}

/* The top row that brings the cursor, beyond an edge, into view. */
static size_t top_for(const struct list_view *v, size_t page)
{
    size_t half = page / 2;

    if (v->is_beside)
        return v->cursor > half ? v->cursor - half : 0;
    return v->cursor < v->top ? v->cursor : v->cursor - page + 1;
}

void list_scroll(struct list_view *v, const struct list_rows *r, size_t page)
{
    v->page = page;
    if (page == 0)
        return;
    if (v->cursor < v->top || v->cursor >= v->top + page)
        v->top = top_for(v, page);
    if (v->top + page > r->count)
        v->top = r->count > page ? r->count - page : 0;
}

static void move_to(struct list_view *v, const struct list_rows *r, long to)
{
    long last = (long)r->count - 1;

    v->cursor = (size_t)(to < 0 ? 0 : to > last ? (last < 0 ? 0 : last) : to);
    remember(v, r);
}

/* ---- marks */

static uint64_t hash_of(const struct list_rows *r, uint32_t at)
{
    uint64_t h = UINT64_C(14695981039346656037); /* FNV-1a */
    char key[LIST_KEY_MAX];

    r->key(r->items, at, key, sizeof(key));
    for (const char *p = key; *p; p++)
        h = (h ^ (unsigned char)*p) * UINT64_C(1099511628211);
    return h;
}

/* Index of the mark; mark_count: there is none. */
static size_t mark_at(const struct list_view *v, uint64_t hash)
{
    size_t i = 0;

    while (i < v->mark_count && v->marks[i] != hash)
        i++;
    return i;
}

bool list_is_marked(const struct list_view *v, const struct list_rows *r,
                    uint32_t at)
{
    return v->mark_count && mark_at(v, hash_of(r, at)) < v->mark_count;
}

bool list_mark(struct list_view *v, const struct list_rows *r, uint32_t at,
               bool is_on)
{
    uint64_t hash = hash_of(r, at);
    size_t i = mark_at(v, hash);

    if (!is_on && i < v->mark_count)
        v->marks[i] = v->marks[--v->mark_count];
    if (!is_on || i < v->mark_count)
        return true;
    if (v->mark_count == LIST_MARKS_MAX)
        return false;
    v->marks[v->mark_count++] = hash;
    return true;
}

bool list_mark_all(struct list_view *v, const struct list_rows *r)
{
    bool all = true, is_done = true;

    for (size_t i = 0; i < r->count && all; i++)
        all = list_is_marked(v, r, r->at[i]);
    for (size_t i = 0; i < r->count && is_done; i++)
        is_done = list_mark(v, r, r->at[i], !all);
    return is_done;
}

/* ---- moving */

/* How far an action moves; 0 for none. */
static long step_of(const struct list_view *v, enum ui_action a)
{
    long page = v->page > 1 ? (long)v->page - 1 : 1;
    long half = v->page > 2 ? (long)v->page / 2 : 1;

    if (a == ACTION_down || a == ACTION_up)
        return a == ACTION_down ? 1 : -1;
    if (a == ACTION_page_down || a == ACTION_page_up)
        return a == ACTION_page_down ? page : -page;
    if (a == ACTION_half_down || a == ACTION_half_up)
        return a == ACTION_half_down ? half : -half;
    return 0;
}

bool list_act(struct list_view *v, const struct list_rows *r, enum ui_action a,
              int sorts)
{
    long step = step_of(v, a);

    if (step) {
        move_to(v, r, (long)v->cursor + step);
        return true;
    }
    if (a == ACTION_first || a == ACTION_last) {
        move_to(v, r, a == ACTION_first ? 0 : (long)r->count - 1);
        return true;
    }
    if ((a == ACTION_sort || a == ACTION_sort_next) && sorts > 1) {
        v->sort = (v->sort + 1) % sorts;
        return true;
    }
    if (a == ACTION_sort_prev && sorts > 1) {
        v->sort = (v->sort + sorts - 1) % sorts;
        return true;
    }
    if (a == ACTION_reverse && sorts > 1) {
        v->is_reversed = !v->is_reversed;
        return true;
    }
    return false;
}

void list_restart(struct list_view *v)
{
    *v = (struct list_view){.sort = v->sort, .is_reversed = v->is_reversed,
                            .shift = v->shift};
}

void list_select(struct list_view *v, const struct list_rows *r, size_t row)
{
    move_to(v, r, (long)row);
}

bool list_selected(const struct list_view *v, const struct list_rows *r,
                   uint32_t *out)
{
    if (v->cursor >= r->count)
        return false;
    *out = r->at[v->cursor];
    return true;
}

bool list_matches(const char *filter, const char *text)
{
    struct strbuf want = {0}, have = {0};
    bool is_without = filter[0] == '!', found;

    if (is_without)
        filter++;
    if (!filter[0])
        return true;
    utf8_fold(&want, filter, strlen(filter));
    utf8_fold(&have, text, strlen(text));
    found = strstr(strbuf_text(&have), strbuf_text(&want)) != NULL;
    strbuf_done(&want);
    strbuf_done(&have);
    return found != is_without;
}

/* No other comparison gives this. */
enum { LAST_EITHER_WAY = 1 << 24 };

int list_unknown_last(bool is_unknown_a, bool is_unknown_b)
{
    return (is_unknown_a - is_unknown_b) * LAST_EITHER_WAY;
}

struct order {
    const void *items;
    int (*compare)(const void *items, uint32_t a, uint32_t b, int sort);
    int sort;
    bool is_reversed;
};

/* Does a stand before b, or is it equal? */
static bool in_order(const struct order *o, uint32_t a, uint32_t b)
{
    int order = o->compare(o->items, a, b, o->sort);

    if (o->is_reversed && abs(order) != LAST_EITHER_WAY)
        order = -order;
    return order <= 0;
}

/* Merges the sorted runs [0, mid) and [mid, n) of `from`. */
static void merge(const struct order *o, const uint32_t *from, size_t mid,
                  size_t n, uint32_t *to)
{
    size_t a = 0, b = mid;

    while (a < mid && b < n)
        *to++ = in_order(o, from[a], from[b]) ? from[a++] : from[b++];
    while (a < mid)
        *to++ = from[a++];
    while (b < n)
        *to++ = from[b++];
}

/* Merge sort: stable, and the comparison may have a context. */
void list_sort(struct list_rows *r, bool is_reversed,
               int (*compare)(const void *items, uint32_t a, uint32_t b,
                              int sort), int sort)
{
    struct order o = {r->items, compare, sort, is_reversed};
    uint32_t *from = r->at, *to, *spare;

    if (r->count < 2)
        return;
    spare = to = mem_new(r->count, sizeof(*to));
    for (size_t w = 1; w < r->count; w *= 2) {
        uint32_t *swap = from;

        for (size_t lo = 0; lo < r->count; lo += 2 * w) {
            size_t left = r->count - lo, n = left < 2 * w ? left : 2 * w;

            merge(&o, from + lo, n < w ? n : w, n, to + lo);
        }
        from = to;
        to = swap;
    }
    if (from != r->at)
        memcpy(r->at, from, r->count * sizeof(*from));
    free(spare);
}
