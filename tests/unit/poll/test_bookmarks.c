/* SPDX-License-Identifier: MIT */
/* Headlines that are kept, by a bookmark or the user's words: across a restart,
 * and when the cache has forgotten them; read and unread. */
#include "folder.h"

static const char lists[] = "indices =\nproviders = yahoo-spark\n"
                            "[watchlist default]\nsymbols =\n";

/* Its address is longer than a command's text. */
static const char *long_id(void)
{
    static char id[301];

    if (!id[0])
        memset(id, 'x', sizeof(id) - 1);
    return id;
}

static void hear(struct rig *r, const char *id, const char *title)
{
    struct update u = {.t = r->now_ms, .kind = UPDATE_headline};

    name_copy(u.source, sizeof(u.source), "test");
    u.of.headline = (struct headline){
        .id = id, .title = title, .seen = r->now_ms, .symbol_count = 1,
        .symbols = {"AAA"}};
    name_copy(u.of.headline.source, SOURCE_MAX, "test");
    state_apply(r->state, &u); /* the cache does not get to know it */
}

static void send(struct rig *r, enum command_kind kind, const char *id,
                 double number)
{
    struct command c = {.kind = kind, .number = number};

    snprintf(c.text, sizeof(c.text), "%s", id);
    assert_true(mailbox_push(r->mailbox, &c));
    rig_run(r, 100);
}

static struct snapshot *shot(struct rig *r)
{
    return poller_freeze(r->poller, r->now_ms);
}

static void a_bookmark_outlives_the_cache(void **state)
{
    struct rig_parts parts = {.config = lists, .mode = RUN_OFFLINE};
    struct snapshot *s;
    struct rig r;

    parts.store = open_store(*state);
    rig_open(&r, &parts, NULL);
    hear(&r, "one", "First");
    hear(&r, long_id(), "Long");
    send(&r, COMMAND_BOOKMARK, "one", 1);
    send(&r, COMMAND_BOOKMARK, long_id(), 1);
    send(&r, COMMAND_READ, long_id(), 1);
    s = shot(&r);
    assert_true(snapshot_is_bookmarked(s, "one"));
    assert_true(snapshot_is_bookmarked(s, long_id()));
    assert_true(snapshot_is_read(s, long_id()));
    assert_int_equal(s->bookmark_count, 2);
    snapshot_free(s);
    rig_close(&r);
    store_close(parts.store);

    parts.store = open_store(*state);
    rig_open(&r, &parts, NULL);
    s = shot(&r);
    assert_int_equal(s->headline_count, 2);
    assert_int_equal(s->bookmark_count, 2);
    assert_true(snapshot_is_bookmarked(s, "one"));
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(s->headlines[i]->symbols[0], "AAA");
        assert_string_equal(s->headlines[i]->source, "test");
    }
    snapshot_free(s);
    send(&r, COMMAND_BOOKMARK, "one", 0);
    send(&r, COMMAND_UNREAD, long_id(), 1);
    s = shot(&r);
    assert_false(snapshot_is_bookmarked(s, "one"));
    assert_false(snapshot_is_read(s, long_id()));
    snapshot_free(s);
    rig_close(&r);
    store_close(parts.store);

    parts.store = open_store(*state);
    rig_open(&r, &parts, NULL);
    s = shot(&r);
    assert_int_equal(s->headline_count, 1);
    assert_int_equal(s->bookmark_count, 1);
    assert_int_equal(s->read_count, 0);
    assert_string_equal(s->headlines[0]->id, long_id());
    snapshot_free(s);
    rig_close(&r);
    store_close(parts.store);
}

/* All of a symbol, then all; what came after they were looked at stays. */
static void all_are_read(void **state)
{
    struct command of = {.kind = COMMAND_ALL_READ, .symbol = "BBB"};
    struct rig_parts parts = {.config = lists, .mode = RUN_OFFLINE};
    struct snapshot *s;
    struct rig r;

    parts.store = open_store(*state);
    rig_open(&r, &parts, NULL);
    hear(&r, "one", "First");
    hear(&r, "two", "Second");
    of.number = (double)r.now_ms;
    assert_true(mailbox_push(r.mailbox, &of)); /* none is of it */
    rig_run(&r, 100);
    s = shot(&r);
    assert_int_equal(s->read_count, 0);
    snapshot_free(s);
    name_copy(of.symbol, SYMBOL_MAX, "AAA");
    rig_run(&r, 1000);
    hear(&r, "new", "After the look");
    assert_true(mailbox_push(r.mailbox, &of));
    rig_run(&r, 100);
    s = shot(&r);
    assert_true(snapshot_is_read(s, "one"));
    assert_true(snapshot_is_read(s, "two"));
    assert_false(snapshot_is_read(s, "new"));
    snapshot_free(s);
    of.symbol[0] = '\0';
    of.number = (double)r.now_ms;
    assert_true(mailbox_push(r.mailbox, &of));
    rig_run(&r, 100);
    s = shot(&r);
    assert_true(snapshot_is_read(s, "new"));
    snapshot_free(s);
    rig_close(&r);
    store_close(parts.store);
}

