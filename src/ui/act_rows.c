/* SPDX-License-Identifier: MIT */
/* What is done with rows: marks, the menu of orders, the other screens of a
 * row's symbol, the next watchlist. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "list_panel.h"
#include "turn.h"

/* The focused panel as a list; NULL: it is none. */
static const struct list_panel *focused_list(struct turn *t,
                                             struct list_view **view)
{
    struct screen_state *s = stack_top(t->u);
    int focus = stack_focus(t->u, s);

    *view = s->panels[focus].view;
    return list_panel_of(s->screen->panels[focus]);
}

/* ---- marks */

/* How many rows of the focused panel are marked. */
static size_t count_marked(struct turn *t)
{
    struct screen_state *s = stack_top(t->u);
    int focus = stack_focus(t->u, s);
    struct frame f = stack_frame(t->u, s, focus, t->now, t->now->now_ms);

    return rows_marked(s->screen->panels[focus], s->panels[focus].view, &f);
}

bool rows_unmark(struct turn *t)
{
    size_t count = count_marked(t);
    struct list_view *v;

    if (focused_list(t, &v))
        v->mark_count = 0;
    return count > 0;
}

/* Puts the cursor on the last marked row; false: none of those there is. */
static bool select_marked(struct turn *t, const struct list_panel *p,
                          struct list_view *v)
{
    struct screen_state *s = stack_top(t->u);
    struct frame f = stack_frame(t->u, s, stack_focus(t->u, s), t->now,
                                 t->now->now_ms);
    struct list_rows r;
    size_t i;

    list_panel_build(p, v, &f, &r);
    for (i = r.count; i > 0; i--)
        if (list_is_marked(v, &r, r.at[i - 1])) {
            list_select(v, &r, i - 1);
            (void)list_mark(v, &r, r.at[i - 1], false);
            break;
        }
    list_done(&r);
    return i > 0;
}

/* "mark as read" is not turned around for those that are read already. */
static bool is_backwards(enum ui_action a, const struct command *c)
{
    return (a == ACTION_mark && c->kind == COMMAND_UNREAD) ||
           (a == ACTION_bookmark && c->number == 0);
}

/* What is said of so many rows for which it was done; NULL: it is done for one
 * at a time. */
static const char *done_words(enum ui_action a)
{
    static const struct {
        enum ui_action action;
        const char *words;
    } done[] = {{ACTION_mark, "now read"},
                {ACTION_bookmark, "kept as bookmarks"},
                {ACTION_remove, "removed; u takes "},
                {ACTION_add_found, "added to the list"},
                {ACTION_acknowledge, "acknowledged"}};

    for (size_t i = 0; i < sizeof(done) / sizeof(*done); i++)
        if (done[i].action == a)
            return done[i].words;
    return NULL;
}

/* From the last one on, since what is deleted moves those below it. */
static bool act_on_marked(struct turn *t, enum ui_action a)
{
    struct screen_state *s = stack_top(t->u);
    struct list_view *v, before;
    const struct list_panel *p = focused_list(t, &v);
    char text[64];
    size_t n = 0;

    if (!p || !done_words(a) || count_marked(t) == 0)
        return false;
    before = *v;
    while (select_marked(t, p, v)) {
        struct wish wish;

        if (!turn_act_in(t, s, stack_focus(t->u, s), a, &wish) ||
            is_backwards(a, &wish.command))
            continue;
        wish.command.joins = n++ > 0; /* one undo takes all back */
        turn_send(t, &wish.command);
    }
    v->mark_count = 0; /* of rows that are not there any more */
    memcpy(v->key, before.key, sizeof(v->key));
    snprintf(text, sizeof(text), "%zu %s%s", n, done_words(a),
             a != ACTION_remove ? "" : n == 1 ? "it back" : "them back");
    turn_say(t, ROLE_info, text);
    return true;
}

