/* SPDX-License-Identifier: MIT */
/* The looks of figures, times and changes. */
#include "show.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/utf8.h"
#include "tapewatch/model/lot.h"

static const char *const weekdays[] = {"Sun", "Mon", "Tue", "Wed",
                                       "Thu", "Fri", "Sat"};

const char *show_month(int month)
{
    return civil_month(month);
}

void show_month_text(int32_t date, char out[16])
{
    civil_format_month(date, out);
}

void show_growth_text(double pct, char out[16])
{
    snprintf(out, 16, "%+.0f%%", format_round(pct, 0));
}

enum role show_change_role(double v)
{
    return v > 0 ? ROLE_up : v < 0 ? ROLE_down : ROLE_flat;
}

int show_text(struct canvas *c, struct place p, enum role role,
              const char *text)
{
    const char *dots = glyphs_of(c)->ellipsis;
    int used;

    if (p.width <= 0)
        return 0;
    if ((int)utf8_cells(text) <= p.width)
        return canvas_text(c, p.x, p.y, p.width, role, text);
    used = canvas_text(c, p.x, p.y, p.width - (int)utf8_cells(dots), role,
                       text);
    canvas_text(c, p.x + used, p.y, p.width - used, role, dots);
    return p.width;
}

static void unknown(struct canvas *c, struct place p)
{
    canvas_right(c, p.x, p.y, p.width, ROLE_dim, "-");
}

void show_price(struct canvas *c, struct place p, enum role role, bool known,
                double v)
{
    char text[FORMAT_MAX];

    if (!known) {
        unknown(c, p);
        return;
    }
    format_price(text, v, -1);
    canvas_right(c, p.x, p.y, p.width, role, text);
}

/* Rates of currencies move in ten-thousandths, below this one. */
static const double RATE_MOST = 20;
enum { RATE_DECIMALS = 4 };

/* Of the currency's money; rates and indices are none. */
static bool is_money(const struct instrument *i)
{
    return i->currency[0] &&
           (i->type == INSTRUMENT_equity || i->type == INSTRUMENT_etf ||
            i->type == INSTRUMENT_fund);
}

void show_price_text(const struct listing *l, double v, char out[FORMAT_MAX])
{
    const struct instrument *i = l->instrument;
    bool is_whole = is_money(i) && !currency_has_cents(i->currency);
    bool is_rate = i->type == INSTRUMENT_fx && fabs(v) < RATE_MOST;
    /* Changes and lows of a price have its decimals. */
    double price = QUOTE_HAS(&l->quote, price) ? l->quote.price : v;

    /* Half a yen is a step of some prices. */
    format_price(out, v, is_rate     ? RATE_DECIMALS
                         : !is_whole ? format_price_decimals(price)
                                     : v != floor(v));
}

bool show_is_old(const struct listing *l)
{
    return l->is_stale || l->failed;
}

/* What is missing of two decimals, so that the points stand below each other. */
static int cells_behind(const char *price)
{
    const char *point = strchr(price, '.');
    int decimals = point ? (int)strlen(point) : 0, usual = 3;

    return decimals < usual ? usual - decimals : 0;
}

void show_last(struct canvas *c, struct place p, const struct listing *l)
{
    char text[FORMAT_MAX];
    int behind;

    if (!QUOTE_HAS(&l->quote, price)) {
        unknown(c, p);
        return;
    }
    show_price_text(l, l->quote.price, text);
    behind = cells_behind(text);
    if (behind > 0 && (int)strlen(text) + behind < p.width)
        p.width -= behind;
    if (show_is_old(l))
        snprintf(text + strlen(text), sizeof(text) - strlen(text), "~");
    canvas_right(c, p.x, p.y, p.width,
                 show_is_old(l) ? ROLE_stale : ROLE_value, text);
}

int show_last_cells(const struct listing *l)
{
    char text[FORMAT_MAX];

    show_price_text(l, l->quote.price, text);
    return (int)strlen(text) + show_is_old(l);
}

