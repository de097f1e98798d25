/* SPDX-License-Identifier: MIT */
/* From sizes to rectangles. */
#include "layout.h"

#include <string.h>

enum { FOCUS_FACTOR = 6 };

enum size_class layout_class(int width, int height)
{
    if (width < 60 || height < 16)
        return SIZE_TINY;
    if (width < 100)
        return SIZE_COMPACT;
    return width < 160 ? SIZE_NORMAL : SIZE_WIDE;
}

/* One part of a line that is divided. */
struct part {
    int min, wish, weight;
    bool is_kept; /* left out after all others */
    int size;     /* the answer; 0: left out */
};

static int sum_of_mins(const struct part *p, int n, int gap)
{
    int sum = 0, count = 0;

    for (int i = 0; i < n; i++) {
        if (p[i].size) {
            sum += p[i].min;
            count++;
        }
    }
    return count ? sum + (count - 1) * gap : 0;
}

static void leave_out(struct part *p, int n, int total, int gap)
{
    for (int i = n - 1; i >= 0; i--)
        if (!p[i].is_kept && sum_of_mins(p, n, gap) > total)
            p[i].size = 0;
    if (sum_of_mins(p, n, gap) > total)
        for (int i = 0; i < n; i++)
            p[i].size = 0;
}

/* Raises sizes to what they wish for, in order, while anything is left. */
static int grant_wishes(struct part *p, int n, int left)
{
    for (int i = 0; i < n; i++) {
        int more = p[i].wish - p[i].size;

        if (!p[i].size || more <= 0)
            continue;
        if (more > left)
            more = left;
        p[i].size += more;
        left -= more;
    }
    return left;
}

static void share_rest(struct part *p, int n, int left)
{
    int weights = 0, best = -1, given = 0;

    for (int i = 0; i < n; i++) {
        if (!p[i].size)
            continue;
        weights += p[i].weight;
        if (best < 0 || p[i].weight > p[best].weight)
            best = i;
    }
    if (best < 0)
        return;
    for (int i = 0; i < n && weights > 0; i++) {
        int more = p[i].size ? left * p[i].weight / weights : 0;

        p[i].size += more;
        given += more;
    }
    p[best].size += left - given;
}

/* Without wishes, sizes are in proportion to the weights. */
static bool by_weight(struct part *p, int n, int room)
{
    int weights = 0, given = 0, last = -1;

    for (int i = 0; i < n; i++)
        weights += p[i].size ? p[i].weight : 0;
    for (int i = 0; i < n; i++)
        if (p[i].size && (p[i].wish > 0 || !weights ||
                          room * p[i].weight / weights < p[i].min))
            return false;
    for (int i = 0; i < n; i++) {
        if (!p[i].size)
            continue;
        p[i].size = (2 * room * p[i].weight + weights) / (2 * weights);
        if (p[i].size < p[i].min)
            p[i].size = p[i].min;
        given += p[i].size;
        last = i;
    }
    if (last < 0)
        return true;
    p[last].size += room - given;
    return p[last].size >= p[last].min;
}

static void divide(struct part *p, int n, int total, int gap)
{
    int room = total, count = 0;

    for (int i = 0; i < n; i++)
        p[i].size = p[i].min > 0 ? p[i].min : (p[i].min = 1);
    leave_out(p, n, total, gap);
    for (int i = 0; i < n; i++)
        count += p[i].size > 0;
    if (count)
        room -= (count - 1) * gap;
    if (by_weight(p, n, room))
        return;
    for (int i = 0; i < n; i++) {
        if (p[i].size)
            p[i].size = p[i].min;
        room -= p[i].size;
    }
    share_rest(p, n, grant_wishes(p, n, room));
}

struct placing {
    const struct layout *layout;
    const struct layout_min *mins;
    int focus;
    struct layout_result *out;
};

static int slot_count(const struct layout_column *col)
{
    int n = 0;

    while (n < LAYOUT_SLOTS && col->slots[n].panel)
        n++;
    return n;
}

static int column_count(const struct layout_band *band)
{
    int n = 0;

    while (n < LAYOUT_COLUMNS && band->columns[n].weight)
        n++;
    return n;
}

static bool column_has(const struct layout_column *col, int focus)
{
    for (int i = 0; i < slot_count(col); i++)
        if (col->slots[i].panel - 1 == focus)
            return true;
    return false;
}

static bool band_has(const struct layout_band *band, int focus)
{
    for (int i = 0; i < column_count(band); i++)
        if (column_has(&band->columns[i], focus))
            return true;
    return false;
}

/* The least that shows anything of the column: its smallest panel, or the
 * focused one. */
