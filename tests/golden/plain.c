/* SPDX-License-Identifier: MIT */
/* What holds for every screen when it is read out (a11y): 7-bit text in one
 * column; no lines, bars, curves or maps. */
#include <stdio.h>
#include <string.h>

#include "golden.h"
#include "tapewatch/base/err.h"

enum { RUN_LEAST = 3 }; /* as many of a kind in a row are drawn */

static const struct {
    int width, height;
} sizes[] = {{80, 24}, {120, 40}, {200, 60}};

static bool is_drawn(const struct canvas *c, int x, int y)
{
    const struct cell *cell = &c->cells[y * c->width + x];
    int n = 1;

    if (cell->role == ROLE_border && strcmp(cell->text, "|") == 0)
        return true; /* something stands beside */
    if (!cell->text[0] || !strchr("-=#*_|+:!", cell->text[0]))
        return false;
    while (x + n < c->width && strcmp(cell[n].text, cell->text) == 0)
        n++;
    return n >= RUN_LEAST;
}

static int check_size(const struct scene *scene, const struct shown *s,
                      int width, int height)
{
    struct ui *u = ui_new(scene->config, NULL);
    struct strbuf text = {0};
    struct canvas c;
    int bad = 0;

    canvas_init(&c, width, height, true);
    ui_draw(u, scene->now, scene->now->now_ms, 0, &c);
    golden_press(u, s->keys, scene->now);
    ui_draw(u, scene->now, scene->now->now_ms, 0, &c);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            const char *cell = c.cells[y * width + x].text;

            bad += is_drawn(&c, x, y) || (unsigned char)cell[0] > 0x7e;
        }
    if (bad) {
        canvas_dump(&c, &text);
        printf("# %s at %dx%d is not all words:\n%s", s->name, width, height,
               strbuf_text(&text));
    }
    strbuf_done(&text);
    canvas_done(&c);
    ui_free(u);
    return bad;
}

int plain_check(const struct scene *scene, const struct shown *shown)
{
    int bad = 0;

    if (config_set_now(scene->config, "a11y", "yes", NULL) != ERR_OK)
        return 1;
    for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++)
        bad += check_size(scene, shown, sizes[i].width, sizes[i].height);
    return bad + (config_set_now(scene->config, "a11y", "no", NULL) != ERR_OK);
}
