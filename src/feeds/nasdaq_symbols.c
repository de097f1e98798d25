/* SPDX-License-Identifier: MIT */
/* Nasdaq Trader's two lists of everything that is listed in the US. */
#include "tapewatch/feeds/provider.h"

#include <stdio.h>
#include <string.h>

#include "nasdaq_listing.h"
#include "reply.h"
#include "tapewatch/base/utf8.h"
#include "wire.h"

enum { BODY_MAX = 8 << 20, NAME_MOST = 160 };
#define NASDAQ_TRADER_URL "https://www.nasdaqtrader.com"

#define COLUMNS(_)                                                          \
    _(SYMBOL, "Symbol") _(ACT_SYMBOL, "ACT Symbol")                         \
    _(NASDAQ_SYMBOL, "NASDAQ Symbol") _(NAME, "Security Name")              \
    _(EXCHANGE, "Exchange") _(TEST, "Test Issue") _(ETF, "ETF")

enum column {
#define COLUMN_ENUM(name, head) COLUMN_##name,
    COLUMNS(COLUMN_ENUM)
#undef COLUMN_ENUM
    COLUMN_COUNT
};

struct cell {
    const char *at;
    size_t n;
};
enum { CELLS_MAX = 16 };

struct listing {
    const struct reply *reply;
    struct updates *out;
    const char *source;
    char label[SOURCE_MAX + SYMBOL_MAX + 2];
    int at[COLUMN_COUNT]; /* where each column stands, -1: not there */
    bool is_whole;        /* its last line came */
    size_t line, bad;
};

/* Asked for by name, in place of a symbol. */
static const char *const parts[] = {"nasdaqlisted", "otherlisted", NULL};

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    struct strbuf url = {0};
    enum err e;
    int i = 0;

    while (parts[i] && (ask->symbol_count != 1 ||
                        strcasecmp(parts[i], ask->symbols[0]) != 0))
        i++;
    if (!parts[i])
        return why_set(why, ERR_USAGE, "%s: ask for nasdaqlisted or "
                       "otherlisted", ask->name);
    *out = (struct request){.limit_bytes = BODY_MAX};
    strbuf_format(&url, "%s/dynamic/SymDir/%s.txt",
                  ask->base_url ? ask->base_url : NASDAQ_TRADER_URL, parts[i]);
    e = wire_request(&url, ask, out, why);
    strbuf_done(&url);
    return e;
}

/* Cuts a line at its bars; blanks around a cell are none of it. */
static size_t cut(const char *line, size_t n, struct cell cells[CELLS_MAX])
{
    const char *end = line + n;
    size_t count = 0;

    while (count < CELLS_MAX) {
        const char *bar = memchr(line, '|', (size_t)(end - line));
        struct cell c = {line, (size_t)((bar ? bar : end) - line)};

        while (c.n && (c.at[0] == ' ' || c.at[0] == '\t')) {
            c.at++;
            c.n--;
        }
        while (c.n && strchr(" \t\r", c.at[c.n - 1]))
            c.n--;
        cells[count++] = c;
        if (!bar)
            break;
        line = bar + 1;
    }
    return count;
}

static bool is_text(struct cell c, const char *text)
{
    return c.n == strlen(text) && memcmp(c.at, text, c.n) == 0;
}

static void read_head(struct listing *l, const struct cell *cells,
                      size_t count)
{
    static const char *const heads[] = {
#define COLUMN_HEAD(name, head) head,
        COLUMNS(COLUMN_HEAD)
#undef COLUMN_HEAD
    };

    for (int c = 0; c < COLUMN_COUNT; c++) {
        l->at[c] = -1;
        for (size_t i = 0; i < count && l->at[c] < 0; i++)
            if (is_text(cells[i], heads[c]))
                l->at[c] = (int)i;
    }
}

static const char *venue_of(const struct listing *l, struct cell exchange)
{
    static const struct {
        char code;
        const char *name;
    } venues[] = {{'N', "NYSE"}, {'A', "NYSE American"}, {'P', "NYSE Arca"},
                  {'Z', "Cboe BZX"}, {'V', "IEX"}};

    if (l->at[COLUMN_SYMBOL] >= 0)
        return "Nasdaq";
    for (size_t i = 0; i < sizeof venues / sizeof *venues; i++)
        if (exchange.n == 1 && exchange.at[0] == venues[i].code)
            return venues[i].name;
    return NULL;
}

/* The issue that is meant when nobody says which needs no words for it; of
 * the others, what a unit consists of is too long to be a name. */
static size_t without_kind(struct cell name)
{
    static const char *const kinds[] = {" - Common Stock", " Common Stock"};
    const char *each = memmem(name.at, name.n, ", each ", 7);

    if (each && each > name.at)
        return (size_t)(each - name.at);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t n = strlen(kinds[i]);

        if (name.n > n && memcmp(name.at + name.n - n, kinds[i], n) == 0) {
            name.n -= n;
            while (name.n && name.at[name.n - 1] == ' ')
                name.n--;
            return name.n;
        }
    }
    return name.n;
}

