/*
 * A pipe that ends a wait: any thread rings, one waits for `out` to be
 * readable and empties it. A full pipe means that a ring is due anyway.
 */
#ifndef TAPEWATCH_BASE_WAKE_H
#define TAPEWATCH_BASE_WAKE_H

struct wake {
    int out, in; /* -1 both when there could be no pipe: rings are lost */
};

void wake_init(struct wake *w);
void wake_done(struct wake *w);
void wake_ring(const struct wake *w); /* any thread */
void wake_drain(const struct wake *w);

#endif
