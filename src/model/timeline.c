/* SPDX-License-Identifier: MIT */
/* Shown time against real time. */
#include "tapewatch/model/timeline.h"

struct timeline timeline_live(void)
{
    return (struct timeline){.speed = 1};
}

int64_t timeline_at(const struct timeline *t, int64_t real_ms)
{
    int64_t shown = t->shown_ms;

    if (!t->is_paused)
        shown += (int64_t)((double)(real_ms - t->real_ms) * t->speed);
    return t->end_ms && shown > t->end_ms ? t->end_ms : shown;
}

void timeline_jump(struct timeline *t, int64_t real_ms, int64_t shown_ms)
{
    t->real_ms = real_ms;
    t->shown_ms = shown_ms;
}

void timeline_set_speed(struct timeline *t, int64_t real_ms, double speed)
{
    timeline_jump(t, real_ms, timeline_at(t, real_ms));
    t->speed = speed;
}

void timeline_set_paused(struct timeline *t, int64_t real_ms, bool paused)
{
    timeline_jump(t, real_ms, timeline_at(t, real_ms));
    t->is_paused = paused;
}
