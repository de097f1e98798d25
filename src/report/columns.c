/* SPDX-License-Identifier: MIT */
/* Which columns a report has, and how exact each is. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sheet.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/mem.h"

/* The columns of each kind when none are asked for; names are a promise to
 * whoever reads the output by machine. */
static const char *const own_columns[] = {
    [REPORT_QUOTES] =
        "symbol,name,price,prev_close,open,high,low,volume,bid,ask,change,"
        "change_pct,cap,cap_change,cap_usd,cap_change_usd,currency,shares,"
        "shares_asof,shares_kind,shares_source,vol_ratio,session,as_of,age_s,"
        "source,stale,ext_price,ext_change_pct,ext_session,ext_as_of",
    [REPORT_EVENTS] =
        ("rule,symbol,session,state,severity,opened.t,opened.price,"
         "opened.measure,worst.t,worst.price,worst.measure,last.t,last.price,"
         "last.measure,price,prev_close,change_pct,cap_change,cap_change_usd,"
         "shares,shares_asof,shares_kind,shares_source,rank,rank_own,official,"
         "acknowledged"),
    [REPORT_NEWS] = "id,title,publisher,url,published,symbols,reasons,read",
    [REPORT_TERMS] = "term,count,baseline,score,symbols",
    [REPORT_FACTS] = "symbol,concept,start,end,value,yoy_pct,ttm,ttm_yoy_pct,"
                     "unit,form,filed,derived,source",
};

/* What fits a terminal. */
static const char *const short_columns[] = {
    [REPORT_QUOTES] = "symbol,price,change,change_pct,cap_usd,cap_change_usd,"
                      "vol_ratio,session,as_of,source",
    [REPORT_EVENTS] = "symbol,rule,session,state,severity,opened.t,"
                      "opened.measure,worst.measure,last.measure,change_pct,"
                      "cap_change_usd,rank",
    [REPORT_NEWS] = "published,publisher,symbols,title",
    [REPORT_TERMS] = "term,count,baseline,score,symbols",
    [REPORT_FACTS] = "symbol,concept,end,value,yoy_pct,ttm,ttm_yoy_pct,unit,"
                     "form,filed",
};

/* Lists of objects that an event carries in JSON. */
static const struct {
    const char *name;
    void (*write)(const struct sheet *s, const struct subject *r);
} lists[] = {
    {"headlines", extra_headlines},
    {"peers", extra_peers},
    {"terms", extra_terms},
};

static bool ends_with(const char *s, const char *tail)
{
    size_t n = strlen(s), m = strlen(tail);

    return n >= m && strcmp(s + n - m, tail) == 0;
}

static enum precision precision_of(const struct field *f)
{
    if (f->type == VALUE_PERCENT || strcmp(f->unit, "%") == 0 ||
        strcmp(f->unit, "x") == 0 || strcmp(f->unit, "sd") == 0 ||
        strcmp(f->unit, "a day") == 0 ||
        strcmp(f->name, "score") == 0 || strcmp(f->name, "term_score") == 0 ||
        strcmp(f->name, "news_burst") == 0)
        return PRECISION_2;
    if (ends_with(f->name, "measure"))
        return PRECISION_MEASURE;
    if (strncmp(f->name, "cap", 3) == 0 || strcmp(f->unit, "s") == 0)
        return PRECISION_WHOLE;
    return strcmp(f->name, "change") == 0 ? PRECISION_6 : PRECISION_ALL;
}

static double column_round(enum precision p, double v)
{
    switch (p) {
    case PRECISION_ALL:
        return v;
    case PRECISION_WHOLE:
        return format_round(v, 0);
    case PRECISION_2:
        return format_round(v, 2);
    case PRECISION_6:
        return format_round(v, 6);
    case PRECISION_MEASURE: /* money is large; all else is a percentage,
                               a ratio or a score */
        return format_round(v, fabs(v) >= 1e6 ? 0 : 2);
    }
    return v;
}

struct value column_value(const struct column *c, const struct subject *r)
{
    struct value v = c->query ? query_value(c->query, &r->of, r->now_ms)
                              : c->field->get(&r->of);

