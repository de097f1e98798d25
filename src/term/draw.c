/* SPDX-License-Identifier: MIT */
/*
 * Canvas to terminal: only cells that differ from what is shown go to curses,
 * which then sends what differs on the screen. An unchanged canvas sends
 * nothing.
 */
#include "internal.h"

#include <stdlib.h>
#include <string.h>

#include "glyphs.h"
#include "restore.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/base/utf8.h"

/* Marks that may follow a base; curses holds a few. */
enum { MARKS_MAX = 3 };
/* As many cells are about 512 bytes. */
enum { HELD_CELLS = 200 };

void draw_forget(struct term *t)
{
    canvas_done(&t->shown);
    t->shown = (struct canvas){0};
    t->is_redraw_due = true;
}

void draw_done(struct term *t)
{
    canvas_done(&t->shown);
    t->shown = (struct canvas){0};
    free(t->row);
    t->row = NULL;
    t->row_size = 0;
}

static bool is_equal(const struct cell *a, const struct cell *b)
{
    return a->role == b->role && a->level == b->level &&
           a->flags == b->flags &&
           strncmp(a->text, b->text, CELL_TEXT_MAX) == 0;
}

/* Our widths must be the C library's, since curses counts with those; what
 * it cannot print at all (-1) is not printed either. */
static bool is_drawable(uint32_t c)
{
    return c >= ' ' && c != 0x7f && wcwidth((wchar_t)c) == utf8_width(c);
}

/* The cell's characters, at most 1 + MARKS_MAX; cells it takes. */
static int to_wide(const struct term *t, const struct cell *cell,
                   wchar_t out[2 + MARKS_MAX])
{
    const char *at = cell->text;
    const char *end = at + strnlen(at, CELL_TEXT_MAX);
    uint32_t base = at < end ? utf8_next(&at, end) : ' ';
    int n = 1, width = utf8_width(base);
    if (!is_drawable(base) || width < 1) {
        out[0] = L'?';
        out[1] = L'\0';
        return 1;
    }
    out[0] = t->is_blocks ? glyphs_stand_in((wchar_t)base) : (wchar_t)base;
    while (at < end && n <= MARKS_MAX) {
        uint32_t mark = utf8_next(&at, end);
        if (is_drawable(mark) && utf8_width(mark) == 0)
            out[n++] = (wchar_t)mark;
    }
    out[n] = L'\0';
    return width;
}

static bool has_same_ink(const struct cell *a, const struct cell *b)
{
    return a->role == b->role && a->level == b->level &&
           (a->flags & ~CELL_WIDE_TAIL) == (b->flags & ~CELL_WIDE_TAIL);
}

/* Puts cells [from, to) of row y into curses' screen. A tail is covered by
 * its head, and by a blank where the head is drawn as a '?'. */
static void put_run(struct term *t, const struct canvas *c, int y, int from,
                    int to)
{
    const struct cell *cells = c->cells + (size_t)y * (size_t)c->width;
    struct ink ink = {0};
    int n = 0, covered = from;
    for (int x = from; x < to; x++) {
        wchar_t text[2 + MARKS_MAX] = L" ";
        if (x == from || !has_same_ink(&cells[x], &cells[x - 1]))
            ink = palette_ink(&t->palette, &cells[x]);
        if (x < covered)
            continue;
        int width = to_wide(t, &cells[x], text);
        if (x + width > c->width) {
            text[0] = L'?';
            text[1] = L'\0';
            width = 1;
        }
        covered = x + width;
        setcchar(&t->row[n++], text, ink.attrs, (short)ink.pair, &ink.pair);
    }
    mvadd_wchnstr(y, from, t->row, n);
}

static bool is_tail(const struct cell *cell)
{
    return cell->flags & CELL_WIDE_TAIL;
}

/* Draws what differs in a row, in columns [at, to); returns how many cells
 * did. */
