/* SPDX-License-Identifier: MIT */
/* Going to screens, the command line, clicks and pastes, over a snapshot. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "../src/ui/functions.h"
#include "../src/ui/keymap.h"
#include "../src/ui/stack.h"

static const char *const symbols[] = {"NVDA", "AMD", "MSFT", "INTC"};
static const int64_t start_ms = INT64_C(1737990000000); /* 10:00 New York */

static const char config_text_[] =
    "[keys]\n"
    "zoom = ^T\n"
    "pause = nonsense\n"
    "puase = p\n"
    "sort = Tab\n"
    "[aliases]\n"
    "fallers = EQS change_pct < -10\n";

static void put_quote(struct fixture *f, const char *symbol, double price)
{
    struct updates u = {0};
    struct update *q = updates_add(&u, start_ms, UPDATE_quote, symbol, "test");

    QUOTE_SET(&q->of.quote, price, price);
    QUOTE_SET(&q->of.quote, prev_close, 100.0);
    q->of.quote.as_of = start_ms;
    q->of.quote.known |= 1u << QUOTE_BIT_as_of;
    q->of.quote.session = SESSION_REGULAR;
    state_apply(f->state, q);
    updates_done(&u);
}

static void put_headline(struct fixture *f, const char *id, const char *title)
{
    struct updates u = {0};
    struct update *h = updates_add(&u, start_ms, UPDATE_headline, "", "rss");

    h->of.headline.id = id;
    h->of.headline.title = title;
    h->of.headline.publisher = "The Daily Test";
    h->of.headline.url = "https://news.example/a-story";
    h->of.headline.published = start_ms;
    h->of.headline.seen = start_ms;
    state_apply(f->state, h);
    updates_done(&u);
}

static void draw(struct fixture *f)
{
    ui_draw(f->ui, f->now, f->now->now_ms, f->real_ms, &f->canvas);
}

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    struct freeze_info info = {.now_ms = start_ms + 1000, .mode = RUN_LIVE};

    if (!f || config_load_text(config_text_, sizeof(config_text_) - 1,
                               &f->config) != ERR_OK)
        return -1;
    f->state = state_new("", 0);
    state_set_watchlist(f->state, "mine", symbols, 4);
    put_quote(f, "NVDA", 83);
    put_quote(f, "AMD", 95);
    put_quote(f, "MSFT", 101);
    put_quote(f, "INTC", 99);
    put_headline(f, "one", "First headline of the day");
    info.timeline = (struct timeline){.shown_ms = info.now_ms, .speed = 60};
    f->now = state_freeze(f->state, &info);
    f->ui = ui_new(f->config, "mine");
    canvas_init(&f->canvas, 80, 24, false);
    f->real_ms = 5000;
    draw(f);
    *state = f;
    return 0;
}

static void send(struct fixture *f, struct key k)
{
    ui_key(f->ui, k, f->now, f->real_ms, &f->out);
    draw(f);
}

static void press(struct fixture *f, uint32_t code)
{
    send(f, (struct key){.code = code});
}

static void type(struct fixture *f, const char *text)
{
    for (; *text; text++)
        press(f, key_typed(*text).code);
}

static void click(struct fixture *f, uint32_t code, int x, int y)
{
    send(f, (struct key){.code = code, .x = x, .y = y});
}

static bool has(struct fixture *f, const char *text)
{
    return canvas_has(&f->canvas, text);
}

static bool shows(struct fixture *f, const char *text)
{
    return canvas_shows(&f->canvas, text);
}

static size_t additions(const struct fixture *f)
{
    size_t n = 0;

    for (size_t i = 0; i < f->out.command_count; i++)
        n += f->out.commands[i].kind == COMMAND_ADD_SYMBOL;
    return n;
}

