/* SPDX-License-Identifier: MIT */
/* Goes where a typed function leads: a symbol's screens, lists, portfolios,
 * comparisons, what was looked for. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "chosen.h"
#include "run.h"
#include "tapewatch/state/fields.h"

bool run_tell_word(struct turn *t, int panel, const char *word)
{
    struct screen_state *s = stack_top(t->u);
    const struct panel_ops *ops = s->screen->panels[panel];
    struct frame f = stack_frame(t->u, s, panel, t->now, t->now->now_ms);

    if (!ops->word || !ops->word(s->panels[panel].view, &f, word))
        return false;
    chosen_note(t->u, s, panel);
    return true;
}

static const char *selected_symbol(struct turn *t)
{
    stack_link(t->u, t->now);
    return stack_top(t->u)->subject.symbol;
}

void run_part(struct turn *t, const char *function)
{
    const struct function_row *row = function_row_find(function,
                                                       strlen(function));
    struct subject subject;
    struct screen_state *s;

    if (!row || !selected_symbol(t)[0] || rows_lack_symbol(t)) {
        turn_say(t, ROLE_info, rows_lack_symbol(t) ? "this row has no symbol"
                                                   : "no symbol is selected");
        return;
    }
    subject = turn_selected(t);
    stack_push(t->u, row->screen, &subject);
    s = stack_top(t->u);
    if (!stack_show_tab(s, row->panel) && stack_can_focus(t->u, s, row->panel))
        s->focus = row->panel;
}

/* A tape, or a store that nobody fills, knows no more symbols than it does:
 * what is typed has to be one. Live it is asked for. */
static bool refuse_unknown(struct turn *t, const char *symbol)
{
    char text[100];

    if ((t->now->mode != RUN_REPLAY && t->now->mode != RUN_OFFLINE) ||
        snapshot_find(t->now, symbol))
        return false;
    snprintf(text, sizeof(text), "%s: not known here; :FIND %s looks for it",
             symbol, symbol);
    run_fail(t, text);
    return true;
}

void run_show_symbol(struct turn *t, const struct call *c)
{
    struct subject subject = t->u->stack[0].subject;
    struct screen_state *s;
    char text[100];

    name_copy(subject.symbol, sizeof(subject.symbol),
              c->symbol[0] ? c->symbol : selected_symbol(t));
    if (!subject.symbol[0]) {
        run_fail(t, "which symbol?");
        return;
    }
    if (c->symbol[0] && refuse_unknown(t, c->symbol))
        return;
    stack_go(t->u, c->function->screen, &subject);
    s = stack_top(t->u);
    if (!stack_show_tab(s, c->function->panel) &&
        stack_can_focus(t->u, s, c->function->panel))
        s->focus = c->function->panel;
    if (!c->arguments[0] || run_tell_word(t, s->focus, c->arguments))
        return;
    snprintf(text, sizeof(text), "%s does not know '%.40s'",
             c->function->name, c->arguments);
    run_fail(t, text);
}

void run_show_query(struct turn *t, const struct call *c)
{
    struct subject subject = t->u->stack[0].subject;
    struct query *q = NULL;
    struct why why = {{0}};

    if (!c->arguments[0]) {
        run_ask(t, c->function);
        return;
    }
    if (strlen(c->arguments) >= sizeof(subject.query)) {
        run_fail(t, "that is longer than an expression can be here");
        return;
    }
    if (query_compile_in(c->arguments, language_of_listing(), &q, &why)) {
        run_fail(t, why.text);
        return;
    }
    query_free(q);
    name_copy(subject.query, sizeof(subject.query), c->arguments);
    stack_go(t->u, c->function->screen, &subject);
}

/* Their figures side by side; of all that filed when none is named. */
void run_show_companies(struct turn *t, const struct call *c)
{
    struct subject subject = t->u->stack[0].subject;
    const char *bad = "";
    size_t n = run_bad_symbol(c->arguments, &bad);
    char text[100];

    if (n || strlen(c->arguments) >= sizeof(subject.query)) {
        snprintf(text, sizeof(text), "no symbol: %.*s",
                 (int)(n > 60 ? 60 : n), bad);
        run_fail(t, text);
        return;
    }
    name_copy(subject.query, sizeof(subject.query), c->arguments);
    for (char *at = subject.query; (at = strchr(at, ',')) != NULL;)
        *at = ' ';
    stack_go(t->u, c->function->screen, &subject);
}

