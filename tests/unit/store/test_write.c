/* SPDX-License-Identifier: MIT */
/* Everything that an update can say comes back; older never replaces newer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support.h"

struct fixture {
    char folder[PATH_MAX];
    struct store *store;
};

static int set_up(void **state)
{
    struct fixture *f = mem_new(1, sizeof *f);

    temp_folder(f->folder);
    f->store = open_ok(f->folder, false);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;

    store_close(f->store);
    remove_folder(f->folder);
    free(f);
    return 0;
}

/* Commits, closes, opens again and reads all. */
static struct heard *reread(struct fixture *f)
{
    uint64_t seq = 0;

    commit_ok(f->store);
    store_close(f->store);
    f->store = open_ok(f->folder, false);
    return read_from(f->store, &seq);
}

static struct update update_of(enum update_kind kind, int64_t t)
{
    struct update u = {
        .t = t, .kind = kind, .symbol = "NVDA", .source = "tape"};
    return u;
}

static void assert_text(const char *a, const char *b)
{
    if (!b)
        assert_null(a);
    else
        assert_string_equal(a, b);
}

static void instrument_comes_back(void **state)
{
    struct fixture *f = *state;
    struct update u = update_of(UPDATE_instrument, NOW);
    struct instrument *i = &u.of.instrument;
    struct heard *h;

    *i = (struct instrument){.symbol = "NVDA",
                             .type = INSTRUMENT_equity,
                             .currency = "USD",
                             .name = "NVIDIA “Corp” 漢",
                             .venue = "NASDAQ",
                             .sector = "Technology",
                             .groups = {"semis", "ai"},
                             .shares = 24490000000.0,
                             .shares_asof = 20050,
                             .shares_kind = "cover",
                             .shares_source = "10-Q"};
    put_ok(f->store, &u);
    h = reread(f);
    assert_int_equal(h->count, 1);
    assert_int_equal(h->updates[0].t, NOW);
    assert_string_equal(h->updates[0].symbol, "NVDA");
    assert_string_equal(h->updates[0].source, "tape");
    i = &h->updates[0].of.instrument;
    assert_string_equal(i->symbol, "NVDA");
    assert_int_equal(i->type, INSTRUMENT_equity);
    assert_string_equal(i->currency, "USD");
    assert_text(i->name, "NVIDIA “Corp” 漢");
    assert_text(i->venue, "NASDAQ");
    assert_text(i->sector, "Technology");
    assert_string_equal(i->groups[0], "semis");
    assert_string_equal(i->groups[1], "ai");
    assert_string_equal(i->groups[2], "");
    assert_true(i->shares == 24490000000.0);
    assert_int_equal(i->shares_asof, 20050);
    assert_text(i->shares_kind, "cover");
    assert_text(i->shares_source, "10-Q");
    heard_free(h);
}

static void partial_instruments_merge(void **state)
{
    struct fixture *f = *state;
    struct update u = update_of(UPDATE_instrument, NOW);
    struct heard *h;

    u.of.instrument = (struct instrument){.symbol = "NVDA",
                                          .name = "NVIDIA",
                                          .shares = 5,
                                          .shares_asof = 7,
                                          .shares_kind = "cover",
                                          .groups = {"ai"}};
    put_ok(f->store, &u);
    u.t++;
    u.of.instrument = (struct instrument){.symbol = "NVDA",
                                          .currency = "USD",
                                          .shares = 6,
                                          .shares_asof = NO_DATE};
    put_ok(f->store, &u);
    h = reread(f);
    assert_int_equal(h->count, 1);
    assert_text(h->updates[0].of.instrument.name, "NVIDIA");
    assert_string_equal(h->updates[0].of.instrument.currency, "USD");
    assert_string_equal(h->updates[0].of.instrument.groups[0], "ai");
    assert_true(h->updates[0].of.instrument.shares == 6);
    /* the old count's date and kind say nothing of the new count */
    assert_int_equal(h->updates[0].of.instrument.shares_asof, NO_DATE);
    assert_null(h->updates[0].of.instrument.shares_kind);
    heard_free(h);
}

