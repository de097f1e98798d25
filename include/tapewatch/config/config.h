/*
 * The settings in force: defaults < kept in the program < file < environment <
 * flags < typed in this session. After config_load() they change by the
 * functions of the session alone. Every option is a row of options.def, and
 * its getter is made from the row: OPTION(interval, DURATION, "15s", ...) is
 * read by config_ms(c, OPT_interval).
 *
 * One thread a config: the screen and the poller have a copy each.
 *
 * Wrong lines are collected as problems (file:line:column: what, the nearest
 * right word) and never stop the program.
 */
#ifndef TAPEWATCH_CONFIG_CONFIG_H
#define TAPEWATCH_CONFIG_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/base/err.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/model/event.h"
#include "tapewatch/model/instrument.h"
#include "tapewatch/model/update.h"
#include "tapewatch/model/list.h"
#include "tapewatch/model/lot.h"

enum option_type { OPTION_TEXT, OPTION_NUMBER, OPTION_BOOL, OPTION_DURATION,
                   OPTION_CHOICE, OPTION_LIST };

enum setting {
#define OPTION(name, type, fallback, low, high, unit, group, when, text)    \
    OPT_##name,
#include "tapewatch/config/options.def"
#undef OPTION
    OPTION_COUNT
};

/* Of the settings screen, in its order. */
#define OPTION_GROUPS(_)                                                    \
    _(theme, "Theme") _(updown, "Up/down colours") _(glyphs, "Glyphs")      \
    _(link, "Refresh & link") _(lists, "Lists") _(notices, "Notifications") \
    _(feeds, "Sources") _(keys, "Mouse & access") _(privacy, "Privacy")     \
    _(files, "Files & log")
enum option_group {
#define GROUP_ENUM(name, title) OPTION_GROUP_##name,
    OPTION_GROUPS(GROUP_ENUM)
#undef GROUP_ENUM
    OPTION_GROUP_COUNT
};
const char *option_group_title(enum option_group g);
/* When a change takes effect (options.def). */
enum option_when { OPTION_WHEN_SCREEN, OPTION_WHEN_POLLER, OPTION_WHEN_START,
                   OPTION_WHEN_FILE };

struct config;

/* A row of options.def; all texts are static. */
struct option_row {
    const char *name;
    enum option_type type;
    const char *fallback; /* the default, as in a file */
    double low, high;     /* both 0: unchecked */
    const char *unit;     /* of a CHOICE its words: "auto|fast|slow" */
    enum option_group group;
    enum option_when when;
    const char *text;     /* one sentence of help */
};
const struct option_row *option_row(enum setting o);
/* The i-th word that a CHOICE or BOOL takes; false behind the last. */
bool option_word(enum setting o, size_t i, char *out, size_t size);
/* False when there is no such option; dashes count as underscores. */
bool option_find(const char *name, enum setting *out);

struct config_flag { /* from the command line: name as in options.def */
    const char *name, *value;
};
/*
 * `path` NULL: $XDG_CONFIG_HOME/tapewatch/config (absent is fine; a named but
 * unreadable file is an error). Environment: TAPEWATCH_<NAME>. A wrong flag is
 * ERR_USAGE.
 */
enum err config_load(const char *path, const struct config_flag *flags,
                     size_t n, struct config **out, struct why *why);
/* From text, without files or environment (tests, fuzzing); folders are "". */
enum err config_load_text(const char *text, size_t n, struct config **out);
void config_free(struct config *c);

/*
 * The session. All are checked as a line of the config is; ERR_USAGE for a name
 * that is no option's. config_show() tries a value, one at a time, until
 * config_unshow() or any of the others brings back what was.
 */
enum err config_show(struct config *c, const char *name, const char *value,
                     struct why *why);
bool config_unshow(struct config *c, enum setting *out); /* false: none was */
enum err config_set_now(struct config *c, const char *name,
                        const char *value, struct why *why);
/* What a former session kept: only where nothing but the default says it. */
enum err config_set_kept(struct config *c, const char *name,
                         const char *value, struct why *why);
/* Back to what was said outside the program. */
enum err config_reset(struct config *c, const char *name, struct why *why);

const char *config_text(const struct config *c, enum setting o);
/* "default", "kept", "/home/me/config:12", "environment", "flag", "typed". */
const char *config_origin(const struct config *c, enum setting o);
/* Said outside the program, where: as above; "" when it is not. */
const char *config_said(const struct config *c, enum setting o);
/* Said by nobody: its value is the default. */
bool config_is_default(const struct config *c, enum setting o);
double config_number(const struct config *c, enum setting o);
int64_t config_ms(const struct config *c, enum setting o);
bool config_bool(const struct config *c, enum setting o);

