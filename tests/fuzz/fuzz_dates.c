/* SPDX-License-Identifier: MIT */
/* Any bytes as a date of a feed, an instant, a day, a duration, a number: what
 * is read has a form of its own that reads back as the same. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_instant(int64_t t)
{
    char text[25];
    int64_t again;

    civil_format_instant(t, text);
    if (!civil_parse_instant(text, &again))
        abort();
    if (t >= INT64_C(-62167219200000) && t < INT64_C(253402300800000) &&
        again != t)
        abort();
}

static void check_day(int32_t day)
{
    char text[11];
    int32_t again;

    civil_format_date(day, text);
    if (!civil_parse_date(text, strlen(text), &again) || again != day)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = mem_text_n((const char *)data, size);
    int64_t t;
    int32_t day;
    double number;

    if (civil_parse_feed_date(text, &t))
        check_instant(t);
    if (civil_parse_instant(text, &t))
        check_instant(t);
    if (civil_parse_date(text, strlen(text), &day))
        check_day(day);
    if (format_parse_duration(text, strlen(text), &t) && t < 0)
        abort();
    if (format_parse_number(text, strlen(text), &number) && number != number)
        abort();
    free(text);
    return 0;
}
