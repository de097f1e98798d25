/* SPDX-License-Identifier: MIT */
/* Settings that change in the program: tried, set, kept, taken back. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>
#include <string.h>

#include "tapewatch/config/config.h"

static struct config *from_text(const char *text)
{
    struct config *c = NULL;
    assert_int_equal(config_load_text(text, strlen(text), &c), ERR_OK);
    return c;
}

static void assert_is(const struct config *c, enum setting o,
                      const char *value, const char *origin)
{
    assert_string_equal(config_text(c, o), value);
    assert_string_equal(config_origin(c, o), origin);
}

static void test_shown_is_not_set(void **state)
{
    struct config *c = from_text("theme = nord\n");
    enum setting o = OPT_fps;
    (void)state;
    assert_false(config_unshow(c, &o));
    assert_int_equal(config_show(c, "theme", "light", NULL), ERR_OK);
    assert_is(c, OPT_theme, "light", "shown");
    assert_int_equal(config_show(c, "theme", "amber", NULL), ERR_OK);
    assert_int_equal(config_show(c, "fps", "fast", NULL), ERR_SYNTAX);
    assert_is(c, OPT_fps, "2", "default");
    assert_int_equal(config_show(c, "fps", "4", NULL), ERR_OK);
    assert_is(c, OPT_theme, "nord", "config:1");
    assert_true(config_unshow(c, &o));
    assert_int_equal(o, OPT_fps);
    assert_is(c, OPT_fps, "2", "default");
    assert_true(config_is_default(c, OPT_fps));
    config_free(c);
}

static void test_set_and_reset(void **state)
{
    struct config *c = from_text("theme = nord\n");
    struct why why = {{0}};
    (void)state;
    assert_int_equal(config_show(c, "theme", "light", NULL), ERR_OK);
    assert_int_equal(config_set_now(c, "theme", "amber", NULL), ERR_OK);
    assert_is(c, OPT_theme, "amber", "typed");
    assert_string_equal(config_said(c, OPT_theme), "config:1");
    assert_int_equal(config_set_now(c, "theme", "dark", NULL), ERR_OK);
    assert_int_equal(config_reset(c, "theme", NULL), ERR_OK);
    assert_is(c, OPT_theme, "nord", "config:1");
    assert_int_equal(config_reset(c, "theme", NULL), ERR_OK);
    assert_is(c, OPT_theme, "nord", "config:1");
    assert_int_equal(config_set_now(c, "tehme", "dark", &why), ERR_USAGE);
    assert_non_null(strstr(why.text, "did you mean 'theme'?"));
    assert_int_equal(config_reset(c, "tehme", NULL), ERR_USAGE);
    config_free(c);
}

/* The config file is the user's: what it says wins over what was kept. */
static void test_kept_is_below_the_file(void **state)
{
    struct config *c = from_text("theme = nord\n");
    (void)state;
    assert_int_equal(config_set_kept(c, "theme", "light", NULL), ERR_OK);
    assert_is(c, OPT_theme, "nord", "config:1");
    assert_int_equal(config_set_kept(c, "fps", "1", NULL), ERR_OK);
    assert_is(c, OPT_fps, "1", "kept");
    assert_string_equal(config_said(c, OPT_fps), "");
    assert_false(config_is_default(c, OPT_fps));
    assert_int_equal(config_set_kept(c, "fps", "no", NULL), ERR_SYNTAX);
    assert_int_equal(config_set_now(c, "fps", "3", NULL), ERR_OK);
    assert_int_equal(config_reset(c, "fps", NULL), ERR_OK);
    assert_is(c, OPT_fps, "2", "default");
    config_free(c);
}

static void test_rows(void **state)
{
    char word[40];
    enum setting o;
    (void)state;
    for (int i = 0; i < OPTION_COUNT; i++) {
        const struct option_row *row = option_row((enum setting)i);
        assert_true(option_find(row->name, &o));
        assert_int_equal(o, i);
        assert_true(strlen(row->text) > 5);
        assert_true(strlen(option_group_title(row->group)) > 3);
        assert_true(option_word((enum setting)i, 0, word, sizeof word) ==
                    (row->type == OPTION_CHOICE || row->type == OPTION_BOOL));
    }
    assert_true(option_word(OPT_link, 2, word, sizeof word));
    assert_string_equal(word, "slow");
    assert_false(option_word(OPT_link, 3, word, sizeof word));
    assert_true(option_word(OPT_bell, 1, word, sizeof word));
    assert_string_equal(word, "no");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shown_is_not_set),
        cmocka_unit_test(test_set_and_reset),
        cmocka_unit_test(test_kept_is_below_the_file),
        cmocka_unit_test(test_rows),
    };
    return cmocka_run_group_tests_name("config/session", tests, NULL, NULL);
}
