/* SPDX-License-Identifier: MIT */
/* Squarified treemaps. */
#include "../treemap.h"

#include <math.h>

enum { CELL_HEIGHT = 2 }; /* of its width */

struct room { /* in cell widths, from the area's corner */
    double x, y, width, height;
};

static double weight_of(const struct tile *t)
{
    return t->weight > 0 && isfinite(t->weight) ? t->weight : 0;
}

/* How far from a square the worst tile of a row is: 1 is best. */
static double worst(double sum, double least, double most, double side)
{
    double a = side * side * most / (sum * sum);
    double b = sum * sum / (side * side * least);

    return a > b ? a : b;
}

/* How many of the tiles make the best row along the side; *sum: their area. */
static size_t row_length(const struct tile *t, size_t n, double scale,
                         double side, double *sum)
{
    double least = weight_of(t) * scale, most = least;
    size_t count = 1;

    *sum = least;
    while (count < n) {
        double next = weight_of(&t[count]) * scale;
        double lower = next < least ? next : least;
        double upper = next > most ? next : most;

        if (next <= 0 || worst(*sum + next, lower, upper, side) >
                             worst(*sum, least, most, side))
            break;
        *sum += next;
        least = lower;
        most = upper;
        count++;
    }
    return count;
}

static struct rect rounded(struct rect area, struct room r)
{
    int x = (int)lround(r.x), right = (int)lround(r.x + r.width);
    int y = (int)lround(r.y / CELL_HEIGHT);
    int bottom = (int)lround((r.y + r.height) / CELL_HEIGHT);

    return (struct rect){area.x + x, area.y + y, right - x, bottom - y};
}

/* Lays the row along the shorter side and takes it off the room. */
static void lay(struct rect area, struct tile *t, size_t count, double scale,
                double sum, struct room *room)
{
    bool is_column = room->width >= room->height;
    double thick = sum / (is_column ? room->height : room->width);
    double at = 0;

    for (size_t i = 0; i < count; i++) {
        double length = weight_of(&t[i]) * scale / thick;
        struct room r = is_column
                            ? (struct room){room->x, room->y + at, thick,
                                            length}
                            : (struct room){room->x + at, room->y, length,
                                            thick};

        t[i].at = rounded(area, r);
        at += length;
    }
    if (is_column) {
        room->x += thick;
        room->width -= thick;
    } else {
        room->y += thick;
        room->height -= thick;
    }
}

void treemap_place(struct rect area, struct tile *tiles, size_t n)
{
    struct room room = {0, 0, area.width, (double)area.height * CELL_HEIGHT};
    double total = 0, scale, sum;

    for (size_t i = 0; i < n; i++) {
        total += weight_of(&tiles[i]);
        tiles[i].at = (struct rect){area.x, area.y, 0, 0};
    }
    if (area.width <= 0 || area.height <= 0 || total <= 0)
        return;
    scale = room.width * room.height / total;
    for (size_t i = 0, count; i < n; i += count) {
        double side = room.width < room.height ? room.width : room.height;

        count = 1;
        if (weight_of(&tiles[i]) <= 0 || side <= 0)
            continue;
        count = row_length(tiles + i, n - i, scale, side, &sum);
        lay(area, tiles + i, count, scale, sum, &room);
    }
}
