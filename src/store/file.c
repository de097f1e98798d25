/* SPDX-License-Identifier: MIT */
/* The folder and its files: made for the user alone, named, put aside. */
#include "room.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/vfs.h>
#else
#include <sys/mount.h>
#include <sys/param.h>
#endif

#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

const char *file_name(enum file f)
{
    return f == FILE_cache ? "cache.db" : "user.db";
}

void file_path(const struct store *s, const char *name, char *out, size_t size)
{
    /* store_open() refuses folders whose paths would not fit. */
    (void)!snprintf(out, size, "%s/%s", s->folder, name);
}

static enum err make_one(const char *folder, struct why *why)
{
    if (mkdir(folder, 0700) == 0 || errno == EEXIST)
        return ERR_OK;
    return why_set(why, ERR_IO, "%s: %s: choose a folder that can be made",
                   folder, strerror(errno));
}

enum err file_make_folder(const char *folder, struct why *why)
{
    struct stat about;
    enum err e = ERR_OK;
    char *path;

    if (stat(folder, &about) == 0) {
        if (S_ISDIR(about.st_mode))
            return ERR_OK;
        return why_set(why, ERR_IO, "%s: not a folder: move it away", folder);
    }
    path = mem_text(folder);
    for (char *p = strchr(path + 1, '/'); p && !e; p = strchr(p + 1, '/')) {
        *p = '\0';
        e = make_one(path, why);
        *p = '/';
    }
    if (!e)
        e = make_one(path, why);
    free(path);
    return e;
}

enum err file_make(struct store *s, const char *name, bool *is_new,
                   struct why *why)
{
    char path[PATH_MAX];
    struct stat about;
    int fd;

    file_path(s, name, path, sizeof path);
    /* Only a file that is not there is opened here: closing a descriptor of a
     * database would drop the locks that SQLite holds on it. */
    fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    *is_new = fd >= 0;
    if (fd >= 0) {
        close(fd);
        return ERR_OK;
    }
    if (errno != EEXIST)
        return why_set(why, ERR_IO, "%s: %s: make its folder writable", path,
                       strerror(errno));
    if (stat(path, &about) == 0 && (about.st_mode & 077) &&
        about.st_uid == geteuid())
        (void)!chmod(path, 0600);
    return ERR_OK;
}

bool file_is_remote_type(uint64_t magic)
{
    static const uint32_t remote[] = {
        0x6969,     /* NFS */
        0x517B,     /* SMB */
        0xFF534D42, /* CIFS */
        0xFE534D42, /* SMB2 */
        0x5346414F, /* AFS */
        0x73757245, /* Coda */
        0x564C,     /* NCP */
    };

    for (size_t i = 0; i < sizeof remote / sizeof *remote; i++)
        if ((uint32_t)magic == remote[i])
            return true;
    return false;
}

bool file_is_remote(const char *folder)
{
    struct statfs about;

    if (statfs(folder, &about) != 0)
        return false;
#ifdef __linux__
    return file_is_remote_type((uint64_t)about.f_type);
#else
    return !(about.f_flags & MNT_LOCAL);
#endif
}

int64_t file_size(const struct store *s, const char *name)
{
    char path[PATH_MAX];
    struct stat about;

    file_path(s, name, path, sizeof path);
    return stat(path, &about) == 0 ? (int64_t)about.st_size : -1;
}

ino_t file_inode(const struct store *s, const char *name)
{
    char path[PATH_MAX];
    struct stat about;

    file_path(s, name, path, sizeof path);
    return stat(path, &about) == 0 ? about.st_ino : 0;
}

static void stamp(int64_t now_ms, int n, char *out, size_t size)
{
    struct civil c = civil_utc(now_ms);
    char again[16] = "";

    if (n > 0) /* two in one second */
        (void)!snprintf(again, sizeof again, "-%d", n);
    (void)!snprintf(out, size, "cache.db.corrupt-%04d%02d%02d-%02d%02d%02d%s",
                    c.year, c.month, c.day, c.hour, c.minute, c.second, again);
}

enum err file_put_aside(struct store *s, char *name, size_t size,
                        struct why *why)
{
    static const char *const parts[] = {"", "-wal", "-shm"};
    char from[PATH_MAX], to[PATH_MAX], old[32], new[96];
    int n = 0;

    do
        stamp(s->now_ms, n++, name, size);
    while (file_size(s, name) >= 0 && n < 100);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        (void)!snprintf(old, sizeof old, "cache.db%s", parts[i]);
        (void)!snprintf(new, sizeof new, "%s%s", name, parts[i]);
        file_path(s, old, from, sizeof from);
        file_path(s, new, to, sizeof to);
        if (rename(from, to) != 0 && errno != ENOENT)
            return why_set(why, ERR_IO,
                           "%s is damaged and cannot be put aside: %s", from,
                           strerror(errno));
    }
    return ERR_OK;
}
