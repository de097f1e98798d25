/* SPDX-License-Identifier: MIT */
/* Looking for a symbol: what is sent, what is shown of the answer, adding. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "tapewatch/base/mem.h"

static const char *const symbols[] = {"HAVE", "MORE"};

static bool shows(struct fixture *f, const char *text)
{
    struct freeze_info info = {.now_ms = 1000000, .mode = RUN_LIVE};

    snapshot_free(f->now);
    f->now = state_freeze(f->state, &info);
    ui_draw(f->ui, f->now, info.now_ms, 0, &f->canvas);
    strbuf_clear(&f->screen);
    canvas_dump(&f->canvas, &f->screen);
    return strstr(strbuf_text(&f->screen), text) != NULL;
}

static void press(struct fixture *f, const char *keys)
{
    for (; *keys; keys++)
        ui_key(f->ui, key_typed(*keys), f->now, 0, &f->out);
}

static void answer(struct fixture *f, enum search_state state)
{
    struct search *s = shared_new(sizeof *s, NULL);

    *s = (struct search){
        .text = "acme", .state = state, .reason = "HTTP 500", .count = 2,
        .items = {{.symbol = "HAVE", .name = "Acme of here",
                   .type = INSTRUMENT_equity},
                  {.symbol = "ACM.DE", .name = "Acme of there",
                   .type = INSTRUMENT_equity, .venue = "XETRA",
                   .source = "elsewhere"}}};
    state_set_search(f->state, s);
    shared_release(s);
}

static int setup(void **state)
{
    static struct fixture f;

    memset(&f, 0, sizeof f);
    if (config_load_text("", 0, &f.config) != ERR_OK)
        return -1;
    f.state = state_new("", 0);
    state_set_watchlist(f.state, "mine", symbols, 2);
    canvas_init(&f.canvas, 80, 24, false);
    f.ui = ui_new(f.config, "mine");
    *state = &f;
    return shows(&f, "mine") ? 0 : -1;
}

static int teardown(void **state)
{
    fixture_done(*state);
    return 0;
}

static void test_words_are_sent(void **state)
{
    struct fixture *f = *state;

    press(f, ":find\n");
    assert_true(shows(f, "FIND what?"));
    press(f, ":find acme\n");
    assert_int_equal(f->out.commands[0].kind, COMMAND_SEARCH);
    assert_string_equal(f->out.commands[0].text, "acme");
    assert_true(shows(f, "Search"));
}

static void test_answers_are_shown_and_added(void **state)
{
    struct fixture *f = *state;

    press(f, ":find acme\n");
    answer(f, SEARCH_ASKING);
    assert_true(shows(f, "2, asking"));
    assert_true(shows(f, "+HAVE"));
    assert_true(shows(f, "ACM.DE      Acme of there"));
    assert_true(shows(f, "XETRA       equity"));
    press(f, "a");
    assert_int_equal(f->out.command_count, 0);
    assert_true(shows(f, "HAVE is already in mine"));
    assert_true(shows(f, "── elsewhere ──"));
    press(f, "ja"); /* the rule between them is passed over */
    assert_int_equal(f->out.commands[0].kind, COMMAND_ADD_SYMBOL);
    assert_string_equal(f->out.commands[0].symbol, "ACM.DE");
    assert_string_equal(f->out.commands[0].list, "mine");
    press(f, "\n");
    assert_true(shows(f, "ACM.DE"));
    assert_false(shows(f, "Acme of here"));
}

/* What is known here is shown with its price; others have none yet. */
static void test_known_ones_have_a_price(void **state)
{
    struct fixture *f = *state;
    struct updates u = {0};
    struct update *q = updates_add(&u, 900000, UPDATE_quote, "HAVE", "test");

    QUOTE_SET(&q->of.quote, price, 90);
    QUOTE_SET(&q->of.quote, prev_close, 100);
    state_apply(f->state, q);
    updates_done(&u);
    press(f, ":find acme\n");
    answer(f, SEARCH_DONE);
    assert_true(shows(f, "90.00  ▼10.00%"));
    canvas_resize(&f->canvas, 60, 24);
    assert_false(shows(f, "90.00"));
    assert_true(shows(f, "equity"));
}

static void test_a_failure_is_told(void **state)
{
    struct fixture *f = *state;

    press(f, ":find acme\n");
    answer(f, SEARCH_FAILED);
    assert_true(shows(f, "the source failed: HTTP 500"));
    assert_true(shows(f, "Acme of here"));
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        CASE(test_words_are_sent),
        CASE(test_answers_are_shown_and_added),
        CASE(test_known_ones_have_a_price),
        CASE(test_a_failure_is_told),
    };

    return cmocka_run_group_tests_name("ui/search", tests, NULL, NULL);
}
