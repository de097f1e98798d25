/* SPDX-License-Identifier: MIT */
/* Tests of base/ini: the dialect, its limits, and words. */
#include "tapewatch/base/ini.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "tapewatch/base/strbuf.h"

static void note_entry(void *self, struct ini_place at, const char *section,
                       const char *name, const char *key, const char *value)
{
    if (key)
        strbuf_format(self, "%u [%s|%s] %s=<%s>\n", at.line, section, name, key,
                      value);
    else
        strbuf_format(self, "%u [%s|%s]\n", at.line, section, name);
}

static void note_problem(void *self, struct ini_place at, const char *what)
{
    const char *slash = strrchr(at.file, '/');
    strbuf_format(self, "%s:%u! %s\n", slash ? slash + 1 : at.file, at.line,
                  what);
}

static enum err parse_n(const char *text, size_t n, struct strbuf *seen)
{
    const struct ini_handler h = {seen, note_entry, note_problem};
    return ini_parse(text, n, NULL, &h, NULL);
}

static void check(const char *text, size_t n, const char *expected)
{
    struct strbuf seen = {0};
    assert_int_equal(parse_n(text, n, &seen), ERR_OK);
    assert_string_equal(strbuf_text(&seen), expected);
    strbuf_done(&seen);
}

#define CHECK_INI(text, expected) check(text, sizeof(text) - 1, expected)

static void test_lines(void **state)
{
    (void)state;
    CHECK_INI("", "");
    CHECK_INI("a = 1", "1 [|] a=<1>\n");
    CHECK_INI("\xef\xbb\xbf# first\r\n  a=b = c  \r\n\r\n[s]\nx =\n",
              "2 [|] a=<b = c>\n4 [s|]\n5 [s|] x=<>\n");
    CHECK_INI("[watchlist  AI & megacap ]\nsymbols = NVDA # not a comment\n",
              "1 [watchlist|AI & megacap]\n"
              "2 [watchlist|AI & megacap] symbols=<NVDA # not a comment>\n");
    CHECK_INI("c = #33cc66\nu = http://x/?a;b\n",
              "1 [|] c=<#33cc66>\n2 [|] u=<http://x/?a;b>\n");
    CHECK_INI("k = a\nk = b\n", "1 [|] k=<a>\n2 [|] k=<b>\n");
}

static void test_quotes(void **state)
{
    (void)state;
    CHECK_INI("a = \"  b \"\nb = \"\nc = \"x\" y\nd = \"\"\ne = \"a \"b\"\n",
              "1 [|] a=<  b >\n2 [|] b=<\">\n3 [|] c=<\"x\" y>\n"
              "4 [|] d=<>\n5 [|] e=<a \"b>\n");
}

static void test_continuation(void **state)
{
    (void)state;
    CHECK_INI("a = 1, \\\n    2 \\ \n\t3\nb = 4\\\n",
              "1 [|] a=<1, 2 3>\n4 [|] b=<4>\n");
    CHECK_INI("# comment \\\na = 1\n", "2 [|] a=<1>\n");
    CHECK_INI("a = 1 \\", "1 [|] a=<1>\n");
    CHECK_INI("\\\n\\\n\\\n", "");
    CHECK_INI("a = 1 \\\n\nb = 2", "1 [|] a=<1>\n3 [|] b=<2>\n");
}

static void test_problems(void **state)
{
    (void)state;
    CHECK_INI("word\na = 1\n",
              ":1! expected \"key = value\" or \"[section]\": word\n"
              "2 [|] a=<1>\n");
    CHECK_INI("= 1\n",
              ":1! expected \"key = value\" or \"[section]\": = 1\n");
    CHECK_INI("[open\n[]\n[ ]\n",
              ":1! a section ends with ]: [open\n"
              ":2! a section needs a name\n:3! a section needs a name\n");
    CHECK_INI("a = \xff\nb = \x1b[0m\nc = \0\nd = 1\n",
              ":1! not UTF-8 text, or a control character\n"
              ":2! not UTF-8 text, or a control character\n"
              ":3! not UTF-8 text, or a control character\n"
              "4 [|] d=<1>\n");
    CHECK_INI("include = other\n", ":1! include is not possible here\n");
}

static void test_long(void **state)
{
    struct strbuf text = {0}, seen = {0};
    (void)state;
    strbuf_add(&text, "symbols =");
    while (text.len < 900000)
        strbuf_add(&text, " NVDA");
    assert_int_equal(parse_n(text.text, text.len, &seen), ERR_OK);
    assert_true(seen.len > 900000 - 20);
    strbuf_clear(&seen);
    while (text.len <= 1 << 20)
        strbuf_add(&text, " NVDA");
    assert_int_equal(parse_n(text.text, text.len, &seen), ERR_TOO_BIG);
    assert_int_equal(seen.len, 0);
    strbuf_done(&text);
    strbuf_done(&seen);
}

/* ---- files */

static char *make_folder(void)
{
    const char *base = getenv("TMPDIR");
    char *path = NULL;
    assert_true(asprintf(&path, "%s/ini-XXXXXX", base ? base : "/tmp") > 0);
    assert_non_null(mkdtemp(path));
    return path;
}

static void write_file(const char *folder, const char *name, const char *text)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static enum err read_seen(const char *folder, const char *name,
                          struct strbuf *seen, struct why *why)
{
    const struct ini_handler h = {seen, note_entry, note_problem};
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return ini_read(path, &h, why);
}

static void remove_folder(char *folder)
{
    static const char *const names[] = {"a", "b", "c", "sub/d", "sub"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        remove(path);
    }
    assert_int_equal(rmdir(folder), 0);
    free(folder);
}

