/* SPDX-License-Identifier: MIT */
/* The list of rules and the editor: what is shown, sent, refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "frame.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/config/rule_list.h"
#include "tapewatch/state/state.h"

static const char config_text_[] = "[watchlist mine]\nsymbols = NVDA AAPL\n"
                                   "[rule own]\nseverity = 4\n"
                                   "when = change_pct < -9\n";

struct fixture {
    struct config *config;
    struct state *state;
    struct snapshot *now;
    struct ui *ui;
    struct canvas canvas;
    struct ui_effects out;
    struct command sent; /* the last of any sort but of the focus */
    size_t tries;        /* how often something was to be tried */
};

static void freeze(struct fixture *f)
{
    struct freeze_info info = {.now_ms = INT64_C(1738011900000)};

    snapshot_free(f->now);
    f->now = state_freeze(f->state, &info);
}

static void put_rules(struct fixture *f)
{
    const struct rule_card made = {
        .rule = {.name = "made", .when = "change_pct < -7 and vol_ratio > 2",
                 .measure = "change_pct", .severity = 3, .worsen_pct = 10,
                 .ways = NOTIFY_status | NOTIFY_json},
        .origin = RULE_MADE, .standing = RULE_ON};
    struct rule_list *l = rule_list_share(f->config, &made, 1);

    state_set_rule_list(f->state, l);
    shared_release(l);
}

static void put_price(struct fixture *f, const char *symbol)
{
    struct updates u = {0};
    struct update *q = updates_add(&u, INT64_C(1738011600000), UPDATE_quote,
                                   symbol, "test");

    QUOTE_SET(&q->of.quote, price, 118.0);
    QUOTE_SET(&q->of.quote, prev_close, 142.0);
    state_apply(f->state, q);
    updates_done(&u);
}

static int setup(void **state)
{
    struct fixture *f = mem_new(1, sizeof *f);
    const char *const symbols[] = {"NVDA", "AAPL"};
    const struct rule_text own = {.name = "own", .when = "change_pct < -9",
                                  .measure = "change_pct", .severity = 2};

    if (config_load_text(config_text_, sizeof config_text_ - 1, &f->config))
        return -1;
    f->state = state_new("", 0);
    (void)state_add_rule(f->state, &own, NULL);
    state_set_watchlist(f->state, "mine", symbols, 2);
    put_price(f, "NVDA");
    put_price(f, "AAPL");
    put_rules(f);
    freeze(f);
    f->ui = ui_new(f->config, "mine");
    canvas_init(&f->canvas, 120, 40, false);
    ui_draw(f->ui, f->now, f->now->now_ms, 0, &f->canvas);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;

    canvas_done(&f->canvas);
    ui_free(f->ui);
    snapshot_free(f->now);
    state_free(f->state);
    config_free(f->config);
    free(f);
    return 0;
}

static void press_key(struct fixture *f, struct key key)
{
    ui_key(f->ui, key, f->now, 0, &f->out);
    for (size_t i = 0; i < f->out.command_count; i++) {
        const struct command *c = &f->out.commands[i];

        f->tries += c->kind == COMMAND_TRY_RULE;
        if (c->kind != COMMAND_FOCUS)
            f->sent = *c;
    }
    ui_draw(f->ui, f->now, f->now->now_ms, 0, &f->canvas);
}

static void press(struct fixture *f, uint32_t code)
{
    press_key(f, (struct key){.code = code});
}

static void type(struct fixture *f, const char *text)
{
    for (; *text; text++)
        press(f, key_typed(*text).code);
}

static bool has(struct fixture *f, const char *text)
{
    return canvas_has(&f->canvas, text);
}

/* ---- the list */

