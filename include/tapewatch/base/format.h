/*
 * Numbers for people. Every function writes a NUL-terminated ASCII text into
 * the caller's buffer; negative zero is zero; a value that does not fit the
 * form is still written whole (buffers are large enough for any double).
 */
#ifndef TAPEWATCH_BASE_FORMAT_H
#define TAPEWATCH_BASE_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FORMAT_MAX = 48 };

/* 118.42, 6,012.28, 0.0512: `decimals` < 0 chooses 2 (>= 1) or 4 (below). */
void format_price(char out[FORMAT_MAX], double v, int decimals);
/* -16.97 with sign always when `sign` ("+3.18"), two decimals. */
void format_percent(char out[FORMAT_MAX], double v, bool sign);
/* Four significant digits: 2.900T 947.0B 38.10B 612.0M 5.2K. */
void format_money(char out[FORMAT_MAX], double v);
/* Signed, one decimal: -592.7B +5.9B. */
void format_money_change(char out[FORMAT_MAX], double v);
/* 818.8M, 24.49B: volumes and counts. */
void format_count(char out[FORMAT_MAX], double v);
/* 2s 41s 4m 3h 2d; negative ages are 0s. */
void format_age(char out[FORMAT_MAX], int64_t age_ms);
/* Seconds, words: "in 2d 14h", for "opens Mon 09:30 ET (in 2d 14h)". */
void format_span(char out[FORMAT_MAX], int64_t ms);

/* Rounds to `digits` decimals, ties away from zero as printf shows them;
 * never gives -0. */
double format_round(double v, int digits);

/* "50B", "-1.5M", "10%" off: plain number with optional K M B T. Whole text
 * must fit. */
bool format_parse_number(const char *s, size_t n, double *out);
/* "15s" "5m" "2h" "3d" "1w" -> ms. */
bool format_parse_duration(const char *s, size_t n, int64_t *out_ms);

#endif
