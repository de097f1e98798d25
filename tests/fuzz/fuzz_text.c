/* SPDX-License-Identifier: MIT */
/* Any bytes as HTML and as text: what comes out is valid, clean, no longer
 * than allowed, and stays as it is when cleaned again. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/html.h"
#include "tapewatch/base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int is_so)
{
    if (!is_so)
        abort();
}

static void check_clean(const char *bytes, size_t n, size_t most)
{
    struct strbuf once = {0}, twice = {0};
    const char *p, *end;

    utf8_clean(&once, bytes, n, most);
    check(once.len <= most);
    check(utf8_is_valid(strbuf_text(&once), once.len));
    p = strbuf_text(&once);
    end = p + once.len;
    while (p < end) {
        uint32_t c = utf8_next(&p, end);

        check(c >= 0x20 && !(c >= 0x7f && c <= 0x9f));
        check(!(c >= 0x202a && c <= 0x202e) && c != 0x200b && c != 0xfeff);
    }
    (void)utf8_cells(strbuf_text(&once));
    utf8_clean(&twice, strbuf_text(&once), once.len, most);
    check(twice.len == once.len &&
          memcmp(strbuf_text(&once), strbuf_text(&twice), once.len) == 0);
    strbuf_done(&once);
    strbuf_done(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data;
    struct strbuf text = {0}, date = {0};
    int64_t t;

    check_clean(bytes, size, size * 4 + 8);
    check_clean(bytes, size, 16);
    html_text(&text, bytes, size);
    check_clean(strbuf_text(&text), text.len, 600);
    strbuf_add_n(&date, bytes, size);
    (void)civil_parse_feed_date(strbuf_text(&date), &t);
    strbuf_done(&text);
    strbuf_done(&date);
    return 0;
}