    if (v.type == VALUE_NUMBER || v.type == VALUE_PERCENT)
        v.of.number = column_round(c->precision, v.of.number);
    return v;
}

static void add_column(struct sheet *s, const char *name, struct column c)
{
    s->columns = mem_grow(s->columns, s->column_count + 1, sizeof c);
    c.name = mem_text(name);
    s->columns[s->column_count++] = c;
}

void columns_done(struct sheet *s)
{
    for (size_t i = 0; i < s->column_count; i++) {
        free(s->columns[i].name);
        free(s->columns[i].made);
        query_free(s->columns[i].query);
    }
    free(s->columns);
}

/* A number or a condition that is worked out for each record. */
static enum err add_expression(struct sheet *s, const char *text,
                               struct why *why)
{
    struct column c = {.precision = PRECISION_6};
    enum value_type type;

    if (sheet_compile(s, text, &c.query, why) != ERR_OK)
        return ERR_USAGE;
    type = query_type(c.query);
    if (type != VALUE_NUMBER && type != VALUE_PERCENT && type != VALUE_BOOL) {
        query_free(c.query);
        return why_set(why, ERR_USAGE, "%.60s: a column is a field, a number "
                       "or a condition", text);
    }
    if (type == VALUE_PERCENT)
        c.precision = PRECISION_2;
    c.made = mem_new(1, sizeof *c.made);
    *c.made = (struct field){.name = "", .type = type,
                             .unit = type == VALUE_PERCENT ? "%" : ""};
    c.field = c.made;
    add_column(s, text, c);
    return ERR_OK;
}

/* Length of the next column: a comma within brackets or quotes is its own. */
static size_t column_length(const char *s)
{
    size_t n = 0;
    int depth = 0;
    bool is_text = false;

    for (; s[n] && (s[n] != ',' || depth > 0 || is_text); n++) {
        if (s[n] == '\\' && is_text && s[n + 1])
            n++;
        else if (s[n] == '"')
            is_text = !is_text;
        else if (!is_text)
            depth += (s[n] == '(') - (s[n] == ')');
    }
    return n;
}

static enum err add_named(struct sheet *s, const char *name, bool has_lists,
                          struct why *why)
{
    const struct field *f =
        field_find(s->language->fields, s->language->field_count, name);

    if (f) {
        add_column(s, name,
                   (struct column){.field = f, .precision = precision_of(f)});
        return ERR_OK;
    }
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (s->kind != REPORT_EVENTS || strcmp(lists[i].name, name) != 0)
            continue;
        if (!has_lists)
            return why_set(why, ERR_USAGE,
                           "%s is a list: choose --json or --ndjson", name);
        add_column(s, name, (struct column){.write_list = lists[i].write});
        return ERR_OK;
    }
    return add_expression(s, name, why);
}

/* What an event became, and for people when: whoever reads by machine has
 * last.t further on. */
static enum err add_changes(struct sheet *s,
                            const struct report_format *format,
                            struct why *why)
{
    enum err e = add_named(s, "change", format->has_lists, why);

    if (!e && format->is_for_people)
        e = add_named(s, "last.t", format->has_lists, why);
    return e;
}

enum err columns_choose(struct sheet *s, const char *names,
                        const struct report_format *format, struct why *why)
{
    const char *at =
        format->is_for_people ? short_columns[s->kind] : own_columns[s->kind];
    enum err e = ERR_OK;

    if (names)
        at = names;
    else if (s->kind == REPORT_EVENTS && s->request->has_changes)
        e = add_changes(s, format, why);
    while (!e) {
        size_t n = column_length(at);
        char *name;

        if (n == 0)
            return why_set(why, ERR_USAGE,
                           "columns: \"%.40s\": a field's "
                           "name is missing here",
                           at);
        name = mem_text_n(at, n);
        e = add_named(s, name, format->has_lists, why);
        free(name);
        at += n;
        if (!*at)
            break;
        at++;
    }
    if (!names && s->kind == REPORT_EVENTS && format->has_lists)
        for (size_t i = 0; !e && i < sizeof lists / sizeof *lists; i++)
            e = add_named(s, lists[i].name, true, why);
    return e;
}
