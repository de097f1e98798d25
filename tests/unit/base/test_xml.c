/* SPDX-License-Identifier: MIT */
/* XML: encodings, hostile documents, repair. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tapewatch/base/strbuf.h"
#include "tapewatch/base/xml.h"

/* The calls as text: "<a>", "text", "</a>"; "^" is a reset. */
struct seen {
    struct strbuf calls;
    const char *stop_at; /* element at which to stop */
};

static void on_reset(void *self)
{
    struct seen *s = self;

    strbuf_clear(&s->calls);
    strbuf_add(&s->calls, "^");
}

static bool on_start(void *self, const char *name, const char **attributes)
{
    struct seen *s = self;

    strbuf_format(&s->calls, "<%s", name);
    for (; *attributes; attributes += 2)
        strbuf_format(&s->calls, " %s=%s", attributes[0], attributes[1]);
    strbuf_add(&s->calls, ">");
    return !s->stop_at || strcmp(s->stop_at, name) != 0;
}

static bool on_text(void *self, const char *text, size_t n)
{
    strbuf_add_n(&((struct seen *)self)->calls, text, n);
    return true;
}

static bool on_end(void *self, const char *name)
{
    strbuf_format(&((struct seen *)self)->calls, "</%s>", name);
    return true;
}

static enum err parse(struct seen *s, const char *bytes, size_t n,
                      const char *charset, struct why *why)
{
    const struct xml_handler h = {s, on_reset, on_start, on_text, on_end};
    const struct xml_limits limits = {.bytes = 1 << 20, .depth = 64};

    return xml_parse(bytes, n, charset, limits, &h, why);
}

static void gives_n(const char *bytes, size_t n, const char *charset,
                    enum err wanted, const char *calls)
{
    struct seen s = {{0}, NULL};
    struct why why = {""};
    enum err e = parse(&s, bytes, n, charset, &why);

    assert_string_equal(strbuf_text(&s.calls), calls);
    assert_int_equal(e, wanted);
    if (e == ERR_CORRUPT)
        assert_non_null(strstr(why.text, "damaged at line "));
    strbuf_done(&s.calls);
}

static void gives(const char *text, const char *charset, const char *calls)
{
    gives_n(text, strlen(text), charset, ERR_OK, calls);
}

static void plain_documents(void **state)
{
    (void)state;
    gives("<a x='1'>t<b/></a>", NULL, "<a x=1>t<b></b></a>");
    gives(" \n<?xml version='1.0'?><a/>", NULL, "<a></a>");
    gives("<a xmlns='urn:x' xmlns:y='urn:y'><y:b/></a>", NULL,
          "<urn:x|a><urn:y|b></urn:y|b></urn:x|a>");
    gives("<!DOCTYPE rss SYSTEM \"http://example.com/x.dtd\"><rss/>", NULL,
          "<rss></rss>");
}

#define E_ACUTE "\xc3\xa9"

static void encodings(void **state)
{
    static const char utf16le[] = "\xff\xfe<\0a\0>\0\xe9\0<\0/\0a\0>\0";
    static const char utf16be[] =
        "\0<\0?\0x\0 \0y\0?\0>\0<\0a\0>\0\xe9\0<\0/\0a\0>";

    (void)state;
    gives("<?xml version='1.0' encoding='iso-8859-1'?><a>\xe9</a>", "utf-8",
          "<a>" E_ACUTE "</a>"); /* the document's word counts */
    gives("<a>\xe9</a>", "windows-1252", "<a>" E_ACUTE "</a>");
    gives("<?xml version='1.0' encoding='euc-kr'?><a>\xb3\xe2</a>", NULL,
          "<a>\xeb\x85\x84</a>");
    gives("\xef\xbb\xbf<a>" E_ACUTE "</a>", "iso-8859-1",
          "<a>" E_ACUTE "</a>");
    gives("<?xml version='1.0' encoding='utf-16'?><a>" E_ACUTE "</a>", NULL,
          "<a>" E_ACUTE "</a>"); /* it cannot be */
    gives("<?xml version='1.0' encoding='bogus'?><a>x</a>", NULL, "<a>x</a>");
    gives("<a>x\xe9</a>", "iso-8859-1//IGNORE", "^<a>x\xef\xbf\xbd</a>");
    gives_n(utf16le, sizeof utf16le - 1, NULL, ERR_OK,
            "<a>" E_ACUTE "</a>");
    gives_n(utf16be, sizeof utf16be - 1, NULL, ERR_OK,
            "<a>" E_ACUTE "</a>");
}

