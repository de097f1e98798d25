/*
 * The terminal: the only room that knows curses. Shows canvases, reads keys,
 * and puts everything back on every way out, signals and crashes included.
 * One terminal a process; used by the main thread only.
 */
#ifndef TAPEWATCH_TERM_TERM_H
#define TAPEWATCH_TERM_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/base/err.h"
#include "tapewatch/config/theme.h"
#include "tapewatch/ui/canvas.h"
#include "tapewatch/ui/key.h"

enum color_mode { COLOR_AUTO, COLOR_NONE, COLOR_16, COLOR_256 };
/* "auto", "none", "16", "256". */
enum color_mode term_color_mode(const char *word);
/* As the option `updown`; AUTO: red rises where the locale expects it. */
enum updown_mode { UPDOWN_MODE_AUTO, UPDOWN_MODE_GREEN_UP,
                   UPDOWN_MODE_RED_UP, UPDOWN_MODE_NONE };
/* "auto", "green-up", "red-up", "none". */
enum updown_mode term_updown_mode(const char *word);

struct term_options {
    enum color_mode color; /* AUTO: NO_COLOR and terminfo decide */
    enum updown_mode updown;
    bool ascii;            /* force the ASCII glyph set */
    const char *desktop;   /* as the option; NULL: no notifications */
    bool passthrough;      /* through tmux and screen too */
    bool no_signals;       /* leave signal handlers alone (tests) */
};

struct term;
/* `notice` says what is less than it could be ("TERM=foo is unknown, ..."). */
enum err term_open(const struct term_options *o, const struct theme *theme,
                   struct term **out, struct why *notice, struct why *why);
void term_close(struct term *t); /* restores; NULL-safe */

bool term_is_ascii(const struct term *t); /* locale or option */
void term_size(const struct term *t, int *width, int *height);
/* Draws what differs from what is there. */
void term_show(struct term *t, const struct canvas *c);
void term_redraw_all(struct term *t); /* next show repaints (^L, SIGCONT) */
void term_set_theme(struct term *t, const struct theme *theme);
void term_bell(struct term *t);
/* A notification of the desktop, where the terminal has one; after a frame. */
void term_notify(struct term *t, const char *title, const char *body);
/* Gives the terminal back, stops the process (SIGTSTP), takes it again. */
void term_suspend(struct term *t);

/* Waits at most wait_ms for a key or for `fd` (-1: none) to be readable.
 * True when a key is in *out; KEYCODE_RESIZE after a size change. */
bool term_wait(struct term *t, int fd, int wait_ms, struct key *out);
/* A fatal signal asked us to end: its number, else 0. */
int term_signal(const struct term *t);

/* For doctor: what was found (colours, charset, TERM). */
void term_describe(char *out, size_t size);

#endif
