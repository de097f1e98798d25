/* SPDX-License-Identifier: MIT */
/* What a source says of its market's hours, where our calendar is wrong.
 *
 * A line's session is that of the market at its as_of. When that differs from
 * our calendar in whether the market is open, or when the source has not left
 * an older day though our market is long open (a holiday that we do not know),
 * the source is followed: for half an hour after its word, and no longer than
 * our calendar stays in the phase that the word spoke against. */
#include <stdio.h>
#include <string.h>

#include "market.h"
#include "tapewatch/base/civil.h"

#define WORD_LASTS_MS (30 * MS_PER_MINUTE)

enum session phases_of(const struct listing *l, enum session ours,
                       int64_t now_ms)
{
    bool stands = l->word != SESSION_UNKNOWN && ours == l->word_against &&
                  now_ms >= l->word_t && now_ms - l->word_t < WORD_LASTS_MS;

    return stands ? l->word : ours;
}

static bool is_open(enum session s)
{
    return s == SESSION_REGULAR;
}

/* What the line says of the market at `t`; UNKNOWN: nothing against us. */
static enum session word_of(enum market_hours hours, const struct quote *q,
                            int64_t t)
{
    enum session ours = calendar_session(hours, t);
    int32_t today = calendar_date(hours, t);
    struct trading_day day;

    if (q->session == SESSION_UNKNOWN || !QUOTE_HAS(q, as_of) || q->as_of > t)
        return SESSION_UNKNOWN;
    if (t - q->as_of < WORD_LASTS_MS)
        return is_open(q->session) != is_open(calendar_session(hours,
                                                               q->as_of)) &&
                       is_open(q->session) != is_open(ours)
                   ? q->session
                   : SESSION_UNKNOWN;
    if (!is_open(ours) || is_open(q->session) ||
        q->session == SESSION_PRE || !calendar_day(hours, today, &day))
        return SESSION_UNKNOWN;
    if (q->as_of >= day.open_ms || t - day.open_ms >= WORD_LASTS_MS)
        return SESSION_CLOSED;
    return SESSION_UNKNOWN;
}

/* Where we know the holidays a difference is news; of indices and funds with
 * hours of their own, and of exchanges that we do not know, it is none. */
static bool is_news(const struct entry *e, enum market_hours hours,
                    int64_t t)
{
    const struct instrument *i = e->pub.instrument;

    return hours == HOURS_US &&
           calendar_is_known(hours, calendar_date(hours, t)) &&
           (i->type == INSTRUMENT_equity || i->type == INSTRUMENT_etf) &&
           !strchr(i->symbol, '.');
}

static void tell(struct state *s, const char *source, enum session word,
                 int32_t date)
{
    char text[160];

    if (s->told_phase == date)
        return;
    s->told_phase = date;
    snprintf(text, sizeof text,
             "%s says %s, our calendar says %s: following %s", source,
             is_open(word) ? "open" : "closed",
             is_open(word) ? "closed" : "open", source);
    state_notice(s, text);
}

void phases_hear(struct state *s, struct entry *e, const struct update *u)
{
    enum market_hours hours = instrument_hours(e->pub.instrument);
    const struct quote *q = &u->of.quote;
    enum session word;

    if (q->session == SESSION_UNKNOWN || hours == HOURS_ALWAYS)
        return;
    word = word_of(hours, q, u->t);
    if (u->t < e->pub.word_t)
        return;
    e->pub.word = word;
    e->pub.word_t = u->t;
    e->pub.word_against = calendar_session(hours, u->t);
    if (word != SESSION_UNKNOWN && is_news(e, hours, u->t))
        tell(s, u->source, word, calendar_date(hours, u->t));
}
