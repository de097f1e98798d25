/* SPDX-License-Identifier: MIT */
/* Tests of which bars a range shows, and of the window over them. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../../src/ui/panels/chart_view.h"
#include "../../../src/ui/panels/watch_columns.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/state/state.h"

enum { DAYS = 300, MINUTES = 5 };

struct fixture {
    struct config *config;
    struct state *state;
    struct snapshot *now;
    const struct listing *l;
};

static void put_bar(struct fixture *f, int64_t t, enum bar_span span,
                    int64_t start, double close)
{
    struct updates u = {0};
    struct update *b = updates_add(&u, t, UPDATE_bar, "NVDA", "test");

    b->of.bar.span = span;
    b->of.bar.bar = (struct bar){.start = start, .open = close - 1,
                                 .high = close + 2, .low = close - 2,
                                 .close = close, .volume = 1000,
                                 .known = BAR_HAS_OHL | BAR_HAS_VOLUME};
    state_advance(f->state, t);
    state_apply(f->state, b);
    updates_done(&u);
}

static void put_quote(struct fixture *f, int64_t t, double price, double ext)
{
    struct updates u = {0};
    struct update *q = updates_add(&u, t, UPDATE_quote, "NVDA", "test");

    QUOTE_SET(&q->of.quote, price, price);
    QUOTE_SET(&q->of.quote, ext_price, ext);
    q->of.quote.as_of = t - MS_PER_HOUR / 2; /* the close, at 16:00 */
    q->of.quote.ext_as_of = t;
    q->of.quote.known |= 1u << QUOTE_BIT_as_of | 1u << QUOTE_BIT_ext_as_of;
    q->of.quote.session = SESSION_POST;
    q->of.quote.ext_session = SESSION_POST;
    state_advance(f->state, t);
    state_apply(f->state, q);
    updates_done(&u);
}

/* Daily closes 1 .. n to Friday 24 January 2025, then Monday's session with
 * an hour before it, in bars of five minutes that rise from 1,000. */
static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    int64_t open;
    int32_t date;
    struct freeze_info info = {.mode = RUN_REPLAY};

    if (!f || config_load_text("", 0, &f->config) != ERR_OK)
        return -1;
    f->state = state_new("", 0);
    civil_parse_instant("2025-01-27T14:30:00Z", &open);
    date = (int32_t)(open / MS_PER_DAY);
    for (int i = 0; i < DAYS; i++)
        date = calendar_previous(HOURS_US, date);
    for (int i = 0; i < DAYS; i++) {
        struct trading_day hours;

        calendar_day(HOURS_US, date, &hours);
        put_bar(f, hours.close_ms, BAR_1d, hours.open_ms, i + 1);
        do
            date++;
        while (!calendar_day(HOURS_US, date, &hours));
    }
    for (int i = -12; i < 84; i++)
        put_bar(f, open + (i + 1) * MINUTES * MS_PER_MINUTE, BAR_5m,
                open + i * MINUTES * MS_PER_MINUTE, 1000 + i);
    put_quote(f, open + 7 * MS_PER_HOUR, 1077.5, 1090);
    info.now_ms = open + 7 * MS_PER_HOUR;
    f->now = state_freeze(f->state, &info);
    f->l = snapshot_find(f->now, "NVDA");
    *state = f;
    return f->l ? 0 : -1;
}

static int teardown(void **state)
{
    struct fixture *f = *state;

    snapshot_free(f->now);
    state_free(f->state);
    config_free(f->config);
    free(f);
    return 0;
}

static struct range_data read_view(const struct fixture *f,
                                   struct range_view v)
{
    struct range_data d;

    range_read(f->l, &v, &d);
    return d;
}

/* A range of few daily bars names each of its days. */
static void test_days_are_named(void **state)
{
    struct fixture *f = *state;
    struct listing daily = *f->l;
    struct range_view v = {.range = RANGE_5d};
    struct range_data d;

    daily.series[BAR_5m] = NULL;
    range_read(&daily, &v, &d);
    assert_true(d.is_daily);
    assert_int_equal(d.count, 5);
    assert_int_equal(d.mark_count, 5);
    assert_string_equal(d.marks[0].text, "Jan 21");
    assert_string_equal(d.marks[4].text, "Jan 27");
    range_done(&d);
}

