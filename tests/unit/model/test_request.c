/* SPDX-License-Identifier: MIT */
/* Headers and secrets of requests, and what the form of a symbol says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tapewatch/model/instrument.h"
#include "tapewatch/model/request.h"

static void test_header_fits_or_is_left_out(void **unused)
{
    struct request r = {0};
    char big[HEADER_MAX];

    (void)unused;
    memset(big, 'x', sizeof big - 1);
    big[sizeof big - 1] = '\0';
    assert_true(request_header(&r, "Referer", "https://example.com/"));
    assert_string_equal(r.headers[0], "Referer: https://example.com/");
    assert_false(request_header(&r, "X", big));
    assert_string_equal(r.headers[1], "");
    assert_false(request_header(&r, "X", "a\r\nHost: evil"));
    assert_true(request_header(&r, "A", "1"));
    assert_true(request_header(&r, "B", "2"));
    assert_true(request_header(&r, "C", "3"));
    assert_false(request_header(&r, "D", "4"));
}

static void test_secret_is_never_shown(void **unused)
{
    struct request r = {0};
    char plain[] = "https://a.example/q?symbol=A&apikey=s3cr/t.x&n=s3cr";
    char coded[] = "?crumb=s3cr%2Ft.x failed, s3cr%2ft%2Ex too";

    (void)unused;
    assert_true(request_secret(&r, "s3cr/t.x"));
    assert_true(r.carries_key);
    request_redact(&r, plain);
    assert_string_equal(plain,
                        "https://a.example/q?symbol=A&apikey=********&n=s3cr");
    request_redact(&r, coded);
    assert_string_equal(coded, "?crumb=********** failed, ************ too");
}

static void test_secret_that_does_not_fit_is_refused(void **unused)
{
    struct request r = {0};
    char big[SECRET_MAX + 1];

    (void)unused;
    memset(big, 'k', SECRET_MAX);
    big[SECRET_MAX] = '\0';
    assert_false(request_secret(&r, big));
    assert_false(request_secret(&r, ""));
    assert_true(request_secret(&r, "one"));
    assert_true(request_secret(&r, "two"));
    assert_false(request_secret(&r, "three"));
}

static void test_symbols_say_what_they_are(void **unused)
{
    static const struct {
        const char *symbol;
        enum instrument_type type;
    } rows[] = {
        {"^GSPC", INSTRUMENT_index},    {"EURUSD=X", INSTRUMENT_fx},
        {"CL=F", INSTRUMENT_future},    {"BTC-USD", INSTRUMENT_crypto},
        {"ETH-EUR", INSTRUMENT_crypto}, {"BRK-B", INSTRUMENT_unknown},
        {"NVDA", INSTRUMENT_unknown},   {"=X", INSTRUMENT_unknown},
        {"-USD", INSTRUMENT_unknown},   {"7203.T", INSTRUMENT_unknown},
    };

    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(instrument_type_of_symbol(rows[i].symbol),
                         rows[i].type);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_header_fits_or_is_left_out),
        cmocka_unit_test(test_secret_is_never_shown),
        cmocka_unit_test(test_secret_that_does_not_fit_is_refused),
        cmocka_unit_test(test_symbols_say_what_they_are),
    };

    return cmocka_run_group_tests_name("request", tests, NULL, NULL);
}
