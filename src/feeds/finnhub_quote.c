/* SPDX-License-Identifier: MIT */
/* Finnhub: the last price of one US symbol. */
#include <string.h>

#include "answer.h"
#include "wire.h"

static const char base_url[] = "https://finnhub.io";

static bool spell(const char *symbol, enum instrument_type type,
                  char out[SYMBOL_MAX])
{
    return answer_spell_us(symbol, type, '.', out);
}

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    struct strbuf url = {0};
    char name[SYMBOL_MAX];
    enum err e = answer_plan(ask, 1, out, why);

    if (e != ERR_OK)
        return e;
    if (!spell(ask->symbols[0], ask->types[0], name))
        return why_set(why, ERR_USAGE, "%s: %s: not a US share", ask->name,
                       ask->symbols[0]);
    if (!request_header(out, "X-Finnhub-Token", ask->key))
        return why_set(why, ERR_USAGE, "%s: a key cannot look so", ask->name);
    strbuf_format(&url, "%s/api/v1/quote?symbol=",
                  ask->base_url ? ask->base_url : base_url);
    wire_url_text(&url, name);
    e = wire_request(&url, ask, out, why);
    strbuf_done(&url);
    return e;
}

/* An unknown symbol is answered with zeros. */
static enum err read_quote(struct answer *a)
{
    static const struct answer_names names = {
        .open = "o", .high = "h", .low = "l", .prev_close = "pc"};
    struct quote q = {0};
    char symbol[SYMBOL_MAX];
    double v;
    int64_t s;

    (void)answer_symbol(a, "symbol=", symbol);
    if (!json_get(a->root, "c"))
        return answer_words(a->root)
                   ? answer_told(a, ERR_REFUSED, answer_words(a->root))
                   : answer_error(a, symbol, "c", "missing");
    if (!json_number_of(a->root, "c", &v))
        return answer_error(a, symbol, "c", "not a number");
    if (v <= 0)
        return why_set(a->why, ERR_NOT_FOUND, "%s: unknown symbol%s%s",
                       a->source, symbol[0] ? ": " : "", symbol);
    QUOTE_SET(&q, price, v);
    answer_set_day(&q, a->root, &names);
    if (json_int_of(a->root, "t", &s) && s < INT32_MAX)
        answer_as_of(&q, s * 1000);
    updates_add(a->out, a->reply->received_ms, UPDATE_quote, symbol,
                a->source)->of.quote = q;
    return ERR_OK;
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    return answer_decode("finnhub-quote", reply, out, why, read_quote);
}

const struct provider provider_finnhub_quote = {
    .name = "finnhub-quote",
    .help = "Finnhub: last price of US shares, one symbol a request",
    .jobs = 1u << JOB_QUOTES,
    .batch = 1,
    .min_interval_ms = 5000,
    .base_url = base_url,
    .rates = {{.requests = 60, .seconds = 60}, {.requests = 30, .seconds = 1}},
    .key_name = "FINNHUB_API_KEY",
    .spell = spell,
    .plan = plan,
    .decode = decode,
};
