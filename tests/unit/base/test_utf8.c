/* SPDX-License-Identifier: MIT */
/* Tests of base/utf8: decoding, cleaning, widths, graphemes, folding. */
#include "tapewatch/base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <utf8proc.h>

static void check_clean(const char *in, size_t n, const char *expected)
{
    struct strbuf out = {0};
    utf8_clean(&out, in, n, 4096);
    assert_string_equal(strbuf_text(&out), expected);
    strbuf_done(&out);
}

#define CLEANS(in, expected) check_clean(in, sizeof(in) - 1, expected)

static void test_clean_plain(void **state)
{
    (void)state;
    CLEANS("", "");
    CLEANS("Nvidia falls 17%", "Nvidia falls 17%");
    CLEANS("  a \t\r\n b  ", "a b");
    CLEANS("Z\xc3\xbcrich \xe6\x9d\xb1\xe4\xba\xac", "Z\xc3\xbcrich \xe6\x9d\xb1\xe4\xba\xac");
    CLEANS("a\xc2\xa0\xe2\x80\x83\xe3\x80\x80" "b", "a b");
    CLEANS("a\xe2\x80\xa8\xe2\x80\xa9\xc2\x85" "b", "a b");
}

static void test_clean_controls(void **state)
{
    (void)state;
    CLEANS("a\x1b[31mb\x07\x08\x7f\0c", "a[31mbc");
    CLEANS("a\xc2\x9b" "31m\xc2\x90x", "a31mx"); /* C1 */
    for (uint32_t c = 0; c < 0xa0; c++) {
        char in[8] = "a", expected[8] = "a";
        size_t n = 1 + utf8_put(in + 1, c);
        in[n++] = 'b';
        if ((c >= '\t' && c <= '\r') || c == ' ' || c == 0x85)
            strcat(expected, " b");
        else if (c > 0x20 && c < 0x7f)
            memcpy(expected, in, n);
        else
            strcat(expected, "b");
        check_clean(in, n, expected);
    }
}

static void test_clean_invisible(void **state)
{
    static const uint32_t points[] = {
        0xad,   0x34f,  0x61c,   0x115f,  0x1160,  0x180b,  0x180e,
        0x200b, 0x200c, 0x200d,  0x200e,  0x200f,  0x202a,  0x202b,
        0x202c, 0x202d, 0x202e,  0x2060,  0x2061,  0x2064,  0x2066,
        0x2067, 0x2068, 0x2069,  0x206a,  0x206f,  0x2800,  0x3164,
        0xfe00, 0xfe0f, 0xfeff,  0xffa0,  0xfff9,  0xfffe,  0xffff,
        0xe000, 0xf8ff, 0xe0001, 0xe0020, 0xe007f, 0xe0100, 0xe01ef,
        0xf0000, 0x10fffd, 0x10ffff, 0x378, 0x1f3fd,
    };
    (void)state;
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        char in[8] = "a";
        size_t n = 1 + utf8_put(in + 1, points[i]);
        in[n++] = 'b';
        check_clean(in, n, "ab");
    }
}

static void test_clean_bad_bytes(void **state)
{
    (void)state;
    CLEANS("a\xff" "b", "a\xef\xbf\xbd" "b");
    CLEANS("\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd");           /* too long */
    CLEANS("\xe2\x82", "\xef\xbf\xbd\xef\xbf\xbd");           /* cut short */
    CLEANS("\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    CLEANS("\xf4\x90\x80\x80",
           "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
}

static void test_clean_marks_and_emoji(void **state)
{
    (void)state;
    CLEANS("e\xcc\x81", "\xc3\xa9"); /* NFC */
    CLEANS("\xcc\x81" "a", "a");     /* nothing to stand on */
    CLEANS("a \xcc\x81" "b", "a b");
    CLEANS("x\xcc\x81\xcc\x82\xcc\x83\xcc\x84", "x\xcc\x81\xcc\x82");
    /* woman, joiner, computer; heart with selector; flag; thumb with skin */
    CLEANS("\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb",
           "\xf0\x9f\x91\xa9\xf0\x9f\x92\xbb");
    CLEANS("\xe2\x9d\xa4\xef\xb8\x8f", "\xe2\x9d\xa4");
    CLEANS("\xf0\x9f\x87\xba\xf0\x9f\x87\xb8", "US");
    CLEANS("\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd", "\xf0\x9f\x91\x8d");
}

static void test_clean_most(void **state)
{
    static const char text[] = "ab e\xcc\x81x\xcc\x82\xcc\x83 \xe6\x9d\xb1";
    (void)state;
    for (size_t most = 0; most < 24; most++) {
        struct strbuf out = {0};
        strbuf_add(&out, "kept: ");
        utf8_clean(&out, text, sizeof text - 1, most);
        assert_true(out.len <= 6 + most);
        assert_true(utf8_is_valid(out.text, out.len));
        assert_memory_equal(out.text, "kept: ", 6);
        /* x never stands without its marks */
        if (out.len > 6)
            assert_int_not_equal(out.text[out.len - 1], 'x');
        strbuf_done(&out);
    }
}

static void test_clean_lines(void **state)
{
    static const char text[] = "\r\n a \r\n b\n\n\n\tc\xe2\x80\xa8" "d e\r";
    struct strbuf out = {0};
    (void)state;
    utf8_clean_lines(&out, text, sizeof text - 1, 100);
    assert_string_equal(strbuf_text(&out), "a\nb\n\nc\nd e");
    strbuf_done(&out);
}

/* A long run of marks in the worst order must not take quadratic time. */
static void test_clean_many_marks(void **state)
{
    enum { N = 400000 };
    struct strbuf in = {0}, out = {0};
    (void)state;
    strbuf_add(&in, "a");
    for (int i = 0; i < N; i++)
        strbuf_add(&in, i < N / 2 ? "\xcc\x81" : "\xcc\xa3");
    utf8_clean(&out, in.text, in.len, 1000);
    assert_true(out.len > 0 && out.len <= 11);
    strbuf_done(&in);
    strbuf_done(&out);
}

/* ---- properties over made-up text */

static uint32_t next_random(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*seed >> 33);
}

