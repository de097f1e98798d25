/*
 * Bytes to a file, pipe or terminal, all of them.
 */
#ifndef TAPEWATCH_BASE_IO_H
#define TAPEWATCH_BASE_IO_H

#include <stdbool.h>
#include <stddef.h>

/* Goes on after a signal and after a part. False with errno; a descriptor
 * that must not wait and cannot take more: EAGAIN. Safe in a signal handler,
 * where errno is the handler's to keep. */
bool io_write(int fd, const char *bytes, size_t n);

#endif
