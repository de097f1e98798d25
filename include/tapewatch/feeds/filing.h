/*
 * Whose filing it is: the SEC's lists of new filings name the company by its
 * number only.
 */
#ifndef TAPEWATCH_FEEDS_FILING_H
#define TAPEWATCH_FEEDS_FILING_H

#include <stdbool.h>

#include "tapewatch/model/instrument.h"

/* The filer's number in a filing's address, ".../edgar/data/1045810/...";
 * false when it is no such address, or NULL. */
bool filing_cik(const char *url, char cik[CIK_MAX]);
/* Results were announced: an 8-K whose words name item 2.02. */
bool filing_has_results(const char *title);

#endif
