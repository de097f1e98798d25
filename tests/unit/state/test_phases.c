/* SPDX-License-Identifier: MIT */
/* Tests of state: whose word on a market's hours counts. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "support.h"

static int64_t z(const char *text)
{
    int64_t ms = -1;

    assert_true(civil_parse_instant(text, &ms));
    return ms;
}

static void known_as(struct state *s, const char *symbol,
                     enum instrument_type type)
{
    struct update u = make(z("2025-01-02T09:00Z"), UPDATE_instrument, symbol);

    u.of.instrument = (struct instrument){.type = type,
                                          .shares_asof = NO_DATE};
    state_apply(s, &u);
}

static void say(struct state *s, const char *symbol, const char *t,
                const char *as_of, enum session session)
{
    struct update u = make(z(t), UPDATE_quote, symbol);

    QUOTE_SET(&u.of.quote, price, 10);
    QUOTE_SET(&u.of.quote, as_of, z(as_of));
    u.of.quote.session = session;
    state_apply(s, &u);
}

static void check(const struct state *s, const char *symbol, const char *now,
                  const char *phase)
{
    struct snapshot *f = freeze_at(s, z(now));

    assert_string_equal(
        listing_phase_name(snapshot_find(f, symbol), z(now)), phase);
    snapshot_free(f);
}

static const char *notice(const struct state *s, char out[200])
{
    struct snapshot *f = freeze_at(s, z("2025-01-02T09:00Z"));

    memcpy(out, f->notice, 200);
    snapshot_free(f);
    return out;
}

/* Easter Monday in London: the source's day is still Thursday. */
static void holiday_that_we_do_not_know(void **state)
{
    struct state *s = state_new("", 0);
    char text[200];

    (void)state;
    known_as(s, "BP.L", INSTRUMENT_equity);
    say(s, "BP.L", "2025-04-21T07:10Z", "2025-04-17T15:35Z", SESSION_POST);
    check(s, "BP.L", "2025-04-21T07:11Z", "regular"); /* too early to say */
    say(s, "BP.L", "2025-04-21T08:00Z", "2025-04-17T15:35Z", SESSION_POST);
    check(s, "BP.L", "2025-04-21T08:01Z", "closed");
    check(s, "BP.L", "2025-04-21T08:31Z", "regular"); /* not said again */
    say(s, "BP.L", "2025-04-21T09:00Z", "2025-04-17T15:35Z", SESSION_CLOSED);
    check(s, "BP.L", "2025-04-21T09:01Z", "closed");
    check(s, "BP.L", "2025-04-21T15:40Z", "closed");
    check(s, "BP.L", "2025-04-22T08:00Z", "regular");
    assert_string_equal(notice(s, text), "");
    state_free(s);
}

static void half_day_that_we_do_not_know(void **state)
{
    struct state *s = state_new("", 0);

    (void)state;
    known_as(s, "BP.L", INSTRUMENT_equity);
    say(s, "BP.L", "2025-12-24T12:20Z", "2025-12-24T12:19Z", SESSION_REGULAR);
    check(s, "BP.L", "2025-12-24T12:20Z", "regular");
    say(s, "BP.L", "2025-12-24T12:36Z", "2025-12-24T12:35Z", SESSION_POST);
    check(s, "BP.L", "2025-12-24T12:37Z", "post");
    say(s, "BP.L", "2025-12-24T14:00Z", "2025-12-24T12:35Z", SESSION_POST);
    check(s, "BP.L", "2025-12-24T14:01Z", "closed");
    state_free(s);
}

/* Late quotes, or a stock that nobody trades, are nothing against us. */
static void no_difference(void **state)
{
    struct state *s = state_new("", 0);

    (void)state;
    known_as(s, "BP.L", INSTRUMENT_equity);
    say(s, "BP.L", "2025-02-03T16:44Z", "2025-02-03T16:29Z", SESSION_REGULAR);
    check(s, "BP.L", "2025-02-03T16:45Z", "closed");
    say(s, "BP.L", "2025-02-04T10:00Z", "2025-02-03T16:29Z", SESSION_REGULAR);
    check(s, "BP.L", "2025-02-04T10:00Z", "regular");
    say(s, "BP.L", "2025-02-04T11:00Z", "2025-02-03T16:35Z", SESSION_UNKNOWN);
    check(s, "BP.L", "2025-02-04T11:00Z", "regular");
    state_free(s);
}

static void open_against_us(void **state)
{
    struct state *s = state_new("", 0);

    (void)state;
    known_as(s, "INFY.NS", INSTRUMENT_equity);
    say(s, "INFY.NS", "2025-02-01T06:00Z", "2025-02-01T05:59Z",
        SESSION_REGULAR); /* a Saturday, for the budget */
    check(s, "INFY.NS", "2025-02-01T06:10Z", "regular");
    check(s, "INFY.NS", "2025-02-01T06:30Z", "closed");
    state_free(s);
}

static void told_once_of_new_york(void **state)
{
    struct state *s = state_new("", 0);
    char text[200];

    (void)state;
    known_as(s, "A", INSTRUMENT_equity);
    known_as(s, "B", INSTRUMENT_equity);
    known_as(s, "^VIX", INSTRUMENT_index);
    say(s, "^VIX", "2025-01-28T21:10Z", "2025-01-28T21:09Z",
        SESSION_REGULAR);
    check(s, "^VIX", "2025-01-28T21:10Z", "regular");
    assert_string_equal(notice(s, text), "");
    say(s, "A", "2025-01-28T16:00Z", "2025-01-27T21:00Z", SESSION_POST);
    check(s, "A", "2025-01-28T16:00Z", "closed");
    assert_string_equal(
        notice(s, text),
        "test says closed, our calendar says open: following test");
    state_notice(s, "something else");
    say(s, "B", "2025-01-28T16:01Z", "2025-01-27T21:00Z", SESSION_POST);
    check(s, "B", "2025-01-28T16:01Z", "closed");
    assert_string_equal(notice(s, text), "something else");
    state_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holiday_that_we_do_not_know),
        cmocka_unit_test(half_day_that_we_do_not_know),
        cmocka_unit_test(no_difference),
        cmocka_unit_test(open_against_us),
        cmocka_unit_test(told_once_of_new_york),
    };
    return cmocka_run_group_tests_name("state/phases", tests, NULL, NULL);
}
