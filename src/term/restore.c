/* SPDX-License-Identifier: MIT */
/*
 * The terminal comes back on every way out.
 *
 * Asked to end (SIGINT, SIGTERM, SIGHUP), we note it and wake term_wait().
 * On a crash nothing of curses may be called: the handler writes bytes that
 * were prepared at the start, sets the terminal's modes and lets the signal
 * do its work. Handlers only use what is safe in them.
 */
#include "restore.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "tapewatch/base/io.h"
#include "tapewatch/base/mem.h"

enum kind { KIND_END, KIND_CRASH, KIND_WAKE };
static const struct {
    int number;
    enum kind kind;
    unsigned wake;
} signals[] = {
    {SIGINT, KIND_END, 0},    {SIGTERM, KIND_END, 0},
    {SIGHUP, KIND_END, 0},    {SIGQUIT, KIND_CRASH, 0},
    {SIGSEGV, KIND_CRASH, 0}, {SIGBUS, KIND_CRASH, 0},
    {SIGABRT, KIND_CRASH, 0}, {SIGILL, KIND_CRASH, 0},
    {SIGFPE, KIND_CRASH, 0},  {SIGWINCH, KIND_WAKE, WAKE_RESIZE},
    {SIGTSTP, KIND_WAKE, WAKE_STOP}, {SIGCONT, KIND_WAKE, WAKE_CONTINUE},
};
enum { SIGNALS = sizeof signals / sizeof *signals };

/* A handler gets no argument, so this one struct is file-scope. */
static struct {
    volatile sig_atomic_t is_active, fatal, wakes[3];
    int in_fd, out_fd, pipe[2];
    char reset[sizeof(((struct probe *)0)->reset)];
    size_t reset_length;
    struct termios modes;
    bool has_modes, has_handlers, is_noted;
    struct sigaction before[SIGNALS];
} live = {.pipe = {-1, -1}};

/* Safe in a handler. */
static void reset_now(void)
{
    if (!live.is_active)
        return;
    live.is_active = 0;
    (void)io_write(live.out_fd, live.reset, live.reset_length);
    if (live.has_modes)
        tcsetattr(live.in_fd, TCSANOW, &live.modes);
}

static void wake_up(void)
{
    int kept = errno;
    ssize_t done = write(live.pipe[1], "", 1);
    (void)done; /* a full pipe is awake already */
    errno = kept;
}

static void on_end(int number)
{
    live.fatal = number;
    wake_up();
}

static void on_crash(int number)
{
    reset_now();
    signal(number, SIG_DFL); /* SA_RESETHAND did so already, mostly */
    raise(number);
}

static void on_wake(int number)
{
    for (int i = 0; i < SIGNALS; i++) {
        for (int bit = 0; signals[i].number == number && bit < 3; bit++) {
            if (signals[i].wake & (1U << bit))
                live.wakes[bit] = 1;
        }
    }
    wake_up();
}

static void set_handler(int i)
{
    struct sigaction a = {0};
    sigemptyset(&a.sa_mask);
    switch (signals[i].kind) {
    case KIND_END:
        a.sa_handler = on_end;
        break;
    case KIND_CRASH:
        a.sa_handler = on_crash;
        a.sa_flags = SA_RESETHAND | SA_NODEFER;
        break;
    case KIND_WAKE:
        a.sa_handler = on_wake;
        a.sa_flags = SA_RESTART;
        break;
    }
    sigaction(signals[i].number, &a, NULL);
}

static void open_pipe(void)
{
    if (pipe(live.pipe) != 0) {
        live.pipe[0] = live.pipe[1] = -1;
        return;
    }
    for (int i = 0; i < 2; i++) {
        fcntl(live.pipe[i], F_SETFL, O_NONBLOCK);
        fcntl(live.pipe[i], F_SETFD, FD_CLOEXEC);
    }
}

void restore_prepare(const struct probe *p, int in_fd, int out_fd)
{
    live.in_fd = in_fd;
    live.out_fd = out_fd;
    live.fatal = 0;
    memcpy(live.reset, p->reset, p->reset_length);
    live.reset_length = p->reset_length;
    live.has_modes = tcgetattr(in_fd, &live.modes) == 0;
    for (int i = 0; i < SIGNALS; i++)
        sigaction(signals[i].number, NULL, &live.before[i]);
    live.is_noted = true;
}

void restore_arm(bool with_handlers)
{
    open_pipe();
    live.has_handlers = with_handlers;
    for (int i = 0; i < SIGNALS; i++) {
        /* nohup and shells' & say "ignore": so be it. */
        bool is_ignored = live.before[i].sa_handler == SIG_IGN;
        if (with_handlers && !is_ignored)
            set_handler(i);
        else
            sigaction(signals[i].number, &live.before[i], NULL);
    }
    mem_on_death(reset_now);
}

void restore_set_active(bool is_active)
{
    live.is_active = is_active;
}

void restore_disarm(void)
{
    mem_on_death(NULL);
    live.is_active = 0;
    for (int i = 0; live.is_noted && i < SIGNALS; i++)
        sigaction(signals[i].number, &live.before[i], NULL);
    live.is_noted = false;
    for (int i = 0; i < 2; i++) {
        if (live.pipe[i] >= 0)
            close(live.pipe[i]);
        live.pipe[i] = -1;
    }
}

int restore_wake_fd(void)
{
    return live.pipe[0];
}

unsigned restore_take_wakes(void)
{
    char drained[64];
    unsigned wakes = 0;
    while (live.pipe[0] >= 0 &&
           read(live.pipe[0], drained, sizeof drained) > 0) {
    }
    for (int bit = 0; bit < 3; bit++) {
        if (live.wakes[bit]) {
            live.wakes[bit] = 0;
            wakes |= 1U << bit;
        }
    }
    return wakes;
}

int restore_fatal_signal(void)
{
    return live.fatal;
}

void restore_hang_up(void)
{
    live.fatal = SIGHUP;
}

void restore_hold_stop(bool is_held)
{
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    sigprocmask(is_held ? SIG_BLOCK : SIG_UNBLOCK, &stop, NULL);
}

void restore_stop(void)
{
    struct sigaction by_default = {.sa_handler = SIG_DFL}, ours;
    sigset_t stop, before;
    sigemptyset(&by_default.sa_mask);
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    sigaction(SIGTSTP, &by_default, &ours);
    sigprocmask(SIG_UNBLOCK, &stop, &before);
    kill(getpid(), SIGTSTP);
    sigprocmask(SIG_SETMASK, &before, NULL);
    sigaction(SIGTSTP, &ours, NULL);
}
