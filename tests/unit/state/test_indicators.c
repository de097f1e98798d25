/* SPDX-License-Identifier: MIT */
/* Tests of the indicators: figures computed by hand, and holes. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tapewatch/state/indicators.h"

enum { BARS = 60 };

#define assert_near(a, b, by) assert_true(fabs((a) - (b)) <= (by))

struct fill {
    double v[INDICATOR_LINES_MAX][BARS];
};

static struct fill fill_of(enum indicator i, const struct indicator_bars *b)
{
    struct fill f = {{{0}}};
    double out[INDICATOR_LINES_MAX * BARS];

    indicator_fill(i, b, out);
    for (int k = 0; k < indicator_row(i)->lines; k++)
        memcpy(f.v[k], out + (size_t)k * b->count, b->count * sizeof(double));
    return f;
}

static struct indicator_bars rising(double v[BARS])
{
    for (int i = 0; i < BARS; i++)
        v[i] = i + 1;
    return (struct indicator_bars){.closes = v, .count = BARS};
}

static void test_means(void **state)
{
    double v[BARS];
    struct indicator_bars b = rising(v);
    struct fill sma = fill_of(INDICATOR_sma20, &b);
    struct fill ema = fill_of(INDICATOR_ema12, &b);

    (void)state;
    assert_true(isnan(sma.v[0][18]));
    assert_near(sma.v[0][19], 10.5, 1e-12);
    assert_near(sma.v[0][59], 50.5, 1e-12);
    assert_true(isnan(ema.v[0][10]));
    assert_near(ema.v[0][11], 6.5, 1e-12);
    /* of a line that rises by 1 the mean lags (n - 1) / 2 behind for ever */
    assert_near(ema.v[0][59], 60 - 5.5, 1e-9);
}

static void test_bands(void **state)
{
    double v[BARS];
    struct indicator_bars b = rising(v);
    struct fill f = fill_of(INDICATOR_bollinger, &b);
    double s = sqrt((20 * 20 - 1) / 12.0); /* of 1 .. 20 */

    (void)state;
    assert_true(isnan(f.v[1][18]));
    assert_near(f.v[0][19], 10.5, 1e-12);
    assert_near(f.v[1][19], 10.5 + 2 * s, 1e-12);
    assert_near(f.v[2][19], 10.5 - 2 * s, 1e-12);
}

static void test_rsi(void **state)
{
    double v[BARS];
    struct indicator_bars b = rising(v);
    struct fill f = fill_of(INDICATOR_rsi, &b);

    (void)state;
    assert_true(isnan(f.v[0][13]));
    assert_near(f.v[0][14], 100, 1e-12);
    for (int i = 0; i < BARS; i++)
        v[i] = 5;
    f = fill_of(INDICATOR_rsi, &b);
    assert_near(f.v[0][20], 50, 1e-12);
    for (int i = 0; i < BARS; i++)
        v[i] = i % 2; /* as many rises as falls in the first 14 */
    f = fill_of(INDICATOR_rsi, &b);
    assert_near(f.v[0][14], 50, 1e-12);
    /* U = (7/14 x 13 + 1) / 14, D = (7/14 x 13) / 14 */
    assert_near(f.v[0][15], 100 * 7.5 / 14, 1e-12);
}

static void test_macd(void **state)
{
    double v[BARS];
    struct indicator_bars b = rising(v);
    struct fill f = fill_of(INDICATOR_macd, &b);

    (void)state;
    assert_true(isnan(f.v[0][24]));
    assert_near(f.v[0][25], 12.5 - 5.5, 1e-9);
    assert_true(isnan(f.v[1][32]));
    assert_near(f.v[1][33], 7, 1e-9);
    assert_near(f.v[2][59], 0, 1e-9);
}

static void test_vwap(void **state)
{
    double v[4] = {10, 20, 30, 40}, volume[4] = {1, 3, NAN, 2};
    double high[4] = {12, 22, 32, 42}, low[4] = {8, 18, 28, 38};
    bool opens[4] = {true, false, false, true};
    struct indicator_bars b = {high, low, v, volume, opens, 4};
    struct fill f = fill_of(INDICATOR_vwap, &b);

    (void)state;
    assert_near(f.v[0][0], 10, 1e-12);
    assert_near(f.v[0][1], 17.5, 1e-12);
    assert_near(f.v[0][2], 17.5, 1e-12); /* no volume: no change */
    assert_near(f.v[0][3], 40, 1e-12);   /* a new session */
    v[2] = NAN;
    f = fill_of(INDICATOR_vwap, &b);
    assert_true(isnan(f.v[0][2])); /* no bar, no value */
    b.opens_session = NULL;
    f = fill_of(INDICATOR_vwap, &b);
    assert_true(isnan(f.v[0][3]));
}

/* Bars without a close are no bars: the others have the values that they have
 * by themselves, the gaps none. */
static void test_holes(void **state)
{
    enum { FROM = 30, TO = 33 };
    double v[BARS], whole[BARS];
    struct indicator_bars b = rising(v), without = rising(whole);

    (void)state;
    for (int i = FROM; i < TO; i++)
        v[i] = NAN;
    for (int i = FROM; i + TO - FROM < BARS; i++)
        whole[i] = v[i + TO - FROM];
    without.count = BARS - (TO - FROM);
    for (int i = 0; i < INDICATOR_COUNT; i++) {
        struct fill f = fill_of((enum indicator)i, &b);
        struct fill g = fill_of((enum indicator)i, &without);

        for (int k = 0; k < indicator_row((enum indicator)i)->lines; k++) {
            assert_true(isnan(f.v[k][FROM]) && isnan(f.v[k][TO - 1]));
            for (int at = TO; at < BARS; at++)
                assert_true(f.v[k][at] == g.v[k][at - (TO - FROM)] ||
                            isnan(g.v[k][at - (TO - FROM)]));
        }
        assert_true(isnan(g.v[0][BARS - 4]) || isfinite(f.v[0][BARS - 1]));
    }
}

static void test_few_bars(void **state)
{
    double v[BARS];
    struct indicator_bars b = rising(v);

    (void)state;
    for (b.count = 0; b.count < 12; b.count++) {
        for (int i = 0; i < INDICATOR_COUNT; i++) {
            struct fill f = fill_of((enum indicator)i, &b);

            for (size_t k = 0; k < b.count && k < 11; k++)
                assert_true(isnan(f.v[0][k]));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_means), cmocka_unit_test(test_bands),
        cmocka_unit_test(test_rsi),   cmocka_unit_test(test_macd),
        cmocka_unit_test(test_vwap),  cmocka_unit_test(test_holes),
        cmocka_unit_test(test_few_bars),
    };

    return cmocka_run_group_tests_name("state/indicators", tests, NULL, NULL);
}
