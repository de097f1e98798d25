/* SPDX-License-Identifier: MIT */
/* Rules made in the program: at once in force, kept, taken back, switched;
 * and tried over the past. */
#include "folder.h"

#include <math.h>

#include "tapewatch/base/mem.h"
#include "tapewatch/state/backtest.h"

static const char config[] = "[watchlist default]\nsymbols = AAA BBB\n"
                             "[rule down]\nwhen = change_pct < -50\n"
                             "measure = change_pct\n";

static struct command wish(enum command_kind kind, const char *name,
                           const char *when)
{
    struct command c = {.kind = kind, .number = 1};

    name_copy(c.text, sizeof c.text, kind == COMMAND_PUT_RULE ? "" : name);
    name_copy(c.rule.name, sizeof c.rule.name, name);
    name_copy(c.rule.when, sizeof c.rule.when, when);
    name_copy(c.rule.measure, sizeof c.rule.measure, "change_pct");
    c.rule.severity = 2;
    c.rule.ways = NOTIFY_status;
    return c;
}

static void send(struct rig *r, struct command c)
{
    assert_true(mailbox_push(r->mailbox, &c));
    rig_run(r, 100);
}

static struct rule_card card_of(struct rig *r, const char *name)
{
    struct snapshot *s = poller_freeze(r->poller, r->now_ms);
    const struct rule_card *found = rule_list_find(s->rules, name);
    struct rule_card card = found ? *found : (struct rule_card){.origin = 99};

    snapshot_free(s);
    return card;
}

static void apply_price_of(struct rig *r, const char *symbol, double price)
{
    struct updates u = {0};
    struct update *q =
        updates_add(&u, r->now_ms, UPDATE_quote, symbol, "test");

    QUOTE_SET(&q->of.quote, price, price);
    QUOTE_SET(&q->of.quote, prev_close, 100.0);
    QUOTE_SET(&q->of.quote, as_of, r->now_ms);
    state_apply(r->state, q);
    updates_done(&u);
}

static void apply_price(struct rig *r, double price)
{
    apply_price_of(r, "AAA", price);
}

static size_t events(struct rig *r, const char *rule)
{
    struct snapshot *s = poller_freeze(r->poller, r->now_ms);
    size_t n = 0;

    for (size_t i = 0; i < s->event_count; i++)
        n += strcmp(s->events[i].key.rule, rule) == 0;
    snapshot_free(s);
    return n;
}

static void open_rig(struct rig *r, struct store *store)
{
    rig_open(r,
             &(struct rig_parts){.config = config, .mode = RUN_OFFLINE,
                                 .store = store},
             NULL);
}

static void a_rule_is_in_force_at_once_and_after_a_restart(void **state)
{
    struct store *store = open_store(*state);
    struct rig r;

    open_rig(&r, store);
    send(&r, wish(COMMAND_PUT_RULE, "mine", "change_pct < -4"));
    apply_price(&r, 95);
    assert_int_equal(events(&r, "mine"), 1);
    assert_int_equal(card_of(&r, "mine").origin, RULE_MADE);
    assert_int_equal(card_of(&r, "mine").standing, RULE_ON);
    rig_close(&r);
    store_close(store);

    store = open_store(*state);
    open_rig(&r, store);
    assert_string_equal(card_of(&r, "mine").rule.when, "change_pct < -4");
    apply_price(&r, 94);
    assert_int_equal(events(&r, "mine"), 1);
    rig_close(&r);
    store_close(store);
}

static size_t seen(struct rig *r, const char *rule)
{
    struct snapshot *s = poller_freeze(r->poller, r->now_ms);
    size_t n = 0;

    for (size_t i = 0; i < s->event_count; i++)
        n += strcmp(s->events[i].key.rule, rule) == 0 &&
             s->events[i].acknowledged;
    snapshot_free(s);
    return n;
}

