/* SPDX-License-Identifier: MIT */
/* Two days of 500 symbols on a 12 s cycle, from two sites that fail at random:
 * the limits of a site are kept whatever happens, what is shown is never older
 * than it says, and memory stays what it was. */
#include "world.h"

#include <malloc.h>

enum { MINUTE_MS = 60 * 1000, INTERVAL_MS = 12 * 1000 };

/* Sanitizers take their time, and have no use for so many days. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { IS_WHOLE = 0 };
#else
enum { IS_WHOLE = 1 };
#endif

struct soak {
    struct rig rig;
    struct world world;
    unsigned turns, fresh, stale;
};

static void open_world(struct soak *s)
{
    struct strbuf text = {0};

    strbuf_add(&text, "indices =\nproviders = yahoo-spark yahoo-chart cnbc\n"
                      "interval = 12s\n" NO_SHIPPED_FEEDS
                      "[watchlist default]\nsymbols =");
    for (size_t i = 0; i < WORLD_SYMBOLS; i++) {
        char symbol[SYMBOL_MAX];
        world_symbol(i, symbol);
        strbuf_format(&text, " %s", symbol);
    }
    strbuf_add(&text, "\n");
    s->world = (struct world){
        .sites = {{.part = "yahoo.com"}, {.part = "cnbc.com"}}, .random = 27};
    rig_open(&s->rig, &(struct rig_parts){.config = text.text,
                                          .mode = RUN_LIVE},
             (const struct fake_answer[]){{0}});
    s->rig.transport = (struct transport){.self = &s->world,
                                          .submit = world_submit,
                                          .collect = world_collect,
                                          .pending = world_pending,
                                          .wake = fake_nothing,
                                          .free = fake_nothing};
    strbuf_done(&text);
}

/* A turn when the poller wants one, or when a reply is there. */
static void run_until(struct soak *s, int64_t end_ms)
{
    int64_t *now_ms = &s->rig.now_ms;

    while (*now_ms < end_ms) {
        int64_t next_ms, ready_ms;
        s->world.now_ms = *now_ms;
        assert_true(poller_turn(s->rig.poller, *now_ms, 0));
        s->turns++;
        next_ms = *now_ms + poller_idle_ms(s->rig.poller, *now_ms);
        ready_ms = world_ready_ms(&s->world);
        next_ms = ready_ms < next_ms ? ready_ms : next_ms;
        *now_ms = next_ms > *now_ms ? next_ms : *now_ms + 1;
    }
}

static void check_figures(const struct listing *l, size_t i)
{
    bool is_cnbc = strcmp(l->source, "cnbc") == 0;

    assert_true(fabs(l->quote.price -
                     world_price(i, l->quote.as_of, is_cnbc)) < 1e-6);
    assert_true(fabs(l->quote.prev_close - world_previous(i, is_cnbc)) <
                1e-6);
}

/* What calls itself fresh is: its figures left us so long ago at the most. */
static void check_age(struct soak *s, const struct listing *l, size_t i)
{
    int64_t age_ms = s->rig.now_ms - l->quote.as_of;
    int64_t interval_ms = l->interval_ms > 0 ? l->interval_ms : INTERVAL_MS;

    assert_true(l->quote.as_of == s->world.given_ms[i]);
    if (l->phase != SESSION_REGULAR)
        return;
    assert_true(interval_ms <= 100 * 1000);
    assert_true(l->is_stale == (age_ms > 3 * interval_ms));
    s->fresh += !l->is_stale;
    s->stale += l->is_stale;
}

static void check_sources(const struct soak *s, const struct snapshot *shot)
{
    for (size_t i = 0; i < shot->source_count; i++) {
        const struct source_status *source = &shot->sources[i];
        if (source->state == SOURCE_backoff || source->state == SOURCE_failed)
            assert_true(source->reason[0] && source->retry_at > 0);
        assert_true(source->last_good <= s->rig.now_ms);
    }
}

static void check_snapshot(struct soak *s)
{
    struct snapshot *shot = poller_freeze(s->rig.poller, s->rig.now_ms);

    for (size_t i = 0; i < WORLD_SYMBOLS; i++) {
        char symbol[SYMBOL_MAX];
        const struct listing *l;
        world_symbol(i, symbol);
        l = snapshot_find(shot, symbol);
        if (!l || !QUOTE_HAS(&l->quote, price))
            continue;
        check_figures(l, i);
        check_age(s, l, i);
    }
    check_sources(s, shot);
    snapshot_free(shot);
}

static size_t memory_used(void)
{
    return mallinfo2().uordblks; /* 0 under a sanitizer */
}

static void go_on(struct soak *s, int64_t ms)
{
    int64_t end_ms = s->rig.now_ms + ms;

    while (s->rig.now_ms < end_ms) {
        run_until(s, s->rig.now_ms + MINUTE_MS);
        check_snapshot(s);
    }
}

static void tell(const struct soak *s, size_t before, size_t after)
{
    print_message("%u turns, %u + %u requests (%u + %u of them faulty), "
                  "%u fresh and %u stale figures; %zu bytes, then %zu\n",
                  s->turns, s->world.sites[0].asked, s->world.sites[1].asked,
                  s->world.sites[0].faults, s->world.sites[1].faults, s->fresh,
                  s->stale, before, after);
}

/* All that can go wrong has gone wrong. */
static void check_weather(const struct world *w)
{
    for (int i = 0; i < WEATHERS; i++)
        assert_true(w->weathers[i] > 0);
    for (int i = 0; i < 2; i++)
        assert_true(w->sites[i].asked > 1000 && w->sites[i].refused > 0);
}

static void two_days_of_bad_weather(void **state)
{
    static struct soak s;
    size_t before, after;

    (void)state;
    open_world(&s);
    go_on(&s, MS_PER_DAY / 4);
    if (IS_WHOLE)
        go_on(&s, MS_PER_DAY * 5 / 4); /* the second day's bars are there */
    before = memory_used();
    if (IS_WHOLE)
        go_on(&s, MS_PER_DAY / 2);
    after = memory_used();
    tell(&s, before, after);
    assert_true(s.fresh > s.stale);
    assert_true(after < before + 128 * 1024);
    if (IS_WHOLE)
        check_weather(&s.world);
    rig_close(&s.rig);
    strbuf_done(&s.world.body);
}

/* One site would take 50 s for so many; both together half of that. */
static void two_sites_halve_the_round(void **state)
{
    static struct soak s;
    int64_t oldest_ms = 0;

    (void)state;
    open_world(&s);
    s.world.is_always_fine = true;
    run_until(&s, s.rig.now_ms + 40 * MINUTE_MS); /* history has come, too */
    for (int i = 0; i < 10; i++) {
        struct snapshot *shot;
        run_until(&s, s.rig.now_ms + MINUTE_MS);
        shot = poller_freeze(s.rig.poller, s.rig.now_ms);
        for (size_t k = 0; k < WORLD_SYMBOLS; k++) {
            char symbol[SYMBOL_MAX];
            int64_t age_ms;
            world_symbol(k, symbol);
            age_ms = s.rig.now_ms - snapshot_find(shot, symbol)->quote.as_of;
            oldest_ms = age_ms > oldest_ms ? age_ms : oldest_ms;
        }
        snapshot_free(shot);
    }
    print_message("the oldest of 500 quotes: %lld ms\n",
                  (long long)oldest_ms);
    assert_in_range(oldest_ms, 1, 33 * 1000);
    rig_close(&s.rig);
    strbuf_done(&s.world.body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_sites_halve_the_round),
        cmocka_unit_test(two_days_of_bad_weather),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
