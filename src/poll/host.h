/*
 * What one site allows: a token bucket for every request, and a pause for the
 * whole site when it says no (429, 403, a block page). After the pause one
 * single request probes; only its success opens the site again. Pure: time
 * comes in with every call.
 */
#ifndef TAPEWATCH_POLL_HOST_H
#define TAPEWATCH_POLL_HOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/feeds/provider.h"

enum { SITE_MAX = 64, HOST_WINDOWS_MAX = 4, HOST_WINDOW_MOST = 1000 };

struct host_limits {
    double per_s;    /* steady requests a second */
    double burst;    /* tokens of a rested site */
    int64_t gap_ms;  /* between any two requests */
};
extern const struct host_limits host_default_limits; /* 0.5/s, 8, 500 ms */

/* When the last `rate.requests` were sent: one more may go only when the
 * oldest of them is rate.seconds ago. */
struct host_window {
    struct rate rate;
    int64_t *sent_ms;    /* a ring of rate.requests */
    size_t count, oldest;
};

struct host {
    char site[SITE_MAX];
    struct host_window windows[HOST_WINDOWS_MAX];
    size_t window_count;
    double tokens;
    int64_t tokens_ms;  /* when `tokens` was counted */
    int64_t asked_ms;   /* the last request; 0: never */
    int64_t until_ms;   /* paused until then; 0: not */
    int64_t blocked_ms; /* when it last said no */
    double wanted_per_s; /* requests that the schedule wants of it */
    unsigned failures;  /* refusals in a row; > 0 is half-open after until */
    bool is_probing;    /* the one request of a half-open site is out */
    bool is_changed;    /* the pause is to be written down */
};

void host_init(struct host *h, const char *site);
void host_done(struct host *h);
/* One more limit, beside ours; the same one twice counts once. */
void host_add_rate(struct host *h, struct rate rate);
/* Requests a second that all its limits allow in the long run. */
double host_per_s(const struct host *h, const struct host_limits *l);
/* How many of a limit's requests were sent in its last seconds. */
unsigned host_used(const struct host *h, size_t window, int64_t now_ms);
/* When a request may go out, from now_ms on; INT64_MAX while a probe is. */
int64_t host_free_ms(const struct host *h, const struct host_limits *l,
                     int64_t now_ms);
void host_asked(struct host *h, const struct host_limits *l, int64_t now_ms);

/* The clock was set back by so much: what lies ahead comes with it. */
void host_set_back(struct host *h, int64_t ms);

/* How a request that was sent at `sent_ms` ended. `chance` is 0-1. */
void host_refused(struct host *h, int64_t sent_ms, int64_t now_ms,
                  int64_t retry_after_ms, double chance);
void host_answered(struct host *h, int64_t sent_ms);
void host_troubled(struct host *h, int64_t now_ms); /* no verdict either way */

/* The site of a URL: what is paused together. "https://query1.a.com/x" gives
 * "a.com"; addresses and local names keep their port. */
void host_site(const char *url, char out[SITE_MAX]);

#endif
