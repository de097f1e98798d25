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
        {"acent = red", "t/own.theme:2: unknown role 'acent', did you mean"
                        " 'accent'?"},
        {"up = gren", "t/own.theme:2: up: 'gren' is not a colour or"
                      " attribute, did you mean 'green'?"},
        {"up = #12345", "t/own.theme:2: up: '#12345' is not a colour or"
                        " attribute"},
        {"up = 256", "t/own.theme:2: up: '256' is not a colour or attribute"},
        {"up = red /", "t/own.theme:2: up: no colour after '/'"},
        {"up.8 = red", "t/own.theme:2: 'up.8': after the dot stands 256, 16"
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

/* Machado, Oliveira, Fernandes 2009, severity 1.0, in linear light. */
static const double blindness[3][3][3] = {
    {{0.152286, 1.052583, -0.204868}, /* protanopia */
     {0.114503, 0.786281, 0.099216},
     {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968}, /* deuteranopia */
     {0.280085, 0.672501, 0.047413},
     {-0.011820, 0.042940, 0.968881}},
    {{1.255528, -0.076749, -0.178779}, /* tritanopia */
     {-0.078411, 0.930809, 0.147602},
     {0.004733, 0.691367, 0.303900}}};

static int32_t as_seen(int32_t color, int kind)
{
    double in[3], out[3];
    theme_to_linear(color, in);
    for (int i = 0; i < 3; i++) {
        const double *row = blindness[kind][i];
        double v = row[0] * in[0] + row[1] * in[1] + row[2] * in[2];
        out[i] = v < 0 ? 0 : v > 1 ? 1 : v;
    }
    return theme_from_linear(out);
}

static void check_contrast(const struct theme *t, enum theme_depth d,
                           enum role role, double least)
{
    const struct look *look = &t->looks[role][d];
    double got = theme_contrast(look->fg, look->bg);
    if (got < least) {
        fail_msg("%s: %s has contrast %.2f at depth %d, %.1f wanted",
                 t->name, role_name(role), got, (int)d, least);
    }
}

static void check_legible(const struct theme *t, enum theme_depth d)
{
    const struct look *cursor = &t->cursor[d];
    check_contrast(t, d, ROLE_fg, 7);
    check_contrast(t, d, ROLE_dim, 4.5);
    check_contrast(t, d, ROLE_up, 4.5);
    check_contrast(t, d, ROLE_down, 4.5);
    if (theme_contrast(cursor->fg, cursor->bg) < 4.5) {
        fail_msg("%s: the cursor row has contrast %.2f at depth %d", t->name,
                 theme_contrast(cursor->fg, cursor->bg), (int)d);
    }
    for (int kind = 0; kind < 3; kind++) {
        double got =
            theme_difference(as_seen(t->looks[ROLE_up][d].fg, kind),
                             as_seen(t->looks[ROLE_down][d].fg, kind));
        if (got < 10) {
            fail_msg("%s: up and down differ by %.1f for eyes of kind %d",
                     t->name, got, kind);
        }
    }
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
    if (THEME_IS_RGB(t.looks[ROLE_fg][DEPTH_TRUE].bg)) {
        check_legible(&t, DEPTH_TRUE);
        check_legible(&t, DEPTH_256);
    }
    ++*(int *)self;
}

static void test_shipped(void **state)
{
    int count = 0;
    (void)state;
    theme_each(NULL, &count, check_shipped);
    assert_int_equal(count, 12);
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
        cmocka_unit_test(test_ciede2000),
        cmocka_unit_test(test_nearest),
        cmocka_unit_test(test_shipped),
    };
    return cmocka_run_group_tests_name("theme", tests, NULL, NULL);
}
