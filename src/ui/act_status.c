/* SPDX-License-Identifier: MIT */
/* The focus: panels, and behind the last of them the sources of the status
 * line, which lead to the screen of all sources. */
#include <string.h>

#include "list.h"
#include "turn.h"

/* The nth source that the last frame's status line shows; NULL: fewer. */
static const struct hit *item_at(const struct ui *u, int nth)
{
    for (int i = 0; i < u->hits.count; i++)
        if (u->hits.at[i].kind == HIT_STATUS && nth-- == 0)
            return &u->hits.at[i];
    return NULL;
}

static int item_count(const struct ui *u)
{
    int n = 0;

    while (item_at(u, n))
        n++;
    return n;
}

/* The next panel in that direction; false behind the last one. */
static bool focus_from(struct ui *u, int at, int step)
{
    struct screen_state *s = stack_top(u);

    for (at += step; at >= 0 && at < s->screen->panel_count; at += step)
        if (stack_can_focus(u, s, at)) {
            s->focus = at;
            return true;
        }
    return false;
}

void status_move_focus(struct turn *t, int step)
{
    struct ui *u = t->u;
    int count = item_count(u), end = stack_top(u)->screen->panel_count;
    int at = stack_focus(u, stack_top(u));

    if (u->status_at >= 0) {
        u->status_at += step;
        if (u->status_at >= 0 && u->status_at < count)
            return;
        u->status_at = -1;
        at = step > 0 ? -1 : end;
    }
    if (focus_from(u, at, step))
        return;
    if (count > 0)
        u->status_at = step > 0 ? 0 : count - 1;
    else
        (void)focus_from(u, step > 0 ? -1 : end, step);
}

void status_open(struct turn *t, int source)
{
    struct list_view *feeds;

    t->u->status_at = -1;
    if ((size_t)source >= t->now->source_count)
        return;
    run_go(t, "feeds");
    feeds = stack_top(t->u)->panels[0].view; /* a list, by source */
    name_copy(feeds->key, sizeof(feeds->key),
              t->now->sources[source].source);
}

bool status_key(struct turn *t, enum ui_action a)
{
    const struct hit *item = item_at(t->u, t->u->status_at);

    if (t->u->status_at < 0 || a == ACTION_next_panel ||
        a == ACTION_prev_panel)
        return false;
    t->u->status_at = -1;
    if (t->key.code == KEYCODE_ENTER && item)
        status_open(t, item->n);
    return t->key.code == KEYCODE_ENTER || t->key.code == KEYCODE_ESCAPE;
}
