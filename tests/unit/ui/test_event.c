/* SPDX-License-Identifier: MIT */
/* The event screen: its curve with numbered moments, headlines parted at the
 * first trigger, what stands beside it, and its two lines for the clipboard. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "../../../src/ui/event_words.h"
#include "../../../src/ui/stack.h"
#include "../state/support.h"
#include "tapewatch/state/fields.h"

static void put_headline(struct state *s, const char *id, int64_t t,
                         const char *title)
{
    struct update u = make(t, UPDATE_headline, "");

    u.of.headline.id = id;
    u.of.headline.title = title;
    u.of.headline.publisher = "Test";
    u.of.headline.published = u.of.headline.seen = t;
    u.of.headline.symbol_count = 1;
    name_copy(u.of.headline.symbols[0], SYMBOL_MAX, "NVDA");
    state_apply(s, &u);
}

static void put_price(struct state *s, int hour, int minute, double price)
{
    int64_t t = at(MONDAY, hour, minute);
    struct update q = make(t, UPDATE_quote, "NVDA");
    struct update b = bar_of("NVDA", BAR_5m, t - 300000, t,
                             (struct ohlcv){price, price, price, price, 10});

    state_advance(s, t);
    state_apply(s, &b);
    QUOTE_SET(&q.of.quote, price, price);
    QUOTE_SET(&q.of.quote, prev_close, 100.0);
    q.of.quote.as_of = t;
    q.of.quote.known |= 1u << QUOTE_BIT_as_of;
    q.of.quote.session = SESSION_REGULAR;
    state_apply(s, &q);
}

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    struct freeze_info info = {.now_ms = at(MONDAY, 12, 0)};

    if (!f || config_load_text("", 0, &f->config) != ERR_OK)
        return -1;
    f->state = state_new("", 0);
    add_shipped_rules(f->state);
    company(f->state, "NVDA", 1e10);
    old_daily(f->state, "NVDA", FRIDAY, at(MONDAY, 4, 0),
              (struct ohlcv){100, 100, 100, 100, 1000});
    put_headline(f->state, "one", at(MONDAY, 8, 0), "Said before the fall");
    put_price(f->state, 9, 35, 99);
    put_price(f->state, 10, 5, 94); /* -60 billion: the first trigger */
    put_headline(f->state, "two", at(MONDAY, 10, 30), "Said after the fall");
    put_price(f->state, 11, 30, 85); /* worse */
    put_price(f->state, 11, 55, 90);
    f->now = state_freeze(f->state, &info);
    f->ui = ui_new(f->config, NULL);
    canvas_init(&f->canvas, 160, 50, false);
    ui_draw(f->ui, f->now, info.now_ms, 0, &f->canvas);
    *state = f;
    return 0;
}

static void type(struct fixture *f, const char *keys)
{
    for (; *keys; keys++) {
        ui_key(f->ui, key_typed(*keys), f->now, 0, &f->out);
        ui_draw(f->ui, f->now, f->now->now_ms, 0, &f->canvas);
    }
}

static const char *open_event = "ge/value-drop\n\n";

static int row_of(struct fixture *f, const char *text)
{
    for (int y = 0; y < f->canvas.height; y++) {
        char line[1000] = "";

        for (int x = 0; x < f->canvas.width; x++) {
            const char *cell = f->canvas.cells[y * f->canvas.width + x].text;

            strncat(line, cell[0] ? cell : " ", sizeof(line) - 13 -
                                                    strlen(line));
        }
        if (strstr(line, text))
            return y;
    }
    return -1;
}

static void test_moments_are_numbered(void **state)
{
    struct fixture *f = *state;

    type(f, open_event);
    assert_true(row_of(f, "①10:05") > 0);        /* on the curve */
    assert_true(row_of(f, "① first trigger") > 0); /* in the timeline */
    assert_true(row_of(f, "worst -150.0B at 11:30") > 0);
    f->canvas.is_ascii = true;
    type(f, "1");
    assert_true(row_of(f, "(1)10:05") > 0);
    assert_true(row_of(f, "(1) first trigger") > 0);
    assert_int_equal(row_of(f, "①"), -1);
}

static void test_other_spans(void **state)
{
    struct fixture *f = *state;

    type(f, open_event);
    assert_true(row_of(f, "[today] 5D 1M") > 0);
    type(f, "]");
    assert_true(row_of(f, "today [5D] 1M") > 0);
    type(f, "]]]");
    assert_true(row_of(f, "today 5D [1M]") > 0);
    type(f, "[[[[");
    assert_true(row_of(f, "[today] 5D 1M") > 0);
}

