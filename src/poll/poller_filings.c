/* SPDX-License-Identifier: MIT */
/* Company figures are big and change four times a year: they are asked for
 * only when a periodic report was filed that we have not read. Which one was
 * read last is kept beside the validators, under a name of its own. The list
 * of everybody's newest filings says when a company's own list is worth
 * reading before its time. */
#include <stdio.h>
#include <string.h>

#include "poller_parts.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/feeds/filing.h"

enum { BEFORE_RESULTS_MS = 12 * 60 * 60 * 1000,
       AFTER_RESULTS_MS = 48 * 60 * 60 * 1000 };

static void key_of(const char *cik, char out[32])
{
    (void)snprintf(out, 32, "facts:%s", cik);
}

/* "10-Q - NVIDIA CORP: ...": the forms that bring figures. */
static bool is_periodic(const char *title)
{
    static const char *const forms[] = {"10-Q", "10-K", "20-F", "40-F"};

    for (size_t i = 0; title && i < sizeof(forms) / sizeof(forms[0]); i++)
        if (strncmp(title, forms[i], 4) == 0 &&
            (title[4] == ' ' || strncmp(title + 4, "/A ", 3) == 0))
            return true;
    return false;
}

static const struct headline *newest_report(const struct updates *u)
{
    const struct headline *newest = NULL;

    for (size_t i = 0; i < u->count; i++) {
        const struct headline *h = &u->items[i].of.headline;
        if (u->items[i].kind == UPDATE_headline && is_periodic(h->title) &&
            (!newest || h->published > newest->published))
            newest = h;
    }
    return newest;
}

void poller_filings_read(struct poller *p, const struct batch *b,
                         const struct updates *u)
{
    struct watched *w = poller_watched(p, b->symbols[0]);
    const struct headline *newest = newest_report(u);
    char key[32], read[128], unused[64] = "";

    if (w)
        w->filings_ms = p->real_ms;
    if (!w || !newest || !newest->id || !w->cik[0])
        return;
    key_of(w->cik, key);
    name_copy(read, sizeof(read), w->read_report);
    if (p->parts.store && !read[0])
        (void)store_validators(p->parts.store, key, 0, read, unused);
    name_copy(w->newest_report, sizeof(w->newest_report), newest->id);
    if (strcmp(read, w->newest_report) == 0 || w->wants_facts)
        return;
    w->wants_facts = true;
    p->are_wishes_stale = true;
    schedule_hasten(p->schedule, JOB_FACTS, w->symbol, p->real_ms);
    poller_line(p, "filings", "%s filed: its figures are fetched",
                w->symbol);
}

static void name_symbol(struct headline *h, const char *symbol)
{
    if (!headline_is_of(h, symbol) &&
        h->symbol_count < HEADLINE_SYMBOLS_MAX)
        name_copy(h->symbols[h->symbol_count++], SYMBOL_MAX, symbol);
}

/* The figures follow the announcement within two days or so. */
static void expect_report(struct poller *p, struct watched *w,
                          const struct headline *h)
{
    if (filing_has_results(h->title) && h->published > w->results_ms) {
        w->results_ms = h->published;
        p->are_wishes_stale = true;
    }
    if (h->published > w->filings_ms)
        schedule_hasten(p->schedule, JOB_FILINGS, w->symbol, p->real_ms);
}

void poller_filing_told(struct poller *p, struct headline *h)
{
    char cik[CIK_MAX];

    if (!filing_cik(h->url, cik))
        return;
    for (size_t i = 0; i < p->watched_count; i++) {
        struct watched *w = &p->watched[i];
        if (strcmp(w->cik, cik) != 0)
            continue;
        name_symbol(h, w->symbol);
        expect_report(p, w, h);
    }
}

bool poller_is_reporting(const struct poller *p, const struct watched *w)
{
    return w->results_ms && p->real_ms >= w->results_ms - BEFORE_RESULTS_MS &&
           p->real_ms < w->results_ms + AFTER_RESULTS_MS;
}

int64_t poller_reporting_ms(const struct poller *p, const struct watched *w)
{
    if (!w->results_ms || p->real_ms >= w->results_ms + AFTER_RESULTS_MS)
        return INT64_MAX;
    return poller_is_reporting(p, w) ? w->results_ms + AFTER_RESULTS_MS
                                     : w->results_ms - BEFORE_RESULTS_MS;
}

void poller_facts_read(struct poller *p, const struct batch *b)
{
    struct watched *w = poller_watched(p, b->symbols[0]);
    struct why why = {{0}};
    char key[32];

    if (!w || !w->wants_facts)
        return;
    w->wants_facts = false;
    w->has_facts = true;
    memcpy(w->read_report, w->newest_report, sizeof(w->read_report));
    p->are_wishes_stale = true;
    key_of(w->cik, key);
    if (poller_caches(p) && w->newest_report[0])
        poller_store_failed(p,
                            store_set_validators(p->parts.store, key,
                                                 w->newest_report, "",
                                                 p->real_ms, &why),
                            &why);
}

void poller_directory_read(struct poller *p, const struct batch *b,
                           const struct updates *u)
{
    struct why why = {{0}};
    size_t n = 0;

    for (size_t i = 0; i < u->count; i++) {
        const struct update *one = &u->items[i];
        if (one->kind != UPDATE_instrument)
            continue;
        n++;
        if (poller_watched(p, one->symbol))
            poller_apply_live(p, one);
    }
    if (poller_caches(p) && n > 0)
        poller_store_failed(p,
                            store_directory_put(p->parts.store, u, &why),
                            &why);
    poller_line(p, "symbols", "%s: %zu symbols", b->source, n);
}
