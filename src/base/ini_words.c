/* SPDX-License-Identifier: MIT */
/* Words in text files: list items, and the nearest known word. */
#include "tapewatch/base/ini.h"

#include <string.h>
#include <strings.h>

enum { WORD_MOST = 64, BEGINNING_LEAST = 4 };

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/*
 * Edits that make a into b: a letter added, dropped, changed, or two
 * neighbours swapped. Three rows of the usual table are enough.
 */
static unsigned distance(const char *a, const char *b)
{
    unsigned rows[3][WORD_MOST + 1];
    size_t na = strlen(a), nb = strlen(b);
    for (unsigned j = 0; j <= nb; j++)
        rows[0][j] = j;
    for (unsigned i = 1; i <= na; i++) {
        unsigned *row = rows[i % 3], *above = rows[(i + 2) % 3];
        row[0] = i;
        for (unsigned j = 1; j <= nb; j++) {
            bool same = lower(a[i - 1]) == lower(b[j - 1]);
            row[j] = least(above[j - 1] + !same,
                           least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1]))
                row[j] = least(row[j], rows[(i + 1) % 3][j - 2] + 1);
        }
    }
    return rows[na % 3][nb];
}

const char *ini_nearest(const char *word, const char *const *candidates,
                        size_t n)
{
    const char *best = NULL;
    size_t length = strlen(word);
    unsigned best_distance = (unsigned)(length / 3) + 1;
    if (length == 0 || length > WORD_MOST)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        if (strlen(candidates[i]) > WORD_MOST)
            continue;
        unsigned d = distance(word, candidates[i]);
        /* a word that is not whole: "alias" of "aliases" */
        if (length >= BEGINNING_LEAST &&
            strncasecmp(candidates[i], word, length) == 0 && d > 1)
            d = 1;
        if (d < best_distance) {
            best = candidates[i];
            best_distance = d;
        }
    }
    return best;
}

const char *ini_item(const char **at, size_t *n)
{
    const char *start = *at + strspn(*at, " \t,");
    *n = strcspn(start, " \t,");
    *at = start + *n;
    return *n > 0 ? start : NULL;
}