static int put_row(struct term *t, const struct canvas *c, int y, int at,
                   int to)
{
    const struct cell *now = c->cells + (size_t)y * (size_t)c->width;
    const struct cell *old = t->shown.cells
                                 ? t->shown.cells + (size_t)y * (size_t)c->width
                                 : NULL;
    int changed = 0;
    if (old && memcmp(now, old, (size_t)c->width * sizeof *now) == 0) {
        return 0; /* most rows of most frames */
    }
    for (int x = at; x < to;) {
        if (old && is_equal(&now[x], &old[x])) {
            x++;
            continue;
        }
        int from = x;
        while (from > 0 && is_tail(&now[from]))
            from--;
        do {
            x++;
        } while (x < to && (!old || is_tail(&now[x]) ||
                                  !is_equal(&now[x], &old[x])));
        put_run(t, c, y, from, x);
        changed += x - from;
    }
    return changed;
}

/* Does most of the screen change? */
static bool is_another(const struct term *t, const struct canvas *c)
{
    size_t n = (size_t)c->width * (size_t)c->height, changed = 0;
    for (size_t i = 0; t->shown.cells && i < n; i++)
        changed += !is_equal(&c->cells[i], &t->shown.cells[i]);
    return !t->shown.cells || changed * 2 > n;
}

/* A whole screen takes seconds on a slow link: what the user looks at goes
 * ahead. */
static void draw_ahead(struct term *t, const struct canvas *c)
{
    const struct rect r = c->first;
    if (r.width < 1 || r.x < 0 || r.y < 0 || r.x + r.width > c->width)
        return;
    for (int y = r.y; y < r.y + r.height && y < c->height && y < LINES; y++)
        put_row(t, c, y, r.x, r.x + r.width);
    wnoutrefresh(stdscr);
    draw_send();
}

static void begin(struct term *t, const struct canvas *c)
{
    if (t->shown.width != c->width || t->shown.height != c->height)
        draw_forget(t);
    /* A link that has become slow gets fewer colours, but not a repaint that
     * costs more than those save. */
    bool is_slow = link_speed(&t->link) == LINK_SLOW;
    if (is_slow != t->palette.is_sparing &&
        is_another(t, c) &&
        palette_spare(&t->palette, is_slow)) {
        draw_forget(t);
    }
    if (t->is_redraw_due) {
        erase();
        clearok(curscr, TRUE);
    }
    if (t->row_size < c->width + 1) {
        t->row_size = c->width + 1;
        t->row = mem_grow(t->row, (size_t)t->row_size, sizeof *t->row);
    }
}

static void remember(struct term *t, const struct canvas *c)
{
    size_t n = (size_t)c->width * (size_t)c->height;
    if (!t->shown.cells)
        canvas_init(&t->shown, c->width, c->height, c->is_ascii);
    if (n > 0)
        memcpy(t->shown.cells, c->cells, n * sizeof *c->cells);
    t->shown.cursor_x = c->cursor_x;
    t->shown.cursor_y = c->cursor_y;
    t->is_redraw_due = false;
    t->is_shown = true;
}

void draw_send(void)
{
    restore_hold_stop(true);
    doupdate();
    restore_hold_stop(false);
}

bool draw_canvas(struct term *t, const struct canvas *c)
{
    bool is_changed = t->is_redraw_due;
    int cells = 0;
    begin(t, c);
    if (t->is_redraw_due)
        cells = c->width * c->height;
    is_changed |= t->is_redraw_due || c->cursor_x != t->shown.cursor_x ||
                  c->cursor_y != t->shown.cursor_y;
    bool is_slow = link_speed(&t->link) == LINK_SLOW;
    if (is_slow && is_another(t, c))
        draw_ahead(t, c);
    for (int y = 0; y < c->height && y < LINES; y++)
        cells += put_row(t, c, y, 0, c->width);
    if (!is_changed && cells == 0)
        return false;
    /* Where a screen reader or braille line looks. */
    leaveok(stdscr, FALSE);
    if (c->cursor_x >= 0 && c->cursor_y >= 0)
        move(c->cursor_y, c->cursor_x);
    wnoutrefresh(stdscr);
    /* Large frames appear whole where the terminal can do that. */
    bool is_held = t->has_sync && cells >= HELD_CELLS && !is_slow;
    if (is_held)
        term_send("\033[?2026h");
    draw_send();
    if (is_held)
        term_send("\033[?2026l");
    remember(t, c);
    return true;
}
