/* SPDX-License-Identifier: MIT */
/* The poller's turns on a fake transport: what is asked, what becomes of the
 * answers, and that a failing source takes nothing away. */
#include "fake.h"

#include <stdlib.h>

static const char lists[] = "indices = AAA\n"
                            "providers = yahoo-spark yahoo-chart\n"
                            "interval = 15s\n" NO_SHIPPED_FEEDS
                            "[watchlist mine]\n"
                            "symbols = AAA BBB\n"
                            "[watchlist default]\n"
                            "symbols = AAA\n";

#define META(symbol, price)                                                 \
    "{\"symbol\":\"" symbol "\",\"response\":[{\"meta\":{\"symbol\":\"" symbol \
    "\",\"currency\":\"USD\",\"instrumentType\":\"EQUITY\","                \
    "\"regularMarketTime\":1738076395,\"regularMarketPrice\":" price        \
    ",\"chartPreviousClose\":100,\"previousClose\":100}}]}"
#define SPARK(results) "{\"spark\":{\"result\":[" results "],\"error\":null}}"

static const char both[] = SPARK(META("AAA", "90.5") "," META("BBB", "110"));
static const char only_a[] = SPARK(META("AAA", "90.5"));
static const char chart_404[] =
    "{\"chart\":{\"result\":null,\"error\":{\"code\":\"Not Found\","
    "\"description\":\"No data found\"}}}";
static const char chart_b[] =
    "{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\"BBB\",\"currency\":"
    "\"USD\",\"instrumentType\":\"EQUITY\",\"regularMarketTime\":1738076395,"
    "\"regularMarketPrice\":110,\"chartPreviousClose\":100,"
    "\"previousClose\":100},\"timestamp\":[1738075800],\"indicators\":"
    "{\"quote\":[{\"open\":[110],\"high\":[110],\"low\":[110],\"close\":"
    "[110],\"volume\":[5]}]}}],\"error\":null}}";

static const struct listing *listing(const struct snapshot *s,
                                     const char *symbol)
{
    const struct listing *l = snapshot_find(s, symbol);

    if (!l)
        fail_msg("%s is not there", symbol);
    return l;
}

static void check_price(struct rig *r, const char *symbol, double price)
{
    struct snapshot *s = poller_freeze(r->poller, r->now_ms);
    const struct listing *l = listing(s, symbol);

    assert_true(QUOTE_HAS(&l->quote, price));
    assert_true(l->quote.price == price);
    assert_false(l->failed);
    snapshot_free(s);
}

static void check_source(struct rig *r, const char *name,
                         enum source_state state, const char *reason)
{
    struct snapshot *s = poller_freeze(r->poller, r->now_ms);
    const struct source_status *source = rig_source(s, name);

    assert_int_equal(source->state, state);
    if (!strstr(source->reason, reason))
        fail_msg("%s: \"%s\" lacks \"%s\"", name, source->reason, reason);
    if (state == SOURCE_backoff || state == SOURCE_failed)
        assert_true(source->retry_at > 0);
    snapshot_free(s);
}

static void quotes_come_in_one_request(void **state)
{
    const struct fake_answer answers[] = {
        {.pattern = "/spark?symbols=AAA,BBB", .status = 200, .body = both},
        {.pattern = "/chart/", .status = 500, .body = ""},
        {0}};
    struct rig r;

    (void)state;
    rig_open(&r, &(struct rig_parts){.config = lists, .mode = RUN_LIVE},
             answers);
    assert_false(poller_is_settled(r.poller));
    rig_run(&r, 100);
    assert_true(poller_is_settled(r.poller));
    check_price(&r, "AAA", 90.5);
    check_price(&r, "BBB", 110);
    check_source(&r, "yahoo-spark", SOURCE_ok, "");
    rig_close(&r);
}

