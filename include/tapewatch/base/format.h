/*
 * Numbers for people. Every function writes a NUL-terminated ASCII text into
 * the caller's buffer; negative zero is zero; a value too large for the form
 * is written like 1e+30, one that is not finite "n/a". The program's numeric
 * locale stays "C".
 */
#ifndef TAPEWATCH_BASE_FORMAT_H
#define TAPEWATCH_BASE_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FORMAT_MAX = 48 };

/* 118.42, 6,012.28, 0.0512: `decimals` < 0 chooses 2 (>= 1) or 4 (below). */
void format_price(char out[FORMAT_MAX], double v, int decimals);
/* Those that it chooses for such a price: a change of one has as many. */
int format_price_decimals(double price);
/* -16.97 with sign always when `sign` ("+3.18"), two decimals. */
void format_percent(char out[FORMAT_MAX], double v, bool sign);
/* Four significant digits: 2.900T 947.0B 38.10B 612.0M; then 5.2K 812. */
void format_money(char out[FORMAT_MAX], double v);
/* Signed, one decimal: -592.7B +5.9B. */
void format_money_change(char out[FORMAT_MAX], double v);
/* The same with `more` digits. */
void format_money_digits(char out[FORMAT_MAX], double v, int more);
void format_money_change_digits(char out[FORMAT_MAX], double v, int more);
/* 818.8M, 24.49B: volumes and counts; the same form. */
void format_count(char out[FORMAT_MAX], double v);
/* 2s 41s 4m 3h 2d, rounded down; negative ages are 0s. */
void format_age(char out[FORMAT_MAX], int64_t age_ms);
/* "in 2d 14h", for "opens Mon 09:30 ET (in 2d 14h)"; "now" from 0 down. */
void format_span(char out[FORMAT_MAX], int64_t ms);

/* Rounds the exact value to `digits` decimals (0-10), exact ties away from
 * zero; never gives -0. */
double format_round(double v, int digits);

/* "50", "-1.5M", "2e9": a plain number with an optional K M B T (no "%").
 * The whole text must fit. */
bool format_parse_number(const char *s, size_t n, double *out);
/* "15s" "5m" "2h" "3d" "1w" -> ms. */
bool format_parse_duration(const char *s, size_t n, int64_t *out_ms);

#endif
