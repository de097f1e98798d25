/* SPDX-License-Identifier: MIT */
/* The schedule never asks more than it may, whatever the answers are. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../../src/poll/schedule.h"
#include "tapewatch/base/civil.h"

/* Tuesday 2025-01-28, 10:00 in New York: the market is open. */
enum { EARLY = 1u << JOB_QUOTES | 1u << JOB_NEWS };

static int64_t open_ms(void)
{
    return civil_from_new_york(civil_date(2025, 1, 28), 10, 0);
}

static void want(struct schedule *s, const char *source, enum job job,
                 const char *symbol, int64_t interval_ms, int64_t now)
{
    const struct wish w = {.source = source,
                           .symbol = symbol,
                           .job = job,
                           .hours = HOURS_US,
                           .interval_ms = interval_ms};

    schedule_want(s, &w, now);
}

static struct schedule *made(int symbols, int64_t interval_ms, int64_t now)
{
    struct schedule *s = schedule_new(7, NULL);
    char name[SYMBOL_MAX];

    schedule_add_source(s, "quotes", "https://query1.example.com", 20, 0);
    schedule_add_source(s, "chart", "https://query2.example.com", 1, 0);
    schedule_begin_wishes(s);
    for (int i = 0; i < symbols; i++) {
        snprintf(name, sizeof(name), "S%d", i);
        want(s, "quotes", JOB_QUOTES, name, interval_ms, now);
    }
    schedule_end_wishes(s, now);
    return s;
}

static void sites_of_urls(void **state)
{
    static const struct {
        const char *url, *site;
    } rows[] = {
        {"https://query1.finance.yahoo.com/v7/x", "yahoo.com"},
        {"https://Feeds.Example.co.uk:8443/rss", "example.co.uk"},
        {"http://127.0.0.1:8080/x", "127.0.0.1:8080"},
        {"http://localhost:99?x", "localhost:99"},
        {"https://[::1]:5/x", "[::1]:5"},
        {"https://example.com", "example.com"},
    };
    char site[SITE_MAX];

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        host_site(rows[i].url, site);
        assert_string_equal(site, rows[i].site);
    }
}

static void what_is_known_waits(void **state)
{
    int64_t now = open_ms();
    struct schedule *s = made(0, 15000, now);
    const struct wish w = {.source = "chart",
                           .symbol = "KEPT",
                           .job = JOB_HISTORY,
                           .hours = HOURS_ALWAYS,
                           .interval_ms = 6 * MS_PER_HOUR,
                           .not_before_ms = now + 6 * MS_PER_HOUR};
    struct batch b;

    (void)state;
    schedule_begin_wishes(s);
    schedule_want(s, &w, now);
    schedule_end_wishes(s, now);
    assert_false(schedule_next(s, now + 5 * MS_PER_HOUR, &b));
    assert_true(schedule_next(s, now + 6 * MS_PER_HOUR, &b));
    assert_string_equal(b.symbols[0], "KEPT");
    schedule_free(s);
}

static void new_symbols_leave_together(void **state)
{
    int64_t now = open_ms();
    struct schedule *s = made(30, 15000, now);
    struct batch b;

    (void)state;
    assert_true(schedule_next(s, now, &b));
    assert_int_equal(b.count, 20);
    assert_false(schedule_next(s, now, &b)); /* the gap between two */
    assert_int_equal(schedule_next_ms(s, now), now + 500);
    assert_true(schedule_next(s, now + 500, &b));
    assert_int_equal(b.count, 10);
    assert_int_equal(schedule_next_ms(s, now + 500), INT64_MAX);
    schedule_free(s);
}

static void focus_goes_first(void **state)
{
    int64_t now = open_ms();
    struct schedule *s = made(45, 15000, now);
    struct wish w = {.source = "quotes", .symbol = "S44",
                     .job = JOB_QUOTES, .hours = HOURS_US,
                     .interval_ms = 15000, .is_focused = true};
    struct batch b;

    (void)state;
    schedule_want(s, &w, now);
    want(s, "chart", JOB_HISTORY, "S1", 60000, now - 1);
    assert_true(schedule_next(s, now, &b));
    assert_string_equal(b.symbols[0], "S44");
    assert_true(schedule_next(s, now + 500, &b));
    assert_string_equal(b.source, "quotes");
    schedule_free(s);
}

