/* SPDX-License-Identifier: MIT */
/*
 * Keys from curses, the escape sequences terminfo misses, and what the
 * terminal reports. Pasted text ends in one KEYCODE_PASTE: what is pasted must
 * never act as keys.
 */
#include "internal.h"

#include <poll.h>
#include <signal.h>

#include "background.h"
#include "probe.h"
#include "restore.h"
#include "tapewatch/base/clock.h"
#include "tapewatch/base/utf8.h"

enum {
    KEY_PASTE_BEGIN = KEY_MAX + 1,
    KEY_PASTE_END,
    KEY_SGR_MOUSE,
    KEY_ANSWER,     /* to CSI 5 n */
    KEY_HOLDS,      /* frames can be held until they are whole */
    KEY_IS_NARROW,  /* the arrow of the start took one cell */
    KEY_IS_WIDE,
    KEY_BACKGROUND, /* its colour */
    KEY_STRING_END,
    KEY_FOCUS_IN,
    KEY_FOCUS_OUT,
    KEY_ALT_1,
    KEY_ALT_9 = KEY_ALT_1 + 8,
    KEY_IGNORED,
};
/* A paste of more than this, or one that pauses this long, is over. */
enum { PASTE_CHARS_MAX = 1 << 20, PASTE_PAUSE_MS = 500 };
enum { PASTE_BYTES_MAX = 1 << 16, MOUSE_CHARS_MAX = 20,
       DRAIN_LEAST_MS = 200, ANSWER_MAX = 40, AWAIT_MS = 100 };

static const struct {
    const char *sequence;
    int key;
} variants[] = {
    {"\033[<", KEY_SGR_MOUSE}, {"\033[0n", KEY_ANSWER},
    {"\033[3n", KEY_ANSWER}, {"\033[?2026;1$y", KEY_HOLDS},
    {"\033[?2026;2$y", KEY_HOLDS}, {"\033[?2026;0$y", KEY_IGNORED},
    {"\033[?2026;3$y", KEY_IGNORED}, {"\033[?2026;4$y", KEY_IGNORED},
    {"\033[1;2R", KEY_IS_NARROW}, {"\033[1;3R", KEY_IS_WIDE},
    {"\033]11;", KEY_BACKGROUND}, {"\033\\", KEY_STRING_END},
    {"\033[I", KEY_FOCUS_IN}, {"\033[O", KEY_FOCUS_OUT},
    {"\033[200~", KEY_PASTE_BEGIN}, {"\033[201~", KEY_PASTE_END},
    {"\0331", KEY_ALT_1}, {"\0332", KEY_ALT_1 + 1},
    {"\0333", KEY_ALT_1 + 2}, {"\0334", KEY_ALT_1 + 3},
    {"\0335", KEY_ALT_1 + 4}, {"\0336", KEY_ALT_1 + 5},
    {"\0337", KEY_ALT_1 + 6}, {"\0338", KEY_ALT_1 + 7},
    {"\0339", KEY_ALT_9},
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

enum { VARIANTS = sizeof variants / sizeof *variants,
       VARIANT_FIRST = KEY_IGNORED + 1 };

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
    /* Curses forgets the older of two sequences of one code: so each has a
     * code of its own, unless terminfo has it already. */
    for (size_t i = 0; i < VARIANTS; i++)
        define_key(variants[i].sequence, VARIANT_FIRST + (int)i);
    /* Over ssh the bytes of one key may come apart. */
    set_escdelay(probe_is_remote() ? 100 : 25);
    keypad(t->input, TRUE);
    nodelay(t->input, TRUE);
    meta(t->input, TRUE);
}

static int plain(wint_t c)
{
    int key = (int)c;
    /* The reports of a place are F3 with Shift or Alt too. */
    if (key == KEY_F(27) || key == KEY_F(51))
        return key == KEY_F(27) ? KEY_IS_NARROW : KEY_IS_WIDE;
    return key >= VARIANT_FIRST && key < VARIANT_FIRST + VARIANTS
               ? variants[key - VARIANT_FIRST].key : key;
}

