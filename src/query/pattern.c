/* SPDX-License-Identifier: MIT */
/* Reads a regular expression into steps.
 *
 * Jumps are relative, so a piece repeats by being copied: x{3} is three
 * copies. The size is limited while the copies are made; nothing of a hostile
 * pattern is ever built. */
#include "pattern.h"

#include <string.h>

#include "tapewatch/base/utf8.h"

enum { GROUPS_MAX = 15, REPEAT_MAX = 100 };

struct reader {
    const char *at;
    struct arena *memory;
    const char *problem; /* the first; NULL: none */
    int depth;
    size_t count;
    struct pattern_step steps[PATTERN_STEPS_MAX];
};

static void read_choice(struct reader *r);

static void refuse(struct reader *r, const char *problem)
{
    if (!r->problem)
        r->problem = problem;
}

/* Opens a gap of one step at `at`. */
static struct pattern_step *insert(struct reader *r, size_t at)
{
    if (r->count == PATTERN_STEPS_MAX) {
        refuse(r, "the pattern is too long or repeats too much");
        return NULL;
    }
    memmove(r->steps + at + 1, r->steps + at,
            (r->count - at) * sizeof *r->steps);
    r->count++;
    r->steps[at] = (struct pattern_step){.op = PATTERN_JUMP};
    return &r->steps[at];
}

static void insert_step(struct reader *r, size_t at, enum pattern_op op,
                        ptrdiff_t x, ptrdiff_t y)
{
    struct pattern_step *s = insert(r, at);

    if (s)
        *s = (struct pattern_step){
            .op = op, .x = (int16_t)x, .y = (int16_t)y};
}

static void add_set(struct reader *r, const struct pattern_set *set)
{
    struct pattern_step *s = set ? insert(r, r->count) : NULL;

    if (s)
        *s = (struct pattern_step){.op = PATTERN_SET, .of.set = set};
}

static void add_character(struct reader *r)
{
    uint32_t c = utf8_next(&r->at, r->at + strlen(r->at));
    struct pattern_step *s = insert(r, r->count);

    if (s)
        *s = (struct pattern_step){.op = PATTERN_CHARACTER,
                                   .of.c = utf8_lower(c)};
}

/* ---- repeats: of the piece from `start` to the end */

static void copy_piece(struct reader *r, size_t start, size_t length)
{
    for (size_t i = 0; i < length && !r->problem; i++) {
        struct pattern_step *s = insert(r, r->count);

        if (s)
            *s = r->steps[start + i];
    }
}

static void make_star(struct reader *r, size_t start)
{
    ptrdiff_t length = (ptrdiff_t)(r->count - start);

    insert_step(r, start, PATTERN_SPLIT, 1, length + 2);
    insert_step(r, r->count, PATTERN_JUMP, -(length + 1), 0);
}

static void make_optional(struct reader *r, size_t start)
{
    ptrdiff_t length = (ptrdiff_t)(r->count - start);

    insert_step(r, start, PATTERN_SPLIT, 1, length + 1);
}

/* The piece `least` times and then up to `most`, or for ever (-1). */
static void repeat(struct reader *r, size_t start, int least, int most)
{
    size_t length = r->count - start, piece = start;

    if (least == 0) { /* the piece itself is the first that may be left out */
        if (most < 0)
            make_star(r, start);
        else if (most == 0)
            r->count = start;
        else
            make_optional(r, start);
        piece = start + 1;
        least = 1;
    }
    for (int i = 1; i < least && !r->problem; i++)
        copy_piece(r, piece, length);
    if (most < 0 && piece == start) /* back to the last copy */
        insert_step(r, r->count, PATTERN_SPLIT, -(ptrdiff_t)length, 1);
    for (int i = least; i < most && !r->problem; i++) {
        size_t end = r->count;

        copy_piece(r, piece, length);
        make_optional(r, end);
    }
}

/* A whole number up to the limit, or -1. */
static int read_number(struct reader *r)
{
    int v = 0;

    if (*r->at < '0' || *r->at > '9')
        return -1;
    for (; *r->at >= '0' && *r->at <= '9' && v <= REPEAT_MAX; r->at++)
        v = v * 10 + (*r->at - '0');
    return v;
}

