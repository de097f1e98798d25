/* SPDX-License-Identifier: MIT */
/* Reports of a small market made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/json.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/report/report.h"

#define NOW INT64_C(1738011900000) /* 2025-01-27T21:05:00Z, Monday */

struct market {
    struct snapshot snapshot;
    struct instrument instruments[4];
    struct listing listings[4];
    uint32_t by_symbol[4];
    struct headline headlines[2];
    const struct headline *newest_first[2];
    struct event events[2];
    struct rule_measure measures[2];
    struct watchlist list;
    char symbols[3][SYMBOL_MAX];
};

static void add_instrument(struct market *m, size_t i, const char *symbol,
                           enum instrument_type type, const char *name)
{
    struct instrument *in = &m->instruments[i];

    *in = (struct instrument){
        .type = type, .currency = "USD", .name = name, .shares_asof = NO_DATE};
    name_copy(in->symbol, sizeof in->symbol, symbol);
    m->listings[i] = (struct listing){
        .instrument = in, .session = NO_DATE, .phase = SESSION_POST};
}

static void add_price(struct market *m, size_t i, double price,
                      double prev_close)
{
    struct listing *l = &m->listings[i];

    QUOTE_SET(&l->quote, price, price);
    QUOTE_SET(&l->quote, prev_close, prev_close);
    QUOTE_SET(&l->quote, as_of, NOW - 300000);
    l->quote_t = NOW - 300000;
    name_copy(l->source, sizeof l->source, "tape");
    l->figures.change = price - prev_close;
    l->figures.change_pct = (price - prev_close) / prev_close * 100;
    l->figures.known = 1u << FIGURE_BIT_change | 1u << FIGURE_BIT_change_pct;
}

static void add_cap(struct market *m, size_t i, double shares)
{
    struct listing *l = &m->listings[i];

    m->instruments[i].shares = shares;
    l->figures.cap = l->figures.cap_usd = l->quote.price * shares;
    l->figures.cap_change = l->figures.cap_change_usd =
        l->figures.change * shares;
    l->figures.known |= 1u << FIGURE_BIT_cap | 1u << FIGURE_BIT_cap_usd |
                        1u << FIGURE_BIT_cap_change |
                        1u << FIGURE_BIT_cap_change_usd;
}

static void add_news(struct market *m)
{
    m->headlines[0] =
        (struct headline){.id = "h2",
                          .title = "=HYPERLINK(\"http://x\"), \"free\" money",
                          .publisher = "RTR",
                          .url = "https://example.com/2",
                          .published = NOW - 60000,
                          .seen = NOW,
                          .symbol_count = 2,
                          .symbols = {"NVDA", "AVGO"},
                          .source = "feed"};
    m->headlines[1] = (struct headline){.id = "h1",
                                        .title = "Chips fall",
                                        .published = NOW - MS_PER_DAY,
                                        .seen = NOW,
                                        .source = "feed"};
    m->newest_first[0] = &m->headlines[0];
    m->newest_first[1] = &m->headlines[1];
}

static void add_events(struct market *m)
{
    m->events[0] = (struct event){
        .key = {.rule = "value-drop", .symbol = "NVDA", .session = 20115},
        .state = EVENT_open,
        .severity = 4,
        .official = true,
        .opened = {NOW - 6 * MS_PER_HOUR, 124.8, -436400000000.4},
        .worst = {NOW - MS_PER_HOUR, 116.7, -634800000000.0},
        .last = {NOW - 300000, 118.42, -592700000000.0},
        .known = EVENT_HAS_PRICE | EVENT_HAS_PREV_CLOSE | EVENT_HAS_CHANGE_PCT |
                 EVENT_HAS_CAP_CHANGE_USD,
        .price = 118.42,
        .prev_close = 142.62,
        .change_pct = -16.9682,
        .cap_change_usd = -592700000000.4,
        .shares_asof = NO_DATE,
        .rank = 1,
        .rank_own = 1};
    m->events[1] = (struct event){
        .key = {.rule = "percent-move", .symbol = "AVGO", .session = 20115},
        .state = EVENT_recovered,
        .severity = 1,
        .opened = {NOW - MS_PER_HOUR, 210, -14.1234},
        .worst = {NOW - MS_PER_HOUR, 210, -14.1234},
        .last = {NOW, 250, -0.001},
        .shares_asof = NO_DATE};
}

