/* SPDX-License-Identifier: MIT */
/* Headlines found by their words: whatever is typed, by the index and without
 * it, while it catches up, and after titles changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support.h"
#include "tapewatch/base/words.h"

enum { HEADLINES = 400, FOUND_MAX = 600 };

struct fixture {
    char folder[PATH_MAX];
    struct store *store;
    char found[FOUND_MAX][32]; /* ids, in the order they came */
    size_t count;
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

static void put(struct fixture *f, const char *id, int64_t t,
                const char *title, const char *summary)
{
    struct update u = {.t = t, .kind = UPDATE_headline, .source = "test"};
    struct why why;

    u.of.headline = (struct headline){.id = id, .title = title,
                                      .summary = summary, .published = t};
    if (store_put(f->store, &u, &why) != ERR_OK)
        fail_msg("%s", why.text);
}

static void found(void *self, const struct update *u)
{
    struct fixture *f = self;

    assert_true(f->count < FOUND_MAX);
    assert_int_equal(u->kind, UPDATE_headline);
    assert_string_equal(u->source, "test");
    snprintf(f->found[f->count++], 32, "%s", u->of.headline.id);
}

static void search(struct fixture *f, struct store *s,
                   const struct store_news_query *q)
{
    const struct store_news_finder finder = {.self = f, .found = found};
    struct why why = {{0}};

    f->count = 0;
    if (store_search_news(s, q, &finder, &why) != ERR_OK)
        fail_msg("%s: %s", q->wanted, why.text);
}

static void expect(struct fixture *f, const char *wanted, const char *ids)
{
    char all[512] = "";

    search(f, f->store, &(struct store_news_query){.wanted = wanted,
                                                   .most = 20});
    for (size_t i = 0; i < f->count; i++)
        snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s",
                 i ? " " : "", f->found[i]);
    assert_string_equal(all, ids);
}

static int64_t indexed(const struct fixture *f)
{
    sqlite3_int64 n = -1;
    char path[PATH_MAX + 64];
    sqlite3_stmt *st;
    sqlite3 *db;

    snprintf(path, sizeof path, "%s/cache.db", f->folder);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT count(*) FROM headline_words",
                                        -1, &st, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    n = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    sqlite3_close(db);
    return n;
}

/* All there are, in a span of time: with an index and before it has them. */
static void without_words_all_are_found(void **state)
{
    struct fixture *f = *state;
    struct store_news_query q = {.most = 20};

    put(f, "a", NOW - 3000, "First", NULL);
    put(f, "b", NOW - 1000, "Second", NULL);
    commit_ok(f->store);
    put(f, "c", NOW - 2000, "Third", NULL);
    put(f, "d", NOW - 1500, "?!", NULL); /* it has no word at all */
    search(f, f->store, &q);
    assert_int_equal(f->count, 4);
    q = (struct store_news_query){.since_ms = NOW - 2000,
                                  .until_ms = NOW - 1200, .most = 20};
    search(f, f->store, &q);
    assert_int_equal(f->count, 2);
    assert_string_equal(f->found[0], "d");
    assert_string_equal(f->found[1], "c");
    q.most = 1;
    search(f, f->store, &q);
    assert_int_equal(f->count, 1);
    assert_string_equal(f->found[0], "d");
    commit_ok(f->store);
}

static void finds_the_newest_first(void **state)
{
    struct fixture *f = *state;

    put(f, "a", NOW - 3000, "Export rules for chips", "Memory is left out");
    put(f, "b", NOW - 1000, "Chip rule talk", NULL);
    put(f, "c", NOW - 2000, "Aid for farmers", "said the ministry");
    put(f, "d", NOW, "美国股市 Nvidia暴跌", NULL);
    expect(f, "rule chip", "b a"); /* of this turn: not in the index yet */
    commit_ok(f->store);
    assert_int_equal(indexed(f), 4);
    expect(f, "rule chip", "b a");
    expect(f, "memory export", "a");
    expect(f, "AI", "");
    expect(f, "股市", "d");
    expect(f, "市股", "");
    expect(f, "nvidia", "d");
    search(f, f->store, &(struct store_news_query){
        .wanted = "chip", .most = 1});
    assert_int_equal(f->count, 1);
    assert_string_equal(f->found[0], "b");
    search(f, f->store, &(struct store_news_query){
        .wanted = "chip", .until_ms = NOW - 2000, .most = 9});
    assert_int_equal(f->count, 1);
    assert_string_equal(f->found[0], "a");
}

static void a_title_that_changes_is_found_by_the_new_one(void **state)
{
    struct fixture *f = *state;

    put(f, "a", NOW, "Merger off", NULL);
    commit_ok(f->store);
    put(f, "a", NOW + 1, "Merger agreed", NULL);
    expect(f, "off", "");
    expect(f, "agreed", "a");
    commit_ok(f->store);
    expect(f, "off", "");
    expect(f, "agreed", "a");
    assert_int_equal(indexed(f), 1);
}

