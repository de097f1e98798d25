/* SPDX-License-Identifier: MIT */
/* Lots as CSV, in and out. */
#include "tapewatch/config/lots_file.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/csv.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/ini.h"
#include "tapewatch/base/json.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/base/utf8.h"

enum { PROBLEMS_MAX = 100 };

enum column {
    COLUMN_portfolio, COLUMN_type, COLUMN_symbol, COLUMN_quantity,
    COLUMN_price, COLUMN_fee, COLUMN_currency, COLUMN_date, COLUMN_note,
    COLUMN_COUNT
};
static const struct {
    const char *name;
    enum column column;
} names[] = {
    {"portfolio", COLUMN_portfolio}, {"account", COLUMN_portfolio},
    {"type", COLUMN_type},           {"side", COLUMN_type},
    {"action", COLUMN_type},         {"symbol", COLUMN_symbol},
    {"ticker", COLUMN_symbol},       {"quantity", COLUMN_quantity},
    {"qty", COLUMN_quantity},        {"shares", COLUMN_quantity},
    {"units", COLUMN_quantity},      {"price", COLUMN_price},
    {"unit price", COLUMN_price},    {"cost per share", COLUMN_price},
    {"fee", COLUMN_fee},             {"fees", COLUMN_fee},
    {"commission", COLUMN_fee},      {"currency", COLUMN_currency},
    {"date", COLUMN_date},           {"trade date", COLUMN_date},
    {"note", COLUMN_note},           {"comment", COLUMN_note},
};
enum { NAMES = sizeof names / sizeof *names };

struct reading {
    const char *file, *portfolio;
    struct csv csv;
    size_t at[COLUMN_COUNT]; /* field of a column + 1; 0: there is none */
    struct lots_file *out;
    bool is_row_wrong;
};

/* ---- what is wrong */

