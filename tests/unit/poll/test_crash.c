/* SPDX-License-Identifier: MIT */
/* A recorded session that kill -9 interrupts 200 times: the poller takes it as
 * live updates, dies anywhere, starts again and goes on with what it had not
 * said was kept. In the end the store is that of a run without a break, event
 * for event and line for line, and was sound all along. */
#include <signal.h>
#include <sys/wait.h>

#include "../src/poll/poller_parts.h"
#include "folder.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/state/records.h"
#include "tapewatch/tape/codec.h"

#include <sqlite3.h>

enum { KILLS = 200, UPDATES_A_TURN = 3, TURNS_MOST = 3 };

static const char lists[] = "indices =\nproviders = yahoo-spark\n"
                            "[watchlist default]\nsymbols =\n";

/* ---- the session */

struct recorded {
    struct updates updates; /* in order of t */
};

/* Of the tape that is built in: a few companies up to the night of that
 * Monday, by the minute from Friday on. */
static bool is_of_session(const struct update *u)
{
    static const char *const symbols[] = {"NVDA",  "TSM",  "VRT", "MSFT",
                                          "GOOGL", "AVGO", "VST"};
    bool is_one = u->symbol[0] == '\0';

    if (u->t >= civil_from_new_york(civil_date(2025, 1, 28), 3, 0))
        return false;
    for (size_t i = 0; i < sizeof(symbols) / sizeof(*symbols); i++)
        is_one |= strcmp(symbols[i], u->symbol) == 0;
    if (u->kind != UPDATE_bar)
        return is_one;
    return is_one && (u->of.bar.span == BAR_1d ||
                      u->t >= civil_from_new_york(civil_date(2025, 1, 24), 9, 0));
}

static void keep(struct recorded *s, const struct update *u)
{
    struct strbuf line = {0};
    struct why why = {{0}};

    tape_encode(u, &line);
    if (tape_decode(strbuf_text(&line), line.len, &s->updates, &why) != ERR_OK)
        fail_msg("%s", why.text);
    strbuf_done(&line);
}

static void read_session(struct recorded *s)
{
    struct tape_reader *tape = NULL;
    const struct update *u;

    *s = (struct recorded){.updates = {0}};
    assert_int_equal(tape_open("demo", &tape, NULL), ERR_OK);
    while (tape_next(tape, &u, NULL) == ERR_OK)
        if (is_of_session(u))
            keep(s, u);
    tape_close(tape);
    assert_true(s->updates.count > 1500);
}

/* ---- a run of the program */

static void add_rules(struct state *s, const struct config *c)
{
    for (size_t i = 0; i < config_rule_count(c); i++) {
        struct why why = {{0}};

        if (state_add_rule(s, config_rule(c, i), &why) != ERR_OK)
            fail_msg("%s", why.text);
    }
}

static size_t turn(struct poller *p, const struct recorded *s, size_t at)
{
    size_t end = at + UPDATES_A_TURN;

    if (end > s->updates.count)
        end = s->updates.count;
    for (size_t i = at; i < end; i++)
        poller_apply_live(p, &s->updates.items[i]);
    (void)poller_turn(p, s->updates.items[end - 1].t, 0);
    return end;
}

/* From update `at` to the end; says to `out` how far it has come and is kept,
 * after each turn (out < 0: to nobody). */
static void run(const struct recorded *s, const char *folder, size_t at, int out)
{
    int64_t now = s->updates.items[at].t;
    struct why notice = {{0}}, why = {{0}};
    struct poller_parts parts = {.mode = RUN_LIVE, .seed = 1, .start_ms = now};
    struct config *config = NULL;
    struct poller *p;

    if (config_load_text(lists, sizeof(lists) - 1, &config) != ERR_OK ||
        store_open(folder, false, now, &parts.store, &notice, &why) != ERR_OK ||
        notice.text[0] || !store_try_lock(parts.store))
        fail_msg("%s%s", notice.text, why.text);
    parts.config = config;
    parts.state = state_new("", 0);
    assert_int_equal(state_read_shipped_names(parts.state, &why), ERR_OK);
    add_rules(parts.state, config);
    p = poller_new(&parts);
    while (at < s->updates.count) {
        at = turn(p, s, at);
        if (out >= 0 && write(out, &at, sizeof(at)) != sizeof(at))
            break;
    }
    poller_free(p);
    store_close(parts.store);
    state_free(parts.state);
    config_free(config);
}

