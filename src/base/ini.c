/* SPDX-License-Identifier: MIT */
/* Reads the dialect of our text files: sections, keys, includes. */
#include "tapewatch/base/ini.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/mem.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/base/utf8.h"

enum {
    FILE_BYTES_MOST = 1 << 20,
    ALL_BYTES_MOST = 8 << 20,
    DEPTH_MOST = 8,
};

/* What one parse keeps over all its files. */
struct parse {
    const struct ini_handler *h;
    struct strbuf section, name;
    size_t bytes; /* of all files so far */
    unsigned depth;
};

/* One file being read. */
struct source {
    struct parse *parse;
    const struct source *from; /* the file that includes this one */
    const char *file;          /* NULL: text without a place */
    const char *at, *end;      /* what is not read yet */
    unsigned lines;            /* read so far */
    struct ini_place place;    /* of the line in hand */
};

static void read_source(struct source *s);

static void problem(const struct source *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void problem(const struct source *s, const char *format, ...)
{
    char what[400];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    s->parse->h->problem(s->parse->h->self, s->place, what);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* Cuts blanks at both ends of an own string, in place; returns its start. */
static char *trim(char *text)
{
    char *end = text + strlen(text);
    while (end > text && is_blank(end[-1]))
        end--;
    *end = '\0';
    while (is_blank(*text))
        text++;
    return text;
}

/* The first character that no text has; NULL: there is none. */
static const char *find_dirt(const char *line, size_t n)
{
    const char *end = line + n, *at = line;
    bool is_valid = utf8_is_valid(line, n);

    while (at < end) {
        const char *from = at;
        uint32_t c = utf8_next(&at, end);

        if ((c < 0x20 && !is_blank(*from)) || c == 0x7f ||
            (!is_valid && !utf8_is_valid(from, (size_t)(at - from))))
            return from;
    }
    return NULL;
}

static void cut_blanks(struct strbuf *line)
{
    while (line->len > 0 && is_blank(line->text[line->len - 1]))
        line->text[--line->len] = '\0';
}

/* Appends the next line without its end, blanks cut at both edges. */
static void next_physical(struct source *s, struct strbuf *line)
{
    const char *stop = memchr(s->at, '\n', (size_t)(s->end - s->at));
    const char *end = stop ? stop : s->end;
    const char *next = stop ? stop + 1 : s->end;
    while (s->at < end && is_blank(*s->at))
        s->at++;
    while (end > s->at && is_blank(end[-1]))
        end--;
    strbuf_add_n(line, s->at, (size_t)(end - s->at));
    s->at = next;
    s->lines++;
}

/* The next line with those that a backslash joins to it; false at the end. */
static bool next_line(struct source *s, struct strbuf *line)
{
    strbuf_clear(line);
    if (s->at >= s->end)
        return false;
    s->place = (struct ini_place){s->place.file, s->lines + 1, 1, s->at,
                                  s->end};
    s->place = ini_word(s->place, "", "");
    next_physical(s, line);
    while (line->len > 0 && line->text[line->len - 1] == '\\' &&
           line->text[0] != '#') {
        line->text[--line->len] = '\0';
        cut_blanks(line);
        if (s->at >= s->end)
            break;
        strbuf_add_char(line, ' ');
        next_physical(s, line);
    }
    return true;
}

/* ---- files */

static enum err load(FILE *f, struct strbuf *out)
{
    char chunk[8192];
    size_t n;
    while ((n = fread(chunk, 1, sizeof chunk, f)) > 0) {
        strbuf_add_n(out, chunk, n);
        if (out->len > FILE_BYTES_MOST)
            return ERR_TOO_BIG;
    }
    return ferror(f) ? ERR_IO : ERR_OK;
}

static enum err read_file(const char *path, struct strbuf *out,
                          struct why *why)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        enum err e = errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
        return why_set(why, e, "%s: %s", path, strerror(errno));
    }
    errno = 0;
    enum err e = load(f, out);
    if (e == ERR_TOO_BIG)
        why_set(why, e, "%s: larger than 1 MB", path);
    else if (e != ERR_OK)
        why_set(why, e, "%s: %s", path, strerror(errno ? errno : EIO));
    fclose(f);
    return e;
}

/* A relative path counts from the folder of the file that names it. */
static void resolve(const char *file, const char *path, struct strbuf *out)
{
    const char *slash = strrchr(file, '/');
    if (path[0] != '/' && slash)
        strbuf_add_n(out, file, (size_t)(slash + 1 - file));
    strbuf_add(out, path);
}

static bool is_open(const struct source *s, const char *path)
{
    for (; s; s = s->from)
        if (s->file && strcmp(s->file, path) == 0)
            return true;
    return false;
}

