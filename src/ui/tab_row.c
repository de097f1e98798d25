/* SPDX-License-Identifier: MIT */
/* Draws the row of tabs, and notes where each can be clicked. */
#include "tab_row.h"

#include <stdio.h>
#include <string.h>

#include "show.h"
#include "tapewatch/base/utf8.h"

enum { TAB_LABEL_MAX = 40, RIGHT_MAX = 160, RIGHT_LEAST = 4,
       RIGHT_APART = 3 };

/* How much of a tab is said, the most first. */
enum fullness { FULL, SHORT, SHORT_NO_COUNT, NUMBER, FULLNESSES };

static void label_of(const struct tab_row *r, int i, enum fullness how,
                     char out[TAB_LABEL_MAX])
{
    const struct tab *t = &r->screen->tabs[i];
    const char *name = how == FULL ? t->name : t->short_name;
    size_t count = t->count && how <= SHORT ? t->count(r->f) : 0;
    char number[24] = "";

    if (count)
        snprintf(number, sizeof(number), " %zu", count);
    snprintf(out, TAB_LABEL_MAX, "%s%d%s%.16s%s%s", i == r->tab ? "[" : "",
             i + 1, how == NUMBER ? "" : " ", how == NUMBER ? "" : name,
             number, i == r->tab ? "]" : "");
}

static int gap_of(enum fullness how)
{
    return how == FULL ? 2 : 1;
}

static int width_of(const struct tab_row *r, enum fullness how)
{
    char label[TAB_LABEL_MAX];
    int width = 0;

    for (int i = 0; i < r->screen->tab_count; i++) {
        label_of(r, i, how, label);
        width += (int)utf8_cells(label) + (i ? gap_of(how) : 0);
    }
    return width;
}

/* Whole names where what stands at the right has its room, too. */
static enum fullness fullness_for(const struct tab_row *r, int room)
{
    int right = (int)utf8_cells(r->right) + RIGHT_APART;
    enum fullness how = room < 90 || width_of(r, FULL) + right > room ? SHORT
                                                                      : FULL;

    while (how + 1 < FULLNESSES && width_of(r, how) > room)
        how++;
    return how;
}

/* Words of the text around the one in brackets, as many as `room` cells hold;
 * "" when not even that one fits. Counts bytes: these words are ASCII. */
static void squeeze(const char *text, int room, char out[RIGHT_MAX])
{
    const char *from = strchr(text, '['), *to, *end = text + strlen(text);

    out[0] = '\0';
    if ((int)utf8_cells(text) <= room) {
        snprintf(out, RIGHT_MAX, "%s", text);
        return;
    }
    if (!from)
        return;
    to = from + strcspn(from, "]") + 1;
    if (to > end || to - from > room)
        return;
    for (bool grew = true; grew;) {
        const char *next = to + strspn(to, " "), *before = from;

        grew = false;
        next += strcspn(next, " ");
        if (next > to && next - from <= room) {
            to = next;
            grew = true;
        }
        while (before > text && before[-1] == ' ')
            before--;
        while (before > text && before[-1] != ' ')
            before--;
        if (before < from && to - before <= room) {
            from = before;
            grew = true;
        }
    }
    snprintf(out, RIGHT_MAX, "%.*s", (int)(to - from), from);
}

static void draw_right(struct canvas *c, struct rect row, int used,
                       const struct tab_row *r, struct hits *hits)
{
    char right[RIGHT_MAX], padded[RIGHT_MAX + 4];
    int room = row.width - used - 5, cells;

    if (room < RIGHT_LEAST)
        return;
    squeeze(r->right, room, right);
    if (!right[0])
        return;
    cells = (int)utf8_cells(right) + 2;
    snprintf(padded, sizeof(padded), " %s ", right);
    canvas_text(c, row.x + row.width - cells - 1, row.y, cells, ROLE_header,
                padded);
    hits_add_choice(hits, r->screen->tabs[r->tab].lead,
                    row.x + row.width - cells - 1, row.y, padded);
}

void tab_row_draw(struct canvas *c, struct rect row, const struct tab_row *r,
                  struct hits *hits)
{
    enum fullness how = fullness_for(r, row.width - 4);
    int x = row.x + 2, end = row.x + row.width;

    canvas_fill(c, row, ROLE_border_focus, glyphs_of(c)->rule_focus);
    canvas_put(c, x - 1, row.y, ROLE_title, " ");
    for (int i = 0; i < r->screen->tab_count && x < end; i++) {
        char label[TAB_LABEL_MAX], padded[TAB_LABEL_MAX + 4];
        int cells;

        label_of(r, i, how, label);
        cells = (int)utf8_cells(label);
        snprintf(padded, sizeof(padded), "%s%*s", label, gap_of(how), "");
        canvas_text(c, x, row.y, end - x,
                    i == r->tab ? ROLE_title : ROLE_header, padded);
        hits_add(hits, HIT_TAB, i, (struct rect){x, row.y, cells, 1});
        x += cells + gap_of(how);
    }
    if (how == FULL && x - 1 < end) /* one blank behind the last is enough */
        canvas_put(c, x - 1, row.y, ROLE_border_focus,
                   glyphs_of(c)->rule_focus);
    draw_right(c, row, x - row.x, r, hits);
}
