/* SPDX-License-Identifier: MIT */
/* Clipboard and browser: programs of the user's, started without a shell. */
#include "outside.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tapewatch/base/ini.h"
#include "tapewatch/base/mem.h"

enum { WORDS_MAX = 16 };

/* Nothing of theirs may come upon our screen or take our keys. */
static pid_t start(char *const words[], int in_fd)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t own_group;
    pid_t pid = 0;

    posix_spawnattr_init(&own_group);
    posix_spawnattr_setflags(&own_group, POSIX_SPAWN_SETPGROUP);
    posix_spawn_file_actions_init(&actions);
    if (in_fd >= 0)
        posix_spawn_file_actions_adddup2(&actions, in_fd, STDIN_FILENO);
    else
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null",
                                         O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null",
                                     O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null",
                                     O_WRONLY, 0);
    if (posix_spawnp(&pid, words[0], &actions, &own_group, words, environ))
        pid = 0;
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&own_group);
    return pid;
}

/* Those that have ended by now; the others are seen to the next time. */
static void reap(struct outside *o)
{
    size_t kept = 0;

    for (size_t i = 0; i < o->count; i++)
        if (waitpid(o->running[i], NULL, WNOHANG) == 0)
            o->running[kept++] = o->running[i];
    o->count = kept;
}

/* More than that run only where none of them ever ends. */
static void remember(struct outside *o, pid_t pid)
{
    if (pid > 0 && o->count < OUTSIDE_MAX)
        o->running[o->count++] = pid;
}

static bool copy_to_tmux(struct outside *o, const char *text)
{
    char tmux[] = "tmux", load[] = "load-buffer", wide[] = "-w", from[] = "-";
    char *words[] = {tmux, load, wide, from, NULL};
    size_t n = strlen(text);
    int ends[2];
    pid_t pid;
    bool is_good;

    /* What fits in the pipe is written before anybody reads. */
    if (n > 4096 || pipe(ends) != 0)
        return false;
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    is_good = write(ends[1], text, n) == (ssize_t)n;
    close(ends[1]);
    pid = is_good ? start(words, ends[0]) : 0;
    close(ends[0]);
    remember(o, pid);
    return pid > 0;
}

const char *outside_copy(struct outside *o, struct term *t, const char *text)
{
    const char *tmux = getenv("TMUX");

    reap(o);
    if (tmux && *tmux && copy_to_tmux(o, text))
        return "copied to tmux";
    return term_copy(t, text) ? "sent to the terminal's clipboard"
                              : "too long for the terminal's clipboard";
}

static bool is_web(const char *url)
{
    return strncmp(url, "https://", 8) == 0 ||
           strncmp(url, "http://", 7) == 0;
}

/* The browser's words with the address in the place of %s, or behind them. */
static size_t split(const char *command, const char *url,
                    char *words[WORDS_MAX + 2])
{
    const char *item;
    size_t count = 0, n = 0;
    bool is_placed = false;

    while (count < WORDS_MAX && (item = ini_item(&command, &n)) != NULL) {
        bool is_place = n == 2 && strncmp(item, "%s", 2) == 0;

        words[count++] = is_place ? mem_text(url) : mem_text_n(item, n);
        is_placed |= is_place;
    }
    if (count && !is_placed)
        words[count++] = mem_text(url);
    words[count] = NULL;
    return count;
}

const char *outside_open(struct outside *o, const char *url)
{
    const char *browser = getenv("BROWSER");
    char *words[WORDS_MAX + 2];
    size_t count;
    pid_t pid;

    reap(o);
    if (!is_web(url))
        return "its address is no web page";
    count = split(browser && *browser ? browser : "xdg-open", url, words);
    pid = count ? start(words, -1) : 0;
    remember(o, pid);
    for (size_t i = 0; i < count; i++)
        free(words[i]);
    return pid > 0 ? "opened in the browser"
                   : "no browser could be started; O shows the address";
}
