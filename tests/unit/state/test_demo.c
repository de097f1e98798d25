/* SPDX-License-Identifier: MIT */
/* The founding case, from the tape that is compiled in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

#include "support.h"
#include "tapewatch/base/embed.h"
#include "tapewatch/tape/reader.h"

static void strip(const char *text, const char *word, char *out, size_t size)
{
    size_t n = strlen(word), used = 0;

    while (*text && used + 1 < size) {
        if (strncasecmp(text, word, n) == 0)
            text += n;
        else
            out[used++] = *text++;
    }
    out[used] = '\0';
}

/* With a word, its headlines are told without it. */
static struct state *play_without(int64_t until, const char *word)
{
    const struct embedded *tape = embed_find("data/demo.tape");
    const struct embedded *losses = embed_find("data/record_losses.tsv");
    struct tape_reader *r = NULL;
    const struct update *u;
    struct state *s;

    if (!tape || !losses)
        return NULL;
    s = state_new((const char *)losses->bytes, losses->size);
    add_shipped_rules(s);
    assert_int_equal(state_read_shipped_names(s, NULL), ERR_OK);
    assert_int_equal(tape_open_bytes(tape->bytes, tape->size, "demo", &r),
                     ERR_OK);
    while (tape_next(r, &u, NULL) == ERR_OK && u->t <= until) {
        struct update copy = *u;
        char title[600];

        if (word && u->kind == UPDATE_headline && u->of.headline.title) {
            strip(u->of.headline.title, word, title, sizeof title);
            copy.of.headline.title = title;
        }
        state_advance(s, u->t);
        state_apply(s, &copy);
    }
    tape_close(r);
    state_advance(s, until);
    return s;
}

static struct state *play_until(int64_t until)
{
    return play_without(until, NULL);
}

static const int64_t after_close = INT64_C(1738011900000); /* 01-27 21:05Z */

static int set_up(void **state)
{
    *state = play_until(after_close);
    return 0;
}

static int tear_down(void **state)
{
    state_free(*state);
    return 0;
}

static struct snapshot *frozen(void **state)
{
    if (!*state)
        skip();
    return freeze_at(*state, after_close);
}

static void value_drops(void **state)
{
    static const char *const open[] = {"NVDA", "AVGO", "TSM",
                                       "GOOGL", "ORCL", "MSFT"};
    static const char *const recovered[] = {"AMZN", "META", "TSLA"};
    struct snapshot *s = frozen(state);
    size_t count = 0;

    for (size_t i = 0; i < 6; i++) {
        const struct event *e = event_of(s, "value-drop", open[i], MONDAY);

        if (!e || e->state != EVENT_open || !e->official)
            fail_msg("value-drop %s is not open", open[i]);
    }
    for (size_t i = 0; i < 3; i++) {
        const struct event *e =
            event_of(s, "value-drop", recovered[i], MONDAY);

        if (!e || e->state != EVENT_recovered)
            fail_msg("value-drop %s has not recovered", recovered[i]);
    }
    for (size_t i = 0; i < s->event_count; i++)
        count += s->events[i].key.session == MONDAY &&
                 strcmp(s->events[i].key.rule, "value-drop") == 0;
    assert_int_equal(count, 9);
    snapshot_free(s);
}

static void nvda(void **state)
{
    struct snapshot *s = frozen(state);
    const struct event *e = event_of(s, "value-drop", "NVDA", MONDAY);

    assert_non_null(e);
    assert_int_equal(e->opened.t, at(MONDAY, 9, 30));
    assert_float_equal(e->opened.price, 124.80, 1e-9);
    assert_float_equal(e->opened.measure, -436.4e9, 0.05e9);
    assert_int_equal(e->worst.t, at(MONDAY, 14, 50));
    assert_float_equal(e->worst.price, 116.70, 1e-9);
    assert_float_equal(e->worst.measure, -634.8e9, 0.05e9);
    assert_float_equal(e->last.price, 118.42, 1e-9);
    assert_int_equal(e->last.t, at(MONDAY, 16, 0));
    assert_float_equal(e->cap_change_usd, -592.7e9, 0.05e9);
    assert_float_equal(e->change_pct, -16.97, 0.005);
    assert_int_equal(e->rank, 1);
    assert_int_equal(e->rank_own, 1);
    assert_int_equal(e->severity, 4);
    assert_true(e->official);
    snapshot_free(s);
}

static void ranks(void **state)
{
    struct snapshot *s = frozen(state);
    const struct event *avgo = event_of(s, "value-drop", "AVGO", MONDAY);
    const struct event *tsm = event_of(s, "value-drop", "TSM", MONDAY);

    assert_float_equal(avgo->cap_change_usd, -199.9e9, 0.05e9);
    assert_int_equal(avgo->rank, 10);
    assert_float_equal(tsm->cap_change_usd, -153.3e9, 0.05e9);
    assert_int_equal(tsm->rank, 0);
    assert_int_equal(tsm->rank_own, 1);
    snapshot_free(s);
}