static void read_interval(struct reader *r, size_t start)
{
    int least, most;

    r->at++;
    least = most = read_number(r);
    if (*r->at == ',') {
        r->at++;
        most = read_number(r); /* {2,}: for ever */
        if (most < 0 && *r->at != '}')
            least = -1;
    }
    if (least < 0 || *r->at != '}' || least > REPEAT_MAX ||
        most > REPEAT_MAX || (most >= 0 && most < least)) {
        refuse(r, "a repeat {m,n} takes whole numbers up to 100");
        return;
    }
    r->at++;
    repeat(r, start, least, most);
}

static void read_repeats(struct reader *r, size_t start)
{
    while (!r->problem && *r->at && strchr("*+?{", *r->at)) {
        if (*r->at == '{') {
            read_interval(r, start);
            continue;
        }
        repeat(r, start, *r->at == '+', *r->at == '?' ? 1 : -1);
        r->at++;
    }
}

/* ---- pieces */

static void read_group(struct reader *r)
{
    r->at++;
    if (++r->depth > GROUPS_MAX) {
        refuse(r, "more than 15 groups within each other");
        return;
    }
    read_choice(r);
    r->depth--;
    if (!r->problem && *r->at != ')')
        refuse(r, "the ( has no closing )");
    r->at += *r->at == ')';
}

static void read_escape(struct reader *r)
{
    static const struct {
        char letter;
        enum pattern_op op;
    } edges[] = {{'b', PATTERN_WORD_EDGE},
                 {'<', PATTERN_WORD_START},
                 {'>', PATTERN_WORD_END}};
    char c = r->at[1];
    const struct pattern_set *named = pattern_set_named(c, r->memory);

    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
        if (c != edges[i].letter)
            continue;
        insert_step(r, r->count, edges[i].op, 0, 0);
        r->at += 2;
        return;
    }
    if (named) {
        add_set(r, named);
        r->at += 2;
    } else if (c >= '1' && c <= '9') {
        refuse(r, "back-references are not allowed");
    } else if (!c || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
        refuse(r, "\\ goes before a sign, or one of b w W s S d < >");
    } else {
        r->at++;
        add_character(r);
    }
}

static void read_piece(struct reader *r)
{
    char c = *r->at;

    if (c == '(') {
        read_group(r);
    } else if (c == '[') {
        add_set(r, pattern_set_read(&r->at, r->memory, &r->problem));
    } else if (c == '\\') {
        read_escape(r);
    } else if (c == '*' || c == '+' || c == '?' || c == '{') {
        refuse(r, "here is nothing to repeat");
    } else if (c == '.' || c == '^' || c == '$') {
        insert_step(r, r->count,
                    c == '.'   ? PATTERN_ANY
                    : c == '^' ? PATTERN_START
                               : PATTERN_END,
                    0, 0);
        r->at++;
    } else {
        add_character(r);
    }
}

/* Pieces up to | or ) or the end. */
static void read_sequence(struct reader *r)
{
    while (!r->problem && *r->at && *r->at != '|' && *r->at != ')') {
        size_t start = r->count;

        read_piece(r);
        read_repeats(r, start);
    }
}

/* a|b: the rest is read whole before the jump over it is measured. */
static void read_choice(struct reader *r)
{
    size_t start = r->count, jump;

    read_sequence(r);
    if (r->problem || *r->at != '|')
        return;
    insert_step(r, start, PATTERN_SPLIT, 1, (ptrdiff_t)(r->count - start) + 2);
    jump = r->count;
    insert_step(r, jump, PATTERN_JUMP, 0, 0);
    r->at++;
    read_choice(r);
    if (!r->problem)
        r->steps[jump].x = (int16_t)(r->count - jump);
}

const struct pattern *pattern_compile(const char *text, struct arena *memory,
                                      const char **problem)
{
    struct reader r;
    struct pattern *p;

    r = (struct reader){.at = text, .memory = memory};
    if (!*text)
        refuse(&r, "an empty pattern matches everything");
    else if (strlen(text) > PATTERN_BYTES_MAX)
        refuse(&r, "the pattern is longer than 256 bytes");
    else
        read_choice(&r);
    if (!r.problem && *r.at)
        refuse(&r, "the ) has no opening (");
    *problem = r.problem;
    if (r.problem)
        return NULL;
    p = arena_new(memory, sizeof *p + r.count * sizeof *r.steps);
    p->count = r.count;
    memcpy(p->steps, r.steps, r.count * sizeof *r.steps);
    return p;
}