/* What comes on the screen need not wait for its turn of before. */
static void wanted_more_often_it_comes_sooner(void **state)
{
    int64_t now = open_ms();
    struct schedule *s = made(1, 600000, now);
    struct batch b;

    (void)state;
    assert_true(schedule_next(s, now, &b));
    schedule_done(s, &b, OUTCOME_OK, now + 100, 0);
    assert_int_equal(schedule_next_ms(s, now + 100), now + 600000);
    want(s, "quotes", JOB_QUOTES, "S0", 15000, now + 5000);
    assert_int_equal(schedule_next_ms(s, now + 5000), now + 15000);
    want(s, "quotes", JOB_QUOTES, "S0", 600000, now + 5000); /* nor later */
    assert_int_equal(schedule_next_ms(s, now + 5000), now + 15000);
    schedule_free(s);
}

static void closed_market_is_asked_once(void **state)
{
    /* Saturday; the next early hours begin on Monday at 04:00. */
    int64_t now = civil_from_new_york(civil_date(2025, 2, 1), 12, 0);
    int64_t monday = civil_from_new_york(civil_date(2025, 2, 3), 4, 0);
    struct schedule *s = made(3, 15000, now);
    struct wish coin = {.source = "quotes", .symbol = "BTC-USD",
                        .job = JOB_QUOTES, .hours = HOURS_ALWAYS,
                        .interval_ms = 15000};
    struct batch b;

    (void)state;
    assert_true(schedule_next(s, now, &b));
    schedule_done(s, &b, OUTCOME_OK, now + 100, 0);
    assert_int_equal(schedule_next_ms(s, now + 100), monday);
    schedule_want(s, &coin, now + 1000);
    assert_true(schedule_next(s, now + 1000, &b));
    assert_int_equal(b.count, 1);
    schedule_done(s, &b, OUTCOME_OK, now + 1100, 0);
    assert_int_equal(schedule_next_ms(s, now + 1100), now + 16000);
    schedule_free(s);
}

static void trouble_doubles(void **state)
{
    int64_t now = open_ms(), wait = 2000;
    struct schedule *s = made(1, 1000, now);
    struct batch b;

    (void)state;
    for (int i = 0; i < 7; i++, wait *= 2) {
        assert_true(schedule_next(s, now, &b));
        int64_t again = schedule_done(s, &b, OUTCOME_TROUBLE, now, 0);
        assert_in_range(again - now, wait, wait * 12 / 10);
        assert_false(schedule_next(s, now + wait - 1, &b));
        now = again;
    }
    assert_int_equal(schedule_failures(s, "quotes"), 7);
    assert_true(schedule_next(s, now, &b));
    schedule_done(s, &b, OUTCOME_OK, now, 0);
    assert_int_equal(schedule_failures(s, "quotes"), 0);
    schedule_free(s);
}

static void refusal_pauses_the_whole_site(void **state)
{
    int64_t now = open_ms(), again;
    struct schedule *s = made(60, 15000, now);
    struct batch a, b, probe, other;

    (void)state;
    want(s, "chart", JOB_HISTORY, "S1", 60000, now);
    assert_true(schedule_next(s, now, &a));
    assert_true(schedule_next(s, now + 500, &b));
    again = schedule_done(s, &a, OUTCOME_REFUSED, now + 600, 0);
    assert_in_range(again - (now + 600), 60000, 72000);
    /* The second refusal was already under way: not another doubling. */
    schedule_done(s, &b, OUTCOME_REFUSED, now + 650, 0);
    assert_int_equal(schedule_host_of(s, "chart")->failures, 1);
    again = schedule_next_ms(s, now + 700);
    assert_in_range(again - (now + 600), 60000, 72100);
    assert_false(schedule_next(s, again - 1, &other));
    assert_false(schedule_refresh(s, now + 1000));
    /* Then one probe and no more. */
    assert_true(schedule_next(s, again, &probe));
    assert_false(schedule_next(s, again + 5000, &other));
    assert_int_equal(schedule_next_ms(s, again + 5000), INT64_MAX);
    now = again + 5000;
    again = schedule_done(s, &probe, OUTCOME_REFUSED, now, 300000);
    assert_int_equal(again, now + 300000); /* longer than our own 120 s */
    assert_true(schedule_next(s, again, &probe));
    schedule_done(s, &probe, OUTCOME_OK, again + 10, 0);
    assert_true(schedule_next(s, again + 500, &other));
    assert_true(schedule_next(s, again + 1000, &other));
    assert_int_equal(schedule_host_of(s, "chart")->failures, 0);
    schedule_free(s);
}