static uint32_t code_of(int key)
{
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (codes[i].key == key)
            return codes[i].code;
    }
    if (key >= KEY_F(1) && key <= KEY_F(10))
        return KEYCODE_F1 + (uint32_t)(key - KEY_F(1));
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

/* What is pasted, as text; the rest of one that is too long is lost. */
static void read_paste(struct term *t)
{
    strbuf_clear(&t->paste);
    for (int n = 0; n < PASTE_CHARS_MAX; n++) {
        wint_t c;
        char bytes[4];
        int kind = wget_wch(t->input, &c);
        if (kind == KEY_CODE_YES && plain(c) == KEY_PASTE_END)
            return;
        if (kind == ERR && !comes_more(t))
            return;
        if (kind == OK && c > 0 && t->paste.len < PASTE_BYTES_MAX)
            strbuf_add_n(&t->paste, bytes, utf8_put(bytes, (uint32_t)c));
    }
}

/* "0;12;7M": button, column, row, pressed. False when it is nothing of ours. */
static bool read_mouse(struct term *t, struct key *out)
{
    int numbers[3] = {0, 0, 0}, at = 0;
    for (int n = 0; n < MOUSE_CHARS_MAX; n++) {
        wint_t c = 0;
        int kind = wget_wch(t->input, &c);
        if (kind == ERR && comes_more(t))
            continue;
        if (kind != OK || (c == 'm'))
            return false;
        if (c == 'M')
            break;
        if (c == ';' && at < 2) {
            at++;
        } else if (c >= '0' && c <= '9') {
            /* However long it is, the rest of it is no keys. */
            if (numbers[at] < 10000)
                numbers[at] = numbers[at] * 10 + (int)(c - '0');
        } else {
            return false;
        }
    }
    int button = numbers[0] & ~(4 | 8 | 16); /* shift, alt, control */
    *out = (struct key){.code = button == 0    ? KEYCODE_CLICK
                                : button == 64 ? KEYCODE_WHEEL_UP
                                : button == 65 ? KEYCODE_WHEEL_DOWN
                                               : KEYCODE_NONE,
                        .x = numbers[1] - 1,
                        .y = numbers[2] - 1};
    return at == 2 && out->code != KEYCODE_NONE;
}

/* "rgb:ffff/ffff/dddd", ended by BEL or ESC \\. */
static void read_background(struct term *t)
{
    char text[ANSWER_MAX];
    size_t n = 0;
    for (int i = 0; i < ANSWER_MAX; i++) {
        wint_t c = 0;
        int kind = wget_wch(t->input, &c);
        if (kind == ERR && comes_more(t))
            continue;
        if (kind != OK || c < ' ' || c > '~')
            break;
        text[n++] = (char)c;
    }
    text[n < ANSWER_MAX ? n : ANSWER_MAX - 1] = '\0';
    enum term_background b = background_of_answer(text);
    t->background = b != TERM_BACKGROUND_UNKNOWN ? b : t->background;
}

static enum key_result is_key(bool is_one)
{
    return is_one ? KEY_RESULT_KEY : KEY_RESULT_AGAIN;
}

static void take_focus(struct term *t, bool is_focused)
{
    t->is_focused = is_focused;
    t->link.is_unfocused = !is_focused;
}

/* Its arrows are two cells wide: are other glyphs drawn now? */
static bool is_wide_news(struct term *t)
{
    if (!t->is_width_asked)
        return false;
    t->is_width_asked = false;
    t->is_wide = true;
    return glyphs_renew(t);
}

