/* SPDX-License-Identifier: MIT */
/* Which headlines tell the same story: the same words in the title, but for
 * capitals, punctuation and the outlet at its end; or the same address. */
#include <string.h>

#include "market.h"

enum { TITLE_RUNS_MIN = 4, OUTLET_RUNS = 5, OUTLET_BYTES = 48, PATH_MIN = 12 };

static size_t count_runs(const char *text, size_t n)
{
    size_t at = 0, count = 0;
    struct token r;

    while (token_next(text, n, &at, &r))
        count++;
    return count;
}

static bool is_same_runs(const char *a, size_t a_n, const char *b, size_t b_n)
{
    size_t a_at = 0, b_at = 0;
    struct token x, y;

    for (;;) {
        bool has_x = token_next(a, a_n, &a_at, &x);

        if (has_x != token_next(b, b_n, &b_at, &y))
            return false;
        if (!has_x)
            return true;
        if (x.hash != y.hash ||
            !token_is_same(a + x.at, x.length, b + y.at, y.length))
            return false;
    }
}

/* "Yahoo Finance", "reuters.com": every word begins large, or it is a host. */
static bool is_outlet(const char *tail, size_t n, const char *publisher)
{
    size_t runs = count_runs(tail, n);

    if (publisher && is_same_runs(tail, n, publisher, strlen(publisher)))
        return true;
    if (runs == 0 || runs > OUTLET_RUNS || n > OUTLET_BYTES)
        return false;
    if (memchr(tail, '.', n) && !memchr(tail, ' ', n))
        return true;
    for (size_t i = 0; i < n; i++)
        if ((i == 0 || tail[i - 1] == ' ') && tail[i] >= 'a' && tail[i] <= 'z')
            return false;
    return true;
}

/* Bytes of the title without " - Outlet" at its end. */
static size_t title_length(const struct headline *h)
{
    static const char *const marks[] = {" - ", " | ", " \xe2\x80\x93 ",
                                        " \xe2\x80\x94 "};
    size_t n = strlen(h->title), head = n;

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const char *last = NULL;

        for (const char *p = strstr(h->title, marks[i]); p;
             p = strstr(p + 1, marks[i]))
            last = p;
        if (last && (head == n || (size_t)(last - h->title) > head))
            head = (size_t)(last - h->title);
    }
    if (head == n || count_runs(h->title, head) < TITLE_RUNS_MIN)
        return n;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t length = strlen(marks[i]);

        if (strncmp(h->title + head, marks[i], length) == 0)
            return is_outlet(h->title + head + length, n - head - length,
                             h->publisher)
                       ? head
                       : n;
    }
    return n;
}

uint32_t story_title_hash(const struct headline *h)
{
    size_t n = title_length(h), at = 0;
    uint32_t hash = 0;
    struct token r;

    while (token_next(h->title, n, &at, &r))
        hash = hash * UINT32_C(2654435761) + r.hash;
    return hash;
}

bool story_is_same_title(const struct headline *a, const struct headline *b)
{
    return is_same_runs(a->title, title_length(a), b->title, title_length(b)) &&
           (count_runs(a->title, strlen(a->title)) > 0 ||
            strcmp(a->title, b->title) == 0);
}

uint32_t story_url_hash(const struct headline *h)
{
    const char *p = h->url ? strstr(h->url, "://") : NULL;
    const char *end, *path;
    uint32_t hash = UINT32_C(2166136261);

    if (!p)
        return 0;
    p += 3;
    if (strncmp(p, "www.", 4) == 0)
        p += 4;
    end = p + strcspn(p, "#");
    if (strstr(p, "?utm_") && strstr(p, "?utm_") < end)
        end = strstr(p, "?utm_");
    path = memchr(p, '/', (size_t)(end - p));
    /* A short one is a front page or a section that all items point to. */
    if (!path || end - path < PATH_MIN)
        return 0;
    for (; p < end; p++)
        hash = (hash ^ (unsigned char)*p) * UINT32_C(16777619);
    return hash ? hash : 1;
}
