/* SPDX-License-Identifier: MIT */
/* Watchlists from CSV and from plain words, and out again. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>
#include <string.h>

#include "tapewatch/config/list_file.h"

static struct list_file from(const char *text)
{
    struct list_file f;

    list_file_read(text, strlen(text), "my.txt", "mine", &f);
    return f;
}

/* "list/section/SYMBOL=label" for each. */
static void assert_items(const char *text, const char *expected)
{
    struct list_file f = from(text);
    struct strbuf out = {0};

    for (size_t i = 0; i < f.count; i++)
        strbuf_format(&out, "%s%s/%s/%s%s%s", i ? " " : "", f.items[i].list,
                      f.items[i].mark.section, f.items[i].mark.symbol,
                      f.items[i].mark.label[0] ? "=" : "",
                      f.items[i].mark.label);
    assert_string_equal(strbuf_text(&f.problems), "");
    assert_string_equal(strbuf_text(&out), expected);
    strbuf_done(&out);
    list_file_done(&f);
}

static void test_csv(void **state)
{
    (void)state;
    assert_items("list,section,symbol,label\n"
                 "asia,Japan,7203.T,Toyota\nasia,,nvda,\n,,AMD,\n"
                 "asia,Other,NVDA,twice\n",
                 "asia/Japan/7203.T=Toyota asia//NVDA mine//AMD");
    assert_items("Ticker;Alias\r\nMU;Micron\r\n", "mine//MU=Micron");
    assert_items("symbol\nA\nB\n", "mine//A mine//B");
    assert_items("sym,name\nNVDA,x\n", "mine//NVDA");
    assert_items("list,symbol\n\x07,A\n", "mine//A");
}

static void test_names_are_cleaned(void **state)
{
    struct list_file f = from("symbol,\x1b[2J,\xff\nA,b,c\n");

    (void)state;
    assert_string_equal(strbuf_text(&f.unused), "[2J, \xef\xbf\xbd");
    list_file_done(&f);
}

static void test_plain(void **state)
{
    (void)state;
    assert_items("$NVDA, $brk.b\n$TSLA = Tesla\n",
                 "mine//NVDA mine//BRK.B mine//TSLA=Tesla");
    assert_items("symbol\n$NVDA\n", "mine//NVDA");
    assert_items("# my list\nNVDA amd, tsm;MU\n\n[Memory chips]\n"
                 "005930.KS = Samsung\nWDC\nEURUSD=X\n",
                 "mine//NVDA mine//AMD mine//TSM mine//MU "
                 "mine/Memory chips/005930.KS=Samsung mine/Memory chips/WDC "
                 "mine/Memory chips/EURUSD=X");
}

/* Its cells would be taken for symbols. */
static void test_a_table_without_symbols(void **state)
{
    struct list_file f = from("name,price\nNVDA,x\n");

    (void)state;
    assert_string_equal(strbuf_text(&f.problems),
                        "my.txt:1: its headings name no column 'symbol'\n");
    assert_int_equal(f.count, 0);
    list_file_done(&f);
}

/* As other programs write them. */
static void test_exchanges(void **state)
{
    (void)state;
    assert_items("NASDAQ:NVDA,NYSE:TSM,###Far away,TSE:7203,LSE:VOD,hkex:0700",
                 "mine//NVDA mine//TSM mine/Far away/7203.T "
                 "mine/Far away/VOD.L mine/Far away/0700.HK");
    assert_items("FRED:DGS10", "mine//FRED:DGS10"); /* that is its name */
}

static void test_wrong(void **state)
{
    static const struct {
        const char *text, *says;
    } wrong[] = {
        {"", "my.txt: there is no symbol in it"},
        {"# nothing\n", "there is no symbol in it"},
        {"NVDA\nA!B\n", "my.txt:2:1: 'A!B' is not a symbol"},
        {"symbol,lable\nA,x\n",
         "my.txt:1: column 2: unknown 'lable', did you mean 'label'?"},
        {"symbol,label\nA,x\n!!,y\n",
         "my.txt:3: column 1 (symbol): '!!' is not a symbol"},
        {"symbol,label\nA,a label that is too long\n",
         "my.txt:2: label 'a label that is too long' is longer than 15"},
        {"A =   a label that is too long\n",
         "my.txt:1:7: label 'a label that is too long' is longer than 15 letters"},
        {"\xef\xbb\xbf AMD,\t\xc3\xa4  A!B\n", "my.txt:1:7: '\xc3\xa4'"},
        {"\xef\xbb\xbf AMD,\t\xc3\xa4  A!B\n", "my.txt:1:10: 'A!B'"},
        {"NVDA\n###A heading of a list that is far longer than any,AMD\n",
         "my.txt:2:4: section"},
        {"!! = x\n", "my.txt:1:1: '!!' is not a symbol"},
        {"symbol\n\"A\n", "the quote of line 2 is not closed"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct list_file f = from(wrong[i].text);

        if (f.wrong == 0 || !strstr(strbuf_text(&f.problems), wrong[i].says))
            fail_msg("%s: said '%s'", wrong[i].text,
                     strbuf_text(&f.problems));
        list_file_done(&f);
    }
}

static void test_out_and_in_again(void **state)
{
    struct list_file f = from("list,section,symbol,label\n"
                              "\"a, b\",Se;ction,^GSPC,=S&P\nx,,A,\n"),
                     again;
    struct strbuf out = {0};

    (void)state;
    list_file_write_header(&out);
    for (size_t i = 0; i < f.count; i++)
        list_file_write(&f.items[i], &out);
    assert_string_equal(strbuf_text(&out),
                        "list,section,symbol,label\n"
                        "\"a, b\",\"Se;ction\",^GSPC,\"'=S&P\"\nx,,A,\n");
    again = from(strbuf_text(&out));
    assert_int_equal(again.count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(again.items[i].list, f.items[i].list);
        assert_memory_equal(&again.items[i].mark, &f.items[i].mark,
                            sizeof(struct list_mark));
    }
    list_file_done(&again);
    list_file_done(&f);
    strbuf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_csv),
        cmocka_unit_test(test_names_are_cleaned),
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_a_table_without_symbols),
        cmocka_unit_test(test_exchanges),
        cmocka_unit_test(test_wrong),
        cmocka_unit_test(test_out_and_in_again),
    };

    return cmocka_run_group_tests_name("config/list_file", tests, NULL, NULL);
}