static void measure(struct market *m, const struct field *a,
                    const struct field *b)
{
    name_copy(m->measures[0].rule, RULE_MAX, "value-drop");
    m->measures[0].field = a;
    name_copy(m->measures[1].rule, RULE_MAX, "percent-move");
    m->measures[1].field = b;
    m->snapshot.measures = m->measures;
    m->snapshot.measure_count = 2;
}

/* NVDA fell, AVGO fell more, OLD has no price, ^GSPC is an index. */
static struct market *market_new(void)
{
    struct market *m = mem_new(1, sizeof *m);
    struct snapshot *s = &m->snapshot;

    add_instrument(m, 0, "NVDA", INSTRUMENT_equity, "NVIDIA, \"the\" Corp");
    add_instrument(m, 1, "AVGO", INSTRUMENT_equity, NULL);
    add_instrument(m, 2, "OLD", INSTRUMENT_equity, NULL);
    add_instrument(m, 3, "^GSPC", INSTRUMENT_index, "S&P 500");
    add_price(m, 0, 118.42, 142.62);
    add_cap(m, 0, 24490000000.0);
    add_price(m, 1, 202.13, 244.7);
    add_price(m, 3, 6012.28, 6101.24);
    add_news(m);
    add_events(m);
    memcpy(m->by_symbol, (uint32_t[]){1, 0, 2, 3}, sizeof m->by_symbol);
    memcpy(m->symbols, (char[3][SYMBOL_MAX]){"NVDA", "OLD", "TSM"},
           sizeof m->symbols);
    m->list = (struct watchlist){
        .name = "AI", .count = 3, .symbols = m->symbols};
    *s = (struct snapshot){.now_ms = NOW,
                           .mode = RUN_REPLAY,
                           .listing_count = 4,
                           .listings = m->listings,
                           .by_symbol = m->by_symbol,
                           .headline_count = 2,
                           .headlines = m->newest_first,
                           .event_count = 2,
                           .events = m->events,
                           .watchlist_count = 1,
                           .watchlists = &m->list};
    return m;
}

static int set_up(void **state)
{
    *state = market_new();
    return 0;
}

static int tear_down(void **state)
{
    free(*state);
    return 0;
}

static void expect(void **state, struct report_request r, const char *expected)
{
    struct market *m = *state;
    struct strbuf out = {0};
    struct why why = {""};

    if (report_write(&m->snapshot, &r, &out, NULL, &why) != ERR_OK)
        fail_msg("%s", why.text);
    assert_string_equal(strbuf_text(&out), expected);
    strbuf_done(&out);
}

static void expect_refused(void **state, struct report_request r,
                           const char *part)
{
    struct market *m = *state;
    struct strbuf out = {0};
    struct why why = {""};
    size_t rows = 77;

    assert_int_equal(report_write(&m->snapshot, &r, &out, &rows, &why),
                     ERR_USAGE);
    assert_non_null(strstr(why.text, part));
    assert_int_equal(out.len, 0);
    assert_int_equal(rows, 77);
    strbuf_done(&out);
}

static void csv_quotes_what_needs_it(void **state)
{
    expect(state,
           (struct report_request){
               .format = "csv",
               .columns = "symbol,name,price,change,change_pct,cap_change_usd"},
           "symbol,name,price,change,change_pct,cap_change_usd\n"
           "NVDA,\"NVIDIA, \"\"the\"\" Corp\",118.42,-24.2,-16.97,"
           "-592658000000\n"
           "AVGO,,202.13,-42.57,-17.4,\n"
           "OLD,,,,,\n"
           "^GSPC,S&P 500,6012.28,-88.96,-1.46,\n");
}

/* What is worked out has no field's name to go by. */
static void text_has_made_columns(void **state)
{
    expect(state,
           (struct report_request){.format = "text", .where = "cap > 1T",
                                   .columns = "symbol,price / 2,price > 5"},
           "symbol  price / 2  price > 5\n"
           "NVDA        59.21  yes\n");
}

static void hostile_text_is_no_formula(void **state)
{
    expect(state,
           (struct report_request){.kind = REPORT_NEWS,
                                   .format = "csv",
                                   .columns = "id,title,symbols"},
           "id,title,symbols\n"
           "h2,\"'=HYPERLINK(\"\"http://x\"\"), \"\"free\"\" money\","
           "\"NVDA;AVGO\"\n"
           "h1,Chips fall,\n");
}

