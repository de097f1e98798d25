/* SPDX-License-Identifier: MIT */
/* Light or dark, from what a terminal says of its colours. */
#include "background.h"

#include <stdlib.h>
#include <string.h>

/* A colour's part as 0-1: so many hexadecimal digits are the whole. */
static const char *read_part(const char *at, double *out)
{
    char *end;
    long most = 1, v = strtol(at, &end, 16);
    for (const char *p = at; p < end && most < (1 << 16); p++)
        most *= 16;
    if (end == at || end > at + 4 || v < 0 || v >= most)
        return NULL;
    *out = (double)v / (double)(most - 1);
    return end;
}

enum term_background background_of_answer(const char *text)
{
    double part[3];
    const char *at = strchr(text, ':');
    if (strncmp(text, "rgb", 3) != 0)
        return TERM_BACKGROUND_UNKNOWN;
    for (int i = 0; i < 3; i++) {
        if (!at || *at != (i == 0 ? ':' : '/'))
            return TERM_BACKGROUND_UNKNOWN;
        at = read_part(at + 1, &part[i]);
    }
    if (!at)
        return TERM_BACKGROUND_UNKNOWN;
    /* As bright as the eye takes it to be. */
    return 0.299 * part[0] + 0.587 * part[1] + 0.114 * part[2] > 0.5
               ? TERM_BACKGROUND_LIGHT : TERM_BACKGROUND_DARK;
}

enum term_background background_of_variable(const char *text)
{
    const char *last = text ? strrchr(text, ';') : NULL;
    char *end;
    if (!last)
        return TERM_BACKGROUND_UNKNOWN;
    long color = strtol(last + 1, &end, 10);
    if (end == last + 1 || *end || color < 0 || color > 15)
        return TERM_BACKGROUND_UNKNOWN;
    return color == 7 || color > 8 ? TERM_BACKGROUND_LIGHT
                                   : TERM_BACKGROUND_DARK;
}
