/* SPDX-License-Identifier: MIT */
/* Writing until all is written: write() may take a part, or be broken off. */
#include "tapewatch/base/io.h"

#include <errno.h>
#include <unistd.h>

bool io_write(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t done = write(fd, bytes, n);

        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0) {
            errno = done == 0 ? EIO : errno; /* nothing taken, no reason */
            return false;
        }
        bytes += done;
        n -= (size_t)done;
    }
    return true;
}
