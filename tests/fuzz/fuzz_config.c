/* SPDX-License-Identifier: MIT */
/* Any bytes as a config file and as a theme. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/config/config.h"
#include "tapewatch/config/theme.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void count_problem(void *self, const char *text)
{
    *(size_t *)self += strlen(text);
}

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
    struct theme theme;
    size_t told = 0;

    read_config((const char *)data, size);
    (void)theme_parse((const char *)data, size, "fuzz.theme", NULL, &theme,
                      &told, count_problem, NULL);
    return 0;
}
