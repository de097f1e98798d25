/* SPDX-License-Identifier: MIT */
/* Members of raw JSON text: whole ones are given, damage is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tapewatch/base/json.h"

struct seen {
    struct strbuf text;
    size_t most; /* stop after so many */
    size_t count;
};

static bool keep(void *self, struct json_piece key, struct json_piece value)
{
    struct seen *s = self;

    strbuf_add_n(&s->text, key.at, key.n);
    strbuf_add_char(&s->text, '=');
    strbuf_add_n(&s->text, value.at, value.n);
    strbuf_add_char(&s->text, ';');
    return ++s->count != s->most;
}

static void check(const char *text, enum err wanted, const char *members)
{
    struct seen s = {.most = 100};
    struct why why = {""};
    enum err e = json_members((struct json_piece){text, strlen(text)}, keep,
                              &s, &why);

    assert_int_equal(e, wanted);
    assert_string_equal(strbuf_text(&s.text), members);
    assert_int_equal(why.text[0] != '\0', wanted != ERR_OK);
    strbuf_done(&s.text);
}

static void whole(void **state)
{
    (void)state;
    check("{}", ERR_OK, "");
    check(" { } \n", ERR_OK, "");
    check("{\"a\":1}", ERR_OK, "a=1;");
    check("\xef\xbb\xbf{\"a\" : -1.5e3 , \"b\":null}", ERR_OK,
          "a=-1.5e3;b=null;");
    check("{\"a\":\"x\\\"}\",\"b\":\"\\\\\",\"c\":[1,{\"d\":\"]\"}]}", ERR_OK,
          "a=\"x\\\"}\";b=\"\\\\\";c=[1,{\"d\":\"]\"}];");
    check("{\"\":\"\"}", ERR_OK, "=\"\";");
}

static void damaged(void **state)
{
    static const char *const bad[] = {
        "", " ", "[]", "7", "{", "{\"", "{\"a", "{\"a\"", "{\"a\":",
        "{\"a\":}", "{\"a\":1", "{\"a\":\"", "{\"a\":\"\\\"", "{\"a\":[",
        "{\"a\":{\"b\":1}", "{a:1}", "{,}",
    };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct seen s = {.most = 100};
        struct why why = {""};
        struct json_piece p = {bad[i], strlen(bad[i])};

        assert_int_equal(json_members(p, keep, &s, &why), ERR_SYNTAX);
        assert_non_null(strstr(why.text, "not JSON at byte"));
        strbuf_done(&s.text);
    }
    check("{\"a\":1,\"b\":[2,", ERR_SYNTAX, "a=1;");
    check("{\"a\":1,}", ERR_SYNTAX, "a=1;");
    check("{\"a\":1} x", ERR_SYNTAX, "a=1;");
    check("{\"a\":1 \"b\":2}", ERR_SYNTAX, "a=1;");
}

static void stops_when_told(void **state)
{
    static const char text[] = "{\"a\":1,\"b\":2,\"c\"";
    struct seen s = {.most = 2};

    (void)state;
    assert_int_equal(
        json_members((struct json_piece){text, sizeof text - 1}, keep, &s,
                     NULL),
        ERR_OK);
    assert_string_equal(strbuf_text(&s.text), "a=1;b=2;");
    strbuf_done(&s.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole),
        cmocka_unit_test(damaged),
        cmocka_unit_test(stops_when_told),
    };

    return cmocka_run_group_tests_name("json_members", tests, NULL, NULL);
}
