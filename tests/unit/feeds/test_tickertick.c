/* SPDX-License-Identifier: MIT */
/* TickerTick: stories of many tickers in one reply. */
#include "replies.h"

#define P "tickertick"

static const struct headline *h(const struct got *g, size_t i)
{
    return &nth(g, UPDATE_headline, i)->of.headline;
}

static void stories(void **state)
{
    struct got g = {0};

    (void)state;
    asked_for(&g, P, "AAA BRK-B");
    decode_file(&g, P, "stories.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(g.out.count, 3); /* the fourth is like the first */
    assert_string_equal(g.out.items[0].source, P);
    assert_string_equal(h(&g, 0)->id, "-880001");
    assert_string_equal(h(&g, 0)->title, "Alpha & Beta \xe2\x80\x93 merge");
    assert_string_equal(h(&g, 0)->summary, "Both boards agreed.");
    assert_string_equal(h(&g, 0)->publisher, "news.example");
    assert_string_equal(h(&g, 0)->url, "https://news.example/a?b=1&c=2");
    assert_int_equal(h(&g, 0)->published, OPEN_MS + 123);
    assert_int_equal(h(&g, 0)->symbol_count, 2);
    assert_string_equal(h(&g, 0)->symbols[0], "AAA");
    assert_string_equal(h(&g, 0)->symbols[1], "BRK-B");
    /* Only tags, no time, no address to open. */
    assert_string_equal(h(&g, 1)->symbols[0], "BBB");
    assert_int_equal(h(&g, 1)->published, 0);
    assert_null(h(&g, 1)->url);
    assert_string_equal(h(&g, 2)->id, "https://news.example/3");
    assert_int_equal(h(&g, 2)->symbol_count, 0);
    forget(&g);
}

static void damage_keeps_what_is_whole(void **state)
{
    struct got g = {0};

    (void)state;
    decode_text(&g, P, "{\"stories\":[7,null,{\"id\":\"1\"},{\"id\":\"2\","
                       "\"title\":\"T\",\"tickers\":[3,\"x y\",\"a\"],"
                       "\"similar_stories\":\"none\",\"time\":-5}]}", "", 200);
    assert_int_equal(g.e, ERR_CORRUPT);
    assert_string_equal(g.why.text, P ": stories: one without a title");
    assert_int_equal(g.out.count, 1);
    assert_int_equal(h(&g, 0)->symbol_count, 1);
    assert_int_equal(h(&g, 0)->published, 0);
    forget(&g);
    decode_text(&g, P, "{\"stories\":[{\"id\":\"1\",\"tit", "", 200);
    assert_int_equal(g.e, ERR_SYNTAX);
    assert_int_equal(g.out.count, 0);
    forget(&g);
}

static void errors(void **state)
{
    static const struct {
        const char *body;
        long status;
        enum err e;
        const char *words;
    } cases[] = {
        {"{\"stories\":[]}", 200, ERR_OK, ""},
        {"{}", 200, ERR_CORRUPT, P ": stories: missing"},
        {"{\"stories\":{}}", 200, ERR_CORRUPT, P ": stories: not an array"},
        {"{\"message\":\"Slow down\"}", 200, ERR_REFUSED, P ": Slow down"},
        {"", 429, ERR_REFUSED, P ": refused (HTTP 429)"},
        {"Rate limit exceeded", 429, ERR_REFUSED, P ": Rate limit exceeded"},
        {"<html>x</html>", 200, ERR_REFUSED,
         P ": not JSON but a web page (block page?)"},
        {"<html>x</html>", 502, ERR_IO, P ": failed (HTTP 502)"},
        {"", 200, ERR_CORRUPT, P ": empty reply"},
        {"Bad query", 400, ERR_RANGE, P ": Bad query"},
        {"nonsense", 200, ERR_SYNTAX, P ": not JSON"},
    };
    struct got g = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        decode_text(&g, P, cases[i].body, "", cases[i].status);
        assert_string_equal(g.why.text, cases[i].words);
        assert_int_equal(g.e, cases[i].e);
    }
    assert_int_equal(g.out.count, 0);
    forget(&g);
}

static void plans(void **state)
{
    struct ask ask = {.job = JOB_NEWS, .name = P, .symbol_count = 4,
                      .symbols = {"AAA", "^XX", "BRK-B", "BTC-USD"},
                      .types = {INSTRUMENT_unknown, INSTRUMENT_index,
                                INSTRUMENT_equity, INSTRUMENT_crypto}};
    struct request r;

    (void)state;
    assert_int_equal(provider_find(P)->plan(&ask, &r, NULL), ERR_OK);
    assert_string_equal(r.url, "https://api.tickertick.com/feed?q="
                               "%28or%20tt%3Aaaa%20tt%3Abrk.b%29&n=50");
    assert_string_equal(r.source, P);
    assert_false(r.carries_key);
    ask.symbol_count = 1;
    ask.base_url = "http://127.0.0.1:1";
    assert_int_equal(provider_find(P)->plan(&ask, &r, NULL), ERR_OK);
    assert_string_equal(r.url, "http://127.0.0.1:1/feed?q=tt%3Aaaa&n=50");
    ask.symbol_count = 20;
    for (int i = 0; i < 20; i++)
        name_copy(ask.symbols[i], SYMBOL_MAX, "ABCDE-X");
    for (int i = 0; i < 20; i++)
        ask.types[i] = INSTRUMENT_equity;
    assert_int_equal(provider_find(P)->plan(&ask, &r, NULL), ERR_OK);
    ask.symbol_count = 0;
    assert_int_equal(provider_find(P)->plan(&ask, &r, NULL), ERR_USAGE);
    ask.symbol_count = 1;
    name_copy(ask.symbols[0], SYMBOL_MAX, "7203.T");
    assert_int_equal(provider_find(P)->plan(&ask, &r, NULL), ERR_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stories),
        cmocka_unit_test(damage_keeps_what_is_whole),
        cmocka_unit_test(errors),
        cmocka_unit_test(plans),
    };

    return cmocka_run_group_tests_name("tickertick", tests, NULL, NULL);
}
