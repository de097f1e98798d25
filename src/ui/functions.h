/*
 * The grammar of the command line: [SYMBOL] [FUNCTION] [ARGUMENTS]; which
 * functions there are is functions.def. Pure: what a line means, not what
 * happens.
 */
#ifndef TAPEWATCH_UI_FUNCTIONS_H
#define TAPEWATCH_UI_FUNCTIONS_H

#include "tapewatch/base/err.h"
#include "tapewatch/config/config.h"
#include "tapewatch/state/snapshot.h"

enum function_kind {
    FUNCTION_SYMBOL, FUNCTION_SCREEN, FUNCTION_FILTERED, FUNCTION_QUERY,
    FUNCTION_LIST, FUNCTION_ADD, FUNCTION_LEVEL, FUNCTION_CONTACT,
    FUNCTION_COMPARE, FUNCTION_FIND, FUNCTION_FOLIO, FUNCTION_LOT,
    FUNCTION_MAKE_LIST, FUNCTION_THEME, FUNCTION_SET, FUNCTION_KEEP,
    FUNCTION_RESET, FUNCTION_WORD, FUNCTION_FILTER, FUNCTION_EXPORT,
    FUNCTION_VERSUS, FUNCTION_TAG, FUNCTION_LAYOUT, FUNCTION_HELP, FUNCTION_QUIT
};

/* What the arguments of a function are: how Tab completes them. */
enum function_takes {
    TAKES_NOTHING, TAKES_TEXT, TAKES_RANGE, TAKES_PERIOD, TAKES_SYMBOLS,
    TAKES_LEVEL, TAKES_EXPRESSION, TAKES_LIST, TAKES_LIST_SYMBOLS,
    TAKES_PORTFOLIO, TAKES_LOT, TAKES_TAGS, TAKES_THEME, TAKES_SETTING,
    TAKES_SETTING_NAME, TAKES_ORDER, TAKES_LAYOUT
};

struct function_row {
    const char *name;
    enum function_kind kind;
    const char *screen;
    int panel;
    const char *arguments;
    enum function_takes takes;
    const char *example, *help; /* "": there is none */
};
/* Those whose screen exists; NULL behind the last. */
const struct function_row *function_row_at(size_t i);
const struct function_row *function_row_find(const char *name, size_t n);

struct call {
    const struct function_row *function;
    char symbol[SYMBOL_MAX]; /* "": the one that is selected */
    char arguments[512]; /* as long as the prompt's line */
};
/* What the line asks for; its first word may be a name of [aliases]. ERR_USAGE
 * with a reason when it is not understood; `now` (may be NULL) tells which of
 * its words is the stranger. */
enum err call_read(const struct config *config, const struct snapshot *now,
                   const char *line, struct call *out, struct why *why);

/* The next word of a line, and the line behind it. */
struct word {
    const char *text;
    size_t n;
    const char *rest;
};
struct word call_word(const char *line);

/* The function whose arguments are typed at the end of the line, and where
 * they begin; NULL: its name is not whole yet, or it is none. */
const struct function_row *call_typed(const char *line,
                                      const char **arguments);

/* What the end of the line may become: symbols that are known, then functions;
 * behind a function what its arguments are. Of symbols, functions and fields
 * no more than COMPLETIONS_USUAL. */
enum { COMPLETIONS_USUAL = 16, COMPLETIONS_MAX = 64 };
struct completion {
    char word[LIST_NAME_MAX];
    char help[80];
    size_t from; /* byte of the line from which on the word takes its place */
};
struct call_sources {
    const struct snapshot *now;
    const struct config *config;
    const struct around *around; /* NULL: no themes are known */
    const struct list_panel *list; /* that has the focus; NULL: none has */
    char *const *layouts; /* LAYOUTS_MAX of them, as saved; NULL: not told */
};
size_t call_complete(const struct call_sources *from, const char *line,
                     struct completion *out, size_t most);
/* Does the line call the function that changes the theme? */
bool call_is_theme(const char *line);

#endif
