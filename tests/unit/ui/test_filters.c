/* SPDX-License-Identifier: MIT */
/* "/" takes expressions in every list: each has a record, and its rows are
 * chosen by it. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "../src/ui/panel.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

static const char *const chips[] = {"NVDA", "AMD"};
static const char *const oil[] = {"XOM"};
static const int64_t start_ms = INT64_C(1737990000000); /* 10:00 New York */

static struct update *put(struct fixture *f, struct updates *u,
                          enum update_kind kind, const char *symbol)
{
    (void)f;
    return updates_add(u, start_ms, kind, symbol, "test");
}

static void put_symbol(struct fixture *f, const char *symbol,
                       const char *sector, double price, double shares)
{
    struct updates u = {0};
    struct update *i = put(f, &u, UPDATE_instrument, symbol), *q;

    i->of.instrument.type = INSTRUMENT_equity;
    i->of.instrument.shares = shares;
    i->of.instrument.shares_asof = NO_DATE;
    i->of.instrument.sector = sector;
    name_copy(i->of.instrument.currency, CURRENCY_MAX, "USD");
    state_apply(f->state, i);
    q = put(f, &u, UPDATE_quote, symbol);
    QUOTE_SET(&q->of.quote, price, price);
    QUOTE_SET(&q->of.quote, prev_close, 100.0);
    QUOTE_SET(&q->of.quote, as_of, start_ms);
    q->of.quote.session = SESSION_REGULAR;
    state_apply(f->state, q);
    updates_done(&u);
}

static void put_plan(struct fixture *f, double value, const char *text)
{
    struct updates u = {0};
    struct update *p = put(f, &u, UPDATE_plan, "NVDA");

    p->of.plan.concept = "capex_guidance";
    p->of.plan.known = PLAN_HAS_VALUE;
    p->of.plan.value = value;
    p->of.plan.unit = "USD";
    p->of.plan.text = text;
    state_apply(f->state, p);
    updates_done(&u);
}

static void put_fact(struct fixture *f, const char *start, const char *end,
                     double value)
{
    struct updates u = {0};
    struct update *x = put(f, &u, UPDATE_fact, "NVDA");

    x->of.fact.concept = "revenue";
    x->of.fact.value = value;
    x->of.fact.unit = "USD";
    x->of.fact.form = "10-Q";
    x->of.fact.filed = NO_DATE;
    (void)civil_parse_date(start, 10, &x->of.fact.start);
    (void)civil_parse_date(end, 10, &x->of.fact.end);
    state_apply(f->state, x);
    updates_done(&u);
}

static void put_dates(struct fixture *f)
{
    struct updates u = {0};
    struct update *d = put(f, &u, UPDATE_calendar, "NVDA");

    d->of.calendar.type = "earnings";
    d->of.calendar.at = start_ms + INT64_C(5) * 86400000;
    state_apply(f->state, d);
    d = put(f, &u, UPDATE_calendar, "AMD");
    d->of.calendar.type = "earnings";
    d->of.calendar.at = start_ms + INT64_C(9) * 86400000;
    d->of.calendar.confirmed = true;
    state_apply(f->state, d);
    updates_done(&u);
}

static void put_book(struct fixture *f)
{
    static const char *const lines[] = {"NVDA 100 @ 60 USD 2024-03-08",
                                        "NVDA 50 @ 95 USD 2024-06-20",
                                        "AMD 10 @ 90 USD 2024-06-20"};
    struct portfolio_setup setup = {"main", "USD", ""};
    struct lot lots[3];
    struct book b = {1, 3, &setup, lots};
    const struct book *shared;

    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(lot_parse(lines[i], &lots[i], NULL), ERR_OK);
        lots[i].id = (int64_t)i + 1;
        name_copy(lots[i].portfolio, PORTFOLIO_MAX, "main");
    }
    shared = book_share(&b);
    state_set_book(f->state, shared);
    shared_release(shared);
}

static void put_rules(struct fixture *f)
{
    struct rule_list *l = shared_new(sizeof(*l) + 2 * sizeof(l->items[0]), NULL);

    l->count = 2;
    l->items[0] = (struct rule_card){
        .rule = {.name = "fallers", .when = "change_pct < -5", .severity = 3},
        .origin = RULE_SHIPPED, .standing = RULE_ON};
    l->items[1] = (struct rule_card){
        .rule = {.name = "sleeper", .when = "change_pct > 90", .severity = 1},
        .origin = RULE_SHIPPED, .standing = RULE_OFF};
    state_set_rule_list(f->state, l);
    shared_release(l);
}

static void put_sources(struct fixture *f)
{
    static struct health sources[] = {
        {.source = "good", .kind = "quotes", .state = SOURCE_ok,
         .is_in_use = true, .p50_ms = 84},
        {.source = "bad", .kind = "news", .state = SOURCE_failed,
         .is_in_use = true, .p50_ms = -1, .errors = 12}};
    struct health_list *l = shared_new(sizeof(*l), NULL);

    *l = (struct health_list){.count = 2, .items = sources};
    state_set_health(f->state, l);
    shared_release(l);
}

