/* SPDX-License-Identifier: MIT */
/* A price is new in the one frame after it changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "../src/ui/flash.h"

static void test_one_frame(void **state)
{
    struct flash *f = flash_new();

    (void)state;
    flash_frame(f, true);
    assert_false(flash_is_new(f, "NVDA", 118.42)); /* nobody saw another */
    assert_false(flash_is_lit(f));
    flash_frame(f, true);
    assert_true(flash_is_new(f, "NVDA", 118.43));
    assert_true(flash_is_new(f, "NVDA", 118.43)); /* in two panels */
    assert_false(flash_is_new(f, "MSFT", 434.56));
    assert_true(flash_is_lit(f));
    flash_frame(f, true);
    assert_false(flash_is_new(f, "NVDA", 118.43));
    assert_false(flash_is_lit(f));
    flash_free(f);
}

/* Scrolled out of sight and back it is not new, whatever it was. */
static void test_out_of_sight(void **state)
{
    struct flash *f = flash_new();

    (void)state;
    flash_frame(f, true);
    (void)flash_is_new(f, "NVDA", 1);
    flash_frame(f, true);
    flash_frame(f, true);
    assert_false(flash_is_new(f, "NVDA", 2));
    flash_free(f);
}

static void test_off(void **state)
{
    struct flash *f = flash_new();

    (void)state;
    assert_false(flash_is_new(NULL, "NVDA", 1));
    flash_frame(f, true);
    (void)flash_is_new(f, "NVDA", 1);
    flash_frame(f, false);
    assert_false(flash_is_new(f, "NVDA", 2));
    flash_frame(f, true);
    assert_false(flash_is_new(f, "NVDA", 3)); /* 2 was never noted */
    flash_free(f);
}

/* Far more symbols than there is room for: never a wrong one. */
static void test_many(void **state)
{
    struct flash *f = flash_new();
    unsigned lit = 0;

    (void)state;
    for (int frame = 0; frame < 4; frame++) {
        flash_frame(f, true);
        for (int i = 0; i < 5000; i++) {
            char symbol[16];
            bool moved = i % 10 == frame && frame > 0;

            snprintf(symbol, sizeof(symbol), "S%d", i);
            if (flash_is_new(f, symbol, i + (i % 10 <= frame &&
                                             i % 10 > 0))) {
                assert_true(moved);
                lit++;
            }
        }
    }
    assert_true(lit > 0);
    flash_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_frame),
        cmocka_unit_test(test_out_of_sight),
        cmocka_unit_test(test_off),
        cmocka_unit_test(test_many),
    };
    return cmocka_run_group_tests_name("ui/flash", tests, NULL, NULL);
}
