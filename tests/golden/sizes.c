/* SPDX-License-Identifier: MIT */
/* What holds for every screen at every size: the footer is no wider than the
 * screen, wide characters are whole, no panel draws beside its place, no figure
 * is cut or runs into the one before it; and while time passes, what is kept of
 * a frame is what would be drawn. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../src/ui/stack.h"
#include "golden.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/utf8.h"

enum { WIDTH_MOST = 300, HEIGHT_MOST = 100, MARGIN = 4, COMPLAIN_MOST = 20 };

static int complain(const struct shown *shown, const char *what, int width,
                    int height)
{
    static int complaints;

    if (complaints++ < COMPLAIN_MOST)
        printf("# %s at %dx%d: %s\n", shown->name, width, height, what);
    return 1;
}

/* A character of two cells has both of them. */
static bool is_whole(const struct canvas *c)
{
    for (int y = 0; y < c->height; y++)
        for (int x = 0; x < c->width; x++) {
            const struct cell *cell = &c->cells[y * c->width + x];
            int cells = (int)utf8_cells(cell->text);

            if (cells > 2 || (cells == 2 && x + 1 == c->width))
                return false;
            if (cells == 2 && !(cell[1].flags & CELL_WIDE_TAIL))
                return false;
        }
    return true;
}

static int check_frame(const struct scene *scene, const struct shown *shown,
                       struct ui *u, int width, int height)
{
    struct canvas c;
    int bad = 0;

    canvas_init(&c, width, height, false);
    c.has_shades = width % 2 == 0;
    c.is_mono = width % 5 == 0;
    ui_draw(u, scene->now, scene->now->now_ms, 0, &c);
    if (!is_whole(&c))
        bad = complain(shown, "half a character", width, height);
    if (c.cursor_x >= width || c.cursor_y >= height)
        bad = complain(shown, "the cursor is outside", width, height);
    canvas_done(&c);
    return bad;
}

/* ---- a panel alone, on a canvas that is larger than its place */

static void paint(struct canvas *c)
{
    canvas_fill(c, (struct rect){0, 0, c->width, c->height}, ROLE_grid, "@");
}

static bool is_painted(const struct cell *cell)
{
    return cell->role == ROLE_grid && strcmp(cell->text, "@") == 0 &&
           cell->flags == 0;
}

static bool is_inside(struct rect r, int x, int y)
{
    return x >= r.x && x < r.x + r.width && y >= r.y && y < r.y + r.height;
}

static bool is_clean_outside(const struct canvas *c, struct rect area)
{
    for (int y = 0; y < c->height; y++)
        for (int x = 0; x < c->width; x++)
            if (!is_inside(area, x, y) &&
                !is_painted(&c->cells[y * c->width + x]))
                return false;
    return true;
}

/* ---- figures */

static char char_at(const struct canvas *c, int x, int y)
{
    const struct cell *cell = &c->cells[y * c->width + x];

    return x < c->width && cell->text[0] && !cell->text[1] ? cell->text[0]
                                                           : ' ';
}

static bool is_mark(const struct canvas *c, int x, int y)
{
    const char *text = c->cells[y * c->width + x].text;

    return x < c->width && (!strcmp(text, "…") || !strcmp(text, "~"));
}

/* Is what stands before cell x a figure, and no date or "(n=43" of prose? */
static bool is_figure_before(const struct canvas *c, int x, int y)
{
    while (x > 0 && (isdigit((unsigned char)char_at(c, x - 1, y)) ||
                     char_at(c, x - 1, y) == ','))
        x--;
    return x == 0 || !strchr("-=(", char_at(c, x - 1, y));
}

/* "1,234,5": behind a comma between digits come three, or a mark that some
 * are missing. */
static bool is_cut(const struct canvas *c, int x, int y)
{
    int n = 0;

    if (x < 1 || char_at(c, x, y) != ',' ||
        !isdigit((unsigned char)char_at(c, x - 1, y)) ||
        char_at(c, x + 1, y) == ' ' || !is_figure_before(c, x, y))
        return false;
    while (isdigit((unsigned char)char_at(c, x + 1 + n, y)))
        n++;
    return n != 3 && !is_mark(c, x + 1 + n, y);
}

/* "▼7.17%-2,280.69" */
static bool touches(const struct canvas *c, int x, int y)
{
    const char *next = c->cells[y * c->width + x + 1].text;
    unsigned char first = (unsigned char)char_at(c, x, y);
    bool is_arrow = !strcmp(next, "▲") || !strcmp(next, "▼");

    if (!isdigit((unsigned char)char_at(c, x + 2, y)))
        return false;
    return first == '%' ? is_arrow || next[0] == '+' || next[0] == '-'
                        : isdigit(first) && is_arrow;
}

static bool is_readable(const struct canvas *c, struct rect area)
{
    for (int y = area.y; y < area.y + area.height; y++)
        for (int x = area.x; x < area.x + area.width; x++)
            if (is_cut(c, x, y) || touches(c, x, y))
                return false;
    return true;
}

