/* SPDX-License-Identifier: MIT */
/* When a filing was accepted.
 *
 * DESIGN. The SEC writes "2026-02-25T16:31:25.000Z" and often means it, but
 * for the newest days of a company, and for some companies always, the clock
 * is New York's and the Z is wrong. Which one it is has to be told from what
 * can be true: EDGAR accepts from 6 to 22 o'clock in New York; what comes
 * after 17:30 is filed on a later day; nothing is accepted after it was
 * received by us. Results are told outside of the trading session. A filing
 * of which both may be true goes as the decided one nearest in time does;
 * with none of them the Z is believed. */
#include "sec.h"

#include "tapewatch/base/calendar.h"
#include "tapewatch/base/civil.h"

enum verdict { VERDICT_NONE, VERDICT_UTC, VERDICT_NEW_YORK };

enum {
    OPENS_MINUTE = 6 * 60,
    ENDS_MINUTE = 22 * 60,
    CUT_MINUTE = 17 * 60 + 30,
    CUT_DOUBT = 15, /* sent before the cut, accepted after it */
    DAYS_MOST = 5,  /* from a filing to its date, over a long weekend */
};

static int64_t as_new_york(int64_t written)
{
    struct civil c = civil_utc(written);
    int64_t minute = civil_from_new_york(
        civil_date(c.year, c.month, c.day), c.hour, c.minute);

    return minute + c.second * MS_PER_SECOND + c.milli;
}

static bool is_possible(const struct sec_stamp *s, int64_t t, int64_t now_ms)
{
    struct civil c = civil_new_york(t);
    int minute = c.hour * 60 + c.minute;
    int32_t date = civil_new_york_date(t);

    if (minute < OPENS_MINUTE || minute >= ENDS_MINUTE || t > now_ms)
        return false;
    if (s->filed == NO_DATE)
        return true;
    if (minute < CUT_MINUTE)
        return s->filed == date;
    if (s->filed == date)
        return minute < CUT_MINUTE + CUT_DOUBT;
    return s->filed > date && s->filed <= date + DAYS_MOST;
}

static enum verdict judge(const struct sec_stamp *s, int64_t now_ms)
{
    int64_t there = as_new_york(s->written);
    bool utc = is_possible(s, s->written, now_ms);
    bool new_york = is_possible(s, there, now_ms);

    if (utc != new_york)
        return utc ? VERDICT_UTC : VERDICT_NEW_YORK;
    if (!utc || !s->is_results)
        return VERDICT_NONE;
    utc = calendar_session(HOURS_US, s->written) != SESSION_REGULAR;
    new_york = calendar_session(HOURS_US, there) != SESSION_REGULAR;
    if (utc == new_york)
        return VERDICT_NONE;
    return utc ? VERDICT_UTC : VERDICT_NEW_YORK;
}

static enum verdict nearest(const struct sec_stamp *stamps,
                            const enum verdict *verdicts, size_t n, size_t of)
{
    enum verdict best = VERDICT_UTC;
    int64_t least = INT64_MAX;

    for (size_t i = 0; i < n; i++) {
        int64_t far = stamps[i].written - stamps[of].written;

        if (far < 0)
            far = -far;
        if (verdicts[i] != VERDICT_NONE && far < least) {
            least = far;
            best = verdicts[i];
        }
    }
    return best;
}

void sec_accepted(const struct sec_stamp *stamps, size_t n, int64_t now_ms,
                  int64_t *out)
{
    enum verdict verdicts[SEC_FILINGS_MAX];

    for (size_t i = 0; i < n; i++)
        verdicts[i] = stamps[i].written ? judge(&stamps[i], now_ms)
                                        : VERDICT_NONE;
    for (size_t i = 0; i < n; i++) {
        enum verdict v = verdicts[i];
        int64_t t = stamps[i].written;

        if (v == VERDICT_NONE)
            v = nearest(stamps, verdicts, n, i);
        if (v == VERDICT_NEW_YORK && t)
            t = as_new_york(t);
        out[i] = t;
    }
}
