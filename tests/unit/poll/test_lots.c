/* SPDX-License-Identifier: MIT */
/* Lots in the poller: config and user.db as one book, what is asked for them,
 * the user's wishes and taking them back. */
#include "folder.h"

static const char config[] =
    "indices =\nproviders = yahoo-spark\n"
    "[watchlist mine]\nsymbols = AAA\n"
    "[portfolio main]\ncurrency = EUR\nlot = BBB 10 @ 5 GBp\ncash = 7 CHF\n";
static const struct fake_answer nobody[] = {{0}};

static void order(struct rig *r, enum command_kind kind, int64_t id,
                  const char *text)
{
    struct command c = {.kind = kind, .number = (double)id};

    name_copy(c.text, sizeof c.text, text);
    assert_true(mailbox_push(r->mailbox, &c));
    rig_run(r, 100);
}

/* The book as lines, and the last notice. */
struct seen {
    char lines[512], notice[200];
    int64_t last_id;
};

static struct seen see(struct rig *r)
{
    struct snapshot *s = poller_freeze(r->poller, r->now_ms);
    struct strbuf b = {0};
    struct seen seen = {.last_id = 0};

    for (size_t i = 0; s->book && i < s->book->lot_count; i++) {
        strbuf_add(&b, i ? "; " : "");
        lot_write(&s->book->lots[i], &b);
        seen.last_id = s->book->lots[i].id;
    }
    name_copy(seen.lines, sizeof seen.lines, strbuf_text(&b));
    name_copy(seen.notice, sizeof seen.notice, s->notice);
    strbuf_done(&b);
    snapshot_free(s);
    return seen;
}

static void assert_lines(struct rig *r, const char *lines)
{
    assert_string_equal(see(r).lines, lines);
}

#define SAID "BBB 10 @ 5 GBp; cash 7 CHF"

static void kept_changed_and_taken_back(void **state)
{
    struct store *store = open_store(*state);
    struct rig_parts parts = {
        .config = config, .mode = RUN_OFFLINE, .store = store};
    struct rig r;

    rig_open(&r, &parts, NULL);
    rig_run(&r, 100);
    assert_lines(&r, SAID);
    order(&r, COMMAND_ADD_LOT, 0, "NVDA 3 @ 100 USD");
    assert_lines(&r, SAID "; NVDA 3 @ 100 USD");
    order(&r, COMMAND_CHANGE_LOT, see(&r).last_id, "NVDA 4 @ 100 USD");
    assert_lines(&r, SAID "; NVDA 4 @ 100 USD");
    order(&r, COMMAND_UNDO, 0, "");
    assert_lines(&r, SAID "; NVDA 3 @ 100 USD");
    order(&r, COMMAND_DROP_LOT, see(&r).last_id, "");
    assert_lines(&r, SAID);
    order(&r, COMMAND_UNDO, 0, "");
    assert_lines(&r, SAID "; NVDA 3 @ 100 USD");
    rig_close(&r);

    rig_open(&r, &parts, NULL); /* it outlives the program */
    assert_lines(&r, SAID "; NVDA 3 @ 100 USD");
    order(&r, COMMAND_ADD_LOT, 0, "cash -2 EUR");
    order(&r, COMMAND_UNDO, 0, "");
    assert_lines(&r, SAID "; NVDA 3 @ 100 USD");
    rig_close(&r);
    store_close(store);
}

static void wrong_wishes(void **state)
{
    struct rig r;

    (void)state;
    rig_open(&r, &(struct rig_parts){.config = config, .mode = RUN_OFFLINE},
             NULL);
    order(&r, COMMAND_ADD_LOT, 0, "NVDA ten @ 5");
    assert_string_equal(see(&r).notice,
                        "not put in: 'ten' is not a quantity");
    order(&r, COMMAND_DROP_LOT, 99, "");
    assert_string_equal(see(&r).notice, "that lot is gone");
    order(&r, COMMAND_CHANGE_LOT, 0, "A 1 @ 1"); /* those of the config have 0 */
    assert_string_equal(see(&r).notice, "that lot is gone");
    assert_lines(&r, SAID);
    rig_close(&r);
}

/* Nothing is kept of a replay, and it works all the same. */
static void without_a_store(void **state)
{
    struct rig r;

    (void)state;
    rig_open(&r, &(struct rig_parts){.config = "", .mode = RUN_OFFLINE},
             NULL);
    assert_lines(&r, "");
    order(&r, COMMAND_ADD_LOT, 0, "NVDA 3 @ 100 USD");
    order(&r, COMMAND_ADD_LOT, 0, "AMD 1 @ 1 USD");
    assert_true(see(&r).last_id < 0);
    order(&r, COMMAND_DROP_LOT, see(&r).last_id, "");
    assert_lines(&r, "NVDA 3 @ 100 USD");
    rig_close(&r);
}

static void another_program_imports(void **state)
{
    struct store *store = open_store(*state), *other = open_store(*state);
    struct rig r;
    struct lot l;

    rig_open(&r,
             &(struct rig_parts){.config = "", .mode = RUN_OFFLINE,
                                 .store = store},
             NULL);
    rig_run(&r, 5000);
    assert_lines(&r, "");
    assert_int_equal(lot_parse("NVDA 3 @ 100 USD", &l, NULL), ERR_OK);
    name_copy(l.portfolio, sizeof l.portfolio, "main");
    assert_int_equal(store_add_lots(other, &l, 1, NULL), ERR_OK);
    r.now_ms += 60000;
    assert_true(poller_turn(r.poller, r.now_ms, 0));
    assert_lines(&r, "NVDA 3 @ 100 USD");
    rig_close(&r);
    store_close(other);
    store_close(store);
}

/* What is held is asked for, and the pairs that turn it over. */
static void held_symbols_are_asked_for(void **state)
{
    static const char *const wanted[] = {"AAA", "BBB", "GBPUSD=X", "EURUSD=X",
                                         "CHFUSD=X", "^GSPC"};
    char asked[4096] = "";
    struct rig r;

    (void)state;
    rig_open(&r, &(struct rig_parts){.config = config, .mode = RUN_LIVE},
             nobody);
    assert_true(poller_turn(r.poller, r.now_ms, 0));
    for (size_t i = 0; i < 64; i++)
        for (size_t k = 0; k < r.fake.waiting[i].symbol_count; k++) {
            strncat(asked, r.fake.waiting[i].symbols[k],
                    sizeof asked - strlen(asked) - 1);
            strncat(asked, " ", sizeof asked - strlen(asked) - 1);
        }
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (!strstr(asked, wanted[i]))
            fail_msg("%s is not in: %s", wanted[i], asked);
    rig_close(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(kept_changed_and_taken_back,
                                        make_folder, remove_folder),
        cmocka_unit_test(wrong_wishes),
        cmocka_unit_test(without_a_store),
        cmocka_unit_test_setup_teardown(another_program_imports, make_folder,
                                        remove_folder),
        cmocka_unit_test(held_symbols_are_asked_for),
    };

    return cmocka_run_group_tests_name("poll/lots", tests, NULL, NULL);
}