bool rows_symbols(struct turn *t, bool all, struct strbuf *out)
{
    struct screen_state *s = stack_top(t->u);
    struct list_view *v;
    const struct list_panel *p = focused_list(t, &v);
    struct frame f = stack_frame(t->u, s, stack_focus(t->u, s), t->now,
                                 t->now->now_ms);
    struct list_rows r;

    if (!p || !p->subject || (v->mark_count == 0 && !all))
        return false;
    list_panel_build(p, v, &f, &r);
    for (size_t i = 0; i < r.count; i++) {
        struct subject subject = {.symbol = ""};

        if ((v->mark_count == 0 || list_is_marked(v, &r, r.at[i])) &&
            p->subject(&f, &r, r.at[i], &subject) && subject.symbol[0])
            strbuf_format(out, "%s%s", out->len ? " " : "", subject.symbol);
    }
    list_done(&r);
    return out->len > 0;
}

bool rows_lack_symbol(struct turn *t)
{
    struct screen_state *s = stack_top(t->u);
    int focus = stack_focus(t->u, s);
    const struct panel_ops *ops = s->screen->panels[focus];
    struct frame f = stack_frame(t->u, s, focus, t->now, t->now->now_ms);
    struct subject found = {.symbol = ""};

    if (s->screen->has_symbol || !list_panel_of(ops))
        return false;
    return !ops->subject || !ops->subject(s->panels[focus].view, &f, &found) ||
           !found.symbol[0];
}

void rows_name_orders(struct turn *t, struct strbuf *out)
{
    struct list_view *v;
    const struct list_panel *p = focused_list(t, &v);

    if (!p || p->sorts < 2 || !p->order) {
        strbuf_add(out, "this list has one order");
        return;
    }
    strbuf_add(out, "there are");
    for (int i = 0; i < p->sorts; i++) {
        const char *name = p->order(i);

        if (strncmp(name, "by ", 3) == 0) /* as it is typed */
            name += 3;
        strbuf_format(out, "%s %s", i ? "," : "", name);
    }
}

/* Is the order called so, "by " or not? `n`: that many letters are enough. */
static bool is_called(const char *name, const char *word, size_t n)
{
    return strncasecmp(name, word, n) == 0 ||
           (strncmp(name, "by ", 3) == 0 &&
            strncasecmp(name + 3, word, n) == 0);
}

bool rows_sort_named(struct turn *t, const char *word)
{
    struct list_view *v;
    const struct list_panel *p = focused_list(t, &v);
    size_t whole = strlen(word) + 1;

    for (int way = 0; p && p->order && word[0] && way < 2; way++)
        for (int i = 0; i < p->sorts; i++) {
            if (!is_called(p->order(i), word, way ? whole - 1 : whole))
                continue;
            v->sort = i;
            v->is_reversed = false;
            return true;
        }
    return false;
}

/* ---- the menu of orders: what it is on is shown at once */

static bool open_sort(struct turn *t)
{
    struct list_view *v;
    const struct list_panel *p = focused_list(t, &v);

    if (!p || p->sorts < 2)
        return false;
    t->u->is_sorting = true;
    t->u->sort_before = v->sort;
    t->u->was_reversed = v->is_reversed;
    v->sort = (v->sort + 1) % p->sorts;
    return true;
}

bool rows_sort_key(struct turn *t, enum ui_action a)
{
    struct list_view *v;
    const struct list_panel *p = focused_list(t, &v);
    uint32_t key = t->key.code;
    int step = a == ACTION_sort || a == ACTION_down || a == ACTION_sort_next
                   ? 1 : a == ACTION_up || a == ACTION_sort_prev ? -1 : 0;

    if (p && step) {
        v->sort = (v->sort + p->sorts + step) % p->sorts;
        return true;
    }
    if (a == ACTION_reverse) {
        v->is_reversed = !v->is_reversed;
        return true;
    }
    t->u->is_sorting = false;
    if (p && key == KEYCODE_ESCAPE) {
        v->sort = t->u->sort_before;
        v->is_reversed = t->u->was_reversed;
    }
    return key == KEYCODE_ESCAPE || key == KEYCODE_ENTER;
}

void rows_sort_by(struct turn *t, int sort)
{
    struct list_view *v;

    t->u->is_sorting = false;
    if (focused_list(t, &v))
        v->sort = sort;
}

/* ---- from one to the next */

static bool is_same(const struct subject *a, const struct subject *b)
{
    return strcmp(a->symbol, b->symbol) == 0 &&
           strcmp(a->headline, b->headline) == 0 &&
           event_key_equal(&a->event, &b->event);
}