/* An event of before the open has the bars from before it. */
static void test_day_of_extended_hours(void **state)
{
    struct fixture *f = *state;
    struct range_data d;

    range_read_day(f->l, f->l->session, true, NAN, &d);
    assert_true(d.count >= 12 + 78);
    assert_true(d.extended[0]);
    assert_true(d.samples[0] == 1000 - 12);
    range_done(&d);
    range_read_day(f->l, f->l->session, false, NAN, &d);
    assert_int_equal(d.count, 78);
    range_done(&d);
}

static void test_day(void **state)
{
    struct range_data d = read_view(*state, (struct range_view){0});

    assert_int_equal(d.count, 78 + 1); /* the price is no bar's close */
    assert_true(d.samples[0] == 1000);
    assert_true(d.samples[78] == 1077.5);
    assert_false(d.has_extended);
    range_done(&d);
    d = read_view(*state, (struct range_view){.has_extended = true});
    assert_int_equal(d.count, 12 + 78 + 1 + 6 + 1);
    assert_true(d.samples[12 + 78] == 1077.5); /* before the later hours */
    assert_false(d.extended[12 + 78]);
    assert_true(d.extended[12 + 79]);
    assert_true(d.samples[d.count - 1] == 1090);
    assert_int_equal(d.lead, 0);
    range_done(&d);
}

static void test_daily(void **state)
{
    struct range_data d =
        read_view(*state, (struct range_view){.range = RANGE_1m});

    assert_true(d.is_daily);
    assert_int_equal(d.bar_count, DAYS + 1);
    assert_int_equal(d.count, 21);
    assert_true(d.samples[d.lead + d.count - 1] == 1077.5);
    assert_true(d.samples[d.lead] == DAYS - 19);
    assert_true(d.highs[d.lead] == DAYS - 19 + 2);
    range_done(&d);
    d = read_view(*state, (struct range_view){.range = RANGE_ytd});
    assert_int_equal(d.count, 16); /* sessions of January 2025 to the 27th */
    range_done(&d);
    d = read_view(*state, (struct range_view){.range = RANGE_max});
    assert_int_equal(d.count, DAYS + 1);
    assert_int_equal(d.lead, 0);
    range_done(&d);
}

static void test_window(void **state)
{
    struct range_data d = read_view(
        *state,
        (struct range_view){.range = RANGE_1m, .shown = 40, .back = 10});

    assert_int_equal(d.count, 40);
    assert_true(d.samples[d.lead + 39] == DAYS + 1 - 10);
    assert_int_equal(d.slots, 40);
    range_done(&d);
    d = read_view(*state, (struct range_view){.range = RANGE_1m,
                                              .shown = 40,
                                              .back = 100000});
    assert_int_equal(d.lead, 0); /* the oldest ones, no fewer */
    assert_int_equal(d.count, 40);
    range_done(&d);
    d = read_view(*state, (struct range_view){.range = RANGE_1m,
                                              .shown = 100000});
    assert_int_equal(d.count, DAYS + 1);
    range_done(&d);
}

/* Every size of window over every range: marks and columns stay inside. */
static void test_marks_inside(void **state)
{
    for (int r = 0; r < RANGE_COUNT; r++) {
        for (size_t shown = 0; shown < 330; shown += 7) {
            struct range_data d = read_view(
                *state, (struct range_view){.range = (enum range)r,
                                            .has_extended = shown % 2,
                                            .lead = shown * 3,
                                            .shown = shown,
                                            .back = shown / 2});

            assert_true(d.lead + d.count <= d.bar_count);
            assert_true(d.slots >= d.count);
            for (size_t m = 0; m < d.mark_count; m++)
                assert_true(d.marks[m].index < d.slots);
            range_done(&d);
        }
    }
}

