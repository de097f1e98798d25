/* SPDX-License-Identifier: MIT */
/* Real replies, where they are at hand: each row of EXPECTED.tsv that one of
 * our providers reads, and the table of feed dates. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/base/utf8.h"
#include "tapewatch/feeds/provider.h"

#define NOW INT64_C(1800000000000)

static const char *folder(void)
{
    const char *said = getenv("TAPEWATCH_SAMPLES");

    return said && *said ? said : "../shared/samples";
}

static bool read_sample(const char *name, struct strbuf *out)
{
    char path[512], piece[4096];
    size_t n;
    FILE *f;

    (void)snprintf(path, sizeof path, "%s/%s", folder(), name);
    f = fopen(path, "rb");
    if (!f)
        return false;
    strbuf_add_n(out, "", 0);
    while ((n = fread(piece, 1, sizeof piece, f)) > 0)
        strbuf_add_n(out, piece, n);
    (void)fclose(f);
    return true;
}

struct row {
    char file[80], provider[32], expected[160];
    long status;
};

static size_t count(const struct updates *out, enum update_kind kind)
{
    size_t n = 0;

    for (size_t i = 0; i < out->count; i++)
        n += out->items[i].kind == kind;
    return n;
}

static const struct quote *quote_of(const struct updates *out)
{
    for (size_t i = 0; i < out->count; i++)
        if (out->items[i].kind == UPDATE_quote)
            return &out->items[i].of.quote;
    return NULL;
}

/* "1 quote (price 408.21 USD), 252 bars with a close" */
static bool check_chart(const struct row *r, const struct updates *out,
                        enum err e)
{
    const struct quote *q = quote_of(out);
    double price;
    unsigned bars;

    if (sscanf(r->expected, "1 quote (price %lf USD), %u bars", &price,
               &bars) != 2)
        return e == ERR_OK && count(out, UPDATE_bar) == 0;
    return e == ERR_OK && count(out, UPDATE_quote) == 1 && q &&
           q->price == price && count(out, UPDATE_bar) == bars &&
           strcmp(out->items[0].of.instrument.currency, "USD") == 0;
}

static bool all_clean(const struct updates *out)
{
    for (size_t i = 0; i < out->count; i++) {
        const struct headline *h = &out->items[i].of.headline;

        if (out->items[i].kind != UPDATE_headline)
            continue;
        if (!h->id || !h->title || !utf8_is_valid(h->title, strlen(h->title)))
            return false;
        if (h->url && strncmp(h->url, "http", 4) != 0)
            return false;
    }
    return true;
}

static bool check(const struct row *r, const struct updates *out, enum err e,
                  const char *why)
{
    unsigned n;

    if (strstr(r->expected, "rate limited"))
        return e == ERR_REFUSED && out->count == 0;
    if (strstr(r->expected, "symbol not found"))
        return e == ERR_NOT_FOUND && strstr(why, "may be delisted");
    if (strstr(r->expected, "an HTML page"))
        return e == ERR_REFUSED && strstr(why, "not a feed (an HTML page)");
    if (strstr(r->file, "http_high_bit_date")) /* well formed: an odd date */
        return e == ERR_OK && out->count == 0;
    if (strstr(r->expected, "damage reported"))
        return e == ERR_CORRUPT && strstr(why, "damaged at line ") &&
               count(out, UPDATE_headline) == 0; /* none of them is whole */
    if (strncmp(r->expected, "error or 0", 10) == 0)
        return out->count == 0 && (e == ERR_OK || *why);
    if (strncmp(r->expected, "no crash", 8) == 0)
        return all_clean(out) && (e == ERR_OK || *why);
    if (strstr(r->expected, "at least 1"))
        return e == ERR_OK && count(out, UPDATE_quote) >= 1;
    if (strstr(r->expected, "quote"))
        return check_chart(r, out, e);
    return sscanf(r->expected, "%u headlines", &n) == 1 && e == ERR_OK &&
           count(out, UPDATE_headline) == n && all_clean(out);
}

static bool run_row(const struct row *r)
{
    const struct provider *p = provider_find(r->provider);
    struct strbuf body = {0};
    struct updates out = {0};
    struct why why = {""};
    struct reply reply = {.status = r->status, .received_ms = NOW};
    enum err e;
    bool ok;

    assert_non_null(p);
    assert_true(read_sample(r->file, &body));
    reply.body = strbuf_text(&body);
    reply.size = body.len;
    e = p->decode(&reply, &out, &why);
    ok = check(r, &out, e, why.text);
    if (!ok)
        print_message("# %s: %s; got %s (%s), %zu quotes, %zu bars, %zu "
                      "headlines\n",
                      r->file, r->expected, err_text(e), why.text,
                      count(&out, UPDATE_quote), count(&out, UPDATE_bar),
                      count(&out, UPDATE_headline));
    updates_done(&out);
    strbuf_done(&body);
    return ok;
}

static bool is_ours(const char *provider)
{
    return strcmp(provider, "yahoo-spark") == 0 ||
           strcmp(provider, "yahoo-chart") == 0 || strcmp(provider, "rss") == 0;
}

static void reads_what_is_expected(void **state)
{
    struct strbuf table = {0};
    unsigned rows = 0, wrong = 0;

    (void)state;
    if (!read_sample("EXPECTED.tsv", &table))
        skip();
    for (char *line = table.text; line && *line;) {
        char *next = strchr(line, '\n');
        struct row r;

        if (next)
            *next++ = '\0';
        if (*line != '#' &&
            sscanf(line, "%79[^\t]\t%31[^\t]\t%ld\t%159[^\n]", r.file,
                   r.provider, &r.status, r.expected) == 4 &&
            is_ours(r.provider)) {
            rows++;
            wrong += !run_row(&r);
        }
        line = next;
    }
    strbuf_done(&table);
    assert_true(rows > 30);
    assert_int_equal(wrong, 0);
}

static bool date_is(const char *text, const char *expected)
{
    int64_t t, wanted;
    bool ok = civil_parse_feed_date(text, &t);

    if (strcmp(expected, "invalid") == 0)
        return !ok;
    wanted = strtoll(expected, NULL, 10);
    /* A fraction belongs to the second that it follows. */
    return ok && t >= wanted * 1000 && t < wanted * 1000 + 1000;
}

static void reads_the_dates_of_feeds(void **state)
{
    struct strbuf table = {0};
    unsigned rows = 0, wrong = 0;

    (void)state;
    if (!read_sample("parser-dates.tsv", &table))
        skip();
    for (char *line = table.text; line && *line;) {
        char *next = strchr(line, '\n'), *tab = strchr(line, '\t');

        if (next)
            *next++ = '\0';
        if (*line != '#' && tab) {
            char *end = strchr(tab + 1, '\t');

            *tab = '\0';
            if (end)
                *end = '\0';
            rows++;
            if (!date_is(line, tab + 1)) {
                print_message("# \"%s\" should be %s\n", line, tab + 1);
                wrong++;
            }
        }
        line = next;
    }
    strbuf_done(&table);
    assert_int_equal(rows, 67);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_is_expected),
        cmocka_unit_test(reads_the_dates_of_feeds),
    };

    return cmocka_run_group_tests_name("samples", tests, NULL, NULL);
}