static void test_headlines_are_parted(void **state)
{
    struct fixture *f = *state;
    int before, divider, after;

    type(f, open_event);
    before = row_of(f, "Said before the fall");
    divider = row_of(f, "10:05 first trigger ");
    after = row_of(f, "Said after the fall");
    assert_true(before > 0);
    assert_int_equal(divider, before + 1);
    assert_int_equal(after, before + 2);
    type(f, "5j\n"); /* the divider is passed over, both ways */
    assert_string_equal(stack_top(f->ui)->subject.headline, "two");
    type(f, "qk\n");
    assert_string_equal(stack_top(f->ui)->subject.headline, "one");
    assert_string_equal(stack_top(f->ui)->screen->name, "reader");
}

/* At 11:56, after a close at 100. */
static void put_quote(struct state *s, const char *symbol, double price)
{
    struct update q = make(at(MONDAY, 11, 56), UPDATE_quote, symbol);

    QUOTE_SET(&q.of.quote, price, price);
    QUOTE_SET(&q.of.quote, prev_close, 100.0);
    QUOTE_SET(&q.of.quote, as_of, q.t);
    q.of.quote.session = SESSION_REGULAR;
    state_apply(s, &q);
}

static void put_many(struct fixture *f)
{
    struct freeze_info info = {.now_ms = at(MONDAY, 12, 0)};
    char id[16], title[40];

    for (int i = 0; i < 60; i++) {
        int64_t t = i < 30 ? at(MONDAY, 5, i) : at(MONDAY, 11, i - 30);

        snprintf(id, sizeof(id), "many%d", i);
        snprintf(title, sizeof(title), "Headline %d of many", i);
        put_headline(f->state, id, t, title);
    }
    snapshot_free(f->now);
    f->now = state_freeze(f->state, &info);
}

/* Of many headlines those about the first trigger are looked at first; where two
 * rows are seen they are the last before it and the first after it. */
static void test_headlines_begin_at_the_trigger(void **state)
{
    struct fixture *f = *state;

    put_many(f);
    type(f, open_event);
    assert_true(row_of(f, "10:05 first trigger ") > 0);
    assert_true(row_of(f, "Said before the fall") > 0);
    assert_true(row_of(f, "Said after the fall") > 0);
    type(f, "5G");
    assert_int_equal(row_of(f, "10:05 first trigger "), -1);
    canvas_resize(&f->canvas, 80, 24);
    type(f, "q\n");
    assert_int_equal(row_of(f, "10:05 first trigger "), -1);
    assert_int_equal(row_of(f, "Said after the fall"),
                     row_of(f, "Said before the fall") + 1);
}

/* J and K: nothing of where the last one was scrolled to is left. */
static void test_the_next_event_begins_at_its_trigger(void **state)
{
    struct fixture *f = *state;

    company(f->state, "OTHR", 1e10);
    put_quote(f->state, "OTHR", 92);
    put_many(f);
    type(f, "ge\n5G");
    assert_int_equal(row_of(f, "10:05 first trigger "), -1);
    type(f, "1J");
    assert_true(row_of(f, " OTHR lost $80.0B") > 0);
    type(f, "K");
    assert_true(row_of(f, " NVDA lost $100.0B") > 0);
    assert_true(row_of(f, "10:05 first trigger ") > 0);
}

static void test_two_lines_to_copy(void **state)
{
    static const char want[] =
        "NVDA lost $100.0B of market value - its own largest one-day loss "
        "on record\n"
        "2025-01-27  90.00 -10.00%  worst -150.0B at 11:30 ET  value-drop"
        "  CAP 1.000T -> 900.0B  shares 10.00B of 2024-11-15";
    struct fixture *f = *state;

    type(f, open_event);
    type(f, "y");
    assert_non_null(f->out.copy);
    assert_string_equal(f->out.copy, want);
    type(f, "5y"); /* on a headline: that */
    assert_non_null(strstr(f->out.copy, "Said before the fall"));
}

static void test_context(void **state)
{
    struct fixture *f = *state;

    type(f, open_event);
    type(f, "6");
    assert_true(row_of(f, "After falls of 5.0% or more in a day (n=0") > 0);
    type(f, "z");
    assert_true(row_of(f, "change of value = (last - previous close) x "
                          "shares; 10.00B of 2024-11-15") > 0);
}

