/* SPDX-License-Identifier: MIT */
/* How a source is, in words. */
#include "feed_words.h"

#include <stdio.h>
#include <string.h>

#include "widgets.h"

enum { SECOND_MS = 1000, KILO = 1024 };

/* In the order of how much they need attention. */
enum feeling { FAILED, BACKOFF, TRYING, SLOW, LOADING, WELL, WAITING, STANDBY,
               LACKS_CONTACT, LACKS_KEY, OFF };

static const struct {
    const char *word;
    enum role role;
} feelings[] = {
    [FAILED] = {"failed", ROLE_error},
    [BACKOFF] = {"backoff", ROLE_warn},
    [TRYING] = {"trying", ROLE_warn},
    [SLOW] = {"slow", ROLE_warn},
    [LOADING] = {"loading", ROLE_info},
    [WELL] = {"ok", ROLE_ok},
    [WAITING] = {"waiting", ROLE_dim},
    [STANDBY] = {"standby", ROLE_dim},
    [LACKS_CONTACT] = {"needs contact", ROLE_dim},
    [LACKS_KEY] = {"needs key", ROLE_dim},
    [OFF] = {"off", ROLE_dim},
};

static enum feeling feeling_of(const struct health *h)
{
    static const enum feeling of_state[SOURCE_STATE_COUNT] = {
        [SOURCE_loading] = LOADING, [SOURCE_ok] = WELL, [SOURCE_slow] = SLOW,
        [SOURCE_backoff] = BACKOFF, [SOURCE_failed] = FAILED,
        [SOURCE_off] = OFF};

    if (h->lacks_key || h->lacks_contact)
        return h->lacks_key ? LACKS_KEY : LACKS_CONTACT;
    if (h->is_probing && h->state != SOURCE_off && h->state != SOURCE_ok)
        return TRYING;
    if (h->state == SOURCE_idle)
        return h->is_in_use ? WAITING : STANDBY;
    return of_state[h->state];
}

const struct health *feed_find(const struct frame *f)
{
    const struct health_list *all = f->now->health;

    for (size_t i = 0; all && i < all->count; i++)
        if (strcmp(all->items[i].source, f->subject->source) == 0)
            return &all->items[i];
    return NULL;
}

const char *feed_why_none(const struct frame *f)
{
    if (f->now->health && f->now->health->count)
        return NULL;
    if (f->now->mode == RUN_REPLAY)
        return "a replay asks no source: all it shows is on the tape";
    if (f->now->mode == RUN_FOLLOW)
        return "another tapewatch polls: its own Feeds screen has the sources";
    if (f->now->mode == RUN_OFFLINE)
        return "offline: no source is asked";
    return "no source was asked yet";
}

const char *feed_state_word(const struct health *h)
{
    return feelings[feeling_of(h)].word;
}

int feed_trouble(const struct health *h)
{
    return (int)feeling_of(h);
}

enum role feed_role(const struct health *h)
{
    return feelings[feeling_of(h)].role;
}

const char *feed_mark(const struct canvas *c, const struct health *h)
{
    const struct glyphs *g = glyphs_of(c);
    enum feeling now = feeling_of(h);

    return now == FAILED ? g->state_failed
           : now <= SLOW ? g->state_slow
           : now == WELL ? g->state_ok : g->state_off;
}

static void latency(int64_t ms, char out[16])
{
    if (ms < SECOND_MS)
        snprintf(out, 16, "%d", (int)ms);
    else
        snprintf(out, 16, "%.1fs", (double)ms / SECOND_MS);
}

void feed_latency_text(const struct health *h, char *out, size_t size)
{
    char p50[16], p95[16];

    snprintf(out, size, "-");
    if (h->p50_ms < 0)
        return;
    latency(h->p50_ms, p50);
    latency(h->p95_ms, p95);
    snprintf(out, size, "%s/%s", p50, p95);
}

void feed_bytes_text(double bytes, char out[16])
{
    char text[16];

    if (bytes < KILO / 20.0) {
        snprintf(out, 16, "0");
        return;
    }
    snprintf(text, sizeof(text), "%.1f", bytes / KILO);
    if (bytes >= 100 * KILO)
        snprintf(text, sizeof(text), "%.0f",
                 bytes / KILO < 1e6 ? bytes / KILO : 1e6);
    snprintf(out, 16, "%.8sK", text[0] == '0' ? text + 1 : text);
}

void feed_quota_text(const struct health *h, char *out, size_t size)
{
    snprintf(out, size, "-");
    if (h->quota_limit)
        snprintf(out, size, "%u of %u/%us", h->quota_used, h->quota_limit,
                 h->quota_seconds);
}

void feed_advice(const struct health *h, char *out, size_t size)
{
    snprintf(out, size, "%s", h->why_off);
    if (h->lacks_key)
        snprintf(out, size, "put %s=KEY into the environment, or %s = KEY "
                 "into secrets.conf (mode 0600)", h->key_name, h->key_name);
    else if (h->lacks_contact)
        snprintf(out, size, "it wants an address: contact = you@example.com "
                            "in the config");
}
