/* SPDX-License-Identifier: MIT */
/* Symbols and other short names. */
#include "tapewatch/model/symbol.h"

#include <string.h>

static bool is_letter_or_digit(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c >= '0' && c <= '9');
}

/* As people write a symbol among other words: $NVDA. */
static bool is_cashtag(const char *s, size_t n)
{
    return n > 1 && s[0] == '$' && is_letter_or_digit(s[1]) &&
           !(s[1] >= '0' && s[1] <= '9');
}

static bool may_stand(char c)
{
    return is_letter_or_digit(c) || (c && strchr(".-^=/:&_@", c));
}

bool symbol_is_valid(const char *s)
{
    size_t n = strlen(s);

    if (n == 0 || n >= SYMBOL_MAX)
        return false;
    for (; *s; s++)
        if (!may_stand(*s))
            return false;
    return true;
}

bool symbol_from_text(const char *s, size_t n, char out[SYMBOL_MAX])
{
    out[0] = '\0';
    if (is_cashtag(s, n)) {
        s++;
        n--;
    }
    if (n == 0 || n >= SYMBOL_MAX || strchr(":/=-&_", s[0]))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!may_stand(s[i]))
            return false;
    for (size_t i = 0; i < n; i++)
        out[i] = s[i] >= 'a' && s[i] <= 'z' ? (char)(s[i] - 32) : s[i];
    out[n] = '\0';
    return true;
}

void name_copy(char *out, size_t size, const char *s)
{
    size_t n;

    if (size == 0)
        return;
    if (!s)
        s = "";
    n = strlen(s);
    if (n >= size) {
        n = size - 1;
        while (n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80)
            n--;
    }
    memmove(out, s, n);
    out[n] = '\0';
}