static void quote_comes_back_with_unknowns(void **state)
{
    struct fixture *f = *state;
    struct update u = quote_of("NVDA", NOW, 118.42);
    struct quote *q = &u.of.quote;
    struct heard *h;

    QUOTE_SET(q, prev_close, 142.62);
    QUOTE_SET(q, volume, 0.0); /* known to be nothing */
    QUOTE_SET(q, bid, 0.1 + 0.2);
    QUOTE_SET(q, as_of, NOW - 5);
    QUOTE_SET(q, delay_s, 900);
    QUOTE_SET(q, ext_price, 119.0);
    QUOTE_SET(q, ext_as_of, NOW - 1);
    q->session = SESSION_REGULAR;
    q->ext_session = SESSION_POST;
    put_ok(f->store, &u);
    h = reread(f);
    assert_int_equal(h->count, 1);
    assert_int_equal(h->updates[0].of.quote.known, q->known);
    assert_memory_equal(&h->updates[0].of.quote, q, sizeof *q);
    heard_free(h);
}

static void a_day_adds_up_and_a_new_day_starts_afresh(void **state)
{
    struct fixture *f = *state;
    struct update u = quote_of("NVDA", NOW, 118.42);
    uint64_t seq = 0;
    struct heard *h;

    QUOTE_SET(&u.of.quote, high, 128.4);
    QUOTE_SET(&u.of.quote, as_of, NOW);
    put_ok(f->store, &u);
    u = quote_of("NVDA", NOW + 1000, 118.5);
    put_ok(f->store, &u);
    commit_ok(f->store);
    h = read_from(f->store, &seq);
    assert_true(h->updates[0].of.quote.price == 118.5);
    assert_true(QUOTE_HAS(&h->updates[0].of.quote, high));
    assert_true(h->updates[0].of.quote.high == 128.4);
    /* the time was that of the price before */
    assert_false(QUOTE_HAS(&h->updates[0].of.quote, as_of));
    heard_free(h);
    u = quote_of("NVDA", NOW + MS_PER_DAY, 120);
    put_ok(f->store, &u);
    h = reread(f);
    assert_false(QUOTE_HAS(&h->updates[0].of.quote, high));
    heard_free(h);
}

static void an_older_quote_changes_nothing(void **state)
{
    struct fixture *f = *state;
    struct update newer = quote_of("NVDA", NOW, 118.42);
    struct update older = quote_of("NVDA", NOW + 5000, 130);
    struct heard *h;

    QUOTE_SET(&newer.of.quote, as_of, NOW - 1000);
    QUOTE_SET(&older.of.quote, as_of, NOW - 9000); /* came later, is older */
    put_ok(f->store, &newer);
    put_ok(f->store, &older);
    older = quote_of("NVDA", NOW - 1, 140);
    put_ok(f->store, &older);
    h = reread(f);
    assert_int_equal(h->count, 1);
    assert_true(h->updates[0].of.quote.price == 118.42);
    assert_int_equal(h->updates[0].t, NOW);
    heard_free(h);
}

static struct update bar_of(enum bar_span span, int64_t start, double close)
{
    struct update u = update_of(UPDATE_bar, start + bar_span_ms(span));

    u.of.bar.span = span;
    u.of.bar.bar = (struct bar){.start = start, .close = close};
    return u;
}

static void bars_come_back(void **state)
{
    struct fixture *f = *state;
    struct update u = bar_of(BAR_5m, NOW - 600000, 118);
    struct bar *b = &u.of.bar.bar;
    struct heard *h;

    b->open = 117, b->high = 119, b->low = 116;
    b->known = BAR_HAS_OHL;
    put_ok(f->store, &u);
    u = bar_of(BAR_1h, NOW - 600000, 119);
    b->volume = 5e6, b->known = BAR_HAS_VOLUME;
    put_ok(f->store, &u);
    u = bar_of(BAR_1d, NOW - 600000, 120);
    put_ok(f->store, &u);
    h = reread(f);
    assert_int_equal(h->count, 3);
    assert_int_equal(h->updates[0].of.bar.span, BAR_5m);
    assert_int_equal(h->updates[0].of.bar.bar.known, BAR_HAS_OHL);
    assert_true(h->updates[0].of.bar.bar.low == 116);
    assert_int_equal(h->updates[1].of.bar.span, BAR_1h);
    assert_int_equal(h->updates[1].of.bar.bar.known, BAR_HAS_VOLUME);
    assert_int_equal(h->updates[2].of.bar.span, BAR_1d);
    assert_int_equal(h->updates[2].of.bar.bar.known, 0);
    assert_true(h->updates[2].of.bar.bar.close == 120);
    heard_free(h);
}

