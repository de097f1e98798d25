/* SPDX-License-Identifier: MIT */
/* What the command line changes: lists, lots, levels, the contact. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run.h"
#include "tapewatch/base/format.h"
#include "tapewatch/state/fields.h"

size_t run_bad_symbol(const char *text, const char **where)
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

/* One more: with those that wait in the command, as long as there is room. */
static void put_symbol(struct turn *t, struct command *c, const char *text,
                       size_t n)
{
    size_t len = strlen(c->text);
    char symbol[SYMBOL_MAX];

    (void)symbol_from_text(text, n, symbol);
    if (c->symbol[0] && len + strlen(symbol) + 2 > sizeof(c->text)) {
        turn_send(t, c);
        c->joins = true; /* one undo takes all of them back */
        c->symbol[0] = c->text[0] = '\0';
        len = 0;
    }
    if (!c->symbol[0])
        memcpy(c->symbol, symbol, sizeof(symbol));
    else
        (void)snprintf(c->text + len, sizeof(c->text) - len, "%s%s",
                       len ? " " : "", symbol);
}

static void add_to(struct turn *t, const char *list, const char *text)
{
    struct command c = {.kind = COMMAND_ADD_SYMBOL, .index = -1};
    char message[160] = "";
    const char *bad = "";
    size_t n = run_bad_symbol(text, &bad), added = 0;

    if (n) {
        snprintf(message, sizeof(message), "nothing added: no symbol: %.*s",
                 (int)(n > 60 ? 60 : n), bad);
        run_fail(t, message);
        return;
    }
    name_copy(c.list, sizeof(c.list), list);
    for (text += strspn(text, " ,"); *text; text += strspn(text, " ,")) {
        n = strcspn(text, " ,");
        put_symbol(t, &c, text, n);
        text += n;
        added++;
    }
    if (!added)
        return;
    turn_send(t, &c);
    if (t->out->command_count == UI_COMMANDS_MAX)
        snprintf(message, sizeof(message),
                 "those are too many at once; the list shows how far it came");
    else if (added == 1)
        snprintf(message, sizeof(message),
                 "%s added at the end of the list; u takes it back", c.symbol);
    else
        snprintf(message, sizeof(message),
                 "%zu added at the end of the list; u takes them back", added);
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
void run_make_list(struct turn *t, const struct call *call)
{
    const char *args = call->arguments;
    const char *colon = strstr(args, ": ");
    size_t n = colon ? (size_t)(colon - args) : 0;
    char list[LIST_NAME_MAX];

    if (n == 0 || n >= sizeof(list)) {
        run_ask(t, call->function);
        return;
    }
    snprintf(list, sizeof(list), "%.*s", (int)n, args);
    add_to(t, list, colon + 2);
}

/* "NVDA 10 @ 118.42 USD", or "#12 ..." to change the lot of that number. */
void run_put_lot(struct turn *t, const struct call *call)
{
    const char *line = call->arguments;
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
        run_fail(t, why.text);
        return;
    }
    if (strlen(line) >= sizeof(c.text)) {
        run_fail(t, "that line is too long");
        return;
    }
    name_copy(c.text, sizeof(c.text), line);
    name_copy(c.list, sizeof(c.list), stack_top(t->u)->subject.portfolio);
    turn_send(t, &c);
}

/* A rule begun with the expression: of a symbol alone when that is the first
 * word. False when it is none. */
static bool begin_rule(struct turn *t, const char *args)
{
    struct subject subject = t->u->stack[0].subject;
    size_t n = strcspn(args, " ");
    char symbol[SYMBOL_MAX], when[RULE_WHEN_MAX + 64];
    struct query *q = NULL;
    enum err e;

    snprintf(when, sizeof(when), "%s", args);
    e = query_compile_in(when, language_of_listing(), &q, NULL);
    if (e != ERR_OK && symbol_from_text(args, n, symbol) && args[n]) {
        snprintf(when, sizeof(when), "symbol == \"%s\" and (%s)", symbol,
                 args + n + 1);
        e = query_compile_in(when, language_of_listing(), &q, NULL);
    }
    query_free(q);
    if (e != ERR_OK)
        return false;
    if (strlen(when) >= sizeof(subject.query)) {
        run_fail(t, "that is too long here: a new rule (ga, a) takes more");
        return true;
    }
    subject.rule[0] = '\0';
    name_copy(subject.query, sizeof(subject.query), when);
    stack_push(t->u, "alert", &subject);
    return true;
}

/* What ALERT could be of a symbol: "130", "> 130", "130 off", "off". */
static bool read_level(const char *text, struct command *out)
{
    const char *off = strstr(text, "off");
    size_t n;

    if (*text == '<' || *text == '>') {
        out->index = *text == '>' ? 1 : -1;
        text++;
        text += *text == '=';
        text += strspn(text, " ");
    }
    n = off && off >= text ? (size_t)(off - text) : strlen(text);
    while (n > 0 && text[n - 1] == ' ')
        n--;
    if (off)
        out->kind = COMMAND_DROP_LEVEL;
    if (off && (off[3] || out->index))
        return false;
    if (n == 0)
        return off != NULL;
    return format_parse_number(text, n, &out->number);
}

/* Why it is neither a level nor a rule. */
static void refuse_alert(struct turn *t, const struct call *call)
{
    const char *args = call->arguments;
    size_t n = strcspn(args, " ");
    const char *rest = args + n + strspn(args + n, " ");
    char symbol[SYMBOL_MAX], text[150];
    struct query *q = NULL;
    struct why why = {{0}};

    if (!*rest) {
        run_ask(t, call->function);
        return;
    }
    if (!strchr(rest, ' ')) {
        snprintf(text, sizeof(text), "'%.40s' is no price; a condition is "
                 "written change_pct < -4", rest);
        run_fail(t, text);
        return;
    }
    /* Behind a symbol the rest is the condition, else all of it is. */
    if (!symbol_from_text(args, n, symbol) || !snapshot_find(t->now, symbol))
        rest = args;
    (void)query_compile_in(rest, language_of_listing(), &q, &why);
    query_free(q);
    snprintf(text, sizeof(text), "no rule: %.*s",
             (int)strcspn(why.text, "\n"), why.text);
    run_fail(t, text);
}

/* "NVDA 130", "NVDA > 130", "NVDA 130 off", "NVDA off"; or a rule. */
void run_set_level(struct turn *t, const struct call *call)
{
    const char *args = call->arguments;
    struct command c = {.kind = COMMAND_SET_LEVEL};
    size_t n = strcspn(args, " ");
    const char *level = args + n + strspn(args + n, " ");

    if (!symbol_from_text(args, n, c.symbol) || !read_level(level, &c)) {
        if (!begin_rule(t, args))
            refuse_alert(t, call);
    } else if (c.number < 0 || (c.number == 0 && c.kind == COMMAND_SET_LEVEL)) {
        run_fail(t, "a level is a price above 0");
    } else {
        turn_send(t, &c);
    }
}

/* Told to those sources in each request, and to nobody else. */
void run_set_contact(struct turn *t, const struct call *call)
{
    const char *address = call->arguments;
    struct command c = {.kind = COMMAND_CONTACT};
    const char *at = strchr(address, '@');
    size_t n = strlen(address);

    if (!at || at == address || !at[1] || n >= sizeof(c.text) ||
        strcspn(address, " \t<>,") != n || strchr(at + 1, '@')) {
        run_fail(t, "an e-mail address, please: CONTACT you@example.com");
        return;
    }
    name_copy(c.text, sizeof(c.text), address);
    turn_send(t, &c);
    turn_say(t, ROLE_info, "sources that want an address may be asked now");
}
