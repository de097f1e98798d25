/* SPDX-License-Identifier: MIT */
/* Themes: the format, the derivation, and every shipped theme's legibility. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../../src/config/theme_internal.h"

struct heard {
    int count;
    char last[240];
};

static void hear(void *self, const char *text)
{
    struct heard *h = self;
    h->count++;
    snprintf(h->last, sizeof h->last, "%s", text);
}

static struct theme parse(const char *text, struct heard *h)
{
    struct theme t;
    struct why why = {0};
    *h = (struct heard){0};
    assert_int_equal(theme_parse(text, strlen(text), "t/own.theme", NULL, &t,
                                 h, hear, &why), ERR_OK);
    return t;
}

static void test_derivation(void **state)
{
    struct heard h;
    struct theme t = parse("extends = dark\nbg = default\n"
                           "accent = #010203 italic\naccent.256 = 99\n"
                           "up.16 = brightgreen\n", &h);
    (void)state;
    assert_int_equal(h.count, 0);
    assert_string_equal(t.name, "own");
    assert_int_equal(t.looks[ROLE_fg][DEPTH_TRUE].fg, 0x1dadada);
    assert_int_equal(t.looks[ROLE_fg][DEPTH_TRUE].bg, THEME_DEFAULT);
    assert_int_equal(t.looks[ROLE_title][DEPTH_TRUE].fg, 0x1010203);
    assert_int_equal(t.looks[ROLE_title][DEPTH_TRUE].attrs,
                     ATTR_BOLD | ATTR_ITALIC);
    assert_int_equal(t.looks[ROLE_title][DEPTH_256].fg, 99);
    assert_int_equal(t.looks[ROLE_up][DEPTH_16].fg, 10);
    assert_int_equal(t.looks[ROLE_ok][DEPTH_16].fg, 10);
    assert_int_equal(t.looks[ROLE_up][DEPTH_256].fg, 79);
    assert_int_equal(t.looks[ROLE_up][DEPTH_MONO].fg, THEME_DEFAULT);
    assert_int_equal(t.looks[ROLE_up][DEPTH_MONO].attrs, ATTR_BOLD);
    assert_int_equal(t.looks[ROLE_down][DEPTH_MONO].attrs, 0);
    assert_int_equal(t.cursor[DEPTH_TRUE].bg, 0x1303030);
    assert_int_equal(t.cursor[DEPTH_16].attrs, ATTR_REVERSE);
    assert_int_equal(t.cursor[DEPTH_MONO].attrs, ATTR_REVERSE);
}

/* A new colour voids what the base said about a depth. */
static void test_base_depths_are_forgotten(void **state)
{
    struct heard h;
    struct theme t = parse("extends = dracula\n", &h);
    (void)state;
    assert_int_equal(t.looks[ROLE_dim][DEPTH_256].fg, 247);
    t = parse("dim.16 = red\nextends = dracula\ndim = #ff0000\n", &h);
    assert_int_equal(t.looks[ROLE_dim][DEPTH_256].fg, 196);
    assert_int_equal(t.looks[ROLE_dim][DEPTH_16].fg, 1);
}

