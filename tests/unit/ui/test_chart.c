/* SPDX-License-Identifier: MIT */
/* Tests of the line chart: properties over all sizes, and small pictures. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../../src/ui/widgets.h"

enum { SAMPLES = 400, BORDER = 2 };

static const struct chart_mark some_marks[] = {
    {.index = 0, .text = "Tue 21", .is_session = true},
    {.index = 13, .text = "Wed 22", .is_session = true},
    {.index = 14, .text = "too near"},
    {.index = 40, .text = "Thu 23", .is_session = true},
    {.index = 399, .text = "Fri 24", .is_session = true},
    {.index = 100000, .text = "beyond"},
};

static void check_inside(const struct canvas *c, struct rect area)
{
    for (int y = 0; y < c->height; y++) {
        for (int x = 0; x < c->width; x++) {
            const char *text = c->cells[y * c->width + x].text;
            bool is_in = x >= area.x && x < area.x + area.width &&
                         y >= area.y && y < area.y + area.height;
            if (text[0] && !is_in)
                fail_msg("%dx%d drew outside at %d,%d", area.width,
                         area.height, x, y);
            for (size_t i = 0; c->is_ascii && text[i]; i++)
                assert_in_range(text[i], 0x20, 0x7e);
        }
    }
}

/* The tag, if there is one, is whole: nothing wrote over it. */
static void check_tag(const struct canvas *c, struct rect area,
                      const char *tag)
{
    int found = 0;
    for (int y = 0; y < c->height; y++) {
        for (int x = 0; x < c->width; x++) {
            const struct cell *cell = &c->cells[y * c->width + x];
            if (strcmp(cell->text, c->is_ascii ? "<" : "◄") != 0)
                continue;
            found++;
            for (size_t i = 0; tag[i]; i++) {
                assert_int_equal(cell[i + 1].text[0], tag[i]);
                assert_int_equal(cell[i + 1].role, ROLE_lasttag);
            }
        }
    }
    assert_true(found <= 1);
    if (area.width >= 24 && area.height > 0)
        assert_int_equal(found, 1);
}

static void check_sizes(struct chart *chart, bool is_ascii, const char *tag)
{
    for (int height = 0; height <= 20; height++) {
        for (int width = 0; width <= 60; width++) {
            struct rect area = {BORDER, BORDER, width, height};
            struct canvas c;
            canvas_init(&c, width + 2 * BORDER, height + 2 * BORDER, is_ascii);
            chart_draw(&c, area, chart);
            check_inside(&c, area);
            if (tag)
                check_tag(&c, area, tag);
            canvas_done(&c);
        }
    }
}

static struct chart make_chart(const double *samples, size_t count,
                               const double *volumes)
{
    return (struct chart){
        .samples = samples,
        .volumes = volumes,
        .count = count,
        .slots = count,
        .marks = some_marks,
        .mark_count = sizeof some_marks / sizeof *some_marks,
        .has_reference = true,
        .reference = 142.62,
        .has_last = true,
        .role = ROLE_down,
        .last_role = ROLE_lasttag,
        .volume_rows = 2,
        .decimals = 2,
    };
}

static void fill(double *samples, double *volumes)
{
    for (int i = 0; i < SAMPLES; i++) {
        samples[i] = 130 + 10 * sin(i / 9.0) + (i * 7919 % 13) / 5.0;
        volumes[i] = i % 11 == 0 ? NAN : 1e6 + i * 7919 % 97 * 1e4;
        if (i % 50 > 45)
            samples[i] = NAN;
    }
    samples[SAMPLES - 1] = 118.42;
}

static void test_all_sizes(void **state)
{
    double samples[SAMPLES], volumes[SAMPLES];
    (void)state;
    fill(samples, volumes);
    for (int is_ascii = 0; is_ascii < 2; is_ascii++) {
        struct chart chart = make_chart(samples, SAMPLES, volumes);
        check_sizes(&chart, is_ascii, "118.42");
        chart.slots = 1000;
        chart.volume_rows = 9;
        check_sizes(&chart, is_ascii, "118.42");
        chart = make_chart(samples, 14, NULL);
        chart.has_last = false;
        check_sizes(&chart, is_ascii, NULL);
    }
}