static void tag(struct rig *r, const char *id, const char *words)
{
    struct command c = {.kind = COMMAND_TAG};

    snprintf(c.text, sizeof(c.text), "%s", id);
    assert_int_equal(tags_read(words, &c.tags, NULL), ERR_OK);
    assert_true(mailbox_push(r->mailbox, &c));
    rig_run(r, 100);
}

static void assert_tags(struct rig *r, const char *id, const char *expected)
{
    struct snapshot *s = shot(r);
    struct strbuf out = {0};

    tags_write(snapshot_tags(s, id), "", &out);
    assert_string_equal(strbuf_text(&out), expected);
    strbuf_done(&out);
    snapshot_free(s);
}

static void assert_headlines(struct rig *r, size_t count)
{
    struct snapshot *s = shot(r);

    assert_int_equal(s->headline_count, count);
    snapshot_free(s);
}

static void tags_outlive_the_cache(void **state)
{
    struct rig_parts parts = {.config = lists, .mode = RUN_OFFLINE};
    struct rig r;

    parts.store = open_store(*state);
    rig_open(&r, &parts, NULL);
    hear(&r, "one", "First");
    hear(&r, long_id(), "Long");
    hear(&r, "three", "Third");
    tag(&r, "one", "capex M&A");
    tag(&r, long_id(), "macro");
    tag(&r, "nobody", "knows it");
    assert_tags(&r, "one", "capex M&A");
    rig_close(&r);
    store_close(parts.store);

    parts.store = open_store(*state);
    rig_open(&r, &parts, NULL);
    assert_headlines(&r, 2);
    assert_tags(&r, "one", "capex M&A");
    assert_tags(&r, long_id(), "macro");
    tag(&r, "one", "");
    tag(&r, long_id(), "CAPEX halt");
    rig_close(&r);
    store_close(parts.store);

    parts.store = open_store(*state);
    rig_open(&r, &parts, NULL);
    assert_headlines(&r, 1);
    assert_tags(&r, long_id(), "CAPEX halt");
    rig_close(&r);
    store_close(parts.store);
}

/* What is tried in the demo is not the user's own. */
static void a_replay_keeps_no_tags(void **state)
{
    struct rig_parts parts = {.config = lists, .mode = RUN_REPLAY};
    struct rig r;

    parts.store = open_store(*state);
    rig_open(&r, &parts, NULL);
    hear(&r, "one", "First");
    tag(&r, "one", "capex");
    assert_tags(&r, "one", "capex");
    rig_close(&r);
    store_close(parts.store);
    parts.store = open_store(*state);
    parts.mode = RUN_OFFLINE;
    rig_open(&r, &parts, NULL);
    assert_headlines(&r, 0);
    rig_close(&r);
    store_close(parts.store);
}

static void a_look_is_known_to_the_next_run(void **state)
{
    struct rig_parts parts = {.config = lists, .mode = RUN_OFFLINE};
    struct snapshot *s;
    struct rig r;

    parts.store = open_store(*state);
    rig_open(&r, &parts, NULL);
    send(&r, COMMAND_LOOKED, "", (double)r.now_ms);
    s = shot(&r);
    assert_int_equal(s->looked_ms, 0); /* of a former run, not of this one */
    snapshot_free(s);
    rig_close(&r);
    store_close(parts.store);
    parts.store = open_store(*state);
    rig_open(&r, &parts, NULL);
    s = shot(&r);
    assert_true(s->looked_ms > 0 && s->looked_ms <= r.now_ms);
    snapshot_free(s);
    rig_close(&r);
    store_close(parts.store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_bookmark_outlives_the_cache,
                                        make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(all_are_read, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(tags_outlive_the_cache, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(a_replay_keeps_no_tags, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(a_look_is_known_to_the_next_run,
                                        make_folder, remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
