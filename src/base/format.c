/* SPDX-License-Identifier: MIT */
/* Numbers for people. */
#include "tapewatch/base/format.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* From here on a double has no cents. */
static const double HUGE_FROM = 1e15;

static double power_of_ten(int n)
{
    static const double powers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5,
                                    1e6, 1e7, 1e8, 1e9, 1e10};
    return powers[n];
}

static int clamp_digits(int digits)
{
    return digits < 0 ? 0 : digits > 10 ? 10 : digits;
}

double format_round(double v, int digits)
{
    char text[FORMAT_MAX];
    digits = clamp_digits(digits);
    if (isnan(v) || fabs(v) >= HUGE_FROM)
        return v;
    /* printf rounds the exact value right, but takes exact ties to even. */
    double scale = 2 * power_of_ten(digits);
    double twice = fabs(v) * scale;
    if (fma(fabs(v), scale, -twice) == 0 && fmod(twice, 2) == 1)
        return copysign((twice + 1) / scale, v);
    snprintf(text, sizeof text, "%.*f", digits, v);
    return strtod(text, NULL) + 0.0; /* -0 + 0 is 0 */
}

/* What has no form: not a number, or `from` and more. False if v is neither. */
static bool write_unusual(char out[FORMAT_MAX], double v, double from)
{
    if (isnan(v) || isinf(v))
        snprintf(out, FORMAT_MAX, "n/a");
    else if (fabs(v) >= from)
        snprintf(out, FORMAT_MAX, "%.15g", v);
    else
        return false;
    return true;
}

/* Copies "-1234.56", with commas between the thousands. */
static void add_commas(char out[FORMAT_MAX], const char *plain)
{
    size_t o = 0, sign = plain[0] == '-';
    size_t whole = strcspn(plain + sign, ".");
    if (sign)
        out[o++] = '-';
    for (size_t i = 0; plain[sign + i] != '\0' && o + 2 < FORMAT_MAX; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0)
            out[o++] = ',';
        out[o++] = plain[sign + i];
    }
    out[o] = '\0';
}

int format_price_decimals(double price)
{
    return fabs(price) >= 1 ? 2 : 4;
}

void format_price(char out[FORMAT_MAX], double v, int decimals)
{
    char plain[FORMAT_MAX];
    if (decimals < 0)
        decimals = format_price_decimals(v);
    decimals = clamp_digits(decimals);
    if (write_unusual(out, v, HUGE_FROM))
        return;
    snprintf(plain, sizeof plain, "%.*f", decimals,
             format_round(v, decimals));
    add_commas(out, plain);
}

void format_percent(char out[FORMAT_MAX], double v, bool sign)
{
    if (write_unusual(out, v, HUGE_FROM))
        return;
    snprintf(out, FORMAT_MAX, sign ? "%+.2f" : "%.2f", format_round(v, 2));
}

static const struct unit {
    double size;
    const char *letter;
} units[] = {{1, ""}, {1e3, "K"}, {1e6, "M"}, {1e9, "B"}, {1e12, "T"}};
enum { UNITS = sizeof units / sizeof *units };

static int decimals_for(const struct unit *u, double v)
{
    if (u == &units[0])
        return v == floor(v) ? 0 : 2;
    if (u == &units[1])
        return 1;
    return v < 10 ? 3 : v < 100 ? 2 : v < 1000 ? 1 : 0;
}

/* Writes `sign` and the size of v in the fitting unit; `decimals` < 0: four
 * digits. What rounds up to 1000 of a unit is 1 of the next. */
static void write_scaled(char out[FORMAT_MAX], double v, const char *sign,
                         int decimals, int more)
{
    const struct unit *u = &units[0];
    double size = fabs(v), shown;
    int digits;
    while (u + 1 < units + UNITS && size >= u[1].size)
        u++;
    for (;; u++) {
        shown = size / u->size;
        digits = more + (decimals >= 0 ? decimals : decimals_for(u, shown));
        shown = format_round(shown, digits);
        if (shown < 1000 || u + 1 == units + UNITS)
            break;
    }
    if (decimals < 0) /* 9.9996 became 10.000: one digit less */
        digits = more + decimals_for(u, shown);
    snprintf(out, FORMAT_MAX, "%s%.*f%s", shown == 0 && *sign == '-' ? "" : sign,
             digits, shown, u->letter);
}

