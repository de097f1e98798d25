/* SPDX-License-Identifier: MIT */
/* The tabs of the symbol screen: keys, clicks, functions, going on to the next
 * symbol; and what their row shows at every width. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "../../../src/ui/stack.h"
#include "../../../src/ui/tab_row.h"
#include "tapewatch/base/civil.h"

#define NOW INT64_C(1738238400000) /* 2025-01-30T12:00:00Z */

static void put_quote(struct state *s, const char *symbol, double price)
{
    struct update u = {.t = NOW - 1000, .kind = UPDATE_quote};

    name_copy(u.symbol, sizeof(u.symbol), symbol);
    name_copy(u.source, sizeof(u.source), "test");
    QUOTE_SET(&u.of.quote, price, price);
    QUOTE_SET(&u.of.quote, prev_close, 100.0);
    state_apply(s, &u);
}

static void put_headline(struct state *s, const char *id, const char *title,
                         const char *first, const char *second)
{
    struct update u = {.t = NOW - 1000, .kind = UPDATE_headline};

    name_copy(u.source, sizeof(u.source), "rss");
    u.of.headline.id = id;
    u.of.headline.title = title;
    u.of.headline.publisher = "SEC";
    u.of.headline.summary = "The summary of the story.";
    u.of.headline.published = u.of.headline.seen = NOW - 60000;
    u.of.headline.symbol_count = second ? 2 : 1;
    name_copy(u.of.headline.symbols[0], SYMBOL_MAX, first);
    if (second)
        name_copy(u.of.headline.symbols[1], SYMBOL_MAX, second);
    state_apply(s, &u);
}

static void put_fact(struct state *s, int quarter, double value, bool is_known)
{
    int year = 2023 + quarter / 4, month = quarter % 4 * 3 + 1;
    struct update u = {.t = NOW - 1000, .kind = UPDATE_fact};

    name_copy(u.symbol, sizeof(u.symbol), "NVDA");
    name_copy(u.source, sizeof(u.source), "sec-facts");
    u.of.fact = (struct fact){
        .concept = "revenue",
        .start = civil_date(year, month, 1),
        .end = month == 10 ? civil_date(year, 12, 31)
                           : civil_date(year, month + 3, 1) - 1,
        .filed = is_known ? civil_date(2025, 1, 29) : NO_DATE,
        .value = value, .unit = "USD",
        .form = is_known ? "10-Q" : NULL,
        .accn = is_known ? "0001045810-25-000008" : NULL};
    state_apply(s, &u);
}

static void put_year(struct state *s, double value)
{
    struct update u = {.t = NOW - 1000, .kind = UPDATE_fact};

    name_copy(u.symbol, sizeof(u.symbol), "NVDA");
    name_copy(u.source, sizeof(u.source), "sec-facts");
    u.of.fact = (struct fact){.concept = "revenue",
                              .start = civil_date(2024, 1, 1),
                              .end = civil_date(2024, 12, 31),
                              .filed = civil_date(2025, 1, 29),
                              .value = value, .unit = "USD", .form = "10-K"};
    state_apply(s, &u);
}

static int setup(void **state)
{
    static const char *const symbols[] = {"NVDA", "AMD", "MSFT"};
    struct fixture *f = calloc(1, sizeof(*f));
    struct freeze_info info = {.now_ms = NOW};

    if (!f || config_load_text("", 0, &f->config) != ERR_OK)
        return -1;
    f->state = state_new("", 0);
    state_set_watchlist(f->state, "mine", symbols, 3);
    put_quote(f->state, "NVDA", 83);
    put_quote(f->state, "AMD", 95);
    put_quote(f->state, "MSFT", 101);
    put_headline(f->state, "one", "A story of two", "INTC", "NVDA");
    put_headline(f->state, "0001045810-25-000009", "8-K: a report", "NVDA",
                 NULL);
    for (int i = 0; i < 8; i++)
        put_fact(f->state, i, 1e8 + i * 1e7, i == 7);
    put_year(f->state, 625e6); /* not the sum: it is shown as filed */
    f->now = state_freeze(f->state, &info);
    f->ui = ui_new(f->config, "mine");
    canvas_init(&f->canvas, 120, 40, false);
    ui_draw(f->ui, f->now, NOW, 0, &f->canvas);
    *state = f;
    return 0;
}

