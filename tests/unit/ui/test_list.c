/* SPDX-License-Identifier: MIT */
/* Lists: the cursor stays on its row whatever comes and goes. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "../src/ui/list.h"

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    const char *const *names = items;

    snprintf(out, size, "%s", names[at]);
}

static struct list_rows rows_of(const char *const *names, size_t n)
{
    struct list_rows r = {.key = key_of, .items = names};

    for (size_t i = 0; i < n; i++)
        list_add(&r, (uint32_t)i);
    return r;
}

static const char *selected(struct list_view *v, const char *const *names,
                            size_t n)
{
    struct list_rows r = rows_of(names, n);
    uint32_t at = 0;
    bool found;

    list_sync(v, &r);
    found = list_selected(v, &r, &at);
    list_done(&r);
    return found ? names[at] : "none";
}

static void act(struct list_view *v, const char *const *names, size_t n,
                enum ui_action a)
{
    struct list_rows r = rows_of(names, n);

    list_sync(v, &r);
    assert_true(list_act(v, &r, a, 3));
    list_done(&r);
}

static const char *const abc[] = {"A", "B", "C", "D", "E", "F", "G", "H"};

static void test_cursor_by_key(void **state)
{
    static const char *const more[] = {"X", "Y", "A", "B", "C"};
    static const char *const less[] = {"A", "C"};
    struct list_view v = {.key = ""};

    (void)state;
    assert_string_equal(selected(&v, abc, 3), "A");
    act(&v, abc, 3, ACTION_down);
    assert_string_equal(selected(&v, abc, 3), "B");
    assert_string_equal(selected(&v, more, 5), "B");
    assert_int_equal(v.cursor, 3);
    assert_string_equal(selected(&v, abc, 3), "B");
    assert_string_equal(selected(&v, less, 2), "C");
    assert_string_equal(selected(&v, less, 0), "none");
    assert_string_equal(selected(&v, abc, 8), "C");
}

static void test_moves_stop_at_the_ends(void **state)
{
    struct list_view v = {.page = 4};

    (void)state;
    act(&v, abc, 8, ACTION_up);
    assert_string_equal(v.key, "A");
    act(&v, abc, 8, ACTION_page_down);
    assert_string_equal(v.key, "D");
    act(&v, abc, 8, ACTION_half_down);
    assert_string_equal(v.key, "F");
    act(&v, abc, 8, ACTION_last);
    act(&v, abc, 8, ACTION_down);
    assert_string_equal(v.key, "H");
    act(&v, abc, 8, ACTION_first);
    assert_string_equal(v.key, "A");
    act(&v, abc, 0, ACTION_down);
}

static void test_scroll_keeps_cursor_in_view(void **state)
{
    struct list_view v = {.key = ""};
    struct list_rows r = rows_of(abc, 8);

    (void)state;
    for (size_t page = 1; page < 10; page++)
        for (v.cursor = 0; v.cursor < 8; v.cursor++) {
            list_scroll(&v, &r, page);
            assert_true(v.top <= v.cursor && v.cursor < v.top + page);
            assert_true(v.top == 0 || v.top + page <= 8);
        }
    list_done(&r);
}

/* Terminals scroll whole lines only: beside other panels each row that moves
 * is drawn anew, so half a page comes at a time. */
static void test_few_scrolls_beside_panels(void **state)
{
    static const char *const many[26] = {"A"};
    struct list_view v = {.is_beside = true};
    struct list_rows r = rows_of(many, 26);
    size_t scrolls = 0;

    (void)state;
    for (size_t i = 0; i < 52; i++) {
        size_t top = v.top;

        v.cursor = i < 26 ? i : 51 - i;
        list_scroll(&v, &r, 8);
        assert_true(v.top <= v.cursor && v.cursor < v.top + 8);
        assert_true(v.top + 8 <= 26);
        scrolls += v.top != top;
    }
    assert_in_range(scrolls, 8, 10); /* line by line: 36 */
    for (size_t page = 1; page < 30; page++)
        for (v.cursor = 0; v.cursor < 26; v.cursor++) {
            list_scroll(&v, &r, page);
            assert_true(v.top <= v.cursor && v.cursor < v.top + page);
        }
    list_done(&r);
}

static void test_filter(void **state)
{
    (void)state;
    assert_true(list_matches("", "anything"));
    assert_true(list_matches("nvid", "NVIDIA Corp"));
    assert_true(list_matches("ÉTÉ", "été"));
    assert_false(list_matches("intel", "NVIDIA Corp"));
    assert_false(list_matches("!nvid", "NVIDIA Corp"));
    assert_true(list_matches("!intel", "NVIDIA Corp"));
    assert_true(list_matches("!", "NVIDIA Corp"));
}

static int by_tens(const void *items, uint32_t a, uint32_t b, int sort)
{
    (void)items;
    (void)sort;
    return a / 10 < b / 10 ? -1 : a / 10 > b / 10;
}

static void test_sort_is_stable(void **state)
{
    static const uint32_t in[] = {31, 12, 35, 7, 11, 30, 2, 19, 20};
    static const uint32_t up[] = {7, 2, 12, 11, 19, 20, 31, 35, 30};
    static const uint32_t down[] = {31, 35, 30, 20, 12, 11, 19, 7, 2};
    struct list_rows r = {.key = key_of};

    (void)state;
    for (size_t i = 0; i < 9; i++)
        list_add(&r, in[i]);
    list_sort(&r, false, by_tens, 0);
    assert_memory_equal(r.at, up, sizeof(up));
    memcpy(r.at, in, sizeof(in));
    list_sort(&r, true, by_tens, 0);
    assert_memory_equal(r.at, down, sizeof(down));
    list_done(&r);
}

/* Odd ones are not known. */
static int by_even(const void *items, uint32_t a, uint32_t b, int sort)
{
    bool is_odd_a = a % 2, is_odd_b = b % 2;

    (void)items;
    (void)sort;
    if (is_odd_a || is_odd_b)
        return list_unknown_last(is_odd_a, is_odd_b);
    return a < b ? -1 : a > b;
}

static void test_unknown_is_last_either_way(void **state)
{
    static const uint32_t in[] = {3, 4, 1, 6, 2, 5};
    static const uint32_t up[] = {2, 4, 6, 3, 1, 5};
    static const uint32_t down[] = {6, 4, 2, 3, 1, 5};
    struct list_rows r = {.key = key_of};

    (void)state;
    for (size_t i = 0; i < 6; i++)
        list_add(&r, in[i]);
    list_sort(&r, false, by_even, 0);
    assert_memory_equal(r.at, up, sizeof(up));
    memcpy(r.at, in, sizeof(in));
    list_sort(&r, true, by_even, 0);
    assert_memory_equal(r.at, down, sizeof(down));
    list_done(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cursor_by_key),
        cmocka_unit_test(test_moves_stop_at_the_ends),
        cmocka_unit_test(test_scroll_keeps_cursor_in_view),
        cmocka_unit_test(test_few_scrolls_beside_panels),
        cmocka_unit_test(test_filter),
        cmocka_unit_test(test_sort_is_stable),
        cmocka_unit_test(test_unknown_is_last_either_way),
    };
    return cmocka_run_group_tests_name("ui/list", tests, NULL, NULL);
}