/* Where a text stands: its first cell in the line. */
static bool find(struct fixture *f, const char *text, int *x, int *y)
{
    for (*y = 0; *y < f->canvas.height; ++*y)
        for (*x = 0; *x < f->canvas.width; ++*x) {
            const struct cell *c =
                &f->canvas.cells[*y * f->canvas.width + *x];
            char have[256] = "";

            for (int i = 0; *x + i < f->canvas.width && i < 20; i++)
                strncat(have, c[i].text[0] ? c[i].text : " ", 12);
            if (strncmp(have, text, strlen(text)) == 0)
                return true;
        }
    return false;
}

static void test_go_and_back_again(void **state)
{
    struct fixture *f = *state;

    press(f, 'j');
    type(f, "gn");
    assert_true(shows(f, "tapewatch › Dash › News"));
    press(f, 'q');
    assert_true(shows(f, "›AMD"));
    type(f, "ge");
    assert_true(shows(f, "› Events"));
    press(f, '-');
    assert_false(has(f, "› Events"));
    press(f, '-');
    assert_true(shows(f, "› Events"));
    type(f, "gd");
    assert_true(shows(f, "›AMD"));
    type(f, "Ggg");
    assert_true(shows(f, "›NVDA"));
}

static void test_g_alone_is_helped(void **state)
{
    struct fixture *f = *state;

    press(f, 'g');
    assert_false(has(f, "dashboard"));
    assert_in_range(ui_idle_ms(f->ui, f->now, f->now->now_ms, f->real_ms), 1,
                    400);
    f->real_ms += 450;
    draw(f);
    assert_true(shows(f, "dashboard"));
    press(f, KEYCODE_ESCAPE);
    assert_false(has(f, "dashboard"));
    press(f, 'n'); /* the g is forgotten */
    assert_false(has(f, "› News"));
}

static void test_every_go_letter_leads_somewhere(void **state)
{
    struct fixture *f = *state;
    const struct go_row *row;
    size_t n = 0;

    for (; (row = keymap_go(n)) != NULL; n++) {
        assert_true(row->letter >= 'a' && row->letter <= 'z');
        assert_true(row->letter != 'g');
        press(f, 'g');
        press(f, (unsigned char)row->letter);
        for (size_t i = 0; i < n; i++)
            assert_true(keymap_go(i)->letter != row->letter);
    }
    assert_true(n >= 3);
}

static void check_call(const char *line, const char *function,
                       const char *symbol, const char *arguments)
{
    struct call c;
    struct why why = {{0}};

    assert_int_equal(call_read(NULL, NULL, line, &c, &why), ERR_OK);
    assert_string_equal(c.function->name, function);
    assert_string_equal(c.symbol, symbol);
    assert_string_equal(c.arguments, arguments);
}

static void test_grammar(void **state)
{
    struct call c;
    struct why why = {{0}};

    (void)state;
    check_call("nvda", "DES", "NVDA", "");
    check_call("  nvda   gp  6m ", "GP", "NVDA", "6m");
    check_call("brk-b fa", "FA", "BRK-B", "");
    check_call("gp 6M", "GP", "", "6M");
    check_call("w chips", "W", "", "chips");
    check_call("w des", "DES", "W", "");
    check_call("eqs change_pct < -5 and cap > 50B", "EQS", "",
               "change_pct < -5 and cap > 50B");
    check_call("Q", "q", "", "");
    check_call("set fps 1", "set", "", "fps 1");
    assert_int_equal(call_read(NULL, NULL, "nvda gpp", &c, &why), ERR_USAGE);
    assert_non_null(strstr(why.text, "did you mean GP?"));
    assert_int_equal(call_read(NULL, NULL, "$%", &c, &why), ERR_USAGE);
    assert_int_equal(call_read(NULL, NULL, "", &c, &why), ERR_USAGE);
}

static void test_every_function_can_be_called(void **state)
{
    struct fixture *f = *state;
    const struct function_row *row;
    struct call c;
    struct why why = {{0}};

    for (size_t i = 0; (row = function_row_at(i)) != NULL; i++) {
        assert_int_equal(call_read(f->config, f->now, row->name, &c, &why), ERR_OK);
        assert_ptr_equal(c.function, row);
        assert_true(strlen(row->help) > 3);
        press(f, ':');
        type(f, row->name);
        press(f, KEYCODE_ENTER);
        press(f, KEYCODE_ESCAPE);
    }
}

