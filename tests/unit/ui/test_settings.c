/* SPDX-License-Identifier: MIT */
/* The settings screen: every setting is on it, is tried, kept, taken back. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "frame.h"

static const char config_text_[] = "theme = nord\nfps = 4\n";
static const char *const themes[] = {"dark", "light", "nord"};

struct fixture {
    struct config *config;
    struct ui *ui;
    struct canvas canvas;
    struct ui_effects out;
};

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));

    if (!f || config_load_text(config_text_, sizeof(config_text_) - 1,
                               &f->config) != ERR_OK)
        return -1;
    f->ui = ui_new(f->config, "mine");
    for (size_t i = 0; i < 3; i++)
        ui_add_theme(f->ui, themes[i], i ? "256 ok" : "");
    ui_set_abilities(f->ui, "256 colours, UTF-8");
    ui_set_verdict(f->ui, "contrast is well");
    canvas_init(&f->canvas, 80, 24, false);
    ui_draw(f->ui, NULL, 0, 0, &f->canvas);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;

    canvas_done(&f->canvas);
    ui_free(f->ui);
    config_free(f->config);
    free(f);
    return 0;
}

/* As the program does with what a key led to. */
static void obey(struct fixture *f)
{
    const struct ui_effects *out = &f->out;

    if (out->change == UI_CHANGE_SHOW)
        assert_int_equal(config_show(f->config, out->setting, out->value,
                                     NULL), ERR_OK);
    else if (out->change == UI_CHANGE_UNSHOW)
        (void)config_unshow(f->config, NULL);
    else if (out->change == UI_CHANGE_RESET)
        assert_int_equal(config_reset(f->config, out->setting, NULL), ERR_OK);
    else if (out->change != UI_CHANGE_NONE)
        assert_int_equal(config_set_now(f->config, out->setting, out->value,
                                        NULL), ERR_OK);
}

static void press(struct fixture *f, uint32_t code)
{
    ui_key(f->ui, (struct key){.code = code}, NULL, 0, &f->out);
    obey(f);
    ui_draw(f->ui, NULL, 0, 0, &f->canvas);
}

static void type(struct fixture *f, const char *text)
{
    for (; *text; text++)
        press(f, key_typed(*text).code);
}

static bool has(struct fixture *f, const char *text)
{
    return canvas_has(&f->canvas, text);
}

static void assert_change(struct fixture *f, enum ui_change change,
                          const char *setting, const char *value)
{
    assert_int_equal(f->out.change, change);
    assert_string_equal(f->out.setting, setting);
    assert_string_equal(f->out.value, value);
}

static void test_every_setting_is_there(void **state)
{
    struct fixture *f = *state;

    canvas_resize(&f->canvas, 120, 40);
    press(f, ',');
    for (int g = 0; g < OPTION_GROUP_COUNT; g++) {
        assert_true(has(f, option_group_title((enum option_group)g)));
        press(f, KEYCODE_TAB);
        for (int o = 0; o < OPTION_COUNT; o++) {
            const struct option_row *row = option_row((enum setting)o);

            if (row->group != (enum option_group)g)
                continue;
            type(f, "/");
            type(f, row->name);
            type(f, "\n");
            press(f, KEYCODE_HOME);
            assert_true(has(f, row->name));
            assert_true(has(f, "from: "));
            assert_true(has(f, "default "));
            press(f, KEYCODE_ESCAPE);
        }
        press(f, KEYCODE_TAB);
        press(f, 'j');
    }
}

/* Its keys stand in the lower border; none is of the symbol below. */
static void test_the_box_names_its_keys(void **state)
{
    struct fixture *f = *state;

    press(f, 't');
    assert_true(has(f, "Enter open r reset / filter   q close"));
    assert_false(has(f, "n news"));
    press(f, 'n');
    assert_true(has(f, "Settings") && has(f, "nord"));
    assert_true(has(f, "heat ■■■■■■■■■■■■■■"));
    f->canvas.has_shades = true;
    ui_draw(f->ui, NULL, 0, 0, &f->canvas);
    assert_false(has(f, "heat ■"));
}

