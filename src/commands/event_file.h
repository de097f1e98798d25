/*
 * notify_file: a line of JSON for each event that was told, to a file or a
 * pipe. A pipe that nobody reads loses the line and never waits.
 */
#ifndef TAPEWATCH_COMMANDS_EVENT_FILE_H
#define TAPEWATCH_COMMANDS_EVENT_FILE_H

#include "tapewatch/state/snapshot.h"

struct event_file;
/* NULL when `path` is "". */
struct event_file *event_file_new(const char *path);
void event_file_free(struct event_file *f); /* NULL-safe, as all here */
void event_file_put(struct event_file *f, const struct snapshot *s,
                    const struct event *e);
/* Writes on where a pipe was full. */
void event_file_turn(struct event_file *f);

#endif
