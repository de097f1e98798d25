/* SPDX-License-Identifier: MIT */
/* Tapes that are written: plain, packed, flushed, and to where none can be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tapewatch/tape/reader.h"
#include "tapewatch/tape/writer.h"

static void make_folder(char *path, size_t size)
{
    const char *root = getenv("TMPDIR");

    (void)snprintf(path, size, "%.150s/tapewatch-XXXXXX",
                   root && *root ? root : "/tmp");
    assert_non_null(mkdtemp(path));
}

static void put(struct tape_writer *w, int64_t t)
{
    struct update u = {.t = t, .kind = UPDATE_halt, .symbol = "A"};

    assert_int_equal(tape_write(w, &u, NULL), ERR_OK);
}

/* How many updates the file holds by now; *e is how it ends. */
static int count(const char *path, enum err *e)
{
    struct tape_reader *r;
    const struct update *u;
    int n = 0;

    assert_int_equal(tape_open(path, &r, NULL), ERR_OK);
    while ((*e = tape_next(r, &u, NULL)) == ERR_OK)
        assert_int_equal(u->t, ++n);
    tape_close(r);
    return n;
}

/* What was flushed can be read, before the tape is finished and after. */
static void write_and_read(const char *name, enum err unfinished)
{
    char folder[200], path[240];
    struct tape_writer *w;
    enum err e;

    make_folder(folder, sizeof folder);
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(tape_create(path, &w, NULL), ERR_OK);
    put(w, 1);
    put(w, 2);
    assert_int_equal(tape_flush(w, NULL), ERR_OK);
    assert_int_equal(tape_flush(w, NULL), ERR_OK);
    assert_int_equal(count(path, &e), 2);
    assert_int_equal(e, unfinished);
    for (int64_t t = 3; t <= 5000; t++) /* more than is held back */
        put(w, t);
    assert_int_equal(tape_finish(w, NULL), ERR_OK);
    assert_int_equal(count(path, &e), 5000);
    assert_int_equal(e, ERR_END);
    (void)unlink(path);
    (void)rmdir(folder);
}

static void plain(void **state)
{
    (void)state;
    write_and_read("a.tape", ERR_END);
}

static void packed(void **state)
{
    (void)state;
    write_and_read("a.tape.gz", ERR_CORRUPT);
}

static void nothing_but_a_name(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        char folder[200], path[240];
        struct tape_writer *w;
        enum err e;

        make_folder(folder, sizeof folder);
        (void)snprintf(path, sizeof path, "%s/e%s", folder, i ? ".gz" : "");
        assert_int_equal(tape_create(path, &w, NULL), ERR_OK);
        assert_int_equal(tape_flush(w, NULL), ERR_OK);
        assert_int_equal(tape_finish(w, NULL), ERR_OK);
        assert_int_equal(count(path, &e), 0);
        assert_int_equal(e, ERR_END);
        (void)unlink(path);
        (void)rmdir(folder);
    }
}

static void no_such_folder(void **state)
{
    struct tape_writer *w = NULL;
    struct why why = {""};

    (void)state;
    assert_int_equal(tape_create("/nowhere/at/all.tape", &w, &why), ERR_IO);
    assert_non_null(strstr(why.text, "/nowhere/at/all.tape"));
    assert_int_equal(tape_create("/nowhere/at/all.gz", &w, NULL), ERR_IO);
    assert_null(w);
}

static void a_full_disk_is_told(void **state)
{
    struct tape_writer *w;
    struct why why = {""};

    (void)state;
    if (access("/dev/full", W_OK) != 0)
        skip();
    assert_int_equal(tape_create("/dev/full", &w, NULL), ERR_OK);
    put(w, 1);
    assert_int_equal(tape_flush(w, &why), ERR_IO);
    assert_non_null(strstr(why.text, "/dev/full"));
    put(w, 2);
    assert_int_equal(tape_finish(w, &why), ERR_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain),
        cmocka_unit_test(packed),
        cmocka_unit_test(nothing_but_a_name),
        cmocka_unit_test(no_such_folder),
        cmocka_unit_test(a_full_disk_is_told),
    };

    return cmocka_run_group_tests_name("tape/writer", tests, NULL, NULL);
}
