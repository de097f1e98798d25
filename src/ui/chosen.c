/* SPDX-License-Identifier: MIT */
/* Carries what was chosen in a chart over to the next one of its kind. */
#include "chosen.h"

#include <string.h>

/* The words of keep() that go along; a layout keeps more. */
static void take(void *self, const char *key, const char *value)
{
    struct chart_choice *to = self;

    if (strcmp(key, "range") == 0)
        name_copy(to->range, sizeof(to->range), value);
    else if (strcmp(key, "style") == 0)
        name_copy(to->style, sizeof(to->style), value);
}

static bool is_plot(const struct panel_ops *ops)
{
    return (ops->contexts & CONTEXT_plot) && ops->keep && ops->recall;
}

void chosen_note(struct ui *u, const struct screen_state *s, int panel)
{
    const struct panel_ops *ops = s->screen->panels[panel];

    for (int i = 0; is_plot(ops) && i < CHOSEN_MAX; i++) {
        struct chart_choice *c = &u->chosen[i];

        if (c->panel && c->panel != ops)
            continue;
        *c = (struct chart_choice){.panel = ops};
        ops->keep(s->panels[panel].view, c, take);
        return;
    }
}

static void recall_one(const struct chart_choice *c, void *view)
{
    if (c->range[0])
        c->panel->recall(view, c->panel, "range", c->range);
    if (c->style[0])
        c->panel->recall(view, c->panel, "style", c->style);
}

void chosen_recall(const struct ui *u, struct screen_state *s)
{
    for (int i = 0; i < s->screen->panel_count; i++)
        for (int k = 0; k < CHOSEN_MAX; k++)
            if (u->chosen[k].panel == s->screen->panels[i])
                recall_one(&u->chosen[k], s->panels[i].view);
}

void chosen_forget(struct ui *u)
{
    memset(u->chosen, 0, sizeof(u->chosen));
}