static void test_command_opens(void **state)
{
    struct fixture *f = *state;

    type(f, ":amd\n");
    assert_true(shows(f, "Dash › AMD"));
    type(f, ":gp 6m\n");
    assert_true(shows(f, "[6M]"));
    assert_true(shows(f, "Dash › AMD"));
    type(f, ":msft cn\n");
    assert_true(shows(f, "Dash › MSFT"));
    type(f, ":nvda gp 1y\n:nvda gp 5m\n"); /* a size of bars */
    assert_true(shows(f, "[1D]"));
    type(f, ":nvda gp 1h\n");
    press(f, '1');
    assert_true(shows(f, "[5D]"));
    type(f, ":nvda gp 7m\n");
    assert_true(shows(f, "error: GP does not know '7m'"));
    type(f, ":log\n");
    assert_true(shows(f, "━ Log"));
    type(f, ":most\n");
    assert_true(shows(f, "━ Most active"));
    type(f, ":mov\n");
    assert_true(shows(f, "━ By value"));
    type(f, ":nonsense thing\n");
    assert_true(shows(f, "error: 'nonsense' is neither a known symbol"));
}

static void test_screener(void **state)
{
    struct fixture *f = *state;

    type(f, ":eqs change_pct < -10\n");
    assert_true(shows(f, "Screener: change_pct < -10"));
    assert_true(has(f, "NVDA") && !has(f, "AMD "));
    type(f, ":fallers\n"); /* an alias */
    assert_true(shows(f, "Screener: change_pct < -10"));
    type(f, ":eqs chnge < 1\n");
    assert_true(shows(f, "error:"));
    press(f, KEYCODE_ENTER);
    assert_true(shows(f, "Screener › NVDA"));
}

static void test_completion(void **state)
{
    struct fixture *f = *state;

    type(f, ":nv");
    assert_true(shows(f, "NVDA"));
    press(f, KEYCODE_TAB);
    type(f, " g");
    assert_true(shows(f, "chart, e.g. NVDA GP 6M"));
    press(f, KEYCODE_TAB);
    type(f, " 3m\n");
    assert_true(shows(f, "Dash › NVDA"));
    assert_true(shows(f, "[3M]"));
    press(f, ':');
    press(f, KEYCODE_UP);
    assert_true(shows(f, ":NVDA GP 3m"));
    press(f, KEYCODE_DOWN);
    assert_false(has(f, ":NVDA GP 3m"));
    press(f, KEYCODE_ESCAPE);
    assert_false(f->out.quit);
}

/* The first completion of the line; "": there is none. */
static void expect(struct fixture *f, const char *line, const char *first)
{
    struct completion found[COMPLETIONS_MAX];
    struct call_sources from = stack_sources(f->ui, f->now);
    size_t n = call_complete(&from, line, found, COMPLETIONS_MAX);

    assert_string_equal(n ? found[0].word : "", first);
}

static void test_arguments_are_completed(void **state)
{
    struct fixture *f = *state;

    state_set_watchlist(f->state, "Memory & more", symbols, 2);
    snapshot_free(f->now);
    f->now = state_freeze(f->state, &(struct freeze_info){
                                        .now_ms = start_ms + 1000});
    ui_add_layout(f->ui, 0, "name=morning screen=dash");
    ui_add_theme(f->ui, "high-contrast", "256 ok");
    expect(f, "sort ", "user order");
    expect(f, "sort ch", "change");
    expect(f, "w ", "mine");
    expect(f, "w memory & m", "Memory & more");
    expect(f, "list mem", "Memory & more: ");
    expect(f, "list Memory & more: nv", "NVDA");
    expect(f, "set theme ", "high-contrast");
    expect(f, "set th", "theme");
    expect(f, "reset th", "theme");
    expect(f, "layout ", "save");
    expect(f, "layout mor", "morning");
    expect(f, "layout drop m", "morning");
    expect(f, "nvda gp ", "1D");
    expect(f, "gp 6", "6M");
    expect(f, "gp 5m", "5m");
    expect(f, "nvda fa q", "quarter");
    expect(f, "eqs change_p", "change_pct");
    expect(f, "eqs cap > 5B and (change_p", "change_pct");
    expect(f, "eqs symbol in @mem", "@\"Memory & more\"");
    expect(f, "compare nvda ms", "MSFT");
    expect(f, "alert nv", "NVDA");
    expect(f, "alert nvda change_p", "change_pct");
    expect(f, "alert nvda 1", "");
    expect(f, "lot nv", "NVDA");
    expect(f, "lot nvda am", "");
    expect(f, "help n", "");
}