static void test_problems(void **state)
{
    static const struct {
        const char *line, *problem;
    } rows[] = {
        {"acent = red", "t/own.theme:2:1: unknown role 'acent', did you mean"
                        " 'accent'?"},
        {"up = gren", "t/own.theme:2:6: up: 'gren' is not a colour or"
                      " attribute, did you mean 'green'?"},
        {"up = #12345", "t/own.theme:2:6: up: '#12345' is not a colour or"
                        " attribute"},
        {"up = 256", "t/own.theme:2:6: up: '256' is not a colour or attribute"},
        {"up =  bold  red / gren", "t/own.theme:2:19: up: 'gren' is not a"
                                   " colour or attribute, did you mean"
                                   " 'green'?"},
        {"up = red /", "t/own.theme:2:11: up: no colour after '/'"},
        {"up.8 = red", "t/own.theme:2:3: 'up.8': after the dot stands 256, 16"
                       " or mono"},
        {"up = @down\ndown = @up", "theme own: role 'up' refers to itself"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[200];
        struct heard h;
        snprintf(text, sizeof text, "extends = dark\n%s\n", rows[i].line);
        parse(text, &h);
        assert_true(h.count >= 1);
        if (i + 1 < sizeof rows / sizeof *rows) {
            assert_string_equal(h.last, rows[i].problem);
        } else {
            assert_non_null(strstr(h.last, "refers to itself"));
        }
    }
    struct heard h;
    parse("extends = nosuch\n", &h);
    assert_int_equal(h.count, 1);
    assert_non_null(strstr(h.last, "no theme 'nosuch'"));
}

static void test_not_found(void **state)
{
    struct theme t;
    struct why why = {0};
    (void)state;
    assert_int_equal(theme_load("drak", NULL, &t, NULL, NULL, &why),
                     ERR_NOT_FOUND);
    assert_string_equal(why.text, "no theme 'drak', did you mean 'dark'?");
    assert_int_equal(theme_load("nosuch", "", &t, NULL, NULL, &why),
                     ERR_NOT_FOUND);
    assert_string_equal(why.text, "no theme 'nosuch'");
    assert_int_equal(theme_load("../dark", "/tmp", &t, NULL, NULL, &why),
                     ERR_NOT_FOUND);
}

/* The user's dark may extend ours. */
static void test_own_folder(void **state)
{
    char folder[] = "/tmp/tapewatch-theme-XXXXXX", path[100];
    struct theme t;
    struct heard h = {0};
    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/themes", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/themes/dark.theme", folder);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs("extends = dark\nname = Mine\nup = #0000ff\n", f);
    fclose(f);
    assert_int_equal(theme_load("dark", folder, &t, &h, hear, NULL), ERR_OK);
    assert_int_equal(h.count, 0);
    assert_string_equal(t.name, "Mine");
    assert_int_equal(t.looks[ROLE_up][DEPTH_TRUE].fg, 0x10000ff);
    assert_int_equal(t.looks[ROLE_dim][DEPTH_TRUE].fg, 0x18a8a8a);
    unlink(path);
    snprintf(path, sizeof path, "%s/themes", folder);
    rmdir(path);
    rmdir(folder);
}

static void test_updown(void **state)
{
    struct theme t, u;
    (void)state;
    assert_int_equal(theme_load("dark", NULL, &t, NULL, NULL, NULL), ERR_OK);
    u = t;
    theme_set_updown(&u, UPDOWN_RED_UP);
    assert_int_equal(u.looks[ROLE_up][DEPTH_256].fg,
                     t.looks[ROLE_down][DEPTH_256].fg);
    assert_int_equal(u.looks[ROLE_down][DEPTH_16].fg,
                     t.looks[ROLE_up][DEPTH_16].fg);
    assert_int_equal(u.looks[ROLE_up][DEPTH_MONO].attrs, ATTR_BOLD);
    u = t;
    theme_set_updown(&u, UPDOWN_NONE);
    assert_int_equal(u.looks[ROLE_down][DEPTH_TRUE].fg,
                     t.looks[ROLE_fg][DEPTH_TRUE].fg);
}

