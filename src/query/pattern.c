/* SPDX-License-Identifier: MIT */
/* Extended regular expressions that cannot cost much.
 *
 * A matcher is built from the pattern by copying what repeats: x{50} is fifty
 * copies, x+ is two, and repeats within repeats multiply. So the size is
 * worked out first and limited. Back-references are refused: they are what
 * makes matching itself exponential. */
#include "pattern.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/mem.h"

enum {
    PATTERN_BYTES_MAX = 256,
    COST_MAX = 2000,
    GROUPS_MAX = 16,
    REPEAT_MAX = 100
};

struct cost {
    unsigned sum;  /* of the finished pieces of this group */
    unsigned last; /* of the piece that a repeat would multiply */
};

/* The end of a bracket expression that starts at s[0] == '['. */
static const char *after_bracket(const char *s)
{
    s++;
    if (*s == '^')
        s++;
    if (*s == ']')
        s++;
    while (*s && *s != ']') {
        if (s[0] == '[' && (s[1] == ':' || s[1] == '.' || s[1] == '=')) {
            char kind = s[1];

            for (s += 2; *s && !(s[0] == kind && s[1] == ']');)
                s++;
            s += *s ? 2 : 0;
        } else {
            s++;
        }
    }
    return *s ? s + 1 : s;
}

/* Reads {m,n}; false when it is not small and whole. */
static bool read_interval(const char **at, unsigned *times)
{
    const char *s = *at + 1;
    unsigned number = 0, most = 0;

    for (; *s && *s != '}'; s++) {
        if (*s == ',')
            number = 0;
        else if (*s >= '0' && *s <= '9')
            number = number * 10 + (unsigned)(*s - '0');
        else
            return false;
        if (number > REPEAT_MAX)
            return false;
        most = number > most ? number : most;
    }
    if (*s != '}')
        return false;
    *at = s + 1;
    *times = most + 1;
    return true;
}

static const char *refuse_repeat(struct cost *c, const char **at)
{
    unsigned times = 1;

    if (**at == '{') {
        if (!read_interval(at, &times))
            return "a repeat {m,n} takes whole numbers up to 100";
    } else {
        times = **at == '+' ? 2 : 1;
        (*at)++;
    }
    c->last *= times;
    return c->last > COST_MAX ? "the pattern repeats too much" : NULL;
}

static void start_piece(struct cost *c, unsigned cost)
{
    c->sum += c->last;
    c->last = cost;
}

/* What is wrong with the pattern's cost, or NULL. */
static const char *refuse_cost(const char *s)
{
    struct cost groups[GROUPS_MAX] = {{0}};
    size_t depth = 0;
    const char *wrong = NULL;

    while (*s && !wrong) {
        struct cost *c = &groups[depth];

        if (*s == '\\' && s[1] >= '1' && s[1] <= '9') {
            wrong = "back-references are not allowed";
        } else if (*s == '(') {
            start_piece(c, 0);
            s++;
            if (++depth == GROUPS_MAX)
                return "more than 15 groups within each other";
            groups[depth] = (struct cost){0};
        } else if (*s == ')' && depth > 0) {
            depth--;
            groups[depth].last = c->sum + c->last + 1;
            s++;
        } else if (*s == '*' || *s == '?' || *s == '+' || *s == '{') {
            wrong = refuse_repeat(c, &s);
        } else {
            start_piece(c, 1);
            s = *s == '[' ? after_bracket(s) : s + (*s == '\\' && s[1]) + 1;
        }
        if (groups[depth].sum + groups[depth].last > COST_MAX)
            wrong = "the pattern repeats too much";
    }
    return wrong;
}

regex_t *pattern_compile(const char *text, const char **problem)
{
    regex_t *r;

    *problem = NULL;
    if (!*text)
        *problem = "an empty pattern matches everything";
    else if (strlen(text) > PATTERN_BYTES_MAX)
        *problem = "the pattern is longer than 256 bytes";
    else
        *problem = refuse_cost(text);
    if (*problem)
        return NULL;
    r = mem_new(1, sizeof *r);
    if (regcomp(r, text, REG_EXTENDED | REG_ICASE | REG_NOSUB) != 0) {
        free(r);
        *problem = "not a regular expression";
        return NULL;
    }
    return r;
}

void pattern_free(regex_t *r)
{
    regfree(r);
    free(r);
}
