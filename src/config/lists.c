/* SPDX-License-Identifier: MIT */
/* The named sections: feeds, rules, instruments, providers. */
#include "internal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/base/utf8.h"

static bool is_web_address(const char *url)
{
    return strncmp(url, "https://", 8) == 0 ||
           strncmp(url, "http://", 7) == 0;
}

void source_entry(struct config *c, struct ini_place at, const char *key,
                  const char *value, const char **url, bool *is_enabled)
{
    if (!key)
        return;
    if (strcmp(key, "enabled") == 0) {
        if (!truth_parse(value, is_enabled))
            problem_add(c, at, "'%.80s' for enabled is not yes or no", value);
    } else if (!is_web_address(value)) {
        problem_add(c, at, "'%.80s' is not an http or https address", value);
    } else {
        *url = arena_text(&c->arena, value);
    }
}

/* "{foo}": all but {symbol} would be asked for as it stands. */
static const char *unknown_placeholder(const char *url)
{
    static const char known[] = "{symbol}";
    for (; (url = strchr(url, '{')) != NULL; url++) {
        if (strncmp(url, known, sizeof known - 1) != 0)
            return url;
    }
    return NULL;
}

static void feed_entry(struct config *c, struct ini_place at,
                       const char *name, const char *key, const char *value)
{
    struct feed *feed = NULL;
    for (size_t i = 0; i < c->feed_count && !feed; i++)
        feed = strcmp(c->feeds[i].name, name) == 0 ? &c->feeds[i] : NULL;
    if (!feed) {
        c->feeds = mem_room(c->feeds, c->feed_count, &c->feed_cap,
                            sizeof *c->feeds);
        feed = &c->feeds[c->feed_count++];
        *feed = (struct feed){.name = arena_text(&c->arena, name),
                              .spot = spot_text(c, at),
                              .is_enabled = true};
    }
    feed->origin = place_text(c, at);
    const char *wrong = key && strcmp(key, "url") == 0
                            ? unknown_placeholder(value) : NULL;
    if (wrong) {
        problem_add(c, ini_word(at, value, wrong),
                    "'%.40s' is no placeholder, there is {symbol} only",
                    wrong);
        return;
    }
    source_entry(c, at, key, value, &feed->url, &feed->is_enabled);
}

static struct rule *find_rule(struct config *c, struct ini_place at,
                              const char *name)
{
    for (size_t i = 0; i < c->rule_count; i++) {
        if (strcmp(c->rules[i].text.name, name) == 0)
            return &c->rules[i];
    }
    c->rules = mem_room(c->rules, c->rule_count, &c->rule_cap,
                        sizeof *c->rules);
    struct rule *rule = &c->rules[c->rule_count++];
    *rule = (struct rule){.spot = spot_text(c, at), .is_enabled = true};
    name_copy(rule->text.name, sizeof rule->text.name, name);
    rule->text.severity = 2;
    rule->text.notify = "status";
    rule->text.ways = NOTIFY_status;
    return rule;
}

static void rule_severity(struct config *c, struct ini_place at,
                          struct rule_text *text, const char *value)
{
    double v;
    if (!format_parse_number(value, strlen(value), &v) || v != floor(v) ||
        v < 1 || v > 4) {
        problem_add(c, at, "'%.80s' for severity is not 1, 2, 3 or 4", value);
        return;
    }
    text->severity = (int)v;
}

static void rule_worsen(struct config *c, struct ini_place at,
                        struct rule_text *text, const char *value)
{
    size_t n = strlen(value);
    double v;
    if (n > 0 && value[n - 1] == '%')
        n--;
    if (!format_parse_number(value, n, &v) || !(v >= 0 && v <= 1e6)) {
        problem_add(c, at, "'%.80s' for worsen is not a percentage such as"
                           " 25%%", value);
        return;
    }
    text->worsen_pct = v;
}

/* One word of `notify`; what rings or pops up is said in the status line
 * too. */
