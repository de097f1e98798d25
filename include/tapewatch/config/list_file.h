/*
 * Watchlists from files, and to CSV:
 *
 *   list,section,symbol,label          a CSV file whose first line names its
 *   asia,Japan,7203.T,Toyota           columns; symbol is needed
 *
 *   # a plain list                     words, one or many a line
 *   [Japan]
 *   7203.T = Toyota
 *   6857.T, 8035.T
 *   ###Taiwan,NYSE:TSM                 sections and exchanges as other
 *                                      programs write them
 */
#ifndef TAPEWATCH_CONFIG_LIST_FILE_H
#define TAPEWATCH_CONFIG_LIST_FILE_H

#include <stddef.h>

#include "tapewatch/base/strbuf.h"
#include "tapewatch/model/command.h"
#include "tapewatch/model/list.h"

struct list_item {
    char list[LIST_NAME_MAX];
    struct list_mark mark; /* symbol, section, label */
};
enum { LIST_ITEMS_MAX = 20000 };
struct list_file {
    struct list_item *items; /* as they stand there; none is there twice in
                                the same list */
    size_t count, cap;
    size_t wrong;
    struct strbuf problems; /* a line for each (at most 100): "FILE:7: '!!' is
                               not a symbol" */
    struct strbuf unused;   /* columns that are not used */
};
/* Rows that name no list go to `list`. */
void list_file_read(const char *text, size_t n, const char *file,
                    const char *list, struct list_file *out);
void list_file_done(struct list_file *f);

void list_file_write_header(struct strbuf *out);
void list_file_write(const struct list_item *item, struct strbuf *out);

#endif
