/* SPDX-License-Identifier: MIT */
/* Opening: rights, older and newer files, damage, followers, the user's own
 * file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <sys/wait.h>

#include "support.h"

static int set_up(void **state)
{
    char *folder = mem_new(PATH_MAX, 1);

    temp_folder(folder);
    *state = folder;
    return 0;
}

static int tear_down(void **state)
{
    remove_folder(*state);
    free(*state);
    return 0;
}

static void write_bytes(const char *folder, const char *name, long at,
                        const void *bytes, size_t n)
{
    char path[PATH_MAX + 64];
    int fd;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    fd = open(path, O_RDWR | O_CREAT, 0600);
    assert_true(fd >= 0);
    assert_int_equal(pwrite(fd, bytes, n, at), (ssize_t)n);
    close(fd);
}

static void only_the_user_may_read(void **state)
{
    char deep[PATH_MAX + 16];
    struct update u = quote_of("NVDA", NOW, 1);
    struct store *s;

    snprintf(deep, sizeof deep, "%s/a", (char *)*state);
    umask(0);
    s = open_ok(deep, false);
    assert_int_equal(mode_of(*state, "a"), 0700);
    assert_true(store_try_lock(s));
    put_ok(s, &u);
    commit_ok(s);
    assert_int_equal(mode_of(deep, "cache.db"), 0600);
    assert_int_equal(mode_of(deep, "user.db"), 0600);
    assert_int_equal(mode_of(deep, "cache.db-wal"), 0600);
    assert_int_equal(mode_of(deep, "cache.db-shm"), 0600);
    assert_int_equal(mode_of(deep, "poller.lock"), 0600);
    store_close(s);
    umask(022);
    snprintf(deep, sizeof deep, "%s/a/cache.db", (char *)*state);
    chmod(deep, 0644);
    snprintf(deep, sizeof deep, "%s/a", (char *)*state);
    s = open_ok(deep, false);
    assert_int_equal(mode_of(deep, "cache.db"), 0600);
    store_close(s);
    remove_folder(deep);
}

static const char user_1[] =
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value INTEGER NOT NULL)"
    " STRICT, WITHOUT ROWID;"
    "CREATE TABLE list(name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;"
    "CREATE TABLE list_item(list TEXT NOT NULL REFERENCES list"
    " ON DELETE CASCADE, place INTEGER NOT NULL, symbol TEXT NOT NULL,"
    " PRIMARY KEY(list, place)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE acknowledgement(rule TEXT NOT NULL, symbol TEXT NOT NULL,"
    " session INTEGER NOT NULL, t INTEGER NOT NULL,"
    " PRIMARY KEY(rule, symbol, session)) STRICT, WITHOUT ROWID;"
    "INSERT INTO list VALUES('Mine');"
    "INSERT INTO list_item VALUES('Mine',0,'NVDA'),('Mine',1,'AMD');"
    "PRAGMA user_version=1;";

struct listed {
    char text[256];
};

static void list_item(void *self, const char *list, const char *symbol)
{
    struct listed *l = self;
    size_t n = strlen(l->text);

    snprintf(l->text + n, sizeof l->text - n, "%s:%s ", list, symbol);
}

static void assert_lists(struct store *s, const char *expected)
{
    struct listed l = {""};
    struct store_list_reader r = {.self = &l, .item = list_item};
    struct why why;

    assert_int_equal(store_lists(s, &r, &why), ERR_OK);
    assert_string_equal(l.text, expected);
}

static int64_t number_of(const char *folder, const char *name, const char *sql)
{
    char path[PATH_MAX + 64];
    sqlite3_stmt *st;
    sqlite3 *db;
    int64_t v;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    v = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    sqlite3_close(db);
    return v;
}

static void an_older_user_file_is_backed_up_and_renewed(void **state)
{
    struct why why;
    struct store *s;

    run_sql(*state, "user.db", user_1);
    s = open_ok(*state, false);
    assert_lists(s, "Mine:NVDA Mine:AMD ");
    assert_int_equal(store_mark_read(s, "h", NOW, &why), ERR_OK);
    store_close(s);
    assert_int_equal(mode_of(*state, "user.db.bak-1"), 0600);
    assert_int_equal(number_of(*state, "user.db.bak-1", "PRAGMA user_version"),
                     1);
    assert_int_equal(
        number_of(*state, "user.db.bak-1", "SELECT count(*) FROM list_item"),
        2);
    assert_int_equal(number_of(*state, "user.db", "PRAGMA user_version"), 7);
}

/* Version 1 of the cache is today's file without what version 2 added. */
static void an_older_cache_is_renewed(void **state)
{
    struct update u = quote_of("NVDA", NOW, 118.42);
    struct store *s = open_ok(*state, false);
    uint64_t seq = 0;
    struct heard *h;
    struct why why;

    put_ok(s, &u);
    store_close(s);
    run_sql(*state, "cache.db",
            "DROP TABLE backoff; DROP TABLE validator; DROP TABLE directory;"
            "DROP TABLE directory_source; DROP TABLE headline_row;"
            "ALTER TABLE instrument DROP COLUMN cik; PRAGMA user_version=1");
    s = open_ok(*state, false);
    h = read_from(s, &seq);
    assert_int_equal(h->count, 1);
    heard_free(h);
    assert_int_equal(store_set_backoff(s, "a.example", NOW, 2, &why), ERR_OK);
    store_close(s);
    assert_int_equal(number_of(*state, "cache.db", "PRAGMA user_version"), 4);
}

