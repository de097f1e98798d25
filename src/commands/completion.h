/*
 * Completion for shells, made from the tables of subcommands and options.
 */
#ifndef TAPEWATCH_COMMANDS_COMPLETION_H
#define TAPEWATCH_COMMANDS_COMPLETION_H

#include <stdbool.h>

#include "tapewatch/base/strbuf.h"

/* "bash", "zsh" or "fish"; false: no such shell. */
bool completion_write(const char *shell, struct strbuf *out);

#endif
