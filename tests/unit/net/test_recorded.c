/* SPDX-License-Identifier: MIT */
/* Recorded replies: the first row whose pattern is in the URL answers. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tapewatch/net/transport.h"

static void write_file(const char *folder, const char *name,
                       const char *text)
{
    char path[600];
    FILE *f;

    snprintf(path, sizeof(path), "%s/%s", folder, name);
    f = fopen(path, "w");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

static int make_folder(void **state)
{
    const char *base = getenv("TMPDIR");
    char path[512];

    snprintf(path, sizeof(path), "%s/tapewatch-recorded-XXXXXX",
             base && base[0] ? base : "/tmp");
    *state = mkdtemp(path) ? strdup(path) : NULL;
    return *state ? 0 : -1;
}

static int remove_folder(void **state)
{
    static const char *const names[] = {"index.tsv", "a.json", "no.txt"};
    char path[600];

    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof(path), "%s/%s", (char *)*state, names[i]);
        unlink(path);
    }
    rmdir(*state);
    free(*state);
    return 0;
}

static void ask(struct transport *t, uint64_t id, const char *url)
{
    struct request r = {.id = id};

    name_copy(r.url, sizeof(r.url), url);
    assert_int_equal(t->submit(t->self, &r, NULL), ERR_OK);
}

static void replies_in_order(void **state)
{
    struct transport t;
    struct reply r;

    write_file(*state, "a.json", "{\"a\":1}");
    write_file(*state, "no.txt", "Too Many Requests");
    write_file(*state, "index.tsv",
               "# pattern, file, status, content type\n"
               "/a?x\ta.json\t\tapplication/json\n"
               "/gone\tnot-there\t200\n"
               "/a\tno.txt\t429\ttext/plain\n");
    assert_int_equal(recorded_transport_new(*state, &t, NULL), ERR_OK);
    ask(&t, 1, "https://example.org/a?x=1");
    ask(&t, 2, "https://example.org/a");
    ask(&t, 3, "https://example.org/b");
    ask(&t, 4, "https://example.org/gone");
    assert_int_equal(t.pending(t.self), 4);
    assert_true(t.collect(t.self, 0, &r));
    assert_int_equal(r.id, 1);
    assert_int_equal(r.status, 200);
    assert_string_equal(r.body, "{\"a\":1}");
    assert_string_equal(r.content_type, "application/json");
    assert_true(t.collect(t.self, 0, &r));
    assert_int_equal(r.id, 2);
    assert_int_equal(r.status, 429);
    assert_true(t.collect(t.self, 0, &r));
    assert_int_equal(r.failure, REPLY_NO_HOST);
    assert_string_equal(r.error, "no recorded reply");
    assert_true(t.collect(t.self, 0, &r));
    assert_int_equal(r.failure, REPLY_BROKEN);
    assert_false(t.collect(t.self, 0, &r));
    ask(&t, 5, "https://example.org/a"); /* never collected */
    t.wake(t.self);
    t.free(t.self);
}

static void wrong_index_is_told(void **state)
{
    struct transport t;
    struct why why = {{0}};

    assert_int_equal(recorded_transport_new(*state, &t, &why), ERR_IO);
    assert_non_null(strstr(why.text, "index.tsv"));
    write_file(*state, "index.tsv", "/a\ta.json\tmany\n");
    assert_int_equal(recorded_transport_new(*state, &t, &why), ERR_SYNTAX);
    assert_string_equal(why.text, "index.tsv:1: status: not a number");
}

int main(void)
{
#define IN_FOLDER(test)                                                     \
    cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)
    const struct CMUnitTest tests[] = {
        IN_FOLDER(replies_in_order),
        IN_FOLDER(wrong_index_is_told),
    };
    return cmocka_run_group_tests_name("recorded", tests, NULL, NULL);
}
