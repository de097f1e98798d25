/* SPDX-License-Identifier: MIT */
/* Who is told of what: restarts, groups, storms; the rules' commands and the
 * file. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../../src/commands/event_file.h"
#include "../../../src/commands/notices.h"
#include "../../../src/commands/runs.h"
#include "tapewatch/state/fields.h"

enum { EVENTS_MAX = 12 };

static struct event events[EVENTS_MAX];
static struct rule_measure measures[] = {{.rule = "percent-move"}};
static struct snapshot snapshot = {
    .events = events, .measures = measures, .measure_count = 1};

static void set_event(size_t i, const char *rule, int severity, unsigned told)
{
    events[i] = (struct event){.severity = severity,
                               .known = EVENT_HAS_CAP_CHANGE_USD,
                               .cap_change_usd = -1e9 * severity,
                               .told_count = told};
    events[i].last.measure = -5;
    snprintf(events[i].key.rule, RULE_MAX, "%s", rule);
    snprintf(events[i].key.symbol, SYMBOL_MAX, "S%zu", i);
    events[i].key.session = 20115;
    if (snapshot.event_count <= i)
        snapshot.event_count = i + 1;
}

static struct config *config_of(const char *text)
{
    struct config *c = NULL;

    snapshot.event_count = 0;
    assert_int_equal(config_load_text(text, strlen(text), &c), ERR_OK);
    assert_int_equal(config_problem_count(c), 0);
    return c;
}

static void a_restart_tells_nothing_again(void **state)
{
    struct config *c = config_of("");
    struct notices *n = notices_new(c);
    struct notice out;

    (void)state;
    set_event(0, "percent-move", 2, 1);
    assert_false(notices_look(n, &snapshot, 0, NULL, &out));
    assert_false(notices_look(n, &snapshot, 100, NULL, &out));
    set_event(0, "percent-move", 2, 2); /* it is worse */
    set_event(1, "new-high", 1, 1);     /* for machines alone */
    assert_true(notices_look(n, &snapshot, 200, NULL, &out));
    assert_int_equal(out.count, 1);
    assert_int_equal(out.ways, NOTIFY_status | NOTIFY_bell);
    assert_string_equal(out.title, "S0 fell 5.00% on the day");
    assert_false(notices_look(n, &snapshot, 300, NULL, &out));
    notices_free(n);
    n = notices_new(c); /* started anew: the counts come from the store */
    assert_false(notices_look(n, &snapshot, 0, NULL, &out));
    set_event(2, "percent-move", 3, 1);
    assert_true(notices_look(n, &snapshot, 1, NULL, &out));
    assert_int_equal(out.count, 1);
    notices_free(n);
    config_free(c);
}

static void a_storm_is_told_as_one(void **state)
{
    struct config *c = config_of("storm_events = 3\n");
    struct notices *n = notices_new(c);
    struct notice out;

    (void)state;
    assert_false(notices_look(n, &snapshot, 1000, NULL, &out));
    for (size_t i = 0; i < 3; i++)
        set_event(i, "percent-move", 2, 1);
    assert_true(notices_look(n, &snapshot, 2000, NULL, &out));
    assert_int_equal(out.count, 3);
    for (size_t i = 3; i < 8; i++)
        set_event(i, "percent-move", i == 6 ? 4 : 2, 1);
    assert_true(notices_look(n, &snapshot, 3000, NULL, &out));
    assert_int_equal(out.count, 5);
    assert_int_equal(out.severity, 4);
    assert_string_equal(out.title, "5 events: S6 fell 5.00% on the day");
    assert_string_equal(out.body, "with S3, S4, S5, S7 and others");
    set_event(8, "percent-move", 2, 1);
    assert_false(notices_look(n, &snapshot, 4000, NULL, &out));
    set_event(9, "percent-move", 3, 1);
    assert_false(notices_look(n, &snapshot, 59999, NULL, &out));
    assert_true(notices_look(n, &snapshot, 61000, NULL, &out));
    assert_int_equal(out.count, 2);
    assert_int_equal(out.severity, 3);
    set_event(10, "percent-move", 2, 1);
    assert_true(notices_look(n, &snapshot, 62000, NULL, &out));
    assert_int_equal(out.count, 1);
    notices_free(n);
    config_free(c);
}

/* ---- commands */

static char folder[] = "/tmp/tapewatch-notices-XXXXXX";

static void path_of(const char *name, char out[128])
{
    snprintf(out, 128, "%s/%s", folder, name);
}

