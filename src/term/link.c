/* SPDX-License-Identifier: MIT */
/* Frames by the clock of the terminal's answers. */
#include "link.h"

#include <stdio.h>

enum {
    FIRST_ANSWER_MS = 2000, /* a terminal that answers does so by then */
    LOST_MS = 10000,        /* an answer that never comes: ask again */
    DEAF_MS = 100,
    FIRST_FRAMES_MS = 250,
    REST_MOST_MS = 2000,
    MEDIUM_MS = 150,
    SLOW_MS = 800,
    UNFOCUSED_TIMES = 4,
};

void link_start(struct link *l, enum term_link wish, double fps)
{
    *l = (struct link){
        .wish = wish,
        .base_ms = (int64_t)(1000 / (fps > 0 ? fps : 2)),
        .asks = false,
        .asked_at = -1,
        .heard_at = -1,
        .least_ms = -1,
        .rtt_ms = -1,
    };
}

void link_asked(struct link *l, int64_t now)
{
    l->asks = true;
    l->asked_at = now;
    l->heard_at = -1;
}

static bool is_at_least(const struct link *l, int64_t ms)
{
    return l->wish == TERM_LINK_AUTO && l->rtt_ms >= ms;
}

bool link_is_slow(const struct link *l)
{
    return l->wish == TERM_LINK_SLOW || is_at_least(l, SLOW_MS);
}

static int64_t base_of(const struct link *l)
{
    int64_t base = l->base_ms;
    if (link_is_slow(l) && base < 2000) {
        base = 2000;
    } else if (is_at_least(l, MEDIUM_MS) && base < 1000) {
        base = 1000;
    }
    /* Without answers we may be far ahead of what is seen. */
    if (l->wish == TERM_LINK_AUTO && l->is_silent && base < 1000) {
        base = 1000;
    }
    return l->is_unfocused ? base * UNFOCUSED_TIMES : base;
}

void link_answered(struct link *l, int64_t now)
{
    if (l->asked_at < 0) {
        return;
    }
    int64_t took = now - l->asked_at;
    bool is_measured = l->heard_at >= 0 &&
                       l->heard_at - l->asked_at < DEAF_MS;
    l->asked_at = -1;
    l->answers = true;
    if (!is_measured) {
        return; /* it may have come while the program was starting */
    }
    l->least_ms = l->least_ms < 0 || took < l->least_ms ? took : l->least_ms;
    l->rtt_ms = l->rtt_ms < 0 ? took : (3 * l->rtt_ms + took) / 4;
    /* What the answer took beyond the way itself is time that the frame took:
     * leave as much again, so that we fill at most half of the link. One large
     * frame does not stop all that come after it. */
    int64_t rest = 2 * (took - l->least_ms), base = base_of(l);
    rest = rest < REST_MOST_MS ? rest : REST_MOST_MS;
    int64_t by_answer = now + rest, by_frame = l->drawn_at + base;
    l->next_at = by_answer > by_frame ? by_answer : by_frame;
}

bool link_drew(struct link *l, int64_t now)
{
    l->drawn_at = now;
    l->next_at = now + base_of(l);
    return l->asks && l->asked_at < 0;
}

static int until(int64_t moment, int64_t now)
{
    return moment > now ? (int)(moment - now) : 0;
}

int link_wait_ms(struct link *l, int64_t now)
{
    if (l->asked_at >= 0) {
        if (l->heard_at < 0) {
            l->heard_at = now;
        }
        int64_t end = l->heard_at + (l->answers ? LOST_MS : FIRST_ANSWER_MS);
        if (now < end) {
            /* Before it has ever answered the screen need not stay empty. */
            return until(l->answers ? end : l->drawn_at + FIRST_FRAMES_MS,
                         now);
        }
        l->asked_at = -1;
        if (!l->answers) {
            l->asks = false;
            l->is_silent = true;
        }
    }
    return until(l->drawn_at + base_of(l) > l->next_at
                     ? l->drawn_at + base_of(l) : l->next_at, now);
}

void link_describe(const struct link *l, char *out, size_t size)
{
    bool is_slow = link_is_slow(l);
    out[0] = '\0';
    if (!is_slow && !is_at_least(l, MEDIUM_MS)) {
        return;
    }
    int n = snprintf(out, size, "link %s %.2g fps",
                     is_slow ? "slow" : "medium",
                     1000.0 / (double)base_of(l));
    if (l->rtt_ms >= 0 && n > 0 && (size_t)n < size) {
        snprintf(out + n, size - (size_t)n, " %.1f s",
                 (double)l->rtt_ms / 1000);
    }
}
