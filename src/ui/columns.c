/* SPDX-License-Identifier: MIT */
/* Widths of the columns of a table. */
#include "columns.h"

#include <stdbool.h>

/* Does column i come after `from` in the order of priority? */
static bool is_after(const struct column_size *s, int i, int from)
{
    return s[i].priority > s[from].priority ||
           (i > from && s[i].priority == s[from].priority);
}

/* The column that comes after `from` in the order of priority; -1: none. */
static int next_of(const struct column_size *s, int count, int from)
{
    int best = -1;

    for (int i = 0; i < count; i++) {
        if (s[i].priority < 0 || (from >= 0 && !is_after(s, i, from)))
            continue;
        if (best < 0 || s[i].priority < s[best].priority)
            best = i;
    }
    return best;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static int grow(const struct column_size *s, int count, int growth, int left,
                int *widths)
{
    for (int i = 0; i < count && left > 0; i++) {
        int more = s[i].most - widths[i];

        if (s[i].growth != growth || !widths[i] || more <= 0)
            continue;
        more = more < left ? more : left;
        widths[i] += more;
        left -= more;
    }
    return left;
}

void columns_fit(const struct column_size *sizes, int count, int room,
                 int *widths)
{
    int left = room;

    for (int i = 0; i < count; i++)
        widths[i] = 0;
    for (int i = next_of(sizes, count, -1); i >= 0;
         i = next_of(sizes, count, i)) {
        int want = larger(sizes[i].least, sizes[i].need);

        if (sizes[i].least + sizes[i].keeps_free > left)
            break;
        widths[i] = want < left ? want : left;
        left -= widths[i];
    }
    for (int growth = 0; growth < COLUMN_GROWTHS; growth++)
        left = grow(sizes, count, growth, left, widths);
}

int columns_at(const int *widths, int count, int x)
{
    int left = 0;

    for (int i = 0; i < count; i++) {
        left += widths[i];
        if (x < left)
            return i;
    }
    return -1;
}