bool show_has_ext(const struct listing *l)
{
    bool is_over = l->phase == SESSION_POST || l->phase == SESSION_CLOSED;

    return QUOTE_HAS(&l->quote, ext_price) &&
           !(is_over && l->quote.ext_session == SESSION_PRE);
}

void show_percent_text(const struct canvas *c, double v, char *out,
                       size_t size)
{
    const struct glyphs *g = glyphs_of(c);
    double rounded = format_round(v, 2);
    char number[FORMAT_MAX];

    format_percent(number, rounded < 0 ? -rounded : rounded, false);
    snprintf(out, size, "%s%s%%",
             rounded > 0 ? g->up : rounded < 0 ? g->down : "", number);
}

void show_percent(struct canvas *c, struct place p, bool known, double v,
                  bool is_old)
{
    char text[FORMAT_MAX + 8];

    if (!known) {
        unknown(c, p);
        return;
    }
    show_percent_text(c, v, text, sizeof(text));
    canvas_right(c, p.x, p.y, p.width,
                 is_old ? ROLE_stale : show_change_role(format_round(v, 2)),
                 text);
}

void show_money_change(struct canvas *c, struct place p, bool known, double v,
                       bool is_old)
{
    char text[FORMAT_MAX];

    if (!known) {
        unknown(c, p);
        return;
    }
    format_money_change(text, v);
    canvas_right(c, p.x, p.y, p.width,
                 is_old ? ROLE_stale : show_change_role(v), text);
}

static int32_t days_since(int64_t t, int64_t now)
{
    return civil_new_york_date(now) - civil_new_york_date(t);
}

void show_time_text(int64_t t, int64_t now, char out[16])
{
    struct civil a = civil_new_york(t);
    int32_t days = days_since(t, now);

    if (days == 0)
        snprintf(out, 16, "%02d:%02d", a.hour % 100, a.minute % 100);
    else if (days > 0 && days < 7)
        snprintf(out, 16, "%s", weekdays[a.weekday]);
    else
        snprintf(out, 16, "%s %d", show_month(a.month), a.day % 100);
}

void show_day_of_changes(const struct frame *f, char out[16])
{
    int32_t session = f->now->us_session;
    int64_t noon;

    out[0] = '\0';
    if (session == NO_DATE || session == calendar_date(HOURS_US, f->shown_ms))
        return;
    noon = calendar_date_starts(HOURS_US, session) + 12 * MS_PER_HOUR;
    show_time_text(noon, f->shown_ms, out);
}

bool show_is_dated(int64_t t, int64_t now)
{
    if (t <= now && now - t < 6 * MS_PER_DAY)
        return false; /* most are: the calendar need not be asked */
    return days_since(t, now) < 0 || days_since(t, now) >= 7;
}

int show_time(struct canvas *c, struct place p, enum role role, int64_t t,
              int64_t now)
{
    char text[16];

    show_time_text(t, now, text);
    canvas_right(c, p.x, p.y, p.width, role, text);
    return p.width - SHOW_TIME_CELLS;
}

void show_clock_text(int64_t t, char out[16])
{
    struct civil a = civil_new_york(t);

    snprintf(out, 16, "%02d:%02d:%02d", a.hour % 100, a.minute % 100,
             a.second % 100);
}

void show_day_text(int64_t t, char out[16])
{
    struct civil a = civil_new_york(t);

    snprintf(out, 16, "%s %d", weekdays[a.weekday], a.day % 100);
}

const char *show_unknown(const struct frame *f, const struct canvas *c,
                         const struct listing *l)
{
    return f->now->mode == RUN_OFFLINE || (l && l->failed) || show_is_silent(f)
               ? "-" : glyphs_of(c)->ellipsis;
}

static bool has_quotes(const struct snapshot *now)
{
    for (size_t i = 0; i < now->listing_count; i++)
        if (now->listings[i].quote_t)
            return true;
    return false;
}

bool show_is_silent(const struct frame *f)
{
    return f->now->mode == RUN_LIVE && health_is_silent(f->now->health);
}

enum { NAME_AFTER_MS = 3000 };

