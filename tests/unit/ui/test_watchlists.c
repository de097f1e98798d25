/* SPDX-License-Identifier: MIT */
/* Headings and labels in the watchlist; the screen of all lists. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "tapewatch/state/list_sum.h"

static const char *const first[] = {"NVDA", "AMD", "MU", "WDC"};
static const char *const second[] = {"AMD", "NONE"};
static const struct list_mark marks[] = {{"MU", "Memory", "Micron"},
                                         {"AMD", "", "Advanced Micro"},
                                         {"WDC", "Memory", ""}};
static const int64_t start_ms = INT64_C(1737990000000); /* 10:00 New York */

static void put_quote(struct fixture *f, const char *symbol, double shares,
                      double price)
{
    struct updates u = {0};
    struct update *i =
        updates_add(&u, start_ms, UPDATE_instrument, symbol, "test");
    struct update *q;

    i->of.instrument.type = INSTRUMENT_equity;
    i->of.instrument.shares = shares;
    i->of.instrument.shares_asof = 0;
    name_copy(i->of.instrument.currency, CURRENCY_MAX, "USD");
    state_apply(f->state, i);
    q = updates_add(&u, start_ms, UPDATE_quote, symbol, "test");
    QUOTE_SET(&q->of.quote, price, price);
    QUOTE_SET(&q->of.quote, prev_close, 100);
    QUOTE_SET(&q->of.quote, as_of, start_ms);
    state_apply(f->state, q);
    updates_done(&u);
}

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    struct freeze_info info = {.now_ms = start_ms + 1000, .mode = RUN_LIVE};

    if (!f || config_load_text("", 0, &f->config) != ERR_OK)
        return -1;
    f->state = state_new("", 0);
    state_set_watchlist(f->state, "Chips", first, 4);
    for (size_t i = 0; i < 3; i++)
        state_mark_listed(f->state, "Chips", &marks[i]);
    state_set_watchlist(f->state, "Chip two", second, 2);
    put_quote(f, "NVDA", 1e9, 90);
    put_quote(f, "AMD", 2e9, 104);
    put_quote(f, "MU", 0, 97);
    f->now = state_freeze(f->state, &info);
    f->ui = ui_new(f->config, "Chips");
    canvas_init(&f->canvas, 80, 24, false);
    *state = f;
    return 0;
}

