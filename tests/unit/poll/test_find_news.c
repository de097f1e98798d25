/* SPDX-License-Identifier: MIT */
/* Headlines looked for by their words: old ones come out of the store into the
 * snapshot, and leave with the next search. */
#include "folder.h"

static const char lists[] = "indices =\nproviders = yahoo-spark\n"
                            "[watchlist default]\nsymbols =\n";

enum { MANY = 5000 }; /* as many as the market remembers */

static struct update make(const char *id, int64_t t, const char *title)
{
    struct update u = {.t = t, .kind = UPDATE_headline, .source = "test"};

    u.of.headline = (struct headline){
        .id = id, .title = title, .published = t, .symbol_count = 1,
        .symbols = {"AAA"}};
    return u;
}

static void put(struct store *s, const char *id, int64_t t, const char *title)
{
    struct update u = make(id, t, title);
    struct why why = {{0}};

    if (store_put(s, &u, &why) != ERR_OK)
        fail_msg("%s", why.text);
}

static void send(struct rig *r, enum command_kind kind, const char *text)
{
    struct command c = {.kind = kind, .number = 1};

    snprintf(c.text, sizeof(c.text), "%s", text);
    assert_true(mailbox_push(r->mailbox, &c));
    rig_run(r, 100);
}

static bool has(const struct snapshot *s, const char *id)
{
    for (size_t i = 0; i < s->headline_count; i++)
        if (strcmp(s->headlines[i]->id, id) == 0)
            return true;
    return false;
}

static void old_headlines_are_found_and_leave_again(void **state)
{
    struct rig_parts parts = {.config = lists, .mode = RUN_OFFLINE};
    struct snapshot *s;
    struct update fresh;
    struct rig r;
    int64_t now = civil_from_new_york(civil_date(2025, 1, 28), 10, 0);

    parts.store = open_store(*state);
    put(parts.store, "old", now - 60 * MS_PER_DAY, "Export rules for chips");
    put(parts.store, "kept", now - 50 * MS_PER_DAY, "Export of chips falls");
    assert_int_equal(store_commit(parts.store, NULL), ERR_OK);
    rig_open(&r, &parts, NULL);
    fresh = make("new", r.now_ms - MS_PER_HOUR, "No word of exports");
    state_apply(r.state, &fresh);
    s = poller_freeze(r.poller, r.now_ms);
    assert_int_equal(s->headline_count, 1);
    assert_string_equal(s->wanted, "");
    snapshot_free(s);

    send(&r, COMMAND_FIND_NEWS, "EXPORT");
    s = poller_freeze(r.poller, r.now_ms);
    assert_int_equal(s->headline_count, 3);
    assert_string_equal(s->wanted, "EXPORT");
    assert_int_equal(s->found_count, 3);
    assert_true(snapshot_is_found(s, "old") && snapshot_is_found(s, "new"));
    snapshot_free(s);
    send(&r, COMMAND_BOOKMARK, "kept");
    send(&r, COMMAND_READ, "old");

    send(&r, COMMAND_FIND_NEWS, "\"NEAR(*");
    s = poller_freeze(r.poller, r.now_ms);
    assert_int_equal(s->found_count, 0);
    assert_false(has(s, "old"));
    assert_true(has(s, "kept") && has(s, "new"));
    snapshot_free(s);

    send(&r, COMMAND_FIND_NEWS, "rules");
    send(&r, COMMAND_FIND_NEWS, "");
    s = poller_freeze(r.poller, r.now_ms);
    assert_int_equal(s->headline_count, 2);
    assert_true(snapshot_is_read(s, "old"));
    snapshot_free(s);
    rig_close(&r);
    store_close(parts.store);
}

/* Also where the market's memory is full of newer ones. */
static void what_was_asked_for_is_not_pushed_out(void **state)
{
    struct rig_parts parts = {.config = lists, .mode = RUN_OFFLINE};
    struct snapshot *s;
    struct rig r;
    int64_t now = civil_from_new_york(civil_date(2025, 1, 28), 10, 0);

    parts.store = open_store(*state);
    put(parts.store, "old", now - 60 * MS_PER_DAY, "Export rules");
    assert_int_equal(store_commit(parts.store, NULL), ERR_OK);
    rig_open(&r, &parts, NULL);
    send(&r, COMMAND_FIND_NEWS, "export");
    for (int i = 0; i < MANY + 20; i++) {
        char id[16], title[32];
        struct update u;

        snprintf(id, sizeof(id), "n%d", i);
        snprintf(title, sizeof(title), "Story %d of many", i);
        u = make(id, r.now_ms + i, title);
        state_apply(r.state, &u);
    }
    s = poller_freeze(r.poller, r.now_ms);
    assert_int_equal(s->headline_count, MANY + 1);
    assert_true(has(s, "old"));
    assert_false(has(s, "n19"));
    assert_true(has(s, "n20"));
    snapshot_free(s);
    rig_close(&r);
    store_close(parts.store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            old_headlines_are_found_and_leave_again, make_folder,
            remove_folder),
        cmocka_unit_test_setup_teardown(what_was_asked_for_is_not_pushed_out,
                                        make_folder, remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
