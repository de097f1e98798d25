/* SPDX-License-Identifier: MIT */
/* The large chart: another symbol beside the shown one, a value axis that
 * stays, partings between sessions, half days, notes, plain glyph sets. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "../../../src/ui/panels/chart_view.h"
#include "../../../src/ui/stack.h"
#include "../../../src/ui/widgets/parts.h"
#include "tapewatch/base/civil.h"

/* 2024-12-31T20:30:00Z: a half day, Christmas Eve, lies a week before. */
#define NOW INT64_C(1735677000000)

static void put(struct state *s, enum update_kind kind, const char *symbol,
                const struct update *like)
{
    struct update u = *like;

    u.kind = kind;
    name_copy(u.symbol, sizeof(u.symbol), symbol);
    name_copy(u.source, sizeof(u.source), "test");
    state_apply(s, &u);
}

/* Daily bars since `day` that rise by `step` each. */
static void put_days(struct state *s, const char *symbol, int32_t day,
                     double first, double step)
{
    struct trading_day open;
    double close = first;

    for (; day < civil_date(2024, 12, 31); day++) {
        struct update u = {.t = NOW - 1000};

        if (!calendar_day(HOURS_US, day, &open))
            continue;
        u.of.bar.span = BAR_1d;
        u.of.bar.bar = (struct bar){.start = day * MS_PER_DAY,
                                    .open = close, .high = close + 3,
                                    .low = close - 3, .close = close + step,
                                    .volume = open.is_half_day ? 400 : 1000,
                                    .known = BAR_HAS_OHL | BAR_HAS_VOLUME};
        close += step;
        put(s, UPDATE_bar, symbol, &u);
    }
    struct update q = {.t = NOW - 1000};
    QUOTE_SET(&q.of.quote, price, close);
    QUOTE_SET(&q.of.quote, prev_close, close);
    put(s, UPDATE_quote, symbol, &q);
}

static void freeze(struct fixture *f)
{
    struct freeze_info info = {.now_ms = NOW};

    snapshot_free(f->now);
    f->now = state_freeze(f->state, &info);
}

static int setup(void **state)
{
    static const char *const symbols[] = {"NVDA", "AMD"};
    struct fixture *f = calloc(1, sizeof(*f));

    if (!f || config_load_text("", 0, &f->config) != ERR_OK)
        return -1;
    f->state = state_new("", 0);
    state_set_watchlist(f->state, "mine", symbols, 2);
    put_days(f->state, "NVDA", civil_date(2024, 11, 15), 100, 1);
    put_days(f->state, "AMD", civil_date(2024, 11, 15), 50, 2);
    freeze(f);
    f->ui = ui_new(f->config, "mine");
    canvas_init(&f->canvas, 120, 40, false);
    ui_draw(f->ui, f->now, NOW, 0, &f->canvas);
    *state = f;
    return 0;
}

static void type(struct fixture *f, const char *keys)
{
    for (; *keys; keys++) {
        ui_key(f->ui, key_typed(*keys), f->now, 0, &f->out);
        ui_draw(f->ui, f->now, NOW, 0, &f->canvas);
    }
}

static struct chart_view *chart_of(struct fixture *f)
{
    return stack_top(f->ui)->panels[0].view;
}

static void put_price_of(struct fixture *f, const char *symbol, double price)
{
    struct update q = {.t = NOW};

    QUOTE_SET(&q.of.quote, price, price);
    QUOTE_SET(&q.of.quote, prev_close, 100.0);
    put(f->state, UPDATE_quote, symbol, &q);
    freeze(f);
}

/* How often the word stands there in that role, in letters of one byte. */
static int roles_of_word(const struct canvas *c, const char *word,
                         enum role role)
{
    int cells = (int)strlen(word), found = 0;

    for (int at = 0; at + cells <= c->width * c->height; at++) {
        int i = 0;

        while (i < cells && c->cells[at + i].role == role &&
               c->cells[at + i].text[0] == word[i])
            i++;
        found += i == cells;
    }
    return found;
}