/* Reads the file into the parse, and gives the section back afterwards. */
static void enter(const struct source *s, const char *path)
{
    struct parse *p = s->parse;
    struct strbuf text = {0};
    struct why why = {.text = ""};
    char *section = mem_text(strbuf_text(&p->section));
    char *name = mem_text(strbuf_text(&p->name));
    enum err e = read_file(path, &text, &why);
    p->bytes += text.len;
    if (e != ERR_OK) {
        problem(s, "include: %s", why.text);
    } else {
        struct source inner = {.parse = p, .from = s, .file = path};
        inner.at = strbuf_text(&text);
        inner.end = inner.at + text.len;
        p->depth++;
        read_source(&inner);
        p->depth--;
    }
    strbuf_clear(&p->section);
    strbuf_add(&p->section, section);
    strbuf_clear(&p->name);
    strbuf_add(&p->name, name);
    free(section);
    free(name);
    strbuf_done(&text);
}

static void include(const struct source *s, const char *value)
{
    struct strbuf path = {0};
    if (s->file == NULL) {
        problem(s, "include is not possible here");
        return;
    }
    resolve(s->file, value, &path);
    if (value[0] == '\0')
        problem(s, "include names no file");
    else if (is_open(s, path.text))
        problem(s, "include: %s includes itself", path.text);
    else if (s->parse->depth >= DEPTH_MOST)
        problem(s, "include: more than %d deep", DEPTH_MOST);
    else if (s->parse->bytes > ALL_BYTES_MOST)
        problem(s, "include: more than 8 MB in all");
    else
        enter(s, path.text);
    strbuf_done(&path);
}

/* ---- lines */

/* `text` is a trimmed "[...": the section's line. */
static void read_section(struct source *s, char *text)
{
    static const char bracket[] = "[";
    struct parse *p = s->parse;
    size_t n = strlen(text);
    if (text[n - 1] != ']') {
        problem(s, "a section ends with ]: %s", text);
        return;
    }
    text[n - 1] = '\0';
    char *section = trim(text + 1);
    char *name = section + strcspn(section, " \t");
    if (*name != '\0')
        *name++ = '\0';
    name = trim(name);
    if (*section == '\0') {
        problem(s, "a section needs a name");
        return;
    }
    strbuf_clear(&p->section);
    strbuf_add(&p->section, section);
    strbuf_clear(&p->name);
    strbuf_add(&p->name, name);
    p->h->entry(p->h->self, ini_word(s->place, bracket, bracket + 1),
                p->section.text, strbuf_text(&p->name), NULL, "");
}

/* "..." only keeps edge blanks: the quotes go, nothing else happens. */
static char *unquote(char *value)
{
    size_t n = strlen(value);
    if (n < 2 || value[0] != '"' || value[n - 1] != '"')
        return value;
    value[n - 1] = '\0';
    return value + 1;
}

static void read_key(struct source *s, char *text)
{
    struct parse *p = s->parse;
    char *equals = strchr(text, '=');
    if (equals == NULL || equals == text) {
        problem(s, "expected \"key = value\" or \"[section]\": %s", text);
        return;
    }
    *equals = '\0';
    char *key = trim(text), *value = unquote(trim(equals + 1));
    if (strcmp(key, "include") == 0) {
        s->place = ini_value(s->place, key, value);
        include(s, value);
        return;
    }
    p->h->entry(p->h->self, s->place, strbuf_text(&p->section),
                strbuf_text(&p->name), key, value);
}

static void skip_mark(struct source *s)
{
    if (s->end - s->at >= 3 && memcmp(s->at, "\xef\xbb\xbf", 3) == 0)
        s->at += 3;
}

static void read_line(struct source *s, char *text, size_t n)
{
    const char *dirt = find_dirt(text, n);

    if (dirt) {
        s->place = ini_word(s->place, text, dirt);
        problem(s, "not UTF-8 text, or a control character");
    } else if (text[0] == '[') {
        read_section(s, text);
    } else if (text[0] != '#') {
        read_key(s, text);
    }
}

static void read_source(struct source *s)
{
    struct strbuf line = {0};

    s->place.file = s->file ? s->file : "";
    skip_mark(s);
    while (next_line(s, &line)) {
        cut_blanks(&line);
        if (line.text && line.len > 0)
            read_line(s, line.text, line.len);
    }
    strbuf_done(&line);
}

enum err ini_parse(const char *text, size_t n, const char *file,
                   const struct ini_handler *h, struct why *why)
{
    struct parse p = {.h = h, .bytes = n};
    struct source s = {.parse = &p, .file = file, .at = text, .end = text + n};
    if (n > FILE_BYTES_MOST)
        return why_set(why, ERR_TOO_BIG, "%s: larger than 1 MB",
                       file ? file : "text");
    read_source(&s);
    strbuf_done(&p.section);
    strbuf_done(&p.name);
    return ERR_OK;
}

enum err ini_read(const char *path, const struct ini_handler *h,
                  struct why *why)
{
    struct strbuf text = {0};
    enum err e = read_file(path, &text, why);
    if (e == ERR_OK)
        e = ini_parse(strbuf_text(&text), text.len, path, h, why);
    strbuf_done(&text);
    return e;
}
