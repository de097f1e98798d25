/* SPDX-License-Identifier: MIT */
/* Decoding of what comes most and of what is largest, made here in the shape
 * of the real replies: the median of many rounds. Prints a row a figure. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tapewatch/base/strbuf.h"
#include "tapewatch/feeds/provider.h"

enum { QUOTES = 100, BATCH = 20, ROUNDS_MOST = 200 };

static double now_ms(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

struct load {
    const char *name, *provider;
    struct request request;
    struct strbuf body;
    unsigned times;      /* replies of it that make the figure */
    size_t least;        /* updates of a reply: it must have been read */
    unsigned rounds;
    double budget_ms;
    struct updates out;  /* its room is used again, as by the poller */
};

static double one_round(struct load *l)
{
    const struct provider *p = provider_find(l->provider);
    struct reply reply = {.request = &l->request, .status = 200,
                          .body = l->body.text, .size = l->body.len,
                          .received_ms = INT64_C(1738076400000)};
    double start = now_ms();

    for (unsigned i = 0; i < l->times; i++) {
        struct why why = {""};
        enum err e = p->decode(&reply, &l->out, &why);

        if (e != ERR_OK || l->out.count < l->least) {
            (void)fprintf(stderr, "bench: %s: %zu updates: %s\n", l->provider,
                          l->out.count, why.text);
            exit(1);
        }
        updates_clear(&l->out);
    }
    return now_ms() - start;
}

static void measure(struct load *l)
{
    double took[ROUNDS_MOST];

    name_copy(l->request.source, SOURCE_MAX, l->provider);
    for (unsigned i = 0; i < l->rounds; i++)
        took[i] = one_round(l);
    qsort(took, l->rounds, sizeof *took, by_value);
    printf("%s\t%.4g\tms\t%g\ttime\n", l->name, took[l->rounds / 2],
           l->budget_ms);
    strbuf_done(&l->body);
    updates_done(&l->out);
}

static void ask_for(struct load *l, size_t count)
{
    l->request.symbol_count = count;
    for (size_t i = 0; i < count; i++)
        (void)snprintf(l->request.symbols[i], SYMBOL_MAX, "S%02zu", i);
}

static void spark_quotes(void)
{
    struct load l = {.name = "decode 100 quotes, yahoo-spark",
                     .provider = "yahoo-spark", .times = QUOTES / BATCH,
                     .least = BATCH, .rounds = 200, .budget_ms = 1};

    ask_for(&l, BATCH);
    strbuf_add(&l.body, "{\"spark\":{\"result\":[");
    for (int i = 0; i < BATCH; i++)
        strbuf_format(
            &l.body,
            "%s{\"symbol\":\"S%02d\",\"response\":[{\"meta\":{\"currency\":"
            "\"USD\",\"symbol\":\"S%02d\",\"exchangeName\":\"NMS\","
            "\"fullExchangeName\":\"NasdaqGS\",\"instrumentType\":\"EQUITY\","
            "\"regularMarketTime\":1738076395,\"hasPrePostMarketData\":true,"
            "\"regularMarketPrice\":%d.25,\"fiftyTwoWeekHigh\":555.45,"
            "\"fiftyTwoWeekLow\":49.2,\"regularMarketDayHigh\":394.2,"
            "\"regularMarketDayLow\":87.99,\"regularMarketVolume\":27753671,"
            "\"longName\":\"Company Number %d\",\"shortName\":\"Company %d\","
            "\"chartPreviousClose\":%d.5,\"previousClose\":%d.5,"
            "\"dataGranularity\":\"5m\",\"range\":\"1d\"}}]}",
            i ? "," : "", i, i, 100 + i, i, i, 99 + i, 99 + i);
    strbuf_add(&l.body, "]}}");
    measure(&l);
}