/* One, all of its symbol's day, all that its rule told on it. */
static void events_are_acknowledged(void **state)
{
    struct store *store = open_store(*state);
    struct command c = {.kind = COMMAND_ACKNOWLEDGE};
    struct snapshot *s;
    struct rig r;

    open_rig(&r, store);
    send(&r, wish(COMMAND_PUT_RULE, "mine", "change_pct < -4"));
    send(&r, wish(COMMAND_PUT_RULE, "other", "change_pct < -5"));
    apply_price_of(&r, "AAA", 90);
    apply_price_of(&r, "BBB", 90);
    assert_int_equal(events(&r, "mine"), 2);
    assert_int_equal(events(&r, "other"), 2);
    s = poller_freeze(r.poller, r.now_ms);
    c.event = s->events[0].key;
    snapshot_free(s);
    name_copy(c.event.rule, sizeof c.event.rule, "mine");
    c.event.symbol[0] = '\0';
    send(&r, c);
    assert_int_equal(seen(&r, "mine"), 2);
    assert_int_equal(seen(&r, "other"), 0);
    c.event.rule[0] = '\0';
    name_copy(c.event.symbol, sizeof c.event.symbol, "BBB");
    send(&r, c);
    assert_int_equal(seen(&r, "other"), 1);
    rig_close(&r);
    store_close(store);
}

static void changes_are_taken_back(void **state)
{
    struct store *store = open_store(*state);
    struct command renamed = wish(COMMAND_PUT_RULE, "new", "change_pct < -3");
    struct rig r;

    open_rig(&r, store);
    send(&r, wish(COMMAND_PUT_RULE, "old", "change_pct < -4"));
    name_copy(renamed.text, sizeof renamed.text, "old");
    send(&r, renamed);
    assert_int_equal(card_of(&r, "old").standing, RULE_DROPPED);
    assert_int_equal(card_of(&r, "new").standing, RULE_ON);
    send(&r, wish(COMMAND_UNDO, "", ""));
    assert_int_equal(card_of(&r, "old").standing, RULE_ON);
    assert_int_equal(card_of(&r, "new").standing, RULE_DROPPED);
    send(&r, wish(COMMAND_DROP_RULE, "old", ""));
    apply_price(&r, 90);
    assert_int_equal(events(&r, "old"), 0);
    send(&r, wish(COMMAND_UNDO, "", ""));
    apply_price(&r, 89);
    assert_int_equal(events(&r, "old"), 1);
    assert_int_equal(events(&r, "new"), 0);
    rig_close(&r);
    store_close(store);
}

static void the_files_rule_is_replaced_and_switched_never_changed(void **state)
{
    struct store *store = open_store(*state);
    struct command off = wish(COMMAND_SWITCH_RULE, "down", "");
    struct rig r;

    open_rig(&r, store);
    assert_int_equal(card_of(&r, "down").origin, RULE_SHIPPED + 1);
    send(&r, wish(COMMAND_PUT_RULE, "down", "change_pct < -1"));
    assert_true(card_of(&r, "down").replaces);
    apply_price(&r, 98);
    assert_int_equal(events(&r, "down"), 1);
    send(&r, wish(COMMAND_DROP_RULE, "down", ""));
    assert_string_equal(card_of(&r, "down").rule.when, "change_pct < -50");
    off.number = 0;
    send(&r, off);
    assert_int_equal(card_of(&r, "down").standing, RULE_OFF);
    rig_close(&r);
    store_close(store);

    store = open_store(*state);
    open_rig(&r, store);
    assert_int_equal(card_of(&r, "down").standing, RULE_OFF);
    apply_price(&r, 40);
    assert_int_equal(events(&r, "down"), 0);
    send(&r, wish(COMMAND_SWITCH_RULE, "down", ""));
    apply_price(&r, 39);
    assert_int_equal(events(&r, "down"), 1);
    rig_close(&r);
    store_close(store);
}

static void count_wrong(void *self, const char *sentence)
{
    assert_non_null(strstr(sentence, "chnge_pct"));
    assert_non_null(strstr(sentence, "\n"));
    assert_non_null(strstr(sentence, "^"));
    ++*(size_t *)self;
}

static size_t levels(struct rig *r)
{
    struct snapshot *s = poller_freeze(r->poller, r->now_ms);
    size_t n = s->level_count;

    snapshot_free(s);
    return n;
}

static void a_level_that_was_dropped_comes_back(void **state)
{
    struct store *store = open_store(*state);
    struct command level = {.kind = COMMAND_SET_LEVEL, .symbol = "AAA",
                            .number = 110};
    struct rig r;

    open_rig(&r, store);
    apply_price(&r, 100);
    send(&r, level);
    assert_int_equal(levels(&r), 1);
    level.kind = COMMAND_DROP_LEVEL;
    send(&r, level);
    assert_int_equal(levels(&r), 0);
    send(&r, wish(COMMAND_UNDO, "", ""));
    assert_int_equal(levels(&r), 1);
    rig_close(&r);
    store_close(store);

    store = open_store(*state);
    open_rig(&r, store);
    assert_int_equal(levels(&r), 1);
    apply_price(&r, 111); /* from below, as it was */
    assert_int_equal(events(&r, "price-level >110"), 1);
    rig_close(&r);
    store_close(store);
}

