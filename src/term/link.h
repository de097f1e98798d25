/*
 * When the next frame may be sent, by how fast the terminal answers. A link
 * that is slow is hidden by what lies between (ssh buffers megabytes), so we
 * ask the terminal behind each frame whether it has come that far (CSI 5 n),
 * and send no other before its answer. Pure: no clock, no terminal.
 */
#ifndef TAPEWATCH_TERM_LINK_H
#define TAPEWATCH_TERM_LINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/term/term.h"

struct link {
    enum term_link wish;
    int64_t base_ms;      /* least time between frames, by the user's fps */
    bool is_unfocused;    /* nobody looks: four times as long */
    bool asks, answers;   /* we do; it has done so at least once */
    bool is_silent;       /* it never answered: nothing is asked any more */
    int64_t asked_at;     /* of the question that waits; -1: none does */
    int64_t heard_at;     /* since when we listen for that answer; -1 not yet */
    int64_t drawn_at, next_at;
    int64_t least_ms, rtt_ms; /* shortest answer; an average; -1 none yet */
};

void link_start(struct link *l, enum term_link wish, double fps);
/* The question has been sent. */
void link_asked(struct link *l, int64_t now);
void link_answered(struct link *l, int64_t now);
/* A frame was drawn; true: send the question behind it. */
bool link_drew(struct link *l, int64_t now);
/* Ms until the next frame may be sent; 0: now. */
int link_wait_ms(struct link *l, int64_t now);

bool link_is_slow(const struct link *l);
/* "link slow 0.5 fps 1.2 s"; "" while there is nothing to say. */
void link_describe(const struct link *l, char *out, size_t size);

#endif
