/* SPDX-License-Identifier: MIT */
/* What decoders share: symbols, figures that come as text, URLs. */
#include "wire.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reply.h"
#include "tapewatch/model/lot.h"

enum { JSON_MOST = 8 << 20 };

bool wire_symbol(const struct reply *reply, const struct provider *p,
                 const char *wire, char out[SYMBOL_MAX])
{
    const struct request *r = reply->request;
    char spelled[SYMBOL_MAX];

    for (size_t i = 0; r && i < r->symbol_count; i++) {
        const char *ours = r->symbols[i];
        enum instrument_type type = instrument_type_of_symbol(ours);

        name_copy(spelled, sizeof spelled, ours);
        if (p->spell && !p->spell(ours, type, spelled))
            continue;
        if (strcasecmp(spelled, wire) != 0)
            continue;
        name_copy(out, SYMBOL_MAX, ours);
        return true;
    }
    return symbol_from_text(wire, strlen(wire), out);
}

bool wire_number(const char *text, double *out)
{
    char plain[48], *end;
    size_t n = 0;
    bool is_negative = false;
    double v;

    for (const char *s = text; *s; s++) {
        if (*s == '(' || *s == ')')
            is_negative = true;
        else if (*s != ',' && *s != '$' && *s != '+' && *s != '%' &&
                 !isspace((unsigned char)*s)) {
            if (n + 1 >= sizeof plain || !strchr("0123456789.-eE", *s))
                return false;
            plain[n++] = *s;
        }
    }
    plain[n] = '\0';
    v = strtod(plain, &end);
    if (n == 0 || end == plain || *end || !isfinite(v))
        return false;
    *out = is_negative ? -v : v;
    return true;
}

bool wire_number_of(json object, const char *key, double *out)
{
    const char *text = json_text_of(object, key);

    return text ? wire_number(text, out) : json_number_of(object, key, out);
}

double wire_currency(const char *code, char out[CURRENCY_MAX])
{
    char plain[SYMBOL_MAX];

    out[0] = '\0';
    if (!code || !symbol_from_text(code, strlen(code), plain))
        return 1;
    if (currency_major(code, out) != 1)
        return 100;
    name_copy(out, CURRENCY_MAX, plain);
    return 1;
}

bool wire_us_symbol(const char *symbol, enum instrument_type type, char dot,
                    char out[SYMBOL_MAX])
{
    size_t n = strspn(symbol, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    bool has_class = symbol[n] == '-' && isupper((unsigned char)symbol[n + 1]);

    if (n == 0 || n > 5 || symbol[n + (has_class ? 2 : 0)] ||
        instrument_type_of_symbol(symbol) != INSTRUMENT_unknown ||
        type == INSTRUMENT_index || type == INSTRUMENT_crypto ||
        type == INSTRUMENT_fx || type == INSTRUMENT_future)
        return false;
    name_copy(out, SYMBOL_MAX, symbol);
    if (has_class)
        out[n] = dot;
    return true;
}

enum err wire_json(const struct reply *reply, const char *source,
                   struct json_doc **doc, struct why *why)
{
    enum err e = reply_status(reply, source, why);
    char first = reply_first_byte(reply);

    *doc = NULL;
    if (reply->failure != REPLY_DONE || reply->status == 429)
        return e;
    if (first == '{' || first == '[') {
        enum err parsed =
            json_parse(reply->body, reply->size, JSON_MOST, doc, why);

        if (parsed == ERR_OK)
            return ERR_OK;
        reply_prefix(reply, source, why);
        return e == ERR_OK ? parsed : reply_status(reply, source, why);
    }
    if (e != ERR_OK)
        return e;
    if (first == '<' || strncmp(reply->content_type, "text/html", 9) == 0)
        return why_set(why, ERR_REFUSED,
                       "%s: not JSON but a web page (a block page)", source);
    return why_set(why, first ? ERR_SYNTAX : ERR_CORRUPT, "%s: %s", source,
                   first ? "not JSON" : "empty reply");
}

void wire_url_text(struct strbuf *url, const char *text)
{
    for (const char *s = text; *s; s++) {
        if (isalnum((unsigned char)*s) || strchr("-._~", *s))
            strbuf_add_char(url, *s);
        else
            strbuf_format(url, "%%%02X", (unsigned)(unsigned char)*s);
    }
}

enum err wire_request(const struct strbuf *url, const struct ask *ask,
                      struct request *out, struct why *why)
{
    if (url->len >= sizeof out->url)
        return why_set(why, ERR_USAGE, "%s: URL too long", ask->name);
    memcpy(out->url, strbuf_text(url), url->len + 1);
    name_copy(out->source, sizeof out->source, ask->name);
    out->symbol_count = ask->symbol_count;
    memcpy(out->symbols, ask->symbols, sizeof out->symbols);
    return ERR_OK;
}
