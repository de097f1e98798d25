/* SPDX-License-Identifier: MIT */
/* The members of an object in raw JSON text, without building them. */
#include "tapewatch/base/json.h"

#include <string.h>

struct scan {
    const char *start, *at, *end;
};

static void skip_blanks(struct scan *s)
{
    while (s->at < s->end && (*s->at == ' ' || *s->at == '\n' ||
                              *s->at == '\t' || *s->at == '\r'))
        s->at++;
}

static bool take(struct scan *s, char c)
{
    skip_blanks(s);
    if (s->at == s->end || *s->at != c)
        return false;
    s->at++;
    return true;
}

/* From the opening quote to behind the closing one. */
static bool skip_string(struct scan *s)
{
    const char *p = s->at + 1;

    while ((p = memchr(p, '"', (size_t)(s->end - p))) != NULL) {
        const char *back = p;

        while (back - 1 > s->at && back[-1] == '\\')
            back--;
        p++;
        if ((p - 1 - back) % 2 == 0) {
            s->at = p;
            return true;
        }
    }
    return false;
}

static bool skip_nested(struct scan *s)
{
    size_t depth = 0;

    while (s->at < s->end) {
        char c = *s->at;

        if (c == '"') {
            if (!skip_string(s))
                return false;
            continue;
        }
        s->at++;
        if (c == '{' || c == '[')
            depth++;
        else if ((c == '}' || c == ']') && --depth == 0)
            return true;
    }
    return false;
}

static bool skip_value(struct scan *s)
{
    const char *from = s->at;

    if (s->at == s->end)
        return false;
    if (*s->at == '"')
        return skip_string(s);
    if (*s->at == '{' || *s->at == '[')
        return skip_nested(s);
    while (s->at < s->end && !strchr(",}] \t\r\n", *s->at))
        s->at++;
    /* A number that the end cuts off looks whole. */
    return s->at > from && s->at < s->end;
}

static enum err broken(const struct scan *s, struct why *why)
{
    return why_set(why, ERR_SYNTAX, "not JSON at byte %zu",
                   (size_t)(s->at - s->start));
}

static bool read_member(struct scan *s, struct json_piece *key,
                        struct json_piece *value)
{
    skip_blanks(s);
    key->at = s->at + 1;
    if (s->at == s->end || *s->at != '"' || !skip_string(s))
        return false;
    key->n = (size_t)(s->at - 1 - key->at);
    if (!take(s, ':'))
        return false;
    skip_blanks(s);
    value->at = s->at;
    if (!skip_value(s))
        return false;
    value->n = (size_t)(s->at - value->at);
    return true;
}

static void skip_mark(struct scan *s)
{
    if (s->end - s->at >= 3 && memcmp(s->at, "\xef\xbb\xbf", 3) == 0)
        s->at += 3;
}

enum err json_members(struct json_piece object,
                      bool (*member)(void *self, struct json_piece key,
                                     struct json_piece value),
                      void *self, struct why *why)
{
    struct scan s = {object.at, object.at, object.at + object.n};
    struct json_piece key, value;

    skip_mark(&s);
    if (!take(&s, '{'))
        return broken(&s, why);
    if (take(&s, '}'))
        goto end;
    do {
        if (!read_member(&s, &key, &value))
            return broken(&s, why);
        if (!member(self, key, value))
            return ERR_OK;
    } while (take(&s, ','));
    if (!take(&s, '}'))
        return broken(&s, why);
end:
    skip_blanks(&s);
    return s.at == s.end ? ERR_OK : broken(&s, why);
}
