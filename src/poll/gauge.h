/*
 * What is measured of one source: how fast it answers, how often it fails,
 * what it sends. Pure. Ends in a struct health (model/health.h).
 */
#ifndef TAPEWATCH_POLL_GAUGE_H
#define TAPEWATCH_POLL_GAUGE_H

#include "tapewatch/model/health.h"

enum { GAUGE_ANSWERS = 64, GAUGE_SLICES = 6, GAUGE_SLICE_MS = 10 * 1000 };

struct gauge {
    int32_t took_ms[GAUGE_ANSWERS]; /* a ring, of good answers */
    size_t answers;                 /* ever; the ring holds the last ones */
    struct { /* one hour of UTC, by hour % HEALTH_HOURS */
        int64_t hour;
        unsigned good, bad;
    } hours[HEALTH_HOURS];
    struct { /* ten seconds each, for the rate */
        int64_t slice;
        uint64_t bytes;
    } slices[GAUGE_SLICES];
    struct health_try tries[HEALTH_TRIES]; /* newest first */
    uint64_t wire_bytes;
    unsigned errors_in_row;
    int64_t last_good, last_try, error_at;
    char error[160];
};

/* One request ended. `words`: what came, or what went wrong. */
struct measure {
    int64_t t, took_ms;
    long status;
    bool is_good;
    uint64_t wire_bytes;
    const char *words;
};
void gauge_put(struct gauge *g, const struct measure *m);

/* Fills what is measured; leaves the rest of *out alone. */
void gauge_fill(const struct gauge *g, int64_t now_ms, struct health *out);

#endif
