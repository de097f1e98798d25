/*
 * What is kept between runs, in two SQLite files of one folder:
 * cache.db (market data and events; may be deleted at any time) and user.db
 * (lists, acknowledgements, read marks, tags; synchronous FULL, backed up
 * before a migration). Used by one thread.
 *
 * Every row carries a `seq` that grows with each commit, so that a second
 * program can follow: it reads what is newer than the seq it has.
 */
#ifndef TAPEWATCH_STORE_STORE_H
#define TAPEWATCH_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/base/err.h"
#include "tapewatch/model/command.h"
#include "tapewatch/model/event.h"
#include "tapewatch/model/list.h"
#include "tapewatch/model/lot.h"
#include "tapewatch/model/rule.h"
#include "tapewatch/model/update.h"

struct store;

/*
 * Opens (and makes, 0700/0600) both files in `folder`. A corrupt cache is put
 * aside as cache.db.corrupt-DATE and a fresh one made; a corrupt user.db is an
 * error. What the user should hear about either stands in `notice` (may be
 * empty). `now_ms` names files and is used for the daily check. With
 * `read_only` nothing is made or changed (a follower, export).
 */
enum err store_open(const char *folder, bool read_only, int64_t now_ms,
                    struct store **out, struct why *notice, struct why *why);
void store_close(struct store *s);
const char *store_folder(const struct store *s);
/* user.db alone, for a moment: none of the calls about market data may be
 * made. With `read_only` a missing one is an empty one. */
enum err store_open_user(const char *folder, bool read_only, int64_t now_ms,
                         struct store **out, struct why *why);

/* Who polls: takes the lock file of the folder. False: somebody else has it.
 * Held until store_close() or the process ends, however it ends. A store that
 * was opened for reading makes no such file: without one nobody polls. */
bool store_try_lock(struct store *s);

/*
 * One transaction a turn: begin is implied by the first put. After an error
 * the turn is rolled back and the next put begins anew. ERR_CORRUPT from the
 * holder of the lock: the cache was damaged, has been put aside and begun
 * again, as `why` says; the caller may go on.
 */
enum err store_put(struct store *s, const struct update *u, struct why *why);
enum err store_put_event(struct store *s, const struct event *e,
                         struct why *why);
enum err store_commit(struct store *s, struct why *why);

/*
 * Reads what is newer than *seq, in the order of becoming known, and moves
 * *seq on: 0 at first, to load all. Limits keep the start quick: bars finer than
 * a day no older than `bars_from_ms`, headlines no older than
 * `headlines_from_ms`; daily bars always come. A cache that was made anew is
 * read from its start. Either function of the reader may be NULL; the store
 * must not be called from them.
 */
struct store_reader {
    void *self;
    void (*update)(void *self, const struct update *u);
    void (*event)(void *self, const struct event *e);
};
enum err store_read(struct store *s, uint64_t *seq, int64_t bars_from_ms,
                    int64_t headlines_from_ms, const struct store_reader *r,
                    struct why *why);

/* The store as tape lines between two instants (0: open), `symbols` NULL for
 * all; in order of t. */
enum err store_export(struct store *s, int64_t since_ms, int64_t until_ms,
                      const char *const *symbols, size_t n,
                      const struct store_reader *r, struct why *why);

/*
 * The past up to `now_ms`, in slices, by a connection of its own: what is
 * written meanwhile is not seen. `t` is when a line could have been known: a bar
 * that was fetched long after it, when it ended; what an instrument is, before
 * its first daily bar. Bars finer than a day no older than `bars_from_ms`. A
 * call gives up to `most` lines, at first none (the rows are sorted by then):
 * ERR_OK goes on, ERR_END after the last.
 */
struct store_past;
enum err store_past_open(const char *folder, int64_t now_ms,
                         int64_t bars_from_ms, struct store_past **out,
                         struct why *why);
enum err store_past_next(struct store_past *p, size_t most,
                         const struct store_reader *r, struct why *why);
void store_past_close(struct store_past *p); /* NULL-safe */

/* How old things may grow (ms) in the cache; hourly bars three times as old as
 * finer ones. Nothing of user.db is ever forgotten. */
struct store_ages {
    int64_t intraday_ms, daily_ms, news_ms;
};
/*
 * Forgets some of what is older: a few milliseconds' work a call, part of the
 * turn's transaction, until *is_done; then the round is through and nothing is
 * to do for a day.
 */
enum err store_prune(struct store *s, const struct store_ages *a,
                     int64_t now_ms, bool *is_done, struct why *why);

/* user.db */
struct store_list_reader {
    void *self;
    void (*item)(void *self, const char *list, const char *symbol);
};
/* Lists that the user changed in the program (whole lists, in order). A list
 * without symbols is given once, with symbol "". */
enum err store_lists(struct store *s, const struct store_list_reader *r,
                     struct why *why);
enum err store_set_list(struct store *s, const char *list,
                        const char *const *symbols, size_t n, struct why *why);
/* Headings and labels, beside a list that store_set_list() has put in; in
 * place of those it had. Read in order of list and symbol. */
enum err store_set_list_marks(struct store *s, const char *list,
                              const struct list_mark *marks, size_t n,
                              struct why *why);
