/* SPDX-License-Identifier: MIT */
/* Reads the head of a reply: the few headers that we use. */
#include "http_parts.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "tapewatch/base/civil.h"

/* Copies a header's value without edge blanks. One that does not fit, or has
 * bytes that are not plain text, is as good as absent: half a validator or
 * half an address is worse than none. */
static void copy_value(char *out, size_t size, const char *s, size_t n)
{
    while (n > 0 && (*s == ' ' || *s == '\t'))
        s++, n--;
    while (n > 0 && isspace((unsigned char)s[n - 1]))
        n--;
    out[0] = '\0';
    if (n >= size)
        return;
    for (size_t i = 0; i < n; i++)
        if (s[i] < ' ' || s[i] > '~')
            return;
    memcpy(out, s, n);
    out[n] = '\0';
}

void http_head_line(struct http_head *h, const char *line, size_t n)
{
    char date[64] = "";
    const struct {
        const char *name;
        char *out;
        size_t size;
    } wanted[] = {
        {"etag", h->etag, sizeof(h->etag)},
        {"last-modified", h->last_modified, sizeof(h->last_modified)},
        {"content-type", h->content_type, sizeof(h->content_type)},
        {"location", h->location, sizeof(h->location)},
        {"retry-after", h->retry_after, sizeof(h->retry_after)},
        {"date", date, sizeof(date)},
    };
    const char *colon = memchr(line, ':', n);

    if (n > 5 && strncasecmp(line, "HTTP/", 5) == 0) {
        /* A new head: what the redirect before it said is void, but where
         * it pointed to is needed when that is refused. */
        char location[sizeof(h->location)];
        memcpy(location, h->location, sizeof(location));
        *h = (struct http_head){0};
        memcpy(h->location, location, sizeof(location));
        return;
    }
    if (!colon)
        return;
    for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
        size_t length = strlen(wanted[i].name);
        if ((size_t)(colon - line) == length &&
            strncasecmp(line, wanted[i].name, length) == 0)
            copy_value(wanted[i].out, wanted[i].size, colon + 1,
                       n - length - 1);
    }
    if (date[0])
        (void)civil_parse_feed_date(date, &h->date_ms);
}

int64_t http_head_retry_ms(const struct http_head *h, int64_t now_ms)
{
    int64_t at = 0, seconds = 0;
    const char *s = h->retry_after;

    if (s[0] == '\0')
        return 0;
    if (strspn(s, "0123456789") == strlen(s)) {
        for (; *s && seconds < 1000000; s++)
            seconds = seconds * 10 + (*s - '0');
        return seconds * 1000;
    }
    if (!civil_parse_feed_date(s, &at))
        return 0;
    at -= h->date_ms ? h->date_ms : now_ms;
    return at > 0 ? at : 0;
}
