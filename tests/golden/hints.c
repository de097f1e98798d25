/* SPDX-License-Identifier: MIT */
/* What the footer of every screen names does something where it stands, and
 * what it leaves out does nothing: the key is pressed, and the frame and what
 * the program is told are looked at. */
#include <stdio.h>
#include <string.h>

#include "../src/ui/idle.h"
#include "golden.h"

enum { WIDTH = 160, HEIGHT = 45, FOCUSES = 8 };

static void draw(struct ui *u, const struct scene *scene, struct strbuf *out)
{
    struct canvas c;

    canvas_init(&c, WIDTH, HEIGHT, false);
    ui_draw(u, scene->now, scene->now->now_ms, 0, &c);
    canvas_fill(&c, (struct rect){0, HEIGHT - 1, WIDTH, 1}, ROLE_fg, " ");
    strbuf_clear(out);
    canvas_dump(&c, out); /* without the line that a message stands in */
    canvas_done(&c);
}

/* The screen as its keys open it, with the focus `tabs` panels further. */
static struct ui *opened(const struct scene *scene, const struct shown *s,
                         int tabs, struct strbuf *frame)
{
    struct ui *u = ui_new(scene->config, NULL);

    draw(u, scene, frame);
    golden_press(u, s->keys, scene->now);
    draw(u, scene, frame);
    while (tabs-- > 0)
        golden_press(u, "\t", scene->now);
    draw(u, scene, frame);
    return u;
}

/* Any key tells the poller what is looked at, which is no effect of its own. */
static bool is_telling(const struct command *c)
{
    return c->kind == COMMAND_FOCUS || c->kind == COMMAND_TRY_RULE ||
           c->kind == COMMAND_HISTORY;
}

static bool has_effect(const struct ui_effects *e)
{
    for (size_t i = 0; i < e->command_count; i++)
        if (!is_telling(&e->commands[i]))
            return true;
    return e->quit || e->suspend || e->redraw_all ||
           e->change > UI_CHANGE_UNSHOW || e->copy || e->open || e->tests ||
           e->export.path[0];
}

enum answer { ANSWER_NONE, ANSWER_WORDS, ANSWER_ACT };

/* What comes of the action's first key on a screen of its own. */
static enum answer answer_to(const struct scene *scene, const struct shown *s,
                             int tabs, enum ui_action a, char said[160])
{
    struct strbuf before = {0}, after = {0};
    struct ui *u = opened(scene, s, tabs, &before);
    const char *keys = keymap_keys(scene->config, a);
    struct ui_effects effects;
    struct key key;
    enum answer answer;

    u->message[0] = '\0';
    memset(&effects, 0, sizeof(effects));
    if (keymap_next_key(&keys, &key))
        ui_key(u, key, scene->now, 0, &effects);
    snprintf(said, 160, "%s", u->message);
    draw(u, scene, &after);
    answer = has_effect(&effects) ||
                     strcmp(strbuf_text(&before), strbuf_text(&after)) != 0
                 ? ANSWER_ACT : said[0] ? ANSWER_WORDS : ANSWER_NONE;
    ui_free(u);
    strbuf_done(&before);
    strbuf_done(&after);
    return answer;
}

/* "q again to quit"; a form that is not saved says what is wrong with it. */
static bool is_exempt(enum ui_action a)
{
    return a == ACTION_back || a == ACTION_form_save;
}

/* The order and the filter of a list without rows: they may well change. */
static bool is_of_rows(enum ui_action a)
{
    return a == ACTION_sort || a == ACTION_filter;
}

static int check_focus(const struct scene *scene, const struct shown *s,
                       int tabs)
{
    struct strbuf frame = {0};
    struct ui *u = opened(scene, s, tabs, &frame);
    unsigned contexts = stack_contexts(u, scene->now);
    bool idle[ACTION_COUNT];
    int bad = 0;

    stack_idle(u, scene->now, idle);
    ui_free(u);
    strbuf_done(&frame);
    for (int i = ACTION_none + 1; i < ACTION_COUNT; i++) {
        enum ui_action a = (enum ui_action)i;
        const struct action_row *row = keymap_row(a);
        char said[160];

        if (!(row->context & contexts) || !row->label[0] || is_exempt(a) ||
            (idle[a] && is_of_rows(a)) ||
            answer_to(scene, s, tabs, a, said) !=
                (idle[a] ? ANSWER_ACT : ANSWER_WORDS))
            continue;
        printf("# %s, panel %d: '%s' is %s: %s\n", s->name, tabs, row->label,
               idle[a] ? "left out, but acts" : "named, but says", said);
        bad++;
    }
    return bad;
}

/* Behind the panels the focus goes on to the status line. */
static bool is_on_panel(const struct scene *scene, const struct shown *s,
                        int tabs)
{
    struct strbuf frame = {0};
    struct ui *u = opened(scene, s, tabs, &frame);
    bool is_on = u->status_at < 0;

    ui_free(u);
    strbuf_done(&frame);
    return is_on;
}

int hints_check(const struct scene *scene, const struct shown *s)
{
    int bad = 0;

    for (int tabs = 0; tabs < FOCUSES && is_on_panel(scene, s, tabs); tabs++)
        bad += check_focus(scene, s, tabs);
    return bad;
}
