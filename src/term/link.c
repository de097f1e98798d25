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
    TOLD_MS = 10000,
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
        .told_rate = -1,
        .told_rtt_ms = -1,
    };
}

void link_asked(struct link *l, int64_t now)
{
    l->asks = true;
    l->asked_at = now;
    l->heard_at = -1;
}

/* A class is left for a faster one only with some way to spare, or the screen
 * would change its looks to and fro. */
static enum link_speed speed_by(int64_t rtt_ms, enum link_speed before)
{
    int64_t slow = before == LINK_SLOW ? SLOW_MS * 3 / 4 : SLOW_MS;
    int64_t medium = before == LINK_FAST ? MEDIUM_MS : MEDIUM_MS * 3 / 4;
    return rtt_ms >= slow     ? LINK_SLOW
           : rtt_ms >= medium ? LINK_MEDIUM
                              : LINK_FAST;
}

enum link_speed link_speed(const struct link *l)
{
    switch (l->wish) {
    case TERM_LINK_FAST:
        return LINK_FAST;
    case TERM_LINK_SLOW:
        return LINK_SLOW;
    case TERM_LINK_AUTO:
        break;
    }
    /* Where nobody answers, or somebody nearer than the screen, what is sent
     * may be far ahead of what is seen. */
    if (l->speed == LINK_FAST && (l->is_silent || l->is_far))
        return LINK_MEDIUM;
    return l->speed;
}

static int64_t base_of(const struct link *l)
{
    int64_t base = l->base_ms, least = 0;
    switch (link_speed(l)) {
    case LINK_SLOW:
        least = 2000;
        break;
    case LINK_MEDIUM:
        least = 1000;
        break;
    case LINK_FAST:
        break;
    }
    base = base > least ? base : least;
    return l->is_unfocused ? base * UNFOCUSED_TIMES : base;
}

void link_answered(struct link *l, int64_t now)
{
    if (l->asked_at < 0)
        return;
    int64_t took = now - l->asked_at;
    /* A probe's may be that to the question before it. */
    bool is_measured = l->heard_at >= 0 && !l->is_probe &&
                       l->heard_at - l->asked_at < DEAF_MS;
    l->asked_at = -1;
    l->is_probe = false;
    l->answers = true;
    if (!is_measured) {
        return; /* it may have come while the program was starting */
    }
    l->least_ms = l->least_ms < 0 || took < l->least_ms ? took : l->least_ms;
    l->rtt_ms = l->rtt_ms < 0 ? took : (3 * l->rtt_ms + took) / 4;
    l->speed = speed_by(l->rtt_ms, l->speed);
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
    l->is_hurried = false;
    l->next_at = now + base_of(l);
    return l->asks && l->asked_at < 0;
}

int64_t link_due(const struct link *l)
{
    int64_t by_frame = l->drawn_at + base_of(l);

    if (l->is_hurried)
        return 0;
    /* Before it has ever answered the screen need not stay empty. */
    if (l->asked_at >= 0 && !l->answers)
        return l->drawn_at + FIRST_FRAMES_MS;
    return by_frame > l->next_at ? by_frame : l->next_at;
}

void link_hurry(struct link *l)
{
    l->is_hurried = true;
}

static int until(int64_t moment, int64_t now)
{
    return moment > now ? (int)(moment - now) : 0;
}

int link_wait_ms(struct link *l, int64_t now)
{
    if (l->asked_at >= 0) {
        if (l->heard_at < 0)
            l->heard_at = now;
        if (l->answers) {
            int64_t end = l->heard_at + LOST_MS;
            return end > now ? (int)(end - now) : LOST_MS;
        }
        if (now < l->heard_at + FIRST_ANSWER_MS)
            return until(link_due(l), now);
        l->asked_at = -1;
        l->asks = false;
        l->is_silent = true;
    }
    return until(link_due(l), now);
}

bool link_is_probe_due(const struct link *l, int64_t now)
{
    return l->answers && l->asked_at >= 0 && l->heard_at >= 0 &&
           now >= l->heard_at + LOST_MS;
}

void link_probed(struct link *l, int64_t now)
{
    link_asked(l, now);
    l->is_probe = true;
}

/* The rate of the time since it was last told, once that is long enough. */
static void measure(struct link *l, int64_t now)
{
    if (l->told_at > 0 && now - l->told_at < TOLD_MS) {
        if (l->told_rtt_ms < 0)
            l->told_rtt_ms = l->rtt_ms;
        return;
    }
    l->told_rate = -1;
    if (l->told_at > 0 && l->told_sent > 0)
        l->told_rate = (double)(l->sent - l->told_sent) * 1000 /
                       (double)(now - l->told_at);
    l->told_at = now > 0 ? now : 1;
    l->told_sent = l->sent;
    l->told_rtt_ms = l->rtt_ms;
}

void link_describe(struct link *l, int64_t now, char *out, size_t size)
{
    static const char *const words[] = {
        [LINK_FAST] = "", [LINK_MEDIUM] = " medium", [LINK_SLOW] = " slow"};
    char rate[24] = "", rtt[24] = "";
    out[0] = '\0';
    measure(l, now);
    if (l->told_rtt_ms < 0 && link_speed(l) == LINK_FAST)
        return;
    if (l->told_rate >= 0)
        snprintf(rate, sizeof rate, " %.1f KB/s", l->told_rate / 1024);
    if (l->is_relayed || l->told_rtt_ms < 0) {
        rtt[0] = '\0'; /* it would be the multiplexer's */
    } else if (l->told_rtt_ms < 1000) {
        snprintf(rtt, sizeof rtt, " RTT %d ms", (int)l->told_rtt_ms);
    } else {
        snprintf(rtt, sizeof rtt, " RTT %.1f s",
                 (double)l->told_rtt_ms / 1000);
    }
    snprintf(out, size, "link%s%s %.2g fps%s", words[link_speed(l)], rate,
             1000.0 / (double)base_of(l), rtt);
}