static void the_list_says_where_rules_are_from(void **state)
{
    struct fixture *f = *state;

    type(f, "ga");
    assert_true(has(f, "value-drop"));
    assert_true(has(f, "built in"));
    assert_true(has(f, "config:5"));
    assert_true(has(f, "this program"));
    type(f, "/own change\n ");
    assert_int_equal(f->sent.kind, COMMAND_SWITCH_RULE);
    assert_string_equal(f->sent.text, "own");
    assert_true(f->sent.number == 0);
    f->sent.kind = COMMAND_NONE;
    type(f, "d");
    assert_int_equal(f->sent.kind, COMMAND_NONE);
    assert_true(has(f, "was not made here"));
    type(f, "/\x15made\nd");
    assert_int_equal(f->sent.kind, COMMAND_DROP_RULE);
    assert_string_equal(f->sent.text, "made");
    type(f, "u");
    assert_int_equal(f->sent.kind, COMMAND_UNDO);
}

static void what_a_rule_told_today_is_counted(void **state)
{
    struct fixture *f = *state;

    press(f, KEYCODE_F9);
    type(f, "/own\n");
    assert_true(has(f, "2 16:00"));
    type(f, "/\x15made\n");
    assert_true(has(f, "armed"));
}

static void a_level_stands_behind_the_rules(void **state)
{
    struct fixture *f = *state;
    char name[RULE_MAX];

    assert_int_equal(state_set_level(f->state, "NVDA", 130, 0, name, NULL),
                     ERR_OK);
    freeze(f);
    type(f, "gaG");
    assert_true(has(f, "the price rises to 130"));
    type(f, "d");
    assert_int_equal(f->sent.kind, COMMAND_DROP_LEVEL);
    assert_string_equal(f->sent.symbol, "NVDA");
    assert_true(f->sent.number == 130);
}

/* ---- the editor */

static void a_rule_is_made_by_keyboard(void **state)
{
    struct fixture *f = *state;
    const struct made_rule *rule = &f->sent.rule;

    type(f, "gaa");
    assert_int_equal(f->sent.kind, COMMAND_TRY_RULE);
    assert_string_equal(rule->when, "symbol in @mine and change_pct <= -5");
    type(f, "\x15quick: big drop?");    /* no key of another sort */
    type(f, "\t\t\t\t\t ");              /* scope: all */
    assert_string_equal(rule->when, "change_pct <= -5");
    type(f, "\t\x15" "vol_ratio\t \t\x15" "2");
    assert_string_equal(rule->when, "vol_ratio < 2");
    assert_string_equal(rule->measure, "vol_ratio"); /* it follows */
    press(f, KEY_CTRL('T'));
    assert_true(f->out.tests);
    assert_string_equal(f->out.tested.name, "quick-big-drop");
    press(f, KEY_CTRL('S'));
    assert_int_equal(f->sent.kind, COMMAND_TRY_RULE); /* no more to try */
    assert_string_equal(rule->when, "");
    assert_int_equal(f->out.commands[0].kind, COMMAND_PUT_RULE);
    rule = &f->out.commands[0].rule;
    assert_string_equal(rule->name, "quick-big-drop");
    assert_string_equal(rule->when, "vol_ratio < 2");
    assert_int_equal(rule->ways, NOTIFY_status | NOTIFY_bell);
    assert_true(f->out.commands[0].number == 1);
    assert_true(has(f, "value-drop")); /* back in the list */
    assert_false(has(f, "[ Save ]"));
}

static void form_and_text_are_two_views_of_one_rule(void **state)
{
    struct fixture *f = *state;

    type(f, "ga/made\n\n");
    assert_true(has(f, "Alert rule: made"));
    assert_true(has(f, "[vol_ratio         ] [> ] [2           ]"));
    for (int i = 0; i < 2; i++)
        press(f, KEYCODE_BACKTAB);       /* over the buttons ... */
    press(f, KEYCODE_BACKTAB);
    press(f, KEYCODE_BACKTAB);           /* ... to the text */
    type(f, "\x15symbol == \"AAPL\" and price > 200");
    assert_true(has(f, "[AAPL"));
    assert_true(has(f, "[price             ] [> ] [200"));
    assert_string_equal(f->sent.rule.when, "symbol == \"AAPL\" and price > 200");
    press(f, KEY_CTRL('S'));
    assert_string_equal(f->out.commands[0].text, "made"); /* in its place */
    assert_int_equal(f->out.commands[0].rule.severity, 3);
    assert_true(f->out.commands[0].rule.worsen_pct == 10);
}

