/* SPDX-License-Identifier: MIT */
/* Mends what the web most often breaks in XML: bare "&", bad references. */
#include <stdint.h>
#include <string.h>

#include "tapewatch/base/html.h"
#include "tapewatch/base/utf8.h"
#include "xml_steps.h"

enum { REFERENCE_MAX = 12 };

/* The number of "&#39;" or "&#x27;" (digits between s and end). */
static bool number(const char *s, const char *end, uint32_t *out)
{
    bool hex = s < end && *s == 'x';
    uint32_t v = 0;

    s += hex;
    if (s == end)
        return false;
    for (; s < end; s++) {
        uint32_t digit;

        if (*s >= '0' && *s <= '9')
            digit = (uint32_t)(*s - '0');
        else if (hex && (*s | 0x20) >= 'a' && (*s | 0x20) <= 'f')
            digit = (uint32_t)((*s | 0x20) - 'a') + 10;
        else
            return false;
        v = v > 0x110000 ? v : v * (hex ? 16 : 10) + digit;
    }
    *out = v;
    return true;
}

static bool is_char(uint32_t c)
{
    return c == '\t' || c == '\n' || c == '\r' ||
           (c >= 0x20 && c < 0xd800) || (c >= 0xe000 && c < 0xfffe) ||
           (c >= 0x10000 && c <= 0x10ffff);
}

static bool is_predefined(const char *name, size_t n)
{
    static const char *const names[] = {"amp", "lt", "gt", "quot", "apos"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strlen(names[i]) == n && memcmp(names[i], name, n) == 0)
            return true;
    return false;
}

/* At "&": appends what may stand there; returns what follows. */
static const char *reference(struct strbuf *out, const char *p,
                             const char *end, bool *changed)
{
    size_t most = (size_t)(end - p);
    const char *last =
        memchr(p, ';', most < REFERENCE_MAX ? most : REFERENCE_MAX);
    char put[4];
    uint32_t c = 0;

    if (last && p[1] == '#' && number(p + 2, last, &c)) {
        if (is_char(c)) {
            strbuf_add_n(out, p, (size_t)(last + 1 - p));
        } else {
            strbuf_add(out, "\xef\xbf\xbd");
            *changed = true;
        }
        return last + 1;
    }
    if (last && is_predefined(p + 1, (size_t)(last - p - 1))) {
        strbuf_add_n(out, p, (size_t)(last + 1 - p));
        return last + 1;
    }
    *changed = true;
    c = last ? html_entity(p + 1, (size_t)(last - p - 1)) : 0;
    if (c) { /* a standalone document may not use names of HTML */
        strbuf_add_n(out, put, utf8_put(put, c));
        return last + 1;
    }
    strbuf_add(out, "&amp;");
    return p + 1;
}

bool xml_repair(struct strbuf *out, const char *text, size_t n)
{
    const char *p = text, *end = text + n;
    bool changed = false;

    while (p < end) {
        const char *stop = p;

        while (stop < end && *stop != '&' && *stop != '<')
            stop++;
        if (stop < end && *stop == '<') {
            bool cdata = end - stop >= 9 && memcmp(stop, "<![CDATA[", 9) == 0;
            const char *close =
                cdata ? memmem(stop, (size_t)(end - stop), "]]>", 3) : NULL;

            stop = !cdata ? stop + 1 : close ? close + 3 : end;
        }
        strbuf_add_n(out, p, (size_t)(stop - p));
        p = stop;
        if (p < end && *p == '&')
            p = reference(out, p, end, &changed);
    }
    return changed;
}
