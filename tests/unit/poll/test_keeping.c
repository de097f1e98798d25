/* SPDX-License-Identifier: MIT */
/* The poller with a store: what is kept, found again, and followed; and the
 * poller on its thread. */
#include "folder.h"

#include "tapewatch/poll/thread.h"

static const char lists[] = "indices = AAA\n"
                            "providers = yahoo-spark yahoo-chart\n"
                            "[watchlist mine]\nsymbols = AAA\n"
                            "[watchlist default]\nsymbols = AAA\n";
static const char spark_a[] =
    "{\"spark\":{\"result\":[{\"symbol\":\"AAA\",\"response\":[{\"meta\":"
    "{\"symbol\":\"AAA\",\"currency\":\"USD\",\"instrumentType\":\"EQUITY\","
    "\"regularMarketTime\":1738076395,\"regularMarketPrice\":90.5,"
    "\"previousClose\":100,\"chartPreviousClose\":100}}]}],\"error\":null}}";
static const struct fake_answer fine[] = {
    {.pattern = "/spark", .status = 200, .body = spark_a}, {0}};
static const struct fake_answer refusing[] = {
    {.pattern = "/", .status = 429, .body = "Too Many Requests",
     .retry_after_ms = 3600000},
    {0}};

static void check_price(struct rig *r, double price)
{
    struct snapshot *s = poller_freeze(r->poller, r->now_ms);
    const struct listing *l = snapshot_find(s, "AAA");

    assert_non_null(l);
    assert_true(QUOTE_HAS(&l->quote, price));
    assert_true(l->quote.price == price);
    snapshot_free(s);
}

static size_t list_count(struct rig *r, const char *name)
{
    struct snapshot *s = poller_freeze(r->poller, r->now_ms);
    const struct watchlist *w = snapshot_watchlist(s, name);
    size_t n = w ? w->count : 999;

    snapshot_free(s);
    return n;
}

static void what_was_known_is_there_again(void **state)
{
    struct store *store = open_store(*state);
    struct rig r;

    rig_open(&r,
             &(struct rig_parts){.config = lists, .mode = RUN_LIVE,
                                 .store = store},
             fine);
    rig_run(&r, 1000);
    rig_command(&r, COMMAND_ADD_SYMBOL, "mine", "ZZZ");
    rig_command(&r, COMMAND_REMOVE_SYMBOL, "default", "AAA");
    rig_run(&r, 1000);
    check_price(&r, 90.5);
    rig_close(&r);
    store_close(store);

    store = open_store(*state);
    rig_open(&r,
             &(struct rig_parts){.config = lists, .mode = RUN_OFFLINE,
                                 .store = store},
             NULL);
    check_price(&r, 90.5);
    assert_int_equal(list_count(&r, "mine"), 2);
    assert_int_equal(list_count(&r, "default"), 0);
    rig_close(&r);
    store_close(store);
}

static void order_level(struct rig *r, enum command_kind kind, double level)
{
    struct command c = {.kind = kind, .symbol = "AAA", .number = level};

    assert_true(mailbox_push(r->mailbox, &c));
    rig_run(r, 100);
}

static size_t level_count(struct rig *r)
{
    struct snapshot *s = poller_freeze(r->poller, r->now_ms);
    size_t n = s->level_count;

    assert_true(n == 0 || (s->levels[0].level == 95 && s->levels[0].is_above));
    snapshot_free(s);
    return n;
}

/* Set at 90.50, at work in the next run, and gone in the one behind it. */
static void levels_outlive_the_program(void **state)
{
    struct store *store = open_store(*state);
    struct rig_parts parts = {
        .config = lists, .mode = RUN_LIVE, .store = store};
    struct rig r;

    rig_open(&r, &parts, fine);
    rig_run(&r, 1000);
    order_level(&r, COMMAND_SET_LEVEL, 95);
    order_level(&r, COMMAND_SET_LEVEL, 80);
    order_level(&r, COMMAND_DROP_LEVEL, 80);
    assert_int_equal(level_count(&r), 1);
    rig_close(&r);
    rig_open(&r, &parts, fine);
    assert_int_equal(level_count(&r), 1);
    order_level(&r, COMMAND_DROP_LEVEL, 0);
    rig_close(&r);
    rig_open(&r, &parts, fine);
    assert_int_equal(level_count(&r), 0);
    rig_close(&r);
    store_close(store);
}

