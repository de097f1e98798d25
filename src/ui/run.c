/* SPDX-License-Identifier: MIT */
/* Does what was typed behind ":", and goes to screens by their names. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "tapewatch/base/format.h"
#include "tapewatch/state/fields.h"
#include "turn.h"

static void fail(struct turn *t, const char *text)
{
    char message[150];

    snprintf(message, sizeof(message), "error: %.140s", text);
    message[strcspn(message, "\n")] = '\0';
    turn_say(t, ROLE_error, message);
}

void run_go(struct turn *t, const char *screen)
{
    struct subject subject = t->u->stack[0].subject;

    stack_go(t->u, screen, &subject);
}

static const char *selected_symbol(struct turn *t)
{
    stack_link(t->u, t->now);
    return stack_top(t->u)->subject.symbol;
}

/* Tells the panel a word (a range, an order); false when it is none of its. */
static bool tell_word(struct turn *t, int panel, const char *word)
{
    struct screen_state *s = stack_top(t->u);
    const struct panel_ops *ops = s->screen->panels[panel];
    struct frame f = stack_frame(t->u, s, panel, t->now, t->now->now_ms);

    return ops->word && ops->word(s->panels[panel].view, &f, word);
}

static void show_symbol(struct turn *t, const struct call *c)
{
    struct subject subject = t->u->stack[0].subject;
    struct screen_state *s;
    char text[100];

    name_copy(subject.symbol, sizeof(subject.symbol),
              c->symbol[0] ? c->symbol : selected_symbol(t));
    if (!subject.symbol[0]) {
        fail(t, "which symbol?");
        return;
    }
    stack_go(t->u, c->function->screen, &subject);
    s = stack_top(t->u);
    if (stack_can_focus(t->u, s, c->function->panel))
        s->focus = c->function->panel;
    if (!c->arguments[0] || tell_word(t, c->function->panel, c->arguments))
        return;
    snprintf(text, sizeof(text), "%s does not know '%.40s'",
             c->function->name, c->arguments);
    fail(t, text);
}

static void show_query(struct turn *t, const struct call *c)
{
    struct subject subject = t->u->stack[0].subject;
    struct query *q = NULL;
    struct why why = {{0}};

    if (!c->arguments[0]) {
        fail(t, "EQS what? For example: EQS change_pct < -5 and cap > 50B");
        return;
    }
    if (query_compile_in(c->arguments, language_of_listing(), &q, &why)) {
        fail(t, why.text);
        return;
    }
    query_free(q);
    name_copy(subject.query, sizeof(subject.query), c->arguments);
    stack_go(t->u, c->function->screen, &subject);
}

/* Length of the first word that is no symbol, and where; 0: all are. */
static size_t bad_symbol(const char *text, const char **where)
{
    char symbol[SYMBOL_MAX];

    for (text += strspn(text, " ,"); *text; text += strspn(text, " ,")) {
        size_t n = strcspn(text, " ,");

        *where = text;
        if (!symbol_from_text(text, n, symbol))
            return n;
        text += n;
    }
    return 0;
}

/* Their figures side by side; of all that filed when none is named. */
static void show_companies(struct turn *t, const struct call *c)
{
    struct subject subject = t->u->stack[0].subject;
    const char *bad = "";
    size_t n = bad_symbol(c->arguments, &bad);
    char text[100];

    if (n || strlen(c->arguments) >= sizeof(subject.query)) {
        snprintf(text, sizeof(text), "no symbol: %.*s",
                 (int)(n > 60 ? 60 : n), bad);
        fail(t, text);
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

static void show_list(struct turn *t, const struct call *c)
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
    fail(t, text);
}

static void show_portfolio(struct turn *t, const struct call *c)
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
        fail(t, text);
        return;
    }
    name_copy(subject.portfolio, sizeof(subject.portfolio), c->arguments);
    stack_go(t->u, c->function->screen, &subject);
}

