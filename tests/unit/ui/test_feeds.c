/* SPDX-License-Identifier: MIT */
/* The Feeds screen: states in words, the order, and what its keys ask. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "frame.h"
#include "../src/ui/feed_words.h"
#include "tapewatch/state/state.h"

static struct health sources[] = {
    {.source = "good", .kind = "quotes", .state = SOURCE_ok,
     .is_in_use = true, .can_switch = true, .p50_ms = 84, .p95_ms = 2100},
    {.source = "bad", .kind = "news", .state = SOURCE_failed,
     .is_in_use = true, .can_switch = true, .p50_ms = -1, .errors = 12,
     .url = "https://me:PASSW0RD@feeds.example.com/S3CRET/feed.xml",
     .tries = {{.t = 990000, .took_ms = 41, .status = 503,
                .words = "Service Unavailable"}},
     .error = "HTTP 503", .effect = "its headlines may be missing"},
    {.source = "keyed", .kind = "quotes", .state = SOURCE_off,
     .lacks_key = true, .key_name = "SOME_KEY", .p50_ms = -1},
};
static struct health_list list = {.count = 3, .items = sources};
static struct snapshot now = {.mode = RUN_LIVE, .now_ms = 1000000,
                              .health = &list};

struct fixture {
    struct config *config;
    struct ui *ui;
    struct canvas canvas;
    struct ui_effects out;
};

static void press(struct fixture *f, const char *keys)
{
    for (; *keys; keys++) {
        ui_key(f->ui, (struct key){.code = (unsigned char)*keys}, &now, 0,
               &f->out);
        ui_draw(f->ui, &now, now.now_ms, 0, &f->canvas);
    }
}

static bool has(struct fixture *f, const char *text)
{
    struct strbuf out = {0};
    bool found;

    canvas_dump(&f->canvas, &out);
    found = strstr(strbuf_text(&out), text) != NULL;
    strbuf_done(&out);
    return found;
}

static bool shows(struct fixture *f, const char *text)
{
    return canvas_shows(&f->canvas, text);
}

static bool shows_after(struct fixture *f, const char *keys, const char *text)
{
    press(f, keys);
    ui_draw(f->ui, &now, now.now_ms, 0, &f->canvas);
    return shows(f, text);
}

static int setup(void **state)
{
    static struct fixture f;

    if (config_load_text("", 0, &f.config) != ERR_OK)
        return -1;
    f.ui = ui_new(f.config, NULL);
    canvas_init(&f.canvas, 100, 30, false);
    press(&f, "gf");
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;

    canvas_done(&f->canvas);
    ui_free(f->ui);
    config_free(f->config);
    return 0;
}

static void test_trouble_stands_first(void **state)
{
    struct fixture *f = *state;

    assert_true(shows(f, "›news       bad               ✗ failed"));
    assert_true(shows(f, "HTTP 503")); /* its detail */
    assert_true(shows(f, "its headlines may be missing"));
    assert_true(shows(f, "1 of 2 sources answer, 0 not asked"));
    press(f, "j");
    assert_true(shows(f, "›quotes     good              ● ok"));
    assert_true(shows(f, "84/2.1s"));
}

/* Nothing ever answered: the dashboard says so, and why, on every width. */
static void test_no_source_answers(void **state)
{
    static struct health silent[] = {
        {.source = "spark", .kind = "quotes", .state = SOURCE_backoff,
         .is_in_use = true, .last_try = 990000, .errors_in_row = 2,
         .tries = {{.t = 990000, .took_ms = 7,
                    .words = "host not found"}}},
        {.source = "later", .kind = "quotes", .state = SOURCE_idle}};
    static struct health_list all = {.count = 2, .items = silent};
    char symbols[2][SYMBOL_MAX] = {"NVDA", "AMD"};
    struct watchlist mine = {.name = "mine", .count = 2, .waiting = 2,
                             .symbols = symbols};
    struct fixture *f = *state;

    now.health = &all;
    now.watchlists = &mine;
    now.watchlist_count = 1;
    assert_true(shows_after(f, "gd", "no source answers: host not found; check "
                                     "the network or proxy, gf shows them"));
    assert_true(shows(f, "r asks again"));
    assert_false(has(f, "loading"));
    assert_false(has(f, "…  "));
    assert_true(shows_after(f, "gf", "0 of 1 sources answer, 1 not asked"));
    ui_key(f->ui, (struct key){.code = KEYCODE_ENTER}, &now, 0, &f->out);
    assert_true(shows_after(f, "", "tries     19:16 host not found, 7 ms"));
    silent[0] = (struct health){.source = "spark", .kind = "quotes",
                                .state = SOURCE_loading, .is_in_use = true,
                                .since = now.now_ms - 3000};
    assert_true(shows_after(f, "gd", "loading 0/2 from spark"));
    assert_true(shows_after(f, ":nvda gp\n", "… loading from spark"));
    silent[0].since = now.now_ms - 2999;
    assert_true(shows_after(f, "", "… loading "));
    assert_true(shows_after(f, "gd", "loading 0/2 "));
    assert_false(has(f, "spark"));
    now.health = &list;
    now.watchlists = NULL;
    now.watchlist_count = 0;
}

