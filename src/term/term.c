/* SPDX-License-Identifier: MIT */
/* Takes the terminal, shows canvases on it, and gives it back. */
#include "internal.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "probe.h"
#include "restore.h"
#include "tapewatch/base/clock.h"
#include "tapewatch/base/mem.h"

enum color_mode term_color_mode(const char *word)
{
    static const char *const words[] = {"auto", "none", "16", "256", "true"};
    for (int i = COLOR_NONE; i <= COLOR_TRUE; i++) {
        if (strcmp(word, words[i]) == 0)
            return (enum color_mode)i;
    }
    return COLOR_AUTO;
}

enum updown_mode term_updown_mode(const char *word)
{
    static const char *const words[] = {"auto", "green-up", "red-up",
                                        "red-up-blue-down", "none"};
    for (int i = UPDOWN_MODE_GREEN_UP; i <= UPDOWN_MODE_NONE; i++) {
        if (strcmp(word, words[i]) == 0)
            return (enum updown_mode)i;
    }
    return UPDOWN_MODE_AUTO;
}

enum term_link term_link_mode(const char *word)
{
    static const char *const words[] = {"auto", "fast", "slow"};
    for (int i = TERM_LINK_FAST; i <= TERM_LINK_SLOW; i++) {
        if (strcmp(word, words[i]) == 0)
            return (enum term_link)i;
    }
    return TERM_LINK_AUTO;
}

/* The name to open: TERM, or what it most likely speaks. */
static enum err choose(const char **name, struct probe *p, struct why *notice,
                       struct why *why)
{
    const char *wanted = getenv("TERM");
    *name = wanted && *wanted ? wanted : "xterm-256color";
    *p = probe_terminal(*name, STDOUT_FILENO);
    if (!p->is_known || !wanted || !*wanted) {
        const char *instead = "xterm-256color";
        *p = probe_terminal(instead, STDOUT_FILENO);
        if (!p->is_known)
            return why_set(why, ERR_NOT_FOUND,
                           "TERM=%s is not in the terminal database; install"
                           " its entry (package ncurses-term)", *name);
        why_set(notice, ERR_OK, "TERM=%.40s is unknown here, treated as %s",
                wanted ? wanted : "", instead);
        *name = instead;
    }
    if (!p->can_move)
        return why_set(why, ERR_USAGE,
                       "TERM=%s cannot place the cursor; use the commands"
                       " quote, events or news instead", *name);
    return ERR_OK;
}

/* A tape may come by standard input: then the keyboard is /dev/tty. */
static enum err open_keyboard(struct term *t, struct why *why)
{
    if (!isatty(STDOUT_FILENO))
        return why_set(why, ERR_USAGE, "standard output is not a terminal");
    t->in = isatty(STDIN_FILENO) ? stdin : fopen("/dev/tty", "r");
    if (!t->in)
        return why_set(why, ERR_USAGE, "there is no terminal to read from");
    t->in_fd = fileno(t->in);
    return ERR_OK;
}

static void close_keyboard(struct term *t)
{
    if (t->in && t->in != stdin)
        fclose(t->in);
}

/* ^S and ^Q are keys, and hold nothing up. Curses' own modes have them as the
 * terminal had them, restore.c puts those back. */
static void take_flow_keys(const struct term *t)
{
    struct termios modes;

    if (tcgetattr(t->in_fd, &modes) != 0)
        return;
    modes.c_iflag &= ~(tcflag_t)IXON;
    (void)tcsetattr(t->in_fd, TCSANOW, &modes);
    def_prog_mode(); /* for reset_prog_mode() after a stop */
}

static enum err start(struct term *t, const struct term_options *o,
                      const char *name, struct why *why)
{
    fflush(stdout);
    t->screen = newterm(name, stdout, t->in);
    if (!t->screen)
        return why_set(why, ERR_IO, "cannot use a terminal of type %s", name);
    set_term(t->screen);
    restore_arm(!o->no_signals);
    cbreak(); /* not raw: ^C and ^Z stay signals */
    noecho();
    nonl();
    intrflush(stdscr, FALSE);
    take_flow_keys(t);
    typeahead(-1); /* or a key that waits would cut a frame in two */
    t->input = newpad(1, 1);
    if (!t->input)
        return why_set(why, ERR_IO, "curses has no room for its input");
    return ERR_OK;
}

static const char *variable(const char *name)
{
    return getenv(name);
}

