/* SPDX-License-Identifier: MIT */
/* [portfolio NAME]: lots, cash, what is wrong in them, printing. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>
#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/config/config.h"

static struct config *from_text(const char *text)
{
    struct config *c = NULL;

    assert_int_equal(config_load_text(text, strlen(text), &c), ERR_OK);
    return c;
}

static void test_lots(void **state)
{
    struct config *c = from_text("[portfolio main]\n"
                                 "currency = eur\n"
                                 "benchmark = ^gspc\n"
                                 "lot = NVDA 390 @ 61.20 USD 2023-05-12\n"
                                 "lot = sell NVDA 90 @ 130 USD fee 4.95\n"
                                 "cash = 31900 USD\n"
                                 "[portfolio old]\n"
                                 "lot = VOD.L 1000 @ 72.5 GBp\n");
    const struct lot *lots;
    size_t n = 0;

    (void)state;
    assert_int_equal(config_problem_count(c), 0);
    assert_int_equal(config_portfolio_count(c), 2);
    assert_string_equal(config_portfolio(c, 0)->name, "main");
    assert_string_equal(config_portfolio(c, 0)->currency, "EUR");
    assert_string_equal(config_portfolio(c, 0)->benchmark, "^GSPC");
    assert_string_equal(config_portfolio(c, 1)->currency, "");
    lots = config_lots(c, &n);
    assert_int_equal(n, 4);
    assert_true(lots[0].quantity == 390 && lots[0].price == 61.2);
    assert_int_equal(lots[0].date, civil_date(2023, 5, 12));
    assert_int_equal(lots[0].id, 0);
    assert_true(lots[1].quantity == -90 && lots[1].fee == 4.95);
    assert_true(lot_is_cash(&lots[2]) && lots[2].quantity == 31900);
    assert_string_equal(lots[3].portfolio, "old");
    assert_string_equal(lots[3].currency, "GBp");
    config_free(c);
}

static void assert_problem(const char *text, const char *says)
{
    struct config *c = from_text(text);

    assert_int_equal(config_problem_count(c), 1);
    if (!strstr(config_problem(c, 0), says))
        fail_msg("said: %s", config_problem(c, 0));
    config_free(c);
}

static void test_wrong(void **state)
{
    (void)state;
    assert_problem("[portfolio main]\nlot = NVDA ten @ 5\n",
                   "config:2:12: 'ten' is not a quantity");
    assert_problem("[portfolio main]\nlots = NVDA 10 @ 5\n",
                   "unknown key 'lots', did you mean 'lot'?");
    assert_problem("[portfolo main]\nlot = NVDA 10 @ 5\n",
                   "did you mean 'portfolio'?");
    assert_problem("[portfolio main]\ncurrency = U$D\n",
                   "'U$D' is not a currency");
    assert_problem("[portfolio main]\nbenchmark = S&P 500\n",
                   "'S&P 500' is not a symbol");
    assert_problem("[portfolio main]\ncash = 5\n", "cash lacks a currency");
}

static void test_printed_reads_back(void **state)
{
    static const char text[] = "[portfolio main]\ncurrency = EUR\n"
                               "lot = NVDA -3 @ 61.2 USD 2023-05-12 fee 4.95\n"
                               "cash = -50 GBp\n";
    struct config *c = from_text(text), *again;
    struct strbuf out = {0};
    const struct lot *a, *b;
    size_t n = 0, m = 0;

    (void)state;
    config_print(c, &out);
    again = from_text(strbuf_text(&out));
    assert_int_equal(config_problem_count(again), 0);
    a = config_lots(c, &n);
    b = config_lots(again, &m);
    assert_int_equal(n, 2);
    assert_int_equal(m, 2);
    assert_true(lot_equal(&a[0], &b[0]) && lot_equal(&a[1], &b[1]));
    assert_string_equal(config_portfolio(again, 0)->currency, "EUR");
    strbuf_done(&out);
    config_free(again);
    config_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lots),
        cmocka_unit_test(test_wrong),
        cmocka_unit_test(test_printed_reads_back),
    };

    return cmocka_run_group_tests_name("config/portfolios", tests, NULL,
                                       NULL);
}