static void what_is_wrong_is_shown_with_a_caret_and_not_saved(void **state)
{
    struct fixture *f = *state;

    type(f, ":alert change_pct < -3 and vol_ratio > 1\n");
    assert_true(has(f, "[ Save ]"));
    for (int i = 0; i < 4; i++)
        press(f, KEYCODE_BACKTAB);
    type(f, "\x15" "chnge_pct < -3");
    assert_true(has(f, "unknown field chnge_pct"));
    assert_true(has(f, "^"));
    f->sent.kind = COMMAND_NONE;
    press(f, KEY_CTRL('S'));
    assert_int_equal(f->sent.kind, COMMAND_NONE);
    assert_true(has(f, "not saved: unknown field"));
    assert_true(has(f, "[ Save ]"));
    type(f, "\x15symbol in @nowhere");
    assert_true(has(f, "nowhere")); /* lists are known here */
    press(f, KEY_CTRL('S'));
    assert_true(has(f, "[ Save ]"));
    type(f, "\x15price");
    press(f, KEY_CTRL('S'));
    assert_true(has(f, "not a condition"));
    press(f, KEYCODE_ESCAPE);
    assert_false(has(f, "[ Save ]"));
}

static void a_name_is_taken_once(void **state)
{
    struct fixture *f = *state;

    type(f, "gaa\x15made");
    assert_true(has(f, "there is a rule made"));
    press(f, KEY_CTRL('S'));
    assert_true(has(f, "[ Save ]"));
    type(f, "-2");
    press(f, KEY_CTRL('S'));
    assert_false(has(f, "[ Save ]"));
}

static void words_are_completed(void **state)
{
    struct fixture *f = *state;

    type(f, "gaa\t\t\t\t\t\t\t\x15" "cap_ch"); /* the first field */
    assert_true(has(f, "cap_change_usd"));
    press(f, KEYCODE_DOWN);
    type(f, "\n");
    assert_true(has(f, "[cap_change_usd_"));
    press(f, KEYCODE_BACKTAB);
    type(f, "\x15mi");
    assert_true(has(f, "watchlist, group or portfolio"));
    type(f, "\n");
    assert_string_equal(f->sent.rule.when,
                        "symbol in @mine and cap_change_usd <= -5");
    type(f, "\x15mi");
    press(f, KEYCODE_ESCAPE); /* the offers, not the editor */
    assert_true(has(f, "[ Save ]"));
}

static void each_change_is_tried_and_the_end_told(void **state)
{
    struct fixture *f = *state;

    type(f, "gaa");
    assert_int_equal(f->tries, 1);
    type(f, "abc\t"); /* the name changes nothing */
    assert_int_equal(f->tries, 1);
    press(f, KEYCODE_ESCAPE);
    assert_int_equal(f->tries, 2);
    assert_string_equal(f->sent.rule.when, "");
    type(f, "j");
    assert_int_equal(f->tries, 2);
}

static void the_trial_is_shown_when_it_is_of_this_rule(void **state)
{
    struct fixture *f = *state;
    struct rule_trial *t = shared_new(sizeof *t, NULL);

    *t = (struct rule_trial){
        .state = TRIAL_DONE, .when = "symbol in @mine and change_pct <= -5",
        .measure = "change_pct", .hits = 7, .days = 2, .day_count = 2,
        .on = {{20115, 6}, {20075, 1}}, .shown = 1,
        .worst = {{.symbol = "NVDA", .measure = -16.97}},
        .since_ms = 1, .until_ms = INT64_C(30) * 86400000, .has_matches = true,
        .matches = 6};
    state_set_trial(f->state, t);
    shared_release(t);
    freeze(f);
    type(f, "gaa");
    assert_true(has(f, "last 30 days:  7 hits on 2 days"));
    assert_true(has(f, "2025-01-27 ×6, 2024-12-18 ×1"));
    assert_true(has(f, "NVDA -16.97%"));
    assert_true(has(f, "Now: 6 symbols match"));
    type(f, "\t\t\t\t\t "); /* another rule */
    assert_false(has(f, "7 hits"));
}