/* It was made by a version that knew another field. */
static void a_wrong_one_is_told_with_a_caret_and_stops_nothing(void **state)
{
    struct store *store = open_store(*state);
    struct made_rule bad = wish(COMMAND_PUT_RULE, "bad", "chnge_pct < 1").rule;
    struct made_rule good = wish(COMMAND_PUT_RULE, "ok", "change_pct < -1").rule;
    size_t told = 0;
    struct rig r;

    assert_int_equal(store_put_rule(store, &bad, RULE_ON, NULL), ERR_OK);
    assert_int_equal(store_put_rule(store, &good, RULE_ON, NULL), ERR_OK);
    open_rig(&r, store);
    assert_int_equal(poller_wrong_rules(r.poller, &told, count_wrong), 1);
    assert_int_equal(told, 1);
    assert_non_null(strstr(card_of(&r, "bad").wrong, "chnge_pct"));
    apply_price(&r, 90);
    assert_int_equal(events(&r, "ok"), 1);
    send(&r, wish(COMMAND_PUT_RULE, "worse", "change_pct <"));
    assert_int_equal(card_of(&r, "worse").origin, 99);
    rig_close(&r);
    store_close(store);
}

static const char spark_z[] =
    "{\"spark\":{\"result\":[{\"symbol\":\"ZZZ\",\"response\":[{\"meta\":"
    "{\"symbol\":\"ZZZ\",\"currency\":\"USD\",\"instrumentType\":\"EQUITY\","
    "\"regularMarketTime\":1738076395,\"regularMarketPrice\":90.5,"
    "\"previousClose\":100,\"chartPreviousClose\":100}}]}],\"error\":null}}";
static const struct fake_answer of_z[] = {
    {.pattern = "ZZZ", .status = 200, .body = spark_z},
    {.pattern = "/", .status = 404, .body = ""}, {0}};

/* In no list, but a rule is of it. */
static void the_symbol_of_a_rule_is_asked_for(void **state)
{
    struct rig r;

    (void)state;
    rig_open(&r,
             &(struct rig_parts){.config = "indices =\nproviders = yahoo-spark\n"
                                           "[watchlist default]\n"
                                           "symbols = AAA\n",
                                 .mode = RUN_LIVE},
             of_z);
    rig_run(&r, 1000);
    assert_int_equal(events(&r, "z"), 0);
    send(&r, wish(COMMAND_PUT_RULE, "z",
                  "symbol == \"ZZZ\" and change_pct < -4"));
    rig_run(&r, 60000);
    assert_int_equal(events(&r, "z"), 1);
    rig_close(&r);
}

/* ---- over the past */

static const char demo_rule[] = "cap_change_usd <= -50B and vol_ratio > 1.5";

/* The same, headless and in one go. */
static size_t firings_until(int64_t until, struct config *c,
                            const char *when)
{
    const struct rule_text rule = {.name = "rule", .when = when,
                                   .severity = 2};
    struct state *s = state_new(NULL, 0);
    struct backtest *b;
    struct tape_reader *tape = NULL;
    const struct update *u;
    size_t n = 0;

    assert_int_equal(state_read_shipped_names(s, NULL), ERR_OK);
    for (size_t i = 0; i < config_list_count(c); i++) {
        struct config_list l = config_list(c, i);

        state_set_watchlist(s, l.name, l.symbols, l.count);
    }
    assert_int_equal(state_add_rule(s, &rule, NULL), ERR_OK);
    b = backtest_new(s);
    assert_int_equal(tape_open("demo", &tape, NULL), ERR_OK);
    while (tape_next(tape, &u, NULL) == ERR_OK && u->t <= until)
        backtest_apply(b, u);
    (void)backtest_so_far(b, &n);
    tape_close(tape);
    backtest_free(b);
    state_free(s);
    return n;
}

static struct rule_trial trial_of(struct rig *r)
{
    struct snapshot *s = poller_freeze(r->poller, r->now_ms);
    struct rule_trial t = s->trial ? *s->trial : (struct rule_trial){.hits = 999};

    snapshot_free(s);
    return t;
}

