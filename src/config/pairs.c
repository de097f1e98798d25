/* SPDX-License-Identifier: MIT */
/* Sections of free NAME = VALUE lines: what they mean is for others to say. */
#include "internal.h"

#include <string.h>

#include "tapewatch/base/mem.h"
#include "tapewatch/base/utf8.h"

static const char *const sections[] = {"keys", "aliases"};

bool pairs_are_of(const char *section)
{
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        if (strcmp(sections[i], section) == 0)
            return true;
    }
    return false;
}

/* The last line for a name is the one that counts. */
static struct config_pair *find_pair(struct config *c, const char *section,
                                     const char *name)
{
    for (size_t i = 0; i < c->pair_count; i++) {
        struct config_pair *p = &c->pairs[i];
        if (strcmp(p->section, section) == 0 && strcmp(p->name, name) == 0)
            return p;
    }
    c->pairs = mem_room(c->pairs, c->pair_count, &c->pair_cap,
                        sizeof *c->pairs);
    return &c->pairs[c->pair_count++];
}

void pairs_entry(struct config *c, struct ini_place at, const char *section,
                 const char *key, const char *value)
{
    struct strbuf name = {0}, clean = {0};
    if (!key)
        return;
    utf8_clean(&name, key, strlen(key), 60);
    utf8_clean(&clean, value, strlen(value), 250);
    *find_pair(c, section, strbuf_text(&name)) = (struct config_pair){
        .section = arena_text(&c->arena, section),
        .name = arena_text(&c->arena, strbuf_text(&name)),
        .value = arena_text(&c->arena, strbuf_text(&clean)),
        .place = spot_text(c, at),
        .value_place = spot_text(c, ini_value(at, key, value)),
    };
    strbuf_done(&clean);
    strbuf_done(&name);
}

size_t config_pair_count(const struct config *c)
{
    return c->pair_count;
}

struct config_pair config_pair(const struct config *c, size_t i)
{
    return c->pairs[i];
}

const char *config_find_pair(const struct config *c, const char *section,
                             const char *name)
{
    for (size_t i = 0; c && i < c->pair_count; i++) {
        const struct config_pair *p = &c->pairs[i];
        if (strcmp(p->section, section) == 0 && strcmp(p->name, name) == 0)
            return p->value;
    }
    return NULL;
}
