/* SPDX-License-Identifier: MIT */
/* The portfolio screen: keys, what is hidden, what is missing, all sizes. */
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
#include "tapewatch/base/mem.h"

static const char *const symbols[] = {"NVDA", "AMD"};
static const int64_t start_ms = INT64_C(1737990000000); /* 10:00 New York */

static void put_quote(struct fixture *f, const char *symbol,
                      const char *currency, double price, double before)
{
    struct updates u = {0};
    struct update *i =
        updates_add(&u, start_ms, UPDATE_instrument, symbol, "test");
    struct update *q;

    i->of.instrument.type = INSTRUMENT_equity;
    i->of.instrument.shares_asof = NO_DATE;
    name_copy(i->of.instrument.currency, CURRENCY_MAX, currency);
    state_apply(f->state, i);
    q = updates_add(&u, start_ms, UPDATE_quote, symbol, "test");
    QUOTE_SET(&q->of.quote, price, price);
    QUOTE_SET(&q->of.quote, prev_close, before);
    QUOTE_SET(&q->of.quote, as_of, start_ms);
    state_apply(f->state, q);
    updates_done(&u);
}

static void freeze(struct fixture *f)
{
    struct freeze_info info = {.now_ms = start_ms + 1000, .mode = RUN_LIVE};

    snapshot_free(f->now);
    f->now = state_freeze(f->state, &info);
}

static void put_lots(struct fixture *f, const char *const *lines,
                     size_t count)
{
    struct portfolio_setup setups[2] = {{"main", "USD", ""},
                                        {"second", "USD", ""}};
    struct lot lots[6];
    struct book b = {2, count, setups, lots};
    const struct book *shared;

    for (size_t i = 0; i < count; i++) {
        assert_int_equal(lot_parse(lines[i], &lots[i], NULL), ERR_OK);
        lots[i].id = (int64_t)i; /* the first one stands in the config */
        name_copy(lots[i].portfolio, PORTFOLIO_MAX, i < 5 ? "main" : "second");
    }
    shared = book_share(&b);
    state_set_book(f->state, shared);
    shared_release(shared);
}

/* NVDA: two lots, one of the config; AMD one of user.db; NONE has no price. */
static void put_book(struct fixture *f)
{
    static const char *const lines[] = {
        "NVDA 100 @ 60 USD 2024-03-08", "NVDA 50 @ 70 USD 2024-06-20",
        "AMD 10 @ 90 EUR 2024-06-20 fee 1", "NONE 5 @ 1 USD", "cash 1000 USD",
        "AMD 3 @ 5 USD"};

    put_lots(f, lines, 6);
}

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));

    if (!f || config_load_text("", 0, &f->config) != ERR_OK)
        return -1;
    f->state = state_new("", 0);
    state_set_watchlist(f->state, "mine", symbols, 2);
    put_quote(f, "NVDA", "USD", 80, 100); /* falls 150 x 20 = 3,000 */
    put_quote(f, "AMD", "USD", 100, 98);
    put_quote(f, "EURUSD=X", "USD", 1.25, 1.25);
    put_book(f);
    freeze(f);
    f->ui = ui_new(f->config, "mine");
    canvas_init(&f->canvas, 80, 24, false);
    *state = f;
    return 0;
}

static const char *drawn(struct fixture *f)
{
    ui_draw(f->ui, f->now, f->now->now_ms, 5000, &f->canvas);
    strbuf_clear(&f->screen);
    canvas_dump(&f->canvas, &f->screen);
    return strbuf_text(&f->screen);
}

static void press(struct fixture *f, const char *keys)
{
    for (; *keys; keys++)
        ui_key(f->ui, key_typed(*keys), f->now, 5000, &f->out);
}

static void assert_shows(struct fixture *f, const char *text)
{
    if (!strstr(drawn(f), text))
        fail_msg("no '%s' in\n%s", text, strbuf_text(&f->screen));
}

static void assert_shows_not(struct fixture *f, const char *text)
{
    if (strstr(drawn(f), text))
        fail_msg("'%s' is in\n%s", text, strbuf_text(&f->screen));
}

static const struct command *command(struct fixture *f, enum command_kind kind)
{
    for (size_t i = 0; i < f->out.command_count; i++)
        if (f->out.commands[i].kind == kind)
            return &f->out.commands[i];
    fail_msg("no command of kind %d", (int)kind);
    return NULL;
}

static void assert_no_lot_command(struct fixture *f)
{
    for (size_t i = 0; i < f->out.command_count; i++)
        assert_int_equal(f->out.commands[i].kind, COMMAND_FOCUS);
}

