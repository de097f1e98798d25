/* SPDX-License-Identifier: MIT */
/* The heatmap by keys: where the cursor goes, what is drawn how, and that
 * tiles stay where they are while figures change. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "tapewatch/base/civil.h"

static const int64_t start_ms = INT64_C(1737990000000); /* 10:00 New York */

static void put(struct fixture *f, const char *symbol, const char *sector,
                double shares, double price)
{
    struct updates u = {0};
    struct update *i = updates_add(&u, start_ms, UPDATE_instrument, symbol,
                                   "test");
    struct update *q;

    i->of.instrument.type = INSTRUMENT_equity;
    i->of.instrument.sector = sector;
    i->of.instrument.shares = shares;
    name_copy(i->of.instrument.currency, CURRENCY_MAX, "USD");
    state_apply(f->state, i);
    q = updates_add(&u, start_ms, UPDATE_quote, symbol, "test");
    QUOTE_SET(&q->of.quote, price, price);
    QUOTE_SET(&q->of.quote, prev_close, 100.0);
    QUOTE_SET(&q->of.quote, as_of, start_ms);
    q->of.quote.session = SESSION_REGULAR;
    state_apply(f->state, q);
    updates_done(&u);
}

static bool is_hairline(const char *text)
{
    return !strcmp(text, "▕") || !strcmp(text, "▁");
}

static void look(struct fixture *f, int64_t later_ms)
{
    struct freeze_info info = {.now_ms = start_ms + later_ms,
                               .mode = RUN_LIVE};

    snapshot_free(f->now);
    f->now = state_freeze(f->state, &info);
    ui_draw(f->ui, f->now, f->now->now_ms, 0, &f->canvas);
}

static void press(struct fixture *f, const char *keys)
{
    for (; *keys; keys++) {
        ui_key(f->ui, key_typed(*keys), f->now, 0, &f->out);
        ui_draw(f->ui, f->now, f->now->now_ms, 0, &f->canvas);
    }
}

/* Where a text stands from that row on, as y * width + x; -1 nowhere. */
static int find_from(const struct fixture *f, int row, const char *text)
{
    const struct canvas *c = &f->canvas;
    int n = (int)strlen(text);

    for (int at = row * c->width; at + n <= c->width * c->height; at++) {
        int i = 0;
        while (i < n && (c->cells[at + i].text[0] == text[i] ||
                         (text[i] == ' ' && !c->cells[at + i].text[0])))
            i++;
        if (i == n)
            return at;
    }
    return -1;
}

static int find(const struct fixture *f, const char *text)
{
    return find_from(f, 2, text);
}

/* The line above the tiles. */
static bool header_says(const struct fixture *f, const char *text)
{
    int at = find_from(f, 1, text);

    return at >= 0 && at < 2 * f->canvas.width;
}

static bool is_selected(const struct fixture *f, const char *symbol)
{
    int at = find(f, symbol);

    return at >= 0 && f->canvas.cells[at].flags & CELL_CURSOR;
}

static int setup(void **state)
{
    static struct fixture f;

    memset(&f, 0, sizeof f);
    if (config_load_text("", 0, &f.config) != ERR_OK)
        return -1;
    f.state = state_new("", 0);
    put(&f, "BIG", "Technology", 4000, 90);
    put(&f, "NEXT", "Technology", 2000, 101);
    put(&f, "OIL", "Energy", 3000, 104);
    put(&f, "LONE", NULL, 500, 100);
    canvas_init(&f.canvas, 80, 24, false);
    f.ui = ui_new(f.config, NULL);
    look(&f, 1000);
    press(&f, "gh");
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    fixture_done(*state);
    return 0;
}

static void test_keys_go_to_neighbours(void **state)
{
    struct fixture *f = *state;

    assert_true(is_selected(f, "BIG"));
    press(f, "l");
    assert_true(is_selected(f, "NEXT"));
    press(f, "l");
    assert_true(is_selected(f, "OIL")); /* in the next sector */
    press(f, "l"); /* nothing is farther right */
    assert_true(is_selected(f, "OIL"));
    press(f, "h");
    assert_false(is_selected(f, "OIL"));
    press(f, "\n");
    assert_int_equal(find(f, "Energy"), -1); /* the symbol's screen */
}

