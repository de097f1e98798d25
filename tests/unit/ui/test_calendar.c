/* SPDX-License-Identifier: MIT */
/* The calendar: what comes when, how sure, in how many days; dates that moved
 * stand once, those that have passed are gone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "tapewatch/base/civil.h"

static void put_date(struct fixture *f, const char *symbol, int64_t at,
                     bool confirmed)
{
    struct updates u = {0};
    struct update *d = updates_add(&u, f->now_ms, UPDATE_calendar, symbol,
                                   "test");

    d->of.calendar.type = "earnings";
    d->of.calendar.title = "fourth quarter";
    d->of.calendar.at = at;
    d->of.calendar.confirmed = confirmed;
    state_apply(f->state, d);
    updates_done(&u);
}

static const char *show(struct fixture *f)
{
    struct freeze_info info = {.now_ms = f->now_ms, .mode = RUN_LIVE};

    state_advance(f->state, f->now_ms);
    snapshot_free(f->now);
    f->now = state_freeze(f->state, &info);
    ui_draw(f->ui, f->now, f->now_ms, 0, &f->canvas);
    strbuf_clear(&f->screen);
    canvas_dump(&f->canvas, &f->screen);
    return strbuf_text(&f->screen);
}

static int setup(void **state)
{
    static struct fixture f;

    memset(&f, 0, sizeof f);
    if (config_load_text("", 0, &f.config) != ERR_OK)
        return -1;
    f.state = state_new("", 0);
    f.now_ms = civil_from_new_york(civil_date(2025, 1, 27), 10, 0);
    state_advance(f.state, f.now_ms);
    canvas_init(&f.canvas, 100, 20, true);
    f.ui = ui_new(f.config, NULL);
    (void)show(&f);
    ui_key(f.ui, (struct key){.code = 'g'}, f.now, 0, &f.out);
    ui_key(f.ui, (struct key){.code = 'c'}, f.now, 0, &f.out);
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    fixture_done(*state);
    return 0;
}

static void test_dates_in_their_order(void **state)
{
    struct fixture *f = *state;
    const char *text, *first, *second;

    put_date(f, "LATE", civil_from_new_york(civil_date(2025, 1, 30), 16, 30),
             false);
    put_date(f, "SOON", civil_from_new_york(civil_date(2025, 1, 29), 8, 0),
             true);
    text = show(f);
    first = strstr(text, "Wed 29 Jan 08:00 in 2 d");
    second = strstr(text, "Thu 30 Jan 16:30 in 3 d");
    assert_true(first && second && first < second);
    assert_non_null(strstr(first, "SOON     earnings: fourth quarter\n"));
    assert_non_null(strstr(second,
                           "LATE     earnings: fourth quarter estimated\n"));
    assert_non_null(strstr(second, "closed: Washington's Birthday"));
}

static void test_dates_move_and_pass(void **state)
{
    struct fixture *f = *state;

    put_date(f, "AB", civil_from_new_york(civil_date(2025, 1, 28), 8, 0), false);
    assert_non_null(strstr(show(f), "Tue 28 Jan 08:00"));
    put_date(f, "AB", civil_from_new_york(civil_date(2025, 1, 31), 8, 0), true);
    assert_null(strstr(show(f), "Tue 28 Jan"));
    assert_non_null(strstr(show(f), "Fri 31 Jan 08:00"));
    f->now_ms = civil_from_new_york(civil_date(2025, 1, 31), 12, 0);
    assert_non_null(strstr(show(f), "today")); /* it was this morning */
    f->now_ms = civil_from_new_york(civil_date(2025, 2, 1), 0, 1);
    assert_null(strstr(show(f), "01-31"));
}

static void test_what_an_earlier_frame_held_stays(void **state)
{
    struct fixture *f = *state;
    struct freeze_info info = {.now_ms = f->now_ms, .mode = RUN_LIVE};
    int64_t first = civil_from_new_york(civil_date(2025, 1, 28), 8, 0);
    struct snapshot *held;

    put_date(f, "AB", first, false);
    held = state_freeze(f->state, &info);
    put_date(f, "AB", first + 1000, true);
    assert_true(held->dates->items[0].at == first);
    (void)show(f);
    assert_true(f->now->dates->items[0].at == first + 1000);
    snapshot_free(held);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        CASE(test_dates_in_their_order),
        CASE(test_dates_move_and_pass),
        CASE(test_what_an_earlier_frame_held_stays),
    };

    return cmocka_run_group_tests_name("ui/calendar", tests, NULL, NULL);
}
