/* SPDX-License-Identifier: MIT */
/* Tapes from files, gzip, pipes and the binary itself, whole and damaged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tapewatch/base/mem.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/tape/codec.h"
#include "tapewatch/tape/reader.h"
#include "tapewatch/tape/writer.h"

#define LINE(t, symbol)                                                        \
    "{\"t\":" #t ",\"kind\":\"halt\",\"symbol\":\"" symbol "\"}"

enum { MANY = 3000 };

struct folder {
    char path[200], file[240];
};

static struct folder *folder_new(const char *name)
{
    struct folder *f = mem_new(1, sizeof *f);
    const char *root = getenv("TMPDIR");

    (void)snprintf(f->path, sizeof f->path, "%.150s/tapewatch-XXXXXX",
                   root && *root ? root : "/tmp");
    assert_non_null(mkdtemp(f->path));
    (void)snprintf(f->file, sizeof f->file, "%s/%s", f->path, name);
    return f;
}

static void folder_free(struct folder *f)
{
    (void)unlink(f->file);
    (void)rmdir(f->path);
    free(f);
}

static void put_file(const char *path, const void *bytes, size_t n)
{
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static char *get_file(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    char *bytes = mem_new(1 << 20, 1);

    assert_non_null(f);
    *n = fread(bytes, 1, 1 << 20, f);
    assert_int_equal(fclose(f), 0);
    return bytes;
}

static struct tape_reader *of_text(const char *text)
{
    struct tape_reader *r;

    assert_int_equal(tape_open_bytes(text, strlen(text), "x.tape", &r), ERR_OK);
    return r;
}

static void expect(struct tape_reader *r, int64_t t, const char *symbol)
{
    const struct update *u = NULL;
    struct why why = {""};

    if (tape_next(r, &u, &why) != ERR_OK)
        fail_msg("%s instead of %s", why.text, symbol);
    assert_int_equal(u->t, t);
    assert_string_equal(u->symbol, symbol);
}

static void expect_bad(struct tape_reader *r, enum err e, const char *text)
{
    const struct update *u = NULL;
    struct why why = {""};

    assert_int_equal(tape_next(r, &u, &why), e);
    assert_string_equal(why.text, text);
}

static void expect_end(struct tape_reader *r)
{
    const struct update *u = NULL;

    assert_int_equal(tape_next(r, &u, NULL), ERR_END);
    assert_int_equal(tape_next(r, &u, NULL), ERR_END);
    tape_close(r);
}

static void bad_lines_are_named_and_passed(void **state)
{
    struct tape_reader *r =
        of_text(LINE(1, "A") "\n\n{\"kind\":\"new\"}\r\nrubbish\n" LINE(
            2, "B") "\r\n"
                    "{\"t\":3,\"kind\":\"halt\"}\n" LINE(
                        4, "C")); /* no line end */
    struct tape_counts n;

    (void)state;
    expect(r, 1, "A");
    expect_bad(r, ERR_SYNTAX, "x.tape:4: not JSON at byte 0");
    expect(r, 2, "B");
    expect_bad(r, ERR_SYNTAX, "x.tape:6: halt: symbol: missing");
    expect(r, 4, "C");
    n = tape_counts(r);
    assert_int_equal(n.lines, 7);
    assert_int_equal(n.updates, 3);
    assert_int_equal(n.skipped, 2);
    assert_int_equal(n.malformed, 2);
    expect_end(r);
}

static void empty_tapes(void **state)
{
    (void)state;
    expect_end(of_text(""));
    expect_end(of_text("\n\n"));
    expect_end(of_text("   "));
}

static void time_never_goes_back(void **state)
{
    struct tape_reader *r = of_text(LINE(5, "A") "\n" LINE(3, "B") "\n" LINE(
        9, "C") "\n" LINE(8, "D") "\n");

    (void)state;
    expect(r, 5, "A");
    expect(r, 5, "B");
    expect(r, 9, "C");
    expect(r, 9, "D");
    expect_end(r);
}

