/* SPDX-License-Identifier: MIT */
/* Figures in too few cells: rounded, in thousands and millions, or "###". */
#include "figure.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/format.h"
#include "tapewatch/base/utf8.h"

enum { HEAD_MOST = 8, TAIL_MOST = 2, PLAIN_MOST = 24, DIGITS = 4 };

static const char units[] = "KMBT";
static const double LEAST = 0.9995; /* of a unit */

/* "▼", 16.97, 2 decimals, no unit, "%" */
struct parts {
    char head[HEAD_MOST + 1], tail[TAIL_MOST + 1];
    double value; /* without sign */
    int decimals;
    int unit; /* 0 none, 1 K ... 4 T */
};

/* Signs and arrows, and at most one blank behind them. */
static bool read_head(const char **text, struct parts *p)
{
    size_t n = 0;

    while ((*text)[n] && !isdigit((unsigned char)(*text)[n]) &&
           (*text)[n] != '.') {
        unsigned char c = (unsigned char)(*text)[n++];

        if (n > HEAD_MOST || isalpha(c) || c == '#')
            return false;
    }
    memcpy(p->head, *text, n);
    *text += n;
    return true;
}

static bool read_number(const char **text, struct parts *p)
{
    char plain[PLAIN_MOST + 1];
    size_t n = 0, point = 0;

    for (; isdigit((unsigned char)**text) || **text == ',' || **text == '.';
         ++*text) {
        if (**text == ',')
            continue;
        if (n == PLAIN_MOST || (**text == '.' && point))
            return false;
        plain[n++] = **text;
        point = **text == '.' ? n : point;
    }
    plain[n] = '\0';
    p->value = strtod(plain, NULL);
    p->decimals = point ? (int)(n - point) : 0;
    return n > (point ? 1u : 0u);
}

static bool read_tail(const char *text, struct parts *p)
{
    const char *unit = *text ? strchr(units, *text) : NULL;
    size_t n;

    if (unit) {
        p->unit = (int)(unit - units) + 1;
        text++;
    }
    n = strlen(text);
    if (n > TAIL_MOST || strspn(text, "%~*x") != n)
        return false;
    memcpy(p->tail, text, n);
    return true;
}

/* False when it is wider than that, or rounded until nothing is left. */
static bool write(const struct parts *p, double v, int unit, int decimals,
                  int cells, char out[FIGURE_TEXT])
{
    char number[FORMAT_MAX], letter[2] = "";

    if (v > 0 && format_round(v, decimals) == 0)
        return false;
    if (unit)
        letter[0] = units[unit - 1];
    format_price(number, v, decimals);
    (void)snprintf(out, FIGURE_TEXT, "%s%s%s%s", p->head, number, letter,
                   p->tail);
    return (int)utf8_cells(out) <= cells;
}

static bool write_units(const struct parts *p, int cells,
                        char out[FIGURE_TEXT])
{
    double v = p->value;

    for (int unit = p->unit + 1; unit < (int)sizeof(units); unit++) {
        v /= 1000;
        for (int d = v < 10 ? DIGITS - 1 : v < 100 ? DIGITS - 2 : 1;
             v >= LEAST && v < 1000 && d >= 0; d--)
            if (write(p, v, unit, d, cells, out))
                return true;
    }
    return false;
}

bool figure_fit(const char *text, int cells, char out[FIGURE_TEXT])
{
    struct parts p = {{0}, {0}, 0, 0, 0};
    char made[FIGURE_TEXT];
    bool is_done = false;
    int n = cells < FIGURE_TEXT - 1 ? cells : FIGURE_TEXT - 1;

    if (!read_head(&text, &p) || !read_number(&text, &p) ||
        !read_tail(text, &p))
        return false;
    /* Cents are dropped from large amounts as a whole. */
    for (int d = p.decimals; d >= 0 && !is_done;
         d = d > 0 && p.value >= 1000 ? 0 : d - 1)
        is_done = write(&p, p.value, p.unit, d, cells, made);
    if (!is_done && !write_units(&p, cells, made)) {
        memset(made, '#', n > 0 ? (size_t)n : 0);
        made[n > 0 ? n : 0] = '\0';
    }
    memcpy(out, made, sizeof(made));
    return true;
}
