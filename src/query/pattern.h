/*
 * Regular expressions whose cost is bounded before they are compiled.
 */
#ifndef TAPEWATCH_QUERY_PATTERN_H
#define TAPEWATCH_QUERY_PATTERN_H

#include <regex.h>

/* Compiles; NULL with a sentence in *problem when refused. Free with
 * pattern_free(). */
regex_t *pattern_compile(const char *text, const char **problem);
void pattern_free(regex_t *r);

#endif
