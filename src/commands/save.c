/* SPDX-License-Identifier: MIT */
/* What the screen's lists have, written like the headless answers. */
#include "save.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tapewatch/base/io.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/report/report.h"

/* NULL: by its end it is none of those that can be written. */
static const char *format_of(const char *path)
{
    static const struct {
        const char *end, *format;
    } ends[] = {{".csv", "csv"}, {".json", "json"}, {".ndjson", "ndjson"},
                {".txt", "text"}};
    size_t n = strlen(path);

    for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
        size_t m = strlen(ends[i].end);

        if (n > m && strcmp(path + n - m, ends[i].end) == 0)
            return ends[i].format;
    }
    return NULL;
}

/* Cuts the text at its blanks; the pieces stay in it. */
static const char **split(char *text, size_t *count)
{
    const char **words = mem_new(strlen(text) / 2 + 1, sizeof(*words));
    char *rest = NULL;

    *count = 0;
    for (char *word = strtok_r(text, " ", &rest); word;
         word = strtok_r(NULL, " ", &rest))
        words[(*count)++] = word;
    return words;
}

static enum err compose(const struct snapshot *s, const struct ui_export *e,
                        struct strbuf *out, size_t *rows, struct why *why)
{
    static const enum report_kind kinds[] = {
        [UI_EXPORT_QUOTES] = REPORT_QUOTES, [UI_EXPORT_NEWS] = REPORT_NEWS,
        [UI_EXPORT_EVENTS] = REPORT_EVENTS};
    char *text = mem_text(e->symbols);
    struct report_request r = {.format = format_of(e->path)};
    const char **symbols;
    enum err err;

    if (!r.format) {
        free(text);
        return why_set(why, ERR_USAGE, "the name must end in .csv, .json, "
                       ".ndjson or .txt");
    }
    if (e->what == UI_EXPORT_PORTFOLIO) {
        struct portfolio_request p = {
            r.format, e->portfolio[0] ? e->portfolio : NULL, NULL};

        free(text);
        *rows = 0;
        return report_portfolio(s, &p, out, rows, why);
    }
    r.kind = kinds[e->what];
    r.keys = e->keys;
    r.symbols = symbols = split(text, &r.symbol_count);
    err = report_write(s, &r, out, rows, why);
    free(symbols);
    free(text);
    return err;
}

static void full_path(const char *path, struct strbuf *out)
{
    const char *home = getenv("HOME");
    bool is_home = path[0] == '~' && path[1] == '/' && home;

    strbuf_format(out, "%s%s", is_home ? home : "", path + is_home);
}

static enum err write_file(const char *path, const struct strbuf *text,
                           struct why *why)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool is_good;
    int error;

    if (fd < 0 && errno == EEXIST)
        return why_set(why, ERR_IO, "%.100s is there already: give another "
                       "name, or remove it", path);
    if (fd < 0)
        return why_set(why, ERR_IO, "%s: %s", path, strerror(errno));
    is_good = io_write(fd, strbuf_text(text), text->len);
    error = errno;
    if (close(fd) == 0 && is_good)
        return ERR_OK;
    why_set(why, ERR_IO, "%s: %s", path, strerror(is_good ? errno : error));
    unlink(path); /* half of it is of no use */
    return ERR_IO;
}

enum err save_export(const struct snapshot *s, const struct ui_export *e,
                     size_t *rows, struct why *why)
{
    struct strbuf text = {0}, path = {0};
    enum err err = compose(s, e, &text, rows, why);

    full_path(e->path, &path);
    if (err == ERR_OK)
        err = write_file(strbuf_text(&path), &text, why);
    strbuf_done(&path);
    strbuf_done(&text);
    return err;
}