/* Its name with blanks is put in whole, by the key and by the mouse. */
static void test_completion_takes_a_whole_name(void **state)
{
    struct fixture *f = *state;
    int x, y;

    state_set_watchlist(f->state, "Memory & more", symbols, 2);
    snapshot_free(f->now);
    f->now = state_freeze(f->state, &(struct freeze_info){
                                        .now_ms = start_ms + 1000});
    type(f, ":w memory & m");
    assert_true(shows(f, " Memory & more 2 symbols")); /* not cut */
    press(f, KEYCODE_TAB);
    assert_true(shows(f, ":w Memory & more"));
    press(f, KEYCODE_ESCAPE);
    type(f, ":eqs symbol in @");
    assert_true(find(f, "@\"Memory", &x, &y));
    click(f, KEYCODE_CLICK, x, y);
    assert_true(shows(f, ":eqs symbol in @\"Memory & more\""));
}

/* Of each function that has one, before anything is typed of its arguments. */
static void test_examples_are_shown(void **state)
{
    struct fixture *f = *state;
    const struct function_row *row;
    char text[160];
    size_t examples = 0;

    for (size_t i = 0; (row = function_row_at(i)) != NULL; i++) {
        snprintf(text, sizeof(text), ":%s ", row->name);
        type(f, text);
        snprintf(text, sizeof(text), "e.g. %s %s", row->name, row->example);
        assert_int_equal(shows(f, text), row->example[0] != '\0');
        examples += row->example[0] != '\0';
        type(f, "x");
        assert_false(has(f, "e.g. "));
        press(f, KEYCODE_ESCAPE);
    }
    assert_true(examples > 8);
}

static void test_the_stranger_is_named(void **state)
{
    struct fixture *f = *state;

    type(f, ":foo bar\n");
    assert_true(shows(f, "'foo' is neither a known symbol nor a function"));
    type(f, ":nvda bar\n");
    assert_true(shows(f, "unknown function 'bar'"));
    type(f, ":alerr nvda\n");
    assert_true(shows(f, "unknown function 'alerr', did you mean ALERT?"));
}

/* The very symbol, those of the lists, others; then what can be done. */
static void test_ranking(void **state)
{
    struct fixture *f = *state;
    struct completion found[COMPLETIONS_MAX];
    struct call_sources from;
    size_t n;

    put_quote(f, "M", 10);
    put_quote(f, "MA", 10);
    snapshot_free(f->now);
    f->now = state_freeze(f->state, &(struct freeze_info){
                                        .now_ms = start_ms + 1000});
    from = (struct call_sources){.now = f->now, .config = f->config};
    n = call_complete(&from, "m", found, COMPLETIONS_MAX);
    assert_true(n > 3);
    assert_string_equal(found[0].word, "M");
    assert_string_equal(found[1].word, "MSFT"); /* it is in the list */
    assert_string_equal(found[2].word, "MA");
    n = call_complete(&from, "nva", found, COMPLETIONS_MAX);
    assert_string_equal(found[0].word, "NVDA"); /* by its letters */
    assert_string_equal(found[1].word, "NVDA DES");
    assert_string_equal(found[n - 1].word, "FIND nva");
    n = call_complete(&from, "fir", found, COMPLETIONS_MAX);
    assert_string_equal(found[0].word, "N fir");
    assert_string_equal(found[0].help, "1 headline with it");
    type(f, ":nv");
    press(f, KEYCODE_TAB);
    press(f, KEYCODE_TAB);
    assert_true(shows(f, ":NVDA DES"));
    press(f, KEYCODE_ENTER);
    assert_true(shows(f, "Dash › NVDA"));
}

