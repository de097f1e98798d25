/* SPDX-License-Identifier: MIT */
/* Saves and opens layouts. */
#include "layouts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "chosen.h"
#include "run.h"
#include "tapewatch/base/mem.h"

/* ---- words */

static bool is_plain(unsigned char c)
{
    return c > ' ' && c != '%' && c != '=' && c != 0x7f;
}

static void put(void *self, const char *key, const char *value)
{
    struct strbuf *out = self;

    strbuf_format(out, "%s%s=", out->len ? " " : "", key);
    for (; *value; value++)
        if (is_plain((unsigned char)*value))
            strbuf_add_char(out, *value);
        else
            strbuf_format(out, "%%%02x", (unsigned char)*value);
}

static void put_number(struct strbuf *out, const char *key, int value)
{
    char text[16];

    snprintf(text, sizeof(text), "%d", value);
    put(out, key, text);
}

static void put_text(struct strbuf *out, const char *key, const char *value)
{
    if (value[0])
        put(out, key, value);
}

static int digit_of(char c)
{
    const char *digits = "0123456789abcdef", *at = strchr(digits, c);

    return c && at ? (int)(at - digits) : -1;
}

/* The next word; false at the end. */
static bool next(const char **at, char key[16], char value[256])
{
    const char *p = *at + strspn(*at, " ");
    size_t n = strcspn(p, "= "), k = 0;

    if (!*p)
        return false;
    snprintf(key, 16, "%.*s", (int)(n < 16 ? n : 15), p);
    p += n;
    p += *p == '=';
    for (; *p && *p != ' '; p++) {
        char c = *p;

        if (c == '%' && digit_of(p[1]) >= 0 && digit_of(p[2]) >= 0) {
            c = (char)(digit_of(p[1]) * 16 + digit_of(p[2]));
            p += 2;
        }
        if (k < 255 && ((unsigned char)c >= ' '))
            value[k++] = c;
    }
    value[k] = '\0';
    *at = p;
    return true;
}

/* ---- saving */

static void save_panel(const struct screen_state *s, int i,
                       struct strbuf *out)
{
    const struct panel_ops *ops = s->screen->panels[i];
    struct strbuf words = {0};

    if (ops->keep)
        ops->keep(s->panels[i].view, &words, put);
    put_text(&words, "filter", s->panels[i].filter);
    if (words.len) {
        put_number(out, "panel", i);
        strbuf_format(out, " %s", strbuf_text(&words));
    }
    strbuf_done(&words);
}

/* One that is gone by the next time says so in its place. */
static void save_event(const struct event_key *e, struct strbuf *out)
{
    if (!e->symbol[0] || !e->rule[0])
        return;
    put(out, "rule", e->rule);
    put(out, "of", e->symbol);
    put_number(out, "session", e->session);
}

static void save_screen(const struct screen_state *s, struct strbuf *out)
{
    const struct subject *x = &s->subject;

    put(out, "screen", s->screen->name);
    put_text(out, "symbol", x->symbol);
    put_text(out, "list", x->list);
    put_text(out, "query", x->query);
    put_text(out, "portfolio", x->portfolio);
    put_text(out, "currency", x->currency);
    put_text(out, "headline", x->headline);
    put_text(out, "source", x->source);
    save_event(&x->event, out);
    if (s->focus)
        put_number(out, "focus", s->focus);
    if (s->tab)
        put_number(out, "tab", s->tab);
    if (s->is_zoomed)
        put_number(out, "zoom", 1);
    for (int i = 0; i < s->screen->panel_count; i++)
        save_panel(s, i, out);
}

static void tell_store(struct turn *t, int slot)
{
    const char *text = t->u->layouts[slot];
    struct command c = {.kind = COMMAND_KEEP_LAYOUT, .index = slot};

    if (text && strlen(text) >= sizeof(c.text)) {
        run_fail(t, "that layout is too long to be kept after this session");
        return;
    }
    name_copy(c.text, sizeof(c.text), text ? text : "");
    turn_send(t, &c);
}