static void test_warmth_is_by_steps(void **state)
{
    struct fixture *f = *state;
    const struct cell *cells = f->canvas.cells;

    assert_int_equal(cells[find(f, "BIG")].role, ROLE_heat);
    assert_int_equal(cells[find(f, "BIG")].level, 0);    /* -10 % */
    assert_int_equal(cells[find(f, "NEXT")].level, 66);  /* +1 % */
    assert_int_equal(cells[find(f, "OIL")].level, 100);  /* +4 % */
    assert_int_equal(cells[find(f, "LONE")].level, 50);
    put(f, "NEXT", "Technology", 2000, 100.45); /* hardly below the bound */
    look(f, 2000);
    assert_int_equal(cells[find(f, "NEXT")].level, 66);
    put(f, "NEXT", "Technology", 2000, 100.3);
    look(f, 3000);
    assert_int_equal(cells[find(f, "NEXT")].level, 50);
}

static void test_sectors_say_what_all_of_them_did(void **state)
{
    struct fixture *f = *state;

    /* (360 + 202 - 600) / 600 thousand */
    assert_true(find(f, "Technology -6.3%") >= 0);
    assert_true(find(f, "Energy +4.0%") >= 0);
    assert_true(find(f, "Others +0.0%") >= 0);
}

static void test_tiles_stay_for_an_hour(void **state)
{
    struct fixture *f = *state;
    int big = find(f, "BIG"), oil = find(f, "OIL");

    put(f, "OIL", "Energy", 3000, 900);
    look(f, 60 * 1000);
    assert_int_equal(find(f, "BIG"), big);
    assert_true(find(f, "+800.0") >= 0);
    look(f, 61 * 60 * 1000);
    assert_true(find(f, "OIL") != oil);
}

static void test_zoom_and_groups(void **state)
{
    struct fixture *f = *state;

    press(f, "z");
    assert_true(find(f, "NEXT") >= 0 && find(f, "OIL") < 0);
    press(f, "z");
    assert_true(find(f, "OIL") >= 0);
    press(f, "b");
    assert_int_equal(find(f, "Energy"), -1);
    assert_true(find(f, "OIL") >= 0 && find(f, "LONE") >= 0);
    press(f, "/LONE\n");
    assert_true(is_selected(f, "LONE"));
}

/* Forty days at 80 with a volume of 1000 each. */
static void put_past(struct fixture *f, const char *symbol)
{
    for (int days = 40; days > 0; days--) {
        struct updates u = {0};
        struct update *b = updates_add(&u, start_ms, UPDATE_bar, symbol,
                                       "test");

        b->of.bar.span = BAR_1d;
        b->of.bar.bar = (struct bar){
            .start = start_ms - days * MS_PER_DAY - MS_PER_HOUR / 2,
            .open = 80, .high = 80, .low = 80, .close = 80, .volume = 1000,
            .known = BAR_HAS_OHL | BAR_HAS_VOLUME};
        state_apply(f->state, b);
        updates_done(&u);
    }
}

static void put_volume(struct fixture *f, const char *symbol, double volume)
{
    struct updates u = {0};
    struct update *q = updates_add(&u, start_ms + 500, UPDATE_quote, symbol,
                                   "test");

    QUOTE_SET(&q->of.quote, volume, volume);
    QUOTE_SET(&q->of.quote, as_of, start_ms + 500);
    q->of.quote.session = SESSION_REGULAR;
    state_apply(f->state, q);
    updates_done(&u);
}

/* What the colours are of stands in the line above the tiles, too. */
static void test_the_header_has_the_metrics_value(void **state)
{
    struct fixture *f = *state;

    put_past(f, "BIG");
    put_volume(f, "BIG", 3900);
    f->canvas.is_ascii = true;
    look(f, 2000);
    assert_true(header_says(f, "BIG 90.00 -10.00% cap 360.0K d-40.0K"));
    press(f, "m");
    assert_true(header_says(f, "BIG 90.00 1W +12.50% cap 360.0K"));
    assert_false(header_says(f, "d-40.0K"));
    assert_false(header_says(f, "-10.00%"));
    assert_true(find(f, "Technology +12.5%") >= 0); /* what is known of it */
    assert_int_equal(find(f, "Energy +"), -1);
    press(f, "l");
    assert_true(header_says(f, "NEXT 101.00 1W - "));
    press(f, "hmmm");
    assert_true(header_says(f, "BIG 90.00 volume 3.9x"));
    assert_int_equal(find(f, "%"), -1);
    press(f, "m");
    assert_true(header_says(f, "BIG 90.00 -10.00% cap 360.0K d-40.0K"));
}