static void put_found(struct fixture *f)
{
    struct search *s = shared_new(sizeof(*s), NULL);

    *s = (struct search){
        .text = "corp", .state = SEARCH_DONE, .count = 2,
        .items = {{.symbol = "NVDA", .name = "Some chip corp",
                   .type = INSTRUMENT_equity, .venue = "NASDAQ"},
                  {.symbol = "CORP", .name = "Bond fund corp",
                   .type = INSTRUMENT_etf, .venue = "NYSE"}}};
    state_set_search(f->state, s);
    shared_release(s);
}

static int setup(void **state)
{
    static const char losses[] = "NVDA\t2020-03-16\t40\t-18.4\n"
                                 "AMD\t2022-02-03\t30\t-6.1\n";
    struct fixture *f = calloc(1, sizeof(*f));
    struct freeze_info info = {.now_ms = start_ms + 1000, .mode = RUN_LIVE};

    if (!f || config_load_text("", 0, &f->config) != ERR_OK)
        return -1;
    f->state = state_new(losses, sizeof(losses) - 1);
    state_set_watchlist(f->state, "chips", chips, 2);
    state_set_watchlist(f->state, "oil", oil, 1);
    put_symbol(f, "NVDA", "Technology", 83, 1e9);
    put_symbol(f, "AMD", "Technology", 95, 2e9);
    put_symbol(f, "XOM", "Energy", 101, 3e9);
    put_plan(f, 80e9, "in 2025 eighty billion");
    put_plan(f, 10e9, "in 2024 ten billion");
    put_fact(f, "2024-01-01", "2024-03-31", 26e9);
    put_fact(f, "2024-04-01", "2024-06-30", 30e9);
    put_dates(f);
    put_book(f);
    put_rules(f);
    put_sources(f);
    put_found(f);
    f->now = state_freeze(f->state, &info);
    f->ui = ui_new(f->config, "chips");
    canvas_init(&f->canvas, 120, 40, false);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;

    fixture_done(f);
    free(f);
    return 0;
}

static bool shows(struct fixture *f, const char *text)
{
    ui_draw(f->ui, f->now, f->now->now_ms, 5000, &f->canvas);
    return canvas_has(&f->canvas, text);
}

static void press(struct fixture *f, const char *keys)
{
    for (; *keys; keys++) {
        (void)shows(f, "");
        ui_key(f->ui, key_typed(*keys), f->now, 5000, &f->out);
    }
    ui_draw(f->ui, f->now, f->now->now_ms, 5000, &f->canvas);
}

struct want {
    const char *go;     /* keys that lead to the list */
    const char *typed;  /* behind "/" */
    const char *in, *out; /* rows that stay, and go */
};

static const struct want wants[] = {
    {"gf", "errors > 5", "news       bad", "quotes     good"},
    {"gf", "kind == \"quotes\" and latency < 100", "quotes     good", "news       bad"},
    {"gw", "count < 2", " oil", " chips"},
    {"gw", "change_pct < -5", " chips", " oil"},
    {"gp", "quantity > 20", "150   71.67", "10   90.00"},
    {"gp", "profit > 0 and price > 90", "10   90.00", "150   71.67"},
    {"gp", "sector == \"Technology\" and change_pct < -10", "150   71.67",
     "10   90.00"},
    {"gpt", "profit < 0", "2024-06-20", "2024-03-08"},
    {"gpt", "quantity >= 100 and date < 2024-06-01", "2024-03-08",
     "2024-06-20"},
    {"ga", "severity >= 3", "fallers", "sleeper"},
    {"ga", "state == \"off\"", "sleeper", "fallers"},
    {"gc", "type == \"earnings\" and confirmed == false", "NVDA", "AMD"},
    {"gc", "days > 7 and symbol == \"AMD\"", "AMD", "NVDA"},
    {":NVDA fa\n", "revenue > 28B", "30.00B", "26.00B"},
    {":find corp\n", "type == \"etf\"", "Bond fund", "Some chip"},
    {",\t", "name ~ \"^keep_\"", "keep_news", "mouse"},
};

static void test_each_list_takes_its_own_names(void **state)
{
    struct fixture *f = *state;
    bool all = true;

    for (size_t i = 0; i < sizeof(wants) / sizeof(*wants); i++) {
        const struct want *w = &wants[i];

        press(f, w->go);
        press(f, "/");
        press(f, w->typed);
        press(f, "\n");
        if (!shows(f, w->in) || shows(f, w->out)) {
            struct strbuf out = {0};

            canvas_dump(&f->canvas, &out);
            print_message("%s /%s\n%s", w->go, w->typed, strbuf_text(&out));
            strbuf_done(&out);
            all = false;
        }
        press(f, "\033\033gd");
    }
    assert_true(all);
}

/* A list without a record would take plain words only. */
static void test_no_list_is_without_a_record(void **state)
{
    static const struct panel_ops *const panels[] = {
#define PANEL(name) &panel_##name,
#include "../src/ui/panels.def"
#undef PANEL
    };

    (void)state;
    for (size_t i = 0; i < sizeof(panels) / sizeof(*panels); i++)
        if (panels[i]->contexts & (CONTEXT_list | CONTEXT_heat) &&
            !panels[i]->records)
            fail_msg("%s has no record", panels[i]->name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_each_list_takes_its_own_names,
                                        setup, teardown),
        cmocka_unit_test(test_no_list_is_without_a_record),
    };
    return cmocka_run_group_tests_name("ui/filters", tests, NULL, NULL);
}