static void pause_survives_a_restart(void **state)
{
    int64_t now = open_ms();
    struct schedule *s = made(3, 15000, now);
    struct batch b;

    (void)state;
    schedule_restore_host(s, "example.com", now + 90000, 2);
    assert_false(schedule_next(s, now + 89999, &b));
    assert_true(schedule_is_settled(s, EARLY, now));
    assert_true(schedule_next(s, now + 90000, &b));
    schedule_done(s, &b, OUTCOME_OK, now + 90100, 0);
    assert_non_null(schedule_changed_host(s));
    assert_null(schedule_changed_host(s));
    schedule_free(s);
}

static void too_many_halves(void **state)
{
    int64_t now = open_ms();
    struct schedule *s = made(20, 15000, now);
    struct batch b;

    (void)state;
    for (size_t size = 20; size >= 1; size /= 2) {
        assert_true(schedule_next(s, now, &b));
        assert_int_equal(b.count, size);
        schedule_done(s, &b, OUTCOME_TOO_MANY, now, 0);
        now += 2000;
    }
    /* Alone and still refused: unknown, and asked seldom. */
    for (int i = 0; i < 19; i++) {
        assert_true(schedule_next(s, now, &b));
        assert_int_equal(b.count, 1);
        schedule_done(s, &b, OUTCOME_OK, now, 0);
        now += 2000;
    }
    schedule_free(s);
}

static void settled_after_first_answers(void **state)
{
    int64_t now = open_ms();
    struct schedule *s = made(30, 15000, now);
    struct batch a, b;

    (void)state;
    want(s, "chart", JOB_HISTORY, "S1", 60000, now);
    assert_false(schedule_is_settled(s, EARLY, now));
    assert_true(schedule_next(s, now, &a));
    assert_true(schedule_next(s, now + 500, &b));
    schedule_done(s, &a, OUTCOME_OK, now + 600, 0);
    assert_false(schedule_is_settled(s, EARLY, now + 600));
    schedule_done(s, &b, OUTCOME_TROUBLE, now + 700, 0);
    assert_true(schedule_is_settled(s, EARLY, now + 700));
    schedule_free(s);
}

static void clock_set_back_stops_nothing(void **state)
{
    int64_t now = open_ms();
    struct schedule *s = made(1, 15000, now);
    struct batch b;

    (void)state;
    assert_true(schedule_next(s, now, &b));
    schedule_done(s, &b, OUTCOME_OK, now + 100, 0);
    now -= 3 * MS_PER_HOUR;
    assert_false(schedule_next(s, now, &b));
    assert_true(schedule_next(s, now + 16000, &b));
    schedule_free(s);
}

/* Two simulated days of random faults. */
struct history {
    int64_t sent[200000];
    size_t count;
};

static unsigned next_random(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + 1;
    return (unsigned)(*seed >> 40);
}

static enum outcome any_outcome(uint64_t *seed)
{
    unsigned r = next_random(seed) % 100;

    if (r < 70)
        return OUTCOME_OK;
    if (r < 80)
        return OUTCOME_TROUBLE;
    if (r < 88)
        return OUTCOME_REFUSED;
    return r < 94 ? OUTCOME_UNKNOWN : OUTCOME_TOO_MANY;
}

/* No window of any length holds more than burst + rate x length. */
static void check_rate(const struct history *h)
{
    double level = 0;

    for (size_t i = 0; i < h->count; i++) {
        if (i > 0) {
            assert_true(h->sent[i] - h->sent[i - 1] >= 500);
            level -= (double)(h->sent[i] - h->sent[i - 1]) / 2000;
        }
        level = (level > 0 ? level : 0) + 1;
        assert_true(level <= 8 + 1e-6);
    }
}

static void never_more_than_allowed(void **state)
{
    int64_t now = open_ms(), end = now + 2 * MS_PER_DAY;
    struct schedule *s = made(75, 5000, now);
    struct history *h = calloc(1, sizeof(*h));
    struct batch out[16];
    int64_t back_ms[16];
    size_t n = 0, probes = 0;
    uint64_t seed = 42;

    (void)state;
    assert_non_null(h);
    for (int i = 0; i < 75; i++) {
        char name[SYMBOL_MAX];
        snprintf(name, sizeof(name), "S%d", i);
        want(s, "chart", JOB_HISTORY, name, 6 * MS_PER_HOUR, now);
    }
    while (now < end) {
        const struct host *host = schedule_host_of(s, "quotes");
        int64_t due;
        for (size_t i = 0; i < n;) {
            if (back_ms[i] > now) {
                i++;
                continue;
            }
            schedule_done(s, &out[i], any_outcome(&seed), now,
                          next_random(&seed) % 4 ? 0 : 100000);
            n--;
            out[i] = out[n];
            back_ms[i] = back_ms[n];
        }
        while (n < 16 && schedule_next(s, now, &out[n])) {
            assert_true(now >= host->until_ms);
            if (host->failures) {
                probes++;
                assert_true(host->is_probing);
                assert_int_equal(schedule_next_ms(s, now), INT64_MAX);
            }
            assert_in_range(out[n].count, 1, 20);
            assert_true(h->count < 200000);
            h->sent[h->count++] = now;
            back_ms[n++] = now + 20 + next_random(&seed) % 3000;
        }
        due = schedule_next_ms(s, now);
        for (size_t i = 0; i < n; i++)
            due = back_ms[i] < due ? back_ms[i] : due;
        assert_true(due > now || n == 16);
        now = due > now ? due : now + 1;
    }
    check_rate(h);
    assert_true(probes > 20);
    assert_true(h->count > 500);
    free(h);
    schedule_free(s);
}

