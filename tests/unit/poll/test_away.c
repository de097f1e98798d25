/* SPDX-License-Identifier: MIT */
/* What happens to the computer itself: a clock that is wrong, a lid that was
 * shut, a network that went away and came back. */
#include "fake.h"

static const char lists[] =
    "indices =\ninterval = 15s\nproviders = yahoo-spark cnbc\n"
    NO_SHIPPED_FEEDS "[watchlist default]\nsymbols = AAA\n";

#define SPARK(price)                                                        \
    "{\"spark\":{\"result\":[{\"symbol\":\"AAA\",\"response\":[{\"meta\":"  \
    "{\"symbol\":\"AAA\",\"currency\":\"USD\",\"instrumentType\":\"EQUITY\"," \
    "\"regularMarketTime\":1738076395,\"regularMarketPrice\":" price        \
    ",\"chartPreviousClose\":100,\"previousClose\":100}}]}],\"error\":null}}"

struct watch { /* a fake whose servers have another clock */
    struct rig rig;
    int64_t ahead_ms; /* of ours; their Date says so */
};

static enum err submit(void *self, const struct request *r, struct why *why)
{
    return fake_submit(&((struct watch *)self)->rig.fake, r, why);
}

static int collect(void *self, int wait_ms, struct reply *out)
{
    struct watch *w = self;

    if (!fake_collect(&w->rig.fake, wait_ms, out))
        return 0;
    if (out->status)
        out->date_ms = w->rig.now_ms + w->ahead_ms;
    return 1;
}

static void begin(struct watch *w, const struct fake_answer *answers)
{
    *w = (struct watch){.ahead_ms = 0};
    rig_open(&w->rig, &(struct rig_parts){.config = lists, .mode = RUN_LIVE},
             answers);
    w->rig.transport.self = w;
    w->rig.transport.submit = submit;
    w->rig.transport.collect = collect;
}

/* How many lines of the log have the text. */
static unsigned lines_with(struct watch *w, const char *text)
{
    struct snapshot *s = poller_freeze(w->rig.poller, w->rig.now_ms);
    unsigned n = 0;

    for (size_t i = 0; s->health && i < s->health->line_count; i++)
        n += strstr(s->health->lines[i].text, text) != NULL;
    snapshot_free(s);
    return n;
}

static void a_wrong_clock_is_told_once(void **state)
{
    static const struct {
        int64_t ahead_ms;
        const char *words;
    } rows[] = {{-10 * 60 * 1000, "10m ahead of the servers'"},
                {3 * 60 * 60 * 1000, "3h behind the servers'"}};
    const struct fake_answer answers[] = {
        {.pattern = "/spark", .status = 200, .body = SPARK("90")}, {0}};
    struct watch w;

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        begin(&w, answers);
        w.ahead_ms = 30 * 1000; /* some seconds are nobody's concern */
        rig_run(&w.rig, 60000);
        assert_int_equal(lines_with(&w, "the servers'"), 0);
        w.ahead_ms = rows[i].ahead_ms;
        rig_run(&w.rig, 10 * 60000);
        assert_int_equal(lines_with(&w, rows[i].words), 1);
        assert_int_equal(lines_with(&w, "the servers'"), 1);
        rig_close(&w.rig);
    }
}

/* Waits are over when the lid opens, and all is asked anew. */
static void after_a_sleep_all_is_asked(void **state)
{
    struct fake_answer answers[] = {
        {.pattern = "/spark", .status = 500, .body = ""},
        {.pattern = "cnbc.com", .status = 500, .body = ""}, {0}};
    struct watch w;
    unsigned before;

    (void)state;
    begin(&w, answers);
    rig_run(&w.rig, 30 * 60000); /* both are passed over for long */
    before = w.rig.fake.asked;
    rig_run(&w.rig, 60000);
    assert_true(w.rig.fake.asked - before <= 2);
    answers[0].status = 200;
    answers[0].body = SPARK("91");
    before = w.rig.fake.asked;
    w.rig.now_ms += 40 * 60000; /* asleep */
    rig_run(&w.rig, 2000);
    assert_true(w.rig.fake.asked > before);
    assert_int_equal(lines_with(&w, "went on after 4"), 1);
    rig_close(&w.rig);
}

/* What a site asked for holds, however long the sleep was meanwhile. */
static void a_sleep_ends_no_pause(void **state)
{
    const struct fake_answer answers[] = {
        {.pattern = "yahoo.com", .status = 429, .body = "Too Many Requests",
         .retry_after_ms = 5 * 3600 * 1000},
        {.pattern = "cnbc.com", .status = 500, .body = ""}, {0}};
    struct watch w;

    (void)state;
    begin(&w, answers);
    rig_run(&w.rig, 10000);
    assert_int_equal(w.rig.fake.asked_yahoo, 1);
    w.rig.now_ms += 3 * 3600 * 1000;
    rig_run(&w.rig, 60000);
    assert_int_equal(w.rig.fake.asked_yahoo, 1);
    rig_close(&w.rig);
}

/* Nothing could be reached for an hour: the first answer brings all back, and
 * no source is blamed for it. */
static void a_network_that_is_back_is_used(void **state)
{
    struct fake_answer answers[] = {
        {.pattern = "/spark", .status = 0}, {.pattern = "cnbc.com"}, {0}};
    struct watch w;
    struct snapshot *s;
    unsigned before;

    (void)state;
    begin(&w, answers);
    rig_run(&w.rig, 60 * 60000);
    before = w.rig.fake.asked;
    assert_true(before < 200); /* it is looked for now and then */
    answers[0].status = 200;
    answers[0].body = SPARK("92");
    rig_run(&w.rig, 3 * 60000);
    assert_int_equal(lines_with(&w, "answers again"), 1);
    s = poller_freeze(w.rig.poller, w.rig.now_ms);
    assert_non_null(snapshot_find(s, "AAA"));
    assert_true(snapshot_find(s, "AAA")->quote.price == 92);
    assert_int_equal(rig_source(s, "yahoo-spark")->state, SOURCE_ok);
    snapshot_free(s);
    rig_close(&w.rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wrong_clock_is_told_once),
        cmocka_unit_test(after_a_sleep_all_is_asked),
        cmocka_unit_test(a_sleep_ends_no_pause),
        cmocka_unit_test(a_network_that_is_back_is_used),
    };

    return cmocka_run_group_tests_name("away", tests, NULL, NULL);
}
