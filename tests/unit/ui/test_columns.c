/* SPDX-License-Identifier: MIT */
/* Widths of a table's columns: needs before the less important, then growth. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "../src/ui/columns.h"

static void check(const struct column_size *s, int room, const int *want)
{
    int widths[4];

    columns_fit(s, 4, room, widths);
    for (int i = 0; i < 4; i++)
        assert_int_equal(widths[i], want[i]);
}

static void test_priority_need_and_growth(void **state)
{
    struct column_size s[4] = {
        {.least = 6, .priority = 0, .most = 8, .growth = 1},
        {.least = 5, .priority = 3},
        {.least = 7, .priority = 1},
        {.least = 4, .priority = 2, .most = 9}};

    (void)state;
    check(s, 22, (const int[]){6, 5, 7, 4});
    check(s, 24, (const int[]){6, 5, 7, 6}); /* growth 0 first */
    check(s, 30, (const int[]){8, 5, 7, 9});
    check(s, 17, (const int[]){6, 0, 7, 4});
    check(s, 6, (const int[]){6, 0, 0, 0});
    check(s, 5, (const int[]){0, 0, 0, 0});
    s[2].need = 11; /* its figures push the least important out */
    check(s, 22, (const int[]){6, 0, 11, 5});
    check(s, 14, (const int[]){6, 0, 8, 0}); /* and may not have all */
    s[3].priority = -1;
    check(s, 22, (const int[]){6, 5, 11, 0});
    s[1].keeps_free = 3;
    check(s, 22, (const int[]){8, 0, 11, 0});
}

/* Whatever is asked for: never more than there is, and a column is taken only
 * with its least. */
static void test_never_too_wide(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed < 4000; seed++) {
        struct column_size s[4];
        int widths[4], used = 0, room = (int)(seed % 71);
        unsigned v = seed * 2654435761u;

        for (int i = 0; i < 4; i++, v = v * 1664525u + 1013904223u)
            s[i] = (struct column_size){
                .least = 1 + (int)(v >> 28), .need = (int)(v >> 22 & 31),
                .most = (int)(v >> 17 & 31), .priority = (int)(v >> 14 & 7) - 1,
                .keeps_free = (int)(v >> 12 & 3), .growth = (int)(v >> 11 & 1)};
        columns_fit(s, 4, room, widths);
        for (int i = 0; i < 4; i++) {
            used += widths[i];
            assert_true(widths[i] == 0 || widths[i] >= s[i].least);
        }
        assert_true(used <= room);
    }
}

static void test_which_column(void **state)
{
    const int widths[4] = {6, 0, 3, 2};

    (void)state;
    assert_int_equal(columns_at(widths, 4, 0), 0);
    assert_int_equal(columns_at(widths, 4, 6), 2);
    assert_int_equal(columns_at(widths, 4, 10), 3);
    assert_int_equal(columns_at(widths, 4, 11), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_priority_need_and_growth),
        cmocka_unit_test(test_never_too_wide),
        cmocka_unit_test(test_which_column),
    };

    return cmocka_run_group_tests_name("ui/columns", tests, NULL, NULL);
}
