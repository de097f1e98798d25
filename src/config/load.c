/* SPDX-License-Identifier: MIT */
/* Reads the settings: compiled-in files, the user's, environment, flags. */
#include "internal.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tapewatch/base/embed.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/base/utf8.h"

/* More would not be read by anybody. */
enum { PROBLEMS_MAX = 100 };

static void keep_problem(struct config *c, const char *text)
{
    struct strbuf clean = {0};
    if (c->problem_count > PROBLEMS_MAX)
        return;
    if (c->problem_count == PROBLEMS_MAX)
        text = "and more";
    utf8_clean(&clean, text, strlen(text), 400);
    c->problems = mem_room(c->problems, c->problem_count, &c->problem_cap,
                           sizeof *c->problems);
    c->problems[c->problem_count++] =
        arena_text(&c->arena, strbuf_text(&clean));
    strbuf_done(&clean);
}

const char *spot_text(struct config *c, struct ini_place at)
{
    struct strbuf b = {0};
    if (c->is_shipping)
        return "default";
    if (!at.file || !at.file[0])
        at.file = "config";
    ini_place_write(at, &b);
    const char *text = arena_text(&c->arena, strbuf_text(&b));
    strbuf_done(&b);
    return text;
}

const char *place_text(struct config *c, struct ini_place at)
{
    at.column = 0;
    return spot_text(c, at);
}

static void __attribute__((format(printf, 3, 0)))
problem_va(struct config *c, const char *place, const char *format,
           va_list ap)
{
    char what[300];
    struct strbuf b = {0};
    if (vsnprintf(what, sizeof what, format, ap) >= 0) {
        strbuf_format(&b, "%s: %s", place, what);
        keep_problem(c, strbuf_text(&b));
    }
    strbuf_done(&b);
}

void problem_text(struct config *c, const char *place, const char *format,
                  ...)
{
    va_list ap;
    va_start(ap, format);
    problem_va(c, place, format, ap);
    va_end(ap);
}

void problem_add(struct config *c, struct ini_place at, const char *format,
                 ...)
{
    va_list ap;
    va_start(ap, format);
    problem_va(c, spot_text(c, at), format, ap);
    va_end(ap);
}

void problem_unknown(struct config *c, struct ini_place at, const char *kind,
                     const char *word, const char *nearest)
{
    if (nearest)
        problem_add(c, at, "unknown %s '%.80s', did you mean '%s'?", kind,
                    word, nearest);
    else
        problem_add(c, at, "unknown %s '%.80s'", kind, word);
}

static void option_entry(struct config *c, struct ini_place at,
                         const char *key, const char *value)
{
    enum setting o;
    struct why why = {0};
    if (!option_find(key, &o))
        problem_unknown(c, at, "option", key, option_nearest(key));
    else if (option_set(c, o, value, c->is_site ? LEVEL_SITE : LEVEL_FILE,
                        place_text(c, at), &why))
        problem_add(c, ini_value(at, key, value), "%s", why.text);
}

static void on_entry(void *self, struct ini_place at, const char *section,
                     const char *name, const char *key, const char *value)
{
    bool is_general = !section || section[0] == '\0' ||
                      strcmp(section, "general") == 0;
    if (!is_general)
        lists_entry(self, at, section, name ? name : "", key, value);
    else if (key)
        option_entry(self, at, key, value);
}

static void on_problem(void *self, struct ini_place at, const char *what)
{
    problem_add(self, at, "%s", what);
}

static struct ini_handler handler(struct config *c)
{
    return (struct ini_handler){
        .self = c, .entry = on_entry, .problem = on_problem};
}

static void read_shipped(struct config *c, const char *name)
{
    const struct embedded *file = embed_find(name);
    struct ini_handler h = handler(c);
    struct why why = {0};
    if (file && ini_parse((const char *)file->bytes, file->size, name, &h,
                          &why)) {
        keep_problem(c, why.text);
    }
}

