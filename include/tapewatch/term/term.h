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
#include "tapewatch/ui/speed.h"

enum color_mode { COLOR_AUTO, COLOR_NONE, COLOR_16, COLOR_256, COLOR_TRUE };
/* "auto", "none", "16", "256", "true". */
enum color_mode term_color_mode(const char *word);
/* As the option `updown`; AUTO: red rises where the locale expects it. */
enum updown_mode { UPDOWN_MODE_AUTO, UPDOWN_MODE_GREEN_UP,
                   UPDOWN_MODE_RED_UP, UPDOWN_MODE_RED_UP_BLUE_DOWN,
                   UPDOWN_MODE_NONE };
/* "auto", "green-up", "red-up", "red-up-blue-down", "none". */
enum updown_mode term_updown_mode(const char *word);

/* How often frames are sent: AUTO by how fast the terminal answers. */
enum term_link { TERM_LINK_AUTO, TERM_LINK_FAST, TERM_LINK_SLOW };
/* "auto", "fast", "slow". */
enum term_link term_link_mode(const char *word);

/* AUTO: by locale, terminal and how wide its arrows are. BLOCKS: half blocks
 * and shades, no braille (the Linux console). */
enum term_glyphs { TERM_GLYPHS_AUTO, TERM_GLYPHS_UNICODE, TERM_GLYPHS_BLOCKS,
                   TERM_GLYPHS_ASCII };
/* "auto", "unicode", "blocks", "ascii". */
enum term_glyphs term_glyphs_mode(const char *word);

struct term_options {
    enum color_mode color; /* AUTO: NO_COLOR and terminfo decide */
    enum updown_mode updown;
    enum term_glyphs glyphs;
    const char *desktop;   /* as the option; NULL: no notifications */
    bool passthrough;      /* through tmux and screen too */
    bool mouse;            /* clicks and the wheel come as keys */
    bool a11y;             /* the cursor shows where the selection is */
    bool asks;             /* questions to the terminal are allowed */
    enum term_link link;
    double fps;            /* most frames a second; 0: 2 */
    bool no_signals;       /* leave signal handlers alone (tests) */
};

/* By the terminal's answer (within 100 ms), else by COLORFGBG. */
enum term_background { TERM_BACKGROUND_UNKNOWN, TERM_BACKGROUND_DARK,
                       TERM_BACKGROUND_LIGHT };

/* Takes the locale of the environment, once, before anything else; for one that
 * is not installed here but writes UTF-8 another that does. */
void term_take_locale(void);
/* "zh_CN.UTF-8": what the environment asks for, be it installed or not; "". */
const char *term_locale_wanted(void);

struct term;
enum term_background term_background(const struct term *t);
/* `notice` says what is less than it could be ("TERM=foo is unknown, ..."). */
enum err term_open(const struct term_options *o, const struct theme *theme,
                   struct term **out, struct why *notice, struct why *why);
void term_close(struct term *t); /* restores; NULL-safe */

/* By locale or option; or found out later, when a terminal's arrows are two
 * cells wide (then KEYCODE_RESIZE comes). */
bool term_is_ascii(const struct term *t);
bool term_is_blocks(const struct term *t); /* as of a canvas */
bool term_has_shades(const struct term *t); /* as of a canvas */
void term_size(const struct term *t, int *width, int *height);
/* Draws what differs from what is there, at once: the answer to a key. */
void term_show(struct term *t, const struct canvas *c);
/* The same for what nobody waits for: term_news_wait_ms() says in how
 * many ms it may be drawn; 0: now. */
void term_show_news(struct term *t, const struct canvas *c);
int term_news_wait_ms(struct term *t);
/* The same if the terminal answers in time: not sooner. */
int term_news_soonest_ms(const struct term *t);
/* The user waits for the next of it: it is due as soon as there is an answer
 * to the one before. */
void term_hurry_news(struct term *t);
/* False while another window has the focus (where terminals tell). */
bool term_is_focused(const struct term *t);
/* "link 1.1 KB/s 2 fps RTT 38 ms"; "" while nothing is known. */
void term_describe_link(struct term *t, char *out, size_t size);
enum link_speed term_link_speed(const struct term *t);
void term_set_fps(struct term *t, double fps);
void term_set_updown(struct term *t, enum updown_mode updown);
void term_set_mouse(struct term *t, bool is_on);
/* As at the opening; COLOR_TRUE shows what the terminal was opened with. */
void term_set_color(struct term *t, enum color_mode mode);
void term_set_glyphs(struct term *t, enum term_glyphs wish);
void term_set_link(struct term *t, enum term_link link);
/* Of what the theme is shown in; and in words: "256 colours, UTF-8". */
enum theme_depth term_depth(const struct term *t);
void term_abilities(const struct term *t, char *out, size_t size);
/* The theme as it is shown, rising and falling as the user wants them. */
const struct theme *term_theme(const struct term *t);
/* "tapewatch 2!", where there is a title; 0: "tapewatch". */
void term_set_title(struct term *t, unsigned alerts);
/* Gives the text to the terminal's clipboard (OSC 52); false: too long. */
bool term_copy(struct term *t, const char *text);
void term_redraw_all(struct term *t); /* next show repaints (^L, SIGCONT) */
void term_set_theme(struct term *t, const struct theme *theme);
void term_bell(struct term *t);
/* A notification of the desktop, where the terminal has one; after a frame. */
void term_notify(struct term *t, const char *title, const char *body);
/* Gives the terminal back, stops the process (SIGTSTP), takes it again. */
void term_suspend(struct term *t);

enum term_event { TERM_NOTHING, TERM_KEY, TERM_READY };
/* Waits at most wait_ms for a key or for `fd` (-1: none) to be readable. KEY: a
 * key is in *out; KEYCODE_RESIZE after a size change, KEYCODE_FOCUS when the
 * focus came or went. READY: `fd` is readable. NOTHING may come early: the
 * terminal answered, and how long to wait is another matter now. */
enum term_event term_wait(struct term *t, int fd, int wait_ms,
                          struct key *out);
/* A fatal signal asked us to end: its number, else 0. */
int term_signal(const struct term *t);

/* For doctor: what was found (colours, charset, TERM). False when there is no
 * such terminal. */
bool term_describe(char *out, size_t size);

#endif
