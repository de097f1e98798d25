/* SPDX-License-Identifier: MIT */
/* Runs a pattern on a text: all ways at once, character by character. */
#include <string.h>

#include "pattern.h"
#include "tapewatch/base/utf8.h"
#include "tapewatch/query/query.h"

/* Steps that wait for the next character; each stands in it once. */
struct ways {
    size_t count;
    uint16_t at[PATTERN_STEPS_MAX + 1];
};

struct matcher {
    const struct pattern *p;
    uint32_t before, next; /* characters around the place; 0: none */
    size_t work;
    bool is_found;
    uint16_t todo[2 * PATTERN_STEPS_MAX + 2];
    bool is_seen[PATTERN_STEPS_MAX + 1];
};

static bool is_word(uint32_t c)
{
    return c == '_' || (c >= '0' && c <= '9') || utf8_is_letter(c);
}

static bool is_at_edge(const struct matcher *m, enum pattern_op op)
{
    bool before = is_word(m->before), next = is_word(m->next);

    switch ((int)op) {
    case PATTERN_START:
        return m->before == 0;
    case PATTERN_END:
        return m->next == 0;
    case PATTERN_WORD_START:
        return !before && next;
    case PATTERN_WORD_END:
        return before && !next;
    }
    return before != next;
}

/* Follows all that takes no character, from one step on. Each step is put
 * off at most twice (by a split), so `todo` has room. */
static void follow(struct matcher *m, size_t from, struct ways *out)
{
    size_t n = 0;

    m->todo[n++] = (uint16_t)from;
    while (n > 0) {
        size_t at = m->todo[--n];
        const struct pattern_step *s = &m->p->steps[at];

        if (m->is_seen[at])
            continue;
        m->is_seen[at] = true;
        m->work++;
        if (at == m->p->count) {
            m->is_found = true;
            return;
        }
        if (s->op == PATTERN_SPLIT || s->op == PATTERN_JUMP)
            m->todo[n++] = (uint16_t)((ptrdiff_t)at + s->x);
        if (s->op == PATTERN_SPLIT)
            m->todo[n++] = (uint16_t)((ptrdiff_t)at + s->y);
        else if (s->op <= PATTERN_SET)
            out->at[out->count++] = (uint16_t)at;
        else if (s->op >= PATTERN_START && is_at_edge(m, s->op))
            m->todo[n++] = (uint16_t)(at + 1);
    }
}

static bool takes(const struct pattern_step *s, uint32_t c, uint32_t lower)
{
    if (s->op == PATTERN_CHARACTER)
        return s->of.c == lower;
    return s->op == PATTERN_ANY || pattern_set_has(s->of.set, c);
}

/* The ways behind the character m->before. */
static void step(struct matcher *m, const struct ways *from, struct ways *to)
{
    uint32_t lower = utf8_lower(m->before);

    for (size_t i = 0; i < from->count && !m->is_found; i++) {
        m->work++;
        if (takes(&m->p->steps[from->at[i]], m->before, lower))
            follow(m, from->at[i] + 1u, to);
    }
}

bool pattern_matches(const struct pattern *p, const char *text, size_t *work)
{
    struct matcher m;
    struct ways ways[2];
    const char *end = text + strlen(text);
    int now = 0;

    m.p = p;
    m.work = 0;
    m.is_found = false;
    m.before = 0;
    ways[0].count = 0;
    for (;;) {
        const char *ahead = text;

        m.next = utf8_next(&ahead, end);
        memset(m.is_seen, 0, p->count + 1);
        ways[!now].count = 0;
        if (m.before)
            step(&m, &ways[now], &ways[!now]);
        if (!m.is_found)
            follow(&m, 0, &ways[!now]); /* it may begin anywhere */
        now = !now;
        if (m.is_found || text == end)
            break;
        m.before = m.next;
        text = ahead;
    }
    if (work)
        *work += m.work;
    return m.is_found;
}

bool query_matches(const struct pattern *p, const char *text)
{
    return pattern_matches(p, text, NULL);
}
