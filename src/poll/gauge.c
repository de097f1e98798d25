/* SPDX-License-Identifier: MIT */
/* What is measured of one source. */
#include "gauge.h"

#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/civil.h"

static void put_hour(struct gauge *g, const struct measure *m)
{
    int64_t hour = m->t / MS_PER_HOUR;
    size_t at = (size_t)(hour % HEALTH_HOURS);

    if (g->hours[at].hour != hour) {
        g->hours[at].hour = hour;
        g->hours[at].good = g->hours[at].bad = 0;
    }
    if (m->is_good)
        g->hours[at].good++;
    else
        g->hours[at].bad++;
}

static void put_bytes(struct gauge *g, const struct measure *m)
{
    int64_t slice = m->t / GAUGE_SLICE_MS;
    size_t at = (size_t)(slice % GAUGE_SLICES);

    if (g->slices[at].slice != slice) {
        g->slices[at].slice = slice;
        g->slices[at].bytes = 0;
    }
    g->slices[at].bytes += m->wire_bytes;
    g->wire_bytes += m->wire_bytes;
}

static void put_try(struct gauge *g, const struct measure *m)
{
    memmove(&g->tries[1], &g->tries[0],
            sizeof(g->tries) - sizeof(g->tries[0]));
    g->tries[0] = (struct health_try){.t = m->t,
                                      .took_ms = m->took_ms,
                                      .status = m->status,
                                      .is_good = m->is_good};
    name_copy(g->tries[0].words, sizeof(g->tries[0].words), m->words);
}

void gauge_put(struct gauge *g, const struct measure *m)
{
    if (m->t < 0)
        return;
    put_hour(g, m);
    put_bytes(g, m);
    put_try(g, m);
    g->last_try = m->t;
    if (m->is_good) {
        int64_t ms = m->took_ms < INT32_MAX ? m->took_ms : INT32_MAX;
        g->took_ms[g->answers++ % GAUGE_ANSWERS] = (int32_t)ms;
        g->last_good = m->t;
        g->errors_in_row = 0;
        return;
    }
    g->errors_in_row++;
    g->error_at = m->t;
    name_copy(g->error, sizeof(g->error), m->words);
}

static int by_size(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

    return (x > y) - (x < y);
}

/* The nearest-rank percentile. */
static int64_t percentile(const int32_t *sorted, size_t n, unsigned percent)
{
    size_t rank = (n * percent + 99) / 100;

    return sorted[rank > 0 ? rank - 1 : 0];
}

static void fill_latency(const struct gauge *g, struct health *out)
{
    size_t n = g->answers < GAUGE_ANSWERS ? g->answers : GAUGE_ANSWERS;
    int32_t sorted[GAUGE_ANSWERS];

    out->p50_ms = out->p95_ms = -1;
    if (n == 0)
        return;
    memcpy(sorted, g->took_ms, n * sizeof(*sorted));
    qsort(sorted, n, sizeof(*sorted), by_size);
    out->p50_ms = percentile(sorted, n, 50);
    out->p95_ms = percentile(sorted, n, 95);
}

static void fill_hours(const struct gauge *g, int64_t now_ms,
                       struct health *out)
{
    int64_t now = now_ms / MS_PER_HOUR;

    out->errors = 0;
    for (int64_t i = 0; i < HEALTH_HOURS; i++) {
        int64_t hour = now - (HEALTH_HOURS - 1) + i;
        size_t at = hour >= 0 ? (size_t)(hour % HEALTH_HOURS) : 0;
        unsigned good = g->hours[at].good, bad = g->hours[at].bad;
        out->hours[i] = HEALTH_NOT_TRIED;
        if (g->hours[at].hour != hour || good + bad == 0)
            continue;
        out->hours[i] = (uint8_t)(good * 100 / (good + bad));
        out->errors += bad;
    }
}

void gauge_fill(const struct gauge *g, int64_t now_ms, struct health *out)
{
    uint64_t bytes = 0;

    for (size_t i = 0; i < GAUGE_SLICES; i++)
        if (g->slices[i].slice > now_ms / GAUGE_SLICE_MS - GAUGE_SLICES)
            bytes += g->slices[i].bytes;
    out->bytes_per_s =
        (double)bytes * 1000 / ((double)GAUGE_SLICES * GAUGE_SLICE_MS);
    out->wire_bytes = g->wire_bytes;
    out->errors_in_row = g->errors_in_row;
    out->last_good = g->last_good;
    out->last_try = g->last_try;
    out->error_at = g->error_at;
    memcpy(out->error, g->error, sizeof(out->error));
    memcpy(out->tries, g->tries, sizeof(out->tries));
    fill_latency(g, out);
    fill_hours(g, now_ms, out);
}
