/* SPDX-License-Identifier: MIT */
/* CSV of lots: the usual names, what is wrong and where, out and in again. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>
#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/csv.h"
#include "tapewatch/config/lots_file.h"

static struct lots_file from(const char *text)
{
    struct lots_file f;

    lots_file_read(text, strlen(text), "lots.csv", "main", &f);
    return f;
}

static void test_plain(void **state)
{
    struct lots_file f = from(
        "portfolio,type,symbol,quantity,price,fee,currency,date,note\n"
        "main,buy,nvda,390,61.20,4.95,USD,2023-05-12,\"first, of \"\"many\"\"\"\n"
        "\n"
        "old,sell,VOD.L,1000,72.5,,GBp,,\r\n"
        ",cash,,31900,,,USD,,\n");

    (void)state;
    assert_string_equal(strbuf_text(&f.problems), "");
    assert_int_equal(f.count, 3);
    assert_string_equal(f.lots[0].symbol, "NVDA");
    assert_string_equal(f.lots[0].note, "first, of \"many\"");
    assert_true(f.lots[0].fee == 4.95 && f.lots[0].price == 61.2);
    assert_int_equal(f.lots[0].date, civil_date(2023, 5, 12));
    assert_string_equal(f.lots[1].portfolio, "old");
    assert_true(f.lots[1].quantity == -1000);
    assert_string_equal(f.lots[1].currency, "GBp");
    assert_int_equal(f.lots[1].date, NO_DATE);
    assert_string_equal(f.lots[2].portfolio, "main");
    assert_true(lot_is_cash(&f.lots[2]) && f.lots[2].quantity == 31900);
    lots_file_done(&f);
}

/* Names of columns are shown: nothing in them may act on the terminal. */
static void test_names_are_cleaned(void **state)
{
    struct lots_file f = from("symbol,quantity,price,\x1b]0;x\x07 a,\xff,"
                              "\x1b\x07,last\nNVDA,1,2,3,4,5,6\n");

    (void)state;
    assert_string_equal(strbuf_text(&f.unused), "]0;x a, \xef\xbf\xbd, last");
    assert_int_equal(f.count, 1);
    lots_file_done(&f);
}

/* As a broker writes it: other names, a mark of UTF-8, semicolons, decimal
 * commas, times behind dates, columns of no use. */
static void test_brokers_file(void **state)
{
    struct lots_file f = from("\xef\xbb\xbfTrade_Date;Ticker;Exchange;Qty;Price"
                              ";Commission;Currency\n"
                              "2024-06-20T14:31:00;SAP.DE;XETRA;10,5;180,25;"
                              "1;eur\n"
                              ";CASH;;-50,5;;;EUR\n");

    (void)state;
    assert_string_equal(strbuf_text(&f.problems), "");
    assert_string_equal(strbuf_text(&f.unused), "exchange");
    assert_int_equal(f.count, 2);
    assert_true(f.lots[0].quantity == 10.5 && f.lots[0].price == 180.25);
    assert_true(f.lots[0].fee == 1);
    assert_string_equal(f.lots[0].currency, "EUR");
    assert_int_equal(f.lots[0].date, civil_date(2024, 6, 20));
    assert_true(lot_is_cash(&f.lots[1]) && f.lots[1].quantity == -50.5);
    lots_file_done(&f);
}