static void ndjson_says_null_for_unknown(void **state)
{
    expect(
        state,
        (struct report_request){
            .format = "ndjson",
            .columns = "symbol,price,change_pct,cap,shares_asof,as_of,stale"},
        "{\"symbol\":\"NVDA\",\"price\":118.42,\"change_pct\":-16.97,"
        "\"cap\":2900105800000,\"shares_asof\":null,"
        "\"as_of\":1738011600000,\"stale\":false}\n"
        "{\"symbol\":\"AVGO\",\"price\":202.13,\"change_pct\":-17.4,"
        "\"cap\":null,\"shares_asof\":null,\"as_of\":1738011600000,"
        "\"stale\":false}\n"
        "{\"symbol\":\"OLD\",\"price\":null,\"change_pct\":null,"
        "\"cap\":null,\"shares_asof\":null,\"as_of\":null,\"stale\":null}\n"
        "{\"symbol\":\"^GSPC\",\"price\":6012.28,\"change_pct\":-1.46,"
        "\"cap\":null,\"shares_asof\":null,\"as_of\":1738011600000,"
        "\"stale\":false}\n");
}

static void json_nests_dotted_names(void **state)
{
    expect(state,
           (struct report_request){
               .kind = REPORT_EVENTS,
               .format = "json",
               .where = "rule == \"value-drop\"",
               .columns = "symbol,session,opened.t,rank,opened.measure"},
           "[\n{\"symbol\":\"NVDA\",\"session\":\"2025-01-27\","
           "\"opened\":{\"t\":1737990300000,\"measure\":-436400000000},"
           "\"rank\":1}\n]\n");
}

static void measures_have_the_exactness_of_their_unit(void **state)
{
    expect(state,
           (struct report_request){.kind = REPORT_EVENTS,
                                   .format = "csv",
                                   .columns =
                                       "symbol,opened.measure,last.measure"},
           "symbol,opened.measure,last.measure\n"
           "NVDA,-436400000000,-592700000000\n"
           "AVGO,-14.12,0\n");
}

/* One column holds dollars, percent and prices. */
static void measures_in_text_say_their_unit(void **state)
{
    static const struct field value = {.name = "cap_change_usd",
                                       .unit = "USD"};
    static const struct field change = {.name = "change_pct", .unit = "%"};
    static const struct field price = {.name = "price", .unit = "currency"};
    static const struct field ratio = {.name = "vol_ratio", .unit = "x"};
    struct report_request r = {.kind = REPORT_EVENTS,
                               .format = "text",
                               .columns = "symbol,opened.measure,"
                                          "worst.measure,last.measure"};
    struct market *m = *state;

    measure(m, &value, &change);
    expect(state, r,
           "symbol  opened.measure  worst.measure  last.measure\n"
           "NVDA           -436.4B        -634.8B       -592.7B\n"
           "AVGO           -14.12%        -14.12%        +0.00%\n");
    r.columns = "symbol,worst.measure";
    m->events[0].worst.measure = 1118.4;
    m->events[1].worst.measure = 3.94;
    measure(m, &price, &ratio);
    expect(state, r,
           "symbol  worst.measure\n"
           "NVDA         1,118.40\n"
           "AVGO             3.9x\n");
    m->snapshot.measure_count = 0; /* rules that are gone */
    expect(state, r,
           "symbol  worst.measure\n"
           "NVDA           1118.4\n"
           "AVGO             3.94\n");
    r.format = "csv";
    m->snapshot.measure_count = 2; /* a program wants the bare number */
    expect(state, r, "symbol,worst.measure\nNVDA,1118.4\nAVGO,3.94\n");
}

static void measures_on_the_page_say_their_unit(void **state)
{
    static const struct field value = {.name = "cap_change_usd",
                                       .unit = "USD"};
    static const struct field change = {.name = "change_pct", .unit = "%"};
    struct strbuf out = {0};
    struct market *m = *state;

    measure(m, &value, &change);
    report_page(&m->snapshot, "AI", &out);
    assert_non_null(strstr(strbuf_text(&out),
                           " 10:05 -436.4B   worst -634.8B   last -592.7B\n"));
    assert_non_null(strstr(strbuf_text(&out),
                           " 15:05 -14.12%   worst -14.12%   last +0.00%\n"));
    strbuf_done(&out);
}

static void names_of_rules_are_whole_on_the_page(void **state)
{
    struct market *m = *state;
    struct strbuf out = {0};

    name_copy(m->events[1].key.rule, RULE_MAX, "alert-1change_pct-of-mine");
    report_page(&m->snapshot, "AI", &out);
    assert_non_null(strstr(strbuf_text(&out),
                           "\n!!!! NVDA    value-drop                  -16.97%"
                           "   -592.7B  open"));
    assert_non_null(strstr(strbuf_text(&out),
                           "\n!    AVGO    alert-1change_pct-of-mine         -"
                           "         -  recovered"));
    strbuf_done(&out);
}

