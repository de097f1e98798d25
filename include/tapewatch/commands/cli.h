/*
 * The command line: which subcommand, its options and its operands.
 */
#ifndef TAPEWATCH_COMMANDS_CLI_H
#define TAPEWATCH_COMMANDS_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/base/err.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/config/config.h"

enum { EXIT_OK = 0, EXIT_ERROR = 1, EXIT_USAGE = 2, EXIT_PARTIAL = 3 };

enum cli_option {
#define CLI(id, name, letter, arg, help) CLI_##id,
#include "tapewatch/commands/cli_options.def"
#undef CLI
    CLI_COUNT
};

enum { CLI_SETS_MAX = 32 };

struct cli {
    const struct subcommand *sub;
    const char *value[CLI_COUNT]; /* NULL: not given; "" for flags */
    const char *sets[CLI_SETS_MAX]; /* all --set */
    size_t set_count;
    char **operands;
    size_t operand_count;
};

/* One row of commands.def. */
struct subcommand {
    const char *name;     /* "" for the dashboard */
    const char *operands; /* "[SYMBOL...]", for the usage line */
    const char *options;  /* names of rows in cli_options.def, blank-separated;
                             those of every subcommand are left out */
    size_t most;          /* operands; SIZE_MAX: any number */
    const char *help;
    int (*run)(const struct cli *cli); /* returns the exit code */
};
extern const struct subcommand subcommands[]; /* ends with a NULL name */

/* A row of cli_options.def. */
struct cli_option_row {
    const char *id, *name;
    char letter;             /* 0: none */
    const char *arg, *help;  /* arg "": it takes none */
};
const struct cli_option_row *cli_option_row(enum cli_option o);
bool cli_takes(const struct subcommand *sub, enum cli_option o);

/* Parses argv[1..]; ERR_USAGE with a sentence that says what to do. */
enum err cli_parse(int argc, char **argv, struct cli *out, struct why *why);
/* The usage text: of one subcommand, or of the program. */
void cli_help(const struct subcommand *sub, struct strbuf *out);

/* Prints "tapewatch: sentence" to stderr and returns the code. */
int cli_fail(int code, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Writes all of it to stdout; false when that fails: *code becomes EXIT_ERROR
 * and the reason is told (not for a closed pipe: the reader has had enough). */
bool cli_write(const struct strbuf *text, int *code);
/* The same for the last output of a command: returns the exit code. */
int cli_print(const struct strbuf *text, int code);
/* "json", "ndjson", "csv" or "text". */
const char *cli_format(const struct cli *cli);
/* Reads --since, --until, --from: 0 when not given. A date alone is its whole
 * day for --until. */
enum err cli_instant(const struct cli *cli, enum cli_option o, int64_t *out,
                     struct why *why);
/* Loads the config with the command line's settings on top; prints its
 * problems to stderr. */
enum err cli_config(const struct cli *cli, struct config **out,
                    struct why *why);
/* The same again, without a word: for another thread. */
enum err cli_config_again(const struct cli *cli, struct config **out,
                          struct why *why);

#endif
