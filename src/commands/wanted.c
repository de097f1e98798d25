/* SPDX-License-Identifier: MIT */
/* Reads --symbols. */
#include "wanted.h"

#include "tapewatch/base/ini.h"

enum err wanted_read(const char *text, struct wanted *out, struct why *why)
{
    const char *item;
    size_t n;

    out->count = 0;
    for (const char *at = text; at && (item = ini_item(&at, &n));) {
        if (out->count == WANTED_MAX)
            return why_set(why, ERR_USAGE, "--symbols: more than %d",
                           WANTED_MAX);
        if (!symbol_from_text(item, n, out->names[out->count]))
            return why_set(why, ERR_USAGE, "--symbols: %.*s is no symbol",
                           (int)n, item);
        out->list[out->count] = out->names[out->count];
        out->count++;
    }
    return ERR_OK;
}
