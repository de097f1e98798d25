/*
 * Shown time against real time: live they are the same; a replay runs faster,
 * stands still or jumps. A pure function of the real time.
 */
#ifndef TAPEWATCH_MODEL_TIMELINE_H
#define TAPEWATCH_MODEL_TIMELINE_H

#include <stdbool.h>
#include <stdint.h>

struct timeline {
    int64_t real_ms;  /* at this real (wall-clock) time ... */
    int64_t shown_ms; /* ... this was shown */
    double speed;     /* shown ms per real ms; 0: as fast as possible */
    bool is_paused;
    int64_t end_ms;   /* shown time never passes this; 0: no end */
};

struct timeline timeline_live(void);
int64_t timeline_at(const struct timeline *t, int64_t real_ms);
/* The same moment goes on at another speed / stopped / from elsewhere. */
void timeline_set_speed(struct timeline *t, int64_t real_ms, double speed);
void timeline_set_paused(struct timeline *t, int64_t real_ms, bool paused);
void timeline_jump(struct timeline *t, int64_t real_ms, int64_t shown_ms);

#endif