static void test_keys_ask(void **state)
{
    struct fixture *f = *state;

    press(f, "t");
    assert_int_equal(f->out.command_count, 1);
    assert_int_equal(f->out.commands[0].kind, COMMAND_RETRY);
    assert_string_equal(f->out.commands[0].text, "bad");
    press(f, "e");
    assert_int_equal(f->out.commands[0].kind, COMMAND_SWITCH_SOURCE);
    assert_true(f->out.commands[0].number == 0);
    press(f, "o");
    assert_int_equal(f->out.commands[0].kind, COMMAND_OFFLINE);
    assert_true(f->out.commands[0].number == 1);
    press(f, "l");
    assert_true(shows(f, "Feeds › Log"));
}

/* A source without its key says how to give it one, and stays off. */
static void test_key_is_wanted(void **state)
{
    struct fixture *f = *state;

    press(f, "G");
    assert_true(shows(f, "needs key"));
    press(f, "e");
    assert_int_equal(f->out.command_count, 0);
    assert_true(shows(f, "put SOME_KEY=KEY into the environment"));
}

static void test_contact_is_given(void **state)
{
    struct fixture *f = *state;

    press(f, "C");
    assert_true(shows(f, "CONTACT "));
    press(f, "nobody");
    ui_key(f->ui, (struct key){.code = KEYCODE_ENTER}, &now, 0, &f->out);
    ui_draw(f->ui, &now, now.now_ms, 0, &f->canvas);
    assert_int_equal(f->out.command_count, 0);
    assert_true(shows(f, "an e-mail address, please"));
    press(f, "C");
    press(f, "me@example.com");
    ui_key(f->ui, (struct key){.code = KEYCODE_ENTER}, &now, 0, &f->out);
    assert_int_equal(f->out.command_count, 1);
    assert_int_equal(f->out.commands[0].kind, COMMAND_CONTACT);
    assert_string_equal(f->out.commands[0].text, "me@example.com");
}

static void test_replay_says_why(void **state)
{
    struct fixture *f = *state;

    now.health = NULL;
    now.mode = RUN_REPLAY;
    press(f, "j");
    assert_true(shows(f, "a replay asks no source"));
    press(f, "t");
    assert_int_equal(f->out.command_count, 0);
    now.health = &list;
    now.mode = RUN_LIVE;
}

/* What is copied tells how the source is, and nothing of its secrets. */
static void test_diagnostics_are_copied(void **state)
{
    struct fixture *f = *state;
    static const char *const told[] = {
        "bad (news) failed", "error     HTTP 503", "12 in 24 h",
        "503 Service Unavailable, 41 ms", "1970-01-01T00:16:30",
        "site      https://feeds.example.com\n",
    };

    press(f, "y");
    assert_non_null(f->out.copy);
    for (size_t i = 0; i < sizeof(told) / sizeof(*told); i++)
        if (!strstr(f->out.copy, told[i]))
            fail_msg("%s\nlacks: %s", f->out.copy, told[i]);
    assert_null(strstr(f->out.copy, "S3CRET"));
    assert_null(strstr(f->out.copy, "PASSW0RD"));
    ui_key(f->ui, (struct key){.code = KEYCODE_ENTER}, &now, 0, &f->out);
    press(f, "y"); /* on its own screen */
    assert_non_null(f->out.copy);
    assert_non_null(strstr(f->out.copy, "bad (news) failed"));
}

static void test_bytes(void **state)
{
    static const struct {
        double bytes;
        const char *text;
    } rows[] = {{0, "0"}, {20, "0"}, {205, ".2K"}, {3174, "3.1K"},
                {1024 * 1024, "1024K"}};
    char text[16];

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        feed_bytes_text(rows[i].bytes, text);
        assert_string_equal(text, rows[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_trouble_stands_first, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_no_source_answers, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_keys_ask, setup, teardown),
        cmocka_unit_test_setup_teardown(test_key_is_wanted, setup, teardown),
        cmocka_unit_test_setup_teardown(test_contact_is_given, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_replay_says_why, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_diagnostics_are_copied, setup,
                                        teardown),
        cmocka_unit_test(test_bytes),
    };

    return cmocka_run_group_tests_name("ui/feeds", tests, NULL, NULL);
}