enum err term_open(const struct term_options *o, const struct theme *theme,
                   struct term **out, struct why *notice, struct why *why)
{
    struct term *t = mem_new(1, sizeof *t);
    struct probe p = {0};
    const char *name = NULL;
    char direct[64];
    enum err e = open_keyboard(t, why);
    if (!e)
        e = choose(&name, &p, notice, why);
    if (!e && (o->color == COLOR_AUTO || o->color == COLOR_TRUE) &&
        probe_direct(name, direct, sizeof direct, &p)) {
        name = direct;
    }
    if (!e) {
        restore_prepare(&p, t->in_fd, STDOUT_FILENO);
        e = start(t, o, name, why);
    }
    if (e) {
        term_close(t);
        return e;
    }
    snprintf(t->name, sizeof t->name, "%s", name);
    t->wish = o->glyphs;
    (void)glyphs_renew(t);
    t->updown = o->updown;
    if (o->desktop)
        t->notifying = notify_choose(o->desktop, o->passthrough, variable);
    modes_open(t, o, p.has_title);
    keys_open(t);
    palette_open(&t->palette, o->color, notice);
    term_set_theme(t, theme);
    term_enter(t);
    if (o->asks)
        term_ask(t);
    *out = t;
    return ERR_OK;
}

void term_close(struct term *t)
{
    if (!t)
        return;
    if (t->input) {
        term_leave(t);
        delwin(t->input);
    } else if (t->screen) {
        endwin();
    }
    draw_done(t);
    sent_close(&t->sent);
    strbuf_done(&t->paste);
    if (t->screen)
        delscreen(t->screen);
    restore_disarm();
    close_keyboard(t);
    free(t);
}

bool term_has_shades(const struct term *t)
{
    const struct palette *p = &t->palette;

    return (p->depth == DEPTH_256 || p->depth == DEPTH_TRUE) &&
           p->heat[0].bg != THEME_DEFAULT;
}

void term_size(const struct term *t, int *width, int *height)
{
    (void)t;
    *width = COLS;
    *height = LINES;
}

void term_show(struct term *t, const struct canvas *c)
{
    (void)draw_canvas(t, c);
}

void term_show_news(struct term *t, const struct canvas *c)
{
    if (draw_canvas(t, c) && link_drew(&t->link, clock_monotonic_ms())) {
        term_send(QUESTION);
        link_asked(&t->link, clock_monotonic_ms());
    }
}

int term_news_wait_ms(struct term *t)
{
    int64_t now = clock_monotonic_ms();
    if (link_is_probe_due(&t->link, now)) {
        term_send(QUESTION);
        link_probed(&t->link, now);
    }
    return link_wait_ms(&t->link, now);
}

int term_news_soonest_ms(const struct term *t)
{
    int64_t left = link_due(&t->link) - clock_monotonic_ms();

    return left > 0 ? (int)left : 0;
}

void term_hurry_news(struct term *t)
{
    link_hurry(&t->link);
}

bool term_is_focused(const struct term *t)
{
    return t->is_focused;
}

void term_describe_link(struct term *t, char *out, size_t size)
{
    t->link.sent = sent_total(&t->sent);
    link_describe(&t->link, clock_monotonic_ms(), out, size);
}

enum link_speed term_link_speed(const struct term *t)
{
    return link_speed(&t->link);
}

void term_set_fps(struct term *t, double fps)
{
    t->link.base_ms = (int64_t)(1000 / (fps > 0 ? fps : 2));
}

void term_set_updown(struct term *t, enum updown_mode updown)
{
    struct theme theme = t->palette.said;
    t->updown = updown;
    term_set_theme(t, &theme);
}

void term_redraw_all(struct term *t)
{
    draw_forget(t);
}

void term_set_theme(struct term *t, const struct theme *theme)
{
    palette_set_theme(&t->palette, theme, t->updown);
    /* Cells look different though they say the same. */
    draw_forget(t);
}

void term_bell(struct term *t)
{
    (void)t;
    term_send("\a");
}

void term_notify(struct term *t, const char *title, const char *body)
{
    struct strbuf bytes = {0};
    notify_compose(&t->notifying, t->is_ascii, title, body, &bytes);
    if (bytes.len > 0)
        term_send(strbuf_text(&bytes));
    strbuf_done(&bytes);
}

int term_signal(const struct term *t)
{
    (void)t;
    return restore_fatal_signal();
}
