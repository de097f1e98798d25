/* SPDX-License-Identifier: MIT */
/* Every panel in every state of the data: nothing that is known is blanked,
 * nothing that is not known is invented, what is old says so. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../src/ui/panel.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/state/state.h"
#include "tapewatch/ui/ui.h"

enum { WIDTH = 110, HEIGHT = 24 };

static const struct panel_ops *const panels[] = {
#define PANEL(name) &panel_##name,
#include "../src/ui/panels.def"
#undef PANEL
};
enum { PANEL_COUNT = sizeof(panels) / sizeof(*panels) };

/* When the quote was true and when it is looked at, New York time. */
static const struct state_case {
    const char *name, *quoted, *looked;
    enum run_mode mode;
    enum source_state source;
    const char *reason;
    bool has_quote, is_unknown; /* its source does not know the symbol */
    bool is_delayed, is_halted, has_ext;
    bool is_silent;             /* its source said nothing after the quote */
    bool is_old;                /* what is shown has to say so */
    const char *top, *status;   /* what the frame has to say; NULL: nothing */
} cases[] = {
    {"never had data", NULL, "2025-01-27T15:00:00Z", RUN_LIVE,
     SOURCE_loading, NULL, .top = "OPEN to 16:00", .status = "loading"},
    {"unknown to its source", NULL, "2025-01-27T15:00:00Z", RUN_LIVE,
     SOURCE_ok, NULL, .is_unknown = true},
    {"fresh", "2025-01-27T15:00:00Z", "2025-01-27T15:00:02Z", RUN_LIVE,
     SOURCE_ok, NULL, .has_quote = true, .status = "2s"},
    {"delayed by licence", "2025-01-27T14:45:00Z", "2025-01-27T14:45:02Z",
     RUN_LIVE, SOURCE_ok, NULL, .has_quote = true, .is_delayed = true},
    {"cached, from Friday", "2025-01-24T20:30:00Z", "2025-01-27T15:00:00Z",
     RUN_LIVE, SOURCE_loading, NULL, .has_quote = true, .is_old = true},
    {"stale", "2025-01-27T15:00:00Z", "2025-01-27T15:09:00Z", RUN_LIVE,
     SOURCE_ok, NULL, .has_quote = true, .is_old = true},
    {"stale, its source is silent", "2025-01-27T15:00:00Z",
     "2025-01-27T16:00:00Z", RUN_REPLAY, SOURCE_ok, NULL, .has_quote = true,
     .is_old = true, .is_silent = true, .status = "quotes ◐ 1h"},
    {"closed, its source is silent", "2025-01-24T20:59:59Z",
     "2025-01-25T15:00:00Z", RUN_REPLAY, SOURCE_ok, NULL, .has_quote = true,
     .is_silent = true, .status = "quotes ● 18h"},
    {"failed", "2025-01-27T15:00:00Z", "2025-01-27T15:04:00Z", RUN_LIVE,
     SOURCE_failed, "timed out", .has_quote = true, .is_old = true,
     .status = "timed out"},
    {"closed", "2025-01-24T20:59:59Z", "2025-01-25T15:00:00Z", RUN_LIVE,
     SOURCE_ok, NULL, .has_quote = true, .top = "CLOSED  opens Mon 09:30 ET"},
    {"closed, a day was missed", "2025-01-23T20:59:59Z",
     "2025-01-25T15:00:00Z", RUN_LIVE, SOURCE_ok, NULL, .has_quote = true,
     .is_old = true},
    {"before the opening", "2025-01-24T20:59:59Z", "2025-01-27T13:00:00Z",
     RUN_LIVE, SOURCE_ok, NULL, .has_quote = true, .has_ext = true,
     .top = "PRE-MARKET to 09:30"},
    {"after the close", "2025-01-27T20:59:59Z", "2025-01-27T22:00:00Z",
     RUN_LIVE, SOURCE_ok, NULL, .has_quote = true, .has_ext = true,
     .top = "AFTER-HOURS to 20:00"},
    {"halted", "2025-01-27T15:00:00Z", "2025-01-27T15:20:00Z", RUN_LIVE,
     SOURCE_ok, NULL, .has_quote = true, .is_halted = true},
    {"holiday", "2025-01-17T20:59:59Z", "2025-01-20T16:00:00Z", RUN_LIVE,
     SOURCE_ok, NULL, .has_quote = true, .top = "Martin Luther King"},
    {"half day", "2025-07-03T15:00:00Z", "2025-07-03T15:00:02Z", RUN_LIVE,
     SOURCE_ok, NULL, .has_quote = true, .top = "half day to 13:00"},
    {"offline", "2025-01-27T15:00:00Z", "2025-01-27T19:02:00Z", RUN_OFFLINE,
     SOURCE_ok, NULL, .has_quote = true, .is_old = true,
     .status = "OFFLINE since 14:01"},
    {"offline, nothing stored", NULL, "2025-01-27T19:02:00Z", RUN_OFFLINE,
     SOURCE_off, NULL, .status = "OFFLINE"},
};
enum { CASE_COUNT = sizeof(cases) / sizeof(*cases), FRESH = 2 };

