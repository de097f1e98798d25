/* SPDX-License-Identifier: MIT */
/* The log file: the only module below main that keeps state of its own. */
#include "tapewatch/base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/clock.h"

static FILE *log_file;
static enum log_level log_most;

static const char *const log_names[] = {"error", "warn", "info", "debug"};

static void close_it(void)
{
    if (log_file)
        (void)fclose(log_file);
    log_file = NULL;
}

enum err log_open(const char *path, enum log_level most, struct why *why)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

    if (fd < 0)
        return why_set(why, ERR_IO, "cannot log to %s: %s", path,
                       strerror(errno));
    close_it();
    log_file = fdopen(fd, "a");
    if (!log_file) {
        (void)close(fd);
        return why_set(why, ERR_IO, "cannot log to %s", path);
    }
    (void)setvbuf(log_file, NULL, _IOLBF, 0);
    log_most = most;
    return ERR_OK;
}

/* Bytes from outside must not act on whoever reads the file. */
static void make_inert(char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;

        if (c < 0x20 || c == 0x7f)
            *text = '?';
        else if (c == 0xc2 && (unsigned char)text[1] >= 0x80 &&
                 (unsigned char)text[1] < 0xa0)
            *text = text[1] = '?';
    }
}

void log_line(enum log_level level, const char *format, ...)
{
    char text[600], stamp[25];
    va_list args;

    if (!log_file || level > log_most)
        return;
    va_start(args, format);
    if (vsnprintf(text, sizeof text, format, args) < 0)
        text[0] = '\0';
    va_end(args);
    make_inert(text);
    civil_format_instant(clock_wall_ms(), stamp);
    (void)fprintf(log_file, "%s %s %s\n", stamp, log_names[level], text);
}
