/*
 * The parts that a running program is made of, opened in order and closed in
 * reverse. Which parts depends on what the command line asks for.
 */
#ifndef TAPEWATCH_COMMANDS_RUNTIME_H
#define TAPEWATCH_COMMANDS_RUNTIME_H

#include "tapewatch/commands/cli.h"
#include "tapewatch/poll/poller.h"

enum runtime_wants {
    RUNTIME_SCREEN = 1, /* board and mailbox, replay in time */
    RUNTIME_NET = 2,    /* sources may be asked */
    RUNTIME_PAST = 4,   /* --until means something without a tape, too */
    RUNTIME_WRITES = 8, /* --readonly leaves nothing to do */
};

struct runtime {
    struct config *config;        /* the poller's */
    struct config *screen_config; /* of RUNTIME_SCREEN: the main thread's */
    struct state *state;
    struct store *store; /* NULL in a replay, or when it cannot be opened */
    struct http_options http; /* its texts are the config's */
    struct transport transport;
    bool has_transport;
    struct tape_reader *tape;
    struct board *board;
    struct mailbox *mailbox;
    struct poller *poller;
    struct poller_parts parts;
    size_t wrong_lines; /* of the config, and rules that do not compile */
    struct why notice; /* what the user should hear, "" none */
};

/* All but the poller: config, state with its rules, tape or store, transport.
 * Zeroed *rt on entry; runtime_close() in any case. */
enum err runtime_open(const struct cli *cli, unsigned wants,
                      struct runtime *rt, struct why *why);
/* A state with the shipped tables and the config's names, without rules; *out
 * is the caller's, also after an error. */
enum err runtime_new_state(const struct config *c, struct state **out,
                           struct why *why);
/* Compiles the config's rules; wrong ones are told and left out.
 * Returns how many those were. */
size_t runtime_add_rules(struct state *s, const struct config *c, void *self,
                         void (*tell)(void *self, const char *problem));
/* A row of the store's settings, if it is one that the config has. */
void runtime_take_kept(struct config *c, const char *key, const char *value);
/* Makes the poller from the parts; `record` may be NULL. */
void runtime_start(struct runtime *rt, struct tape_writer *record);
void runtime_close(struct runtime *rt);

/* True when --demo or --replay plays a tape. */
bool runtime_is_replay(const struct runtime *rt);

/*
 * For a command that answers and ends: plays the tape up to --until, or loads
 * the store and asks the sources once (unless offline, or another program
 * polls already). The snapshot is the caller's.
 */
enum err runtime_answer(const struct cli *cli, struct runtime *rt,
                        struct snapshot **out, struct why *why);

#endif