/* `|` asks for a symbol, draws it from the same bar on, in percent, and has
 * the poller look for it; an empty answer takes it out. */
static void test_versus(void **state)
{
    struct fixture *f = *state;

    type(f, ":nvda gp 1m\n");
    assert_false(canvas_has(&f->canvas, "AMD +"));
    type(f, "|");
    assert_true(canvas_has(&f->canvas, "VS "));
    type(f, "amd\n");
    assert_string_equal(chart_of(f)->compare, "AMD");
    assert_int_equal(f->out.command_count, 2);
    assert_string_equal(f->out.commands[0].symbol, "AMD");
    assert_string_equal(f->out.commands[1].symbol, "NVDA");
    /* From the same bar on: 111 to 130, 72 to 110. */
    assert_true(canvas_has(&f->canvas, "NVDA +17.1%"));
    assert_true(canvas_has(&f->canvas, "AMD +52.8%"));
    /* In the legend and at the end of its line: of one colour. */
    assert_int_equal(roles_of_word(&f->canvas, "NVDA", ROLE_flat), 2);
    assert_int_equal(roles_of_word(&f->canvas, "AMD", ROLE_ma2), 2);
    type(f, ":vs\n");
    assert_string_equal(chart_of(f)->compare, "");
    assert_false(canvas_has(&f->canvas, "AMD +52.8%"));
    type(f, ":vs zzz\n");
    assert_true(canvas_has(&f->canvas, "nothing is known of ZZZ yet"));
    put_price_of(f, "BARE", 5);
    type(f, ":vs bare\n");
    assert_true(canvas_has(&f->canvas, "BARE has no bars of these times"));
    type(f, ":vs <>\n");
    assert_true(canvas_has(&f->canvas, "no symbol: <>"));
}

static void put_hour(struct fixture *f, int day, int hour, double close)
{
    struct update u = {.t = NOW - 1000};
    struct trading_day d;

    assert_true(calendar_day(HOURS_US, civil_date(2024, 12, day), &d));
    u.of.bar.span = BAR_1h;
    u.of.bar.bar = (struct bar){.start = d.open_ms + hour * MS_PER_HOUR,
                                .close = close};
    put(f->state, UPDATE_bar, "HOUR", &u);
}

/* A change of less than 1 of a price above it. */
static void test_change_has_the_decimals_of_its_price(void **state)
{
    struct fixture *f = *state;

    put_price_of(f, "NVDA", 99.12);
    type(f, ":nvda gp\n");
    assert_true(canvas_has(&f->canvas, "99.12 ▼0.88 ▼0.88%"));
    put_price_of(f, "NVDA", 0.5);
    type(f, "r");
    assert_true(canvas_has(&f->canvas, "0.5000 ▼99.5000 ▼99.50%"));
}

/* One has daily bars, the other hours, and none of the last two days but the
 * quote of now: each is drawn from what its own chart has. */
static void test_versus_of_other_bars(void **state)
{
    struct fixture *f = *state;
    static const int days[] = {24, 26, 27};

    for (int i = 0; i < 3; i++) {
        put_hour(f, days[i], 0, 80);
        put_hour(f, days[i], 2, 100 + 5 * i);
    }
    put_price_of(f, "HOUR", 120);
    type(f, ":nvda gp 5d\n");
    type(f, ":vs hour\n");
    assert_true(canvas_has(&f->canvas, "NVDA +2.4%"));
    assert_true(canvas_has(&f->canvas, "HOUR +20.0%"));
    type(f, "xhh");
    assert_true(canvas_has(&f->canvas, "NVDA 129.00 +1.6%  HOUR +10.0%"));
    type(f, "ll");
    assert_true(canvas_has(&f->canvas, "NVDA 130.00 +2.4%  HOUR +20.0%"));
    type(f, ":hour gp 5d\n");
    type(f, ":vs nvda\n");
    assert_true(canvas_has(&f->canvas, "HOUR +50.0%")); /* 80 to 120 */
    assert_true(canvas_has(&f->canvas, "NVDA +2.4%"));
}

