/* SPDX-License-Identifier: MIT */
/* Keys and frames over snapshots, without a terminal. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "tapewatch/base/civil.h"

static const char *const symbols[] = {"NVDA", "AMD", "MSFT", "INTC"};
static const int64_t start_ms = INT64_C(1737990000000); /* 10:00 New York */

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

static void put_headline(struct fixture *f, const char *id, int64_t t,
                         const char *title)
{
    struct updates u = {0};
    struct update *h = updates_add(&u, t, UPDATE_headline, "", "rss");

    h->of.headline.id = id;
    h->of.headline.title = title;
    h->of.headline.publisher = "The Daily Test";
    h->of.headline.url = "https://news.example/a-story";
    h->of.headline.published = t;
    h->of.headline.seen = t;
    h->of.headline.symbol_count = 1;
    name_copy(h->of.headline.symbols[0], SYMBOL_MAX, "NVDA");
    state_apply(f->state, h);
    updates_done(&u);
}

static void freeze(struct fixture *f, enum run_mode mode)
{
    struct freeze_info info = {.now_ms = start_ms + 1000, .mode = mode};

    info.timeline = (struct timeline){.shown_ms = info.now_ms, .speed = 60};
    snapshot_free(f->now);
    f->now = state_freeze(f->state, &info);
}

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));

    if (!f || config_load_text("", 0, &f->config) != ERR_OK)
        return -1;
    f->state = state_new("", 0);
    state_set_watchlist(f->state, "mine", symbols, 4);
    put_quote(f, "NVDA", 83);
    put_quote(f, "AMD", 95);
    put_quote(f, "MSFT", 101);
    put_headline(f, "one", start_ms - 60000, "First headline of the day");
    put_headline(f, "two", start_ms - 30000, "Second headline");
    freeze(f, RUN_LIVE);
    f->ui = ui_new(f->config, "mine");
    canvas_init(&f->canvas, 80, 24, false);
    f->real_ms = 5000;
    *state = f;
    return 0;
}

static void draw(struct fixture *f)
{
    ui_draw(f->ui, f->now, f->now ? f->now->now_ms : 0, f->real_ms,
            &f->canvas);
}

static void press(struct fixture *f, uint32_t code)
{
    struct key k = {.code = code};

    ui_key(f->ui, k, f->now, f->real_ms, &f->out);
    draw(f);
}

static void type(struct fixture *f, const char *text)
{
    for (; *text; text++)
        press(f, (unsigned char)*text);
}

static bool shows(struct fixture *f, const char *text)
{
    return canvas_shows(&f->canvas, text);
}

/* The line of the frame that the cursor is on, as text. */
static bool cursor_is_on(struct fixture *f, const char *symbol)
{
    const struct cell *row;
    char text[64] = "";

    if (f->canvas.cursor_y < 0)
        return false;
    row = &f->canvas.cells[f->canvas.cursor_y * f->canvas.width];
    for (int x = 1; x < 7 && row[x].text[0]; x++)
        strncat(text, row[x].text, sizeof(text) - strlen(text) - 1);
    return strcmp(text, symbol) == 0;
}

static const struct command *sent(struct fixture *f, enum command_kind kind)
{
    for (size_t i = 0; i < f->out.command_count; i++)
        if (f->out.commands[i].kind == kind)
            return &f->out.commands[i];
    return NULL;
}

static void test_dashboard(void **state)
{
    struct fixture *f = *state;

    draw(f);
    assert_true(shows(f, "Watchlist: mine  4"));
    assert_true(shows(f, "▼17.00%"));
    assert_true(shows(f, "▲1.00%"));
    assert_true(shows(f, "First headline of the day"));
    assert_true(shows(f, "10:00:01 ET"));
    assert_true(cursor_is_on(f, "NVDA"));
}

/* What was pasted is lost: so no prompt pretends to have it. */
static void test_paste_does_nothing(void **state)
{
    struct fixture *f = *state;

    press(f, KEYCODE_PASTE);
    assert_false(shows(f, "add symbols:"));
    press(f, 'j');
    assert_true(cursor_is_on(f, "AMD"));
}

