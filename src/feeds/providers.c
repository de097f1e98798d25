/* SPDX-License-Identifier: MIT */
/* The table of providers. */
#include "tapewatch/feeds/provider.h"

#include <string.h>

#define PROVIDER(name) extern const struct provider provider_##name;
#include "providers.def"
#undef PROVIDER

const struct provider *const providers[] = {
#define PROVIDER(name) &provider_##name,
#include "providers.def"
#undef PROVIDER
    NULL,
};

const struct provider *provider_find(const char *name)
{
    for (const struct provider *const *p = providers; *p; p++)
        if (strcmp((*p)->name, name) == 0)
            return *p;
    return NULL;
}

const char *job_word(enum job j)
{
    static const char *const words[] = {
#define JOB_WORD(name, word) word,
        JOBS(JOB_WORD)
#undef JOB_WORD
    };

    return words[j];
}