/* Nothing yet is no answer while it is still being tried. */
static void a_trial_says_how_far_it_is(void **state)
{
    struct fixture *f = *state;
    struct rule_trial *t = shared_new(sizeof *t, NULL);

    *t = (struct rule_trial){
        .state = TRIAL_RUNNING, .when = "symbol in @mine and change_pct <= -5",
        .measure = "change_pct", .done = 0.4, .since_ms = 1,
        .until_ms = INT64_C(30) * 86400000, .has_matches = true, .matches = 6};
    state_set_trial(f->state, t);
    shared_release(t);
    freeze(f);
    type(f, "gaa");
    assert_true(has(f, "Dry run, last 30 days, 40% done:  trying ..."));
}

static void pasted_text_goes_where_one_types(void **state)
{
    struct fixture *f = *state;

    type(f, "gaa\x15");
    press_key(f, (struct key){.code = KEYCODE_PASTE, .text = "NVDA AMD\nTSM"});
    assert_true(has(f, "[NVDA AMD TSM_"));
    type(f, "\t\t");
    press_key(f, (struct key){.code = KEYCODE_PASTE, .text = "q:q\n"});
    assert_true(has(f, "[ Save ]"));
    assert_false(f->out.quit);
}

static void click(struct fixture *f, const char *text)
{
    struct strbuf out = {0};
    const char *at, *line;
    struct key key = {.code = KEYCODE_CLICK};

    canvas_dump(&f->canvas, &out);
    at = strstr(strbuf_text(&out), text);
    assert_non_null(at);
    line = strbuf_text(&out);
    for (const char *end; (end = strchr(line, '\n')) != NULL && end < at;
         line = end + 1)
        key.y++;
    for (const char *c = line; c < at; c++)
        key.x += (*c & 0xc0) != 0x80; /* characters, not bytes */
    strbuf_done(&out);
    press_key(f, key);
}

static void the_mouse_ticks_and_presses(void **state)
{
    struct fixture *f = *state;

    type(f, "gaa");
    click(f, "( ) all");
    assert_string_equal(f->sent.rule.when, "change_pct <= -5");
    click(f, "+ add");
    type(f, "price\n\t\x15" "10");
    assert_string_equal(f->sent.rule.when,
                        "change_pct <= -5 and price <= 10");
    click(f, "- del");
    assert_string_equal(f->sent.rule.when, "change_pct <= -5");
    click(f, "[ Save ]");
    assert_int_equal(f->out.commands[0].kind, COMMAND_PUT_RULE);
    assert_false(has(f, "[ Save ]"));
}

/* ---- from elsewhere */

static void a_line_begins_a_rule_or_sets_a_level(void **state)
{
    struct fixture *f = *state;

    type(f, ":alert nvda change_pct < -4 or price > 200\n");
    assert_string_equal(f->sent.rule.when, "symbol == \"NVDA\" and "
                                           "(change_pct < -4 or price > 200)");
    press(f, KEYCODE_ESCAPE);
    type(f, ":alert nvda 130\n");
    assert_int_equal(f->sent.kind, COMMAND_SET_LEVEL);
    assert_true(f->sent.number == 130);
    assert_int_equal(f->sent.index, 0);
    type(f, ":alert nvda >= 140\n");
    assert_int_equal(f->sent.kind, COMMAND_SET_LEVEL);
    assert_true(f->sent.number == 140 && f->sent.index == 1);
    type(f, ":alert zzz <9.5\n");
    assert_true(f->sent.number == 9.5 && f->sent.index == -1);
    assert_string_equal(f->sent.symbol, "ZZZ");
}

