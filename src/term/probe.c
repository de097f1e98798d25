/* SPDX-License-Identifier: MIT */
/* Asks terminfo what a terminal can do, and for the bytes that reset it. */
#include "probe.h"

#include <curses.h>
#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

#include "tapewatch/term/term.h"

static const char *text_of(const char *capability)
{
    char name[16];
    snprintf(name, sizeof name, "%s", capability);
    const char *s = tigetstr(name);
    return s && s != (const char *)-1 ? s : NULL; // NOLINT
}

static int number_of(const char *capability)
{
    char name[16];
    snprintf(name, sizeof name, "%s", capability);
    return tigetnum(name);
}

/* Adds a capability without its padding ("$<5>"), or not at all. */
static void add_reset(struct probe *p, const char *s)
{
    size_t at = p->reset_length;
    while (s && *s) {
        const char *end = s[0] == '$' && s[1] == '<' ? strchr(s, '>') : NULL;
        if (end)
            s = end + 1;
        else if (at + 1 >= sizeof p->reset)
            return;
        else
            p->reset[at++] = *s++;
    }
    p->reset_length = at;
}

bool probe_is_multiplexed(void)
{
    const char *tmux = getenv("TMUX"), *screen = getenv("STY");
    return (tmux && *tmux) || (screen && *screen);
}

bool probe_is_remote(void)
{
    const char *ssh = getenv("SSH_CONNECTION");
    return ssh && *ssh;
}

/* Consoles and multiplexers show no title, or a window name of their own. */
static bool may_set_title(const char *name)
{
    static const char *const kinds[] = {"xterm", "rxvt", "alacritty", "foot",
                                        "konsole", "gnome", "vte", "st-"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strncmp(name, kinds[i], strlen(kinds[i])) == 0)
            return !probe_is_multiplexed();
    }
    return false;
}

static void collect_reset(struct probe *p)
{
    add_reset(p, "\033[?2026l\033[?1006l\033[?1000l\033[?1004l\033[?2004l");
    if (p->has_title)
        add_reset(p, "\033[23;0t");
    add_reset(p, text_of("sgr0"));
    if (p->colors > 0)
        add_reset(p, text_of("op"));
    add_reset(p, text_of("cnorm"));
    add_reset(p, text_of("rmkx"));
    if (text_of("rmcup"))
        add_reset(p, text_of("rmcup"));
    else
        add_reset(p, "\r\n");
}

struct probe probe_terminal(const char *name, int fd)
{
    struct probe p = {0};
    TERMINAL *before = cur_term;
    int status = 0;
    if (setupterm(name, fd, &status) != OK) {
        set_curterm(before);
        return p;
    }
    TERMINAL *made = cur_term;
    p.is_known = true;
    p.can_move = text_of("cup") != NULL;
    p.colors = number_of("colors") > 0 ? number_of("colors") : 0;
    p.has_title = may_set_title(name);
    collect_reset(&p);
    set_curterm(before);
    if (made != before)
        del_curterm(made);
    return p;
}

bool term_describe(char *out, size_t size)
{
    const char *name = getenv("TERM");
    struct probe p = {0};
    if (name && *name)
        p = probe_terminal(name, STDOUT_FILENO);
    snprintf(out, size, "TERM=%s (%s), %d colours, %s, %s",
             name && *name ? name : "(not set)",
             p.is_known ? "known" : "not in the terminal database", p.colors,
             nl_langinfo(CODESET),
             isatty(STDOUT_FILENO) ? "a terminal" : "not a terminal");
    return p.is_known;
}