static void test_all_kinds(void **state)
{
    double samples[SAMPLES], volumes[SAMPLES], low[SAMPLES], high[SAMPLES];
    bool ext[SAMPLES];
    const struct chart_line lines[] = {{low, ROLE_ma1, NULL},
                                       {high, ROLE_ma2, "HIGH"}};
    const struct chart_flag flags[] = {{3, "◆", "E", ROLE_warn},
                                       {5000, "S", "S", ROLE_warn}};
    struct canvas c;

    (void)state;
    fill(samples, volumes);
    for (int i = 0; i < SAMPLES; i++) {
        low[i] = samples[i] - 1 - i % 3;
        high[i] = samples[i] + i % 5;
        ext[i] = i < 20;
    }
    for (int kind = CHART_LINE; kind <= CHART_CANDLE; kind++) {
        for (int way = 0; way < 8; way++) {
            size_t n = way & 1 ? SAMPLES : 17;
            struct chart chart = make_chart(samples, n, volumes);

            chart.kind = (enum chart_kind)kind;
            chart.opens = chart.lows = low;
            chart.highs = high;
            chart.is_extended = ext;
            chart.lines = lines;
            chart.line_count = 2;
            chart.flags = flags;
            chart.flag_count = 2;
            chart.has_cross = true;
            chart.cross = 12;
            chart.is_log = (way & 2) != 0;
            check_sizes(&chart, way & 4, NULL);
        }
    }
    canvas_init(&c, 40, 10, false); /* asked for sizes that are not there */
    struct chart none = make_chart(samples, 0, NULL);
    assert_false(chart_suits_candles(&c, (struct rect){0, 0, 0, 0}, &none));
    assert_int_equal(chart_group(&c, (struct rect){0, 0, 40, 9}, &none), 1);
    canvas_done(&c);
}

static void check_odd(const double *samples, size_t n)
{
    double volumes[8] = {0, -1, NAN, INFINITY, 1e308, 1e308, 0, 1};
    struct chart chart = make_chart(samples, n, volumes);
    for (int is_ascii = 0; is_ascii < 2; is_ascii++) {
        chart.has_reference = false;
        check_sizes(&chart, is_ascii, NULL);
        chart.has_reference = true;
        chart.reference = NAN;
        chart.decimals = -1;
        check_sizes(&chart, is_ascii, NULL);
    }
}

static void test_odd_series(void **state)
{
    const double none[8] = {NAN, NAN, INFINITY, -INFINITY, NAN, NAN, NAN, NAN};
    const double flat[8] = {5, 5, 5, 5, 5, 5, 5, 5};
    const double zero[8] = {0};
    const double wild[8] = {-1.7e308, 1.7e308, 0, NAN, 1e-320, -1e-320, 1, 2};
    const double close[8] = {1e15, 1e15 + 0.125, 1e15, 1e15, 1e15, 1e15};
    const double tiny[8] = {4e-324, 0, 4e-324};
    (void)state;
    check_odd(none, 8);
    check_odd(flat, 8);
    check_odd(flat, 1);
    check_odd(zero, 8);
    check_odd(wild, 8);
    check_odd(close, 8);
    check_odd(tiny, 8);
    check_odd(NULL, 0);
}

static void check_picture(struct chart *chart, int width, int height,
                          bool is_ascii, const char *expected)
{
    struct strbuf text = {0};
    struct canvas c;
    canvas_init(&c, width, height, is_ascii);
    chart_draw(&c, (struct rect){0, 0, width, height}, chart);
    canvas_dump(&c, &text);
    assert_string_equal(strbuf_text(&text), expected);
    strbuf_done(&text);
    canvas_done(&c);
}

static void test_small_pictures(void **state)
{
    const double rise[] = {1, 2, 3, 4};
    struct chart chart = {.samples = rise, .count = 4, .slots = 4,
                          .role = ROLE_up, .decimals = -1};
    (void)state;
    /* too narrow for labels: the line alone */
    check_picture(&chart, 2, 1, false, "⡠⠊\n");
    check_picture(&chart, 4, 4, true, "   *\n  *\n *\n*\n");
    const double step[] = {1, 1, 2, 2};
    const struct chart_mark second = {.index = 2, .is_session = true};
    chart.samples = step;
    check_picture(&chart, 2, 1, false, "⣠⠋\n");
    chart.marks = &second;
    chart.mark_count = 1;
    check_picture(&chart, 2, 1, false, "⣀⠉\n");
    const double hole[] = {1, NAN, NAN, 2};
    chart.samples = hole;
    chart.mark_count = 0;
    check_picture(&chart, 2, 1, false, "⡀⠈\n");
}

