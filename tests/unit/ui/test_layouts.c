/* SPDX-License-Identifier: MIT */
/* Saved layouts: what is saved comes back, also in the next session. */
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
    struct update *i =
        updates_add(&u, start_ms, UPDATE_instrument, symbol, "test");
    struct update *q;

    i->of.instrument.type = INSTRUMENT_equity;
    i->of.instrument.shares = 1e9;
    i->of.instrument.shares_asof = NO_DATE;
    name_copy(i->of.instrument.currency, CURRENCY_MAX, "USD");
    state_apply(f->state, i);
    q = updates_add(&u, start_ms, UPDATE_quote, symbol, "test");
    QUOTE_SET(&q->of.quote, price, price);
    QUOTE_SET(&q->of.quote, prev_close, 100.0);
    state_apply(f->state, q);
    updates_done(&u);
}

static void open_ui(struct fixture *f)
{
    f->ui = ui_new(f->config, "mine");
    ui_draw(f->ui, f->now, start_ms, 0, &f->canvas);
}

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    struct freeze_info info = {.now_ms = start_ms, .mode = RUN_LIVE};

    if (!f || config_load_text("", 0, &f->config) != ERR_OK)
        return -1;
    f->state = state_new("", 0);
    state_set_watchlist(f->state, "mine", symbols, 4);
    state_set_watchlist(f->state, "AI = & 100%", symbols, 2);
    put_quote(f, "NVDA", 83);
    put_quote(f, "AMD", 95);
    put_quote(f, "MSFT", 101);
    put_quote(f, "INTC", 99);
    f->now = state_freeze(f->state, &info);
    canvas_init(&f->canvas, 120, 40, false);
    open_ui(f);
    *state = f;
    return 0;
}

static void press(struct fixture *f, uint32_t code)
{
    ui_key(f->ui, (struct key){.code = code}, f->now, 0, &f->out);
    ui_draw(f->ui, f->now, start_ms, 0, &f->canvas);
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

static void assert_is_work(struct fixture *f)
{
    assert_true(has(f, "AI = & 100%"));
    assert_true(has(f, "by change"));
    assert_true(has(f, "/a"));
    assert_true(has(f, "[6M]"));
    assert_false(has(f, "MSFT"));
}

/* Another list, its order, a filter, and the range of the small chart. */
static void make_work(struct fixture *f)
{
    type(f, ":w AI\n:sort change\n/a\n]");
    while (!has(f, "[6M]"))
        press(f, ']');
    assert_is_work(f);
    type(f, ":layout save work\n");
}

static void test_saved_and_opened(void **state)
{
    struct fixture *f = *state;

    make_work(f);
    assert_true(has(f, "saved; Alt-1, or layout work, brings it back"));
    f->now->mode = RUN_REPLAY;
    type(f, ":layout save work\n");
    assert_true(has(f, "saved for this session: a replay keeps nothing; Alt-1"));
    f->now->mode = RUN_LIVE;
    type(f, ":w mine\n:sort user\n");
    press(f, KEYCODE_ESCAPE);
    type(f, "[gmz");
    press(f, KEY_ALT | '1');
    assert_is_work(f);
    assert_true(has(f, "› Dash  ")); /* the movers are gone */
    type(f, "-");
    assert_true(has(f, "Movers"));
}

static void test_kept_for_the_next_session(void **state)
{
    struct fixture *f = *state;
    char text[sizeof(f->out.commands[0].text)];

    make_work(f);
    assert_int_equal(f->out.commands[0].kind, COMMAND_KEEP_LAYOUT);
    assert_int_equal(f->out.commands[0].index, 0);
    snprintf(text, sizeof(text), "%s", f->out.commands[0].text);
    assert_non_null(strstr(text, "list=AI%20%3d%20&%20100%25 "));
    ui_free(f->ui);
    open_ui(f);
    ui_add_layout(f->ui, 4, text);
    press(f, KEY_ALT | '1');
    assert_true(has(f, "no layout is saved there"));
    type(f, ":layout\n");
    assert_true(has(f, "layouts:  Alt-5 work"));
    press(f, KEY_ALT | '5');
    assert_is_work(f);
    type(f, ":layout drop work\n");
    assert_int_equal(f->out.commands[0].index, 4);
    assert_string_equal(f->out.commands[0].text, "");
    type(f, ":layout work\n");
    assert_true(has(f, "no layout has that name"));
}

/* Screens over the root, zoom and focus; no popup. */
static void test_stacks(void **state)
{
    struct fixture *f = *state;

    type(f, ":NVDA GP 1Y\nz?:layout save chart\n");
    type(f, "gd:eqs change_pct < 0\n:layout save losers\n:layout chart\n");
    assert_true(has(f, "Dash › NVDA"));
    assert_true(has(f, "[1Y]"));
    assert_false(has(f, "Help"));
    assert_false(has(f, "News NVDA"));
    type(f, ":layout Losers\n");
    assert_true(has(f, "Screener"));
    assert_true(has(f, "INTC"));
    assert_false(has(f, "MSFT"));
    for (int i = 0; i < 9; i++) {
        char line[40];

        snprintf(line, sizeof(line), ":layout save n%d\n", i);
        type(f, line);
    }
    assert_true(has(f, "nine layouts are kept"));
}

static void put_story(struct fixture *f)
{
    struct updates u = {0};
    struct update *h = updates_add(&u, start_ms, UPDATE_headline, "", "rss");

    h->of.headline.id = "id-1=2";
    h->of.headline.title = "A story that is kept";
    h->of.headline.published = h->of.headline.seen = start_ms;
    h->of.headline.symbol_count = 1;
    name_copy(h->of.headline.symbols[0], SYMBOL_MAX, "NVDA");
    state_apply(f->state, h);
    updates_done(&u);
}

static void put_event(struct fixture *f)
{
    struct event e = {
        .key = {.rule = "fallers", .symbol = "NVDA", .session = 20115},
        .opened = {start_ms, 83, -17}, .worst = {start_ms, 83, -17},
        .last = {start_ms, 83, -17}, .severity = 3, .told_count = 1};

    state_restore_event(f->state, &e);
}

/* What stands on them is saved with the screens: an event, a story. */
static void test_events_and_stories(void **state)
{
    static const struct {
        const char *go, *shows;
    } rows[] = {
        {"ge\n", "NVDA -17.0 — rule fallers"}, {"gn\n", "A story that is kept"},
        {"gn", "A story that is kept"}, {"ge", "Events"},
    };
    struct fixture *f = *state;
    struct freeze_info info = {.now_ms = start_ms, .mode = RUN_LIVE};

    put_story(f);
    put_event(f);
    snapshot_free(f->now);
    f->now = state_freeze(f->state, &info);
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        char crumbs[200], text[sizeof(f->out.commands[0].text)];
        struct strbuf out = {0};

        type(f, rows[i].go);
        assert_true(canvas_shows(&f->canvas, rows[i].shows));
        canvas_dump(&f->canvas, &out);
        snprintf(crumbs, sizeof(crumbs), "%.40s", strbuf_text(&out));
        strbuf_done(&out);
        type(f, ":layout save x\n");
        snprintf(text, sizeof(text), "%s", f->out.commands[0].text);
        ui_free(f->ui); /* the next session */
        open_ui(f);
        ui_add_layout(f->ui, 0, text);
        press(f, KEY_ALT | '1');
        assert_true(canvas_shows(&f->canvas, crumbs));
        assert_true(canvas_shows(&f->canvas, rows[i].shows));
        type(f, "gd");
    }
    /* one that is gone by then */
    ui_add_layout(f->ui, 0, "name=x screen=reader headline=nosuch screen=event "
                            "rule=none of=NVDA session=1");
    press(f, KEY_ALT | '1');
    assert_true(canvas_shows(&f->canvas, "no longer known"));
}

