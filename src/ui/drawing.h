/*
 * One frame being drawn: what ui_draw.c, draw_popup.c and draw_chrome.c share.
 */
#ifndef TAPEWATCH_UI_DRAWING_H
#define TAPEWATCH_UI_DRAWING_H

#include "stack.h"

struct drawing {
    struct ui *u;
    const struct snapshot *now; /* never NULL */
    int64_t shown_ms, real_ms;
    struct canvas *c;
};

/* Which lines of the frame are the chrome's. */
struct frame_lines {
    int top, bottom; /* lines above and below the panels */
    bool has_status, has_hints;
};

/* ui_draw.c: a title in the first line of the area; `number` 0 shows none. A
 * choice in it can be clicked unless `panel` is below 0. */
void draw_title(const struct drawing *d, int panel, const void *view,
                const struct frame *f, struct rect area, int number);
void draw_panel(const struct drawing *d, struct screen_state *s, int panel,
                struct rect area, bool has_title);
/* The panels of a screen, as its layout places them in the area. */
void draw_body(const struct drawing *d, struct screen_state *s,
               struct rect area);

/* draw_popup.c: a screen in its box, over what is drawn already. */
void draw_popup(const struct drawing *d, struct screen_state *s);

/* cover.c: before a box is drawn there, blanks beside it what it would cut of
 * words and figures. */
void cover_words(struct canvas *c, struct rect box);

/* draw_chrome.c: `now` is NULL before the first snapshot. */
void draw_chrome(const struct drawing *d, struct frame_lines l,
                 const struct snapshot *now);

#endif
