/* SPDX-License-Identifier: MIT */
/* Draws the prompt with its completions, and the letters that g offers. */
#include "offers.h"

#include <stdio.h>
#include <string.h>

#include "drawing.h"
#include "keymap.h"
#include "list_panel.h"
#include "show.h"
#include "tapewatch/base/utf8.h"

enum { WIDE_FROM = 100, WIDTH_WIDE = 76, KNOWN_FROM = 76,
       KEY_CELLS = 10, HELP_CELLS = 24, EG_CELLS = 4 };

static int offer_width(const struct canvas *c)
{
    return c->width < WIDE_FROM ? c->width : WIDTH_WIDE;
}

/* Without explanations once something is typed: it needs the room. */
static const char *filter_label(const struct prompt *p, bool finds)
{
    if (finds)
        return p->text[0] ? "find: " : "find (Enter keeps, Esc clears): ";
    return p->text[0] ? "filter: " : "filter (Enter keeps, Esc clears): ";
}

static const char *label_of(enum prompt_kind kind)
{
    return kind == PROMPT_COMMAND ? ":" : kind == PROMPT_PASTE ? "(y/n) " : "";
}

/* The edges of a list that stands over the hint line: without them, what is
 * left of a row beside it reads as another figure. */
static void draw_edges(struct canvas *c, int top)
{
    const struct glyphs *g = glyphs_of(c);
    int right = offer_width(c) - 1;

    if (top > 1) {
        cover_words(c, (struct rect){0, top - 1, right + 1, 1});
        canvas_fill(c, (struct rect){0, top - 1, right + 1, 1},
                    ROLE_border_focus, g->rule_focus);
    }
    if (right + 1 == c->width)
        return;
    canvas_fill(c, (struct rect){right, top, 1, c->height - 1 - top},
                ROLE_border_focus, g->vertical);
    if (top > 1)
        canvas_put(c, right, top - 1, ROLE_border_focus,
                   c->is_ascii ? "+" : "┓");
}

/* A row of it; `cells`: of the column of keys. */
static void draw_row(struct canvas *c, int y, int cells, const char *key,
                     const char *help, bool is_chosen)
{
    int width = offer_width(c);

    cover_words(c, (struct rect){0, y, width, 1});
    canvas_fill(c, (struct rect){0, y, width, 1}, ROLE_popup, " ");
    show_text(c, (struct place){2, y, width < cells + 2 ? width - 2 : cells},
              ROLE_key, key);
    if (width > cells + 6)
        show_text(c, (struct place){cells + 3, y, width - cells - 4},
                  ROLE_popup, help);
    if (!is_chosen)
        return;
    canvas_put(c, 0, y, ROLE_cursor, glyphs_of(c)->selected);
    canvas_flag(c, (struct rect){0, y, width, 1}, CELL_CURSOR);
}

/* What is known of a symbol, where there is room: price, change, and whether
 * the list that it might be added to has it. */
static void draw_known(struct canvas *c, int y, const struct snapshot *now,
                       const struct subject *s, const char *word)
{
    const struct listing *l = snapshot_find(now, word);

    if (!l || c->width < KNOWN_FROM)
        return;
    canvas_fill(c, (struct rect){43, y, offer_width(c) - 43, 1}, ROLE_popup,
                " ");
    show_price(c, (struct place){44, y, 10}, ROLE_value,
               QUOTE_HAS(&l->quote, price), l->quote.price);
    show_percent(c, (struct place){55, y, 9},
                 FIGURE_HAS(&l->figures, change_pct), l->figures.change_pct,
                 l->is_stale);
    if (show_is_listed(now, s->list, word))
        canvas_text(c, 66, y, 8, ROLE_dim, "in list");
}

/* The column of the words: as wide as the longest, while there is room for
 * what they are. */
static int word_cells(const struct canvas *c, const struct completion *found,
                      int n)
{
    int most = offer_width(c) - HELP_CELLS, cells = KEY_CELLS;

    for (int i = 0; i < n; i++)
        if ((int)utf8_cells(found[i].word) > cells)
            cells = (int)utf8_cells(found[i].word);
    return cells <= most ? cells : most > KEY_CELLS ? most : KEY_CELLS;
}

/* While nothing is typed of a function's arguments, an example of them over
 * the prompt; returns the rows that it takes. */
static int draw_example(struct canvas *c, const char *line)
{
    const char *arguments;
    const struct function_row *row = call_typed(line, &arguments);
    char text[100];

    if (!row || arguments[0] || !row->example[0] || c->height < 3)
        return 0;
    snprintf(text, sizeof(text), "%s %s", row->name, row->example);
    draw_row(c, c->height - 2, EG_CELLS, "e.g.", text, false);
    return 1;
}

static void draw_completions(struct ui *u, const struct snapshot *now,
                             struct canvas *c)
{
    const char *line = u->completion < 0 ? u->prompt.text : u->typed;
    struct completion found[COMPLETIONS_MAX];
    struct call_sources from = stack_sources(u, now);
    int n = (int)call_complete(&from, line, found, COMPLETIONS_MAX);
    int foot = c->height - 1 - draw_example(c, line), top = foot - n;
    int first = 0, cells = word_cells(c, found, n);

