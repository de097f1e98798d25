/* SPDX-License-Identifier: MIT */
/* Looking for a symbol: what is known comes at once, a source adds to it, and
 * is asked once for each text. */
#include "fake.h"

static const char lists[] =
    "indices =\n"
    "providers = yahoo-search\n"
    NO_SHIPPED_FEEDS
    "[instrument ACME]\ntype = equity\n"
    "[instrument ACM]\ntype = equity\n"
    "[watchlist default]\nsymbols = ACME\n";

#define FOUND(symbol, name)                                                 \
    "{\"symbol\":\"" symbol "\",\"quoteType\":\"EQUITY\",\"longname\":\""   \
    name "\",\"exchDisp\":\"NASDAQ\"}"

static const struct fake_answer answers[] = {
    {"search?q=acm&", 200,
     "{\"quotes\":[" FOUND("ACMR", "ACM Research") ","
     FOUND("ACME", "Acme of elsewhere") "],\"news\":[]}", 0},
    {"search?q=zzz&", 200, "{\"quotes\":[],\"news\":[]}", 0},
    {"search?q=bad&", 500, "", 0},
    {NULL, 404, "", 0},
};

static void look_for(struct rig *r, const char *text)
{
    struct command c = {.kind = COMMAND_SEARCH};

    name_copy(c.text, sizeof(c.text), text);
    assert_true(mailbox_push(r->mailbox, &c));
}

static void open_live(struct rig *r)
{
    rig_open(r, &(struct rig_parts){.config = lists, .mode = RUN_LIVE},
             answers);
    rig_run(r, 5000);
}

static const struct found *found(const struct snapshot *s, const char *symbol)
{
    for (size_t i = 0; i < s->search->count; i++)
        if (strcmp(s->search->items[i].symbol, symbol) == 0)
            return &s->search->items[i];
    return NULL;
}

static void test_known_ones_at_once_and_others_behind(void **state)
{
    struct rig r;
    struct snapshot *s, *later;

    (void)state;
    open_live(&r);
    look_for(&r, "acm");
    assert_true(poller_turn(r.poller, r.now_ms, 0));
    s = poller_freeze(r.poller, r.now_ms);
    assert_non_null(s->search);
    assert_string_equal(s->search->text, "acm");
    assert_non_null(found(s, "ACME"));
    rig_run(&r, 5000);
    later = poller_freeze(r.poller, r.now_ms);
    assert_int_equal(later->search->state, SEARCH_DONE);
    assert_non_null(found(later, "ACMR"));
    assert_string_equal(found(later, "ACMR")->name, "ACM Research");
    assert_string_equal(found(later, "ACMR")->source, "yahoo-search");
    assert_string_equal(found(later, "ACME")->name, ""); /* ours stays */
    assert_null(snapshot_find(later, "ACMR")); /* found, not watched */
    snapshot_free(later);
    snapshot_free(s); /* the earlier answer is held until now */
    rig_close(&r);
}

static void test_a_text_is_asked_once(void **state)
{
    struct rig r;
    struct snapshot *s;
    unsigned before;

    (void)state;
    open_live(&r);
    before = r.fake.asked;
    look_for(&r, "acm");
    rig_run(&r, 60 * 1000);
    look_for(&r, "acm");
    rig_run(&r, 60 * 1000);
    assert_int_equal(r.fake.asked - before, 1);
    look_for(&r, "zzz");
    rig_run(&r, 60 * 1000);
    assert_int_equal(r.fake.asked - before, 2);
    s = poller_freeze(r.poller, r.now_ms);
    assert_int_equal(s->search->state, SEARCH_DONE);
    assert_int_equal(s->search->count, 0);
    snapshot_free(s);
    look_for(&r, "");
    rig_run(&r, 1000);
    s = poller_freeze(r.poller, r.now_ms);
    assert_null(s->search);
    snapshot_free(s);
    rig_close(&r);
}

static void test_a_failure_is_told_and_takes_nothing_away(void **state)
{
    struct rig r;
    struct snapshot *s;

    (void)state;
    open_live(&r);
    look_for(&r, "bad");
    rig_run(&r, 2000);
    s = poller_freeze(r.poller, r.now_ms);
    assert_int_equal(s->search->state, SEARCH_FAILED);
    assert_non_null(strstr(s->search->reason, "500"));
    snapshot_free(s);
    rig_close(&r);
}

static void test_offline_only_what_is_known(void **state)
{
    struct rig r;
    struct snapshot *s;

    (void)state;
    rig_open(&r, &(struct rig_parts){.config = lists, .mode = RUN_OFFLINE},
             answers);
    look_for(&r, "ACM");
    rig_run(&r, 1000);
    s = poller_freeze(r.poller, r.now_ms);
    assert_int_equal(s->search->state, SEARCH_LOCAL);
    assert_int_equal(s->search->count, 2);
    assert_string_equal(s->search->items[0].symbol, "ACM"); /* itself */
    assert_int_equal(r.fake.asked, 0);
    snapshot_free(s);
    rig_close(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_ones_at_once_and_others_behind),
        cmocka_unit_test(test_a_text_is_asked_once),
        cmocka_unit_test(test_a_failure_is_told_and_takes_nothing_away),
        cmocka_unit_test(test_offline_only_what_is_known),
    };

    return cmocka_run_group_tests_name("poll/search", tests, NULL, NULL);
}
