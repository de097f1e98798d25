/* SPDX-License-Identifier: MIT */
/* Waits for keys, signals and one more descriptor; stops and goes on. */
#include "internal.h"

#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>

#include "restore.h"

static bool resize(struct term *t)
{
    struct winsize size = {0};
    if (ioctl(t->in_fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 ||
        size.ws_row == 0) {
        return false;
    }
    resizeterm(size.ws_row, size.ws_col);
    draw_forget(t);
    return true;
}

void term_suspend(struct term *t)
{
    term_leave(t);
    restore_stop();
    /* The first refresh after endwin() takes the screen again. */
    refresh();
    term_enter(t);
    resize(t);
    draw_forget(t);
}

/* Acts on what signals asked for; true when the screen must be drawn anew,
 * which the caller learns as a change of size. */
static bool obey_signals(struct term *t)
{
    unsigned wakes = restore_take_wakes();
    if (restore_fatal_signal())
        return false;
    if (wakes & WAKE_STOP) {
        term_suspend(t);
        restore_take_wakes(); /* the SIGCONT that woke us */
        return true;
    }
    if (wakes & WAKE_CONTINUE) { /* after a SIGSTOP, which is not announced */
        reset_prog_mode();
        term_enter(t);
        draw_forget(t);
        resize(t);
        return true;
    }
    return (wakes & WAKE_RESIZE) && resize(t);
}

static bool next_key(struct term *t, struct key *out)
{
    enum key_result result;
    do {
        result = keys_next(t, out);
    } while (result == KEY_RESULT_AGAIN);
    return result == KEY_RESULT_KEY;
}

/* Readable, yet without a byte: whoever typed has gone. */
static bool is_hung_up(const struct term *t, short events)
{
    int bytes = 0;
    if (events & (POLLERR | POLLNVAL))
        return true;
    if (!(events & (POLLIN | POLLHUP)))
        return false;
    /* A terminal that is gone refuses the question. */
    return ioctl(t->in_fd, FIONREAD, &bytes) != 0 || bytes == 0;
}

enum term_event term_wait(struct term *t, int fd, int wait_ms,
                          struct key *out)
{
    struct pollfd p[3] = {{.fd = t->in_fd, .events = POLLIN},
                          {.fd = restore_wake_fd(), .events = POLLIN},
                          {.fd = fd, .events = POLLIN}};
    int64_t asked_at = t->link.asked_at;
    if (next_key(t, out))
        return TERM_KEY;
    if (t->link.asked_at != asked_at) {
        return TERM_NOTHING; /* answered */
    }
    int n = restore_fatal_signal() ? 0 : poll(p, 3, wait_ms);
    if (obey_signals(t)) {
        out->code = KEYCODE_RESIZE;
        return TERM_KEY;
    }
    if (n <= 0)
        return TERM_NOTHING;
    if (p[0].revents && is_hung_up(t, p[0].revents)) {
        restore_hang_up();
        return TERM_NOTHING;
    }
    if (p[0].revents && next_key(t, out))
        return TERM_KEY;
    return p[2].revents ? TERM_READY : TERM_NOTHING;
}
