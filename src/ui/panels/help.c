/* SPDX-License-Identifier: MIT */
/* The keys that work here, then those of other places; from actions.def. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "../functions.h"
#include "../keymap.h"
#include "../list.h"
#include "../show.h"
#include "text_view.h"

enum { COLUMN_LEAST = 38, KEYS_WIDTH = 12 };

/* Rows for each number: one line stands for the nine. */
static const struct {
    int first, last;
    const char *keys, *help;
} numbered[] = {
    {ACTION_panel_1, ACTION_panel_9, "1-9", "panel of that number"},
    {ACTION_layout_1, ACTION_layout_9, "Alt-1-9",
     "layout saved under that number"},
};

/* The keys, and beside them the help in as many lines as it takes. */
static void add_key(struct text *t, const char *keys, const char *help,
                    int width)
{
    struct text lines = {0};
    char line[160];

    text_wrap(&lines, ROLE_fg, help, width - KEYS_WIDTH - 3);
    if ((int)strlen(keys) > KEYS_WIDTH) {
        text_add(t, ROLE_fg, keys);
        keys = "";
    }
    for (size_t i = 0; i < lines.count; i++) {
        snprintf(line, sizeof(line), "%-*s %.100s", KEYS_WIDTH,
                 i == 0 ? keys : "", lines.lines[i].text);
        text_add(t, ROLE_fg, line);
    }
    text_done(&lines);
}

/* True when it was one of them, told or left out. */
static bool add_numbered(struct text *t, int a, int width)
{
    for (size_t i = 0; i < sizeof(numbered) / sizeof(*numbered); i++) {
        if (a < numbered[i].first || a > numbered[i].last)
            continue;
        if (a == numbered[i].first)
            add_key(t, numbered[i].keys, numbered[i].help, width);
        return true;
    }
    return false;
}

static void add_context(struct text *t, const struct config *config,
                        unsigned context, int width)
{
    text_add(t, ROLE_header, keymap_heading(context));
    for (int a = ACTION_none + 1; a < ACTION_COUNT; a++) {
        const struct action_row *row = keymap_row((enum ui_action)a);

        if (row->context == context && !add_numbered(t, a, width))
            add_key(t, keymap_keys(config, (enum ui_action)a), row->help,
                    width);
    }
    text_add(t, ROLE_fg, "");
}

static void add_contexts(struct text *t, const struct config *config,
                         unsigned set, int width)
{
    for (unsigned c = 0; c < CONTEXT_COUNT; c++)
        if ((set >> c) & 1u)
            add_context(t, config, 1u << c, width);
}

static void add_go(struct text *t, int width)
{
    const struct go_row *row;
    char keys[3] = "g?";

    text_add(t, ROLE_header, "go to a screen");
    for (size_t i = 0; (row = keymap_go(i)) != NULL; i++) {
        keys[1] = row->letter;
        add_key(t, keys, row->label, width);
    }
    text_add(t, ROLE_fg, "");
}

/* "GP RANGE", and those that follow a symbol "SYM GP RANGE". */
static void add_functions(struct text *t, int width)
{
    const struct function_row *row;
    char usage[40];

    text_add(t, ROLE_header, "commands, after :");
    for (size_t i = 0; (row = function_row_at(i)) != NULL; i++) {
        snprintf(usage, sizeof(usage), "%s%s%s%s",
                 row->kind == FUNCTION_SYMBOL ? "SYM " : "", row->name,
                 row->arguments[0] ? " " : "", row->arguments);
        add_key(t, usage, row->help, width);
    }
    text_add(t, ROLE_fg, "");
}

static void add_marks(struct text *t)
{
    static const char *const lines[] = {
        "!  event not acknowledged", "E  event today",
        "e  earnings within 7 days", "12 unread headlines",
        "~  old: its source is late", "d  delayed by licence",
        "H  trading is halted",
        "-  not known"};

    text_add(t, ROLE_header, "marks in lists");
    for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
        text_add(t, ROLE_fg, lines[i]);
}

/* Keeps the lines that pass the filter. */
static void search(struct text *t, const char *filter)
{
    struct text kept = {0};

    for (size_t i = 0; i < t->count; i++)
        if (t->lines[i].role != ROLE_header &&
            list_matches(filter, t->lines[i].text))
            text_add(&kept, t->lines[i].role, t->lines[i].text);
    text_done(t);
    *t = kept;
}

/* Lays the lines in columns, each column read from top to bottom, and puts them
 * below what is there. */
static void add_columns(struct text *out, struct text *part,
                        const char *filter, int columns)
{
    size_t rows;

    if (filter[0])
        search(part, filter);
    rows = (part->count + (size_t)columns - 1) / (size_t)columns;
    for (size_t y = 0; y < rows; y++)
        for (int x = 0; x < columns; x++) {
            size_t at = (size_t)x * rows + y;

            text_add(out, at < part->count ? part->lines[at].role : ROLE_fg,
                     at < part->count ? part->lines[at].text : "");
        }
    text_done(part);
}

/* A line of its own over all columns. */
static void add_line(struct text *out, enum role role, const char *line,
                     int columns)
{
    text_add(out, role, line);
    for (int x = 1; x < columns; x++)
        text_add(out, ROLE_fg, "");
}

/* What works where the user came from stands first. */
static void compose(const struct frame *f, struct text *out, int columns,
                    int width)
{
    unsigned set = f->subject->contexts;
    struct text here = {0}, elsewhere = {0};

    add_contexts(&here, f->config, set, width);
    add_go(&here, width);
    add_functions(&here, width);
    add_marks(&here);
    add_columns(out, &here, f->filter, columns);
    if (!f->filter[0]) {
        add_line(out, ROLE_fg, "", columns);
        add_line(out, ROLE_title, "elsewhere", columns);
    }
    add_contexts(&elsewhere, f->config, ~set, width);
    add_columns(out, &elsewhere, f->filter, columns);
    if (out->count == 0)
        add_line(out, ROLE_dim, "nothing contains that text", columns);
}

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    const char *place = f->subject->place;

    (void)view;
    (void)right;
    snprintf(left, size, "Help%s%c%s", place[0] ? ": " : "",
             toupper((unsigned char)place[0]), place[0] ? place + 1 : "");
    for (char *p = left; *p; p++)
        if (*p == '-' || *p == '_')
            *p = ' ';
}

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    struct text_view *v = view;
    int columns = area.width / COLUMN_LEAST;
    struct text t = {0};
    int width;

    columns = columns < 1 ? 1 : columns > 2 ? 2 : columns;
    width = area.width / columns;
    compose(f, &t, columns, width);
    v->count = t.count / (size_t)columns;
    v->page = area.height > 0 ? (size_t)area.height : 0;
    if (v->top + v->page > v->count)
        v->top = v->count > v->page ? v->count - v->page : 0;
    for (size_t i = 0; i < v->page * (size_t)columns; i++) {
        size_t at = v->top * (size_t)columns + i;

        if (at < t.count)
            show_text(c, (struct place){
                             area.x + 1 + (int)(i % (size_t)columns) * width,
                             area.y + (int)(i / (size_t)columns), width - 2},
                      t.lines[at].role, t.lines[at].text);
    }
    text_done(&t);
}

const struct panel_ops panel_help = {
    .name = "help", .help = "the keys that work here",
    .contexts = CONTEXT_text | CONTEXT_help, .min_width = 10, .min_height = 2,
    .view_size = sizeof(struct text_view),
    .title = title, .act = text_view_act, .draw = draw,
};
