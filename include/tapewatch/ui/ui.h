/*
 * The user interface without a terminal: a stack of screens over a snapshot.
 * A frame is a pure function of (snapshot, view, now).
 */
#ifndef TAPEWATCH_UI_UI_H
#define TAPEWATCH_UI_UI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/base/clock.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/config/config.h"
#include "tapewatch/model/command.h"
#include "tapewatch/state/snapshot.h"
#include "tapewatch/ui/canvas.h"
#include "tapewatch/ui/key.h"
#include "tapewatch/ui/speed.h"

struct ui;

/* `watchlist` is shown first (copied). */
struct ui *ui_new(const struct config *config, const char *watchlist);
void ui_free(struct ui *u);

enum { UI_COMMANDS_MAX = 264 }; /* one for each row that can be marked */

/* What becomes of a setting: tried until UNSHOW or another change, for this
 * session, for the next starts too, or again what was said outside. */
enum ui_change { UI_CHANGE_NONE, UI_CHANGE_SHOW, UI_CHANGE_UNSHOW,
                 UI_CHANGE_SET, UI_CHANGE_KEEP, UI_CHANGE_RESET };

/* A list that shall be written into a file. */
enum ui_export_what { UI_EXPORT_QUOTES, UI_EXPORT_NEWS, UI_EXPORT_EVENTS,
                      UI_EXPORT_PORTFOLIO };
struct ui_export {
    char path[200];      /* as typed; "": nothing is to be written */
    enum ui_export_what what;
    const char *symbols; /* of the rows, blanks between; "" all */
    const char *keys;    /* of headlines and events: which ones, as
                            report_request.keys; NULL: all of the symbols */
    char portfolio[PORTFOLIO_MAX]; /* "" the first */
};

/* What a key led to besides a changed view. */
struct ui_effects {
    struct command commands[UI_COMMANDS_MAX]; /* for the poller */
    size_t command_count;
    bool quit, suspend, redraw_all; /* Q, ^Z, ^L */
    enum ui_change change;
    char setting[32], value[200]; /* of SHOW, SET, KEEP; RESET has no value */
    /* Until the next call; NULL: nothing. Text for the clipboard; an address
     * to open in a browser. */
    const char *copy, *open;
    struct ui_export export;
    bool tests; /* tell as this rule would, now */
    struct made_rule tested;
    bool frozen; /* drawing should keep to the snapshot it has (pause) */
};
/* `now` may be NULL before the first snapshot. `real_ms` is a monotonic clock
 * for "press q again" and the life of messages. */
void ui_key(struct ui *u, struct key k, const struct snapshot *now,
            int64_t real_ms, struct ui_effects *out);

/* Draws the whole frame. `shown_ms` is the shown time (replay) used for
 * clocks and ages; `real_ms` as above. */
void ui_draw(struct ui *u, const struct snapshot *now, int64_t shown_ms,
             int64_t real_ms, struct canvas *c);
/* Real ms until something changes by time alone (clock, message): how long
 * the main loop may sleep. */
int ui_idle_ms(const struct ui *u, const struct snapshot *now,
               int64_t shown_ms, int64_t real_ms);
/* The way to the terminal, and a few words on it for the status line ("":
 * nothing to say). */
void ui_set_terminal(struct ui *u, const char *link, enum link_speed speed);
/* The user's zone, whose time stands behind that of the exchange; UTC until it
 * is told. */
void ui_set_zone(struct ui *u, const struct clock_zone *z);
/* For the settings screen: what the terminal can do ("256 colours, UTF-8"),
 * how the theme that is shown reads, and the themes there are, each with a few
 * words on it. All copied. */
void ui_set_abilities(struct ui *u, const char *text);
void ui_set_verdict(struct ui *u, const char *text);
void ui_add_theme(struct ui *u, const char *name, const char *remark);
/* A layout that a former session saved (slots from 0). */
void ui_add_layout(struct ui *u, int slot, const char *text);
/* Replaces the hint line for 4 s. */
void ui_message(struct ui *u, int64_t real_ms, enum role role,
                const char *text);
/* Somebody is there: a start, a key, or the focus came or went. Who was away
 * for a quarter of an hour (in wall_ms, from this run or the one before) is told
 * in one line what changed; the screen "since" has it all. A tape has its own
 * time, in which nobody is away: false, and nothing is noted. */
bool ui_note_look(struct ui *u, const struct snapshot *now, int64_t wall_ms,
                  int64_t real_ms);
/* An event in one sentence, for notifications. */
void ui_event_words(const struct snapshot *now, const struct event *e,
                    char *out, size_t size);
/* Is the screen paused by the user (live)? Then the caller keeps showing the
 * snapshot it has. */
bool ui_is_paused(const struct ui *u);

/* The table of keys as text, for --list-keys and the manual; with the config
 * (or NULL) those of its [keys]. */
void ui_list_keys(const struct config *config, struct strbuf *out);
/* Adds a line for each wrong line of [keys]; returns how many. */
size_t ui_check_keys(const struct config *config, struct strbuf *out);
/* The same of [aliases]: those that no command line could begin with. */
size_t ui_check_aliases(const struct config *config, struct strbuf *out);

#endif