/* J and K are named where there is a list to go along. */
static void test_next_item_is_hinted_in_details(void **state)
{
    struct fixture *f = *state;

    draw(f);
    assert_false(shows(f, "J K next"));
    press(f, KEYCODE_ENTER);
    assert_true(shows(f, "J K next"));
    press(f, 'J');
    assert_true(shows(f, "› AMD"));
    type(f, "ge"); /* no row of the dashboard leads there */
    assert_false(shows(f, "J K next"));
}

static void test_offline_without_a_store_says_so(void **state)
{
    struct fixture *f = *state;

    state_free(f->state);
    f->state = state_new("", 0);
    state_set_watchlist(f->state, "mine", symbols, 4);
    freeze(f, RUN_OFFLINE);
    draw(f);
    assert_true(shows(f, "nothing stored: run without --offline"));
    assert_false(shows(f, "…"));
}

static void test_no_snapshot_yet(void **state)
{
    struct fixture *f = *state;

    snapshot_free(f->now);
    f->now = NULL;
    press(f, 'j');
    press(f, '?');
    press(f, KEYCODE_ESCAPE);
    assert_true(shows(f, "starting"));
    press(f, 'Q');
    assert_true(f->out.quit);
}

static void test_cursor_stays_on_its_symbol(void **state)
{
    static const char *const more[] = {"AAPL", "TSLA", "NVDA", "AMD", "MSFT"};
    struct fixture *f = *state;

    draw(f);
    press(f, 'j');
    assert_true(cursor_is_on(f, "AMD"));
    state_set_watchlist(f->state, "mine", more, 5);
    freeze(f, RUN_LIVE);
    draw(f);
    assert_true(cursor_is_on(f, "AMD"));
}

static void test_focus_is_told_once(void **state)
{
    struct fixture *f = *state;

    draw(f);
    press(f, 'j');
    assert_non_null(sent(f, COMMAND_FOCUS));
    assert_string_equal(sent(f, COMMAND_FOCUS)->symbol, "AMD");
    press(f, KEYCODE_TAB);
    assert_null(sent(f, COMMAND_FOCUS));
}

static void test_another_list_is_told(void **state)
{
    static const char *const first_too[] = {"NVDA"};
    struct fixture *f = *state;

    state_set_watchlist(f->state, "other", first_too, 1);
    freeze(f, RUN_LIVE);
    draw(f);
    press(f, KEYCODE_HOME);
    assert_string_equal(sent(f, COMMAND_FOCUS)->symbol, "NVDA");
    assert_string_equal(sent(f, COMMAND_FOCUS)->list, "mine");
    type(f, ":w other");
    press(f, KEYCODE_ENTER); /* its first symbol is the same one */
    assert_non_null(sent(f, COMMAND_FOCUS));
    assert_string_equal(sent(f, COMMAND_FOCUS)->symbol, "NVDA");
    assert_string_equal(sent(f, COMMAND_FOCUS)->list, "other");
    press(f, KEYCODE_TAB);
    assert_null(sent(f, COMMAND_FOCUS));
}

static void test_back_restores_exactly(void **state)
{
    struct fixture *f = *state;
    struct strbuf before = {0}, after = {0};

    draw(f);
    press(f, 'j');
    press(f, 's');
    press(f, KEYCODE_ENTER); /* closes the menu of orders */
    canvas_dump(&f->canvas, &before);
    press(f, KEYCODE_ENTER);
    assert_true(shows(f, "Dash › "));
    assert_true(shows(f, "Prev       100.00"));
    press(f, 'j');
    press(f, KEYCODE_ESCAPE);
    canvas_dump(&f->canvas, &after);
    assert_string_equal(strbuf_text(&before), strbuf_text(&after));
    strbuf_done(&before);
    strbuf_done(&after);
}