enum err store_list_marks(struct store *s, void *self,
                          void (*mark)(void *self, const char *list,
                                       const struct list_mark *mark),
                          struct why *why);
/* Forgets all of a list: the config's own of that name is back with the next
 * start. */
enum err store_drop_list(struct store *s, const char *list, struct why *why);
enum err store_acknowledge(struct store *s, const struct event_key *key,
                           int64_t t, struct why *why);
enum err store_mark_read(struct store *s, const char *headline_id, int64_t t,
                         struct why *why);
enum err store_mark_unread(struct store *s, const char *headline_id,
                           struct why *why);
enum err store_read_marks(struct store *s, void *self,
                          void (*mark)(void *self, const char *headline_id),
                          struct why *why);
/* The user's words on a headline ("" forgets them), with its tape line: the
 * cache forgets those that are old. */
enum err store_set_tags(struct store *s, const char *headline_id,
                        const char *tags, const char *line, struct why *why);
enum err store_tagged(struct store *s, void *self,
                      void (*tagged)(void *self, const char *tags,
                                     const char *line),
                      struct why *why);
/* Lots, in the order they were put in; each has its id. */
enum err store_lots(struct store *s, void *self,
                    void (*lot)(void *self, const struct lot *l),
                    struct why *why);
/* All of them or none; fills in their ids. */
enum err store_add_lots(struct store *s, struct lot *lots, size_t n,
                        struct why *why);
/* A lot that was changed, or one that comes back, by its id. */
enum err store_put_lot(struct store *s, const struct lot *l, struct why *why);
enum err store_drop_lot(struct store *s, int64_t id, struct why *why);
/* Rules made in the program, in the order of their making; those that were
 * dropped too. Put takes the place of the one of that name. */
struct store_rule_reader {
    void *self;
    void (*rule)(void *self, const struct made_rule *rule,
                 enum rule_standing standing);
};
enum err store_rules(struct store *s, const struct store_rule_reader *r,
                     struct why *why);
enum err store_put_rule(struct store *s, const struct made_rule *rule,
                        enum rule_standing standing, struct why *why);
/* True when another program changed user.db since this was asked last. */
bool store_user_has_changed(struct store *s);

/* What the user set in the program, by name; "" forgets it. */
enum err store_set_setting(struct store *s, const char *key,
                           const char *value, struct why *why);
enum err store_settings(struct store *s, void *self,
                        void (*setting)(void *self, const char *key,
                                        const char *value),
                        struct why *why);
/* Acknowledgements are laid over the events that store_read() gives. */

/* Back-off of a host, remembered across restarts; 0 and 0 forget it. These
 * and the validators are part of the turn's transaction. */
enum err store_set_backoff(struct store *s, const char *host,
                           int64_t until_ms, unsigned failures,
                           struct why *why);
enum err store_backoffs(struct store *s, void *self,
                        void (*row)(void *self, const char *host,
                                    int64_t until_ms, unsigned failures),
                        struct why *why);
/* Validators of a URL for conditional requests; false if there are none, or
 * only ones from before `since_ms`: now and then all is fetched anew. */
bool store_validators(struct store *s, const char *url, int64_t since_ms,
                      char etag[128], char last_modified[64]);
enum err store_set_validators(struct store *s, const char *url,
                              const char *etag, const char *last_modified,
                              int64_t t, struct why *why);

/*
 * The directory of all that is listed: thousands of issues that are in no
 * market and no export, for the search and for the SEC's numbers. Put takes
 * the instrument updates of one reply and is part of the turn's transaction.
 */
enum err store_directory_put(struct store *s, const struct updates *u,
                             struct why *why);
/* When that source last gave something, ms; 0: never. */
int64_t store_directory_ms(struct store *s, const char *source);
/* False when the symbol, or its number, is not known. */
bool store_directory_cik(struct store *s, const char *symbol,
                         char cik[CIK_MAX]);
/* Up to `most` issues whose symbol or words of the name begin with each of
 * `words`, best first: the symbol itself, its beginning, then the name's. The
 * store must not be called from `found`. */
enum { STORE_FOUND_MAX = 50 };
struct store_finder {
    void *self;
    void (*found)(void *self, const struct instrument *i);
};
enum err store_directory_search(struct store *s, const char *words,
                                size_t most, const struct store_finder *f,
                                struct why *why);

/*
 * Headlines kept here whose words are those of `wanted` (base/words.h: never
 * an error of syntax, whatever it says; NULL: all of them), published from since_ms to until_ms
 * (0: open), newest first, at most `most`. By an index where SQLite has FTS5
 * built in, else by reading them all: what is found is the same. The store
 * must not be called from `found`.
 */
struct store_news_finder {
    void *self;
    void (*found)(void *self, const struct update *u);
};
struct store_news_query {
    const char *wanted;
    int64_t since_ms, until_ms;
    size_t most;
};
enum err store_search_news(struct store *s, const struct store_news_query *q,
                           const struct store_news_finder *f,
                           struct why *why);

/* For doctor: one line each about file, size, schema and soundness. */
enum err store_describe(struct store *s, char *out, size_t size,
                        struct why *why);

#endif
