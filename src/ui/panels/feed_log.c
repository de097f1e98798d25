/* SPDX-License-Identifier: MIT */
/* What happened to the sources and the market, newest first. */
#include <stdio.h>

#include "../feed_words.h"
#include "../show.h"
#include "text_view.h"

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    (void)view;
    snprintf(left, size, "Log");
    if (f->now->health)
        snprintf(right, size, "%zu", f->now->health->line_count);
}

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    const struct health_list *all = f->now->health;
    struct text t = {0};

    for (size_t i = 0; all && i < all->line_count; i++) {
        char clock[16], line[200];

        show_clock_text(all->lines[i].t, clock);
        snprintf(line, sizeof(line), "%s %-8s %s", clock, all->lines[i].kind,
                 all->lines[i].text);
        text_add(&t, ROLE_value, line);
    }
    if (t.count == 0)
        text_add(&t, ROLE_dim, "nothing happened yet");
    text_view_draw(view, &t, f->filter, c, area);
    text_done(&t);
}

const struct panel_ops panel_feed_log = {
    .name = "feed-log", .help = "what happened to sources and market",
    .contexts = CONTEXT_text | CONTEXT_prose, .min_width = 20, .min_height = 3,
    .view_size = sizeof(struct text_view),
    .title = title, .act = text_view_act, .draw = draw,
};
