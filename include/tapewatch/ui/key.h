/*
 * Keys, independent of any terminal library: a character is its code point,
 * the others are the constants below.
 */
#ifndef TAPEWATCH_UI_KEY_H
#define TAPEWATCH_UI_KEY_H

#include <stdint.h>

#define KEYS(_) /* name, text in help and config */                         \
    _(NONE, "") _(ENTER, "Enter") _(ESCAPE, "Esc") _(TAB, "Tab")            \
    _(BACKTAB, "S-Tab") _(BACKSPACE, "BkSp") _(DELETE, "Del")               \
    _(UP, "Up") _(DOWN, "Down") _(LEFT, "Left") _(RIGHT, "Right")           \
    _(HOME, "Home") _(END, "End") _(PAGE_UP, "PgUp") _(PAGE_DOWN, "PgDn")   \
    _(F1, "F1") _(F2, "F2") _(F3, "F3") _(F4, "F4") _(F5, "F5")             \
    _(F6, "F6") _(F7, "F7") _(F8, "F8") _(F9, "F9") _(F10, "F10")           \
    _(RESIZE, "") _(PASTE, "") _(CLICK, "") _(WHEEL_UP, "")                 \
    _(WHEEL_DOWN, "") _(FOCUS, "")

enum key_code {
    KEY_CODE_FIRST = 0x200000, /* above all code points */
#define KEY_ENUM(name, text) KEYCODE_##name,
    KEYS(KEY_ENUM)
#undef KEY_ENUM
};
/* Control characters keep their code: 12 is ^L. */
#define KEY_CTRL(letter) ((letter) & 0x1f)

/* The key after g: "gd" is KEY_GO | 'd'. */
enum { KEY_GO = 0x400000 };
/* With Alt: "Alt-1" is KEY_ALT | '1'. */
enum { KEY_ALT = 0x800000 };

struct key {
    uint32_t code;
    int x, y;         /* of CLICK, WHEEL_UP and WHEEL_DOWN: the cell */
    const char *text; /* of PASTE, until the next term_wait(); else NULL */
};

#endif
