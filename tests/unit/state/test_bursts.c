/* SPDX-License-Identifier: MIT */
/* Words that headlines have far more of than before, as events. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "support.h"

static struct state *fresh(void)
{
    struct state *s = state_new(NULL, 0);

    add_shipped_rules(s);
    assert_int_equal(state_read_shipped_names(s, NULL), ERR_OK);
    return s;
}

static void say(struct state *s, int64_t t, const char *title, const char *tag)
{
    struct update u = make(t, UPDATE_headline, "");
    char id[64];

    snprintf(id, sizeof id, "%lld-%.20s", (long long)t, title);
    u.of.headline = (struct headline){.id = id, .title = title, .published = t,
                                      .symbol_count = tag != NULL};
    if (tag)
        strncpy(u.of.headline.symbols[0], tag, SYMBOL_MAX - 1);
    state_apply(s, &u);
}

/* Four days on which one headline a day has none of the word. */
static void quiet_days(struct state *s)
{
    static const char *const titles[] = {
        "Harvest of pears begins", "Ferry to the islands is late",
        "New bridge opened by mayor", "Museum shows old maps"};

    for (int day = 0; day < 4; day++)
        say(s, at(MONDAY - 5 + day, 10, 0), titles[day], NULL);
}

/* `count` headlines with the word, a minute apart, from `hour` on. */
static void storm(struct state *s, const char *word, int hour, int count)
{
    static const char *const rest[] = {
        "startles makers of pumps", "is praised by gardeners",
        "has no equal, says rival", "comes to the shops early",
        "sold out within hours", "gets a price of nine"};

    for (int i = 0; i < count; i++) {
        char title[160];

        snprintf(title, sizeof title, "%s %s", word, rest[i]);
        say(s, at(MONDAY, hour, i), title, i < 3 ? "PUMP" : NULL);
    }
}

static const struct event *burst(const struct snapshot *f, const char *symbol)
{
    return event_of(f, "term-burst", symbol, MONDAY);
}

static void a_word_is_told_with_its_symbols(void **state)
{
    struct state *s = fresh();
    struct event_peer peers[4];
    struct event_link links[8];
    struct narrative term;
    const struct event *e;
    struct snapshot *f;

    (void)state;
    quiet_days(s);
    company(s, "PUMP", 1e9);
    old_daily(s, "PUMP", FRIDAY, at(MONDAY, 4, 0),
              (struct ohlcv){100, 100, 100, 100, 1000});
    line(s, "PUMP", at(MONDAY, 9, 45), 94);
    storm(s, "Quirpel", 10, 4);
    state_advance(s, at(MONDAY, 10, 10));
    f = freeze_at(s, at(MONDAY, 10, 10));
    assert_null(burst(f, "@:quirpel")); /* four are too few */
    snapshot_free(f);
    say(s, at(MONDAY, 10, 20), "Who stands behind Quirpel", NULL);
    state_advance(s, at(MONDAY, 10, 21));
    f = freeze_at(s, at(MONDAY, 10, 21));
    e = burst(f, "@:quirpel");
    assert_non_null(e);
    assert_int_equal(e->state, EVENT_open);
    assert_true(e->opened.measure == 5); /* (5 - 0) / sqrt(0 + 1) */
    assert_int_equal(e->opened.t, at(MONDAY, 10, 20));
    assert_int_equal(e->known, 0); /* no price, nobody's value */
    assert_string_equal(event_term(e), "quirpel");
    assert_int_equal(snapshot_event_terms(f, e, &term, 1), 1);
    assert_int_equal(term.count, 5);
    assert_int_equal(snapshot_links(f, e, links, 8), 5);
    assert_int_equal(snapshot_peers(f, e, peers, 4), 1);
    assert_string_equal(peers[0].listing->instrument->symbol, "PUMP");
    assert_true(peers[0].listing->figures.change_pct == -6);
    assert_true(peers[0].share < 0); /* nothing to have a part of */
    assert_null(event_term(event_of(f, "percent-move", "PUMP", MONDAY)));
    snapshot_free(f);
    state_free(s);
}

/* It fades as the day goes on, and a restart tells nothing twice. */
static void a_burst_ends(void **state)
{
    struct state *s = fresh(), *again = fresh();
    struct snapshot *f;
    struct event kept;

    (void)state;
    quiet_days(s);
    storm(s, "Quirpel", 1, 5);
    state_advance(s, at(MONDAY, 2, 0));
    f = freeze_at(s, at(MONDAY, 2, 0));
    kept = *burst(f, "@:quirpel");
    assert_int_equal(kept.told_count, 1);
    snapshot_free(f);
    state_advance(s, at(MONDAY + 1, 1, 30)); /* over with its day */
    f = freeze_at(s, at(MONDAY + 1, 1, 30));
    assert_int_equal(burst(f, "@:quirpel")->state, EVENT_closed);
    snapshot_free(f);
    state_free(s);

    quiet_days(again);
    state_restore_event(again, &kept);
    storm(again, "Quirpel", 1, 5);
    say(again, at(MONDAY, 3, 0), "Quirpel again", NULL);
    state_advance(again, at(MONDAY, 3, 1));
    f = freeze_at(again, at(MONDAY, 3, 1));
    assert_int_equal(f->event_count, 1);
    assert_int_equal(burst(f, "@:quirpel")->told_count, 1);
    assert_true(burst(f, "@:quirpel")->last.measure == 6);
    snapshot_free(f);
    state_free(again);
}

/* Without days to compare with every word is new. */
static void few_days_tell_of_nothing(void **state)
{
    struct state *s = fresh();
    struct snapshot *f;

    (void)state;
    say(s, at(MONDAY - 1, 10, 0), "Ferry to the islands is late", NULL);
    storm(s, "Quirpel", 10, 6);
    state_advance(s, at(MONDAY, 11, 0));
    f = freeze_at(s, at(MONDAY, 11, 0));
    assert_int_equal(f->event_count, 0);
    snapshot_free(f);
    state_free(s);
}

/* Words that can be no symbol are terms, but no events. */
static void words_that_are_no_symbols(void **state)
{
    struct state *s = fresh();
    struct snapshot *f;
    struct narrative term;

    (void)state;
    quiet_days(s);
    storm(s, "Donaudampfschifffahrtsgesellschaft", 10, 6);
    state_advance(s, at(MONDAY, 11, 0));
    f = freeze_at(s, at(MONDAY, 11, 0));
    assert_true(snapshot_terms(f, at(MONDAY, 11, 0), NULL, &term, 1) > 0);
    assert_string_equal(term.term, "donaudampfschifffahrtsgesellschaft");
    assert_int_equal(f->event_count, 0);
    snapshot_free(f);
    state_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_is_told_with_its_symbols),
        cmocka_unit_test(a_burst_ends),
        cmocka_unit_test(few_days_tell_of_nothing),
        cmocka_unit_test(words_that_are_no_symbols),
    };

    return cmocka_run_group_tests_name("bursts", tests, NULL, NULL);
}
