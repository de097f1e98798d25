/* SPDX-License-Identifier: MIT */
/*
 * Prints one screen as text: golden SCREEN WIDTHxHEIGHT [ascii] [roles]. The
 * market is the demo tape's after the close of 27 January 2025; screens are
 * opened with keys, as a user would.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/embed.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/state/state.h"
#include "tapewatch/tape/reader.h"
#include "tapewatch/ui/ui.h"

static const char shown_at[] = "2025-01-27T21:05:00Z";
static const char after_results[] = "2025-01-30T21:05:00Z";

static const struct {
    const char *screen, *keys; /* \n is Enter, \t is Tab */
    const char *at;            /* NULL: shown_at */
} ways[] = {
    {"dashboard", "", NULL},
    {"symbol", "/nvda\n\n", NULL},
    {"event", "\t/nvda value-drop\n\n", NULL},
    {"candles", "/nvda\n\n]]]i", NULL},
    {"macd", "/nvda\n\n]]]iiiiii", NULL},
    {"ohlc", "/nvda\n\n]]CCCC", NULL},
    {"feeds", "gf", NULL},
    {"portfolio", "gp", NULL},
    {"lots", "gpt", NULL},
    {"watchlists", "gw", NULL},
    {"heatmap", "gh", NULL},
    {"compare", "V", NULL},
    {"movers", "gm", NULL},
    {"calendar", "gc", NULL},
    {"news", "gnjj", NULL},
    {"spenders", ":compare msft meta nvda zzz\n", after_results},
    {"headline", "3\n", NULL},
    {"filed", ":msft fa\n", after_results},
    {"heatzoom", "ghzbwm", NULL},
    {"help", "?", NULL},
};

static struct state *make_state(const struct config *config)
{
    const struct embedded *losses = embed_find("data/record_losses.tsv");
    struct state *s = losses ? state_new((const char *)losses->bytes,
                                         losses->size)
                             : state_new("", 0);
    struct why why = {0};

    if (state_read_shipped_names(s, &why) != ERR_OK)
        fprintf(stderr, "names: %s\n", why.text);
    for (size_t i = 0; i < config_rule_count(config); i++)
        if (state_add_rule(s, config_rule(config, i), &why) != ERR_OK)
            fprintf(stderr, "rule: %s\n", why.text);
    for (size_t i = 0; i < config_list_count(config); i++) {
        struct config_list list = config_list(config, i);

        state_set_watchlist(s, list.name, list.symbols, list.count);
        for (size_t k = 0; k < list.mark_count; k++)
            state_mark_listed(s, list.name, &list.marks[k]);
    }
    return s;
}

/* ---- sources, as a live run would have measured them */

static void put_health(struct state *s, int64_t now)
{
    static const struct health shown[] = {
        {.source = "yahoo-spark", .kind = "quotes", .state = SOURCE_ok,
         .is_in_use = true, .can_switch = true, .p50_ms = 84, .p95_ms = 210,
         .bytes_per_s = 3200, .quota_used = 12, .quota_limit = 60,
         .quota_seconds = 60},
        {.source = "cnbc", .kind = "quotes", .state = SOURCE_idle,
         .can_switch = true, .p50_ms = -1},
        {.source = "rss CNBC", .kind = "news", .state = SOURCE_slow,
         .is_in_use = true, .can_switch = true, .p50_ms = 2900,
         .p95_ms = 6100, .bytes_per_s = 205, .errors = 1},
        {.source = "rss MarketWatch", .kind = "news", .state = SOURCE_failed,
         .is_in_use = true, .can_switch = true, .p50_ms = -1, .errors = 12,
         .errors_in_row = 12, .error = "HTTP 503 Service Unavailable",
         .url = "https://feeds.example/top.xml",
         .effect = "its headlines may be missing; known ones stay"},
        {.source = "sec-facts", .kind = "filings", .state = SOURCE_off,
         .lacks_contact = true, .p50_ms = -1},
        {.source = "finnhub-quote", .kind = "quotes", .state = SOURCE_off,
         .lacks_key = true, .key_name = "FINNHUB_API_KEY", .p50_ms = -1},
    };
    enum { COUNT = sizeof(shown) / sizeof(*shown) };
    struct health_list *list =
        shared_new(sizeof(*list) + sizeof(shown), NULL);

    list->items = (struct health *)(list + 1);
    list->count = COUNT;
    memcpy(list->items, shown, sizeof(shown));
    for (size_t i = 0; i < COUNT; i++) {
        struct health *h = &list->items[i];

        memset(h->hours, h->is_in_use ? 100 : HEALTH_NOT_TRIED,
               sizeof(h->hours));
        if (!h->is_in_use)
            continue;
        h->interval_ms = 15000 * (int64_t)(i + 1);
        h->last_good = now - 2000 * (int64_t)(i * i * i + 1);
        h->since = now - 10800000;
        h->next_ms = now + 600000;
        h->tries[0] = (struct health_try){now - 60000, 41,
                                          h->error[0] ? 503 : 200,
                                          !h->error[0], "Unavailable"};
    }
    list->items[3].hours[HEALTH_HOURS - 1] = 0;
    list->items[3].hours[HEALTH_HOURS - 2] = 40;
    list->line_count = 2;
    list->lines[0] = (struct health_line){now - 60000, "news",
                                          "rss MarketWatch: HTTP 503"};
    list->lines[1] = (struct health_line){now - 9e6, "market", "US open"};
    state_set_health(s, list);
    shared_release(list);
}

