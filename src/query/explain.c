/* SPDX-License-Identifier: MIT */
/* Errors that show their place. */
#include "explain.h"

#include <stdbool.h>
#include <string.h>

enum { BEFORE = 40, AROUND = 66 }; /* bytes shown before, and in all */

static bool is_inside_character(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

enum err explain(struct why *why, enum err e, const char *text,
                 const char *place, const char *message)
{
    char shown[AROUND + 1], caret[AROUND + 2];
    const char *from = text;
    size_t n = 0, columns = 0;

    if (place - text > BEFORE)
        from = place - BEFORE;
    while (is_inside_character(*from))
        from++;
    while (n < AROUND && from[n]) {
        /* Control characters would break the three lines. */
        shown[n] = (unsigned char)from[n] < ' ' ? ' ' : from[n];
        n++;
    }
    while (n > 0 && from[n] && is_inside_character(from[n]))
        n--;
    shown[n] = '\0';
    for (const char *s = from; s < place; s++)
        if (!is_inside_character(*s))
            caret[columns++] = ' ';
    caret[columns++] = '^';
    caret[columns] = '\0';
    return why_set(why, e, "%.100s\n%s\n%s", message, shown, caret);
}
