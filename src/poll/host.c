/* SPDX-License-Identifier: MIT */
/* What one site allows. */
#include "host.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/mem.h"
#include "tapewatch/model/symbol.h"

enum { PAUSE_MS = 60 * 1000, PAUSE_MOST_MS = 30 * 60 * 1000 };
static const int64_t retry_after_most_ms = INT64_C(24) * 3600 * 1000;

const struct host_limits host_default_limits = {
    .per_s = 0.5, .burst = 8, .gap_ms = 500};

void host_init(struct host *h, const char *site)
{
    *h = (struct host){0};
    name_copy(h->site, sizeof(h->site), site);
}

void host_done(struct host *h)
{
    for (size_t i = 0; i < h->window_count; i++)
        free(h->windows[i].sent_ms);
}

void host_add_rate(struct host *h, struct rate rate)
{
    struct host_window *w = &h->windows[h->window_count];

    if (rate.requests == 0 || rate.requests > HOST_WINDOW_MOST ||
        h->window_count == HOST_WINDOWS_MAX)
        return;
    for (size_t i = 0; i < h->window_count; i++)
        if (h->windows[i].rate.requests == rate.requests &&
            h->windows[i].rate.seconds == rate.seconds)
            return;
    *w = (struct host_window){.rate = rate};
    w->sent_ms = mem_new(rate.requests, sizeof(*w->sent_ms));
    h->window_count++;
}

static int64_t span_ms(const struct host_window *w)
{
    return (int64_t)w->rate.seconds * 1000;
}

static int64_t window_free_ms(const struct host_window *w, int64_t now_ms)
{
    int64_t free_ms;

    if (w->count < w->rate.requests)
        return now_ms;
    free_ms = w->sent_ms[w->oldest] + span_ms(w) + 1;
    return free_ms > now_ms ? free_ms : now_ms;
}

static void window_sent(struct host_window *w, int64_t now_ms)
{
    size_t at = (w->oldest + w->count) % w->rate.requests;

    w->sent_ms[at] = now_ms;
    if (w->count < w->rate.requests)
        w->count++;
    else
        w->oldest = (w->oldest + 1) % w->rate.requests;
}

double host_per_s(const struct host *h, const struct host_limits *l)
{
    double per_s = l->per_s;

    for (size_t i = 0; i < h->window_count; i++) {
        const struct rate *r = &h->windows[i].rate;
        double here = (double)r->requests / (double)r->seconds;
        per_s = here < per_s ? here : per_s;
    }
    return per_s;
}

unsigned host_used(const struct host *h, size_t window, int64_t now_ms)
{
    const struct host_window *w = &h->windows[window];
    unsigned n = 0;

    for (size_t i = 0; i < w->count; i++)
        n += w->sent_ms[(w->oldest + i) % w->rate.requests] + span_ms(w) >
             now_ms;
    return n;
}

static double tokens_at(const struct host *h, const struct host_limits *l,
                        int64_t now_ms)
{
    double tokens = h->tokens;

    if (h->asked_ms == 0)
        return l->burst; /* rested */
    tokens += (double)(now_ms - h->tokens_ms) / 1000 * l->per_s;
    return tokens > l->burst ? l->burst : tokens;
}

int64_t host_free_ms(const struct host *h, const struct host_limits *l,
                     int64_t now_ms)
{
    int64_t free_ms = now_ms;
    double tokens;

    if (h->failures > 0 && h->is_probing)
        return INT64_MAX;
    if (h->until_ms > free_ms)
        free_ms = h->until_ms;
    if (h->asked_ms && h->asked_ms + l->gap_ms > free_ms)
        free_ms = h->asked_ms + l->gap_ms;
    tokens = tokens_at(h, l, free_ms);
    if (tokens < 1)
        free_ms += (int64_t)((1 - tokens) / l->per_s * 1000) + 1;
    for (size_t i = 0; i < h->window_count; i++)
        free_ms = window_free_ms(&h->windows[i], free_ms);
    return free_ms;
}

