/*
 * The inside of a schedule, shared by schedule.c (what is known and what may
 * go), schedule_done.c (how it went) and schedule_sources.c (whole sources).
 */
#ifndef TAPEWATCH_POLL_SCHEDULE_PARTS_H
#define TAPEWATCH_POLL_SCHEDULE_PARTS_H

#include "schedule.h"

struct planned_source {
    char name[SOURCE_MAX];
    size_t host;       /* index; hosts are never removed */
    size_t batch, most; /* now; at most */
    unsigned single;   /* jobs with one symbol a request */
    unsigned fine;     /* answers in a row since the batch was halved */
    int64_t min_interval_ms;
};

struct task {
    size_t source; /* index; sources are never removed */
    enum job job;
    char symbol[SYMBOL_MAX];
    enum market_hours hours;
    int64_t interval_ms, ext_interval_ms;
    int64_t due_ms, asked_ms; /* asked 0: never */
    unsigned failures;        /* troubles in a row */
    unsigned unknown;         /* how often it was not known, in a row */
    unsigned answers;         /* of any kind */
    bool is_wanted, is_focused, is_out;
};

struct schedule {
    struct host_limits limits;
    struct planned_source *sources;
    size_t source_count, source_cap;
    struct host *hosts;
    size_t host_count, host_cap;
    struct task *tasks;
    size_t task_count, task_cap;
    size_t found;  /* behind the task that was found last: a hint */
    uint64_t random;
    int64_t now_ms; /* of the last call, to see the clock go back */
};

struct task *schedule_find(struct schedule *s, const char *source,
                           enum job job, const char *symbol);
struct planned_source *schedule_source(const struct schedule *s,
                                       const char *name); /* NULL if none */
/* The task of a batch's symbol; NULL when it is gone. */
struct task *schedule_task(struct schedule *s, const struct batch *b,
                           size_t i);
/* When what was asked last, and answered, is due again. */
int64_t schedule_round_ms(const struct schedule *s, const struct task *t,
                          int64_t now_ms);
int64_t schedule_spacing_ms(const struct schedule *s, const struct task *t);

#endif
