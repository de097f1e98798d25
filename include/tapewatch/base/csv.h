/*
 * CSV after RFC 4180, in and out. In: the separator is the comma, semicolon
 * or tab that the first line has most of; a mark of UTF-8 at the beginning is
 * skipped, so are empty lines; quoted fields may hold line ends. Out: "\n"
 * ends a line, and a text that a spreadsheet would run as a formula gets an
 * apostrophe in front, which reading takes away again.
 */
#ifndef TAPEWATCH_BASE_CSV_H
#define TAPEWATCH_BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "tapewatch/base/err.h"
#include "tapewatch/base/strbuf.h"

enum { CSV_FIELDS_MAX = 64, CSV_NAME_MAX = 60 };

struct csv {
    const char *at, *end;
    char separator;
    unsigned line, next_line; /* of the row read last; counted from 1 */
    struct strbuf text;       /* its fields, each with a NUL */
    size_t starts[CSV_FIELDS_MAX];
    size_t count;
};
/* The text is borrowed. */
void csv_init(struct csv *c, const char *text, size_t n);
/* Reads a row. ERR_END; ERR_SYNTAX, which ends the reading, for a quote that
 * is not closed or for more fields than CSV_FIELDS_MAX. */
enum err csv_next(struct csv *c, struct why *why);
/* Trimmed of blanks, valid until the next row; "" beyond the last. */
const char *csv_field(const struct csv *c, size_t i);
void csv_done(struct csv *c);
/* Adds a column's name, cleaned and cut, to a list of such. */
void csv_add_name(struct strbuf *to, const char *name);

void csv_write_text(struct strbuf *out, const char *text);

#endif