static void a_huge_line_is_told_once(void **state)
{
    struct strbuf text = {0};
    struct tape_reader *r;

    (void)state;
    strbuf_add(&text, LINE(1, "A") "\n");
    for (int i = 0; i < 3 << 18; i++) /* 3 MB */
        strbuf_add(&text, "\"k\":");
    strbuf_add(&text, "\n" LINE(2, "B") "\n");
    r = of_text(text.text);
    expect(r, 1, "A");
    expect_bad(r, ERR_SYNTAX, "x.tape:2: longer than 1 MB");
    expect(r, 2, "B");
    assert_int_equal(tape_counts(r).lines, 3);
    assert_int_equal(tape_counts(r).malformed, 1);
    expect_end(r);
    strbuf_done(&text);
}

/* Lines around the limit, whose end may fall at any place of a piece. */
static void lines_about_as_long_as_allowed(void **state)
{
    (void)state;
    for (int over = -1; over <= 2; over++) {
        size_t room = (size_t)((1 << 20) + over);
        char *pad = mem_new(room + 1, 1);
        struct strbuf text = {0};
        struct tape_reader *r;

        memset(pad, ' ', room - strlen(LINE(1, "A")));
        strbuf_format(&text, "%s%s\r\n%s\n", LINE(1, "A"), pad, LINE(2, "B"));
        r = of_text(text.text);
        if (over <= 0)
            expect(r, 1, "A");
        else
            expect_bad(r, ERR_SYNTAX, "x.tape:1: longer than 1 MB");
        expect(r, 2, "B");
        expect_end(r);
        strbuf_done(&text);
        free(pad);
    }
}

/* A packed tape of many bars. */
static struct folder *packed(void)
{
    struct folder *f = folder_new("many.tape.gz");
    struct tape_writer *w;
    struct updates made = {0};

    assert_int_equal(tape_create(f->file, &w, NULL), ERR_OK);
    for (int i = 0; i < MANY; i++) {
        struct update *u = updates_add(&made, i, UPDATE_bar, "A", "s");

        u->of.bar.bar.close = i * 0.37 * (i % 7);
        assert_int_equal(tape_write(w, u, NULL), ERR_OK);
        updates_clear(&made);
    }
    assert_int_equal(tape_finish(w, NULL), ERR_OK);
    updates_done(&made);
    return f;
}

static void gzip_there_and_back(void **state)
{
    struct folder *f = packed();
    struct tape_reader *r;

    (void)state;
    assert_int_equal(tape_open(f->file, &r, NULL), ERR_OK);
    for (int i = 0; i < MANY; i++) {
        const struct update *u;

        assert_int_equal(tape_next(r, &u, NULL), ERR_OK);
        assert_int_equal(u->t, i);
        assert_true(u->of.bar.bar.close == i * 0.37 * (i % 7));
    }
    expect_end(r);
    folder_free(f);
}

/* Reads to the end: how many updates, how many complaints of damage. */
static void read_all(struct tape_reader *r, int *updates, int *damages)
{
    const struct update *u;
    struct why why = {""};
    enum err e;

    *updates = *damages = 0;
    while ((e = tape_next(r, &u, &why)) != ERR_END) {
        *updates += e == ERR_OK;
        *damages += e == ERR_CORRUPT;
        if (e == ERR_CORRUPT)
            assert_non_null(strstr(why.text, "damaged gzip data"));
    }
    expect_end(r);
}

static void gzip_cut_short(void **state)
{
    struct folder *f = packed();
    size_t n;
    char *bytes = get_file(f->file, &n);
    int updates, damages, before = -1;

    (void)state;
    for (size_t cut = 1; cut < n; cut += n / 9) {
        struct tape_reader *r;

        put_file(f->file, bytes, cut);
        assert_int_equal(tape_open(f->file, &r, NULL), ERR_OK);
        read_all(r, &updates, &damages);
        assert_int_equal(damages, 1);
        assert_true(updates >= before && updates <= MANY);
        before = updates;
    }
    assert_true(before > 0); /* what came before the cut counts */
    free(bytes);
    folder_free(f);
}

