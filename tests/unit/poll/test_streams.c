/* SPDX-License-Identifier: MIT */
/* What a source sends by itself, inside the poller: it reaches the market,
 * spares requests while it comes, and is replaced by them when it ends. */
#include "fake.h"
#include "tapewatch/base/strbuf.h"

static const char lists[] =
    "indices =\n"
    "interval = 15s\n"
    "providers = coinbase-stream coinbase\n"
    NO_SHIPPED_FEEDS
    "[watchlist default]\nsymbols = BTC-USD\n";

#define FRAME(price, time)                                                  \
    "{\"type\":\"ticker\",\"product_id\":\"BTC-USD\",\"price\":\"" price    \
    "\",\"time\":\"" time "Z\"}"

enum { LINE_CLOSED, LINE_OPENING, LINE_OPEN };

struct line { /* a connection that the test plays; one frame a second */
    int phase;
    bool is_dumb;      /* connected, but nothing comes */
    bool breaks;       /* at the next look */
    bool is_down;      /* nobody is there */
    unsigned sends, opens, frames;
    bool was_freed;
    const int64_t *now_ms;
    int64_t frame_ms;
    char frame[160];
};

static enum err line_open(void *self, const char *url, struct why *why)
{
    struct line *l = self;

    (void)url;
    l->opens++;
    if (l->is_down)
        return why_set(why, ERR_IO, "nobody is there");
    l->phase = LINE_OPENING;
    return ERR_OK;
}

static enum stream_event line_next(void *self, struct stream_news *out)
{
    struct line *l = self;
    char time[25];
    int64_t second = *l->now_ms / 1000 * 1000;

    *out = (struct stream_news){.code = 0};
    if (l->phase == LINE_OPENING) {
        l->phase = LINE_OPEN;
        return STREAM_OPENED;
    }
    if (l->breaks) {
        l->breaks = false;
        l->phase = LINE_CLOSED;
        (void)why_set(&out->why, ERR_IO, "the line broke");
        return STREAM_CLOSED;
    }
    if (l->is_dumb || l->sends == 0 || second <= l->frame_ms)
        return STREAM_NOTHING;
    l->frame_ms = second;
    l->frames++;
    civil_format_instant(second, time);
    snprintf(l->frame, sizeof(l->frame),
             FRAME("97%u", "%.19s"), l->frames % 1000, time);
    out->text = l->frame;
    out->size = strlen(l->frame);
    return STREAM_FRAME;
}

static enum err line_send(void *self, const char *text, size_t n,
                          struct why *why)
{
    struct line *l = self;

    (void)why;
    assert_true(n > 0 && strstr(text, "BTC-USD"));
    l->sends++;
    return ERR_OK;
}

static enum err line_ping(void *self, struct why *why)
{
    (void)self;
    (void)why;
    return ERR_OK;
}

static int line_fd(const void *self)
{
    (void)self;
    return -1;
}

static void line_close(void *self)
{
    ((struct line *)self)->phase = LINE_CLOSED;
}

static void line_free(void *self)
{
    ((struct line *)self)->was_freed = true;
}

struct lines { /* those that the poller opened, in its order */
    struct line of[2];
    size_t count;
    bool cannot;
};

static enum err open_line(void *self, struct stream *out, struct why *why)
{
    struct lines *all = self;

    if (all->cannot)
        return why_set(why, ERR_MISSING, "no wss here: polling instead");
    assert_true(all->count < 2);
    *out = (struct stream){.self = &all->of[all->count++],
                           .open = line_open, .next = line_next,
                           .send = line_send, .ping = line_ping,
                           .fd = line_fd, .close = line_close,
                           .free = line_free};
    return ERR_OK;
}

static const struct fake_answer answers[] = {
    {"/products?product_ids=", 200,
     "{\"products\":[{\"product_id\":\"BTC-USD\",\"price\":\"96500\","
     "\"price_percentage_change_24h\":\"1\",\"quote_currency_id\":\"USD\","
     "\"base_currency_id\":\"BTC\"}]}",
     0},
    {NULL, 404, "", 0},
};

static void begin(struct rig *r, struct lines *all)
{
    rig_open(r,
             &(struct rig_parts){.config = lists,
                                 .open_stream = open_line,
                                 .stream_self = all},
             answers);
    for (size_t i = 0; i < 2; i++)
        all->of[i].now_ms = &r->now_ms;
}

