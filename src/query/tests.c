/* SPDX-License-Identifier: MIT */
/* What follows ~ and in: patterns, texts in brackets, @lists. */
#include <string.h>
#include <strings.h>

#include "parser.h"
#include "pattern.h"
#include "tapewatch/base/strbuf.h"

enum { STEPS_OF_PATTERN = 50 }; /* for each of its own */

/* ~ "pattern" */
static enum kind parse_match(struct cursor *p)
{
    const char *problem, *place = p->token.start;
    const struct pattern *pattern;

    if (p->token.kind != TOKEN_TEXT)
        return cursor_fail(p, place, "~ takes a pattern in quotes");
    pattern = parser_pattern(p, &problem);
    if (!pattern)
        return cursor_fail(p, place, problem);
    cursor_emit(p, (struct code){.op = OP_MATCH, .of.pattern = pattern});
    return KIND_BOOL;
}

/* in ("A", "B") */
static enum kind parse_in(struct cursor *p)
{
    struct code c = {.op = OP_IN};
    struct strbuf texts = {0};
    char *kept;

    if (!cursor_need_sign(p, "("))
        return KIND_WRONG;
    do {
        const char *text;

        if (p->token.kind != TOKEN_TEXT) {
            strbuf_done(&texts);
            return cursor_fail(p, p->token.start, "in takes texts in quotes");
        }
        text = cursor_text(p);
        strbuf_add_n(&texts, text, strlen(text) + 1);
        c.count++;
        cursor_advance(p);
    } while (cursor_take_sign(p, ","));
    kept = arena_new(&p->query->memory, texts.len);
    memcpy(kept, texts.text, texts.len);
    strbuf_done(&texts);
    c.of.texts = kept;
    cursor_emit(p, c);
    return cursor_need_sign(p, ")") ? KIND_BOOL : KIND_WRONG;
}

static bool knows_list(const struct language *l, const char *name)
{
    for (size_t i = 0; i < l->list_count; i++)
        if (strcasecmp(l->lists[i], name) == 0)
            return true;
    return l->lists == NULL;
}

/* in @chips */
static enum kind parse_in_list(struct cursor *p)
{
    struct code c = {.op = OP_IN_LIST};
    const char *name;

    if (!p->language->in_list)
        return cursor_fail(p, p->token.start, "there are no lists here");
    if (*p->token.start == '"')
        name = cursor_text(p);
    else
        name = arena_text_n(&p->query->memory, p->token.start, p->token.n);
    if (!knows_list(p->language, name))
        return cursor_fail_unknown(p, "list", p->language->lists,
                                   p->language->list_count);
    c.of.texts = name;
    cursor_emit(p, c);
    cursor_advance(p);
    return KIND_BOOL;
}

enum kind parser_text_test(struct cursor *p, enum kind left)
{
    bool is_match = cursor_is_sign(p, "~");

    if (left != KIND_TEXT && left != KIND_LIST)
        return cursor_fail(
            p, p->token.start,
            "the left side of ~ and in must be a text or a list");
    cursor_advance(p);
    if (is_match)
        return parse_match(p);
    return p->token.kind == TOKEN_LIST ? parse_in_list(p) : parse_in(p);
}

const struct pattern *parser_pattern(struct cursor *p, const char **problem)
{
    const char *place = p->token.start;
    const struct pattern *pattern =
        pattern_compile(cursor_text(p), &p->query->memory, problem);

    if (!pattern)
        return NULL;
    if (!cursor_spend(p, place, STEPS_OF_PATTERN * pattern->count)) {
        *problem = "too many patterns";
        return NULL;
    }
    cursor_advance(p);
    return pattern;
}
