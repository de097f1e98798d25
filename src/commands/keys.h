/*
 * The keys of the providers that want one: from the environment, from
 * secrets.conf, or from a command of the user. Once, at the start.
 */
#ifndef TAPEWATCH_SRC_COMMANDS_KEYS_H
#define TAPEWATCH_SRC_COMMANDS_KEYS_H

#include "tapewatch/config/config.h"

/* A key_command that fails leaves its provider off, and is told on stderr. */
void keys_find(struct config *c);

#endif
