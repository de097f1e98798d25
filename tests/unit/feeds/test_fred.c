/* SPDX-License-Identifier: MIT */
/* FRED: observations, days without one, and pages instead of tables. */
#include "replies.h"

#define P "fred"
#define HEAD "observation_date,DGS10\n"

static void last_and_before(void **state)
{
    struct got g = {0};
    const struct quote *q;

    (void)state;
    asked_for(&g, P, "FRED:DGS10");
    decode_file(&g, P, "dgs10.csv", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_bar), 0);
    assert_string_equal(nth(&g, UPDATE_quote, 0)->symbol, "FRED:DGS10");
    q = &nth(&g, UPDATE_quote, 0)->of.quote;
    assert_true(q->price == 4.57 && q->prev_close == 4.58);
    assert_int_equal(q->as_of, INT64_C(1735851600000)); /* 16:00 New York */
    assert_int_equal(nth(&g, UPDATE_instrument, 0)->of.instrument.type,
                     INSTRUMENT_index);
    forget(&g);
}

static void history(void **state)
{
    struct got g = {0};

    (void)state;
    asked_for(&g, P, "FRED:DGS10");
    g.request.span = BAR_1d;
    decode_file(&g, P, "dgs10.csv", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_bar), 2); /* "." and "" are none */
    assert_int_equal(nth(&g, UPDATE_bar, 0)->of.bar.bar.known, 0);
    assert_true(nth(&g, UPDATE_bar, 1)->of.bar.bar.close == 4.57);
    forget(&g);
    /* A rate may be zero or below. */
    decode_text(&g, P, HEAD "2025-01-02,-0.05\n2025-01-03,0\n", "", 200);
    assert_int_equal(g.e, ERR_OK);
    assert_true(nth(&g, UPDATE_quote, 0)->of.quote.price == 0);
    assert_true(nth(&g, UPDATE_quote, 0)->of.quote.prev_close == -0.05);
    forget(&g);
}

static void fails(struct got *g, const char *body, long status, enum err e,
                  const char *words)
{
    decode_text(g, P, body, "", status);
    assert_int_equal(g->e, e);
    assert_string_equal(g->why.text, words);
    assert_int_equal(count_of(g, UPDATE_quote), 0);
}

static void errors(void **state)
{
    struct got g = {0};

    (void)state;
    asked_for(&g, P, "FRED:DGS10");
    fails(&g, "<!DOCTYPE html><title>Error</title>", 200, ERR_REFUSED,
          P ": FRED:DGS10: reply: a page instead of a table");
    fails(&g, "<html>", 404, ERR_NOT_FOUND, P ": FRED:DGS10: no such series");
    fails(&g, "", 200, ERR_MISSING, P ": FRED:DGS10: table: no observations");
    fails(&g, HEAD "2025-01-02,.\n", 200, ERR_MISSING,
          P ": FRED:DGS10: table: no observations");
    fails(&g, "a,b\n", 200, ERR_CORRUPT,
          P ": line 1: not a table of observations");
    fails(&g, "observation_date,DGS10,DGS2\n", 200, ERR_CORRUPT,
          P ": line 1: not one series");
    fails(&g, "observation_date,DGS2\n", 200, ERR_CORRUPT,
          P ": line 1: the reply is about another series");
    fails(&g, HEAD "yesterday,4\n", 200, ERR_CORRUPT,
          P ": FRED:DGS10: line 2: not a date");
    fails(&g, HEAD "2025-01-02,high\n", 200, ERR_CORRUPT,
          P ": FRED:DGS10: line 2: not a number");
    decode_text(&g, P, HEAD "2025-01-02,4.5\n2025-01-02,4.6\n", "", 200);
    assert_int_equal(g.e, ERR_CORRUPT); /* what was whole is kept */
    assert_string_equal(g.why.text,
                        P ": FRED:DGS10: line 3: not in order of dates");
    assert_true(nth(&g, UPDATE_quote, 0)->of.quote.price == 4.5);
    forget(&g);
}

static void who_serves_series(void **state)
{
    char out[SYMBOL_MAX];

    (void)state;
    for (size_t i = 0; providers[i]; i++) {
        const struct provider *p = providers[i];

        if (!(p->jobs & 1u << JOB_QUOTES))
            continue;
        assert_non_null(p->spell);
        assert_int_equal(p->spell("FRED:DGS10", INSTRUMENT_unknown, out),
                         strcmp(p->name, P) == 0);
    }
    assert_false(provider_find(P)->spell("DGS10", INSTRUMENT_index, out));
    assert_false(provider_find(P)->spell("FRED:", INSTRUMENT_index, out));
    assert_false(provider_find(P)->spell("FRED:A&B", INSTRUMENT_index, out));
}

static void plans(void **state)
{
    const struct provider *p = provider_find(P);
    struct ask ask = {.job = JOB_QUOTES, .name = P, .symbol_count = 1,
                      .symbols = {"FRED:DGS10"}, .now_ms = LATE_MS};
    struct request r;

    (void)state;
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_OK);
    assert_string_equal(r.url, "https://fred.stlouisfed.org/graph/"
                               "fredgraph.csv?id=DGS10&cosd=2021-12-31");
    ask.job = JOB_HISTORY;
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_OK);
    assert_null(strstr(r.url, "cosd")); /* the whole series */
    assert_int_equal(r.span, BAR_1d);
    name_copy(ask.symbols[0], SYMBOL_MAX, "DGS10");
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(last_and_before),
        cmocka_unit_test(history),
        cmocka_unit_test(errors),
        cmocka_unit_test(who_serves_series),
        cmocka_unit_test(plans),
    };

    return cmocka_run_group_tests_name(P, tests, NULL, NULL);
}