void format_money_digits(char out[FORMAT_MAX], double v, int more)
{
    if (!write_unusual(out, v, 1e27))
        write_scaled(out, v, v < 0 ? "-" : "", -1, more);
}

void format_money(char out[FORMAT_MAX], double v)
{
    format_money_digits(out, v, 0);
}

void format_money_change_digits(char out[FORMAT_MAX], double v, int more)
{
    if (write_unusual(out, v, 1e27))
        return;
    write_scaled(out, v, format_round(v, 1 + more) < 0 ? "-" : "+", 1, more);
}

void format_money_change(char out[FORMAT_MAX], double v)
{
    format_money_change_digits(out, v, 0);
}

void format_count(char out[FORMAT_MAX], double v)
{
    format_money(out, v);
}

void format_age(char out[FORMAT_MAX], int64_t age_ms)
{
    int64_t s = age_ms < 0 ? 0 : age_ms / 1000;
    if (s < 60)
        snprintf(out, FORMAT_MAX, "%ds", (int)s);
    else if (s < 3600)
        snprintf(out, FORMAT_MAX, "%dm", (int)(s / 60));
    else if (s < 86400)
        snprintf(out, FORMAT_MAX, "%dh", (int)(s / 3600));
    else
        snprintf(out, FORMAT_MAX, "%lldd", (long long)(s / 86400));
}

void format_span(char out[FORMAT_MAX], int64_t ms)
{
    static const struct {
        int64_t seconds;
        char letter;
    } steps[] = {{86400, 'd'}, {3600, 'h'}, {60, 'm'}, {1, 's'}};
    int64_t s = ms / 1000;
    size_t i = 0;
    if (s <= 0) {
        snprintf(out, FORMAT_MAX, "now");
        return;
    }
    while (s < steps[i].seconds)
        i++;
    long long first = s / steps[i].seconds, second = 0;
    if (i + 1 < sizeof steps / sizeof *steps)
        second = s % steps[i].seconds / steps[i + 1].seconds;
    if (second > 0)
        snprintf(out, FORMAT_MAX, "in %lld%c %lld%c", first, steps[i].letter,
                 second, steps[i + 1].letter);
    else
        snprintf(out, FORMAT_MAX, "in %lld%c", first, steps[i].letter);
}

/* ---- reading */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t digits(const char *s, size_t n, size_t i)
{
    while (i < n && is_digit(s[i]))
        i++;
    return i;
}

/* Length of [+-]1234.5e-6 at the start of s; 0 if there is none. */
static size_t number_length(const char *s, size_t n)
{
    size_t start = n > 0 && (s[0] == '+' || s[0] == '-');
    size_t i = digits(s, n, start), count = i - start;
    if (i < n && s[i] == '.') {
        size_t end = digits(s, n, i + 1);
        count += end - (i + 1);
        i = end;
    }
    if (count == 0)
        return 0;
    if (i < n && (s[i] == 'e' || s[i] == 'E')) {
        size_t e = i + 1;
        e += e < n && (s[e] == '+' || s[e] == '-');
        size_t end = digits(s, n, e);
        i = end > e ? end : i;
    }
    return i;
}

bool format_parse_number(const char *s, size_t n, double *out)
{
    char text[128];
    double scale = 1;
    size_t length = number_length(s, n);
    if (length == 0 || length >= sizeof text || n > length + 1)
        return false;
    if (n == length + 1) {
        size_t u = 1;
        while (u < UNITS && s[length] != units[u].letter[0])
            u++;
        if (u == UNITS)
            return false;
        scale = units[u].size;
    }
    memcpy(text, s, length);
    text[length] = '\0';
    double v = strtod(text, NULL) * scale;
    if (isinf(v))
        return false;
    *out = v + 0.0;
    return true;
}

bool format_parse_duration(const char *s, size_t n, int64_t *out_ms)
{
    static const struct {
        char letter;
        int64_t ms;
    } steps[] = {{'s', 1000},
                 {'m', 60000},
                 {'h', 3600000},
                 {'d', 86400000},
                 {'w', 604800000}};
    int64_t v = 0;
    if (n < 2 || n > 11 || digits(s, n - 1, 0) != n - 1)
        return false;
    for (size_t i = 0; i + 1 < n; i++)
        v = v * 10 + (s[i] - '0');
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (s[n - 1] == steps[i].letter) {
            *out_ms = v * steps[i].ms;
            return true;
        }
    }
    return false;
}