/* Lists of another thing are looked at from their beginning. */
static void show_instead(struct screen_state *s, const struct subject *subject)
{
    bool is_other = !is_same(&s->subject, subject);

    s->subject = *subject;
    for (int i = 0; is_other && i < s->screen->panel_count; i++)
        if (list_panel_of(s->screen->panels[i]))
            list_restart(s->panels[i].view);
}

/* Moves in the list that the screen was opened from, and shows what is
 * there now instead. */
void turn_next_item(struct turn *t, enum ui_action move)
{
    static const enum ui_action ways[] = {ACTION_open, ACTION_chart};
    struct screen_state *top = stack_top(t->u), *from;
    const char *kind = top->screen->like ? top->screen->like
                                         : top->screen->name;
    struct wish wish;

    if (t->u->depth < 2)
        return;
    from = top - 1;
    if (!turn_act_in(t, from, from->focus, move, &wish))
        return;
    for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
        if (!turn_act_in(t, from, from->focus, ways[i], &wish) || !wish.push ||
            strcmp(wish.push, kind) != 0)
            continue;
        show_instead(top, &wish.subject);
        turn_send(t, &wish.command);
        return;
    }
}

/* One row down in the list that leads the screen, or that it came from. */
static void lead_down(struct turn *t)
{
    struct screen_state *s = stack_top(t->u);
    struct wish wish;

    if (s->screen->link < 0)
        turn_next_item(t, ACTION_down);
    else
        (void)turn_act_in(t, s, s->screen->link, ACTION_down, &wish);
    stack_link(t->u, t->now);
}

void rows_next_unread(struct turn *t)
{
    struct subject *s = &stack_top(t->u)->subject;
    struct command read = {.kind = COMMAND_READ, .number = 1};
    char before[sizeof(s->headline)];

    name_copy(read.text, sizeof(read.text), s->headline);
    turn_send(t, &read);
    do {
        memcpy(before, s->headline, sizeof(before));
        lead_down(t);
    } while (strcmp(before, s->headline) != 0 &&
             snapshot_is_read(t->now, s->headline));
    if (strcmp(before, s->headline) == 0)
        turn_say(t, ROLE_info, "no unread headline below");
}

/* ---- elsewhere */

/* Those that are marked; all when none is. */
static void open_companies(struct turn *t)
{
    struct subject subject = t->u->stack[0].subject;
    struct strbuf marked = {0};

    subject.query[0] = '\0';
    if (rows_symbols(t, false, &marked))
        name_copy(subject.query, sizeof(subject.query), strbuf_text(&marked));
    strbuf_done(&marked);
    if (strcmp(stack_top(t->u)->screen->name, "compare") != 0)
        stack_push(t->u, "compare", &subject);
}

static void change_list(struct turn *t)
{
    struct subject *s = &stack_top(t->u)->subject;
    size_t n = t->now->watchlist_count, at = 0;

    while (at < n && strcmp(t->now->watchlists[at].name, s->list) != 0)
        at++;
    if (n < 2) {
        turn_say(t, ROLE_info, "there is one watchlist; :LIST makes others");
        return;
    }
    /* No name is the first one. */
    at = at == n ? 1 : (at + 1) % n;
    name_copy(s->list, sizeof(s->list), t->now->watchlists[at].name);
}

static void change_link(struct turn *t)
{
    struct screen_state *s = stack_top(t->u);

    s->is_unlinked = !s->is_unlinked;
    turn_say(t, ROLE_info, s->is_unlinked
                               ? "the other panels stay as they are"
                               : "the other panels follow the cursor");
}

bool turn_act_rows(struct turn *t, enum ui_action a)
{
    if (a == ACTION_sort)
        return open_sort(t);
    if (a == ACTION_its_news)
        run_part(t, "CN");
    else if (a == ACTION_its_events)
        run_part(t, "EVT");
    else if (a == ACTION_its_figures)
        run_part(t, "FA");
    else if (a == ACTION_compare)
        open_companies(t);
    else if (a == ACTION_next_list)
        change_list(t);
    else if (a == ACTION_link)
        change_link(t);
    else
        return act_on_marked(t, a);
    return true;
}
