/* SPDX-License-Identifier: MIT */
/* Which sources there are, and whether they may be asked: switched on in the
 * config or by the user, with the key, the contact or the pass they need. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "poller_parts.h"
#include "tapewatch/base/ini.h"
#include "tapewatch/base/mem.h"

struct reported *poller_source(struct poller *p, const char *name)
{
    for (size_t i = 0; i < p->source_count; i++)
        if (strcmp(p->sources[i].source, name) == 0)
            return &p->sources[i];
    return NULL;
}

static bool is_listed(const struct config *c, const char *name)
{
    const char *at = config_text(c, OPT_providers), *item;
    size_t n = 0;
    bool has_any = false;

    while (name[0] && (item = ini_item(&at, &n)) != NULL) {
        has_any = true;
        if (strlen(name) == n && strncmp(item, name, n) == 0)
            return true;
    }
    return !has_any;
}

static struct reported *add_source(struct poller *p, const char *name,
                                   const struct provider *provider,
                                   const char *url)
{
    bool is_news = (provider->jobs & (1u << JOB_NEWS)) != 0;
    /* Another program's screen may show other lists than ours. */
    int64_t slower =
        p->parts.mode == RUN_FOLLOW && !is_news ? SLOWER_UNSEEN : 1;
    struct reported *r;

    p->sources = mem_room(p->sources, p->source_count, &p->source_cap,
                          sizeof(*p->sources));
    r = &p->sources[p->source_count++];
    *r = (struct reported){.provider = provider,
                           .url = mem_text(url),
                           .link = CHAIN_NONE,
                           .state = SOURCE_STATE_COUNT};
    name_copy(r->source, sizeof(r->source), name);
    state_set_interval(
        p->parts.state, r->source,
        config_ms(p->parts.config,
                  is_news ? OPT_news_interval : OPT_interval) * slower,
        is_news);
    schedule_add_source(p->schedule, r->source, url, provider->batch,
                        provider->min_interval_ms);
    schedule_set_single(p->schedule, r->source, provider->single);
    for (size_t i = 0; i < RATES_MAX; i++)
        schedule_add_rate(p->schedule, r->source, provider->rates[i]);
    return r;
}

/* The chain's last one; others may be at the same site. */
static void join(struct poller *p, struct reported *r)
{
    const struct host *host = schedule_host_of(p->schedule, r->source);

    r->link = p->chain.count - 1;
    for (size_t i = 0; i < r->link; i++)
        if (schedule_host_of(p->schedule, p->chain.sources[i].name) == host) {
            chain_set_site(&p->chain, r->link, i);
            return;
        }
}

static void add_provider(struct poller *p, const struct provider *provider)
{
    const struct config *c = p->parts.config;
    struct reported *r;

    if (!provider->base_url ||
        (!provider->stream && !provider->jobs) ||
        (provider->stream && !p->parts.open_stream))
        return; /* a feed's decoder, or one that is not polled */
    if (provider->is_opt_in && !config_provider_on(c, provider->name, false))
        return; /* not asked for, not shown */
    r = add_source(p, provider->name, provider,
                   config_provider_url(c, provider->name,
                                       provider->base_url));
    if (provider->key_name)
        r->key = config_secret(c, provider->name);
    if (provider->stream)
        poller_add_sender(p, r);
    else if (chain_add(&p->chain, r->source, provider, false))
        join(p, r);
}

static void add_feeds(struct poller *p)
{
    const struct provider *rss = provider_find("rss");
    const struct config *c = p->parts.config;

    for (size_t i = 0; rss && i < config_feed_count(c); i++) {
        struct config_feed feed = config_feed(c, i);
        struct reported *r = add_source(p, feed.name, rss, feed.url);
        r->is_feed = true;
        r->is_per_symbol = feed.is_per_symbol;
        r->is_on = feed.enabled;
    }
}

void poller_add_sources(struct poller *p)
{
    name_copy(p->contact, sizeof(p->contact),
              config_text(p->parts.config, OPT_contact));
    for (const struct provider *const *i = providers; *i; i++)
        add_provider(p, *i);
    add_feeds(p);
    poller_check_sources(p);
}

bool poller_is_configured_on(const struct poller *p,
                             const struct reported *r)
{
    const struct config *c = p->parts.config;

    if (r->is_feed) {
        for (size_t i = 0; i < config_feed_count(c); i++)
            if (strcmp(config_feed(c, i).name, r->source) == 0)
                return config_feed(c, i).enabled;
        return false;
    }
    return is_listed(c, r->source) &&
           config_provider_on(c, r->source, !r->provider->is_opt_in);
}

const char *poller_hindrance(const struct poller *p, const struct reported *r)
{
    if (r->is_switched_off)
        return "switched off here";
    if (!poller_is_configured_on(p, r))
        return "switched off in the config";
    if (!poller_has_key(r))
        return "needs a key";
    if (!poller_has_contact(p, r))
        return "needs a contact address: set contact in the config";
    if (r->cannot[0])
        return r->cannot;
    if (p->parts.mode == RUN_OFFLINE)
        return "offline: nothing is asked";
    return NULL;
}

