/* SPDX-License-Identifier: MIT */
/* A portfolio as one JSON object. */
#include "portfolio.h"

#include <stdlib.h>

#include "tapewatch/base/format.h"
#include "tapewatch/base/json.h"
#include "tapewatch/base/mem.h"

enum { CURVE_SESSIONS = 63 };

static void write_key(struct strbuf *out, const char *key)
{
    strbuf_format(out, ",\"%s\":", key);
}

static void write_money(struct strbuf *out, const char *key, bool is_known,
                        double v)
{
    write_key(out, key);
    if (is_known)
        json_write_number(out, format_round(v, 2));
    else
        strbuf_add(out, "null");
}

static void write_time(struct strbuf *out, const char *key, int64_t ms)
{
    write_key(out, key);
    if (ms)
        json_write_int(out, ms);
    else
        strbuf_add(out, "null");
}

static void write_text(struct strbuf *out, const char *key, const char *text)
{
    write_key(out, key);
    json_write_text(out, text && *text ? text : NULL);
}

/* ---- a position */

static void write_known(struct strbuf *out, const struct position *p,
                        const char *key, enum position_bit bit, double v)
{
    write_key(out, key);
    if (p->known >> bit & 1u)
        json_write_number(out, position_rounded(bit, v));
    else
        strbuf_add(out, "null");
}

void position_write_json(const struct portfolio *p, const struct position *one,
                         struct strbuf *out)
{
    const struct instrument *i = one->listing ? one->listing->instrument
                                              : NULL;

    strbuf_add(out, "{\"portfolio\":");
    json_write_text(out, p->setup->name);
    write_text(out, "symbol", one->symbol[0] ? one->symbol : "cash");
    write_text(out, "name", i ? i->name : NULL);
    write_text(out, "sector", i ? i->sector : NULL);
    write_text(out, "currency", one->currency);
    write_key(out, "quantity");
    json_write_number(out, one->quantity);
    write_key(out, "lots");
    json_write_int(out, (int64_t)one->lot_count);
#define VALUE(name, unit)                                                   \
    write_known(out, one, #name, POSITION_BIT_##name, one->name);
    POSITION_FIGURES(VALUE)
#undef VALUE
    write_text(out, "total_currency", p->currency);
    write_time(out, "as_of", one->as_of);
    write_time(out, "rate_as_of",
               POSITION_HAS(one, rate) ? one->to_total.as_of : 0);
    write_key(out, "stale");
    strbuf_add(out, one->is_stale ? "true" : "false");
    write_key(out, "split_since");
    strbuf_add(out, one->is_split_since ? "true" : "false");
    write_text(out, "missing", one->missing);
    strbuf_add_char(out, '}');
}

/* ---- the whole */

/* A total says what it lacks; of nothing at all it is null. */
static void write_total(struct strbuf *out, const char *key,
                        const struct total *t)
{
    write_key(out, key);
    strbuf_add(out, "{\"value\":");
    if (t->known > 0 || t->missing == 0)
        json_write_number(out, format_round(t->value, 2));
    else
        strbuf_add(out, "null");
    strbuf_format(out, ",\"members\":%u,\"missing\":%u,\"stale\":%u}",
                  t->known + t->missing, t->missing, t->stale);
}

static void write_slices(struct strbuf *out, const char *key,
                         const struct portfolio *p, enum slicing by)
{
    struct slice *all = mem_new(p->position_count + 1, sizeof *all);
    size_t n = portfolio_slices(p, by, all, p->position_count);

    strbuf_format(out, "\"%s\":[", key);
    for (size_t i = 0; i < n; i++) {
        strbuf_add(out, i ? ",{\"name\":" : "{\"name\":");
        json_write_text(out, all[i].name);
        write_money(out, "value", true, all[i].value);
        write_money(out, "weight_pct", true, all[i].weight_pct);
        write_key(out, "members");
        json_write_int(out, (int64_t)all[i].count);
        strbuf_add_char(out, '}');
    }
    strbuf_add_char(out, ']');
    free(all);
}

static void write_benchmark(struct strbuf *out, const struct portfolio *p)
{
    const struct listing *b = p->benchmark;
    bool is_known = b && FIGURE_HAS(&b->figures, change_pct);

    strbuf_add(out, ",\"benchmark\":{\"symbol\":");
    json_write_text(out,
                    p->setup->benchmark[0] ? p->setup->benchmark : NULL);
    write_money(out, "change_pct", is_known,
                is_known ? b->figures.change_pct : 0);
    strbuf_add_char(out, '}');
}

static void write_curve(struct strbuf *out, const struct portfolio *p)
{
    struct curve *c = mem_new(1, sizeof *c);

    portfolio_curve(p, CURVE_SESSIONS, c);
    strbuf_format(out, ",\"todays_holdings\":{\"sessions\":%zu", c->count);
    write_key(out, "members");
    json_write_int(out, c->known + c->missing);
    write_key(out, "missing");
    json_write_int(out, c->missing);
    write_money(out, "change_pct", c->has_change, c->change_pct);
    write_money(out, "benchmark_pct", c->has_benchmark, c->benchmark_pct);
    write_money(out, "drawdown_pct", c->has_drawdown, c->drawdown_pct);
    write_money(out, "volatility_pct", c->has_volatility, c->volatility_pct);
    write_money(out, "beta", c->has_beta, c->beta);
    strbuf_add_char(out, '}');
    free(c);
}

void portfolio_write_json(const struct snapshot *s, const struct portfolio *p,
                          struct strbuf *out)
{
    struct strbuf gaps = {0};

    portfolio_gaps(p, &gaps);
    strbuf_add(out, "{\"name\":");
    json_write_text(out, p->setup->name);
    write_text(out, "currency", p->currency);
    write_time(out, "t", s->now_ms);
#define TOTAL(name) write_total(out, #name, &p->name);
    TOTALS(TOTAL)
#undef TOTAL
    write_money(out, "day_pct", p->has_day_pct, p->day_pct);
    write_money(out, "profit_pct", p->has_profit_pct, p->profit_pct);
    write_time(out, "rate_as_of", p->rate_as_of);
    write_text(out, "gaps", strbuf_text(&gaps));
    write_benchmark(out, p);
    write_curve(out, p);
    strbuf_add(out, ",\"allocation\":{");
    write_slices(out, "sector", p, SLICE_SECTOR);
    strbuf_add_char(out, ',');
    write_slices(out, "currency", p, SLICE_CURRENCY);
    strbuf_add(out, "},\"positions\":[");
    for (size_t i = 0; i < p->position_count; i++) {
        if (i > 0)
            strbuf_add_char(out, ',');
        position_write_json(p, &p->positions[i], out);
    }
    strbuf_add(out, "]}");
    strbuf_done(&gaps);
}
