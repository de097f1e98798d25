/*
 * What Nasdaq's replies share: envelope, spelling, headers, dates.
 */
#ifndef TAPEWATCH_SRC_FEEDS_NASDAQ_H
#define TAPEWATCH_SRC_FEEDS_NASDAQ_H

#include "tapewatch/base/json.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/feeds/provider.h"

#define NASDAQ_URL "https://api.nasdaq.com"

/* American shares, funds on exchanges and a few indices. */
bool nasdaq_spell(const char *symbol, enum instrument_type type,
                  char out[SYMBOL_MAX]);
/* "BASE/api/quote/SYMBOL/WHAT?assetclass=..." of the one symbol asked for. */
enum err nasdaq_quote_url(const struct ask *ask, const char *what,
                          struct strbuf *url, struct why *why);
/* Ends a plan, with the headers without which it does not answer. */
enum err nasdaq_request(const struct strbuf *url, const struct ask *ask,
                        struct request *out, struct why *why);

/* Classifies a reply and finds its `data`; an unknown symbol is
 * ERR_NOT_FOUND. Free *doc in any case. */
enum err nasdaq_open(const struct reply *reply, const char *source,
                     struct json_doc **doc, json *data, struct why *why);

/* "Sep 24, 2026" anywhere in a text; *rest is what follows it. */
bool nasdaq_date(const char *text, int32_t *date, const char **rest);

#endif
