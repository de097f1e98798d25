/* SPDX-License-Identifier: MIT */
/* Roles by name. */
#include "tapewatch/model/vocabulary.h"

#include <string.h>

static const struct {
    const char *name, *from;
} roles[] = {
#define ROLE_ROW(name, from) {#name, from},
    ROLES(ROLE_ROW)
#undef ROLE_ROW
};

const char *role_name(enum role r)
{
    return roles[r].name;
}

const char *role_default(enum role r)
{
    return roles[r].from;
}

bool role_from_name(const char *name, enum role *out)
{
    for (int i = 0; i < ROLE_COUNT; i++) {
        if (strcmp(name, roles[i].name) == 0) {
            *out = (enum role)i;
            return true;
        }
    }
    return false;
}
