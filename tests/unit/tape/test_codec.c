/* SPDX-License-Identifier: MIT */
/* Every kind there and back; every way to be malformed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/tape/codec.h"

static enum err decode(const char *line, struct updates *out, struct why *why)
{
    return tape_decode(line, strlen(line), out, why);
}

/* The line reads well and is written again just the same. */
static void assert_same(const char *line)
{
    struct updates u = {0};
    struct strbuf again = {0};
    struct why why = {""};

    if (decode(line, &u, &why) != ERR_OK)
        fail_msg("%s: %s", line, why.text);
    assert_int_equal(u.count, 1);
    tape_encode(&u.items[0], &again);
    assert_string_equal(strbuf_text(&again), line);
    strbuf_done(&again);
    updates_done(&u);
}

static void every_kind_there_and_back(void **state)
{
    (void)state;
    assert_same("{\"t\":1,\"kind\":\"instrument\",\"symbol\":\"NVDA\","
                "\"name\":\"NVIDIA Corp\",\"type\":\"equity\","
                "\"venue\":\"NASDAQ\",\"currency\":\"USD\","
                "\"sector\":\"Technology\",\"groups\":[\"semis\",\"ai\"],"
                "\"shares\":24490000000,\"shares_asof\":\"2024-11-15\","
                "\"shares_kind\":\"10-Q cover\",\"shares_source\":\"a "
                "filing\",\"source\":\"tape\"}\n");
    assert_same("{\"t\":2,\"kind\":\"quote\",\"symbol\":\"NVDA\","
                "\"price\":124.8,\"prev_close\":142.62,\"open\":0,"
                "\"high\":125,\"low\":-1.5,\"volume\":7,\"bid\":1,\"ask\":2,"
                "\"bid_size\":3,\"ask_size\":4,\"session\":\"regular\","
                "\"as_of\":0,\"ext_price\":9.25,\"ext_as_of\":-5,"
                "\"ext_session\":\"post\",\"delay_s\":900,"
                "\"source\":\"cnbc\"}\n");
    assert_same("{\"t\":3,\"kind\":\"bar\",\"symbol\":\"^GSPC\","
                "\"span\":\"5m\",\"start\":1737988200000,\"open\":1,"
                "\"high\":3,\"low\":0.5,\"close\":2,\"volume\":0}\n");
    assert_same("{\"t\":4,\"kind\":\"headline\",\"id\":\"a-1\","
                "\"title\":\"Say \\\"hi\\\" \\\\ \xc3\xa9\","
                "\"summary\":\"more\",\"publisher\":\"P\","
                "\"url\":\"https://example.org/?a=1&b=2\","
                "\"published\":3,\"symbols\":[\"NVDA\",\"BRK-B\"],"
                "\"source\":\"rss\"}\n");
    assert_same("{\"t\":5,\"kind\":\"fact\",\"symbol\":\"MSFT\","
                "\"concept\":\"revenue\",\"start\":\"2024-10-01\","
                "\"end\":\"2024-12-31\",\"value\":69632000000,"
                "\"unit\":\"USD\",\"form\":\"10-Q\","
                "\"filed\":\"2025-01-29\",\"accn\":\"0-1-2\"}\n");
    assert_same("{\"t\":6,\"kind\":\"action\",\"symbol\":\"NVDA\","
                "\"type\":\"split\",\"ex\":\"2024-06-10\",\"ratio\":10}\n");
    assert_same("{\"t\":6,\"kind\":\"action\",\"symbol\":\"MSFT\","
                "\"type\":\"dividend\",\"ex\":\"2024-11-21\","
                "\"amount\":0.83}\n");
    assert_same("{\"t\":7,\"kind\":\"halt\",\"symbol\":\"X\","
                "\"code\":\"LUDP\",\"from\":6,\"until\":9}\n");
    assert_same("{\"t\":8,\"kind\":\"calendar\",\"type\":\"holiday\","
                "\"title\":\"Juneteenth\",\"at\":9,\"confirmed\":true}\n");
    assert_same("{\"t\":8,\"kind\":\"calendar\",\"symbol\":\"MSFT\","
                "\"type\":\"earnings\",\"at\":9,\"confirmed\":false}\n");
    assert_same("{\"t\":9,\"kind\":\"status\",\"state\":\"idle\","
                "\"reason\":\"r\",\"retry_at\":10,\"source\":\"cnbc\"}\n");
    assert_same("{\"t\":10,\"kind\":\"plan\",\"symbol\":\"META\","
                "\"concept\":\"capex_guidance\",\"value\":0,\"low\":1,"
                "\"high\":65000000000,\"unit\":\"USD\",\"period\":\"2025\","
                "\"text\":\"up to\",\"url\":\"u\"}\n");
}