static void test_picture(void **state)
{
    const double samples[] = {140, 141, 139, 142, 120, 121, 119, 118.42};
    const double volumes[] = {1e6, 2e6, 1e6, 1e6, 8e6, 5e6, 4e6, 4e6};
    const struct chart_mark marks[] = {
        {.index = 0, .text = "Fri 24", .is_session = true},
        {.index = 4, .text = "Mon 27", .is_session = true}};
    struct chart chart = {.samples = samples, .volumes = volumes, .count = 8,
                          .slots = 8, .marks = marks, .mark_count = 2,
                          .has_last = true, .has_reference = true,
                          .reference = 142, .role = ROLE_down,
                          .last_role = ROLE_lasttag, .volume_rows = 1,
                          .decimals = -1};
    (void)state;
    check_picture(&chart, 24, 10, true,
                  ".***  ** .  .  . |\n"
                  "*   **   :       +140\n"
                  "         :       |\n"
                  "         :       +130\n"
                  "         :       |\n"
                  "         :***    |\n"
                  "         *   ****<118.42\n"
                  "___..____##======+8.000M\n"
                  "+--------+-------+\n"
                  "Fri 24   Mon 27\n");
    chart.volumes = NULL;
    check_picture(&chart, 24, 7, false,
                  "⠤⠔⠒⠢⠤⠔⠊⠁ ┈  ┈  ┈ ┤140\n"
                  "         ┊       │\n"
                  "         ┊       ┤130\n"
                  "         ┊       │\n"
                  "         ⠠⠤⠒⠒⠤⠤⢄⣀◄118.42\n"
                  "┴────────┴───────┘\n"
                  "Fri 24   Mon 27\n");
}

/* Before the open there are prices of extended hours alone: they are drawn, and
 * the last of them stands on the axis. */
static void test_extended_hours_alone(void **state)
{
    const double rise[] = {1, 2, 3, 4};
    const bool extended[] = {true, true, true, true};
    struct chart chart = {.samples = rise, .count = 4, .slots = 8,
                          .is_extended = extended, .has_last = true,
                          .decimals = 0};

    (void)state;
    check_picture(&chart, 10, 4, true,
                  "   *    <4\n"
                  "  *     |\n"
                  " *      +2\n"
                  "*       |\n");
}

/* Hours that find no room one by one are labelled at equal steps. */
static void test_labels_at_equal_steps(void **state)
{
    const double flat[24] = {0};
    struct chart_mark marks[12];
    char texts[12][8];
    struct chart chart = {.samples = flat, .count = 1, .slots = 24,
                          .marks = marks, .mark_count = 12, .decimals = 0};

    (void)state;
    for (int i = 0; i < 12; i++) {
        snprintf(texts[i], sizeof(texts[i]), "%d:00", i + 4);
        marks[i] = (struct chart_mark){(size_t)i * 2, texts[i], false};
    }
    check_picture(&chart, 50, 5, true,
                  "                                               |\n"
                  "*                                              +0\n"
                  "                                               +-1\n"
                  "+-------+-------+-------+-------+-------+------+\n"
                  "4:00    6:00    8:00    10:00   12:00   14:00\n");
    marks[1].is_session = true; /* its tick stays */
    check_picture(&chart, 34, 5, true,
                  "                               |\n"
                  "*                              +0\n"
                  "                               +-1\n"
                  "+--+----+-------+------+-------+\n"
                  "4:00    7:00    10:00  13:00\n");
}

