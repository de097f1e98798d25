/* SPDX-License-Identifier: MIT */
/* A source that sends by itself, over a stream that the test plays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../../src/poll/streaming.h"
#include "tapewatch/base/strbuf.h"

#define T0 INT64_C(1735914600000)

struct fake {
    enum stream_event next; /* what next() tells, once */
    struct stream_news news;
    unsigned opens, closes, sends, pings;
    bool refuses;
    struct strbuf sent; /* the last text */
};

static enum err fake_open(void *self, const char *url, struct why *why)
{
    struct fake *f = self;

    assert_string_equal(url, "wss://ws-feed.exchange.coinbase.com");
    f->opens++;
    return f->refuses ? why_set(why, ERR_IO, "no way") : ERR_OK;
}

static enum stream_event fake_next(void *self, struct stream_news *out)
{
    struct fake *f = self;
    enum stream_event e = f->next;

    *out = f->news;
    f->next = STREAM_NOTHING;
    return e;
}

static enum err fake_send(void *self, const char *text, size_t n,
                          struct why *why)
{
    struct fake *f = self;

    (void)why;
    f->sends++;
    strbuf_clear(&f->sent);
    strbuf_add_n(&f->sent, text, n);
    return ERR_OK;
}

static enum err fake_ping(void *self, struct why *why)
{
    (void)why;
    ((struct fake *)self)->pings++;
    return ERR_OK;
}

static int fake_fd(const void *self)
{
    (void)self;
    return 3;
}

static void fake_close(void *self)
{
    ((struct fake *)self)->closes++;
}

struct play {
    struct fake fake;
    struct stream stream;
    struct streaming *s;
    struct updates out;
    enum err e;
    struct why why;
};

static int start(void **state)
{
    struct play *p = calloc(1, sizeof *p);

    assert_non_null(p);
    p->stream = (struct stream){.self = &p->fake, .open = fake_open,
                                .next = fake_next, .send = fake_send,
                                .ping = fake_ping, .fd = fake_fd,
                                .close = fake_close};
    p->s = streaming_new(provider_find("coinbase-stream"), &p->stream, NULL);
    *state = p;
    return 0;
}

static int stop(void **state)
{
    struct play *p = *state;

    streaming_free(p->s);
    strbuf_done(&p->fake.sent);
    updates_done(&p->out);
    free(p);
    return 0;
}

static bool turn(struct play *p, int64_t ms, enum stream_event e)
{
    p->fake.next = e;
    return streaming_turn(p->s, T0 + ms, &p->out, &p->e, &p->why);
}

static void want(struct play *p, const char *a, const char *b)
{
    char symbols[2][SYMBOL_MAX] = {"", ""};
    size_t n = 0;

    if (a)
        name_copy(symbols[n++], SYMBOL_MAX, a);
    if (b)
        name_copy(symbols[n++], SYMBOL_MAX, b);
    streaming_want(p->s, n, (const char(*)[SYMBOL_MAX])symbols);
}

static void frame(struct play *p, const char *text)
{
    p->fake.news = (struct stream_news){.text = text, .size = strlen(text)};
}

#define TICK "{\"type\":\"ticker\",\"product_id\":\"BTC-USD\",\"price\":\"5\"}"

static void nothing_wanted(void **state)
{
    struct play *p = *state;

    turn(p, 0, STREAM_NOTHING);
    want(p, "AAPL", "EURUSD=X"); /* not its kind */
    turn(p, 1, STREAM_NOTHING);
    assert_int_equal(p->fake.opens, 0);
    assert_int_equal(streaming_next_ms(p->s), INT64_MAX);
}

static void opens_says_and_reads(void **state)
{
    struct play *p = *state;

    want(p, "AAPL", "BTC-USD");
    turn(p, 0, STREAM_NOTHING);
    assert_int_equal(p->fake.opens, 1);
    assert_int_equal(p->fake.sends, 0); /* it is not open yet */
    turn(p, 100, STREAM_OPENED);
    assert_true(streaming_is_open(p->s));
    assert_non_null(strstr(strbuf_text(&p->fake.sent), "[\"BTC-USD\"]"));
    assert_false(streaming_is_fresh(p->s, "BTC-USD", T0 + 100));
    frame(p, TICK);
    assert_true(turn(p, 200, STREAM_FRAME));
    assert_int_equal(p->e, ERR_OK);
    assert_int_equal(p->out.count, 1);
    assert_int_equal(p->out.items[0].t, T0 + 200);
    assert_true(streaming_is_fresh(p->s, "BTC-USD", T0 + 300));
    assert_false(streaming_is_fresh(p->s, "AAPL", T0 + 300));
    assert_false(streaming_is_fresh(p->s, "BTC-USD",
                                    T0 + 200 + STREAMING_FRESH_MS));
    frame(p, "{\"type\":");
    assert_true(turn(p, 400, STREAM_FRAME));
    assert_true(p->e != ERR_OK && p->why.text[0]); /* and it goes on */
    assert_true(streaming_is_open(p->s));
}