static void press(struct fixture *f, const char *keys)
{
    for (; *keys; keys++)
        ui_key(f->ui, key_typed(*keys), f->now, 5000, &f->out);
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

static void test_headings_and_labels(void **state)
{
    struct fixture *f = *state;

    assert_shows(f, "── Memory ──");
    assert_shows(f, " Micron");
    press(f, "s"); /* in another order a heading would be wrong */
    assert_true(!shows(f, "Memory"));
    assert_shows(f, " Micron");
    press(f, "/micr\n");
    assert_shows(f, "›Micron");
}

static void assert_order(struct fixture *f, const char *const *rows)
{
    const char *at, *next;

    (void)shows(f, "");
    at = strbuf_text(&f->screen);
    for (size_t i = 0; rows[i]; i++, at = next)
        if (!(next = strstr(at, rows[i])))
            fail_msg("no '%s' where it should be in\n%s", rows[i],
                     strbuf_text(&f->screen));
}

/* No price of WDC and no size of MU is known; a group of none has no change. */
static void test_unknown_comes_last_in_each_order(void **state)
{
    struct fixture *f = *state;

    press(f, "s"); /* by change */
    assert_order(f, (const char *const[]){"NVDA ", "Micron", "Advan", "\n WDC",
                                          NULL});
    press(f, "S");
    assert_order(f, (const char *const[]){"Advan", "Micron", "NVDA ", "\n WDC",
                                          NULL});
    press(f, ":sort size\n");
    assert_order(f, (const char *const[]){"Advan", "NVDA ", "\n WDC", NULL});
    press(f, "S");
    assert_order(f, (const char *const[]){"NVDA ", "Advan", "\n WDC", NULL});
}

/* A long name has the room that there is; a small screen has less. */
static void test_long_label(void **state)
{
    struct fixture *f = *state;

    assert_shows(f, " Advanced Micro ");
    canvas_done(&f->canvas);
    canvas_init(&f->canvas, 30, 12, false);
    assert_shows(f, " Advanced…");
}

/* The cursor on a heading is about the symbol below it. */
static void test_cursor_on_a_heading(void **state)
{
    struct fixture *f = *state;

    press(f, "jj");
    assert_shows(f, "›── Memory");
    press(f, "d");
    for (size_t i = 0; i < f->out.command_count; i++)
        assert_int_not_equal(f->out.commands[i].kind, COMMAND_REMOVE_SYMBOL);
    press(f, "\n");
    assert_shows(f, "Dash › MU");
    press(f, "qjd");
    assert_int_equal(f->out.commands[0].kind, COMMAND_REMOVE_SYMBOL);
    assert_string_equal(f->out.commands[0].symbol, "MU");
    assert_int_equal(f->out.commands[0].index, 2);
}

/* Changes -10, +4, -3 and none: mean -3; values -10 x 1e9 + 4 x 2e9. */
static void test_all_lists(void **state)
{
    struct fixture *f = *state;
    struct list_sum sum = list_sum_of(f->now, &f->now->watchlists[0]);

    assert_int_equal(sum.count, 4);
    assert_int_equal(sum.known, 3);
    assert_int_equal(sum.up, 1);
    assert_int_equal(sum.down, 2);
    assert_true(fabs(sum.mean_pct + 3) < 1e-9);
    assert_int_equal(sum.cap_known, 2);
    assert_true(fabs(sum.cap_change_usd + 2e9) < 1);
    assert_string_equal(sum.worst->instrument->symbol, "NVDA");
    assert_string_equal(sum.best->instrument->symbol, "AMD");
    press(f, "gw");
    assert_shows(f, "›Chips           4   ▼3.00%     1▲ 2▼    ~-2.0B    "
                    "NVDA ▼10.00%      AMD ▲4.00%");
    assert_shows(f, "Watchlist: Chips");
    press(f, "j");
    assert_shows(f, "Watchlist: Chip two");
    press(f, "\n");
    assert_shows(f, "Watchlist: Chip two  2");
    assert_true(!shows(f, "Watchlists"));
}

static void test_a_list_of_nothing_known_is_last(void **state)
{
    static const char *const none[] = {"NONE"};
    struct freeze_info info = {.now_ms = start_ms + 1000, .mode = RUN_LIVE};
    struct fixture *f = *state;

    state_set_watchlist(f->state, "Empty", none, 1);
    snapshot_free(f->now);
    f->now = state_freeze(f->state, &info);
    press(f, "gws"); /* by change */
    assert_order(f, (const char *const[]){"Chips  ", "Chip two  ", "\n Empty  ",
                                          NULL});
    press(f, "S");
    assert_order(f, (const char *const[]){"Chip two  ", "Chips  ", "\n Empty  ",
                                          NULL});
}

static void test_making_a_list(void **state)
{
    struct fixture *f = *state;

    press(f, ":list Memory chips: mu wdc\n");
    assert_int_equal(f->out.commands[0].kind, COMMAND_ADD_SYMBOL);
    assert_string_equal(f->out.commands[0].list, "Memory chips");
    assert_string_equal(f->out.commands[0].symbol, "MU");
    assert_string_equal(f->out.commands[0].text, "WDC");
    press(f, ":list mu\n");
    assert_int_equal(f->out.command_count, 0);
    assert_shows(f, "LIST what? For example: LIST Memory: MU WDC");
}

/* "Chip two" begins as a search for "Chip" does, but "Chips" is exact. */
static void test_exact_names_win(void **state)
{
    struct fixture *f = *state;

    press(f, ":w Chip two\n");
    assert_shows(f, "Watchlist: Chip two");
    press(f, ":w chips\n");
    assert_shows(f, "Watchlist: Chips");
}

static void test_all_sizes(void **state)
{
    struct fixture *f = *state;

    press(f, "gw");
    for (int width = 1; width < 220; width += 7)
        for (int height = 1; height < 70; height += 3) {
            canvas_resize(&f->canvas, width, height);
            (void)shows(f, "");
        }
}

/* Beside whole names the best of a list may go, its sum does not. */
static void test_long_names_are_whole(void **state)
{
    static const char *const some[] = {"NVDA", "AMD"};
    struct freeze_info info = {.now_ms = start_ms + 2000, .mode = RUN_LIVE};
    struct fixture *f = *state;

    state_set_watchlist(f->state, "All that we sold in May", some, 2);
    snapshot_free(f->now);
    f->now = state_freeze(f->state, &info);
    press(f, "gw");
    assert_true(shows(f, " All that we sold in May "));
    assert_true(shows(f, "CAP USD"));
    canvas_resize(&f->canvas, 95, 24);
    assert_true(shows(f, " All that we sold in May "));
    assert_true(shows(f, "BEST"));
    canvas_resize(&f->canvas, 52, 24);
    assert_true(shows(f, " All that we so…"));
    assert_true(shows(f, "CAP USD"));
    assert_false(shows(f, "WORST"));
}

int main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, fixture_teardown)
    const struct CMUnitTest tests[] = {
        CASE(test_headings_and_labels), CASE(test_long_label),
        CASE(test_unknown_comes_last_in_each_order),
        CASE(test_cursor_on_a_heading),
        CASE(test_all_lists), CASE(test_a_list_of_nothing_known_is_last),
        CASE(test_long_names_are_whole), CASE(test_making_a_list),
        CASE(test_exact_names_win),
        CASE(test_all_sizes),
    };

    return cmocka_run_group_tests_name("ui/watchlists", tests, NULL, NULL);
}