static void a_newer_file_is_refused(void **state)
{
    static const char *const names[] = {"cache.db", "user.db"};
    struct why why;

    for (size_t i = 0; i < 2; i++) {
        struct store *s = open_ok(*state, false);
        char back[40];

        store_close(s);
        snprintf(back, sizeof back, "PRAGMA user_version=%d",
                 (int)number_of(*state, names[i], "PRAGMA user_version"));
        run_sql(*state, names[i], "PRAGMA user_version=99");
        s = NULL;
        assert_int_equal(store_open(*state, false, NOW, &s, NULL, &why),
                         ERR_RANGE);
        assert_null(s);
        assert_non_null(strstr(why.text, "update tapewatch"));
        assert_non_null(strstr(why.text, names[i]));
        run_sql(*state, names[i], back);
    }
}

/* A cache of some size, closed. */
static void fill_cache(const char *folder, int bars)
{
    struct store *s = open_ok(folder, false);

    for (int i = 0; i < bars; i++) {
        struct update u = {.t = NOW + i,
                           .kind = UPDATE_bar,
                           .symbol = "NVDA",
                           .source = "tape"};

        u.of.bar.span = BAR_1d;
        u.of.bar.bar = (struct bar){.start = NOW + i * 1000, .close = i};
        put_ok(s, &u);
    }
    store_close(s);
}

static void assert_put_aside_once(const char *folder)
{
    struct update u = quote_of("NVDA", NOW, 118.42);
    struct store *s = NULL;
    struct why notice = {""}, why = {""};
    char name[256];
    uint64_t seq = 0;
    struct heard *h;

    if (store_open(folder, false, NOW, &s, &notice, &why) != ERR_OK)
        fail_msg("%s", why.text);
    assert_non_null(strstr(notice.text, "cache.db.corrupt-20250127-210500"));
    assert_true(find_file(folder, "cache.db.corrupt-20250127-210500", name));
    put_ok(s, &u);
    commit_ok(s);
    h = read_from(s, &seq);
    assert_int_equal(h->count, 1);
    heard_free(h);
    store_close(s);
    s = open_ok(folder, false); /* the new one is sound: no second notice */
    store_close(s);
}

static void a_truncated_cache_is_put_aside(void **state)
{
    char path[PATH_MAX + 64];

    fill_cache(*state, 5000);
    snprintf(path, sizeof path, "%s/cache.db", (char *)*state);
    assert_int_equal(truncate(path, 40000), 0);
    assert_put_aside_once(*state);
}

static void random_bytes_are_noticed(void **state)
{
    unsigned char noise[9000];
    uint32_t seed = 12345;

    for (size_t i = 0; i < sizeof noise; i++) {
        seed = seed * 1664525u + 1013904223u;
        noise[i] = (unsigned char)(seed >> 24);
    }
    fill_cache(*state, 5000);
    write_bytes(*state, "cache.db", 100000, noise, sizeof noise);
    assert_put_aside_once(*state);
}