static uint32_t random_point(uint64_t *seed)
{
    static const uint32_t favourites[] = {
        ' ',    '\n',   '\r',   'a',    'e',    0x301,  0x302,   0x327,
        0x200d, 0xfe0f, 0x202e, 0x1100, 0x1161, 0x11a8, 0x9c7,   0x9be,
        0x1f1e6, 0x1f469, 0xac00, 0x212b, 0x2126, 0xfb1d, 0x1d15e, 0x85,
    };
    uint32_t r = next_random(seed);
    if (r % 3)
        return favourites[r / 3 % (sizeof favourites / sizeof *favourites)];
    return next_random(seed) % (r % 2 ? 0x3000 : 0x110000);
}

static void make_text(struct strbuf *b, uint64_t *seed)
{
    size_t n = next_random(seed) % 40;
    for (size_t i = 0; i < n; i++) {
        char text[4];
        if (next_random(seed) % 20 == 0)
            strbuf_add_char(b, (char)next_random(seed));
        else
            strbuf_add_n(b, text, utf8_put(text, random_point(seed)));
    }
}

static void check_allowed(uint32_t c, bool lines)
{
    utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
    if (lines && c == '\n')
        return;
    assert_true(k != UTF8PROC_CATEGORY_CC && k != UTF8PROC_CATEGORY_CF);
    assert_true(k != UTF8PROC_CATEGORY_CS && k != UTF8PROC_CATEGORY_CO);
    assert_true(k != UTF8PROC_CATEGORY_CN && k != UTF8PROC_CATEGORY_ZL);
    assert_true(k != UTF8PROC_CATEGORY_ZP);
    assert_true(k != UTF8PROC_CATEGORY_ZS || c == ' ');
    assert_false(c >= 0xfe00 && c <= 0xfe0f);
    assert_false(c >= 0x1f1e6 && c <= 0x1f1ff);
}

static void check_properties(const struct strbuf *in, size_t most, bool lines)
{
    void (*clean)(struct strbuf *, const char *, size_t, size_t) =
        lines ? utf8_clean_lines : utf8_clean;
    struct strbuf once = {0}, twice = {0};
    clean(&once, strbuf_text(in), in->len, most);
    clean(&twice, strbuf_text(&once), once.len, most);
    const char *p = strbuf_text(&once), *end = p + once.len;
    assert_true(once.len <= most);
    assert_true(utf8_is_valid(p, once.len));
    assert_string_equal(p, strbuf_text(&twice));
    while (p < end)
        check_allowed(utf8_next(&p, end), lines);
    for (p = strbuf_text(&once); p < end;) {
        int width;
        size_t n = utf8_grapheme(p, (size_t)(end - p), &width);
        assert_true(n > 0 && n <= 11);
        assert_true(*p == '\n' || width == 1 || width == 2);
        p += n;
    }
    strbuf_done(&once);
    strbuf_done(&twice);
}

static void test_clean_properties(void **state)
{
    uint64_t seed = 20250127;
    (void)state;
    for (int i = 0; i < 20000; i++) {
        struct strbuf in = {0};
        make_text(&in, &seed);
        check_properties(&in, i % 2 ? 4096 : (size_t)i % 30, i % 3 == 0);
        strbuf_done(&in);
    }
}

static void test_clean_every_point(void **state)
{
    (void)state;
    for (uint32_t c = 0; c < 0x110000; c++) {
        struct strbuf in = {0};
        char text[4];
        strbuf_add(&in, "a");
        strbuf_add_n(&in, text, utf8_put(text, c));
        strbuf_add(&in, "b");
        check_properties(&in, 100, false);
        strbuf_done(&in);
    }
}

