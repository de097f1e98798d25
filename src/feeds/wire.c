/* SPDX-License-Identifier: MIT */
/* What decoders share: symbols, figures that come as text, URLs. */
#include "wire.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

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
