/*
 * Inside the state: what is known of the market, and the parts that keep it.
 * Only state.c sees them all; each part is one .c file.
 */
#ifndef TAPEWATCH_STATE_MARKET_H
#define TAPEWATCH_STATE_MARKET_H

#include "session.h"
#include "tapewatch/model/dates.h"
#include "tapewatch/query/query.h"
#include "tapewatch/state/fields.h"
#include "tapewatch/state/state.h"
#include "tell.h"
#include "words.h"

/* How good a source of the regular price is, at equal times. */
enum price_rank {
    PRICE_NONE,
    PRICE_DAILY_SO_FAR,
    PRICE_1h,
    PRICE_5m,
    PRICE_1m,
    PRICE_LINE,    /* a quote line */
    PRICE_OFFICIAL /* the daily bar of a session that is over */
};

/* Day figures as quote lines gave them (bars give theirs by the series). */
struct said {
    uint32_t known; /* QUOTE_BIT_open, high, low, volume */
    double open, high, low, volume;
    int64_t high_t, low_t; /* ms: as_of of the line that first said so */
};

/* High, low, open and volume of a session by its bars. */
struct range {
    bool has_price, has_volume, has_open;
    double open, high, low, volume;
    int64_t high_t, low_t;
    const struct bar *high_bar, *low_bar; /* whose end gives the times; NULL
                                             when these are known */
};

struct freezing;

struct entry {
    struct listing pub;  /* as snapshots show it */
    struct series *series[BAR_SPAN_COUNT]; /* the same as in pub, writable */
    enum price_rank price_rank;
    bool prev_is_said;   /* prev_close came with a quote line */
    int32_t closed_session; /* the last one left with an official close */
    double closed_price;
    int32_t closed_day; /* when that became known; NO_DATE */
    int32_t split_day; /* splits up to this date are in all figures; NO_DATE */
    struct said said;
    /* Made when they are asked for, of the session; bars_changed() ends it. */
    struct range range;
    struct day_basis basis;
    bool has_range, has_basis;
    struct trading_day day; /* of pub.session */
    bool has_day;           /* false: that is no trading day */
    int64_t high_t, low_t; /* ms: end of the finest bar that holds them */
    int64_t pace_ms; /* how often it is asked for; 0: as its source says */
    size_t newest_event; /* index + 1 in the tracker; 0: none */
    struct company *company; /* what it filed; NULL: nothing */
    uint16_t teams[GROUPS_MAX + 1]; /* indices of the market's teams */
    uint16_t team_count;
    uint64_t cik; /* 0: not known */
};

struct market {
    struct entry *entries;
    size_t count, cap;
    uint32_t *slots; /* hash of symbols: index + 1, 0 free */
    size_t slot_count;
    uint32_t *by_symbol;
    size_t by_symbol_cap;
    char (*groups)[GROUP_MAX]; /* that any instrument is or was in */
    size_t group_count, group_cap;
    char (*teams)[SYMBOL_MAX]; /* groups and sectors of companies, "@semis" */
    size_t team_count, team_cap;
};

/* ---- market.c: the listings */
struct entry *market_find(const struct market *m, const char *symbol);
struct entry *market_add(struct market *m, const char *symbol); /* or finds */
void market_done(struct market *m);
/* Of two counts of shares the better one stands: the config's or a dated one,
 * then the newest filed, then one without a date. */
void market_put_instrument(struct market *m, const struct update *u);
#define FILED_SHARES "sec" /* source of a count that a company filed */
bool market_wants_filed_shares(const struct instrument *i);
bool market_has_group(const struct market *m, const char *group); /* any case */
struct derive_input market_input(const struct market *m,
                                 const struct entry *e);
/* Derives the figures of an entry (and of those that it is the rate of). */
void market_refigure(struct market *m, struct entry *e);

/* ---- quotes.c: prices */
enum { CHANGED_REGULAR = 1, CHANGED_EXT = 2, CHANGED_FACTS = 4,
       CHANGED_HALT = 8, CHANGED_NEWS = 16, CHANGED_GROUP = 32,
       CHANGED_FEED = 64, CHANGED_TERM = 128 };
/* Both return which prices of the session that is on have changed; 0 for
 * history. */
unsigned quotes_put_line(struct entry *e, const struct update *u);
unsigned quotes_put_bar(struct entry *e, const struct update *u);

