/* SPDX-License-Identifier: MIT */
/* Where our files live: the XDG folders, and making them for us alone. */
#include "internal.h"

#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tapewatch/base/mem.h"

/* The XDG specification: relative values are to be ignored. */
static const char *absolute(const char *path)
{
    return path && path[0] == '/' ? path : NULL;
}

static const char *home(void)
{
    const char *from_environment = absolute(getenv("HOME"));
    if (from_environment)
        return from_environment;
    const struct passwd *user = getpwuid(getuid());
    return user ? absolute(user->pw_dir) : NULL;
}

static const char *find(struct config *c, const char *variable,
                        const char *below_home)
{
    struct strbuf b = {0};
    const char *base = absolute(getenv(variable));
    if (base)
        strbuf_format(&b, "%s/tapewatch", base);
    else if (home())
        strbuf_format(&b, "%s/%s/tapewatch", home(), below_home);
    const char *found = arena_text(&c->arena, strbuf_text(&b));
    strbuf_done(&b);
    return found;
}

void folders_find(struct config *c)
{
    c->config_folder = find(c, "XDG_CONFIG_HOME", ".config");
    c->data_folder = find(c, "XDG_DATA_HOME", ".local/share");
}

static void use_site(struct config *c, const char *folder, size_t n,
                     void (*use)(struct config *c, const char *path))
{
    struct strbuf path = {0};
    strbuf_add_n(&path, folder, n);
    strbuf_add(&path, "/tapewatch/config");
    if (folder[0] == '/')
        use(c, strbuf_text(&path));
    strbuf_done(&path);
}

void folders_each_site(struct config *c,
                       void (*use)(struct config *c, const char *path))
{
    const char *all = getenv("XDG_CONFIG_DIRS");
    use_site(c, "/etc", strlen("/etc"), use);
    /* The first of them counts most. */
    for (size_t end = all ? strlen(all) : 0; end > 0;) {
        size_t from = end;
        while (from > 0 && all[from - 1] != ':')
            from--;
        if (end > from)
            use_site(c, all + from, end - from, use);
        end = from > 0 ? from - 1 : 0;
    }
}

const char *config_config_folder(const struct config *c)
{
    return c->config_folder;
}

const char *config_data_folder(const struct config *c)
{
    const char *set = c->settings[OPT_data_folder].text;
    return set[0] ? set : c->data_folder;
}

static enum err make_one(const char *path, struct why *why)
{
    struct stat s;
    if (mkdir(path, 0700) == 0)
        return ERR_OK;
    int number = errno;
    if (stat(path, &s) == 0 && S_ISDIR(s.st_mode))
        return ERR_OK;
    return why_set(why, ERR_IO, "%s: %s", path, strerror(number));
}

enum err config_make_folder(const char *path, struct why *why)
{
    if (path[0] == '\0')
        return why_set(why, ERR_MISSING,
                       "no home folder is known: set HOME or data_folder");
    char *copy = mem_text(path);
    enum err e = ERR_OK;
    for (char *p = copy + 1; !e && *p; p++) {
        if (*p == '/') {
            *p = '\0';
            e = make_one(copy, why);
            *p = '/';
        }
    }
    if (!e)
        e = make_one(copy, why);
    free(copy);
    return e;
}
