/* SPDX-License-Identifier: MIT */
/* The panel of filed figures, at the sizes that it may get. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>
#include <string.h>

#include "../src/ui/list.h"
#include "../src/ui/panel.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/state/state.h"

#define NOW INT64_C(1738238400000) /* 2025-01-30T12:00:00Z */

static char no_view[64]; /* zeroed, as the screen makes it */

static struct update make(enum update_kind kind, const char *symbol)
{
    struct update u = {.t = NOW, .kind = kind};

    name_copy(u.symbol, sizeof u.symbol, symbol);
    name_copy(u.source, sizeof u.source, "test");
    return u;
}

static void put(struct state *s, const char *concept, int quarter,
                double value)
{
    struct update u = make(UPDATE_fact, "CO");
    int year = 2023 + quarter / 4, month = quarter % 4 * 3 + 1;

    u.of.fact = (struct fact){
        .concept = concept,
        .start = civil_date(year, month, 1),
        .end = month == 10 ? civil_date(year, 12, 31)
                           : civil_date(year, month + 3, 1) - 1,
        .filed = civil_date(2025, 1, 29),
        .value = value,
        .unit = "USD",
        .form = "10-Q"};
    state_apply(s, &u);
}

static void put_year(struct state *s, int year, double value)
{
    struct update u = make(UPDATE_fact, "CO");

    u.of.fact = (struct fact){.concept = "revenue",
                              .start = civil_date(year, 1, 1),
                              .end = civil_date(year, 12, 31),
                              .filed = civil_date(2025, 1, 29),
                              .value = value, .unit = "USD", .form = "10-K"};
    state_apply(s, &u);
}

/* Revenue grows by ten million with each quarter, capex doubles. */
static struct snapshot *market(void)
{
    struct state *s = state_new("", 0);
    struct update plan = make(UPDATE_plan, "CO");
    struct update plain = make(UPDATE_quote, "FUND");
    struct freeze_info info = {.now_ms = NOW};
    struct snapshot *shot;
    double capex = 1e6;

    for (int i = 0; i < 8; i++, capex *= 2) {
        put(s, "revenue", i, 1e8 + i * 1e7);
        put(s, "capex", i, capex);
        put(s, "net_income", i, 3e7 + i * 1e6);
    }
    put_year(s, 2023, 460e6);
    put_year(s, 2024, 620e6);
    plan.of.plan = (struct plan){.concept = "capex_guidance",
                                 .high = 5e8,
                                 .known = PLAN_HAS_HIGH,
                                 .unit = "USD",
                                 .text = "Plan to spend"};
    state_apply(s, &plan);
    QUOTE_SET(&plain.of.quote, price, 10);
    state_apply(s, &plain);
    shot = state_freeze(s, &info);
    state_free(s);
    return shot;
}

static void draw(const char *symbol, int width, int height, bool is_ascii,
                 struct strbuf *out)
{
    struct snapshot *shot = market();
    struct subject subject = {.symbol = ""};
    struct frame f = {.now = shot, .shown_ms = NOW, .subject = &subject,
                      .filter = "", .panel = &panel_fundamentals};
    struct canvas c;

    name_copy(subject.symbol, sizeof subject.symbol, symbol);
    canvas_init(&c, width, height, is_ascii);
    panel_fundamentals.draw(no_view, &f, &c, (struct rect){0, 0, width, height});
    strbuf_clear(out);
    canvas_dump(&c, out);
    canvas_done(&c);
    snapshot_free(shot);
}

static void expect(const struct strbuf *out, const char *wanted)
{
    if (!strstr(strbuf_text(out), wanted))
        fail_msg("no \"%s\" in:\n%s", wanted, strbuf_text(out));
}

