/* SPDX-License-Identifier: MIT */
/* A story: where it is from, how far it was read, what Enter leads to. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "tapewatch/base/civil.h"

static const char *const mine[] = {"NVDA", "AMD"};
static const int64_t start_ms = INT64_C(1737990000000); /* 10:00 New York */

/* Lines of ten words each. */
static void put_story(struct fixture *f, int i, int lines, const char *symbol)
{
    struct updates u = {0};
    struct update *h = updates_add(&u, start_ms - i * 60000, UPDATE_headline,
                                   "", "rss");
    struct strbuf summary = {0};
    char id[16], title[40];

    for (int line = 1; line <= lines; line++)
        strbuf_format(&summary, "%sStory %d line %d: these are ten words.",
                      line > 1 ? "\n" : "", i, line);
    snprintf(id, sizeof(id), "id%d", i);
    snprintf(title, sizeof(title), "Title of story %d", i);
    h->of.headline = (struct headline){
        .id = id, .title = title, .summary = strbuf_text(&summary),
        .publisher = "The Daily Test", .published = start_ms - i * 60000};
    h->of.headline.symbol_count = symbol != NULL;
    if (symbol)
        name_copy(h->of.headline.symbols[0], SYMBOL_MAX, symbol);
    state_apply(f->state, h);
    strbuf_done(&summary);
    updates_done(&u);
}

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    struct freeze_info info = {.now_ms = start_ms + 180000,
                               .mode = RUN_LIVE};

    if (!f || config_load_text("", 0, &f->config) != ERR_OK)
        return -1;
    f->state = state_new("", 0);
    state_set_watchlist(f->state, "mine", mine, 2);
    put_story(f, 0, 100, "AMD");
    put_story(f, 1, 50, NULL);
    put_story(f, 2, 2, NULL);
    f->now = state_freeze(f->state, &info);
    f->ui = ui_new(f->config, "mine");
    canvas_init(&f->canvas, 120, 40, false);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;

    fixture_done(f);
    free(f);
    return 0;
}

static bool shows(struct fixture *f, const char *text)
{
    ui_draw(f->ui, f->now, f->now->now_ms, 5000, &f->canvas);
    strbuf_clear(&f->screen);
    canvas_dump(&f->canvas, &f->screen);
    return strstr(strbuf_text(&f->screen), text) != NULL;
}

static bool has(struct fixture *f, const char *text)
{
    return strstr(strbuf_text(&f->screen), text) != NULL;
}

static void assert_shows(struct fixture *f, const char *text)
{
    if (!shows(f, text))
        fail_msg("no '%s' in\n%s", text, strbuf_text(&f->screen));
}

static void press(struct fixture *f, const char *keys)
{
    for (; *keys; keys++) {
        (void)shows(f, "");
        ui_key(f->ui, key_typed(*keys), f->now, 5000, &f->out);
    }
    (void)shows(f, "");
}

static void test_where_it_is_from(void **state)
{
    struct fixture *f = *state;

    press(f, "gnj\n");
    assert_shows(f, "› News › DT 09:59 ");
    assert_shows(f, "\n Title of story 1\n The Daily Test · Mon 2025-01-27 "
                    "09:59 ET · 4m ago\n━ 2/3  ");
    canvas_resize(&f->canvas, 58, 14); /* no room for more than the text */
    assert_shows(f, "━ DT 09:59  4m ago ━");
    assert_shows(f, "\n Title of story 1\n The Daily Test · Mon 2025-01-27");
}

static void put_bar(struct fixture *f, enum bar_span span, int64_t start,
                    double close)
{
    struct update u = {.t = start_ms, .kind = UPDATE_bar, .symbol = "AMD",
                       .source = "test"};

    u.of.bar.span = span;
    u.of.bar.bar = (struct bar){.start = start, .close = close};
    state_apply(f->state, &u);
}

static void freeze(struct fixture *f)
{
    struct freeze_info info = {.now_ms = start_ms + 180000,
                               .mode = RUN_LIVE};

    snapshot_free(f->now);
    f->now = state_freeze(f->state, &info);
}