static void check_marks(const struct range_data *d, const char *expected)
{
    char text[400] = "";

    for (size_t m = 0; m < d->mark_count; m++)
        snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s%zu %s",
                 m ? ", " : "", d->marks[m].index, d->marks[m].text);
    assert_string_equal(text, expected);
}

/* The listing as it was when it had so many bars; shared_release() its series. */
static struct listing cut(const struct listing *l, size_t n)
{
    const struct bar *bars = l->series[BAR_5m]->bars;
    struct series *fewer = series_new(BAR_5m);
    struct listing earlier = *l;

    for (size_t i = 0; i < n; i++)
        series_put(&fewer, &bars[i], n);
    earlier.series[BAR_5m] = fewer;
    earlier.quote.as_of = bars[n - 1].start + MINUTES * MS_PER_MINUTE;
    earlier.quote.known &= ~(1u << QUOTE_BIT_ext_price);
    earlier.is_official = false;
    return earlier;
}

/* The axis is labelled to the close, be the bars there or not. */
static void test_hours_of_the_whole_session(void **state)
{
    struct fixture *f = *state;
    struct listing noon = cut(f->l, 12 + 30), early = cut(f->l, 6);
    struct range_view v = {.range = RANGE_1d, .has_extended = true};
    struct range_data d;

    range_read(&noon, &v, &d);
    assert_int_equal(d.count, 12 + 30 + 1);
    assert_int_equal(d.slots, 12 + 78);
    check_marks(&d, "0 8:30, 6 9:00, 18 10:00, 30 11:00, 42 12:00, 54 13:00, "
                    "66 14:00, 78 15:00");
    range_done(&d);
    range_read(&early, &v, &d); /* half an hour before the open */
    check_marks(&d, "0 8:30, 6 9:30, 12 10:00, 24 11:00, 36 12:00, 48 13:00, "
                    "60 14:00, 72 15:00");
    range_done(&d);
    v.shown = 10; /* who looks closer sees those bars alone */
    range_read(&noon, &v, &d);
    assert_int_equal(d.slots, 10);
    check_marks(&d, "0 11:15, 9 12:00");
    range_done(&d);
    shared_release(noon.series[BAR_5m]);
    shared_release(early.series[BAR_5m]);
}

/* Before the open the day is the one that begins, as soon as it has bars; who
 * shows regular hours alone stays with the last session. */
static void test_day_before_its_open(void **state)
{
    struct fixture *f = *state;
    struct listing early = cut(f->l, 6);
    struct range_view v = {.range = RANGE_1d, .has_extended = true};
    struct range_data d;

    early.session = calendar_previous(HOURS_US, f->l->session);
    assert_int_equal(range_day(&early, true), f->l->session);
    assert_int_equal(range_day(&early, false), early.session);
    range_read(&early, &v, &d);
    assert_int_equal(d.count, 6);
    assert_int_equal(d.slots, 6 + 78);
    assert_true(d.extended[0]);
    range_done(&d);
    v.has_extended = false;
    range_read(&early, &v, &d);
    assert_int_equal(d.count, 0); /* the fixture has none of that day */
    range_done(&d);
    shared_release(early.series[BAR_5m]);
}

/* A year is told by its quarters, more by its years, whatever trades in it. */
static void test_quarters(void **state)
{
    const struct fixture *f = *state;
    struct range_view v = {.range = RANGE_1y};
    struct range_data d; /* its marks point into it: not to be copied */

    range_read(f->l, &v, &d);
    assert_int_equal(d.count, 252);
    check_marks(&d, "45 Apr'24, 108 Jul, 172 Oct, 236 Jan'25");
    range_done(&d);
}

static void test_titles(void **state)
{
    char text[80], small[8];

    (void)state;
    range_title(RANGE_5d, text, sizeof(text));
    assert_string_equal(text, "1D [5D] 1M 3M 6M YTD 1Y 5Y MAX");
    range_title(RANGE_5d, small, sizeof(small));
    assert_string_equal(small, "1D [5D]");
}