static void refusal_keeps_what_is_known(void **state)
{
    struct fake_answer answers[] = {
        {.pattern = "/spark", .status = 200, .body = both},
        {.pattern = "/chart", .status = 200, .body = chart_b},
        {0}};
    struct rig r;
    unsigned before;

    (void)state;
    rig_open(&r, &(struct rig_parts){.config = lists, .mode = RUN_LIVE},
             answers);
    rig_run(&r, 10000);
    answers[0] = (struct fake_answer){.pattern = "/",
                                      .status = 429,
                                      .body = "Too Many Requests",
                                      .retry_after_ms = 600000};
    rig_run(&r, 10000);
    check_price(&r, "BBB", 110);
    check_source(&r, "yahoo-spark", SOURCE_backoff, "429 Too Many Requests");
    before = r.fake.asked_yahoo;
    rig_command(&r, COMMAND_REFRESH, "", "");
    rig_run(&r, 580000);
    assert_int_equal(r.fake.asked_yahoo, before); /* Retry-After is honoured */
    check_price(&r, "AAA", 90.5);
    answers[0] = (struct fake_answer){.pattern = "/spark", .status = 200,
                                      .body = both};
    rig_run(&r, 150000); /* the first probe may be for a chart, in vain */
    assert_true(r.fake.asked_yahoo > before);
    check_source(&r, "yahoo-spark", SOURCE_ok, "");
    rig_close(&r);
}

static void every_damage_has_a_reason(void **state)
{
    static const struct {
        long status;
        const char *body, *reason;
        enum source_state state;
    } rows[] = {
        {0, "", "connection refused", SOURCE_backoff},
        {503, "busy", "503 Service Unavailable", SOURCE_backoff},
        {200, "<!DOCTYPE html><html>consent</html>", "", SOURCE_backoff},
        {200, "{\"spark\":{\"resu", "", SOURCE_backoff},
        {200, "", "", SOURCE_backoff},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct fake_answer answers[] = {
            {.pattern = "/spark", .status = 200, .body = both},
            {.pattern = "/chart", .status = 200, .body = chart_b},
            {0}};
        struct rig r;
        rig_open(&r, &(struct rig_parts){.config = lists, .mode = RUN_LIVE},
                 answers);
        rig_run(&r, 12000);
        answers[0].status = rows[i].status;
        answers[0].body = rows[i].body;
        rig_run(&r, 4000);
        check_source(&r, "yahoo-spark", rows[i].state, rows[i].reason);
        check_price(&r, "AAA", 90.5);
        check_price(&r, "BBB", 110);
        rig_close(&r);
    }
}

static void lasting_trouble_is_failed(void **state)
{
    const struct fake_answer answers[] = {
        {.pattern = "/", .status = 500, .body = ""}, {0}};
    struct rig r;

    (void)state;
    rig_open(&r, &(struct rig_parts){.config = lists, .mode = RUN_LIVE},
             answers);
    rig_run(&r, 3000);
    check_source(&r, "yahoo-spark", SOURCE_backoff, "500");
    rig_run(&r, 120000);
    check_source(&r, "yahoo-spark", SOURCE_failed, "500");
    rig_close(&r);
}

static void unknown_symbol_is_marked_and_tried_by_chart(void **state)
{
    struct fake_answer answers[] = {
        {.pattern = "/spark", .status = 200, .body = only_a},
        {.pattern = "/chart/AAA", .status = 500, .body = ""},
        {.pattern = "/chart/BBB", .status = 404, .body = chart_404},
        {0}};
    struct rig r;
    struct snapshot *s;

    (void)state;
    rig_open(&r, &(struct rig_parts){.config = lists, .mode = RUN_LIVE},
             answers);
    rig_run(&r, 5000);
    s = poller_freeze(r.poller, r.now_ms);
    assert_true(listing(s, "BBB")->failed);
    snapshot_free(s);
    check_price(&r, "AAA", 90.5);
    check_source(&r, "yahoo-spark", SOURCE_ok, "");
    /* Later the chart knows it: it lives from the chart alone. */
    answers[2] = (struct fake_answer){.pattern = "/chart/BBB", .status = 200,
                                      .body = chart_b};
    rig_run(&r, 1300000);
    check_price(&r, "BBB", 110);
    rig_close(&r);
}

static void new_symbol_is_asked_at_once(void **state)
{
    const struct fake_answer answers[] = {
        {.pattern = "/spark?symbols=AAA&", .status = 200, .body = only_a},
        {.pattern = "/spark", .status = 200, .body = both},
        {.pattern = "/chart", .status = 200, .body = chart_b},
        {0}};
    static const char one[] =
        "indices = AAA\n[watchlist mine]\nsymbols = AAA\n"
        "[watchlist default]\nsymbols = AAA\n";
    const struct watchlist *list;
    struct snapshot *s;
    struct rig r;

    (void)state;
    rig_open(&r, &(struct rig_parts){.config = one, .mode = RUN_LIVE},
             answers);
    rig_run(&r, 5000);
    rig_command(&r, COMMAND_ADD_SYMBOL, "mine", "BBB");
    rig_run(&r, 100);
    check_price(&r, "BBB", 110);
    rig_command(&r, COMMAND_UNDO, "", "");
    rig_command(&r, COMMAND_REMOVE_SYMBOL, "mine", "AAA");
    rig_command(&r, COMMAND_UNDO, "", "");
    rig_run(&r, 100);
    s = poller_freeze(r.poller, r.now_ms);
    list = snapshot_watchlist(s, "mine");
    assert_non_null(list);
    assert_int_equal(list->count, 1);
    assert_string_equal(list->symbols[0], "AAA");
    snapshot_free(s);
    rig_close(&r);
}