static void only_the_events_of_the_keys(void **state)
{
    expect(state,
           (struct report_request){.kind = REPORT_EVENTS,
                                   .format = "csv",
                                   .keys = "nothing X 2025-01-27\n"
                                           "value-drop NVDA 2025-01-27\n",
                                   .columns = "symbol,rule"},
           "symbol,rule\nNVDA,value-drop\n");
    expect(state,
           (struct report_request){.kind = REPORT_NEWS,
                                   .format = "csv",
                                   .keys = "h1\n",
                                   .columns = "id"},
           "id\nh1\n");
}

static void no_records_are_an_empty_array(void **state)
{
    expect(
        state,
        (struct report_request){.format = "json", .where = "change_pct < -90"},
        "[]\n");
}

/* The names and their order are a promise. */
static void json_has_all_names_in_order(void **state)
{
    static const char *const names[] = {
        "rule",           "symbol",     "session",     "state",
        "severity",       "opened",     "worst",       "last",
        "price",          "prev_close", "change_pct",  "cap_change",
        "cap_change_usd", "shares",     "shares_asof", "shares_kind",
        "shares_source",  "rank",       "rank_own",    "official",
        "acknowledged",   "headlines",  "peers",       "terms"};
    struct market *m = *state;
    struct report_request r = {.kind = REPORT_EVENTS, .format = "json"};
    struct strbuf out = {0};
    struct json_doc *doc = NULL;
    struct why why;
    size_t rows = 0, n = 0;
    json event;

    assert_int_equal(report_write(&m->snapshot, &r, &out, &rows, &why), ERR_OK);
    assert_int_equal(rows, 2);
    assert_int_equal(json_parse(out.text, out.len, 1 << 20, &doc, &why),
                     ERR_OK);
    assert_int_equal(json_count(json_root(doc)), 2);
    event = json_first(json_root(doc));
    for (json i = json_first(event); i; i = json_next(i), n++)
        assert_string_equal(json_key(i), names[n]);
    assert_int_equal(n, sizeof names / sizeof *names);
    assert_true(json_is_array(json_get(event, "headlines")));
    assert_true(json_is_array(json_get(event, "peers")));
    assert_true(json_is_array(json_get(event, "terms")));
    assert_true(json_is_null(json_get(event, "shares")));
    json_doc_free(doc);
    strbuf_done(&out);
}

static void quote_names_are_a_promise(void **state)
{
    static const char header[] =
        "symbol,name,price,prev_close,open,high,low,volume,bid,ask,change,"
        "change_pct,cap,cap_change,cap_usd,cap_change_usd,currency,shares,"
        "shares_asof,shares_kind,shares_source,vol_ratio,session,as_of,"
        "age_s,source,stale,ext_price,ext_change_pct,ext_session,ext_as_of\n";

    expect(state,
           (struct report_request){.format = "csv", .where = "price > 1T"},
           header);
}

static void news_names_are_a_promise(void **state)
{
    expect(state,
           (struct report_request){.kind = REPORT_NEWS,
                                   .format = "csv",
                                   .where = "title ~ \"no such\""},
           "id,title,publisher,url,published,symbols,reasons,read\n");
}

static void sorting_keeps_unknowns_last(void **state)
{
    expect(state,
           (struct report_request){
               .format = "csv", .sort = "change_pct", .columns = "symbol"},
           "symbol\nAVGO\nNVDA\n^GSPC\nOLD\n");
    expect(state,
           (struct report_request){
               .format = "csv", .sort = "-change_pct", .columns = "symbol"},
           "symbol\n^GSPC\nNVDA\nAVGO\nOLD\n");
    expect(
        state,
        (struct report_request){.format = "csv",
                                .sort = "currency",
                                .columns = "symbol"}, /* all equal: as it was */
        "symbol\nNVDA\nAVGO\nOLD\n^GSPC\n");
    expect(state,
           (struct report_request){
               .format = "csv", .sort = "-symbol", .columns = "symbol"},
           "symbol\n^GSPC\nOLD\nNVDA\nAVGO\n");
}

static void filters_see_full_precision(void **state)
{
    expect(state,
           (struct report_request){
               .format = "csv",
               .where = "change_pct < -17.39 and change_pct > -17.4",
               .columns = "symbol"},
           "symbol\nAVGO\n");
}