/* The crosshair tells the price of ours, and both percents at that bar; on a
 * percent scale alone, its prices and the percent. */
static void test_cross_of_two(void **state)
{
    struct fixture *f = *state;

    type(f, ":nvda gp 1m\n");
    type(f, ":vs amd\n");
    type(f, "xhh");
    /* Two bars back: 129 of 111, 108 of 72. */
    assert_true(canvas_has(&f->canvas,
                           "Dec 27  NVDA 129.00 +16.2%  AMD +50.0%"));
    assert_false(canvas_has(&f->canvas, "O 14"));
    type(f, ":vs\n");
    type(f, "%");
    assert_true(canvas_has(&f->canvas, "Dec 27  O 128.00  H 131.00  L 125.00"
                                       "  C 129.00  V 1.0K  +16.2%"));
}

/* Of daily bars alone the first range that has some is shown, not a day
 * without any; who asks for the day is told. */
static void test_first_range_with_bars(void **state)
{
    struct fixture *f = *state;

    put_price_of(f, "BARE", 5);
    type(f, ":bare gp\n"); /* nothing of it has any */
    assert_true(canvas_has(&f->canvas, "[1D] 5D"));
    type(f, ":nvda gp\n");
    assert_true(canvas_has(&f->canvas, "1D [5D] 1M"));
    assert_false(canvas_has(&f->canvas, "no intraday bars"));
    assert_false(chart_of(f)->is_set);
    type(f, "[");
    assert_true(canvas_has(&f->canvas, "[1D] 5D"));
    assert_true(canvas_has(&f->canvas, "no intraday bars"));
}

/* The range and the style that were chosen are those of the next chart; a
 * layout brings its own, and so do screens that are gone back to. */
static void test_choice_stays(void **state)
{
    struct fixture *f = *state;

    type(f, ":nvda gp\n");
    type(f, ":layout save w\n");
    type(f, "]]C");
    assert_true(canvas_has(&f->canvas, "[3M]"));
    type(f, "q:amd\n");
    assert_string_equal(stack_top(f->ui)->subject.symbol, "AMD");
    assert_true(canvas_has(&f->canvas, "[3M]"));
    assert_int_equal(chart_of(f)->range, RANGE_3m);
    assert_int_equal(chart_of(f)->style, STYLE_line);
    assert_false(chart_of(f)->has_cross);
    type(f, "CCCC"); /* all the way round: as it was */
    type(f, "q:nvda gp\n");
    assert_int_equal(chart_of(f)->style, STYLE_auto);
    assert_int_equal(chart_of(f)->range, RANGE_3m);
    type(f, ":nvda hp\n"); /* prices as a table have a range of their own */
    assert_true(canvas_has(&f->canvas, "[3M]"));
    type(f, "{");
    type(f, "q:amd gp\n");
    assert_int_equal(chart_of(f)->range, RANGE_3m);
    type(f, ":layout w\n");
    assert_false(chart_of(f)->is_set);
}

static void resize(struct fixture *f, int width, int height)
{
    canvas_resize(&f->canvas, width, height);
    ui_draw(f->ui, f->now, NOW, 0, &f->canvas);
}

/* All bars but a half day's are as high: rows that are full to the left. */
static int volume_rows_of(const struct canvas *c)
{
    int rows = 0;

    for (int y = 0; y < c->height; y++)
        rows += strcmp(c->cells[y * c->width].text, "█") == 0;
    return rows;
}

/* Where there are more bars than columns the title has the size of those that
 * are drawn, on a narrow screen the legend; where prices rose threefold the
 * title offers another scale. */
