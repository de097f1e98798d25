/* SPDX-License-Identifier: MIT */
/* Values of fields and expressions, and the look-up of fields. */
#include <math.h>
#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/query/query.h"

struct value value_unknown(void)
{
    return (struct value){.type = VALUE_UNKNOWN};
}

struct value value_number(double v)
{
    if (!isfinite(v))
        return value_unknown();
    return (struct value){.type = VALUE_NUMBER, .of.number = v};
}

struct value value_text(const char *s)
{
    if (!s || !*s)
        return value_unknown();
    return (struct value){.type = VALUE_TEXT, .of.text = s};
}

struct value value_time(int64_t ms)
{
    if (ms == 0)
        return value_unknown();
    return (struct value){.type = VALUE_TIME, .of.time = ms};
}

struct value value_date(int32_t d)
{
    if (d == NO_DATE)
        return value_unknown();
    return (struct value){.type = VALUE_DATE, .of.date = d};
}

struct value value_bool(bool b)
{
    return (struct value){.type = VALUE_BOOL, .of.truth = b};
}

const struct field *field_find(const struct field *fields, size_t n,
                               const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(fields[i].name, name) == 0)
            return &fields[i];
    return NULL;
}