static void symbols_come_as_named(void **state)
{
    static const char *const two[] = {"AVGO", "NONE", "NVDA"};

    expect(state,
           (struct report_request){.format = "csv",
                                   .symbols = two,
                                   .symbol_count = 3,
                                   .columns = "symbol"},
           "symbol\nAVGO\nNVDA\n");
    expect(state,
           (struct report_request){.kind = REPORT_NEWS,
                                   .format = "csv",
                                   .symbols = two,
                                   .symbol_count = 1,
                                   .columns = "id"},
           "id\nh2\n");
}

static void since_and_until_are_inclusive(void **state)
{
    expect(state,
           (struct report_request){.kind = REPORT_NEWS,
                                   .format = "csv",
                                   .columns = "id",
                                   .until_ms = NOW - 60000,
                                   .since_ms = NOW - 60000},
           "id\nh2\n");
    expect(state,
           (struct report_request){.kind = REPORT_EVENTS,
                                   .format = "csv",
                                   .columns = "symbol",
                                   .since_ms = NOW - 2 * MS_PER_HOUR},
           "symbol\nAVGO\n");
}

/* What --follow prints: prices may be older than the moment they came. */
static void only_what_an_earlier_snapshot_lacks(void **state)
{
    struct market *m = *state;
    struct snapshot before = m->snapshot;

    before.headlines = m->newest_first + 1;
    before.headline_count = 1;
    before.event_count = 1;
    expect(state,
           (struct report_request){.kind = REPORT_NEWS,
                                   .format = "csv",
                                   .columns = "id",
                                   .before = &before},
           "id\nh2\n");
    expect(state,
           (struct report_request){.kind = REPORT_EVENTS,
                                   .format = "csv",
                                   .columns = "symbol",
                                   .before = &before},
           "symbol\nAVGO\n");
    expect(state,
           (struct report_request){.kind = REPORT_EVENTS,
                                   .format = "csv",
                                   .columns = "symbol",
                                   .before = &m->snapshot},
           "symbol\n");
}

static void text_is_aligned(void **state)
{
    struct market *m = *state;

    m->instruments[2].name = "漢字";
    expect(state,
           (struct report_request){
               .format = "text", .columns = "symbol,name,price,change_pct,cap"},
           "symbol  name                  price"
           "  change_pct                cap\n"
           "NVDA    NVIDIA, \"the\" Corp   118.42"
           "      -16.97  2,900,105,800,000\n"
           "AVGO    -                    202.13"
           "      -17.40                  -\n"
           "OLD     漢字                      -"
           "           -                  -\n"
           "^GSPC   S&P 500             6012.28"
           "       -1.46                  -\n");
}

/* As received, but below each other. */
static void prices_in_text_have_two_decimals(void **state)
{
    struct market *m = *state;

    m->listings[0].quote.price = 236;
    m->listings[1].quote.price = 404.6;
    m->listings[3].quote.price = 44542.7617;
    expect(state,
           (struct report_request){.format = "text",
                                   .columns = "symbol,price"},
           "symbol       price\n"
           "NVDA        236.00\n"
           "AVGO        404.60\n"
           "OLD              -\n"
           "^GSPC   44542.7617\n");
}

static void the_page_names_indices(void **state)
{
    struct market *m = *state;
    struct strbuf out = {0};

    m->instruments[3].name = "Nasdaq Composite";
    report_page(&m->snapshot, "AI", &out);
    assert_non_null(strstr(strbuf_text(&out), "\nNasdaq Composite 6,012.28 "));
    strbuf_done(&out);
}

static void columns_and_sorting_take_expressions(void **state)
{
    expect(state,
           (struct report_request){
               .format = "csv",
               .sort = "-abs(change)",
               .where = "known(price)",
               .columns = "symbol,max(price, 1000) / 2,change_pct * 2,"
                          "symbol in (\"NVDA\", \"X\")"},
           "symbol,\"max(price, 1000) / 2\",change_pct * 2,"
           "\"symbol in (\"\"NVDA\"\", \"\"X\"\")\"\n"
           "^GSPC,3006.14,-2.92,false\n"
           "AVGO,500,-34.79,false\n"
           "NVDA,500,-33.94,true\n");
    expect(state,
           (struct report_request){.kind = REPORT_EVENTS,
                                   .format = "ndjson",
                                   .columns = "price / 1.5 > 1"},
           "{\"price / 1.5 > 1\":true}\n{\"price / 1.5 > 1\":null}\n");
}