static void bars_merge_and_guard(void **state)
{
    struct fixture *f = *state;
    struct update u = bar_of(BAR_5m, NOW, 118);
    struct bar *b = &u.of.bar.bar;
    struct heard *h;

    b->open = 117, b->high = 119, b->low = 116, b->known = BAR_HAS_OHL;
    put_ok(f->store, &u);
    u = bar_of(BAR_5m, NOW, 121); /* later, the close alone */
    u.t += 1000;
    put_ok(f->store, &u);
    u = bar_of(BAR_5m, NOW, 100); /* an older reply */
    u.t -= 1000;
    put_ok(f->store, &u);
    h = reread(f);
    assert_int_equal(h->count, 1);
    b = &h->updates[0].of.bar.bar;
    assert_true(b->close == 121 && b->high == 121 && b->low == 116);
    assert_true(b->open == 117);
    heard_free(h);
}

static struct update headline_of(const char *id, int64_t t)
{
    struct update u = update_of(UPDATE_headline, t);

    u.symbol[0] = '\0';
    u.of.headline = (struct headline){
        .id = id, .title = "A title", .symbol_count = 1, .symbols = {"NVDA"}};
    return u;
}

static void headlines_come_back(void **state)
{
    struct fixture *f = *state;
    struct update u = headline_of("x", NOW);
    struct headline *hl = &u.of.headline;
    struct heard *h;

    hl->summary = "Said \"so\"", hl->publisher = "RTR";
    hl->url = "https://example.com/a?b=1&c=2", hl->published = NOW - 7;
    hl->symbol_count = 2;
    name_copy(hl->symbols[1], SYMBOL_MAX, "BRK-B");
    put_ok(f->store, &u);
    h = reread(f);
    assert_int_equal(h->count, 1);
    hl = &h->updates[0].of.headline;
    assert_text(hl->id, "x");
    assert_text(hl->title, "A title");
    assert_text(hl->summary, "Said \"so\"");
    assert_text(hl->publisher, "RTR");
    assert_text(hl->url, "https://example.com/a?b=1&c=2");
    assert_int_equal(hl->published, NOW - 7);
    assert_int_equal(hl->symbol_count, 2);
    assert_string_equal(hl->symbols[1], "BRK-B");
    assert_int_equal(hl->seen, NOW);
    assert_string_equal(hl->source, "tape");
    heard_free(h);
}

static void a_headline_seen_again_is_one(void **state)
{
    struct fixture *f = *state;
    struct update u = headline_of("x", NOW);
    uint64_t seq = 0, first;
    struct heard *h;

    put_ok(f->store, &u);
    commit_ok(f->store);
    heard_free(read_from(f->store, &seq));
    first = seq;
    u.t += 60000; /* the feed still holds it: nothing new */
    put_ok(f->store, &u);
    commit_ok(f->store);
    h = read_from(f->store, &seq);
    assert_int_equal(h->count, 0);
    assert_int_equal(seq, first);
    heard_free(h);
    name_copy(u.of.headline.symbols[0], SYMBOL_MAX, "AMD");
    put_ok(f->store, &u);
    name_copy(u.source, SOURCE_MAX, "other"); /* another source's "x" */
    put_ok(f->store, &u);
    commit_ok(f->store);
    h = read_from(f->store, &seq);
    assert_int_equal(h->count, 2);
    assert_int_equal(h->updates[1].of.headline.symbol_count, 2);
    assert_string_equal(h->updates[1].of.headline.symbols[0], "NVDA");
    assert_string_equal(h->updates[1].of.headline.symbols[1], "AMD");
    assert_int_equal(h->updates[0].of.headline.symbol_count, 1);
    heard_free(h);
}

