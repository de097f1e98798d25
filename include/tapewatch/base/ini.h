/*
 * The dialect of all our text files: config, themes, rules, watchlists.
 *
 *   [section] or [section name]      key = value (rest of the line, trimmed)
 *   # comment at the start of a line   "..." only to keep edge blanks
 *   \ at the end joins the next line   a repeated key adds
 *   include = path (relative to the file)
 *
 * UTF-8, files up to 1 MB, includes 8 deep and 8 MB in all. Calls come in file
 * order. An included file starts in the section it is included from, which
 * goes on after it. What is wrong in a line, or with an include, is a problem()
 * and reading goes on; only the first file can fail as a whole.
 */
#ifndef TAPEWATCH_BASE_INI_H
#define TAPEWATCH_BASE_INI_H

#include <stdbool.h>
#include <stddef.h>

#include "tapewatch/base/err.h"
#include "tapewatch/base/strbuf.h"

/* Where a word stands in a file. */
struct ini_place {
    const char *file;
    unsigned line, column;  /* from 1, in characters; 0: not known */
    const char *text, *end; /* what is written from there on, borrowed; NULL:
                               not known */
};
/* The place of `word`, which is in (or at the end of) `text`, that begins at
 * `at`. Blanks may have been cut or cleaned out of `text` since. */
struct ini_place ini_word(struct ini_place at, const char *text,
                          const char *word);
/* The place of the value, of an entry's. */
struct ini_place ini_value(struct ini_place at, const char *key,
                           const char *value);
/* "file:line:column", as much of it as is known. */
void ini_place_write(struct ini_place at, struct strbuf *out);

struct ini_handler {
    void *self;
    /* At the key; key NULL: at the section of its own line (value ""). section
     * and name are "" where there is none. Borrowed for the call. */
    void (*entry)(void *self, struct ini_place at, const char *section,
                  const char *name, const char *key, const char *value);
    /* A line that is none of the above; reading goes on. */
    void (*problem)(void *self, struct ini_place at, const char *what);
};

/* Parses text that is already in memory; `file` is for messages, and the
 * folder of includes (none are followed when it is NULL; at.file is "" then).
 * ERR_TOO_BIG, ERR_NOT_FOUND or ERR_IO. */
enum err ini_parse(const char *text, size_t n, const char *file,
                   const struct ini_handler *h, struct why *why);
enum err ini_read(const char *path, const struct ini_handler *h,
                  struct why *why);

/* The candidate with the smallest edit distance to `word`, or NULL when none
 * is near (at most a third of its letters). For "did you mean". */
const char *ini_nearest(const char *word, const char *const *candidates,
                        size_t n);

/* Splits a list value at blanks and commas: returns the next item's start and
 * length and advances *at; NULL at the end. */
const char *ini_item(const char **at, size_t *n);

#endif