/* ---- what it leaves */

static void tell_event(void *self, const struct event *e)
{
#define POINT " %lld %.17g %.17g"
#define POINT_OF(p) (long long)(p).t, (p).price, (p).measure
    strbuf_format(self,
                  "%s %s %d %d %d %d |" POINT POINT POINT
                  " | %x %.17g %.17g %.17g %.17g %d %d %u %.17g %u\n",
                  e->key.rule, e->key.symbol, (int)e->key.session,
                  (int)e->state, e->severity, e->official,
                  POINT_OF(e->opened), POINT_OF(e->worst), POINT_OF(e->last),
                  e->known, e->price, e->prev_close, e->cap_change_usd,
                  e->shares, e->rank, e->rank_own, e->reopened, e->told,
                  e->told_count);
#undef POINT
#undef POINT_OF
}

/* Not how the sources are: each start says that anew. */
static void tell_update(void *self, const struct update *u)
{
    if (u->kind == UPDATE_status)
        return;
    tape_encode(u, self);
}

/* All that the store has, as text: events by their keys, lines by time. */
static void dump(const char *folder, struct strbuf *events,
                 struct strbuf *lines)
{
    const struct store_reader readers[] = {
        {.self = events, .event = tell_event},
        {.self = lines, .update = tell_update}};
    struct store *s = open_store(folder);

    for (size_t i = 0; i < 2; i++)
        assert_int_equal(store_export(s, 0, 0, NULL, 0, &readers[i], NULL),
                         ERR_OK);
    store_close(s);
}

static void check_sound(const char *folder, const char *name)
{
    char path[700];
    sqlite3_stmt *st = NULL;
    sqlite3 *db = NULL;

    snprintf(path, sizeof(path), "%s/%s", folder, name);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &st, NULL),
        SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(st, 0), "ok");
    sqlite3_finalize(st);
    sqlite3_close(db);
}

/* ---- death */

/* Lets it go on for a few turns from `at` and kills it in the one that comes
 * then; returns how far it said that it had come. */
static size_t run_and_kill(const struct recorded *s, const char *folder,
                           size_t at, int turns)
{
    int ends[2], status;
    size_t said;
    pid_t pid;

    assert_int_equal(pipe(ends), 0);
    pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        close(ends[0]);
        run(s, folder, at, ends[1]);
        _exit(0);
    }
    close(ends[1]);
    while (turns-- > 0 && read(ends[0], &said, sizeof(said)) == sizeof(said))
        at = said;
    kill(pid, SIGKILL);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status) || at == s->updates.count);
    close(ends[0]);
    return at;
}

static void a_session_survives_200_kills(void **state)
{
    struct strbuf events[2] = {{0}, {0}}, lines[2] = {{0}, {0}};
    char folders[2][600];
    uint32_t seed = 2025;
    struct recorded s;
    size_t at = 0;
    int kills = 0;

    read_session(&s);
    for (int i = 0; i < 2; i++) {
        snprintf(folders[i], sizeof(folders[i]), "%s/%d", (char *)*state, i);
        store_close(open_store(folders[i]));
    }
    run(&s, folders[0], 0, -1);
    while (at < s.updates.count && kills < KILLS) {
        seed = seed * 1664525u + 1013904223u;
        at = run_and_kill(&s, folders[1], at,
                          (int)(seed >> 16) % (TURNS_MOST + 1));
        kills++;
        check_sound(folders[1], "cache.db");
    }
    assert_int_equal(kills, KILLS);
    if (at < s.updates.count)
        run(&s, folders[1], at, -1);
    for (int i = 0; i < 2; i++)
        dump(folders[i], &events[i], &lines[i]);
    check_sound(folders[1], "user.db");
    assert_non_null(strstr(strbuf_text(&events[0]), "value-drop NVDA "));
    assert_string_equal(strbuf_text(&events[1]), strbuf_text(&events[0]));
    assert_string_equal(strbuf_text(&lines[1]), strbuf_text(&lines[0]));
    for (int i = 0; i < 2; i++) {
        char *folder = strdup(folders[i]);
        void *again = folder;

        strbuf_done(&events[i]);
        strbuf_done(&lines[i]);
        remove_folder(&again);
    }
    updates_done(&s.updates);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_session_survives_200_kills,
                                        make_folder, remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
