/* SPDX-License-Identifier: MIT */
/* Does what was typed behind ":", and goes to screens by their names. */
#include <stdio.h>
#include <string.h>

#include "filter.h"
#include "layouts.h"
#include "run.h"

void run_fail(struct turn *t, const char *text)
{
    char message[150];

    snprintf(message, sizeof(message), "error: %.140s", text);
    message[strcspn(message, "\n")] = '\0';
    turn_say(t, ROLE_error, message);
}

void run_ask(struct turn *t, const struct function_row *f)
{
    char text[120];

    snprintf(text, sizeof(text), "%s what? For example: %s %s", f->name,
             f->name, f->example);
    run_fail(t, text);
}

void run_go(struct turn *t, const char *screen)
{
    struct subject subject = t->u->stack[0].subject;
    const char *in_words = screen_find(screen)->in_words;

    if (in_words && config_bool(t->u->config, OPT_a11y))
        screen = in_words;
    stack_go(t->u, screen, &subject);
}

static void set_filter(struct turn *t, const char *text)
{
    struct screen_state *s = stack_top(t->u);

    int panel = stack_focus(t->u, s);
    char message[100];
    size_t place;

    if (strlen(text) >= FILTER_MAX) {
        run_fail(t, "that is longer than a filter can be");
        return;
    }
    name_copy(s->panels[panel].filter, FILTER_MAX, text);
    if (!stack_filter_is_right(s, panel, &place, message, sizeof(message)))
        run_fail(t, message);
}

void run_find_news(struct turn *t)
{
    struct screen_state *s = stack_top(t->u);
    int panel = stack_focus(t->u, s);
    const char *words = s->panels[panel].filter;
    struct frame f = stack_frame(t->u, s, panel, t->now, t->now->now_ms);
    struct command c = {.kind = COMMAND_FIND_NEWS};

    if (f.panel->records != &headline_records || !f.filter[0] ||
        words[0] == '!' || strcmp(words, t->now->wanted) == 0)
        return;
    name_copy(c.text, sizeof(c.text), words);
    turn_send(t, &c);
}

/* "fps 1", "fps = 1", 'providers ""' */
static void change_option(struct turn *t, enum ui_change change,
                          const struct call *c)
{
    const char *args = c->arguments;
    size_t n = strcspn(args, " =");
    const char *value = args + n;
    char name[sizeof(t->out->setting)];

    while (*value == ' ' || *value == '=')
        value++;
    if (n == 0 || n >= sizeof(name) || (!*value && change != UI_CHANGE_RESET)) {
        run_ask(t, c->function);
        return;
    }
    snprintf(name, sizeof(name), "%.*s", (int)n, args);
    turn_change(t, change, name, strcmp(value, "\"\"") == 0 ? "" : value);
}

static void sort_list(struct turn *t, const struct call *c)
{
    struct strbuf text = {0};

    if (run_tell_word(t, stack_focus(t->u, stack_top(t->u)), c->arguments) ||
        rows_sort_named(t, c->arguments))
        return;
    rows_name_orders(t, &text);
    run_fail(t, strbuf_text(&text));
    strbuf_done(&text);
}

/* Screens that need no more than their name. */
static void show_screen(struct turn *t, const struct call *c)
{
    run_go(t, c->function->screen);
    if (stack_can_focus(t->u, stack_top(t->u), c->function->panel))
        stack_top(t->u)->focus = c->function->panel;
    if (c->function->kind != FUNCTION_FILTERED)
        return;
    set_filter(t, c->arguments);
    run_find_news(t);
}

static void add_symbols(struct turn *t, const struct call *c)
{
    run_add_symbols(t, c->arguments);
}

static void set_theme(struct turn *t, const struct call *c)
{
    if (c->arguments[0])
        turn_change(t, UI_CHANGE_SET, "theme", c->arguments);
    else
        turn_act(t, ACTION_themes);
}

static void set_any(struct turn *t, const struct call *c)
{
    if (c->arguments[0])
        change_option(t, UI_CHANGE_SET, c);
    else
        turn_act(t, ACTION_settings);
}

static void keep_any(struct turn *t, const struct call *c)
{
    change_option(t, UI_CHANGE_KEEP, c);
}

static void reset_any(struct turn *t, const struct call *c)
{
    change_option(t, UI_CHANGE_RESET, c);
}

static void filter(struct turn *t, const struct call *c)
{
    set_filter(t, c->arguments);
    run_find_news(t);
}

static void layout(struct turn *t, const struct call *c)
{
    layouts_run(t, c->arguments);
}

static void help(struct turn *t, const struct call *c)
{
    (void)c;
    turn_act(t, ACTION_help);
}

static void quit(struct turn *t, const struct call *c)
{
    (void)c;
    t->out->quit = true;
}

static void (*const does[])(struct turn *t, const struct call *c) = {
    [FUNCTION_SYMBOL] = run_show_symbol,
    [FUNCTION_SCREEN] = show_screen,
    [FUNCTION_FILTERED] = show_screen,
    [FUNCTION_QUERY] = run_show_query,
    [FUNCTION_FIND] = run_find,
    [FUNCTION_COMPARE] = run_show_companies,
    [FUNCTION_FOLIO] = run_show_portfolio,
    [FUNCTION_LIST] = run_show_list,
    [FUNCTION_MAKE_LIST] = run_make_list,
    [FUNCTION_LOT] = run_put_lot,
    [FUNCTION_ADD] = add_symbols,
    [FUNCTION_LEVEL] = run_set_level,
    [FUNCTION_CONTACT] = run_set_contact,
    [FUNCTION_THEME] = set_theme,
    [FUNCTION_SET] = set_any,
    [FUNCTION_KEEP] = keep_any,
    [FUNCTION_RESET] = reset_any,
    [FUNCTION_WORD] = sort_list,
    [FUNCTION_FILTER] = filter,
    [FUNCTION_EXPORT] = run_export,
    [FUNCTION_VERSUS] = run_versus,
    [FUNCTION_TAG] = run_tag,
    [FUNCTION_LAYOUT] = layout,
    [FUNCTION_HELP] = help,
    [FUNCTION_QUIT] = quit,
};

void run_line(struct turn *t, const char *line)
{
    struct call call;
    struct why why = {{0}};

    if (call_read(t->u->config, t->now, line, &call, &why) != ERR_OK)
        run_fail(t, why.text);
    else
        does[call.function->kind](t, &call);
}
