/*
 * The settings while they are read: options.c, lists.c, folders.c and load.c
 * fill them, print.c shows them. Texts live in the arena.
 */
#ifndef TAPEWATCH_CONFIG_INTERNAL_H
#define TAPEWATCH_CONFIG_INTERNAL_H

#include "tapewatch/base/arena.h"
#include "tapewatch/base/ini.h"
#include "tapewatch/config/config.h"

/* Where a value comes from; a higher one wins. */
enum level { LEVEL_DEFAULT, LEVEL_SITE, LEVEL_KEPT, LEVEL_FILE, LEVEL_ENVIRONMENT,
             LEVEL_FLAG, LEVEL_SESSION };

struct value {
    const char *text;
    double number; /* of a NUMBER */
    int64_t ms;    /* of a DURATION */
    bool is_on;    /* of a BOOL */
    enum level level;
    const char *origin; /* as config_origin() has it */
};

struct watchlist {
    const char *name, *origin;
    const char **symbols;
    size_t count, cap;
    struct list_mark *marks;
    size_t mark_count;
    const char *group;         /* "" none */
    char section[SECTION_MAX]; /* that the next symbols are under */
};
struct feed {
    const char *name, *url, *origin;
    const char *spot; /* of its first line, with the column */
    bool is_enabled;
};
struct rule {
    struct rule_text text;
    const char *spot; /* of its first line, with the column */
    bool is_enabled;
};
struct described { /* an [instrument] */
    struct instrument instrument;
    const char *origin;
};
struct provider_setting {
    const char *name, *url, *origin; /* url NULL: the provider's own */
    bool is_enabled, is_said; /* said: by a line of the user */
    bool is_http1;
    int64_t interval_ms;     /* 0: the provider's own */
    const char *key_command; /* NULL: none */
};
struct portfolio_said { /* a [portfolio] */
    struct portfolio_setup setup; /* currency and benchmark may be "" */
    const char *origin;
};
struct portfolios {
    struct portfolio_said *items;
    size_t count, cap;
    struct lot *lots; /* of all of them, in the order of the lines */
    size_t lot_count, lot_cap;
};
struct secret { /* a key; its text is on the heap, wiped before it is freed */
    const char *variable; /* as in secrets.conf, or NULL ... */
    const char *provider; /* ... and whose it is, once found */
    char *text;
};

struct config {
    struct arena arena;
    struct value settings[OPTION_COUNT];
    struct value said[OPTION_COUNT]; /* before the program changed them; its
                                        text NULL: it did not */
    struct value before_shown; /* while a value is only shown ... */
    enum setting shown;
    bool is_shown; /* ... and is one? */
    struct watchlist *lists;
    size_t list_count, list_cap;
    struct feed *feeds;
    size_t feed_count, feed_cap;
    struct rule *rules;
    size_t rule_count, rule_cap;
    struct described *instruments;
    size_t instrument_count, instrument_cap;
    struct config_alias *aliases;
    size_t alias_count, alias_cap;
    struct config_note *notes;
    size_t note_count, note_cap;
    struct provider_setting *providers;
    size_t provider_count, provider_cap;
    struct config_pair *pairs;
    size_t pair_count, pair_cap;
    struct portfolios portfolios;
    struct secret *secrets;
    size_t secret_count, secret_cap;
    const char **problems;
    size_t problem_count, problem_cap;
    const char *config_folder, *data_folder;
    bool is_shipping;     /* what is read now is compiled in */
    bool is_site;         /* ... is the machine's, for all its users */
    bool has_own_lists;   /* the shipped watchlist is gone */
};

const char *option_nearest(const char *name);
/* Checks and stores a value unless a higher level has set the option. */
enum err option_set(struct config *c, enum setting o, const char *value,
                    enum level level, const char *origin, struct why *why);
void options_set_defaults(struct config *c);

/* One line of a section other than [general]; key NULL: its own line. */
void lists_entry(struct config *c, struct ini_place at, const char *section,
                 const char *name, const char *key, const char *value);
/* Leaves out what is switched off or lacks its main line. */
void lists_finish(struct config *c);
/* [keys] and [aliases]. */
bool pairs_are_of(const char *section);
void pairs_entry(struct config *c, struct ini_place at, const char *section,
                 const char *key, const char *value);
void note_entry(struct config *c, const char *symbol, struct ini_place at,
                const char *value);
void instrument_entry(struct config *c, struct instrument *i,
                      struct ini_place at, const char *key, const char *value);
void provider_entry(struct config *c, struct ini_place at, const char *name,
                    const char *key, const char *value);
/* Fills url and the switch, which feeds and providers have in common. */
void source_entry(struct config *c, struct ini_place at, const char *key,
                  const char *value, const char **url, bool *is_enabled);
/* Reads secrets.conf of the config folder, if there is one. */
void secrets_read(struct config *c);
void secrets_forget(struct config *c);
bool truth_parse(const char *s, bool *out); /* yes no true false on off 1 0 */

void watchlist_entry(struct config *c, struct ini_place at, const char *name,
                     const char *key, const char *value);
void watchlists_print(const struct config *c, struct strbuf *out);
void watchlists_done(struct config *c);
void portfolio_entry(struct config *c, struct ini_place at, const char *name,
                     const char *key, const char *value);
void portfolios_print(const struct config *c, struct strbuf *out);
void portfolios_done(struct config *c);

void folders_find(struct config *c);
/* Calls it with the config of the machine, /etc/tapewatch/config and those of
 * $XDG_CONFIG_DIRS, the one that counts least first; they may be absent. */
void folders_each_site(struct config *c,
                       void (*use)(struct config *c, const char *path));

void problem_add(struct config *c, struct ini_place at, const char *format,
                 ...) __attribute__((format(printf, 3, 4)));
/* The same where the place is a text already. */
void problem_text(struct config *c, const char *place, const char *format,
                  ...) __attribute__((format(printf, 3, 4)));
/* "unknown KIND 'word', did you mean 'x'?" */
void problem_unknown(struct config *c, struct ini_place at, const char *kind,
                     const char *word, const char *nearest);
const char *place_text(struct config *c, struct ini_place at);
/* The same with the column. */
const char *spot_text(struct config *c, struct ini_place at);

#endif
