/* SPDX-License-Identifier: MIT */
/* Any bytes as a config file; what was read can be printed. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/config/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_config(const char *text, size_t n)
{
    struct config *c = NULL;
    struct strbuf out = {0};

    if (config_load_text(text, n, &c) != ERR_OK)
        return;
    config_print(c, &out);
    for (size_t i = 0; i < config_problem_count(c); i++)
        if (config_problem(c, i)[0] == '\0')
            abort();
    if (config_list_count(c) == 0)
        abort();
    strbuf_done(&out);
    config_free(c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_config((const char *)data, size);
    return 0;
}
