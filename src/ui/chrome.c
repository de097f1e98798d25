/* SPDX-License-Identifier: MIT */
/* The top line: where we are, what the market does, what time it is. */
#include "chrome.h"

#include <stdio.h>
#include <string.h>

#include "show.h"
#include "tapewatch/base/calendar.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/utf8.h"

static void hour_text(int64_t t, char out[16])
{
    show_clock_text(t, out);
    out[5] = '\0';
}

/* When it opens: "CLOSED opens Mon 09:30 ET (in 2d 14h)". */
static void closed_text(int64_t shown_ms, bool is_short, char *out,
                        size_t size)
{
    int32_t today = calendar_date(HOURS_US, shown_ms);
    const char *holiday = calendar_holiday(HOURS_US, today);
    struct trading_day day;
    char clock[16], name[16], span[FORMAT_MAX];

    if (!calendar_day(HOURS_US, calendar_next(HOURS_US, today), &day))
        return;
    if (day.open_ms <= shown_ms &&
        !calendar_day(HOURS_US, calendar_next(HOURS_US, today + 1), &day))
        return;
    hour_text(day.open_ms, clock);
    show_day_text(day.open_ms, name);
    name[3] = '\0';
    format_span(span, day.open_ms - shown_ms);
    if (is_short)
        snprintf(out, size, "CLOSED%s%s", holiday ? " " : "",
                 holiday ? holiday : "");
    else
        snprintf(out, size, "NYSE CLOSED%s%s  opens %s %s ET (%s)",
                 holiday ? " " : "", holiday ? holiday : "", name, clock,
                 span);
}

/* "NYSE CLOSED  AFTER-HOURS to 20:00", short: "CLOSED AH". */
static void phase_words(int64_t shown_ms, bool is_short, char *out,
                        size_t size)
{
    enum session s = calendar_session(HOURS_US, shown_ms);
    struct trading_day day;
    const char *half;
    char until[16];

    out[0] = '\0';
    if ((s != SESSION_PRE && s != SESSION_REGULAR && s != SESSION_POST) ||
        !calendar_day(HOURS_US, calendar_date(HOURS_US, shown_ms), &day)) {
        closed_text(shown_ms, is_short, out, size);
        return;
    }
    half = day.is_half_day ? " half day" : "";
    hour_text(s == SESSION_PRE       ? day.open_ms
              : s == SESSION_REGULAR ? day.close_ms : day.post_end_ms,
              until);
    if (s == SESSION_REGULAR)
        snprintf(out, size, "%sOPEN%s to %s", is_short ? "" : "NYSE ", half,
                 until);
    else if (is_short)
        snprintf(out, size, "CLOSED %s", s == SESSION_PRE ? "PRE" : "AH");
    else
        snprintf(out, size, "NYSE CLOSED%s  %s to %s", half,
                 s == SESSION_PRE ? "PRE-MARKET" : "AFTER-HOURS", until);
}

/* "tapewatch › … › AVGO › Settings": as much of the end as there is room for.
 * NULL: not even the last crumb has. */
static const char *tail_of(const char *crumbs, const char *parting, int room)
{
    const char *at = strstr(crumbs, parting);

    while (at && (int)utf8_cells(at) > room)
        at = strstr(at + 1, parting);
    return at;
}

/* The end of the crumbs says most: the middle gives way to "…", else the
 * start. */
static int draw_crumbs(struct canvas *c, const char *crumbs, int width)
{
    const char *dots = glyphs_of(c)->ellipsis, *tail;
    int cells = (int)utf8_cells(crumbs), x = 1, w, head;
    char parting[16], start[40];

    snprintf(parting, sizeof(parting), " %s ", glyphs_of(c)->crumb);
    snprintf(start, sizeof(start), "tapewatch%s%s", parting, dots);
    head = (int)utf8_cells(start);
    tail = cells > width ? tail_of(crumbs, parting, width - head) : NULL;
    if (tail) {
        canvas_text(c, x, 0, head, ROLE_title, start);
        x += head;
        crumbs = tail;
    } else if (cells > width) {
        x += canvas_text(c, x, 0, width, ROLE_dim, dots);
        while (*crumbs && (int)utf8_cells(crumbs) > width - x + 1)
            crumbs += utf8_grapheme(crumbs, strlen(crumbs), &w);
    }
    canvas_text(c, x, 0, width - x + 1, ROLE_title, crumbs);
    return x - (cells - (int)utf8_cells(crumbs));
}

int chrome_top(struct canvas *c, const struct chrome_words *words,
               int64_t shown_ms)
{
    const char *crumbs = words->crumbs, *banner = words->banner;
    bool is_short = c->width < 100;
    char phase[128], clock[16], right[200];
    const struct clock_zone *zone = &words->zone;
    struct civil there = civil_utc(shown_ms + zone->offset_s * MS_PER_SECOND);
    int width;

    phase_words(shown_ms, is_short, phase, sizeof(phase));
    show_clock_text(shown_ms, clock);
    if (words->is_calm)
        clock[5] = '\0';
    snprintf(right, sizeof(right), "%s%s%s  %s ET", banner,
             banner[0] ? "  " : "", phase, clock);
    if (!is_short && zone->offset_s != civil_new_york_offset_s(shown_ms))
        snprintf(right + strlen(right), sizeof(right) - strlen(right),
                 "  %02d:%02d %s", there.hour % 100, there.minute % 100,
                 zone->name);
    if (c->width < 60)
        snprintf(right, sizeof(right), "%s%s%.5s ET", banner,
                 banner[0] ? " " : "", clock);
    width = (int)utf8_cells(right);
    if (width + 12 > c->width) {
        return draw_crumbs(c, crumbs, c->width - 1);
    }
    canvas_right(c, 0, 0, c->width - 1, banner[0] ? ROLE_warn : ROLE_status,
                 right);
    return draw_crumbs(c, crumbs, c->width - width - 4);
}