static void says_anew_when_it_changed(void **state)
{
    struct play *p = *state;

    want(p, "BTC-USD", NULL);
    turn(p, 0, STREAM_NOTHING);
    turn(p, 1, STREAM_OPENED);
    assert_int_equal(p->fake.sends, 1);
    want(p, "BTC-USD", NULL);
    turn(p, 20000, STREAM_NOTHING);
    assert_int_equal(p->fake.sends, 1); /* once is enough for this one */
    want(p, "BTC-USD", "ETH-USD");
    assert_int_equal(streaming_next_ms(p->s), 0);
    turn(p, 20001, STREAM_NOTHING);
    assert_int_equal(p->fake.sends, 2);
    want(p, NULL, NULL);
    assert_int_equal(p->fake.closes, 1);
    assert_int_equal(streaming_next_ms(p->s), INT64_MAX);
}

static void says_again(void **state)
{
    struct play *p = *state;
    struct streaming *other;
    struct updates out = {0};
    enum err e = ERR_OK;

    other = streaming_new(provider_find("yahoo-stream"), &p->stream,
                          "wss://ws-feed.exchange.coinbase.com");
    streaming_want(other, 1, (const char[1][SYMBOL_MAX]){"AAPL"});
    (void)streaming_turn(other, T0, &out, &e, NULL);
    p->fake.next = STREAM_OPENED;
    (void)streaming_turn(other, T0, &out, &e, NULL);
    (void)streaming_turn(other, T0 + 14999, &out, &e, NULL);
    assert_int_equal(p->fake.sends, 1);
    assert_int_equal(streaming_next_ms(other), T0 + 15000);
    (void)streaming_turn(other, T0 + 15000, &out, &e, NULL);
    assert_int_equal(p->fake.sends, 2);
    streaming_free(other);
    updates_done(&out);
}

static void waits_longer_each_time(void **state)
{
    struct play *p = *state;

    want(p, "BTC-USD", NULL);
    turn(p, 0, STREAM_NOTHING);
    p->fake.news = (struct stream_news){.code = 1006, .why = {"it broke"}};
    turn(p, 0, STREAM_CLOSED);
    assert_string_equal(streaming_reason(p->s), "it broke");
    assert_int_equal(streaming_next_ms(p->s), T0 + 2000);
    turn(p, 1999, STREAM_NOTHING);
    assert_int_equal(p->fake.opens, 1);
    p->fake.refuses = true;
    turn(p, 2000, STREAM_NOTHING);
    assert_int_equal(streaming_next_ms(p->s), T0 + 6000); /* 4 s */
    assert_string_equal(streaming_reason(p->s), "no way");
    turn(p, 6000, STREAM_NOTHING);
    assert_int_equal(streaming_next_ms(p->s), T0 + 14000); /* 8 s */
    p->fake.refuses = false;
    turn(p, 14000, STREAM_NOTHING);
    turn(p, 14000, STREAM_OPENED);
    frame(p, TICK);
    turn(p, 14001, STREAM_FRAME); /* it is of use: begin again at 2 s */
    p->fake.news = (struct stream_news){.code = 1006, .why = {"it broke"}};
    turn(p, 15000, STREAM_CLOSED);
    assert_int_equal(streaming_next_ms(p->s), T0 + 17000);
    assert_false(streaming_is_fresh(p->s, "BTC-USD", T0 + 15000));
}

static void a_dead_line(void **state)
{
    struct play *p = *state;

    want(p, "BTC-USD", NULL);
    turn(p, 0, STREAM_NOTHING);
    turn(p, 0, STREAM_OPENED);
    turn(p, STREAMING_SILENT_MS, STREAM_NOTHING);
    turn(p, STREAMING_SILENT_MS + 1, STREAM_NOTHING);
    assert_int_equal(p->fake.pings, 1);
    assert_true(streaming_is_open(p->s));
    turn(p, 2 * STREAMING_SILENT_MS, STREAM_NOTHING);
    assert_false(streaming_is_open(p->s));
    assert_string_equal(streaming_reason(p->s),
                        "nothing came for two minutes");
}

int main(void)
{
#define PLAY(f) cmocka_unit_test_setup_teardown(f, start, stop)
    const struct CMUnitTest tests[] = {
        PLAY(nothing_wanted),         PLAY(opens_says_and_reads),
        PLAY(says_anew_when_it_changed), PLAY(says_again),
        PLAY(waits_longer_each_time), PLAY(a_dead_line),
    };

    return cmocka_run_group_tests_name("streaming", tests, NULL, NULL);
}
