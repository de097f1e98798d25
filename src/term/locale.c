/* SPDX-License-Identifier: MIT */
/* The locale of the environment. A server often lacks that of who comes by
 * ssh, whose terminal writes UTF-8 all the same. */
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "internal.h"

const char *term_locale_wanted(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return value;
    }
    return "";
}

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n >= m && strcasecmp(text + n - m, end) == 0;
}

void term_take_locale(void)
{
    static const char *const instead[] = {"C.UTF-8", "en_US.UTF-8"};
    const char *wanted = term_locale_wanted();

    if (setlocale(LC_ALL, "") || setlocale(LC_CTYPE, ""))
        return;
    if (!ends_with(wanted, ".utf-8") && !ends_with(wanted, ".utf8"))
        return;
    for (size_t i = 0; i < sizeof instead / sizeof *instead; i++) {
        if (setlocale(LC_CTYPE, instead[i]))
            return;
    }
}