static void test_include(void **state)
{
    char *folder = make_folder(), path[512];
    struct strbuf seen = {0};
    (void)state;
    snprintf(path, sizeof path, "%s/sub", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    write_file(folder, "a", "[s n]\ninclude = sub/d\nk = 1\n");
    write_file(folder, "sub/d", "x = 2\n[t]\ny = 3\nbad\n");
    assert_int_equal(read_seen(folder, "a", &seen, NULL), ERR_OK);
    assert_string_equal(
        strbuf_text(&seen),
        "1 [s|n]\n1 [s|n] x=<2>\n2 [t|]\n3 [t|] y=<3>\n"
        "d:4! expected \"key = value\" or \"[section]\": bad\n"
        "3 [s|n] k=<1>\n");
    strbuf_done(&seen);
    remove_folder(folder);
}

static void test_include_loop(void **state)
{
    char *folder = make_folder();
    struct strbuf seen = {0};
    (void)state;
    write_file(folder, "a", "include = b\nk = 1\n");
    write_file(folder, "b", "include = a\ninclude = none\ninclude =\n");
    /* by another spelling: the depth ends it */
    write_file(folder, "c", "x = 1\ninclude = ./c\n");
    assert_int_equal(read_seen(folder, "a", &seen, NULL), ERR_OK);
    assert_non_null(strstr(seen.text, "b:1! include: "));
    assert_non_null(strstr(seen.text, "includes itself\n"));
    assert_non_null(strstr(seen.text, "b:2! include: "));
    assert_non_null(strstr(seen.text, "No such file"));
    assert_non_null(strstr(seen.text, "b:3! include names no file\n"));
    assert_non_null(strstr(seen.text, "2 [|] k=<1>\n"));
    strbuf_clear(&seen);
    assert_int_equal(read_seen(folder, "c", &seen, NULL), ERR_OK);
    assert_non_null(strstr(seen.text, "more than 8 deep"));
    strbuf_done(&seen);
    remove_folder(folder);
}

/* Files that each include the next many times: the sum of bytes ends it. */
static void test_include_flood(void **state)
{
    char *folder = make_folder();
    struct strbuf text = {0}, seen = {0};
    (void)state;
    for (int i = 0; i < 3000; i++)
        strbuf_add(&text, "include = b\n");
    write_file(folder, "a", text.text);
    strbuf_clear(&text);
    for (int i = 0; i < 3000; i++)
        strbuf_add(&text, "include = c\n");
    write_file(folder, "b", text.text);
    strbuf_clear(&text);
    for (int i = 0; i < 10000; i++)
        strbuf_add(&text, "# a comment line\n");
    write_file(folder, "c", text.text);
    assert_int_equal(read_seen(folder, "a", &seen, NULL), ERR_OK);
    assert_non_null(strstr(seen.text, "more than 8 MB in all"));
    strbuf_done(&text);
    strbuf_done(&seen);
    remove_folder(folder);
}

static void test_read_fails(void **state)
{
    char *folder = make_folder();
    struct strbuf text = {0}, seen = {0};
    struct why why = {.text = ""};
    (void)state;
    assert_int_equal(read_seen(folder, "none", &seen, &why), ERR_NOT_FOUND);
    assert_non_null(strstr(why.text, "none: No such file"));
    assert_int_equal(read_seen(folder, ".", &seen, &why), ERR_IO);
    while (text.len <= 1 << 20)
        strbuf_add(&text, "# a comment line\n");
    write_file(folder, "a", text.text);
    assert_int_equal(read_seen(folder, "a", &seen, &why), ERR_TOO_BIG);
    assert_non_null(strstr(why.text, "larger than 1 MB"));
    assert_int_equal(seen.len, 0);
    strbuf_done(&text);
    strbuf_done(&seen);
    remove_folder(folder);
}

/* ---- words */

static void test_nearest(void **state)
{
    static const char *const words[] = {"theme", "symbols", "refresh", "hints"};
    char longest[200];
    (void)state;
    assert_string_equal(ini_nearest("them", words, 4), "theme");
    assert_string_equal(ini_nearest("tehme", words, 4), "theme");
    assert_string_equal(ini_nearest("refr", words, 4), "refresh");
    assert_string_equal(ini_nearest("SYMBOL", words, 4), "symbols");
    assert_string_equal(ini_nearest("refersh", words, 4), "refresh");
    assert_string_equal(ini_nearest("hints", words, 4), "hints");
    assert_null(ini_nearest("colour", words, 4));
    assert_null(ini_nearest("hi", words, 4));
    assert_null(ini_nearest("", words, 4));
    assert_null(ini_nearest("theme", words, 0));
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_null(ini_nearest(longest, words, 4));
    assert_null(ini_nearest("abc", (const char *const[]){longest}, 1));
}

static void test_items(void **state)
{
    const char *at = " NVDA,,MSFT \t, BRK-B ", *item;
    size_t n;
    (void)state;
    item = ini_item(&at, &n);
    assert_true(n == 4 && memcmp(item, "NVDA", 4) == 0);
    item = ini_item(&at, &n);
    assert_true(n == 4 && memcmp(item, "MSFT", 4) == 0);
    item = ini_item(&at, &n);
    assert_true(n == 5 && memcmp(item, "BRK-B", 5) == 0);
    assert_null(ini_item(&at, &n));
    assert_null(ini_item(&at, &n));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_continuation),
        cmocka_unit_test(test_problems),
        cmocka_unit_test(test_long),
        cmocka_unit_test(test_include),
        cmocka_unit_test(test_include_loop),
        cmocka_unit_test(test_include_flood),
        cmocka_unit_test(test_read_fails),
        cmocka_unit_test(test_nearest),
        cmocka_unit_test(test_items),
    };
    return cmocka_run_group_tests_name("base/ini", tests, NULL, NULL);
}