static void a_pause_outlives_the_program(void **state)
{
    struct store *store = open_store(*state);
    struct rig_parts parts = {
        .config = lists, .mode = RUN_LIVE, .store = store};
    struct rig r;

    rig_open(&r, &parts, refusing);
    rig_run(&r, 1000);
    assert_in_range(r.fake.asked_yahoo, 1, 3);
    rig_close(&r);
    rig_open(&r, &parts, fine);
    rig_run(&r, 1000000);
    assert_int_equal(r.fake.asked_yahoo, 0);
    rig_close(&r);
    store_close(store);
}

static void follower_reads_and_takes_over(void **state)
{
    struct store *first = open_store(*state), *second = open_store(*state);
    struct rig live, follower;
    struct snapshot *s;

    assert_true(store_try_lock(first));
    rig_open(&follower,
             &(struct rig_parts){.config = lists, .mode = RUN_FOLLOW,
                                 .store = second},
             fine);
    rig_run(&follower, 2000);
    rig_open(&live,
             &(struct rig_parts){.config = lists, .mode = RUN_LIVE,
                                 .store = first},
             fine);
    rig_run(&live, 1000);
    rig_run(&follower, 2000);
    check_price(&follower, 90.5); /* by way of the store alone */
    assert_int_equal(follower.fake.asked, 0);
    s = poller_freeze(follower.poller, follower.now_ms);
    assert_int_equal(s->mode, RUN_FOLLOW);
    assert_non_null(strstr(s->notice, "following another tapewatch"));
    snapshot_free(s);
    rig_close(&live);
    store_close(first);
    rig_run(&follower, 3000);
    s = poller_freeze(follower.poller, follower.now_ms);
    assert_int_equal(s->mode, RUN_LIVE);
    assert_non_null(strstr(s->notice, "has ended"));
    snapshot_free(s);
    assert_true(follower.fake.asked > 0);
    rig_close(&follower);
    store_close(second);
}

/* On its own thread: publishes, obeys a command after a wake, stops. */
static void runs_on_a_thread(void **state)
{
    struct poller_parts parts = {.mode = RUN_OFFLINE};
    struct command add = {.kind = COMMAND_ADD_SYMBOL, .index = -1,
                          .symbol = "ZZZ", .list = "mine"};
    struct poll_thread *thread = NULL;
    struct poller *p;
    bool is_there = false;

    (void)state;
    assert_int_equal(config_load_text(lists, strlen(lists),
                                      (struct config **)(uintptr_t)
                                          &parts.config),
                     ERR_OK);
    parts.state = state_new("", 0);
    parts.board = board_new();
    parts.mailbox = mailbox_new();
    p = poller_new(&parts);
    assert_int_equal(poll_thread_start(p, &parts, &thread, NULL), ERR_OK);
    assert_true(mailbox_push(parts.mailbox, &add));
    poll_thread_wake(thread);
    while (!is_there) {
        const struct snapshot *s = board_take(parts.board);
        const struct watchlist *w =
            s ? snapshot_watchlist(s, "mine") : NULL;
        is_there = w && w->count == 2;
        board_give_back(parts.board, s);
    }
    poll_thread_stop(thread);
    poller_free(p);
    board_free(parts.board);
    mailbox_free(parts.mailbox);
    state_free(parts.state);
    config_free((struct config *)(uintptr_t)parts.config);
}

int main(void)
{
#define KEEPING(test)                                                       \
    cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)
    const struct CMUnitTest tests[] = {
        KEEPING(what_was_known_is_there_again),
        KEEPING(levels_outlive_the_program),
        KEEPING(a_pause_outlives_the_program),
        KEEPING(follower_reads_and_takes_over),
        cmocka_unit_test(runs_on_a_thread),
    };
    return cmocka_run_group_tests_name("keeping", tests, NULL, NULL);
}