static void what_is_wrong_with_an_alert_is_said(void **state)
{
    struct fixture *f = *state;

    type(f, ":alert nvda\n");
    assert_true(has(f, "ALERT what?"));
    type(f, ":alert nvda -5\n");
    assert_true(has(f, "a level is a price above 0"));
    type(f, ":alert nvda > 0\n");
    assert_true(has(f, "a level is a price above 0"));
    type(f, ":alert nvda abc\n");
    assert_true(has(f, "'abc' is no price"));
    type(f, ":alert nvda chang_pct < 3\n");
    assert_true(has(f, "no rule: "));
    assert_true(has(f, "chang_pct"));
    assert_true(has(f, "change_pct?"));
    type(f, ":alert nvda change_pct < -4 and\n");
    assert_true(has(f, "no rule: "));
    type(f, ":alert nvda nonsense <\n");
    assert_true(has(f, "nonsense"));
}

static void an_event_begins_a_rule_like_its_own(void **state)
{
    struct fixture *f = *state;

    type(f, "ge\nA");
    assert_true(has(f, "[ Save ]"));
    assert_non_null(strstr(f->sent.rule.when, "\" and change_pct < -9"));
    assert_non_null(strstr(f->sent.rule.when, "symbol == \""));
}

/* Not that of an event that was looked at before. */
static void a_row_of_the_events_begins_one_as_well(void **state)
{
    struct fixture *f = *state;
    const struct rule_card *own;

    type(f, "geA");
    assert_true(has(f, "[ Save ]"));
    assert_non_null(strstr(f->sent.rule.when, "\" and change_pct < -9"));
    own = rule_list_find(f->now->rules, "own");
    assert_int_equal(f->sent.rule.severity, 4);
    assert_int_equal(f->sent.rule.ways, own->rule.ways);
    assert_string_equal(f->sent.rule.measure, own->rule.measure);
    press(f, KEYCODE_ESCAPE);
    type(f, "gdA");
    assert_true(has(f, "ALERT NVDA"));
}

static void what_is_typed_takes_the_place_of_the_price(void **state)
{
    struct fixture *f = *state;

    type(f, "A130\n");
    assert_int_equal(f->sent.kind, COMMAND_SET_LEVEL);
    assert_true(f->sent.number == 130);
}

/* ---- the panel of the wide dashboard */

static void to_dashboard(struct fixture *f)
{
    canvas_done(&f->canvas);
    canvas_init(&f->canvas, 200, 60, false);
    ui_draw(f->ui, f->now, f->now->now_ms, 0, &f->canvas);
    type(f, "9"); /* has the focus */
}

static void the_dashboard_shows_what_fired_and_what_is_armed(void **state)
{
    struct fixture *f = *state;
    char armed[40];
    size_t on = 0;

    for (size_t i = 0; i < f->now->rules->count; i++)
        on += f->now->rules->items[i].standing == RULE_ON;
    snprintf(armed, sizeof armed, "1 fired, %zu armed", on - 1);
    to_dashboard(f);
    assert_true(has(f, "9 Alerts"));
    assert_true(has(f, armed));
    assert_true(has(f, "! 16:00 2 symbols  change_pct < -9"));
    assert_true(has(f, "fired ×2  ack: Space"));
    assert_true(has(f, "armed value-drop     cap_change_usd"));
}

static void the_dashboard_acknowledges_all_of_a_rule(void **state)
{
    struct fixture *f = *state;
    struct event_key key;

    to_dashboard(f);
    type(f, " ");
    assert_int_equal(f->sent.kind, COMMAND_ACKNOWLEDGE);
    assert_string_equal(f->sent.event.rule, "own");
    assert_string_equal(f->sent.event.symbol, "");
    for (size_t i = 0; i < f->now->event_count; i++) {
        key = f->now->events[i].key;
        state_acknowledge(f->state, &key);
    }
    freeze(f);
    ui_draw(f->ui, f->now, f->now->now_ms, 0, &f->canvas);
    assert_true(has(f, "fired ×2  seen"));
    assert_false(has(f, "ack: Space"));
}