static void gzip_with_a_wrong_byte(void **state)
{
    struct folder *f = packed();
    size_t n;
    char *bytes = get_file(f->file, &n);
    int updates, damages;
    struct tape_reader *r;

    (void)state;
    bytes[n - 6] ^= 0x40; /* in the checksum */
    assert_int_equal(tape_open_bytes(bytes, n, "x", &r), ERR_OK);
    read_all(r, &updates, &damages);
    assert_int_equal(updates, MANY);
    assert_int_equal(damages, 1);
    free(bytes);
    folder_free(f);
}

static void gzip_members_one_after_the_other(void **state)
{
    struct folder *f = packed();
    size_t n;
    char *bytes = get_file(f->file, &n);
    char *twice = mem_new(2 * n + 100, 1); /* zeros behind them */
    int updates, damages;
    struct tape_reader *r;

    (void)state;
    memcpy(twice, bytes, n);
    memcpy(twice + n, bytes, n);
    assert_int_equal(tape_open_bytes(twice, 2 * n + 100, "x", &r), ERR_OK);
    read_all(r, &updates, &damages);
    assert_int_equal(updates, 2 * MANY);
    assert_int_equal(damages, 0);
    twice[2 * n] = 'x';
    assert_int_equal(tape_open_bytes(twice, 2 * n + 100, "x", &r), ERR_OK);
    read_all(r, &updates, &damages);
    assert_int_equal(updates, 2 * MANY);
    assert_int_equal(damages, 1);
    free(twice);
    free(bytes);
    folder_free(f);
}

static void what_cannot_be_opened(void **state)
{
    struct folder *f = folder_new("none");
    struct tape_reader *r = NULL;
    struct why why = {""};

    (void)state;
    assert_int_equal(tape_open(f->file, &r, &why), ERR_NOT_FOUND);
    assert_non_null(strstr(why.text, f->file));
    assert_int_equal(tape_open(f->path, &r, &why), ERR_IO);
    assert_non_null(strstr(why.text, "folder"));
    assert_null(r);
    folder_free(f);
}

/* Puts a pipe in the place of standard input; what is there is kept. */
static struct tape_reader *from_pipe(int *in, int *kept)
{
    struct tape_reader *r;
    int ends[2];

    assert_int_equal(pipe(ends), 0);
    *kept = dup(STDIN_FILENO);
    assert_true(dup2(ends[0], STDIN_FILENO) >= 0);
    (void)close(ends[0]);
    *in = ends[1];
    assert_int_equal(tape_open("-", &r, NULL), ERR_OK);
    return r;
}

static void feed(int in, const char *text)
{
    assert_int_equal(write(in, text, strlen(text)), strlen(text));
}

static void a_pipe_is_asked_without_waiting(void **state)
{
    int in, kept;
    struct tape_reader *r = from_pipe(&in, &kept);

    (void)state;
    assert_false(tape_is_ready(r, 0));
    feed(in, "{\"t\":1,\"kind\":");
    assert_false(tape_is_ready(r, 0));
    feed(in, "\"halt\",\"symbol\":\"A\"}");
    assert_false(tape_is_ready(r, 1));
    feed(in, "\n" LINE(2, "B"));
    assert_true(tape_is_ready(r, 0));
    expect(r, 1, "A");
    assert_false(tape_is_ready(r, 0));
    /* Lines that tell nothing are no answer: reading on would block. */
    feed(in, "\n\n{\"kind\":\"new\"}\n");
    assert_true(tape_is_ready(r, 0));
    expect(r, 2, "B");
    assert_false(tape_is_ready(r, 0));
    feed(in, "rubbish\n");
    assert_true(tape_is_ready(r, 0));
    expect_bad(r, ERR_SYNTAX, "stdin:5: not JSON at byte 0");
    feed(in, LINE(3, "C"));
    assert_false(tape_is_ready(r, 0));
    (void)close(in);
    assert_true(tape_is_ready(r, 0));
    expect(r, 3, "C");
    assert_true(tape_is_ready(r, 0));
    expect_end(r);
    assert_true(dup2(kept, STDIN_FILENO) >= 0);
    (void)close(kept);
}