/* ---- dayrange.c: open, high, low and volume so far */
void dayrange_start(struct entry *e, int32_t session); /* a new session */
void dayrange_update(struct entry *e);
/* After any bar of the entry changed, or what it is. */
void dayrange_bars_changed(struct entry *e);
void dayrange_put_line(struct entry *e, const struct quote *q, int64_t as_of);
/* Looks up the close of the session before, unless a quote line gave it:
 * from daily bars, or an official price seen. It must be of the trading day
 * before by the exchange's calendar (in years whose holidays are not known,
 * at most 10 days old); else prev_close is not known and no rule fires. */
void dayrange_find_prev_close(struct entry *e);
/* The same close, whatever a quote line said. */
bool dayrange_official_prev(const struct entry *e, double *out);

/* ---- day.c: the day of the entry's session */
/* After the session or the instrument changed. */
void day_find(struct entry *e);
/* session_of_price(), session_of_update(), calendar_session() */
int32_t day_session_of_price(const struct entry *e, int64_t ms);
int32_t day_session_of_update(const struct entry *e, int64_t t);
enum session day_phase(const struct entry *e, int64_t ms);
int64_t day_close(const struct entry *e); /* ms: of pub.session */

/* ---- ids.c: sorted sets of headlines' ids */
struct ids {
    const char **items; /* shared block; NULL: empty */
    size_t count;
};
bool ids_have(const char *const *items, size_t count, const char *id);
void ids_put(struct ids *s, const char *id);
void ids_drop(struct ids *s, const char *id);

/* ---- news.c: headlines */
enum { OUTLETS_MAX = 9 };
struct news_item {
    const struct headline *headline; /* shared block */
    uint64_t outlets[OUTLETS_MAX];   /* hashes of the others that told it */
    uint64_t id_hash;
    uint32_t title_hash, url_hash; /* url: 0 when it names no story */
    bool is_read;
    bool is_old; /* only here because it was looked for, or is kept */
};
struct news {
    struct news_item *items; /* newest first */
    size_t count, cap;
    size_t old_count;      /* of them: is_old */
    int64_t first_seen;    /* ms: of the headlines there were, 0: none */
    uint64_t version;      /* grows with each change of the headlines */
    struct ids read, bookmarks;
    char wanted[NEWS_WANTED_MAX]; /* words that are looked for, "" none */
    struct ids found;
    struct tagged *tagged;   /* sorted by id, which is its own block */
    size_t tagged_count, tagged_cap;
    uint64_t tagged_version; /* grows with each change of those */
};
/* The headline that is new or has got more symbols; NULL: nothing new. Later
 * copies of a story add their tags to the first, which stays as it is. */
const struct headline *news_put(struct state *s, const struct update *u);
void news_mark_read(struct news *n, const char *id, bool is_read);
int64_t news_time(const struct headline *h); /* published, else seen */
void news_done(struct news *n);

/* ---- tagged.c: the user's words on headlines */
bool tagged_has(const struct news *n, const char *id);
/* Snapshots hold it; made anew after a change. NULL: none has any. */
const struct tagged_list *tagged_freeze(const struct news *n,
                                        struct freezing *z);
void tagged_done(struct news *n);

/* ---- story.c: which headlines tell the same story */
uint32_t story_title_hash(const struct headline *h);
uint32_t story_url_hash(const struct headline *h); /* 0: no story's own */
bool story_is_same_title(const struct headline *a, const struct headline *b);

/* ---- narrative.c: what headlines have more of than before */
/* The 24 h up to `at`, and the days before them. */
struct news_window {
    int64_t from, base_from; /* ms */
    double days;             /* between them, 3 to 14 */
    bool is_whole;           /* headlines are known for all these days */
};
/* `first` is when the first headline became known. */
struct news_window narrative_window(int64_t at, int64_t first);
double narrative_score(unsigned count, double baseline);
/* Headlines, newest first. */
struct heads {
    const struct headline *const *items;
    size_t count;
};
/* As snapshot_terms() and snapshot_term(); the latter returns whether headlines
 * are known for all the days that it compares with. */
size_t narrative_terms(const struct heads *heads, int64_t at_ms,
                       const char *symbol, struct narrative *out, size_t most);
bool narrative_of_word(const struct heads *heads, int64_t at_ms,
                       const char *term, struct narrative *out);
bool narrative_has(const struct headline *h, const char *term);
/* Counts anew how many headlines an entry's symbol has. */
void narrative_count(const struct news *n, struct entry *e, int64_t now_ms);

/* ---- sources.c: who answers */
struct sources {
    struct source_status *items;
    size_t count, cap;
};
void sources_heard(struct sources *s, const struct update *u);
struct source_status *sources_add(struct sources *s, const char *name);
int64_t sources_interval(const struct sources *s, const char *name);
/* What is older than so many intervals is stale; the usual one, where a source
 * has none. */
