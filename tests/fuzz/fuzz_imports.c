/* SPDX-License-Identifier: MIT */
/* Any bytes as the users' own files, lots and watchlists, and as a line of a
 * lot: what was read is written, and reads back as the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/mem.h"
#include "tapewatch/base/utf8.h"
#include "tapewatch/config/list_file.h"
#include "tapewatch/config/lots_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int is_so)
{
    if (!is_so)
        abort();
}

static void check_words(const struct strbuf *text)
{
    check(utf8_is_valid(strbuf_text(text), text->len));
}

static void read_lots(const char *text, size_t n)
{
    struct lots_file first = {0}, second = {0};
    struct strbuf written = {0};
    struct why why;

    lots_file_read(text, n, "a.csv", "main", &first);
    check_words(&first.problems);
    check_words(&first.unused);
    for (size_t i = 0; i < first.count; i++)
        check(lot_check(&first.lots[i], &why) == ERR_OK);
    lots_file_write(first.lots, first.count, &written);
    lots_file_read(strbuf_text(&written), written.len, "b.csv", "other",
                   &second);
    check(second.wrong == 0 && second.count == first.count);
    for (size_t i = 0; i < first.count; i++)
        check(lot_equal(&first.lots[i], &second.lots[i]));
    strbuf_done(&written);
    lots_file_done(&first);
    lots_file_done(&second);
}

static void read_lists(const char *text, size_t n)
{
    struct list_file first = {0}, second = {0};
    struct strbuf written = {0};

    list_file_read(text, n, "a.csv", "mine", &first);
    check_words(&first.problems);
    check_words(&first.unused);
    list_file_write_header(&written);
    for (size_t i = 0; i < first.count; i++)
        list_file_write(&first.items[i], &written);
    list_file_read(strbuf_text(&written), written.len, "b.csv", "other",
                   &second);
    check(second.count == first.count);
    check(second.wrong == (first.count == 0)); /* that is said to be wrong */
    /* A name that was too long is told, and cut. */
    for (size_t i = 0; i < first.count && first.wrong == 0; i++)
        check(memcmp(&first.items[i], &second.items[i],
                     sizeof first.items[i]) == 0);
    strbuf_done(&written);
    list_file_done(&first);
    list_file_done(&second);
}

static void read_line(const char *line)
{
    struct lot first, second;
    struct strbuf written = {0};
    struct why why = {""};

    if (lot_parse(line, &first, &why) != ERR_OK) {
        check(why.text[0] != '\0');
        return;
    }
    lot_write(&first, &written);
    check(lot_parse(strbuf_text(&written), &second, &why) == ERR_OK);
    check(lot_equal(&first, &second));
    strbuf_done(&written);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = mem_text_n((const char *)data, size);

    read_lots(text, size);
    read_lists(text, size);
    read_line(text);
    free(text);
    return 0;
}