static void test_what_is_said_of_bars(void **state)
{
    struct fixture *f = *state;

    type(f, ":nvda gp max\nCC");
    assert_true(canvas_has(&f->canvas, " daily  1D "));
    assert_false(canvas_has(&f->canvas, "L: log"));
    put_days(f->state, "NVDA", civil_date(2023, 1, 3), 20, 0.2);
    freeze(f);
    ui_draw(f->ui, f->now, NOW, 0, &f->canvas);
    assert_true(canvas_has(&f->canvas, " 7d bars  1D ")); /* 502 in 79 */
    assert_true(canvas_has(&f->canvas, "L: log"));
    type(f, "L");
    assert_false(canvas_has(&f->canvas, "L: log"));
    resize(f, 80, 24);
    assert_true(canvas_has(&f->canvas, "7 bars a candle"));
}

/* Four rows of volume in a high chart, one in a low one; lines at the labels
 * of prices, but in a day, which has one of its own. */
static void test_rows_and_lines_by_height(void **state)
{
    struct fixture *f = *state;

    type(f, ":nvda gp 1m\nC"); /* a line: volume in each column */
    assert_true(canvas_has(&f->canvas, "┈  ┈"));
    resize(f, 80, 24);
    assert_int_equal(volume_rows_of(&f->canvas), 1);
    resize(f, 120, 40);
    assert_int_equal(volume_rows_of(&f->canvas), 3);
    resize(f, 200, 60);
    assert_int_equal(volume_rows_of(&f->canvas), 4);
}

/* From a list the chart is opened first. */
static void test_versus_from_a_list(void **state)
{
    struct fixture *f = *state;

    type(f, ":vs amd\n");
    assert_string_equal(stack_top(f->ui)->screen->name, "symbol");
    assert_string_equal(chart_of(f)->compare, "AMD");
}

static void put_price(struct fixture *f, double price)
{
    put_price_of(f, "NVDA", price);
}

/* The axis stays for 30 s while values lie in it, and no longer. */
static void test_scale_stays(void **state)
{
    struct fixture *f = *state;
    struct chart_scale before, after;

    type(f, ":nvda gp 1m\n");
    put_price(f, 145);
    ui_draw(f->ui, f->now, NOW, 0, &f->canvas);
    before = chart_of(f)->scale;
    assert_true(before.high > 145);
    put_price(f, 131);
    ui_draw(f->ui, f->now, NOW + 10000, 0, &f->canvas);
    after = chart_of(f)->scale;
    assert_true(after.high == before.high && after.until == before.until);
    ui_draw(f->ui, f->now, NOW + 31000, 0, &f->canvas);
    after = chart_of(f)->scale;
    assert_true(after.high < before.high);
    put_price(f, 190); /* beyond it: at once */
    ui_draw(f->ui, f->now, NOW + 32000, 0, &f->canvas);
    assert_true(chart_of(f)->scale.high > 190);
    before = chart_of(f)->scale;
    type(f, "["); /* another picture has its own */
    assert_true(chart_of(f)->scale.of != before.of);
}

static void test_half_day_has_a_band(void **state)
{
    struct fixture *f = *state;

    type(f, ":nvda gp 1m\n");
    assert_true(canvas_has(&f->canvas, "░")); /* 24 December and 29 November */
}

static void put_results(struct fixture *f, const char *symbol, int32_t date)
{
    struct update u = {.t = NOW - 1000};

    u.of.calendar.type = "earnings";
    u.of.calendar.at = civil_from_new_york(date, 16, 5);
    put(f->state, UPDATE_calendar, symbol, &u);
}

static int flags_of(struct fixture *f, const char *glyph)
{
    struct chart_flag flags[16];
    struct subject subject = {.symbol = "NVDA"};
    struct frame frame = {.now = f->now, .subject = &subject,
                          .panel = &panel_chart};
    struct chart_view v = {.is_set = true, .range = RANGE_1m};
    struct range_data d;
    int found = 0;
    size_t n;

    chart_view_read(&v, &frame, snapshot_find(f->now, "NVDA"), &d);
    n = chart_flags(&frame, snapshot_find(f->now, "NVDA"), &d, flags, 16);
    for (size_t i = 0; i < n; i++)
        found += strcmp(flags[i].glyph, glyph) == 0;
    range_done(&d);
    return found;
}

/* E on the day of results that are over; not of others', nor of those to
 * come or before the range. */