    if (top < 1) { /* as many as fit over the prompt, with the chosen one */
        n = foot > 1 ? foot - 1 : 0;
        top = 1;
        first = u->completion >= n ? u->completion - n + 1 : 0;
    }
    for (int i = first; i < first + n; i++) {
        int y = top + i - first;

        draw_row(c, y, cells, found[i].word, found[i].help,
                 i == u->completion);
        draw_known(c, y, now, &u->stack[0].subject, found[i].word);
        hits_add(&u->hits, HIT_COMPLETION, i,
                 (struct rect){0, y, offer_width(c), 1});
    }
    if (top < c->height - 1)
        draw_edges(c, top);
}

/* What is known of a symbol that may be added. */
static void pasted_words(const struct snapshot *now, const char *list,
                         const char *symbol, char *out, size_t size)
{
    const struct listing *l = snapshot_find(now, symbol);
    const struct instrument *x = l ? l->instrument : NULL;
    char major[CURRENCY_MAX] = "";

    if (show_is_listed(now, list, symbol))
        snprintf(out, size, "already in the list");
    else if (!x)
        snprintf(out, size, "not known yet; the sources will be asked");
    else if (l->failed)
        snprintf(out, size, "unknown to the sources");
    else if (currency_major(x->currency, major) > 1)
        snprintf(out, size, "%.40s, in %s: hundredths of %s",
                 x->name ? x->name : "known", x->currency, major);
    else
        snprintf(out, size, "%.40s%s%s", x->name ? x->name : "known",
                 x->currency[0] ? ", " : "", x->currency);
}

/* A line for each symbol that was pasted, over the question. */
static void draw_pasted(struct ui *u, const struct snapshot *now,
                        struct canvas *c)
{
    const char *at = strbuf_text(&u->clip), *list = stack_top(u)->subject.list;
    int room = c->height - 2, n = 0, top, y;

    for (const char *p = at; *p; p++)
        n += *p == ' ';
    y = top = c->height - 1 - (n < room ? n : room);
    for (; *at && y < c->height - 1; y++) {
        char symbol[SYMBOL_MAX], text[100];
        size_t length = strcspn(at, " ");

        snprintf(symbol, sizeof(symbol), "%.*s", (int)length, at);
        pasted_words(now, list, symbol, text, sizeof(text));
        draw_row(c, y, KEY_CELLS, symbol, text, false);
        at += length + (at[length] == ' ');
    }
    draw_edges(c, top);
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
        draw_row(c, top + i, KEY_CELLS, key, row->label, false);
        hits_add(&u->hits, HIT_GO, i,
                 (struct rect){0, top + i, offer_width(c), 1});
    }
    draw_row(c, c->height - 2, KEY_CELLS, "gg", "first row", false);
    draw_edges(c, top);
}

/* What is wrong with an expression, and a sign over its place in the prompt
 * below. */
static void draw_mistake(struct canvas *c, int x, const char *message)
{
    int y = c->height - 2, width = (int)utf8_cells(message);

    if (y < 1 || x >= c->width)
        return;
    canvas_fill(c, (struct rect){0, y, c->width, 1}, ROLE_hint, " ");
    canvas_put(c, x, y, ROLE_error, glyphs_of(c)->down);
    if (x + 2 + width <= c->width || x < width + 2)
        show_text(c, (struct place){x + 2, y, c->width - x - 2}, ROLE_error,
                  message);
    else
        canvas_right(c, 0, y, x - 1, ROLE_error, message);
}

static void draw_filter(struct ui *u, struct canvas *c)
{
    struct screen_state *s = stack_top(u);
    char message[100] = "";
    size_t place = 0;
    bool is_right = stack_filter_is_right(s, stack_focus(u, s), &place,
                                          message, sizeof(message));
    unsigned contexts = s->screen->panels[stack_focus(u, s)]->contexts;
    const char *label = filter_label(&u->prompt, contexts & CONTEXT_heat);
    int x = prompt_draw(&u->prompt, c, c->height - 1, label, place);

    if (!is_right)
        draw_mistake(c, x, message);
}

/* The orders of the focused list, the chosen one marked. */
static void draw_sorts(struct ui *u, struct canvas *c)
{
    struct screen_state *s = stack_top(u);
    int focus = stack_focus(u, s);
    const struct list_panel *p = list_panel_of(s->screen->panels[focus]);
    const struct list_view *v = s->panels[focus].view;
    int first = 0, n = p ? p->sorts : 0, most = c->height - 3;

    if (n > most) {
        first = v->sort >= most ? v->sort - most + 1 : 0;
        n = most;
    }
    for (int i = 0; i < n; i++) {
        int sort = first + i, y = c->height - 1 - n + i;

        draw_row(c, y, KEY_CELLS,
                 sort == v->sort && v->is_reversed ? "reversed" : "sort",
                 p->order ? p->order(sort) : "", sort == v->sort);
        hits_add(&u->hits, HIT_SORT, sort,
                 (struct rect){0, y, offer_width(c), 1});
    }
    if (n > 0)
        draw_edges(c, c->height - 1 - n);
}

void draw_typing(struct ui *u, const struct snapshot *now, int64_t real_ms,
                 struct canvas *c)
{
    if (u->prompt.kind == PROMPT_FILTER) {
        draw_filter(u, c);
    } else if (u->prompt.kind != PROMPT_NONE) {
        prompt_draw(&u->prompt, c, c->height - 1, label_of(u->prompt.kind), 0);
        if (u->prompt.kind == PROMPT_COMMAND)
            draw_completions(u, now, c);
        else if (u->prompt.kind == PROMPT_PASTE)
            draw_pasted(u, now, c);
    } else if (u->is_sorting) {
        draw_sorts(u, c);
    } else if (u->go_since && real_ms >= u->go_since + GO_MS) {
        draw_go(u, c);
    }
}
