/* SPDX-License-Identifier: MIT */
/* A list of the screen as a file: what was asked for, and never over a file
 * that exists. */
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

#include "../src/commands/save.h"
#include "tapewatch/state/state.h"

static const int64_t start_ms = INT64_C(1737990000000);

struct fixture {
    struct state *state;
    struct snapshot *now;
    char folder[64];
    struct ui_export export;
};

static void put_quote(struct state *s, const char *symbol, double price)
{
    struct updates u = {0};
    struct update *q = updates_add(&u, start_ms, UPDATE_quote, symbol, "test");

    QUOTE_SET(&q->of.quote, price, price);
    QUOTE_SET(&q->of.quote, prev_close, 100.0);
    QUOTE_SET(&q->of.quote, as_of, start_ms);
    state_apply(s, q);
    updates_done(&u);
}

static int setup(void **state)
{
    static struct fixture f;
    struct freeze_info info = {.now_ms = start_ms + 1000, .mode = RUN_LIVE};

    f = (struct fixture){.folder = "/tmp/tapewatch-save-XXXXXX"};
    if (!mkdtemp(f.folder))
        return -1;
    f.state = state_new("", 0);
    put_quote(f.state, "NVDA", 83);
    put_quote(f.state, "AMD", 95);
    put_quote(f.state, "MSFT", 101);
    f.now = state_freeze(f.state, &info);
    *state = &f;
    return 0;
}

static void path_of(struct fixture *f, const char *name)
{
    snprintf(f->export.path, sizeof(f->export.path), "%s/%s", f->folder,
             name);
}

static int teardown(void **state)
{
    static const char *const names[] = {"a.csv", "a.json", "a.txt"};
    struct fixture *f = *state;

    for (size_t i = 0; i < 3; i++) {
        path_of(f, names[i]);
        (void)unlink(f->export.path);
    }
    snapshot_free(f->now);
    state_free(f->state);
    return rmdir(f->folder);
}

static void read_file(const struct fixture *f, char *out, size_t size)
{
    FILE *file = fopen(f->export.path, "r");
    size_t n;

    assert_non_null(file);
    n = fread(out, 1, size - 1, file);
    out[n] = '\0';
    fclose(file);
}

static void test_the_rows_and_no_others(void **state)
{
    struct fixture *f = *state;
    struct why why = {0};
    char text[4000];
    size_t rows = 0;

    path_of(f, "a.csv");
    f->export.what = UI_EXPORT_QUOTES;
    f->export.symbols = "NVDA MSFT";
    assert_int_equal(save_export(f->now, &f->export, &rows, &why), ERR_OK);
    assert_int_equal(rows, 2);
    read_file(f, text, sizeof(text));
    assert_memory_equal(text, "symbol,", 7);
    assert_non_null(strstr(text, "\nNVDA,"));
    assert_non_null(strstr(text, "\nMSFT,"));
    assert_null(strstr(text, "AMD"));
    path_of(f, "a.json");
    assert_int_equal(save_export(f->now, &f->export, &rows, &why), ERR_OK);
    read_file(f, text, sizeof(text));
    assert_int_equal(text[0], '[');
}

static void put_headline(struct state *s, const char *id)
{
    struct updates u = {0};
    struct update *h = updates_add(&u, start_ms, UPDATE_headline, "", "rss");

    h->of.headline.id = id;
    h->of.headline.title = id;
    h->of.headline.published = h->of.headline.seen = start_ms;
    state_apply(s, h);
    updates_done(&u);
}

static void test_the_headlines_and_no_others(void **state)
{
    struct freeze_info info = {.now_ms = start_ms + 1000, .mode = RUN_LIVE};
    struct fixture *f = *state;
    struct why why = {0};
    char text[4000];
    size_t rows = 0;

    put_headline(f->state, "story-one");
    put_headline(f->state, "story-two");
    put_headline(f->state, "story-three");
    snapshot_free(f->now);
    f->now = state_freeze(f->state, &info);
    path_of(f, "a.csv");
    f->export.what = UI_EXPORT_NEWS;
    f->export.symbols = "";
    f->export.keys = "story-three\nstory-one\n";
    assert_int_equal(save_export(f->now, &f->export, &rows, &why), ERR_OK);
    assert_int_equal(rows, 2);
    read_file(f, text, sizeof(text));
    assert_non_null(strstr(text, "story-one"));
    assert_non_null(strstr(text, "story-three"));
    assert_null(strstr(text, "story-two"));
}

static void test_nothing_is_overwritten(void **state)
{
    struct fixture *f = *state;
    struct why why = {0};
    struct stat before, after;
    size_t rows = 0;

    path_of(f, "a.csv");
    f->export.symbols = "NVDA";
    assert_int_equal(save_export(f->now, &f->export, &rows, &why), ERR_OK);
    assert_int_equal(stat(f->export.path, &before), 0);
    assert_int_equal(before.st_mode & 0777, 0600);
    f->export.symbols = "NVDA AMD MSFT";
    assert_int_equal(save_export(f->now, &f->export, &rows, &why), ERR_IO);
    assert_non_null(strstr(why.text, "is there already: give another name"));
    assert_int_equal(stat(f->export.path, &after), 0);
    assert_int_equal(before.st_size, after.st_size);
}

/* What its name promises is what is written. */
static void test_only_endings_that_can_be_written(void **state)
{
    static const char *const names[] = {"x.xls", "csv", "x.csv.gz"};
    struct fixture *f = *state;
    struct why why = {0};
    struct stat none;
    size_t rows = 0;

    f->export.symbols = "NVDA";
    for (size_t i = 0; i < 3; i++) {
        path_of(f, names[i]);
        assert_int_equal(save_export(f->now, &f->export, &rows, &why),
                         ERR_USAGE);
        assert_non_null(strstr(why.text, "end in .csv, .json, .ndjson or "
                                         ".txt"));
        assert_int_equal(stat(f->export.path, &none), -1);
    }
}

static void test_no_such_folder(void **state)
{
    struct fixture *f = *state;
    struct why why = {0};
    size_t rows = 0;

    path_of(f, "none/a.csv");
    f->export.symbols = "NVDA";
    assert_int_equal(save_export(f->now, &f->export, &rows, &why), ERR_IO);
    assert_non_null(strstr(why.text, "No such file"));
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        CASE(test_the_rows_and_no_others),
        CASE(test_the_headlines_and_no_others),
        CASE(test_nothing_is_overwritten),
        CASE(test_only_endings_that_can_be_written),
        CASE(test_no_such_folder),
    };
    return cmocka_run_group_tests_name("commands/save", tests, NULL, NULL);
}