static void wait_for_all(struct runs *r, int64_t real_ms)
{
    for (int i = 0; i < 1000 && runs_turn(r, real_ms); i++)
        (void)poll(NULL, 0, 10);
    assert_false(runs_turn(r, real_ms));
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* no zombie */
    assert_int_equal(errno, ECHILD);
}

static void write_script(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");

    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(chmod(path, 0700), 0);
}

static void commands_get_values_not_a_shell_line(void **state)
{
    struct config *c = config_of("run_limit = 2\n");
    struct runs *r = runs_new(c);
    struct rule_text rule = {.name = "mine"};
    char script[128], out[128], line[320], got[200] = "";
    FILE *f;

    (void)state;
    path_of("script", script);
    path_of("out", out);
    write_script(script, "#!/bin/sh\nprintf '%s|%s|%s|%s\\n' \"$1\" \"$2\" "
                         "\"$TAPEWATCH_SYMBOL\" \"$TAPEWATCH_PRICE\" >> "
                         "\"$3\"\n");
    snprintf(line, sizeof line, "%s $(id);x `id` %s", script, out);
    rule.run = line;
    set_event(0, "mine", 2, 1);
    for (int i = 0; i < 5; i++)
        runs_start(r, &snapshot, &events[0], &rule, 1000);
    wait_for_all(r, 1000);
    f = fopen(out, "r");
    assert_non_null(f);
    for (int i = 0; i < 2; i++) { /* two of five: the limit of a minute */
        assert_non_null(fgets(got, sizeof got, f));
        assert_string_equal(got, "$(id);x|`id`|S0|\n");
    }
    assert_null(fgets(got, sizeof got, f));
    fclose(f);
    runs_free(r);
    config_free(c);
}

static void a_command_has_its_time(void **state)
{
    struct config *c = config_of("run_timeout = 1s\n");
    struct runs *r = runs_new(c);
    const struct rule_text rule = {.name = "slow", .run = "sleep 600"};
    const struct rule_text none = {.name = "none", .run = "/no/such/program"};

    (void)state;
    set_event(0, "slow", 2, 1);
    runs_start(r, &snapshot, &events[0], &none, 0);
    assert_false(runs_turn(r, 0));
    runs_start(r, &snapshot, &events[0], &rule, 0);
    assert_true(runs_turn(r, 999));
    (void)runs_turn(r, 1000);
    wait_for_all(r, 1001);
    runs_start(r, &snapshot, &events[0], &rule, 2000);
    runs_free(r); /* leaves none behind */
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    config_free(c);
}

/* ---- the file */

static void a_pipe_without_reader_never_waits(void **state)
{
    char path[128], got[4096];
    struct event_file *f;
    ssize_t n;
    int fd;

    (void)state;
    path_of("pipe", path);
    assert_int_equal(mkfifo(path, 0600), 0);
    snapshot.event_count = 0;
    set_event(0, "mine", 2, 1);
    set_event(1, "mine", 2, 1);
    assert_null(event_file_new(""));
    f = event_file_new(path);
    event_file_put(f, &snapshot, &events[0]); /* lost */
    fd = open(path, O_RDONLY | O_NONBLOCK);
    assert_true(fd >= 0);
    event_file_put(f, &snapshot, &events[1]);
    n = read(fd, got, sizeof got - 1);
    assert_true(n > 0);
    got[n] = '\0';
    assert_memory_equal(got, "{\"rule\":\"mine\",\"symbol\":\"S1\",", 29);
    assert_ptr_equal(strchr(got, '\n'), got + n - 1); /* one line */
    close(fd);
    event_file_put(f, &snapshot, &events[0]); /* the reader has gone */
    event_file_free(f);
}

static int make_folder(void **state)
{
    (void)state;
    (void)signal(SIGPIPE, SIG_IGN); /* as main does */
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    static const char *const names[] = {"script", "out", "pipe"};
    char path[128];

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        path_of(names[i], path);
        (void)unlink(path);
    }
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_restart_tells_nothing_again),
        cmocka_unit_test(a_storm_is_told_as_one),
        cmocka_unit_test(commands_get_values_not_a_shell_line),
        cmocka_unit_test(a_command_has_its_time),
        cmocka_unit_test(a_pipe_without_reader_never_waits),
    };

    measures[0].field = field_find(fields_of_listing().fields,
                                   fields_of_listing().count, "change_pct");
    return cmocka_run_group_tests_name("notices", tests, make_folder,
                                       remove_folder);
}