/* Ours of the line's symbol; false for an issue that has none for long: in
 * Nasdaq's own spelling "$" is "when distributed". */
static bool symbol_of(const struct listing *l, const struct cell *cells,
                      char out[SYMBOL_MAX])
{
    struct cell c = {"", 0};

    if (l->at[COLUMN_NASDAQ_SYMBOL] >= 0)
        c = cells[l->at[COLUMN_NASDAQ_SYMBOL]];
    if (c.n && memchr(c.at, '$', c.n))
        return false;
    if (c.n == 0)
        c = cells[l->at[COLUMN_SYMBOL] >= 0 ? l->at[COLUMN_SYMBOL]
                                            : l->at[COLUMN_ACT_SYMBOL]];
    return nasdaq_symbol(c.at, c.n, out);
}

static void read_row(struct listing *l, const struct cell *cells)
{
    struct cell name = cells[l->at[COLUMN_NAME]];
    struct cell etf = cells[l->at[COLUMN_ETF]];
    struct cell exchange = {"", 0};
    char symbol[SYMBOL_MAX];
    struct instrument *i;

    if (is_text(cells[l->at[COLUMN_TEST]], "Y") ||
        !symbol_of(l, cells, symbol))
        return;
    if (l->at[COLUMN_EXCHANGE] >= 0)
        exchange = cells[l->at[COLUMN_EXCHANGE]];
    i = &updates_add(l->out, l->reply->received_ms, UPDATE_instrument, symbol,
                     l->source)->of.instrument;
    i->name = updates_text_n(l->out, name.at, without_kind(name), NAME_MOST);
    i->venue = venue_of(l, exchange);
    if (is_text(etf, "Y"))
        i->type = INSTRUMENT_etf;
    else if (is_text(etf, "N"))
        i->type = INSTRUMENT_equity;
}

/* False when the first line is not that of such a list. */
static bool read_line(struct listing *l, const char *line, size_t n)
{
    static const char last[] = "File Creation Time";
    struct cell cells[CELLS_MAX];
    size_t count = cut(line, n, cells);

    if (l->line++ == 0) {
        read_head(l, cells, count);
        return (l->at[COLUMN_SYMBOL] >= 0 || l->at[COLUMN_ACT_SYMBOL] >= 0) &&
               l->at[COLUMN_NAME] >= 0 && l->at[COLUMN_TEST] >= 0 &&
               l->at[COLUMN_ETF] >= 0;
    }
    if (n >= sizeof last - 1 && memcmp(line, last, sizeof last - 1) == 0) {
        l->is_whole = true;
        return true;
    }
    if (cells[0].n == 0 && count == 1) /* an empty line */
        return true;
    for (int c = 0; c < COLUMN_COUNT; c++)
        if (l->at[c] >= (int)count) {
            l->bad++;
            return true;
        }
    read_row(l, cells);
    return true;
}

static enum err read_lines(struct listing *l, struct why *why)
{
    const char *at = l->reply->body, *end = at + l->reply->size;

    if (l->reply->size >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0)
        at += 3;
    while (at < end && !l->is_whole) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));

        if (!stop)
            stop = end;
        if (!read_line(l, at, (size_t)(stop - at)))
            return why_set(why, ERR_CORRUPT,
                           "%s: line 1: not the head of a list of symbols",
                           l->label);
        at = stop + 1;
    }
    if (!l->is_whole)
        return why_set(why, ERR_CORRUPT,
                       "%s: cut short: no line \"File Creation Time\" at its "
                       "end", l->label);
    if (l->bad)
        return why_set(why, ERR_CORRUPT, "%s: %zu of %zu lines too short",
                       l->label, l->bad, l->line - 2);
    return ERR_OK;
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    struct listing l = {.reply = reply, .out = out};
    const struct request *r = reply->request;
    enum err e;

    l.source = reply_source(reply, "nasdaq-symbols");
    (void)snprintf(l.label, sizeof l.label, "%s%s%s", l.source,
                   r && r->symbol_count ? ": " : "",
                   r && r->symbol_count ? r->symbols[0] : "");
    e = reply_status(reply, l.label, why);
    if (e == ERR_OK && reply_is_html(reply))
        e = why_set(why, ERR_REFUSED, "%s: an HTML page instead of a list",
                    l.label);
    else if (e == ERR_OK && reply->size == 0)
        e = why_set(why, ERR_CORRUPT, "%s: empty reply", l.label);
    return e == ERR_OK ? read_lines(&l, why) : e;
}

const struct provider provider_nasdaq_symbols = {
    .name = "nasdaq-symbols",
    .help = "Nasdaq Trader: names, exchanges and kinds of everything listed "
            "in the US, no key",
    .jobs = 1u << JOB_DIRECTORY,
    .batch = 1,
    .min_interval_ms = 60000,
    .base_url = NASDAQ_TRADER_URL,
    .plan = plan,
    .decode = decode,
};