enum { STALE_AFTER = 3, USUAL_INTERVAL_MS = 300000 };
/* silent.c: is_late of a snapshot's sources, once its listings are frozen. */
void sources_settle(const struct snapshot *s, struct source_status *items);

/* ---- filings.c: what companies filed */
void filings_put_fact(struct state *s, const struct update *u, bool rules);
void filings_put_action(struct state *s, const struct update *u, bool rules);
/* Makes the entry's company figures anew if facts came. */
void filings_settle(struct entry *e, int64_t now_ms);
void filings_done(struct entry *e);

/* ---- kept.c: plans, dates */
struct kept {
    struct date_list *dates; /* shared block; NULL: none */
    struct plan_entry *plans; /* shared block with its texts */
    size_t plan_count;
};
void kept_put_date(struct kept *k, const struct update *u);
/* The first date of earnings from now on; 0: none is known. */
int64_t kept_next_earnings(const struct kept *k, const char *symbol,
                           int64_t now_ms);
void kept_put_plan(struct kept *k, const struct update *u);
void kept_drop_plans_after(struct kept *k, int64_t t);
void kept_done(struct kept *k);

/* ---- lists.c: watchlists */
struct lists {
    struct watchlist *items;
    size_t count, cap;
};
void lists_set(struct lists *l, const char *name, const char *const *symbols,
               size_t n);
void lists_mark(struct lists *l, const char *list,
                const struct list_mark *mark);
bool lists_add(struct lists *l, const char *list, const char *symbol,
               int index);
int lists_remove(struct lists *l, const char *list, const char *symbol);
void lists_done(struct lists *l);

/* ---- surroundings.c: what expressions ask beyond their record */
struct surroundings surroundings_of_state(const struct state *s);

/* ---- actions.c: splits and dividends */
/* Adds one; false if it was known. A split of today or before is at once in
 * all figures. */
bool actions_put(struct entry *e, const struct update *u);
/* Splits whose day has come by `t` go into all figures. */
void actions_advance(struct entry *e, int64_t t);
/* A count, bar or line on its way in, in the shares of today. */
void actions_restate_shares(const struct entry *e, struct instrument *i);
void actions_restate_bar(const struct entry *e, int64_t t, enum bar_span span,
                         struct bar *b);
void actions_restate_line(const struct entry *e, int32_t session,
                          struct quote *q);
/* After a daily bar was kept: see actions.c on history that comes raw. */
void actions_check_history(struct entry *e);

/* ---- phases.c: hours, where a source knows better */
void phases_hear(struct state *s, struct entry *e, const struct update *u);
/* `ours` is the calendar's phase at now_ms. */
enum session phases_of(const struct listing *l, enum session ours,
                       int64_t now_ms);

/* ---- halts.c: trading halts */
/* Of a symbol that is known or in a watchlist; a halt that began before the
 * last one known is history. */
void halts_put(struct state *s, const struct update *u);
/* Halts begin and end as time passes. */
void halts_advance(struct state *s, int64_t now_ms);

enum { TOP_TERMS = 5 };
struct freezing {
    uint64_t serial;       /* of the last freeze */
    uint64_t news_version; /* that the terms are of, and their minute */
    int64_t minute;
    struct narrative terms[TOP_TERMS];
    size_t term_count;
    uint64_t tagged_version; /* that these are of */
    const struct tagged_list *tagged; /* shared; NULL: none */
};

struct state {
    struct market market;
    struct names names;
    struct news news;
    struct sources sources;
    const struct health_list *health; /* shared; NULL: none told */
    const struct search *search;      /* shared; NULL: none */
    const struct rule_list *rule_list; /* shared; NULL: not told */
    const struct rule_trial *trial;         /* shared; NULL: none */
    struct kept kept;
    const struct book *book; /* shared; NULL: no lots */
    struct lists lists;
    struct rules rules;
    struct tracker tracker;
    struct records records;
    struct surroundings around; /* of this state, for rules */
    int64_t now_ms; /* latest time seen */
    struct market group_market; /* "@semis": one for each that was told of */
    bool has_priced;            /* a price came since then */
    bool has_headline;          /* one came since then */
    int64_t burst_minute;       /* that words were looked at last */
    int64_t late_minute;        /* that sources were looked at last */
    int64_t group_minute;       /* that groups were looked at last */
    int64_t next_halt; /* ms: the next begin or end of one; 0: none */
    struct freezing *freezing; /* what freezes remember, all they change */
    char notice[200];
    uint64_t notice_serial;
    int64_t looked_ms;
    int32_t told_phase; /* the last date that a source was followed on */
};

#endif