static void the_demo_tape_is_whole(void **state)
{
    const struct update *u;
    struct tape_reader *r;
    struct tape_counts n;
    int64_t last = INT64_MIN;
    int opens = 0, closes = 0;

    (void)state;
    assert_int_equal(tape_open("demo", &r, NULL), ERR_OK);
    while (tape_next(r, &u, NULL) == ERR_OK) {
        assert_true(u->t >= last);
        last = u->t;
        if (strcmp(u->symbol, "NVDA") != 0)
            continue;
        if (u->kind == UPDATE_quote && u->t == INT64_C(1737988200000)) {
            assert_true(u->of.quote.price == 124.80);
            assert_true(u->of.quote.prev_close == 142.62);
            opens++;
        }
        if (u->kind == UPDATE_bar && u->of.bar.span == BAR_1d &&
            u->t == INT64_C(1738011600000)) {
            assert_true(u->of.bar.bar.close == 118.42);
            assert_true(u->of.bar.bar.low == 116.70);
            assert_true(u->of.bar.bar.volume == 818830900);
            closes++;
        }
    }
    n = tape_counts(r);
    assert_int_equal(n.skipped + n.malformed, 0);
    assert_int_equal(n.updates, n.lines);
    assert_int_equal(opens, 1);
    assert_int_equal(closes, 1);
    expect_end(r);
}

/* No line stands before the end of its bar, by the program's own calendar. */
static void bars_of_the_demo_tape_are_over(void **state)
{
    const struct update *u;
    struct tape_reader *r;
    int bars = 0;

    (void)state;
    assert_int_equal(tape_open("demo", &r, NULL), ERR_OK);
    while (tape_next(r, &u, NULL) == ERR_OK) {
        enum market_hours hours =
            strcmp(u->symbol, "BTC-USD") == 0 ? HOURS_ALWAYS : HOURS_US;

        if (u->kind != UPDATE_bar)
            continue;
        bars++;
        if (u->t < bar_end(hours, u->of.bar.span, &u->of.bar.bar))
            fail_msg("%s %s", u->symbol, bar_span_name(u->of.bar.span));
    }
    assert_true(bars > 13000);
    expect_end(r);
}

/* Written, read and written again, every line is the same. */
static void the_demo_tape_there_and_back(void **state)
{
    const struct update *u;
    struct tape_reader *r;
    struct strbuf once = {0}, twice = {0};
    struct updates read = {0};

    (void)state;
    assert_int_equal(tape_open("demo", &r, NULL), ERR_OK);
    while (tape_next(r, &u, NULL) == ERR_OK) {
        updates_clear(&read);
        strbuf_clear(&once);
        strbuf_clear(&twice);
        tape_encode(u, &once);
        assert_int_equal(tape_decode(once.text, once.len, &read, NULL), ERR_OK);
        tape_encode(&read.items[0], &twice);
        assert_string_equal(once.text, twice.text);
    }
    assert_true(tape_counts(r).updates > 13000);
    expect_end(r);
    strbuf_done(&once);
    strbuf_done(&twice);
    updates_done(&read);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_lines_are_named_and_passed),
        cmocka_unit_test(empty_tapes),
        cmocka_unit_test(time_never_goes_back),
        cmocka_unit_test(a_huge_line_is_told_once),
        cmocka_unit_test(lines_about_as_long_as_allowed),
        cmocka_unit_test(gzip_there_and_back),
        cmocka_unit_test(gzip_cut_short),
        cmocka_unit_test(gzip_with_a_wrong_byte),
        cmocka_unit_test(gzip_members_one_after_the_other),
        cmocka_unit_test(what_cannot_be_opened),
        cmocka_unit_test(a_pipe_is_asked_without_waiting),
        cmocka_unit_test(the_demo_tape_is_whole),
        cmocka_unit_test(bars_of_the_demo_tape_are_over),
        cmocka_unit_test(the_demo_tape_there_and_back),
    };

    return cmocka_run_group_tests_name("tape/reader", tests, NULL, NULL);
}