/* What the terminal says, rather than its user. */
static enum key_result take_report(struct term *t, int key, struct key *out)
{
    switch (key) {
    case KEY_PASTE_BEGIN:
        read_paste(t);
        *out = (struct key){.code = KEYCODE_PASTE,
                            .text = strbuf_text(&t->paste)};
        return KEY_RESULT_KEY;
    case KEY_SGR_MOUSE:
    case KEY_MOUSE:
        return is_key(read_mouse(t, out));
    case KEY_ANSWER:
        link_answered(&t->link, clock_monotonic_ms());
        return KEY_RESULT_AGAIN;
    case KEY_HOLDS:
        t->has_sync = true;
        return KEY_RESULT_AGAIN;
    case KEY_IS_NARROW:
        t->is_width_asked = false;
        return KEY_RESULT_AGAIN;
    case KEY_IS_WIDE:
        if (!is_wide_news(t))
            return KEY_RESULT_AGAIN;
        draw_forget(t);
        out->code = KEYCODE_RESIZE;
        return KEY_RESULT_KEY;
    case KEY_BACKGROUND:
        read_background(t);
        /* Who opens the terminal asks for it; later it must be told. */
        out->code = KEYCODE_RESIZE;
        return is_key(t->is_shown);
    case KEY_FOCUS_IN:
    case KEY_FOCUS_OUT:
        take_focus(t, key == KEY_FOCUS_IN);
        out->code = KEYCODE_FOCUS;
        return KEY_RESULT_KEY;
    default:
        return KEY_RESULT_AGAIN;
    }
}

enum key_result keys_next(struct term *t, struct key *out)
{
    wint_t c = 0;
    if (t->has_kept) {
        *out = t->kept;
        t->has_kept = false;
        return KEY_RESULT_KEY;
    }
    int kind = wget_wch(t->input, &c);
    *out = (struct key){.code = KEYCODE_NONE};
    if (kind == ERR)
        return KEY_RESULT_NONE;
    int key = plain(c);
    if (kind == KEY_CODE_YES && key >= KEY_ALT_1 && key <= KEY_ALT_9) {
        out->code = KEY_ALT | (uint32_t)('1' + key - KEY_ALT_1);
        return KEY_RESULT_KEY;
    }
    if (kind == KEY_CODE_YES && (key > KEY_MAX || key == KEY_MOUSE))
        return take_report(t, key, out);
    out->code = kind == KEY_CODE_YES ? code_of(key) : code_of_char(c);
    return is_key(out->code != KEYCODE_NONE && out->code != 0);
}

void keys_await(struct term *t)
{
    int64_t end = clock_monotonic_ms() + AWAIT_MS, left;
    while (t->link.asked_at >= 0 && !restore_fatal_signal() &&
           (left = end - clock_monotonic_ms()) > 0) {
        struct pollfd p = {.fd = t->in_fd, .events = POLLIN};
        struct key key;
        enum key_result got = keys_next(t, &key);
        if (got == KEY_RESULT_KEY) {
            t->kept = key;
            t->has_kept = true;
            return;
        }
        if (got == KEY_RESULT_NONE && poll(&p, 1, (int)left) <= 0)
            return;
        if (p.revents & (POLLHUP | POLLERR))
            return;
    }
}

void keys_drain(struct term *t)
{
    int64_t rtt = t->link.rtt_ms < 0 ? DRAIN_LEAST_MS : t->link.rtt_ms;
    int64_t end = clock_monotonic_ms() + 2 * rtt + DRAIN_LEAST_MS, left;
    if (t->link.asked_at < 0 || t->link.is_silent)
        return;
    while (t->link.asked_at >= 0 &&
           (left = end - clock_monotonic_ms()) > 0) {
        struct pollfd p = {.fd = t->in_fd, .events = POLLIN};
        struct key ignored;
        if (keys_next(t, &ignored) != KEY_RESULT_NONE)
            continue;
        if (restore_fatal_signal() == SIGHUP ||
            poll(&p, 1, (int)left) == 0 || (p.revents & (POLLHUP | POLLERR))) {
            break;
        }
    }
    t->link.asked_at = -1;
    flushinp();
}
