/* SPDX-License-Identifier: MIT */
/* tapewatch doctor: what is well, what is not, and what to do about it. */
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "runtime.h"
#include "subcommands.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/json.h"
#include "tapewatch/term/term.h"

struct checkup {
    bool is_json;
    struct strbuf out;
    unsigned bad, count;
};

static void tell(struct checkup *c, bool is_well, const char *what,
                 const char *finding, const char *advice)
{
    c->bad += !is_well;
    if (!c->is_json) {
        strbuf_format(&c->out, "%-4s %-14s %s%s%s\n", is_well ? "ok" : "!",
                      what, finding, *advice ? ": " : "", advice);
        return;
    }
    strbuf_add(&c->out, c->count++ ? ",\n{\"check\":" : "[\n{\"check\":");
    json_write_text(&c->out, what);
    strbuf_format(&c->out, ",\"ok\":%s,\"finding\":",
                  is_well ? "true" : "false");
    json_write_text(&c->out, finding);
    strbuf_add(&c->out, ",\"advice\":");
    json_write_text(&c->out, *advice ? advice : NULL);
    strbuf_add_char(&c->out, '}');
}

static void check_terminal(struct checkup *c)
{
    const char *codeset = nl_langinfo(CODESET);
    bool is_utf8 = strcmp(codeset, "UTF-8") == 0;
    char found[200];

    term_describe(found, sizeof found);
    tell(c, strstr(found, "unknown") == NULL, "terminal", found,
         strstr(found, "unknown") ? "set TERM to what your terminal is, e.g. "
                                    "xterm-256color" : "");
    (void)snprintf(found, sizeof found, "%s, %s",
                   setlocale(LC_CTYPE, NULL), codeset);
    tell(c, is_utf8, "locale", found,
         is_utf8 ? "" : "charts and arrows are drawn in ASCII; set LANG to a "
                        "UTF-8 locale for the others");
}

static void check_config(struct checkup *c, const struct config *config)
{
    size_t n = config_problem_count(config);

    for (size_t i = 0; i < n; i++)
        tell(c, false, "config", config_problem(config, i),
             "this line is ignored");
    if (n == 0)
        tell(c, true, "config", config_config_folder(config), "");
}

/* A line of the finding is a finding of its own. */
static void tell_lines(struct checkup *c, const char *what, char *lines)
{
    while (*lines) {
        size_t n = strcspn(lines, "\n");
        bool is_last = lines[n] == '\0';

        lines[n] = '\0';
        tell(c, true, what, lines, "");
        lines += n + !is_last;
    }
}

static void check_store(struct checkup *c, const struct runtime *rt)
{
    struct why why = {{0}};
    char found[400];

    if (!rt->store) {
        tell(c, false, "store", rt->notice.text,
             "the program runs without memory of the last run");
        return;
    }
    if (rt->notice.text[0])
        tell(c, false, "store", rt->notice.text, "");
    if (store_describe(rt->store, found, sizeof found, &why) != ERR_OK)
        tell(c, false, "store", why.text, "");
    else
        tell_lines(c, "store", found);
    if (rt->parts.mode == RUN_FOLLOW)
        tell(c, true, "poller", "another tapewatch polls; this one follows",
             "");
}

static void check_ca(struct checkup *c, const struct config *config)
{
    const char *ca = config_text(config, OPT_ca_file);
    char found[300];

    if (!*ca) {
        tell(c, true, "certificates", "the system's", "");
        return;
    }
    (void)snprintf(found, sizeof found, "%s: %s", ca,
                   access(ca, R_OK) == 0 ? "readable" : strerror(errno));
    tell(c, access(ca, R_OK) == 0, "certificates", found,
         access(ca, R_OK) == 0 ? "" : "set ca_file to a readable file");
}

static void check_source(struct checkup *c, const struct source_status *s)
{
    bool is_well = s->state == SOURCE_ok || s->state == SOURCE_idle ||
                   s->state == SOURCE_off;
    char found[300];

    (void)snprintf(found, sizeof found, "%s%s%s",
                   source_state_word(s->state), s->reason[0] ? ", " : "",
                   s->reason);
    tell(c, is_well, s->source, found,
         is_well ? ""
                 : "old values stay, with their age; if all sources fail, "
                   "check network and proxy");
}

int command_doctor(const struct cli *cli)
{
    struct checkup c = {.is_json = cli->value[CLI_json] != NULL};
    struct runtime rt = {0};
    struct snapshot *s = NULL;
    struct why why = {{0}};
    enum err e;
    int code;

    check_terminal(&c);
    e = runtime_open(cli, RUNTIME_NET, &rt, &why);
    if (rt.config) {
        check_config(&c, rt.config);
        check_store(&c, &rt);
        check_ca(&c, rt.config);
    }
    if (e == ERR_OK)
        e = runtime_answer(cli, &rt, &s, &why);
    if (e != ERR_OK)
        tell(&c, false, "program", why.text, "");
    for (size_t i = 0; s && i < s->source_count; i++)
        check_source(&c, &s->sources[i]);
    strbuf_add(&c.out, c.is_json ? "\n]\n" : "");
    code = cli_print(&c.out, c.bad ? EXIT_PARTIAL : EXIT_OK);
    if (s)
        snapshot_free(s);
    strbuf_done(&c.out);
    runtime_close(&rt);
    return code;
}
