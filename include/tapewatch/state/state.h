/*
 * The market's state: what is known, what is derived, what is worth telling.
 * One owner (the polling thread, or a headless command). Time comes in with
 * every call; nothing here asks the clock, reads a file or draws.
 *
 *   update -> market -> derive -> rules -> events
 */
#ifndef TAPEWATCH_STATE_STATE_H
#define TAPEWATCH_STATE_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/base/err.h"
#include "tapewatch/model/event.h"
#include "tapewatch/model/health.h"
#include "tapewatch/model/rule.h"
#include "tapewatch/model/search.h"
#include "tapewatch/model/update.h"
#include "tapewatch/state/snapshot.h"

struct state;

/* `records_text` is data/record_losses.tsv. */
struct state *state_new(const char *records_text, size_t n);
void state_free(struct state *s);

/* How headlines name companies (data/aliases.tsv) and the words that make no
 * narrative (data/words.tsv); before the first headline. The texts are
 * borrowed for the state's life. Without them headlines have the publisher's
 * tags and cash-tags only. */
enum err state_read_names(struct state *s, const char *text, size_t n,
                          struct why *why);
enum err state_read_words(struct state *s, const char *text, size_t n,
                          struct why *why);
/* Both tables as they are compiled in. */
enum err state_read_shipped_names(struct state *s, struct why *why);
/* One more name, of the user. */
void state_add_name(struct state *s, const char *symbol, const char *alias);

/* Compiles a rule; later ones of the same name replace earlier ones. */
enum err state_add_rule(struct state *s, const struct rule_text *rule,
                        struct why *why);

/* Whether it could be added. */
enum err state_check_rule(const struct rule_text *rule, struct why *why);
/* One that is off is not run; its events of this session stay as they are.
 * "price-level" stands for all levels. False: there is none of that name. */
bool state_switch_rule(struct state *s, const char *name, bool is_on);

/*
 * Applies one update. A bar or quote of an earlier session than the one that
 * update.t lies in is history: it feeds series and prev_close, and no rule
 * runs on it. Older never overwrites newer. Rules run on what changed.
 */
void state_apply(struct state *s, const struct update *u);
/* The same without rules: for what a store kept from an earlier run. */
void state_restore(struct state *s, const struct update *u);
void state_restore_event(struct state *s, const struct event *e);

/* Time passes without an update: sessions end, events close. Called with
 * every update's t before it and once a turn. */
void state_advance(struct state *s, int64_t now_ms);

/* Events changed since the last call, oldest change first (for the store);
 * pointers valid until the next state_ call. */
size_t state_changed_events(struct state *s, const struct event **out,
                            size_t most);
/* Grows by one each time the user should be told of an event. */
uint64_t state_told(const struct state *s);

/*
 * Price levels of the user: each is a rule "price-level >130" of one symbol,
 * true while the price is beyond it, if it came there in this session. What
 * else they are (severity, ways) the rule "price-level" says. Above or below
 * (1, -1) is by the price that is known when `direction` is 0; ERR_MISSING
 * without one. `name` gets the rule's.
 */
enum { LEVELS_MAX = 200 };
enum err state_set_level(struct state *s, const char *symbol, double level,
                         int direction, char name[RULE_MAX], struct why *why);
/* 0: all of the symbol. Calls gone() with the name of each; returns how many
 * there were. */
size_t state_drop_level(struct state *s, const char *symbol, double level,
                        void *self, void (*gone)(void *self, const char *name));

/* Watchlists. */
void state_set_watchlist(struct state *s, const char *name,
                         const char *const *symbols, size_t n);
/* Heading and label of a symbol that is in the list. state_set_watchlist()
 * forgets all of the list's; a symbol that is added comes under the heading of
 * the one before it. */
void state_mark_listed(struct state *s, const char *list,
                       const struct list_mark *mark);
bool state_list_add(struct state *s, const char *list, const char *symbol,
                    int index);
int state_list_remove(struct state *s, const char *list, const char *symbol);
void state_acknowledge(struct state *s, const struct event_key *key);
void state_mark_read(struct state *s, const char *headline_id, bool is_read);
void state_bookmark(struct state *s, const char *headline_id, bool is_kept);
/* A bookmark with its headline, which may be older than all others here. */
void state_keep_headline(struct state *s, const struct update *u);
/* The user's words on a headline, in the place of those it had; one that is in
 * use already is spelt as it is there. */
void state_tag(struct state *s, const char *headline_id,
               const struct tags *tags);
/* Those with their headline, which may be older than all others here. */
void state_keep_tagged(struct state *s, const struct update *u,
                       const struct tags *tags);
/* A headline from before those that are kept here, which takes no other's
 * place; it stays until the next search. */
void state_older_news(struct state *s, const struct update *u);
/* Words that headlines are looked for by ("": none any more): the ones here
 * that have them are found at once, older ones come by state_found_news() and
 * stay until the next search. */
void state_find_news(struct state *s, const char *wanted);
void state_found_news(struct state *s, const struct update *u);
void state_notice(struct state *s, const char *text);

/* When a former run of the program was last looked at (ms). */
void state_set_looked(struct state *s, int64_t ms);

/* How a source renews its quotes, for staleness. */
void state_set_interval(struct state *s, const char *source,
                        int64_t interval_ms, bool is_news);
/* How often this symbol's quotes are asked for, where that is known better;
 * 0: as its source renews them. */
void state_set_pace(struct state *s, const char *symbol, int64_t interval_ms);
/* The source that was asked did not know the symbol. */
void state_set_failed(struct state *s, const char *symbol, bool failed);

/* How the sources are: a shared block, held from here on; snapshots hold it. */
void state_set_health(struct state *s, const struct health_list *list);
/* What was looked for: the same; NULL: nothing. */
void state_set_search(struct state *s, const struct search *search);

/* All rules, for the screen: the same. */
void state_set_rule_list(struct state *s, const struct rule_list *list);
/* A rule that is tried over the past: the same; NULL: none. */
void state_set_trial(struct state *s, const struct rule_trial *trial);

/* What the user holds: a shared block (NULL: nothing), held from here on. */
void state_set_book(struct state *s, const struct book *book);

/* Figures and announcements of companies as they were known at a moment, for
 * a report: the last that is done before a freeze. Prices stay. */
void state_look_back(struct state *s, int64_t t);

struct freeze_info {
    int64_t now_ms;
    enum run_mode mode;
    struct timeline timeline;
    bool replay_ended;
    size_t lines, skipped, malformed;
};
struct snapshot *state_freeze(const struct state *s,
                              const struct freeze_info *info);

#endif