void host_asked(struct host *h, const struct host_limits *l, int64_t now_ms)
{
    h->tokens = tokens_at(h, l, now_ms) - 1;
    h->tokens_ms = now_ms;
    h->asked_ms = now_ms;
    h->is_probing = h->failures > 0;
    for (size_t i = 0; i < h->window_count; i++)
        window_sent(&h->windows[i], now_ms);
}

void host_set_back(struct host *h, int64_t ms)
{
    h->tokens_ms -= ms;
    if (h->asked_ms)
        h->asked_ms -= ms;
    if (h->until_ms)
        h->until_ms -= ms;
    h->blocked_ms -= ms;
    for (size_t i = 0; i < h->window_count; i++)
        for (size_t k = 0; k < h->windows[i].count; k++)
            h->windows[i].sent_ms[k] -= ms;
}

static int64_t pause_ms(unsigned failures)
{
    int64_t ms = PAUSE_MS;

    for (unsigned i = 1; i < failures && ms < PAUSE_MOST_MS; i++)
        ms *= 2;
    return ms < PAUSE_MOST_MS ? ms : PAUSE_MOST_MS;
}

void host_refused(struct host *h, int64_t sent_ms, int64_t now_ms,
                  int64_t retry_after_ms, double chance)
{
    int64_t ms, until;

    /* Several may be out when the first refusal comes: that is one. */
    if (h->failures == 0 || sent_ms > h->blocked_ms)
        h->failures++;
    ms = pause_ms(h->failures);
    ms += (int64_t)((double)ms * 0.2 * chance);
    if (retry_after_ms > retry_after_most_ms)
        retry_after_ms = retry_after_most_ms;
    if (ms < retry_after_ms)
        ms = retry_after_ms;
    until = now_ms + ms;
    if (until > h->until_ms)
        h->until_ms = until;
    h->blocked_ms = now_ms;
    h->is_probing = false;
    h->is_changed = true;
}

void host_answered(struct host *h, int64_t sent_ms)
{
    if (h->failures == 0 || sent_ms <= h->blocked_ms)
        return;
    h->failures = 0;
    h->until_ms = 0;
    h->is_probing = false;
    h->is_changed = true;
}

void host_troubled(struct host *h, int64_t now_ms)
{
    if (!h->is_probing)
        return;
    h->is_probing = false;
    h->until_ms = now_ms + pause_ms(h->failures);
}

static bool is_address(const char *name, size_t n)
{
    size_t dots = 0;

    for (size_t i = 0; i < n; i++) {
        if (!isdigit((unsigned char)name[i]) && name[i] != '.')
            return name[0] == '[';
        dots += name[i] == '.';
    }
    return dots == 3;
}

/* Where the last two labels begin; three when the last but one is a short
 * registry name (co.uk). */
static size_t site_start(const char *name, size_t n)
{
    size_t labels = 0, end = n;

    for (size_t i = n; i > 0; i--) {
        if (name[i - 1] != '.')
            continue;
        labels++;
        if (labels >= 2 && (labels > 2 || end - i > 3 || n - end > 3))
            return i;
        end = i - 1;
    }
    return 0;
}

void host_site(const char *url, char out[SITE_MAX])
{
    const char *name = strstr(url, "://");
    size_t all, n, start = 0;
    char text[256];

    name = name ? name + 3 : url;
    all = strcspn(name, "/?#");
    n = name[0] == '[' ? strcspn(name, "]/?#") : strcspn(name, ":/?#");
    if (!is_address(name, n) && memchr(name, '.', n)) {
        start = site_start(name, n);
        all = n; /* a public name: all its ports are one site */
    }
    all -= start;
    if (all >= sizeof(text))
        all = sizeof(text) - 1;
    for (size_t i = 0; i < all; i++)
        text[i] = (char)tolower((unsigned char)name[start + i]);
    text[all] = '\0';
    name_copy(out, SITE_MAX, text);
}
