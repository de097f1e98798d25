/* SPDX-License-Identifier: MIT */
/* The foremost few are those that a sort of all would put first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tapewatch/base/foremost.h"

struct thing {
    int weight, serial;
};

static bool is_heavier(const void *a, const void *b)
{
    const struct thing *x = a, *y = b;

    return x->weight > y->weight;
}

static int heavier_first(const void *a, const void *b)
{
    const struct thing *x = a, *y = b;

    return x->weight != y->weight ? y->weight - x->weight
                                  : x->serial - y->serial;
}

static void as_a_sort_of_all(void **state)
{
    enum { ALL = 200 };
    unsigned seed = 7;

    (void)state;
    for (size_t most = 0; most <= ALL + 5; most += 5) {
        struct thing all[ALL], few[ALL + 6];
        struct foremost f = {.items = few, .size = sizeof few[0],
                             .most = most, .is_before = is_heavier};

        few[most].serial = -1;
        for (int i = 0; i < ALL; i++) {
            seed = seed * 1103515245 + 12345;
            all[i] = (struct thing){(int)(seed >> 16) % 40, i};
            foremost_put(&f, &all[i]);
        }
        qsort(all, ALL, sizeof all[0], heavier_first);
        assert_int_equal(f.count, most < ALL ? most : ALL);
        for (size_t i = 0; i < f.count; i++)
            assert_int_equal(few[i].serial, all[i].serial);
        assert_int_equal(few[most].serial, -1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_a_sort_of_all),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
