/*
 * A folder of a test's own, with a store in it: set-up, tear-down, opening.
 */
#ifndef TAPEWATCH_TESTS_POLL_FOLDER_H
#define TAPEWATCH_TESTS_POLL_FOLDER_H

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

#include "fake.h"

static int make_folder(void **state)
{
    const char *base = getenv("TMPDIR");
    char path[512];

    snprintf(path, sizeof(path), "%s/tapewatch-poll-XXXXXX",
             base && base[0] ? base : "/tmp");
    if (!mkdtemp(path))
        return -1;
    *state = strdup(path);
    return *state ? 0 : -1;
}

static int remove_folder(void **state)
{
    DIR *d = opendir(*state);
    struct dirent *entry;
    char path[1024];

    while (d && (entry = readdir(d)) != NULL) {
        snprintf(path, sizeof(path), "%s/%s", (char *)*state, entry->d_name);
        if (entry->d_name[0] != '.' || entry->d_name[1] == 'l')
            unlink(path);
    }
    if (d)
        closedir(d);
    rmdir(*state);
    free(*state);
    return 0;
}

/* At ten in New York on the day that a rig begins. */
static struct store *open_store(const char *folder)
{
    struct why notice = {{0}}, why = {{0}};
    struct store *s = NULL;
    int64_t now = civil_from_new_york(civil_date(2025, 1, 28), 10, 0);

    if (store_open(folder, false, now, &s, &notice, &why) != ERR_OK)
        fail_msg("%s", why.text);
    return s;
}

#endif
