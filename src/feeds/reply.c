/* SPDX-License-Identifier: MIT */
/* Classifies a reply before anybody parses it. */
#include "reply.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

const char *reply_source(const struct reply *reply, const char *provider)
{
    return reply->request && reply->request->source[0]
               ? reply->request->source
               : provider;
}

void reply_prefix(const struct reply *reply, const char *source,
                  struct why *why)
{
    char place[SOURCE_MAX + SYMBOL_MAX + 2];

    (void)snprintf(place, sizeof place, "%s", source);
    if (reply->request && reply->request->symbol_count == 1)
        (void)snprintf(place, sizeof place, "%s: %s", source,
                       reply->request->symbols[0]);
    why_prefix(why, place);
}

enum err reply_status(const struct reply *reply, const char *source,
                      struct why *why)
{
    if (reply->failure != REPLY_DONE)
        return why_set(why, ERR_IO, "%s: %s", source,
                       reply->error[0] ? reply->error : "no reply");
    switch (reply->status) {
    case 0: /* a file */
    case 200:
    case 203:
        return ERR_OK;
    case 429:
        return why_set(why, ERR_REFUSED,
                       "%s: too many requests (HTTP 429), asking less often",
                       source);
    case 401:
    case 403:
        return why_set(why, ERR_REFUSED, "%s: refused (HTTP %ld)", source,
                       reply->status);
    case 404:
    case 410:
        return why_set(why, ERR_NOT_FOUND, "%s: not there (HTTP %ld)", source,
                       reply->status);
    default:
        return why_set(why, ERR_IO, "%s: HTTP %ld", source, reply->status);
    }
}

/* Behind blanks and a byte order mark. */
static const char *first(const struct reply *reply, const char *end)
{
    const char *p = reply->body;

    if (end - p >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
        p += 3;
    while (p < end && (*p == ' ' || (*p >= '\t' && *p <= '\r')))
        p++;
    return p;
}

char reply_first_byte(const struct reply *reply)
{
    const char *end, *p;

    if (reply->size == 0)
        return 0;
    end = reply->body + reply->size;
    p = first(reply, end);
    return p < end ? *p : '\0';
}

static bool begins(const char *p, const char *end, const char *word)
{
    size_t n = strlen(word);

    return (size_t)(end - p) >= n && strncasecmp(p, word, n) == 0;
}

bool reply_is_html(const struct reply *reply)
{
    const char *end, *p;

    if (reply->size == 0)
        return false;
    end = reply->body + reply->size;
    p = first(reply, end);
    while (begins(p, end, "<!--") || begins(p, end, "<?")) {
        const char *close = begins(p, end, "<?") ? "?>" : "-->";

        p = memmem(p, (size_t)(end - p), close, strlen(close));
        if (!p)
            return false;
        for (p += strlen(close); p < end && strchr(" \t\r\n", *p) && *p; p++)
            ;
    }
    return begins(p, end, "<!doctype html") || begins(p, end, "<html") ||
           begins(p, end, "<head") || begins(p, end, "<body");
}
