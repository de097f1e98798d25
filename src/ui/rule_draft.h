/*
 * A rule's condition as a form shows it: a scope, comparisons of a field with
 * a value, times of the day. Pure: reads an expression into it and writes it
 * again; what the form has no place for is kept as text.
 */
#ifndef TAPEWATCH_UI_RULE_DRAFT_H
#define TAPEWATCH_UI_RULE_DRAFT_H

#include <stdbool.h>
#include <stddef.h>

#include "tapewatch/model/command.h"
#include "tapewatch/model/rule.h"

enum draft_scope { DRAFT_ALL, DRAFT_LIST, DRAFT_SYMBOL, DRAFT_PORTFOLIO,
                   DRAFT_SCOPES };
enum draft_during { DRAFT_REGULAR = 1, DRAFT_PRE = 2, DRAFT_POST = 4,
                    DRAFT_ANY_TIME = 7 };
enum { DRAFT_CONDITIONS = 4, DRAFT_FIELD_MAX = 40, DRAFT_VALUE_MAX = 64 };

struct draft_condition {
    char field[DRAFT_FIELD_MAX];
    char op[4];
    char value[DRAFT_VALUE_MAX]; /* as written: -50B */
};
struct rule_draft {
    enum draft_scope scope;
    char whom[LIST_NAME_MAX]; /* the list or symbol */
    struct draft_condition conditions[DRAFT_CONDITIONS];
    size_t count;
    char rest[RULE_WHEN_MAX]; /* conditions of any other sort; "" none */
    unsigned during;          /* 0 or DRAFT_ANY_TIME: at any time */
};

/* Any text: what is no expression of that sort is in `rest`. */
void draft_read(const char *when, struct rule_draft *out);
/* The expression; conditions without a field or value are left out. False
 * when it does not fit. */
bool draft_write(const struct rule_draft *d, char *out, size_t size);

/* The comparison after, or before, this one, going round. */
const char *draft_next_op(const char *op, int step);

#endif