static void mistakes_are_explained(void **state)
{
    expect_refused(state, (struct report_request){.format = "yaml"},
                   "choose json");
    expect_refused(
        state,
        (struct report_request){.format = "csv", .columns = "symbol,prise"},
        "did you mean price?");
    expect_refused(
        state,
        (struct report_request){.format = "csv", .columns = "symbol,now - 1h"},
        "a column is a field, a number or a condition");
    expect_refused(
        state, (struct report_request){.format = "csv", .columns = "symbol,"},
        "missing");
    expect_refused(state,
                   (struct report_request){.format = "csv", .columns = ""},
                   "missing");
    expect_refused(state,
                   (struct report_request){.format = "csv", .where = "price <"},
                   "");
    expect_refused(state,
                   (struct report_request){.format = "csv", .sort = "-nothing"},
                   "nothing");
    expect_refused(state,
                   (struct report_request){.kind = REPORT_EVENTS,
                                           .format = "csv",
                                           .columns = "symbol,peers"},
                   "--json");
}

static void the_page_tells_the_day(void **state)
{
    static const char page[] =
        "TAPEWATCH  Mon 2025-01-27 16:05:00 ET  after hours  replay\n"
        "S&P 500 6,012.28 -1.46%\n"
        "\n"
        "-- Watchlist  AI ---------------------------------------------------"
        "------------\n"
        "SYMBOL          LAST      CHG%       CAP   CAP CHG  VOLx  "
        "      AS OF\n"
        "NVDA          118.42   -16.97%    2.900T   -592.7B     -    "
        "    16:00\n"
        "OLD                -         -         -         -     -\n"
        "TSM                -  not known yet\n"
        "\n"
        "-- Events  2 in the session of 2025-01-27 --------------------------"
        "------------\n"
        "!!!! NVDA    value-drop       -16.97%   -592.7B  open, official, "
        "rank 1\n"
        "           10:05 -436.4B   worst -634.8B   last -592.7B\n"
        "!    AVGO    percent-move           -         -  recovered\n"
        "           15:05 -14.12   worst -14.12   last +0.00\n"
        "\n"
        "-- Headlines -------------------------------------------------------"
        "------------\n"
        "      16:04 NVDA    =HYPERLINK(\"http://x\"), \"free\" money (RTR)\n"
        "01-26 16:05         Chips fall\n";
    struct market *m = *state;
    struct strbuf out = {0};

    report_page(&m->snapshot, "AI", &out);
    assert_string_equal(strbuf_text(&out), page);
    strbuf_clear(&out);
    report_page(&m->snapshot, "no such list", &out); /* the first one then */
    assert_string_equal(strbuf_text(&out), page);
    strbuf_done(&out);
}

static void an_empty_market_has_a_page(void **state)
{
    struct snapshot s = {.now_ms = NOW, .mode = RUN_OFFLINE};
    struct strbuf out = {0};

    (void)state;
    report_page(&s, NULL, &out);
    assert_non_null(strstr(out.text, "(empty)"));
    assert_non_null(strstr(out.text, "-- Events  none"));
    assert_non_null(strstr(out.text, "-- Headlines  none"));
    strbuf_done(&out);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(csv_quotes_what_needs_it),
        CASE(text_has_made_columns),
        CASE(hostile_text_is_no_formula),
        CASE(ndjson_says_null_for_unknown),
        CASE(json_nests_dotted_names),
        CASE(measures_have_the_exactness_of_their_unit),
        CASE(measures_in_text_say_their_unit),
        CASE(measures_on_the_page_say_their_unit),
        CASE(names_of_rules_are_whole_on_the_page),
        CASE(only_the_events_of_the_keys),
        CASE(no_records_are_an_empty_array),
        CASE(json_has_all_names_in_order),
        CASE(quote_names_are_a_promise),
        CASE(news_names_are_a_promise),
        CASE(sorting_keeps_unknowns_last),
        CASE(filters_see_full_precision),
        CASE(symbols_come_as_named),
        CASE(since_and_until_are_inclusive),
        CASE(only_what_an_earlier_snapshot_lacks),
        CASE(text_is_aligned),
        CASE(prices_in_text_have_two_decimals),
        CASE(the_page_names_indices),
        CASE(columns_and_sorting_take_expressions),
        CASE(mistakes_are_explained),
        CASE(the_page_tells_the_day),
        CASE(an_empty_market_has_a_page),
    };
    return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
