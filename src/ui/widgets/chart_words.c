/* SPDX-License-Identifier: MIT */
/* A chart for whoever has it read out: what it begins and ends with, highest
 * and lowest, its moments, and the value at each mark of the time axis. */
#include <math.h>
#include <stdio.h>

#include "chart_plan.h"
#include "tapewatch/base/format.h"

enum { WORD_CELLS = 10 };

struct words {
    struct canvas *c;
    struct rect area;
    int y;
    const struct chart *chart;
};

static void write_value(const struct words *w, double v, char out[LABEL_MOST])
{
    char text[FORMAT_MAX];

    if (w->chart->label) {
        w->chart->label(out, LABEL_MOST, v, 0);
        return;
    }
    format_price(text, v, w->chart->decimals);
    snprintf(out, LABEL_MOST, "%.*s", LABEL_MOST - 1, text);
}

static void say(struct words *w, const char *text)
{
    if (w->y < w->area.y + w->area.height)
        canvas_text(w->c, w->area.x + 1, w->y++, w->area.width - 1,
                    ROLE_value, text);
}

/* "^GSPC  first 100.00  high 104.10  low 99.20  last 103.00" */
static void say_line(struct words *w, const char *name, const double *samples)
{
    double first = NAN, last = NAN, high = NAN, low = NAN;
    char at[4][LABEL_MOST], text[160];

    for (size_t i = 0; i < w->chart->count; i++) {
        first = isfinite(first) ? first : samples[i];
        last = isfinite(samples[i]) ? samples[i] : last;
        high = fmax(high, samples[i]);
        low = fmin(low, samples[i]);
    }
    if (!isfinite(first))
        return;
    write_value(w, first, at[0]);
    write_value(w, high, at[1]);
    write_value(w, low, at[2]);
    write_value(w, last, at[3]);
    snprintf(text, sizeof(text), "%s%sfirst %s  high %s  low %s  last %s",
             name ? name : "", name ? "  " : "", at[0], at[1], at[2], at[3]);
    say(w, text);
}

static void say_marks(struct words *w, const struct chart_mark *marks,
                      size_t n)
{
    char value[LABEL_MOST], text[80];

    for (size_t i = 0; i < n; i++) {
        size_t at = marks[i].index;

        if (!marks[i].text || !marks[i].text[0] || at >= w->chart->count ||
            !isfinite(w->chart->samples[at]))
            continue;
        write_value(w, w->chart->samples[at], value);
        snprintf(text, sizeof(text), "%-*s %s", WORD_CELLS, marks[i].text,
                 value);
        say(w, text);
    }
}

void chart_say(struct canvas *c, struct rect area, const struct chart *chart)
{
    struct words w = {.c = c, .area = area, .y = area.y, .chart = chart};

    say_line(&w, chart->name, chart->samples);
    for (size_t i = 0; i < chart->line_count; i++)
        if (chart->lines[i].name)
            say_line(&w, chart->lines[i].name, chart->lines[i].samples);
    say_marks(&w, chart->notes, chart->note_count);
    say_marks(&w, chart->marks, chart->mark_count);
}
