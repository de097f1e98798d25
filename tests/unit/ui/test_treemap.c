/* SPDX-License-Identifier: MIT */
/* Treemaps of all sizes: every cell belongs to one tile, none lies outside,
 * and areas are what the weights say, within the rounding of their edges. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../src/ui/treemap.h"

enum { TILES = 60, WIDTH = 300, HEIGHT = 100 };

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * UINT32_C(1664525) + UINT32_C(1013904223);
    return *seed >> 8;
}

static int heavier(const void *a, const void *b)
{
    double x = ((const struct tile *)a)->weight;
    double y = ((const struct tile *)b)->weight;

    return x < y ? 1 : x > y ? -1 : 0;
}

static void check_cover(struct rect area, const struct tile *t, size_t n)
{
    static unsigned char seen[WIDTH * HEIGHT];
    int filled = 0;

    memset(seen, 0, sizeof seen);
    for (size_t i = 0; i < n; i++) {
        const struct rect *r = &t[i].at;

        assert_true(r->width >= 0 && r->height >= 0);
        assert_true(r->x >= area.x && r->y >= area.y);
        assert_true(r->x + r->width <= area.x + area.width);
        assert_true(r->y + r->height <= area.y + area.height);
        for (int y = r->y; y < r->y + r->height; y++)
            for (int x = r->x; x < r->x + r->width; x++) {
                assert_int_equal(seen[(y - area.y) * WIDTH + x - area.x]++, 0);
                filled++;
            }
    }
    assert_int_equal(filled, area.width * area.height);
}

/* An edge is at most half a cell off, so each side at most one cell. */
static void check_areas(struct rect area, const struct tile *t, size_t n)
{
    double total = 0;

    for (size_t i = 0; i < n; i++)
        total += t[i].weight;
    for (size_t i = 0; i < n; i++) {
        double exact = t[i].weight / total * area.width * area.height;
        double w = t[i].at.width, h = t[i].at.height;

        assert_true(exact < (w + 1) * (h + 1) + 1e-6);
        if (w >= 1 && h >= 1)
            assert_true(exact > (w - 1) * (h - 1) - 1e-6);
    }
}

static void test_all_sizes(void **state)
{
    uint32_t seed = 11;
    struct tile t[TILES];

    (void)state;
    for (int w = 1; w <= WIDTH; w++)
        for (int h = 1 + w % 3; h <= HEIGHT; h += 3) {
            size_t n = 1 + next_random(&seed) % TILES;
            struct rect area = {(int)(next_random(&seed) % 5),
                                (int)(next_random(&seed) % 5), w, h};

            for (size_t i = 0; i < n; i++)
                t[i].weight = 1 + (double)(next_random(&seed) %
                                           (i % 3 ? 100 : 100000));
            qsort(t, n, sizeof *t, heavier);
            treemap_place(area, t, n);
            check_cover(area, t, n);
            check_areas(area, t, n);
        }
}

/* The example of the paper: 6 6 4 3 2 2 1 in a room of 6 by 4. */
static void test_the_known_example(void **state)
{
    static const double weights[] = {6, 6, 4, 3, 2, 2, 1};
    static const struct rect want[] = {
        {0, 0, 30, 10}, {0, 10, 30, 10}, {30, 0, 17, 12}, {47, 0, 13, 12}};
    struct tile t[7];

    (void)state;
    for (size_t i = 0; i < 7; i++)
        t[i].weight = weights[i];
    treemap_place((struct rect){0, 0, 60, 20}, t, 7);
    for (size_t i = 0; i < 4; i++)
        assert_memory_equal(&t[i].at, &want[i], sizeof want[i]);
    check_cover((struct rect){0, 0, 60, 20}, t, 7);
}

static void test_what_has_no_weight_has_no_room(void **state)
{
    struct tile t[4] = {{.weight = 5}, {.weight = 0}, {.weight = -3},
                        {.weight = INFINITY}};
    struct rect area = {3, 4, 20, 10};

    (void)state;
    treemap_place(area, t, 4);
    assert_memory_equal(&t[0].at, &area, sizeof area);
    for (size_t i = 1; i < 4; i++)
        assert_true(t[i].at.width == 0 && t[i].at.height == 0);
    treemap_place((struct rect){0, 0, 0, 10}, t, 4);
    assert_true(t[0].at.width == 0);
    treemap_place(area, t, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_sizes),
        cmocka_unit_test(test_the_known_example),
        cmocka_unit_test(test_what_has_no_weight_has_no_room),
    };

    return cmocka_run_group_tests_name("ui/treemap", tests, NULL, NULL);
}
