/* SPDX-License-Identifier: MIT */
/* The input line of filters and commands: editing, drawing, history. */
#include "prompt.h"

#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/mem.h"
#include "tapewatch/base/utf8.h"

void prompt_set(struct prompt *p, const char *text)
{
    p->len = p->at = p->offered = 0;
    p->text[0] = '\0';
    prompt_insert(p, text);
}

void prompt_open(struct prompt *p, enum prompt_kind kind, const char *text)
{
    p->kind = kind;
    prompt_set(p, text);
}

void prompt_offer(struct prompt *p, enum prompt_kind kind, const char *text,
                  const char *offered)
{
    size_t before;

    prompt_open(p, kind, text);
    before = p->len;
    prompt_insert(p, offered);
    p->offered = p->len - before;
}

static void insert_bytes(struct prompt *p, const char *bytes, size_t n)
{
    if (p->len + n >= sizeof(p->text))
        return;
    memmove(p->text + p->at + n, p->text + p->at, p->len - p->at + 1);
    memcpy(p->text + p->at, bytes, n);
    p->at += n;
    p->len += n;
}

static void insert(struct prompt *p, uint32_t code)
{
    char bytes[4];

    if (code < ' ' || code == 0x7f || (code >= 0x80 && code < 0xa0) ||
        code >= KEY_CODE_FIRST || utf8_width(code) < 1)
        return;
    insert_bytes(p, bytes, utf8_put(bytes, code));
}

void prompt_insert(struct prompt *p, const char *text)
{
    const char *end = text + strlen(text);

    while (text < end) {
        uint32_t c = utf8_next(&text, end);

        insert(p, c == '\n' || c == '\r' || c == '\t' ? ' ' : c);
    }
}

/* Where the character that ends before `at` starts. */
static size_t before(const struct prompt *p, size_t at)
{
    size_t i = 0, start = 0;

    while (i < at) {
        int w;
        size_t n = utf8_grapheme(p->text + i, p->len - i, &w);

        start = i;
        i += n ? n : 1;
    }
    return start;
}

static size_t behind(const struct prompt *p, size_t at)
{
    int w;
    size_t n = at < p->len ? utf8_grapheme(p->text + at, p->len - at, &w) : 0;

    return at + n;
}

static void cut(struct prompt *p, size_t from, size_t to)
{
    memmove(p->text + from, p->text + to, p->len - to + 1);
    p->len -= to - from;
    p->at = from;
}

static size_t word_start(const struct prompt *p)
{
    size_t at = p->at;

    while (at > 0 && p->text[at - 1] == ' ')
        at--;
    while (at > 0 && p->text[at - 1] != ' ')
        at--;
    return at;
}

static bool erase(struct prompt *p, uint32_t code)
{
    if (code == KEYCODE_BACKSPACE)
        cut(p, before(p, p->at), p->at);
    else if (code == KEYCODE_DELETE || code == KEY_CTRL('D'))
        cut(p, p->at, behind(p, p->at));
    else if (code == KEY_CTRL('U'))
        cut(p, 0, p->at);
    else if (code == KEY_CTRL('K'))
        cut(p, p->at, p->len);
    else if (code == KEY_CTRL('W'))
        cut(p, word_start(p), p->at);
    else
        return false;
    return true;
}

static bool move(struct prompt *p, uint32_t code)
{
    if (code == KEYCODE_LEFT || code == KEY_CTRL('B'))
        p->at = before(p, p->at);
    else if (code == KEYCODE_RIGHT || code == KEY_CTRL('F'))
        p->at = behind(p, p->at);
    else if (code == KEYCODE_HOME || code == KEY_CTRL('A'))
        p->at = 0;
    else if (code == KEYCODE_END || code == KEY_CTRL('E'))
        p->at = p->len;
    else
        return false;
    return true;
}

static void drop_offered(struct prompt *p)
{
    if (p->offered)
        cut(p, p->len - p->offered, p->len);
}

