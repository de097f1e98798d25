/* SPDX-License-Identifier: MIT */
/* HTML fragments to plain text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tapewatch/base/html.h"

static void becomes(const char *html, const char *text)
{
    struct strbuf out = {0};

    html_text(&out, html, strlen(html));
    assert_string_equal(strbuf_text(&out), text);
    strbuf_done(&out);
}

static void tags_go(void **state)
{
    (void)state;
    becomes("<p>One <b>bold</b> word</p>", "One bold word");
    becomes("a<p>b</p><p>c</p>d", "a\nb\nc\nd");
    becomes("a<br/>b<li>c", "a\nb\nc");
    becomes("a <script>if (a < b) x('</p>')</script> b", "a b");
    becomes("a<STYLE>p > b {}</style>b", "ab");
    becomes("a<!-- <p>hidden</p> -->b<!doctype html>c<?php x ?>d", "abcd");
    becomes("<a title=\"1 > 0\" href='x'>link</a>", "link");
    becomes("<a title='it's>odd</a> end", "odd end");
}

static void what_is_no_tag_stays(void **state)
{
    (void)state;
    becomes("1 < 2 & 3 > 2", "1 < 2 & 3 > 2");
    becomes("5<6", "5<6");
    becomes("I <3 it", "I <3 it");
    becomes("cut <a href=", "cut");
    becomes("cut <!-- here", "cut");
    becomes("<script>for ever", "");
    becomes("<", "<");
}

static void entities_become_characters(void **state)
{
    (void)state;
    becomes("AT&amp;T &lt;b&gt; &quot;&apos;", "AT&T <b> \"'");
    becomes("a&nbsp;b&mdash;c", "a\xc2\xa0"
                                "b\xe2\x80\x94"
                                "c");
    becomes("&#8217;&#x2019;&#X41;", "\xe2\x80\x99\xe2\x80\x99"
                                     "A");
    becomes("&#146; \xc2\x92", "\xe2\x80\x99 \xe2\x80\x99");
    becomes("&#0;&#xd800;&#x110000;&#99999999;",
            "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    becomes("a&#27;b&#10;c", "a b c");
    becomes("AT&T &nosuch; &; &#; &#x; &#xzz; &amp",
            "AT&T &nosuch; &; &#; &#x; &#xzz; &amp");
}

static void blanks_collapse(void **state)
{
    (void)state;
    becomes("  a \t\r\n  b  ", "a b");
    becomes("<p> a </p>\n<p> b </p>", "a\nb");
    becomes("", "");
    becomes(" <br> ", "");
}

static void appends(void **state)
{
    struct strbuf out = {0};

    (void)state;
    strbuf_add(&out, "before:");
    html_text(&out, " <p>x", 5);
    assert_string_equal(strbuf_text(&out), "before:x");
    strbuf_done(&out);
}

static void every_name_is_found(void **state)
{
    size_t names = 0;

    (void)state;
#define ENTITY(name, code)                                                  \
    assert_int_equal(html_entity(#name, strlen(#name)), code);              \
    names++;
#include "../src/base/html_entities.def"
#undef ENTITY
    assert_int_equal(names, 253);
    assert_int_equal(html_entity("nbs", 3), 0);
    assert_int_equal(html_entity("nbspx", 5), 0);
    assert_int_equal(html_entity("NBSP", 4), 0);
    assert_int_equal(html_entity("", 0), 0);
    assert_int_equal(html_entity("gt\0\0", 4), 0);
}

/* Doubling the text about doubles the time: not squares of it. */
static void hostile_text_ends(void **state)
{
    struct strbuf html = {0}, out = {0};

    (void)state;
    for (int i = 0; i < 200000; i++)
        strbuf_add(&html, "<a'<a\"");
    html_text(&out, html.text, html.len);
    assert_true(out.len < html.len);
    strbuf_done(&html);
    strbuf_done(&out);
}

/* Plain text is read many bytes at a time: what is not plain must be seen
 * wherever it stands among them. */
static void what_means_more_is_seen_anywhere(void **state)
{
    static const char words[] = "Of the twelve that rose, nine did so late";
    static const struct {
        const char *html, *text;
    } puts[] = {
        {"  ", " "},    {" \n ", " "},           {"\x01", " "},
        {"&amp;", "&"}, {"<b>", ""},             {"<3", "<3"},
        {"x\x7f", "x\x7f"}, {"\xc2\x92", "\xe2\x80\x99"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof puts / sizeof puts[0]; i++)
        for (int at = 1; words[at]; at++) {
            struct strbuf html = {0}, text = {0};

            if (words[at] == ' ' || words[at - 1] == ' ')
                continue; /* the blanks of both would collapse */
            strbuf_format(&html, "%.*s%s%s", at, words, puts[i].html,
                          words + at);
            strbuf_format(&text, "%.*s%s%s", at, words, puts[i].text,
                          words + at);
            becomes(html.text, text.text);
            strbuf_done(&html);
            strbuf_done(&text);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_go),
        cmocka_unit_test(what_is_no_tag_stays),
        cmocka_unit_test(entities_become_characters),
        cmocka_unit_test(blanks_collapse),
        cmocka_unit_test(appends),
        cmocka_unit_test(every_name_is_found),
        cmocka_unit_test(hostile_text_ends),
        cmocka_unit_test(what_means_more_is_seen_anywhere),
    };

    return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