static void print_panel(const struct canvas *c)
{
    struct strbuf out = {0};

    canvas_dump(c, &out);
    printf("%s\n", strbuf_text(&out));
    strbuf_done(&out);
}

static int check_panel(const struct scene *scene, const struct shown *shown,
                       struct ui *u, int panel, struct rect area)
{
    struct screen_state *s = stack_top(u);
    const struct panel_ops *ops = s->screen->panels[panel];
    struct frame f = stack_frame(u, s, panel, scene->now, scene->now->now_ms);
    struct canvas c;
    char text[80];
    int bad = 0;

    if (area.width < ops->min_width || area.height < ops->min_height)
        return 0;
    canvas_init(&c, area.width + 2 * MARGIN, area.height + 2 * MARGIN,
                area.width % 3 == 0);
    paint(&c);
    ops->draw(s->panels[panel].view, &f, &c, area);
    if (!is_clean_outside(&c, area)) {
        snprintf(text, sizeof(text), "panel %s draws outside", ops->name);
        bad = complain(shown, text, area.width, area.height);
    }
    if (!is_readable(&c, area)) {
        snprintf(text, sizeof(text), "panel %s has a figure that is cut or "
                                     "touches another", ops->name);
        bad = complain(shown, text, area.width, area.height);
        if (getenv("SIZES_SHOW"))
            print_panel(&c);
    }
    canvas_done(&c);
    return bad;
}

/* ---- */

static int check_size(const struct scene *scene, const struct shown *shown,
                      struct ui *u, int width, int height)
{
    int bad = check_frame(scene, shown, u, width, height);

    for (int i = 0; i < stack_top(u)->screen->panel_count; i++)
        bad += check_panel(scene, shown, u, i,
                           (struct rect){MARGIN, MARGIN, width, height});
    return bad;
}

/* ---- one canvas that is kept, another that is drawn whole each time */

struct watched {
    struct ui *u;
    struct canvas c;
};

static void watch(struct watched *w, const struct scene *scene,
                  const struct shown *shown)
{
    w->u = ui_new(scene->config, NULL);
    canvas_init(&w->c, 120, 40, false);
    ui_draw(w->u, scene->now, scene->now->now_ms, 0, &w->c);
    golden_press(w->u, shown->keys, scene->now);
}

static void watched_done(struct watched *w)
{
    canvas_done(&w->c);
    ui_free(w->u);
}

static bool is_same(const struct watched *a, const struct watched *b)
{
    size_t cells = (size_t)a->c.width * (size_t)a->c.height;

    return memcmp(a->c.cells, b->c.cells, cells * sizeof(struct cell)) == 0 &&
           a->c.cursor_x == b->c.cursor_x && a->c.cursor_y == b->c.cursor_y &&
           a->u->hits.count == b->u->hits.count &&
           memcmp(a->u->hits.at, b->u->hits.at,
                  (size_t)a->u->hits.count * sizeof(struct hit)) == 0;
}

/* Second by second, then in steps that grow to days. */
static int check_time(const struct scene *scene, const struct shown *shown)
{
    struct watched kept, whole;
    int bad = 0;

    watch(&kept, scene, shown);
    watch(&whole, scene, shown);
    for (int64_t past = 0; past < 20 * MS_PER_DAY;
         past += past < 70 * MS_PER_SECOND ? MS_PER_SECOND : past / 8) {
        int64_t t = scene->now->now_ms + past;

        ui_draw(kept.u, scene->now, t, past, &kept.c);
        canvas_clear(&whole.c);
        ui_draw(whole.u, scene->now, t, past, &whole.c);
        if (!is_same(&kept, &whole))
            bad = complain(shown, "a kept frame differs", 120, 40);
    }
    watched_done(&kept);
    watched_done(&whole);
    return bad;
}

int sizes_check_large(const struct scene *scene, const struct shown *shown)
{
    struct ui *u = ui_new(scene->config, NULL);
    int bad = 0;

    (void)check_frame(scene, shown, u, 120, 40);
    golden_press(u, shown->keys, scene->now);
    for (int w = 1; w <= WIDTH_MOST; w++)
        for (int i = 0; i < stack_top(u)->screen->panel_count; i++)
            bad += check_panel(scene, shown, u, i,
                               (struct rect){MARGIN, MARGIN, w, 20});
    ui_free(u);
    return bad;
}

int sizes_check(const struct scene *scene, const struct shown *shown)
{
    struct ui *u = ui_new(scene->config, NULL);
    int bad = check_time(scene, shown);

    (void)check_frame(scene, shown, u, 120, 40); /* keys act at it */
    golden_press(u, shown->keys, scene->now);
    for (int w = 1; w <= WIDTH_MOST; w++)
        bad += check_size(scene, shown, u, w, 1 + w * 7 % HEIGHT_MOST);
    for (int h = 1; h <= HEIGHT_MOST; h++)
        bad += check_size(scene, shown, u, 1 + h * 13 % 160, h);
    for (int w = 1; w <= 60; w++)
        bad += check_size(scene, shown, u, w, 1 + w % 24);
    ui_free(u);
    return bad;
}
