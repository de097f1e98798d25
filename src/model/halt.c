/* SPDX-License-Identifier: MIT */
/* The words for a halt's reason code. */
#include "tapewatch/model/halt.h"

#include <stddef.h>
#include <string.h>

static const struct {
    const char *code, *words;
} codes[] = {
#define HALT_CODE(code, words) {code, words},
#include "halt_codes.def"
#undef HALT_CODE
};

const char *halt_code_words(const char *code)
{
    for (size_t i = 0; code && i < sizeof codes / sizeof *codes; i++)
        if (strcmp(codes[i].code, code) == 0)
            return codes[i].words;
    return NULL;
}
