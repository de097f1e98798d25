/* SPDX-License-Identifier: MIT */
/* Two programs and sudden death: one poller at a time, and what a program
 * said it had committed is there after kill -9. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "support.h"

/* Two stores, each killed twenty times while the writer does nothing else:
 * what was written before is read again after every kill, so one store for all
 * would only make that longer. (A whole session: poll/test_crash.) */
enum { STORES = 2, ROUNDS = 20, EVENTS_A_TURN = 5 };

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

/* Runs `child` in a process of its own, its words readable from the result. */
static pid_t start(void (*child)(const char *folder, int out, int first),
                   const char *folder, int first, FILE **words)
{
    int ends[2];
    pid_t pid;

    assert_int_equal(pipe(ends), 0);
    pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        close(ends[0]);
        child(folder, ends[1], first);
        _exit(0);
    }
    close(ends[1]);
    *words = fdopen(ends[0], "r");
    assert_non_null(*words);
    return pid;
}

static void end(pid_t pid, FILE *words)
{
    int status;

    kill(pid, SIGKILL);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    fclose(words);
}

static void say(int out, const char *word)
{
    ssize_t n = (ssize_t)strlen(word);

    if (write(out, word, (size_t)n) != n)
        _exit(3);
}

static void hold_lock(const char *folder, int out, int first)
{
    struct store *s = NULL;
    struct why why;

    (void)first;
    if (store_open(folder, false, NOW, &s, NULL, &why) != ERR_OK)
        _exit(2);
    say(out, store_try_lock(s) ? "locked\n" : "busy\n");
    for (;;)
        pause();
}

static void one_polls_and_the_next_takes_over(void **state)
{
    struct store *s = open_ok(*state, false);
    char line[32] = "";
    FILE *words;
    pid_t pid = start(hold_lock, *state, 0, &words);

    assert_non_null(fgets(line, sizeof line, words));
    assert_string_equal(line, "locked\n");
    assert_false(store_try_lock(s));
    end(pid, words);
    assert_true(store_try_lock(s));
    assert_true(store_try_lock(s)); /* ours already */
    pid = start(hold_lock, *state, 0, &words);
    assert_non_null(fgets(line, sizeof line, words));
    assert_string_equal(line, "busy\n");
    end(pid, words);
    store_close(s);
}

static void put_event(struct store *s, int turn, int n)
{
    struct event e = {.key = {.rule = "r"},
                      .state = EVENT_open,
                      .severity = 1,
                      .changed = NOW + turn,
                      .opened = {.measure = turn}};
    struct why why;

    e.key.session = turn;
    snprintf(e.key.symbol, sizeof e.key.symbol, "S%d", n);
    if (store_put_event(s, &e, &why) != ERR_OK)
        _exit(4);
}

/* Writes as fast as it can; says each turn's number once it is committed. */
static void write_turns(const char *folder, int out, int first)
{
    struct store *s = NULL;
    struct why why;

    if (store_open(folder, false, NOW, &s, NULL, &why) != ERR_OK)
        _exit(2);
    for (int turn = first;; turn++) {
        char word[32];

        for (int n = 0; n < EVENTS_A_TURN; n++)
            put_event(s, turn, n);
        if (store_commit(s, &why) != ERR_OK)
            _exit(5);
        snprintf(word, sizeof word, "%d\n", turn);
        say(out, word);
    }
}

/* How many events each turn has, from a fresh opening. */
enum { ROOM = 1024, TURNS_MAX = 2000000 };
struct turns {
    int *events;
    int room, last; /* last: -1 while there is none */
};

static void count_event(void *self, const struct event *e)
{
    struct turns *t = self;

    assert_true(e->key.session >= 0 && e->key.session < TURNS_MAX);
    while (e->key.session >= t->room) {
        t->events = mem_grow(t->events, (size_t)t->room + ROOM,
                             sizeof *t->events);
        memset(t->events + t->room, 0, ROOM * sizeof *t->events);
        t->room += ROOM;
    }
    t->events[e->key.session]++;
    if (e->key.session > t->last)
        t->last = (int)e->key.session;
}