static void facts_come_back(void **state)
{
    struct fixture *f = *state;
    struct update u = update_of(UPDATE_fact, NOW);
    struct heard *h;

    u.of.fact = (struct fact){.concept = "revenue",
                              .start = 20000,
                              .end = 20091,
                              .value = 69632e6,
                              .unit = "USD",
                              .form = "10-Q",
                              .filed = 20117,
                              .accn = "0000-1"};
    put_ok(f->store, &u);
    u.t += 9; /* asked again: known since NOW */
    put_ok(f->store, &u);
    u.of.fact.value = 69633e6; /* restated */
    u.of.fact.accn = "0000-2";
    put_ok(f->store, &u);
    u.t += 9;
    u.of.fact = (struct fact){.concept = "shares",
                              .start = NO_DATE,
                              .end = 20091,
                              .value = -1,
                              .filed = NO_DATE};
    put_ok(f->store, &u);
    h = reread(f);
    assert_int_equal(h->count, 3);
    assert_int_equal(h->updates[0].t, NOW);
    assert_true(h->updates[0].of.fact.value == 69632e6);
    assert_int_equal(h->updates[0].of.fact.start, 20000);
    assert_int_equal(h->updates[0].of.fact.end, 20091);
    assert_int_equal(h->updates[0].of.fact.filed, 20117);
    assert_text(h->updates[0].of.fact.concept, "revenue");
    assert_text(h->updates[0].of.fact.unit, "USD");
    assert_text(h->updates[0].of.fact.form, "10-Q");
    assert_text(h->updates[0].of.fact.accn, "0000-1");
    assert_text(h->updates[1].of.fact.accn, "0000-2");
    assert_int_equal(h->updates[2].of.fact.start, NO_DATE);
    assert_int_equal(h->updates[2].of.fact.filed, NO_DATE);
    assert_null(h->updates[2].of.fact.accn);
    assert_null(h->updates[2].of.fact.unit);
    heard_free(h);
}

static void the_rest_comes_back(void **state)
{
    struct fixture *f = *state;
    struct update u = update_of(UPDATE_action, NOW);
    struct heard *h;

    u.of.action =
        (struct action){.type = ACTION_SPLIT, .ex = 19884, .ratio = 10};
    put_ok(f->store, &u);
    u = update_of(UPDATE_halt, NOW + 1);
    u.of.halt = (struct halt){.code = "LUDP", .from = NOW};
    put_ok(f->store, &u);
    u.t++;
    u.of.halt = (struct halt){.from = NOW, .until = NOW + 300000};
    put_ok(f->store, &u);
    u = update_of(UPDATE_calendar, NOW + 3);
    u.of.calendar = (struct calendar_entry){
        .type = "earnings", .title = "Q4", .at = NOW + 9, .confirmed = true};
    put_ok(f->store, &u);
    u = update_of(UPDATE_status, NOW + 4);
    u.of.status = (struct source_report){.state = SOURCE_backoff,
                                         .reason = "asked to wait",
                                         .retry_at = NOW + 60000};
    put_ok(f->store, &u);
    h = reread(f);
    assert_int_equal(h->count, 4);
    assert_int_equal(h->updates[0].of.action.type, ACTION_SPLIT);
    assert_int_equal(h->updates[0].of.action.ex, 19884);
    assert_true(h->updates[0].of.action.ratio == 10);
    assert_true(h->updates[0].of.action.amount == 0);
    assert_text(h->updates[1].of.halt.code, "LUDP");
    assert_int_equal(h->updates[1].of.halt.from, NOW);
    assert_int_equal(h->updates[1].of.halt.until, NOW + 300000);
    assert_text(h->updates[2].of.calendar.type, "earnings");
    assert_text(h->updates[2].of.calendar.title, "Q4");
    assert_int_equal(h->updates[2].of.calendar.at, NOW + 9);
    assert_true(h->updates[2].of.calendar.confirmed);
    assert_int_equal(h->updates[3].of.status.state, SOURCE_backoff);
    assert_text(h->updates[3].of.status.reason, "asked to wait");
    assert_int_equal(h->updates[3].of.status.retry_at, NOW + 60000);
    heard_free(h);
}

