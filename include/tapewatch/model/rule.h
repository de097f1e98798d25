/*
 * Rules as the program keeps, shows and tries them: plain values. What a rule
 * of the config says is struct rule_text (model/event.h).
 */
#ifndef TAPEWATCH_MODEL_RULE_H
#define TAPEWATCH_MODEL_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/base/strbuf.h"
#include "tapewatch/model/event.h"

enum {
    RULE_WHEN_MAX = 512, RULE_MEASURE_MAX = 96, RULE_RUN_MAX = 160,
    RULE_PLACE_MAX = 128, RULE_WRONG_MAX = 256
};

struct made_rule { /* as the user made it in the program */
    char name[RULE_MAX];
    char when[RULE_WHEN_MAX], measure[RULE_MEASURE_MAX]; /* expressions */
    char run[RULE_RUN_MAX]; /* "": no command */
    int severity;           /* 1-4 */
    double worsen_pct;      /* 0: not told again */
    unsigned ways;          /* NOTIFY_* */
};
/* The same for those who compile or tell it; borrows its texts. */
struct rule_text rule_text_of(const struct made_rule *rule, const char *place);
/* A name that can be one: blanks and commas become "-", what is no letter,
 * digit, "-", "_" or "." is left out. */
void rule_name_clean(char name[RULE_MAX]);
/* "bell, desktop", or "none". */
void rule_ways_write(unsigned ways, struct strbuf *out);
/* As [rule NAME] of a config file. */
void rule_write(const struct made_rule *rule, bool is_on, struct strbuf *out);

/* Dropped ones are remembered: what they told of is still shown. */
enum rule_standing { RULE_DROPPED, RULE_OFF, RULE_ON };
enum rule_origin { RULE_SHIPPED, RULE_OF_FILE, RULE_MADE };

struct rule_card { /* a rule, and how it is */
    struct made_rule rule;
    enum rule_origin origin;
    enum rule_standing standing;
    char place[RULE_PLACE_MAX]; /* of a file: "file:line" */
    char wrong[RULE_WRONG_MAX]; /* why it does not run, with a caret; "" */
    bool replaces; /* a made one in the place of the config's of that name */
    bool is_cut;   /* longer than what can be shown and edited here */
};
/* All of them, in the order of their making; a shared block (base/mem.h). */
struct rule_list {
    size_t count;
    struct rule_card items[];
};
/* The one that is in force, or was; NULL: none of that name, or no list. */
const struct rule_card *rule_list_find(const struct rule_list *l,
                                       const char *name);

/*
 * A rule tried over the past, without being in force. A shared block, made
 * anew by the poller when something changed.
 */
enum trial_state {
    TRIAL_RUNNING,
    TRIAL_DONE,
    TRIAL_FAILED /* there is no past to try it on: `reason` */
};
enum { TRIAL_DAYS_MAX = 8, TRIAL_HITS_MAX = 16, TRIAL_REASON_MAX = 120 };
struct trial_hit {
    char symbol[SYMBOL_MAX];
    int32_t session;
    double measure; /* when it came true */
};
struct rule_trial {
    enum trial_state state;
    char reason[TRIAL_REASON_MAX];
    char when[RULE_WHEN_MAX], measure[RULE_MEASURE_MAX]; /* what was tried */
    int64_t since_ms, until_ms; /* of the past that counts; since 0: all */
    double done;                /* 0-1, of a running one */
    size_t hits, days, symbols; /* in all */
    size_t day_count;           /* most hits first, then newest */
    struct { int32_t session; size_t hits; } on[TRIAL_DAYS_MAX];
    size_t shown;               /* largest measure first */
    struct trial_hit worst[TRIAL_HITS_MAX];
    bool has_matches;
    size_t matches;             /* symbols for which it is true now */
};

#endif