/* It is measured from the price of then, extended hours too; where only an
 * older one is known the row says of when it is. */
static void test_move_since(void **state)
{
    struct fixture *f = *state;
    struct update q = {.t = start_ms + 60000, .kind = UPDATE_quote,
                       .symbol = "AMD", .source = "test"};

    QUOTE_SET(&q.of.quote, price, 97);
    QUOTE_SET(&q.of.quote, as_of, q.t);
    state_apply(f->state, &q);
    put_bar(f, BAR_1d, civil_date(2025, 1, 24) * MS_PER_DAY, 100);
    freeze(f);
    press(f, "gn\n");
    assert_shows(f, "since Fri    -3.00%");
    put_bar(f, BAR_5m, start_ms - 2 * MS_PER_HOUR, 98); /* 08:00 */
    freeze(f);
    assert_shows(f, "since 08:05  -1.02%");
    put_bar(f, BAR_5m, start_ms - 40 * MS_PER_MINUTE, 99);
    freeze(f);
    assert_shows(f, "since 10:00  -2.02%");
}

static void test_how_far_it_was_read(void **state)
{
    struct fixture *f = *state;

    press(f, "gn\n");
    assert_shows(f, " line 31/101  30% ━");
    assert_shows(f, " 70 more\n"); /* lines below the last one */
    press(f, " ");
    assert_shows(f, " line 61/101  60% ━");
    press(f, "G");
    assert_shows(f, " line 101/101  100% ━");
    assert_false(has(f, " more\n"));
    assert_shows(f, "\n Title of story 0\n"); /* over it as before */
    press(f, "gg");
    assert_shows(f, " line 31/101  30% ━");
    press(f, "GJ"); /* the next one from its beginning */
    assert_shows(f, "Title of story 1");
    assert_shows(f, "Story 1 line 1:");
    press(f, "J"); /* all of it is there */
    assert_shows(f, "Title of story 2");
    assert_false(shows(f, "%"));
}

static void freeze_again(struct fixture *f)
{
    struct freeze_info info = {.now_ms = start_ms + 180000,
                               .mode = RUN_LIVE};

    snapshot_free(f->now);
    f->now = state_freeze(f->state, &info);
}

/* Its place in the list it came from, filtered or not. */
static void test_its_place(void **state)
{
    struct fixture *f = *state;

    press(f, "gnj\n");
    assert_shows(f, "━ 2/3  2 more unread ━");
    press(f, "J");
    assert_shows(f, "━ 3/3  2 more unread ━");
    state_mark_read(f->state, "id0", true);
    state_mark_read(f->state, "id2", true);
    freeze_again(f);
    assert_shows(f, "━ 3/3  1 more unread ━");
    press(f, "q/story 2\n\n");
    assert_shows(f, "━ 1/1  1 more unread ━");
}

/* C, in the list and in a story; of a symbol's headlines just those. */
static void test_all_are_read(void **state)
{
    struct fixture *f = *state;

    press(f, "gnC");
    assert_int_equal(f->out.commands[0].kind, COMMAND_ALL_READ);
    assert_string_equal(f->out.commands[0].symbol, "");
    assert_true((int64_t)f->out.commands[0].number == f->now->now_ms);
    assert_shows(f, "3 headlines marked as read; m on one takes it back");
    press(f, "\nC");
    assert_int_equal(f->out.commands[0].kind, COMMAND_ALL_READ);
    press(f, ":amd cn\nC");
    assert_int_equal(f->out.commands[0].kind, COMMAND_ALL_READ);
    assert_string_equal(f->out.commands[0].symbol, "AMD");
    assert_shows(f, "1 headline marked as read, all of AMD;");
    for (int i = 0; i < 3; i++) {
        static const char *const ids[] = {"id0", "id1", "id2"};

        state_mark_read(f->state, ids[i], true);
    }
    freeze_again(f);
    press(f, "gnC");
    assert_int_equal(f->out.command_count, 0);
    assert_shows(f, "all were read before");
}

