/* SPDX-License-Identifier: MIT */
/* "Is there anything new?": a feed is asked with what its last reply was
 * stamped with, and every six hours without, since some servers say no for
 * ever. A 304 is an answer like any other. */
#include "folder.h"

static const char lists[] =
    "indices =\nproviders = rss\nnews_interval = 10m\n" NO_SHIPPED_FEEDS
    "[feed mine]\nurl = https://feeds.example.com/a.xml\n"
    "[watchlist default]\nsymbols = AAA\n";
static const char feed[] =
    "<rss><channel><item><title>One</title><guid>1</guid></item></channel>"
    "</rss>";

struct stamped { /* a fake that stamps, and then knows its stamp again */
    struct rig rig;
    unsigned whole, conditional;
};

static enum err submit(void *self, const struct request *r, struct why *why)
{
    struct stamped *s = self;
    bool is_conditional = r->etag[0] || r->last_modified[0];

    if (is_conditional) {
        assert_string_equal(r->etag, "\"v1\"");
        assert_string_equal(r->last_modified, "");
    }
    s->whole += !is_conditional;
    s->conditional += is_conditional;
    return fake_submit(&s->rig.fake, r, why);
}

static int collect(void *self, int wait_ms, struct reply *out)
{
    struct stamped *s = self;

    if (!fake_collect(&s->rig.fake, wait_ms, out))
        return 0;
    memcpy(out->etag, "\"v1\"", 5);
    /* Of long ago: it is not believed. */
    memcpy(out->last_modified, "Tue, 01 Jan 1980 00:00:00 GMT", 30);
    if (out->request->etag[0]) {
        out->status = 304;
        out->body = "";
        out->size = 0;
    }
    return 1;
}

static void every_six_hours_all_is_fetched(void **state)
{
    const struct fake_answer answers[] = {
        {.pattern = "a.xml", .status = 200, .body = feed}, {0}};
    struct store *store = open_store(*state);
    struct stamped s = {.whole = 0};
    struct snapshot *shot;

    rig_open(&s.rig, &(struct rig_parts){.config = lists, .mode = RUN_LIVE,
                                         .store = store}, answers);
    s.rig.transport.self = &s;
    s.rig.transport.submit = submit;
    s.rig.transport.collect = collect;
    rig_run(&s.rig, 5 * MS_PER_HOUR);
    assert_int_equal(s.whole, 1);
    assert_in_range(s.conditional, 28, 30);
    shot = poller_freeze(s.rig.poller, s.rig.now_ms);
    assert_int_equal(rig_source(shot, "mine")->state, SOURCE_ok);
    assert_int_equal(shot->headline_count, 1);
    snapshot_free(shot);
    rig_run(&s.rig, 19 * MS_PER_HOUR);
    assert_in_range(s.whole, 4, 5);
    rig_close(&s.rig);
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_six_hours_all_is_fetched,
                                        make_folder, remove_folder),
    };

    return cmocka_run_group_tests_name("validators", tests, NULL, NULL);
}