/* "NVDA 10 @ 118.42 USD", or "#12 ..." to change the lot of that number. */
static void put_lot(struct turn *t, const char *line)
{
    struct command c = {.kind = COMMAND_ADD_LOT};
    struct why why = {{0}};
    struct lot l;

    if (line[0] == '#') {
        char *end;

        c.kind = COMMAND_CHANGE_LOT;
        c.number = strtod(line + 1, &end);
        line = end;
    }
    if (lot_parse(line, &l, &why) != ERR_OK) {
        fail(t, why.text);
        return;
    }
    if (strlen(line) >= sizeof(c.text)) {
        fail(t, "that line is too long");
        return;
    }
    name_copy(c.text, sizeof(c.text), line);
    name_copy(c.list, sizeof(c.list), stack_top(t->u)->subject.portfolio);
    turn_send(t, &c);
}

static void set_filter(struct turn *t, const char *text)
{
    struct screen_state *s = stack_top(t->u);

    name_copy(s->panels[stack_focus(t->u, s)].filter, FILTER_MAX, text);
}

static void set_option(struct turn *t, const char *name, size_t n,
                       const char *value)
{
    while (*value == ' ' || *value == '=')
        value++;
    if (n == 0 || !*value) {
        fail(t, "set what? For example: set fps 1");
        return;
    }
    snprintf(t->out->setting, sizeof(t->out->setting), "%.*s",
             (int)(n < sizeof(t->out->setting) ? n : 0), name);
    name_copy(t->out->value, sizeof(t->out->value), value);
    t->out->has_setting = true;
}

static void sort_list(struct turn *t, const struct call *c)
{
    struct screen_state *s = stack_top(t->u);

    if (!tell_word(t, stack_focus(t->u, s), c->arguments))
        fail(t, "this list has no such order");
}

static void add_to(struct turn *t, const char *list, const char *text)
{
    struct command c = {.kind = COMMAND_ADD_SYMBOL, .index = -1};
    char message[160] = "";
    const char *bad = "";
    size_t n = bad_symbol(text, &bad), added = 0;

    if (n) {
        snprintf(message, sizeof(message), "nothing added: no symbol: %.*s",
                 (int)(n > 60 ? 60 : n), bad);
        fail(t, message);
        return;
    }
    name_copy(c.list, sizeof(c.list), list);
    for (text += strspn(text, " ,"); *text; text += strspn(text, " ,")) {
        n = strcspn(text, " ,");
        (void)symbol_from_text(text, n, c.symbol);
        turn_send(t, &c);
        added++;
        text += n;
    }
    if (!added)
        return;
    snprintf(message, sizeof(message),
             "%s%s at the end of the list; u takes it back",
             added == 1 ? c.symbol : "added", added == 1 ? " added" : "");
    turn_say(t, ROLE_info, message);
}

void run_add_symbols(struct turn *t, const char *text)
{
    const char *list = stack_top(t->u)->subject.list;

    if (!list[0] && t->now->watchlist_count)
        list = t->now->watchlists[0].name;
    add_to(t, list, text);
}

/* "Memory chips: MU WDC" */
static void make_list(struct turn *t, const char *args)
{
    const char *colon = strstr(args, ": ");
    size_t n = colon ? (size_t)(colon - args) : 0;
    char list[LIST_NAME_MAX];

    if (n == 0 || n >= sizeof(list)) {
        fail(t, "LIST what? For example: LIST Memory: MU WDC");
        return;
    }
    snprintf(list, sizeof(list), "%.*s", (int)n, args);
    add_to(t, list, colon + 2);
}