size_t config_problem_count(const struct config *c);
const char *config_problem(const struct config *c, size_t i);

struct config_list { /* [watchlist NAME] symbols = ... */
    const char *name;
    const char *const *symbols;
    size_t count;
    const struct list_mark *marks; /* section = ..., label = SYMBOL NAME */
    size_t mark_count;
    const char *group; /* that its companies are in; "" none */
};
size_t config_list_count(const struct config *c); /* at least one: default */
struct config_list config_list(const struct config *c, size_t i);

/* [portfolio NAME] currency, benchmark ("" when not said), lot and cash. */
size_t config_portfolio_count(const struct config *c);
const struct portfolio_setup *config_portfolio(const struct config *c,
                                               size_t i);
const struct lot *config_lots(const struct config *c, size_t *count);

struct config_feed { /* [feed NAME] url = ... */
    const char *name, *url;
    bool enabled;
    bool is_per_symbol; /* {symbol} in its url: asked for each symbol */
};
size_t config_feed_count(const struct config *c);
struct config_feed config_feed(const struct config *c, size_t i);

/* [rule NAME], shipped ones first (data/rules.ini), the user's after them. The
 * user's lines for a shipped name change that rule; `enabled = no` leaves it
 * out. */
size_t config_rule_count(const struct config *c);
const struct rule_text *config_rule(const struct config *c, size_t i);
/* NULL: none of that name. */
const struct rule_text *config_find_rule(const struct config *c,
                                         const char *name);

/* [instrument SYMBOL] name, type, currency, groups, shares, shares_asof, ... */
size_t config_instrument_count(const struct config *c);
const struct instrument *config_instrument(const struct config *c, size_t i);

/* [instrument SYMBOL] alias: how headlines name it too. */
struct config_alias {
    const char *symbol, *alias;
};
size_t config_alias_count(const struct config *c);
/* [instrument SYMBOL] note: what the company said itself, as the user wrote it
 * down, with where that stands in plan.url. */
struct config_note {
    const char *symbol, *line; /* as it was written */
    int32_t date;              /* when it was said */
    struct plan plan;
};
size_t config_note_count(const struct config *c);
const struct config_note *config_note(const struct config *c, size_t i);
struct config_alias config_alias(const struct config *c, size_t i);

/* The lines of [keys] and [aliases]: NAME = VALUE, as they were written. What
 * they mean is for the user interface to say. */
struct config_pair {
    const char *section, *name, *value;
    const char *place, *value_place; /* file:line:column of name and value */
};
size_t config_pair_count(const struct config *c);
struct config_pair config_pair(const struct config *c, size_t i);
/* NULL when there is none (or no config). */
const char *config_find_pair(const struct config *c, const char *section,
                             const char *name);

/* Base URL of a provider: option "NAME.url" or its default `fallback`. */
const char *config_provider_url(const struct config *c, const char *provider,
                                const char *fallback);
/* What its `enabled` says; `otherwise` when the config does not say it. */
bool config_provider_on(const struct config *c, const char *provider,
                        bool otherwise);

/* [provider NAME] interval, 0 when it is not said; and http1 = yes. */
int64_t config_provider_ms(const struct config *c, const char *provider);
bool config_provider_http1(const struct config *c, const char *provider);

/*
 * Keys. A provider's is looked for once, at the start, by whoever runs its
 * command (commands/keys.c): first in the environment and in secrets.conf
 * (config_find_secret, by the name of its variable), then by key_command. It
 * is wiped when the config is freed, and nothing ever prints it.
 */
const char *config_secret(const struct config *c, const char *provider);
/* False when neither has it. */
bool config_find_secret(struct config *c, const char *provider,
                        const char *variable);
/* [provider NAME] key_command = WORDS...; "" when there is none. */
const char *config_key_command(const struct config *c, const char *provider);
/* False when the text cannot be a key. */
bool config_set_secret(struct config *c, const char *provider,
                       const char *text);

/* XDG folders: $XDG_DATA_HOME/tapewatch and the like; "" when the user has no
 * home. They need not exist. */
const char *config_data_folder(const struct config *c);
const char *config_config_folder(const struct config *c);

/* Makes a folder and those above it, for the user alone (0700). */
enum err config_make_folder(const char *path, struct why *why);

/* Effective settings with their origin, as a config file. */
void config_print(const struct config *c, struct strbuf *out);

#endif
