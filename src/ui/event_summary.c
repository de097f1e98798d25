/* SPDX-License-Identifier: MIT */
/* An event in two lines, for the clipboard. */
#include <stdio.h>
#include <string.h>

#include "event_words.h"
#include "panel.h"
#include "show.h"
#include "tapewatch/base/civil.h"

/* "CAP 3.493T -> 2.900T  "; "" when not known. */
static void caps(const struct event *e, char *out, size_t size)
{
    char before[FORMAT_MAX], after[FORMAT_MAX];

    out[0] = '\0';
    if (!(e->known & EVENT_HAS_SHARES) || !(e->known & EVENT_HAS_PRICE) ||
        !(e->known & EVENT_HAS_PREV_CLOSE))
        return;
    format_money(before, derive_cap_change_at(e->prev_close, 0, e->shares));
    format_money(after, derive_cap_change_at(e->price, 0, e->shares));
    snprintf(out, size, "  CAP %s -> %s", before, after);
}

static void shares(const struct event *e, char *out, size_t size)
{
    char count[FORMAT_MAX], date[11] = "";

    out[0] = '\0';
    if (!(e->known & EVENT_HAS_SHARES))
        return;
    format_count(count, e->shares);
    if (e->shares_asof != NO_DATE)
        civil_format_date(e->shares_asof, date);
    snprintf(out, size, "  shares %s%s%s", count, date[0] ? " of " : "", date);
}

void event_summary(const struct frame *f, char *out, size_t size)
{
    const struct event *e = snapshot_event(f->now, &f->subject->event);
    char sentence[256], price[FORMAT_MAX] = "-", pct[FORMAT_MAX] = "";
    char worst[FORMAT_MAX], at[16], date[11], cap[128], count[128];

    out[0] = '\0';
    if (!e)
        return;
    event_sentence(f->now, e, "-", sentence, sizeof(sentence));
    if (e->known & EVENT_HAS_PRICE)
        format_price(price, e->price, -1);
    if (e->known & EVENT_HAS_CHANGE_PCT)
        format_percent(pct, e->change_pct, true);
    event_value(f->now, e, e->worst.measure, worst);
    show_clock_text(e->worst.t, at);
    civil_format_date(e->key.session, date);
    caps(e, cap, sizeof(cap));
    shares(e, count, sizeof(count));
    snprintf(out, size, "%s\n%s  %s%s%s%s  %s %s at %.5s ET  %s%s%s", sentence,
             date, price, pct[0] ? " " : "", pct, pct[0] ? "%" : "",
             event_extreme_word(e), worst, at, e->key.rule, cap, count);
}
