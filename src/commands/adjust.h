/*
 * Settings that change while the dashboard runs: checked, applied to what is
 * on the screen, told to the poller, kept. Main thread only.
 */
#ifndef TAPEWATCH_COMMANDS_ADJUST_H
#define TAPEWATCH_COMMANDS_ADJUST_H

#include "tapewatch/config/config.h"
#include "tapewatch/config/theme.h"
#include "tapewatch/term/term.h"
#include "tapewatch/ui/ui.h"

struct adjust { /* all borrowed */
    struct config *config; /* the main thread's copy */
    struct term *term;
    struct ui *ui;
    /* Sends a wish to the poller. */
    void (*send)(void *self, const struct command *c);
    void *self;
    bool is_replay; /* which keeps nothing */
    /* The theme's own file as it was seen last; size 0: there is none. */
    struct theme_file {
        char path[512];
        int64_t changed_ns, size;
        int64_t look_ms; /* monotonic: when it is looked at again */
    } file;
};

/* The most frames a second, by the settings and the way to the terminal. */
double adjust_fps(const struct config *c);
/* The user's wish for glyphs. */
enum term_glyphs adjust_glyphs(const struct config *c);
/* A light theme on a light terminal, unless one was asked for. */
void adjust_to_background(struct adjust *a);
/* The same, and tells the ui what the terminal can do and which themes there
 * are. */
void adjust_begin(struct adjust *a);
/* What a key wanted of a setting, with a word in the hint line. */
void adjust_take(struct adjust *a, const struct ui_effects *fx);
/* Looks, about once a second, whether the user has saved the theme's file; then
 * the theme is read again, and its first wrong line is told. True: the screen
 * is to be drawn. */
bool adjust_turn(struct adjust *a, int64_t now_ms);
/* How long the main loop may wait for that; -1: as long as it likes. */
int adjust_wait_ms(const struct adjust *a, int64_t now_ms);

#endif