static void test_themes_are_shown_by_tab(void **state)
{
    static const char *const themes[] = {"dark", "light", "mono", "my-own"};
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof(themes) / sizeof(*themes); i++)
        ui_add_theme(f->ui, themes[i], "256 ok");
    type(f, ":theme li");
    press(f, KEYCODE_TAB);
    assert_int_equal(f->out.change, UI_CHANGE_SHOW);
    assert_string_equal(f->out.value, "light");
    press(f, KEYCODE_ESCAPE);
    assert_int_equal(f->out.change, UI_CHANGE_UNSHOW);
    type(f, ":theme m");
    press(f, KEYCODE_TAB);
    assert_string_equal(f->out.value, "mono");
    press(f, KEYCODE_ENTER);
    assert_string_equal(f->out.value, "mono");
    type(f, ":theme my"); /* the user's as well */
    press(f, KEYCODE_TAB);
    assert_string_equal(f->out.value, "my-own");
    press(f, KEYCODE_ESCAPE);
    type(f, ":the");
    press(f, KEYCODE_ESCAPE);
    assert_int_equal(f->out.change, UI_CHANGE_NONE);
}

static void test_help_is_searched(void **state)
{
    struct fixture *f = *state;

    type(f, "?/screener\n");
    assert_false(has(f, "row down"));
    type(f, "/EQS EXPR\n");
    assert_true(shows(f, "EQS EXPR"));
    press(f, KEYCODE_ESCAPE);
    assert_true(shows(f, "row down"));
    press(f, KEYCODE_ESCAPE);
    assert_false(has(f, "row down"));
}

/* What works here comes first, then a heading, then the keys of elsewhere. */
static void test_help_begins_with_what_works_here(void **state)
{
    struct fixture *f = *state;
    bool is_here = true;
    int pages = 0;

    type(f, "?");
    assert_true(has(f, "Help: Watchlist"));
    assert_true(has(f, "/ search j k scroll   q close   man tapewatch"));
    assert_true(has(f, "in lists"));
    for (; pages < 40 && !has(f, "in the heatmap"); pages++) {
        is_here = is_here && !has(f, "elsewhere");
        assert_true(!is_here || (!has(f, "in a portfolio") &&
                                 !has(f, "in a replay")));
        type(f, " ");
    }
    assert_true(pages > 0 && pages < 40);
    assert_true(!is_here || has(f, "elsewhere"));
}

static void assert_nothing_is_drawn(struct fixture *f)
{
    static const char *const drawn[] = {"──", "━━", "--", "==", "##", "██",
                                        "▁", "▅", "⣀", "┤", "├", "TODAY"};

    for (size_t i = 0; i < sizeof(drawn) / sizeof(*drawn); i++)
        assert_false(has(f, drawn[i]));
}

/* For screen readers: one column, words for states, no clock that ticks. */
static void test_a11y(void **state)
{
    struct fixture *f = *state;
    struct why why = {{0}};

    canvas_resize(&f->canvas, 160, 50);
    draw(f);
    assert_true(shows(f, "10:00:01 ET"));
    assert_int_equal(config_set_now(f->config, "a11y", "yes", &why), ERR_OK);
    ui_set_terminal(f->ui, "", LINK_FAST);
    draw(f);
    assert_true(shows(f, "test ok 1s"));
    assert_false(has(f, "10:00:01"));
    assert_false(has(f, "│"));
    assert_nothing_is_drawn(f);
    type(f, "\n"); /* the chart is a table of its bars */
    draw(f);
    assert_nothing_is_drawn(f);
    type(f, "qgh"); /* a map is nothing to read out */
    draw(f);
    assert_true(shows(f, "By value gained or lost"));
    assert_nothing_is_drawn(f);
    f->real_ms += 100000;
    assert_int_equal(ui_idle_ms(f->ui, f->now, f->now->now_ms, f->real_ms),
                     60000);
}

