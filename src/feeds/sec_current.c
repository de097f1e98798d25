/* SPDX-License-Identifier: MIT */
/* The SEC's newest filings of all companies: an Atom feed in which a filing
 * comes once for each role that somebody has in it. */
#include "sec.h"

#include <stdio.h>
#include <string.h>

#include "reply.h"
#include "rss_read.h"

enum { BODY_MAX = 4 << 20, TITLE_MOST = 400 };

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    struct strbuf url = {0};
    enum err e;

    strbuf_format(&url, "%s/cgi-bin/browse-edgar?action=getcurrent&type=8-K"
                  "&count=100&start=0&output=atom",
                  ask->base_url ? ask->base_url : SEC_WWW_URL);
    e = sec_request(ask, &url, BODY_MAX, out, why);
    strbuf_done(&url);
    return e;
}

/* Ends a text before " (0001935979) (Filer)"; where there is no such tail the
 * role stays empty. */
static size_t without_role(const char *title, char *role, size_t size)
{
    const char *open = strrchr(title, '('), *close;
    size_t n = strlen(title);

    role[0] = '\0';
    if (!open || open - title < 14 || title[n - 1] != ')')
        return n;
    close = open - 2; /* of the number */
    if (memcmp(close, ") ", 2) != 0 || close - title < 12 ||
        memcmp(close - 12, " (", 2) != 0 ||
        strspn(close - 10, "0123456789") != CIK_MAX - 1)
        return n;
    if ((size_t)(title + n - 1 - (open + 1)) < size)
        name_copy(role, (size_t)(title + n - open - 1), open + 1);
    return (size_t)(close - 12 - title);
}

/* "Item 2.02: Results ..., Item 9.01: ..." -> "2.02,9.01" */
static void items_of(struct strbuf *out, const char *summary)
{
    for (const char *at = summary; at && (at = strstr(at, "Item ")); at++) {
        size_t n = strspn(at + 5, "0123456789.");

        if (n < 3 || n > 7 || at[5 + n] != ':')
            continue;
        if (out->len)
            strbuf_add_char(out, ',');
        strbuf_add_n(out, at + 5, n);
    }
}

/* "urn:tag:sec.gov,2008:accession-number=0002074440-26-000002" */
static const char *accession_of(const char *id)
{
    const char *mark = strrchr(id, '=');

    return mark && sec_is_accession(mark + 1, strlen(mark + 1)) ? mark + 1
                                                                : NULL;
}

/* The company rather than its director, the issuer rather than the buyer. */
static int role_rank(const char *role)
{
    static const char *const roles[] = {"Filer", "Issuer", "Subject"};

    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (strcmp(role, roles[i]) == 0)
            return 1;
    return 0;
}

/* The feed's entry becomes a headline like those of sec-submissions. Says
 * how telling the role in it was. */
static int rewrite(struct updates *out, struct headline *h,
                   const char *accession)
{
    char role[24];
    size_t n = without_role(h->title, role, sizeof role);
    const char *dash = strstr(h->title, " - ");
    struct strbuf items = {0}, title = {0};

    items_of(&items, h->summary);
    if (dash && (size_t)(dash - h->title) < n) {
        const struct sec_filing words = {
            .form = updates_text_n(out, h->title, (size_t)(dash - h->title),
                                   TITLE_MOST),
            .company = updates_text_n(out, dash + 3,
                                      n - (size_t)(dash + 3 - h->title),
                                      TITLE_MOST),
            .items = strncmp(h->title, "8-K", 3) == 0 ? items.text : NULL,
        };

        sec_title(&title, &words);
        h->title = updates_text_n(out, title.text, title.len, TITLE_MOST);
    }
    h->id = updates_text(out, accession, 20);
    h->summary = NULL; /* date, number and size: nothing to read */
    h->publisher = SEC_PUBLISHER;
    strbuf_done(&items);
    strbuf_done(&title);
    return role_rank(role);
}

static size_t find(const struct updates *out, size_t from, const char *id)
{
    size_t i = from;

    while (i < out->count && strcmp(out->items[i].of.headline.id, id) != 0)
        i++;
    return i;
}

enum { ENTRIES_MAX = 2000 };

/* Of each filing the first entry with the best role stays. */
static void once_each(struct updates *out, size_t from)
{
    unsigned char ranks[ENTRIES_MAX] = {0};
    size_t end = out->count;

    out->count = from;
    for (size_t i = from; i < end && i - from < ENTRIES_MAX; i++) {
        struct update u = out->items[i];
        const char *accession = accession_of(u.of.headline.id);
        int rank;
        size_t at;

        if (!accession)
            continue;
        rank = rewrite(out, &u.of.headline, accession);
        at = find(out, from, u.of.headline.id);
        if (at == out->count)
            out->count++;
        else if (ranks[at - from] >= rank)
            continue;
        out->items[at] = u;
        ranks[at - from] = (unsigned char)rank;
    }
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    struct feed f = {
        .out = out,
        .source = reply_source(reply, "sec-current"),
        .url = reply->request ? reply->request->url : "",
        .t = reply->received_ms,
        .from = out->count,
    };
    enum err e;

    name_copy(f.label, sizeof f.label, f.source);
    if (reply->status >= 500 && reply_is_html(reply))
        return why_set(why, ERR_IO, "%s: not a feed (an HTML page, HTTP %ld)",
                       f.label, reply->status);
    e = feed_decode(&f, reply, why);
    once_each(out, f.from);
    feed_done(&f);
    return e;
}

const struct provider provider_sec_current = {
    .name = "sec-current",
    .help = "SEC: the newest 8-K reports of all companies; wants a contact",
    .jobs = 1u << JOB_FILINGS,
    .min_interval_ms = 60000,
    .base_url = SEC_WWW_URL,
    .rates = SEC_RATES,
    .needs_contact = true,
    .plan = plan,
    .decode = decode,
};
