/* SPDX-License-Identifier: MIT */
/* Figures that come as text, and symbols in a source's own spelling. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../../../src/feeds/wire.h"

static void test_numbers_as_pages_write_them(void **unused)
{
    static const struct {
        const char *text;
        double value;
    } good[] = {
        {"$1,234.50", 1234.5}, {"-0.53%", -0.53},   {"($0.13)", -0.13},
        {"+5", 5},             {" 32,764,520.479694 ", 32764520.479694},
        {"1e3", 1000},
    };
    static const char *const bad[] = {"", "N/A", "--", "$", "1.2.3", "12abc",
                                      "NaN", "Infinity", "1e999"};
    double v = 7;

    (void)unused;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(wire_number(good[i].text, &v));
        assert_true(v == good[i].value);
    }
    v = 7;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(wire_number(bad[i], &v));
    assert_true(v == 7);
}

static bool spell(const char *symbol, enum instrument_type type,
                  char out[SYMBOL_MAX])
{
    if (type == INSTRUMENT_fx)
        return false;
    name_copy(out, SYMBOL_MAX,
              strcmp(symbol, "^GSPC") == 0 ? ".SPX" : symbol);
    return true;
}

static void test_symbol_comes_back_as_ours(void **unused)
{
    const struct provider p = {.spell = spell};
    const struct request r = {.symbol_count = 2,
                              .symbols = {"EURUSD=X", "^GSPC"}};
    const struct reply asked = {.request = &r}, file = {.request = NULL};
    char out[SYMBOL_MAX];

    (void)unused;
    assert_true(wire_symbol(&asked, &p, ".spx", out));
    assert_string_equal(out, "^GSPC");
    assert_true(wire_symbol(&asked, &p, "nvda", out));
    assert_string_equal(out, "NVDA");
    assert_true(wire_symbol(&file, &p, ".SPX", out));
    assert_string_equal(out, ".SPX");
    assert_false(wire_symbol(&file, &p, "two words", out));
}

static void test_text_in_a_url(void **unused)
{
    struct strbuf url = {0};

    (void)unused;
    wire_url_text(&url, "a b&c/\xc3\xa9-1");
    assert_string_equal(strbuf_text(&url), "a%20b%26c%2F%C3%A9-1");
    strbuf_done(&url);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_as_pages_write_them),
        cmocka_unit_test(test_symbol_comes_back_as_ours),
        cmocka_unit_test(test_text_in_a_url),
    };

    return cmocka_run_group_tests_name("wire", tests, NULL, NULL);
}
