/* SPDX-License-Identifier: MIT */
/* Watchlists as files: CSV, and plain words with headings. */
#include "tapewatch/config/list_file.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "tapewatch/base/csv.h"
#include "tapewatch/base/ini.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/base/utf8.h"

enum { PROBLEMS_MAX = 100 };

enum column { COLUMN_list, COLUMN_section, COLUMN_symbol, COLUMN_label,
              COLUMN_COUNT };
static const struct {
    const char *name;
    enum column column;
} names[] = {
    {"list", COLUMN_list},       {"watchlist", COLUMN_list},
    {"section", COLUMN_section}, {"symbol", COLUMN_symbol},
    {"symbols", COLUMN_symbol},  {"sym", COLUMN_symbol},
    {"ticker", COLUMN_symbol},   {"tickers", COLUMN_symbol},
    {"label", COLUMN_label},     {"alias", COLUMN_label},
};
enum { NAMES = sizeof names / sizeof *names };

struct reading {
    const char *list;
    struct ini_place at;     /* of the line in hand; its column is known of a
                                plain list only, with ... */
    const char *text, *word; /* ... what it says, and the word in hand */
    struct list_file *out;
    char section[SECTION_MAX];
};

static void problem(struct reading *r, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void problem(struct reading *r, const char *format, ...)
{
    struct strbuf *to = &r->out->problems;
    char text[300];
    va_list ap;

    if (r->out->wrong++ >= PROBLEMS_MAX)
        return;
    va_start(ap, format);
    (void)vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    ini_place_write(ini_word(r->at, r->text, r->word), to);
    strbuf_add(to, ": ");
    utf8_clean(to, text, strlen(text), sizeof text);
    strbuf_add_char(to, '\n');
}

/* ---- symbols */

/* Other programs put the exchange before the symbol; we spell it as Yahoo
 * does, behind it. */
static const struct {
    const char *exchange, *suffix;
} exchanges[] = {
    {"NASDAQ", ""},  {"NYSE", ""},    {"AMEX", ""},     {"ARCA", ""},
    {"BATS", ""},    {"CBOE", ""},    {"OTC", ""},      {"NYSEARCA", ""},
    {"LSE", ".L"},   {"LON", ".L"},   {"XETR", ".DE"},  {"ETR", ".DE"},
    {"TSE", ".T"},   {"TYO", ".T"},   {"HKEX", ".HK"},  {"HKG", ".HK"},
    {"TSX", ".TO"},  {"ASX", ".AX"},  {"SIX", ".SW"},   {"NSE", ".NS"},
    {"BSE", ".BO"},  {"KRX", ".KS"},  {"TWSE", ".TW"},
};

static bool symbol_of(const char *word, size_t n, char out[SYMBOL_MAX])
{
    const char *colon = memchr(word, ':', n);
    size_t before = colon ? (size_t)(colon - word) : 0;

    for (size_t i = 0; colon && i < sizeof exchanges / sizeof *exchanges;
         i++) {
        char text[2 * SYMBOL_MAX];

        if (strlen(exchanges[i].exchange) != before ||
            strncasecmp(exchanges[i].exchange, word, before) != 0)
            continue;
        (void)snprintf(text, sizeof text, "%.*s%s",
                       (int)(n - before - 1 > SYMBOL_MAX ? SYMBOL_MAX
                                                         : n - before - 1),
                       colon + 1, exchanges[i].suffix);
        return symbol_from_text(text, strlen(text), out);
    }
    return symbol_from_text(word, n, out);
}

/* Cleans, and tells when it has to be cut. */
static void take_name(struct reading *r, const char *what, const char *text,
                      size_t size, char *out)
{
    struct strbuf clean = {0};

    utf8_clean(&clean, text, strlen(text), SIZE_MAX);
    if (clean.len >= size)
        problem(r, "%s '%.60s' is longer than %zu letters", what,
                strbuf_text(&clean), size - 1);
    name_copy(out, size, strbuf_text(&clean));
    strbuf_done(&clean);
}

static void add(struct reading *r, const struct list_item *item)
{
    struct list_file *f = r->out;

    for (size_t i = 0; i < f->count; i++)
        if (strcmp(f->items[i].list, item->list) == 0 &&
            strcmp(f->items[i].mark.symbol, item->mark.symbol) == 0)
            return;
    if (f->count == LIST_ITEMS_MAX) {
        problem(r, "more than %d symbols", LIST_ITEMS_MAX);
        return;
    }
    f->items = mem_room(f->items, f->count, &f->cap, sizeof *f->items);
    f->items[f->count++] = *item;
}

/* ---- CSV */

static int column_of(const char *word)
{
    for (size_t i = 0; i < NAMES; i++)
        if (strcasecmp(word, names[i].name) == 0)
            return (int)names[i].column;
    return -1;
}

static void read_name(struct reading *r, const struct csv *c, size_t field,
                      size_t at[COLUMN_COUNT])
{
    const char *word = csv_field(c, field), *all[NAMES], *near;
    int column = column_of(word);

    if (column >= 0) {
        at[column] = field + 1;
        return;
    }
    for (size_t i = 0; i < NAMES; i++)
        all[i] = names[i].name;
    near = ini_nearest(word, all, NAMES);
    if (near)
        problem(r, "column %zu: unknown '%.40s', did you mean '%s'?",
                field + 1, word, near);
    else if (word[0])
        csv_add_name(&r->out->unused, word);
}

static void read_row(struct reading *r, const struct csv *c,
                     const size_t at[COLUMN_COUNT])
{
    const char *fields[COLUMN_COUNT];
    struct list_item item = {.list = ""};
    size_t wrong = r->out->wrong;

    for (int i = 0; i < COLUMN_COUNT; i++)
        fields[i] = at[i] ? csv_field(c, at[i] - 1) : "";
    if (!symbol_of(fields[COLUMN_symbol], strlen(fields[COLUMN_symbol]),
                   item.mark.symbol))
        problem(r, "column %zu (symbol): '%.60s' is not a symbol",
                at[COLUMN_symbol], fields[COLUMN_symbol]);
    take_name(r, "list", fields[COLUMN_list], sizeof item.list, item.list);
    if (!item.list[0]) /* none, or none that can be seen */
        name_copy(item.list, sizeof item.list, r->list);
    take_name(r, "section", fields[COLUMN_section], SECTION_MAX,
              item.mark.section);
    take_name(r, "label", fields[COLUMN_label], LABEL_MAX, item.mark.label);
    if (r->out->wrong == wrong)
        add(r, &item);
}

static bool has_header(const struct csv *c)
{
    for (size_t i = 0; i < c->count; i++)
        if (column_of(csv_field(c, i)) == COLUMN_symbol)
            return true;
    return false;
}

/* Headings of tables, in small letters as no symbol is, none of them that of
 * the symbols: its cells would be taken for some. */
static bool lacks_symbols(const struct csv *c)
{
    static const char *const others[] = {"name", "company", "price", "last",
                                         "quantity", "exchange", "currency",
                                         "sector", "description", "isin"};

    for (size_t i = 0; c->count > 1 && i < c->count; i++) {
        const char *word = csv_field(c, i);

        if (column_of(word) >= 0)
            return true;
        for (size_t k = 0; k < sizeof others / sizeof *others; k++)
            if (strcasecmp(word, others[k]) == 0)
                return true;
    }
    return false;
}

/* False when its first line names no column of symbols. */
static bool read_csv(struct reading *r, const char *text, size_t n)
{
    size_t at[COLUMN_COUNT] = {0};
    struct why why = {{0}};
    struct csv c;
    enum err e;
    bool is_csv;

    csv_init(&c, text, n);
    is_csv = csv_next(&c, NULL) == ERR_OK && has_header(&c);
    r->at.line = c.line;
    if (!is_csv && lacks_symbols(&c)) {
        problem(r, "its headings name no column 'symbol'");
        csv_done(&c);
        return true;
    }
    for (size_t i = 0; is_csv && i < c.count; i++)
        read_name(r, &c, i, at);
    while (is_csv && (e = csv_next(&c, &why)) != ERR_END) {
        r->at.line = c.line;
        if (e == ERR_OK) {
            read_row(r, &c, at);
        } else {
            problem(r, "%s", why.text);
            break;
        }
    }
    csv_done(&c);
    return is_csv;
}

/* ---- plain */

static void set_section(struct reading *r, const char *text, size_t n)
{
    char name[200];

    r->word = text;
    (void)snprintf(name, sizeof name, "%.*s", (int)(n > 199 ? 199 : n), text);
    take_name(r, "section", name, sizeof r->section, r->section);
}

static struct list_item new_item(const struct reading *r)
{
    struct list_item item = {.list = ""};

    name_copy(item.list, sizeof item.list, r->list);
    name_copy(item.mark.section, SECTION_MAX, r->section);
    return item;
}

static void read_word(struct reading *r, const char *word, size_t n)
{
    struct list_item item = new_item(r);

    r->word = word;
    if (n > 3 && strncmp(word, "###", 3) == 0)
        set_section(r, word + 3, n - 3);
    else if (symbol_of(word, n, item.mark.symbol))
        add(r, &item);
    else
        problem(r, "'%.*s' is not a symbol", (int)(n > 40 ? 40 : n), word);
}

/* "7203.T = Toyota" */
static bool read_labelled(struct reading *r, const char *line)
{
    const char *equals = strstr(line, " = ");
    size_t n = strcspn(line, " ");
    struct list_item item = new_item(r);

    if (!equals || line + n != equals)
        return false;
    if (!symbol_of(line, n, item.mark.symbol))
        problem(r, "'%.*s' is not a symbol", (int)(n > 40 ? 40 : n), line);
    r->word = equals + 3;
    if (item.mark.symbol[0])
        take_name(r, "label", r->word, LABEL_MAX, item.mark.label);
    if (item.mark.symbol[0])
        add(r, &item);
    return true;
}

/* Words; a "###Heading" goes up to the next comma. */
static void read_words(struct reading *r, const char *line)
{
    static const char ends[] = " \t,;";

    for (line += strspn(line, ends); *line; line += strspn(line, ends)) {
        bool is_heading = strncmp(line, "###", 3) == 0;
        size_t n = strcspn(line, is_heading ? ",;" : ends);

        read_word(r, line, n);
        line += n;
    }
}

static void read_line(struct reading *r, const char *text, size_t n)
{
    struct strbuf clean = {0};
    const char *line;
    size_t length;

    utf8_clean(&clean, text, n, SIZE_MAX);
    line = r->text = r->word = strbuf_text(&clean);
    length = strlen(line);
    if (line[0] == '[' && line[length - 1] == ']')
        set_section(r, line + 1, length - 2);
    else if (line[0] == '#' && strncmp(line, "###", 3) != 0)
        ; /* a remark */
    else if (!read_labelled(r, line))
        read_words(r, line);
    strbuf_done(&clean);
}

static void read_plain(struct reading *r, const char *text, size_t n)
{
    const char *end = text + n;

    if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        text += 3;
    for (unsigned line = 1; text < end; line++) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));

        stop = stop ? stop : end;
        r->at = (struct ini_place){r->at.file, line, 1, text, stop};
        read_line(r, text, (size_t)(stop - text));
        text = stop < end ? stop + 1 : end;
    }
}

