/* SPDX-License-Identifier: MIT */
/* Forms: nothing overlaps or leaves its area at any width, all can be reached,
 * the focus is in sight. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../src/ui/form.h"

static struct prompt edit;

static void make(struct form *f)
{
    static const struct form_item items[] = {
        {.kind = FORM_LABEL, .text = "Name", .width = 10, .begins_row = true},
        {.kind = FORM_TEXT, .id = 1, .edit = &edit, .width = 30},
        {.kind = FORM_CHECK, .id = 2, .text = "enabled", .gap = 3},
        {.kind = FORM_LABEL, .text = "Which", .width = 10, .begins_row = true},
        {.kind = FORM_RADIO, .id = 3, .text = "one", .is_set = true},
        {.kind = FORM_RADIO, .id = 4, .text = "another", .gap = 2},
        {.kind = FORM_CHOICE, .id = 5, .text = "<=", .width = 4, .gap = 1},
        {.kind = FORM_TEXT, .id = 6, .edit = &edit, .gap = 1},
        {.kind = FORM_LABEL, .text = "", .begins_row = true},
        {.kind = FORM_BUTTON, .id = 7, .text = "[ Save ]", .gap = 12,
         .begins_row = true},
        {.kind = FORM_BUTTON, .id = 8, .text = "[ Cancel ]", .gap = 3},
    };

    f->count = 0;
    for (size_t i = 0; i < sizeof items / sizeof *items; i++)
        form_add(f, items[i]);
}

static bool overlap(struct rect a, struct rect b)
{
    return a.width > 0 && b.width > 0 && a.y == b.y && a.x < b.x + b.width &&
           b.x < a.x + a.width;
}

static void nothing_overlaps_at_any_width(void **state)
{
    struct rect places[FORM_ITEMS_MAX];
    struct form f;

    (void)state;
    make(&f);
    for (int width = 1; width < 200; width++) {
        int rows = form_place(&f, width, places);

        for (int i = 0; i < f.count; i++) {
            assert_true(places[i].y >= 0 && places[i].y < rows);
            assert_true(places[i].width == 0 ||
                        (places[i].x >= 0 &&
                         places[i].x + places[i].width <= width));
            for (int k = 0; k < i; k++)
                assert_false(overlap(places[i], places[k]));
        }
    }
}

static void the_focus_goes_round(void **state)
{
    struct form_view v = {0, 0};
    struct form f;

    (void)state;
    make(&f);
    assert_int_equal(form_focus(&v, &f), 1);
    for (int id = 2; id <= 8; id++) {
        form_step(&v, &f, 1);
        assert_int_equal(form_focus(&v, &f), id);
    }
    form_step(&v, &f, 1);
    assert_int_equal(form_focus(&v, &f), 1);
    form_step(&v, &f, -1);
    assert_int_equal(form_focus(&v, &f), 8);
    form_row(&v, &f, 80, -1);
    assert_int_equal(form_focus(&v, &f), 4); /* nearest above */
    form_row(&v, &f, 80, -1);
    assert_int_equal(form_focus(&v, &f), 1);
    form_row(&v, &f, 80, -1);
    assert_int_equal(form_focus(&v, &f), 1); /* the first row stays */
    v.focus = 99; /* an item that has gone */
    assert_int_equal(form_focus(&v, &f), 1);
    f.count = 0;
    assert_int_equal(form_focus(&v, &f), 0);
    form_step(&v, &f, 1);
    form_row(&v, &f, 80, 1);
}

static void the_focus_is_in_sight_and_can_be_clicked(void **state)
{
    struct canvas c;
    struct form f;

    (void)state;
    make(&f);
    for (int height = 1; height < 8; height++)
        for (int width = 12; width < 90; width += 7) {
            struct form_view v = {0, 0};
            struct rect area = {2, 1, width, height};

            canvas_init(&c, width + 4, height + 2, false);
            for (int id = 1; id <= 8; id++) {
                struct rect r;

                v.focus = id;
                form_draw(&v, &f, &c, area);
                r = form_area(&v, &f, area, id);
                assert_true(r.y >= 1 && r.y < 1 + height);
                if (r.width > 0)
                    assert_int_equal(form_at(&v, &f, area, r.x, r.y), id);
            }
            assert_int_equal(form_at(&v, &f, area, 0, 0), 0);
            canvas_done(&c);
        }
}

static void too_many_items_are_left_out(void **state)
{
    struct form f = {.count = 0};

    (void)state;
    for (int i = 0; i < 2 * FORM_ITEMS_MAX; i++)
        form_add(&f, (struct form_item){.kind = FORM_BUTTON, .id = i + 1});
    assert_int_equal(f.count, FORM_ITEMS_MAX);
    assert_null(form_find(&f, FORM_ITEMS_MAX + 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_overlaps_at_any_width),
        cmocka_unit_test(the_focus_goes_round),
        cmocka_unit_test(the_focus_is_in_sight_and_can_be_clicked),
        cmocka_unit_test(too_many_items_are_left_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
