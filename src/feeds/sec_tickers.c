/* SPDX-License-Identifier: MIT */
/* The SEC's list of companies with their tickers: one CIK, several of them. */
#include "sec.h"

#include <string.h>

enum { BODY_MAX = 8 << 20, NAME_MOST = 160, VENUE_MOST = 40 };

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    struct strbuf url = {0};
    enum err e;

    strbuf_format(&url, "%s/files/company_tickers_exchange.json",
                  ask->base_url ? ask->base_url : SEC_WWW_URL);
    e = sec_request(ask, &url, BODY_MAX, out, why);
    strbuf_done(&url);
    return e;
}

struct company {
    json cik, ticker, name, exchange;
};

/* False for one without a number; one without a ticker is not traded. */
static bool add(const struct sec *s, const struct company *c)
{
    const char *ticker = json_text(c->ticker), *name = json_text(c->name);
    const char *venue = json_text(c->exchange);
    char symbol[SYMBOL_MAX], cik[CIK_MAX];
    struct instrument *i;

    if (!sec_cik(c->cik, cik))
        return false;
    if (!ticker || !symbol_from_text(ticker, strlen(ticker), symbol))
        return true;
    i = &updates_add(s->out, s->reply->received_ms, UPDATE_instrument, symbol,
                     s->source)->of.instrument;
    memcpy(i->cik, cik, sizeof i->cik);
    i->name = updates_text(s->out, name, NAME_MOST);
    i->venue = updates_text(s->out, venue, VENUE_MOST);
    return true;
}

/* {"0":{"cik_str":1045810,"ticker":"NVDA","title":"NVIDIA CORP"},...} */
static size_t read_objects(const struct sec *s, json root)
{
    size_t bad = 0;

    for (json i = json_first(root); i; i = json_next(i)) {
        const struct company c = {.cik = json_get(i, "cik_str"),
                                  .ticker = json_get(i, "ticker"),
                                  .name = json_get(i, "title")};

        bad += !add(s, &c);
    }
    return bad;
}

/* Row by the order of {"fields":["cik","name","ticker","exchange"]}. */
static size_t read_rows(const struct sec *s, json fields, json data)
{
    size_t bad = 0;

    for (json i = json_first(data); i; i = json_next(i)) {
        struct company c = {0};
        json v = json_first(i);

        for (json f = json_first(fields); f && v; f = json_next(f)) {
            const char *name = json_text(f);

            if (name && strcmp(name, "cik") == 0)
                c.cik = v;
            else if (name && strcmp(name, "name") == 0)
                c.name = v;
            else if (name && strcmp(name, "ticker") == 0)
                c.ticker = v;
            else if (name && strcmp(name, "exchange") == 0)
                c.exchange = v;
            v = json_next(v);
        }
        bad += !add(s, &c);
    }
    return bad;
}

static enum err read_all(const struct sec *s, json root)
{
    json fields = json_get(root, "fields"), data = json_get(root, "data");
    size_t bad, before = s->out->count;

    if (fields || data) {
        if (!json_is_array(fields))
            return sec_error(s, ERR_CORRUPT, "fields", "not an array");
        if (!json_is_array(data))
            return sec_error(s, ERR_CORRUPT, "data", "not an array");
        bad = read_rows(s, fields, data);
    } else {
        if (!json_is_object(root))
            return sec_error(s, ERR_CORRUPT, "companies", "not an object");
        bad = read_objects(s, root);
    }
    if (bad)
        return why_set(s->why, ERR_CORRUPT,
                       "%s: %zu of %zu companies without a number (CIK)",
                       s->label, bad, bad + s->out->count - before);
    if (s->out->count == before)
        return sec_error(s, ERR_CORRUPT, "companies", "none");
    return ERR_OK;
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    struct json_doc *doc = NULL;
    struct sec s;
    enum err e = sec_open(&s, "sec-tickers", reply, out, why);

    if (e == ERR_OK)
        e = sec_json(&s, BODY_MAX, &doc);
    if (e == ERR_OK)
        e = read_all(&s, json_root(doc));
    json_doc_free(doc);
    return e;
}

const struct provider provider_sec_tickers = {
    .name = "sec-tickers",
    .help = "SEC: tickers, names and CIK numbers of all companies that file; "
            "wants a contact",
    .jobs = 1u << JOB_DIRECTORY,
    .min_interval_ms = 3600000,
    .base_url = SEC_WWW_URL,
    .rates = SEC_RATES,
    .needs_contact = true,
    .plan = plan,
    .decode = decode,
};