/* Of that name, else the first whose name begins so; NULL: none. */
static const struct watchlist *list_named(const struct snapshot *now,
                                          const char *name)
{
    const struct watchlist *w = snapshot_watchlist(now, name);

    for (size_t i = 0; !w && i < now->watchlist_count; i++)
        if (strncasecmp(now->watchlists[i].name, name, strlen(name)) == 0)
            w = &now->watchlists[i];
    return w;
}

void run_show_list(struct turn *t, const struct call *c)
{
    const struct watchlist *w = list_named(t->now, c->arguments);
    char text[100];

    if (w) {
        name_copy(t->u->stack[0].subject.list, LIST_NAME_MAX, w->name);
        run_go(t, c->function->screen);
        return;
    }
    snprintf(text, sizeof(text), "there is no watchlist '%.40s'",
             c->arguments);
    run_fail(t, text);
}

void run_show_portfolio(struct turn *t, const struct call *c)
{
    struct subject subject = t->u->stack[0].subject;
    const struct book *b = t->now->book;
    size_t at = 0;
    char text[100];

    if (c->arguments[0] || b)
        at = book_find(b, c->arguments[0] ? c->arguments
                                          : b->portfolios[0].name);
    if (c->arguments[0] && (!b || at == b->portfolio_count)) {
        snprintf(text, sizeof(text), "there is no portfolio '%.40s'",
                 c->arguments);
        run_fail(t, text);
        return;
    }
    name_copy(subject.portfolio, sizeof(subject.portfolio), c->arguments);
    stack_go(t->u, c->function->screen, &subject);
}

/* The large chart of the screen; -1: it has none. */
static int plot_of(struct turn *t)
{
    const struct screen_state *s = stack_top(t->u);

    for (int i = 0; i < s->screen->panel_count; i++)
        if ((s->screen->panels[i]->contexts & CONTEXT_plot) &&
            stack_can_focus(t->u, s, i))
            return i;
    return -1;
}

/* The poller looks for what it lacks of the other, then goes on with ours. */
static void fetch_other(struct turn *t, const char *symbol)
{
    struct command c = {.kind = COMMAND_FOCUS};

    name_copy(c.symbol, sizeof(c.symbol), symbol);
    name_copy(c.list, sizeof(c.list), stack_top(t->u)->subject.list);
    turn_send(t, &c);
    name_copy(c.symbol, sizeof(c.symbol), selected_symbol(t));
    turn_send(t, &c);
}

void run_versus(struct turn *t, const struct call *c)
{
    static const struct call symbol_screen = {.arguments = ""};
    char word[SYMBOL_MAX + 2] = "|", text[100];
    struct call own = symbol_screen;

    if (c->arguments[0] && !symbol_from_text(c->arguments,
                                             strlen(c->arguments), word + 1)) {
        snprintf(text, sizeof(text), "no symbol: %.40s", c->arguments);
        run_fail(t, text);
        return;
    }
    if (word[1] && refuse_unknown(t, word + 1))
        return;
    if (plot_of(t) < 0) {
        own.function = c->function;
        run_show_symbol(t, &own);
    }
    if (plot_of(t) < 0 || !run_tell_word(t, plot_of(t), word) || !word[1])
        return;
    fetch_other(t, word + 1);
    snprintf(text, sizeof(text), "nothing is known of %s yet", word + 1);
    if (!snapshot_find(t->now, word + 1))
        turn_say(t, ROLE_warn, text);
}

void run_find(struct turn *t, const struct call *c)
{
    struct subject subject = t->u->stack[0].subject;
    struct command search = {.kind = COMMAND_SEARCH};

    if (!c->arguments[0]) {
        run_ask(t, c->function);
        return;
    }
    name_copy(search.text, sizeof(search.text), c->arguments);
    turn_send(t, &search);
    stack_go(t->u, c->function->screen, &subject);
}