void list_file_read(const char *text, size_t n, const char *file,
                    const char *list, struct list_file *out)
{
    struct reading r = {.at = {.file = file}, .list = list, .out = out};

    *out = (struct list_file){0};
    if (!read_csv(&r, text, n))
        read_plain(&r, text, n);
    r.at = (struct ini_place){.file = file};
    if (out->count == 0 && out->wrong == 0)
        problem(&r, "there is no symbol in it");
    if (out->wrong > PROBLEMS_MAX)
        strbuf_format(&out->problems, "and %zu more\n",
                      out->wrong - PROBLEMS_MAX);
}

void list_file_done(struct list_file *f)
{
    free(f->items);
    strbuf_done(&f->problems);
    strbuf_done(&f->unused);
    *f = (struct list_file){0};
}

void list_file_write_header(struct strbuf *out)
{
    strbuf_add(out, "list,section,symbol,label\n");
}

void list_file_write(const struct list_item *item, struct strbuf *out)
{
    csv_write_text(out, item->list);
    strbuf_add_char(out, ',');
    csv_write_text(out, item->mark.section);
    strbuf_add_char(out, ',');
    csv_write_text(out, item->mark.symbol);
    strbuf_add_char(out, ',');
    csv_write_text(out, item->mark.label);
    strbuf_add_char(out, '\n');
}