/* ---- keys of the large chart */

static bool press(struct fixture *f, struct chart_view *v, enum ui_action a)
{
    struct subject subject = {.symbol = "NVDA"};
    struct frame frame = {.now = f->now, .subject = &subject,
                          .config = f->config,
                          .panel = &panel_chart};
    struct wish wish = {0};

    return panel_chart.act(v, &frame, a, &wish);
}

static const char *title_of(struct fixture *f, const struct chart_view *v,
                            char out[160])
{
    struct subject subject = {.symbol = "NVDA"};
    struct frame frame = {.now = f->now, .subject = &subject,
                          .config = f->config,
                          .panel = &panel_chart};

    if (v->has_cross) {
        struct range_data d;

        chart_view_read(v, &frame, snapshot_find(f->now, "NVDA"), &d);
        chart_view_bar(&d, v, out, 160);
        range_done(&d);
    } else {
        chart_view_words(v, &frame, out, 160);
    }
    return out;
}

static void test_keys_window(void **state)
{
    struct chart_view v = {.is_set = true, .range = RANGE_1m};

    assert_true(press(*state, &v, ACTION_zoom_out));
    assert_int_equal(v.shown, 42);
    assert_true(press(*state, &v, ACTION_pan_left));
    assert_int_equal(v.back, 4);
    assert_true(press(*state, &v, ACTION_pan_right));
    assert_true(press(*state, &v, ACTION_pan_right));
    assert_int_equal(v.back, 0);
    for (int i = 0; i < 99; i++)
        press(*state, &v, ACTION_pan_left);
    assert_int_equal(v.back, DAYS + 1 - 42); /* no further than the first */
    for (int i = 0; i < 9; i++)
        press(*state, &v, ACTION_zoom_out);
    assert_int_equal(v.shown, DAYS + 1);
    for (int i = 0; i < 9; i++)
        press(*state, &v, ACTION_zoom_in);
    assert_int_equal(v.shown, 8);
    assert_true(press(*state, &v, ACTION_fit));
    assert_int_equal(v.shown + v.back, 0);
    assert_true(press(*state, &v, ACTION_range_last));
    assert_int_equal(v.range, RANGE_max);
    assert_true(press(*state, &v, ACTION_range_next)); /* stays */
    assert_int_equal(v.range, RANGE_max);
    assert_true(press(*state, &v, ACTION_range_first));
    assert_int_equal(v.range, RANGE_1d);
    assert_false(press(*state, &v, ACTION_open));
}

static void test_keys_look(void **state)
{
    struct chart_view v = {.is_set = true, .range = RANGE_1m};
    char text[160];

    assert_string_equal(title_of(*state, &v, text), "L: log  daily");
    press(*state, &v, ACTION_chart_style);
    press(*state, &v, ACTION_chart_style);
    press(*state, &v, ACTION_log_scale);
    press(*state, &v, ACTION_percent_scale);
    assert_string_equal(title_of(*state, &v, text),
                        "candles  log  %  daily");
    press(*state, &v, ACTION_crosshair);
    press(*state, &v, ACTION_pan_left);
    assert_string_equal(title_of(*state, &v, text),
                        "Jan 24  O 299.00  H 302.00  L 298.00  C 300.00"
                        "  V 1.0K");
    for (int i = 0; i < 99; i++)
        press(*state, &v, ACTION_pan_left);
    assert_int_equal(v.cross_back, 20); /* the first bar shown */
    assert_true(press(*state, &v, ACTION_back)); /* the crosshair goes ... */
    assert_false(v.has_cross);
    assert_false(press(*state, &v, ACTION_back)); /* ... before the screen */
    for (size_t i = 0; i < study_count(); i++)
        press(*state, &v, ACTION_indicators);
    assert_int_equal(v.study, 0); /* around */
}