static void rule_way(struct config *c, struct ini_place at,
                     struct rule_text *text, const char *word)
{
    const char *words[NOTIFY_BIT_COUNT + 1] = {[NOTIFY_BIT_COUNT] = "none"};
    for (int i = 0; i < NOTIFY_BIT_COUNT; i++) {
        words[i] = notify_word((enum notify_bit)i);
        if (strcmp(word, words[i]) == 0) {
            text->ways |= 1u << i;
            return;
        }
    }
    if (strcmp(word, "none") != 0)
        problem_unknown(c, at, "way to notify", word,
                        ini_nearest(word, words, NOTIFY_BIT_COUNT + 1));
}

static void rule_notify(struct config *c, struct ini_place at,
                        struct rule_text *text, const char *value)
{
    const char *item, *rest = value, *before = value;
    char word[24];
    size_t n = 0;
    text->notify = arena_text(&c->arena, value);
    text->ways = 0;
    while ((item = ini_item(&rest, &n)) != NULL) {
        snprintf(word, sizeof word, "%.*s", (int)(n < 23 ? n : 23), item);
        at = ini_word(at, before, item);
        before = item;
        rule_way(c, at, text, word);
    }
    if (text->ways & (NOTIFY_bell | NOTIFY_desktop))
        text->ways |= NOTIFY_status;
}

/* For those who read the expression later. */
static const struct ini_place *keep_place(struct config *c,
                                          struct ini_place at,
                                          const char *value)
{
    const char *end = ini_word(at, value, value + strlen(value)).text;
    struct ini_place *kept = arena_new(&c->arena, sizeof *kept);
    *kept = at;
    kept->file = arena_text(&c->arena, at.file[0] ? at.file : "config");
    kept->text = arena_text_n(&c->arena, at.text, (size_t)(end - at.text));
    kept->end = kept->text + (end - at.text);
    return kept;
}

static void rule_entry(struct config *c, struct ini_place at,
                       const char *name, const char *key, const char *value)
{
    if (strlen(name) >= RULE_MAX) {
        if (!key)
            problem_add(c, at, "rule name is longer than %d letters",
                        RULE_MAX - 1);
        return;
    }
    struct rule *rule = find_rule(c, at, name);
    rule->text.place = place_text(c, at);
    if (!key)
        return;
    if (strcmp(key, "when") == 0) {
        rule->text.when = arena_text(&c->arena, value);
        rule->text.when_at = keep_place(c, at, value);
    } else if (strcmp(key, "measure") == 0) {
        rule->text.measure = arena_text(&c->arena, value);
        rule->text.measure_at = keep_place(c, at, value);
    } else if (strcmp(key, "severity") == 0) {
        rule_severity(c, at, &rule->text, value);
    } else if (strcmp(key, "worsen") == 0) {
        rule_worsen(c, at, &rule->text, value);
    } else if (strcmp(key, "notify") == 0) {
        rule_notify(c, at, &rule->text, value);
    } else if (strcmp(key, "run") == 0) {
        rule->text.run = arena_text(&c->arena, value);
    } else if (!truth_parse(value, &rule->is_enabled)) {
        problem_add(c, at, "'%.80s' for enabled is not yes or no", value);
    }
}

static void described_entry(struct config *c, struct ini_place at,
                            const char *name, const char *key,
                            const char *value)
{
    char symbol[SYMBOL_MAX];
    if (!symbol_from_text(name, strlen(name), symbol)) {
        if (!key)
            problem_add(c, at, "'%.40s' is not a symbol", name);
        return;
    }
    struct described *d = NULL;
    for (size_t i = 0; i < c->instrument_count && !d; i++) {
        d = &c->instruments[i];
        d = strcmp(d->instrument.symbol, symbol) == 0 ? d : NULL;
    }
    if (!d) {
        c->instruments = mem_room(c->instruments, c->instrument_count,
                                  &c->instrument_cap,
                                  sizeof *c->instruments);
        d = &c->instruments[c->instrument_count++];
        *d = (struct described){.origin = place_text(c, at)};
        d->instrument.shares_asof = NO_DATE;
        name_copy(d->instrument.symbol, SYMBOL_MAX, symbol);
    }
    if (key)
        instrument_entry(c, &d->instrument, at, key, value);
}

