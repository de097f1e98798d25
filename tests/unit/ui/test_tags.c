/* SPDX-License-Identifier: MIT */
/* T: words on headlines, typed, completed, shown, filtered by. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"

static const char *const mine[] = {"NVDA", "AMD"};
static const int64_t start_ms = INT64_C(1737990000000); /* 10:00 New York */

static void put_headline(struct fixture *f, int i, const char *title)
{
    struct updates u = {0};
    struct update *h = updates_add(&u, start_ms - i * 60000, UPDATE_headline,
                                   "", i % 2 ? "wire" : "rss");
    char id[16];

    snprintf(id, sizeof(id), "id%d", i);
    h->of.headline.id = id;
    h->of.headline.title = title;
    h->of.headline.publisher = i % 2 ? "Reuters" : "The Daily Test";
    h->of.headline.published = start_ms - i * 60000;
    h->of.headline.symbol_count = 1;
    name_copy(h->of.headline.symbols[0], SYMBOL_MAX, i % 2 ? "NVDA" : "XOM");
    state_apply(f->state, h);
    updates_done(&u);
}

static void freeze(struct fixture *f)
{
    struct freeze_info info = {.now_ms = start_ms + 1000, .mode = RUN_LIVE};

    snapshot_free(f->now);
    f->now = state_freeze(f->state, &info);
}

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));

    if (!f || config_load_text("", 0, &f->config) != ERR_OK)
        return -1;
    f->state = state_new("", 0);
    state_set_watchlist(f->state, "mine", mine, 2);
    put_headline(f, 0, "Oil rises");
    put_headline(f, 1, "Chips fall");
    put_headline(f, 2, "Gas rises");
    put_headline(f, 3, "Chips rise");
    freeze(f);
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

static void assert_shows(struct fixture *f, const char *text)
{
    if (!shows(f, text))
        fail_msg("no '%s' in\n%s", text, strbuf_text(&f->screen));
}

/* What the poller does with the commands. */
static void obey(struct fixture *f)
{
    for (size_t i = 0; i < f->out.command_count; i++)
        if (f->out.commands[i].kind == COMMAND_TAG)
            state_tag(f->state, f->out.commands[i].text,
                      &f->out.commands[i].tags);
    freeze(f);
}

static void press(struct fixture *f, const char *keys)
{
    for (; *keys; keys++) {
        (void)shows(f, "");
        ui_key(f->ui, key_typed(*keys), f->now, 5000, &f->out);
    }
    obey(f);
}

static void assert_tags(struct fixture *f, const char *id,
                        const char *expected)
{
    struct strbuf out = {0};

    tags_write(snapshot_tags(f->now, id), "", &out);
    assert_string_equal(strbuf_text(&out), expected);
    strbuf_done(&out);
}

static void test_one_is_tagged_and_untagged(void **state)
{
    struct fixture *f = *state;

    press(f, "gnjT");
    assert_shows(f, ":TAG _");
    press(f, "capex, #M&A\n");
    assert_tags(f, "id1", "capex M&A");
    assert_shows(f, "#capex #M&A"); /* the message */
    assert_shows(f, "Tags: #capex #M&A"); /* the story beside the list */
    press(f, "T");
    assert_shows(f, ":TAG capex M&A _");
    press(f, "halt\n");
    assert_tags(f, "id1", "capex M&A halt");
    press(f, "T\025TAG macro\n"); /* others in their place */
    assert_tags(f, "id1", "macro");
    press(f, "T\033");
    assert_tags(f, "id1", "macro");
    press(f, "T\025TAG\n");
    assert_tags(f, "id1", "");
    assert_shows(f, "no tags any more");
}

static void test_words_of_functions_are_tags(void **state)
{
    struct fixture *f = *state;

    press(f, "gnTFA news\n");
    assert_tags(f, "id0", "FA news");
}

static void test_those_in_use_are_offered(void **state)
{
    struct fixture *f = *state;

    press(f, "gnTcapex M&A\n");
    press(f, "jTMacro\n");
    press(f, "jT");
    assert_shows(f, "capex      1 headline");
    press(f, "m\t");
    assert_shows(f, ":TAG M&A_");
    press(f, "\t");
    assert_shows(f, ":TAG Macro_");
    press(f, " ");
    assert_shows(f, " M&A ");
    assert_false(shows(f, " Macro      "));
    press(f, "CAPEX\n"); /* as it is spelt already */
    assert_tags(f, "id2", "Macro capex");
}

/* What one of them alone has stays; what all have is typed over. */
static void test_all_that_are_marked(void **state)
{
    struct fixture *f = *state;

    press(f, "gnTone both\n");
    press(f, "jTboth\n");
    press(f, "gg  T");
    assert_shows(f, ":TAG both _");
    press(f, "\025TAG new\n");
    assert_tags(f, "id0", "one new");
    assert_tags(f, "id1", "new");
    assert_tags(f, "id2", "");
    assert_shows(f, "#new: 2 headlines");
    assert_false(shows(f, "marked"));
    press(f, "*T\025TAG\n");
    assert_tags(f, "id0", "");
    assert_tags(f, "id1", "");
}

static void test_in_a_story(void **state)
{
    struct fixture *f = *state;

    press(f, "gnj\nTdeep\n");
    assert_shows(f, "› REUT 09:59");
    assert_shows(f, "Tags: #deep");
    assert_tags(f, "id1", "deep");
}

