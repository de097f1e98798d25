/* SPDX-License-Identifier: MIT */
/* Every provider with every kind of damage: what is no answer is an error that
 * names the provider and the reason, never a figure. A provider that has no
 * row here fails the test. */
#include "replies.h"

enum form { FORM_JSON, FORM_XML, FORM_LINES };

static const struct row {
    const char *provider, *file; /* a whole answer, under tests/ */
    const char *symbol;          /* that was asked for; "" none */
    const char *url;             /* asked, where the answer leaves it open */
    enum form form;
} rows[] = {
#define FIXTURE "fixtures/"
#define CORPUS "fuzz/corpus/"
    {"yahoo-quote", CORPUS "quotes/yahoo-quote", "TEST", "", FORM_JSON},
    {"yahoo-spark", CORPUS "quotes/spark-flat", "TEST", "", FORM_JSON},
    {"yahoo-chart", FIXTURE "yahoo-chart/oneday.json", "TEST", "", FORM_JSON},
    {"yahoo-search", CORPUS "quotes/yahoo-search", "", "", FORM_JSON},
    {"cnbc", CORPUS "quotes/cnbc", "TEST", "", FORM_JSON},
    {"nasdaq-info", CORPUS "quotes/nasdaq-info", "TEST", "", FORM_JSON},
    {"nasdaq-historical", CORPUS "chart/nasdaq-historical", "TEST", "",
     FORM_JSON},
    {"coinbase", FIXTURE "coinbase/products.json", "ETH-USD", "", FORM_JSON},
    {"kraken", FIXTURE "kraken/ticker.json", "BTC-USD", "", FORM_JSON},
    {"binance", FIXTURE "binance/ticker.json", "BTC-USDT", "", FORM_JSON},
    {"coingecko", FIXTURE "coingecko/markets.json", "BTC-USD", "",
     FORM_JSON},
    {"frankfurter", FIXTURE "frankfurter/latest.json", "EURUSD=X", "",
     FORM_JSON},
    {"ecb", FIXTURE "ecb/daily.xml", "EURUSD=X", "", FORM_XML},
    {"fred", FIXTURE "fred/dgs10.csv", "FRED:DGS10", "", FORM_LINES},
    {"yahoo-stream", CORPUS "stream/frame", "", "", FORM_JSON},
    {"coinbase-stream", CORPUS "stream/coinbase", "", "", FORM_JSON},
    {"sec-submissions", CORPUS "facts/sec-submissions", "AB", "", FORM_JSON},
    {"sec-facts", CORPUS "facts/sec-facts", "AB", "", FORM_JSON},
    {"sec-current", CORPUS "news/sec-current", "", "", FORM_XML},
    {"halts", CORPUS "news/halts", "", "", FORM_XML},
    {"tickertick", FIXTURE "tickertick/stories.json", "", "", FORM_JSON},
    {"rss", FIXTURE "rss/rss20.xml", "", "", FORM_XML},
    {"nasdaq-calendar", CORPUS "lists/nasdaq-calendar", "",
     "https://api.nasdaq.com/api/calendar/earnings?date=2025-01-27",
     FORM_JSON},
    {"nasdaq-symbols", CORPUS "lists/nasdaq-listed", "", "", FORM_LINES},
    {"sec-tickers", CORPUS "lists/sec-tickers", "", "", FORM_JSON},
    {"finnhub-quote", CORPUS "quotes/finnhub-quote", "TEST", "", FORM_JSON},
    {"twelvedata", CORPUS "quotes/twelvedata", "TEST", "", FORM_JSON},
    {"alpaca", CORPUS "quotes/alpaca", "TEST", "", FORM_JSON},
    {"tiingo", CORPUS "quotes/tiingo", "TEST", "", FORM_JSON},
    {"fmp", CORPUS "quotes/fmp", "TEST", "", FORM_JSON},
    {"massive", CORPUS "quotes/massive", "TEST", "", FORM_JSON},
    {"alphavantage", CORPUS "quotes/alphavantage", "TEST", "", FORM_JSON},
    {"finnhub-news", CORPUS "news/finnhub-news", "TEST", "", FORM_JSON},
};

enum { ROWS = sizeof rows / sizeof rows[0] };

/* The corpus has a byte of choices in front, but for streams. */
static void read_whole(const struct row *row, struct strbuf *out)
{
    bool has_choices = strncmp(row->file, CORPUS, strlen(CORPUS)) == 0 &&
                       !strstr(row->file, "stream/");
    char path[160], piece[4096];
    size_t n;
    FILE *f;

    (void)snprintf(path, sizeof path, "tests/%s", row->file);
    f = fopen(path, "rb");
    if (!f)
        fail_msg("cannot open %s", path);
    if (has_choices)
        (void)fgetc(f);
    while ((n = fread(piece, 1, sizeof piece, f)) > 0)
        strbuf_add_n(out, piece, n);
    (void)fclose(f);
}

