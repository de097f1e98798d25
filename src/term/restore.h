/*
 * Signals, and giving the terminal back on every way out. What a signal
 * handler needs must be reachable without arguments: restore.c keeps the
 * program's one piece of such state.
 */
#ifndef TAPEWATCH_TERM_RESTORE_H
#define TAPEWATCH_TERM_RESTORE_H

#include <stdbool.h>

#include "probe.h"

enum wake { WAKE_RESIZE = 1, WAKE_STOP = 2, WAKE_CONTINUE = 4 };

/* Before curses starts: notes the terminal's modes and curses-to-be handlers.
 * in_fd is the keyboard, out_fd the screen. */
void restore_prepare(const struct probe *p, int in_fd, int out_fd);
/* After it has started: our handlers, or (without) those that were there. */
void restore_arm(bool with_handlers);
/* The screen is ours (a death must reset it) or not. */
void restore_set_active(bool is_active);
void restore_disarm(void); /* all handlers as they were */

int restore_wake_fd(void);         /* readable after a signal; -1: none */
unsigned restore_take_wakes(void); /* WAKE_*, and forgets them */
int restore_fatal_signal(void);    /* SIGINT, SIGTERM or SIGHUP; 0: none */
void restore_hang_up(void);        /* the keyboard is gone: as SIGHUP */
/* Curses ignores ^Z while it draws, and would lose it: held, it comes after. */
void restore_hold_stop(bool is_held);
/* Stops the process as ^Z does without us; returns when it goes on. */
void restore_stop(void);

#endif
