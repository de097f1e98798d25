/* SPDX-License-Identifier: MIT */
/* What is done with rows: marks, orders, columns, a row's other screens. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../src/ui/list.h"
#include "fixture.h"

static const char *const mine[] = {"NVDA", "AMD", "MSFT", "INTC"};
static const char *const other[] = {"XOM", "CVX"};
static const int64_t start_ms = INT64_C(1737990000000); /* 10:00 New York */

static void put_quote(struct fixture *f, const char *symbol, double price)
{
    struct updates u = {0};
    struct update *q = updates_add(&u, start_ms, UPDATE_quote, symbol, "test");

    QUOTE_SET(&q->of.quote, price, price);
    QUOTE_SET(&q->of.quote, prev_close, 100.0);
    QUOTE_SET(&q->of.quote, as_of, start_ms);
    q->of.quote.session = SESSION_REGULAR;
    state_apply(f->state, q);
    updates_done(&u);
}

static void put_headline(struct fixture *f, int i)
{
    struct updates u = {0};
    struct update *h = updates_add(&u, start_ms - i * 1000, UPDATE_headline,
                                   "", "rss");
    char id[16], title[40];

    snprintf(id, sizeof(id), "id%d", i);
    snprintf(title, sizeof(title), "Story of number %d", i);
    h->of.headline.id = id;
    h->of.headline.title = title;
    h->of.headline.summary = "one alpha\ntwo beta\nthree alpha\nfour";
    h->of.headline.publisher = "The Daily Test";
    if (i != 4)
        h->of.headline.url = "https://news.example/a-story";
    h->of.headline.published = h->of.headline.seen = start_ms - i * 1000;
    h->of.headline.symbol_count = 1;
    name_copy(h->of.headline.symbols[0], SYMBOL_MAX, "NVDA");
    state_apply(f->state, h);
    updates_done(&u);
}

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    struct freeze_info info = {.now_ms = start_ms + 1000, .mode = RUN_LIVE};

    if (!f || config_load_text("", 0, &f->config) != ERR_OK)
        return -1;
    f->state = state_new("", 0);
    state_set_watchlist(f->state, "mine", mine, 4);
    state_set_watchlist(f->state, "other", other, 2);
    put_quote(f, "NVDA", 83);
    put_quote(f, "AMD", 95);
    put_quote(f, "MSFT", 101);
    put_quote(f, "INTC", 100);
    for (int i = 0; i < 5; i++)
        put_headline(f, i);
    f->now = state_freeze(f->state, &info);
    f->ui = ui_new(f->config, "mine");
    canvas_init(&f->canvas, 120, 40, false);
    *state = f;
    return 0;
}

static bool shows(struct fixture *f, const char *text)
{
    ui_draw(f->ui, f->now, f->now->now_ms, 5000, &f->canvas);
    strbuf_clear(&f->screen);
    canvas_dump(&f->canvas, &f->screen);
    return strstr(strbuf_text(&f->screen), text) != NULL;
}

static void assert_shows(struct fixture *f, const char *text)
{
    if (!shows(f, text))
        fail_msg("no '%s' in\n%s", text, strbuf_text(&f->screen));
}

static void press(struct fixture *f, const char *keys)
{
    for (; *keys; keys++) {
        (void)shows(f, "");
        ui_key(f->ui, key_typed(*keys), f->now, 5000, &f->out);
    }
}

static size_t sent(const struct fixture *f, enum command_kind kind)
{
    size_t n = 0;

    for (size_t i = 0; i < f->out.command_count; i++)
        n += f->out.commands[i].kind == kind;
    return n;
}

static void test_marks_come_and_go(void **state)
{
    struct fixture *f = *state;

    press(f, "  "); /* the cursor goes on */
    assert_shows(f, "mine  4  2 marked");
    assert_shows(f, "\n*NVDA");
    assert_shows(f, "\n*AMD");
    assert_shows(f, "\n›MSFT");
    press(f, "k ");
    assert_shows(f, "1 marked");
    press(f, "*");
    assert_shows(f, "4 marked");
    assert_shows(f, "»");
    press(f, "*");
    assert_false(shows(f, "marked"));
}

/* Filter first, then marks, then the screen. */
static void test_escape_takes_one_thing_at_a_time(void **state)
{
    struct fixture *f = *state;

    press(f, "gm\t  /nv\n");
    assert_shows(f, "/nv");
    press(f, "\033");
    assert_false(shows(f, "/nv"));
    assert_shows(f, "marked");
    press(f, "\033");
    assert_false(shows(f, "marked"));
    assert_shows(f, "Movers");
    press(f, "\033");
    assert_false(shows(f, "Movers"));
}