static void test_settings(void **state)
{
    struct fixture *f = *state;

    type(f, ":theme light\n");
    assert_int_equal(f->out.change, UI_CHANGE_SET);
    assert_string_equal(f->out.setting, "theme");
    assert_string_equal(f->out.value, "light");
    type(f, ":set fps = 1\n");
    assert_string_equal(f->out.setting, "fps");
    assert_string_equal(f->out.value, "1");
    type(f, ":set fps\n");
    assert_int_equal(f->out.change, UI_CHANGE_NONE);
    type(f, ":sort change\n");
    assert_true(shows(f, "by change"));
    type(f, ":sort ext\n");
    assert_true(shows(f, "by ext"));
    type(f, ":sort LAST\n");
    assert_true(shows(f, "by price"));
    type(f, ":sort volx\n");
    assert_true(shows(f, "by volume"));
    type(f, ":sort foo\n");
    assert_true(shows(f, " symbol, price, volume, ext"));
    type(f, ":filter amd\n");
    assert_true(shows(f, "/amd"));
    type(f, ":q\n");
    assert_true(f->out.quit);
}

static void test_aliases_of_the_config(void **state)
{
    static const char text[] = "[aliases]\nok = EQS change_pct < -5\n"
                               "over = EQS cap >\nn = NVDA\nchips = W chips\n"
                               "fallers = EQS change_pct << -5\n"
                               "bad = NOSUCH x\n";
    struct config *c = NULL;
    struct strbuf out = {0};

    (void)state;
    assert_int_equal(config_load_text(text, sizeof(text) - 1, &c), ERR_OK);
    assert_int_equal(ui_check_aliases(c, &out), 2);
    assert_non_null(strstr(strbuf_text(&out), "config:6:11: alias fallers: "));
    assert_non_null(strstr(strbuf_text(&out),
                           "config:7:7: alias bad: unknown function 'x'"));
    strbuf_done(&out);
    config_free(c);
}

static void test_keys_of_the_config(void **state)
{
    struct fixture *f = *state;
    struct strbuf out = {0};

    assert_string_equal(keymap_keys(f->config, ACTION_zoom), "^T");
    assert_string_equal(keymap_keys(f->config, ACTION_pause), "p");
    assert_int_equal(ui_check_keys(f->config, &out), 3);
    assert_non_null(strstr(strbuf_text(&out), "config:3:9: 'nonsense'"));
    assert_non_null(strstr(strbuf_text(&out),
                           "config:4:1: unknown action 'puase', did you mean "
                           "'pause'?"));
    assert_non_null(strstr(strbuf_text(&out),
                           "config:5:8: a key of sort is next_panel's"));
    strbuf_clear(&out);
    ui_list_keys(f->config, &out);
    assert_non_null(strstr(strbuf_text(&out), "^T                  zoom"));
    strbuf_done(&out);
    press(f, KEY_CTRL('T'));
    assert_false(has(f, "First headline"));
    press(f, 'z');
    assert_false(has(f, "First headline"));
}

static void test_click_selects_then_opens(void **state)
{
    struct fixture *f = *state;
    int x, y;

    assert_true(find(f, "MSFT", &x, &y));
    click(f, KEYCODE_CLICK, x, y);
    assert_true(shows(f, "›MSFT"));
    click(f, KEYCODE_CLICK, x, y);
    assert_true(shows(f, "Dash › MSFT"));
    assert_true(find(f, "Dash", &x, &y));
    click(f, KEYCODE_CLICK, x, y);
    assert_false(has(f, "Dash › MSFT"));
}