/* SQLite's own word on both files, each read whole. */
static void check_files(const char *folder)
{
    static const char *const names[] = {"cache.db", "user.db"};

    for (size_t i = 0; i < 2; i++) {
        char path[PATH_MAX + 16];
        sqlite3_stmt *st = NULL;
        sqlite3 *db = NULL;

        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
        assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1,
                                            &st, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_step(st), SQLITE_ROW);
        assert_string_equal((const char *)sqlite3_column_text(st, 0), "ok");
        sqlite3_finalize(st);
        sqlite3_close(db);
    }
}

/* Every turn is whole, none is missing, none doubled; at least those that
 * were said are there. Returns the number of the next turn. */
static int check_turns(const char *folder, int said)
{
    struct turns t = {.last = -1};
    struct store_reader r = {.self = &t, .event = count_event};
    struct store *s = open_ok(folder, false); /* it also runs a check */
    uint64_t seq = 0;
    struct why why;

    assert_int_equal(store_read(s, &seq, 0, 0, &r, &why), ERR_OK);
    assert_true(t.last >= said);
    for (int i = 0; i <= t.last; i++)
        assert_int_equal(t.events[i], EVENTS_A_TURN);
    free(t.events);
    store_close(s);
    check_files(folder);
    return t.last + 1;
}

static void kill_and_look(const char *folder, uint32_t seed)
{
    int next = 0;

    for (int round = 0; round < ROUNDS; round++) {
        int lines, said = -1;
        char line[32];
        FILE *words;
        pid_t pid = start(write_turns, folder, next, &words);

        seed = seed * 1664525u + 1013904223u;
        lines = 1 + (int)(seed >> 28);
        for (int i = 0; i < lines; i++) {
            assert_non_null(fgets(line, sizeof line, words));
            said = (int)strtol(line, NULL, 10);
        }
        end(pid, words);
        next = check_turns(folder, said);
    }
    assert_true(next >= ROUNDS);
}

static void nothing_committed_is_lost(void **state)
{
    for (int i = 0; i < STORES; i++) {
        char folder[PATH_MAX];

        snprintf(folder, sizeof folder, "%.200s/%d", (const char *)*state, i);
        assert_int_equal(mkdir(folder, 0700), 0);
        kill_and_look(folder, 2025 + (uint32_t)i);
        remove_folder(folder);
    }
}

/* A full disk, played by a limit on the size of files. */
static void fill_disk(const char *folder, int out, int first)
{
    struct rlimit limit = {.rlim_cur = 400000, .rlim_max = RLIM_INFINITY};
    struct store *s = NULL;
    struct why why = {""};
    enum err e = ERR_OK;

    (void)first;
    signal(SIGXFSZ, SIG_IGN);
    if (store_open(folder, false, NOW, &s, NULL, &why) != ERR_OK ||
        setrlimit(RLIMIT_FSIZE, &limit) != 0)
        _exit(2);
    for (int turn = 0; !e && turn < 10000; turn++) {
        struct update u = quote_of("NVDA", NOW + turn, turn);

        snprintf(u.source, sizeof u.source, "s%d", turn);
        e = store_put(s, &u, &why);
        if (!e)
            e = store_commit(s, &why);
    }
    say(out, e == ERR_IO ? "failed\n" : "went on\n");
    say(out, why.text);
    say(out, "\n");
    limit.rlim_cur = RLIM_INFINITY; /* somebody made room */
    setrlimit(RLIMIT_FSIZE, &limit);
    struct update u = quote_of("AFTER", NOW, 1);
    e = store_put(s, &u, &why);
    if (!e)
        e = store_commit(s, &why);
    say(out, e == ERR_OK ? "fine\n" : "still failing\n");
    store_close(s);
}

static void a_full_disk_ends_nothing(void **state)
{
    char line[300] = "";
    FILE *words;
    pid_t pid = start(fill_disk, *state, 0, &words);
    struct store *s;
    int status;

    assert_non_null(fgets(line, sizeof line, words));
    assert_string_equal(line, "failed\n");
    assert_non_null(fgets(line, sizeof line, words));
    assert_non_null(strstr(line, "cache.db: "));
    assert_non_null(fgets(line, sizeof line, words));
    assert_string_equal(line, "fine\n");
    assert_int_equal(waitpid(pid, &status, 0), pid);
    fclose(words);
    s = open_ok(*state, true);
    store_close(s);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(one_polls_and_the_next_takes_over),
        CASE(nothing_committed_is_lost),
        CASE(a_full_disk_ends_nothing),
    };
    return cmocka_run_group_tests_name("store/crash", tests, NULL, NULL);
}