struct broken {
    const char *what;
    const char *body;
    size_t size;
    const char *type;
    long status;
};

static void read_it(const struct row *row, const struct broken *b,
                    struct got *g)
{
    struct reply reply = {.status = b->status, .received_ms = LATE_MS,
                          .size = b->size};
    char *copy = malloc(b->size + 1); /* of its own length: ASan looks on */

    assert_non_null(copy);
    memcpy(copy, b->body, b->size);
    copy[b->size] = '\0';
    reply.body = copy;
    (void)snprintf(reply.content_type, sizeof reply.content_type, "%s",
                   b->type);
    asked_for(g, row->provider, row->symbol);
    name_copy(g->request.url, URL_MAX, row->url);
    reply.request = &g->request;
    g->why.text[0] = '\0';
    g->e = provider_find(row->provider)->decode(&reply, &g->out, &g->why);
    free(copy);
}

/* "provider: ...: reason", in plain text, of the symbol where there is one. */
static void check_words(const struct row *row, const struct broken *b,
                        const struct got *g)
{
    size_t n = strlen(row->provider);
    const char *text = g->why.text;

    if (strncmp(text, row->provider, n) != 0 ||
        strncmp(text + n, ": ", 2) != 0 || strlen(text) < n + 8)
        fail_msg("%s, %s: \"%s\"", row->provider, b->what, text);
    for (const char *p = text; *p; p++)
        if ((unsigned char)*p < ' ' || *p == 0x7f)
            fail_msg("%s, %s: a control character", row->provider, b->what);
}

static bool has_figures(const struct got *g)
{
    for (size_t i = 0; i < g->out.count; i++)
        if (g->out.items[i].kind != UPDATE_status)
            return true;
    return false;
}

static void must_fail(const struct row *row, const struct broken *b,
                      enum err wanted)
{
    struct got g = {0};

    read_it(row, b, &g);
    if (g.e == ERR_OK || (wanted != ERR_OK && g.e != wanted))
        fail_msg("%s, %s: error %d \"%s\"", row->provider, b->what, g.e,
                 g.why.text);
    check_words(row, b, &g);
    if (has_figures(&g))
        fail_msg("%s, %s: %zu updates", row->provider, b->what, g.out.count);
    forget(&g);
}

static void every_provider_has_a_whole_answer(void **state)
{
    (void)state;
    for (const struct provider *const *p = providers; *p; p++) {
        size_t i = 0;

        while (i < ROWS && strcmp(rows[i].provider, (*p)->name) != 0)
            i++;
        if (i == ROWS)
            fail_msg("%s has no row in this test", (*p)->name);
    }
    for (size_t i = 0; i < ROWS; i++) {
        struct strbuf whole = {0};
        struct broken b = {.what = "whole", .type = "", .status = 200};
        struct got g = {0};

        read_whole(&rows[i], &whole);
        b.body = whole.text;
        b.size = whole.len;
        read_it(&rows[i], &b, &g);
        if (g.e != ERR_OK || !has_figures(&g))
            fail_msg("%s: error %d \"%s\", %zu updates", rows[i].provider,
                     g.e, g.why.text, g.out.count);
        forget(&g);
        strbuf_done(&whole);
    }
}

#define TEXT(words) .body = words, .size = sizeof words - 1

static void what_is_no_answer_is_an_error(void **state)
{
    static const struct broken kinds[] = {
        {"empty", TEXT(""), "application/json", 200},
        {"blanks", TEXT(" \r\n\t "), "application/json", 200},
        {"a page", TEXT("<!DOCTYPE html><html><body>Blocked</body></html>"),
         "text/html", 200},
        {"a page that is not told",
         TEXT("\n<html><head><title>consent</title></head></html>"), "", 200},
        {"words", TEXT("Too Many Requests"), "text/plain", 200},
        {"zeros", TEXT("\0\0\0\0"), "", 200},
        {"binary", TEXT("\x89PNG\r\n\x1a\n\xff\xfe"), "image/png", 200},
    };

    (void)state;
    for (size_t i = 0; i < ROWS; i++)
        for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
            must_fail(&rows[i], &kinds[k], ERR_OK);
}

static void a_status_is_classified_first(void **state)
{
    static const struct {
        long status;
        enum err e;
    } statuses[] = {{429, ERR_REFUSED}, {403, ERR_REFUSED},
                    {401, ERR_OK},      {404, ERR_OK},
                    {500, ERR_IO},      {503, ERR_OK},
                    {502, ERR_IO}};

    (void)state;
    for (size_t i = 0; i < ROWS; i++)
        for (size_t k = 0; k < sizeof statuses / sizeof statuses[0]; k++) {
            char what[16];
            struct broken b = {what, TEXT("not today"), "text/plain",
                               statuses[k].status};

            (void)snprintf(what, sizeof what, "HTTP %ld", b.status);
            must_fail(&rows[i], &b, statuses[k].e);
        }
}