/* The document and its age. */
static void title_names_the_filing(void **unused)
{
    struct snapshot *shot = market();
    struct subject subject = {.symbol = "CO"};
    struct frame f = {.now = shot, .shown_ms = NOW, .subject = &subject,
                      .filter = "", .panel = &panel_fundamentals};
    char left[120] = "", right[120] = "";

    (void)unused;
    panel_fundamentals.title(no_view, &f, left, right, sizeof left);
    assert_string_equal(left, "Fundamentals  quarters, USD");
    assert_string_equal(right, "10-Q filed 2025-01-29, 1d ago");
    f.shown_ms -= MS_PER_DAY;
    panel_fundamentals.title(no_view, &f, left, right, sizeof left);
    assert_string_equal(right, "10-Q filed 2025-01-29, today");
    snapshot_free(shot);
}

static void put_capex(struct state *s, const char *symbol, const char *unit,
                      double value)
{
    struct update u = make(UPDATE_fact, symbol);

    u.of.fact = (struct fact){.concept = "capex",
                              .start = civil_date(2024, 10, 1),
                              .end = civil_date(2024, 12, 31),
                              .filed = civil_date(2025, 1, 29),
                              .value = value, .unit = unit, .form = "10-Q"};
    state_apply(s, &u);
}

static void put_company(struct state *s, const char *symbol, const char *cik)
{
    struct update u = make(UPDATE_instrument, symbol);

    u.of.instrument.type = INSTRUMENT_equity;
    name_copy(u.of.instrument.cik, sizeof u.of.instrument.cik, cik);
    state_apply(s, &u);
}

/* The largest first; shares of two classes are one company, and another
 * currency is not set beside dollars. */
static void who_spends(void **unused)
{
    struct state *s = state_new("", 0);
    struct freeze_info info = {.now_ms = NOW};
    struct subject subject = {.symbol = "LESS"};
    struct strbuf out = {0};
    struct list_view view = {.key = ""};
    struct snapshot *shot;
    struct canvas c;
    struct frame f;

    (void)unused;
    put_company(s, "MORE", "0000000001");
    put_company(s, "MOREB", "0000000001");
    put_capex(s, "LESS", "USD", 2e9);
    put_capex(s, "MORE", "USD", 4e9);
    put_capex(s, "MOREB", "USD", 4e9);
    put_capex(s, "YEN", "JPY", 9e11);
    shot = state_freeze(s, &info);
    f = (struct frame){.now = shot, .shown_ms = NOW,
                       .subject = &subject, .filter = "", .where = "",
                       .panel = &panel_spenders};
    canvas_init(&c, 44, 4, true);
    panel_spenders.draw(&view, &f, &c, (struct rect){0, 0, 44, 4});
    canvas_dump(&c, &out);
    assert_string_equal(strbuf_text(&out),
                        " MORE    Dec'24  4.000B ###########\n"
                        " LESS    Dec'24  2.000B ######\n\n\n");
    canvas_done(&c);
    strbuf_done(&out);
    snapshot_free(shot);
    state_free(s);
}

/* The bars by quarter, by year, as sums of twelve months, and round. */
static void bars_by_period(void **unused)
{
    static const struct {
        const char *title, *row, *growth, *form;
    } wanted[] = {{"quarters, USD", "Dec'24  170.0M #", "+31%", "10-Q filed "},
                  {"years, USD", "Dec'24  620.0M #", "+35%", "10-K filed "},
                  {"twelve months, USD", "Sep'24  580.0M #", "-", "10-Q fil"},
                  {"quarters, USD", "Dec'24  170.0M #", "+31%", "10-Q fil"}};
    struct snapshot *shot = market();
    struct subject subject = {.symbol = "CO"};
    struct frame f = {.now = shot, .shown_ms = NOW, .subject = &subject,
                      .filter = "", .panel = &panel_fundamentals};
    struct wish wish = {.push = NULL};
    char view[64] = "";
    struct strbuf out = {0};

    (void)unused;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        char left[120] = "", right[120] = "";
        struct canvas c;

        canvas_init(&c, 70, 13, true);
        panel_fundamentals.draw(view, &f, &c, (struct rect){0, 0, 70, 13});
        panel_fundamentals.title(view, &f, left, right, sizeof left);
        strbuf_clear(&out);
        canvas_dump(&c, &out);
        expect(&out, wanted[i].row);
        expect(&out, wanted[i].growth);
        assert_non_null(strstr(left, wanted[i].title));
        assert_non_null(strstr(right, wanted[i].form));
        canvas_done(&c);
        assert_true(panel_fundamentals.act(view, &f, ACTION_period, &wish));
    }
    strbuf_done(&out);
    snapshot_free(shot);
}

