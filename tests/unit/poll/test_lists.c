/* SPDX-License-Identifier: MIT */
/* Headings, labels and groups of watchlists in the poller: from the config and
 * from user.db, through edits and undo. */
#include "folder.h"

static const char config[] = "indices =\nproviders = yahoo-spark\n"
                             "[watchlist mine]\ngroup = chips\n"
                             "symbols = AAA\nsection = Memory\n"
                             "symbols = MU WDC\nlabel = MU Micron\n"
                             "[instrument AAA]\ngroups = ai\n";

static void order(struct rig *r, enum command_kind kind, const char *symbol)
{
    rig_command(r, kind, "mine", symbol);
    rig_run(r, 100);
}

/* "AAA [Memory] MU=Micron WDC" */
static void assert_list(struct rig *r, const char *expected)
{
    struct snapshot *s = poller_freeze(r->poller, r->now_ms);
    const struct watchlist *w = snapshot_watchlist(s, "mine");
    const char *section = "";
    struct strbuf out = {0};

    for (size_t i = 0; i < w->count; i++) {
        const struct list_mark *m =
            list_mark_find(w->marks, w->mark_count, w->symbols[i]);
        const char *now = m ? m->section : "";

        strbuf_add(&out, i ? " " : "");
        if (strcmp(now, section) != 0)
            strbuf_format(&out, "[%s] ", now);
        section = now;
        strbuf_add(&out, w->symbols[i]);
        if (m && m->label[0])
            strbuf_format(&out, "=%s", m->label);
    }
    assert_string_equal(strbuf_text(&out), expected);
    strbuf_done(&out);
    snapshot_free(s);
}

static bool is_in_group(struct rig *r, const char *symbol, const char *group)
{
    struct snapshot *s = poller_freeze(r->poller, r->now_ms);
    const struct listing *l = snapshot_find(s, symbol);
    bool is = false;

    for (size_t i = 0; l && i < GROUPS_MAX; i++)
        is = is || strcmp(l->instrument->groups[i], group) == 0;
    snapshot_free(s);
    return is;
}

static void headings_and_labels(void **state)
{
    struct store *store = open_store(*state);
    struct rig_parts parts = {
        .config = config, .mode = RUN_OFFLINE, .store = store};
    struct rig r;

    rig_open(&r, &parts, NULL);
    assert_list(&r, "AAA [Memory] MU=Micron WDC");
    order(&r, COMMAND_ADD_SYMBOL, "STX"); /* under the last heading */
    assert_list(&r, "AAA [Memory] MU=Micron WDC STX");
    order(&r, COMMAND_REMOVE_SYMBOL, "MU");
    assert_list(&r, "AAA [Memory] WDC STX");
    order(&r, COMMAND_UNDO, ""); /* with its label */
    assert_list(&r, "AAA [Memory] MU=Micron WDC STX");
    rig_close(&r);
    rig_open(&r, &parts, NULL); /* from user.db */
    assert_list(&r, "AAA [Memory] MU=Micron WDC STX");
    order(&r, COMMAND_REMOVE_SYMBOL, "MU");
    rig_close(&r);
    rig_open(&r, &parts, NULL);
    order(&r, COMMAND_ADD_SYMBOL, "MU"); /* its old label is gone */
    assert_list(&r, "AAA [Memory] WDC STX MU");
    rig_close(&r);
    store_close(store);
}

static void lists_make_groups(void **state)
{
    struct store *store = open_store(*state);
    struct rig_parts parts = {
        .config = config, .mode = RUN_OFFLINE, .store = store};
    struct rig r;

    rig_open(&r, &parts, NULL);
    assert_true(is_in_group(&r, "AAA", "chips"));
    assert_true(is_in_group(&r, "AAA", "ai")); /* what it was in stays */
    assert_true(is_in_group(&r, "WDC", "chips"));
    assert_false(is_in_group(&r, "WDC", "ai"));
    order(&r, COMMAND_ADD_SYMBOL, "STX");
    assert_true(is_in_group(&r, "STX", "chips"));
    rig_close(&r);
    rig_open(&r, &parts, NULL); /* a member that user.db alone has */
    assert_true(is_in_group(&r, "STX", "chips"));
    rig_close(&r);
    store_close(store);
}

