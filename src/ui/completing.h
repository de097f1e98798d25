/*
 * A completion in the making: what complete.c (the first word) and
 * complete_arguments.c (what stands behind a function) share.
 */
#ifndef TAPEWATCH_UI_COMPLETING_H
#define TAPEWATCH_UI_COMPLETING_H

#include "functions.h"

struct finding {
    const struct call_sources *from;
    const char *line;
    const char *word; /* of it, what has been typed of the completions */
    struct completion *out;
    size_t most, count;
};

bool finding_starts(const char *text, const char *with); /* case aside */
/* Once; nothing when there is no room. */
void finding_add(struct finding *f, const char *word, const char *help);
/* The very symbol, those of the user's lists, then all that begin so. */
void finding_symbols(struct finding *f);
/* Behind the function, whose arguments begin at `arguments` of the line. */
void finding_arguments(struct finding *f, const struct function_row *row,
                       const char *arguments);

#endif
