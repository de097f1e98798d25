/* SPDX-License-Identifier: MIT */
/* The input line of filters and of adding symbols. */
#include "prompt.h"

#include <stdio.h>
#include <string.h>

#include "tapewatch/base/utf8.h"

static const char *const labels[] = {
    [PROMPT_NONE] = "",
    [PROMPT_FILTER] = "filter (Enter keeps, Esc clears): ",
    [PROMPT_ADD] = "add symbols: ",
};

void prompt_open(struct prompt *p, enum prompt_kind kind, const char *text)
{
    p->kind = kind;
    p->len = 0;
    while (text[p->len] && p->len + 1 < sizeof(p->text)) {
        p->text[p->len] = text[p->len];
        p->len++;
    }
    p->text[p->len] = '\0';
}

static void erase(struct prompt *p)
{
    while (p->len > 0) {
        unsigned char c = (unsigned char)p->text[--p->len];

        if ((c & 0xc0) != 0x80)
            break;
    }
    p->text[p->len] = '\0';
}

static void insert(struct prompt *p, uint32_t code)
{
    char bytes[4];
    size_t n;

    if (code < ' ' || code == 0x7f || (code >= 0x80 && code < 0xa0) ||
        code >= KEY_CODE_FIRST || utf8_width(code) < 1)
        return;
    n = utf8_put(bytes, code);
    if (p->len + n >= sizeof(p->text))
        return;
    memcpy(p->text + p->len, bytes, n);
    p->len += n;
    p->text[p->len] = '\0';
}

enum prompt_result prompt_key(struct prompt *p, struct key k)
{
    if (k.code == KEYCODE_ENTER)
        return PROMPT_ACCEPTED;
    if (k.code == KEYCODE_ESCAPE || k.code == KEY_CTRL('C'))
        return PROMPT_CANCELLED;
    if (k.code == KEYCODE_BACKSPACE && p->len == 0)
        return PROMPT_CANCELLED;
    if (k.code == KEYCODE_BACKSPACE)
        erase(p);
    else if (k.code == KEY_CTRL('U'))
        prompt_open(p, p->kind, "");
    else
        insert(p, k.code);
    return PROMPT_GOES_ON;
}

/* The end of a text that does not fit matters more than its start. */
static const char *tail_of(const char *s, int width)
{
    int most = width > 0 ? width : 0;

    while (*s && (int)utf8_cells(s) > most) {
        int w;

        s += utf8_grapheme(s, strlen(s), &w);
    }
    return s;
}

void prompt_draw(const struct prompt *p, struct canvas *c, int y)
{
    int x = 1;

    canvas_fill(c, (struct rect){0, y, c->width, 1}, ROLE_hint, " ");
    if (c->width > 44)
        x += canvas_text(c, x, y, c->width - x, ROLE_key, labels[p->kind]);
    x += canvas_text(c, x, y, c->width - x - 1, ROLE_input,
                     tail_of(p->text, c->width - x - 1));
    canvas_put(c, x, y, ROLE_input, "_");
    c->cursor_x = x;
    c->cursor_y = y;
}
