/*
 * How many bytes this thread has written: where the system counts them
 * (Linux), since curses does not. The thread that draws writes little else.
 */
#ifndef TAPEWATCH_TERM_SENT_H
#define TAPEWATCH_TERM_SENT_H

#include <stdint.h>

struct sent {
    int fd;
};

void sent_open(struct sent *s); /* by the thread that is counted */
void sent_close(struct sent *s);
uint64_t sent_total(const struct sent *s); /* 0: not known */

#endif
