/*
 * A scrolled text: lines of a width, each in one role.
 */
#ifndef TAPEWATCH_UI_TEXT_VIEW_H
#define TAPEWATCH_UI_TEXT_VIEW_H

#include <stddef.h>

#include "../panel.h"

struct text_view {
    size_t top, page, count; /* lines: first drawn, drawn, of the text */
    int wanted; /* lines that contain the filter's text to go on (or back);
                   done when it is drawn next */
};

struct text_line {
    enum role role;
    char *text;
};
struct text {
    struct text_line *lines;
    size_t count, cap;
};
void text_add(struct text *t, enum role role, const char *line);
/* Broken at blanks into lines of at most `width` cells. */
void text_wrap(struct text *t, enum role role, const char *s, int width);
void text_cut(struct text *t, size_t lines); /* the first ones */
void text_done(struct text *t);

/* The act of panels whose view begins with a struct text_view. */
bool text_view_act(void *view, const struct frame *f, enum ui_action a,
                   struct wish *wish);
/* `find` is marked where a line contains it ("": nothing). */
void text_view_draw(struct text_view *v, const struct text *t,
                    const char *find, struct canvas *c, struct rect area);

#endif