static void unknown_fields_are_left_out(void **state)
{
    (void)state;
    assert_same("{\"t\":1,\"kind\":\"instrument\",\"symbol\":\"A\"}\n");
    assert_same("{\"t\":1,\"kind\":\"quote\",\"symbol\":\"A\"}\n");
    assert_same("{\"t\":1,\"kind\":\"bar\",\"symbol\":\"A\","
                "\"span\":\"1d\",\"start\":0,\"close\":-0.01}\n");
    assert_same("{\"t\":1,\"kind\":\"headline\",\"id\":\"i\","
                "\"title\":\"t\"}\n");
    assert_same("{\"t\":1,\"kind\":\"fact\",\"symbol\":\"A\","
                "\"concept\":\"capex\",\"end\":\"2024-12-31\","
                "\"value\":0}\n");
    assert_same("{\"t\":1,\"kind\":\"halt\",\"symbol\":\"A\"}\n");
    assert_same("{\"t\":1,\"kind\":\"plan\",\"symbol\":\"A\","
                "\"concept\":\"reported_metric\"}\n");
}

static void null_is_not_known(void **state)
{
    struct updates u = {0};
    const struct quote *q;

    (void)state;
    assert_int_equal(
        decode("{\"t\":1,\"kind\":\"quote\",\"symbol\":\"nvda\","
               "\"price\":3,\"volume\":null,\"session\":null,\"later\":{}}",
               &u, NULL),
        ERR_OK);
    q = &u.items[0].of.quote;
    assert_string_equal(u.items[0].symbol, "NVDA");
    assert_true(QUOTE_HAS(q, price));
    assert_false(QUOTE_HAS(q, volume));
    assert_int_equal(q->session, SESSION_UNKNOWN);
    updates_done(&u);
}

/* Open, high and low count together or not at all. */
static void half_a_bar_has_no_range(void **state)
{
    struct updates u = {0};

    (void)state;
    assert_int_equal(
        decode("{\"t\":1,\"kind\":\"bar\",\"symbol\":\"A\",\"span\":\"1m\","
               "\"start\":0,\"open\":1,\"high\":2,\"low\":null,\"close\":2,"
               "\"volume\":5}",
               &u, NULL),
        ERR_OK);
    assert_int_equal(u.items[0].of.bar.bar.known, BAR_HAS_VOLUME);
    updates_done(&u);
}

static void numbers_read_back_the_same(void **state)
{
    static const double values[] = {0.1,    1.0 / 3,   124.8,   1e-9,
                                    -1e300, 5e-324,    1e15,    123456789.01,
                                    2.5e17, -0.000123, 1e22 / 3};

    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        struct updates made = {0}, read = {0};
        struct strbuf line = {0};
        struct update *u = updates_add(&made, 5, UPDATE_quote, "A", "s");

        QUOTE_SET(&u->of.quote, price, values[i]);
        tape_encode(u, &line);
        assert_int_equal(decode(line.text, &read, NULL), ERR_OK);
        assert_true(read.items[0].of.quote.price == values[i]);
        assert_int_equal(read.items[0].of.quote.known, u->of.quote.known);
        strbuf_done(&line);
        updates_done(&made);
        updates_done(&read);
    }
}

static void text_is_made_safe(void **state)
{
    struct updates u = {0};
    const struct headline *h;

    (void)state;
    assert_int_equal(
        decode("{\"t\":7,\"kind\":\"headline\",\"id\":\"i\",\"title\":"
               "\"a\\u001b[31mb\\n\\u202ec\\ud83d\",\"source\":\"rss\"}",
               &u, NULL),
        ERR_SYNTAX); /* half a surrogate pair is not JSON text */
    assert_int_equal(u.count, 0);
    assert_int_equal(
        decode("{\"t\":7,\"kind\":\"headline\",\"id\":\"i\",\"title\":"
               "\"a\\u001b[31mb\\n\\u202ec\",\"source\":\"rss\"}",
               &u, NULL),
        ERR_OK);
    h = &u.items[0].of.headline;
    assert_null(strchr(h->title, 0x1b));
    assert_null(strchr(h->title, '\n'));
    assert_null(strstr(h->title, "\xe2\x80\xae"));
    assert_int_equal(h->seen, 7);
    assert_string_equal(h->source, "rss");
    updates_done(&u);
}

