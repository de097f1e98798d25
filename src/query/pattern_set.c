/* SPDX-License-Identifier: MIT */
/* Sets of characters: [a-z], [[:alpha:]], \w and the like. */
#include <string.h>

#include "pattern.h"
#include "tapewatch/base/utf8.h"

enum { CLASS_NAME_MAX = 8 };

static bool is_word(uint32_t c)
{
    return c == '_' || (c >= '0' && c <= '9') || utf8_is_letter(c);
}

static bool is_alpha(uint32_t c)
{
    return utf8_is_letter(c);
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_alnum(uint32_t c)
{
    return is_digit(c) || utf8_is_letter(c);
}

static bool is_space(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0;
}

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == '\t';
}

static bool is_punct(uint32_t c)
{
    return c > ' ' && c < 0x7f && !is_alnum(c);
}

static bool is_xdigit(uint32_t c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static const struct {
    char name[CLASS_NAME_MAX];
    bool (*has)(uint32_t c);
} classes[] = {
    /* Case never counts, so upper and lower are letters. */
    {"alpha", is_alpha}, {"upper", is_alpha}, {"lower", is_alpha},
    {"digit", is_digit}, {"alnum", is_alnum}, {"space", is_space},
    {"blank", is_blank}, {"punct", is_punct}, {"xdigit", is_xdigit},
    {"word", is_word},
};
enum { CLASSES = sizeof classes / sizeof *classes };

static int class_find(const char *name, size_t n)
{
    for (int i = 0; i < CLASSES; i++)
        if (strlen(classes[i].name) == n &&
            memcmp(classes[i].name, name, n) == 0)
            return i;
    return -1;
}

/* [:alpha:] at s, which stands on the inner bracket; its end, or NULL. */
static const char *read_class(const char *s, struct pattern_set *set,
                              const char **problem)
{
    const char *end = strstr(s + 2, ":]");
    int found = end ? class_find(s + 2, (size_t)(end - s) - 2) : -1;

    if (found < 0) {
        *problem = "no such class of characters: alpha digit alnum space "
                   "punct blank xdigit";
        return NULL;
    }
    set->classes |= 1u << found;
    return end + 2;
}

/* One character or a range. */
static const char *read_range(const char *s, struct pattern_set *set,
                              const char **problem)
{
    struct pattern_range r;
    const char *end = s + strlen(s);

    r.low = r.high = utf8_next(&s, end);
    if (s[0] == '-' && s[1] && s[1] != ']') {
        s++;
        r.high = utf8_next(&s, end);
    }
    if (r.high < r.low) {
        *problem = "a range [a-b] goes upwards";
        return NULL;
    }
    set->ranges[set->count++] = r;
    return s;
}

const struct pattern_set *pattern_set_read(const char **at,
                                           struct arena *memory,
                                           const char **problem)
{
    struct pattern_set *set = arena_new(memory, sizeof *set);
    const char *s = *at + 1, *first;

    *set = (struct pattern_set){0};
    if (*s == '^') {
        set->is_negated = true;
        s++;
    }
    set->ranges = arena_new(memory, strlen(s) * sizeof *set->ranges);
    first = s; /* a bracket that comes first stands for itself */
    while (s && *s && (*s != ']' || s == first)) {
        if (s[0] == '[' && s[1] == ':')
            s = read_class(s, set, problem);
        else if (s[0] == '[' && (s[1] == '.' || s[1] == '='))
            *problem = "[. .] and [= =] are not known", s = NULL;
        else
            s = read_range(s, set, problem);
    }
    if (s && !*s)
        *problem = "the [ has no closing ]";
    if (!s || !*s)
        return NULL;
    *at = s + 1;
    return set;
}

const struct pattern_set *pattern_set_named(char letter, struct arena *memory)
{
    const char *name = letter == 'w' || letter == 'W'   ? "word"
                       : letter == 's' || letter == 'S' ? "space"
                       : letter == 'd'                  ? "digit"
                                                        : NULL;
    struct pattern_set *set;

    if (!name)
        return NULL;
    set = arena_new(memory, sizeof *set);
    *set = (struct pattern_set){
        .is_negated = letter == 'W' || letter == 'S',
        .classes = 1u << class_find(name, strlen(name)),
    };
    return set;
}

static bool has_exactly(const struct pattern_set *s, uint32_t c)
{
    for (size_t i = 0; i < s->count; i++)
        if (c >= s->ranges[i].low && c <= s->ranges[i].high)
            return true;
    for (int i = 0; i < CLASSES; i++)
        if ((s->classes >> i & 1u) && classes[i].has(c))
            return true;
    return false;
}

bool pattern_set_has(const struct pattern_set *s, uint32_t c)
{
    bool has = has_exactly(s, c) || has_exactly(s, utf8_lower(c)) ||
               has_exactly(s, utf8_upper(c));

    return has != s->is_negated;
}