static void something_else_is_put_aside(void **state)
{
    static const char text[] = "This was never a database, whatever its name "
                               "says; it is long enough to hold a header, "
                               "which it does not. ..........................";

    write_bytes(*state, "cache.db", 0, text, sizeof text);
    assert_put_aside_once(*state);
}

static void a_database_of_others_is_put_aside(void **state)
{
    run_sql(*state, "cache.db",
            "CREATE TABLE meta(x);"
            "PRAGMA user_version=2");
    assert_put_aside_once(*state);
}

static void an_empty_cache_is_made_anew(void **state)
{
    struct store *s = NULL;
    struct why notice = {""}, why;

    write_bytes(*state, "cache.db", 0, "", 0);
    assert_int_equal(store_open(*state, false, NOW, &s, &notice, &why), ERR_OK);
    assert_non_null(strstr(notice.text, "empty"));
    store_close(s);
}

static void ignore(void *self, const struct update *u)
{
    (void)self;
    (void)u;
}

static void damage_found_while_running_is_healed(void **state)
{
    struct store_reader r = {.update = ignore};
    unsigned char zeros[4096] = {0};
    struct why why = {""};
    uint64_t seq = 0;
    char name[256];
    struct update u = quote_of("NVDA", NOW, 5);
    struct store *s;

    fill_cache(*state, 20000); /* more than SQLite keeps in memory */
    s = open_ok(*state, false);
    assert_true(store_try_lock(s));
    for (long page = 20; page < 300; page++)
        write_bytes(*state, "cache.db", page * 4096, zeros, sizeof zeros);
    assert_int_equal(store_read(s, &seq, 0, 0, &r, &why), ERR_CORRUPT);
    assert_non_null(strstr(why.text, "a new one was begun"));
    assert_true(find_file(*state, "cache.db.corrupt-", name));
    put_ok(s, &u);
    commit_ok(s);
    store_close(s);
    s = open_ok(*state, false);
    store_close(s);
}

static void a_damaged_user_file_is_left_alone(void **state)
{
    static const char text[] = "not a database either, and this one holds "
                               "what the user did, so nobody may touch it. "
                               "............................................";
    struct store *s = NULL;
    struct why why;
    char path[PATH_MAX + 16], back[sizeof text] = "";
    FILE *file;

    write_bytes(*state, "user.db", 0, text, sizeof text);
    assert_int_equal(store_open(*state, false, NOW, &s, NULL, &why),
                     ERR_CORRUPT);
    assert_null(s);
    assert_non_null(strstr(why.text, "user.db"));
    assert_non_null(strstr(why.text, "move it away"));
    snprintf(path, sizeof path, "%s/user.db", (char *)*state);
    file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fread(back, 1, sizeof back, file), sizeof text);
    fclose(file);
    assert_memory_equal(back, text, sizeof text);
}

static void a_reader_follows(void **state)
{
    struct store *writer = open_ok(*state, false);
    struct update u = quote_of("NVDA", NOW, 1);
    struct store *reader;
    uint64_t seq = 0, before;
    struct heard *h;
    struct why why;

    put_ok(writer, &u);
    commit_ok(writer);
    reader = open_ok(*state, true);
    h = read_from(reader, &seq);
    assert_int_equal(h->count, 1);
    heard_free(h);
    before = seq;
    h = read_from(reader, &seq);
    assert_int_equal(h->count, 0);
    heard_free(h);
    u = quote_of("AMD", NOW + 1, 2);
    put_ok(writer, &u);
    h = read_from(reader, &seq); /* not committed yet */
    assert_int_equal(h->count, 0);
    heard_free(h);
    commit_ok(writer);
    h = read_from(reader, &seq);
    assert_int_equal(h->count, 1);
    assert_string_equal(h->updates[0].symbol, "AMD");
    assert_true(seq > before);
    heard_free(h);
    assert_int_equal(store_put(reader, &u, &why), ERR_REFUSED);
    assert_true(store_try_lock(writer));
    assert_false(store_try_lock(reader));
    store_close(reader);
    store_close(writer);
}

static bool file_is_there(const char *folder, const char *name)
{
    char path[PATH_MAX + 16];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    return access(path, F_OK) == 0;
}

