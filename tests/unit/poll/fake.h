/*
 * A poller on a fake transport, for tests: every request is answered at the
 * next collect by a table of texts; time is what the test says it is.
 */
#ifndef TAPEWATCH_TESTS_POLL_FAKE_H
#define TAPEWATCH_TESTS_POLL_FAKE_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "no_feeds.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/poll/poller.h"

struct fake_answer { /* to requests whose URL contains `pattern` */
    const char *pattern;
    long status; /* 0: the connection fails */
    const char *body;
    int64_t retry_after_ms;
};

struct fake {
    const struct fake_answer *answers; /* ends with a NULL pattern */
    struct request waiting[64];
    size_t count, first;
    int waited_ms;        /* of the last turn, at most */
    unsigned asked;       /* requests so far ... */
    unsigned asked_yahoo; /* ... of that site */
    struct request handed;
};

struct rig {
    struct fake fake;
    struct transport transport;
    struct config *config;
    struct state *state;
    struct mailbox *mailbox;
    struct board *board;
    struct poller *poller;
    int64_t now_ms;
};

struct rig_parts {
    const char *config;
    struct store *store;
    struct tape_reader *tape;
    const char *tape_path;
    enum run_mode mode;
    struct timeline timeline;
    enum err (*open_stream)(void *self, struct stream *out, struct why *why);
    void *stream_self;
    const char *const *symbols;
    size_t symbol_count;
    bool of_facts;
};

static enum err fake_submit(void *self, const struct request *r,
                            struct why *why)
{
    struct fake *f = self;

    (void)why;
    assert_true(f->count < 64);
    f->waiting[(f->first + f->count++) % 64] = *r;
    f->asked++;
    f->asked_yahoo += strstr(r->url, "yahoo.com") != NULL;
    return ERR_OK;
}

static int fake_collect(void *self, int wait_ms, struct reply *out)
{
    struct fake *f = self;
    const struct fake_answer *a = f->answers;

    f->waited_ms = wait_ms;
    if (f->count == 0)
        return 0;
    f->handed = f->waiting[f->first];
    f->first = (f->first + 1) % 64;
    f->count--;
    while (a->pattern && !strstr(f->handed.url, a->pattern))
        a++;
    *out = (struct reply){.id = f->handed.id, .request = &f->handed};
    if (!a->pattern || a->status == 0) {
        out->failure = REPLY_NO_HOST;
        snprintf(out->error, sizeof(out->error), "connection refused");
        out->body = "";
        return 1;
    }
    out->status = a->status;
    out->body = a->body;
    out->size = strlen(a->body);
    out->retry_after_ms = a->retry_after_ms;
    return 1;
}

static unsigned fake_pending(const void *self)
{
    return (unsigned)((const struct fake *)self)->count;
}

static void fake_nothing(void *self)
{
    (void)self;
}

static inline void rig_close(struct rig *r)
{
    poller_free(r->poller);
    board_free(r->board);
    mailbox_free(r->mailbox);
    state_free(r->state);
    config_free(r->config);
}

/* The market is open: Tuesday 2025-01-28, 10:00 in New York. */
static inline void rig_open(struct rig *r, const struct rig_parts *parts,
                     const struct fake_answer *answers)
{
    struct poller_parts p = {.store = parts->store,
                             .tape = parts->tape,
                             .tape_path = parts->tape_path,
                             .mode = parts->mode,
                             .timeline = parts->timeline,
                             .open_stream = parts->open_stream,
                             .stream_self = parts->stream_self,
                             .symbols = parts->symbols,
                             .symbol_count = parts->symbol_count,
                             .of_facts = parts->of_facts,
                             .seed = 7};

    *r = (struct rig){.fake = {.answers = answers}};
    r->now_ms = civil_from_new_york(civil_date(2025, 1, 28), 10, 0);
    r->transport = (struct transport){.self = &r->fake,
                                      .submit = fake_submit,
                                      .collect = fake_collect,
                                      .pending = fake_pending,
                                      .wake = fake_nothing,
                                      .free = fake_nothing};
    assert_int_equal(config_load_text(parts->config, strlen(parts->config),
                                      &r->config), ERR_OK);
    r->state = state_new("", 0);
    r->mailbox = mailbox_new();
    r->board = board_new();
    p.config = r->config;
    p.state = r->state;
    p.mailbox = r->mailbox;
    p.board = r->board;
    p.transport = answers ? &r->transport : NULL;
    r->poller = poller_new(&p);
}

/* Turns until `ms` later, one whenever the poller wants one; returns how many
 * turns that were. */
static inline unsigned rig_run(struct rig *r, int64_t ms)
{
    int64_t end = r->now_ms + ms;
    unsigned turns = 0;

    for (;;) {
        int idle;
        assert_true(poller_turn(r->poller, r->now_ms, 0));
        turns++;
        assert_true(turns < 100000);
        idle = poller_idle_ms(r->poller, r->now_ms);
        if (r->fake.count)
            continue; /* an answer is there */
        if (r->now_ms + idle >= end)
            break;
        r->now_ms += idle ? idle : 1;
    }
    r->now_ms = end;
    return turns;
}

static inline void rig_command(struct rig *r, enum command_kind kind,
                               const char *list, const char *symbol)
{
    struct command c = {.kind = kind, .index = -1};

    name_copy(c.list, sizeof(c.list), list);
    name_copy(c.symbol, sizeof(c.symbol), symbol);
    assert_true(mailbox_push(r->mailbox, &c));
}

static inline const struct source_status *
rig_source(const struct snapshot *s, const char *name)
{
    for (size_t i = 0; i < s->source_count; i++)
        if (strcmp(s->sources[i].source, name) == 0)
            return &s->sources[i];
    fail_msg("no source %s", name);
    return NULL;
}

#endif
