/*
 * The functions of the rows of commands.def.
 */
#ifndef TAPEWATCH_COMMANDS_SUBCOMMANDS_H
#define TAPEWATCH_COMMANDS_SUBCOMMANDS_H

#include "tapewatch/commands/cli.h"

#define SUBCOMMAND(id, name, operands, options, most, help)                 \
    int command_##id(const struct cli *cli);
#include "commands.def"
#undef SUBCOMMAND

#endif