/* What the colours mean stands at its right: each step where there is room,
 * the outer ones elsewhere; what they are of is never left out for it. */
static void test_the_header_explains_the_colours(void **state)
{
    struct fixture *f = *state;

    f->canvas.is_ascii = true;
    look(f, 2000);
    assert_true(header_says(f, ">BIG 90.00 -10.00%"));
    assert_true(header_says(f, "1D, size value  #-3 #0 #+3%"));
    canvas_resize(&f->canvas, 120, 40);
    look(f, 2000);
    assert_true(header_says(
        f, "1D, size value  #<=-3 #-1.5 #-0.5 #0 #+0.5 #+1.5 #>=+3 %"));
    press(f, "m");
    assert_true(header_says(f, "1W, size value  #<=-6 #-3 #-1 #0"));
    press(f, "mmm");
    assert_true(header_says(f, "volume, size value  #0 #1.2 #2 #>=4 x"));
}

/* One whose value is not known has no tile: that is said. */
static void test_the_header_counts_what_has_no_tile(void **state)
{
    struct fixture *f = *state;

    assert_false(header_says(f, "without"));
    put(f, "NEW", "Technology", 0, 90);
    look(f, 2000);
    assert_true(header_says(f, "1D, size value, 1 without"));
    press(f, "ww");
    assert_true(header_says(f, "1D, size all alike"));
    assert_false(header_says(f, "without"));
}

/* On a narrow one they get shorter, but stay. */
static void test_a_narrow_header_keeps_its_words(void **state)
{
    struct fixture *f = *state;

    f->canvas.is_ascii = true;
    canvas_resize(&f->canvas, 30, 16);
    look(f, 2000);
    assert_true(header_says(f, ">BIG 90.00 -10.00%"));
    assert_true(header_says(f, " 1D"));
    press(f, "mmmm");
    assert_true(header_says(f, " volume"));
    canvas_resize(&f->canvas, 44, 16);
    press(f, "m");
    assert_true(header_says(f, " 1D, size value"));
    look(f, 22 * MS_PER_HOUR); /* Tuesday, 08:00 */
    assert_true(header_says(f, " 1D of Mon"));
}

/* A heading that has no room is left out: never half of one beside half of
 * the next. */
static void test_headings_are_whole(void **state)
{
    struct fixture *f = *state;

    for (int width = 20; width <= 60; width++) {
        canvas_resize(&f->canvas, width, 16);
        look(f, 2000);
        for (int at = 2 * width; at < 14 * width; at++) {
            const struct cell *cell = &f->canvas.cells[at];

            if (cell->role != ROLE_title || cell->text[0] != 'E' ||
                f->canvas.cells[at - 1].role == ROLE_title)
                continue; /* the first letter of Energy */
            assert_true(cell[1].text[0] == 'N' || cell[1].text[0] == 'n');
            assert_true(cell[5].text[0] == 'Y' || cell[5].text[0] == 'y');
        }
    }
}

/* What can be done with tiles comes first; z is of their sector. */
static void test_hints_are_of_tiles(void **state)
{
    struct fixture *f = *state;
    char hints[82] = "";

    for (int x = 0; x < 80; x++) {
        const char *text = f->canvas.cells[23 * 80 + x].text;
        hints[x] = text[0] ? text[0] : ' ';
    }
    assert_non_null(strstr(hints, " h j k l move Enter open z zoom b group "
                                  "m metric w size / find"));
}

static void test_before_the_open_the_day_is_named(void **state)
{
    struct fixture *f = *state;

    assert_true(header_says(f, "1D, size value"));
    look(f, 22 * MS_PER_HOUR); /* Tuesday, 08:00 */
    assert_true(header_says(f, "1D of Mon, size value"));
    press(f, "m");
    assert_true(header_says(f, "1W, size value"));
}

static void test_a_sector_has_no_negative_zero(void **state)
{
    struct fixture *f = *state;

    put(f, "OIL", "Energy", 3000, 99.98);
    look(f, 2000);
    assert_true(find(f, "Energy +0.0%") >= 0);
    assert_int_equal(find(f, "-0.0"), -1);
}

