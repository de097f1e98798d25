/*
 * The one terminal, seen from inside. Includes curses, so nothing else may
 * include this. <term.h> has a `struct term` of its own: probe.c, which needs
 * it, stays away from this file.
 */
#ifndef TAPEWATCH_TERM_INTERNAL_H
#define TAPEWATCH_TERM_INTERNAL_H

#include <curses.h>
#include <stdio.h>

#include "notify.h"
#include "link.h"
#include "sent.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/term/term.h"

/* What the colours of a terminal can do, and the theme as shown on it. */
enum { HEAT_STEPS = 7 };
struct palette {
    enum theme_depth depth;
    int colors; /* terminfo's; 0: none */
    bool is_started; /* curses was told of colours */
    struct theme said;  /* as the file has it */
    struct theme theme; /* rising and falling as the user wants them */
    bool is_sparing; /* few colours: a slow link */
    enum theme_depth most; /* depth when it is not */
    struct look heat[HEAT_STEPS]; /* falling most .. rising most */
};

/* What curses needs to draw one cell. */
struct ink {
    attr_t attrs;
    int pair;
};

struct term {
    SCREEN *screen;
    WINDOW *input; /* a pad: reading keys from it never refreshes */
    FILE *in;      /* /dev/tty when standard input is not the keyboard */
    int in_fd;
    char name[64];           /* that curses opened it with */
    enum term_glyphs wish;   /* the user's */
    bool is_ascii, is_blocks;
    bool is_redraw_due;
    bool has_mouse, is_a11y; /* options */
    bool is_multiplexed;     /* inside tmux or screen */
    bool has_title;          /* one that we may set */
    bool is_asked;           /* the questions of the start were sent */
    bool is_width_asked;     /* how wide an arrow is: no answer yet */
    bool is_wide;            /* the answer was two cells */
    bool has_sync;           /* it can hold a frame until it is whole */
    bool is_shown;           /* a first canvas was */
    bool is_focused;
    enum term_background background;
    bool has_kept;   /* a key came while answers were waited for */
    struct key kept;
    struct link link;
    struct sent sent;
    struct strbuf paste;     /* text of the last KEYCODE_PASTE */
    enum updown_mode updown;
    struct notifying notifying;
    struct palette palette;
    struct canvas shown; /* what the terminal shows now */
    cchar_t *row;        /* room for a row of cells */
    int row_size;
};

/* colours.c */
void palette_open(struct palette *p, enum color_mode mode,
                  struct why *notice);
/* Another depth; the theme must be set again. */
void palette_set_mode(struct palette *p, enum color_mode mode);
void palette_set_theme(struct palette *p, const struct theme *theme,
                       enum updown_mode updown);
/* Few colours, or those of the theme again: they are half of the bytes. True:
 * what is shown looks different now. */
bool palette_spare(struct palette *p, bool is_sparing);
struct ink palette_ink(const struct palette *p, const struct cell *cell);

/* draw.c */
/* doupdate(), during which ^Z waits. */
void draw_send(void);
bool draw_canvas(struct term *t, const struct canvas *c); /* true: sent */
void draw_forget(struct term *t); /* the next drawing repaints all */
void draw_done(struct term *t);

/* change.c: by the wish, the locale and the terminal. True: they are others
 * than before. */
bool glyphs_renew(struct term *t);

/* keys.c */
void keys_open(struct term *t);
/* The next key that is there already; false: none, or none of ours. */
enum key_result { KEY_RESULT_NONE, KEY_RESULT_KEY, KEY_RESULT_AGAIN };
enum key_result keys_next(struct term *t, struct key *out);

/* modes.c: takes the screen and hands it over. */
void term_enter(struct term *t);
void term_leave(struct term *t);
/* Waits, though not for long, for what the start asked; a key that comes
 * meanwhile is kept. */
void keys_await(struct term *t);
/* Waits for answers that are still on their way, or a shell would read them
 * as typed. */
void keys_drain(struct term *t);
/* Bytes that a terminal answers, when it has come that far. */
#define QUESTION "\033[5n"
/* Bytes of our own: go out only when curses has sent all of its. */
void term_send(const char *bytes);
/* Asks what can only be asked, once, on an empty screen. */
void term_ask(struct term *t);
void modes_open(struct term *t, const struct term_options *o, bool has_title);

#endif
