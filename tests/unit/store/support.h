/*
 * A temporary folder, a fixed moment, and records that remember what a reader
 * was given.
 */
#ifndef TAPEWATCH_TESTS_STORE_SUPPORT_H
#define TAPEWATCH_TESTS_STORE_SUPPORT_H

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/store/store.h"

#define NOW INT64_C(1738011900000) /* 2025-01-27T21:05:00Z */

static inline void temp_folder(char out[PATH_MAX])
{
    const char *base = getenv("TMPDIR");

    snprintf(out, PATH_MAX, "%s/tapewatch-store-XXXXXX",
             base && *base ? base : "/tmp");
    assert_non_null(mkdtemp(out));
}

static inline void remove_folder(const char *folder)
{
    char path[2 * PATH_MAX];
    DIR *d = opendir(folder);
    struct dirent *entry;

    assert_non_null(d);
    while ((entry = readdir(d)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        unlink(path);
    }
    closedir(d);
    rmdir(folder);
}

/* Name of the first file in the folder that begins so; false if none. */
static inline bool find_file(const char *folder, const char *prefix,
                             char out[256])
{
    DIR *d = opendir(folder);
    struct dirent *entry;
    bool found = false;

    assert_non_null(d);
    while (!found && (entry = readdir(d)) != NULL) {
        found = strncmp(entry->d_name, prefix, strlen(prefix)) == 0;
        if (found)
            snprintf(out, 256, "%s", entry->d_name);
    }
    closedir(d);
    return found;
}

static inline mode_t mode_of(const char *folder, const char *name)
{
    char path[PATH_MAX + 256];
    struct stat about;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (stat(path, &about) != 0)
        return 0;
    return about.st_mode & 0777;
}

static inline struct store *open_ok(const char *folder, bool read_only)
{
    struct store *s = NULL;
    struct why notice, why;

    if (store_open(folder, read_only, NOW, &s, &notice, &why) != ERR_OK)
        fail_msg("%s", why.text);
    assert_string_equal(notice.text, "");
    return s;
}

static inline void run_sql(const char *folder, const char *name,
                           const char *sql)
{
    char path[PATH_MAX + 64];
    sqlite3 *db;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(db));
    sqlite3_close(db);
}

/* What a reader was given. Texts live until heard_done(). */
struct heard {
    struct updates kept; /* only its arena is used */
    struct update updates[64];
    size_t count;
    struct event events[64];
    size_t event_count;
    int64_t order[128]; /* t of everything, as it came */
    size_t all;
};

static inline void heard_update(void *self, const struct update *u)
{
    struct heard *h = self;
    struct update *copy = &h->updates[h->count++];

    assert_true(h->count <= 64);
    *copy = *u;
    h->order[h->all++] = u->t;
#define KEEP_TEXT(member)                                                      \
    copy->of.member = updates_text(&h->kept, u->of.member, 8192)
    switch (u->kind) {
    case UPDATE_instrument:
        KEEP_TEXT(instrument.name);
        KEEP_TEXT(instrument.venue);
        KEEP_TEXT(instrument.sector);
        KEEP_TEXT(instrument.shares_kind);
        KEEP_TEXT(instrument.shares_source);
        break;
    case UPDATE_headline:
        KEEP_TEXT(headline.id);
        KEEP_TEXT(headline.title);
        KEEP_TEXT(headline.summary);
        KEEP_TEXT(headline.publisher);
        KEEP_TEXT(headline.url);
        break;
    case UPDATE_fact:
        KEEP_TEXT(fact.concept);
        KEEP_TEXT(fact.unit);
        KEEP_TEXT(fact.form);
        KEEP_TEXT(fact.accn);
        break;
    case UPDATE_halt:
        KEEP_TEXT(halt.code);
        break;
    case UPDATE_calendar:
        KEEP_TEXT(calendar.type);
        KEEP_TEXT(calendar.title);
        break;
    case UPDATE_status:
        KEEP_TEXT(status.reason);
        break;
    case UPDATE_plan:
        KEEP_TEXT(plan.concept);
        KEEP_TEXT(plan.unit);
        KEEP_TEXT(plan.period);
        KEEP_TEXT(plan.text);
        KEEP_TEXT(plan.url);
        break;
    case UPDATE_quote:
    case UPDATE_bar:
    case UPDATE_action:
    case UPDATE_KIND_COUNT:
        break;
    }
#undef KEEP_TEXT
}

static inline void heard_event(void *self, const struct event *e)
{
    struct heard *h = self;

    assert_true(h->event_count < 64);
    h->events[h->event_count++] = *e;
    h->order[h->all++] = e->changed;
}

static inline struct heard *heard_new(void)
{
    return mem_new(1, sizeof(struct heard));
}

static inline void heard_free(struct heard *h)
{
    updates_done(&h->kept);
    free(h);
}

/* Reads what is newer than *seq; the caller frees. */
static inline struct heard *read_from(struct store *s, uint64_t *seq)
{
    struct heard *h = heard_new();
    struct store_reader r = {
        .self = h, .update = heard_update, .event = heard_event};
    struct why why;

    if (store_read(s, seq, 0, 0, &r, &why) != ERR_OK)
        fail_msg("%s", why.text);
    return h;
}

static inline struct update quote_of(const char *symbol, int64_t t,
                                     double price)
{
    struct update u = {.t = t, .kind = UPDATE_quote};

    name_copy(u.symbol, sizeof u.symbol, symbol);
    name_copy(u.source, sizeof u.source, "tape");
    QUOTE_SET(&u.of.quote, price, price);
    return u;
}

static inline void put_ok(struct store *s, const struct update *u)
{
    struct why why;

    if (store_put(s, u, &why) != ERR_OK)
        fail_msg("%s", why.text);
}

static inline void commit_ok(struct store *s)
{
    struct why why;

    if (store_commit(s, &why) != ERR_OK)
        fail_msg("%s", why.text);
}

#endif