/* Korea's blue can be read everywhere; a theme may say what it is made for. */
static void test_red_up_blue_down(void **state)
{
    struct theme t;
    struct heard h;
    (void)state;
    assert_int_equal(theme_load("korea", NULL, &t, NULL, NULL, NULL), ERR_OK);
    assert_int_equal(t.updown, UPDOWN_RED_UP_BLUE_DOWN);
    theme_set_updown(&t, t.updown);
    assert_int_equal(t.looks[ROLE_up][DEPTH_TRUE].fg, 0x1ff5f5f);
    assert_int_equal(t.looks[ROLE_down][DEPTH_TRUE].fg, 0x15fafff);
    assert_int_equal(t.looks[ROLE_down][DEPTH_256].fg, 75);
    assert_int_equal(t.looks[ROLE_heat_down][DEPTH_256].fg, 75);
    assert_int_equal(t.looks[ROLE_ok][DEPTH_256].fg, 79); /* well, not risen */
    assert_int_equal(theme_load("light", NULL, &t, NULL, NULL, NULL), ERR_OK);
    assert_int_equal(t.updown, UPDOWN_COUNT);
    theme_set_updown(&t, UPDOWN_RED_UP_BLUE_DOWN);
    assert_int_equal(t.looks[ROLE_down][DEPTH_TRUE].fg, 0x1005faf);
    t = parse("extends = dark\nupdown = up\nheat_zero = #010203\n", &h);
    assert_string_equal(h.last, "t/own.theme:2:10: updown: 'up' is not one of "
                                "green-up, red-up, red-up-blue-down, none");
    assert_int_equal(t.looks[ROLE_heat][DEPTH_TRUE].fg, 0x1010203);
}

/* The figures of the design's table: contrast, and differences as seen. */
static void test_judging(void **state)
{
    struct theme_verdict v;
    struct theme t;
    struct heard h;
    char line[120];
    (void)state;
    assert_int_equal(theme_load("dark", NULL, &t, NULL, NULL, NULL), ERR_OK);
    assert_true(theme_judge(&t, DEPTH_TRUE, &v));
    assert_true(v.fg > 13.35 && v.fg < 13.45 && v.dim > 5.35 && v.dim < 5.45);
    assert_true(v.up > 10.45 && v.up < 10.55 && v.down > 6.25 && v.down < 6.35);
    assert_true(v.apart[0] > 21.5 && v.apart[0] < 22.5);
    assert_true(v.apart[1] > 17.5 && v.apart[1] < 18.5);
    assert_true(v.apart[2] > 70.5 && v.apart[2] < 71.5);
    assert_false(theme_judge(&t, DEPTH_16, &v));
    /* GitHub's pair: told apart by all but those without green cones */
    t = parse("extends = dark\nup = #3fb950\ndown = #f85149\n", &h);
    assert_int_equal(theme_check(&t, &h, hear), 2); /* in 256 colours too */
    assert_non_null(strstr(h.last, "without green cones"));
    theme_describe(&t, DEPTH_TRUE, line, sizeof line);
    assert_non_null(strstr(line, "prot ok, deut too near, trit ok"));
    t = parse("extends = dark\ndim = #444444\n", &h);
    assert_true(theme_check(&t, &h, hear) > 0);
    assert_non_null(strstr(h.last, "theme own in 256 colours: contrast of dim"
                                   " is"));
    assert_int_equal(theme_load("terminal", NULL, &t, NULL, NULL, NULL),
                     ERR_OK);
    theme_describe(&t, DEPTH_256, line, sizeof line);
    assert_string_equal(line, "colours of your terminal's own");
}

/* What is said of each in the list of themes. */
static void test_remarks(void **state)
{
    static const struct {
        const char *name, *remark;
        enum theme_depth depth;
    } rows[] = {
        {"dark", "256 ok", DEPTH_256},
        {"dark", "true colours ok", DEPTH_TRUE},
        {"dark", "your 16 colours", DEPTH_16},
        {"dark", "attributes only", DEPTH_MONO},
        {"asia", "256 ok, red up", DEPTH_256},
        {"korea", "256 ok, red up, blue down", DEPTH_256},
        {"cvd-dark", "256 ok, for colour-blind eyes", DEPTH_256},
        {"terminal", "your 16 colours", DEPTH_256},
        {"mono", "attributes only", DEPTH_256},
    };
    struct theme t;
    struct heard h = {0};
    char text[80];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(theme_load(rows[i].name, NULL, &t, NULL, NULL, NULL),
                         ERR_OK);
        theme_remark(&t, rows[i].depth, text, sizeof text);
        assert_string_equal(text, rows[i].remark);
    }
    t = parse("extends = dark\ndim = #444444\n", &h);
    theme_remark(&t, DEPTH_256, text, sizeof text);
    assert_string_equal(text, "hard to read");
}

