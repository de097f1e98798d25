/*
 * What decoders share: symbols as the source spells them, and figures that
 * come as text.
 */
#ifndef TAPEWATCH_SRC_FEEDS_WIRE_H
#define TAPEWATCH_SRC_FEEDS_WIRE_H

#include <stdbool.h>

#include "tapewatch/base/json.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/feeds/provider.h"

/* Our symbol of what the source calls `wire`: the one asked for that `p`
 * spells so, else (a file, or one that was not asked for) `wire` itself in
 * upper case. False when that is no symbol. */
bool wire_symbol(const struct reply *reply, const struct provider *p,
                 const char *wire, char out[SYMBOL_MAX]);

/* A figure as pages write it: "$1,234.50", "-0.53%", "(0.13)" for a negative
 * one, "+5". False for "N/A", "--", "" and whatever else is no number. */
bool wire_number(const char *text, double *out);
/* The same of a JSON member that is a number or such a text. */
bool wire_number_of(json object, const char *key, double *out);

/* A currency as sources write it, "" when it is none. Prices are to be divided
 * by what is returned: 100 for pence and cents (GBp, GBX, ZAc, ILA), else 1. */
double wire_currency(const char *code, char out[CURRENCY_MAX]);

/* A plain American symbol, with `dot` for the dash of a share class: BRK-B is
 * "BRK.B". False for all others: coins, rates, indices, other exchanges. */
bool wire_us_symbol(const char *symbol, enum instrument_type type, char dot,
                    char out[SYMBOL_MAX]);

/* Parses a reply that is to be JSON. On ERR_OK the HTTP status is still to be
 * looked at (reply_status): errors may come as JSON too. A web page instead is
 * ERR_REFUSED. */
enum err wire_json(const struct reply *reply, const char *source,
                   struct json_doc **doc, struct why *why);

/* Appends `text` for the query part of a URL. */
void wire_url_text(struct strbuf *url, const char *text);
/* Ends a plan: copies the URL and what was asked for; ERR_USAGE with "NAME:
 * URL too long". */
enum err wire_request(const struct strbuf *url, const struct ask *ask,
                      struct request *out, struct why *why);

#endif