static void test_quit_asks_twice(void **state)
{
    struct fixture *f = *state;

    draw(f);
    press(f, 'q');
    assert_false(f->out.quit);
    assert_true(shows(f, "press q again to quit"));
    f->real_ms += 2500;
    press(f, 'q');
    assert_false(f->out.quit);
    press(f, 'j');
    press(f, 'q');
    assert_false(f->out.quit);
    f->real_ms += 500;
    press(f, 'q');
    assert_true(f->out.quit);
    press(f, KEYCODE_ESCAPE);
    press(f, KEYCODE_ESCAPE);
    assert_false(f->out.quit);
}

static void test_filter(void **state)
{
    struct fixture *f = *state;

    draw(f);
    type(f, "/ms");
    press(f, KEYCODE_ENTER);
    assert_true(cursor_is_on(f, "MSFT"));
    assert_true(shows(f, "/ms"));
    press(f, KEYCODE_ESCAPE);
    assert_true(shows(f, "INTC"));
    type(f, "/zzz");
    assert_true(shows(f, "nothing contains"));
    press(f, KEYCODE_ESCAPE);
    assert_true(cursor_is_on(f, "MSFT"));
}

static void test_filter_takes_expressions(void **state)
{
    struct fixture *f = *state;

    draw(f);
    type(f, "/change_pct <");
    assert_true(shows(f, "/change_pct <  ?")); /* and all rows */
    assert_true(shows(f, "INTC"));
    type(f, " -2");
    press(f, KEYCODE_ENTER);
    assert_true(shows(f, "/change_pct < -2  2 of 4"));
    assert_true(shows(f, "NVDA"));
    assert_true(shows(f, "AMD"));
    assert_false(shows(f, "MSFT"));
    /* INTC has no price: neither true nor false. */
    assert_false(shows(f, "INTC"));
    press(f, KEYCODE_ESCAPE);
    type(f, "/!change_pct < -2");
    press(f, KEYCODE_ENTER);
    assert_true(shows(f, "MSFT"));
    assert_false(shows(f, "INTC"));
    assert_false(shows(f, "AMD"));
    press(f, KEYCODE_ESCAPE);
    type(f, "/price > 1K");
    assert_true(shows(f, "the filter is true of none"));
    press(f, KEYCODE_ESCAPE);
    /* Plain words stay words, whatever they are. */
    type(f, "/price");
    assert_true(shows(f, "nothing contains"));
}

static void test_filter_says_what_is_wrong(void **state)
{
    struct fixture *f = *state;

    draw(f);
    type(f, "/chnge_pct < -2");
    assert_true(shows(f, "did you mean change_pct?"));
    assert_true(shows(f, "MSFT")); /* takes out none */
    press(f, KEYCODE_ENTER);       /* is not left */
    assert_true(shows(f, "did you mean change_pct?"));
    /* The sign stands over the word. */
    assert_string_equal(f->canvas.cells[22 * 80 + 9].text, "▼");
    assert_string_equal(f->canvas.cells[23 * 80 + 9].text, "c");
    assert_int_equal(f->canvas.cursor_x, 9);
    press(f, KEY_CTRL('K'));
    type(f, "price = 83");
    assert_true(shows(f, "=="));
    for (int i = 0; i < 3; i++)
        press(f, KEYCODE_BACKSPACE);
    type(f, "= 83");
    assert_false(shows(f, "error"));
    assert_true(shows(f, "NVDA"));
    assert_false(shows(f, "AMD "));
    press(f, KEYCODE_ESCAPE);
    type(f, ":filter price <\n");
    press(f, KEYCODE_ENTER);
    assert_true(shows(f, "error: "));
}

static void test_filter_of_headlines(void **state)
{
    struct fixture *f = *state;

    draw(f);
    type(f, "gn/title ~ \"^second\" and published > now - 2h");
    press(f, KEYCODE_ENTER);
    assert_true(shows(f, "Second headline"));
    assert_false(shows(f, "First headline"));
    press(f, KEYCODE_ESCAPE);
    type(f, "/read == true");
    assert_true(shows(f, "the filter is true of none"));
    press(f, KEYCODE_ESCAPE);
    type(f, "/\"NVDA\" in symbols"); /* not how it is written */
    assert_true(shows(f, "nothing contains"));
    press(f, KEYCODE_ESCAPE);
    type(f, "/symbols in (\"NVDA\")");
    assert_true(shows(f, "First headline"));
}

