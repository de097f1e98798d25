/* SPDX-License-Identifier: MIT */
/* How a source is, in words. */
#include "feed_words.h"

#include <stdio.h>
#include <string.h>

#include "widgets.h"

enum { KILO = 1024 };

static const enum role roles[CONDITION_COUNT] = {
    [CONDITION_FAILED] = ROLE_error,    [CONDITION_BACKOFF] = ROLE_warn,
    [CONDITION_TRYING] = ROLE_warn,     [CONDITION_SLOW] = ROLE_warn,
    [CONDITION_LOADING] = ROLE_info,    [CONDITION_OK] = ROLE_ok,
    [CONDITION_WAITING] = ROLE_dim,     [CONDITION_STANDBY] = ROLE_dim,
    [CONDITION_LACKS_CONTACT] = ROLE_dim, [CONDITION_LACKS_KEY] = ROLE_dim,
    [CONDITION_OFF] = ROLE_dim,
};

const struct health *feed_find(const struct frame *f)
{
    const struct health_list *all = f->now->health;

    for (size_t i = 0; all && i < all->count; i++)
        if (strcmp(all->items[i].source, f->subject->source) == 0)
            return &all->items[i];
    return NULL;
}

const char *feed_why_none(const struct frame *f)
{
    if (f->now->health && f->now->health->count)
        return NULL;
    if (f->now->mode == RUN_REPLAY)
        return "a replay asks no source: all it shows is on the tape";
    if (f->now->mode == RUN_FOLLOW)
        return "another tapewatch polls: its own Feeds screen has the sources";
    if (f->now->mode == RUN_OFFLINE)
        return "offline: no source is asked";
    return "no source was asked yet";
}

enum role feed_role(const struct health *h)
{
    return roles[health_condition(h)];
}

const char *feed_mark(const struct canvas *c, const struct health *h)
{
    const struct glyphs *g = glyphs_of(c);
    enum condition now = health_condition(h);

    return now == CONDITION_FAILED ? g->state_failed
           : now <= CONDITION_SLOW ? g->state_slow
           : now == CONDITION_OK ? g->state_ok : g->state_off;
}

void feed_bytes_text(double bytes, char out[16])
{
    char text[16];

    if (bytes < KILO / 20.0) {
        snprintf(out, 16, "0");
        return;
    }
    snprintf(text, sizeof(text), "%.1f", bytes / KILO);
    if (bytes >= 100 * KILO)
        snprintf(text, sizeof(text), "%.0f",
                 bytes / KILO < 1e6 ? bytes / KILO : 1e6);
    snprintf(out, 16, "%.8sK", text[0] == '0' ? text + 1 : text);
}