static void press(struct fixture *f, struct key k)
{
    ui_key(f->ui, k, f->now, 0, &f->out);
    ui_draw(f->ui, f->now, NOW, 0, &f->canvas);
}

static void type(struct fixture *f, const char *keys)
{
    for (; *keys; keys++)
        press(f, key_typed(*keys));
}

static bool shows(struct fixture *f, const char *text)
{
    return canvas_shows(&f->canvas, text);
}

static void test_digits_choose(void **state)
{
    struct fixture *f = *state;

    type(f, "\n");
    assert_true(shows(f, "[1 Overview]  2 News 2  3 Events"));
    type(f, "2");
    assert_true(shows(f, "[2 News 2]"));
    assert_true(shows(f, "The summary of the story.")); /* the reader */
    type(f, "4");
    assert_true(shows(f, "[4 Fundamentals]"));
    assert_true(shows(f, "0001045810-25-000008"));
    type(f, "6");
    assert_true(shows(f, "[6 Filings]"));
    type(f, "9"); /* there is none: nothing happens */
    assert_true(shows(f, "[6 Filings]"));
    type(f, "1");
    assert_true(shows(f, "[1 Overview]"));
}

/* J and K keep the tab; the news of another symbol do not change whose screen
 * it is. */
static void test_next_keeps_the_tab(void **state)
{
    struct fixture *f = *state;

    type(f, "\n2jk");
    assert_string_equal(stack_top(f->ui)->subject.symbol, "NVDA");
    type(f, "J");
    assert_string_equal(stack_top(f->ui)->subject.symbol, "AMD");
    assert_int_equal(stack_top(f->ui)->tab, 1);
    assert_true(shows(f, "[2 News]"));
    type(f, "K");
    assert_string_equal(stack_top(f->ui)->subject.symbol, "NVDA");
    assert_int_equal(stack_top(f->ui)->tab, 1);
}

static void test_tab_moves_within(void **state)
{
    struct fixture *f = *state;
    struct screen_state *s;

    type(f, "\n2");
    s = stack_top(f->ui);
    assert_int_equal(stack_focus(f->ui, s), s->screen->tabs[1].lead);
    type(f, "\t");
    assert_int_not_equal(stack_focus(f->ui, s), s->screen->tabs[1].lead);
    assert_int_equal(s->tab, 1);
    /* The sources of the status line come last. */
    for (int i = 0; i < 4 && stack_focus(f->ui, s) != s->screen->tabs[1].lead;
         i++)
        type(f, "\t");
    assert_int_equal(stack_focus(f->ui, s), s->screen->tabs[1].lead);
    assert_int_equal(s->tab, 1);
}

static void test_a_click_chooses(void **state)
{
    struct fixture *f = *state;
    const struct hits *hits = &f->ui->hits;
    int found = 0;

    type(f, "\n");
    for (int i = 0; i < hits->count; i++)
        if (hits->at[i].kind == HIT_TAB && hits->at[i].n == 5) {
            struct rect r = hits->at[i].area;

            found++;
            press(f, (struct key){.code = KEYCODE_CLICK, .x = r.x, .y = r.y});
            break;
        }
    assert_int_equal(found, 1);
    assert_true(shows(f, "[6 Filings]"));
}

static void test_functions_open_tabs(void **state)
{
    static const struct {
        const char *line, *shown;
    } lines[] = {
        {":nvda cn\n", "[2 News 2]"},
        {":nvda evt\n", "[3 Events"},
        {":nvda fa year\n", "[years]"},
        {":nvda rv\n", "[5 Peers]"},
        {":nvda fil\n", "[6 Filings]"},
        {":nvda gp 6m\n", "[6M]"},
        {":nvda hp 1y\n", "NVDA prices"},
    };

    for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
        type(*state, lines[i].line);
        assert_true(shows(*state, lines[i].shown));
    }
}

/* n, v and f lead to a row's headlines, events and figures, and on the chart
 * to those of its own symbol. */