static void test_put_and_next(void **state)
{
    (void)state;
    for (uint32_t c = 0; c < 0x110000; c += c < 0x11000 ? 1 : 97) {
        char text[4];
        const char *p = text;
        size_t n = utf8_put(text, c);
        bool surrogate = c >= 0xd800 && c <= 0xdfff;
        assert_int_equal(utf8_next(&p, text + n), surrogate ? 0xfffd : c);
        assert_ptr_equal(p, text + n);
        assert_true(utf8_is_valid(text, n));
        if (n > 1)
            assert_false(utf8_is_valid(text, n - 1));
    }
}

static void test_widths(void **state)
{
    static const char ones[] = "─━│┊┴┤▁█▀▏▉⠀⣿←→▲▼●◐✗○◄①›…•·×Δ░▒▓┃╽╿";
    const char *p = ones, *end = ones + sizeof ones - 1;
    (void)state;
    while (p < end)
        assert_int_equal(utf8_width(utf8_next(&p, end)), 1);
    assert_int_equal(utf8_width('\n'), 0);
    assert_int_equal(utf8_width(0x301), 0);
    assert_int_equal(utf8_width(0x6771), 2);
    assert_int_equal(utf8_width(0xac00), 2);
    assert_int_equal(utf8_width(0x1f469), 2);
    assert_int_equal(utf8_width(0x93e), 1);
    assert_int_equal(utf8_width(0x110000), 0);
    assert_int_equal(utf8_cells("a\xe6\x9d\xb1x\xcc\x81"), 4);
    assert_int_equal(utf8_cells(""), 0);
}

static void test_graphemes(void **state)
{
    static const char text[] = "x\xcc\x81\xcc\x82y\n\xe6\x9d\xb1";
    int width;
    (void)state;
    assert_int_equal(utf8_grapheme(text, 0, &width), 0);
    assert_int_equal(width, 0);
    assert_int_equal(utf8_grapheme(text, 10, &width), 5);
    assert_int_equal(width, 1);
    assert_int_equal(utf8_grapheme(text + 5, 5, &width), 1);
    assert_int_equal(utf8_grapheme(text + 6, 4, &width), 1);
    assert_int_equal(width, 0);
    assert_int_equal(utf8_grapheme(text + 7, 3, &width), 3);
    assert_int_equal(width, 2);
}

static void test_fold(void **state)
{
    struct strbuf out = {0};
    static const char text[] = "NVIDIA Stra\xc3\x9f" "e \xce\xa3 \xc3\x84";
    (void)state;
    utf8_fold(&out, text, sizeof text - 1);
    assert_string_equal(strbuf_text(&out),
                        "nvidia strasse \xcf\x83 \xc3\xa4");
    strbuf_done(&out);
}

/* The quick look and the slow one agree; short texts and all places of a
 * blank, so that the eights are met in every way. */
static void plain_is_what_cleaning_leaves(void **state)
{
    static const char letters[] = " !a~\x7f\x1f\x80\n";
    uint32_t random = 7;

    (void)state;
    assert_true(utf8_is_plain("", 0));
    for (int i = 0; i < 200000; i++) {
        char text[40];
        size_t n = random >> 8 & 31;
        bool is_plain = true;

        for (size_t k = 0; k < n; k++) {
            random = random * 1664525 + 1013904223;
            text[k] = random >> 24 < 40 ? ' ' : 'a';
            if (random >> 24 == 41)
                text[k] = letters[random >> 16 & 7];
        }
        random = random * 1664525 + 1013904223;
        for (size_t k = 0; k < n; k++) {
            bool is_edge = k == 0 || k == n - 1 || text[k - 1] == ' ';
            is_plain = is_plain && text[k] >= ' ' && text[k] < 0x7f &&
                       (text[k] != ' ' || !is_edge);
        }
        assert_int_equal(utf8_is_plain(text, n), is_plain);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_is_what_cleaning_leaves),
        cmocka_unit_test(test_clean_plain),
        cmocka_unit_test(test_clean_controls),
        cmocka_unit_test(test_clean_invisible),
        cmocka_unit_test(test_clean_bad_bytes),
        cmocka_unit_test(test_clean_marks_and_emoji),
        cmocka_unit_test(test_clean_most),
        cmocka_unit_test(test_clean_lines),
        cmocka_unit_test(test_clean_many_marks),
        cmocka_unit_test(test_clean_properties),
        cmocka_unit_test(test_clean_every_point),
        cmocka_unit_test(test_put_and_next),
        cmocka_unit_test(test_widths),
        cmocka_unit_test(test_graphemes),
        cmocka_unit_test(test_fold),
    };
    return cmocka_run_group_tests_name("base/utf8", tests, NULL, NULL);
}