static void publishes_only_changes(void **state)
{
    const struct fake_answer answers[] = {
        {.pattern = "/spark", .status = 200, .body = both},
        {.pattern = "/chart", .status = 200, .body = chart_b},
        {0}};
    const struct snapshot *s;
    uint64_t serial;
    struct rig r;

    (void)state;
    rig_open(&r, &(struct rig_parts){.config = lists, .mode = RUN_LIVE},
             answers);
    rig_run(&r, 8000);
    s = board_take(r.board);
    assert_non_null(s);
    serial = s->serial;
    board_give_back(r.board, s);
    for (int i = 0; i < 100; i++)
        assert_true(poller_turn(r.poller, r.now_ms + i, 0));
    s = board_take(r.board);
    assert_int_equal(s->serial, serial);
    board_give_back(r.board, s);
    rig_close(&r);
}

static uint64_t serial_shown(const struct rig *r)
{
    const struct snapshot *s = board_take(r->board);
    uint64_t serial = s->serial;

    board_give_back(r->board, s);
    return serial;
}

/* A change waits for the screen's next look, but not for ever. */
static void publishes_when_looked_at(void **state)
{
    const struct fake_answer answers[] = {
        {.pattern = "/spark", .status = 200, .body = both},
        {.pattern = "/chart", .status = 200, .body = chart_b},
        {0}};
    uint64_t serial;
    int64_t changed;
    struct rig r;

    (void)state;
    rig_open(&r, &(struct rig_parts){.config = lists, .mode = RUN_LIVE},
             answers);
    rig_run(&r, 8000);
    rig_command(&r, COMMAND_REMOVE_SYMBOL, "mine", "BBB");
    rig_run(&r, 60);
    serial = serial_shown(&r);
    changed = r.now_ms;
    board_set_due(r.board, changed + 400);
    rig_command(&r, COMMAND_UNDO, "", "");
    rig_run(&r, 400);
    assert_int_equal(serial_shown(&r), serial);
    rig_run(&r, 1);
    assert_true(serial_shown(&r) > serial);
    serial = serial_shown(&r);
    board_set_due(r.board, changed + 3600000);
    rig_command(&r, COMMAND_REMOVE_SYMBOL, "mine", "BBB");
    rig_run(&r, 900);
    assert_int_equal(serial_shown(&r), serial);
    rig_run(&r, 200);
    assert_true(serial_shown(&r) > serial);
    rig_close(&r);
}

/* A clock that was set back keeps no snapshot for as long as that. */
static void publishes_when_the_clock_goes_back(void **state)
{
    const struct fake_answer answers[] = {
        {.pattern = "/spark", .status = 200, .body = both},
        {.pattern = "/chart", .status = 200, .body = chart_b},
        {0}};
    uint64_t serial;
    struct rig r;

    (void)state;
    rig_open(&r, &(struct rig_parts){.config = lists, .mode = RUN_LIVE},
             answers);
    rig_run(&r, 8000);
    serial = serial_shown(&r);
    board_set_due(r.board, r.now_ms + 400);
    rig_command(&r, COMMAND_REMOVE_SYMBOL, "mine", "BBB");
    rig_run(&r, 0);
    assert_int_equal(serial_shown(&r), serial);
    r.now_ms -= 3600000;
    assert_true(poller_turn(r.poller, r.now_ms, 60000));
    assert_int_equal(r.fake.waited_ms, 0);
    assert_true(serial_shown(&r) > serial);
    rig_close(&r);
}

/* Idle turns cost nothing because there are few of them. */
static void sleeps_until_due(void **state)
{
    const struct fake_answer answers[] = {
        {.pattern = "/spark", .status = 200, .body = both},
        {.pattern = "/chart", .status = 200, .body = chart_b},
        {0}};
    struct rig r;

    (void)state;
    rig_open(&r, &(struct rig_parts){.config = lists, .mode = RUN_LIVE},
             answers);
    rig_run(&r, 10000);
    assert_in_range(rig_run(&r, 60000), 4, 24);
    assert_true(poller_idle_ms(r.poller, r.now_ms) > 0);
    rig_close(&r);
}