static void test_words_are_looked_for_in_the_store(void **state)
{
    struct fixture *f = *state;
    struct updates u = {0};
    struct update *h;

    draw(f);
    type(f, ":n export rules");
    press(f, KEYCODE_ENTER);
    assert_int_equal(f->out.command_count, 1);
    assert_int_equal(f->out.commands[0].kind, COMMAND_FIND_NEWS);
    assert_string_equal(f->out.commands[0].text, "export rules");
    assert_true(shows(f, "nothing contains"));
    state_find_news(f->state, "export rules");
    h = updates_add(&u, start_ms - 90 * MS_PER_DAY, UPDATE_headline, "", "rss");
    h->of.headline.id = "old";
    h->of.headline.title = "Rules that nobody asked for";
    h->of.headline.summary = "on exports";
    h->of.headline.published = start_ms - 90 * MS_PER_DAY;
    state_found_news(f->state, h);
    updates_done(&u);
    freeze(f, RUN_LIVE);
    draw(f);
    assert_true(shows(f, "Rules that nobody asked for"));
    assert_true(shows(f, "1 found, of all that are kept"));
    type(f, "/"); /* the same words again: nothing new to ask */
    press(f, KEYCODE_ENTER);
    assert_int_equal(f->out.command_count, 0);
    type(f, "/x");
    press(f, KEYCODE_ENTER);
    assert_int_equal(f->out.commands[0].kind, COMMAND_FIND_NEWS);
    assert_string_equal(f->out.commands[0].text, "export rulesx");
}

static void test_a_long_range_asks_for_older_bars(void **state)
{
    struct fixture *f = *state;

    draw(f);
    type(f, ":nvda gp 1y");
    press(f, KEYCODE_ENTER);
    for (size_t i = 0; i < f->out.command_count; i++)
        assert_int_not_equal(f->out.commands[i].kind, COMMAND_HISTORY);
    press(f, ']');
    assert_int_equal(f->out.command_count, 1);
    assert_int_equal(f->out.commands[0].kind, COMMAND_HISTORY);
    assert_string_equal(f->out.commands[0].symbol, "NVDA");
    assert_true(f->out.commands[0].number ==
                (double)(f->now->now_ms - 5 * 365 * MS_PER_DAY));
    press(f, 'j'); /* told once */
    assert_int_equal(f->out.command_count, 0);
}

static void test_add_and_remove(void **state)
{
    struct fixture *f = *state;

    draw(f);
    type(f, "aaapl, $ tsla");
    press(f, KEYCODE_ENTER);
    assert_int_equal(f->out.command_count, 0);
    assert_true(shows(f, "nothing added: no symbol: $"));
    type(f, "aaapl, tsla  brk-b");
    press(f, KEYCODE_ENTER);
    assert_int_equal(f->out.commands[0].kind, COMMAND_ADD_SYMBOL);
    assert_string_equal(f->out.commands[0].symbol, "AAPL");
    assert_string_equal(f->out.commands[0].text, "TSLA BRK-B");
    assert_string_equal(f->out.commands[0].list, "mine");
    assert_int_equal(f->out.commands[0].index, -1);
    assert_false(f->out.commands[0].joins); /* one undo takes all back */
    assert_true(shows(f, "3 added at the end of the list; u takes them back"));
    press(f, 'j');
    press(f, 'd');
    assert_string_equal(sent(f, COMMAND_REMOVE_SYMBOL)->symbol, "AMD");
    assert_int_equal(sent(f, COMMAND_REMOVE_SYMBOL)->index, 1);
    press(f, 'u');
    assert_non_null(sent(f, COMMAND_UNDO));
}

