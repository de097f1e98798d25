/*
 * What the providers of the SEC's EDGAR share: who asks, what a reply begins
 * with, and the words for a filing.
 */
#ifndef TAPEWATCH_SRC_FEEDS_SEC_H
#define TAPEWATCH_SRC_FEEDS_SEC_H

#include <stdbool.h>
#include <stdint.h>

#include "tapewatch/base/json.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/feeds/provider.h"

#define SEC_WWW_URL "https://www.sec.gov"
#define SEC_DATA_URL "https://data.sec.gov"
#define SEC_PUBLISHER "SEC EDGAR"

/* The site allows 10 a second and blocks for minutes above that. */
#define SEC_RATES {{.requests = 5, .seconds = 1}}

/* Ends a plan: the URL, the limit, and the contact that the SEC wants to
 * hear; ERR_USAGE without one. */
enum err sec_request(const struct ask *ask, const struct strbuf *url,
                     size_t limit_bytes, struct request *out,
                     struct why *why);
/* "/CIK0001045810.json" behind `path`, of the company that is asked for. */
enum err sec_company_request(const struct ask *ask, const char *path,
                             size_t limit_bytes, struct request *out,
                             struct why *why);

/* Ten digits of a number or of digits; false for none or too many. */
bool sec_cik(json v, char out[CIK_MAX]);

/* A reply being read. */
struct sec {
    const struct reply *reply;
    struct updates *out;
    struct why *why;
    const char *source;
    char symbol[SYMBOL_MAX]; /* "" where none was asked for */
    char label[SOURCE_MAX + SYMBOL_MAX + 2]; /* "sec-facts: NVDA" */
};
/* Fills it; ERR_OK when the body may be JSON. */
enum err sec_open(struct sec *s, const char *provider,
                  const struct reply *reply, struct updates *out,
                  struct why *why);
/* The parsed body; free it also on errors. */
enum err sec_json(const struct sec *s, size_t limit_bytes,
                  struct json_doc **doc);
/* "label: place: reason" */
enum err sec_error(const struct sec *s, enum err e, const char *place,
                   const char *reason);

/* ---- sec_filing.c */

/* One filing, as lists tell it; texts are borrowed, NULL: not known. */
struct sec_filing {
    const char *form, *company;
    const char *items;  /* of an 8-K: "2.02,9.01" */
    const char *period; /* "2026-04-26" */
};
/* The forms that tell about a company's figures and events, and their
 * amendments. */
bool sec_form_is_told(const char *form);
/* "10-Q - NVIDIA CORP: quarter to 2026-04-26" */
void sec_title(struct strbuf *out, const struct sec_filing *f);
/* "0001045810-26-000021" */
bool sec_is_accession(const char *s, size_t n);

/* ---- sec_accepted.c */

/* When a filing was accepted, as it is written: not always in UTC. */
struct sec_stamp {
    int64_t written; /* ms, taken as UTC; 0: not known */
    int32_t filed;   /* date, NO_DATE: not known */
    bool is_results; /* an 8-K with item 2.02 */
};
enum { SEC_FILINGS_MAX = 60 };
/* Writes the true times of n filings (at most SEC_FILINGS_MAX), newest first,
 * none later than `now_ms`. */
void sec_accepted(const struct sec_stamp *stamps, size_t n, int64_t now_ms,
                  int64_t *out);

#endif