/* Whatever is typed means its words, and is never an error. */
static void no_text_is_syntax(void **state)
{
    static const char *const hostile[] = {
        "\"", "\"\"", "\"a", "a\"b", "*", "a*", "*a", "-", "-a", "a -b", "^a",
        "a OR b", "a AND", "NOT", "NOT a", "NEAR(a b, 2)", "NEAR(", ")", "(",
        "(a", "title:a", "title : a", "{title summary}:a", "rowid:1", "a + b",
        "'; DROP TABLE headline; --", "%", "_", "a%", "\\", "\\\"", "?1", ":a",
        "@a", "$a", "#", "/* a", "-- a", "\t\n a", "🚀", "a🚀b", "美国\"股*",
        "\xff\xfe", "a\xc3", "\xe7\xbe", "ﷺ", "a\xcc\x88\xcc\x88", "​a",
    };
    struct fixture *f = *state;

    put(f, "a", NOW, "a", NULL);
    put(f, "b", NOW - 1, "title rowid near not or and b", NULL);
    commit_ok(f->store);
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++)
        search(f, f->store, &(struct store_news_query){
            .wanted = hostile[i], .most = 9});
    expect(f, "title:a", "");
    expect(f, "NOT OR AND NEAR", "b");
    expect(f, "\"a\"*", "a");
    expect(f, "'; DROP TABLE headline; --", "");
    expect(f, "a", "a");
}

/* ---- against comparing all of them */

static unsigned next_random(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

static void random_text(unsigned *seed, char *out, size_t size)
{
    static const char *const parts[] = {
        "chip", "Chips", "CHIPMAKER", "ai", "AID", "rule", "美", "国", "美国",
        "한국", "é", "É", "1", "12", "123", " ", " ", " ", "-", "\"", "*", "'",
        "(", ")", ":", "NEAR", "OR", "NOT", "🚀", "\xff", "ß", "ﬁ", "İ", "ǅ",
    };
    size_t n = 1 + next_random(seed) % 12;

    out[0] = '\0';
    while (n--)
        snprintf(out + strlen(out), size - strlen(out), "%s",
                 parts[next_random(seed) % (sizeof parts / sizeof *parts)]);
}

/* Fills the store with random titles; the reader cleans what is no text, so
 * that the comparison takes them as the store has them. */
static void fill(struct fixture *f, unsigned *seed, char (*titles)[200])
{
    for (int i = 0; i < HEADLINES; i++) {
        char id[16];

        random_text(seed, titles[i], sizeof titles[i]);
        snprintf(id, sizeof id, "%d", i);
        put(f, id, NOW - i, titles[i], NULL);
        if (i % 90 == 0)
            commit_ok(f->store);
    }
}

static void compare_all(struct fixture *f, struct store *s, unsigned seed,
                        char (*titles)[200])
{
    size_t hits = 0;

    for (int k = 0; k < 300; k++) {
        char wanted[200];
        size_t at = 0;

        random_text(&seed, wanted, sizeof wanted);
        search(f, s, &(struct store_news_query){.wanted = wanted,
                                                .most = FOUND_MAX});
        for (int i = 0; i < HEADLINES; i++) {
            const char *const text[] = {titles[i]};

            if (!words_fit(wanted, text, 1))
                continue;
            if (at >= f->count || atoi(f->found[at]) != i)
                fail_msg("'%s' does not find '%s'", wanted, titles[i]);
            at++;
        }
        if (at != f->count)
            fail_msg("'%s' finds '%s'", wanted, titles[atoi(f->found[at])]);
        hits += at;
    }
    assert_true(hits > 100);
}

static void finds_what_comparing_finds(void **state)
{
    struct fixture *f = *state;
    char (*titles)[200] = mem_new(HEADLINES, sizeof *titles);
    struct store *reader;
    unsigned seed = 7;

    fill(f, &seed, titles);
    compare_all(f, f->store, seed, titles); /* the last ones not indexed */
    commit_ok(f->store);
    assert_int_equal(indexed(f), HEADLINES);
    compare_all(f, f->store, seed, titles);
    store_close(f->store);
    run_sql(f->folder, "cache.db",
            "INSERT INTO headline_words(headline_words)"
            " VALUES('integrity-check')");

    /* A program without FTS5 reads them all. */
    run_sql(f->folder, "cache.db", "DROP TABLE headline_words");
    reader = open_ok(f->folder, true);
    compare_all(f, reader, seed, titles);
    store_close(reader);

    /* One with it makes the index anew, some a turn. */
    run_sql(f->folder, "cache.db", "DELETE FROM meta WHERE key='words_seq';"
                                   "DELETE FROM headline_row");
    f->store = open_ok(f->folder, false);
    compare_all(f, f->store, seed, titles);
    put(f, "0", NOW + 1, titles[0], NULL);
    commit_ok(f->store);
    assert_int_equal(indexed(f), HEADLINES);
    compare_all(f, f->store, seed, titles);
    free(titles);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
        TEST(without_words_all_are_found),
        TEST(finds_the_newest_first),
        TEST(a_title_that_changes_is_found_by_the_new_one),
        TEST(no_text_is_syntax),
        TEST(finds_what_comparing_finds),
#undef TEST
    };

    return cmocka_run_group_tests_name("search", tests, NULL, NULL);
}
