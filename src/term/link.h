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
    enum link_speed speed; /* by the answers */
    bool is_relayed;      /* a multiplexer answers, not the terminal */
    bool is_far;          /* ... and what is behind it is a network */
    int64_t base_ms;      /* least time between frames, by the user's fps */
    bool is_unfocused;    /* nobody looks: four times as long */
    bool asks, answers;   /* we do; it has done so at least once */
    bool is_silent;       /* it never answered: nothing is asked any more */
    int64_t asked_at;     /* of the question that waits; -1: none does */
    int64_t heard_at;     /* since when we listen for that answer; -1 not yet */
    bool is_probe;        /* it stands alone, behind one that was lost */
    bool is_hurried;      /* the next frame shows what the user asked for */
    int64_t drawn_at, next_at;
    int64_t least_ms, rtt_ms; /* shortest answer; an average; -1 none yet */
    uint64_t sent;        /* bytes up to now; 0: cannot be counted */
    int64_t told_at;      /* of the figures last told; 0: none were */
    uint64_t told_sent;
    double told_rate;     /* bytes a second; -1 not known */
    int64_t told_rtt_ms;
};

void link_start(struct link *l, enum term_link wish, double fps);
/* The question has been sent. */
void link_asked(struct link *l, int64_t now);
void link_answered(struct link *l, int64_t now);
/* A frame was drawn; true: send the question behind it. */
bool link_drew(struct link *l, int64_t now);
/* Ms until the next frame may be sent; 0: now. */
int link_wait_ms(struct link *l, int64_t now);
/* The soonest moment of the next frame, if the answer comes in time. */
int64_t link_due(const struct link *l);
/* The next frame need not wait for its turn, only for the answer. */
void link_hurry(struct link *l);
/* The answer is lost, it seems: send a question without a frame, since more
 * frames would only queue up where the last one does. */
bool link_is_probe_due(const struct link *l, int64_t now);
void link_probed(struct link *l, int64_t now);

enum link_speed link_speed(const struct link *l);
/* "link 1.1 KB/s 2 fps RTT 38 ms", of the last ten seconds; "" while there is
 * nothing to say. The figures change every ten seconds, no sooner: they are
 * not worth bytes of their own. */
void link_describe(struct link *l, int64_t now, char *out, size_t size);

#endif
