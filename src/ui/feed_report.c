/* SPDX-License-Identifier: MIT */
/* How a source is, as text that may be sent to somebody: state, figures, the
 * last requests and errors. Of its address the site only, since the rest may
 * hold a token of the user's. */
#include "feed_words.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "tapewatch/base/civil.h"

static void add(struct strbuf *out, const char *name, const char *text)
{
    if (text[0])
        strbuf_format(out, "%-9s %s\n", name, text);
}

static void add_time(struct strbuf *out, const char *name, int64_t t)
{
    char text[25];

    if (t == 0)
        return;
    civil_format_instant(t, text);
    add(out, name, text);
}

/* "https://example.com": a name and password may stand before the host. */
static void add_site(struct strbuf *out, const struct health *h)
{
    const char *scheme = strstr(h->url, "://");
    const char *host = scheme ? scheme + 3 : h->url;
    const char *end = host + strcspn(host, "/?#");
    int n = (int)(host - h->url);

    for (const char *p = host; p < end; p++)
        if (*p == '@')
            host = p + 1;
    if (end > host)
        strbuf_format(out, "%-9s %.*s%.*s\n", "site", n, h->url,
                      (int)(end - host), host);
}

static void add_figures(struct strbuf *out, const struct health *h)
{
    char latency[40], quota[40];

    health_latency(h, latency, sizeof(latency));
    health_quota(h, quota, sizeof(quota));
    add(out, "p50/p95", latency);
    add(out, "quota", quota);
    strbuf_format(out, "%-9s %u in 24 h, %u in a row\n", "errors", h->errors,
                  h->errors_in_row);
    strbuf_format(out, "%-9s %" PRIu64 "\n", "bytes", h->wire_bytes);
    if (h->interval_ms)
        strbuf_format(out, "%-9s %" PRId64 " s\n", "every",
                      h->interval_ms / 1000);
}

static void add_tries(struct strbuf *out, const struct health *h)
{
    for (int i = 0; i < HEALTH_TRIES && h->tries[i].t; i++) {
        const struct health_try *t = &h->tries[i];
        char text[25];

        civil_format_instant(t->t, text);
        strbuf_format(out, "%-9s %s ", i ? "" : "tries", text);
        if (t->status) /* else no answer came */
            strbuf_format(out, "%ld ", t->status);
        strbuf_format(out, "%s, %" PRId64 " ms\n", t->words, t->took_ms);
    }
}

static void feed_report(struct strbuf *out, const struct health *h,
                        int64_t now_ms)
{
    strbuf_format(out, "tapewatch " TAPEWATCH_VERSION ": %s (%s) %s\n",
                  h->source, h->kind, health_word(h));
    add_time(out, "at", now_ms);
    add_site(out, h);
    add(out, "off", h->why_off);
    add_time(out, "since", h->since);
    add_time(out, "last good", h->last_good);
    add_time(out, "next try", h->next_ms);
    add_figures(out, h);
    add(out, "error", h->error);
    add(out, "effect", h->effect);
    add(out, "fallback", h->fallback);
    add_tries(out, h);
}

void feed_copy(const struct health *h, const struct frame *f,
               struct wish *wish)
{
    struct strbuf text = {0};

    feed_report(&text, h, f->shown_ms);
    snprintf(wish->copy, sizeof(wish->copy), "%s", strbuf_text(&text));
    strbuf_done(&text);
}
