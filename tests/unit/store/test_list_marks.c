/* SPDX-License-Identifier: MIT */
/* Headings and labels in user.db, and lists that go. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support.h"

static void write_mark(void *self, const char *list,
                       const struct list_mark *m)
{
    struct strbuf *out = self;

    strbuf_format(out, "%s:%s:%s:%s ", list, m->symbol, m->section, m->label);
}

static void assert_marks(struct store *s, const char *expected)
{
    struct strbuf out = {0};
    struct why why = {""};

    if (store_list_marks(s, &out, write_mark, &why) != ERR_OK)
        fail_msg("%s", why.text);
    assert_string_equal(strbuf_text(&out), expected);
    strbuf_done(&out);
}

static void count_item(void *self, const char *list, const char *symbol)
{
    (void)list;
    (void)symbol;
    ++*(size_t *)self;
}

static void marks_come_back_and_go(void **state)
{
    static const char *const symbols[] = {"A", "B"};
    static const struct list_mark marks[] = {{"B", "Part two", "Bee"},
                                             {"A", "", "Ay"}};
    char folder[PATH_MAX];
    struct store *s;
    size_t items = 0;
    const struct store_list_reader r = {.self = &items, .item = count_item};

    (void)state;
    temp_folder(folder);
    s = open_ok(folder, false);
    assert_marks(s, "");
    assert_int_equal(store_set_list(s, "one", symbols, 2, NULL), ERR_OK);
    assert_int_equal(store_set_list(s, "two", symbols, 1, NULL), ERR_OK);
    assert_int_equal(store_set_list_marks(s, "one", marks, 2, NULL), ERR_OK);
    assert_int_equal(store_set_list_marks(s, "two", marks + 1, 1, NULL),
                     ERR_OK);
    store_close(s);
    s = open_ok(folder, false);
    assert_marks(s, "one:A::Ay one:B:Part two:Bee two:A::Ay ");
    assert_int_equal(store_set_list_marks(s, "one", marks, 1, NULL), ERR_OK);
    assert_marks(s, "one:B:Part two:Bee two:A::Ay ");
    assert_int_equal(store_drop_list(s, "one", NULL), ERR_OK);
    assert_marks(s, "two:A::Ay ");
    assert_int_equal(store_lists(s, &r, NULL), ERR_OK);
    assert_int_equal(items, 1);
    store_close(s);
    remove_folder(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_come_back_and_go),
    };

    return cmocka_run_group_tests_name("store/list_marks", tests, NULL, NULL);
}