static void offline_asks_nothing(void **state)
{
    const struct fake_answer answers[] = {
        {.pattern = "/", .status = 200, .body = both}, {0}};
    struct rig r;

    (void)state;
    rig_open(&r, &(struct rig_parts){.config = lists, .mode = RUN_OFFLINE},
             answers);
    rig_run(&r, 100000);
    assert_int_equal(r.fake.asked, 0);
    assert_true(poller_is_settled(r.poller));
    check_source(&r, "yahoo-spark", SOURCE_off, "offline");
    rig_close(&r);
}

/* Bars older than the last year's come when somebody looks at them. */
static void older_bars_come_on_demand(void **state)
{
    static const char chart_old[] =
        "{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\"BBB\",\"currency\":"
        "\"USD\",\"instrumentType\":\"EQUITY\",\"regularMarketTime\":1738076395,"
        "\"regularMarketPrice\":110,\"chartPreviousClose\":100,"
        "\"previousClose\":100},\"timestamp\":[1580740200,1738074600],"
        "\"indicators\":{\"quote\":[{\"open\":[50,110],\"high\":[50,110],"
        "\"low\":[50,110],\"close\":[50,110],\"volume\":[5,5]}]}}],"
        "\"error\":null}}";
    const struct fake_answer answers[] = {
        {.pattern = "/spark", .status = 200, .body = both},
        {.pattern = "/chart/BBB?period1=1580000000&period2=173",
         .status = 200, .body = chart_old},
        {.pattern = "period1", .status = 500, .body = ""},
        {.pattern = "/chart/BBB", .status = 200, .body = chart_b},
        {.pattern = "/chart", .status = 404, .body = chart_404},
        {0}};
    struct command c = {.kind = COMMAND_HISTORY, .symbol = "BBB",
                        .number = 1580000000e3};
    struct snapshot *s;
    const struct series *daily;
    struct rig r;

    (void)state;
    rig_open(&r, &(struct rig_parts){.config = lists, .mode = RUN_LIVE},
             answers);
    rig_run(&r, 20000);
    assert_true(mailbox_push(r.mailbox, &c));
    c.number += 1e9; /* less than that: nothing more to ask */
    assert_true(mailbox_push(r.mailbox, &c));
    rig_run(&r, 20000);
    assert_true(mailbox_push(r.mailbox, &c));
    rig_run(&r, 20000);
    s = poller_freeze(r.poller, r.now_ms);
    daily = listing(s, "BBB")->series[BAR_1d];
    assert_non_null(daily);
    assert_true(daily->bars[0].start == INT64_C(1580740200000));
    assert_true(daily->bars[0].close == 50);
    snapshot_free(s);
    check_source(&r, "yahoo-chart", SOURCE_ok, "");
    rig_close(&r);
}

static void stop_ends_the_turns(void **state)
{
    const struct fake_answer answers[] = {{0}};
    struct rig r;

    (void)state;
    rig_open(&r, &(struct rig_parts){.config = lists, .mode = RUN_LIVE},
             answers);
    rig_command(&r, COMMAND_ADD_SYMBOL, "mine", "CCC");
    rig_command(&r, COMMAND_STOP, "", "");
    assert_false(poller_turn(r.poller, r.now_ms, 0));
    rig_close(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_come_in_one_request),
        cmocka_unit_test(refusal_keeps_what_is_known),
        cmocka_unit_test(every_damage_has_a_reason),
        cmocka_unit_test(lasting_trouble_is_failed),
        cmocka_unit_test(unknown_symbol_is_marked_and_tried_by_chart),
        cmocka_unit_test(new_symbol_is_asked_at_once),
        cmocka_unit_test(publishes_only_changes),
        cmocka_unit_test(publishes_when_looked_at),
        cmocka_unit_test(publishes_when_the_clock_goes_back),
        cmocka_unit_test(sleeps_until_due),
        cmocka_unit_test(offline_asks_nothing),
        cmocka_unit_test(older_bars_come_on_demand),
        cmocka_unit_test(stop_ends_the_turns),
    };
    return cmocka_run_group_tests_name("poller", tests, NULL, NULL);
}
