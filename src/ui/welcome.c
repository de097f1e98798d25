/* SPDX-License-Identifier: MIT */
/* The line that greets who was away. */
#include <stdio.h>

#include "show.h"
#include "stack.h"
#include "tapewatch/state/since.h"

enum {
    AWAY_MS = 15 * 60 * 1000, /* who did nothing for so long was away */
    WELCOME_MS = 20 * 1000,
    SYMBOLS_MOST = 64
};

static unsigned count_events(const struct snapshot *s, int64_t since_ms)
{
    unsigned n = 0;

    for (size_t i = 0; i < s->event_count; i++)
        n += since_is_event(&s->events[i], since_ms);
    return n;
}

static void welcome(struct ui *u, const struct snapshot *now,
                    int64_t since_ms, int64_t real_ms)
{
    struct since_unread unread[SYMBOLS_MOST];
    struct since_move move;
    unsigned events, headlines;
    char when[16], text[160], moved[60] = "";

    u->away_since = since_ms;
    u->is_touched = true;
    events = count_events(now, since_ms);
    (void)since_unread(now, since_ms, unread, SYMBOLS_MOST, &headlines);
    if (since_moves(now, since_ms, &move, 1))
        (void)snprintf(moved, sizeof(moved), ", %s %+.2f%%",
                       move.listing->instrument->symbol, move.change_pct);
    show_time_text(since_ms, now->now_ms, when);
    if (events == 0 && headlines == 0 && !moved[0]) /* nothing came in yet */
        (void)snprintf(text, sizeof(text),
                       "gs shows what changed since you last looked (%s)",
                       when);
    else
        (void)snprintf(
            text, sizeof(text),
            "since %s: %u event%s%s, %u unread headline%s; gs shows it", when,
            events, events == 1 ? "" : "s", moved, headlines,
            headlines == 1 ? "" : "s");
    ui_message(u, real_ms, ROLE_info, text);
    u->message_until = real_ms + WELCOME_MS;
}

bool ui_note_look(struct ui *u, const struct snapshot *now, int64_t wall_ms,
                  int64_t real_ms)
{
    int64_t before;

    if (!now || now->mode == RUN_REPLAY)
        return false;
    before = u->looked_ms ? u->looked_ms : now->looked_ms;
    if (before && wall_ms - before >= AWAY_MS)
        welcome(u, now, before, real_ms);
    u->looked_ms = wall_ms;
    return true;
}
