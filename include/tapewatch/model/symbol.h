/*
 * Names of fixed length that every record carries. All are cleaned UTF-8.
 */
#ifndef TAPEWATCH_MODEL_SYMBOL_H
#define TAPEWATCH_MODEL_SYMBOL_H

#include <stdbool.h>
#include <stddef.h>

enum { SYMBOL_MAX = 24, SOURCE_MAX = 24, CURRENCY_MAX = 8 };

/* Letters, digits and . - ^ = / : & _ @ only, 1 to SYMBOL_MAX - 1 of them. */
bool symbol_is_valid(const char *s);
/* Upper-cases and copies into out, "$nvda" as NVDA; false (out empty) when not
 * valid. */
bool symbol_from_text(const char *s, size_t n, char out[SYMBOL_MAX]);
/* Copies, cutting at a character when too long (NULL gives ""); `size` is at
 * least 1. For source, currency etc. */
void name_copy(char *out, size_t size, const char *s);

#endif