static void test_all_read_at_once(void **state)
{
    struct fixture *f = *state;

    press(f, "gn*m");
    assert_int_equal(sent(f, COMMAND_READ), 5);
    assert_int_equal(sent(f, COMMAND_UNREAD), 0);
    assert_shows(f, "5 now read");
    assert_false(shows(f, "marked"));
}

static void test_all_that_can_be_marked(void **state)
{
    struct fixture *f = *state;
    struct freeze_info info = {.now_ms = start_ms + 1000, .mode = RUN_LIVE};

    for (int i = 5; i < LIST_MARKS_MAX; i++)
        put_headline(f, i);
    snapshot_free(f->now);
    f->now = state_freeze(f->state, &info);
    press(f, "gn*m");
    assert_int_equal(sent(f, COMMAND_READ), LIST_MARKS_MAX);
    assert_shows(f, "256 now read");
    assert_false(shows(f, "marked"));
}

/* The last one first: indices of the others stay right. */
static void test_delete_marked(void **state)
{
    struct fixture *f = *state;

    press(f, " j d");
    assert_int_equal(sent(f, COMMAND_REMOVE_SYMBOL), 2);
    assert_shows(f, "2 removed; u takes them back");
    assert_string_equal(f->out.commands[0].symbol, "MSFT");
    assert_int_equal(f->out.commands[0].index, 2);
    assert_string_equal(f->out.commands[1].symbol, "NVDA");
    assert_int_equal(f->out.commands[1].index, 0);
    assert_true(!f->out.commands[0].joins && f->out.commands[1].joins);
}

/* A mark does not outlive its row. */
static void test_marks_of_rows_that_are_gone(void **state)
{
    struct fixture *f = *state;
    struct freeze_info info = {.now_ms = start_ms + 1000, .mode = RUN_LIVE};

    press(f, "*");
    assert_shows(f, "4 marked");
    (void)state_list_remove(f->state, "mine", "AMD");
    snapshot_free(f->now);
    f->now = state_freeze(f->state, &info);
    assert_shows(f, "3 marked");
    press(f, "/nv\n"); /* what a filter hides stays marked */
    assert_shows(f, "3 marked");
}

static void test_compare_and_copy_marked(void **state)
{
    struct fixture *f = *state;

    press(f, "  y");
    assert_string_equal(f->out.copy, "NVDA AMD");
    press(f, "V");
    assert_shows(f, "Companies");
    assert_shows(f, "NVDA");
    assert_false(shows(f, "MSFT"));
}

/* On the first letter of the text. */
static void press_click(struct fixture *f, const char *text)
{
    struct key key = {.code = KEYCODE_CLICK};
    const char *at, *line;

    assert_shows(f, text);
    line = strbuf_text(&f->screen);
    at = strstr(line, text);
    for (const char *end; (end = strchr(line, '\n')) != NULL && end < at;
         line = end + 1)
        key.y++;
    for (const char *c = line; c < at; c++)
        key.x += (*c & 0xc0) != 0x80; /* characters, not bytes */
    ui_key(f->ui, key, f->now, 5000, &f->out);
}

/* Orders of a table of companies: by name, by their beginning, turned round. */
static void test_orders_of_companies(void **state)
{
    struct fixture *f = *state;

    press(f, "V");
    assert_shows(f, " as listed ━");
    press(f, ":sort capex\n");
    assert_shows(f, " by capex ━");
    press(f, "S");
    assert_shows(f, " by capex, reversed ━");
    press(f, ":sort BY REVENUE Y/Y\n");
    assert_shows(f, " by revenue y/y ━");
    press(f, ":sort net\n");
    assert_shows(f, " by net margin ━");
    press(f, ":sort nosuch\n");
    assert_shows(f, "there are as listed, symbol, revenue, revenue y/y");
    press_click(f, "CAPEX   ");
    assert_shows(f, " by capex ━");
    press_click(f, "%REV");
    assert_shows(f, " by capex share ━");
    press_click(f, "SYMBOL");
    assert_shows(f, " by symbol ━");
}

static void test_menu_of_orders(void **state)
{
    struct fixture *f = *state;

    press(f, "s");
    assert_shows(f, "by symbol"); /* the menu */
    assert_shows(f, " by change ━");
    press(f, "jj");
    assert_shows(f, " by size ━");
    press(f, "\033");
    assert_shows(f, " user order ━");
    assert_false(shows(f, "by symbol"));
    press(f, "<\n\033"); /* the last order; a symbol and back */
    assert_shows(f, " by ext ━");
    press(f, ">");
    assert_shows(f, " user order ━");
    press(f, "sS");
    assert_shows(f, " by change, reversed ━");
    press(f, "\n");
    assert_shows(f, " by change, reversed ━");
    press(f, "sS\033");
    assert_shows(f, " by change, reversed ━");
    press(f, "sgm"); /* any other key closes it and acts */
    assert_shows(f, "Movers");
}

