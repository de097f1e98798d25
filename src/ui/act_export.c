/* SPDX-License-Identifier: MIT */
/* The focused list into a file: which records, of which symbols. The file is
 * written outside of the screens. */
#include <stdio.h>
#include <string.h>

#include "list_panel.h"
#include "run.h"

static enum ui_export_what what_of(unsigned contexts)
{
    return contexts & CONTEXT_events  ? UI_EXPORT_EVENTS
           : contexts & CONTEXT_story ? UI_EXPORT_NEWS
           : contexts & CONTEXT_folio ? UI_EXPORT_PORTFOLIO
                                      : UI_EXPORT_QUOTES;
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
    struct ui_export *e = &t->out->export;

    if (!p || !c->arguments[0]) {
        run_fail(t, p ? "export into what? For example: export day.csv"
                      : "no list has the focus");
        return;
    }
    strbuf_clear(&t->u->clip);
    e->what = what_of(s->screen->panels[focus]->contexts);
    /* Of news and events the screen's symbol is all that narrows them. */
    if (e->what == UI_EXPORT_QUOTES)
        (void)rows_symbols(t, true, &t->u->clip);
    else if (strcmp(s->screen->name, "symbol") == 0)
        strbuf_add(&t->u->clip, s->subject.symbol);
    if (e->what == UI_EXPORT_QUOTES && t->u->clip.len == 0) {
        run_fail(t, "no row of this list is a symbol");
        return;
    }
    e->symbols = strbuf_text(&t->u->clip);
    name_copy(e->path, sizeof(e->path), c->arguments);
    name_copy(e->portfolio, sizeof(e->portfolio), s->subject.portfolio);
}