bool poller_has_key(const struct reported *r)
{
    return !r->provider->key_name || r->key;
}

bool poller_has_contact(const struct poller *p, const struct reported *r)
{
    return !r->provider->needs_contact || p->contact[0];
}

/* What the user never set up is no news: it is off without a word. */
static void report_off(struct poller *p, struct reported *r,
                       const char *why_not)
{
    if (poller_has_key(r) && poller_has_contact(p, r) && !r->cannot[0] &&
        is_listed(p->parts.config, r->is_feed ? "" : r->source))
        poller_report(p, r->source, SOURCE_off, why_not, 0);
    else
        r->state = SOURCE_off;
}

void poller_check_sources(struct poller *p)
{
    for (size_t i = 0; i < p->source_count; i++) {
        struct reported *r = &p->sources[i];
        const char *why_not = poller_hindrance(p, r);

        r->is_on = !why_not;
        if (r->link != CHAIN_NONE) {
            p->chain.sources[r->link].is_on = r->is_on;
            p->chain.sources[r->link].lacks_pass =
                r->provider->pass && !r->pass[0];
        }
        if (why_not)
            report_off(p, r, why_not);
        else if (r->state == SOURCE_off)
            poller_report(p, r->source, SOURCE_idle, NULL, 0);
    }
    p->are_wishes_stale = true;
    p->is_health_stale = true;
}

static void keep_setting(struct poller *p, const char *key, const char *value)
{
    struct why why = {{0}};

    if (poller_keeps(p))
        poller_store_failed(
            p, store_set_setting(p->parts.store, key, value, &why), &why);
}

static void switch_source(struct poller *p, const char *name, bool is_on)
{
    struct reported *r = poller_source(p, name);
    char key[SOURCE_MAX + 8];

    if (!r)
        return;
    r->is_switched_off = !is_on;
    (void)snprintf(key, sizeof(key), "off.%s", r->source);
    keep_setting(p, key, is_on ? "" : "yes");
    poller_check_sources(p);
    poller_line(p, "source", "%s switched %s", name, is_on ? "on" : "off");
}

static void retry(struct poller *p, const char *name)
{
    const struct reported *r = poller_source(p, name);
    const struct host *h = schedule_host_of(p->schedule, name);

    if (!r || !r->is_on)
        return;
    if (r->link != CHAIN_NONE) /* a probe, if it is passed over now */
        (void)chain_retry(&p->chain, r->link, p->real_ms);
    p->are_wishes_stale = true;
    poller_wish(p);
    if (h && h->until_ms > p->real_ms)
        poller_notice(p, "%s asked to be left alone for a while", h->site);
    else if (!schedule_retry(p->schedule, name, p->real_ms))
        poller_notice(p, "nothing is asked of %s now: others come first",
                      name);
}

static void go_offline(struct poller *p, bool is_offline)
{
    if (p->parts.mode != RUN_LIVE && p->parts.mode != RUN_OFFLINE) {
        poller_notice(p, "nothing is asked by this program anyway");
        return;
    }
    p->parts.mode = is_offline ? RUN_OFFLINE : RUN_LIVE;
    poller_check_sources(p);
    poller_line(p, "poller", is_offline ? "offline: nothing is asked"
                                        : "online again");
    poller_notice(p, is_offline ? "offline: nothing is asked until you say so"
                                : "asking the sources again");
}

static void set_contact(struct poller *p, const char *contact)
{
    name_copy(p->contact, sizeof(p->contact), contact);
    keep_setting(p, "contact", p->contact);
    poller_check_sources(p);
}

void poller_source_command(struct poller *p, const struct command *c)
{
    if (p->parts.mode == RUN_REPLAY) {
        poller_notice(p, "a replay asks no source");
        return;
    }
    if (c->kind == COMMAND_RETRY)
        retry(p, c->text);
    else if (c->kind == COMMAND_SWITCH_SOURCE)
        switch_source(p, c->text, c->number > 0);
    else if (c->kind == COMMAND_OFFLINE)
        go_offline(p, c->number > 0);
    else if (c->kind == COMMAND_CONTACT)
        set_contact(p, c->text);
    p->is_dirty = true;
}

void poller_keep_contact(struct poller *p, bool is_kept)
{
    name_copy(p->contact, sizeof(p->contact),
              config_text(p->parts.config, OPT_contact));
    keep_setting(p, "contact", is_kept ? p->contact : "");
    poller_check_sources(p);
}

void poller_restore_setting(void *self, const char *key, const char *value)
{
    struct poller *p = self;
    struct reported *r;

    if (strcmp(key, "contact") == 0 && !p->contact[0]) {
        name_copy(p->contact, sizeof(p->contact), value);
    } else if (strcmp(key, "looked") == 0) {
        state_set_looked(p->parts.state, strtoll(value, NULL, 10));
    } else if (strncmp(key, "bookmark.", 9) == 0) {
        poller_restore_bookmark(p, value);
    } else if (strncmp(key, "level.", 6) == 0) {
        poller_restore_level(p, key + 6);
    } else if (strncmp(key, "off.", 4) == 0) {
        r = poller_source(p, key + 4);
        if (r)
            r->is_switched_off = value[0] != '\0';
    }
}
