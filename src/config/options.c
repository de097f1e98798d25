/* SPDX-License-Identifier: MIT */
/* The options of options.def: checking, storing and reading their values. */
#include "internal.h"

#include <string.h>

#include "tapewatch/base/format.h"
#include "tapewatch/config/theme.h"

static const struct option_row rows[OPTION_COUNT] = {
#define OPTION(name, type, fallback, low, high, unit, group, when, text)    \
    {#name, OPTION_##type, fallback, low, high, unit,                       \
     OPTION_GROUP_##group, OPTION_WHEN_##when, text},
#include "tapewatch/config/options.def"
#undef OPTION
};

const struct option_row *option_row(enum setting o)
{
    return &rows[o];
}

const char *option_group_title(enum option_group g)
{
    static const char *const titles[OPTION_GROUP_COUNT] = {
#define GROUP_TITLE(name, title) title,
        OPTION_GROUPS(GROUP_TITLE)
#undef GROUP_TITLE
    };
    return titles[g];
}

bool option_word(enum setting o, size_t i, char *out, size_t size)
{
    const char *at = rows[o].type == OPTION_BOOL     ? "yes|no"
                     : rows[o].type == OPTION_CHOICE ? rows[o].unit
                                                     : "";
    while (i > 0 && *at) {
        at += strcspn(at, "|");
        at += *at == '|';
        i--;
    }
    size_t n = strcspn(at, "|");
    if (n == 0 || n >= size)
        return false;
    memcpy(out, at, n);
    out[n] = '\0';
    return true;
}

bool option_find(const char *name, enum setting *out)
{
    for (int o = 0; o < OPTION_COUNT; o++) {
        const char *a = rows[o].name, *b = name;
        while (*a && (*a == *b || (*a == '_' && *b == '-'))) {
            a++;
            b++;
        }
        if (*a == '\0' && *b == '\0') {
            *out = (enum setting)o;
            return true;
        }
    }
    return false;
}

const char *option_nearest(const char *name)
{
    const char *names[OPTION_COUNT];
    for (int o = 0; o < OPTION_COUNT; o++)
        names[o] = rows[o].name;
    return ini_nearest(name, names, OPTION_COUNT);
}

bool truth_parse(const char *s, bool *out)
{
    static const struct {
        const char *word;
        bool value;
    } words[] = {{"yes", true},  {"no", false},  {"true", true},
                 {"false", false}, {"on", true}, {"off", false},
                 {"1", true},    {"0", false}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(s, words[i].word) == 0) {
            *out = words[i].value;
            return true;
        }
    }
    return false;
}

static enum err check_range(const struct option_row *row, const char *value,
                            double v, struct why *why)
{
    bool is_checked = row->low != 0 || row->high != 0;
    if (is_checked && !(v >= row->low && v <= row->high)) {
        return why_set(why, ERR_RANGE,
                       "'%s' for %s is outside %g to %g%s%s", value, row->name,
                       row->low, row->high, row->unit[0] ? " " : "",
                       row->unit);
    }
    return ERR_OK;
}

static enum err set_number(const struct option_row *row, const char *value,
                           struct value *s, struct why *why)
{
    if (!format_parse_number(value, strlen(value), &s->number))
        return why_set(why, ERR_SYNTAX, "'%s' for %s is not a number", value,
                       row->name);
    return check_range(row, value, s->number, why);
}

/* A number without a unit counts seconds. */
static enum err set_duration(const struct option_row *row, const char *value,
                             struct value *s, struct why *why)
{
    double seconds;
    if (format_parse_duration(value, strlen(value), &s->ms))
        seconds = (double)s->ms / 1000;
    else if (!format_parse_number(value, strlen(value), &seconds))
        return why_set(why, ERR_SYNTAX,
                       "'%s' for %s is not a duration such as 15s or 5m",
                       value, row->name);
    enum err e = check_range(row, value, seconds, why);
    if (!e)
        s->ms = (int64_t)(seconds * 1000);
    return e;
}

