/* SPDX-License-Identifier: MIT */
/* Opening and closing the store, who may write, and what happens when a file
 * is damaged or gone. */
#include "tapewatch/store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "room.h"
#include "tapewatch/base/mem.h"

static const char lock_name[] = "poller.lock";

bool store_try_lock(struct store *s)
{
    char path[PATH_MAX];
    int fd;

    if (s->lock_fd >= 0)
        return true;
    file_path(s, lock_name, path, sizeof path);
    fd = s->read_only ? open(path, O_RDONLY | O_CLOEXEC)
                      : open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) /* where nothing may be made, nobody has made one either */
        return s->read_only && errno == ENOENT;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        close(fd);
        return false;
    }
    s->lock_fd = fd;
    return true;
}

static void unlock(struct store *s)
{
    if (s->lock_fd >= 0)
        close(s->lock_fd);
    s->lock_fd = -1;
}

static enum err connect_cache(struct store *s, struct why *notice,
                              struct why *why)
{
    bool is_new = false;
    bool was_empty = file_size(s, "cache.db") == 0;
    enum err e = file_make(s, "cache.db", &is_new, why);

    if (!e)
        e = connect_file(s, FILE_cache, notice, why);
    if (!e && was_empty)
        why_set(notice, ERR_OK, "%s/cache.db was empty and was made anew",
                s->folder);
    return e;
}

/* Puts a damaged cache aside and starts a fresh one, if we hold or get the
 * lock. *notice says so. */
static enum err renew_cache(struct store *s, struct why *notice,
                            struct why *why)
{
    bool had_lock = s->lock_fd >= 0;
    char name[64];
    enum err e;

    if (!store_try_lock(s))
        return why_set(why, ERR_CORRUPT,
                       "%s/cache.db is damaged and another tapewatch uses "
                       "it: end that one and start again",
                       s->folder);
    e = file_put_aside(s, name, sizeof name, why);
    connect_close(s, FILE_cache);
    if (!e)
        e = connect_cache(s, NULL, why);
    if (!e)
        why_set(notice, ERR_OK,
                "%s/cache.db was damaged: it is kept as %s and a new one was "
                "begun",
                s->folder, name);
    if (!had_lock)
        unlock(s);
    return e;
}

enum err open_same_cache(struct store *s, struct why *why)
{
    enum err e;

    if (s->db[FILE_cache] && file_inode(s, "cache.db") == s->inode &&
        !connect_is_outdated(s, FILE_cache))
        return ERR_OK;
    if (s->read_only && file_inode(s, "cache.db") == 0)
        return s->db[FILE_cache] ? ERR_OK : ERR_NOT_FOUND;
    connect_close(s, FILE_cache);
    s->is_in_turn = false;
    e = s->read_only ? connect_file(s, FILE_cache, NULL, why)
                     : connect_cache(s, NULL, why);
    if (e) /* the next call tries again */
        connect_close(s, FILE_cache);
    return e;
}

enum err open_recover(struct store *s, enum err e, struct why *why)
{
    struct why notice = {{0}};

    if (s->is_in_turn && s->db[FILE_cache])
        sqlite3_exec(s->db[FILE_cache], "ROLLBACK", NULL, NULL, NULL);
    s->is_in_turn = false;
    if (e != ERR_CORRUPT || s->read_only)
        return e;
    check_mark_damaged(s);
    if (s->lock_fd < 0)
        return e;
    if (renew_cache(s, &notice, why) == ERR_OK)
        why_set(why, e, "%s", notice.text);
    return e;
}

static enum err open_cache(struct store *s, struct why *notice, struct why *why)
{
    enum err e;

    if (s->read_only && file_size(s, "cache.db") < 0)
        return why_set(why, ERR_NOT_FOUND,
                       "%s: nothing is kept here yet: run "
                       "tapewatch first",
                       s->folder);
    if (s->read_only) {
        e = connect_file(s, FILE_cache, notice, why);
        if (e == ERR_CORRUPT)
            why_set(why, e,
                    "%s/cache.db is damaged: start tapewatch, which puts it "
                    "aside, or delete it",
                    s->folder);
        return e;
    }
    e = connect_cache(s, notice, why);
    return e == ERR_CORRUPT ? renew_cache(s, notice, why) : e;
}

static enum err open_user(struct store *s, struct why *notice, struct why *why)
{
    struct why reason = {{0}};
    bool is_new, was_empty = file_size(s, "user.db") == 0;
    enum err e;

    if (s->read_only && file_size(s, "user.db") <= 0)
        return ERR_OK;
    if (!s->read_only) {
        e = file_make(s, "user.db", &is_new, why);
        if (e)
            return e;
    }
    e = connect_file(s, FILE_user, notice, &reason);
    if (e == ERR_CORRUPT)
        return why_set(why, e,
                       "%s/user.db is damaged (%s) and was left as it is: "
                       "copy a user.db.bak-* over it, or move it away to "
                       "begin with empty lists",
                       s->folder, sqlite3_errmsg(s->db[FILE_user]));
    if (e)
        return why_set(why, e, "%s", reason.text);
    if (was_empty && !s->read_only)
        why_set(notice, ERR_OK,
                "%s/user.db was empty: your lists begin anew; a "
                "user.db.bak-* beside it may hold older ones",
                s->folder);
    return ERR_OK;
}

static enum err begin(const char *folder, bool read_only, int64_t now_ms,
                      struct store **out, struct why *why)
{
    *out = mem_new(1, sizeof **out);
    **out = (struct store){.folder = mem_text(folder),
                           .read_only = read_only,
                           .now_ms = now_ms,
                           .lock_fd = -1};
    if (strlen(folder) + 64 > PATH_MAX)
        return why_set(why, ERR_TOO_BIG, "the path of the folder is too long");
    return read_only ? ERR_OK : file_make_folder(folder, why);
}

static enum err finish(struct store *s, enum err e, struct store **out)
{
    if (e)
        store_close(s);
    else
        *out = s;
    return e;
}

enum err store_open(const char *folder, bool read_only, int64_t now_ms,
                    struct store **out, struct why *notice, struct why *why)
{
    struct why said = {{0}};
    struct store *s = NULL;
    enum err e = begin(folder, read_only, now_ms, &s, why);

    /* The user's own file first: when it is damaged, nothing is touched. */
    if (!e)
        e = open_user(s, &said, why);
    if (!e)
        e = open_cache(s, &said, why);
    if (notice && e)
        notice->text[0] = '\0';
    else if (notice)
        *notice = said;
    return finish(s, e, out);
}

enum err store_open_user(const char *folder, bool read_only, int64_t now_ms,
                         struct store **out, struct why *why)
{
    struct why said = {{0}};
    struct store *s = NULL;
    enum err e = begin(folder, read_only, now_ms, &s, why);

    if (!e)
        e = open_user(s, &said, why);
    return finish(s, e, out);
}

const char *store_folder(const struct store *s)
{
    return s->folder;
}

void store_close(struct store *s)
{
    if (!s)
        return;
    if (s->is_in_turn)
        store_commit(s, NULL);
    for (int f = 0; f < FILE_COUNT; f++)
        connect_close(s, (enum file)f);
    unlock(s);
    updates_done(&s->scratch);
    free(s->folder);
    free(s);
}
