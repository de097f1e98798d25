/* SPDX-License-Identifier: MIT */
/* Names of fields: the record's own, its instrument's, and wrong ones. */
#include <stdio.h>

#include "parser.h"

static const char *const own_names[] = {"now", "and", "or", "not",
                                        "in",  "true", "false"};

static size_t add_fields(const char **names, size_t n,
                         const struct field *fields, size_t count)
{
    for (size_t i = 0; i < count && n < CANDIDATES_MAX; i++)
        names[n++] = fields[i].name;
    return n;
}

static enum kind fail_foreign(struct cursor *p, const char *name)
{
    char text[120];

    (void)snprintf(text, sizeof text, "%.32s %s", name, p->language->advice);
    return cursor_fail(p, p->token.start, text);
}

/* What it could have been: every name that may stand alone. */
static enum kind fail_unknown(struct cursor *p)
{
    const struct language *l = p->language;
    const char *names[CANDIDATES_MAX];
    size_t n = add_fields(names, 0, l->fields, l->field_count);

    n = add_fields(names, n, l->base_fields, l->base_field_count);
    for (size_t i = 0; i < sizeof own_names / sizeof *own_names &&
                       n < CANDIDATES_MAX; i++)
        names[n++] = own_names[i];
    return cursor_fail_unknown(p, "field", names, n);
}

enum kind parser_field(struct cursor *p)
{
    const struct language *l = p->language;
    char name[64];
    const struct field *f;
    enum op op = OP_FIELD;

    cursor_name(p, name);
    /* Yesterday is the instrument's: an event's price does not move. */
    f = field_find(l->base_fields, l->base_field_count, name);
    if (f && (p->prevs > 0 || !field_find(l->fields, l->field_count, name)))
        op = OP_BASE_FIELD;
    else
        f = field_find(l->fields, l->field_count, name);
    if (!f && field_find(l->foreign, l->foreign_count, name))
        return fail_foreign(p, name);
    if (!f)
        return fail_unknown(p);
    cursor_emit(p, (struct code){.op = op, .of.field = f});
    cursor_advance(p);
    return kind_of_field(f->type);
}
