/* SPDX-License-Identifier: MIT */
/* [provider NAME]: where it is asked, how often, and where its key is. */
#include "internal.h"

#include <string.h>

#include "tapewatch/base/format.h"
#include "tapewatch/base/mem.h"

enum { INTERVAL_MOST_MS = 7 * 86400 * 1000 };

static struct provider_setting *setting_of(struct config *c, const char *name)
{
    struct provider_setting *p;
    for (size_t i = 0; i < c->provider_count; i++) {
        if (strcmp(c->providers[i].name, name) == 0)
            return &c->providers[i];
    }
    c->providers = mem_room(c->providers, c->provider_count, &c->provider_cap,
                            sizeof *c->providers);
    p = &c->providers[c->provider_count++];
    *p = (struct provider_setting){.name = arena_text(&c->arena, name)};
    return p;
}

static void set_interval(struct config *c, struct ini_place at,
                         const char *value, struct provider_setting *p)
{
    int64_t ms;
    if (!format_parse_duration(value, strlen(value), &ms) || ms < 1000 ||
        ms > INTERVAL_MOST_MS) {
        problem_add(c, at, "'%.80s' for interval is not a duration of 1s to"
                           " 7d", value);
        return;
    }
    p->interval_ms = ms;
}

void provider_entry(struct config *c, struct ini_place at, const char *name,
                    const char *key, const char *value)
{
    struct provider_setting *p = setting_of(c, name);
    p->origin = place_text(c, at);
    if (!key)
        return;
    if (strcmp(key, "interval") == 0) {
        set_interval(c, at, value, p);
    } else if (strcmp(key, "key_command") == 0) {
        p->key_command = arena_text(&c->arena, value);
    } else if (strcmp(key, "http1") == 0) {
        if (!truth_parse(value, &p->is_http1))
            problem_add(c, at, "'%.80s' for http1 is not yes or no", value);
    } else {
        p->is_said = p->is_said || (strcmp(key, "enabled") == 0 &&
                                    truth_parse(value, &p->is_enabled));
        source_entry(c, at, key, value, &p->url, &p->is_enabled);
    }
}

static const struct provider_setting *find(const struct config *c,
                                           const char *provider)
{
    for (size_t i = 0; i < c->provider_count; i++) {
        if (strcmp(c->providers[i].name, provider) == 0)
            return &c->providers[i];
    }
    return NULL;
}

const char *config_provider_url(const struct config *c, const char *provider,
                                const char *fallback)
{
    const struct provider_setting *p = find(c, provider);
    return p && p->url ? p->url : fallback;
}

bool config_provider_on(const struct config *c, const char *provider,
                        bool otherwise)
{
    const struct provider_setting *p = find(c, provider);
    return p && p->is_said ? p->is_enabled : otherwise;
}

int64_t config_provider_ms(const struct config *c, const char *provider)
{
    const struct provider_setting *p = find(c, provider);
    return p ? p->interval_ms : 0;
}

bool config_provider_http1(const struct config *c, const char *provider)
{
    const struct provider_setting *p = find(c, provider);
    return p && p->is_http1;
}

const char *config_key_command(const struct config *c, const char *provider)
{
    const struct provider_setting *p = find(c, provider);
    return p && p->key_command ? p->key_command : "";
}
