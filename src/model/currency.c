/* SPDX-License-Identifier: MIT */
/* Currencies, and the hundredths that some exchanges quote in. */
#include <string.h>

#include "tapewatch/model/lot.h"

static const struct {
    const char *minor, *major;
} units[] = {
    {"GBp", "GBP"}, {"GBX", "GBP"}, {"ZAc", "ZAR"}, {"ZAC", "ZAR"},
    {"ILA", "ILS"},
};
enum { UNITS = sizeof units / sizeof *units };

double currency_major(const char *code, char out[CURRENCY_MAX])
{
    for (size_t i = 0; i < UNITS; i++) {
        if (strcmp(code, units[i].minor) == 0) {
            name_copy(out, CURRENCY_MAX, units[i].major);
            return 100;
        }
    }
    if (out != code)
        name_copy(out, CURRENCY_MAX, code);
    return 1;
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool currency_from_text(const char *s, size_t n, char out[CURRENCY_MAX])
{
    if (n < 3 || n >= CURRENCY_MAX)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!is_letter(s[i]))
            return false;
    for (size_t i = 0; i < UNITS; i++) {
        if (n == strlen(units[i].minor) &&
            strncmp(s, units[i].minor, n) == 0) {
            name_copy(out, CURRENCY_MAX, units[i].minor);
            return true;
        }
    }
    for (size_t i = 0; i < n; i++)
        out[i] = s[i] >= 'a' ? (char)(s[i] - 32) : s[i];
    out[n] = '\0';
    return true;
}
