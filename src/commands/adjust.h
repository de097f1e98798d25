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
};

/* The most frames a second, by the settings and the way to the terminal. */
double adjust_fps(const struct config *c);
/* Tells the ui what the terminal can do and which themes there are. */
void adjust_begin(struct adjust *a);
/* What a key wanted of a setting, with a word in the hint line. */
void adjust_take(struct adjust *a, const struct ui_effects *fx);
/* Reads the theme again, as its file may have changed: wrong lines are told,
 * and a file that is gone leaves the theme as it was. */
void adjust_reload_theme(struct adjust *a);

#endif
