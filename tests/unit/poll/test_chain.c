/* SPDX-License-Identifier: MIT */
/* Fallback and the way back: who is asked, who is passed over, for how long,
 * and that one single symbol finds out. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "../../../src/poll/chain.h"
#include "../../../src/poll/gauge.h"
#include "../../../src/poll/host.h"

static bool not_coins(const char *symbol, enum instrument_type type,
                      char out[SYMBOL_MAX])
{
    name_copy(out, SYMBOL_MAX, symbol);
    return type != INSTRUMENT_crypto;
}

static bool only_coins(const char *symbol, enum instrument_type type,
                       char out[SYMBOL_MAX])
{
    return !not_coins(symbol, type, out);
}

static const struct provider batching = {.jobs = 1u << JOB_QUOTES,
                                         .batch = 20,
                                         .min_interval_ms = 10000};
static const struct provider single = {.jobs = 1u << JOB_QUOTES |
                                               1u << JOB_HISTORY,
                                       .batch = 1,
                                       .spell = not_coins};
static const struct provider leading = {.jobs = 1u << JOB_QUOTES,
                                        .batch = 20,
                                        .leads = TYPE_BIT(index) |
                                                 TYPE_BIT(crypto)};
static const struct provider coins = {.jobs = 1u << JOB_QUOTES,
                                      .batch = 20,
                                      .leads = TYPE_BIT(crypto),
                                      .spell = only_coins};

enum { FIRST, SECOND, THIRD, FOURTH, NOW = 1000000 };

static void fill(struct chain *c)
{
    *c = (struct chain){0};
    assert_true(chain_add(c, "first", &batching, true));
    assert_true(chain_add(c, "second", &single, true));
    assert_true(chain_add(c, "third", &leading, true));
    assert_true(chain_add(c, "fourth", &coins, true));
    chain_begin(c, 15000, 0.5);
}

static size_t choose(struct chain *c, enum instrument_type type,
                     uint64_t unknown_to, int64_t now, size_t *probe)
{
    const struct chain_wish w = {.job = JOB_QUOTES,
                                 .symbol = "X",
                                 .type = type,
                                 .unknown_to = unknown_to};

    return chain_choose(c, &w, now, probe);
}

static void the_first_that_has_it_is_asked(void **state)
{
    struct chain c;
    size_t probe;

    (void)state;
    fill(&c);
    assert_int_equal(choose(&c, INSTRUMENT_equity, 0, NOW, &probe), FIRST);
    assert_int_equal(probe, CHAIN_NONE);
    assert_int_equal(choose(&c, INSTRUMENT_equity, 1, NOW, &probe), SECOND);
    assert_int_equal(choose(&c, INSTRUMENT_equity, 7, NOW, &probe),
                     CHAIN_NONE);
    assert_int_equal(choose(&c, INSTRUMENT_index, 0, NOW, &probe), THIRD);
    assert_int_equal(choose(&c, INSTRUMENT_crypto, 0, NOW, &probe), THIRD);
    assert_int_equal(choose(&c, INSTRUMENT_crypto, 4, NOW, &probe), FOURTH);
    c.sources[FIRST].is_on = false;
    assert_int_equal(choose(&c, INSTRUMENT_equity, 0, NOW, &probe), SECOND);
    c.sources[SECOND].lacks_pass = true;
    assert_int_equal(choose(&c, INSTRUMENT_equity, 0, NOW, &probe), THIRD);
}

static bool trouble(struct chain *c, int64_t sent, int64_t now)
{
    const struct chain_trouble t = {
        .job = JOB_QUOTES, .sent_ms = sent, .now_ms = now};

    return chain_troubled(c, FIRST, &t);
}

static void three_troubles_pass_it_over_until_a_probe(void **state)
{
    struct chain c;
    size_t probe;
    int64_t until;

    (void)state;
    fill(&c);
    assert_false(trouble(&c, NOW, NOW + 100));
    assert_false(trouble(&c, NOW, NOW + 110)); /* out together: one trouble */
    assert_false(trouble(&c, NOW, NOW + 120));
    assert_false(trouble(&c, NOW + 2000, NOW + 2100));
    assert_int_equal(choose(&c, INSTRUMENT_equity, 0, NOW, &probe), FIRST);
    assert_true(trouble(&c, NOW + 6000, NOW + 6100));
    until = chain_down_ms(&c, FIRST);
    assert_int_equal(until, NOW + 6100 + 60000);
    assert_int_equal(chain_next_ms(&c, NOW + 6100), until);
    assert_int_equal(choose(&c, INSTRUMENT_equity, 0, until - 1, &probe),
                     SECOND);
    assert_int_equal(probe, CHAIN_NONE);

    chain_begin(&c, 15000, 0.5); /* now one symbol, and one only, tries */
    assert_int_equal(choose(&c, INSTRUMENT_equity, 0, until, &probe), SECOND);
    assert_int_equal(probe, FIRST);
    assert_int_equal(choose(&c, INSTRUMENT_equity, 0, until, &probe), SECOND);
    assert_int_equal(probe, CHAIN_NONE);

    assert_true(trouble(&c, until, until + 50)); /* not yet: twice as long */
    assert_int_equal(chain_down_ms(&c, FIRST), until + 50 + 120000);
    until = chain_down_ms(&c, FIRST);
    assert_true(chain_answered(&c, FIRST, JOB_QUOTES));
    assert_int_equal(chain_down_ms(&c, FIRST), 0);
    chain_begin(&c, 15000, 0.5);
    assert_int_equal(choose(&c, INSTRUMENT_equity, 0, until, &probe), FIRST);
    assert_int_equal(probe, CHAIN_NONE);
}

