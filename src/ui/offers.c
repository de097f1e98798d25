/* SPDX-License-Identifier: MIT */
/* Draws the prompt with its completions, and the letters that g offers. */
#include "offers.h"

#include <stdio.h>
#include <string.h>

#include "keymap.h"
#include "show.h"

static const char *label_of(enum prompt_kind kind)
{
    switch (kind) {
    case PROMPT_FILTER:
        return "filter (Enter keeps, Esc clears): ";
    case PROMPT_COMMAND:
        return ":";
    case PROMPT_PASTE:
        return "(y/n) ";
    case PROMPT_NONE:
        break;
    }
    return "";
}

/* A row of a list that stands over the hint line. */
static void draw_row(struct canvas *c, int y, const char *key,
                     const char *help, bool is_chosen)
{
    int width = c->width < 62 ? c->width : 62;

    canvas_fill(c, (struct rect){0, y, width, 1}, ROLE_popup, " ");
    show_text(c, (struct place){2, y, width < 12 ? width - 2 : 10}, ROLE_key,
              key);
    if (width > 16)
        show_text(c, (struct place){13, y, width - 14}, ROLE_popup, help);
    if (!is_chosen)
        return;
    canvas_put(c, 0, y, ROLE_cursor, glyphs_of(c)->selected);
    canvas_flag(c, (struct rect){0, y, width, 1}, CELL_CURSOR);
}

static void draw_completions(struct ui *u, const struct snapshot *now,
                             struct canvas *c)
{
    const char *line = u->completion < 0 ? u->prompt.text : u->typed;
    struct completion found[COMPLETIONS_MAX];
    int n = (int)call_complete(now, u->config, line, found, COMPLETIONS_MAX);
    int top = c->height - 1 - n;

    if (top < 1)
        return;
    for (int i = 0; i < n; i++) {
        draw_row(c, top + i, found[i].word, found[i].help,
                 i == u->completion);
        hits_add(&u->hits, HIT_COMPLETION, i,
                 (struct rect){0, top + i, c->width < 62 ? c->width : 62, 1});
    }
}

static void draw_go(struct ui *u, struct canvas *c)
{
    const struct go_row *row;
    char key[3] = "g?";
    int n = 0, top;

    while (keymap_go((size_t)n))
        n++;
    top = c->height - 2 - n;
    if (top < 1)
        return;
    for (int i = 0; (row = keymap_go((size_t)i)) != NULL; i++) {
        key[1] = row->letter;
        draw_row(c, top + i, key, row->label, false);
        hits_add(&u->hits, HIT_GO, i, (struct rect){0, top + i, 62, 1});
    }
    draw_row(c, c->height - 2, "gg", "first row", false);
}

void draw_typing(struct ui *u, const struct snapshot *now, int64_t real_ms,
                 struct canvas *c)
{
    if (u->prompt.kind != PROMPT_NONE) {
        prompt_draw(&u->prompt, c, c->height - 1, label_of(u->prompt.kind));
        if (u->prompt.kind == PROMPT_COMMAND)
            draw_completions(u, now, c);
    } else if (u->go_since && real_ms >= u->go_since + GO_MS) {
        draw_go(u, c);
    }
}