static void test_wrong(void **state)
{
    static const struct {
        const char *text, *says;
    } wrong[] = {
        {"", "lots.csv:0: there is nothing in it"},
        {"NVDA,10,5\n", "the first line must name the columns"},
        {"symbol,quantiy,price\n",
         "lots.csv:1: column 2: unknown 'quantiy', did you mean 'quantity'?"},
        {"symbol,price\nA,1\n", "lots.csv:1: there is no column 'quantity'"},
        {"symbol,quantity,price,shares\n",
         "column 4 (shares) is a second quantity"},
        {"symbol,quantity,price\nA,1,2\nB,12x,3\n",
         "lots.csv:3: column 2 (quantity): '12x' is not a number such as"},
        {"symbol,quantity,price\nA,\"1,234\",2\n",
         "'1,234' is not a number; write it without separators"},
        {"symbol,quantity,price\nA!,1,2\n", "column 1 (symbol): 'A!' is not"},
        {"symbol,quantity,price\nA,1\n", "column 3 (price): '' is not a"},
        {"symbol,quantity,price\nA,0,1\n", "lots.csv:2: the quantity is 0"},
        {"symbol,quantity,price,date\nA,1,2,01/27/2025\n",
         "column 4 (date): '01/27/2025' is not a date such as 2025-01-27"},
        {"symbol,quantity,price,currency\nA,1,2,$\n",
         "column 4 (currency): '$' is not a currency"},
        {"type,symbol,quantity,price\nbouy,A,1,2\n",
         "'bouy' is not buy, sell or cash; did you mean 'buy'?"},
        {"type,symbol,quantity,price\nbuy,A,-1,2\n",
         "'-1' is not a quantity that was bought"},
        {"symbol,quantity,price\n,5,\n", "cash lacks a currency"},
        {"symbol,quantity,price\nA,1,2\n\"B,1,2\n",
         "the quote of line 3 is not closed"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct lots_file f = from(wrong[i].text);

        if (f.wrong == 0 ||
            !strstr(strbuf_text(&f.problems), wrong[i].says))
            fail_msg("%s: said '%s'", wrong[i].text,
                     strbuf_text(&f.problems));
        lots_file_done(&f);
    }
}

/* Lines of quoted line ends are counted; control codes never come through. */
static void test_lines_are_counted(void **state)
{
    struct lots_file f = from("symbol,quantity,price,note\n"
                              "A,1,2,\"two\nlines\"\n"
                              "B,x\033[31m,2,\n");

    (void)state;
    assert_string_equal(strbuf_text(&f.problems),
                        "lots.csv:4: column 2 (quantity): 'x[31m' is not a "
                        "number such as 1234.5\n");
    assert_string_equal(f.lots[0].note, "two lines");
    lots_file_done(&f);
}

static void test_out_and_in_again(void **state)
{
    struct lots_file f, again;
    struct strbuf out = {0};
    struct lot lots[5];
    static const char *const lines[] = {
        "NVDA 390 @ 61.2 USD 2023-05-12 fee 4.95",
        "VOD.L -1000.5 @ 72.123456789 GBp", "cash -50.25 EUR 2025-01-02",
        "buy CASH 0.1 @ 0.3", "^SPX 1e9 @ 0"};

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(lot_parse(lines[i], &lots[i], NULL), ERR_OK);
        name_copy(lots[i].portfolio, PORTFOLIO_MAX, i % 2 ? "a;b" : "main");
    }
    name_copy(lots[0].note, LOT_NOTE_MAX, "=cmd|'x', \"quoted\"");
    lots_file_write(lots, 5, &out);
    assert_non_null(strstr(strbuf_text(&out), "\"'=cmd")); /* no formula */
    f = from(strbuf_text(&out));
    assert_string_equal(strbuf_text(&f.problems), "");
    assert_int_equal(f.count, 5);
    for (size_t i = 0; i < 5; i++)
        if (!lot_equal(&f.lots[i], &lots[i]))
            fail_msg("lot %zu is another: %s", i, strbuf_text(&out));
    strbuf_clear(&out);
    lots_file_write(f.lots, f.count, &out);
    again = from(strbuf_text(&out));
    assert_int_equal(again.count, 5);
    lots_file_done(&again);
    lots_file_done(&f);
    strbuf_done(&out);
}

static void test_many_problems(void **state)
{
    struct strbuf text = {0};
    struct lots_file f;

    (void)state;
    strbuf_add(&text, "symbol,quantity,price\n");
    for (int i = 0; i < 150; i++)
        strbuf_add(&text, "A,x,1\n");
    f = from(strbuf_text(&text));
    assert_int_equal(f.wrong, 150);
    assert_non_null(strstr(strbuf_text(&f.problems), "and 50 more\n"));
    lots_file_done(&f);
    strbuf_done(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_brokers_file),
        cmocka_unit_test(test_names_are_cleaned),
        cmocka_unit_test(test_wrong),
        cmocka_unit_test(test_lines_are_counted),
        cmocka_unit_test(test_out_and_in_again),
        cmocka_unit_test(test_many_problems),
    };

    return cmocka_run_group_tests_name("config/lots_file", tests, NULL, NULL);
}
