/* SPDX-License-Identifier: MIT */
/* T: the user's words on the selected headline, or on all that are marked. */
#include <stdio.h>
#include <string.h>

#include "list_panel.h"
#include "run.h"
#include "show.h"

/* The marked headlines of the focused list; where none is, the selected one.
 * The rows of the list are there until chosen_done(). */
struct chosen {
    struct list_view *view; /* NULL: no row was marked */
    struct frame frame; /* that the rows were made for */
    struct list_rows rows;
    struct {
        const struct headline *headline;
        uint32_t at; /* its row */
    } items[LIST_MARKS_MAX];
    size_t count;
};

static void add(struct chosen *c, const struct headline *h, uint32_t at)
{
    if (!h || c->count == LIST_MARKS_MAX)
        return;
    c->items[c->count].headline = h;
    c->items[c->count++].at = at;
}

static void add_marked(struct turn *t, struct chosen *out)
{
    struct screen_state *s = stack_top(t->u);
    int focus = stack_focus(t->u, s);
    const struct list_panel *p = list_panel_of(s->screen->panels[focus]);
    struct list_view *v = s->panels[focus].view;

    if (!p || !p->subject || v->mark_count == 0)
        return;
    out->view = v;
    out->frame = stack_frame(t->u, s, focus, t->now, t->now->now_ms);
    list_panel_build(p, v, &out->frame, &out->rows);
    for (size_t i = 0; i < out->rows.count; i++) {
        uint32_t at = out->rows.at[i];
        struct subject subject = {.symbol = ""};

        if (list_is_marked(v, &out->rows, at) &&
            p->subject(&out->frame, &out->rows, at, &subject))
            add(out, show_headline(t->now, subject.headline), at);
    }
}

static void choose(struct turn *t, struct chosen *out)
{
    *out = (struct chosen){.count = 0};
    add_marked(t, out);
    if (!out->view)
        add(out, story_selected(t), 0);
}

static void chosen_done(struct chosen *c)
{
    list_done(&c->rows);
}

/* Those that all of them have: the ones that are typed over. */
static struct tags common_of(const struct turn *t, const struct chosen *c)
{
    struct tags common = {.count = 0};

    for (size_t i = 0; i < c->count; i++) {
        const struct tags *own =
            snapshot_tags(t->now, c->items[i].headline->id);

        if (i == 0)
            common = *own;
        else
            tags_keep_common(&common, own);
    }
    return common;
}

void tags_ask(struct turn *t)
{
    struct strbuf line = {0};
    struct chosen c;
    struct tags common;

    choose(t, &c);
    common = common_of(t, &c);
    strbuf_add(&line, "TAG ");
    tags_write(&common, "", &line);
    if (common.count)
        strbuf_add(&line, " ");
    if (c.count)
        prompt_open(&t->u->prompt, PROMPT_COMMAND, strbuf_text(&line));
    else
        turn_say(t, ROLE_info, "no headline is selected");
    strbuf_done(&line);
    chosen_done(&c);
}

/* Its own that were not typed over stay, unless all are taken away. */
static bool tag(struct turn *t, const struct headline *h,
                const struct tags *common, const struct tags *typed)
{
    struct command c = {.kind = COMMAND_TAG};
    bool has_room = true;

    if (typed->count)
        c.tags = *snapshot_tags(t->now, h->id);
    for (size_t i = 0; i < common->count; i++)
        tags_drop(&c.tags, common->at[i]);
    for (size_t i = 0; has_room && i < typed->count; i++)
        has_room = tags_put(&c.tags, typed->at[i]);
    name_copy(c.text, sizeof(c.text), h->id);
    if (has_room)
        turn_send(t, &c);
    return has_room;
}

static void say_done(struct turn *t, size_t done, size_t left,
                     const struct tags *typed)
{
    struct strbuf text = {0};

    if (typed->count)
        tags_write(typed, "#", &text);
    else
        strbuf_add(&text, "no tags any more");
    if (done != 1)
        strbuf_format(&text, ": %zu headlines", done);
    if (left)
        strbuf_format(&text, "; %zu %s still marked", left,
                      left == 1 ? "is" : "are");
    turn_say(t, ROLE_info, strbuf_text(&text));
    strbuf_done(&text);
}

void run_tag(struct turn *t, const struct call *call)
{
    struct tags typed, common;
    struct why why = {{0}};
    struct chosen c;
    size_t done = 0;

    if (tags_read(call->arguments, &typed, &why) != ERR_OK) {
        run_fail(t, why.text);
        return;
    }
    choose(t, &c);
    common = common_of(t, &c);
    for (size_t i = 0;
         i < c.count && t->out->command_count < UI_COMMANDS_MAX; i++) {
        if (!tag(t, c.items[i].headline, &common, &typed))
            continue;
        done++;
        if (c.view)
            (void)list_mark(c.view, &c.rows, c.items[i].at, false);
    }
    if (c.count == 0)
        turn_say(t, ROLE_info, "no headline is selected");
    else if (done == 0)
        run_fail(t, "there is no room for more tags");
    else
        say_done(t, done, c.count - done, &typed);
    chosen_done(&c);
}