static void plans_come_back_once(void **state)
{
    struct fixture *f = *state;
    struct update u = update_of(UPDATE_plan, NOW);
    struct plan *p;
    struct heard *h;

    u.of.plan = (struct plan){.concept = "capex_guidance",
                              .low = 60e9,
                              .high = 65e9,
                              .known = PLAN_HAS_LOW | PLAN_HAS_HIGH,
                              .unit = "USD",
                              .period = "2025",
                              .text = "up to $65 billion",
                              .url = "https://example.com"};
    put_ok(f->store, &u);
    u.t++;
    put_ok(f->store, &u);
    u.of.plan.known |= PLAN_HAS_VALUE; /* now it says something else */
    put_ok(f->store, &u);
    h = reread(f);
    assert_int_equal(h->count, 2);
    p = &h->updates[0].of.plan;
    assert_int_equal(p->known, PLAN_HAS_LOW | PLAN_HAS_HIGH);
    assert_true(p->low == 60e9 && p->high == 65e9);
    assert_text(p->concept, "capex_guidance");
    assert_text(p->unit, "USD");
    assert_text(p->period, "2025");
    assert_text(p->text, "up to $65 billion");
    assert_text(p->url, "https://example.com");
    heard_free(h);
}

static struct event event_of(const char *symbol, int64_t changed)
{
    struct event e = {.key = {.rule = "value-drop", .session = 20115},
                      .state = EVENT_recovered,
                      .severity = 4,
                      .official = true,
                      .opened = {NOW - 3, 124.8, -436.4e9},
                      .worst = {NOW - 2, 116.7, -6e11},
                      .last = {NOW - 1, 118.42, -592.7e9},
                      .known = EVENT_HAS_PRICE | EVENT_HAS_CAP_CHANGE_USD |
                               EVENT_HAS_SHARES,
                      .price = 118.42,
                      .cap_change_usd = -592.7e9,
                      .shares = 24.49e9,
                      .shares_asof = 20050,
                      .rank = 1,
                      .rank_own = 2,
                      .reopened = 3,
                      .told = -5e11,
                      .told_count = 4,
                      .changed = changed};

    name_copy(e.key.symbol, SYMBOL_MAX, symbol);
    return e;
}

static void events_come_back_and_never_double(void **state)
{
    struct fixture *f = *state;
    struct event e = event_of("NVDA", NOW), older = event_of("NVDA", NOW - 1);
    struct why why;
    struct heard *h;

    older.severity = 1;
    assert_int_equal(store_put_event(f->store, &e, &why), ERR_OK);
    assert_int_equal(store_put_event(f->store, &older, &why), ERR_OK);
    assert_int_equal(store_put_event(f->store, &e, &why), ERR_OK);
    h = reread(f);
    assert_int_equal(h->event_count, 1);
    assert_memory_equal(&h->events[0], &e, sizeof e);
    heard_free(h);
}

static void acknowledgements_lie_over_events(void **state)
{
    struct fixture *f = *state;
    struct event e = event_of("NVDA", NOW), other = event_of("AVGO", NOW);
    struct why why;
    struct heard *h;

    assert_int_equal(store_put_event(f->store, &e, &why), ERR_OK);
    assert_int_equal(store_put_event(f->store, &other, &why), ERR_OK);
    assert_int_equal(store_acknowledge(f->store, &e.key, NOW, &why), ERR_OK);
    h = reread(f);
    assert_int_equal(h->event_count, 2);
    assert_string_equal(h->events[0].key.symbol, "AVGO");
    assert_false(h->events[0].acknowledged);
    assert_true(h->events[1].acknowledged);
    heard_free(h);
}

static void everything_comes_in_order_of_time(void **state)
{
    struct fixture *f = *state;
    struct update u = quote_of("B", NOW + 2, 1);
    struct event e = event_of("NVDA", NOW + 1);
    struct why why;
    struct heard *h;

    put_ok(f->store, &u);
    u = headline_of("h", NOW + 3);
    put_ok(f->store, &u);
    u = quote_of("A", NOW, 1);
    put_ok(f->store, &u);
    assert_int_equal(store_put_event(f->store, &e, &why), ERR_OK);
    h = reread(f);
    assert_int_equal(h->all, 4);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(h->order[i], NOW + (int64_t)i);
    heard_free(h);
}

