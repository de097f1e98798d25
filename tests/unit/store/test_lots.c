/* SPDX-License-Identifier: MIT */
/* Lots: put, changed, dropped, brought back; noticed by a second program. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support.h"

struct seen {
    struct lot lots[8];
    size_t count;
};

static void see(void *self, const struct lot *l)
{
    struct seen *seen = self;

    assert_true(seen->count < 8);
    seen->lots[seen->count++] = *l;
}

static struct seen all_of(struct store *s)
{
    struct seen seen = {.count = 0};
    struct why why = {""};

    if (store_lots(s, &seen, see, &why) != ERR_OK)
        fail_msg("%s", why.text);
    return seen;
}

static struct lot lot_of(const char *line)
{
    struct lot l;

    assert_int_equal(lot_parse(line, &l, NULL), ERR_OK);
    name_copy(l.portfolio, sizeof l.portfolio, "main");
    return l;
}

static void lots_come_back(void **state)
{
    char folder[PATH_MAX];
    struct lot lots[2] = {lot_of("VOD.L -1000 @ 72.5 GBp 2024-06-20 fee 4.95"),
                          lot_of("cash 0.1 EUR")};
    struct store *s;
    struct seen seen;

    (void)state;
    temp_folder(folder);
    s = open_ok(folder, false);
    name_copy(lots[0].note, sizeof lots[0].note, "a note, with 'quotes'");
    assert_int_equal(store_add_lots(s, lots, 2, NULL), ERR_OK);
    assert_true(lots[0].id > 0 && lots[1].id > lots[0].id);
    store_close(s);
    s = open_ok(folder, false);
    seen = all_of(s);
    assert_int_equal(seen.count, 2);
    assert_true(lot_equal(&seen.lots[0], &lots[0]));
    assert_true(lot_equal(&seen.lots[1], &lots[1]));
    assert_int_equal(seen.lots[1].id, lots[1].id);
    assert_int_equal(seen.lots[1].date, NO_DATE);
    store_close(s);
    remove_folder(folder);
}

static void changed_and_dropped(void **state)
{
    char folder[PATH_MAX];
    struct lot lots[3] = {lot_of("A 1 @ 1"), lot_of("B 2 @ 2"),
                          lot_of("C 3 @ 3")};
    struct lot gone;
    struct store *s;
    struct seen seen;

    (void)state;
    temp_folder(folder);
    s = open_ok(folder, false);
    assert_int_equal(store_add_lots(s, lots, 3, NULL), ERR_OK);
    lots[1].quantity = 20;
    assert_int_equal(store_put_lot(s, &lots[1], NULL), ERR_OK);
    gone = lots[0];
    assert_int_equal(store_drop_lot(s, gone.id, NULL), ERR_OK);
    seen = all_of(s);
    assert_int_equal(seen.count, 2);
    assert_true(seen.lots[0].quantity == 20);
    assert_int_equal(store_put_lot(s, &gone, NULL), ERR_OK); /* undo */
    seen = all_of(s);
    assert_int_equal(seen.count, 3);
    assert_string_equal(seen.lots[0].symbol, "A"); /* where it was */
    store_close(s);
    remove_folder(folder);
}

static void another_program_is_noticed(void **state)
{
    char folder[PATH_MAX];
    struct lot lots[1] = {lot_of("A 1 @ 1")};
    struct store *s, *other;

    (void)state;
    temp_folder(folder);
    s = open_ok(folder, false);
    other = open_ok(folder, false);
    assert_false(store_user_has_changed(s));
    assert_false(store_user_has_changed(s));
    assert_int_equal(store_add_lots(s, lots, 1, NULL), ERR_OK);
    assert_false(store_user_has_changed(s)); /* its own deed */
    assert_int_equal(store_add_lots(other, lots, 1, NULL), ERR_OK);
    assert_true(store_user_has_changed(s));
    assert_false(store_user_has_changed(s));
    assert_int_equal(all_of(s).count, 2);
    store_close(other);
    store_close(s);
    remove_folder(folder);
}

/* What no program of ours wrote is left out, not believed. */
static void rows_that_are_no_lots(void **state)
{
    char folder[PATH_MAX];
    struct store *s;

    (void)state;
    temp_folder(folder);
    s = open_ok(folder, false);
    store_close(s);
    run_sql(folder, "user.db",
            "INSERT INTO lot(portfolio,symbol,quantity,price,fee,currency,"
            "note) VALUES('main','A',0,1,0,'USD',''),"
            "('main','B C',1,1,0,'USD',''),('main','D',1,-1,0,'USD',''),"
            "('main','',5,1,0,'',''),('','E',1,1,0,'USD',''),"
            "('main','F',1,9e99,0,'USD',''),('main','G',1,1,0,'USD','')");
    s = open_ok(folder, false);
    assert_int_equal(all_of(s).count, 1);
    assert_string_equal(all_of(s).lots[0].symbol, "G");
    store_close(s);
    remove_folder(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lots_come_back),
        cmocka_unit_test(changed_and_dropped),
        cmocka_unit_test(another_program_is_noticed),
        cmocka_unit_test(rows_that_are_no_lots),
    };

    return cmocka_run_group_tests_name("store/lots", tests, NULL, NULL);
}