static void test_results_have_a_letter(void **state)
{
    struct fixture *f = *state;

    put_results(f, "NVDA", civil_date(2024, 12, 18));
    put_results(f, "AMD", civil_date(2024, 12, 19));
    put_results(f, "NVDA", civil_date(2025, 2, 26));
    put_results(f, "NVDA", civil_date(2024, 11, 18));
    freeze(f);
    assert_int_equal(flags_of(f, "E"), 1);
}

/* ---- the widget alone */

static void draw(struct canvas *c, const struct chart *chart)
{
    canvas_clear(c);
    chart_draw(c, (struct rect){0, 0, c->width, c->height}, chart);
}

static void check_picture(struct canvas *c, const struct chart *chart,
                          const char *expected)
{
    struct strbuf text = {0};

    draw(c, chart);
    canvas_dump(c, &text);
    assert_string_equal(strbuf_text(&text), expected);
    strbuf_done(&text);
}

/* Where there is no colour the names tell the lines apart: the one that ends
 * higher has its name over its end, the other one below it. */
static void test_names_at_line_ends(void **state)
{
    const double ours[] = {1, 1, 1, 1, 1, 1, 1, 1},
                 other[] = {1, 1, 1, 1, 1, 2, 3, 4},
                 holes[] = {1, 1, 1, 4, NAN, NAN, NAN, NAN};
    struct chart_line line = {.samples = other, .name = "AMD"};
    struct chart chart = {.samples = ours, .count = 8, .slots = 8,
                          .lines = &line, .line_count = 1, .name = "NVDA",
                          .has_bounds = true, .low = 0, .high = 5,
                          .decimals = -1};
    struct canvas c;

    (void)state;
    canvas_init(&c, 8, 7, true);
    check_picture(&c, &chart,
                  "     AMD\n"
                  "       *\n"
                  "     **\n"
                  "********\n"
                  "    NVDA\n"
                  "--------\n"
                  "\n");
    line.samples = holes; /* its end is where its last sample is */
    check_picture(&c, &chart,
                  " AMD\n"
                  "   *\n"
                  "   *\n"
                  "********\n"
                  "    NVDA\n"
                  "--------\n"
                  "\n");
    chart.has_cross = true; /* names make way for it */
    chart.cross = 5;
    check_picture(&c, &chart,
                  " AMD |\n"
                  "   * |\n"
                  "   * |\n"
                  "*****o**\n"
                  " NVDA|\n"
                  "--------\n"
                  "\n");
    chart.has_cross = false;
    line.name = chart.name = NULL;
    check_picture(&c, &chart,
                  "\n"
                  "   *\n"
                  "   *\n"
                  "********\n"
                  "\n"
                  "--------\n"
                  "\n");
    canvas_done(&c);
}

static void test_partings_and_notes(void **state)
{
    static const bool extended[] = {true, true, false, false, false, false};
    static const double v[] = {1, 2, 3, 2, 1, 2};
    static const struct chart_mark notes[] = {
        {.index = 0, .text = "the first"}, {.index = 1, .text = "covered"},
        {.index = 5, .text = "last"}, {.index = 99, .text = "beyond"}};
    struct chart chart = {.samples = v, .count = 6, .slots = 6,
                          .is_extended = extended, .notes = notes,
                          .note_count = 4, .role = ROLE_line,
                          .last_role = ROLE_lasttag, .decimals = -1};
    struct canvas c;

    (void)state;
    canvas_init(&c, 40, 10, false);
    draw(&c, &chart);
    assert_true(canvas_has(&c, "┊"));
    assert_true(canvas_has(&c, "first"));
    assert_false(canvas_has(&c, "covered"));
    assert_true(canvas_has(&c, "last"));
    assert_false(canvas_has(&c, "beyond"));
    canvas_done(&c);
}