/* Several in one line are one edit, however many were there already. */
static void order_all(struct rig *r, enum command_kind kind,
                      const char *const *symbols, size_t count)
{
    struct command c = {.kind = kind, .list = "mine", .index = -1};

    for (size_t i = 0; i < count; i++) {
        name_copy(c.symbol, sizeof(c.symbol), symbols[i]);
        c.joins = i > 0;
        assert_true(mailbox_push(r->mailbox, &c));
    }
    rig_run(r, 100);
}

static void assert_notice(struct rig *r, const char *expected)
{
    struct snapshot *s = poller_freeze(r->poller, r->now_ms);

    assert_string_equal(s->notice, expected);
    snapshot_free(s);
}

static void one_undo_takes_all_back(void **state)
{
    static const char *const zs[] = {"ZZA", "ZZB", "ZZC"};
    static const char *const some[] = {"AAA", "MU", "STX", "SNDK"};
    struct rig_parts parts = {.config = config, .mode = RUN_OFFLINE};
    struct rig r;

    (void)state;
    rig_open(&r, &parts, NULL);
    order_all(&r, COMMAND_ADD_SYMBOL, zs, 3);
    assert_list(&r, "AAA [Memory] MU=Micron WDC ZZA ZZB ZZC");
    order(&r, COMMAND_UNDO, "");
    assert_list(&r, "AAA [Memory] MU=Micron WDC");
    assert_notice(&r, "ZZA ZZB ZZC are out of mine again");
    order(&r, COMMAND_UNDO, "");
    assert_notice(&r, "nothing to take back");

    order_all(&r, COMMAND_ADD_SYMBOL, some, 4);
    assert_notice(&r, "AAA MU are in mine already; added: STX SNDK (u)");
    order_all(&r, COMMAND_ADD_SYMBOL, some, 2); /* no edit: nothing to undo */
    assert_notice(&r, "AAA MU are in mine already");
    order(&r, COMMAND_UNDO, "");
    assert_list(&r, "AAA [Memory] MU=Micron WDC");

    order_all(&r, COMMAND_REMOVE_SYMBOL, some, 2);
    assert_list(&r, "[Memory] WDC");
    order(&r, COMMAND_UNDO, "");
    assert_list(&r, "AAA [Memory] MU=Micron WDC");
    assert_notice(&r, "AAA MU are back in mine");
    rig_close(&r);
}

/* More in one command than one line could name. */
static void many_at_once(void **state)
{
    struct rig_parts parts = {.config = config, .mode = RUN_OFFLINE};
    struct command c = {.kind = COMMAND_ADD_SYMBOL, .list = "mine",
                        .symbol = "Z00", .index = -1};
    struct snapshot *s;
    struct rig r;

    (void)state;
    rig_open(&r, &parts, NULL);
    for (int i = 1; i < 100; i++)
        snprintf(c.text + strlen(c.text), sizeof(c.text) - strlen(c.text),
                 "%sZ%02d", i > 1 ? " " : "", i);
    assert_true(mailbox_push(r.mailbox, &c));
    rig_run(&r, 100);
    s = poller_freeze(r.poller, r.now_ms);
    assert_int_equal(snapshot_watchlist(s, "mine")->count, 103);
    snapshot_free(s);
    order(&r, COMMAND_UNDO, "");
    assert_list(&r, "AAA [Memory] MU=Micron WDC");
    rig_close(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(headings_and_labels, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(lists_make_groups, make_folder,
                                        remove_folder),
        cmocka_unit_test(one_undo_takes_all_back),
        cmocka_unit_test(many_at_once),
    };

    return cmocka_run_group_tests_name("poll/lists", tests, NULL, NULL);
}
