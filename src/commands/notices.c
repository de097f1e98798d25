/* SPDX-License-Identifier: MIT */
/* Which events were told since the last look, and what people hear of them. */
#include "notices.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/mem.h"
#include "tapewatch/ui/ui.h"

enum { MINUTE_MS = 60 * 1000, NAMES_MAX = 5 };

struct told {
    uint64_t key; /* hash of an event's */
    unsigned count;
};

struct notices {
    const struct config *config;
    struct told *told; /* by key */
    size_t count;
    uint64_t sum;      /* of all counts: when it stays, nothing was told */
    bool has_looked;
    /* The minute that is on, and how many events it had. */
    int64_t minute_ms;
    size_t in_minute;
    bool is_storm_told;
    /* What waits to be told. */
    size_t waiting;
    unsigned ways;
    struct event worst;
    char names[NAMES_MAX][SYMBOL_MAX]; /* the first symbols of them */
    size_t name_count;
};

struct notices *notices_new(const struct config *config)
{
    struct notices *n = mem_new(1, sizeof *n);

    n->config = config;
    return n;
}

void notices_free(struct notices *n)
{
    if (!n)
        return;
    free(n->told);
    free(n);
}

/* ---- what was told */

static uint64_t add_hash(uint64_t hash, const void *bytes, size_t n)
{
    const unsigned char *b = bytes;

    for (size_t i = 0; i < n; i++)
        hash = (hash ^ b[i]) * 0x100000001b3u;
    return hash;
}

static uint64_t hash_of(const struct event_key *key)
{
    uint64_t hash = 0xcbf29ce484222325u;

    hash = add_hash(hash, key->rule, strlen(key->rule) + 1);
    hash = add_hash(hash, key->symbol, strlen(key->symbol) + 1);
    return add_hash(hash, &key->session, sizeof key->session);
}

static int by_key(const void *left, const void *right)
{
    const struct told *a = left, *b = right;

    return (a->key > b->key) - (a->key < b->key);
}

static unsigned count_before(const struct notices *n, uint64_t key)
{
    const struct told wanted = {.key = key};
    const struct told *found = NULL;

    if (n->count > 0)
        found = bsearch(&wanted, n->told, n->count, sizeof wanted, by_key);
    return found ? found->count : 0;
}

/* "price-level >130" is one of the rule "price-level". One made in the program
 * goes before the config's of that name. */
static const struct rule_text *rule_of(const struct config *c,
                                       const struct snapshot *s,
                                       const char *name,
                                       struct rule_text *made)
{
    const struct rule_card *card = rule_list_find(s->rules, name);
    size_t n = strcspn(name, " ");

    if (card && card->origin == RULE_MADE) {
        *made = rule_text_of(&card->rule, "");
        return made;
    }
    for (size_t i = config_rule_count(c); i-- > 0;) {
        const struct rule_text *rule = config_rule(c, i);

        if (strcmp(rule->name, name) == 0 ||
            (strlen(rule->name) == n && name[n] == ' ' &&
             strncmp(rule->name, name, n) == 0))
            return rule;
    }
    return NULL;
}

static bool is_graver(const struct event *a, const struct event *b)
{
    if (a->severity != b->severity)
        return a->severity > b->severity;
    return fabs(a->cap_change_usd) > fabs(b->cap_change_usd);
}

static void add_name(struct notices *n, const char *symbol)
{
    for (size_t i = 0; i < n->name_count; i++)
        if (strcmp(n->names[i], symbol) == 0)
            return;
    if (n->name_count < NAMES_MAX)
        name_copy(n->names[n->name_count++], SYMBOL_MAX, symbol);
}

static void add_waiting(struct notices *n, const struct event *e,
                        unsigned ways)
{
    if (!n->waiting || is_graver(e, &n->worst))
        n->worst = *e;
    n->ways |= ways;
    add_name(n, e->key.symbol);
    n->waiting++;
    n->in_minute++;
}

/* Finds what is new and remembers all. */
static void compare(struct notices *n, const struct snapshot *s,
                    const struct notices_reader *reader)
{
    const unsigned people = NOTIFY_status | NOTIFY_bell | NOTIFY_desktop;
    struct told *now = mem_new(s->event_count, sizeof *now);

    for (size_t i = 0; i < s->event_count; i++) {
        const struct event *e = &s->events[i];
        struct rule_text made;
        const struct rule_text *rule;

        now[i] = (struct told){hash_of(&e->key), e->told_count};
        if (!n->has_looked ||
            e->told_count <= count_before(n, now[i].key))
            continue;
        rule = rule_of(n->config, s, e->key.rule, &made);
        if (rule && reader)
            reader->told(reader->self, s, e, rule);
        if (rule && (rule->ways & people))
            add_waiting(n, e, rule->ways & people);
    }
    if (s->event_count > 0)
        qsort(now, s->event_count, sizeof *now, by_key);
    free(n->told);
    n->told = now;
    n->count = s->event_count;
    n->has_looked = true;
}

/* ---- what people hear */

static void name_others(const struct notices *n, char *out, size_t size)
{
    size_t len = 0, shown = 0;

    len += (size_t)snprintf(out, size, "with");
    for (size_t i = 0; i < n->name_count && len < size; i++) {
        if (strcmp(n->names[i], n->worst.key.symbol) == 0)
            continue;
        len += (size_t)snprintf(out + len, size - len, "%s %s",
                                shown ? "," : "", n->names[i]);
        shown++;
    }
    if (!shown)
        snprintf(out, size, "%zu events of %s", n->waiting,
                 n->worst.key.symbol);
    else if (n->name_count == NAMES_MAX && len < size)
        snprintf(out + len, size - len, " and others");
}

static bool tell(struct notices *n, const struct snapshot *s,
                 struct notice *out)
{
    char sentence[160];

    *out = (struct notice){.ways = n->ways,
                           .severity = n->worst.severity,
                           .count = n->waiting};
    ui_event_words(s, &n->worst, sentence, sizeof sentence);
    if (n->waiting == 1) {
        snprintf(out->title, sizeof out->title, "%s", sentence);
        snprintf(out->body, sizeof out->body, "rule %s, severity %d",
                 n->worst.key.rule, n->worst.severity);
    } else {
        snprintf(out->title, sizeof out->title, "%zu events: %.130s",
                 n->waiting, sentence);
        name_others(n, out->body, sizeof out->body);
    }
    n->waiting = n->name_count = 0;
    n->ways = 0;
    return true;
}

bool notices_look(struct notices *n, const struct snapshot *s,
                  int64_t real_ms, const struct notices_reader *reader,
                  struct notice *out)
{
    uint64_t sum = 0;
    bool is_storm;

    if (real_ms - n->minute_ms >= MINUTE_MS) {
        n->minute_ms = real_ms;
        /* What a storm left over begins no new one. */
        n->in_minute = 0;
        n->is_storm_told = false;
    }
    for (size_t i = 0; i < s->event_count; i++)
        sum += s->events[i].told_count;
    if (sum != n->sum || !n->has_looked)
        compare(n, s, reader);
    n->sum = sum;
    is_storm = n->in_minute >
               (size_t)config_number(n->config, OPT_storm_events);
    if (!n->waiting || (is_storm && n->is_storm_told))
        return false;
    n->is_storm_told = is_storm;
    return tell(n, s, out);
}
