/*
 * The tiles of the heatmap: which there are, where they stand, how warm they
 * are. They keep their places for an hour, so that nothing jumps.
 */
#ifndef TAPEWATCH_UI_HEAT_TILES_H
#define TAPEWATCH_UI_HEAT_TILES_H

#include "../panel.h"

enum { HEAT_TILES_MAX = 400, HEAT_SECTORS_MAX = 32, HEAT_STEP_MOST = 3 };

enum heat_metric { HEAT_DAY, HEAT_WEEK, HEAT_MONTH, HEAT_YEAR, HEAT_VOLUME,
                   HEAT_METRIC_COUNT };
enum heat_size { HEAT_BY_VALUE, HEAT_BY_CHANGE, HEAT_ALIKE,
                 HEAT_SIZE_COUNT };
const char *heat_metric_name(enum heat_metric m);
const char *heat_size_name(enum heat_size s);

struct heat_tile {
    char symbol[SYMBOL_MAX];
    double weight;
    size_t sector;  /* of the sectors */
    struct rect at;
    bool is_warm;   /* step is set */
    int8_t step;    /* -3 .. 3, with some hysteresis */
};
struct heat_sector {
    char name[32];    /* "" not known */
    double weight;
    struct rect at;   /* with its header row */
    int header;       /* rows of the header, 0 or 1 */
};

struct heat_map {
    enum heat_metric metric;
    enum heat_size size;
    bool is_flat;       /* not by sector */
    bool has_gaps;      /* a column between sectors, in place of lines */
    char zoomed[32];    /* the one sector shown, "" all */
    size_t count, sector_count;
    struct heat_tile tiles[HEAT_TILES_MAX];
    struct heat_sector sectors[HEAT_SECTORS_MAX];
    size_t known, left_out; /* companies; of them without a size */
    struct rect area;
    int64_t laid_ms;    /* 0: lay it anew */
};

/* Lays it anew when something asks for that; warms it in any case. */
void heat_map_build(struct heat_map *m, const struct frame *f,
                    struct rect area, bool has_gaps);
/* What the metric says of it; false when it is not known. */
bool heat_value(const struct heat_map *m, const struct frame *f,
                const struct listing *l, double *out);
/* From where on a value is of that step (0: the first). */
double heat_bound(const struct heat_map *m, int step);
/* Change of all of a sector's value in the metric's time; false when it is
 * not known, as it is of volumes. */
bool heat_sector_change(const struct heat_map *m, const struct frame *f,
                        size_t sector, double *out);

#endif
