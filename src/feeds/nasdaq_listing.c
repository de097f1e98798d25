/* SPDX-License-Identifier: MIT */
/* Suffixes of issues: a mark and a class, spelled as Yahoo does. */
#include "nasdaq_listing.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const struct {
    char mark;
    const char *suffix;
} suffixes[] = {
    {'.', "-"},   {'$', "-P"},  {'-', "-P"},  {'=', "-UN"},
    {'+', "-WT"}, {'^', "-RI"}, {'#', "-WI"},
};

static const char *suffix_of(char mark)
{
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (suffixes[i].mark == mark)
            return suffixes[i].suffix;
    return NULL;
}

static size_t plain_run(const char *s, size_t n)
{
    size_t i = 0;

    while (i < n && isalnum((unsigned char)s[i]))
        i++;
    return i;
}

bool nasdaq_symbol(const char *listed, size_t n, char out[SYMBOL_MAX])
{
    size_t root = plain_run(listed, n);
    const char *suffix = "", *class = listed + root;
    size_t class_n = 0;
    char text[SYMBOL_MAX];
    int length;

    if (root == 0 || n >= SYMBOL_MAX)
        return false;
    if (root < n) {
        suffix = suffix_of(listed[root]);
        class++;
        class_n = n - root - 1;
    }
    if (!suffix || plain_run(class, class_n) != class_n ||
        (class_n == 0 && root < n && listed[root] == '.'))
        return false;
    length = snprintf(text, sizeof text, "%.*s%s%.*s", (int)root, listed,
                      suffix, (int)class_n, class);
    return length > 0 && (size_t)length < sizeof text &&
           symbol_from_text(text, (size_t)length, out);
}