static void limits_keep_daily_bars(void **state)
{
    struct fixture *f = *state;
    struct heard *h = heard_new();
    struct store_reader r = {.self = h, .update = heard_update};
    struct update u = bar_of(BAR_5m, NOW - 2 * MS_PER_DAY, 1);
    uint64_t seq = 0;
    struct why why;

    put_ok(f->store, &u);
    u = bar_of(BAR_5m, NOW, 2);
    put_ok(f->store, &u);
    u = bar_of(BAR_1d, NOW - 300 * MS_PER_DAY, 3);
    put_ok(f->store, &u);
    u = headline_of("old", NOW - 5 * MS_PER_DAY);
    put_ok(f->store, &u);
    commit_ok(f->store);
    assert_int_equal(store_read(f->store, &seq, NOW - MS_PER_DAY,
                                NOW - MS_PER_DAY, &r, &why),
                     ERR_OK);
    assert_int_equal(h->count, 2);
    assert_true(h->updates[0].of.bar.bar.close == 3);
    assert_true(h->updates[1].of.bar.bar.close == 2);
    heard_free(h);
}

static void export_takes_a_span_and_symbols(void **state)
{
    static const char *const only[] = {"AMD", "NVDA"};
    struct fixture *f = *state;
    struct heard *h = heard_new();
    struct store_reader r = {.self = h, .update = heard_update};
    struct why why;

    for (int i = 0; i < 4; i++) {
        struct update u = quote_of(i < 3 ? "AMD" : "TSM", NOW + i, 1);

        (void)!snprintf(u.source, sizeof u.source, "s%d", i);
        put_ok(f->store, &u);
    }
    struct update u = headline_of("h", NOW + 2); /* tagged NVDA */
    put_ok(f->store, &u);
    commit_ok(f->store);
    assert_int_equal(
        store_export(f->store, NOW + 1, NOW + 3, only, 2, &r, &why), ERR_OK);
    assert_int_equal(h->count, 3);
    assert_int_equal(h->updates[0].t, NOW + 1);
    assert_int_equal(h->updates[2].kind, UPDATE_headline);
    heard_free(h);
}

struct counted {
    int64_t count;
};

static void count_found(void *self, const struct update *u)
{
    (void)u;
    ((struct counted *)self)->count++;
}

static int64_t number_in(const char *folder, const char *file, const char *sql)
{
    char path[PATH_MAX + 16];
    sqlite3_stmt *st = NULL;
    sqlite3 *db = NULL;
    int64_t n;

    snprintf(path, sizeof path, "%s/%s", folder, file);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    n = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    sqlite3_close(db);
    return n;
}

static int prune_all(struct store *s, const struct store_ages *a,
                     int64_t now_ms)
{
    bool is_done = false;
    struct why why;
    int calls = 0;

    while (!is_done && calls < 1000) {
        if (store_prune(s, a, now_ms, &is_done, &why) != ERR_OK)
            fail_msg("%s", why.text);
        commit_ok(s);
        calls++;
    }
    return calls;
}

static void old_rows_are_forgotten(void **state)
{
    const struct store_ages ages = {.intraday_ms = 30 * MS_PER_DAY,
                                    .daily_ms = 3650 * MS_PER_DAY,
                                    .news_ms = 90 * MS_PER_DAY};
    const struct store_ages shorter = {.intraday_ms = 5 * MS_PER_DAY,
                                       .daily_ms = 20 * MS_PER_DAY,
                                       .news_ms = 5 * MS_PER_DAY};
    struct fixture *f = *state;
    struct update u;
    uint64_t seq = 0;
    struct heard *h;

    for (int days = 10; days <= 100; days += 30) {
        u = bar_of(BAR_1m, NOW - days * MS_PER_DAY, days);
        put_ok(f->store, &u);
        u = bar_of(BAR_1h, NOW - days * MS_PER_DAY, days);
        put_ok(f->store, &u);
        u = bar_of(BAR_1d, NOW - days * MS_PER_DAY, days);
        put_ok(f->store, &u);
    }
    u = headline_of("old", NOW - 100 * MS_PER_DAY);
    put_ok(f->store, &u);
    u = headline_of("new", NOW - 10 * MS_PER_DAY);
    put_ok(f->store, &u);
    commit_ok(f->store);
    assert_true(prune_all(f->store, &ages, NOW + MS_PER_DAY) > 3);
    h = read_from(f->store, &seq);
    /* 1 of 1m, 3 of 1h, 4 of 1d, 1 headline */
    assert_int_equal(h->count, 9);
    heard_free(h);
    /* Once a day is enough; and the ages are those of the call. */
    assert_int_equal(prune_all(f->store, &shorter, NOW + MS_PER_DAY * 3 / 2),
                     1);
    assert_true(prune_all(f->store, &shorter, NOW + 2 * MS_PER_DAY) > 3);
    seq = 0;
    h = read_from(f->store, &seq);
    assert_int_equal(h->count, 2); /* the youngest of 1h and of 1d */
    heard_free(h);
}

