/* SPDX-License-Identifier: MIT */
/* The lines around the panels: crumbs and clock, status, hints. */
#include <stdio.h>
#include <string.h>

#include "chrome.h"
#include "drawing.h"
#include "idle.h"
#include "show.h"
#include "tapewatch/base/utf8.h"

static void crumbs_of(const struct drawing *d, char *out, size_t size)
{
    const char *crumb = glyphs_of(d->c)->crumb;

    snprintf(out, size, "tapewatch");
    for (int i = 0; i < d->u->depth; i++) {
        const struct screen_state *s = &d->u->stack[i];
        struct frame f = stack_frame(d->u, s, 0, d->now, d->shown_ms);
        char part[96] = "";
        size_t len = strlen(out);

        s->screen->crumb(&f, part, sizeof(part));
        snprintf(out + len, size - len, " %s %s", crumb, part);
    }
}

/* They change with what the panels show, and are kept with it. */
static const char *hints_of(const struct drawing *d)
{
    struct kept_frame *k = &d->u->kept;
    bool idle[ACTION_COUNT];

    if (k->hints[0])
        return k->hints;
    stack_idle(d->u, d->now, idle);
    keymap_footer(d->u->config, stack_contexts(d->u, d->now), idle,
                  d->c->width - 2, k->hints, sizeof(k->hints));
    return k->hints;
}

static void draw_hints(const struct drawing *d, int y)
{
    struct ui *u = d->u;

    if (d->real_ms < u->message_until) {
        show_text(d->c, (struct place){1, y, d->c->width - 1},
                  u->message_role, u->message);
        return;
    }
    if (strcmp(config_text(u->config, OPT_hints), "off") == 0)
        return;
    hits_add(&u->hits, HIT_HINTS, 0, (struct rect){0, y, d->c->width, 1});
    canvas_text(d->c, 1, y, d->c->width - 1, ROLE_hint, hints_of(d));
}

/* Each crumb leads back to its screen; `x` is where the first one starts, left
 * of the edge when it was elided. */
static void hit_crumbs(const struct drawing *d, int x)
{
    x += (int)utf8_cells("tapewatch");
    for (int i = 0; i < d->u->depth; i++) {
        const struct screen_state *s = &d->u->stack[i];
        struct frame f = stack_frame(d->u, s, 0, d->now, d->shown_ms);
        char part[96] = "";
        int width;

        s->screen->crumb(&f, part, sizeof(part));
        width = 3 + (int)utf8_cells(part);
        hits_add(&d->u->hits, HIT_CRUMB, i, (struct rect){x, 0, width, 1});
        x += width;
    }
}

void draw_chrome(const struct drawing *d, struct frame_lines l,
                 const struct snapshot *now)
{
    int y = d->c->height - 1;
    char crumbs[STACK_MAX * 100], banner[48] = "";

    crumbs_of(d, crumbs, sizeof(crumbs));
    if (d->u->is_paused)
        snprintf(banner, sizeof(banner), "PAUSED %lld s",
                 (long long)((d->real_ms - d->u->paused_since) / 1000));
    if (l.top)
        hit_crumbs(d, chrome_top(d->c,
                                 &(struct chrome_words){
                                     .crumbs = crumbs,
                                     .banner = banner,
                                     .is_calm = d->u->is_calm,
                                     .zone = d->u->zone},
                                 d->shown_ms));
    if (l.has_status)
        chrome_status(d->c, y - 1, now, d->shown_ms,
                      &(struct chrome_terminal){
                          .link = d->u->link,
                          .speed = d->u->speed,
                          .hits = &d->u->hits,
                          .chosen = d->u->status_at,
                          .has_words = config_bool(d->u->config,
                                                   OPT_a11y)});
    if (l.has_hints)
        draw_hints(d, y);
}
