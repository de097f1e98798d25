/* SPDX-License-Identifier: MIT */
/* JSON out: numbers that read back the same, text that cannot break out. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/json.h"
#include "tapewatch/base/utf8.h"

void json_write_number(struct strbuf *out, double v)
{
    char text[40];

    if (!isfinite(v)) {
        strbuf_add(out, "null");
        return;
    }
    if (v == 0) /* also -0 */
        v = 0;
    if (v == floor(v) && fabs(v) < 1e15) {
        strbuf_format(out, "%.0f", v);
        return;
    }
    /* The shortest of 15 to 17 digits that reads back the same. */
    for (int digits = 15; digits <= 17; digits++) {
        (void)snprintf(text, sizeof text, "%.*g", digits, v);
        if (strtod(text, NULL) == v)
            break;
    }
    strbuf_add(out, text);
}

void json_write_int(struct strbuf *out, int64_t v)
{
    strbuf_format(out, "%" PRId64, v);
}

static void write_character(struct strbuf *out, uint32_t c)
{
    char bytes[4];

    if (c == '"' || c == '\\')
        strbuf_format(out, "\\%c", (char)c);
    else if (c == '\n')
        strbuf_add(out, "\\n");
    else if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 ||
             c == 0x2029)
        strbuf_format(out, "\\u%04x", (unsigned)c);
    else
        strbuf_add_n(out, bytes, utf8_put(bytes, c));
}

void json_write_text(struct strbuf *out, const char *s)
{
    const char *end;

    if (!s) {
        strbuf_add(out, "null");
        return;
    }
    strbuf_add_char(out, '"');
    for (end = s + strlen(s); s < end;)
        write_character(out, utf8_next(&s, end));
    strbuf_add_char(out, '"');
}