static const char *const symbols[] = {"NVDA", "AMD"};

struct world {
    struct config *config;
    struct state *state;
    struct snapshot *now;
};

static int64_t instant(const char *text)
{
    int64_t t = 0;

    assert_true(civil_parse_instant(text, &t));
    return t;
}

static void put_company(struct state *s, int64_t t)
{
    struct updates u = {0};
    struct update *i = updates_add(&u, t, UPDATE_instrument, "NVDA", "names");

    i->of.instrument.type = INSTRUMENT_equity;
    i->of.instrument.name = "NVIDIA Corp";
    i->of.instrument.sector = "Technology";
    i->of.instrument.shares = 24.49e9;
    name_copy(i->of.instrument.currency, CURRENCY_MAX, "USD");
    state_apply(s, i);
    updates_done(&u);
}

static void put_quote(struct state *s, const struct state_case *c, int64_t t)
{
    struct updates u = {0};
    struct update *q = updates_add(&u, t, UPDATE_quote, "NVDA", "quotes");

    QUOTE_SET(&q->of.quote, price, 87.31);
    QUOTE_SET(&q->of.quote, prev_close, 96.5);
    QUOTE_SET(&q->of.quote, as_of, t);
    QUOTE_SET(&q->of.quote, delay_s, c->is_delayed ? 900 : 0);
    q->of.quote.session = SESSION_REGULAR;
    state_apply(s, q);
    if (c->has_ext) {
        int64_t now = instant(c->looked) - 2000;

        q = updates_add(&u, now, UPDATE_quote, "NVDA", "quotes");
        QUOTE_SET(&q->of.quote, ext_price, 88.0);
        QUOTE_SET(&q->of.quote, ext_as_of, now);
        q->of.quote.ext_session = strstr(c->top, "PRE") ? SESSION_PRE
                                                        : SESSION_POST;
        state_apply(s, q);
    }
    updates_done(&u);
}

static void put_rest(struct state *s, const struct state_case *c)
{
    int64_t now = instant(c->looked);
    struct updates u = {0};
    struct update *one;

    if (c->is_halted) {
        one = updates_add(&u, now - 60000, UPDATE_halt, "NVDA", "halts");
        one->of.halt = (struct halt){.code = "LUDP", .from = now - 600000};
        state_apply(s, one);
    }
    if (c->is_silent)
        now = instant(c->quoted) + 2000;
    one = updates_add(&u, now - 2000, UPDATE_status, "", "quotes");
    one->of.status = (struct source_report){.state = c->source,
                                            .reason = c->reason};
    state_apply(s, one);
    updates_done(&u);
    if (c->is_unknown)
        state_set_failed(s, "NVDA", true);
}

static const char settings[] =
    "[portfolio main]\ncurrency = USD\nlot = NVDA 10 @ 50 USD 2024-01-02\n";

static void put_lots(struct world *w)
{
    struct book b = {.portfolio_count = config_portfolio_count(w->config),
                     .portfolios = config_portfolio(w->config, 0)};
    const struct book *shared;

    b.lots = config_lots(w->config, &b.lot_count);
    shared = book_share(&b);
    state_set_book(w->state, shared);
    shared_release(shared);
}

