/* SPDX-License-Identifier: MIT */
/* Who was away hears what changed: the line, the screen, what opens. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "tapewatch/base/civil.h"

/* Tuesday 2025-01-28, in New York. */
static int64_t at(int hour, int minute)
{
    return civil_from_new_york(civil_date(2025, 1, 28), hour, minute);
}

static bool shows(struct fixture *f, const char *text)
{
    struct freeze_info info = {.now_ms = f->now_ms, .mode = RUN_LIVE};

    snapshot_free(f->now);
    f->now = state_freeze(f->state, &info);
    ui_draw(f->ui, f->now, f->now_ms, 0, &f->canvas);
    strbuf_clear(&f->screen);
    canvas_dump(&f->canvas, &f->screen);
    return strstr(strbuf_text(&f->screen), text) != NULL;
}

static void press(struct fixture *f, const char *keys)
{
    for (; *keys; keys++)
        ui_key(f->ui, key_typed(*keys), f->now, 0, &f->out);
}

static struct update of(const char *symbol, enum update_kind kind, int64_t t)
{
    struct update u = {.t = t, .kind = kind};

    name_copy(u.symbol, sizeof u.symbol, symbol);
    name_copy(u.source, sizeof u.source, "test");
    return u;
}

static void quote(struct fixture *f, const char *symbol, int64_t t,
                  double price)
{
    struct update u = of(symbol, UPDATE_quote, t);

    QUOTE_SET(&u.of.quote, price, price);
    QUOTE_SET(&u.of.quote, prev_close, 100);
    QUOTE_SET(&u.of.quote, as_of, t);
    state_apply(f->state, &u);
}

static void bar(struct fixture *f, const char *symbol, int64_t start,
                double close)
{
    struct update u = of(symbol, UPDATE_bar, start + 5 * MS_PER_MINUTE);

    u.of.bar.span = BAR_5m;
    u.of.bar.bar = (struct bar){.start = start, .close = close};
    state_apply(f->state, &u);
}

static void headline(struct fixture *f, const char *id, int64_t t,
                     const char *symbol)
{
    struct update u = of("", UPDATE_headline, t);

    u.of.headline = (struct headline){
        .id = id, .title = id, .published = t, .seen = t, .symbol_count = 1};
    name_copy(u.of.headline.symbols[0], SYMBOL_MAX, symbol);
    state_apply(f->state, &u);
}

static int set_up(void **state)
{
    static struct fixture f;
    static const char text[] = "[watchlist default]\nsymbols = FALL CALM\n";

    f = (struct fixture){.now_ms = at(14, 0)};
    if (config_load_text(text, strlen(text), &f.config) != ERR_OK)
        return -1;
    f.state = state_new("", 0);
    f.ui = ui_new(f.config, "default");
    canvas_init(&f.canvas, 120, 40, false);
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    fixture_done(*state);
    return 0;
}

static void who_was_away_hears_it(void **state)
{
    struct fixture *f = *state;

    bar(f, "FALL", at(11, 0), 98);
    bar(f, "FALL", at(11, 55), 95);  /* ends at noon */
    bar(f, "FALL", at(11, 58), 1);   /* has not ended then */
    bar(f, "CALM", at(11, 0), 100);
    quote(f, "FALL", at(13, 59), 76);
    quote(f, "CALM", at(11, 30), 99); /* nothing new of it since */
    headline(f, "An old one", at(11, 0), "FALL");
    headline(f, "News of the fall", at(12, 30), "FALL");
    headline(f, "More of it", at(12, 40), "FALL");
    (void)shows(f, "");
    assert_true(ui_note_look(f->ui, f->now, at(12, 0), 0));
    assert_true(ui_note_look(f->ui, f->now, at(14, 0), 0));
    assert_true(shows(f, "since 12:00: 0 events, FALL -20.00%, 2 unread "
                         "headlines; gs shows it"));
    press(f, "gs");
    assert_true(shows(f, "Since you last looked"));
    assert_true(shows(f, "76.00, before 95.00"));
    assert_true(shows(f, "2 unread: More of it"));
    assert_false(shows(f, "CALM"));
    assert_false(shows(f, "An old one"));
    press(f, "\n");
    assert_true(shows(f, "FALL"));
    assert_false(shows(f, "before 95.00")); /* its own screen */
}

static void who_was_there_hears_nothing(void **state)
{
    struct fixture *f = *state;

    quote(f, "FALL", at(13, 59), 76);
    (void)shows(f, "");
    press(f, "gs");
    assert_true(shows(f, "you have been here all the time"));
}

/* In order: of the same fixture, so each look counts for the next. */
static void a_quarter_of_an_hour_is_away(void **state)
{
    struct fixture *f = *state;

    (void)shows(f, "");
    f->now->looked_ms = at(13, 50); /* the run before */
    (void)ui_note_look(f->ui, f->now, at(14, 0), 0);
    assert_false(shows(f, "you last looked"));
    (void)ui_note_look(f->ui, f->now, at(14, 14), 0);
    assert_false(shows(f, "you last looked"));
    (void)ui_note_look(f->ui, f->now, at(14, 29), 0);
    assert_true(shows(f, "you last looked (14:14)"));
}

static void a_start_greets_who_was_away(void **state)
{
    struct fixture *f = *state;

    (void)shows(f, "");
    f->now->looked_ms = at(12, 0);
    (void)ui_note_look(f->ui, f->now, at(14, 0), 0);
    assert_true(shows(f, "you last looked (12:00)"));
}

static void a_first_start_greets_nobody(void **state)
{
    struct fixture *f = *state;

    (void)shows(f, "");
    (void)ui_note_look(f->ui, f->now, at(14, 0), 0);
    assert_false(shows(f, "you last looked"));
}

static void nobody_is_away_from_a_tape(void **state)
{
    struct fixture *f = *state;

    (void)shows(f, "");
    f->now->mode = RUN_REPLAY;
    assert_false(ui_note_look(f->ui, f->now, at(9, 0), 0));
    assert_false(ui_note_look(f->ui, f->now, at(14, 0), 0));
    assert_false(shows(f, "you last looked"));
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(who_was_away_hears_it),
        TEST(who_was_there_hears_nothing),
        TEST(a_quarter_of_an_hour_is_away),
        TEST(a_start_greets_who_was_away),
        TEST(a_first_start_greets_nobody),
        TEST(nobody_is_away_from_a_tape),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
