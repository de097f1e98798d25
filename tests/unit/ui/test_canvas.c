/* SPDX-License-Identifier: MIT */
/* The grid: clipping, wide characters, dumps. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "tapewatch/ui/canvas.h"

static void check_dump(const struct canvas *c, const char *want)
{
    struct strbuf out = {0};

    canvas_dump(c, &out);
    assert_string_equal(strbuf_text(&out), want);
    strbuf_done(&out);
}

static void test_text_and_clip(void **state)
{
    struct canvas c;

    (void)state;
    canvas_init(&c, 6, 2, false);
    assert_int_equal(canvas_text(&c, 1, 0, 3, ROLE_fg, "abcdef"), 3);
    assert_int_equal(canvas_right(&c, 0, 1, 6, ROLE_fg, "xy"), 2);
    check_dump(&c, " abc\n    xy\n");
    canvas_text(&c, -2, 0, 9, ROLE_fg, "123456789");
    canvas_text(&c, 0, 7, 9, ROLE_fg, "outside");
    canvas_text(&c, 99, 0, 9, ROLE_fg, "outside");
    canvas_text(&c, 0, 1, -4, ROLE_fg, "nothing");
    check_dump(&c, "345678\n    xy\n");
    canvas_done(&c);
}

static void test_wide_characters(void **state)
{
    struct canvas c;

    (void)state;
    canvas_init(&c, 5, 1, false);
    assert_int_equal(canvas_text(&c, 0, 0, 5, ROLE_fg, "日本語"), 4);
    check_dump(&c, "日本\n");
    /* Half of a wide character is a blank, on either side. */
    canvas_text(&c, 1, 0, 1, ROLE_fg, "x");
    check_dump(&c, " x本\n");
    canvas_text(&c, 2, 0, 1, ROLE_fg, "y");
    check_dump(&c, " xy\n");
    canvas_text(&c, 4, 0, 2, ROLE_fg, "本");
    check_dump(&c, " xy\n");
    canvas_done(&c);
}

static void test_fill_and_flags(void **state)
{
    struct canvas c;
    struct strbuf out = {0};

    (void)state;
    canvas_init(&c, 4, 2, true);
    canvas_fill(&c, (struct rect){1, 0, 99, 99}, ROLE_border, "-");
    canvas_flag(&c, (struct rect){0, 1, 2, 1}, CELL_CURSOR);
    assert_true(c.cells[4].flags & CELL_CURSOR);
    assert_false(c.cells[6].flags & CELL_CURSOR);
    check_dump(&c, " ---\n ---\n");
    canvas_dump_roles(&c, &out);
    assert_non_null(strstr(strbuf_text(&out), "b border\n"));
    assert_memory_equal(strbuf_text(&out), " bbb\n.bbb\n", 10);
    strbuf_done(&out);
    canvas_resize(&c, 0, 0);
    canvas_text(&c, 0, 0, 5, ROLE_fg, "safe");
    check_dump(&c, "");
    canvas_done(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_and_clip),
        cmocka_unit_test(test_wide_characters),
        cmocka_unit_test(test_fill_and_flags),
    };
    return cmocka_run_group_tests_name("ui/canvas", tests, NULL, NULL);
}
