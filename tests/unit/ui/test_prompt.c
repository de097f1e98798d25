/* SPDX-License-Identifier: MIT */
/* Editing a line, its history, and what stands where in a frame. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "../src/ui/hits.h"
#include "../src/ui/prompt.h"

static void press(struct prompt *p, uint32_t code)
{
    (void)prompt_key(p, (struct key){.code = code});
}

static void test_edit(void **state)
{
    static const struct {
        const char *start;
        uint32_t keys[6];
        const char *want;
        size_t at;
    } cases[] = {
        {"abc", {KEYCODE_LEFT, 'x'}, "abxc", 3},
        {"abc", {KEY_CTRL('A'), 'x', KEY_CTRL('E'), 'y'}, "xabcy", 5},
        {"one two", {KEY_CTRL('W')}, "one ", 4},
        {"one two ", {KEY_CTRL('W'), KEY_CTRL('W')}, "", 0},
        {"one two", {KEYCODE_LEFT, KEYCODE_LEFT, KEY_CTRL('U')}, "wo", 0},
        {"one two", {KEYCODE_LEFT, KEY_CTRL('K')}, "one tw", 6},
        {"añb", {KEYCODE_LEFT, KEYCODE_BACKSPACE}, "ab", 1},
        {"añb", {KEYCODE_HOME, KEYCODE_RIGHT, KEYCODE_DELETE}, "ab", 1},
        {"aé", {KEYCODE_BACKSPACE}, "a", 1}, /* a base and its mark */
        {"中文", {KEYCODE_LEFT, 'x'}, "中x文", 4},
        {"", {KEYCODE_LEFT, KEYCODE_DELETE, KEYCODE_RIGHT, 7, 0x85}, "", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct prompt p;

        prompt_open(&p, PROMPT_COMMAND, cases[i].start);
        for (size_t k = 0; k < 6 && cases[i].keys[k]; k++)
            press(&p, cases[i].keys[k]);
        assert_string_equal(p.text, cases[i].want);
        assert_int_equal(p.at, cases[i].at);
        assert_int_equal(p.len, strlen(p.text));
    }
}

static void test_what_is_offered(void **state)
{
    static const struct {
        uint32_t keys[3];
        const char *want;
    } cases[] = {
        {{'9'}, "ALERT X 9"},
        {{'9', '5'}, "ALERT X 95"},
        {{KEYCODE_BACKSPACE, '9'}, "ALERT X 12.39"},
        {{KEYCODE_LEFT, '9'}, "ALERT X 12.394"},
        {{KEYCODE_END, '9'}, "ALERT X 12.349"},
        {{KEY_CTRL('A'), KEY_CTRL('K')}, ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct prompt p;

        prompt_offer(&p, PROMPT_COMMAND, "ALERT X ", "12.34");
        assert_string_equal(p.text, "ALERT X 12.34");
        for (size_t k = 0; k < 3 && cases[i].keys[k]; k++)
            press(&p, cases[i].keys[k]);
        assert_string_equal(p.text, cases[i].want);
        assert_int_equal(p.len, strlen(p.text));
    }
}

static void test_never_too_long(void **state)
{
    struct prompt p;

    (void)state;
    prompt_open(&p, PROMPT_COMMAND, "");
    for (int i = 0; i < 1000; i++)
        press(&p, i % 3 ? 0x4e2d : 'a');
    assert_true(p.len < sizeof(p.text));
    assert_int_equal(p.text[p.len], '\0');
}

/* What is pasted can neither end the line nor act on the terminal. */
static void test_paste(void **state)
{
    struct prompt p;

    (void)state;
    prompt_open(&p, PROMPT_COMMAND, "ab");
    press(&p, KEYCODE_LEFT);
    assert_int_equal(
        prompt_key(&p, (struct key){.code = KEYCODE_PASTE,
                                    .text = "x\n\033[31my\x7f\xc2\x9bz"}),
        PROMPT_GOES_ON);
    assert_string_equal(p.text, "ax [31myzb");
}

static void test_drawn_around_its_cursor(void **state)
{
    struct canvas c;
    struct prompt p;

    (void)state;
    canvas_init(&c, 20, 2, false);
    prompt_open(&p, PROMPT_COMMAND, "0123456789012345678901234567890123456789");
    for (int i = 0; i < 45; i++) {
        canvas_clear(&c);
        prompt_draw(&p, &c, 1, ":", 0);
        assert_in_range(c.cursor_x, 1, 19);
        assert_int_equal(c.cursor_y, 1);
        press(&p, KEYCODE_LEFT);
    }
    assert_string_equal(c.cells[20 + 1].text, "0");
    canvas_done(&c);
}

static void test_history(void **state)
{
    struct history h = {.count = 0};
    char line[16];

    (void)state;
    assert_null(history_step(&h, -1));
    history_add(&h, "one");
    history_add(&h, "two");
    history_add(&h, "two");
    assert_string_equal(history_step(&h, -1), "two");
    assert_string_equal(history_step(&h, -1), "one");
    assert_null(history_step(&h, -1));
    assert_string_equal(history_step(&h, 1), "two");
    assert_null(history_step(&h, 1));
    assert_string_equal(history_step(&h, -1), "two");
    for (int i = 0; i < 2 * HISTORY_MAX; i++) {
        snprintf(line, sizeof(line), "line %d", i);
        history_add(&h, line);
    }
    assert_int_equal(h.count, HISTORY_MAX);
    assert_string_equal(history_step(&h, -1), "line 99");
    history_done(&h);
}

static void test_hits(void **state)
{
    struct hits h = {.count = 0};

    (void)state;
    assert_int_equal(hits_find(&h, 0, 0).kind, HIT_NONE);
    hits_add(&h, HIT_PANEL, 1, (struct rect){0, 1, 10, 5});
    hits_add(&h, HIT_PANEL, 2, (struct rect){10, 1, 10, 5});
    hits_add(&h, HIT_COVER, 0, (struct rect){5, 2, 10, 2});
    hits_add(&h, HIT_PANEL, 3, (struct rect){3, 3, 0, 5});
    assert_int_equal(hits_find(&h, 9, 1).n, 1);
    assert_int_equal(hits_find(&h, 10, 1).n, 2);
    assert_int_equal(hits_find(&h, 9, 2).kind, HIT_COVER);
    assert_int_equal(hits_find(&h, 3, 3).n, 1);
    assert_int_equal(hits_find(&h, 3, 6).kind, HIT_NONE);
    assert_int_equal(hits_find(&h, -1, 1).kind, HIT_NONE);
    for (int i = 0; i < 2 * HITS_MAX; i++)
        hits_add(&h, HIT_PANEL, i, (struct rect){0, 0, 1, 1});
    assert_int_equal(h.count, HITS_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_edit),
        cmocka_unit_test(test_what_is_offered),
        cmocka_unit_test(test_never_too_long),
        cmocka_unit_test(test_paste),
        cmocka_unit_test(test_drawn_around_its_cursor),
        cmocka_unit_test(test_history),
        cmocka_unit_test(test_hits),
    };
    return cmocka_run_group_tests_name("ui/prompt", tests, NULL, NULL);
}