static void more_tags_than_room(void **state)
{
    struct updates u = {0};

    (void)state;
    assert_int_equal(
        decode("{\"t\":7,\"kind\":\"headline\",\"id\":\"i\",\"title\":\"t\","
               "\"symbols\":[\"A\",\"B\",\"C\",\"D\",\"E\",\"F\",\"G\","
               "\"H\",\"I\",\"J\",\"K\",\"L\",\"M\",\"N\"]}",
               &u, NULL),
        ERR_OK);
    assert_int_equal(u.items[0].of.headline.symbol_count, HEADLINE_SYMBOLS_MAX);
    assert_string_equal(u.items[0].of.headline.symbols[11], "L");
    updates_done(&u);
}

static void malformed_lines_say_why(void **state)
{
    static const struct {
        const char *line, *why;
    } cases[] = {
        {"{\"t\":1,\"kind\":\"quote\",\"symbol\":\"A\",\"price\":\"3\"}",
         "quote: price: not a number"},
        {"{\"t\":1,\"kind\":\"quote\",\"symbol\":\"A\",\"price\":1e999}",
         "quote: price: not a number"},
        {"{\"t\":1,\"kind\":\"quote\",\"symbol\":\"A\",\"as_of\":1.5}",
         "quote: as_of: not a whole number"},
        {"{\"t\":1,\"kind\":\"quote\",\"symbol\":\"A\",\"as_of\":1e15}",
         "quote: as_of: not a time in milliseconds"},
        {"{\"t\":1,\"kind\":\"quote\",\"symbol\":\"A\",\"delay_s\":-1}",
         "quote: delay_s: out of range"},
        {"{\"t\":1,\"kind\":\"quote\",\"symbol\":\"A\",\"session\":\"x\"}",
         "quote: session: unknown word"},
        {"{\"t\":1,\"kind\":\"quote\",\"symbol\":\"A\",\"session\":4}",
         "quote: session: not a text"},
        {"{\"kind\":\"quote\",\"symbol\":\"A\"}", "quote: t: missing"},
        {"{\"t\":null,\"kind\":\"quote\",\"symbol\":\"A\"}",
         "quote: t: missing"},
        {"{\"t\":1.5,\"kind\":\"quote\",\"symbol\":\"A\"}",
         "quote: t: not a whole number"},
        {"{\"t\":\"1\",\"kind\":\"quote\",\"symbol\":\"A\"}",
         "quote: t: not a whole number"},
        {"{\"t\":1,\"kind\":\"quote\"}", "quote: symbol: missing"},
        {"{\"t\":1,\"kind\":\"quote\",\"symbol\":\"A B\"}",
         "quote: symbol: not a symbol"},
        {"{\"t\":1,\"kind\":\"quote\",\"symbol\":\"\"}",
         "quote: symbol: not a symbol"},
        {"{\"t\":1,\"kind\":\"quote\",\"symbol\":7}",
         "quote: symbol: not a text"},
        {"{\"t\":1,\"kind\":\"quote\",\"symbol\":\"A\",\"source\":[]}",
         "quote: source: not a text"},
        {"{\"t\":1,\"kind\":\"bar\",\"symbol\":\"A\",\"start\":1,"
         "\"close\":1}",
         "bar: span: missing"},
        {"{\"t\":1,\"kind\":\"bar\",\"symbol\":\"A\",\"span\":\"2h\"}",
         "bar: span: unknown word"},
        {"{\"t\":1,\"kind\":\"bar\",\"symbol\":\"A\",\"span\":\"1h\","
         "\"start\":1,\"close\":null}",
         "bar: close: missing"},
        {"{\"t\":1,\"kind\":\"fact\",\"symbol\":\"A\",\"concept\":\"c\","
         "\"end\":\"2024-02-30\",\"value\":1}",
         "fact: end: not a date (YYYY-MM-DD)"},
        {"{\"t\":1,\"kind\":\"headline\",\"id\":\"i\",\"title\":\"\"}",
         "headline: title: empty"},
        {"{\"t\":1,\"kind\":\"headline\",\"id\":\"i\",\"title\":\"t\","
         "\"symbols\":\"A\"}",
         "headline: symbols: not a list"},
        {"{\"t\":1,\"kind\":\"headline\",\"id\":\"i\",\"title\":\"t\","
         "\"symbols\":[null]}",
         "headline: symbols: not a text"},
        {"{\"t\":1,\"kind\":\"instrument\",\"symbol\":\"A\","
         "\"groups\":[1]}",
         "instrument: groups: not a text"},
        {"{\"t\":1,\"kind\":\"instrument\",\"symbol\":\"A\",\"shares\":-1}",
         "instrument: shares: negative"},
        {"{\"t\":1,\"kind\":\"calendar\",\"type\":\"x\",\"at\":1,"
         "\"confirmed\":1}",
         "calendar: confirmed: not true or false"},
        {"{\"t\":1,\"kind\":\"status\",\"state\":\"ok\"}",
         "status: source: missing"},
        {"[1]", "not a JSON object"},
        {"{\"t\":1}", "kind: missing"},
        {"{\"kind\":3}", "kind: not a text"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct updates u = {0};
        struct why why = {""};
        enum err e = decode(cases[i].line, &u, &why);

        assert_int_not_equal(e, ERR_OK);
        assert_int_not_equal(e, ERR_END);
        assert_string_equal(why.text, cases[i].why);
        assert_int_equal(u.count, 0);
        updates_done(&u);
    }
}

static void not_json_at_all(void **state)
{
    static const char *const lines[] = {
        "{",     "{\"t\":1,\"kind\":\"quote\",\"symbol\":\"A\"",
        "hello", "{\"t\":1,\"kind\":\"quote\",\"symbol\":\"A\"} x",
        "nan",   "{'t':1}",
        "\"",    "\xff\xfe",
    };

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct updates u = {0};
        struct why why = {""};

        assert_int_equal(decode(lines[i], &u, &why), ERR_SYNTAX);
        assert_true(why.text[0] != '\0');
        updates_done(&u);
    }
}