static struct world open_world(const struct state_case *c)
{
    struct freeze_info info = {.now_ms = instant(c->looked), .mode = c->mode};
    int64_t quoted = c->quoted ? instant(c->quoted) : info.now_ms;
    struct world w = {.state = state_new("", 0)};

    assert_int_equal(config_load_text(settings, strlen(settings), &w.config),
                     ERR_OK);
    put_lots(&w);
    state_set_watchlist(w.state, "mine", symbols, 2);
    state_set_interval(w.state, "quotes", 15000, false);
    put_company(w.state, quoted);
    if (c->has_quote)
        put_quote(w.state, c, quoted);
    put_rest(w.state, c);
    state_advance(w.state, info.now_ms);
    w.now = state_freeze(w.state, &info);
    return w;
}

static void close_world(struct world *w)
{
    snapshot_free(w->now);
    state_free(w->state);
    config_free(w->config);
}

/* The panel with its title, as text. */
static void draw_panel(const struct world *w, const struct panel_ops *ops,
                       struct strbuf *out)
{
    struct subject subject = {.symbol = "NVDA", .list = "mine",
                              .query = "known(price) or not known(price)"};
    struct frame f = {.now = w->now, .shown_ms = w->now->now_ms,
                      .config = w->config, .subject = &subject,
                      .is_focused = true, .filter = "",
                      .where = "", .lead_filter = "", .panel = ops};
    void *view = mem_new(1, ops->view_size + 1);
    char left[200] = "", right[200] = "";
    struct canvas c;

    canvas_init(&c, WIDTH, HEIGHT, false);
    ops->draw(view, &f, &c, (struct rect){0, 0, WIDTH, HEIGHT});
    canvas_dump(&c, out);
    if (ops->title)
        ops->title(view, &f, left, right, sizeof(left));
    strbuf_format(out, "%s %s\n", left, right);
    canvas_done(&c);
    free(view);
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " \n")] == '\0';
}

static const char price[] = "87.31";

/* What the panel shows of a price that is fresh. The settings' preview is
 * about colours. */
static bool shows_price(const struct panel_ops *ops)
{
    struct world w = open_world(&cases[FRESH]);
    struct strbuf out = {0};
    bool is_shown;

    draw_panel(&w, ops, &out);
    is_shown = ops != &panel_settings &&
               strstr(strbuf_text(&out), price) != NULL;
    strbuf_done(&out);
    close_world(&w);
    return is_shown;
}

/* All of them are told, not only the first. */
static unsigned complain(const struct panel_ops *ops,
                         const struct state_case *c, const char *what,
                         const char *text)
{
    print_error("panel %s, %s: %s\n%.*s\n", ops->name, c->name, what,
                (int)strcspn(text, "\n"), text);
    return 1;
}

static unsigned check_panel(const struct panel_ops *ops,
                        const struct state_case *c, bool has_price)
{
    struct world w = open_world(c);
    struct strbuf out = {0};
    unsigned bad = 0;
    const char *text;

    draw_panel(&w, ops, &out);
    text = strbuf_text(&out);
    if (is_blank(text))
        bad += complain(ops, c, "says nothing at all", text);
    if (strstr(text, "nan") || strstr(text, "inf "))
        bad += complain(ops, c, "shows what is no number", text);
    if (c->has_quote && has_price && !strstr(text, price))
        bad += complain(ops, c, "a known price is gone", text);
    if (c->has_quote && has_price && c->is_old && !strchr(text, '~'))
        bad += complain(ops, c, "does not say that it is old", text);
    if (c->has_quote && has_price && !c->is_old && strchr(text, '~'))
        bad += complain(ops, c, "calls old what is not", text);
    if (!c->has_quote && (strstr(text, "0.00%") || strstr(text, price)))
        bad += complain(ops, c, "shows a price that nobody has said", text);
    strbuf_done(&out);
    close_world(&w);
    return bad;
}

static void test_every_panel_in_every_state(void **state)
{
    size_t with_price = 0;
    unsigned bad = 0;

    (void)state;
    for (size_t i = 0; i < PANEL_COUNT; i++) {
        bool has_price = shows_price(panels[i]);

        with_price += has_price;
        for (size_t k = 0; k < CASE_COUNT; k++)
            bad += check_panel(panels[i], &cases[k], has_price);
    }
    assert_int_equal(bad, 0);
    assert_true(with_price > 5);
}