/* "NVDA 130", "NVDA 130 off", "NVDA off". */
static void set_level(struct turn *t, const char *args)
{
    struct command c = {.kind = COMMAND_SET_LEVEL};
    size_t n = strcspn(args, " ");
    const char *price = args + n + strspn(args + n, " ");
    const char *off = strstr(price, "off");
    size_t digits = off ? (size_t)(off - price) : strlen(price);

    while (digits > 0 && price[digits - 1] == ' ')
        digits--;
    if (off)
        c.kind = COMMAND_DROP_LEVEL;
    if (!symbol_from_text(args, n, c.symbol) || (off && off[3]) ||
        (digits == 0 && !off) ||
        (digits > 0 && (!format_parse_number(price, digits, &c.number) ||
                        !(c.number > 0)))) {
        fail(t, "ALERT what? For example: ALERT NVDA 130, ALERT NVDA off");
        return;
    }
    turn_send(t, &c);
}

/* Told to those sources in each request, and to nobody else. */
static void set_contact(struct turn *t, const char *address)
{
    struct command c = {.kind = COMMAND_CONTACT};
    const char *at = strchr(address, '@');
    size_t n = strlen(address);

    if (!at || at == address || !at[1] || n >= sizeof(c.text) ||
        strcspn(address, " \t<>,") != n || strchr(at + 1, '@')) {
        fail(t, "an e-mail address, please: CONTACT you@example.com");
        return;
    }
    name_copy(c.text, sizeof(c.text), address);
    turn_send(t, &c);
    turn_say(t, ROLE_info, "sources that want an address may be asked now");
}

static void find_symbol(struct turn *t, const struct call *c)
{
    struct subject subject = t->u->stack[0].subject;
    struct command search = {.kind = COMMAND_SEARCH};

    if (!c->arguments[0]) {
        fail(t, "FIND what? For example: FIND nvidia");
        return;
    }
    name_copy(search.text, sizeof(search.text), c->arguments);
    turn_send(t, &search);
    stack_go(t->u, c->function->screen, &subject);
}

/* Screens that need no more than their name. */
static void show_screen(struct turn *t, const struct call *c)
{
    run_go(t, c->function->screen);
    if (c->function->kind == FUNCTION_FILTERED)
        set_filter(t, c->arguments);
}

static void run(struct turn *t, const struct call *c)
{
    const char *args = c->arguments;
    size_t n = strcspn(args, " =");

    switch (c->function->kind) {
    case FUNCTION_SYMBOL:
        show_symbol(t, c);
        return;
    case FUNCTION_SCREEN:
    case FUNCTION_FILTERED:
        show_screen(t, c);
        return;
    case FUNCTION_QUERY:
        show_query(t, c);
        return;
    case FUNCTION_FIND:
        find_symbol(t, c);
        return;
    case FUNCTION_COMPARE:
        show_companies(t, c);
        return;
    case FUNCTION_FOLIO:
        show_portfolio(t, c);
        return;
    case FUNCTION_MAKE_LIST:
        make_list(t, args);
        return;
    case FUNCTION_LOT:
        put_lot(t, args);
        return;
    case FUNCTION_LIST:
        show_list(t, c);
        return;
    case FUNCTION_ADD:
        run_add_symbols(t, args);
        return;
    case FUNCTION_LEVEL:
        set_level(t, args);
        return;
    case FUNCTION_CONTACT:
        set_contact(t, args);
        return;
    case FUNCTION_THEME:
        set_option(t, "theme", strlen("theme"), args);
        return;
    case FUNCTION_SET:
        set_option(t, args, n, args + n);
        return;
    case FUNCTION_WORD:
        sort_list(t, c);
        return;
    case FUNCTION_FILTER:
        set_filter(t, args);
        return;
    case FUNCTION_HELP:
        turn_act(t, ACTION_help);
        return;
    case FUNCTION_QUIT:
        t->out->quit = true;
        return;
    }
}

void run_line(struct turn *t, const char *line)
{
    struct call call;
    struct why why = {{0}};

    if (call_read(t->u->config, line, &call, &why) != ERR_OK)
        fail(t, why.text);
    else
        run(t, &call);
}
