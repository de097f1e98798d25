/* SPDX-License-Identifier: MIT */
/* Rules made in the program: kept in their order, changed, dropped, spoilt by
 * others; user.db alone; the past in slices. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support.h"

static const struct made_rule first = {
    .name = "first", .when = "change_pct < -5 and symbol in @\"AI & more\"",
    .measure = "change_pct", .severity = 3, .worsen_pct = 12.5,
    .ways = NOTIFY_bell | NOTIFY_desktop | NOTIFY_run, .run = "say it"};
static const struct made_rule second = {
    .name = "second", .when = "price > 1", .severity = 1};

struct seen {
    struct made_rule rules[4];
    enum rule_standing standings[4];
    size_t count;
};

static void see(void *self, const struct made_rule *rule,
                enum rule_standing standing)
{
    struct seen *seen = self;

    assert_true(seen->count < 4);
    seen->standings[seen->count] = standing;
    seen->rules[seen->count++] = *rule;
}

static struct seen all_of(struct store *s)
{
    struct seen seen = {.count = 0};
    const struct store_rule_reader reader = {&seen, see};
    struct why why = {""};

    if (store_rules(s, &reader, &why) != ERR_OK)
        fail_msg("%s", why.text);
    return seen;
}

static struct store *open_user(const char *folder, bool read_only)
{
    struct store *s = NULL;
    struct why why = {""};

    if (store_open_user(folder, read_only, NOW, &s, &why) != ERR_OK)
        fail_msg("%s", why.text);
    return s;
}

static void rules_come_back_as_they_were_made(void **state)
{
    char folder[PATH_MAX];
    struct made_rule changed = first;
    struct store *s;
    struct seen seen;

    (void)state;
    temp_folder(folder);
    s = open_user(folder, false);
    assert_int_equal(store_put_rule(s, &first, RULE_ON, NULL), ERR_OK);
    assert_int_equal(store_put_rule(s, &second, RULE_OFF, NULL), ERR_OK);
    store_close(s);

    s = open_user(folder, true);
    seen = all_of(s);
    assert_int_equal(seen.count, 2);
    assert_memory_equal(&seen.rules[0], &first, sizeof first);
    assert_memory_equal(&seen.rules[1], &second, sizeof second);
    assert_int_equal(seen.standings[0], RULE_ON);
    assert_int_equal(seen.standings[1], RULE_OFF);
    assert_int_equal(store_put_rule(s, &first, RULE_ON, NULL), ERR_REFUSED);
    store_close(s);

    s = open_user(folder, false);
    name_copy(changed.when, sizeof changed.when, "price < 2");
    assert_int_equal(store_put_rule(s, &changed, RULE_DROPPED, NULL), ERR_OK);
    seen = all_of(s);
    assert_int_equal(seen.count, 2);
    assert_string_equal(seen.rules[0].when, "price < 2");
    assert_int_equal(seen.standings[0], RULE_DROPPED);
    store_close(s);
    remove_folder(folder);
}

static void what_others_spoilt_is_left_out(void **state)
{
    char folder[PATH_MAX], path[PATH_MAX + 16];
    struct store *s;
    sqlite3 *db = NULL;
    struct seen seen;

    (void)state;
    temp_folder(folder);
    s = open_user(folder, false);
    assert_int_equal(store_put_rule(s, &first, RULE_ON, NULL), ERR_OK);
    assert_int_equal(store_put_rule(s, &second, RULE_ON, NULL), ERR_OK);
    store_close(s);
    snprintf(path, sizeof path, "%s/user.db", folder);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "UPDATE rule SET severity=9 WHERE "
                                  "name='first'", NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(db);
    s = open_user(folder, false);
    seen = all_of(s);
    assert_int_equal(seen.count, 1);
    assert_string_equal(seen.rules[0].name, "second");
    store_close(s);
    remove_folder(folder);
}

static void without_a_file_there_are_none(void **state)
{
    char folder[PATH_MAX];
    struct store *s;

    (void)state;
    temp_folder(folder);
    s = open_user(folder, true);
    assert_int_equal(all_of(s).count, 0);
    store_close(s);
    assert_false(find_file(folder, "user.db", (char[256]){0}));
    remove_folder(folder);
}

/* ---- the past */

struct moments {
    int64_t t[64];
    size_t count;
};

static void note(void *self, const struct update *u)
{
    struct moments *m = self;

    assert_true(m->count < 64);
    m->t[m->count++] = u->t;
}

static void put_bars(struct store *s, int64_t first_t, size_t n)
{
    struct updates u = {0};

    for (size_t i = 0; i < n; i++) {
        struct update *b = updates_add(&u, first_t + (int64_t)i * 60000,
                                       UPDATE_bar, "ACME", "test");

        b->of.bar.span = BAR_1m;
        b->of.bar.bar = (struct bar){.start = b->t - 60000, .close = 100};
    }
    for (size_t i = 0; i < u.count; i++)
        assert_int_equal(store_put(s, &u.items[i], NULL), ERR_OK);
    assert_int_equal(store_commit(s, NULL), ERR_OK);
    updates_done(&u);
}

static void the_past_comes_in_slices_and_in_order(void **state)
{
    char folder[PATH_MAX];
    struct moments m = {.count = 0};
    const struct store_reader reader = {.self = &m, .update = note};
    struct store_past *past = NULL;
    struct store *s;
    struct why why = {""};
    enum err e = ERR_OK;

    (void)state;
    temp_folder(folder);
    assert_int_equal(store_open(folder, false, NOW, &s, NULL, &why), ERR_OK);
    put_bars(s, NOW - 60 * 60000, 40);
    if (store_past_open(folder, NOW - 30 * 60000, 0, &past, &why) != ERR_OK)
        fail_msg("%s", why.text);
    while (e == ERR_OK) {
        size_t before = m.count;

        e = store_past_next(past, 3, &reader, &why);
        assert_true(m.count - before <= 3);
        put_bars(s, NOW, 1); /* what is written meanwhile is not seen */
    }
    assert_int_equal(e, ERR_END);
    assert_int_equal(m.count, 31); /* none after the moment */
    for (size_t i = 0; i < m.count; i++)
        assert_true(m.t[i] == NOW - 60 * 60000 + (int64_t)i * 60000);
    store_past_close(past);
    store_past_close(NULL);
    store_close(s);
    remove_folder(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_come_back_as_they_were_made),
        cmocka_unit_test(what_others_spoilt_is_left_out),
        cmocka_unit_test(without_a_file_there_are_none),
        cmocka_unit_test(the_past_comes_in_slices_and_in_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
