/* SPDX-License-Identifier: MIT */
/* The row over the sources: how many answer, how old quotes are. */
#include <stdio.h>

#include "../feed_words.h"
#include "../show.h"
#include "tapewatch/base/format.h"

/* The oldest price of a market that is open. */
static int64_t oldest_quote(const struct frame *f)
{
    int64_t oldest = 0;

    for (size_t i = 0; i < f->now->listing_count; i++) {
        const struct listing *l = &f->now->listings[i];

        if (l->quote_t && l->phase == SESSION_REGULAR &&
            (!oldest || l->quote_t < oldest))
            oldest = l->quote_t;
    }
    return oldest;
}

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    const struct health_list *all = f->now->health;
    const char *bullet = c->is_ascii ? "-" : "·";
    char text[200], age[FORMAT_MAX] = "-";
    struct answers a = health_answers(all);

    (void)view;
    if (oldest_quote(f))
        frame_age(f, oldest_quote(f), age);
    snprintf(text, sizeof(text), "%zu of %zu sources answer, %zu not asked %s "
             "oldest open quote %s %s offline mode %s", a.good,
             a.asked, a.not_asked, bullet, age, bullet,
             f->now->mode == RUN_OFFLINE ? "on" : "off");
    if (feed_why_none(f))
        snprintf(text, sizeof(text), "%s", feed_why_none(f));
    show_text(c, (struct place){area.x + 1, area.y, area.width - 1},
              ROLE_fg, text);
}

const struct panel_ops panel_feed_head = {
    .name = "feed-head", .help = "sources in one line",
    .min_width = 10, .min_height = 1, .bare_height = 1, .draw = draw,
};
