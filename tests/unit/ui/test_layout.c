/* SPDX-License-Identifier: MIT */
/* Layouts at every size: inside, apart, and large enough or left out. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "../src/ui/screens.h"

static int overlaps(struct rect a, struct rect b)
{
    return a.width && b.width && a.x < b.x + b.width && b.x < a.x + a.width &&
           a.y < b.y + b.height && b.y < a.y + a.height;
}

static void check_inside(struct rect r, struct rect area)
{
    assert_true(r.x >= area.x && r.y >= area.y);
    assert_true(r.x + r.width <= area.x + area.width);
    assert_true(r.y + r.height <= area.y + area.height);
}

static void check_one(const struct screen *s, const struct layout *l,
                      struct rect area, int focus)
{
    struct layout_min mins[LAYOUT_PANELS] = {{0, 0}};
    struct layout_result out;

    for (int i = 0; i < s->panel_count; i++)
        mins[i] = (struct layout_min){s->panels[i]->min_width,
                                      s->panels[i]->min_height};
    layout_place(l, mins, area, focus, &out);
    for (int i = 0; i < LAYOUT_PANELS; i++) {
        struct rect r = out.panels[i];

        if (!r.width) {
            assert_int_equal(r.height, 0);
            continue;
        }
        check_inside(r, area);
        assert_true(r.width >= mins[i].width && r.height >= mins[i].height);
        for (int j = 0; j < i; j++)
            assert_false(overlaps(r, out.panels[j]));
        for (int j = 0; j < out.rule_count; j++)
            assert_false(overlaps(r, out.rules[j]));
    }
    for (int j = 0; j < out.rule_count; j++)
        check_inside(out.rules[j], area);
}

static void check_layout(const struct screen *s, const struct layout *l)
{
    for (int w = 1; w <= 300; w++)
        for (int h = 1; h <= 100; h++)
            check_one(s, l, (struct rect){3, 2, w, h},
                      (w + h) % (s->panel_count + 1) - 1);
}

static int panels_of(const struct layout *l, bool has[LAYOUT_PANELS + 1])
{
    int n = 0;

    for (int b = 0; b < LAYOUT_BANDS; b++)
        for (int c = 0; c < LAYOUT_COLUMNS; c++)
            for (int k = 0; k < LAYOUT_SLOTS; k++) {
                const struct layout_column *col = &l->bands[b].columns[c];

                if (col->weight && col->slots[k].panel) {
                    has[col->slots[k].panel] = true;
                    n++;
                }
            }
    return n;
}

/* In one column nothing stands beside anything, and nothing is lost. */
static void check_stacked(const struct screen *s, const struct layout *l)
{
    bool before[LAYOUT_PANELS + 1] = {false};
    bool after[LAYOUT_PANELS + 1] = {false};
    struct layout one;

    layout_stack(l, &one);
    assert_int_equal(panels_of(l, before), panels_of(&one, after));
    assert_memory_equal(before, after, sizeof(before));
    for (int b = 0; b < LAYOUT_BANDS; b++)
        for (int c = 1; c < LAYOUT_COLUMNS; c++)
            assert_int_equal(one.bands[b].columns[c].weight, 0);
    check_layout(s, &one);
}

static void check_layouts(const struct screen *s,
                          const struct layout *const layouts[SIZE_COUNT])
{
    for (int size = SIZE_COMPACT; size < SIZE_COUNT; size++)
        if (layouts[size])
            check_layout(s, layouts[size]);
    if (layouts[SIZE_COMPACT])
        check_stacked(s, layouts[SIZE_COMPACT]);
}

static void test_all_sizes(void **state)
{
    (void)state;
    for (size_t k = 0; k < screen_count(); k++) {
        const struct screen *s = screen_at(k);

        check_layouts(s, s->layouts);
        for (int i = 0; i < s->tab_count; i++)
            check_layouts(s, s->tabs[i].layouts);
    }
}

static void test_class(void **state)
{
    (void)state;
    assert_int_equal(layout_class(1, 1), SIZE_TINY);
    assert_int_equal(layout_class(59, 60), SIZE_TINY);
    assert_int_equal(layout_class(200, 15), SIZE_TINY);
    assert_int_equal(layout_class(80, 24), SIZE_COMPACT);
    assert_int_equal(layout_class(100, 24), SIZE_NORMAL);
    assert_int_equal(layout_class(159, 40), SIZE_NORMAL);
    assert_int_equal(layout_class(160, 40), SIZE_WIDE);
}

/* Everything is used: at a comfortable size no line of the body is lost. */
static void test_fills_the_area(void **state)
{
    (void)state;
    for (size_t k = 0; k < screen_count(); k++) {
        const struct screen *s = screen_at(k);
        struct layout_min mins[LAYOUT_PANELS] = {{0, 0}};
        struct layout_result out;
        int cells = 0;

        for (int i = 0; i < s->panel_count; i++)
            mins[i] = (struct layout_min){s->panels[i]->min_width,
                                          s->panels[i]->min_height};
        layout_place(s->layouts[SIZE_NORMAL], mins,
                     (struct rect){0, 1, 120, 37}, 0, &out);
        for (int i = 0; i < LAYOUT_PANELS; i++)
            cells += out.panels[i].width * out.panels[i].height;
        for (int j = 0; j < out.rule_count; j++)
            cells += out.rules[j].width * out.rules[j].height;
        assert_int_equal(cells, 120 * 37);
    }
}

/* In a stack the focused panel gets the rows that are to be had. */
static void test_accordion(void **state)
{
    const struct layout l = {
        .is_accordion = true,
        .bands = {{.rows = 6, .weight = 1, .columns = {{1, {{1, 1}}}}},
                  {.rows = 5, .weight = 1, .columns = {{1, {{2, 1}}}}}},
    };
    const struct layout_min mins[LAYOUT_PANELS] = {{1, 2}, {1, 2}};
    struct layout_result out;

    (void)state;
    layout_place(&l, mins, (struct rect){0, 0, 80, 16}, 0, &out);
    assert_int_equal(out.panels[0].height, 11);
    layout_place(&l, mins, (struct rect){0, 0, 80, 16}, 1, &out);
    assert_int_equal(out.panels[0].height, 6);
    assert_int_equal(out.panels[1].height, 10);
    layout_place(&l, mins, (struct rect){0, 0, 80, 3}, 1, &out);
    assert_int_equal(out.panels[0].width, 0);
    assert_int_equal(out.panels[1].height, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_sizes),
        cmocka_unit_test(test_class),
        cmocka_unit_test(test_fills_the_area),
        cmocka_unit_test(test_accordion),
    };
    return cmocka_run_group_tests_name("ui/layout", tests, NULL, NULL);
}
