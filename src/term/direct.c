/* SPDX-License-Identifier: MIT */
/*
 * True colours: COLORTERM says that the terminal has them, and the terminal
 * database how they are set, if it has an entry such as xterm-direct. The base
 * package of ncurses has none; then 256 colours are what is used.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "probe.h"

static bool says_true(void)
{
    const char *says = getenv("COLORTERM"), *no_color = getenv("NO_COLOR");
    return says && (strcmp(says, "truecolor") == 0 ||
                    strcmp(says, "24bit") == 0) &&
           !(no_color && *no_color);
}

/* "tmux-256color" -> "tmux-direct" */
static void name_of(const char *name, char *out, size_t size)
{
    static const char tail[] = "-256color";
    size_t n = strlen(name), cut = sizeof tail - 1;
    if (n > cut && strcmp(name + n - cut, tail) == 0)
        n -= cut;
    snprintf(out, size, "%.*s-direct", (int)n, name);
}

bool probe_direct(const char *name, char *out, size_t size, struct probe *p)
{
    char direct[64];
    struct probe found;
    if (!says_true())
        return false;
    name_of(name, direct, sizeof direct);
    found = probe_terminal(direct, STDOUT_FILENO);
    if (!found.is_known || !found.can_move || found.colors <= 256)
        return false;
    snprintf(out, size, "%s", direct);
    *p = found;
    return true;
}