/* A rise, a fall, a bar that closed where it opened, and a hole. */
static void test_candles(void **state)
{
    const double opens[] = {1, 4, 3, NAN}, closes[] = {4, 2, 3, NAN};
    const double highs[] = {5, 5, 4, NAN}, lows[] = {1, 0, 2, NAN};
    struct chart chart = {.samples = closes, .opens = opens, .highs = highs,
                          .lows = lows, .count = 4, .slots = 4,
                          .kind = CHART_CANDLE, .decimals = -1};

    (void)state;
    check_picture(&chart, 4, 3, true, "#:|\n#:+\n#|\n");
    check_picture(&chart, 4, 3, false, "╽╽╷\n┃┃╋\n╹│\n");
    /* two bars make one candle: 1, 5, 0, 2 */
    check_picture(&chart, 2, 3, false, "│╷\n╽╋\n╿\n");
    /* Room for one and a half columns each: all of it is used. */
    check_picture(&chart, 6, 3, true, "# :|\n# :+\n# |\n");
    struct canvas c;
    canvas_init(&c, 20, 10, false);
    assert_int_equal(chart_group(&c, (struct rect){0, 0, 2, 3}, &chart), 2);
    assert_true(chart_suits_candles(&c, (struct rect){0, 0, 7, 9}, &chart));
    assert_false(chart_suits_candles(&c, (struct rect){0, 0, 7, 1}, &chart));
    canvas_done(&c);
}

static void money(char *out, size_t size, double v, int more)
{
    snprintf(out, size, "%.*fK", 1 + more, v / 1000);
}

static void hidden(char *out, size_t size, double v, int more)
{
    (void)v;
    (void)more;
    snprintf(out, size, "***");
}

/* Labels of values that are close have as many digits as tell them apart. */
static void test_labels_differ(void **state)
{
    const double values[] = {3010, 3020, 3040, 3060};
    struct chart chart = {.samples = values, .count = 4, .slots = 4,
                          .decimals = -1, .label = money};
    struct strbuf text = {0};
    struct canvas c;

    (void)state;
    canvas_init(&c, 30, 12, false);
    chart_draw(&c, (struct rect){0, 0, 30, 12}, &chart);
    canvas_dump(&c, &text);
    assert_non_null(strstr(strbuf_text(&text), "3.02K"));
    assert_non_null(strstr(strbuf_text(&text), "3.04K"));
    assert_null(strstr(strbuf_text(&text), "3.0K"));
    chart.label = hidden; /* no digits help */
    strbuf_clear(&text);
    canvas_done(&c);
    canvas_init(&c, 30, 12, false);
    chart_draw(&c, (struct rect){0, 0, 30, 12}, &chart);
    canvas_dump(&c, &text);
    assert_non_null(strstr(strbuf_text(&text), "***"));
    strbuf_done(&text);
    canvas_done(&c);
}

static void test_blocks(void **state)
{
    const double rise[] = {1, 2, 3, 4};
    struct chart chart = {.samples = rise, .count = 4, .slots = 4,
                          .role = ROLE_up, .decimals = -1};
    struct strbuf text = {0};
    struct canvas c;

    (void)state;
    canvas_init(&c, 4, 2, false);
    c.is_blocks = true;
    chart_draw(&c, (struct rect){0, 0, 4, 2}, &chart);
    canvas_dump(&c, &text);
    assert_string_equal(strbuf_text(&text), "  ▄▀\n▄▀\n");
    strbuf_done(&text);
    canvas_done(&c);
}

static int labels_of(const double *samples, int height)
{
    struct chart chart = {.samples = samples, .count = 2, .slots = 2,
                          .decimals = -1};
    struct canvas c;
    int labels = 0;

    canvas_init(&c, 30, height, true);
    chart_draw(&c, (struct rect){0, 0, 30, height}, &chart);
    for (int at = 0; at < 30 * height; at++)
        labels += c.cells[at].role == ROLE_axis &&
                  strcmp(c.cells[at].text, "+") == 0;
    canvas_done(&c);
    return labels - 1; /* the corner */
}

/* About one label in three rows, in a low chart more than one. */
static void test_labels_by_height(void **state)
{
    (void)state;
    for (int height = 8; height < 60; height++)
        for (double step = 1; step < 10; step *= 1.07) {
            const double values[] = {100 - step * 3, 100 + step * 4};
            int labels = labels_of(values, height), rows = height - 2;

            if (labels * 2 > rows + 2 || (labels + 1) * 4.6 < rows)
                fail_msg("%d labels in %d rows, step %f", labels, rows, step);
            if (rows >= 8)
                assert_true(labels >= 2);
        }
}