static void test_click_header_title_and_hint(void **state)
{
    struct fixture *f = *state;
    int x, y;

    assert_true(find(f, "LAST", &x, &y));
    click(f, KEYCODE_CLICK, x, y);
    assert_true(shows(f, "by price"));
    assert_true(find(f, "CHG%", &x, &y));
    click(f, KEYCODE_CLICK, x, y);
    assert_true(shows(f, "by change"));
    click(f, KEYCODE_CLICK, x, y);
    assert_true(shows(f, "by change, reversed"));
    assert_true(find(f, "News", &x, &y));
    click(f, KEYCODE_CLICK, x, y);
    press(f, KEYCODE_ENTER);
    assert_true(shows(f, "https://news.example/a-story"));
    assert_true(find(f, "q back", &x, &y));
    click(f, KEYCODE_CLICK, x, y);
    assert_true(find(f, ": cmd", &x, &y));
    click(f, KEYCODE_CLICK, x + 3, y);
    type(f, "amd\n");
    assert_true(shows(f, "Dash › AMD"));
}

/* A range in a chart's title, beside tabs too. */
static void test_click_range(void **state)
{
    struct fixture *f = *state;
    int x, y;

    canvas_resize(&f->canvas, 120, 40);
    press(f, '1');
    assert_true(shows(f, "[5D]"));
    assert_true(find(f, " 3M ", &x, &y));
    click(f, KEYCODE_CLICK, x + 2, y);
    assert_true(shows(f, "5D 1M [3M] 6M"));
    click(f, KEYCODE_CLICK, x, y); /* between them: nothing */
    assert_true(shows(f, "[3M]"));
    press(f, ':');
    type(f, "nvda\n");
    assert_true(shows(f, "[1 Overview]"));
    assert_true(find(f, "1Y", &x, &y));
    click(f, KEYCODE_CLICK, x + 1, y);
    assert_true(shows(f, "YTD [1Y] 5Y"));
}

static void test_wheel(void **state)
{
    struct fixture *f = *state;
    int x, y;

    assert_true(find(f, "AMD", &x, &y));
    click(f, KEYCODE_WHEEL_DOWN, x, y);
    assert_true(shows(f, "›INTC"));
    click(f, KEYCODE_WHEEL_UP, x, y);
    assert_true(shows(f, "›NVDA"));
}

/* Wherever a click falls, nothing breaks and what is drawn is drawable. */
static void test_clicks_everywhere(void **state)
{
    struct fixture *f = *state;

    for (int n = 0; n < 4000; n++) {
        click(f, n % 5 ? KEYCODE_CLICK : KEYCODE_WHEEL_DOWN, (n * 37) % 81,
              (n * 11) % 25);
        if (n % 50 == 0)
            press(f, n % 100 ? '?' : ':');
        if (n % 75 == 0)
            canvas_resize(&f->canvas, 20 + n % 140, 3 + n % 50);
    }
}

static void paste(struct fixture *f, const char *text)
{
    send(f, (struct key){.code = KEYCODE_PASTE, .text = text});
}

static void test_paste_offers_symbols(void **state)
{
    struct fixture *f = *state;

    paste(f, "aapl, MSFT\ntsla AAPL\n%%% :q\n TS LA");
    assert_true(shows(f, "Add 4 symbols? AAPL TSLA TS LA"));
    assert_true(shows(f, "MSFT       already in the list"));
    assert_true(shows(f, "TSLA       not known yet; the sources will be asked"));
    assert_int_equal(additions(f), 0);
    press(f, 'n');
    assert_true(shows(f, "nothing added"));
    assert_int_equal(additions(f), 0);
    paste(f, "aapl");
    press(f, 'y');
    assert_int_equal(f->out.commands[0].kind, COMMAND_ADD_SYMBOL);
    assert_string_equal(f->out.commands[0].symbol, "AAPL");
    paste(f, "$tsla, $AAPL $5 $");
    assert_true(shows(f, "Add 2 symbols? TSLA AAPL"));
    press(f, 'n');
    paste(f, "\"%\"\n\033[A");
    assert_true(shows(f, "no symbols"));
    paste(f, "AMD nvda");
    assert_true(shows(f, "all of them are in the list already"));
    press(f, 'y');
    assert_int_equal(additions(f), 0);
}

