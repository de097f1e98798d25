/* SPDX-License-Identifier: MIT */
/* HTML fragments to plain text, in one pass and without a tree. */
#include "tapewatch/base/html.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "eights.h"
#include "tapewatch/base/utf8.h"

/*
 * DESIGN. A tag begins only where a browser would see one ("<" and a letter,
 * "/", "!" or "?"), so that "1 < 2" survives. What is cut off in the middle
 * of a tag ends there. White space is not written when it is read but owed
 * until the next visible character, which collapses runs and trims both ends.
 */

struct entity {
    const char *name;
    uint32_t code;
};

static const struct entity entities[] = {
#define ENTITY(name, code) {#name, code},
#include "html_entities.def"
#undef ENTITY
};

enum { ENTITY_NAME_MAX = 8 };

static const char *const block_tags[] = { /* in order */
    "address", "article", "blockquote", "br", "dd",     "div",   "dl",
    "dt",      "figure",  "footer",     "h1", "h2",     "h3",    "h4",
    "h5",      "h6",      "header",     "hr", "li",     "ol",    "p",
    "pre",     "section", "table",      "td", "th",     "title", "tr",
    "ul",
};

/* In HTML the C1 range means windows-1252, whoever wrote it and how. */
static const uint16_t c1[32] = {
    0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
    0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,   0x017d, 0x8f,
    0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178,
};

enum owed { OWES_NOTHING, OWES_BLANK, OWES_LINE };

struct stripper {
    struct strbuf *out;
    size_t start; /* where our own text begins in `out` */
    enum owed owed;
};