static void test_columns_scroll(void **state)
{
    struct fixture *f = *state;

    assert_shows(f, "LAST");
    press(f, "ll");
    assert_false(shows(f, "LAST"));
    assert_shows(f, "CHG%");
    press(f, "lllllllllll"); /* something always stays */
    assert_shows(f, "FLAGS");
    press(f, "hhhhhhhhhhhhh");
    assert_shows(f, "LAST");
}

static void test_other_screens_of_the_row(void **state)
{
    struct fixture *f = *state;

    press(f, "n");
    assert_shows(f, "› NVDA ");
    press(f, "\033");
    assert_shows(f, "› Dash "); /* back to where it was, not to a new stack */
    press(f, "jf");
    assert_shows(f, "› AMD ");
    press(f, "\033v");
    assert_shows(f, "› AMD ");
}

static void test_next_list(void **state)
{
    struct fixture *f = *state;

    press(f, "w");
    assert_shows(f, "Watchlist: other  2");
    assert_shows(f, "›XOM");
    press(f, "w");
    assert_shows(f, "Watchlist: mine  4");
}

static void test_panels_stay(void **state)
{
    struct fixture *f = *state;

    press(f, "=jj");
    assert_shows(f, "4 NVDA");
    assert_shows(f, "stays");
    press(f, "=");
    assert_shows(f, "4 MSFT");
}

static int row_of(struct fixture *f, const char *text, enum role role)
{
    (void)shows(f, text);
    for (int y = 0; y < f->canvas.height; y++) {
        const struct cell *cells = &f->canvas.cells[y * f->canvas.width];

        for (int x = 0; x < f->canvas.width; x++)
            if (cells[x].role == role && strncmp(cells[x].text, text, 1) == 0)
                return y;
    }
    return -1;
}

static void test_search_in_a_text(void **state)
{
    struct fixture *f = *state;

    canvas_done(&f->canvas);
    canvas_init(&f->canvas, 80, 16, false);
    press(f, "3\nn");
    assert_shows(f, "nothing is searched for");
    press(f, "/alpha\n");
    assert_true(row_of(f, "o", ROLE_match) > 0); /* one alpha */
    assert_shows(f, "two beta"); /* nothing is hidden */
}

/* Read what is on the screen, then on to the next that is not read. */
static void test_space_goes_on_to_the_unread(void **state)
{
    struct fixture *f = *state;
    struct freeze_info info = {.now_ms = start_ms + 1000, .mode = RUN_LIVE};

    state_mark_read(f->state, "id1", true);
    state_mark_read(f->state, "id2", true);
    snapshot_free(f->now);
    f->now = state_freeze(f->state, &info);
    press(f, "3\n");
    assert_shows(f, "Story of number 0");
    assert_shows(f, "since 10:00"); /* what became of its symbol */
    press(f, " ");
    assert_shows(f, "Story of number 3");
    assert_int_equal(sent(f, COMMAND_READ), 2 + 2);
    press(f, "  ");
    assert_shows(f, "Story of number 4");
    assert_shows(f, "no unread headline below");
}

/* Behind the last panel come the sources; Enter shows the one chosen. */
static void test_status_line_is_reached(void **state)
{
    struct fixture *f = *state;
    struct freeze_info info = {.now_ms = start_ms + 1000, .mode = RUN_LIVE};
    struct updates u = {0};
    struct update *s = updates_add(&u, start_ms, UPDATE_status, "", "slowpoke");

    s->of.status = (struct source_report){.state = SOURCE_failed,
                                          .reason = "timed out"};
    state_apply(f->state, s);
    updates_done(&u);
    snapshot_free(f->now);
    f->now = state_freeze(f->state, &info);
    assert_shows(f, "slowpoke ✗ timed out");
    press(f, "\t\t\t\t"); /* three panels, the mini chart */
    assert_int_equal(f->canvas.cells[38 * 120 + 1].flags & CELL_CURSOR, 0);
    (void)shows(f, "");
    assert_true(f->canvas.cells[38 * 120 + 1].flags & CELL_CURSOR);
    press(f, "j"); /* any other key leaves it */
    (void)shows(f, "");
    assert_false(f->canvas.cells[38 * 120 + 1].flags & CELL_CURSOR);
    press(f, "\t\n"); /* the focus was on the last panel */
    assert_shows(f, "› Feeds ");
    press(f, "gd");
    ui_key(f->ui, (struct key){.code = KEYCODE_CLICK, .x = 3, .y = 38},
           f->now, 5000, &f->out);
    assert_shows(f, "› Feeds ");
}

