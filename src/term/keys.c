/* SPDX-License-Identifier: MIT */
/*
 * Keys from curses and the escape sequences terminfo misses. Pasted text ends
 * in one KEYCODE_PASTE: what is pasted must never act as keys.
 */
#include "internal.h"

#include <poll.h>
#include <stdlib.h>

enum {
    KEY_PASTE_BEGIN = KEY_MAX + 1,
    KEY_PASTE_END,
};
/* A paste of more than this, or one that pauses this long, is over. */
enum { PASTE_CHARS_MAX = 1 << 20, PASTE_PAUSE_MS = 500 };

static const struct {
    const char *sequence;
    int key;
} variants[] = {
    {"\033[200~", KEY_PASTE_BEGIN}, {"\033[201~", KEY_PASTE_END},
    {"\033[H", KEY_HOME},   {"\033OH", KEY_HOME},   {"\033[1~", KEY_HOME},
    {"\033[7~", KEY_HOME},  {"\033[F", KEY_END},    {"\033OF", KEY_END},
    {"\033[4~", KEY_END},   {"\033[8~", KEY_END},   {"\033[3~", KEY_DC},
    {"\033[5~", KEY_PPAGE}, {"\033[6~", KEY_NPAGE}, {"\033[Z", KEY_BTAB},
    {"\033[A", KEY_UP},     {"\033[B", KEY_DOWN},   {"\033[C", KEY_RIGHT},
    {"\033[D", KEY_LEFT},   {"\033OA", KEY_UP},     {"\033OB", KEY_DOWN},
    {"\033OC", KEY_RIGHT},  {"\033OD", KEY_LEFT},   {"\033OP", KEY_F(1)},
    {"\033OQ", KEY_F(2)},   {"\033OR", KEY_F(3)},   {"\033OS", KEY_F(4)},
    {"\033[11~", KEY_F(1)}, {"\033[12~", KEY_F(2)}, {"\033[13~", KEY_F(3)},
    {"\033[14~", KEY_F(4)}, {"\033[[A", KEY_F(1)},  {"\033[[B", KEY_F(2)},
    {"\033[[C", KEY_F(3)},  {"\033[[D", KEY_F(4)},  {"\033[[E", KEY_F(5)},
    {"\033[15~", KEY_F(5)}, {"\033[17~", KEY_F(6)}, {"\033[18~", KEY_F(7)},
    {"\033[19~", KEY_F(8)}, {"\033[20~", KEY_F(9)}, {"\033[21~", KEY_F(10)},
};

static const struct {
    int key;
    uint32_t code;
} codes[] = {
    {KEY_ENTER, KEYCODE_ENTER},     {KEY_BTAB, KEYCODE_BACKTAB},
    {KEY_BACKSPACE, KEYCODE_BACKSPACE}, {KEY_DC, KEYCODE_DELETE},
    {KEY_UP, KEYCODE_UP},           {KEY_DOWN, KEYCODE_DOWN},
    {KEY_LEFT, KEYCODE_LEFT},       {KEY_RIGHT, KEYCODE_RIGHT},
    {KEY_HOME, KEYCODE_HOME},       {KEY_END, KEYCODE_END},
    {KEY_PPAGE, KEYCODE_PAGE_UP},   {KEY_NPAGE, KEYCODE_PAGE_DOWN},
};

void keys_open(struct term *t)
{
    for (size_t i = 0; i < sizeof variants / sizeof *variants; i++) {
        define_key(variants[i].sequence, variants[i].key);
    }
    /* Over ssh the bytes of one key may come apart. */
    set_escdelay(getenv("SSH_CONNECTION") ? 100 : 25);
    keypad(t->input, TRUE);
    nodelay(t->input, TRUE);
    meta(t->input, TRUE);
}

static uint32_t code_of(int key)
{
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (codes[i].key == key) {
            return codes[i].code;
        }
    }
    if (key >= KEY_F(1) && key <= KEY_F(10)) {
        return KEYCODE_F1 + (uint32_t)(key - KEY_F(1));
    }
    return KEYCODE_NONE;
}

static uint32_t code_of_char(wint_t c)
{
    switch (c) {
    case L'\r':
    case L'\n':
        return KEYCODE_ENTER;
    case L'\t':
        return KEYCODE_TAB;
    case 0x1b:
        return KEYCODE_ESCAPE;
    case 0x08:
    case 0x7f:
        return KEYCODE_BACKSPACE;
    default:
        return c;
    }
}

static bool comes_more(const struct term *t)
{
    struct pollfd p = {.fd = t->in_fd, .events = POLLIN};
    return poll(&p, 1, PASTE_PAUSE_MS) > 0;
}

static void swallow_paste(struct term *t)
{
    for (int n = 0; n < PASTE_CHARS_MAX; n++) {
        wint_t c;
        int kind = wget_wch(t->input, &c);
        if (kind == KEY_CODE_YES && c == KEY_PASTE_END) {
            return;
        }
        if (kind == ERR && !comes_more(t)) {
            return;
        }
    }
}

enum key_result keys_next(struct term *t, struct key *out)
{
    wint_t c = 0;
    int kind = wget_wch(t->input, &c);
    if (kind == ERR) {
        return KEY_RESULT_NONE;
    }
    if (kind == KEY_CODE_YES && c == KEY_PASTE_BEGIN) {
        swallow_paste(t);
        out->code = KEYCODE_PASTE;
        return KEY_RESULT_KEY;
    }
    out->code = kind == KEY_CODE_YES ? code_of((int)c) : code_of_char(c);
    return out->code == KEYCODE_NONE || out->code == 0 ? KEY_RESULT_AGAIN
                                                       : KEY_RESULT_KEY;
}
