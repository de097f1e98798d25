/*
 * A drawn frame as text, and keys as text, for tests of screens. Include
 * cmocka.h before it.
 */
#ifndef TESTS_UNIT_UI_FRAME_H
#define TESTS_UNIT_UI_FRAME_H

#include <string.h>

#include "tapewatch/ui/ui.h"

static inline bool canvas_has(const struct canvas *c, const char *text)
{
    struct strbuf out = {0};
    bool found;

    canvas_dump(c, &out);
    found = strstr(strbuf_text(&out), text) != NULL;
    strbuf_done(&out);
    return found;
}

/* The same; prints the frame that has not. */
static inline bool canvas_shows(const struct canvas *c, const char *text)
{
    struct strbuf out = {0};

    if (canvas_has(c, text))
        return true;
    canvas_dump(c, &out);
    print_message("no '%s' in\n%s", text, strbuf_text(&out));
    strbuf_done(&out);
    return false;
}

/* \n Enter, \t Tab, \033 Esc; all else is itself. */
static inline struct key key_typed(char c)
{
    return (struct key){.code = c == '\n'     ? KEYCODE_ENTER
                                : c == '\t'   ? KEYCODE_TAB
                                : c == '\033' ? KEYCODE_ESCAPE
                                              : (unsigned char)c};
}

#endif
