/* SPDX-License-Identifier: MIT */
/* The tables of concepts and of their tags, made from concepts.def. */
#include <string.h>

#include "company.h"

static const struct {
    const char *text;
    enum concept of;
} tags[] = {
#define TAG(concept, text) {text, CONCEPT_##concept},
#include "tapewatch/state/concepts.def"
};
enum { TAG_COUNT = sizeof tags / sizeof *tags };

static const struct {
    const char *name, *help;
    enum concept_kind kind;
} concepts[] = {
#define CONCEPT(name, kind, help) {#name, help, CONCEPT_KIND_##kind},
#include "tapewatch/state/concepts.def"
};

const char *concept_name(enum concept c)
{
    return concepts[c].name;
}

const char *concept_help(enum concept c)
{
    return concepts[c].help;
}

enum concept_kind concept_kind(enum concept c)
{
    return concepts[c].kind;
}

bool concept_from_name(const char *name, size_t n, enum concept *out)
{
    for (int i = 0; i < CONCEPT_COUNT; i++) {
        if (strlen(concepts[i].name) == n &&
            memcmp(concepts[i].name, name, n) == 0) {
            *out = (enum concept)i;
            return true;
        }
    }
    return false;
}

struct tag_range concept_tags(enum concept c)
{
    struct tag_range range = {0, 0};

    while (tags[range.first].of != c)
        range.first++;
    range.end = range.first;
    while (range.end < TAG_COUNT && tags[range.end].of == c)
        range.end++;
    return range;
}

bool tag_from_text(const char *text, uint8_t *out)
{
    for (int i = 0; i < TAG_COUNT; i++) {
        if (strcmp(tags[i].text, text) == 0) {
            *out = (uint8_t)i;
            return true;
        }
    }
    return false;
}

const char *tag_text(uint8_t tag)
{
    return tags[tag].text;
}
