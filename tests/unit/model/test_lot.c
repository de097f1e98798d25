/* SPDX-License-Identifier: MIT */
/* Lots as lines of text, currencies and their hundredths, the book. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>
#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/model/lot.h"

static struct lot read_lot(const char *line)
{
    struct lot l = {.id = 0};
    struct why why = {""};

    if (lot_parse(line, &l, &why) != ERR_OK)
        fail_msg("%s: %s", line, why.text);
    return l;
}

static void test_purchase(void **state)
{
    struct lot l = read_lot("nvda 390 @ 61.20 usd 2023-05-12 fee 4.95");

    (void)state;
    assert_string_equal(l.symbol, "NVDA");
    assert_string_equal(l.currency, "USD");
    assert_true(l.quantity == 390 && l.price == 61.20 && l.fee == 4.95);
    assert_int_equal(l.date, civil_date(2023, 5, 12));
    l = read_lot("buy VOD.L 1000 72.5 GBp");
    assert_true(l.quantity == 1000 && l.price == 72.5 && l.fee == 0);
    assert_string_equal(l.currency, "GBp");
    assert_int_equal(l.date, NO_DATE);
    l = read_lot("BTC-USD 0.25 @40K in USD on 2024-01-02");
    assert_true(l.quantity == 0.25 && l.price == 40000);
}

static void test_sale_and_cash(void **state)
{
    struct lot l = read_lot("sell NVDA 90 @ 130");

    (void)state;
    assert_true(l.quantity == -90);
    assert_true(read_lot("NVDA -90 @ 130").quantity == -90);
    assert_true(read_lot("NVDA sell 90 @ 130").quantity == -90);
    assert_true(read_lot("NVDA buy 90 @ 130").quantity == 90);
    assert_string_equal(l.currency, "");
    l = read_lot("cash 31900 USD 2025-01-02");
    assert_true(lot_is_cash(&l));
    assert_true(l.quantity == 31900 && l.price == 1);
    assert_true(read_lot("CASH -50.5 eur").quantity == -50.5);
    /* a company of that name is bought like any other */
    l = read_lot("buy CASH 10 @ 75 USD");
    assert_string_equal(l.symbol, "CASH");
}

static void test_wrong_lines(void **state)
{
    static const struct {
        const char *line, *says;
    } wrong[] = {
        {"", "a lot is written"},
        {"NVDA", "a quantity is missing"},
        {"NVDA ten @ 5", "'ten' is not a quantity"},
        {"NVDA 10", "a price is missing"},
        {"NVDA 10 @", "a price is missing"},
        {"NVDA 10 @ x", "'x' is not a price"},
        {"NVDA 0 @ 5", "the quantity is 0"},
        {"NVDA 10 @ -5", "the price is negative"},
        {"NVDA 10 @ 5 fee", "a fee is missing"},
        {"NVDA 10 @ 5 fee -1", "the fee is negative"},
        {"NVDA 10 @ 5 2025-02-30", "'2025-02-30' is not a currency"},
        {"NVDA 10 @ 5 USD EUR", "'EUR' is not a currency"},
        {"N!DA 10 @ 5", "'N!DA' is not a symbol"},
        {"sell NVDA -10 @ 5", "write one of them"},
        {"sell", "the symbol is missing"},
        {"cash 10", "cash lacks a currency"},
        {"cash 0 USD", "the amount is 0"},
        {"cash 10 USD fee 1", "'fee'"},
        {"NVDA 1e300 @ 5", "too large"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct lot l = {.id = 7};
        struct why why = {""};

        assert_int_not_equal(lot_parse(wrong[i].line, &l, &why), ERR_OK);
        if (!strstr(why.text, wrong[i].says))
            fail_msg("'%s': said '%s'", wrong[i].line, why.text);
        assert_int_equal(l.id, 7); /* left alone */
    }
}

static void test_lines_read_back(void **state)
{
    static const char *const lines[] = {
        "NVDA 390 @ 61.2 USD 2023-05-12 fee 4.95", "VOD.L -1000 @ 72.5 GBp",
        "7203.T 0.1 @ 0.3", "cash -50.25 EUR 2025-01-02",
        "buy CASH -2 @ 75", "buy SELL 1 @ 2"};

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct strbuf text = {0};
        struct lot l = read_lot(lines[i]), again;

        lot_write(&l, &text);
        assert_string_equal(strbuf_text(&text), lines[i]);
        again = read_lot(strbuf_text(&text));
        assert_true(lot_equal(&l, &again));
        strbuf_done(&text);
    }
}

static void test_currencies(void **state)
{
    char out[CURRENCY_MAX];

    (void)state;
    assert_true(currency_major("GBp", out) == 100);
    assert_string_equal(out, "GBP");
    assert_true(currency_major("GBX", out) == 100);
    assert_true(currency_major("ZAc", out) == 100);
    assert_string_equal(out, "ZAR");
    assert_true(currency_major("ILA", out) == 100);
    assert_string_equal(out, "ILS");
    assert_true(currency_major("GBP", out) == 1);
    assert_string_equal(out, "GBP");
    assert_true(currency_from_text("eur", 3, out));
    assert_string_equal(out, "EUR");
    assert_true(currency_from_text("GBp", 3, out));
    assert_string_equal(out, "GBp");
    assert_true(currency_from_text("gbp", 3, out)); /* nobody writes pence so */
    assert_string_equal(out, "GBP");
    assert_false(currency_from_text("U5D", 3, out));
    assert_false(currency_from_text("US", 2, out));
    assert_false(currency_from_text("DOLLARSX", 8, out));
    assert_true(currency_is_known("USD") && currency_is_known("GBp"));
    assert_true(currency_is_known("AED") && currency_is_known("ZWL"));
    assert_false(currency_is_known("EURO") || currency_is_known("ZZZ") ||
                 currency_is_known("D A") || currency_is_known(""));
}

static void test_book(void **state)
{
    struct lot lots[] = {read_lot("NVDA 1 @ 2"), read_lot("cash 3 USD")};
    struct portfolio_setup setups[] = {{.name = "main", .currency = "USD"},
                                       {.name = "old", .currency = "EUR"}};
    struct book from = {.portfolio_count = 2, .lot_count = 2,
                        .portfolios = setups, .lots = lots};
    const struct book *b = book_share(&from);

    (void)state;
    lots[0].quantity = 9; /* a copy */
    assert_int_equal(b->lot_count, 2);
    assert_true(b->lots[0].quantity == 1);
    assert_string_equal(b->portfolios[1].name, "old");
    assert_int_equal(book_find(b, "old"), 1);
    assert_int_equal(book_find(b, "none"), 2);
    shared_release(b);
    assert_null(book_share(&(struct book){.portfolio_count = 0}));
}

static void test_cents(void **state)
{
    (void)state;
    assert_true(currency_has_cents("USD"));
    assert_true(currency_has_cents("GBp"));
    assert_true(currency_has_cents(""));
    assert_true(currency_has_cents("Y K"));
    assert_false(currency_has_cents("JPY"));
    assert_false(currency_has_cents("KRW"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_purchase),
        cmocka_unit_test(test_sale_and_cash),
        cmocka_unit_test(test_wrong_lines),
        cmocka_unit_test(test_lines_read_back),
        cmocka_unit_test(test_currencies),
        cmocka_unit_test(test_cents),
        cmocka_unit_test(test_book),
    };

    return cmocka_run_group_tests_name("model/lot", tests, NULL, NULL);
}
