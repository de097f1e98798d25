/*
 * The words of an expression, for those who type one: fields with their unit
 * and meaning, functions, lists.
 */
#ifndef TAPEWATCH_UI_EXPRESSION_WORDS_H
#define TAPEWATCH_UI_EXPRESSION_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "tapewatch/state/snapshot.h"

/* A word, valid until it returns, and what it is. */
typedef void expression_word(void *self, const char *word, const char *help);

/* Where the word that ends at byte `at` of the text begins. */
size_t expression_word_start(const char *text, size_t at);
/* Those that begin with `begun`: lists when that is "@" or more, else fields
 * and, if wanted, functions. */
void expression_words(const struct snapshot *now, const char *begun,
                      bool has_functions, expression_word *put, void *self);
/* The same of the lists' names alone. */
void expression_lists(const struct snapshot *now, const char *begun,
                      expression_word *put, void *self);

#endif
