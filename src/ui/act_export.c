/* SPDX-License-Identifier: MIT */
/* The focused list into a file: which records, of which symbols. The file is
 * written outside of the screens. */
#include <stdio.h>
#include <string.h>

#include "list_panel.h"
#include "run.h"

static enum ui_export_what what_of(unsigned contexts)
{
    return contexts & (CONTEXT_events | CONTEXT_fired)
               ? UI_EXPORT_EVENTS
           : contexts & CONTEXT_story ? UI_EXPORT_NEWS
           : contexts & CONTEXT_folio ? UI_EXPORT_PORTFOLIO
                                      : UI_EXPORT_QUOTES;
}

/* Of all rows, of the marked ones if there are any. */
static void add_keys(const struct list_panel *p, struct list_view *v,
                     const struct frame *f, struct strbuf *out)
{
    struct list_rows r;

    list_panel_build(p, v, f, &r);
    for (size_t i = 0; i < r.count; i++)
        if (!v->mark_count || list_is_marked(v, &r, r.at[i]))
            p->keys(f, &r, r.at[i], out);
    list_done(&r);
}

void export_ask(struct turn *t)
{
    struct screen_state *s = stack_top(t->u);
    char line[80];

    snprintf(line, sizeof(line), "EXPORT %s.csv",
             s->screen->panels[stack_focus(t->u, s)]->name);
    prompt_open(&t->u->prompt, PROMPT_COMMAND, line);
}

void run_export(struct turn *t, const struct call *c)
{
    struct screen_state *s = stack_top(t->u);
    int focus = stack_focus(t->u, s);
    const struct list_panel *p = list_panel_of(s->screen->panels[focus]);
    struct frame f = stack_frame(t->u, s, focus, t->now, t->now->now_ms);
    struct ui_export *e = &t->out->export;

    if (!p || !c->arguments[0]) {
        if (p)
            run_ask(t, c->function);
        else
            run_fail(t, "no list has the focus");
        return;
    }
    strbuf_clear(&t->u->clip);
    e->what = what_of(s->screen->panels[focus]->contexts);
    if (p->keys)
        add_keys(p, s->panels[focus].view, &f, &t->u->clip);
    else if (e->what == UI_EXPORT_QUOTES)
        (void)rows_symbols(t, true, &t->u->clip);
    if (e->what != UI_EXPORT_PORTFOLIO && t->u->clip.len == 0) {
        run_fail(t, p->keys ? "no row of this list can be written"
                            : "no row of this list is a symbol");
        return;
    }
    e->symbols = p->keys ? "" : strbuf_text(&t->u->clip);
    e->keys = p->keys ? strbuf_text(&t->u->clip) : NULL;
    name_copy(e->path, sizeof(e->path), c->arguments);
    name_copy(e->portfolio, sizeof(e->portfolio), s->subject.portfolio);
}