/* What a rule's measure is said to be: its words, and no rule's name. */
static void test_sentences(void **state)
{
    static const struct {
        const char *field;
        double measure;
        const char *want;
    } cases[] = {
        {"vol_ratio", 3, "NVDA trades 3.0 times its usual volume"},
        {"change_pct", -16.97, "NVDA fell 16.97% on the day"},
        {"ext_change_pct", -11.9, "NVDA fell 11.90% outside trading hours"},
        {"gap_pct", -12.5, "NVDA opened 12.50% below the close before"},
        {"off_low_pct", -2, "NVDA is 2.00% below its 252-day low"},
        {"zscore", -8.14,
         "NVDA fell by 8.1 standard deviations of 20 days"},
        {"filing_change", 62.34,
         "NVDA filed figures - capex +62.34% on the year"},
        {"cap_change_usd", -6e10, "NVDA lost $60.0B of market value"},
    };
    struct fundamentals filed = {0};
    struct instrument of = {.symbol = "NVDA"};
    struct listing listing = {.instrument = &of, .company = &filed};
    struct rule_measure measure = {.rule = "a-rule"};
    uint32_t by_symbol = 0;
    struct snapshot now = {.measures = &measure, .measure_count = 1,
                           .by_symbol = &by_symbol, .listings = &listing, .listing_count = 1};
    struct event e = {.key = {.rule = "a-rule", .symbol = "NVDA"}};
    struct field_table table = fields_of_listing();
    char text[200];

    (void)state;
    filed.revenue_yoy = 12.27;
    filed.capex_yoy = 62.34;
    filed.known = 1u << FUNDAMENTAL_BIT_revenue_yoy |
                  1u << FUNDAMENTAL_BIT_capex_yoy;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        measure.field = field_find(table.fields, table.count,
                                   cases[i].field);
        assert_non_null(measure.field);
        e.opened.measure = e.worst.measure = e.last.measure =
            cases[i].measure;
        ui_event_words(&now, &e, text, sizeof(text));
        assert_string_equal(text, cases[i].want);
    }
}

/* Nobody to count: the panel says why, its title does not count to 0. */
static void test_no_peers(void **state)
{
    struct fixture *f = *state;

    type(f, open_event);
    assert_true(row_of(f, " Peers ") > 0);
    assert_int_equal(row_of(f, " of 0 down"), -1);
    assert_true(row_of(f, "no peers of this symbol are known") > 0);
}

/* Who rose while it fell stands among the peers, and an old price says so. */
static void test_peers_that_rose(void **state)
{
    struct fixture *f = *state;
    struct freeze_info info = {.now_ms = at(MONDAY, 12, 0)};
    static const struct {
        const char *symbol;
        double price;
    } peers[] = {{"FELL", 95}, {"ROSE", 101}};

    for (size_t i = 0; i < 2; i++) {
        company(f->state, peers[i].symbol, 1e9);
        put_quote(f->state, peers[i].symbol, peers[i].price);
    }
    snapshot_free(f->now);
    f->now = state_freeze(f->state, &info);
    for (size_t i = 0; i < f->now->listing_count; i++)
        f->now->listings[i].is_stale = true;
    type(f, open_event);
    assert_true(row_of(f, "1 of 2 down  ~-4.0B together") > 0);
    assert_true(row_of(f, "101.00~") > 0);
    assert_true(row_of(f, "95.00~") > 0);
}

/* Two rows of peers: as many as stand beside each other. */
static void test_peers_side_by_side(void **state)
{
    struct fixture *f = *state;
    struct freeze_info info = {.now_ms = at(MONDAY, 12, 0)};
    char symbol[8];

    for (int i = 0; i < 6; i++) {
        snprintf(symbol, sizeof(symbol), "PEER%d", i);
        company(f->state, symbol, 1e9);
        put_quote(f->state, symbol, 90.0 + i);
    }
    snapshot_free(f->now);
    f->now = state_freeze(f->state, &info);
    canvas_resize(&f->canvas, 80, 24);
    type(f, open_event);
    assert_true(row_of(f, " PEER0 ▼10.0% -10.0B PEER1 ▼9.00%  -9.0B PEER2 "
                          "▼8.00%  -8.0B PEER3 ▼7.00%") > 0);
    assert_true(row_of(f, " PEER4 ▼6.00%  -6.0B PEER5 ▼5.00%  -5.0B") > 0);
    type(f, "3"); /* there is room for the table now */
    assert_true(row_of(f, "SHARE OF GROUP LOSS") > 0);
}

/* The row under the sentence says less where less fits, and cuts nothing. */
static void test_figures_by_width(void **state)
{
    struct fixture *f = *state;

    type(f, open_event);
    assert_true(row_of(f, " 90.00 ▼10.00 ▼10.00%   CAP 1.000T → 900.0B   "
                          "worst -150.0B at 11:30   recovered 50.0B   open") >
                0);
    assert_true(row_of(f, "severity ███ 3/4  rule value-drop") > 0);
    canvas_resize(&f->canvas, 100, 40);
    type(f, "1");
    assert_true(row_of(f, " 90.00 ▼10.00 ▼10.00%  CAP 1.000T → 900.0B  "
                          "worst -150.0B at 11:30  open") > 0);
    canvas_resize(&f->canvas, 60, 24);
    type(f, "1");
    assert_true(row_of(f, " 90.00 ▼10.00%  CAP 900.0B  worst -150.0B") > 0);
}

