/* SPDX-License-Identifier: MIT */
/* Which glyphs and which theme a terminal is given, by what is known of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../src/term/background.h"
#include "../src/term/glyphs.h"

static void test_choice(void **state)
{
    static const struct {
        enum term_glyphs wish;
        const char *term;
        bool is_utf8, is_wide;
        enum term_glyphs is;
    } rows[] = {
        {TERM_GLYPHS_AUTO, "xterm-256color", true, false, TERM_GLYPHS_UNICODE},
        {TERM_GLYPHS_AUTO, "xterm-256color", true, true, TERM_GLYPHS_ASCII},
        {TERM_GLYPHS_AUTO, "xterm-256color", false, false, TERM_GLYPHS_ASCII},
        {TERM_GLYPHS_AUTO, "linux", true, false, TERM_GLYPHS_BLOCKS},
        {TERM_GLYPHS_AUTO, "linux-16color", true, false, TERM_GLYPHS_BLOCKS},
        {TERM_GLYPHS_AUTO, "linux", false, false, TERM_GLYPHS_ASCII},
        {TERM_GLYPHS_UNICODE, "linux", true, false, TERM_GLYPHS_UNICODE},
        {TERM_GLYPHS_UNICODE, "xterm", true, true, TERM_GLYPHS_UNICODE},
        {TERM_GLYPHS_UNICODE, "xterm", false, false, TERM_GLYPHS_ASCII},
        {TERM_GLYPHS_BLOCKS, "xterm", true, false, TERM_GLYPHS_BLOCKS},
        {TERM_GLYPHS_ASCII, "xterm", true, false, TERM_GLYPHS_ASCII},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        assert_int_equal(glyphs_choose(rows[i].wish, rows[i].term,
                                       rows[i].is_utf8, rows[i].is_wide),
                         rows[i].is);
    assert_int_equal(term_glyphs_mode("auto"), TERM_GLYPHS_AUTO);
    assert_int_equal(term_glyphs_mode("unicode"), TERM_GLYPHS_UNICODE);
    assert_int_equal(term_glyphs_mode("blocks"), TERM_GLYPHS_BLOCKS);
    assert_int_equal(term_glyphs_mode("ascii"), TERM_GLYPHS_ASCII);
}

/* A stand-in needs none itself; half blocks, shades and letters stay. */
static void test_stand_ins(void **state)
{
    static const wchar_t ours[] = L"━┃┏┓┗┛▁▂▃▅▆▇▔▏▎▍▋▊▉›…◆●◐✗○×Δ—";
    static const wchar_t there[] = L"A│─▀▄█▌▐░▒▓▲▼·•";

    (void)state;
    for (const wchar_t *c = ours; *c; c++) {
        assert_true(glyphs_stand_in(*c) != *c);
        assert_true(glyphs_stand_in(glyphs_stand_in(*c)) ==
                    glyphs_stand_in(*c));
    }
    for (const wchar_t *c = there; *c; c++)
        assert_true(glyphs_stand_in(*c) == *c);
}

static void test_background(void **state)
{
    (void)state;
    assert_int_equal(background_of_answer("rgb:ffff/ffff/dddd"),
                     TERM_BACKGROUND_LIGHT);
    assert_int_equal(background_of_answer("rgb:0/2b/36"),
                     TERM_BACKGROUND_DARK);
    assert_int_equal(background_of_answer("rgba:ff/ff/ff/80"),
                     TERM_BACKGROUND_LIGHT);
    assert_int_equal(background_of_answer("rgb:0000/ffff/0000"),
                     TERM_BACKGROUND_LIGHT); /* green is bright */
    assert_int_equal(background_of_answer("rgb:ffff/0000/ffff"),
                     TERM_BACKGROUND_DARK);
    assert_int_equal(background_of_answer(""), TERM_BACKGROUND_UNKNOWN);
    assert_int_equal(background_of_answer("rgb:"), TERM_BACKGROUND_UNKNOWN);
    assert_int_equal(background_of_answer("rgb:ff/ff"),
                     TERM_BACKGROUND_UNKNOWN);
    assert_int_equal(background_of_answer("rgb:fffff/0/0"),
                     TERM_BACKGROUND_UNKNOWN);
    assert_int_equal(background_of_answer("rgb:-1/0/0"),
                     TERM_BACKGROUND_UNKNOWN);
    assert_int_equal(background_of_answer("white"), TERM_BACKGROUND_UNKNOWN);
}

static void test_variable(void **state)
{
    (void)state;
    assert_int_equal(background_of_variable("0;15"), TERM_BACKGROUND_LIGHT);
    assert_int_equal(background_of_variable("0;default;7"),
                     TERM_BACKGROUND_LIGHT);
    assert_int_equal(background_of_variable("15;0"), TERM_BACKGROUND_DARK);
    assert_int_equal(background_of_variable("12;8"), TERM_BACKGROUND_DARK);
    assert_int_equal(background_of_variable("15;default"),
                     TERM_BACKGROUND_UNKNOWN);
    assert_int_equal(background_of_variable("15"), TERM_BACKGROUND_UNKNOWN);
    assert_int_equal(background_of_variable("0;99"), TERM_BACKGROUND_UNKNOWN);
    assert_int_equal(background_of_variable(NULL), TERM_BACKGROUND_UNKNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_choice),
        cmocka_unit_test(test_stand_ins),
        cmocka_unit_test(test_background),
        cmocka_unit_test(test_variable),
    };
    return cmocka_run_group_tests_name("term/glyphs", tests, NULL, NULL);
}