/* Space marks rows of events; all of those are seen at once. */
static void marked_events_are_seen_together(void **state)
{
    struct fixture *f = *state;

    to_dashboard(f);
    type(f, "ge  ");
    assert_true(has(f, "2 marked"));
    type(f, ":export day.csv\n");
    assert_string_equal(f->out.export.keys,
                        "own AAPL 2025-01-27\nown NVDA 2025-01-27\n");
    type(f, "d");
    assert_int_equal(f->out.command_count, 2);
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(f->out.commands[i].kind, COMMAND_ACKNOWLEDGE);
    assert_string_not_equal(f->out.commands[0].event.symbol,
                            f->out.commands[1].event.symbol);
    assert_true(has(f, "2 acknowledged"));
    assert_false(has(f, "marked"));
}

/* A row that stands for several events is all of them. */
static void rows_of_events_are_written_each(void **state)
{
    struct fixture *f = *state;

    to_dashboard(f);
    type(f, ":export day.csv\n");
    assert_int_equal(f->out.export.what, UI_EXPORT_EVENTS);
    assert_string_equal(f->out.export.keys,
                        "own AAPL 2025-01-27\nown NVDA 2025-01-27\n");
    type(f, "ge/nvda\n:export day.csv\n");
    assert_string_equal(f->out.export.keys, "own NVDA 2025-01-27\n");
}

static void the_dashboard_opens_the_event_or_the_rule(void **state)
{
    struct fixture *f = *state;

    to_dashboard(f);
    press(f, KEYCODE_ENTER);
    assert_true(has(f, "› AAPL ") || has(f, "› NVDA "));
    press(f, KEYCODE_ESCAPE);
    type(f, "j ");
    assert_true(has(f, "it has told nothing today"));
    press(f, KEYCODE_ENTER);
    assert_true(has(f, "Alert rule: value-drop"));
}

int main(void)
{
#define ON_SCREEN(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        ON_SCREEN(the_list_says_where_rules_are_from),
        ON_SCREEN(what_a_rule_told_today_is_counted),
        ON_SCREEN(a_level_stands_behind_the_rules),
        ON_SCREEN(a_rule_is_made_by_keyboard),
        ON_SCREEN(form_and_text_are_two_views_of_one_rule),
        ON_SCREEN(what_is_wrong_is_shown_with_a_caret_and_not_saved),
        ON_SCREEN(a_name_is_taken_once),
        ON_SCREEN(words_are_completed),
        ON_SCREEN(each_change_is_tried_and_the_end_told),
        ON_SCREEN(the_trial_is_shown_when_it_is_of_this_rule),
        ON_SCREEN(a_trial_says_how_far_it_is),
        ON_SCREEN(pasted_text_goes_where_one_types),
        ON_SCREEN(the_mouse_ticks_and_presses),
        ON_SCREEN(a_line_begins_a_rule_or_sets_a_level),
        ON_SCREEN(what_is_wrong_with_an_alert_is_said),
        ON_SCREEN(an_event_begins_a_rule_like_its_own),
        ON_SCREEN(a_row_of_the_events_begins_one_as_well),
        ON_SCREEN(what_is_typed_takes_the_place_of_the_price),
        ON_SCREEN(the_dashboard_shows_what_fired_and_what_is_armed),
        ON_SCREEN(the_dashboard_acknowledges_all_of_a_rule),
        ON_SCREEN(marked_events_are_seen_together),
        ON_SCREEN(rows_of_events_are_written_each),
        ON_SCREEN(the_dashboard_opens_the_event_or_the_rule),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
