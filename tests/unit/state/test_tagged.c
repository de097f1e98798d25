/* SPDX-License-Identifier: MIT */
/* The user's words on headlines: in snapshots and queries; what has them stays
 * when others go. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "support.h"
#include "tapewatch/state/fields.h"

static struct update headline(int64_t t, const char *id, const char *title)
{
    struct update u = make(t, UPDATE_headline, "");

    strncpy(u.source, "test", sizeof u.source - 1);
    u.of.headline =
        (struct headline){.id = id, .title = title, .published = t};
    return u;
}

static void say(struct state *s, int64_t t, const char *id, const char *title)
{
    struct update u = headline(t, id, title);

    state_apply(s, &u);
}

static void tag(struct state *s, const char *id, const char *words)
{
    struct tags t;

    assert_int_equal(tags_read(words, &t, NULL), ERR_OK);
    state_tag(s, id, &t);
}

static struct snapshot *freeze(struct state *s)
{
    struct freeze_info info = {.now_ms = at(MONDAY, 12, 0),
                               .mode = RUN_REPLAY};

    return state_freeze(s, &info);
}

static void assert_tags(const struct snapshot *s, const char *id,
                        const char *expected)
{
    struct strbuf out = {0};

    tags_write(snapshot_tags(s, id), "", &out);
    assert_string_equal(strbuf_text(&out), expected);
    strbuf_done(&out);
}

static void snapshots_have_them_with_counts(void **state)
{
    struct state *s = state_new(NULL, 0);
    struct snapshot *before, *after;

    (void)state;
    say(s, at(MONDAY, 10, 0), "one", "First of them");
    say(s, at(MONDAY, 10, 1), "two", "Second of them");
    before = freeze(s);
    assert_null(before->tagged);
    assert_tags(before, "one", "");
    snapshot_free(before);

    tag(s, "two", "macro");
    tag(s, "one", "Capex MACRO"); /* spelt as it is in use */
    tag(s, "", "nothing");
    before = freeze(s);
    assert_tags(before, "one", "Capex macro");
    assert_int_equal(before->tagged->count, 2);
    assert_int_equal(before->tagged->name_count, 2);
    assert_string_equal(before->tagged->names[0].tag, "Capex");
    assert_int_equal(before->tagged->names[0].count, 1);
    assert_string_equal(before->tagged->names[1].tag, "macro");
    assert_int_equal(before->tagged->names[1].count, 2);

    tag(s, "one", "");
    tag(s, "three", "");
    after = freeze(s);
    assert_tags(after, "one", "");
    assert_tags(after, "two", "macro");
    assert_int_equal(after->tagged->count, 1);
    assert_tags(before, "one", "Capex macro"); /* as it was */
    snapshot_free(before);
    snapshot_free(after);
    tag(s, "two", "");
    after = freeze(s);
    assert_null(after->tagged);
    snapshot_free(after);
    state_free(s);
}

static enum truth asked(const struct snapshot *s, size_t i, const char *text)
{
    const struct headline *h = s->headlines[i];
    struct headline_record r = {.headline = h,
                                .tags = snapshot_tags(s, h->id),
                                .now_ms = s->now_ms};
    struct query *q = NULL;
    struct why why = {{0}};
    enum truth truth;

    if (query_compile_in(text, language_of_headline(), &q, &why) != ERR_OK)
        fail_msg("%s", why.text);
    truth = query_truth(q, &r, s->now_ms);
    query_free(q);
    return truth;
}

static void queries_ask_for_them(void **state)
{
    struct state *s = state_new(NULL, 0);
    struct snapshot *now;

    (void)state;
    say(s, at(MONDAY, 10, 0), "one", "First of them");
    say(s, at(MONDAY, 10, 1), "two", "Second of them");
    tag(s, "two", "capex M&A");
    now = freeze(s);
    assert_int_equal(asked(now, 0, "tags == \"M&A\""), TRUTH_TRUE);
    assert_int_equal(asked(now, 0, "tags in (\"halt\", \"capex\")"),
                     TRUTH_TRUE);
    assert_int_equal(asked(now, 0, "tags ~ \"^CAP\""), TRUTH_TRUE);
    assert_int_equal(asked(now, 0, "tags == \"cap\""), TRUTH_FALSE);
    assert_int_equal(asked(now, 1, "tags ~ \".\""), TRUTH_FALSE);
    assert_int_equal(asked(now, 1, "not (tags ~ \".\")"), TRUTH_TRUE);
    snapshot_free(now);
    state_free(s);
}

static bool is_there(const struct snapshot *s, const char *id)
{
    for (size_t i = 0; i < s->headline_count; i++)
        if (strcmp(s->headlines[i]->id, id) == 0)
            return true;
    return false;
}

/* Thousands come after them. */
static void what_is_kept_is_not_pushed_out(void **state)
{
    struct state *s = state_new(NULL, 0);
    struct snapshot *now;

    (void)state;
    say(s, at(MONDAY, 1, 0), "tagged", "The tagged one");
    say(s, at(MONDAY, 1, 1), "marked", "The marked one");
    say(s, at(MONDAY, 1, 2), "other", "The other one");
    tag(s, "tagged", "x");
    state_bookmark(s, "marked", true);
    for (int i = 0; i < 5100; i++) {
        char id[16], title[40];

        snprintf(id, sizeof id, "n%d", i);
        snprintf(title, sizeof title, "Number %d of many", i);
        say(s, at(MONDAY, 2, 0) + i * 1000, id, title);
    }
    now = freeze(s);
    assert_true(is_there(now, "tagged"));
    assert_true(is_there(now, "marked"));
    assert_false(is_there(now, "other"));
    assert_true(now->headline_count <= 5002);
    snapshot_free(now);
    state_free(s);
}

/* Also when it was only here because it was looked for. */
static void a_search_leaves_what_has_tags(void **state)
{
    struct state *s = state_new(NULL, 0);
    struct update old = headline(at(MONDAY, 1, 0), "old", "An old story");
    struct update older = headline(at(MONDAY, 0, 0), "older", "Older story");
    struct tags t;
    struct snapshot *now;

    (void)state;
    assert_int_equal(tags_read("x", &t, NULL), ERR_OK);
    state_find_news(s, "story");
    state_found_news(s, &old);
    state_found_news(s, &older);
    state_keep_tagged(s, &old, &t);
    state_find_news(s, "");
    now = freeze(s);
    assert_true(is_there(now, "old"));
    assert_false(is_there(now, "older"));
    assert_tags(now, "old", "x");
    snapshot_free(now);
    state_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(snapshots_have_them_with_counts),
        cmocka_unit_test(queries_ask_for_them),
        cmocka_unit_test(what_is_kept_is_not_pushed_out),
        cmocka_unit_test(a_search_leaves_what_has_tags),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