static void put_day(struct fixture *f, const char *symbol)
{
    struct updates u = {0};
    struct update *q;

    for (int i = 1; i <= 6; i++) {
        struct update *b = updates_add(&u, start_ms - 300000 * (6 - i),
                                       UPDATE_bar, symbol, "test");

        b->of.bar.span = BAR_5m;
        b->of.bar.bar = (struct bar){
            .start = b->t - 300000, .open = 100.0 - i, .high = 100.0 - i,
            .low = 100.0 - i, .close = 100.0 - i, .known = BAR_HAS_OHL};
    }
    q = updates_add(&u, start_ms + 60000, UPDATE_quote, symbol, "test");
    QUOTE_SET(&q->of.quote, price, 90.0);
    QUOTE_SET(&q->of.quote, prev_close, 100.0);
    QUOTE_SET(&q->of.quote, as_of, q->t);
    q->of.quote.session = SESSION_REGULAR;
    for (size_t i = 0; i < u.count; i++)
        state_apply(f->state, &u.items[i]);
    updates_done(&u);
}

/* Under the text, however far that is scrolled: what became of its symbols, its
 * address, and what it goes with. */
static void test_what_stands_under_it(void **state)
{
    struct fixture *f = *state;

    put_day(f, "AMD");
    put_story(f, 3, 1, "AMD");
    freeze_again(f);
    press(f, "gn\n");
    assert_shows(f, "─ Symbols in this story  price since publication ─");
    assert_shows(f, " AMD          90.00 ▼10.00%   since 10:00  -4.26%  █▁"); /* its day */
    assert_shows(f, " no address\n related: DT 09:57 Title of story 3 (");
    press(f, "G");
    assert_shows(f, "─ Symbols in this story  price since publication ─");
    press(f, "L");
    assert_shows(f, "› DT 09:57 ");
    canvas_resize(&f->canvas, 80, 24);
    press(f, "q");
    assert_shows(f, "\n AMD 90.00 ▼10.00% since 10:00 -4.26%  ");
    canvas_resize(&f->canvas, 58, 14); /* at the end of the text */
    assert_false(shows(f, "since 10:00"));
    press(f, "G");
    assert_shows(f, "since 10:00");
}

/* The story beside a list too, when the list's cursor moves. */
static void test_another_begins_at_its_top(void **state)
{
    struct fixture *f = *state;

    press(f, "gn2G");
    assert_shows(f, "Story 0 line 100:");
    press(f, "1j");
    assert_shows(f, "Story 1 line 1:");
    assert_false(shows(f, "Story 1 line 50:"));
}

static void test_enter_leads_to_its_symbol(void **state)
{
    struct fixture *f = *state;

    press(f, "gn\n\n");
    assert_shows(f, "› DT 10:00 › AMD ");
    press(f, "\033J\n");
    assert_shows(f, "this story is of no symbol");
    assert_shows(f, "› DT 09:59 ");
}

/* A line of more than 80 cells is broken, however wide the screen is. */
static void test_lines_are_short_enough(void **state)
{
    struct fixture *f = *state;
    struct updates u = {0};
    struct update *h = updates_add(&u, start_ms, UPDATE_headline, "", "rss");

    h->of.headline = (struct headline){
        .id = "wide", .title = "Wide", .published = start_ms + 60000,
        .summary = "aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee "
                   "fffffffff ggggggggg hhhhhhhhh iiiiiiiii"};
    state_apply(f->state, h);
    updates_done(&u);
    freeze_again(f);
    press(f, "gn\n");
    assert_shows(f, "ggggggggg hhhhhhhhh\n   iiiiiiiii");
    assert_false(shows(f, "related")); /* nothing goes with it */
    press(f, "L");
    assert_shows(f, "no other headline goes with this one");
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        CASE(test_where_it_is_from),
        CASE(test_move_since),
        CASE(test_how_far_it_was_read),
        CASE(test_its_place),
        CASE(test_all_are_read),
        CASE(test_what_stands_under_it),
        CASE(test_another_begins_at_its_top),
        CASE(test_enter_leads_to_its_symbol),
        CASE(test_lines_are_short_enough),
    };

    return cmocka_run_group_tests_name("ui/reader", tests, NULL, NULL);
}
