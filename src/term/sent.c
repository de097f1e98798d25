/* SPDX-License-Identifier: MIT */
/* Reads the bytes that a thread has written from /proc. */
#include "sent.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void sent_open(struct sent *s)
{
    s->fd = open("/proc/thread-self/io", O_RDONLY | O_CLOEXEC);
}

void sent_close(struct sent *s)
{
    if (s->fd > 0)
        close(s->fd);
    s->fd = -1;
}

uint64_t sent_total(const struct sent *s)
{
    static const char name[] = "wchar: ";
    char text[256];
    ssize_t n = s->fd > 0 ? pread(s->fd, text, sizeof text - 1, 0) : -1;
    if (n <= 0)
        return 0;
    text[n] = '\0';
    const char *at = strstr(text, name);
    return at ? strtoull(at + sizeof name - 1, NULL, 10) : 0;
}