static void test_log_axis(void **state)
{
    const double v[] = {1, 10, 100, 1000};
    struct chart chart = {.samples = v, .count = 4, .slots = 4,
                          .role = ROLE_up, .decimals = 0, .is_log = true,
                          .has_last = true};

    (void)state;
    /* tenfold is the same height everywhere */
    check_picture(&chart, 17, 9, true,
                  "          *<1,000\n"
                  "        ** |\n"
                  "      **   +100\n"
                  "    **     |\n"
                  "   *       +10\n"
                  " **        |\n"
                  "*          +1\n"
                  "-----------+\n"
                  "\n");
}

/* However many bars share a column, the label is the largest of them. */
static void test_volume_label_is_a_bar(void **state)
{
    double samples[SAMPLES], volumes[SAMPLES];
    struct chart chart = make_chart(samples, SAMPLES, volumes);

    (void)state;
    fill(samples, volumes);
    for (int i = 0; i < SAMPLES; i++)
        volumes[i] = 1e6;
    volumes[SAMPLES - 1] = 818.8e6;
    chart.mark_count = 0;
    for (int width = 40; width < 200; width += 20) {
        struct strbuf out = {0};
        struct canvas c;

        canvas_init(&c, width, 12, false);
        chart_draw(&c, (struct rect){0, 0, width, 12}, &chart);
        canvas_dump(&c, &out);
        if (!strstr(strbuf_text(&out), "┤818.8M"))
            fail_msg("no 818.8M in\n%s", strbuf_text(&out));
        strbuf_done(&out);
        canvas_done(&c);
    }
}

static void check_row(const struct canvas *c, int y, const char *wanted)
{
    char row[100] = "";

    for (int x = 0; x < c->width; x++) {
        const char *text = c->cells[y * c->width + x].text;

        strcat(row, text[0] ? text : " ");
    }
    for (size_t n = strlen(row); n > 0 && row[n - 1] == ' ';)
        row[--n] = '\0';
    assert_string_equal(row, wanted);
}

/* For screen readers: its ends and extremes, moments, and the axis. */
static void test_words(void **state)
{
    static const double closes[] = {NAN, 101.5, 99, 104.25, 103};
    static const double other[] = {50, 51, NAN, 49, 50.5};
    static const struct chart_line lines[] = {{other, ROLE_ma1, "AMD"},
                                              {other, ROLE_ma2, NULL}};
    static const struct chart_mark notes[] = {{.index = 3, .text = "(1)10:15"}};
    static const struct chart_mark marks[] = {
        {.index = 0, .text = "Mon"}, {.index = 2, .text = "Tue 21"}};
    const struct chart chart = {.samples = closes, .count = 5, .slots = 9,
                                .decimals = -1, .name = "NVDA",
                                .lines = lines, .line_count = 2,
                                .notes = notes, .note_count = 1,
                                .marks = marks, .mark_count = 2};
    struct canvas c;

    (void)state;
    canvas_init(&c, 70, 8, true);
    c.is_plain = true;
    chart_draw(&c, (struct rect){0, 1, 70, 5}, &chart);
    check_row(&c, 1, " NVDA  first 101.50  high 104.25  low 99.00  last 103.00");
    check_row(&c, 2, " AMD  first 50.00  high 51.00  low 49.00  last 50.50");
    check_row(&c, 3, " (1)10:15   104.25");
    check_row(&c, 4, " Tue 21     99.00");
    check_row(&c, 5, "");
    canvas_clear(&c);
    c.is_plain = true;
    chart_draw(&c, (struct rect){0, 1, 70, 1}, &chart);
    check_row(&c, 2, "");
    canvas_done(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_sizes),
        cmocka_unit_test(test_volume_label_is_a_bar),
        cmocka_unit_test(test_all_kinds),
        cmocka_unit_test(test_extended_hours_alone),
        cmocka_unit_test(test_labels_at_equal_steps),
        cmocka_unit_test(test_candles),
        cmocka_unit_test(test_labels_differ),
        cmocka_unit_test(test_blocks),
        cmocka_unit_test(test_log_axis),
        cmocka_unit_test(test_labels_by_height),
        cmocka_unit_test(test_odd_series),
        cmocka_unit_test(test_small_pictures),
        cmocka_unit_test(test_picture),
        cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests_name("ui/chart", tests, NULL, NULL);
}