static void waits_double_up_to_half_an_hour(void **state)
{
    struct chain c;
    int64_t now = NOW, last = 0;

    (void)state;
    fill(&c);
    for (int i = 0; i < 20; i++) {
        trouble(&c, now, now + 1);
        now = chain_down_ms(&c, FIRST) ? chain_down_ms(&c, FIRST) : now + 10;
        last = now;
    }
    trouble(&c, now, now);
    assert_int_equal(chain_down_ms(&c, FIRST) - last, 30 * 60 * 1000);
}

static void a_lost_network_is_no_fault_of_the_source(void **state)
{
    struct chain c;
    struct chain_trouble t = {.job = JOB_QUOTES, .is_unreachable = true};
    int64_t now = NOW;

    (void)state;
    fill(&c);
    for (int i = 0; i < 30; i++) {
        t.sent_ms = now;
        t.now_ms = now + 10;
        (void)chain_troubled(&c, FIRST, &t);
        now = chain_down_ms(&c, FIRST) ? chain_down_ms(&c, FIRST) : now + 20;
    }
    t.sent_ms = now;
    t.now_ms = now;
    (void)chain_troubled(&c, FIRST, &t);
    assert_true(chain_down_ms(&c, FIRST) - now <= 60 * 1000);
    assert_true(chain_reachable(&c, now));
    assert_true(chain_down_ms(&c, FIRST) <= now);
}

static void a_slow_one_takes_what_it_can_answer(void **state)
{
    struct chain c;
    size_t probe, seconds = 0, thirds = 0;

    (void)state;
    fill(&c);
    c.sources[FIRST].is_on = false;
    for (int i = 0; i < 40; i++) {
        size_t at = choose(&c, INSTRUMENT_equity, 0, NOW, &probe);
        seconds += at == SECOND;
        thirds += at == THIRD;
    }
    assert_int_equal(seconds, 8); /* 15 s at half a request a second, and 1 */
    assert_int_equal(thirds, 32);
}

/* Deals out so many, each knowing who had it before; counts who gets them. */
static size_t deal(struct chain *c, size_t count, uint8_t *before,
                   size_t taken[4])
{
    size_t changed = 0, probe;

    chain_begin(c, 15000, 0.5);
    memset(taken, 0, 4 * sizeof(*taken));
    for (size_t i = 0; i < count; i++) {
        struct chain_wish w = {.job = JOB_QUOTES, .symbol = "X",
                               .type = INSTRUMENT_equity,
                               .before = before[i]};
        size_t at = chain_choose(c, &w, NOW, &probe);

        assert_in_range(at, FIRST, THIRD);
        taken[at]++;
        changed += before[i] != at;
        before[i] = (uint8_t)at;
    }
    return changed;
}

/* 150 is what 15 s at half a request a second and 20 a request come to. */
static void too_many_are_spread_over_batches(void **state)
{
    struct chain c;
    uint8_t before[501];
    size_t taken[4];

    (void)state;
    fill(&c);
    memset(before, CHAIN_NONE, sizeof(before));
    deal(&c, 150, before, taken);
    assert_int_equal(taken[FIRST], 150);
    deal(&c, 300, before, taken);
    assert_int_equal(taken[FIRST], 150);
    assert_int_equal(taken[SECOND], 0); /* one by one, while batches do */
    assert_int_equal(taken[THIRD], 150);
    deal(&c, 500, before, taken);
    assert_in_range(taken[FIRST], 245, 255);
    assert_int_equal(taken[FIRST] + taken[THIRD], 500);
    assert_int_equal(deal(&c, 500, before, taken), 0); /* all stay */
    memmove(before + 1, before, 500);
    before[0] = CHAIN_NONE; /* one more in front: few go elsewhere */
    assert_in_range(deal(&c, 501, before, taken), 1, 5);
    chain_set_site(&c, THIRD, FIRST); /* no more for being two */
    deal(&c, 500, before, taken);
    assert_true(taken[FIRST] >= 150 && c.sources[FIRST].load > 1.6);
}