/* It was opened while nobody wrote; nothing is made beside the files. */
static void a_reader_follows_who_comes_later(void **state)
{
    struct store *writer = open_ok(*state, false), *reader;
    struct update u = quote_of("NVDA", NOW, 1);
    uint64_t seq = 0;
    struct heard *h;

    put_ok(writer, &u);
    commit_ok(writer);
    store_close(writer);
    reader = open_ok(*state, true);
    heard_free(read_from(reader, &seq));
    assert_true(store_try_lock(reader)); /* nobody polls */
    assert_int_equal(file_is_there(*state, "poller.lock"), false);
    assert_int_equal(file_is_there(*state, "cache.db-wal"), false);
    writer = open_ok(*state, false);
    u = quote_of("AMD", NOW + 1, 2);
    put_ok(writer, &u);
    commit_ok(writer);
    h = read_from(reader, &seq);
    assert_int_equal(h->count, 1);
    assert_string_equal(h->updates[0].symbol, "AMD");
    heard_free(h);
    store_close(reader);
    store_close(writer);
}

static void a_deleted_cache_is_begun_again(void **state)
{
    struct store *writer = open_ok(*state, false);
    struct store *reader;
    struct update u = quote_of("NVDA", NOW, 1);
    char path[PATH_MAX + 16];
    uint64_t seq = 0;
    struct heard *h;

    for (int i = 0; i < 5; i++) {
        u.t++;
        put_ok(writer, &u);
        commit_ok(writer);
    }
    reader = open_ok(*state, true);
    heard_free(read_from(reader, &seq));
    snprintf(path, sizeof path, "%s/cache.db", (char *)*state);
    assert_int_equal(unlink(path), 0);
    u = quote_of("AMD", NOW, 1);
    put_ok(writer, &u);
    commit_ok(writer);
    h = read_from(reader, &seq);
    assert_int_equal(h->count, 1);
    assert_string_equal(h->updates[0].symbol, "AMD");
    heard_free(h);
    store_close(reader);
    store_close(writer);
    writer = open_ok(*state, false);
    seq = 0;
    h = read_from(writer, &seq);
    assert_int_equal(h->count, 1);
    heard_free(h);
    store_close(writer);
}

static void reading_makes_no_files(void **state)
{
    struct store *s = NULL;
    struct why why;
    char name[256];

    assert_int_equal(store_open(*state, true, NOW, &s, NULL, &why),
                     ERR_NOT_FOUND);
    assert_false(find_file(*state, "cache", name));
    fill_cache(*state, 5000);
    s = open_ok(*state, true);
    assert_false(find_file(*state, "cache.db-wal", name));
    assert_false(find_file(*state, "cache.db-shm", name));
    store_close(s);
}

static void a_folder_that_cannot_be_made_is_an_error(void **state)
{
    char path[PATH_MAX + 16];
    struct store *s = NULL;
    struct why why;

    write_bytes(*state, "file", 0, "x", 1);
    snprintf(path, sizeof path, "%s/file", (char *)*state);
    assert_int_equal(store_open(path, false, NOW, &s, NULL, &why), ERR_IO);
    assert_non_null(strstr(why.text, "not a folder"));
    snprintf(path, sizeof path, "%s/file/deeper", (char *)*state);
    assert_int_equal(store_open(path, false, NOW, &s, NULL, &why), ERR_IO);
    assert_null(s);
}

/* Opens as somebody who may not write there; 0: refused as it should be. */
static int open_without_rights(const char *folder)
{
    struct store *s = NULL;
    struct why why = {""};

    if (geteuid() == 0 && setuid(65534) != 0)
        return 2;
    if (store_open(folder, false, NOW, &s, NULL, &why) != ERR_IO || s)
        return 3;
    return strstr(why.text, "writable") ? 0 : 4;
}

static void a_folder_without_rights_is_an_error(void **state)
{
    const char *folder = *state;
    int status = -1;
    pid_t pid;

    if (geteuid() == 0) /* who may write anywhere; the child may not */
        assert_int_equal(chown(folder, 65534, 65534), 0);
    assert_int_equal(chmod(folder, 0500), 0);
    pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        _exit(open_without_rights(folder));
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(chmod(folder, 0700), 0);
    assert_int_equal(status, 0);
}