static struct layout_min column_min(const struct placing *p,
                                    const struct layout_column *col)
{
    struct layout_min min = {0, 0};

    for (int i = 0; i < slot_count(col); i++) {
        struct layout_min m = p->mins[col->slots[i].panel - 1];

        if (m.width > min.width)
            min.width = m.width;
        if (i == 0 || m.height < min.height)
            min.height = m.height;
    }
    if (column_has(col, p->focus) && p->mins[p->focus].height > min.height)
        min.height = p->mins[p->focus].height;
    return min;
}

static int band_min(const struct placing *p, const struct layout_band *band)
{
    int height = 0;

    for (int i = 0; i < column_count(band); i++) {
        int h = column_min(p, &band->columns[i]).height;

        if (h > height)
            height = h;
    }
    return height;
}

static void place_column(const struct placing *p,
                         const struct layout_column *col, struct rect area)
{
    struct part parts[LAYOUT_SLOTS] = {{0}};
    int n = slot_count(col), y = area.y;

    for (int i = 0; i < n; i++) {
        int panel = col->slots[i].panel - 1;

        parts[i] = (struct part){
            .min = p->mins[panel].height,
            .weight = col->slots[i].weight,
            .is_kept = panel == p->focus,
        };
    }
    divide(parts, n, area.height, 0);
    for (int i = 0; i < n; i++) {
        if (parts[i].size)
            p->out->panels[col->slots[i].panel - 1] =
                (struct rect){area.x, y, area.width, parts[i].size};
        y += parts[i].size;
    }
}

static void place_band(const struct placing *p,
                       const struct layout_band *band, struct rect area)
{
    struct part parts[LAYOUT_COLUMNS] = {{0}};
    int n = column_count(band), x = area.x;

    for (int i = 0; i < n; i++)
        parts[i] = (struct part){
            .min = column_min(p, &band->columns[i]).width,
            .weight = band->columns[i].weight,
            .is_kept = column_has(&band->columns[i], p->focus),
        };
    divide(parts, n, area.width, 1);
    for (int i = 0; i < n; i++) {
        if (!parts[i].size)
            continue;
        if (x > area.x)
            p->out->rules[p->out->rule_count++] =
                (struct rect){x - 1, area.y, 1, area.height};
        place_column(p, &band->columns[i],
                     (struct rect){x, area.y, parts[i].size, area.height});
        x += parts[i].size + 1;
    }
}

/* Its slots behind those that are there. */
static void append_slots(struct layout_column *to,
                         const struct layout_column *from)
{
    int n = slot_count(to);

    for (int i = 0; i < slot_count(from) && n < LAYOUT_SLOTS; i++)
        to->slots[n++] = from->slots[i];
}

void layout_stack(const struct layout *l, struct layout *out)
{
    *out = *l;
    for (int b = 0; b < LAYOUT_BANDS; b++) {
        struct layout_band *band = &out->bands[b];

        for (int i = 1; i < LAYOUT_COLUMNS; i++) {
            if (band->columns[i].weight)
                append_slots(&band->columns[0], &band->columns[i]);
            band->columns[i].weight = 0;
        }
    }
}

/* The bands that this area has, as parts; returns how many. */
static int choose_bands(const struct placing *p, int height,
                        const struct layout_band **bands, struct part *parts)
{
    int n = 0;

    for (int i = 0; i < LAYOUT_BANDS; i++) {
        const struct layout_band *b = &p->layout->bands[i];
        bool is_focused = band_has(b, p->focus);

        if (!column_count(b) || (b->from > height && !is_focused))
            continue;
        bands[n] = b;
        parts[n++] = (struct part){
            .min = band_min(p, b),
            .wish = b->rows,
            .weight = b->weight * (p->layout->is_accordion && is_focused
                                       ? FOCUS_FACTOR : 1),
            .is_kept = is_focused,
        };
    }
    return n;
}

void layout_place(const struct layout *l, const struct layout_min *mins,
                  struct rect area, int focus, struct layout_result *out)
{
    struct placing p = {l, mins, focus, out};
    const struct layout_band *bands[LAYOUT_BANDS];
    struct part parts[LAYOUT_BANDS] = {{0}};
    int n, y = area.y;

    memset(out, 0, sizeof(*out));
    n = choose_bands(&p, area.height, bands, parts);
    divide(parts, n, area.height, 0);
    for (int i = 0; i < n; i++) {
        if (parts[i].size)
            place_band(&p, bands[i], (struct rect){area.x, y, area.width,
                                                   parts[i].size});
        y += parts[i].size;
    }
}
