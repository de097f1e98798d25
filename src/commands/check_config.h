/*
 * --check-config: all that is wrong with the settings, line by line.
 */
#ifndef TAPEWATCH_COMMANDS_CHECK_CONFIG_H
#define TAPEWATCH_COMMANDS_CHECK_CONFIG_H

#include <stddef.h>

#include "tapewatch/config/config.h"

/* Lines, rules, keys and themes: tells each mistake on stderr, those of a file
 * in the order of its lines, what has no line behind them. Returns how many
 * there are. */
size_t check_config(const struct config *config);

#endif