/* What may stand in [SECTION NAME]. */
static const struct section {
    const char *name;
    void (*entry)(struct config *c, struct ini_place at, const char *name,
                  const char *key, const char *value);
    const char *keys[11];
} sections[] = {
    {"watchlist", watchlist_entry, {"symbols", "section", "label", "group"}},
    {"portfolio", portfolio_entry, {"currency", "benchmark", "lot", "cash"}},
    {"feed", feed_entry, {"url", "enabled"}},
    {"rule", rule_entry,
     {"when", "measure", "severity", "worsen", "notify", "run", "enabled"}},
    {"instrument", described_entry,
     {"name", "type", "currency", "groups", "venue", "sector", "shares",
      "shares_asof", "alias", "note"}},
    {"provider", provider_entry,
     {"url", "enabled", "interval", "key_command", "http1"}},
};
enum { SECTIONS = sizeof sections / sizeof *sections };

static const struct section *find_section(const char *name)
{
    for (size_t i = 0; i < SECTIONS; i++) {
        if (strcmp(sections[i].name, name) == 0)
            return &sections[i];
    }
    return NULL;
}

static void unknown_section(struct config *c, struct ini_place at,
                            const char *name)
{
    const char *names[SECTIONS + 3] = {[SECTIONS] = "general", "keys",
                                       "aliases"};
    for (size_t i = 0; i < SECTIONS; i++)
        names[i] = sections[i].name;
    problem_unknown(c, at, "section", name,
                    ini_nearest(name, names, SECTIONS + 3));
}

static bool knows_key(struct config *c, struct ini_place at,
                      const struct section *s, const char *key)
{
    size_t n = 0;
    for (; s->keys[n]; n++) {
        if (strcmp(s->keys[n], key) == 0)
            return true;
    }
    problem_unknown(c, at, "key", key, ini_nearest(key, s->keys, n));
    return false;
}

void lists_entry(struct config *c, struct ini_place at, const char *section,
                 const char *name, const char *key, const char *value)
{
    const struct section *s = find_section(section);
    if (pairs_are_of(section)) {
        pairs_entry(c, at, section, key, value);
        return;
    }
    if (!s || name[0] == '\0') {
        if (!key && !s)
            unknown_section(c, at, section);
        else if (!key)
            problem_add(c, at, "[%s] lacks a name", section);
        return;
    }
    if (key && !knows_key(c, at, s, key))
        return;
    struct strbuf clean_name = {0}, clean = {0};
    utf8_clean(&clean_name, name, strlen(name), 200);
    if (key)
        utf8_clean(&clean, value, strlen(value), SIZE_MAX);
    at = key ? ini_value(at, key, value)
             : ini_word(at, section, section + strlen(section));
    s->entry(c, at, strbuf_text(&clean_name), key, strbuf_text(&clean));
    strbuf_done(&clean);
    strbuf_done(&clean_name);
}

static void finish_feeds(struct config *c)
{
    size_t kept = 0;
    for (size_t i = 0; i < c->feed_count; i++) {
        if (c->feeds[i].url)
            c->feeds[kept++] = c->feeds[i];
        else
            problem_text(c, c->feeds[i].spot, "feed '%.80s' lacks a url",
                         c->feeds[i].name);
    }
    c->feed_count = kept;
}

static void finish_rules(struct config *c)
{
    size_t kept = 0;
    for (size_t i = 0; i < c->rule_count; i++) {
        struct rule *r = &c->rules[i];
        if (!r->text.when) {
            problem_text(c, r->spot, "rule '%s' lacks 'when'",
                         r->text.name);
        } else if (r->is_enabled) {
            r->text.ways |= r->text.run ? NOTIFY_run : 0u;
            c->rules[kept++] = *r;
        }
    }
    c->rule_count = kept;
}

void lists_finish(struct config *c)
{
    finish_feeds(c);
    finish_rules(c);
}
