/* SPDX-License-Identifier: MIT */
/* Which encoding a document has, and the document in UTF-8. */
#include <errno.h>
#include <iconv.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "eights.h"
#include "tapewatch/base/utf8.h"
#include "xml_steps.h"

enum { DECLARATION_MAX = 200, CHARSET_MAX = 40 };

struct encoding {
    char name[CHARSET_MAX];
    size_t unit; /* bytes to skip after a bad one */
    size_t bom;  /* bytes of the byte order mark */
};

/* Only plain names reach iconv: no "//IGNORE", no path. */
static bool set_name(struct encoding *e, const char *name, size_t n)
{
    if (n == 0 || n >= sizeof e->name)
        return false;
    for (size_t i = 0; i < n; i++) {
        char c = name[i];

        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
              (c >= '0' && c <= '9') || strchr("-_.:+", c)) ||
            c == '\0')
            return false;
    }
    *e = (struct encoding){.unit = 1};
    memcpy(e->name, name, n);
    return true;
}

/* By its first bytes: a byte order mark, or "<?" in sixteen bits. */
static bool by_first_bytes(struct encoding *e, const char *bytes, size_t n)
{
    static const struct {
        const char *bytes, *name;
        size_t n, unit, bom;
    } marks[] = {
        {"\xef\xbb\xbf", "UTF-8", 3, 1, 3},
        {"\xff\xfe\0\0", "UTF-32LE", 4, 4, 4},
        {"\0\0\xfe\xff", "UTF-32BE", 4, 4, 4},
        {"\xff\xfe", "UTF-16LE", 2, 2, 2},
        {"\xfe\xff", "UTF-16BE", 2, 2, 2},
        {"<\0?\0", "UTF-16LE", 4, 2, 0},
        {"\0<\0?", "UTF-16BE", 4, 2, 0},
    };

    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (n < marks[i].n || memcmp(bytes, marks[i].bytes, marks[i].n) != 0)
            continue;
        *e = (struct encoding){.unit = marks[i].unit, .bom = marks[i].bom};
        memcpy(e->name, marks[i].name, strlen(marks[i].name) + 1);
        return true;
    }
    return false;
}

/* By encoding="..." in the XML declaration. */
static bool by_declaration(struct encoding *e, const char *bytes, size_t n)
{
    char head[DECLARATION_MAX + 1];
    const char *at, *end;
    size_t kept = n < DECLARATION_MAX ? n : DECLARATION_MAX;

    memcpy(head, bytes, kept);
    head[kept] = '\0'; /* a NUL inside only makes it shorter */
    at = strstr(head, "<?xml");
    end = at ? strstr(at, "?>") : NULL;
    at = at ? strstr(at, "encoding") : NULL;
    if (!at || (end && at > end))
        return false;
    at += strlen("encoding");
    at += strspn(at, " \t\r\n=");
    if (*at != '"' && *at != '\'')
        return false;
    end = strchr(at + 1, *at);
    if (!end || !set_name(e, at + 1, (size_t)(end - at - 1)))
        return false;
    /* These bytes were read one by one, so they cannot be wider. */
    return strncasecmp(e->name, "utf-16", 6) != 0 &&
           strncasecmp(e->name, "utf-32", 6) != 0 &&
           strncasecmp(e->name, "ucs", 3) != 0;
}

static struct encoding find(const char *bytes, size_t n, const char *charset)
{
    struct encoding e;

    if (by_first_bytes(&e, bytes, n) || by_declaration(&e, bytes, n) ||
        (charset && set_name(&e, charset, strlen(charset))))
        return e;
    return (struct encoding){.name = "UTF-8", .unit = 1};
}

/* False when the encoding is not known here. */
static bool convert(struct strbuf *out, const char *bytes, size_t n,
                    const struct encoding *e)
{
    char piece[4096];
    char *in; /* iconv takes it so, and leaves the bytes alone */
    size_t left = n;
    iconv_t cd = iconv_open("UTF-8", e->name);

    if (cd == (iconv_t)-1)
        return false;
    memcpy(&in, &bytes, sizeof in);
    while (left > 0) {
        char *to = piece;
        size_t room = sizeof piece;
        size_t done = iconv(cd, &in, &left, &to, &room);
        int reason = errno;

        strbuf_add_n(out, piece, sizeof piece - room);
        if (done != (size_t)-1 || reason == E2BIG)
            continue;
        strbuf_add(out, "\xef\xbf\xbd");
        if (reason != EILSEQ || left < e->unit)
            break; /* cut off in the middle of a character */
        in += e->unit;
        left -= e->unit;
    }
    iconv_close(cd);
    return true;
}

static bool is_forbidden(uint32_t c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') ||
           c == 0xfffe || c == 0xffff;
}

static bool is_plain(char c)
{
    return (c >= 0x20 && (unsigned char)c < 0x80) || c == '\n' ||
           c == '\t' || c == '\r';
}

/* How many bytes from p on are ASCII that XML allows. */
static size_t plain_run(const char *p, const char *end)
{
    const char *start = p;

    for (;;) {
        while (end - p >= EIGHTS && !eights_not_plain(eights_at(p)))
            p += EIGHTS;
        if (p == end || !is_plain(*p))
            return (size_t)(p - start);
        p++;
    }
}

/* Most text is ASCII: copied whole. */
void xml_clean(struct strbuf *out, const char *bytes, size_t n)
{
    const char *p = bytes, *end = bytes + n;

    while (p < end && strchr(" \t\r\n", *p) && *p)
        p++; /* "<?xml" must come first */
    while (p < end) {
        size_t run = plain_run(p, end);
        char put[4];
        uint32_t c;

        strbuf_add_n(out, p, run);
        p += run;
        if (p == end)
            return;
        c = utf8_next(&p, end);
        if (!is_forbidden(c))
            strbuf_add_n(out, put, utf8_put(put, c));
    }
}

static bool is_utf8(const struct encoding *e)
{
    return strcasecmp(e->name, "utf-8") == 0 ||
           strcasecmp(e->name, "utf8") == 0;
}

bool xml_is_utf8(const char **bytes, size_t *n, const char *charset)
{
    struct encoding e = find(*bytes, *n, charset);
    const char *start = *bytes + e.bom;

    if (!is_utf8(&e) || e.bom == *n || strchr(" \t\r\n", *start))
        return false; /* "<?xml" must come first */
    *n -= e.bom;
    *bytes = start;
    return true;
}

void xml_to_utf8(struct strbuf *out, const char *bytes, size_t n,
                 const char *charset)
{
    struct encoding e = find(bytes, n, charset);
    struct strbuf converted = {0};

    bytes += e.bom;
    n -= e.bom;
    if (is_utf8(&e) || !convert(&converted, bytes, n, &e))
        xml_clean(out, bytes, n);
    else
        xml_clean(out, strbuf_text(&converted), converted.len);
    strbuf_done(&converted);
}
