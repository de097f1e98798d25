/* SPDX-License-Identifier: MIT */
/* Scrolled texts: the reader and the help. */
#include "text_view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../list.h"
#include "../show.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/base/utf8.h"

static void add_n(struct text *t, enum role role, const char *s, size_t n)
{
    t->lines = mem_room(t->lines, t->count, &t->cap, sizeof(*t->lines));
    t->lines[t->count++] = (struct text_line){role, mem_text_n(s, n)};
}

void text_add(struct text *t, enum role role, const char *line)
{
    add_n(t, role, line, strlen(line));
}

/* Bytes of the first line of s that fit in width. */
static size_t fitting(const char *s, int width)
{
    size_t n = 0, blank = 0, len = strlen(s);
    int used = 0;

    while (n < len && s[n] != '\n') {
        int w = 1;
        size_t bytes = utf8_grapheme(s + n, len - n, &w);

        if (bytes == 0 || used + w > width)
            return blank ? blank : n ? n : bytes ? bytes : 1;
        if (s[n] == ' ')
            blank = n;
        used += w;
        n += bytes;
    }
    return n;
}

void text_wrap(struct text *t, enum role role, const char *s, int width)
{
    while (*s) {
        size_t n = fitting(s, width > 1 ? width : 1);

        add_n(t, role, s, n);
        s += n;
        if (*s == '\n')
            s++;
        while (*s == ' ')
            s++;
    }
}

void text_cut(struct text *t, size_t lines)
{
    size_t n = lines < t->count ? lines : t->count;

    for (size_t i = 0; i < n; i++)
        free(t->lines[i].text);
    t->count -= n;
    memmove(t->lines, t->lines + n, t->count * sizeof(*t->lines));
}

void text_done(struct text *t)
{
    for (size_t i = 0; i < t->count; i++)
        free(t->lines[i].text);
    free(t->lines);
    *t = (struct text){0};
}

bool text_view_act(void *view, const struct frame *f, enum ui_action a,
                   struct wish *wish)
{
    struct text_view *v = view;
    long page = v->page > 1 ? (long)v->page - 1 : 1, to = (long)v->top;
    long last = v->count > v->page ? (long)(v->count - v->page) : 0;

    if (a == ACTION_next_match || a == ACTION_prev_match) {
        v->wanted = a == ACTION_next_match ? 1 : -1;
        if (!f->filter[0])
            snprintf(wish->message, sizeof(wish->message),
                     "nothing is searched for: / does");
        return true;
    }
    if (a == ACTION_line_down || a == ACTION_line_up)
        to += a == ACTION_line_down ? 1 : -1;
    else if (a == ACTION_text_down || a == ACTION_text_up)
        to += a == ACTION_text_down ? page : -page;
    else if (a == ACTION_text_first || a == ACTION_text_last)
        to = a == ACTION_text_first ? 0 : last;
    else
        return false;
    v->top = (size_t)(to < 0 ? 0 : to > last ? last : to);
    return true;
}

static void draw_line(const struct text_line *line, const char *find,
                      struct canvas *c, struct place at)
{
    bool is_found = find[0] && line->text[0] && list_matches(find, line->text);

    show_text(c, at, is_found ? ROLE_match : line->role, line->text);
}

/* Goes to the next line that contains it, around the ends. */
static void go_on(struct text_view *v, const struct text *t, const char *find)
{
    for (size_t i = 1; find[0] && i <= t->count; i++) {
        size_t step = v->wanted > 0 ? i : t->count - i;
        size_t at = (v->top + step) % t->count;

        if (!list_matches(find, t->lines[at].text))
            continue;
        v->top = at;
        return;
    }
}

/* How many lines are below, at the end of the last one that is shown; returns
 * the cells that it takes. */
static int draw_rest(const struct text_view *v, struct canvas *c,
                     struct rect area)
{
    char text[32];
    int cells;

    if (c->is_plain || v->page == 0 || v->top + v->page >= v->count)
        return 0;
    snprintf(text, sizeof(text), " %zu more", v->count - v->top - v->page);
    cells = (int)strlen(text);
    if (cells > area.width / 2)
        return 0;
    return canvas_text(c, area.x + area.width - 1 - cells,
                       area.y + area.height - 1, cells, ROLE_dim, text);
}

void text_view_draw(struct text_view *v, const struct text *t,
                    const char *find, struct canvas *c, struct rect area)
{
    int rest;

    v->count = t->count;
    v->page = area.height > 0 ? (size_t)area.height : 0;
    if (v->wanted)
        go_on(v, t, find);
    v->wanted = 0;
    if (v->top + v->page > v->count)
        v->top = v->count > v->page ? v->count - v->page : 0;
    rest = draw_rest(v, c, area);
    for (size_t i = 0; i < v->page && v->top + i < t->count; i++)
        draw_line(&t->lines[v->top + i], find, c,
                  (struct place){area.x + 1, area.y + (int)i,
                                 area.width - 2 - (i + 1 == v->page ? rest
                                                                    : 0)});
}