void layouts_name(const char *text, char out[256])
{
    char key[16];

    out[0] = '\0';
    if (text)
        (void)next(&text, key, out);
}

/* -1: none has the name. */
static int find(const struct ui *u, const char *name)
{
    for (int i = 0; i < LAYOUTS_MAX; i++) {
        char has[256];

        layouts_name(u->layouts[i], has);
        if (u->layouts[i] && strcasecmp(has, name) == 0)
            return i;
    }
    return -1;
}

static int free_slot(const struct ui *u)
{
    for (int i = 0; i < LAYOUTS_MAX; i++)
        if (!u->layouts[i])
            return i;
    return -1;
}

static void save(struct turn *t, const char *name)
{
    struct ui *u = t->u;
    int slot = find(u, name) >= 0 ? find(u, name) : free_slot(u);
    struct strbuf out = {0};
    char message[160];

    if (slot < 0) {
        run_fail(t, "nine layouts are kept: layout drop NAME makes room");
        return;
    }
    put(&out, "name", name);
    for (int i = 0; i < u->depth; i++)
        if (!u->stack[i].screen->is_popup)
            save_screen(&u->stack[i], &out);
    free(u->layouts[slot]);
    u->layouts[slot] = mem_text(strbuf_text(&out));
    strbuf_done(&out);
    snprintf(message, sizeof(message), "saved%s; Alt-%d, or layout %.40s, "
             "brings it back", t->now->mode == RUN_REPLAY
                 ? " for this session: a replay keeps nothing" : "",
             slot + 1, name);
    turn_say(t, ROLE_info, message);
    tell_store(t, slot);
}

/* ---- opening */

struct recall {
    struct turn *t;
    struct screen_state *screen; /* being filled; NULL: an unknown one */
    int panel;                   /* -1: the screen itself */
};

static void begin_screen(struct recall *r, const char *name)
{
    struct ui *u = r->t->u;
    struct subject subject = u->stack[0].subject;

    r->panel = -1;
    r->screen = NULL;
    if (strcmp(name, u->stack[0].screen->name) == 0) {
        r->screen = &u->stack[0];
        r->screen->is_zoomed = false;
        r->screen->focus = 0;
    } else if (screen_find(name) && !screen_find(name)->is_popup) {
        stack_push(u, name, &subject);
        r->screen = stack_top(u);
    }
}

static bool recall_subject(struct subject *s, const char *key,
                           const char *value)
{
    const struct {
        const char *key;
        char *to;
        size_t size;
    } fields[] = {
        {"symbol", s->symbol, sizeof(s->symbol)},
        {"list", s->list, sizeof(s->list)},
        {"query", s->query, sizeof(s->query)},
        {"portfolio", s->portfolio, sizeof(s->portfolio)},
        {"currency", s->currency, sizeof(s->currency)},
        {"headline", s->headline, sizeof(s->headline)},
        {"source", s->source, sizeof(s->source)},
        {"rule", s->event.rule, sizeof(s->event.rule)},
        {"of", s->event.symbol, sizeof(s->event.symbol)},
    };

    for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
        if (strcmp(key, fields[i].key) == 0) {
            name_copy(fields[i].to, fields[i].size, value);
            return true;
        }
    return false;
}

static void recall_of_screen(struct screen_state *s, const char *key,
                             const char *value)
{
    int number = (int)strtol(value, NULL, 10);

    if (recall_subject(&s->subject, key, value))
        return;
    if (strcmp(key, "session") == 0)
        s->subject.event.session = number;
    else if (strcmp(key, "focus") == 0 && number > 0 &&
        number < s->screen->panel_count)
        s->focus = number;
    else if (strcmp(key, "tab") == 0 && number > 0 &&
             number < s->screen->tab_count)
        s->tab = number;
    else if (strcmp(key, "zoom") == 0)
        s->is_zoomed = number == 1;
}