static void open_demo(struct rig *r, struct tape_reader **tape,
                      const char *path)
{
    struct rig_parts parts = {
        .config = "[watchlist default]\nsymbols = NVDA\n",
        .mode = RUN_REPLAY, .tape_path = path,
        .timeline = {.speed = 1, .is_paused = true}};

    assert_int_equal(tape_open("demo", tape, NULL), ERR_OK);
    parts.tape = *tape;
    parts.timeline.real_ms =
        civil_from_new_york(civil_date(2025, 1, 28), 10, 0);
    parts.timeline.shown_ms =
        civil_from_new_york(civil_date(2025, 1, 27), 16, 5);
    rig_open(r, &parts, NULL);
    rig_run(r, 1000);
}

static void run_trial(struct rig *r)
{
    for (int i = 0; i < 1000 && trial_of(r).state == TRIAL_RUNNING; i++)
        (void)poller_turn(r->poller, ++r->now_ms, 0);
}

static void a_rule_is_tried_on_the_tape_up_to_its_moment(void **state)
{
    struct tape_reader *tape;
    struct rig r;
    struct rule_trial t;
    size_t until_now, in_all;

    (void)state;
    open_demo(&r, &tape, "demo");
    assert_null(strstr(demo_rule, "@"));
    send(&r, wish(COMMAND_TRY_RULE, "", demo_rule));
    run_trial(&r);
    t = trial_of(&r);
    until_now = firings_until(t.until_ms, r.config, demo_rule);
    in_all = firings_until(INT64_MAX, r.config, demo_rule);
    assert_int_equal(t.state, TRIAL_DONE);
    assert_int_equal(t.hits, until_now);
    assert_true(until_now > 0 && until_now < in_all);
    assert_true(t.until_ms <=
                civil_from_new_york(civil_date(2025, 1, 27), 16, 5));
    assert_true(t.has_matches && t.matches > 0);
    assert_int_equal(events(&r, "rule"), 0); /* the market is not touched */
    rig_close(&r);
    tape_close(tape);
}

/* What else is done in a replay is for its session. */
static void a_replay_says_that_rules_are_kept(void **state)
{
    struct tape_reader *tape;
    struct command put = wish(COMMAND_PUT_RULE, "", demo_rule);
    struct snapshot *s;
    struct rig r;

    (void)state;
    open_demo(&r, &tape, "demo");
    put.number = 1;
    name_copy(put.rule.name, sizeof put.rule.name, "own");
    send(&r, put);
    s = poller_freeze(r.poller, r.now_ms);
    assert_string_equal(s->notice,
                        "rule own is saved, live too; u takes it back");
    snapshot_free(s);
    send(&r, (struct command){.kind = COMMAND_SWITCH_RULE, .text = "own"});
    s = poller_freeze(r.poller, r.now_ms);
    assert_string_equal(s->notice, "rule own is off, live too");
    snapshot_free(s);
    rig_close(&r);
    tape_close(tape);
}

static void only_the_last_of_several_is_tried(void **state)
{
    struct tape_reader *tape;
    struct command c[3] = {wish(COMMAND_TRY_RULE, "", "change_pct < -1"),
                           wish(COMMAND_TRY_RULE, "", "change_pct < -2"),
                           wish(COMMAND_TRY_RULE, "", "change_pct < -25")};
    struct rig r;

    (void)state;
    open_demo(&r, &tape, "demo");
    for (int i = 0; i < 3; i++)
        assert_true(mailbox_push(r.mailbox, &c[i]));
    (void)poller_turn(r.poller, ++r.now_ms, 0);
    assert_int_equal(poller_idle_ms(r.poller, r.now_ms), 0); /* goes on */
    run_trial(&r);
    assert_string_equal(trial_of(&r).when, "change_pct < -25");
    assert_int_equal(trial_of(&r).hits,
                     firings_until(trial_of(&r).until_ms, r.config,
                                   "change_pct < -25"));
    send(&r, wish(COMMAND_TRY_RULE, "", ""));
    assert_int_equal(trial_of(&r).hits, 999); /* there is none */
    rig_close(&r);
    tape_close(tape);
}