/* The Linux console has no braille, no eighths and no half-heavy lines. */
static void test_blocks_alone(void **state)
{
    static const double open[] = {1, 3, 2}, high[] = {4, 5, 6};
    static const double low[] = {0, 1, 1}, close[] = {3, 2, 5};
    static const double volume[] = {10, 90, 40};
    struct chart chart = {.samples = close, .opens = open, .highs = high,
                          .lows = low, .volumes = volume, .count = 3,
                          .slots = 3, .kind = CHART_CANDLE, .volume_rows = 3,
                          .has_reference = true, .reference = 2,
                          .role = ROLE_line, .decimals = -1};
    static const char *const allowed[] = {"█", "▒", "▄", "▀", "│", "─", "┼",
                                          "┤", "┴", "┘", "·", "░", "▓", "◄"};
    struct canvas c;

    (void)state;
    canvas_init(&c, 30, 14, false);
    c.is_blocks = true;
    for (int kind = CHART_LINE; kind <= CHART_CANDLE; kind++) {
        chart.kind = (enum chart_kind)kind;
        draw(&c, &chart);
        spark_draw(&c, 0, 0, 10, ROLE_up, volume, 3);
        hbar_draw(&c, 12, 0, 10, ROLE_up, 33, 90);
        for (int i = 0; i < c.width * c.height; i++) {
            const char *text = c.cells[i].text;
            bool is_fine = (unsigned char)text[0] < 0x80;

            for (size_t k = 0; k < sizeof(allowed) / sizeof(*allowed); k++)
                is_fine = is_fine || strcmp(text, allowed[k]) == 0;
            if (!is_fine)
                fail_msg("'%s' in a chart of blocks", text);
        }
    }
    canvas_done(&c);
}

/* Without colours a falling body has another glyph. */
static void test_mono_candles(void **state)
{
    static const double open[] = {1, 9}, high[] = {9.5, 9.5};
    static const double low[] = {0.5, 0.5}, close[] = {9, 1};
    struct chart chart = {.samples = close, .opens = open, .highs = high,
                          .lows = low, .count = 2, .slots = 2,
                          .kind = CHART_CANDLE, .role = ROLE_line,
                          .decimals = -1};
    struct canvas c;

    (void)state;
    canvas_init(&c, 30, 12, false);
    draw(&c, &chart);
    assert_false(canvas_has(&c, "┇"));
    assert_true(canvas_has(&c, "┃"));
    c.is_mono = true;
    draw(&c, &chart);
    assert_true(canvas_has(&c, "┇"));
    assert_true(canvas_has(&c, "┃"));
    canvas_done(&c);
}

/* However small a body is, and wherever it lies in its cell. */
static void test_small_mono_candles(void **state)
{
    static const double high[] = {10, 10}, low[] = {0, 0};
    struct canvas c;

    (void)state;
    canvas_init(&c, 30, 12, false);
    c.is_mono = true;
    for (double at = 0.1; at < 9.5; at += 0.1) {
        const double less[] = {at, at}, more[] = {at + 0.01, at + 0.01};
        struct chart chart = {.samples = less, .opens = more, .highs = high,
                              .lows = low, .count = 2, .slots = 2,
                              .kind = CHART_CANDLE, .decimals = -1};

        draw(&c, &chart);
        assert_true(canvas_shows(&c, "┇"));
        chart.samples = more;
        chart.opens = less;
        draw(&c, &chart);
        assert_false(canvas_has(&c, "┇"));
    }
    canvas_done(&c);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, fixture_teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_versus),
        TEST(test_change_has_the_decimals_of_its_price),
        TEST(test_versus_of_other_bars),
        TEST(test_cross_of_two),
        TEST(test_first_range_with_bars),
        TEST(test_choice_stays),
        TEST(test_names_at_line_ends),
        TEST(test_versus_from_a_list),
        TEST(test_what_is_said_of_bars),
        TEST(test_rows_and_lines_by_height),
        TEST(test_scale_stays),
        TEST(test_half_day_has_a_band),
        TEST(test_results_have_a_letter),
        cmocka_unit_test(test_partings_and_notes),
        cmocka_unit_test(test_blocks_alone),
        cmocka_unit_test(test_mono_candles),
        cmocka_unit_test(test_small_mono_candles),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
