/* SPDX-License-Identifier: MIT */
/* Tests of base/format: numbers for people, and reading them. */
#include "tapewatch/base/format.h"

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_price(void **state)
{
    static const struct {
        double v;
        int decimals;
        const char *text;
    } rows[] = {
        {118.42, -1, "118.42"},     {6012.28, -1, "6,012.28"},
        {0.0512, -1, "0.0512"},     {1, -1, "1.00"},
        {0.99996, -1, "1.0000"},    {0, -1, "0.0000"},
        {-0.0, 2, "0.00"},          {-0.001, 2, "0.00"},
        {-1234567.891, 2, "-1,234,567.89"},
        {39894, 0, "39,894"},       {999, 0, "999"},
        {1000, 0, "1,000"},         {999.999, 2, "1,000.00"},
        {0.125, 2, "0.13"},         {-0.125, 2, "-0.13"},
        {1.005, 2, "1.00"}, /* is a little less than that */
        {1e12, 2, "1,000,000,000,000.00"},
        {1e300, 2, "1e+300"},       {NAN, 2, "n/a"},
        {INFINITY, 2, "n/a"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[FORMAT_MAX];
        format_price(out, rows[i].v, rows[i].decimals);
        assert_string_equal(out, rows[i].text);
    }
}

static void check_percent(double v, bool sign, const char *text)
{
    char out[FORMAT_MAX];
    format_percent(out, v, sign);
    assert_string_equal(out, text);
}

static void test_percent(void **state)
{
    (void)state;
    check_percent(-16.97, true, "-16.97");
    check_percent(3.18, true, "+3.18");
    check_percent(3.18, false, "3.18");
    check_percent(-0.0, false, "0.00");
    check_percent(-0.004, true, "+0.00");
    check_percent(12345.678, true, "+12345.68");
    check_percent(1e20, true, "1e+20");
    check_percent(NAN, true, "n/a");
}

static void test_money(void **state)
{
    static const struct {
        double v;
        const char *text, *change;
    } rows[] = {
        {2.9e12, "2.900T", "+2.9T"},      {947e9, "947.0B", "+947.0B"},
        {38.1e9, "38.10B", "+38.1B"},     {612e6, "612.0M", "+612.0M"},
        {5200, "5.2K", "+5.2K"},          {812, "812", "+812.0"},
        {812.5, "812.50", "+812.5"},      {0, "0", "+0.0"},
        {-0.0, "0", "+0.0"},              {-0.001, "0", "+0.0"},
        {-592.7e9, "-592.7B", "-592.7B"}, {5.9e9, "5.900B", "+5.9B"},
        {999.96e9, "1.000T", "+1.0T"},    {9.9996e9, "10.00B", "+10.0B"},
        {99.996e6, "100.0M", "+100.0M"},  {999999, "1.000M", "+1.0M"},
        {-999999, "-1.000M", "-1.0M"},    {999.999, "1.0K", "+1.0K"},
        {1.2345e16, "12345T", "+12345.0T"},
        {-1.5e-300, "0", "+0.0"},         {INFINITY, "n/a", "n/a"},
        {-1e30, "-1e+30", "-1e+30"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[FORMAT_MAX];
        format_money(out, rows[i].v);
        assert_string_equal(out, rows[i].text);
        format_money_change(out, rows[i].v);
        assert_string_equal(out, rows[i].change);
    }
}

static void test_count(void **state)
{
    char out[FORMAT_MAX];
    (void)state;
    format_count(out, 818.83e6);
    assert_string_equal(out, "818.8M");
    format_count(out, 24.49e9);
    assert_string_equal(out, "24.49B");
    format_count(out, 37);
    assert_string_equal(out, "37");
}

/* Whatever the number, the buffer holds it and its sign is right. */
static void test_every_size(void **state)
{
    void (*const forms[])(char *, double) = {format_money, format_count,
                                             format_money_change};
    (void)state;
    for (int e = -320; e <= 308; e++) {
        double v = -1.2345 * pow(10, e);
        char out[FORMAT_MAX];
        for (size_t i = 0; i < 3; i++) {
            forms[i](out, v);
            assert_true(strlen(out) < FORMAT_MAX - 1);
            assert_true(out[0] == '-' || e < 0);
            assert_null(strstr(out, "-0.0B"));
        }
        for (int d = -3; d < 20; d++) {
            format_price(out, v, d);
            assert_true(strlen(out) < FORMAT_MAX - 1);
        }
        format_percent(out, v, true);
        assert_true(strlen(out) < FORMAT_MAX - 1);
    }
}

static void check_age(int64_t ms, const char *age, const char *span)
{
    char out[FORMAT_MAX];
    format_age(out, ms);
    assert_string_equal(out, age);
    format_span(out, ms);
    assert_string_equal(out, span);
}

static void test_age_and_span(void **state)
{
    (void)state;
    check_age(-5000, "0s", "now");
    check_age(0, "0s", "now");
    check_age(2999, "2s", "in 2s");
    check_age(59999, "59s", "in 59s");
    check_age(60000, "1m", "in 1m");
    check_age(4 * 60000 + 7000, "4m", "in 4m 7s");
    check_age(3599999, "59m", "in 59m 59s");
    check_age(3600000, "1h", "in 1h");
    check_age(INT64_C(62) * 3600000, "2d", "in 2d 14h");
    check_age(INT64_C(48) * 3600000 + 60000, "2d", "in 2d");
    check_age(INT64_MIN, "0s", "now");
    check_age(INT64_MAX, "106751991167d", "in 106751991167d 7h");
}

static void test_round(void **state)
{
    (void)state;
    assert_true(format_round(0.125, 2) == 0.13);
    assert_true(format_round(-0.125, 2) == -0.13);
    assert_true(format_round(2.5, 0) == 3);
    assert_true(format_round(1.115, 2) == 1.11); /* exactly 1.1149999... */
    assert_true(format_round(-16.968, 2) == -16.97);
    assert_false(signbit(format_round(-0.0, 2)));
    assert_false(signbit(format_round(-0.004, 2)));
    assert_true(format_round(1e300, 2) == 1e300);
    assert_true(format_round(DBL_MIN, 10) == 0);
    assert_true(isnan(format_round(NAN, 2)));
}

static void test_parse_number(void **state)
{
    static const struct {
        const char *text;
        double v;
    } good[] = {{"50B", 50e9},     {"-1.5M", -1.5e6}, {"0.5", 0.5},
                {".5", 0.5},       {"5.", 5},         {"+7", 7},
                {"2e9", 2e9},      {"1E-2K", 10},     {"3T", 3e12},
                {"-0", 0},         {"1K", 1000}};
    static const char *const bad[] = {
        "",    "-",   ".",    "K",    "10%", "5k",   "5KB", "1,000", "0x10",
        "nan", "inf", "1e",   "1e999", " 5", "5 ",   "--5", "5..",   "1.2.3",
    };
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        double v = 99;
        assert_true(format_parse_number(good[i].text, strlen(good[i].text), &v));
        assert_true(v == good[i].v);
        assert_false(signbit(v) && v == 0);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        double v = 99;
        assert_false(format_parse_number(bad[i], strlen(bad[i]), &v));
        assert_true(v == 99);
    }
    double v;
    assert_true(format_parse_number("12 and more", 2, &v));
    assert_true(v == 12);
}

static void test_parse_duration(void **state)
{
    static const char *const bad[] = {"", "5", "s", "-5s", "5M", "5 s", "1.5h",
                                      "5ss", "99999999999d"};
    int64_t ms = 7;
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(format_parse_duration(bad[i], strlen(bad[i]), &ms));
    assert_int_equal(ms, 7);
    assert_true(format_parse_duration("15s", 3, &ms));
    assert_int_equal(ms, 15000);
    assert_true(format_parse_duration("5m", 2, &ms));
    assert_int_equal(ms, 300000);
    assert_true(format_parse_duration("2h", 2, &ms));
    assert_int_equal(ms, 7200000);
    assert_true(format_parse_duration("3d", 2, &ms));
    assert_int_equal(ms, 3 * 86400000);
    assert_true(format_parse_duration("1w", 2, &ms));
    assert_int_equal(ms, 604800000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_price),
        cmocka_unit_test(test_percent),
        cmocka_unit_test(test_money),
        cmocka_unit_test(test_count),
        cmocka_unit_test(test_every_size),
        cmocka_unit_test(test_age_and_span),
        cmocka_unit_test(test_round),
        cmocka_unit_test(test_parse_number),
        cmocka_unit_test(test_parse_duration),
    };
    return cmocka_run_group_tests_name("base/format", tests, NULL, NULL);
}