/* ---- what is held: two lots of NVDA, one sold in part, a short, one without
 * a price, pence without a rate */

static const char lots[] =
    "[portfolio main]\ncurrency = USD\nbenchmark = ^GSPC\n"
    "lot = NVDA 200 @ 28.93 USD 2023-05-12\n"
    "lot = NVDA 250 @ 87.53 USD 2024-03-08 fee 4.95\n"
    "lot = sell NVDA 60 @ 141 USD 2025-01-22 fee 4.95\n"
    "lot = VRT 100 @ 74.30\nlot = AVGO 78 @ 121\nlot = GOOGL 160 @ 141.7\n"
    "lot = TSM 41 @ 139.5\nlot = MSFT 120 @ 338.4\nlot = XOM 90 @ 101.2\n"
    "lot = AMZN 150 @ 151.2\nlot = JPM 60 @ 180.1\n"
    "lot = META 48 @ 402.15\nlot = sell TSLA 20 @ 410 2025-01-21\n"
    "lot = VOD.L 1000 @ 72.5 GBp\ncash = 31900 USD\n";

static const char lists[] =
    "[watchlist Accelerators]\nsymbols = NVDA AMD AVGO\n"
    "section = Memory\nsymbols = MU\nsection = Made by\nsymbols = TSM INTC\n"
    "label = TSM TSMC\n"
    "[watchlist Power]\nsymbols = VST CEG VRT\n"
    "[watchlist Not on this tape]\nsymbols = SAP.DE\n"
    "[watchlist Banks & others]\nsymbols = JPM AAPL META BRK-B\n";

static void put_lots(struct state *s, const struct config *config)
{
    struct book b = {.portfolio_count = config_portfolio_count(config)};
    const struct book *shared;

    if (b.portfolio_count == 0)
        return;
    b.portfolios = config_portfolio(config, 0);
    b.lots = config_lots(config, &b.lot_count);
    shared = book_share(&b);
    state_set_book(s, shared);
    shared_release(shared);
}

static int play(struct state *s, int64_t until)
{
    struct tape_reader *tape = NULL;
    const struct update *u;
    struct why why = {0};
    enum err err = tape_open("demo", &tape, &why);

    if (err != ERR_OK) {
        fprintf(stderr, "demo tape: %s\n", why.text);
        return 1;
    }
    while ((err = tape_next(tape, &u, &why)) != ERR_END) {
        if (err != ERR_OK)
            continue;
        if (u->t > until)
            break;
        state_advance(s, u->t);
        state_apply(s, u);
    }
    state_advance(s, until);
    tape_close(tape);
    return 0;
}

static void press(struct ui *u, const char *keys, const struct snapshot *now)
{
    struct ui_effects effects;

    for (; *keys; keys++) {
        struct key k = {.code = (unsigned char)*keys};

        if (*keys == '\n')
            k.code = KEYCODE_ENTER;
        if (*keys == '\t')
            k.code = KEYCODE_TAB;
        ui_key(u, k, now, 0, &effects);
    }
}

static int show(const struct config *config, const struct snapshot *now,
                char **argv)
{
    struct strbuf out = {0};
    struct canvas c;
    struct ui *u = ui_new(config, NULL);
    int width = 0, height = 0, rc = 1;
    bool is_ascii = argv[3] && strcmp(argv[3], "ascii") == 0;
    bool has_roles = argv[3] && strcmp(argv[3], "roles") == 0;

    if (sscanf(argv[2], "%dx%d", &width, &height) != 2)
        return 1;
    canvas_init(&c, width, height, is_ascii);
    ui_draw(u, now, now->now_ms, 0, &c); /* keys act at this size */
    for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
        if (strcmp(argv[1], ways[i].screen) != 0)
            continue;
        press(u, ways[i].keys, now);
        rc = 0;
    }
    ui_draw(u, now, now->now_ms, 0, &c);
    if (has_roles)
        canvas_dump_roles(&c, &out);
    else
        canvas_dump(&c, &out);
    fputs(strbuf_text(&out), stdout);
    strbuf_done(&out);
    canvas_done(&c);
    ui_free(u);
    return rc;
}

static const char *moment_of(const char *screen)
{
    for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++)
        if (strcmp(ways[i].screen, screen) == 0 && ways[i].at)
            return ways[i].at;
    return shown_at;
}

int main(int argc, char **argv)
{
    struct config *config = NULL;
    struct freeze_info info = {.mode = RUN_REPLAY};
    struct snapshot *now;
    struct state *s;
    const char *text = "";
    int rc = 1;

    if (argc < 3) {
        fputs("golden SCREEN WIDTHxHEIGHT [ascii|roles]\n", stderr);
        return 2;
    }
    if (strcmp(argv[1], "portfolio") == 0 || strcmp(argv[1], "lots") == 0)
        text = lots;
    if (strcmp(argv[1], "watchlists") == 0)
        text = lists;
    civil_parse_instant(moment_of(argv[1]), &info.now_ms);
    info.timeline = (struct timeline){.shown_ms = info.now_ms, .speed = 60};
    if (config_load_text(text, strlen(text), &config) != ERR_OK)
        return 1;
    s = make_state(config);
    put_lots(s, config);
    if (play(s, info.now_ms) == 0) {
        if (strcmp(argv[1], "feeds") == 0)
            put_health(s, info.now_ms);
        now = state_freeze(s, &info);
        rc = show(config, now, argv);
        snapshot_free(now);
    }
    state_free(s);
    config_free(config);
    return rc;
}