/* Top and status line of the frame. */
static void test_the_frame_says_the_state(void **state)
{
    (void)state;
    for (size_t k = 0; k < CASE_COUNT; k++) {
        struct world w = open_world(&cases[k]);
        struct ui *ui = ui_new(w.config, "mine");
        struct strbuf out = {0};
        struct canvas c;

        canvas_init(&c, 130, 40, false);
        ui_draw(ui, w.now, w.now->now_ms, 0, &c);
        canvas_dump(&c, &out);
        if (cases[k].top && !strstr(strbuf_text(&out), cases[k].top))
            fail_msg("%s: no '%s' in\n%s", cases[k].name, cases[k].top,
                     strbuf_text(&out));
        if (cases[k].status && !strstr(strbuf_text(&out), cases[k].status))
            fail_msg("%s: no '%s' in\n%s", cases[k].name, cases[k].status,
                     strbuf_text(&out));
        strbuf_done(&out);
        canvas_done(&c);
        ui_free(ui);
        close_world(&w);
    }
}

/* Flags of the watchlist's row: d, H, EXT, ~. The head of a symbol's screen in
 * words, and a chart without bars. */
static void test_what_panels_say_of_states(void **state)
{
    static const struct {
        const struct panel_ops *panel;
        const char *name, *text;
    } flags[] = {
        {&panel_watchlist, "delayed by licence", " d"},
        {&panel_watchlist, "halted", " H"},
        {&panel_watchlist, "before the opening", "PRE ▲0.79%"},
        {&panel_watchlist, "after the close", "AFT ▲0.79%"},
        {&panel_watchlist, "stale", "87.31~"},
        {&panel_symbol_head, "delayed by licence",
         "15m delayed · 2s ago · quotes"},
        {&panel_symbol_head, "fresh", "  real-time · 2s ago · quotes"},
        {&panel_symbol_head, "stale", "  real-time · ~9m ago · quotes"},
        {&panel_symbol_head, "halted", "H halted 10:10 LUDP"},
        {&panel_chart, "never had data", "… loading"},
        {&panel_chart, "unknown to its source",
         "the sources do not know this symbol"},
        {&panel_chart, "offline, nothing stored",
         "nothing stored: run without --offline"}};

    (void)state;
    for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++)
        for (size_t k = 0; k < CASE_COUNT; k++) {
            struct world w;
            struct strbuf out = {0};

            if (strcmp(cases[k].name, flags[i].name) != 0)
                continue;
            w = open_world(&cases[k]);
            draw_panel(&w, flags[i].panel, &out);
            if (!strstr(strbuf_text(&out), flags[i].text))
                fail_msg("%s: no '%s' in\n%s", flags[i].name, flags[i].text,
                         strbuf_text(&out));
            strbuf_done(&out);
            close_world(&w);
        }
}

/* What was paid before the open is no price of now once the day is over. */
static void test_a_price_before_the_open_ends_with_the_day(void **state)
{
    struct world w;
    struct strbuf out = {0};
    size_t k = 0;

    (void)state;
    while (strcmp(cases[k].name, "before the opening") != 0)
        k++;
    w = open_world(&cases[k]);
    w.now->listings[0].phase = SESSION_POST;
    draw_panel(&w, &panel_watchlist, &out);
    draw_panel(&w, &panel_symbol_head, &out);
    assert_non_null(strstr(strbuf_text(&out), "87.31"));
    assert_null(strstr(strbuf_text(&out), "PRE"));
    assert_null(strstr(strbuf_text(&out), "▲0.79%"));
    w.now->listings[0].phase = SESSION_PRE;
    draw_panel(&w, &panel_symbol_head, &out);
    assert_non_null(strstr(strbuf_text(&out), "▲0.79%"));
    strbuf_done(&out);
    close_world(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_panel_in_every_state),
        cmocka_unit_test(test_the_frame_says_the_state),
        cmocka_unit_test(test_what_panels_say_of_states),
        cmocka_unit_test(test_a_price_before_the_open_ends_with_the_day),
    };
    return cmocka_run_group_tests_name("ui/states", tests, NULL, NULL);
}
