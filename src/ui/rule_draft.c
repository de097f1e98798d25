/* SPDX-License-Identifier: MIT */
/* Conditions taken apart at their topmost "and", and put together again. */
#include "rule_draft.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "tapewatch/base/mem.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/state/fields.h"

static const char *const ops[] = {"<=", ">=", "==", "!=", "<", ">", "~", "in"};
enum { OP_COUNT = sizeof ops / sizeof *ops };

static const struct {
    unsigned bit;
    const char *name;
} times[] = {{DRAFT_REGULAR, "regular"}, {DRAFT_PRE, "pre"},
             {DRAFT_POST, "post"}};
enum { TIME_COUNT = sizeof times / sizeof *times };

struct part { /* of a text that somebody holds */
    const char *at;
    size_t n;
};

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '.';
}

static bool is_text(struct part p, const char *text)
{
    return p.n == strlen(text) && strncmp(p.at, text, p.n) == 0;
}

static struct part trimmed(struct part p)
{
    while (p.n > 0 && isspace((unsigned char)p.at[0]))
        p.at++, p.n--;
    while (p.n > 0 && isspace((unsigned char)p.at[p.n - 1]))
        p.n--;
    return p;
}

static void copy(struct part p, char *out, size_t size)
{
    snprintf(out, size, "%.*s", (int)(p.n < size ? p.n : size - 1), p.at);
}

/* ---- taking apart */

/* Length of what stands at `at`: a string, a word, or one sign. */
static size_t token(const char *at)
{
    size_t n = 1;

    if (*at == '"') {
        while (at[n] && at[n] != '"')
            n += at[n] == '\\' && at[n + 1] ? 2 : 1;
        return at[n] ? n + 1 : n;
    }
    if (is_word(*at))
        while (is_word(at[n]))
            n++;
    return n;
}

/* The next topmost word `word` in [at, end); `end` when there is none. */
static const char *find_word(const char *at, const char *end,
                             const char *word)
{
    int depth = 0;

    while (at < end) {
        struct part p = {at, token(at)};

        depth += *at == '(' ? 1 : *at == ')' ? -1 : 0;
        if (depth == 0 && is_text(p, word))
            return at;
        at += p.n;
    }
    return end;
}

static bool has_word(struct part p, const char *word)
{
    return find_word(p.at, p.at + p.n, word) < p.at + p.n;
}

static void take_word(struct part *p, struct part *out)
{
    *p = trimmed(*p);
    *out = (struct part){p->at, 0};
    while (out->n < p->n && is_word(p->at[out->n]))
        out->n++;
    p->at += out->n;
    p->n -= out->n;
    *p = trimmed(*p);
}

static const char *take_op(struct part *p)
{
    for (int i = 0; i < OP_COUNT; i++) {
        size_t n = strlen(ops[i]);

        if (p->n < n || strncmp(p->at, ops[i], n) != 0 ||
            (ops[i][0] == 'i' && p->n > n && is_word(p->at[n])))
            continue;
        p->at += n;
        p->n -= n;
        *p = trimmed(*p);
        return ops[i];
    }
    return NULL;
}

/* One value and no sum of several: no blank outside strings and brackets. */
static bool is_value(struct part p)
{
    const char *end = p.at + p.n;
    int depth = 0;

    for (const char *at = p.at; at < end; at += token(at)) {
        depth += *at == '(' ? 1 : *at == ')' ? -1 : 0;
        if (depth == 0 && isspace((unsigned char)*at))
            return false;
    }
    return p.n > 0 && p.n < DRAFT_VALUE_MAX && depth == 0;
}

/* "NVDA" or @chips or @"AI & more": what stands in it; false for others. */
static bool unquoted(struct part p, char sign, char *out, size_t size)
{
    if (sign) {
        if (p.n < 2 || p.at[0] != sign)
            return false;
        p.at++;
        p.n--;
    }
    if (p.n >= 2 && p.at[0] == '"' && p.at[p.n - 1] == '"')
        p = (struct part){p.at + 1, p.n - 2};
    else if (!sign)
        return false;
    if (p.n == 0 || p.n >= size || memchr(p.at, '"', p.n) ||
        memchr(p.at, '\\', p.n))
        return false;
    copy(p, out, size);
    return true;
}