static void changes(void **state)
{
    static const struct {
        const char *symbol;
        double change_pct;
    } expected[] = {
        {"NVDA", -16.97}, {"VRT", -29.88}, {"VST", -28.27}, {"GEV", -21.52},
        {"ORCL", -13.79}, {"AAPL", 3.18},  {"META", 1.91},  {"MSFT", -2.14},
        {"^GSPC", -1.46}, {"^SOX", -9.15},
    };
    struct snapshot *s = frozen(state);

    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        const struct listing *l = snapshot_find(s, expected[i].symbol);

        if (!l || !FIGURE_HAS(&l->figures, change_pct))
            fail_msg("%s: no change", expected[i].symbol);
        assert_float_equal(l->figures.change_pct, expected[i].change_pct,
                           0.00501);
        assert_true(l->is_official);
    }
    /* hourly bars give no official close, so there is no change */
    if (snapshot_find(s, "^DJI"))
        assert_false(FIGURE_HAS(&snapshot_find(s, "^DJI")->figures,
                                change_pct));
    assert_float_equal(snapshot_find(s, "NVDA")->quote.volume, 818830900, 1);
    snapshot_free(s);
}

/* History that was not yet this session's told nobody anything. */
static void nothing_from_history(void **state)
{
    struct snapshot *s = frozen(state);

    for (size_t i = 0; i < s->event_count; i++)
        assert_true(s->events[i].key.session >= civil_date(2025, 1, 21));
    snapshot_free(s);
}

static void assert_same_event(const struct event *a, const struct event *b)
{
    assert_true(event_key_equal(&a->key, &b->key));
    assert_int_equal(a->state, b->state);
    assert_int_equal(a->severity, b->severity);
    assert_memory_equal(&a->opened, &b->opened, sizeof a->opened);
    assert_memory_equal(&a->worst, &b->worst, sizeof a->worst);
    assert_memory_equal(&a->last, &b->last, sizeof a->last);
    assert_int_equal(a->known, b->known);
    assert_memory_equal(&a->cap_change_usd, &b->cap_change_usd,
                        sizeof a->cap_change_usd);
    assert_int_equal(a->rank, b->rank);
    assert_int_equal(a->rank_own, b->rank_own);
    assert_int_equal(a->told_count, b->told_count);
    assert_int_equal(a->changed, b->changed);
}

/* The same tape gives the same events. */
static void twice(void **state)
{
    struct snapshot *first = frozen(state), *second;
    struct state *again = play_until(after_close);

    second = freeze_at(again, after_close);
    assert_int_equal(first->event_count, second->event_count);
    for (size_t i = 0; i < first->event_count; i++)
        assert_same_event(&first->events[i], &second->events[i]);
    assert_int_equal(state_told(*state), state_told(again));
    snapshot_free(first);
    snapshot_free(second);
    state_free(again);
}

static void story(void **state)
{
    struct snapshot *s = frozen(state);
    const struct event *e = event_of(s, "value-drop", "NVDA", MONDAY);
    struct event_link links[64];
    struct event_peer peers[8];
    size_t n = snapshot_links(s, e, links, 64);
    size_t peer_count = snapshot_peers(s, e, peers, 8);

    size_t before = 0, by_term = 0, by_tag = 0;

    assert_true(n > 0 && n <= 64);
    for (size_t i = 0; i < n; i++) {
        before += !links[i].is_after;
        assert_true(links[i].reason_count > 0);
        by_tag += strncmp(links[i].reasons[0], "tagged NVDA", 11) == 0;
        by_term += strcmp(links[i].reasons[0],
                          "shares term \"deepseek\" (7 in 24 h against 0.5 a "
                          "day)") == 0;
    }
    assert_int_equal(n, 26);
    assert_int_equal(before, 11);
    assert_int_equal(by_tag, 16);
    assert_int_equal(by_term, 7);
    assert_string_equal(links[0].reasons[0], "tagged NVDA by publisher");
    for (size_t i = 1; i < n; i++)
        assert_true(links[i - 1].headline->published <=
                    links[i].headline->published);
    assert_false(links[0].is_after);
    assert_true(links[n - 1].is_after);
    assert_true(peer_count > 0);
    assert_string_equal(peers[0].listing->instrument->symbol, "AVGO");
    snapshot_free(s);
}

static bool has_symbol(const struct narrative *n, const char *symbol)
{
    for (size_t i = 0; i < n->symbol_count; i++)
        if (strcmp(n->symbols[i], symbol) == 0)
            return true;
    return false;
}

/* Found by counting: told without the word, the next one is first. */
static void narrative(void **state)
{
    struct snapshot *s = frozen(state);
    struct narrative top[3];
    struct state *other = play_without(after_close, "deepseek");

    assert_true(snapshot_terms(s, after_close, NULL, top, 3) >= 3);
    assert_string_equal(top[0].term, "deepseek");
    assert_int_equal(top[0].count, 7);
    assert_float_equal(top[0].baseline, 3 / 6.3521, 1e-3);
    assert_true(has_symbol(&top[0], "NVDA"));
    assert_true(snapshot_event_terms(
                    s, event_of(s, "value-drop", "NVDA", MONDAY), top, 3) > 0);
    assert_string_equal(top[0].term, "deepseek");
    snapshot_free(s);
    s = freeze_at(other, after_close);
    assert_true(snapshot_terms(s, after_close, NULL, top, 3) >= 1);
    assert_string_not_equal(top[0].term, "deepseek");
    snapshot_free(s);
    state_free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(value_drops), cmocka_unit_test(nvda),
        cmocka_unit_test(ranks),       cmocka_unit_test(changes),
        cmocka_unit_test(nothing_from_history),
        cmocka_unit_test(twice),       cmocka_unit_test(story),
        cmocka_unit_test(narrative),
    };

    return cmocka_run_group_tests_name("demo", tests, set_up, tear_down);
}
