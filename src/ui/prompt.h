/*
 * One line of input at the foot of the screen, with a cursor.
 */
#ifndef TAPEWATCH_UI_PROMPT_H
#define TAPEWATCH_UI_PROMPT_H

#include <stdbool.h>
#include <stddef.h>

#include "tapewatch/ui/canvas.h"
#include "tapewatch/ui/key.h"

enum prompt_kind { PROMPT_NONE, PROMPT_FILTER, PROMPT_COMMAND, PROMPT_PASTE };
enum prompt_result { PROMPT_GOES_ON, PROMPT_ACCEPTED, PROMPT_CANCELLED };

struct prompt {
    enum prompt_kind kind; /* PROMPT_NONE: closed */
    char text[512];
    size_t len, at; /* at: byte before which the cursor stands */
    size_t offered; /* last bytes, in whose place comes what is typed first */
};

/* The cursor stands at the end of the text. */
void prompt_open(struct prompt *p, enum prompt_kind kind, const char *text);
void prompt_set(struct prompt *p, const char *text);
/* The same with more behind it that typing replaces; any other key keeps. */
void prompt_offer(struct prompt *p, enum prompt_kind kind, const char *text,
                  const char *offered);
/* At the cursor, without control characters; line ends become blanks. What
 * does not fit is left out. */
void prompt_insert(struct prompt *p, const char *text);
/* Takes a key; the caller closes the prompt unless it goes on. */
enum prompt_result prompt_key(struct prompt *p, struct key k);
/* `label` stands before it where the line is wide enough. Returns the column
 * of the byte `place` of its text. */
int prompt_draw(const struct prompt *p, struct canvas *c, int y,
                const char *label, size_t place);

/* The text alone in an area of one row; with a cursor where it is focused. */
void prompt_draw_in(const struct prompt *p, struct canvas *c,
                    struct rect area, bool is_focused);

/* Lines that were accepted, newest last; NULL while there are none. */
enum { HISTORY_MAX = 50 };
struct history {
    char *lines[HISTORY_MAX];
    size_t count, at; /* at: line that is shown now; count: none of them */
};
void history_add(struct history *h, const char *line);
/* One older (step -1) or newer line; NULL at that end. */
const char *history_step(struct history *h, int step);
void history_done(struct history *h);

#endif
