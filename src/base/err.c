/* SPDX-License-Identifier: MIT */
/* Error texts, and the sentence that goes with an error. */
#include "tapewatch/base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *err_text(enum err e)
{
    switch (e) {
#define ERR_CASE(name, text)                                                \
    case ERR_##name:                                                        \
        return text;
        ERRORS(ERR_CASE)
#undef ERR_CASE
    }
    return "unknown error";
}

/* Drops a UTF-8 sequence that was cut at the end of a full buffer. */
static void cut_at_character(char *text, size_t size)
{
    size_t n = strlen(text);
    size_t lead = n;

    if (n + 1 < size)
        return;
    while (lead > 0 && ((unsigned char)text[lead - 1] & 0xc0) == 0x80)
        lead--;
    if (lead > 0 && (unsigned char)text[lead - 1] >= 0xc0)
        text[lead - 1] = '\0';
}

enum err why_set(struct why *why, enum err e, const char *format, ...)
{
    va_list args;

    if (!why)
        return e;
    va_start(args, format);
    if (vsnprintf(why->text, sizeof why->text, format, args) < 0)
        why->text[0] = '\0';
    va_end(args);
    cut_at_character(why->text, sizeof why->text);
    return e;
}

void why_prefix(struct why *why, const char *prefix)
{
    struct why old;

    if (!why)
        return;
    old = *why;
    (void)why_set(why, ERR_OK, "%s: %s", prefix, old.text);
}
