/* SPDX-License-Identifier: MIT */
/* Writes what a backtest found. */
#include "tapewatch/report/backtest.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/json.h"

enum { RULES_MOST = 64 };

static double rounded(double v)
{
    return format_round(v, 2);
}

static void add_number(struct strbuf *out, const char *name, double v)
{
    strbuf_format(out, ",\"%s\":", name);
    if (isfinite(v))
        json_write_number(out, v);
    else
        strbuf_add(out, "null");
}

static void add_key(struct strbuf *out, const struct firing *f)
{
    char date[11];

    civil_format_date(f->key.session, date);
    strbuf_add(out, "{\"rule\":");
    json_write_text(out, f->key.rule);
    strbuf_add(out, ",\"symbol\":");
    json_write_text(out, f->key.symbol);
    strbuf_add(out, ",\"session\":");
    json_write_text(out, date);
}

static void add_firing(struct strbuf *out, const struct firing *f)
{
    add_key(out, f);
    strbuf_add(out, ",\"t\":");
    json_write_int(out, f->opened.t);
    add_number(out, "price", f->opened.price);
    add_number(out, "measure", rounded(f->opened.measure));
    for (int h = 0; h < HORIZON_COUNT; h++) {
        char name[24];

        snprintf(name, sizeof(name), "%s_pct", horizon_name((enum horizon)h));
        add_number(out, name, rounded(f->followed[h]));
    }
    strbuf_add_char(out, '}');
}

static void add_summary(struct strbuf *out, const struct backtest_summary *s,
                        const char *mark)
{
    strbuf_add(out, "{\"rule\":");
    json_write_text(out, s->rule);
    strbuf_format(out, "%s,\"firings\":%zu,\"symbols\":%zu", mark, s->firings,
                  s->symbols);
    for (int h = 0; h < HORIZON_COUNT; h++) {
        const struct followed *of = &s->of[h];

        strbuf_format(out, ",\"%s\":{\"known\":%zu",
                      horizon_name((enum horizon)h), of->known);
        add_number(out, "mean", rounded(of->mean));
        add_number(out, "median", rounded(of->median));
        add_number(out, "share_down", rounded(of->share_down));
        add_number(out, "worst", rounded(of->worst));
        add_number(out, "best", rounded(of->best));
        strbuf_add_char(out, '}');
    }
    strbuf_add_char(out, '}');
}

static void write_json(const struct firing *firings, size_t count,
                       const struct backtest_summary *rules, size_t n,
                       struct strbuf *out)
{
    strbuf_add(out, "{\"firings\":[");
    for (size_t i = 0; i < count; i++) {
        strbuf_add(out, i ? ",\n" : "\n");
        add_firing(out, &firings[i]);
    }
    strbuf_add(out, "\n],\"summary\":[");
    for (size_t i = 0; i < n; i++) {
        strbuf_add(out, i ? ",\n" : "\n");
        add_summary(out, &rules[i], "");
    }
    strbuf_add(out, "\n]}\n");
}

static void write_ndjson(const struct firing *firings, size_t count,
                         const struct backtest_summary *rules, size_t n,
                         struct strbuf *out)
{
    for (size_t i = 0; i < count; i++) {
        add_firing(out, &firings[i]);
        strbuf_add_char(out, '\n');
    }
    for (size_t i = 0; i < n; i++) {
        add_summary(out, &rules[i], ",\"summary\":true");
        strbuf_add_char(out, '\n');
    }
}

static void add_cell(struct strbuf *out, double v)
{
    strbuf_add_char(out, ',');
    if (isfinite(v))
        json_write_number(out, v);
}

/* Names of rules and symbols have no comma and no quote. */
static void write_csv(const struct firing *firings, size_t count,
                      struct strbuf *out)
{
    strbuf_add(out, "rule,symbol,session,t,price,measure,h1_pct,close_pct,"
                    "d1_pct,d5_pct\n");
    for (size_t i = 0; i < count; i++) {
        const struct firing *f = &firings[i];
        char date[11];

        civil_format_date(f->key.session, date);
        strbuf_format(out, "%s,%s,%s,%lld", f->key.rule, f->key.symbol, date,
                      (long long)f->opened.t);
        add_cell(out, f->opened.price);
        add_cell(out, rounded(f->opened.measure));
        for (int h = 0; h < HORIZON_COUNT; h++)
            add_cell(out, rounded(f->followed[h]));
        strbuf_add_char(out, '\n');
    }
}

static void add_percent(struct strbuf *out, double v)
{
    if (isfinite(v))
        strbuf_format(out, " %+8.2f", rounded(v));
    else
        strbuf_format(out, " %8s", "-");
}

static void add_row(struct strbuf *out, const struct firing *f)
{
    struct civil t = civil_new_york(f->opened.t);
    char date[11], price[FORMAT_MAX] = "-";

    civil_format_date(f->key.session, date);
    if (isfinite(f->opened.price) && f->opened.price > 0)
        format_price(price, f->opened.price, -1);
    strbuf_format(out, "%s %02d:%02d  %-16s %-10s %10s", date, t.hour,
                  t.minute, f->key.rule, f->key.symbol, price);
    for (int h = 0; h < HORIZON_COUNT; h++)
        add_percent(out, f->followed[h]);
    strbuf_add_char(out, '\n');
}

static void add_summary_text(struct strbuf *out,
                             const struct backtest_summary *s)
{
    strbuf_format(out, "\n%s: %zu time%s, %zu symbol%s\n", s->rule, s->firings,
                  s->firings == 1 ? "" : "s", s->symbols,
                  s->symbols == 1 ? "" : "s");
    if (s->firings)
        strbuf_add(out, "            known     mean   median     down"
                        "    worst     best\n");
    for (int h = 0; h < HORIZON_COUNT; h++) {
        const struct followed *of = &s->of[h];

        strbuf_format(out, "  %-8s %6zu", horizon_name((enum horizon)h),
                      of->known);
        add_percent(out, of->mean);
        add_percent(out, of->median);
        if (of->known)
            strbuf_format(out, " %7.0f%%", of->share_down * 100);
        else
            strbuf_format(out, " %8s", "-");
        add_percent(out, of->worst);
        add_percent(out, of->best);
        strbuf_add_char(out, '\n');
    }
}

static void write_text(const struct firing *firings, size_t count,
                       const struct backtest_summary *rules, size_t n,
                       struct strbuf *out)
{
    if (count == 0) {
        strbuf_add(out, "the rule never came true\n");
        return;
    }
    strbuf_format(out, "%-16s  %-16s %-10s %10s %8s %8s %8s %8s\n",
                  "SESSION, N.Y.", "RULE", "SYMBOL", "PRICE", "1 H%",
                  "CLOSE%", "1 D%", "5 D%");
    for (size_t i = 0; i < count; i++)
        add_row(out, &firings[i]);
    for (size_t i = 0; i < n; i++)
        add_summary_text(out, &rules[i]);
}

void report_backtest(const struct firing *firings, size_t count,
                     const char *format, struct strbuf *out)
{
    struct backtest_summary rules[RULES_MOST];
    size_t n = backtest_summarize(firings, count, rules, RULES_MOST);

    n = n < RULES_MOST ? n : RULES_MOST;
    if (strcmp(format, "json") == 0)
        write_json(firings, count, rules, n, out);
    else if (strcmp(format, "ndjson") == 0)
        write_ndjson(firings, count, rules, n, out);
    else if (strcmp(format, "csv") == 0)
        write_csv(firings, count, out);
    else
        write_text(firings, count, rules, n, out);
}