/* Thirty symbols at five seconds: how often the machine is woken. */
/* More is wanted than may be asked: each has its turn all the same. */
static void none_is_forgotten(void **state)
{
    enum { SYMBOLS = 200, INTERVAL_MS = 5000 };
    int64_t begin = open_ms(), asked_ms[SYMBOLS] = {0}, widest = 0;
    struct schedule *s = made(SYMBOLS, INTERVAL_MS, begin);
    int64_t pace = schedule_pace_ms(s, "quotes", INTERVAL_MS);
    struct batch b;

    (void)state;
    /* 10 requests in 5 s are wanted, half a request a second is allowed */
    assert_int_equal(pace, 20000);
    assert_int_equal(schedule_pace_ms(s, "chart", INTERVAL_MS), pace);
    for (int64_t now = begin; now < begin + 10 * MS_PER_MINUTE; now += 100) {
        if (!schedule_next(s, now, &b))
            continue;
        for (size_t i = 0; i < b.count; i++) {
            int k = atoi(b.symbols[i] + 1);
            if (asked_ms[k] && now - asked_ms[k] > widest)
                widest = now - asked_ms[k];
            asked_ms[k] = now;
        }
        schedule_done(s, &b, OUTCOME_OK, now, 0);
    }
    for (int i = 0; i < SYMBOLS; i++)
        assert_true(asked_ms[i] > begin + 9 * MS_PER_MINUTE);
    assert_true(widest <= pace + INTERVAL_MS);
    schedule_free(s);
}

static void the_pace_is_the_interval_where_it_can_be_kept(void **state)
{
    int64_t now = open_ms();
    struct schedule *s = made(20, 15000, now);

    (void)state;
    assert_int_equal(schedule_pace_ms(s, "quotes", 15000), 15000);
    assert_int_equal(schedule_pace_ms(s, "nobody", 15000), 15000);
    schedule_add_rate(s, "quotes", (struct rate){.requests = 1, .seconds = 60});
    assert_int_equal(schedule_pace_ms(s, "quotes", 15000), 60000);
    schedule_free(s);
}

static void idle_between_rounds(void **state)
{
    int64_t now = open_ms(), start = now;
    struct schedule *s = made(30, 5000, now);
    size_t wakes = 0, asked = 0;
    struct batch b;

    (void)state;
    while (now < start + MS_PER_MINUTE) {
        while (schedule_next(s, now, &b)) {
            schedule_done(s, &b, OUTCOME_OK, now, 0);
            asked++;
        }
        wakes++;
        now = schedule_next_ms(s, now);
    }
    assert_in_range(asked, 23, 25);
    assert_true(wakes <= asked + 2);
    schedule_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sites_of_urls),
        cmocka_unit_test(what_is_known_waits),
        cmocka_unit_test(new_symbols_leave_together),
        cmocka_unit_test(focus_goes_first),
        cmocka_unit_test(wanted_more_often_it_comes_sooner),
        cmocka_unit_test(closed_market_is_asked_once),
        cmocka_unit_test(trouble_doubles),
        cmocka_unit_test(refusal_pauses_the_whole_site),
        cmocka_unit_test(pause_survives_a_restart),
        cmocka_unit_test(too_many_halves),
        cmocka_unit_test(settled_after_first_answers),
        cmocka_unit_test(clock_set_back_stops_nothing),
        cmocka_unit_test(never_more_than_allowed),
        cmocka_unit_test(none_is_forgotten),
        cmocka_unit_test(the_pace_is_the_interval_where_it_can_be_kept),
        cmocka_unit_test(idle_between_rounds),
    };
    return cmocka_run_group_tests_name("schedule", tests, NULL, NULL);
}