static void recall(struct recall *r, const char *key, const char *value)
{
    struct screen_state *s = r->screen;

    if (strcmp(key, "screen") == 0) {
        begin_screen(r, value);
    } else if (!s) {
        return;
    } else if (strcmp(key, "panel") == 0) {
        long n = strtol(value, NULL, 10);

        r->panel = n >= 0 && n < s->screen->panel_count ? (int)n : -1;
    } else if (r->panel < 0) {
        recall_of_screen(s, key, value);
    } else if (strcmp(key, "filter") == 0) {
        name_copy(s->panels[r->panel].filter, FILTER_MAX, value);
    } else if (s->screen->panels[r->panel]->recall) {
        const struct panel_ops *ops = s->screen->panels[r->panel];

        ops->recall(s->panels[r->panel].view, ops, key, value);
    }
}

/* The root keeps no list, order or filter that the layout does not name. */
static void clear_root(struct ui *u)
{
    struct screen_state *s = &u->stack[0];

    s->subject.list[0] = s->subject.query[0] = '\0';
    s->subject.portfolio[0] = s->subject.currency[0] = '\0';
    s->subject.headline[0] = s->subject.source[0] = '\0';
    s->subject.event = (struct event_key){.rule = ""};
    for (int i = 0; i < s->screen->panel_count; i++) {
        s->panels[i].filter[0] = '\0';
        memset(s->panels[i].view, 0, s->screen->panels[i]->view_size);
    }
}

void layouts_open(struct turn *t, int slot)
{
    struct ui *u = t->u;
    struct recall r = {.t = t, .panel = -1};
    const char *at = u->layouts[slot];
    char key[16], value[256];

    if (!at) {
        run_fail(t, "no layout is saved there: layout save NAME");
        return;
    }
    run_go(t, u->stack[0].screen->name);
    clear_root(u);
    chosen_forget(u); /* a layout brings its own */
    while (next(&at, key, value))
        recall(&r, key, value);
}

/* ---- the command */

static void list(struct turn *t)
{
    char text[160] = "layouts:";
    size_t len = strlen(text);

    for (int i = 0; i < LAYOUTS_MAX; i++) {
        char name[256];

        layouts_name(t->u->layouts[i], name);
        if (t->u->layouts[i] && len + strlen(name) + 8 < sizeof(text))
            len += (size_t)snprintf(text + len, sizeof(text) - len,
                                    "  Alt-%d %s", i + 1, name);
    }
    turn_say(t, ROLE_info, strcmp(text, "layouts:") == 0
                               ? "no layout is saved: layout save NAME"
                               : text);
}

static void drop(struct turn *t, int slot)
{
    free(t->u->layouts[slot]);
    t->u->layouts[slot] = NULL;
    tell_store(t, slot);
    turn_say(t, ROLE_info, "that layout is dropped");
}

/* The name behind the word, or NULL when the line begins with another. */
static const char *behind(const char *line, const char *word)
{
    size_t n = strlen(word);

    return strncasecmp(line, word, n) == 0 && line[n] == ' ' && line[n + 1]
               ? line + n + 1 + strspn(line + n + 1, " ") : NULL;
}

void layouts_run(struct turn *t, const char *arguments)
{
    const char *name;
    int slot;

    if (!arguments[0]) {
        list(t);
        return;
    }
    name = behind(arguments, "save");
    if (name && strlen(name) < LIST_NAME_MAX) {
        save(t, name);
        return;
    }
    name = behind(arguments, "drop");
    slot = find(t->u, name ? name : arguments);
    if (slot < 0)
        run_fail(t, "no layout has that name; layout alone lists them");
    else if (name)
        drop(t, slot);
    else
        layouts_open(t, slot);
}

void ui_add_layout(struct ui *u, int slot, const char *text)
{
    if (slot < 0 || slot >= LAYOUTS_MAX)
        return;
    free(u->layouts[slot]);
    u->layouts[slot] = mem_text(text);
    u->is_touched = true;
}