static void lists_and_marks_are_kept(void **state)
{
    static const char *const first[] = {"NVDA", "AMD", "TSM"};
    static const char *const then[] = {"TSM"};
    struct store *s = open_ok(*state, false);
    struct why why;

    assert_int_equal(store_set_list(s, "Chips", first, 3, &why), ERR_OK);
    assert_int_equal(store_set_list(s, "Empty", NULL, 0, &why), ERR_OK);
    assert_lists(s, "Chips:NVDA Chips:AMD Chips:TSM Empty: ");
    assert_int_equal(store_set_list(s, "Chips", then, 1, &why), ERR_OK);
    store_close(s);
    s = open_ok(*state, false);
    assert_lists(s, "Chips:TSM Empty: ");
    store_close(s);
}

static void mark(void *self, const char *id)
{
    struct listed *l = self;
    size_t n = strlen(l->text);

    snprintf(l->text + n, sizeof l->text - n, "%s ", id);
}

static void backoff(void *self, const char *host, int64_t until,
                    unsigned failures)
{
    struct listed *l = self;
    size_t n = strlen(l->text);

    snprintf(l->text + n, sizeof l->text - n, "%s %lld %u ", host,
             (long long)until, failures);
}

static void marks_backoffs_and_validators_are_kept(void **state)
{
    struct store *s = open_ok(*state, false);
    struct listed l = {""};
    char etag[128], modified[64];
    struct why why;

    assert_int_equal(store_mark_read(s, "b", NOW, &why), ERR_OK);
    assert_int_equal(store_mark_read(s, "a", NOW + 1, &why), ERR_OK);
    assert_int_equal(store_mark_read(s, "b", NOW + 2, &why), ERR_OK);
    assert_int_equal(store_set_backoff(s, "x.example", NOW + 5, 3, &why),
                     ERR_OK);
    assert_int_equal(store_set_backoff(s, "y.example", NOW + 5, 1, &why),
                     ERR_OK);
    assert_int_equal(store_set_backoff(s, "y.example", 0, 0, &why), ERR_OK);
    assert_int_equal(
        store_set_validators(s, "http://x", "\"e\"", NULL, NOW, &why), ERR_OK);
    commit_ok(s);
    store_close(s);
    s = open_ok(*state, false);
    assert_int_equal(store_read_marks(s, &l, mark, &why), ERR_OK);
    assert_string_equal(l.text, "b a ");
    l.text[0] = '\0';
    assert_int_equal(store_backoffs(s, &l, backoff, &why), ERR_OK);
    assert_string_equal(l.text, "x.example 1738011900005 3 ");
    assert_true(store_validators(s, "http://x", 0, etag, modified));
    assert_string_equal(etag, "\"e\"");
    assert_string_equal(modified, "");
    assert_false(store_validators(s, "http://y", 0, etag, modified));
    store_close(s);
}

static void doctor_is_told(void **state)
{
    struct store *s = open_ok(*state, false);
    char text[2 * PATH_MAX], small[8];
    struct why why;

    assert_int_equal(store_describe(s, text, sizeof text, &why), ERR_OK);
    assert_non_null(strstr(text, "cache.db: "));
    assert_non_null(strstr(text, "user.db: "));
    assert_non_null(strstr(text, "schema 4, sound"));
    assert_int_equal(store_describe(s, small, sizeof small, &why), ERR_TOO_BIG);
    store_close(s);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(only_the_user_may_read),
        CASE(an_older_user_file_is_backed_up_and_renewed),
        CASE(an_older_cache_is_renewed),
        CASE(a_newer_file_is_refused),
        CASE(a_truncated_cache_is_put_aside),
        CASE(random_bytes_are_noticed),
        CASE(something_else_is_put_aside),
        CASE(a_database_of_others_is_put_aside),
        CASE(an_empty_cache_is_made_anew),
        CASE(damage_found_while_running_is_healed),
        CASE(a_damaged_user_file_is_left_alone),
        CASE(a_reader_follows),
        CASE(a_reader_follows_who_comes_later),
        CASE(a_deleted_cache_is_begun_again),
        CASE(reading_makes_no_files),
        CASE(a_folder_that_cannot_be_made_is_an_error),
        CASE(a_folder_without_rights_is_an_error),
        CASE(lists_and_marks_are_kept),
        CASE(marks_backoffs_and_validators_are_kept),
        CASE(doctor_is_told),
    };
    return cmocka_run_group_tests_name("store/open", tests, NULL, NULL);
}