static void test_pause(void **state)
{
    struct fixture *f = *state;

    draw(f);
    press(f, 'p');
    assert_true(f->out.frozen && ui_is_paused(f->ui));
    f->real_ms += 32000;
    draw(f);
    assert_true(shows(f, "PAUSED 32 s"));
    press(f, 'p');
    assert_false(ui_is_paused(f->ui));
    freeze(f, RUN_REPLAY);
    press(f, 'p');
    assert_false(ui_is_paused(f->ui));
    assert_non_null(sent(f, COMMAND_PAUSE));
    press(f, ')');
    assert_true(sent(f, COMMAND_SPEED)->number == 120);
    press(f, '(');
    assert_true(sent(f, COMMAND_SPEED)->number == 30);
    press(f, '.');
    assert_non_null(sent(f, COMMAND_NEXT_EVENT));
    f->real_ms += 5000;
    draw(f);
    assert_true(shows(f, "REPLAY 60x"));
}

/* No 0.46875 times life. */
static void test_speeds(void **state)
{
    static const struct {
        double from;
        char key;
        double to;
    } steps[] = {{15, '(', 8},   {1, '(', 0.5},   {100, '(', 60},
                 {100, ')', 120}, {0, '(', 3840}, {0, ')', 3840}};
    struct fixture *f = *state;

    freeze(f, RUN_REPLAY);
    draw(f);
    for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
        f->now->timeline.speed = steps[i].from;
        press(f, steps[i].key);
        assert_true(sent(f, COMMAND_SPEED)->number == steps[i].to);
    }
    f->now->timeline.speed = 0.25;
    press(f, '(');
    assert_int_equal(f->out.command_count, 0);
    f->now->timeline.speed = 3840;
    press(f, ')');
    assert_int_equal(f->out.command_count, 0);
}

static void test_reader_and_next(void **state)
{
    struct fixture *f = *state;

    draw(f);
    press(f, '3');
    press(f, KEYCODE_ENTER);
    assert_string_equal(sent(f, COMMAND_READ)->text, "two");
    assert_true(shows(f, "Second headline"));
    assert_true(shows(f, "https://news.example/a-story"));
    press(f, 'J');
    assert_string_equal(sent(f, COMMAND_READ)->text, "one");
    assert_true(shows(f, "First headline of the day"));
    press(f, 'K');
    assert_true(shows(f, "Second headline"));
}

static void test_bookmark(void **state)
{
    struct fixture *f = *state;

    draw(f);
    press(f, '3');
    press(f, 'b');
    assert_string_equal(sent(f, COMMAND_BOOKMARK)->text, "two");
    assert_true(sent(f, COMMAND_BOOKMARK)->number == 1);
    press(f, 'm');
    assert_string_equal(sent(f, COMMAND_READ)->text, "two");
    press(f, KEYCODE_ENTER);
    press(f, 'b');
    assert_string_equal(sent(f, COMMAND_BOOKMARK)->text, "two");
}

static void test_next_symbol(void **state)
{
    struct fixture *f = *state;

    draw(f);
    press(f, KEYCODE_ENTER);
    assert_true(shows(f, "Dash › NVDA"));
    press(f, 'J');
    assert_true(shows(f, "Dash › AMD"));
    assert_string_equal(sent(f, COMMAND_FOCUS)->symbol, "AMD");
    press(f, KEYCODE_BACKSPACE);
    assert_true(cursor_is_on(f, "AMD"));
}

static void test_zoom(void **state)
{
    struct fixture *f = *state;

    draw(f);
    press(f, '3');
    press(f, 'z');
    assert_true(shows(f, "News"));
    press(f, 'q');
    assert_true(shows(f, "Watchlist"));
}

/* Any screen at any size: nothing crashes, and ASCII stays ASCII. */
static void test_all_sizes(void **state)
{
    static const char *const ways[] = {"", "2", "3\n", "\n", "\n2", "?", "z",
                                       "/a", "a"};
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
        ui_free(f->ui);
        f->ui = ui_new(f->config, "mine");
        f->canvas.is_ascii = true;
        for (const char *k = ways[i]; *k; k++)
            press(f, *k == '\n' ? (uint32_t)KEYCODE_ENTER
                                : (unsigned char)*k);
        for (int w = 1; w <= 210; w += w < 30 ? 1 : 13)
            for (int h = 1; h <= 70; h += h < 20 ? 1 : 9) {
                canvas_resize(&f->canvas, w, h);
                draw(f);
                for (int n = 0; n < w * h; n++)
                    assert_true((unsigned char)f->canvas.cells[n].text[0] <
                                0x80);
            }
    }
}