static void bad_bytes_become_marks(void **state)
{
    (void)state;
    gives("<a>x\xe9y</a>", NULL, "^<a>x\xef\xbf\xbdy</a>");
    gives("<a>x\x1b[31my\x01</a>", NULL, "^<a>x[31my</a>");
    gives("<a>\xed\xa0\x80\xef\xbf\xbf\xc0\x80z</a>", NULL,
          "^<a>\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"
          "\xef\xbf\xbd\xef\xbf\xbdz</a>");
    gives("<a>x\xe9 & y</a>", NULL, "^<a>x\xef\xbf\xbd & y</a>");
    gives("<?xml version='1.0' encoding='iso-8859-1'?><a>\xe9 & y</a>", NULL,
          "^<a>" E_ACUTE " & y</a>");
    gives("<?xml version='1.0' encoding='euc-kr'?><a>\xff</a>", NULL,
          "<a>\xef\xbf\xbd</a>");
}

static void names_of_html_are_known(void **state)
{
    (void)state;
    gives("<a>x&nbsp;y&mdash;&nosuch;</a>", NULL,
          "<a>x\xc2\xa0y\xe2\x80\x94&nosuch;</a>");
    gives("<?xml version='1.0' standalone='yes'?><a>&nbsp;&nosuch;</a>", NULL,
          "^<a>\xc2\xa0&nosuch;</a>");
}

static void repair(void **state)
{
    (void)state;
    gives("<a>AT&T up & down</a>", NULL, "^<a>AT&T up & down</a>");
    gives("<a>x&#27;y&#xFFFF;z&#233;</a>", NULL,
          "^<a>x\xef\xbf\xbdy\xef\xbf\xbdz" E_ACUTE "</a>");
    gives("<a><![CDATA[A&B]]>&C<b u='x?a=1&b=2'/></a>", NULL,
          "^<a>A&B&C<b u=x?a=1&b=2></b></a>");
    gives_n("<a><i>1</i>&x<i>2", 17, NULL, ERR_CORRUPT,
            "^<a><i>1</i>&x<i>2");
}

static void damage_says_its_line(void **state)
{
    struct seen s = {{0}, NULL};
    const char *text = "<a>\n<b>1</b>\n<b></c>\n</a>";
    struct why why = {""};

    (void)state;
    assert_int_equal(parse(&s, text, strlen(text), NULL, &why), ERR_CORRUPT);
    assert_string_equal(why.text, "damaged at line 3: mismatched tag");
    assert_non_null(strstr(s.calls.text, "<b>1</b>"));
    strbuf_done(&s.calls);
}

static void entities_end_the_parse(void **state)
{
    static const char *const hostile[] = {
        "<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>",
        "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
        "<!DOCTYPE a [<!ENTITY % p SYSTEM \"x.dtd\"> %p;]><a>&b;</a>",
    };

    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++) {
        struct seen s = {{0}, NULL};
        struct why why = {""};

        assert_int_equal(parse(&s, hostile[i], strlen(hostile[i]), NULL, &why),
                         ERR_CORRUPT);
        assert_non_null(strstr(why.text, "declares an entity"));
        assert_int_equal(s.calls.len, 0);
        strbuf_done(&s.calls);
    }
}

static void deep_documents_end(void **state)
{
    struct strbuf text = {0};
    struct seen s = {{0}, NULL};
    struct why why = {""};

    (void)state;
    for (int i = 0; i < 100000; i++)
        strbuf_add(&text, "<a>");
    assert_int_equal(parse(&s, text.text, text.len, NULL, &why), ERR_CORRUPT);
    assert_non_null(strstr(why.text, "more than 64 elements deep"));
    assert_int_equal(s.calls.len, 64 * 3);
    strbuf_done(&s.calls);
    strbuf_done(&text);
}

static void limits_and_wishes(void **state)
{
    const struct xml_limits small = {.bytes = 4, .depth = 64};
    struct seen s = {{0}, "b"};
    const struct xml_handler h = {&s, on_reset, on_start, on_text, on_end};

    (void)state;
    assert_int_equal(xml_parse("<aaa/>", 6, NULL, small, &h, NULL),
                     ERR_TOO_BIG);
    assert_int_equal(s.calls.len, 0);
    /* Enough seen: the rest may be as it likes. */
    assert_int_equal(parse(&s, "<a><b/><c><", 11, NULL, NULL), ERR_OK);
    assert_string_equal(s.calls.text, "<a><b>");
    strbuf_done(&s.calls);
}

static void empty_documents(void **state)
{
    (void)state;
    gives_n("", 0, NULL, ERR_CORRUPT, "");
    gives_n("<!-- x -->", 10, NULL, ERR_CORRUPT, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_documents),
        cmocka_unit_test(encodings),
        cmocka_unit_test(bad_bytes_become_marks),
        cmocka_unit_test(names_of_html_are_known),
        cmocka_unit_test(repair),
        cmocka_unit_test(damage_says_its_line),
        cmocka_unit_test(entities_end_the_parse),
        cmocka_unit_test(deep_documents_end),
        cmocka_unit_test(limits_and_wishes),
        cmocka_unit_test(empty_documents),
    };

    return cmocka_run_group_tests_name("xml", tests, NULL, NULL);
}
