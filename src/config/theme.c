/* SPDX-License-Identifier: MIT */
/* Finds theme files, follows `extends`, lists the themes there are. */
#include "tapewatch/config/theme.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tapewatch/base/arena.h"
#include "tapewatch/base/embed.h"
#include "tapewatch/base/ini.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/base/utf8.h"
#include "theme_sheet.h"

enum { EXTENDS_MAX = 8 };

static enum err load(struct sheet *s, const char *name, bool is_own_tried,
                     struct why *why);

/* First reading: which theme is the base. */
struct base_search {
    char name[64];
    struct ini_place at;
};

static void look_for_base(void *self, struct ini_place at,
                          const char *section, const char *name,
                          const char *key, const char *value)
{
    struct base_search *b = self;
    (void)section;
    (void)name;
    if (key && strcmp(key, "extends") == 0) {
        snprintf(b->name, sizeof b->name, "%s", value);
        b->at = ini_value(at, key, value);
    }
}

static void ignore_problem(void *self, struct ini_place at, const char *what)
{
    (void)self;
    (void)at;
    (void)what;
}

/* Second reading: the lines themselves. */
static void on_entry(void *self, struct ini_place at, const char *section,
                     const char *name, const char *key, const char *value)
{
    struct sheet *s = self;
    struct strbuf clean = {0};
    (void)name;
    if (section && section[0]) {
        if (!key)
            sheet_problem_at(s, at, "a theme has no [%.40s]", section);
    } else if (key) {
        utf8_clean(&clean, value, strlen(value), 200);
        sheet_entry(s, at, key, strbuf_text(&clean));
    }
    strbuf_done(&clean);
}

static void on_problem(void *self, struct ini_place at, const char *what)
{
    sheet_problem_at(self, at, "%s", what);
}

static void stem_of(const char *file, char *out, size_t size)
{
    const char *slash = strrchr(file, '/');
    const char *start = slash ? slash + 1 : file;
    snprintf(out, size, "%.*s", (int)strcspn(start, "."), start);
}

/* One file into the sheet, its base first. `text` NULL: read `file`. */
static enum err read_one(struct sheet *s, const char *text, size_t n,
                         const char *file, struct why *why)
{
    struct base_search base = {.name = ""};
    struct ini_handler first = {.self = &base, .entry = look_for_base,
                                .problem = ignore_problem};
    struct ini_handler second = {.self = s, .entry = on_entry,
                                 .problem = on_problem};
    struct why reason = {0};
    char stem[32];
    stem_of(file, stem, sizeof stem);
    enum err e = text ? ini_parse(text, n, file, &first, why)
                      : ini_read(file, &first, why);
    if (e)
        return e;
    if (base.name[0] && ++s->generation > EXTENDS_MAX) {
        base.at.file = file;
        sheet_problem_at(s, base.at, "extends is nested too deep");
    } else if (base.name[0] &&
               load(s, base.name, strcmp(base.name, stem) == 0, &reason)) {
        base.at.file = file;
        sheet_problem_at(s, base.at, "%s", reason.text);
    }
    s->generation++;
    memcpy(s->name, stem, sizeof s->name);
    return text ? ini_parse(text, n, file, &second, why)
                : ini_read(file, &second, why);
}

static bool own_path(const struct sheet *s, const char *name,
                     struct strbuf *path)
{
    bool is_plain = name[0] && name[0] != '.' && !strchr(name, '/');
    if (!is_plain || !s->folder || s->folder[0] == '\0')
        return false;
    strbuf_format(path, "%s/themes/%s.theme", s->folder, name);
    return access(strbuf_text(path), F_OK) == 0;
}

struct name_list {
    const char **names;
    size_t count, cap;
    struct arena texts;
};

static void keep_name(void *self, const char *name)
{
    struct name_list *list = self;
    list->names = mem_room(list->names, list->count, &list->cap,
                           sizeof *list->names);
    list->names[list->count++] = arena_text(&list->texts, name);
}