uint32_t html_entity(const char *name, size_t n)
{
    size_t low = 0, high = sizeof entities / sizeof entities[0];

    if (n == 0 || n > ENTITY_NAME_MAX)
        return 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *here = entities[middle].name;
        int order = strncmp(name, here, n);

        if (order == 0 && strlen(here) == n)
            return entities[middle].code;
        if (order > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

static void owe(struct stripper *s, enum owed what)
{
    if (what > s->owed)
        s->owed = what;
}

static void put(struct stripper *s, const char *bytes, size_t n)
{
    if (s->owed != OWES_NOTHING && s->out->len > s->start)
        strbuf_add_char(s->out, s->owed == OWES_LINE ? '\n' : ' ');
    s->owed = OWES_NOTHING;
    strbuf_add_n(s->out, bytes, n);
}

static void put_code(struct stripper *s, uint32_t code)
{
    char bytes[4];

    if (code >= 0x80 && code <= 0x9f)
        code = c1[code - 0x80];
    if (code == 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
        code = 0xfffd;
    if (code <= ' ') {
        owe(s, OWES_BLANK);
        return;
    }
    put(s, bytes, utf8_put(bytes, code));
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Value of "123" or "x7b" of n bytes; false when it is no number. */
static bool read_reference(const char *s, size_t n, uint32_t *out)
{
    bool hex = n > 0 && (s[0] == 'x' || s[0] == 'X');
    uint32_t v = 0;
    size_t i = hex ? 1 : 0;

    if (i == n)
        return false;
    for (; i < n; i++) {
        char c = s[i];
        uint32_t digit;

        if (is_digit(c))
            digit = (uint32_t)(c - '0');
        else if (hex && (c | 0x20) >= 'a' && (c | 0x20) <= 'f')
            digit = (uint32_t)((c | 0x20) - 'a') + 10;
        else
            return false;
        v = v > 0x110000 ? v : v * (hex ? 16 : 10) + digit;
    }
    *out = v;
    return true;
}

/* At "&": writes what the reference means; a "&" of its own stays one. */
static const char *reference(struct stripper *s, const char *p,
                             const char *end)
{
    size_t most = (size_t)(end - p) < 13 ? (size_t)(end - p) : 13;
    const char *semicolon = memchr(p, ';', most);
    uint32_t code = 0;

    if (semicolon && p[1] == '#') {
        if (!read_reference(p + 2, (size_t)(semicolon - p - 2), &code))
            semicolon = NULL;
    } else if (semicolon) {
        code = html_entity(p + 1, (size_t)(semicolon - p - 1));
        if (code == 0)
            semicolon = NULL;
    }
    if (!semicolon) {
        put(s, "&", 1);
        return p + 1;
    }
    put_code(s, code);
    return semicolon + 1;
}

/* Behind the ">" that ends the tag at p; `end` when it was cut off. */
static const char *skip_tag(const char *p, const char *end)
{
    const char *close = memchr(p, '>', (size_t)(end - p));

    for (const char *q = p; close && q < close; q++) {
        if (*q != '"' && *q != '\'')
            continue;
        q = memchr(q + 1, *q, (size_t)(end - q - 1));
        if (!q) /* an odd quote: the first ">" it is */
            return close + 1;
        if (q > close)
            close = memchr(q, '>', (size_t)(end - q));
    }
    return close ? close + 1 : end;
}

static const char *skip_comment(const char *p, const char *end)
{
    for (p += 2; p + 3 <= end; p++)
        if (memcmp(p, "-->", 3) == 0)
            return p + 3;
    return end;
}

/* Behind "</name" and its ">", from p on. */
static const char *skip_content(const char *p, const char *end,
                                const char *name, size_t n)
{
    for (; p + 2 + n <= end; p++)
        if (p[0] == '<' && p[1] == '/' && strncasecmp(p + 2, name, n) == 0)
            return skip_tag(p, end);
    return end;
}

static bool is_block(const char *name, size_t n)
{
    char first = n > 0 ? (char)(name[0] | 0x20) : 0;
    size_t i = 0, count = sizeof block_tags / sizeof block_tags[0];

    while (i < count && block_tags[i][0] < first)
        i++;
    for (; i < count && block_tags[i][0] == first; i++)
        if (strlen(block_tags[i]) == n &&
            strncasecmp(block_tags[i], name, n) == 0)
            return true;
    return false;
}

static bool is_tag(const char *p, const char *end)
{
    return p + 1 < end &&
           (is_letter(p[1]) || p[1] == '/' || p[1] == '!' || p[1] == '?');
}

/* At "<" of a tag; returns what follows it (and its content, for those whose
 * content is no text). */
static const char *tag(struct stripper *s, const char *p, const char *end)
{
    const char *name = p + 1, *after;
    bool closes;
    size_t n = 0;

    if (end - p >= 4 && memcmp(p, "<!--", 4) == 0)
        return skip_comment(p + 2, end);
    closes = *name == '/';
    name += closes;
    while (name + n < end && (is_letter(name[n]) || is_digit(name[n])))
        n++;
    after = skip_tag(p, end);
    if (is_block(name, n))
        owe(s, OWES_LINE);
    if (closes)
        return after;
    if ((n == 6 && strncasecmp(name, "script", n) == 0) ||
        (n == 5 && strncasecmp(name, "style", n) == 0))
        return skip_content(after, end, name, n);
    return after;
}

/* True for the two bytes of a C1 character. */
static bool is_c1(const char *p, const char *end)
{
    return p + 1 < end && (unsigned char)p[0] == 0xc2 &&
           (unsigned char)p[1] >= 0x80 && (unsigned char)p[1] <= 0x9f;
}

/* Bytes that may mean more than themselves: blanks and what is below them,
 * "&", "<", and what C1 characters begin with. */
static const bool special[256] = {
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    ['&'] = true, ['<'] = true, [0xc2] = true,
};

static bool is_plain(char c)
{
    return !special[(unsigned char)c];
}

/* By eights: behind ASCII that is plain but for single blanks between. */
static const char *plain_eights(const char *p, const char *end)
{
    for (; end - p > EIGHTS; p += EIGHTS) {
        uint64_t eight = eights_at(p);
        uint64_t pairs = eights_that_are(eight, ' ') &
                         eights_that_are(eights_at(p + 1), ' ');

        if (eights_not_plain(eight) || eights_that_are(eight, '&') ||
            eights_that_are(eight, '<') || pairs ||
            (p[EIGHTS - 1] == ' ' && !is_plain(p[EIGHTS])))
            break;
    }
    return p;
}

/* How many bytes from p on are text that means nothing but itself: words, with
 * one blank between them. */
static size_t plain_run(const char *p, const char *end)
{
    const char *start = p;

    for (;;) {
        if (p < end && is_plain(*p))
            p = plain_eights(p, end);
        while (p < end && is_plain(*p))
            p++;
        if (p == start || end - p < 2 || *p != ' ' || !is_plain(p[1]))
            return (size_t)(p - start);
        p += 2;
    }
}

void html_text(struct strbuf *out, const char *html, size_t n)
{
    struct stripper s = {.out = out, .start = out->len};
    const char *p = html, *end = html + n;

    while (p < end) {
        size_t run = plain_run(p, end);

        if (run > 0) {
            put(&s, p, run);
            p += run;
        } else if (*p == '<' && is_tag(p, end)) {
            p = tag(&s, p, end);
        } else if (*p == '&') {
            p = reference(&s, p, end);
        } else if ((unsigned char)*p <= ' ') {
            owe(&s, OWES_BLANK);
            p++;
        } else if (is_c1(p, end)) {
            put_code(&s, (unsigned char)p[1]);
            p += 2;
        } else {
            put(&s, p, 1);
            p++;
        }
    }
}