static const struct health *health_of(const struct snapshot *s,
                                      const char *source)
{
    for (size_t i = 0; s->health && i < s->health->count; i++)
        if (strcmp(s->health->items[i].source, source) == 0)
            return &s->health->items[i];
    fail_msg("no health of %s", source);
    return NULL;
}

/* Requests in ten minutes from here on. */
static unsigned asked_in_ten_minutes(struct rig *r)
{
    unsigned before = r->fake.asked;

    rig_run(r, 10 * 60 * 1000);
    return r->fake.asked - before;
}

static void test_frames_reach_the_market_and_spare_requests(void **state)
{
    struct lines all = {.count = 0}, none = {.cannot = true};
    struct rig with, without;
    struct snapshot *s;
    const struct listing *l;
    unsigned spared, plain;

    (void)state;
    begin(&with, &all);
    rig_run(&with, 60 * 1000);
    spared = asked_in_ten_minutes(&with);
    s = poller_freeze(with.poller, with.now_ms);
    l = snapshot_find(s, "BTC-USD");
    assert_non_null(l);
    assert_string_equal(l->source, "coinbase-stream");
    assert_true(with.now_ms - l->quote.as_of <= 2000);
    assert_true(all.of[1].frames > 500);
    assert_int_equal(all.of[0].opens, 0); /* Yahoo's is not listed */
    assert_int_equal(health_of(s, "coinbase-stream")->state, SOURCE_ok);
    assert_true(health_of(s, "coinbase-stream")->is_in_use);
    snapshot_free(s);
    rig_close(&with);
    assert_true(all.of[0].was_freed && all.of[1].was_freed);

    begin(&without, &none);
    rig_run(&without, 60 * 1000);
    plain = asked_in_ten_minutes(&without);
    rig_close(&without);
    assert_true(plain >= 20 && spared * 3 < plain);
}

static void test_one_that_cannot_be_had_is_told(void **state)
{
    struct lines none = {.cannot = true};
    struct rig r;
    struct snapshot *s;
    const struct health *h;

    (void)state;
    begin(&r, &none);
    rig_run(&r, 60 * 1000);
    s = poller_freeze(r.poller, r.now_ms);
    h = health_of(s, "coinbase-stream");
    assert_int_equal(h->state, SOURCE_off);
    assert_string_equal(h->why_off, "no wss here: polling instead");
    assert_string_equal(snapshot_find(s, "BTC-USD")->source, "coinbase");
    snapshot_free(s);
    rig_close(&r);
}

static void test_a_break_is_told_and_asked_for_instead(void **state)
{
    struct lines all = {.count = 0};
    struct rig r;
    struct snapshot *s;
    const struct health *h;
    unsigned spared, asked;

    (void)state;
    begin(&r, &all);
    rig_run(&r, 60 * 1000);
    spared = asked_in_ten_minutes(&r);
    all.of[1].breaks = all.of[1].is_down = true;
    rig_run(&r, 60 * 1000);
    s = poller_freeze(r.poller, r.now_ms);
    h = health_of(s, "coinbase-stream");
    assert_int_equal(h->state, SOURCE_failed);
    assert_true(h->effect[0] != '\0');
    snapshot_free(s);
    asked = asked_in_ten_minutes(&r);
    assert_true(spared * 3 < asked);
    assert_true(all.of[1].opens < 20); /* it is not run against */

    all.of[1].is_down = false;
    rig_run(&r, 6 * 60 * 1000);
    s = poller_freeze(r.poller, r.now_ms);
    assert_int_equal(health_of(s, "coinbase-stream")->state, SOURCE_ok);
    assert_string_equal(snapshot_find(s, "BTC-USD")->source,
                        "coinbase-stream");
    snapshot_free(s);
    rig_close(&r);
}

static void test_a_dumb_line_spares_nothing(void **state)
{
    struct lines all = {.of[1].is_dumb = true};
    struct rig r;

    (void)state;
    begin(&r, &all);
    rig_run(&r, 60 * 1000);
    assert_true(asked_in_ten_minutes(&r) >= 20);
    rig_close(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_frames_reach_the_market_and_spare_requests),
        cmocka_unit_test(test_one_that_cannot_be_had_is_told),
        cmocka_unit_test(test_a_break_is_told_and_asked_for_instead),
        cmocka_unit_test(test_a_dumb_line_spares_nothing),
    };

    return cmocka_run_group_tests_name("poll/streams", tests, NULL, NULL);
}
