/* SPDX-License-Identifier: MIT */
/* Any bytes as a theme: every problem has words. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/config/theme.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_problem(void *self, const char *text)
{
    (void)self;
    if (strncmp(text, "fuzz.theme", 10) != 0)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct theme theme;

    (void)theme_parse((const char *)data, size, "fuzz.theme", NULL, &theme,
                      NULL, check_problem, NULL);
    return 0;
}