const char *show_late_source(const struct frame *f)
{
    const struct health_list *all = f->now->health;

    for (size_t i = 0; all && i < all->count; i++) {
        const struct health *h = &all->items[i];

        if (!h->is_in_use || h->state != SOURCE_loading ||
            strcmp(h->kind, "quotes") != 0)
            continue;
        frame_lasts(f, h->since + NAME_AFTER_MS);
        if (f->shown_ms - h->since >= NAME_AFTER_MS)
            return h->source;
    }
    return "";
}

const char *show_why_unknown(const struct frame *f, const char *otherwise)
{
    if (f->now->mode == RUN_OFFLINE)
        return "nothing stored: run without --offline";
    return show_is_silent(f) ? "no source answers: r asks again" : otherwise;
}

const char *show_why_not_filed(const struct frame *f)
{
    const char *why = f->now->mode == RUN_LIVE
                          ? health_why_off(f->now->health, "facts") : NULL;

    return why ? why
               : show_why_empty(f, "no filed figures of it are known");
}

const char *show_why_empty(const struct frame *f, const char *otherwise)
{
    return has_quotes(f->now) ? otherwise : show_why_unknown(f, otherwise);
}

const struct listing *show_listing(const struct frame *f)
{
    return f->subject->symbol[0] ? snapshot_find(f->now, f->subject->symbol)
                                 : NULL;
}

const struct headline *show_headline(const struct snapshot *now,
                                     const char *id)
{
    enum { SHOWN = sizeof(((struct subject *)0)->headline) - 1 };

    for (size_t i = 0; id[0] && i < now->headline_count; i++)
        if (strncmp(now->headlines[i]->id, id, SHOWN) == 0)
            return now->headlines[i];
    return NULL;
}

void show_outlet(const struct headline *h, char out[8])
{
    const char *p = h->publisher && h->publisher[0] ? h->publisher
                                                    : h->source;
    size_t n = 0;

    if (strncmp(p, "The ", 4) == 0)
        p += 4;
    if (strchr(p, ' ')) { /* initials: Wall Street Journal is WSJ */
        for (const char *s = p; *s && n < 4; s++)
            if (isalnum((unsigned char)*s) && (s == p || s[-1] == ' '))
                out[n++] = *s;
    }
    if (n < 2)
        for (n = 0; n < 4 && isalnum((unsigned char)p[n]); n++)
            out[n] = p[n];
    for (size_t i = 0; i < n; i++)
        out[i] = (char)toupper((unsigned char)out[i]);
    out[n] = '\0';
}

void show_headline_label(const struct headline *h, int64_t now, char *out,
                         size_t size)
{
    char publisher[8], time[16];

    show_outlet(h, publisher);
    show_time_text(h->published ? h->published : h->seen, now, time);
    snprintf(out, size, "%s %s", publisher, time + strspn(time, " "));
}

void show_quote_title(const struct frame *f, const struct listing *l,
                      char *out, size_t size)
{
    char price[FORMAT_MAX] = "-", pct[FORMAT_MAX] = "", money[FORMAT_MAX] = "";

    if (!l) {
        snprintf(out, size, "%s", f->subject->symbol);
        return;
    }
    if (QUOTE_HAS(&l->quote, price))
        show_price_text(l, l->quote.price, price);
    if (FIGURE_HAS(&l->figures, change_pct))
        format_percent(pct, l->figures.change_pct, true);
    if (FIGURE_HAS(&l->figures, cap_change))
        format_money_change(money, l->figures.cap_change);
    snprintf(out, size, "%s  %s%s%s%s%s%s", l->instrument->symbol, price,
             l->is_stale ? "~" : "", pct[0] ? "  " : "", pct,
             pct[0] ? "%" : "", money[0] ? "  " : "");
    if (money[0])
        snprintf(out + strlen(out), size - strlen(out), "%s", money);
}

bool show_is_listed(const struct snapshot *now, const char *list,
                    const char *symbol)
{
    const struct watchlist *w = snapshot_watchlist(now, list);

    if (!w && now->watchlist_count)
        w = &now->watchlists[0];
    for (size_t i = 0; w && i < w->count; i++)
        if (strcmp(w->symbols[i], symbol) == 0)
            return true;
    return false;
}
