/* SPDX-License-Identifier: MIT */
/* Our own escape codes: what is switched on with the screen and off again,
 * the questions of the start, title and clipboard. */
#include "internal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "background.h"
#include "probe.h"
#include "restore.h"
#include "tapewatch/base/clock.h"
#include "tapewatch/base/io.h"

/* What is encoded in a copy, at most: some terminals drop more. */
enum { COPY_MAX = 74994 };

void term_send(const char *bytes)
{
    /* A terminal that is gone shows up as a hang-up. */
    (void)io_write(STDOUT_FILENO, bytes, strlen(bytes));
}

void modes_open(struct term *t, const struct term_options *o, bool has_title)
{
    t->is_multiplexed = probe_is_multiplexed();
    t->has_mouse = o->mouse;
    t->is_a11y = o->a11y;
    t->is_focused = true;
    t->has_title = o->asks && has_title;
    t->background = background_of_variable(getenv("COLORFGBG"));
    link_start(&t->link, o->link, o->fps);
    t->link.is_relayed = t->is_multiplexed;
    t->link.is_far = t->is_multiplexed && probe_is_remote();
    sent_open(&t->sent);
}

static void send_mouse(bool is_on)
{
    term_send(is_on ? "\033[?1000h\033[?1006h" : "\033[?1006l\033[?1000l");
}

void term_enter(struct term *t)
{
    restore_set_active(true);
    curs_set(t->is_a11y ? 1 : 0);
    term_send("\033[?2004h\033[?1004h");
    if (t->has_mouse)
        send_mouse(true);
    if (t->has_title)
        term_send("\033[22;0t");
}

void term_leave(struct term *t)
{
    keys_drain(t);
    if (t->has_mouse)
        send_mouse(false);
    term_send("\033[?1004l\033[?2004l");
    if (t->has_title)
        term_send("\033[23;0t");
    curs_set(1);
    endwin();
    restore_set_active(false);
    t->is_focused = true;
    t->link.is_unfocused = false;
}

void term_ask(struct term *t)
{
    if (t->is_asked)
        return;
    t->is_asked = true;
    /* Curses enters the other screen only now. */
    erase();
    wnoutrefresh(stdscr);
    draw_send();
    if (!t->is_ascii) {
        t->is_width_asked = true;
        term_send("\033[H\342\226\262\033[6n\033[H  \033[H");
    }
    if (!t->is_multiplexed)
        term_send("\033[?2026$p");
    term_send("\033]11;?\033\\");
    /* What has not been answered when this is, will not be. */
    term_send(QUESTION);
    link_asked(&t->link, clock_monotonic_ms());
    keys_await(t);
    draw_forget(t);
}

void term_set_mouse(struct term *t, bool is_on)
{
    if (t->has_mouse != is_on)
        send_mouse(is_on);
    t->has_mouse = is_on;
}

void term_set_title(struct term *t, unsigned alerts)
{
    char text[64];
    if (!t->has_title)
        return;
    snprintf(text, sizeof text, alerts ? "\033]2;tapewatch %u!\033\\"
                                       : "\033]2;tapewatch\033\\", alerts);
    term_send(text);
}

static void encode(const unsigned char *in, size_t n, struct strbuf *out)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "abcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < n; i += 3) {
        uint32_t v = (uint32_t)in[i] << 16 |
                     (i + 1 < n ? (uint32_t)in[i + 1] << 8 : 0) |
                     (i + 2 < n ? in[i + 2] : 0);
        strbuf_add_char(out, letters[v >> 18]);
        strbuf_add_char(out, letters[v >> 12 & 63]);
        strbuf_add_char(out, i + 1 < n ? letters[v >> 6 & 63] : '=');
        strbuf_add_char(out, i + 2 < n ? letters[v & 63] : '=');
    }
}

bool term_copy(struct term *t, const char *text)
{
    struct strbuf out = {0};
    size_t n = strlen(text);
    (void)t;
    if ((n + 2) / 3 * 4 > COPY_MAX)
        return false;
    strbuf_add(&out, "\033]52;c;");
    encode((const unsigned char *)text, n, &out);
    strbuf_add(&out, "\033\\");
    term_send(strbuf_text(&out));
    strbuf_done(&out);
    return true;
}
