/* SPDX-License-Identifier: MIT */
/* The editor of a rule: its keys and its picture. */
#include <stdio.h>
#include <string.h>

#include "../show.h"
#include "alert_view.h"

enum { MARGIN_FROM = 40 };

static void make_form(const struct alert_view *v, const struct frame *f,
                      bool is_ascii, struct alert_words *words,
                      struct form *out)
{
    alert_words(v, f, is_ascii, words);
    alert_items(v, words, out);
}

/* ---- what is wished */

static void wish_to_save(struct alert_view *v, const struct frame *f,
                         struct wish *wish)
{
    struct why why = {{0}};

    if (alert_check(v, f, &why) != ERR_OK) {
        snprintf(wish->message, sizeof wish->message, "not saved: %.*s",
                 (int)strcspn(why.text, "\n"), why.text);
        return;
    }
    wish->command.kind = COMMAND_PUT_RULE;
    wish->command.number = v->is_on;
    alert_rule(v, &wish->command.rule);
    name_copy(wish->command.text, sizeof wish->command.text, v->was);
    wish->pops = true;
}

static void wish_to_test(const struct alert_view *v, struct wish *wish)
{
    wish->tests = true;
    alert_rule(v, &wish->tested);
}

/* What the past is asked while this is looked at. */
static void wants(void *view, const struct frame *f, struct command *out)
{
    struct alert_view *v = view;
    struct why why = {{0}};

    alert_begin(v, f);
    if (alert_check(v, f, &why) != ERR_OK)
        return;
    out->kind = COMMAND_TRY_RULE;
    alert_rule(v, &out->rule);
}

/* ---- keys */

static bool is_text_key(uint32_t code)
{
    static const uint32_t others[] = {
        KEYCODE_PASTE, KEYCODE_BACKSPACE, KEYCODE_DELETE, KEYCODE_LEFT,
        KEYCODE_RIGHT, KEYCODE_HOME, KEYCODE_END, KEY_CTRL('A'),
        KEY_CTRL('B'), KEY_CTRL('D'), KEY_CTRL('E'), KEY_CTRL('F'),
        KEY_CTRL('K'), KEY_CTRL('U'), KEY_CTRL('W')};

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (others[i] == code)
            return true;
    return code >= ' ' && code != 0x7f && code < KEY_CODE_FIRST;
}

static bool key_in_text(struct alert_view *v, int id, struct key key)
{
    struct prompt *p = alert_text(v, id);
    char before[sizeof p->text];

    name_copy(before, sizeof before, p->text);
    (void)prompt_key(p, key);
    if (strcmp(before, p->text) != 0) {
        v->is_typing = true;
        v->offer = 0;
        alert_typed(v, id);
    }
    return true;
}

/* While words are offered, the arrows choose one and Enter takes it. */
static bool key_in_offers(struct alert_view *v, const struct frame *f, int id,
                          uint32_t code)
{
    struct alert_offer offers[ALERT_OFFERS_MAX];
    int n = alert_offers(v, f, id, offers);

    if (n == 0)
        return false;
    if (code == KEYCODE_DOWN || code == KEYCODE_UP) {
        v->offer = (v->offer + n + (code == KEYCODE_DOWN ? 1 : -1)) % n;
    } else if (code == KEYCODE_ENTER) {
        alert_take_offer(v, id, offers[v->offer < n ? v->offer : 0].word);
    } else if (code == KEYCODE_ESCAPE) {
        v->is_typing = false;
    } else {
        return false;
    }
    return true;
}

static bool key(void *view, const struct frame *f, struct key key,
                struct wish *wish)
{
    struct alert_view *v = view;
    struct alert_words words;
    struct form form;
    const struct form_item *item;
    int step = key.code == KEYCODE_LEFT ? -1 : 1;

