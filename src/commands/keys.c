/* SPDX-License-Identifier: MIT */
/* Finds the users' keys. A key_command is words, not a shell's line; it has
 * ten seconds, and what it says beyond the first line is not read. */
#include "keys.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "subcommands.h"
#include "tapewatch/base/clock.h"
#include "tapewatch/base/ini.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/feeds/provider.h"

enum { WORDS_MAX = 32, COMMAND_MS = 10 * 1000, LINGER_MS = 1000,
       LINE_MAX_BYTES = 512 };

static size_t split(const char *command, char *words[WORDS_MAX + 1])
{
    const char *item;
    size_t count = 0, n = 0;

    while (count < WORDS_MAX && (item = ini_item(&command, &n)) != NULL)
        words[count++] = mem_text_n(item, n);
    words[count] = NULL;
    return count;
}

/* Starts it with its output in *fd; 0 when it cannot be started. What it says
 * on stderr goes nowhere: a key may be in it, and one that it leaves behind
 * would write into the screen. Whoever asks for a PIN has /dev/tty. */
static pid_t start(char *const words[], int *fd)
{
    posix_spawn_file_actions_t actions;
    pid_t pid = 0;
    int ends[2];

    if (pipe(ends) != 0)
        return 0;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null",
                                     O_WRONLY, 0);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    posix_spawn_file_actions_addclose(&actions, ends[1]);
    if (posix_spawnp(&pid, words[0], &actions, NULL, words, environ) != 0)
        pid = 0;
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    *fd = ends[0];
    if (pid == 0)
        close(ends[0]);
    return pid;
}

/* What it says until its end, at most so much and for so long. */
static bool read_all(int fd, char *out, size_t size)
{
    int64_t end_ms = clock_monotonic_ms() + COMMAND_MS;
    size_t n = 0;
    ssize_t got = 1;

    while (got > 0 && n + 1 < size) {
        struct pollfd ready = {.fd = fd, .events = POLLIN};
        int64_t left_ms = end_ms - clock_monotonic_ms();
        if (left_ms <= 0 || poll(&ready, 1, (int)left_ms) <= 0)
            return false;
        got = read(fd, out + n, size - 1 - n);
        n += got > 0 ? (size_t)got : 0;
    }
    out[n] = '\0';
    out[strcspn(out, "\r\n")] = '\0';
    return got == 0 || strlen(out) < n;
}

/* One that has said all it had to say has a little time to end. */
static bool wait_for(pid_t pid, int *status)
{
    int64_t end_ms = clock_monotonic_ms() + LINGER_MS;
    pid_t ended = waitpid(pid, status, WNOHANG);

    while (ended == 0 && clock_monotonic_ms() < end_ms) {
        (void)poll(NULL, 0, 10);
        ended = waitpid(pid, status, WNOHANG);
    }
    if (ended != 0)
        return ended == pid;
    kill(pid, SIGKILL);
    while (waitpid(pid, status, 0) < 0 && errno == EINTR)
        ;
    return false;
}

/* Runs it to its end; the first line of its output is the answer. */
static bool ask(const char *command, char *out, size_t size)
{
    char *words[WORDS_MAX + 1];
    size_t count = split(command, words);
    int fd = -1, status = 0;
    pid_t pid = count ? start(words, &fd) : 0;
    bool is_good = false;

    if (pid > 0) {
        is_good = read_all(fd, out, size);
        close(fd);
        if (!is_good)
            kill(pid, SIGKILL);
        is_good = wait_for(pid, &status) && is_good && WIFEXITED(status) &&
                  WEXITSTATUS(status) == 0;
    }
    for (size_t i = 0; i < count; i++)
        free(words[i]);
    return is_good;
}

static void find_by_command(struct config *c, const char *provider)
{
    const char *command = config_key_command(c, provider);
    char line[LINE_MAX_BYTES] = "";

    if (!command[0])
        return;
    if (!ask(command, line, sizeof line))
        (void)fprintf(stderr, "tapewatch: %s: its key_command failed, or took "
                              "over %d s: going on without (run it yourself "
                              "to see why)\n",
                      provider, COMMAND_MS / 1000);
    else if (!config_set_secret(c, provider, line))
        (void)fprintf(stderr, "tapewatch: %s: its key_command gave no key\n",
                      provider);
    mem_wipe(line, sizeof line);
}

/* Two sources of one site need the key only once. */
static void share(struct config *c)
{
    for (const struct provider *const *p = providers; *p; p++)
        for (const struct provider *const *q = providers; *q; q++) {
            const char *key = config_secret(c, (*q)->name);
            if (key && (*p)->key_name && (*q)->key_name &&
                strcmp((*p)->key_name, (*q)->key_name) == 0 &&
                !config_secret(c, (*p)->name))
                (void)config_set_secret(c, (*p)->name, key);
        }
}

void keys_find(struct config *c)
{
    for (const struct provider *const *p = providers; *p; p++) {
        const char *name = (*p)->name;
        if ((*p)->key_name && config_provider_on(c, name, !(*p)->is_opt_in) &&
            !config_find_secret(c, name, (*p)->key_name))
            find_by_command(c, name);
    }
    share(c);
}