static size_t words_of(const char *text)
{
    size_t n = text[0] != '\0';

    for (; *text; text++)
        n += *text == ' ';
    return n;
}

/* None is dropped in silence, be they typed or pasted. */
static void test_many_symbols_are_all_added(void **state)
{
    struct fixture *f = *state;
    struct strbuf line = {0};
    size_t n = 0;

    for (int i = 0; i < 100; i++)
        strbuf_format(&line, "S%c%c ", 'A' + i / 10, 'A' + i % 10);
    for (int is_pasted = 0; is_pasted < 2; is_pasted++) {
        if (is_pasted) {
            strbuf_add(&line, "Q1 Q2 Q3 ");
            for (int i = 0; i < 300; i++)
                strbuf_format(&line, "T%c%c%c ", 'A' + i / 100,
                              'A' + i / 10 % 10, 'A' + i % 10);
            paste(f, strbuf_text(&line));
            assert_true(shows(f, "Add 403 symbols?"));
            press(f, 'y');
        } else {
            press(f, ':');
            paste(f, "add ");
            paste(f, strbuf_text(&line));
            press(f, KEYCODE_ENTER);
        }
        n = 0;
        for (size_t i = 0; i < f->out.command_count; i++) {
            n += 1 + words_of(f->out.commands[i].text);
            assert_int_equal(f->out.commands[i].joins, i > 0);
        }
        assert_int_equal(n, is_pasted ? 403 : 100);
        assert_true(shows(f, is_pasted ? "403 added at the end"
                                       : "100 added at the end"));
    }
    strbuf_done(&line);
}

/* QQ would leave, d would delete. */
static void test_paste_never_acts(void **state)
{
    struct fixture *f = *state;

    paste(f, "QQ\nd\nd\nd\n");
    assert_false(f->out.quit);
    assert_int_equal(additions(f), 0);
    press(f, KEYCODE_ESCAPE);
    press(f, ':');
    paste(f, "am\nd");
    assert_true(shows(f, ":am d"));
    assert_false(f->out.quit);
}

static void test_copy_and_open(void **state)
{
    struct fixture *f = *state;

    press(f, 'y');
    assert_string_equal(f->out.copy, "NVDA");
    type(f, "gn");
    press(f, 'y');
    assert_string_equal(f->out.copy, "First headline of the day\n"
                                     "https://news.example/a-story");
    press(f, 'o');
    assert_string_equal(f->out.open, "https://news.example/a-story");
    press(f, 'O');
    assert_null(f->out.open);
    assert_true(shows(f, "https://news.example/a-story"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define WITH(test)                                                          \
    cmocka_unit_test_setup_teardown(test, setup, fixture_teardown)
        WITH(test_go_and_back_again),
        WITH(test_g_alone_is_helped),
        WITH(test_every_go_letter_leads_somewhere),
        cmocka_unit_test(test_grammar),
        WITH(test_every_function_can_be_called),
        WITH(test_command_opens),
        WITH(test_screener),
        WITH(test_completion),
        WITH(test_arguments_are_completed),
        WITH(test_completion_takes_a_whole_name),
        WITH(test_examples_are_shown),
        WITH(test_the_stranger_is_named),
        WITH(test_ranking),
        WITH(test_themes_are_shown_by_tab),
        WITH(test_help_is_searched),
        WITH(test_help_begins_with_what_works_here),
        WITH(test_a11y),
        WITH(test_settings),
        cmocka_unit_test(test_aliases_of_the_config),
        WITH(test_keys_of_the_config),
        WITH(test_click_selects_then_opens),
        WITH(test_click_header_title_and_hint),
        WITH(test_click_range),
        WITH(test_wheel),
        WITH(test_clicks_everywhere),
        WITH(test_paste_offers_symbols),
        WITH(test_many_symbols_are_all_added),
        WITH(test_paste_never_acts),
        WITH(test_copy_and_open),
    };
    return cmocka_run_group_tests_name("ui/command", tests, NULL, NULL);
}