/* NVDA 150 x 80 = 12,000, cost 9,500; AMD 10 x 100 = 1,000, cost 901 EUR =
 * 1,126.25; cash 1,000. Day -3,000 + 20, of 15,000 + 980 + 1,000. */
static void test_screen(void **state)
{
    struct fixture *f = *state;

    press(f, "gp");
    assert_shows(f, "~14,000 USD   day ~-2,980 ▼17.55%   3/4 live   "
                    "total ~+2,374 ▲22.34%");
    assert_shows(f, "›NVDA         150   63.33    80.00 ▼20.00%   12,000"
                    "   -3,000   +2,500  +26  85.7");
    assert_shows(f, "AMD           10  112.63   100.00  ▲2.04%    1,000"
                    "      +20     -126  -11   7.1");
    assert_shows(f, "without NONE (no price)");
    assert_shows(f, "Share of day's loss  NVDA 100%");
    assert_shows(f, "Portfolio main");
}

/* A short alone: no percent of a debt, and the price fell while nothing was
 * lost. */
static void test_short(void **state)
{
    static const char *const lines[] = {"NVDA -50 @ 70 USD"};
    struct fixture *f = *state;

    for (int day = 10; day > 0; day--) {
        struct update u = {.t = start_ms, .kind = UPDATE_bar,
                           .symbol = "NVDA", .source = "test"};

        u.of.bar.span = BAR_1d;
        u.of.bar.bar = (struct bar){
            .start = (civil_date(2025, 1, 27) - day) * MS_PER_DAY,
            .close = 100 + day};
        state_apply(f->state, &u);
    }
    put_lots(f, lines, 1);
    freeze(f);
    press(f, "gp");
    assert_shows(f, "no parts: worth 0 or less");
    assert_shows(f, "Nothing lost money today");
    assert_shows(f, "3 months -  max drawdown -");
    canvas_resize(&f->canvas, 200, 60);
    assert_shows(f, "Max drawdown 3M -");
}

static void test_adding(void **state)
{
    struct fixture *f = *state;
    const struct command *c;

    press(f, "gpa");
    assert_shows(f, ":LOT NVDA ");
    press(f, "5 @ 80\n");
    c = command(f, COMMAND_ADD_LOT);
    assert_string_equal(c->text, "NVDA 5 @ 80");
    press(f, ":lot nvda five @ 80\n");
    assert_no_lot_command(f);
    assert_shows(f, "'five' is not a quantity");
    press(f, "u");
    (void)command(f, COMMAND_UNDO);
}

static void test_changing_and_deleting(void **state)
{
    struct fixture *f = *state;
    const struct command *c;

    press(f, "gp/amd\ne");
    assert_shows(f, ":LOT #2 AMD 10 @ 90 EUR 2024-06-20 fee 1");
    press(f, "\n");
    c = command(f, COMMAND_CHANGE_LOT);
    assert_true(c->number == 2);
    assert_string_equal(c->text, " AMD 10 @ 90 EUR 2024-06-20 fee 1");
    press(f, "d");
    c = command(f, COMMAND_DROP_LOT);
    assert_true(c->number == 2);
}

/* NVDA has two lots: which one? That of the config is not ours to change. */
static void test_choosing_a_lot(void **state)
{
    struct fixture *f = *state;

    press(f, "gpe");
    assert_shows(f, "Lots NVDA");
    assert_shows(f, "2024-03-08 100 @ 60.00 USD            100 open");
    assert_shows(f, "+2,000   +33.33");
    press(f, "d");
    assert_no_lot_command(f);
    assert_shows(f, "stands in the config");
    press(f, "jd");
    assert_true(command(f, COMMAND_DROP_LOT)->number == 1);
    press(f, "q");
    assert_shows(f, "Positions 3");
}

static void test_hiding(void **state)
{
    struct fixture *f = *state;

    press(f, "gp$");
    assert_shows(f, "*** USD");
    assert_shows(f, "▼17.55%");
    assert_shows_not(f, "12,000");
    assert_shows_not(f, "14,000");
    press(f, "t");
    assert_shows_not(f, "100 @");
    assert_shows_not(f, "2,000");
    press(f, "q$");
    assert_shows(f, "12,000");
}

/* What is hidden is hidden at any width, in each panel. */
static void test_hidden_everywhere(void **state)
{
    struct fixture *f = *state;

    press(f, "gp");
    canvas_resize(&f->canvas, 200, 60);
    assert_shows(f, "12,000");
    press(f, "$");
    assert_shows_not(f, "12,000");
    assert_shows_not(f, "3,000");
    assert_shows_not(f, "150 ");
}

