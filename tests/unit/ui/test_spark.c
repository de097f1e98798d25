/* SPDX-License-Identifier: MIT */
/* Tests of the small widgets: sparklines, bars, glyphs. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../../src/ui/widgets.h"
#include "tapewatch/base/utf8.h"

static void check_line(const struct canvas *c, int y, const char *expected)
{
    struct strbuf line = {0};
    for (int x = 0; x < c->width; x++) {
        const char *text = c->cells[y * c->width + x].text;
        strbuf_add(&line, text[0] ? text : " ");
    }
    assert_string_equal(strbuf_text(&line), expected);
    strbuf_done(&line);
}

static void check_spark(bool is_ascii, int width, const double *v, size_t n,
                        const char *expected)
{
    struct canvas c;
    canvas_init(&c, width, 1, is_ascii);
    spark_draw(&c, 0, 0, width, ROLE_up, v, n);
    check_line(&c, 0, expected);
    canvas_done(&c);
}

static void test_spark(void **state)
{
    const double rise[] = {0, 1, 2, 3, 4, 5, 6, 7};
    const double flat[] = {5, 5, 5};
    const double holes[] = {1, NAN, 8, INFINITY, 1};
    const double wide[] = {-1e308, 1e308};
    (void)state;
    check_spark(false, 8, rise, 8, "▁▂▃▄▅▆▇█");
    check_spark(true, 8, rise, 8, "_.-==+*#");
    check_spark(false, 10, rise, 8, "  ▁▂▃▄▅▆▇█");
    check_spark(false, 3, rise, 8, "▆▇█"); /* the end of it */
    check_spark(false, 3, flat, 3, "▄▄▄");
    check_spark(true, 3, flat, 3, "===");
    check_spark(false, 2, flat, 1, " ▄");
    check_spark(false, 5, holes, 5, "▁ █ ▁");
    check_spark(false, 2, wide, 2, "▁█");
    check_spark(false, 3, NULL, 0, "   ");
    check_spark(false, 0, rise, 8, "");
}

static void check_bar(bool is_ascii, double v, double most,
                      const char *expected)
{
    struct canvas c;
    canvas_init(&c, 4, 1, is_ascii);
    hbar_draw(&c, 0, 0, 4, ROLE_bar1, v, most);
    check_line(&c, 0, expected);
    canvas_done(&c);
}

static void test_bar(void **state)
{
    (void)state;
    check_bar(false, 4, 4, "████");
    check_bar(false, 9, 4, "████");
    check_bar(false, 2, 4, "██  ");
    check_bar(false, 2.5, 4, "██▌ ");
    check_bar(false, 0.875, 4, "▉   ");
    check_bar(false, 1e-9, 4, "▏   ");
    check_bar(true, 2.5, 4, "### ");
    check_bar(true, 1e-9, 4, "#   ");
    check_bar(false, 0, 4, "    ");
    check_bar(false, -1, 4, "    ");
    check_bar(false, 1, 0, "    ");
    check_bar(false, NAN, 4, "    ");
    check_bar(false, 1, NAN, "    ");
}

/* Whatever the place and size, only the asked-for cells change. */
static void test_inside(void **state)
{
    const double v[] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3};
    (void)state;
    for (int width = -2; width < 16; width++) {
        for (int x = -4; x < 12; x++) {
            struct canvas c;
            canvas_init(&c, 12, 3, false);
            spark_draw(&c, x, 1, width, ROLE_up, v, 10);
            hbar_draw(&c, x, 1, width, ROLE_up, 7, 10);
            for (int i = 0; i < 36; i++)
                if (c.cells[i].text[0]) {
                    assert_int_equal(i / 12, 1);
                    assert_in_range(i % 12 - x + 100, 100, 99 + width);
                }
            canvas_done(&c);
        }
    }
}

static void test_glyphs(void **state)
{
    struct canvas c = {.is_ascii = true};
    const struct glyphs *g = glyphs_of(&c);
    const char *const all[] = {
        g->up, g->down, g->flat, g->rule, g->rule_focus, g->vertical,
        g->selected, g->selected_mark, g->ellipsis, g->bullet, g->bookmark, g->state_ok,
        g->state_slow, g->state_failed, g->state_off, g->times, g->delta, g->crumb};
    (void)state;
    assert_int_equal(sizeof all, sizeof *g);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        assert_int_equal(strlen(all[i]), 1);
        assert_in_range(all[i][0], 0x21, 0x7e);
    }
    c.is_ascii = false;
    const char *const *text = (const char *const *)(const void *)glyphs_of(&c);
    for (size_t i = 0; i < sizeof *g / sizeof *text; i++)
        assert_int_equal(utf8_cells(text[i]), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spark),
        cmocka_unit_test(test_bar),
        cmocka_unit_test(test_inside),
        cmocka_unit_test(test_glyphs),
    };
    return cmocka_run_group_tests_name("ui/spark", tests, NULL, NULL);
}