static void what_is_skipped(void **state)
{
    struct updates u = {0};

    (void)state;
    assert_int_equal(decode("", &u, NULL), ERR_END);
    assert_int_equal(decode(" \t\r\n", &u, NULL), ERR_END);
    assert_int_equal(decode("{\"kind\":\"dividend_forecast\"}", &u, NULL),
                     ERR_END);
    assert_int_equal(u.count, 0);
    updates_done(&u);
}

static void one_megabyte_is_the_limit(void **state)
{
    size_t n = ((size_t)1 << 20) + 1;
    char *line = mem_new(n, 1);
    struct updates u = {0};

    (void)state;
    memset(line, ' ', n);
    assert_int_equal(tape_decode(line, n, &u, NULL), ERR_TOO_BIG);
    assert_int_equal(tape_decode(line, n - 1, &u, NULL), ERR_END);
    free(line);
    updates_done(&u);
}

static void a_bad_line_leaves_the_batch_alone(void **state)
{
    struct updates u = {0};

    (void)state;
    assert_int_equal(
        decode("{\"t\":1,\"kind\":\"halt\",\"symbol\":\"A\"}", &u, NULL),
        ERR_OK);
    assert_int_equal(
        decode("{\"t\":1,\"kind\":\"halt\",\"symbol\":\"?\"}", &u, NULL),
        ERR_SYNTAX);
    assert_int_equal(u.count, 1);
    assert_string_equal(u.items[0].symbol, "A");
    updates_done(&u);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_there_and_back),
        cmocka_unit_test(unknown_fields_are_left_out),
        cmocka_unit_test(null_is_not_known),
        cmocka_unit_test(half_a_bar_has_no_range),
        cmocka_unit_test(numbers_read_back_the_same),
        cmocka_unit_test(text_is_made_safe),
        cmocka_unit_test(more_tags_than_room),
        cmocka_unit_test(malformed_lines_say_why),
        cmocka_unit_test(not_json_at_all),
        cmocka_unit_test(what_is_skipped),
        cmocka_unit_test(one_megabyte_is_the_limit),
        cmocka_unit_test(a_bad_line_leaves_the_batch_alone),
    };

    return cmocka_run_group_tests_name("tape/codec", tests, NULL, NULL);
}