/* Two figures, and below them two more where there is the height. */
static void pairs_by_height(void **unused)
{
    struct snapshot *shot = market();
    struct subject subject = {.symbol = "CO"};
    struct frame f = {.now = shot, .shown_ms = NOW, .subject = &subject,
                      .filter = "", .panel = &panel_income};
    struct strbuf out = {0};

    (void)unused;
    for (int height = 6; height < 30; height++) {
        struct canvas c;

        canvas_init(&c, 60, height, true);
        panel_income.draw(no_view, &f, &c, (struct rect){0, 0, 60, height});
        strbuf_clear(&out);
        canvas_dump(&c, &out);
        expect(&out, "REVENUE");
        expect(&out, "Dec'24  170.0M #");
        assert_int_equal(strstr(strbuf_text(&out), "NET INC") != NULL,
                         height >= 12);
        if (height >= 12)
            expect(&out, "Dec'24  37.00M #");
        canvas_done(&c);
    }
    strbuf_done(&out);
    snapshot_free(shot);
}

static void bars_growth_and_the_lines_below(void **unused)
{
    struct strbuf out = {0};

    (void)unused;
    draw("CO", 70, 13, true, &out);
    expect(&out, "Mar'23  100.0M #");
    expect(&out, "Dec'24  170.0M #");
    expect(&out, "+31%"); /* 170 after 130 */
    expect(&out, "+1500%");
    expect(&out, "12 months  revenue 620.0M +35%  capex 240.0M +1500%");
    expect(&out, "Capex/revenue 38.7%");
    expect(&out, "announced 2025-01-30: Plan to spend up to 500.0M (test)");
    strbuf_done(&out);
}

static void little_room_shows_the_newest_quarters(void **unused)
{
    struct strbuf out = {0};

    (void)unused;
    draw("CO", 24, 4, true, &out);
    expect(&out, "REVENUE");
    expect(&out, "Dec'24  170.0M");
    assert_null(strstr(strbuf_text(&out), "Mar'23"));
    assert_null(strstr(strbuf_text(&out), "CAPEX"));
    strbuf_done(&out);
}

static void any_size_is_safe(void **unused)
{
    struct strbuf out = {0};

    (void)unused;
    for (int width = 1; width < 90; width += 3)
        for (int height = 1; height < 16; height += 2) {
            draw("CO", width, height, false, &out);
            draw("FUND", width, height, false, &out);
        }
    strbuf_done(&out);
}

static void what_files_nothing_says_so(void **unused)
{
    struct strbuf out = {0};

    (void)unused;
    draw("FUND", 60, 8, true, &out);
    expect(&out, "no filed figures of it are known");
    draw("NONE", 60, 8, true, &out);
    expect(&out, "no filed figures of it are known");
    strbuf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bars_growth_and_the_lines_below),
        cmocka_unit_test(title_names_the_filing),
        cmocka_unit_test(bars_by_period),
        cmocka_unit_test(who_spends),
        cmocka_unit_test(pairs_by_height),
        cmocka_unit_test(little_room_shows_the_newest_quarters),
        cmocka_unit_test(any_size_is_safe),
        cmocka_unit_test(what_files_nothing_says_so),
    };

    return cmocka_run_group_tests_name("panel of filed figures", tests, NULL,
                                       NULL);
}
