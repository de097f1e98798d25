/* SPDX-License-Identifier: MIT */
/* What is listed: put, found by symbol and by words, numbers of companies. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support.h"

struct fixture {
    char folder[PATH_MAX];
    struct store *store;
};

static int set_up(void **state)
{
    struct fixture *f = mem_new(1, sizeof *f);

    temp_folder(f->folder);
    f->store = open_ok(f->folder, false);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;

    store_close(f->store);
    remove_folder(f->folder);
    free(f);
    return 0;
}

static void add(struct updates *u, const char *source, int64_t t,
                const struct instrument *what)
{
    struct update *made =
        updates_add(u, t, UPDATE_instrument, what->symbol, source);

    made->of.instrument = *what;
}

static void put_all(struct store *s, struct updates *u)
{
    struct why why;

    if (store_directory_put(s, u, &why) != ERR_OK)
        fail_msg("%s", why.text);
    commit_ok(s);
    updates_done(u);
}

static void fill(struct store *s)
{
    static const struct instrument listed[] = {
        {.symbol = "A", .name = "Agile Tools", .type = INSTRUMENT_equity},
        {.symbol = "AP", .name = "Ampco", .type = INSTRUMENT_equity},
        {.symbol = "APLX", .name = "Apple Orchards"},
        {.symbol = "AAPX", .name = "Applewood Bank", .venue = "Nasdaq"},
        {.symbol = "ZZ", .name = "First Apple Bank", .type = INSTRUMENT_etf},
        {.symbol = "BRK-B", .name = "Berk (B)"},
    };
    struct updates u = {0};

    for (size_t i = 0; i < sizeof listed / sizeof *listed; i++)
        add(&u, "nasdaq-symbols", NOW, &listed[i]);
    put_all(s, &u);
}

struct results {
    char text[400]; /* "A AP " */
    struct instrument last;
    char name[40];
};

static void on_found(void *self, const struct instrument *i)
{
    struct results *r = self;
    size_t n = strlen(r->text);

    snprintf(r->text + n, sizeof r->text - n, "%s ", i->symbol);
    r->last = *i;
    snprintf(r->name, sizeof r->name, "%s", i->name ? i->name : "");
}

static void check(struct store *s, const char *words, size_t most,
                  const char *expected)
{
    struct results r = {.text = ""};
    const struct store_finder f = {&r, on_found};
    struct why why;

    assert_int_equal(store_directory_search(s, words, most, &f, &why), ERR_OK);
    assert_string_equal(r.text, expected);
}

static void finds(void **state)
{
    struct fixture *f = *state;

    fill(f->store);
    /* the symbol, its beginnings (short ones first), then names */
    check(f->store, "ap", 10, "AP APLX AAPX ZZ ");
    check(f->store, "A", 10, "A AP AAPX APLX ZZ ");
    check(f->store, "A", 2, "A AP ");
    check(f->store, "APPLE", 10, "APLX AAPX ZZ ");
    check(f->store, "bank  apple", 10, "AAPX ZZ ");
    check(f->store, "brk-b", 10, "BRK-B ");
    check(f->store, "b", 10, "BRK-B ZZ AAPX ");
    check(f->store, "pple", 10, "");
    check(f->store, "%", 10, "");
    check(f->store, "", 10, "");
    check(f->store, "  ", 10, "");
    check(f->store, "apple", 0, "");
    check(f->store, "a b c d e f g h i j k l", 10, "");
}

static void says_what_it_is(void **state)
{
    struct fixture *f = *state;
    struct results r = {.text = ""};
    const struct store_finder finder = {&r, on_found};

    fill(f->store);
    assert_int_equal(
        store_directory_search(f->store, "zz", 5, &finder, NULL), ERR_OK);
    assert_int_equal(r.last.type, INSTRUMENT_etf);
    assert_string_equal(r.name, "First Apple Bank");
    assert_string_equal(r.last.cik, "");
}

static void two_sources_make_one(void **state)
{
    static const struct instrument filed[] = {
        {.symbol = "A", .name = "AGILE TOOLS INC", .cik = "0000000042"},
        {.symbol = "NEW", .name = "NEW CO", .cik = "0000000043"},
    };
    struct fixture *f = *state;
    struct updates u = {0};
    struct results r = {.text = ""};
    const struct store_finder finder = {&r, on_found};
    char cik[CIK_MAX] = "";

    fill(f->store);
    assert_false(store_directory_cik(f->store, "A", cik));
    assert_int_equal(store_directory_ms(f->store, "sec-tickers"), 0);
    add(&u, "sec-tickers", NOW + 1, &filed[0]);
    add(&u, "sec-tickers", NOW + 1, &filed[1]);
    put_all(f->store, &u);
    assert_true(store_directory_cik(f->store, "A", cik));
    assert_string_equal(cik, "0000000042");
    assert_false(store_directory_cik(f->store, "NONE", cik));
    assert_int_equal(store_directory_ms(f->store, "sec-tickers"), NOW + 1);
    assert_int_equal(store_directory_ms(f->store, "nasdaq-symbols"), NOW);
    assert_int_equal(store_directory_search(f->store, "a", 1, &finder, NULL),
                     ERR_OK);
    assert_string_equal(r.name, "Agile Tools"); /* who lists it knows better */
    assert_int_equal(r.last.type, INSTRUMENT_equity);
    assert_string_equal(r.last.cik, "0000000042");
    fill(f->store); /* and its number stays */
    assert_true(store_directory_cik(f->store, "A", cik));
}

static void is_in_no_reading(void **state)
{
    struct fixture *f = *state;
    struct heard *h;
    uint64_t seq = 0;

    fill(f->store);
    h = read_from(f->store, &seq);
    assert_int_equal(h->count, 0);
    heard_free(h);
}

static void an_instrument_keeps_its_number(void **state)
{
    struct fixture *f = *state;
    struct update u = {.t = NOW, .kind = UPDATE_instrument, .symbol = "AB",
                       .source = "tape"};
    struct heard *h;
    uint64_t seq = 0;

    u.of.instrument.shares_asof = NO_DATE;
    name_copy(u.of.instrument.cik, CIK_MAX, "0000000042");
    put_ok(f->store, &u);
    u.t++;
    u.of.instrument.cik[0] = '\0';
    u.of.instrument.name = "Ab";
    put_ok(f->store, &u);
    commit_ok(f->store);
    h = read_from(f->store, &seq);
    assert_int_equal(h->count, 1);
    assert_string_equal(h->updates[0].of.instrument.cik, "0000000042");
    assert_string_equal(h->updates[0].of.instrument.name, "Ab");
    heard_free(h);
}

/* The best of thousands is still found, and most come back in one go. */
static void thousands(void **state)
{
    struct fixture *f = *state;
    struct updates u = {0};

    for (int i = 0; i < 12000; i++) {
        struct instrument one = {.type = INSTRUMENT_equity};
        char name[40];

        snprintf(one.symbol, sizeof one.symbol, "S%05d", i);
        snprintf(name, sizeof name, "Company Number%d of many", i);
        one.name = updates_text(&u, name, sizeof name);
        add(&u, "nasdaq-symbols", NOW, &one);
    }
    put_all(f->store, &u);
    check(f->store, "s11999", 10, "S11999 ");
    check(f->store, "number1199", 3, "S01199 S11990 S11991 ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(finds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(says_what_it_is, set_up, tear_down),
        cmocka_unit_test_setup_teardown(two_sources_make_one, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(is_in_no_reading, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_instrument_keeps_its_number, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(thousands, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("directory", tests, NULL, NULL);
}