static struct config *with_defaults(void)
{
    struct config *c = mem_new(1, sizeof *c);
    c->config_folder = c->data_folder = "";
    options_set_defaults(c);
    c->is_shipping = true;
    read_shipped(c, "data/defaults.ini");
    read_shipped(c, "data/rules.ini");
    c->is_shipping = false;
    return c;
}

/* A file that may be absent. */
static void read_if_there(struct config *c, const char *path)
{
    struct ini_handler h = handler(c);
    struct why reason = {0};
    bool is_there = access(path, F_OK) == 0 || errno == EACCES;
    if (is_there && ini_read(path, &h, &reason))
        keep_problem(c, reason.text);
}

/* What holds for all users of the machine. A list of the user's own takes the
 * place of its lists as of the shipped one. */
static void read_site(struct config *c)
{
    c->is_site = true;
    folders_each_site(c, read_if_there);
    c->is_site = false;
    c->has_own_lists = false;
}

/* A named file must be readable; our own may be absent. */
static enum err read_file(struct config *c, const char *path, struct why *why)
{
    struct ini_handler h = handler(c);
    if (path)
        return ini_read(path, &h, why);
    read_site(c);
    struct strbuf own = {0};
    strbuf_format(&own, "%s/config", c->config_folder);
    if (c->config_folder[0])
        read_if_there(c, strbuf_text(&own));
    strbuf_done(&own);
    return ERR_OK;
}

static void read_environment(struct config *c)
{
    for (int o = 0; o < OPTION_COUNT; o++) {
        char name[64] = "TAPEWATCH_";
        size_t at = strlen(name);
        for (const char *p = option_row((enum setting)o)->name; *p && at < 63; p++)
            name[at++] = *p >= 'a' && *p <= 'z' ? (char)(*p - 32) : *p;
        name[at] = '\0';
        const char *value = getenv(name);
        struct why why = {0};
        if (value && option_set(c, (enum setting)o, value, LEVEL_ENVIRONMENT,
                                "environment", &why)) {
            why_prefix(&why, name);
            keep_problem(c, why.text);
        }
    }
}

/* Unlike a line in a file, a wrong flag was typed just now: say so at once. */
static enum err read_flags(struct config *c, const struct config_flag *flags,
                           size_t n, struct why *why)
{
    for (size_t i = 0; i < n; i++) {
        enum setting o;
        if (!option_find(flags[i].name, &o)) {
            const char *near = option_nearest(flags[i].name);
            return why_set(why, ERR_USAGE, "unknown option '%s'%s%s%s",
                           flags[i].name, near ? ", did you mean '" : "",
                           near ? near : "", near ? "'?" : "");
        }
        if (option_set(c, o, flags[i].value, LEVEL_FLAG, "flag", why))
            return ERR_USAGE;
    }
    return ERR_OK;
}

enum err config_load(const char *path, const struct config_flag *flags,
                     size_t n, struct config **out, struct why *why)
{
    struct config *c = with_defaults();
    folders_find(c);
    enum err e = read_file(c, path, why);
    if (!e) {
        read_environment(c);
        e = read_flags(c, flags, n, why);
    }
    if (e) {
        config_free(c);
        return e;
    }
    lists_finish(c);
    secrets_read(c);
    *out = c;
    return ERR_OK;
}

enum err config_load_text(const char *text, size_t n, struct config **out)
{
    struct config *c = with_defaults();
    struct ini_handler h = handler(c);
    enum err e = ini_parse(text, n, NULL, &h, NULL);
    if (e) {
        config_free(c);
        return e;
    }
    lists_finish(c);
    *out = c;
    return ERR_OK;
}

void config_free(struct config *c)
{
    if (!c)
        return;
    watchlists_done(c);
    free(c->lists);
    free(c->feeds);
    free(c->rules);
    free(c->instruments);
    free(c->aliases);
    free(c->notes);
    free(c->providers);
    portfolios_done(c);
    secrets_forget(c);
    free(c->problems);
    free(c->pairs);
    arena_done(&c->arena);
    free(c);
}

size_t config_problem_count(const struct config *c)
{
    return c->problem_count;
}

const char *config_problem(const struct config *c, size_t i)
{
    return c->problems[i];
}
