/* SPDX-License-Identifier: MIT */
/* How a source is, in words. */
#include "tapewatch/model/health.h"

#include <stdio.h>

enum { SECOND_MS = 1000 };

enum condition health_condition(const struct health *h)
{
    static const enum condition of_state[SOURCE_STATE_COUNT] = {
        [SOURCE_loading] = CONDITION_LOADING, [SOURCE_ok] = CONDITION_OK,
        [SOURCE_slow] = CONDITION_SLOW, [SOURCE_backoff] = CONDITION_BACKOFF,
        [SOURCE_failed] = CONDITION_FAILED, [SOURCE_off] = CONDITION_OFF};

    if (h->lacks_key || h->lacks_contact)
        return h->lacks_key ? CONDITION_LACKS_KEY : CONDITION_LACKS_CONTACT;
    if (h->is_probing && h->state != SOURCE_off && h->state != SOURCE_ok)
        return CONDITION_TRYING;
    if (h->state == SOURCE_idle)
        return h->is_in_use ? CONDITION_WAITING : CONDITION_STANDBY;
    return of_state[h->state];
}

const char *health_word(const struct health *h)
{
    static const char *const words[CONDITION_COUNT] = {
        [CONDITION_FAILED] = "failed",   [CONDITION_BACKOFF] = "backoff",
        [CONDITION_TRYING] = "trying",   [CONDITION_SLOW] = "slow",
        [CONDITION_LOADING] = "loading", [CONDITION_OK] = "ok",
        [CONDITION_WAITING] = "waiting", [CONDITION_STANDBY] = "standby",
        [CONDITION_LACKS_CONTACT] = "needs contact",
        [CONDITION_LACKS_KEY] = "needs key", [CONDITION_OFF] = "off"};

    return words[health_condition(h)];
}

static void latency(int64_t ms, char out[16])
{
    if (ms < SECOND_MS)
        snprintf(out, 16, "%d", (int)ms);
    else
        snprintf(out, 16, "%.1fs", (double)ms / SECOND_MS);
}

void health_latency(const struct health *h, char *out, size_t size)
{
    char p50[16], p95[16];

    snprintf(out, size, "-");
    if (h->p50_ms < 0)
        return;
    latency(h->p50_ms, p50);
    latency(h->p95_ms, p95);
    snprintf(out, size, "%s/%s", p50, p95);
}

void health_quota(const struct health *h, char *out, size_t size)
{
    snprintf(out, size, "-");
    if (h->quota_limit)
        snprintf(out, size, "%u of %u/%us", h->quota_used, h->quota_limit,
                 h->quota_seconds);
}

void health_advice(const struct health *h, char *out, size_t size)
{
    snprintf(out, size, "%s", h->why_off);
    if (h->lacks_key)
        snprintf(out, size, "put %s=KEY into the environment, or %s = KEY "
                 "into secrets.conf (mode 0600)", h->key_name, h->key_name);
    else if (h->lacks_contact)
        snprintf(out, size, "it wants an address: contact = you@example.com "
                            "in the config, or C in the Feeds screen");
}