static void test_mistakes_are_told(void **state)
{
    struct fixture *f = *state;

    press(f, "gnT1 2 3 4 5 6 7 8 9\n");
    assert_shows(f, "error: a headline has at most 8 tags");
    assert_tags(f, "id0", "");
    press(f, "T1 2 3 4 5 6 7 8\n");
    press(f, "  T");
    assert_shows(f, ":TAG _");
    press(f, "9\n"); /* room on one of the two, which is done */
    assert_tags(f, "id0", "1 2 3 4 5 6 7 8");
    assert_tags(f, "id1", "9");
    assert_shows(f, "#9; 1 is still marked");
    press(f, "\033gd:tag x\n");
    assert_shows(f, "no headline is selected");
}

static void test_filters_know_them(void **state)
{
    struct fixture *f = *state;

    press(f, "gnTcapex\n");
    press(f, "jjTcapex macro\n");
    press(f, "/#macro\n");
    assert_false(shows(f, "XOM   Oil rises"));
    assert_shows(f, "Gas rises");
    press(f, "/\025tags == \"capex\"\n");
    assert_shows(f, "Oil rises");
    assert_shows(f, "Gas rises");
    assert_false(shows(f, "Chips fall"));
}

static void widen(struct fixture *f)
{
    canvas_done(&f->canvas);
    canvas_init(&f->canvas, 200, 60, false);
}

static void test_the_column_counts(void **state)
{
    struct fixture *f = *state;

    widen(f);
    press(f, "gnTcapex M&A\n");
    press(f, "jTcapex\n");
    state_bookmark(f->state, "id2", true);
    state_mark_read(f->state, "id3", true);
    freeze(f);
    assert_shows(f, "\n›All           3 /   4 │");
    assert_shows(f, "\n  Watchlist    1 /   2 │"); /* NVDA is on it */
    assert_shows(f, "\n  Bookmarks    1       │");
    assert_shows(f, "\n  The Daily T… 2 ●   2m│");
    assert_shows(f, "\n  Reuters      1 ●   3m│");
    assert_shows(f, "\n  #capex       2       │");
    assert_shows(f, "\n  #M&A         1       │");
    assert_false(shows(f, "Portfolio"));
}

static void test_the_column_filters(void **state)
{
    struct fixture *f = *state;

    widen(f);
    press(f, "gnTcapex\n");
    press(f, "3jjjj\n"); /* over the gap to the second outlet */
    assert_shows(f, "/publisher == \"The Daily Test\"");
    assert_shows(f, "›10:00 •DT   XOM   Oil rises"); /* the list has the focus */
    assert_false(shows(f, "Chips fall"));
    assert_shows(f, "\n› The Daily T");
    press(f, "3G\n");
    assert_shows(f, "/tags == \"capex\"");
    assert_shows(f, "\n› #capex");
    assert_false(shows(f, "  Gas rises"));
    press(f, "3ggj\n");
    assert_shows(f, "/symbols in @\"mine\"");
    assert_false(shows(f, "XOM   Oil rises"));
    assert_shows(f, "Chips rise");
    press(f, "3gg\n");
    assert_shows(f, "Oil rises");
    assert_shows(f, "\n›All ");
    press(f, "3/count > 3\n"); /* filters of its own */
    assert_shows(f, "›All ");
    assert_false(shows(f, "Reuters  "));
    press(f, "/\025#cap\n");
    assert_false(shows(f, "Reuters  "));
    assert_shows(f, "#capex ");
}

/* A name may have what ends a text of the language. */
static void test_the_column_quotes(void **state)
{
    struct fixture *f = *state;
    struct updates u = {0};
    struct update *h;

    h = updates_add(&u, start_ms, UPDATE_headline, "", "odd");
    h->of.headline = (struct headline){.id = "odd", .title = "An odd story",
                                       .publisher = "The \"A\\B\" Post",
                                       .published = start_ms + 1};
    state_apply(f->state, h);
    h->of.headline = (struct headline){.id = "none", .title = "By nobody",
                                       .published = start_ms + 2};
    state_apply(f->state, h);
    updates_done(&u);
    freeze(f);
    widen(f);
    press(f, "gn3/post\n\n");
    assert_shows(f, "/publisher == \"The \\\"A\\B\\\" Post\"");
    assert_shows(f, "An odd story");
    assert_false(shows(f, "XOM   Oil rises"));
    press(f, "3\033/odd\n\n");
    assert_shows(f, "/source == \"odd\"");
    assert_shows(f, "By nobody");
    assert_false(shows(f, "XOM   Oil rises"));
}

static void test_what_has_tags_is_not_muted(void **state)
{
    static const char text[] = "mute = chips\n";
    struct fixture *f = *state;
    struct config *muted;

    press(f, "gnjTcapex\n");
    assert_int_equal(config_load_text(text, strlen(text), &muted), ERR_OK);
    ui_free(f->ui);
    config_free(f->config);
    f->config = muted;
    f->ui = ui_new(muted, "mine");
    press(f, "gn");
    assert_shows(f, "Chips fall");
    assert_false(shows(f, "Chips rise"));
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        CASE(test_one_is_tagged_and_untagged),
        CASE(test_words_of_functions_are_tags),
        CASE(test_those_in_use_are_offered),
        CASE(test_all_that_are_marked),
        CASE(test_in_a_story),
        CASE(test_mistakes_are_told),
        CASE(test_filters_know_them),
        CASE(test_what_has_tags_is_not_muted),
        CASE(test_the_column_counts),
        CASE(test_the_column_filters),
        CASE(test_the_column_quotes),
    };

    return cmocka_run_group_tests_name("ui/tags", tests, NULL, NULL);
}