static enum err not_found(const struct sheet *s, const char *name,
                          struct why *why)
{
    struct name_list list = {0};
    theme_each(s->folder, &list, keep_name);
    const char *near = ini_nearest(name, list.names, list.count);
    enum err e = why_set(why, ERR_NOT_FOUND, "no theme '%.60s'%s%s%s", name,
                         near ? ", did you mean '" : "", near ? near : "",
                         near ? "'?" : "");
    free(list.names);
    arena_done(&list.texts);
    return e;
}

/* is_own_tried: the user's file of this name is what extends it. */
static enum err load(struct sheet *s, const char *name, bool is_own_tried,
                     struct why *why)
{
    struct strbuf path = {0};
    const struct embedded *shipped;
    enum err e;
    if (!is_own_tried && own_path(s, name, &path)) {
        e = read_one(s, NULL, 0, strbuf_text(&path), why);
        goto out;
    }
    strbuf_clear(&path);
    strbuf_format(&path, "themes/%s.theme", name);
    shipped = embed_find(strbuf_text(&path));
    e = shipped ? read_one(s, (const char *)shipped->bytes, shipped->size,
                           shipped->name, why)
                : not_found(s, name, why);
out:
    strbuf_done(&path);
    return e;
}

enum err theme_load(const char *name, const char *folder, struct theme *out,
                    void *self, void (*problem)(void *, const char *),
                    struct why *why)
{
    struct sheet *s = mem_new(1, sizeof *s);
    s->folder = folder;
    s->updown = UPDOWN_COUNT;
    s->self = self;
    s->problem = problem;
    enum err e = load(s, name, false, why);
    if (!e)
        sheet_derive(s, out);
    free(s);
    return e;
}

enum err theme_parse(const char *text, size_t n, const char *file,
                     const char *folder, struct theme *out, void *self,
                     void (*problem)(void *, const char *), struct why *why)
{
    struct sheet *s = mem_new(1, sizeof *s);
    s->folder = folder;
    s->updown = UPDOWN_COUNT;
    s->self = self;
    s->problem = problem;
    enum err e = read_one(s, text, n, file, why);
    if (!e)
        sheet_derive(s, out);
    free(s);
    return e;
}

/* The length of NAME in "themes/NAME.theme" or "NAME.theme"; 0: another. */
static size_t name_length(const char *file)
{
    size_t n = strlen(file);
    return n > 6 && file[0] != '.' && strcmp(file + n - 6, ".theme") == 0
               ? n - 6
               : 0;
}

static void each_of_folder(const char *folder, void *self,
                           void (*one)(void *, const char *))
{
    struct strbuf path = {0}, shipped = {0};
    strbuf_format(&path, "%s/themes", folder);
    DIR *open = opendir(strbuf_text(&path));
    const struct dirent *entry;
    while (open && (entry = readdir(open))) {
        size_t n = name_length(entry->d_name);
        strbuf_clear(&shipped);
        strbuf_format(&shipped, "themes/%s", entry->d_name);
        if (n > 0 && !embed_find(strbuf_text(&shipped))) {
            strbuf_clear(&path);
            strbuf_add_n(&path, entry->d_name, n);
            one(self, strbuf_text(&path));
        }
    }
    if (open)
        closedir(open);
    strbuf_done(&shipped);
    strbuf_done(&path);
}

void theme_each(const char *folder, void *self,
                void (*one)(void *, const char *name))
{
    struct strbuf name = {0};
    for (const struct embedded *f = embedded_files; f->name; f++) {
        size_t n = name_length(f->name);
        if (strncmp(f->name, "themes/", 7) == 0 && n > 7) {
            strbuf_clear(&name);
            strbuf_add_n(&name, f->name + 7, n - 7);
            one(self, strbuf_text(&name));
        }
    }
    if (folder && folder[0])
        each_of_folder(folder, self, one);
    strbuf_done(&name);
}