/* Of lines the whole ones may count; of a tree the whole branches. What is
 * told says where, and nothing is there that the whole answer has not. */
static void cut_short_anywhere(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        struct strbuf whole = {0};

        read_whole(&rows[i], &whole);
        for (size_t k = 1; k < 8; k++) {
            char what[16];
            struct broken b = {what, whole.text, whole.len * k / 8, "", 200};
            struct got g = {0};

            (void)snprintf(what, sizeof what, "cut at %zu/8", k);
            read_it(&rows[i], &b, &g);
            if (g.e == ERR_OK && rows[i].form != FORM_LINES)
                fail_msg("%s, %s: no error", rows[i].provider, what);
            if (g.e != ERR_OK)
                check_words(&rows[i], &b, &g);
            if (rows[i].form == FORM_JSON && has_figures(&g))
                fail_msg("%s, %s: half an answer", rows[i].provider, what);
            forget(&g);
        }
        strbuf_done(&whole);
    }
}

static void check_types(const struct row *row, const struct strbuf *body,
                        const char *what)
{
    struct broken b = {what, body->text, body->len, "", 200};
    struct got g = {0};

    read_it(row, &b, &g);
    if (g.e != ERR_OK)
        check_words(row, &b, &g);
    for (size_t i = 0; i < g.out.count; i++) {
        const struct update *u = &g.out.items[i];

        if (u->kind == UPDATE_quote && QUOTE_HAS(&u->of.quote, price))
            fail_msg("%s, %s: a price", row->provider, what);
    }
    forget(&g);
}

/* Each value that is a number, or a text of one, becomes something else. */
static void wrong_types(void **state)
{
    static const char *const instead[] = {"null", "true", "[]", "{}", "\"-\"",
                                          "{\"x\":[1]}"};

    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        struct strbuf whole = {0}, body = {0};
        size_t changed = 0;

        if (rows[i].form != FORM_JSON || strstr(rows[i].file, "stream/frame"))
            continue;
        read_whole(&rows[i], &whole);
        for (size_t k = 0; k < sizeof instead / sizeof instead[0]; k++) {
            strbuf_clear(&body);
            for (const char *p = whole.text; *p;) {
                const char *at = p;
                size_t n = strspn(p += *p == '"', "+-.0123456789eE");

                if (n && strspn(p, "0123456789") && strchr("\",]} \n", p[n]) &&
                    at > whole.text && strchr(":,[ \n", at[-1])) {
                    changed++;
                    strbuf_add(&body, instead[k]);
                    p += n + (*at == '"' && p[n] == '"');
                } else {
                    p = at;
                    strbuf_add_char(&body, *p++);
                }
            }
            check_types(&rows[i], &body, instead[k]);
        }
        if (changed < 6)
            fail_msg("%s: nothing was changed", rows[i].provider);
        strbuf_done(&body);
        strbuf_done(&whole);
    }
}

/* A whole text of JSON, but none that the provider ever sends. */
static void another_shape(void **state)
{
    static const struct broken shapes[] = {
        {"a number", TEXT("42"), "", 200},
        {"a text", TEXT("\"no\""), "", 200},
        {"null", TEXT("null"), "", 200},
        {"nested", TEXT("[[[[]]]]"), "", 200},
        {"an error of numbers", TEXT("{\"error\":5,\"code\":[]}"), "", 200},
    };

    (void)state;
    for (size_t i = 0; i < ROWS; i++)
        for (size_t k = 0; k < sizeof shapes / sizeof shapes[0]; k++)
            must_fail(&rows[i], &shapes[k], ERR_OK);
}

static void says_which_symbol_it_was_about(void **state)
{
    static const char *const ours[] = {"yahoo-chart", "nasdaq-info",
                                       "finnhub-quote", "coinbase"};
    struct got g = {0};

    (void)state;
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++) {
        char start[64];

        asked_for(&g, ours[i], "TEST");
        decode_text(&g, ours[i], "{\"cut\":[1,", "application/json", 200);
        assert_int_not_equal(g.e, ERR_OK);
        (void)snprintf(start, sizeof start, "%s: TEST: ", ours[i]);
        if (strncmp(g.why.text, start, strlen(start)) != 0)
            fail_msg("%s", g.why.text);
        forget(&g);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_provider_has_a_whole_answer),
        cmocka_unit_test(what_is_no_answer_is_an_error),
        cmocka_unit_test(a_status_is_classified_first),
        cmocka_unit_test(says_which_symbol_it_was_about),
        cmocka_unit_test(cut_short_anywhere),
        cmocka_unit_test(wrong_types),
        cmocka_unit_test(another_shape),
    };

    return cmocka_run_group_tests_name("broken", tests, NULL, NULL);
}