/* However much is old, a call takes no more than its slice. */
static void forgetting_takes_slices(void **state)
{
    enum { OLD = 2500 };
    const struct store_ages ages = {.intraday_ms = 30 * MS_PER_DAY,
                                    .daily_ms = 3650 * MS_PER_DAY,
                                    .news_ms = 90 * MS_PER_DAY};
    const struct store_news_query query = {.wanted = "old", .most = OLD};
    struct fixture *f = *state;
    int64_t left = OLD, before;
    bool is_done = false;
    struct why why;

    for (int i = 0; i < OLD; i++) {
        char id[16];
        struct update u;

        snprintf(id, sizeof id, "%d", i);
        u = headline_of(id, NOW - 100 * MS_PER_DAY);
        u.of.headline.title = "Old story";
        put_ok(f->store, &u);
    }
    commit_ok(f->store);
    assert_int_equal(store_mark_read(f->store, "7", NOW, &why), ERR_OK);
    while (!is_done) {
        struct counted c = {0};

        before = left;
        assert_int_equal(store_prune(f->store, &ages, NOW, &is_done, &why),
                         ERR_OK);
        commit_ok(f->store);
        assert_int_equal(
            store_search_news(f->store, &query,
                              &(struct store_news_finder){&c, count_found},
                              &why),
            ERR_OK);
        left = c.count;
        assert_true(before - left <= 1000);
    }
    assert_int_equal(left, 0);
    assert_int_equal(number_in(f->folder, "cache.db",
                               "SELECT count(*) FROM headline_row"), 0);
    assert_int_equal(number_in(f->folder, "cache.db",
                               "SELECT count(*) FROM headline_words"), 0);
    assert_int_equal(number_in(f->folder, "user.db",
                               "SELECT count(*) FROM read_mark"), 1);
}

static void hostile_text_is_cleaned_on_the_way_out(void **state)
{
    struct fixture *f = *state;
    char path[PATH_MAX + 16];
    sqlite3 *db;
    uint64_t seq = 0;
    struct heard *h;

    snprintf(path, sizeof path, "%s/cache.db", f->folder);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(
            db,
            "INSERT INTO headline(symbol,source,t,seq,id,title,symbols) VALUES"
            "('','a',1738011900000,9,'i','x'||char(27)||'[2Jy','A\"B NVDA');"
            "INSERT INTO quote(symbol,source,t,seq,day,price) VALUES"
            "('no such;symbol','a',1738011900000,9,1,5)",
            NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(db);
    h = read_from(f->store, &seq);
    for (size_t i = 0; i < h->count; i++) {
        assert_int_equal(h->updates[i].kind, UPDATE_headline);
        assert_null(strchr(h->updates[i].of.headline.title, 27));
    }
    heard_free(h);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(instrument_comes_back),
        CASE(partial_instruments_merge),
        CASE(quote_comes_back_with_unknowns),
        CASE(a_day_adds_up_and_a_new_day_starts_afresh),
        CASE(an_older_quote_changes_nothing),
        CASE(bars_come_back),
        CASE(bars_merge_and_guard),
        CASE(headlines_come_back),
        CASE(a_headline_seen_again_is_one),
        CASE(facts_come_back),
        CASE(the_rest_comes_back),
        CASE(plans_come_back_once),
        CASE(events_come_back_and_never_double),
        CASE(acknowledgements_lie_over_events),
        CASE(everything_comes_in_order_of_time),
        CASE(limits_keep_daily_bars),
        CASE(export_takes_a_span_and_symbols),
        CASE(old_rows_are_forgotten),
        CASE(forgetting_takes_slices),
        CASE(hostile_text_is_cleaned_on_the_way_out),
    };
    return cmocka_run_group_tests_name("store/write", tests, NULL, NULL);
}
