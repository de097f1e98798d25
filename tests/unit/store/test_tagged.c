/* SPDX-License-Identifier: MIT */
/* The user's words on headlines: kept, replaced, forgotten; a file from before
 * there were any. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support.h"

struct seen {
    char text[400];
};

static void see(void *self, const char *tags, const char *line)
{
    struct seen *seen = self;
    size_t n = strlen(seen->text);

    snprintf(seen->text + n, sizeof seen->text - n, "%s=%s;", line, tags);
}

static void assert_kept(struct store *s, const char *expected)
{
    struct seen seen = {""};
    struct why why = {""};

    if (store_tagged(s, &seen, see, &why) != ERR_OK)
        fail_msg("%s", why.text);
    assert_string_equal(seen.text, expected);
}

static void put(struct store *s, const char *id, const char *tags,
                const char *line)
{
    struct why why = {""};

    if (store_set_tags(s, id, tags, line, &why) != ERR_OK)
        fail_msg("%s", why.text);
}

static void tags_are_kept_replaced_and_forgotten(void **state)
{
    char folder[PATH_MAX];
    struct why why = {""};
    struct store *s;

    (void)state;
    temp_folder(folder);
    s = open_ok(folder, false);
    assert_kept(s, "");
    put(s, "b", "capex M&A", "line b");
    put(s, "a", "halt", "line a");
    put(s, "c", "", "never was");
    store_close(s);
    s = open_ok(folder, false);
    assert_kept(s, "line a=halt;line b=capex M&A;");
    put(s, "b", "macro", "line b2");
    put(s, "a", "", "");
    assert_kept(s, "line b2=macro;");
    store_close(s);
    s = open_ok(folder, true);
    assert_kept(s, "line b2=macro;");
    assert_int_equal(store_set_tags(s, "b", "x", "y", &why), ERR_REFUSED);
    store_close(s);
    remove_folder(folder);
}

/* As the version before wrote it. */
static void an_older_file_gets_the_table(void **state)
{
    char folder[PATH_MAX], backup[256];
    struct why why = {""};
    struct store *s;

    (void)state;
    temp_folder(folder);
    s = open_ok(folder, false);
    assert_int_equal(store_set_setting(s, "bookmark.x", "line x", &why),
                     ERR_OK);
    store_close(s);
    run_sql(folder, "user.db", "DROP TABLE tagged; PRAGMA user_version=6");
    s = open_ok(folder, false);
    put(s, "x", "capex", "line x");
    assert_kept(s, "line x=capex;");
    assert_true(find_file(folder, "user.db.bak-6", backup));
    store_close(s);
    remove_folder(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_are_kept_replaced_and_forgotten),
        cmocka_unit_test(an_older_file_gets_the_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