static void test_heatmap(void **state)
{
    struct fixture *f = *state;

    type(f, "ghmmw:layout save heat\n");
    assert_true(canvas_shows(&f->canvas, "1M, size value change"));
    type(f, "mmmww");
    assert_true(canvas_shows(&f->canvas, "1D, size value"));
    type(f, ":layout heat\n");
    assert_true(canvas_shows(&f->canvas, "1M, size value change"));
}

/* The first list has no name where none was asked for. */
static void test_no_list_is_the_first(void **state)
{
    struct fixture *f = *state;

    ui_free(f->ui);
    f->ui = ui_new(f->config, NULL);
    type(f, ":layout save first\n:w AI\n");
    assert_false(has(f, "MSFT"));
    type(f, ":layout first\n");
    assert_true(has(f, "MSFT"));
}

/* user.db may hold anything. */
static void test_any_text_is_harmless(void **state)
{
    static const char seed[] =
        "name=x screen=dash list=mine focus=2 tab=1 panel=0 sort=2 reversed=1 "
        "filter=a panel=3 range=6m style=area study=3 log=1 compare=AMD "
        "screen=symbol symbol=NVDA zoom=1 panel=0 range=max style=candle "
        "screen=heatmap panel=0 metric=1M size=value flat=1 sector=x "
        "screen=event rule=r of=NVDA session=20115 headline=h source=s "
        "screen=heatmap panel=0 sort=1 screen=nosuch panel=0 sort=1";
    struct fixture *f = *state;
    uint32_t random = 1;

    for (int round = 0; round < 3000; round++) {
        char text[sizeof(seed)];

        memcpy(text, seed, sizeof(seed));
        for (int i = 0; i < 6; i++) {
            random = random * 1103515245u + 12345u;
            text[(random >> 8) % (sizeof(seed) - 1)] =
                "=% 9-a"[(random >> 4) % 6];
        }
        ui_add_layout(f->ui, 0, text);
        press(f, KEY_ALT | '1');
    }
    ui_add_layout(f->ui, 0, "name=x panel=9 sort=1 screen=help screen=dash "
                            "focus=99 panel=0 sort=999 range=9m");
    press(f, KEY_ALT | '1');
    assert_true(has(f, "user order"));
    ui_add_layout(f->ui, 0, "name=x screen=symbol symbol=NVDA tab=99");
    press(f, KEY_ALT | '1');
    assert_true(has(f, "[1 Overview]"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_saved_and_opened),
        TEST(test_kept_for_the_next_session),
        TEST(test_stacks),
        TEST(test_events_and_stories),
        TEST(test_heatmap),
        TEST(test_no_list_is_the_first),
        TEST(test_any_text_is_harmless),
    };
    return cmocka_run_group_tests_name("ui/layouts", tests, NULL, NULL);
}