static enum err set_choice(const struct option_row *row, const char *value,
                           struct why *why)
{
    size_t n = strlen(value);
    for (const char *at = row->unit; n > 0;) {
        size_t length = strcspn(at, "|");
        if (length == n && memcmp(at, value, n) == 0)
            return ERR_OK;
        if (at[length] == '\0')
            break;
        at += length + 1;
    }
    return why_set(why, ERR_RANGE, "'%s' for %s is not one of %s", value,
                   row->name, row->unit);
}

/* Values end up in HTTP headers and file names: no control characters. */
static enum err check_text(const struct option_row *row, const char *value,
                           struct why *why)
{
    for (const char *p = value; *p; p++) {
        if ((unsigned char)*p < ' ' || *p == 0x7f)
            return why_set(why, ERR_SYNTAX,
                           "the value for %s holds a control character",
                           row->name);
    }
    return ERR_OK;
}

/* The shape alone: name@host.domain. */
static bool is_address(const char *s)
{
    size_t n = strcspn(s, "@");
    const char *host = s + n + 1;
    return n > 0 && s[n] && !strpbrk(s, " \t,;<>\"()") &&
           !strchr(host, '@') && strchr(host, '.') && host[0] != '.' &&
           host[strlen(host) - 1] != '.' && strlen(s) < 128;
}

static enum err parse(const struct option_row *row, const char *value,
                      struct value *s, struct why *why)
{
    switch (row->type) {
    case OPTION_NUMBER:
        return set_number(row, value, s, why);
    case OPTION_DURATION:
        return set_duration(row, value, s, why);
    case OPTION_CHOICE:
        return set_choice(row, value, why);
    case OPTION_BOOL:
        if (!truth_parse(value, &s->is_on))
            return why_set(why, ERR_SYNTAX, "'%s' for %s is not yes or no",
                           value, row->name);
        return ERR_OK;
    case OPTION_TEXT:
    case OPTION_LIST:
        return check_text(row, value, why);
    }
    return ERR_OK;
}

/* What no type says of a text. */
static enum err check_meaning(const struct config *c, enum setting o,
                              const char *value, struct why *why)
{
    struct theme theme;
    if (o == OPT_contact && value[0] && !is_address(value))
        return why_set(why, ERR_SYNTAX,
                       "'%s' for contact is not an e-mail address", value);
    return o == OPT_theme ? theme_load(value, c->config_folder, &theme, NULL,
                                       NULL, why)
                          : ERR_OK;
}

enum err option_set(struct config *c, enum setting o, const char *value,
                    enum level level, const char *origin, struct why *why)
{
    struct value *s = &c->settings[o], new = {0};
    enum err e = parse(&rows[o], value, &new, why);
    if (!e)
        e = check_meaning(c, o, value, why);
    if (e || level < s->level)
        return e;
    new.text = arena_text(&c->arena, value);
    new.level = level;
    new.origin = arena_text(&c->arena, origin);
    bool is_of_file = level == LEVEL_FILE || level == LEVEL_SITE;
    if (rows[o].type == OPTION_LIST && is_of_file && s->level == level) {
        struct strbuf both = {0};
        strbuf_format(&both, "%s %s", s->text, value);
        new.text = arena_text(&c->arena, strbuf_text(&both));
        strbuf_done(&both);
    }
    *s = new;
    return ERR_OK;
}

void options_set_defaults(struct config *c)
{
    for (int o = 0; o < OPTION_COUNT; o++)
        option_set(c, (enum setting)o, rows[o].fallback, LEVEL_DEFAULT,
                   "default", NULL);
}

const char *config_text(const struct config *c, enum setting o)
{
    return c->settings[o].text;
}

bool config_is_default(const struct config *c, enum setting o)
{
    return c->settings[o].level == LEVEL_DEFAULT;
}

double config_number(const struct config *c, enum setting o)
{
    return c->settings[o].number;
}

int64_t config_ms(const struct config *c, enum setting o)
{
    return c->settings[o].ms;
}

bool config_bool(const struct config *c, enum setting o)
{
    return c->settings[o].is_on;
}