enum prompt_result prompt_key(struct prompt *p, struct key k)
{
    if (k.code == KEYCODE_ENTER)
        return PROMPT_ACCEPTED;
    if (k.code == KEYCODE_ESCAPE || k.code == KEY_CTRL('C'))
        return PROMPT_CANCELLED;
    if (k.code == KEYCODE_BACKSPACE && p->len == 0)
        return PROMPT_CANCELLED;
    if (k.code == KEYCODE_PASTE) {
        drop_offered(p);
        prompt_insert(p, k.text ? k.text : "");
    } else if (!erase(p, k.code) && !move(p, k.code)) {
        drop_offered(p);
        insert(p, k.code);
    }
    p->offered = 0;
    return PROMPT_GOES_ON;
}

static size_t cells_between(const struct prompt *p, size_t from, size_t to)
{
    size_t cells = 0;

    while (from < to) {
        int w = 0;
        size_t n = utf8_grapheme(p->text + from, to - from, &w);

        cells += (size_t)w;
        from += n ? n : 1;
    }
    return cells;
}

/* Where the text begins to be shown, so that the cursor is in `room` cells. */
static size_t shown_from(const struct prompt *p, int room)
{
    size_t from = 0;

    while (from < p->at && (int)cells_between(p, from, p->at) > room)
        from = behind(p, from);
    return from;
}

static void draw_cursor(const struct prompt *p, struct canvas *c, int x, int y)
{
    if (p->at == p->len)
        canvas_put(c, x, y, ROLE_input, "_");
    else
        canvas_flag(c, (struct rect){x, y, 1, 1}, CELL_CURSOR);
    c->cursor_x = x;
    c->cursor_y = y;
}

void prompt_draw_in(const struct prompt *p, struct canvas *c,
                    struct rect area, bool is_focused)
{
    size_t from = is_focused ? shown_from(p, area.width - 1) : 0;

    canvas_fill(c, area, ROLE_input, " ");
    canvas_text(c, area.x, area.y, area.width, ROLE_input, p->text + from);
    if (is_focused && area.width > 0)
        draw_cursor(p, c, area.x + (int)cells_between(p, from, p->at),
                    area.y);
}

/* Another colour than what is typed. */
static void draw_offered(const struct prompt *p, struct canvas *c, int x,
                         int y)
{
    canvas_text(c, x, y, c->width - x, ROLE_dim, p->text + p->len - p->offered);
}

int prompt_draw(const struct prompt *p, struct canvas *c, int y,
                const char *label, size_t place)
{
    int x = 1, room;
    size_t from;

    canvas_fill(c, (struct rect){0, y, c->width, 1}, ROLE_hint, " ");
    if (c->width > 44)
        x += canvas_text(c, x, y, c->width - x, ROLE_key, label);
    room = c->width - x - 2; /* the cursor may stand behind the text */
    from = shown_from(p, room);
    canvas_text(c, x, y, room + 1, ROLE_input, p->text + from);
    if (p->offered && from <= p->len - p->offered)
        draw_offered(p, c, x + (int)cells_between(p, from,
                                                  p->len - p->offered), y);
    draw_cursor(p, c, x + (int)cells_between(p, from, p->at), y);
    place = place < p->len ? place : p->len;
    return place > from ? x + (int)cells_between(p, from, place) : x;
}

void history_add(struct history *h, const char *line)
{
    if (h->count && strcmp(h->lines[h->count - 1], line) == 0) {
        h->at = h->count;
        return;
    }
    if (h->count == HISTORY_MAX) {
        free(h->lines[0]);
        memmove(h->lines, h->lines + 1,
                (HISTORY_MAX - 1) * sizeof(*h->lines));
        h->count--;
    }
    h->lines[h->count++] = mem_text(line);
    h->at = h->count;
}

const char *history_step(struct history *h, int step)
{
    if ((step < 0 && h->at == 0) || (step > 0 && h->at + 1 >= h->count)) {
        if (step > 0)
            h->at = h->count;
        return NULL;
    }
    h->at = step < 0 ? h->at - 1 : h->at + 1;
    return h->lines[h->at];
}

void history_done(struct history *h)
{
    for (size_t i = 0; i < h->count; i++)
        free(h->lines[i]);
    *h = (struct history){.count = 0};
}