/* What cannot be done is told, and why. */
static void test_words_why_not(void **state)
{
    struct fixture *f = *state;

    press(f, "gnGO"); /* the last one has no address */
    assert_shows(f, "this headline has no address");
    press(f, "gdgnGo");
    assert_shows(f, "this headline has no address");
    press(f, "gb");
    assert_shows(f, "no headline is selected");
    press(f, "O");
    assert_shows(f, "no headline is selected");
    press(f, "gd:sort nonsense\n");
    assert_shows(f, "error: there are ");
    press(f, "gpe"); /* nothing is held */
    assert_shows(f, "nothing here for 'edit'");
    press(f, "w");
    assert_shows(f, "nothing here for 'next'");
    press(f, "b");
    assert_shows(f, "nothing here for 'by'");
    press(f, "C");
    assert_shows(f, "nothing here for 'currency'");
}

/* A holiday is about no symbol: c does not open that of another list. */
static void test_rows_without_a_symbol(void **state)
{
    static const char keys[] = "cnvf";
    struct fixture *f = *state;

    for (size_t i = 0; keys[i]; i++) {
        const char key[] = {'g', 'c', keys[i], '\0'};

        press(f, key);
        assert_shows(f, "this row has no symbol");
        assert_shows(f, "Dash › Calendar");
    }
}

/* It speaks of what was done last. */
static void test_messages_end_with_what_they_speak_of(void **state)
{
    struct fixture *f = *state;

    press(f, ":nonsense xyzzy\n");
    assert_shows(f, "error: ");
    press(f, "jj"); /* one may read it while moving */
    assert_shows(f, "error: ");
    press(f, ":find nvidia\n");
    assert_false(shows(f, "error: "));
    press(f, ":nonsense xyzzy\n");
    assert_shows(f, "error: ");
    press(f, "gn");
    assert_false(shows(f, "error: "));
}

static void test_export_names_what_it_wants(void **state)
{
    struct fixture *f = *state;

    press(f, " j x");
    assert_shows(f, ":EXPORT watchlist.csv");
    press(f, "\n");
    assert_string_equal(f->out.export.path, "watchlist.csv");
    assert_int_equal(f->out.export.what, UI_EXPORT_QUOTES);
    assert_string_equal(f->out.export.symbols, "NVDA MSFT");
    press(f, "\033:export day.json\n");
    assert_string_equal(f->out.export.symbols, "NVDA AMD MSFT INTC");
    press(f, "gn:export day.json\n");
    assert_int_equal(f->out.export.what, UI_EXPORT_NEWS);
    assert_string_equal(f->out.export.keys, "id0\nid1\nid2\nid3\nid4\n");
    press(f, "j :export day.json\n"); /* the second is marked */
    assert_string_equal(f->out.export.keys, "id1\n");
    press(f, "\033/number 3\n:export day.json\n");
    assert_string_equal(f->out.export.keys, "id3\n");
    press(f, "\033");
    press(f, "ge:export\n");
    assert_string_equal(f->out.export.path, "");
    assert_shows(f, "export what? For example: export day.csv");
}

static void test_muted_headlines(void **state)
{
    static const char text[] = "mute = nobody,  NUMBER 1 ,, other outlet\n";
    struct fixture *f = *state;
    struct config *muted;

    press(f, "gnM");
    assert_shows(f, ":keep mute The Daily Test");
    f->now->mode = RUN_REPLAY; /* which keeps nothing */
    press(f, "\033M");
    assert_shows(f, ":set mute The Daily Test");
    f->now->mode = RUN_LIVE;
    press(f, "\033");
    assert_int_equal(config_load_text(text, strlen(text), &muted), ERR_OK);
    ui_free(f->ui);
    config_free(f->config);
    f->config = muted;
    f->ui = ui_new(muted, "mine");
    press(f, "gn");
    assert_shows(f, "Story of number 0");
    assert_false(shows(f, "Story of number 1"));
    assert_shows(f, "News  4 unread  1 muted");
    press(f, "M");
    assert_shows(f, "other outlet, The Daily Test");
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, fixture_teardown)
    const struct CMUnitTest tests[] = {
        CASE(test_marks_come_and_go),
        CASE(test_escape_takes_one_thing_at_a_time),
        CASE(test_all_read_at_once),
        CASE(test_all_that_can_be_marked),
        CASE(test_delete_marked),
        CASE(test_marks_of_rows_that_are_gone),
        CASE(test_compare_and_copy_marked),
        CASE(test_orders_of_companies),
        CASE(test_menu_of_orders),
        CASE(test_columns_scroll),
        CASE(test_other_screens_of_the_row),
        CASE(test_next_list),
        CASE(test_panels_stay),
        CASE(test_search_in_a_text),
        CASE(test_space_goes_on_to_the_unread),
        CASE(test_status_line_is_reached),
        CASE(test_words_why_not),
        CASE(test_rows_without_a_symbol),
        CASE(test_messages_end_with_what_they_speak_of),
        CASE(test_export_names_what_it_wants),
        CASE(test_muted_headlines),
    };

    return cmocka_run_group_tests_name("ui/rows", tests, NULL, NULL);
}