static bool read_scope(struct rule_draft *d, const char *op, struct part value)
{
    if (d->scope != DRAFT_ALL)
        return false;
    if (strcmp(op, "==") == 0 &&
        unquoted(value, '\0', d->whom, sizeof d->whom)) {
        d->scope = DRAFT_SYMBOL;
    } else if (strcmp(op, "in") == 0 &&
               unquoted(value, '@', d->whom, sizeof d->whom)) {
        d->scope = DRAFT_LIST;
        if (strcmp(d->whom, "portfolio") == 0) {
            d->scope = DRAFT_PORTFOLIO;
            d->whom[0] = '\0';
        }
    }
    return d->scope != DRAFT_ALL;
}

static unsigned time_bit(struct part name)
{
    char text[16];

    if (!unquoted(name, '\0', text, sizeof text))
        return 0;
    for (int i = 0; i < TIME_COUNT; i++)
        if (strcmp(times[i].name, text) == 0)
            return times[i].bit;
    return 0;
}

/* session == "pre", session in ("pre", "post"). */
static bool read_during(struct rule_draft *d, const char *op,
                        struct part value)
{
    unsigned bits = 0;
    size_t n;

    if (d->during != DRAFT_ANY_TIME)
        return false;
    if (strcmp(op, "==") == 0) {
        bits = time_bit(value);
    } else if (strcmp(op, "in") == 0 && value.n > 2 && value.at[0] == '(' &&
               value.at[value.n - 1] == ')') {
        value = (struct part){value.at + 1, value.n - 2};
        for (; value.n > 0; value.at += n, value.n -= n) {
            const char *comma = memchr(value.at, ',', value.n);
            struct part one = {value.at, comma ? (size_t)(comma - value.at)
                                               : value.n};
            unsigned bit = time_bit(trimmed(one));

            if (!bit)
                return false;
            bits |= bit;
            n = one.n + (comma ? 1 : 0);
        }
    }
    if (bits && bits != DRAFT_ANY_TIME)
        d->during = bits;
    return bits && bits != DRAFT_ANY_TIME;
}

static bool read_condition(struct rule_draft *d, struct part name,
                           const char *op, struct part value)
{
    struct field_table fields = fields_of_listing();
    struct draft_condition *c = &d->conditions[d->count];
    char text[DRAFT_FIELD_MAX];

    if (d->count == DRAFT_CONDITIONS || name.n >= sizeof text)
        return false;
    copy(name, text, sizeof text);
    if (!field_find(fields.fields, fields.count, text))
        return false;
    copy(name, c->field, sizeof c->field);
    snprintf(c->op, sizeof c->op, "%s", op);
    copy(value, c->value, sizeof c->value);
    d->count++;
    return true;
}

static bool read_one(struct rule_draft *d, struct part one)
{
    struct part name, value = one;
    const char *op;

    take_word(&value, &name);
    op = name.n ? take_op(&value) : NULL;
    if (!op || !is_value(value))
        return false;
    if (is_text(name, "symbol") && read_scope(d, op, value))
        return true;
    if (is_text(name, "session") && read_during(d, op, value))
        return true;
    return read_condition(d, name, op, value);
}

static void keep_rest(struct rule_draft *d, struct part one)
{
    size_t n = strlen(d->rest);

    snprintf(d->rest + n, sizeof d->rest - n, "%s%.*s", n ? " and " : "",
             (int)one.n, one.at);
}

/* "(a and b)": what stands between brackets that go around all of it. */
static bool unbracketed(struct part p, struct part *out)
{
    const char *end = p.at + p.n;
    int depth = 0;

    if (p.n < 2 || *p.at != '(')
        return false;
    for (const char *at = p.at; at < end; at += token(at)) {
        depth += *at == '(' ? 1 : *at == ')' ? -1 : 0;
        if (depth == 0 && at + 1 < end)
            return false;
    }
    *out = trimmed((struct part){p.at + 1, p.n - 2});
    return depth == 0;
}