/* An event of the user's own rule goes by that rule's name. */
static void test_own_rules_are_named(void **state)
{
    static const struct rule_list rules = {
        .count = 1, .items = {{.rule = {.name = "mine", .when = "price < 90"},
                               .origin = RULE_MADE}}};
    struct fixture *f = *state;
    const struct rule_list *before = f->now->rules;
    struct event e = {.key.rule = "mine", .key.symbol = "NVDA",
                      .opened = {at(MONDAY, 10, 5), 94, -6},
                      .worst = {at(MONDAY, 11, 30), 85, -15},
                      .last = {at(MONDAY, 16, 0), 90, -10}};
    char text[96];

    f->now->rules = &rules;
    event_remark(f->now, &e, 60, text, sizeof(text));
    assert_memory_equal(text, "mine, worst", 11);
    event_remark(f->now, &e, 5, text, sizeof(text));
    assert_string_equal(text, "mine");
    f->now->rules = before;
}

/* The value is the last one, whatever became of it; the words say that. */
static void test_words_of_a_state(void **state)
{
    static const struct {
        enum event_state state;
        double last;
        const char *text;
    } rows[] = {
        {EVENT_open, -90e9, "worst -152.9B 11:30"},
        {EVENT_recovered, -40e9, "worst -152.9B 11:30, recovered"},
        {EVENT_closed, -70.6e9, "worst -152.9B 11:30, closed"},
        {EVENT_closed, -30e9, "worst -152.9B 11:30, recovered at the close"},
        {EVENT_closed, 5e9, "worst -152.9B 11:30, recovered at the close"},
        {EVENT_closed, -152.9e9, "since 10:05, closed"},
    };
    struct fixture *f = *state;
    struct event e = {.key.rule = "value-drop", .key.symbol = "NVDA",
                      .opened = {at(MONDAY, 10, 5), 94, -62e9},
                      .worst = {at(MONDAY, 11, 30), 85, -152.9e9},
                      .last = {at(MONDAY, 16, 0), 0, 0}};
    char text[96];

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        e.state = rows[i].state;
        e.last.measure = rows[i].last;
        event_remark(f->now, &e, (int)strlen(rows[i].text), text,
                     sizeof(text));
        assert_string_equal(text, rows[i].text);
    }
    /* Nothing is cut off that could be said in fewer words. */
    e.state = EVENT_recovered;
    event_remark(f->now, &e, 20, text, sizeof(text));
    assert_string_equal(text, "recovered");
    event_remark(f->now, &e, -3, text, sizeof(text));
    e.state = EVENT_closed;
    e.last.measure = -70.6e9;
    event_remark(f->now, &e, 25, text, sizeof(text));
    assert_string_equal(text, "worst -152.9B, closed");
    event_remark(f->now, &e, 20, text, sizeof(text));
    assert_string_equal(text, "worst -152.9B");
    e.rank = 1;
    event_remark(f->now, &e, 20, text, sizeof(text));
    assert_string_equal(text, "#1 loss ever, closed");
    event_remark(f->now, &e, 12, text, sizeof(text));
    assert_string_equal(text, "#1 loss ever");
    e.rank = 0;
    e.last.measure = -152.9e9;
    /* Beside a column that says when it began, it is not said twice. */
    e.state = EVENT_open;
    event_remark_beside(f->now, &e, 80, text, sizeof(text));
    assert_string_equal(text, "at its worst");
    /* In the list, before those words, and when it was first told of. */
    for (size_t i = 0; i < f->now->event_count; i++) {
        struct event *one = &f->now->events[i];

        one->state = EVENT_recovered;
        if (strcmp(one->key.rule, "value-drop") == 0)
            one->last.measure = -1e9;
    }
    type(f, "ge/value-drop\n");
    assert_true(row_of(f, "AS OF    WHO") > 0);
    assert_true(row_of(f, "-1.0B  10:05  ") > 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, fixture_teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_moments_are_numbered), TEST(test_other_spans),
        TEST(test_headlines_are_parted),
        TEST(test_headlines_begin_at_the_trigger),
        TEST(test_the_next_event_begins_at_its_trigger),
        TEST(test_figures_by_width),
        TEST(test_peers_side_by_side), TEST(test_two_lines_to_copy),
        TEST(test_context), cmocka_unit_test(test_sentences),
        TEST(test_peers_that_rose), TEST(test_no_peers),
        TEST(test_own_rules_are_named),
        TEST(test_words_of_a_state),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