static void test_themes_are_tried(void **state)
{
    struct fixture *f = *state;

    press(f, 't');
    assert_int_equal(f->out.change, UI_CHANGE_NONE);
    assert_true(has(f, "• nord"));
    assert_true(has(f, "detected: 256 colours, UTF-8"));
    assert_true(has(f, "contrast is well"));
    assert_true(has(f, "256 ok")); /* of a theme that is not shown */
    press(f, 'k');
    assert_change(f, UI_CHANGE_SHOW, "theme", "light");
    assert_true(has(f, "from: shown") || has(f, "shown now; config:1"));
    press(f, KEYCODE_ESCAPE);
    assert_change(f, UI_CHANGE_UNSHOW, "", "");
    assert_string_equal(config_text(f->config, OPT_theme), "nord");
    assert_false(has(f, "Settings"));
    type(f, "tk\n");
    assert_change(f, UI_CHANGE_KEEP, "theme", "light");
    press(f, KEYCODE_ESCAPE);
    assert_int_equal(f->out.change, UI_CHANGE_NONE);
    assert_string_equal(config_text(f->config, OPT_theme), "light");
}

/* However one leaves. */
static void test_leaving_ends_the_trial(void **state)
{
    static const char *const ways[] = {"q", "gd", ":DASH\n", "\t"};
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
        type(f, "tk");
        assert_int_equal(f->out.change, UI_CHANGE_SHOW);
        type(f, ways[i]);
        type(f, "gd");
        assert_string_equal(config_text(f->config, OPT_theme), "nord");
        assert_string_equal(config_origin(f->config, OPT_theme), "config:1");
    }
}

static void test_other_settings(void **state)
{
    struct fixture *f = *state;

    type(f, ":set\n");
    type(f, "jjj\n");
    assert_true(has(f, "Refresh & link"));
    assert_true(has(f, "0.1 to 30 frames/s"));
    type(f, "\n");
    assert_true(has(f, "keep fps 4"));
    press(f, KEYCODE_BACKSPACE);
    type(f, "9\n");
    assert_change(f, UI_CHANGE_KEEP, "fps", "9");
    assert_true(has(f, "typed now; config:2 says it for the next start"));
    type(f, "y");
    assert_string_equal(f->out.copy, "fps = 9");
    type(f, "r");
    assert_change(f, UI_CHANGE_RESET, "fps", "");
    assert_string_equal(config_text(f->config, OPT_fps), "4");
    type(f, "j\n"); /* the next word it takes */
    assert_change(f, UI_CHANGE_KEEP, "link", "fast");
    type(f, "\n\n");
    assert_change(f, UI_CHANGE_KEEP, "link", "auto");
}

static void test_commands(void **state)
{
    struct fixture *f = *state;

    type(f, ":keep interval 5s\n");
    assert_change(f, UI_CHANGE_KEEP, "interval", "5s");
    type(f, ":keep providers \"\"\n");
    assert_change(f, UI_CHANGE_KEEP, "providers", "");
    type(f, ":reset interval\n");
    assert_change(f, UI_CHANGE_RESET, "interval", "");
    type(f, ":keep\n");
    assert_int_equal(f->out.change, UI_CHANGE_NONE);
    assert_true(has(f, "keep what?"));
    type(f, ":set upd\t red-up\t\n");
    assert_change(f, UI_CHANGE_SET, "updown", "red-up");
    type(f, ":theme\n");
    assert_true(has(f, "Theme (shown at once"));
}

static void test_any_size(void **state)
{
    struct fixture *f = *state;

    type(f, "t");
    for (int width = 1; width <= 130; width += 3)
        for (int height = 1; height <= 44; height++) {
            canvas_resize(&f->canvas, width, height);
            type(f, "jk");
        }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_every_setting_is_there), TEST(test_themes_are_tried),
        TEST(test_the_box_names_its_keys),
        TEST(test_leaving_ends_the_trial), TEST(test_other_settings),
        TEST(test_commands),               TEST(test_any_size),
    };
    return cmocka_run_group_tests_name("ui/settings", tests, NULL, NULL);
}
