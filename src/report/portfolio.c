/* SPDX-License-Identifier: MIT */
/* Portfolios in every format. */
#include "portfolio.h"

#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/csv.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/ini.h"
#include "tapewatch/base/json.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/report/report.h"

double position_rounded(enum position_bit bit, double v)
{
    bool is_price = bit == POSITION_BIT_price || bit == POSITION_BIT_rate;

    if (bit == POSITION_BIT_avg)
        return format_round(v, 6);
    return is_price ? v : format_round(v, 2);
}

/* ---- CSV */

static void write_header(struct strbuf *out)
{
    strbuf_add(out, "portfolio,symbol,currency,quantity,lots");
#define NAME(name, unit) strbuf_add(out, "," #name);
    POSITION_FIGURES(NAME)
#undef NAME
    strbuf_add(out, ",total_currency,as_of,rate_as_of,stale,split_since,"
                    "missing\n");
}

static void write_known(struct strbuf *out, const struct position *p,
                        enum position_bit bit, double v)
{
    strbuf_add_char(out, ',');
    if (p->known >> bit & 1u)
        json_write_number(out, position_rounded(bit, v));
}

static void write_time(struct strbuf *out, int64_t ms)
{
    strbuf_add_char(out, ',');
    if (ms)
        json_write_int(out, ms);
}

static void write_row(const struct portfolio *p, const struct position *one,
                      struct strbuf *out)
{
    csv_write_text(out, p->setup->name);
    strbuf_add_char(out, ',');
    csv_write_text(out, one->symbol[0] ? one->symbol : "cash");
    strbuf_format(out, ",%s,", one->currency);
    json_write_number(out, one->quantity);
    strbuf_format(out, ",%zu", one->lot_count);
#define VALUE(name, unit) write_known(out, one, POSITION_BIT_##name, one->name);
    POSITION_FIGURES(VALUE)
#undef VALUE
    strbuf_format(out, ",%s", p->currency);
    write_time(out, one->as_of);
    write_time(out, POSITION_HAS(one, rate) ? one->to_total.as_of : 0);
    strbuf_format(out, ",%s,%s,%s\n", one->is_stale ? "true" : "false",
                  one->is_split_since ? "true" : "false",
                  one->missing ? one->missing : "");
}

/* ---- one portfolio */

enum format { FORMAT_JSON, FORMAT_NDJSON, FORMAT_CSV, FORMAT_TEXT,
              FORMAT_COUNT };

static enum format format_of(const char *name)
{
    static const char *const names[] = {"json", "ndjson", "csv", "text"};
    size_t i = 0;

    while (i < FORMAT_COUNT && strcmp(names[i], name) != 0)
        i++;
    return (enum format)i;
}

static void write_one(const struct snapshot *s, const struct portfolio *p,
                      enum format format, struct strbuf *out)
{
    if (format == FORMAT_JSON)
        portfolio_write_json(s, p, out);
    else if (format == FORMAT_TEXT)
        portfolio_write_text(s, p, out);
    for (size_t i = 0; i < p->position_count; i++) {
        if (format == FORMAT_CSV) {
            write_row(p, &p->positions[i], out);
        } else if (format == FORMAT_NDJSON) {
            position_write_json(p, &p->positions[i], out);
            strbuf_add_char(out, '\n');
        }
    }
}

static size_t missing_of(const struct portfolio *p)
{
    size_t n = 0;

    for (size_t i = 0; i < p->position_count; i++)
        n += p->positions[i].missing != NULL;
    return n;
}

static enum err check(const struct snapshot *s,
                      const struct portfolio_request *r, struct why *why)
{
    const struct book *b = s->book;
    const char **names, *near;
    enum err e;

    if (format_of(r->format) == FORMAT_COUNT)
        return why_set(why, ERR_USAGE,
                       "no format \"%s\": choose json, ndjson, csv or text",
                       r->format);
    if (!b && s->mode == RUN_REPLAY)
        return why_set(why, ERR_MISSING,
                       "a replay does not read your own lots, only those "
                       "that the config says under [portfolio NAME]: "
                       "'tapewatch portfolio' shows yours");
    if (!b)
        return why_set(why, ERR_MISSING,
                       "there is no portfolio yet: write 'lot = NVDA 10 @ "
                       "118.42 USD 2025-01-27' under [portfolio main] in the "
                       "config, or use 'tapewatch portfolio import FILE.csv'");
    if (!r->name || book_find(b, r->name) < b->portfolio_count)
        return ERR_OK;
    names = mem_new(b->portfolio_count, sizeof *names);
    for (size_t i = 0; i < b->portfolio_count; i++)
        names[i] = b->portfolios[i].name;
    near = ini_nearest(r->name, names, b->portfolio_count);
    e = why_set(why, ERR_USAGE, "there is no portfolio '%s'%s%s%s", r->name,
                near ? ", did you mean '" : "; there is '",
                near ? near : names[0], near ? "'?" : "'");
    free(names);
    return e;
}

/* ---- all that are asked for */

static void write_all(const struct snapshot *s,
                      const struct portfolio_request *r, struct strbuf *out,
                      size_t *missing)
{
    enum format format = format_of(r->format);
    bool is_first = true;

    if (format == FORMAT_JSON && !r->name)
        strbuf_add_char(out, '[');
    if (format == FORMAT_CSV)
        write_header(out);
    for (size_t i = 0; i < s->book->portfolio_count; i++) {
        const char *name = s->book->portfolios[i].name;
        struct portfolio *p;

        if (r->name && strcmp(r->name, name) != 0)
            continue;
        if (!is_first && format != FORMAT_CSV && format != FORMAT_NDJSON)
            strbuf_add(out, format == FORMAT_JSON ? ",\n" : "\n");
        is_first = false;
        p = portfolio_new(s, name, r->currency);
        write_one(s, p, format, out);
        *missing += missing_of(p);
        portfolio_free(p);
    }
    if (format == FORMAT_JSON)
        strbuf_add(out, r->name ? "\n" : "]\n");
}

enum err report_portfolio(const struct snapshot *s,
                          const struct portfolio_request *r,
                          struct strbuf *out, size_t *missing,
                          struct why *why)
{
    enum err e = check(s, r, why);

    if (e != ERR_OK)
        return e;
    *missing = 0;
    write_all(s, r, out, missing);
    return ERR_OK;
}
