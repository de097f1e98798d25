/* SPDX-License-Identifier: MIT */
/* tapewatch doctor: what is well, what is not, and what to do about it. */
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "doctor.h"
#include "rows.h"
#include "runtime.h"
#include "subcommands.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"
#include "tapewatch/term/term.h"

static void check_terminal(struct checkup *c)
{
    const char *codeset = nl_langinfo(CODESET);
    bool is_utf8 = strcmp(codeset, "UTF-8") == 0, is_known;
    const char *wanted, *in_force;
    char found[200];

    is_known = term_describe(found, sizeof found);
    doctor_tell(c, is_known, "terminal", found,
                is_known ? "" : "set TERM to what your terminal is, "
                                "e.g. xterm-256color");
    in_force = setlocale(LC_CTYPE, NULL);
    wanted = term_locale_wanted();
    if (!*wanted || strcmp(wanted, in_force) == 0)
        (void)snprintf(found, sizeof found, "%s, %s", in_force, codeset);
    else
        (void)snprintf(found, sizeof found, "%s (%.60s is not installed), %s",
                       in_force, wanted, codeset);
    doctor_tell(c, is_utf8, "locale", found,
                is_utf8 ? "" : "charts and arrows are drawn in ASCII; set LANG "
                               "to a UTF-8 locale for the others");
}

static void check_config(struct checkup *c, const struct config *config,
                         bool is_named)
{
    char found[500];
    size_t n = config_problem_count(config);

    for (size_t i = 0; i < n; i++)
        doctor_tell(c, false, "config", config_problem(config, i),
                    "this line is ignored");
    (void)snprintf(found, sizeof found, "%s/config",
                   config_config_folder(config));
    if (n == 0 && !is_named && access(found, F_OK) != 0)
        (void)snprintf(found, sizeof found, "no config yet (%s/config); "
                       "defaults are in force", config_config_folder(config));
    else
        (void)snprintf(found, sizeof found, "%s",
                       config_config_folder(config));
    if (n == 0)
        doctor_tell(c, true, "config", found, "");
}

/* A line of the finding is a finding of its own. */
static void tell_lines(struct checkup *c, const char *what, char *lines)
{
    while (*lines) {
        size_t n = strcspn(lines, "\n");
        bool is_last = lines[n] == '\0';

        lines[n] = '\0';
        doctor_tell(c, true, what, lines, "");
        lines += n + !is_last;
    }
}

static void check_store(struct checkup *c, const struct runtime *rt)
{
    struct why why = {{0}};
    char found[400];

    if (!rt->store) {
        doctor_tell(c, false, "store", rt->notice.text,
                    "the program runs without memory of the last run");
        return;
    }
    if (rt->notice.text[0])
        doctor_tell(c, false, "store", rt->notice.text, "");
    if (store_describe(rt->store, found, sizeof found, &why) != ERR_OK)
        doctor_tell(c, false, "store", why.text, "");
    else
        tell_lines(c, "store", found);
    if (rt->parts.mode == RUN_FOLLOW)
        doctor_tell(c, true, "poller",
                    "another tapewatch polls; this one follows",
                    "");
}

static void check_ca(struct checkup *c, const struct config *config)
{
    const char *ca = config_text(config, OPT_ca_file);
    char found[300];

    if (!*ca) {
        doctor_tell(c, true, "certificates", "the system's", "");
        return;
    }
    (void)snprintf(found, sizeof found, "%s: %s", ca,
                   access(ca, R_OK) == 0 ? "readable" : strerror(errno));
    doctor_tell(c, access(ca, R_OK) == 0, "certificates", found,
                access(ca, R_OK) == 0 ? "" : "set ca_file to a readable file");
}

int command_doctor(const struct cli *cli)
{
    struct checkup c = {.is_json = rows_wanted(cli)};
    struct runtime rt = {0};
    struct snapshot *s = NULL;
    struct why why = {{0}};
    enum err e;
    int code;

    check_terminal(&c);
    e = runtime_open(cli, RUNTIME_NET, &rt, &why);
    if (rt.config) {
        check_config(&c, rt.config, cli->value[CLI_config] != NULL);
        check_store(&c, &rt);
        check_ca(&c, rt.config);
    }
    rt.parts.asks_each = true;
    if (e == ERR_OK)
        e = runtime_answer(cli, &rt, &s, &why);
    if (e != ERR_OK)
        doctor_tell(&c, false, "program", why.text, "");
    doctor_check_streams(&c);
    if (s)
        doctor_check_sources(&c, s);
    strbuf_add(&c.out, c.is_json ? "\n]\n" : "");
    code = rows_print(cli, &c.out, c.bad ? EXIT_PARTIAL : EXIT_OK);
    if (s)
        snapshot_free(s);
    strbuf_done(&c.out);
    runtime_close(&rt);
    return code;
}
