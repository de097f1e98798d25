/* SPDX-License-Identifier: MIT */
/* The grid: clipping, wide characters, dumps. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "../src/ui/figure.h"
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

/* ---- figures in too few cells */

static void test_figures_are_never_cut(void **state)
{
    static const struct {
        const char *text;
        int cells;
        const char *want;
    } cases[] = {
        {"1,234,567", 9, "1,234,567"}, {"1,234,567", 8, "1.235M"},
        {"146,678,960", 8, "146.7M"},  {"146,678,960", 5, "147M"},
        {"-29,395,018.00", 11, "-29,395,018"},
        {"-29,395,018.00", 7, "-29.40M"}, {"-29,395,018.00", 4, "-29M"},
        {"-29,395,018.00", 3, "###"},  {"+2,280.69", 7, "+2,281"},
        {"0.12345678", 7, "0.12346"},  {"0.00000012", 6, "######"},
        {"▼16.97%", 6, "▼17.0%"},      {"▼16.97%", 3, "###"},
        {"999,999,999", 5, "1.00B"},    {"102,345.60~", 9, "102,346~"},
        {"1.2e+30", 5, "1.2e+"},       {"2.900T", 5, "2.90T"},
        {".66", 2, "1"},
    };
    char out[FIGURE_TEXT];

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        if (strchr(cases[i].text, 'e')) { /* not of the form: canvas_right() */
            assert_false(figure_fit(cases[i].text, cases[i].cells, out));
            continue;
        }
        assert_true(figure_fit(cases[i].text, cases[i].cells, out));
        assert_string_equal(out, cases[i].want);
    }
    assert_false(figure_fit("NVDA 12", 3, out));
    assert_false(figure_fit("TOT P/L", 3, out));
    assert_false(figure_fit("09:30", 3, out));
}

/* In its last cells, never a part of it, with a blank before it. */
static void test_right_aligned_figures(void **state)
{
    struct canvas c;

    (void)state;
    canvas_init(&c, 16, 5, false);
    canvas_text(&c, 0, 0, 6, ROLE_fg, "▼7.17%");
    canvas_right(&c, 6, 0, 9, ROLE_fg, "-2,280.69");
    canvas_right(&c, 6, 1, 7, ROLE_fg, "1.234e+30");
    canvas_right(&c, 6, 2, 4, ROLE_fg, "TOT P/L");
    canvas_text(&c, 0, 3, 6, ROLE_fg, "abcdef");
    canvas_right(&c, 6, 3, 3, ROLE_fg, "1.2");
    canvas_text(&c, 5, 4, 1, ROLE_fg, "│");
    canvas_right(&c, 6, 4, 3, ROLE_fg, "1.2");
    check_dump(&c, "▼7.17%   -2,281\n      #######\n      TOT…\n"
                   "abcdef  1\n     │1.2\n");
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
        cmocka_unit_test(test_figures_are_never_cut),
        cmocka_unit_test(test_right_aligned_figures),
        cmocka_unit_test(test_wide_characters),
        cmocka_unit_test(test_fill_and_flags),
    };
    return cmocka_run_group_tests_name("ui/canvas", tests, NULL, NULL);
}
