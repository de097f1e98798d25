/* SPDX-License-Identifier: MIT */
/* The orders of tables of symbols. */
#include "watch_orders.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "../show.h"

/* What it is sorted by, the smallest first; INFINITY: not known. */
typedef double order_value(const struct listing *l);

static double of_change(const struct listing *l)
{
    return FIGURE_HAS(&l->figures, change_pct) ? l->figures.change_pct
                                               : INFINITY;
}

static double of_cap_change(const struct listing *l)
{
    return FIGURE_HAS(&l->figures, cap_change) ? l->figures.cap_change
                                               : INFINITY;
}

static double of_cap(const struct listing *l)
{
    return FIGURE_HAS(&l->figures, cap) ? -l->figures.cap : INFINITY;
}

static double of_last(const struct listing *l)
{
    return QUOTE_HAS(&l->quote, price) ? -l->quote.price : INFINITY;
}

static double of_volume(const struct listing *l)
{
    return FIGURE_HAS(&l->figures, vol_ratio) ? -l->figures.vol_ratio
                                              : INFINITY;
}

static double of_ext(const struct listing *l)
{
    return FIGURE_HAS(&l->figures, ext_change_pct) && show_has_ext(l)
               ? l->figures.ext_change_pct : INFINITY;
}

/* Headings as the columns have them, without the signs that are no letters. */
static const struct {
    const char *name, *word, *heading;
    order_value *value; /* NULL: by another rule */
} orders[WATCH_ORDERS] = {
    [WATCH_OWN] = {"user order", "user", "NAME", NULL},
    [WATCH_CHANGE] = {"by change", "change", "CHG%", of_change},
    [WATCH_CAP_CHANGE] = {"by value", "value", "CAP", of_cap_change},
    [WATCH_CAP] = {"by size", "size", "MCAP", of_cap},
    [WATCH_SYMBOL] = {"by symbol", "symbol", "SYM", NULL},
    [WATCH_LAST] = {"by price", "price", "LAST", of_last},
    [WATCH_VOLUME] = {"by volume", "volume", "VOL", of_volume},
    [WATCH_EXT] = {"by ext", "ext", "EXT", of_ext},
};

const char *watch_order(int sort)
{
    return orders[sort].name;
}

int watch_compare(const struct frame *f, const char *a, const char *b,
                  int sort)
{
    const struct listing *l = snapshot_find(f->now, a);
    const struct listing *m = snapshot_find(f->now, b);
    double x, y;

    if (!orders[sort].value)
        return strcmp(a, b);
    x = l ? orders[sort].value(l) : INFINITY;
    y = m ? orders[sort].value(m) : INFINITY;
    if (isinf(x) || isinf(y))
        return list_unknown_last(isinf(x), isinf(y));
    return x < y ? -1 : x > y;
}

int watch_sort_at(const struct frame *f, struct rect area, int x)
{
    const char *heading = watch_column_at(f, area, x);

    for (int i = 0; heading && i < WATCH_ORDERS; i++)
        if (strcmp(orders[i].heading, heading) == 0)
            return i;
    return -1;
}

/* Is the word the order's own, or its heading: "vol", "vol×", "chg%"? */
static bool is_called(int sort, const char *word)
{
    size_t n = strcspn(orders[sort].heading, "%");

    if (strcasecmp(orders[sort].word, word) == 0 ||
        strcasecmp(orders[sort].name, word) == 0)
        return true;
    if (sort == WATCH_OWN || strncasecmp(orders[sort].heading, word, n) != 0)
        return false;
    word += n;
    return !word[0] || !strcmp(word, "%") || !strcmp(word, "×") ||
           !strcasecmp(word, "x");
}

bool watch_word(void *view, const struct frame *f, const char *word)
{
    struct list_view *v = view;

    (void)f;
    for (int i = 0; word[0] && i < WATCH_ORDERS; i++)
        if (is_called(i, word)) {
            v->sort = i;
            v->is_reversed = false;
            return true;
        }
    return false;
}