    (void)wish;
    alert_begin(v, f);
    make_form(v, f, false, &words, &form);
    item = form_find(&form, form_focus(&v->form, &form));
    if (!item || key_in_offers(v, f, item->id, key.code))
        return item != NULL;
    if (item->kind == FORM_TEXT)
        return is_text_key(key.code) && key_in_text(v, item->id, key);
    if (key.code != KEYCODE_LEFT && key.code != KEYCODE_RIGHT)
        return key.code != ' ' && is_text_key(key.code); /* of no use here */
    if (item->kind == FORM_CHOICE)
        alert_turn(v, item->id, step);
    else
        form_step(&v->form, &form, step);
    return true;
}

static void press(struct alert_view *v, const struct frame *f,
                  const struct form *form, struct wish *wish)
{
    const struct form_item *item =
        form_find(form, form_focus(&v->form, form));

    if (!item)
        return;
    if (item->id == ALERT_SAVE || item->id == ALERT_SAVE_TEST)
        wish_to_save(v, f, wish);
    if (item->id == ALERT_SAVE_TEST && wish->pops)
        wish_to_test(v, wish);
    if (item->id == ALERT_CANCEL)
        wish->pops = true;
    if (item->kind == FORM_TEXT)
        form_step(&v->form, form, 1);
    else
        alert_turn(v, item->id, 1);
}

static bool act(void *view, const struct frame *f, enum ui_action a,
                struct wish *wish)
{
    struct alert_view *v = view;
    struct alert_words words;
    struct form form;

    alert_begin(v, f);
    make_form(v, f, false, &words, &form);
    v->is_typing = false;
    if (a == ACTION_form_next || a == ACTION_form_prev)
        form_step(&v->form, &form, a == ACTION_form_next ? 1 : -1);
    else if (a == ACTION_form_down || a == ACTION_form_up)
        form_row(&v->form, &form, v->area.width ? v->area.width : 78,
                 a == ACTION_form_down ? 1 : -1);
    else if (a == ACTION_form_toggle || a == ACTION_form_press ||
             a == ACTION_open) /* of a click */
        press(v, f, &form, wish);
    else if (a == ACTION_form_save)
        wish_to_save(v, f, wish);
    else if (a == ACTION_form_test)
        wish_to_test(v, wish);
    else if (a == ACTION_form_cancel)
        wish->pops = true;
    else
        return false;
    return true;
}

static enum click click(void *view, const struct frame *f, struct rect area,
                        int x, int y)
{
    struct alert_view *v = view;
    struct alert_words words;
    struct form form;
    const struct form_item *item;

    alert_begin(v, f);
    make_form(v, f, false, &words, &form);
    (void)area;
    item = form_find(&form, form_at(&v->form, &form, v->area, x, y));
    if (!item)
        return CLICK_NONE;
    v->form.focus = item->id;
    v->is_typing = false;
    if (item->kind == FORM_BUTTON)
        return CLICK_AGAIN; /* pressed at once */
    if (item->kind != FORM_TEXT)
        alert_turn(v, item->id, 1);
    return CLICK_DONE;
}

/* ---- the picture */

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    struct alert_view *v = view;
    struct alert_words words;
    struct form form;

    alert_begin(v, f);
    if (area.width > MARGIN_FROM)
        area.width--; /* as on the left */
    v->area = area;
    make_form(v, f, c->is_ascii, &words, &form);
    form_draw(&v->form, &form, c, area);
    alert_draw_offers(v, f,
                      form_area(&v->form, &form, area,
                                form_focus(&v->form, &form)),
                      area, c);
}

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    const struct alert_view *v = view;
    const struct rule_card *card =
        rule_list_find(f->now->rules, f->subject->rule);

    snprintf(left, size, "Alert rule%s%s", v->was[0] ? ": " : "", v->was);
    if (card && card->origin != RULE_MADE)
        snprintf(right, size, "saved here, in place of the %s one",
                 card->origin == RULE_SHIPPED ? "built-in" : "config's");
}

const struct panel_ops panel_alert = {
    .name = "alert", .help = "a rule: made, changed, tried over the past",
    .contexts = CONTEXT_form, .min_width = 10, .min_height = 2,
    .view_size = sizeof(struct alert_view), .title = title, .act = act,
    .key = key, .wants = wants, .draw = draw, .click = click,
};