static void problem(struct reading *r, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void problem(struct reading *r, const char *format, ...)
{
    struct strbuf *to = &r->out->problems;
    char text[300];
    va_list ap;

    r->is_row_wrong = true;
    if (r->out->wrong++ >= PROBLEMS_MAX)
        return;
    va_start(ap, format);
    (void)vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    strbuf_format(to, "%s:%u: ", r->file, r->csv.line);
    utf8_clean(to, text, strlen(text), sizeof text);
    strbuf_add_char(to, '\n');
}

static const char *column_name(enum column c)
{
    size_t i = 0;

    while (names[i].column != c)
        i++;
    return names[i].name;
}

static void wrong_field(struct reading *r, enum column c, const char *what)
{
    problem(r, "column %zu (%s): '%.60s' is not %s", r->at[c], column_name(c),
            csv_field(&r->csv, r->at[c] - 1), what);
}

/* ---- the header */

static const char *nearest_name(const char *word)
{
    const char *all[NAMES];

    for (size_t i = 0; i < NAMES; i++)
        all[i] = names[i].name;
    return ini_nearest(word, all, NAMES);
}

static void read_name(struct reading *r, size_t field)
{
    char word[64];
    const char *near;

    name_copy(word, sizeof word, csv_field(&r->csv, field));
    for (char *p = word; *p; p++)
        *p = *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p == '_' ? ' ' : *p;
    for (size_t i = 0; i < NAMES; i++) {
        size_t *at = &r->at[names[i].column];

        if (strcmp(word, names[i].name) != 0)
            continue;
        if (*at)
            problem(r, "column %zu (%s) is a second %s", field + 1, word,
                    column_name(names[i].column));
        *at = field + 1;
        return;
    }
    near = nearest_name(word);
    if (near)
        problem(r, "column %zu: unknown '%s', did you mean '%s'?", field + 1,
                word, near);
    else if (word[0])
        csv_add_name(&r->out->unused, word);
}

static bool read_header(struct reading *r)
{
    static const enum column needed[] = {COLUMN_symbol, COLUMN_quantity,
                                         COLUMN_price};
    struct why why = {{0}};
    enum err e = csv_next(&r->csv, &why);
    size_t known = 0;

    if (e != ERR_OK) {
        problem(r, "%s", e == ERR_END ? "there is nothing in it" : why.text);
        return false;
    }
    for (size_t i = 0; i < r->csv.count; i++)
        read_name(r, i);
    for (size_t c = 0; c < COLUMN_COUNT; c++)
        known += r->at[c] != 0;
    if (known == 0)
        problem(r, "the first line must name the columns, such as symbol,"
                   "quantity,price,currency,date");
    for (size_t i = 0; known > 0 && i < 3; i++)
        if (!r->at[needed[i]])
            problem(r, "there is no column '%s'", column_name(needed[i]));
    return r->out->wrong == 0;
}

/* ---- a row */

static const char *field(const struct reading *r, enum column c)
{
    return r->at[c] ? csv_field(&r->csv, r->at[c] - 1) : "";
}

/* "12,5" where commas do not separate. */
static bool parse_number(const struct reading *r, const char *text,
                         double *out)
{
    char plain[64];
    size_t n = strlen(text);
    char *comma;

    if (n == 0 || n >= sizeof plain)
        return false;
    memcpy(plain, text, n + 1);
    comma = strchr(plain, ',');
    if (comma && r->csv.separator != ',' && !strchr(plain, '.') &&
        !strchr(comma + 1, ','))
        *comma = '.';
    return format_parse_number(plain, n, out);
}

static void read_number(struct reading *r, enum column c, double *out)
{
    const char *text = field(r, c);

    if (!parse_number(r, text, out))
        wrong_field(r, c, strchr(text, ',')
                              ? "a number; write it without separators of "
                                "thousands, such as 1234.5"
                              : "a number such as 1234.5");
}

static void read_date(struct reading *r, struct lot *l)
{
    const char *text = field(r, COLUMN_date);
    size_t n = strlen(text);

    if (n > 10 && (text[10] == 'T' || text[10] == ' '))
        n = 10; /* with a time */
    if (n > 0 && !civil_parse_date(text, n, &l->date))
        wrong_field(r, COLUMN_date, "a date such as 2025-01-27");
}

static void read_currency(struct reading *r, struct lot *l)
{
    const char *text = field(r, COLUMN_currency);

    if (*text && !currency_from_text(text, strlen(text), l->currency))
        wrong_field(r, COLUMN_currency, "a currency such as USD or GBp");
}

enum row_type { TYPE_NONE, TYPE_BUY, TYPE_SELL, TYPE_CASH };

static enum row_type read_type(struct reading *r)
{
    static const char *const words[] = {"buy", "bought", "sell", "sold",
                                        "cash", "deposit", "withdrawal"};
    static const enum row_type types[] = {TYPE_BUY,  TYPE_BUY,  TYPE_SELL,
                                          TYPE_SELL, TYPE_CASH, TYPE_CASH,
                                          TYPE_CASH};
    const char *text = field(r, COLUMN_type), *near;

    if (!*text)
        return TYPE_NONE;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(text, words[i]) == 0)
            return types[i];
    near = ini_nearest(text, words, sizeof words / sizeof *words);
    problem(r, "column %zu (type): '%.40s' is not buy, sell or cash%s%s%s",
            r->at[COLUMN_type], text, near ? "; did you mean '" : "",
            near ? near : "", near ? "'?" : "");
    return TYPE_NONE;
}

static bool is_of_cash(const struct reading *r, enum row_type type)
{
    if (type != TYPE_NONE)
        return type == TYPE_CASH;
    return !*field(r, COLUMN_symbol) ||
           (strcasecmp(field(r, COLUMN_symbol), "cash") == 0 &&
            !*field(r, COLUMN_price));
}

static void read_trade(struct reading *r, enum row_type type, struct lot *l)
{
    const char *symbol = field(r, COLUMN_symbol);

    if (!symbol_from_text(symbol, strlen(symbol), l->symbol))
        wrong_field(r, COLUMN_symbol, "a symbol such as NVDA or VOD.L");
    read_number(r, COLUMN_price, &l->price);
    if (*field(r, COLUMN_fee))
        read_number(r, COLUMN_fee, &l->fee);
    if (type == TYPE_BUY && l->quantity < 0)
        wrong_field(r, COLUMN_quantity, "a quantity that was bought");
    if (type == TYPE_SELL && l->quantity > 0)
        l->quantity = -l->quantity;
}