/* What a site itself allows counts, and how often a symbol is wanted. */
static void room_is_by_rate_and_interval(void **state)
{
    static const struct provider metered = {.jobs = 1u << JOB_QUOTES,
                                            .batch = 20,
                                            .rates = {{6, 60}, {800, 86400}}};
    struct chain_wish w = {.job = JOB_QUOTES, .symbol = "X",
                           .interval_ms = 60000};
    struct chain c = {0};
    size_t probe, taken[2] = {0};

    (void)state;
    assert_true(chain_add(&c, "metered", &metered, true));
    assert_true(chain_add(&c, "other", &batching, true));
    chain_begin(&c, 15000, 0.5);
    for (int i = 0; i < 100; i++)
        taken[chain_choose(&c, &w, NOW, &probe)]++;
    assert_int_equal(taken[0], 11); /* 800 a day, once a minute, 20 each */
}

static void a_site_keeps_to_its_limits(void **state)
{
    const struct host_limits free_of_ours = {
        .per_s = 1000, .burst = 1000, .gap_ms = 0};
    struct host h;
    int64_t now = NOW, sent[500];
    size_t n = 0;

    (void)state;
    host_init(&h, "example.com");
    host_add_rate(&h, (struct rate){8, 60});
    host_add_rate(&h, (struct rate){20, 600});
    host_add_rate(&h, (struct rate){8, 60}); /* said twice: once */
    assert_int_equal(h.window_count, 2);
    for (int i = 0; i < 200; i++) {
        now = host_free_ms(&h, &free_of_ours, now);
        host_asked(&h, &free_of_ours, now);
        sent[n++] = now;
    }
    for (size_t i = 8; i < n; i++)
        assert_true(sent[i] - sent[i - 8] > 60000);
    for (size_t i = 20; i < n; i++)
        assert_true(sent[i] - sent[i - 20] > 600000);
    assert_true(host_used(&h, 1, now) <= 20);
    host_done(&h);
}

static void a_gauge_tells_what_it_saw(void **state)
{
    const int64_t hour = 3600 * 1000, t = 1000 * hour;
    struct gauge g = {0};
    struct health h = {0};

    (void)state;
    gauge_fill(&g, t, &h);
    assert_int_equal(h.p50_ms, -1);
    assert_int_equal(h.hours[HEALTH_HOURS - 1], HEALTH_NOT_TRIED);
    for (int i = 1; i <= 100; i++) /* the last 64: 37 to 100 ms */
        gauge_put(&g, &(struct measure){.t = t - hour, .took_ms = i,
                                        .status = 200, .is_good = true,
                                        .words = "1 quotes"});
    gauge_put(&g, &(struct measure){.t = t, .took_ms = 9000, .status = 503,
                                    .wire_bytes = 600,
                                    .words = "Service Unavailable"});
    gauge_fill(&g, t, &h);
    assert_int_equal(h.p50_ms, 68);
    assert_int_equal(h.p95_ms, 97);
    assert_int_equal(h.errors, 1);
    assert_int_equal(h.errors_in_row, 1);
    assert_int_equal(h.hours[HEALTH_HOURS - 1], 0);
    assert_int_equal(h.hours[HEALTH_HOURS - 2], 100);
    assert_int_equal(h.hours[HEALTH_HOURS - 3], HEALTH_NOT_TRIED);
    assert_string_equal(h.error, "Service Unavailable");
    assert_string_equal(h.tries[0].words, "Service Unavailable");
    assert_string_equal(h.tries[1].words, "1 quotes");
    assert_true(h.bytes_per_s == 10);
    assert_int_equal(h.last_good, t - hour);
    gauge_fill(&g, t + 30 * hour, &h); /* a day later nothing of it counts */
    assert_int_equal(h.errors, 0);
    assert_true(h.bytes_per_s == 0);
    assert_int_equal(h.hours[HEALTH_HOURS - 1], HEALTH_NOT_TRIED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_that_has_it_is_asked),
        cmocka_unit_test(three_troubles_pass_it_over_until_a_probe),
        cmocka_unit_test(waits_double_up_to_half_an_hour),
        cmocka_unit_test(a_lost_network_is_no_fault_of_the_source),
        cmocka_unit_test(a_slow_one_takes_what_it_can_answer),
        cmocka_unit_test(too_many_are_spread_over_batches),
        cmocka_unit_test(room_is_by_rate_and_interval),
        cmocka_unit_test(a_site_keeps_to_its_limits),
        cmocka_unit_test(a_gauge_tells_what_it_saw),
    };

    return cmocka_run_group_tests_name("chain", tests, NULL, NULL);
}
