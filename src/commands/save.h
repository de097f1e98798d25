/*
 * A list of the screen into a file.
 */
#ifndef TAPEWATCH_COMMANDS_SAVE_H
#define TAPEWATCH_COMMANDS_SAVE_H

#include "tapewatch/base/err.h"
#include "tapewatch/state/snapshot.h"
#include "tapewatch/ui/ui.h"

/* By the end of the name: .json, .ndjson, .txt; all others are CSV. A file
 * that exists is left alone (ERR_IO). *rows: records written. */
enum err save_export(const struct snapshot *s, const struct ui_export *e,
                     size_t *rows, struct why *why);

#endif