/* All styles, studies and scales, at all sizes: nothing outside, no crash. */
static void test_draw_everything(void **state)
{
    struct fixture *f = *state;
    struct subject subject = {.symbol = "NVDA"};
    struct frame frame = {.now = f->now, .subject = &subject,
                          .config = f->config,
                          .panel = &panel_chart};

    for (unsigned way = 0; way < STYLE_COUNT * 8 * 4; way++) {
        struct chart_view v = {
            .is_set = true, .range = way % 2 ? RANGE_3m : RANGE_1d,
            .style = (enum chart_style)(way % STYLE_COUNT),
            .study = way / STYLE_COUNT % 8, .is_log = way % 3 == 0,
            .is_percent = way % 5 == 0, .has_cross = way % 4 == 0};
        struct rect area = {1, 1, (int)(way * 7 % 90), (int)(way * 5 % 40)};
        struct canvas c;

        canvas_init(&c, area.width + 2, area.height + 2, way % 7 == 0);
        panel_chart.draw(&v, &frame, &c, area);
        for (int x = 0; x < c.width; x++) {
            assert_string_equal(c.cells[x].text, "");
            assert_string_equal(
                c.cells[(c.height - 1) * c.width + x].text, "");
        }
        canvas_done(&c);
    }
}

/* ---- the line of the day in lists */

/* The day rose: its line begins at the foot and ends at the top, however
 * narrow its column is. */
static void test_line_of_the_whole_day(void **state)
{
    struct fixture *f = *state;
    struct subject subject = {.symbol = "NVDA"};
    struct frame frame = {.now = f->now, .subject = &subject,
                          .config = f->config,
                          .panel = &panel_watchlist};
    int drawn = 0;

    for (int width = 30; width < 120; width++) {
        struct canvas c;
        const char *first = NULL, *last = NULL;

        canvas_init(&c, width, 1, false);
        watch_row(&frame, "NVDA", &c, (struct rect){0, 0, width, 1});
        for (int x = 0; x < width; x++) {
            const char *text = c.cells[x].text;

            if (strncmp(text, "\xe2\x96", 2) != 0 ||
                strcmp(text, "▲") == 0 || strcmp(text, "▼") == 0)
                continue;
            first = first ? first : text;
            last = text;
        }
        if (first) {
            assert_string_equal(first, "▁");
            assert_string_equal(last, "█");
            drawn++;
        }
        canvas_done(&c);
    }
    assert_true(drawn > 20);
}

/* Nothing stands against the divider beside the list. */
static void test_last_cell_is_free(void **state)
{
    struct fixture *f = *state;
    struct subject subject = {.symbol = "NVDA"};
    static const struct panel_ops *const panels[] = {
        &panel_watchlist, &panel_movers_value, &panel_movers_active};

    for (int i = 0; i < 3 * 150; i++) {
        struct frame frame = {.now = f->now, .subject = &subject,
                              .config = f->config,
                              .shown_ms = f->now->now_ms - (i % 2) *
                                          4 * MS_PER_HOUR,
                              .panel = panels[i % 3]};
        int width = 20 + i / 3;
        struct canvas c;

        canvas_init(&c, width, 1, false);
        watch_row(&frame, "NVDA", &c, (struct rect){0, 0, width, 1});
        assert_string_equal(c.cells[width - 1].text, "");
        canvas_done(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_day),
        cmocka_unit_test(test_day_of_extended_hours),
        cmocka_unit_test(test_days_are_named),
        cmocka_unit_test(test_hours_of_the_whole_session),
        cmocka_unit_test(test_day_before_its_open),
        cmocka_unit_test(test_quarters),
        cmocka_unit_test(test_daily),
        cmocka_unit_test(test_window),       cmocka_unit_test(test_titles),
        cmocka_unit_test(test_marks_inside), cmocka_unit_test(test_keys_window),
        cmocka_unit_test(test_keys_look),
        cmocka_unit_test(test_line_of_the_whole_day),
        cmocka_unit_test(test_last_cell_is_free),
        cmocka_unit_test(test_draw_everything),
    };

    return cmocka_run_group_tests_name("ui/ranges", tests, setup, teardown);
}