static void test_letters_open_tabs(void **state)
{
    struct fixture *f = *state;

    type(f, "n");
    assert_true(shows(f, "[2 News 2]"));
    type(f, "qf");
    assert_true(shows(f, "[4 Fundamentals]"));
    type(f, "1v");
    assert_true(shows(f, "[3 Events"));
    type(f, "1f");
    assert_true(shows(f, "[4 Fundamentals]"));
    assert_int_equal(f->ui->depth, 2);
}

/* Companies side by side by year too. */
static void test_comparison_by_year(void **state)
{
    struct fixture *f = *state;

    type(f, "V");
    assert_true(shows(f, "newest quarter"));
    assert_true(shows(f, "170.0M"));
    type(f, "P");
    assert_true(shows(f, "newest year"));
    assert_true(shows(f, "625.0M"));
    assert_true(shows(f, "620.0M")); /* the four quarters stay */
    type(f, "P");
    assert_true(shows(f, "170.0M"));
}

static void test_next_price_table(void **state)
{
    struct fixture *f = *state;

    type(f, ":nvda hp\n");
    assert_true(shows(f, "NVDA prices"));
    type(f, "J");
    assert_true(shows(f, "AMD prices"));
}

/* P goes round; what a period lacks is said. */
static void test_periods(void **state)
{
    struct fixture *f = *state;

    type(f, "\n4");
    assert_true(shows(f, "[quarters] USD"));
    assert_true(shows(f, "170.0M"));
    type(f, "P");
    assert_true(shows(f, "[years]"));
    assert_true(shows(f, "625.0M"));
    type(f, "P");
    assert_true(shows(f, "[twelve months]"));
    assert_true(shows(f, "620.0M")); /* 140 + 150 + 160 + 170 */
    type(f, "P");
    assert_true(shows(f, "[quarters]"));
    assert_true(shows(f, "10-Q filed 2025-01-29, 0001045810-25-000008"));
    type(f, "j");
    assert_true(shows(f, "form not known, date of filing not known"));
    assert_true(shows(f, "capex: "));
}

static void test_filings(void **state)
{
    struct fixture *f = *state;

    type(f, "\n6");
    assert_true(shows(f, "0001045810-25-000009"));
    assert_true(shows(f, "8-K: a report"));
    assert_true(shows(f, "0001045810-25-000008"));
    assert_true(shows(f, "1 figures read from it"));
    assert_true(shows(f, "not known"));
    type(f, "\n"); /* the newest is the report that was told of */
    assert_true(shows(f, "The summary of the story."));
}

/* At any width: nothing outside, the chosen one is there if any tab is. */
static void test_row_at_all_widths(void **state)
{
    struct fixture *f = *state;

    for (int width = 1; width < 260; width++) {
        struct hits hits = {.count = 0};
        struct frame frame;
        struct strbuf out = {0};
        struct canvas c;

        type(f, "");
        frame = stack_frame(f->ui, &f->ui->stack[0], 0, f->now, NOW);
        canvas_init(&c, width + 4, 3, width % 2);
        tab_row_draw(&c, (struct rect){2, 1, width, 1},
                     &(struct tab_row){screen_find("symbol"), 3, &frame,
                                       "5m bars  1D [5D] 1M 3M"},
                     &hits);
        canvas_dump(&c, &out);
        for (int i = 0; i < hits.count; i++)
            assert_in_range(hits.at[i].area.x, 2, 1 + width);
        for (int y = 0; y < 3; y++)
            for (int x = 0; x < width + 4; x++)
                if (y != 1 || x < 2 || x >= width + 2)
                    assert_int_equal(c.cells[y * c.width + x].text[0], 0);
        if (width >= 24)
            assert_non_null(strstr(strbuf_text(&out), "[4"));
        if (width >= 110)
            assert_non_null(strstr(strbuf_text(&out), "[5D]"));
        strbuf_done(&out);
        canvas_done(&c);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, fixture_teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_digits_choose),       TEST(test_next_keeps_the_tab),
        TEST(test_tab_moves_within),    TEST(test_a_click_chooses),
        TEST(test_functions_open_tabs), TEST(test_periods),
        TEST(test_letters_open_tabs),
        TEST(test_comparison_by_year),
        TEST(test_next_price_table),
        TEST(test_filings),             TEST(test_row_at_all_widths),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