static void without_a_past_it_says_so(void **state)
{
    struct tape_reader *tape;
    struct rig r;

    (void)state;
    open_demo(&r, &tape, NULL); /* a pipe */
    send(&r, wish(COMMAND_TRY_RULE, "", demo_rule));
    assert_int_equal(trial_of(&r).state, TRIAL_FAILED);
    assert_non_null(strstr(trial_of(&r).reason, "pipe"));
    send(&r, wish(COMMAND_TRY_RULE, "", "change_pct <"));
    assert_int_equal(trial_of(&r).state, TRIAL_FAILED);
    rig_close(&r);
    tape_close(tape);
}

/* Closes of six weeks, every `step` days, that became known at `t` (0: as they
 * were made); two weeks ago it fell from 80 to 60 for a day. */
static void put_closes(struct store *store, int32_t today, int step, int64_t t)
{
    struct updates u = {0};

    for (int day = 42; day > 0; day -= step) {
        int64_t close_ms = civil_from_new_york(today - day, 16, 5);
        struct update *q = updates_add(&u, t ? t : close_ms, UPDATE_bar, "AAA",
                                       "test");

        q->of.bar.span = BAR_1d;
        q->of.bar.bar = (struct bar){
            .start = civil_from_new_york(today - day, 9, 30),
            .close = day == 14 ? 60 : 80};
        assert_int_equal(store_put(store, q, NULL), ERR_OK);
    }
    assert_int_equal(store_commit(store, NULL), ERR_OK);
    updates_done(&u);
}

/* Thirty-one days ago counts for the series, but not as a hit. */
static void a_store_gives_its_last_thirty_days(void **state)
{
    struct store *store = open_store(*state);
    struct rule_trial t;
    struct rig r;

    put_closes(store, civil_date(2025, 1, 28), 7, 0); /* Tuesdays */
    open_rig(&r, store);
    send(&r, wish(COMMAND_TRY_RULE, "", "price < 90"));
    run_trial(&r);
    t = trial_of(&r);
    assert_int_equal(t.state, TRIAL_DONE);
    assert_int_equal(t.hits, 4);
    assert_true(t.since_ms == t.until_ms - 30 * MS_PER_DAY);
    for (size_t i = 0; i < t.shown; i++)
        assert_true(t.worst[i].session >= civil_date(2024, 12, 27));
    rig_close(&r);
    store_close(store);
}

/* Bars and shares that were fetched only today: who starts today can try a
 * rule on last month all the same. */
static void bars_that_came_late_count_on_their_day(void **state)
{
    struct store *store = open_store(*state);
    int32_t today = civil_date(2025, 1, 28);
    int64_t fetched = civil_from_new_york(today, 8, 0);
    struct updates u = {0};
    struct update *i = updates_add(&u, fetched, UPDATE_instrument, "AAA",
                                   "test");
    struct rule_trial t;
    struct rig r;

    i->of.instrument.type = INSTRUMENT_equity;
    snprintf(i->of.instrument.currency, CURRENCY_MAX, "USD");
    i->of.instrument.shares = 1e9;
    assert_int_equal(store_put(store, i, NULL), ERR_OK);
    updates_done(&u);
    put_closes(store, today, 1, fetched);
    open_rig(&r, store);
    send(&r, wish(COMMAND_TRY_RULE, "", "cap_change_usd <= -10B"));
    run_trial(&r);
    t = trial_of(&r);
    assert_int_equal(t.state, TRIAL_DONE);
    assert_int_equal(t.hits, 1);
    assert_int_equal(t.worst[0].session, civil_date(2025, 1, 14));
    rig_close(&r);
    store_close(store);
}

int main(void)
{
#define IN_FOLDER(test)                                                     \
    cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_rule_is_in_force_at_once_and_after_a_restart),
        IN_FOLDER(events_are_acknowledged),
        IN_FOLDER(changes_are_taken_back),
        IN_FOLDER(the_files_rule_is_replaced_and_switched_never_changed),
        IN_FOLDER(a_level_that_was_dropped_comes_back),
        IN_FOLDER(a_wrong_one_is_told_with_a_caret_and_stops_nothing),
        cmocka_unit_test(the_symbol_of_a_rule_is_asked_for),
        cmocka_unit_test(a_rule_is_tried_on_the_tape_up_to_its_moment),
        cmocka_unit_test(a_replay_says_that_rules_are_kept),
        cmocka_unit_test(only_the_last_of_several_is_tried),
        cmocka_unit_test(without_a_past_it_says_so),
        IN_FOLDER(a_store_gives_its_last_thirty_days),
        IN_FOLDER(bars_that_came_late_count_on_their_day),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
