/*
 * A backtest as JSON, NDJSON, CSV or text. Percentages have two decimals; what
 * is not known is null, empty in CSV, "-" in text.
 *
 * JSON is {"firings":[...],"summary":[...]}; NDJSON has a line for each, the
 * summary's lines with "summary":true; CSV has the firings only. Names:
 *
 *   firing  rule symbol session t price measure h1_pct close_pct d1_pct d5_pct
 *   summary rule firings symbols and, of each horizon, known mean median
 *           share_down worst best
 */
#ifndef TAPEWATCH_REPORT_BACKTEST_H
#define TAPEWATCH_REPORT_BACKTEST_H

#include "tapewatch/base/strbuf.h"
#include "tapewatch/state/backtest.h"

/* `format` is a name of formats.def. */
void report_backtest(const struct firing *firings, size_t count,
                     const char *format, struct strbuf *out);

#endif