static void test_other_portfolio_and_currency(void **state)
{
    struct fixture *f = *state;

    press(f, "gpw");
    assert_shows(f, "Portfolio second");
    assert_shows(f, "300.00 USD"); /* 3 x 100, with cents as it is small */
    press(f, "w");
    assert_shows(f, "Portfolio main");
    press(f, ":port second\n");
    assert_shows(f, "Portfolio second");
    press(f, ":port third\n");
    assert_shows(f, "there is no portfolio 'third'");
}

static void test_sorting(void **state)
{
    struct fixture *f = *state;

    press(f, "gpssss");
    assert_shows(f, "sort SYM");
    assert_shows(f, "  WT\n AMD ");
    press(f, ":sort value\n");
    assert_shows(f, "sort VALUE");
    assert_shows(f, "  WT\n›NVDA "); /* the cursor stays on its row */
}

/* NONE has no value; cash has no symbol. */
static void test_unknown_and_cash_stay_last(void **state)
{
    static const char *const rows[] = {"AMD ", "NVDA ", "\n NONE ", "\n CASH USD "};
    struct fixture *f = *state;
    const char *at;

    press(f, "gp:sort value\nS");
    assert_shows(f, "sort VALUE");
    at = strstr(strbuf_text(&f->screen), " SYM ");
    for (size_t i = 0; at && i < sizeof rows / sizeof *rows; i++)
        at = strstr(at, rows[i]);
    if (!at)
        fail_msg("not in this order in\n%s", strbuf_text(&f->screen));
}

static void test_parts_by_currency(void **state)
{
    struct fixture *f = *state;

    press(f, "gpb");
    assert_shows(f, "USD 100%");
    press(f, "b");
    assert_shows(f, "sector not known 93%");
}

static void test_nothing_held(void **state)
{
    struct fixture *f = *state;

    state_set_book(f->state, NULL);
    freeze(f);
    press(f, "gp");
    assert_shows(f, "no portfolio yet: a puts in a lot");
    f->now->mode = RUN_REPLAY;
    press(f, "gdgp");
    assert_shows(f, "a replay does not read your own lots");
    f->now->mode = RUN_LIVE;
    press(f, "dewtC$b\n");
    assert_no_lot_command(f);
    press(f, ":port x\n");
    assert_shows(f, "there is no portfolio 'x'");
    press(f, ":port\n");
    press(f, "a");
    assert_shows(f, ":LOT ");
}

static void test_all_sizes(void **state)
{
    struct fixture *f = *state;

    press(f, "gp");
    for (int width = 1; width < 220; width += 7)
        for (int height = 1; height < 70; height += 3) {
            canvas_resize(&f->canvas, width, height);
            (void)drawn(f);
        }
    press(f, "t");
    for (int width = 1; width < 140; width += 3) {
        canvas_resize(&f->canvas, width, 24);
        (void)drawn(f);
    }
}

/* A position of millions has all its digits; what is less wanted goes. */
static void test_large_figures_are_whole(void **state)
{
    static const char *const lines[] = {
        "NVDA 1234567 @ 142.62 USD 2025-01-24",
        "AMD 0.12345678 @ 100000 USD 2025-01-24"};
    struct fixture *f = *state;
    struct portfolio_setup setup = {"main", "USD", ""};
    struct lot lots[2];
    const struct book *shared;

    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(lot_parse(lines[i], &lots[i], NULL), ERR_OK);
        name_copy(lots[i].portfolio, PORTFOLIO_MAX, "main");
    }
    shared = book_share(&(struct book){1, 2, &setup, lots});
    state_set_book(f->state, shared);
    shared_release(shared);
    freeze(f);
    press(f, "gp");
    assert_shows(f, " 1,234,567 ");
    assert_shows(f, " 98,765,360 ");
    assert_shows(f, " -24,691,340 ");
    assert_shows(f, " 0.12345678 ");
    canvas_resize(&f->canvas, 34, 24); /* columns go, figures stay */
    assert_shows(f, " -24,691,340\n");
}

int main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, fixture_teardown)
    const struct CMUnitTest tests[] = {
        CASE(test_screen),
        CASE(test_short),
        CASE(test_adding),
        CASE(test_changing_and_deleting),
        CASE(test_choosing_a_lot),
        CASE(test_hiding),
        CASE(test_hidden_everywhere),
        CASE(test_other_portfolio_and_currency),
        CASE(test_sorting),
        CASE(test_unknown_and_cash_stay_last),
        CASE(test_parts_by_currency),
        CASE(test_nothing_held),
        CASE(test_large_figures_are_whole),
        CASE(test_all_sizes),
    };

    return cmocka_run_group_tests_name("ui/portfolio", tests, NULL, NULL);
}
