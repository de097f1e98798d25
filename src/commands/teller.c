/* SPDX-License-Identifier: MIT */
/* Tells the user of events, by the ways that the rules name. */
#include "teller.h"

#include <stdio.h>
#include <stdlib.h>

#include "event_file.h"
#include "notices.h"
#include "runs.h"
#include "tapewatch/base/mem.h"

enum { GRAVE = 3 }; /* severity that rings though one looks at the screen */

struct teller {
    const struct config *config;
    struct notices *notices;
    struct runs *runs;
    struct event_file *file; /* NULL: none is wanted */
    int64_t real_ms;
};

struct teller *teller_new(const struct config *config)
{
    struct teller *t = mem_new(1, sizeof *t);

    t->config = config;
    t->notices = notices_new(config);
    t->runs = runs_new(config);
    t->file = event_file_new(config_text(config, OPT_notify_file));
    return t;
}

void teller_free(struct teller *t)
{
    if (!t)
        return;
    notices_free(t->notices);
    runs_free(t->runs);
    event_file_free(t->file);
    free(t);
}

/* One event, for machines. Who follows another program leaves that to it. */
static void tell_machines(void *self, const struct snapshot *s,
                          const struct event *e, const struct rule_text *rule)
{
    struct teller *t = self;

    if (s->mode == RUN_FOLLOW)
        return;
    if ((rule->ways & NOTIFY_run) && rule->run)
        runs_start(t->runs, s, e, rule, t->real_ms);
    if (rule->ways & NOTIFY_json)
        event_file_put(t->file, s, e);
}

static void tell_people(const struct teller *t, const struct notice *notice,
                        const struct teller_screen *screen)
{
    if (notice->ways & NOTIFY_status)
        ui_message(screen->ui, t->real_ms,
                   notice->severity >= GRAVE ? ROLE_warn : ROLE_info,
                   notice->title);
    if (screen->is_focused && notice->severity < GRAVE)
        return;
    if ((notice->ways & NOTIFY_bell) && config_bool(t->config, OPT_bell))
        term_bell(screen->term);
    if (notice->ways & NOTIFY_desktop)
        term_notify(screen->term, notice->title, notice->body);
}

bool teller_look(struct teller *t, const struct snapshot *s, int64_t real_ms,
                 const struct teller_screen *screen)
{
    const struct notices_reader machines = {t, tell_machines};
    struct notice notice;

    t->real_ms = real_ms;
    if (!notices_look(t->notices, s, real_ms, &machines, &notice))
        return false;
    tell_people(t, &notice, screen);
    return notice.ways & NOTIFY_status;
}

void teller_tell(struct teller *t, const struct snapshot *s, int64_t real_ms)
{
    const struct notices_reader machines = {t, tell_machines};
    struct notice notice;

    t->real_ms = real_ms;
    (void)notices_look(t->notices, s, real_ms, &machines, &notice);
}

void teller_test(struct teller *t, const struct made_rule *rule,
                 const struct snapshot *s, int64_t real_ms,
                 const struct teller_screen *screen)
{
    const struct rule_text text = rule_text_of(rule, "");
    struct event event = {.severity = rule->severity};
    struct notice notice = {.severity = GRAVE, .count = 1,
                            .ways = rule->ways | NOTIFY_status};

    t->real_ms = real_ms;
    name_copy(event.key.rule, sizeof event.key.rule, rule->name);
    name_copy(event.key.symbol, sizeof event.key.symbol, "TEST");
    snprintf(notice.title, sizeof notice.title,
             "test of the rule %s: so it tells", rule->name);
    snprintf(notice.body, sizeof notice.body, "rule %s, severity %d",
             rule->name, rule->severity);
    tell_people(t, &notice, screen);
    if (text.run)
        runs_start(t->runs, s, &event, &text, real_ms);
}

bool teller_turn(struct teller *t, int64_t real_ms)
{
    event_file_turn(t->file);
    return runs_turn(t->runs, real_ms);
}
