/* SPDX-License-Identifier: MIT */
/* Where libcurl's functions are: in a file that is loaded now, or linked. */
#include "curl_api.h"

#include <stddef.h>
#include <string.h>

/* What is loaded has the types of the headers that we were built with. */
#define CURL_CHECK(result, name, parameters)                                   \
    _Static_assert(                                                            \
        _Generic(&(curl_##name), result(*) parameters : 1, default : 0),       \
        "curl_" #name " is another function");
CURL_FUNCTIONS(CURL_CHECK)
#undef CURL_CHECK

#ifdef TAPEWATCH_CURL_FILE

#include <dlfcn.h>

static enum err find(struct curl_api *out, struct why *why)
{
    static const struct {
        const char *name;
        size_t offset;
    } functions[] = {
#define CURL_ROW(result, name, parameters)                                     \
    {"curl_" #name, offsetof(struct curl_api, name)},
        CURL_FUNCTIONS(CURL_ROW)
#undef CURL_ROW
    };
    void *library = dlopen(TAPEWATCH_CURL_FILE, RTLD_NOW | RTLD_LOCAL);

    if (!library)
        return why_set(why, ERR_MISSING, "libcurl cannot be loaded: %s",
                       dlerror());
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        void *function = dlsym(library, functions[i].name);

        if (!function)
            return why_set(why, ERR_MISSING, "libcurl is too old: %s",
                           dlerror());
        memcpy((char *)out + functions[i].offset, &function, sizeof function);
    }
    return ERR_OK;
}

#else

static enum err find(struct curl_api *out, struct why *why)
{
    (void)why;
    *out = (struct curl_api){
#define CURL_ROW(result, name, parameters) .name = (curl_##name),
        CURL_FUNCTIONS(CURL_ROW)
#undef CURL_ROW
    };
    return ERR_OK;
}

#endif

enum err curl_api_open(struct curl_api *out, struct why *why)
{
    struct curl_api found;
    enum err e = find(&found, why);

    if (e != ERR_OK)
        return e;
    if (found.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return why_set(why, ERR_IO, "libcurl cannot be started");
    *out = found;
    return ERR_OK;
}