static void read_cash(struct reading *r, struct lot *l)
{
    l->price = 1;
    if (strcasecmp(field(r, COLUMN_type), "withdrawal") == 0 &&
        l->quantity > 0)
        l->quantity = -l->quantity;
}

static void read_names(struct reading *r, struct lot *l)
{
    const char *portfolio = field(r, COLUMN_portfolio);
    const char *note = field(r, COLUMN_note);
    struct strbuf clean = {0};

    utf8_clean(&clean, note, strlen(note), sizeof l->note - 1);
    name_copy(l->note, sizeof l->note, strbuf_text(&clean));
    strbuf_clear(&clean);
    utf8_clean(&clean, portfolio, strlen(portfolio), SIZE_MAX);
    if (clean.len >= sizeof l->portfolio)
        wrong_field(r, COLUMN_portfolio, "a name of at most 47 letters");
    name_copy(l->portfolio, sizeof l->portfolio,
              clean.len ? strbuf_text(&clean) : r->portfolio);
    strbuf_done(&clean);
}

static void read_row(struct reading *r)
{
    struct lot l = {.date = NO_DATE};
    enum row_type type;
    struct why why = {{0}};
    struct lots_file *to = r->out;

    r->is_row_wrong = false;
    type = read_type(r);
    read_number(r, COLUMN_quantity, &l.quantity);
    read_date(r, &l);
    read_currency(r, &l);
    read_names(r, &l);
    if (is_of_cash(r, type))
        read_cash(r, &l);
    else
        read_trade(r, type, &l);
    if (!r->is_row_wrong && lot_check(&l, &why) != ERR_OK)
        problem(r, "%s", why.text);
    if (r->is_row_wrong)
        return;
    to->lots = mem_room(to->lots, to->count, &to->cap, sizeof *to->lots);
    to->lots[to->count++] = l;
}

void lots_file_read(const char *text, size_t n, const char *file,
                    const char *portfolio, struct lots_file *out)
{
    struct reading r = {.file = file, .portfolio = portfolio, .out = out};
    struct why why = {{0}};
    enum err e = ERR_OK;

    *out = (struct lots_file){0};
    csv_init(&r.csv, text, n);
    if (read_header(&r)) {
        while ((e = csv_next(&r.csv, &why)) == ERR_OK && out->count < LOTS_MAX)
            read_row(&r);
        if (e == ERR_OK)
            problem(&r, "more than %d lots", LOTS_MAX);
        else if (e != ERR_END)
            problem(&r, "%s", why.text);
    }
    if (out->wrong > PROBLEMS_MAX)
        strbuf_format(&out->problems, "and %zu more\n",
                      out->wrong - PROBLEMS_MAX);
    csv_done(&r.csv);
}

void lots_file_done(struct lots_file *f)
{
    free(f->lots);
    strbuf_done(&f->problems);
    strbuf_done(&f->unused);
    *f = (struct lots_file){0};
}

/* ---- out */

static void write_row(const struct lot *l, struct strbuf *out)
{
    bool is_cash = lot_is_cash(l);
    bool is_sale = !is_cash && l->quantity < 0;
    char date[11];

    csv_write_text(out, l->portfolio);
    strbuf_add(out, is_cash ? ",cash," : is_sale ? ",sell," : ",buy,");
    csv_write_text(out, l->symbol);
    strbuf_add_char(out, ',');
    json_write_number(out, is_sale ? -l->quantity : l->quantity);
    strbuf_add_char(out, ',');
    if (!is_cash)
        json_write_number(out, l->price);
    strbuf_add_char(out, ',');
    if (l->fee > 0)
        json_write_number(out, l->fee);
    civil_format_date(l->date, date);
    strbuf_format(out, ",%s,%s,", l->currency, date);
    csv_write_text(out, l->note);
    strbuf_add_char(out, '\n');
}

void lots_file_write(const struct lot *lots, size_t n, struct strbuf *out)
{
    for (size_t c = 0; c < COLUMN_COUNT; c++)
        strbuf_format(out, "%s%s", c ? "," : "", column_name((enum column)c));
    strbuf_add_char(out, '\n');
    for (size_t i = 0; i < n; i++)
        write_row(&lots[i], out);
}
