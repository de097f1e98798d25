/*
 * The log file: one line an entry, with UTC time, level and room. Off until
 * log_open(). Any thread may write (one fprintf a line). Texts are cleaned so
 * that bytes from outside cannot act on whoever reads the file.
 */
#ifndef TAPEWATCH_BASE_LOG_H
#define TAPEWATCH_BASE_LOG_H

#include "tapewatch/base/err.h"

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };

enum err log_open(const char *path, enum log_level most, struct why *why);
void log_line(enum log_level level, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