/* With enough colours a tile is its background; a column parts the sectors. */
static void test_shades_need_no_lines(void **state)
{
    struct fixture *f = *state;
    int lines = 0, warm = 0, bare = 0;

    f->canvas.has_shades = true;
    look(f, 1000);
    for (int y = 3; y < f->canvas.height - 2; y++)
        for (int x = 0; x < f->canvas.width; x++) {
            const struct cell *cell = &f->canvas.cells[y * 80 + x];

            lines += cell->role == ROLE_border || !strcmp(cell->text, "│");
            warm += cell->role == ROLE_heat;
            bare += cell->role == ROLE_fg && !cell->text[0];
        }
    assert_int_equal(lines, 0);
    assert_true(warm > 80 * 17);
    assert_true(bare > 0); /* the gap */
}

static int count_lines(const struct fixture *f)
{
    int n = 0;

    for (int i = 0; i < f->canvas.width * f->canvas.height; i++)
        n += is_hairline(f->canvas.cells[i].text);
    return n;
}

/* Neighbours of one colour would look like one tile. */
static void test_one_colour_is_parted(void **state)
{
    struct fixture *f = *state;

    f->canvas.has_shades = true;
    look(f, 1000);
    assert_int_equal(count_lines(f), 0);
    put(f, "NEXT", "Technology", 2000, 92);
    look(f, 2000);
    assert_in_range(count_lines(f), 10, 40); /* their common edge */
    f->canvas.has_shades = false;
    look(f, 3000);
    assert_int_equal(count_lines(f), 0);
}

/* What is looked for is gone to; what has no name of the sort is none. */
static void test_find_goes_there(void **state)
{
    struct fixture *f = *state;

    assert_true(is_selected(f, "BIG"));
    press(f, "/oi");
    assert_true(is_selected(f, "OIL"));
    assert_true(header_says(f, "1 found"));
    press(f, "\n");
    press(f, "h"); /* and on from there */
    assert_true(find(f, "*OIL") >= 0);
    press(f, "/zzz");
    assert_true(header_says(f, "0 found"));
    assert_int_equal(find(f, "*OIL"), -1);
}

static void test_nothing_known_is_said(void **state)
{
    struct fixture *f = *state;
    struct snapshot none = {.mode = RUN_LIVE, .now_ms = start_ms};

    ui_draw(f->ui, &none, start_ms, 0, &f->canvas);
    assert_true(find(f, "no company is known yet") >= 0);
}

/* Words of tiles that lie side by side do not run into each other, and no
 * change has a minus. */
static void test_words_stay_in_their_tile(void **state)
{
    struct fixture *f = *state;
    char name[8];

    for (int i = 0; i < 30; i++) {
        snprintf(name, sizeof name, "Q%cXX", 'A' + i % 16);
        name[2] = (char)(i < 16 ? 'X' : 'Y');
        put(f, name, "Technology", 60 + i, 99.97);
    }
    f->canvas.has_shades = true;
    for (int width = 30; width <= 140; width++) {
        canvas_resize(&f->canvas, width, 24);
        look(f, 2000);
        for (int at = 2 * width + 1; at < 22 * width; at++) {
            const char *text = f->canvas.cells[at].text;
            const char *before = f->canvas.cells[at - 1].text;

            if (at % width && text[0] == 'Q' && before[0] &&
                !is_hairline(before))
                fail_msg("'%s' before a tile's name at %d", before, width);
        }
        assert_int_equal(find(f, "-0.0"), -1);
    }
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_words_stay_in_their_tile, setup,
                                        teardown),
        CASE(test_keys_go_to_neighbours),
        CASE(test_warmth_is_by_steps),
        CASE(test_sectors_say_what_all_of_them_did),
        CASE(test_the_header_has_the_metrics_value),
        CASE(test_the_header_explains_the_colours),
        CASE(test_the_header_counts_what_has_no_tile),
        CASE(test_a_narrow_header_keeps_its_words),
        CASE(test_headings_are_whole),
        CASE(test_hints_are_of_tiles),
        CASE(test_before_the_open_the_day_is_named),
        CASE(test_a_sector_has_no_negative_zero),
        CASE(test_tiles_stay_for_an_hour),
        CASE(test_zoom_and_groups),
        CASE(test_shades_need_no_lines),
        CASE(test_one_colour_is_parted),
        CASE(test_find_goes_there),
        CASE(test_nothing_known_is_said),
    };

    return cmocka_run_group_tests_name("ui/heatmap", tests, NULL, NULL);
}