/* Conditions that all have to be; brackets around some of those do nothing. */
static void read_all(struct rule_draft *d, struct part all)
{
    const char *at = all.at, *end = all.at + all.n;

    while (at < end) {
        const char *to = find_word(at, end, "and");
        struct part one = trimmed((struct part){at, (size_t)(to - at)});
        struct part within;

        if (unbracketed(one, &within) && !has_word(within, "or"))
            read_all(d, within);
        else if (one.n > 0 && !read_one(d, one))
            keep_rest(d, one);
        at = to < end ? to + strlen("and") : end;
    }
}

void draft_read(const char *when, struct rule_draft *out)
{
    struct part all = trimmed((struct part){when, strlen(when)});

    *out = (struct rule_draft){.during = DRAFT_ANY_TIME};
    if (has_word(all, "or"))
        keep_rest(out, all);
    else
        read_all(out, all);
}

/* ---- putting together */

static void add(struct strbuf *out, const char *text)
{
    strbuf_format(out, "%s%s", out->len ? " and " : "", text);
}

static bool is_plain_name(const char *name)
{
    for (const char *c = name; *c; c++)
        if (!isalnum((unsigned char)*c) && *c != '_' && *c != '-')
            return false;
    return isalpha((unsigned char)*name) != 0;
}

static void add_scope(struct strbuf *out, const struct rule_draft *d)
{
    char text[LIST_NAME_MAX + 32];
    const char *quote = is_plain_name(d->whom) ? "" : "\"";

    if (d->scope == DRAFT_PORTFOLIO)
        add(out, "symbol in @portfolio");
    if (!d->whom[0])
        return;
    if (d->scope == DRAFT_LIST)
        snprintf(text, sizeof text, "symbol in @%s%s%s", quote, d->whom,
                 quote);
    else
        snprintf(text, sizeof text, "symbol == \"%s\"", d->whom);
    if (d->scope == DRAFT_LIST || d->scope == DRAFT_SYMBOL)
        add(out, text);
}

static void add_during(struct strbuf *out, unsigned during)
{
    const char *comma = "";

    if (!during || (during & DRAFT_ANY_TIME) == DRAFT_ANY_TIME)
        return;
    add(out, "session in (");
    for (int i = 0; i < TIME_COUNT; i++) {
        if (!(during & times[i].bit))
            continue;
        strbuf_format(out, "%s\"%s\"", comma, times[i].name);
        comma = ", ";
    }
    strbuf_add(out, ")");
}

bool draft_write(const struct rule_draft *d, char *out, size_t size)
{
    struct part rest = {d->rest, strlen(d->rest)};
    struct strbuf text = {0};
    bool is_alone, fits;

    add_scope(&text, d);
    for (size_t i = 0; i < d->count; i++) {
        const struct draft_condition *c = &d->conditions[i];

        if (c->field[0] && c->value[0]) {
            add(&text, c->field);
            strbuf_format(&text, " %s %s", c->op, c->value);
        }
    }
    is_alone = text.len == 0 && (!d->during || d->during == DRAFT_ANY_TIME);
    if (rest.n > 0 && !is_alone && has_word(rest, "or")) {
        add(&text, "(");
        strbuf_format(&text, "%s)", d->rest);
    } else if (rest.n > 0) {
        add(&text, d->rest);
    }
    add_during(&text, d->during);
    fits = text.len < size;
    if (fits)
        name_copy(out, size, strbuf_text(&text));
    strbuf_done(&text);
    return fits;
}

const char *draft_next_op(const char *op, int step)
{
    static const char *const round[] = {"<=", "<", ">=", ">", "==", "!=",
                                        "~", "in"};
    int n = sizeof round / sizeof *round;

    for (int i = 0; i < n; i++)
        if (strcmp(round[i], op) == 0)
            return round[(i + step + n) % n];
    return round[0];
}
