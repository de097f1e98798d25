/* SPDX-License-Identifier: MIT */
/* While only time passes the panels are kept as they were drawn: at no cost,
 * and never longer than what they show is true. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../src/ui/stack.h"
#include "fixture.h"
#include "tapewatch/base/civil.h"

static size_t allocations; /* since it was set to 0 */

/* The linker calls these for malloc and the like, see the Makefile. */
void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);

void *__wrap_malloc(size_t n)
{
    allocations++;
    return __real_malloc(n);
}

void *__wrap_calloc(size_t n, size_t size)
{
    allocations++;
    return __real_calloc(n, size);
}

void *__wrap_realloc(void *p, size_t n)
{
    allocations++;
    return __real_realloc(p, n);
}

static void put(struct fixture *f, const struct update *u)
{
    state_apply(f->state, u);
}

static void freeze(struct fixture *f)
{
    struct freeze_info info = {.now_ms = f->now_ms, .mode = RUN_LIVE,
                               .timeline = timeline_live()};

    snapshot_free(f->now);
    f->now = state_freeze(f->state, &info);
}

/* A quote that is two seconds old. */
static int setup(void **state)
{
    static const char *const symbols[] = {"NVDA", "MSFT"};
    struct fixture *f = calloc(1, sizeof(*f));
    struct update u = {.kind = UPDATE_quote, .source = "test"};

    if (!f || config_load_text("", 0, &f->config) != ERR_OK)
        return -1;
    f->now_ms = civil_from_new_york(civil_date(2025, 1, 27), 10, 0) + 5000;
    f->state = state_new("", 0);
    state_set_watchlist(f->state, "two", symbols, 2);
    u.t = f->now_ms - 2000;
    for (int i = 0; i < 2; i++) {
        name_copy(u.symbol, sizeof(u.symbol), symbols[i]);
        QUOTE_SET(&u.of.quote, price, 120.0 + i);
        QUOTE_SET(&u.of.quote, prev_close, 140.0);
        QUOTE_SET(&u.of.quote, as_of, u.t);
        put(f, &u);
    }
    freeze(f);
    f->ui = ui_new(f->config, "two");
    canvas_init(&f->canvas, 120, 40, false);
    *state = f;
    return 0;
}

static void draw(struct fixture *f)
{
    ui_draw(f->ui, f->now, f->now_ms, f->real_ms, &f->canvas);
}

static void press(struct fixture *f, const char *keys)
{
    for (; *keys; keys++)
        ui_key(f->ui, key_typed(*keys), f->now, f->real_ms, &f->out);
}

static void pass(struct fixture *f, int64_t ms)
{
    f->now_ms += ms;
    f->real_ms += ms;
}

/* Were the panels drawn by this frame? */
static bool draws(struct fixture *f)
{
    uint64_t before = f->ui->frames;

    draw(f);
    return f->ui->frames != before;
}

static void a_tick_of_the_clock_costs_nothing(void **state)
{
    struct fixture *f = *state;

    draw(f);
    assert_true(canvas_shows(&f->canvas, "10:00:05"));
    allocations = 0;
    for (int i = 0; i < 50; i++) {
        pass(f, 1000);
        assert_false(draws(f));
    }
    assert_int_equal(allocations, 0);
    assert_true(canvas_shows(&f->canvas, "10:00:55"));
    assert_true(canvas_shows(&f->canvas, "120.00"));
    pass(f, 5000);
    assert_true(draws(f)); /* another minute */
    assert_true(allocations > 0); /* or nobody counted */
}

static void what_happens_is_drawn(void **state)
{
    struct fixture *f = *state;
    struct canvas other;

    draw(f);
    assert_false(draws(f));
    press(f, "j");
    assert_true(draws(f));
    assert_false(draws(f));
    ui_message(f->ui, f->real_ms, ROLE_info, "heard");
    assert_true(draws(f));
    assert_true(canvas_shows(&f->canvas, "heard"));
    pass(f, 4000);
    assert_false(draws(f)); /* the line below is not the panels' */
    assert_false(canvas_has(&f->canvas, "heard"));
    freeze(f);
    assert_true(draws(f));
    assert_false(draws(f));
    f->now_ms -= 1000;
    assert_true(draws(f));
    ui_set_terminal(f->ui, "", LINK_SLOW);
    assert_true(draws(f));
    ui_set_terminal(f->ui, "RTT 38 ms", LINK_SLOW);
    assert_false(draws(f));
    f->canvas.is_mono = true;
    assert_true(draws(f));
    canvas_init(&other, 120, 40, false);
    ui_draw(f->ui, f->now, f->now_ms, f->real_ms, &other);
    assert_true(canvas_shows(&other, "120.00"));
    canvas_done(&other);
    assert_true(draws(f));
    canvas_resize(&f->canvas, 100, 30);
    assert_true(draws(f));
    assert_false(draws(f));
}

static void ages_go_on(void **state)
{
    struct fixture *f = *state;

    draw(f);
    press(f, "\n");
    draw(f);
    assert_true(canvas_shows(&f->canvas, "2s ago"));
    pass(f, 1000);
    draw(f);
    assert_true(canvas_shows(&f->canvas, "3s ago"));
    pass(f, 57000);
    draw(f);
    assert_true(canvas_shows(&f->canvas, "1m ago"));
    pass(f, 59999);
    draw(f);
    assert_true(canvas_shows(&f->canvas, "1m ago"));
    pass(f, 1);
    draw(f);
    assert_true(canvas_shows(&f->canvas, "2m ago"));
}

/* It ends at a moment of its own. */
static void a_halt_ends_in_time(void **state)
{
    struct fixture *f = *state;
    struct update u = {.kind = UPDATE_halt, .source = "test",
                       .symbol = "NVDA", .t = f->now_ms};

    u.of.halt.code = "LUDP";
    u.of.halt.from = f->now_ms - 1000;
    u.of.halt.until = f->now_ms + 20500;
    put(f, &u);
    freeze(f);
    draw(f);
    press(f, "\n");
    draw(f);
    assert_true(canvas_shows(&f->canvas, "H halted"));
    press(f, "q");
    draw(f);
    assert_true(canvas_shows(&f->canvas, " H"));
    pass(f, 20499);
    assert_false(draws(f));
    pass(f, 1);
    assert_true(draws(f));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_tick_of_the_clock_costs_nothing,
                                        setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(what_happens_is_drawn, setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(ages_go_on, setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(a_halt_ends_in_time, setup,
                                        fixture_teardown),
    };

    return cmocka_run_group_tests_name("kept", tests, NULL, NULL);
}