static void test_depth_is_capped(void **state)
{
    struct fixture *f = *state;

    draw(f);
    for (int i = 0; i < 100; i++) {
        press(f, KEYCODE_ENTER); /* NVDA */
        press(f, '3');
        press(f, KEYCODE_ENTER); /* reader */
        press(f, '?');
    }
    for (int i = 0; i < 40; i++)
        press(f, KEYCODE_ESCAPE);
    assert_true(shows(f, "Watchlist: mine"));
}

/* A row of texts as one, for strstr(). */
static void row_text(struct fixture *f, int y, char out[1000])
{
    out[0] = '\0';
    for (int x = 0; x < f->canvas.width; x++) {
        const char *cell = f->canvas.cells[y * f->canvas.width + x].text;

        strncat(out, cell[0] ? cell : " ", 1000 - 1 - strlen(out));
    }
}

/* Beside a box no part of a word or a figure is left: it would read as
 * another. What it does not touch stays. */
static void test_boxes_cut_no_word(void **state)
{
    struct fixture *f = *state;
    char row[1000];
    int cut = 0;

    for (int width = 100; width < 130; width++) {
        canvas_resize(&f->canvas, width, 40);
        draw(f);
        press(f, '?');
        for (int y = 3; y < 36; y++) {
            const char *edge, *whole[] = {"First headline of the day",
                                          "Second headline"};

            row_text(f, y, row);
            edge = strrchr(row, '\x83'); /* the last byte of the edge, or of
                                            another line */
            for (size_t i = 0; edge && i < 2; i++)
                for (size_t at = 1; at < strlen(whole[i]); at++)
                    cut += whole[i][at - 1] != ' ' && whole[i][at] != ' ' &&
                           strncmp(edge + 1, whole[i] + at,
                                   strlen(whole[i] + at)) == 0;
        }
        press(f, 27);
    }
    assert_int_equal(cut, 0);
    canvas_resize(&f->canvas, 120, 40);
    press(f, '?');
    row_text(f, 5, row);
    assert_non_null(strstr(row, " AMD "));
}

static void test_unknown_keys_do_nothing(void **state)
{
    struct fixture *f = *state;

    for (uint32_t c = 0; c < 0x300; c++)
        if (c != 'Q' && c != 'q' && c != 'p')
            press(f, c);
    for (uint32_t c = KEY_CODE_FIRST; c < KEY_CODE_FIRST + 64; c++)
        press(f, c);
    press(f, 0x10ffff);
    press(f, 0xffffffff);
    assert_true(f->out.command_count <= UI_COMMANDS_MAX);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_dashboard),
        TEST(test_paste_does_nothing),
        TEST(test_next_item_is_hinted_in_details),
        TEST(test_offline_without_a_store_says_so),
        TEST(test_no_snapshot_yet),
        TEST(test_cursor_stays_on_its_symbol),
        TEST(test_focus_is_told_once),
        TEST(test_another_list_is_told),
        TEST(test_back_restores_exactly),
        TEST(test_quit_asks_twice),
        TEST(test_filter),
        TEST(test_filter_takes_expressions),
        TEST(test_filter_says_what_is_wrong),
        TEST(test_filter_of_headlines),
        TEST(test_a_long_range_asks_for_older_bars),
        TEST(test_words_are_looked_for_in_the_store),
        TEST(test_add_and_remove),
        TEST(test_pause),
        TEST(test_speeds),
        TEST(test_reader_and_next),
        TEST(test_bookmark),
        TEST(test_next_symbol),
        TEST(test_zoom),
        TEST(test_all_sizes),
        TEST(test_depth_is_capped),
        TEST(test_boxes_cut_no_word),
        TEST(test_unknown_keys_do_nothing),
    };
    return cmocka_run_group_tests_name("ui/ui", tests, NULL, NULL);
}
