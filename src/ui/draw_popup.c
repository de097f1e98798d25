/* SPDX-License-Identifier: MIT */
/* Screens that stand in a box over another. */
#include <stdio.h>
#include <string.h>

#include "drawing.h"
#include "idle.h"
#include "keymap.h"

static void draw_box(struct canvas *c, struct rect r)
{
    static const char *const unicode[] = {"┏", "┓", "┗", "┛", "━", "┃"};
    static const char *const ascii[] = {"+", "+", "+", "+", "=", "|"};
    static const char *const plain[] = {" ", " ", " ", " ", " ", " "};
    const char *const *g = c->is_plain ? plain : c->is_ascii ? ascii : unicode;
    int right = r.x + r.width - 1, bottom = r.y + r.height - 1;

    cover_words(c, r);
    canvas_fill(c, r, ROLE_popup, "");
    canvas_fill(c, (struct rect){r.x, r.y, r.width, 1}, ROLE_border_focus,
                g[4]);
    canvas_fill(c, (struct rect){r.x, bottom, r.width, 1}, ROLE_border_focus,
                g[4]);
    canvas_fill(c, (struct rect){r.x, r.y, 1, r.height}, ROLE_border_focus,
                g[5]);
    canvas_fill(c, (struct rect){right, r.y, 1, r.height}, ROLE_border_focus,
                g[5]);
    canvas_put(c, r.x, r.y, ROLE_border_focus, g[0]);
    canvas_put(c, right, r.y, ROLE_border_focus, g[1]);
    canvas_put(c, r.x, bottom, ROLE_border_focus, g[2]);
    canvas_put(c, right, bottom, ROLE_border_focus, g[3]);
}

/* The box of a popup: over the whole of a small screen. */
static struct rect popup_box(const struct canvas *c, const struct screen *s)
{
    int width = s->popup_width ? s->popup_width : 98;
    int height = s->popup_height ? s->popup_height : c->height - 6;

    if (c->width < 100)
        width = c->width;
    if (c->height < 30 || height > c->height - 4)
        height = c->height - 1;
    return (struct rect){(c->width - width) / 2, (c->height - height) / 2,
                         width, height};
}

/* "━ Tab field  Space toggle ━━━": what its own keys do, then how it is
 * left; a form names that itself. */
static void draw_popup_hints(const struct drawing *d, struct screen_state *s,
                             struct rect box)
{
    const struct panel_ops *ops =
        s->screen->panels[stack_focus(d->u, s)];
    const char *gap = box.width >= 70 ? "   " : " ", *note = s->screen->note;
    const char *keys = keymap_keys(d->u->config, ACTION_back);
    char text[256] = "", close[32] = "";
    bool idle[ACTION_COUNT];
    int room = box.width - 8;

    if (!(ops->contexts & CONTEXT_form))
        snprintf(close, sizeof(close), "%.*s close", (int)strcspn(keys, " "),
                 keys);
    stack_idle(d->u, d->now, idle);
    keymap_footer(d->u->config, ops->contexts, idle,
                  room - (int)strlen(close) - 2, text + 1, sizeof(text) - 64);
    text[0] = ' ';
    snprintf(text + strlen(text), 40, "%s%s", text[1] && close[0] ? gap : "",
             close);
    if (note && (int)(strlen(text) + strlen(note)) + 2 < room)
        snprintf(text + strlen(text), 40, "%s%s", gap, note);
    snprintf(text + strlen(text), 2, " ");
    if (text[2] && box.width > 8)
        canvas_text(d->c, box.x + 2, box.y + box.height - 1, box.width - 4,
                    ROLE_hint, text);
}

/* Several panels in a box, whose title is the screen's crumb; on a tiny screen
 * the focused one alone. */
static void draw_popup_panels(const struct drawing *d, struct screen_state *s,
                              struct rect box)
{
    struct frame f = stack_frame(d->u, s, 0, d->now, d->shown_ms);
    char crumb[64] = "", title[72];

    if (stack_size(d->u) == SIZE_TINY) {
        canvas_fill(d->c, box, ROLE_popup, "");
        draw_body(d, s, box);
        return;
    }
    draw_box(d->c, box);
    s->screen->crumb(&f, crumb, sizeof(crumb));
    snprintf(title, sizeof(title), " %s ", crumb);
    canvas_text(d->c, box.x + 2, box.y, box.width - 4, ROLE_title, title);
    draw_popup_hints(d, s, box);
    draw_body(d, s, (struct rect){box.x + 1, box.y + 1, box.width - 2,
                                  box.height - 2});
}

void draw_popup(const struct drawing *d, struct screen_state *s)
{
    struct canvas *c = d->c;
    struct rect box = popup_box(c, s->screen), inner;
    const struct panel_ops *ops = s->screen->panels[0];
    struct frame f = stack_frame(d->u, s, 0, d->now, d->shown_ms);

    hits_add(&d->u->hits, HIT_COVER, 0, box);
    if (s->screen->panel_count > 1) {
        draw_popup_panels(d, s, box);
        return;
    }
    if (box.width < 4 || box.height < 3) {
        draw_panel(d, s, 0, (struct rect){0, 0, c->width, c->height}, false);
        return;
    }
    inner = (struct rect){box.x + 1, box.y + 1, box.width - 2,
                          box.height - 2};
    hits_add(&d->u->hits, HIT_PANEL, 0, inner);
    draw_box(c, box);
    draw_title(d, 0, s->panels[0].view, &f,
               (struct rect){box.x + 1, box.y, box.width - 2, 1}, 0);
    draw_popup_hints(d, s, box);
    ops->draw(s->panels[0].view, &f, c, inner);
}
