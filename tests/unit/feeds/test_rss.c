/* SPDX-License-Identifier: MIT */
/* News feeds: RSS, RDF, Atom, and what is none of these. */
#include "replies.h"

#define P "rss"

static const struct headline *h(const struct got *g, size_t i)
{
    return &nth(g, UPDATE_headline, i)->of.headline;
}

static void rss20(void **state)
{
    struct got g = {0};

    (void)state;
    asked_for(&g, "example", "");
    decode_file(&g, P, "rss20.xml", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(g.out.count, 5); /* an item that says nothing is none */
    assert_string_equal(g.out.items[0].source, "example");
    assert_string_equal(h(&g, 0)->id, "id-1");
    assert_string_equal(h(&g, 0)->title, "Alpha & Beta agree");
    assert_string_equal(h(&g, 0)->summary, "First second & third");
    assert_string_equal(h(&g, 0)->url, "https://example.com/1");
    assert_int_equal(h(&g, 0)->published, OPEN_MS);
    /* The channel's title comes last, the logo's does not count. */
    assert_string_equal(h(&g, 0)->publisher, "Example Channel");
    assert_int_equal(h(&g, 0)->seen, LATE_MS);
    assert_string_equal(h(&g, 0)->source, "example");
    forget(&g);
}

static void symbols_of_the_publisher(void **state)
{
    struct got g = {0};

    (void)state;
    decode_file(&g, P, "rss20.xml", 200, LATE_MS);
    assert_int_equal(h(&g, 0)->symbol_count, 2); /* none of Paris */
    assert_string_equal(h(&g, 0)->symbols[0], "AAA");
    assert_string_equal(h(&g, 0)->symbols[1], "BRK-B");
    assert_int_equal(h(&g, 1)->symbol_count, 2);
    assert_string_equal(h(&g, 1)->symbols[1], "BBB");
    assert_int_equal(h(&g, 2)->symbol_count, 0);
    assert_string_equal(g.out.items[0].symbol, "");
    forget(&g);
}

static void sloppy_items(void **state)
{
    struct got g = {0};

    (void)state;
    decode_file(&g, P, "rss20.xml", 200, LATE_MS);
    assert_string_equal(h(&g, 1)->title,
                        "Gamma & Delta\xe2\x80\x99s plan");
    assert_string_equal(h(&g, 1)->publisher, "Example Wire");
    assert_string_equal(h(&g, 1)->url, "https://example.com/2");
    assert_string_equal(h(&g, 1)->id, "https://example.com/2");
    assert_int_equal(h(&g, 1)->published, OPEN_MS + 60000);
    assert_string_equal(h(&g, 2)->title, "Only media");
    assert_string_equal(h(&g, 2)->url, "https://example.com/3");
    assert_int_equal(h(&g, 2)->published, 0);
    assert_string_equal(h(&g, 3)->title, "Bad link");
    assert_null(h(&g, 3)->url);
    assert_string_equal(h(&g, 3)->id, "Bad link");
    assert_string_equal(h(&g, 4)->title, "Only words.");
    forget(&g);
}

static void rdf_and_old_rss(void **state)
{
    struct got g = {0};

    (void)state;
    decode_file(&g, P, "rdf.xml", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    assert_string_equal(h(&g, 0)->title, "R\xc3\xa9sum\xc3\xa9");
    assert_string_equal(h(&g, 0)->publisher, "Caf\xc3\xa9");
    assert_int_equal(h(&g, 0)->published, OPEN_MS);
    forget(&g);
    decode_file(&g, P, "rss091-utf16.xml", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    assert_string_equal(h(&g, 0)->title, "1 < 2 \xc3\xa9");
    forget(&g);
}

static void atom(void **state)
{
    struct got g = {0};

    (void)state;
    decode_file(&g, P, "atom.xml", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(g.out.count, 2);
    assert_string_equal(h(&g, 0)->id, "tag:example.com,2025:1");
    assert_string_equal(h(&g, 0)->title, "a <b> c"); /* text is text */
    assert_string_equal(h(&g, 0)->url, "https://example.com/news/1.html");
    assert_string_equal(h(&g, 0)->summary, "Body & soul");
    assert_int_equal(h(&g, 0)->published, OPEN_MS);
    assert_string_equal(h(&g, 0)->publisher, "Example Atom");
    assert_string_equal(h(&g, 1)->title, "Two words");
    assert_string_equal(h(&g, 1)->url, "https://example.com/other/2");
    assert_string_equal(h(&g, 1)->publisher, "Elsewhere");
    assert_int_equal(h(&g, 1)->published, OPEN_MS + 2 * 3600000 + 1800000);
    forget(&g);
}

static void repaired(void **state)
{
    struct got g = {0};

    (void)state;
    decode_file(&g, P, "bare-ampersand.xml", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(g.out.count, 2);
    assert_string_equal(h(&g, 0)->title,
                        "AT&T up & down \xef\xbf\xbd[31m");
    assert_string_equal(h(&g, 0)->url, "https://example.com/?a=1&b=2");
    assert_string_equal(h(&g, 0)->publisher, "A&B");
    assert_string_equal(h(&g, 1)->title, "Second one");
    forget(&g);
}

static void damage_keeps_what_is_whole(void **state)
{
    struct got g = {0};

    (void)state;
    asked_for(&g, "example", "");
    decode_file(&g, P, "cut-short.xml", 200, LATE_MS);
    assert_int_equal(g.e, ERR_CORRUPT);
    assert_string_equal(g.why.text,
                        "rss: example: damaged at line 3: no element found");
    assert_int_equal(g.out.count, 1);
    assert_string_equal(h(&g, 0)->publisher, "Cut");
    forget(&g);
    decode_file(&g, P, "mismatched.xml", 200, LATE_MS);
    assert_int_equal(g.e, ERR_CORRUPT);
    assert_string_equal(g.why.text, "rss: damaged at line 3: mismatched tag");
    assert_int_equal(g.out.count, 1);
    forget(&g);
    decode_file(&g, P, "entity.xml", 200, LATE_MS);
    assert_int_equal(g.e, ERR_CORRUPT);
    assert_int_equal(g.out.count, 0);
    forget(&g);
}

static void what_is_no_feed(void **state)
{
    struct got g = {0};

    (void)state;
    decode_file(&g, P, "blocked.html", 200, LATE_MS);
    assert_int_equal(g.e, ERR_REFUSED);
    assert_string_equal(g.why.text, "rss: not a feed (an HTML page)");
    decode_file(&g, P, "sitemap.xml", 200, LATE_MS);
    assert_int_equal(g.e, ERR_SYNTAX);
    assert_string_equal(g.why.text, "rss: not a feed (its root is <urlset>)");
    decode_file(&g, P, "empty.xml", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    decode_text(&g, P, "", "", 200);
    assert_int_equal(g.e, ERR_CORRUPT);
    assert_string_equal(g.why.text, "rss: empty reply");
    decode_text(&g, P, "no xml", "text/plain", 200);
    assert_int_equal(g.e, ERR_CORRUPT);
    assert_int_equal(g.out.count, 0);
    forget(&g);
}

static void statuses(void **state)
{
    static const struct {
        long status;
        enum err e;
    } cases[] = {
        {304, ERR_OK},      {404, ERR_NOT_FOUND}, {410, ERR_NOT_FOUND},
        {429, ERR_REFUSED}, {403, ERR_REFUSED},   {401, ERR_REFUSED},
        {500, ERR_IO},      {503, ERR_IO},        {302, ERR_IO},
    };
    struct got g = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        decode_text(&g, P, "<html>x</html>", "text/html", cases[i].status);
        assert_int_equal(g.e, cases[i].e);
    }
    assert_int_equal(g.out.count, 0);
    forget(&g);
}

static void charset_of_the_transport(void **state)
{
    struct got g = {0};

    (void)state;
    decode_text(&g, P,
                "<rss><channel><item><title>\xe9</title></item></channel>"
                "</rss>",
                "text/xml; charset=\"windows-1252\"", 200);
    assert_int_equal(g.e, ERR_OK);
    assert_string_equal(h(&g, 0)->title, "\xc3\xa9");
    forget(&g);
}

static void limits(void **state)
{
    struct strbuf body = {0};
    struct got g = {0};

    (void)state;
    strbuf_add(&body, "<rss><channel>");
    for (int i = 0; i < 2100; i++)
        strbuf_format(&body, "<item><title>%d</title></item>", i);
    strbuf_add(&body, "</channel></rss>");
    decode_text(&g, P, body.text, "", 200);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(g.out.count, 2000);
    forget(&g);
    strbuf_clear(&body);
    strbuf_add(&body, "<rss><channel><item><title>");
    for (int i = 0; i < 100000; i++)
        strbuf_add_char(&body, 'x');
    strbuf_add(&body, "</title><description>");
    for (int i = 0; i < 100000; i++)
        strbuf_add_char(&body, 'y');
    strbuf_add(&body, "</description></item></channel></rss>");
    decode_text(&g, P, body.text, "", 200);
    assert_int_equal(strlen(h(&g, 0)->title), 4096);
    assert_int_equal(strlen(h(&g, 0)->summary), 600);
    forget(&g);
    strbuf_done(&body);
}

static void plans(void **state)
{
    struct ask ask = {.job = JOB_NEWS, .name = "example",
                      .base_url = "https://example.com/feed.xml"};
    struct request r;

    (void)state;
    assert_int_equal(provider_find(P)->plan(&ask, &r, NULL), ERR_OK);
    assert_string_equal(r.url, "https://example.com/feed.xml");
    assert_string_equal(r.source, "example");
    assert_int_equal(r.symbol_count, 0);
    ask.base_url = NULL;
    assert_int_equal(provider_find(P)->plan(&ask, &r, NULL), ERR_USAGE);
}

static void plans_of_one_symbol(void **state)
{
    struct ask ask = {.job = JOB_NEWS, .name = "own", .symbol_count = 1,
                      .base_url = "https://x.example.com/{symbol}?s={symbol}"};
    struct request r;
    struct why why = {""};

    (void)state;
    name_copy(ask.symbols[0], SYMBOL_MAX, "^GSPC");
    assert_int_equal(provider_find(P)->plan(&ask, &r, &why), ERR_OK);
    assert_string_equal(r.url, "https://x.example.com/%5EGSPC?s=%5EGSPC");
    assert_int_equal(r.symbol_count, 1);
    assert_string_equal(r.symbols[0], "^GSPC");
    ask.symbol_count = 0;
    assert_int_equal(provider_find(P)->plan(&ask, &r, &why), ERR_USAGE);
    assert_string_equal(why.text, "rss: own: wants one symbol a request");
    ask.symbol_count = 1;
    ask.base_url = "https://x.example.com/";
    assert_int_equal(provider_find(P)->plan(&ask, &r, &why), ERR_USAGE);
    assert_string_equal(why.text, "rss: own: takes no symbols");
}

/* Once, whatever else the publisher tags; and its errors say whose they are. */
static void tagged_with_the_symbol(void **state)
{
    struct got g = {0};

    (void)state;
    asked_for(&g, "own", "BBB");
    decode_file(&g, P, "rss20.xml", 200, LATE_MS);
    assert_int_equal(h(&g, 0)->symbol_count, 3);
    assert_string_equal(h(&g, 0)->symbols[2], "BBB");
    assert_int_equal(h(&g, 1)->symbol_count, 2); /* it had it already */
    assert_int_equal(h(&g, 2)->symbol_count, 1);
    decode_text(&g, P, "<rss><channel><item>", "", 200);
    assert_int_equal(g.e, ERR_CORRUPT);
    assert_string_equal(g.why.text,
                        "rss: own: BBB: damaged at line 1: no element found");
    forget(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rss20),
        cmocka_unit_test(symbols_of_the_publisher),
        cmocka_unit_test(sloppy_items),
        cmocka_unit_test(rdf_and_old_rss),
        cmocka_unit_test(atom),
        cmocka_unit_test(repaired),
        cmocka_unit_test(damage_keeps_what_is_whole),
        cmocka_unit_test(what_is_no_feed),
        cmocka_unit_test(statuses),
        cmocka_unit_test(charset_of_the_transport),
        cmocka_unit_test(limits),
        cmocka_unit_test(plans),
        cmocka_unit_test(plans_of_one_symbol),
        cmocka_unit_test(tagged_with_the_symbol),
    };

    return cmocka_run_group_tests_name("rss", tests, NULL, NULL);
}