/* Pairs 1, 4, 7, 17 and 25 of the paper's published test data. */
static void test_ciede2000(void **state)
{
    static const double rows[][7] = {
        {50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425},
        {50, -1.3802, -84.2814, 50, 0, -82.7485, 1.0000},
        {50, 0, 0, 50, -1, 2, 2.3669},
        {50, 2.5, 0, 73, 25, -18, 27.1492},
        {60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double d = theme_difference_lab(rows[i], rows[i] + 3);
        assert_true(d > rows[i][6] - 1e-4 && d < rows[i][6] + 1e-4);
    }
}

static void test_nearest(void **state)
{
    (void)state;
    for (int i = 16; i < 232; i++) { /* every cube colour is itself */
        assert_int_equal(theme_rgb(theme_nearest_256(theme_rgb(i))),
                         theme_rgb(i));
    }
    assert_int_equal(theme_nearest_16(0x1ff5f5f), 9);
    assert_int_equal(theme_nearest_16(0x1af0000), 1);
    assert_int_equal(theme_nearest_16(0x15fd7af), 10);
    assert_int_equal(theme_nearest_16(0x1005faf), 4);
    assert_int_equal(theme_nearest_16(0x1ffd75f), 11);
    assert_int_equal(theme_nearest_16(0x1af87ff), 12);
    assert_int_equal(theme_nearest_16(0x1000000), 0);
    assert_int_equal(theme_nearest_16(0x1ffffff), 15);
    assert_int_equal(theme_mix(0x1102030, 0x1a0b0c0, 0), 0x1102030);
    assert_int_equal(theme_mix(0x1102030, 0x1a0b0c0, 1), 0x1a0b0c0);
    assert_true(theme_contrast(0x1000000, 0x1ffffff) > 20.99);
}

static void check_shipped(void *self, const char *name)
{
    struct heard h = {0};
    struct theme t;
    assert_int_equal(theme_load(name, NULL, &t, &h, hear, NULL), ERR_OK);
    if (h.count > 0) {
        fail_msg("%s: %s", name, h.last);
    }
    assert_string_equal(t.name, name);
    for (int u = 0; u < UPDOWN_NONE; u++) {
        struct theme turned = t;
        theme_set_updown(&turned, (enum theme_updown)u);
        theme_check(&turned, &h, hear);
        if (h.count > 0) {
            fail_msg("updown %d: %s", u, h.last);
        }
    }
    ++*(int *)self;
}

static void test_words_of_roles(void **state)
{
    (void)state;
    for (int r = 0; r < ROLE_COUNT; r++) {
        assert_non_null(theme_role_words((enum role)r));
        assert_true(strlen(theme_role_words((enum role)r)) > 3);
    }
}

static void test_shipped(void **state)
{
    int count = 0;
    (void)state;
    theme_each(NULL, &count, check_shipped);
    assert_int_equal(count, 14);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_derivation),
        cmocka_unit_test(test_base_depths_are_forgotten),
        cmocka_unit_test(test_problems),
        cmocka_unit_test(test_not_found),
        cmocka_unit_test(test_own_folder),
        cmocka_unit_test(test_updown),
        cmocka_unit_test(test_red_up_blue_down),
        cmocka_unit_test(test_judging),
        cmocka_unit_test(test_remarks),
        cmocka_unit_test(test_ciede2000),
        cmocka_unit_test(test_nearest),
        cmocka_unit_test(test_words_of_roles),
        cmocka_unit_test(test_shipped),
    };
    return cmocka_run_group_tests_name("theme", tests, NULL, NULL);
}