static void cnbc_quotes(void)
{
    struct load l = {.name = "decode 100 quotes, cnbc", .provider = "cnbc",
                     .times = QUOTES / BATCH, .least = BATCH, .rounds = 200,
                     .budget_ms = 1};

    ask_for(&l, BATCH);
    strbuf_add(&l.body, "{\"FormattedQuoteResult\":{\"FormattedQuote\":[");
    for (int i = 0; i < BATCH; i++)
        strbuf_format(
            &l.body,
            "%s{\"symbol\":\"S%02d\",\"symbolType\":\"symbol\",\"code\":0,"
            "\"name\":\"Company Number %d\",\"type\":\"STOCK\",\"last\":"
            "\"%d.25\",\"change\":\"0.75\",\"change_pct\":\"0.75%%\","
            "\"last_time\":\"2025-01-28T10:01:00.000-0500\","
            "\"previous_day_closing\":\"%d.5\",\"open\":\"100.1\",\"high\":"
            "\"130.2\",\"low\":\"99.8\",\"volume\":\"1,234,567\","
            "\"currencyCode\":\"USD\",\"countryCode\":\"US\",\"exchange\":"
            "\"NASDAQ\",\"realTime\":\"true\",\"curmktstatus\":\"REG_MKT\"}",
            i ? "," : "", i, i, 100 + i, 99 + i);
    strbuf_add(&l.body, "]}}");
    measure(&l);
}

static void large_feed(void)
{
    struct load l = {.name = "decode a feed of 1 MB", .provider = "rss",
                     .times = 1, .least = 1000, .rounds = 50,
                     .budget_ms = 6};

    strbuf_add(&l.body, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss "
               "xmlns:metadata=\"http://example.com/metadata\" "
               "version=\"2.0\"><channel><title>News of the bench</title>\n");
    for (int i = 0; l.body.len < 1000000; i++)
        strbuf_format(
            &l.body,
            "<item>\n<link>https://www.example.com/2025/01/28/story-%d.html"
            "</link>\n<guid isPermaLink=\"false\">108%06d</guid>\n"
            "<metadata:type>story</metadata:type>\n<metadata:id>108%06d"
            "</metadata:id>\n<title>Company %d &amp; partners report more "
            "revenue than last year</title>\n<description><![CDATA[<p>New "
            "figures show that <b>company %d</b> sold more, spent more and "
            "expects the same of the coming quarter, its head says; others in "
            "its trade fell in early hours.</p>]]></description>\n<pubDate>"
            "Tue, 28 Jan 2025 11:%02d:01 GMT</pubDate>\n</item>\n",
            i, i, i, i, i, i % 60);
    strbuf_add(&l.body, "</channel></rss>");
    measure(&l);
}

static void add_fact(struct strbuf *out, int i, bool is_first)
{
    int year = 2009 + i / 4 % 16, quarter = i % 4;

    strbuf_format(out,
                  "%s{\"start\":\"%d-%02d-01\",\"end\":\"%d-%02d-28\",\"val\":"
                  "%d,\"accn\":\"0001193125-%02d-%06d\",\"fy\":%d,\"fp\":"
                  "\"Q%d\",\"form\":\"10-Q\",\"filed\":\"%d-%02d-20\","
                  "\"frame\":\"CY%dQ%d\"}",
                  is_first ? "" : ",", year, quarter * 3 + 1, year,
                  quarter * 3 + 3, 100000000 + i * 1000, year % 100, i, year,
                  quarter + 1, year + (quarter == 3),
                  quarter == 3 ? 2 : quarter * 3 + 5, year, quarter + 1);
}

/* Most concepts of a real file are none that we read. */
static void company_facts(void)
{
    static const char *const read[] = {
        "Revenues", "OperatingIncomeLoss", "NetIncomeLoss",
        "PaymentsToAcquirePropertyPlantAndEquipment"};
    struct load l = {.name = "decode company facts of 4 MB",
                     .provider = "sec-facts", .times = 1, .least = 100,
                     .rounds = 30, .budget_ms = 60};

    ask_for(&l, 1);
    strbuf_add(&l.body, "{\"cik\":77,\"entityName\":\"Company\",\"facts\":{"
               "\"dei\":{},\"us-gaap\":{");
    for (int i = 0; l.body.len < 4000000; i++) {
        strbuf_format(&l.body, "%s\"", i ? "," : "");
        if (i % 100 == 0 && i / 100 < 4)
            strbuf_add(&l.body, read[i / 100]);
        else
            strbuf_format(&l.body, "SomeOtherConceptNumber%d", i);
        strbuf_add(&l.body, "\":{\"label\":\"A concept\",\"description\":"
                   "\"Amount of what a company may have had to say of it in "
                   "some period, before what it was not asked for.\","
                   "\"units\":{\"USD\":[");
        for (int k = 0; k < 40; k++)
            add_fact(&l.body, k, k == 0);
        strbuf_add(&l.body, "]}}");
    }
    strbuf_add(&l.body, "}}}");
    measure(&l);
}

int main(void)
{
    spark_quotes();
    cnbc_quotes();
    large_feed();
    company_facts();
    return 0;
}
