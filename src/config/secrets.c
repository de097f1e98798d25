/* SPDX-License-Identifier: MIT */
/* The users' keys: from the environment, or from secrets.conf, which nobody
 * else may read. No message here ever quotes a line of it or a value. */
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tapewatch/base/mem.h"
#include "tapewatch/model/request.h"

enum { FILE_BYTES_MOST = 64 * 1024 };

static bool is_key(const char *text, size_t n)
{
    if (n == 0 || n >= SECRET_MAX)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (text[i] <= ' ' || text[i] > '~')
            return false;
    }
    return true;
}

static struct secret *add(struct config *c, const char *text, size_t n)
{
    c->secrets = mem_room(c->secrets, c->secret_count, &c->secret_cap,
                          sizeof *c->secrets);
    struct secret *s = &c->secrets[c->secret_count++];
    *s = (struct secret){.text = mem_text_n(text, n)};
    return s;
}

static void trim(const char **text, size_t *n)
{
    while (*n > 0 && strchr(" \t\r", **text)) {
        (*text)++;
        (*n)--;
    }
    while (*n > 0 && strchr(" \t\r", (*text)[*n - 1]))
        (*n)--;
}

/* NAME = value, perhaps in quotes. */
static void read_line(struct config *c, struct ini_place at,
                      const char *line, size_t n)
{
    const char *start = line;
    trim(&line, &n);
    if (n == 0 || *line == '#')
        return;
    const char *equals = memchr(line, '=', n), *value;
    size_t name_n, value_n;
    char place[32];
    if (!equals) {
        problem_add(c, ini_word(at, start, line), "not NAME = value");
        return;
    }
    value = equals + 1;
    value_n = n - (size_t)(value - line);
    name_n = (size_t)(equals - line);
    trim(&line, &name_n);
    trim(&value, &value_n);
    if (value_n >= 2 && value[0] == '"' && value[value_n - 1] == '"') {
        value++;
        value_n -= 2;
    }
    if (name_n == 0 || name_n >= sizeof place || !is_key(value, value_n)) {
        const char *wrong = is_key(value, value_n) ? line : value;
        problem_add(c, ini_word(at, start, wrong), "no key: 1 to %d letters, "
                    "digits and signs, without blanks", SECRET_MAX - 1);
        return;
    }
    memcpy(place, line, name_n);
    place[name_n] = '\0';
    add(c, value, value_n)->variable = arena_text(&c->arena, place);
}

static void read_lines(struct config *c, const char *path, const char *text,
                       size_t n)
{
    const char *end = text + n;
    for (unsigned number = 1; text < end; number++) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        if (!stop)
            stop = end;
        struct ini_place at = {path, number, 1, text, stop};
        read_line(c, at, text, (size_t)(stop - text));
        text = stop + 1;
    }
}

/* The file that is open is the one that is checked. */
static bool is_ours_alone(struct config *c, const char *path, int fd)
{
    struct stat s;
    if (fstat(fd, &s) != 0 || !S_ISREG(s.st_mode))
        problem_text(c, path, "not a file; no key is read");
    else if (s.st_uid != geteuid())
        problem_text(c, path, "belongs to another user; no key is read");
    else if (s.st_mode & (S_IRWXG | S_IRWXO))
        problem_text(c, path, "others may read it; no key is read before: "
                     "chmod 600 %s", path);
    else if (s.st_size > FILE_BYTES_MOST)
        problem_text(c, path, "over %d kB; no key is read",
                     FILE_BYTES_MOST / 1024);
    else
        return true;
    return false;
}

static void read_open(struct config *c, const char *path, int fd)
{
    char *text = mem_new(FILE_BYTES_MOST, 1);
    size_t n = 0;
    ssize_t got = 1;
    while (got > 0 && n < FILE_BYTES_MOST) {
        got = read(fd, text + n, FILE_BYTES_MOST - n);
        n += got > 0 ? (size_t)got : 0;
    }
    if (got < 0)
        problem_text(c, path, "%s", strerror(errno));
    else
        read_lines(c, path, text, n);
    mem_wipe(text, FILE_BYTES_MOST);
    free(text);
}

void secrets_read(struct config *c)
{
    struct strbuf path = {0};
    if (c->config_folder[0] == '\0')
        return;
    strbuf_format(&path, "%s/secrets.conf", c->config_folder);
    int fd = open(strbuf_text(&path), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd >= 0) {
        if (is_ours_alone(c, strbuf_text(&path), fd))
            read_open(c, strbuf_text(&path), fd);
        close(fd);
    } else if (errno != ENOENT && errno != ENOTDIR) {
        problem_text(c, strbuf_text(&path), "%s", strerror(errno));
    }
    strbuf_done(&path);
}

void secrets_forget(struct config *c)
{
    for (size_t i = 0; i < c->secret_count; i++) {
        mem_wipe(c->secrets[i].text, strlen(c->secrets[i].text));
        free(c->secrets[i].text);
    }
    free(c->secrets);
    c->secrets = NULL;
    c->secret_count = c->secret_cap = 0;
}

bool config_set_secret(struct config *c, const char *provider,
                       const char *text)
{
    size_t n = strlen(text);
    if (!is_key(text, n))
        return false;
    add(c, text, n)->provider = arena_text(&c->arena, provider);
    return true;
}

bool config_find_secret(struct config *c, const char *provider,
                        const char *variable)
{
    const char *said = getenv(variable);
    if (said && said[0]) {
        if (config_set_secret(c, provider, said))
            return true;
        problem_text(c, "environment", "%s holds no key: 1 to %d letters, "
                     "digits and signs, without blanks", variable,
                     SECRET_MAX - 1);
        return false;
    }
    for (size_t i = c->secret_count; i-- > 0;) { /* the last line counts */
        const struct secret *s = &c->secrets[i];
        if (s->variable && strcmp(s->variable, variable) == 0)
            return config_set_secret(c, provider, s->text);
    }
    return false;
}

const char *config_secret(const struct config *c, const char *provider)
{
    for (size_t i = 0; i < c->secret_count; i++) {
        const struct secret *s = &c->secrets[i];
        if (s->provider && strcmp(s->provider, provider) == 0)
            return s->text;
    }
    return NULL;
}
