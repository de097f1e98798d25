/* SPDX-License-Identifier: MIT */
/* Requests: their headers, and the secrets in them, which nobody may see. */
#include "tapewatch/model/request.h"

#include <stdio.h>
#include <string.h>

bool request_header(struct request *r, const char *name, const char *value)
{
    for (size_t i = 0; i < REQUEST_HEADERS_MAX; i++) {
        char *line = r->headers[i];
        int n;

        if (line[0])
            continue;
        if (strpbrk(name, "\r\n:") || strpbrk(value, "\r\n"))
            return false;
        n = snprintf(line, HEADER_MAX, "%s: %s", name, value);
        if (n > 0 && n < HEADER_MAX)
            return true;
        line[0] = '\0'; /* half a header is worse than none */
        return false;
    }
    return false;
}

bool request_secret(struct request *r, const char *secret)
{
    size_t n = strlen(secret);

    r->carries_key = true;
    for (size_t i = 0; n > 0 && n < SECRET_MAX && i < REQUEST_SECRETS_MAX;
         i++) {
        if (r->secrets[i][0])
            continue;
        memcpy(r->secrets[i], secret, n + 1);
        return true;
    }
    return false;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* How many bytes of `text` spell the secret, plainly or as %XX; 0: not. */
static size_t spelled(const char *text, const char *secret)
{
    const char *at = text;

    for (; *secret; secret++) {
        int high = *at == '%' ? hex_digit(at[1]) : -1;
        int low = high >= 0 ? hex_digit(at[2]) : -1;

        if (*at == *secret)
            at++;
        else if (low >= 0 && (char)(high * 16 + low) == *secret)
            at += 3;
        else
            return 0;
    }
    return (size_t)(at - text);
}

void request_redact(const struct request *r, char *text)
{
    for (size_t i = 0; i < REQUEST_SECRETS_MAX && r->secrets[i][0]; i++) {
        for (char *at = text; *at;) {
            size_t n = spelled(at, r->secrets[i]);

            if (n == 0) {
                at++;
                continue;
            }
            memset(at, '*', n);
            at += n;
        }
    }
}
