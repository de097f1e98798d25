/* SPDX-License-Identifier: MIT */
/* One setting in words, and what the terminal makes of colours and glyphs. */
#include "setting_detail.h"

#include <stdio.h>
#include <string.h>

#include "../show.h"
#include "text_view.h"

enum { FULL = 9, LEAST = 5, LIST_LEAST = 4, HEAT_STEPS = 7 };

const char *setting_origin(const struct config *c, enum setting o)
{
    const char *origin = config_origin(c, o);
    const char *slash = strrchr(origin, '/');

    return slash ? slash + 1 : origin;
}

void setting_line(const struct config *c, enum setting o, const char *word,
                  char *out, size_t size)
{
    snprintf(out, size, "%s = %s", option_row(o)->name,
             word[0] ? word : config_text(c, o));
}

int setting_detail_height(struct rect area)
{
    int rows = area.height - LIST_LEAST;

    if (area.width < 30 || rows < LEAST)
        return 0;
    return rows < FULL ? rows : FULL;
}

/* Lines from top to bottom, as many as there is room for. */
struct page {
    struct canvas *c;
    struct rect area;
    int used;
};

static bool next_line(struct page *p, struct place *out)
{
    *out = (struct place){p->area.x + 1, p->area.y + p->used,
                          p->area.width - 1};
    return p->used++ < p->area.height;
}

static void say(struct page *p, enum role role, const char *text)
{
    struct text lines = {0};
    struct place at;

    text_wrap(&lines, role, text, p->area.width - 1);
    for (size_t i = 0; i < lines.count; i++)
        if (next_line(p, &at))
            show_text(p->c, at, role, lines.lines[i].text);
    text_done(&lines);
}

static void say_range(struct page *p, const struct option_row *row)
{
    static const char *const whens[] = {
        [OPTION_WHEN_SCREEN] = "takes effect at once",
        [OPTION_WHEN_POLLER] = "takes effect at once",
        [OPTION_WHEN_START] = "takes effect with the next start",
        [OPTION_WHEN_FILE] = "from the config alone, with the next start",
    };
    char text[160], range[64] = "";

    if (row->low != 0 || row->high != 0)
        snprintf(range, sizeof(range), "%g to %g%s%s; ", row->low, row->high,
                 row->unit[0] ? " " : "", row->unit);
    snprintf(text, sizeof(text), "default %s; %s%s",
             row->fallback[0] ? row->fallback : "empty", range,
             whens[row->when]);
    say(p, ROLE_dim, text);
}

static void say_origin(struct page *p, const struct config *c, enum setting o)
{
    const char *said = config_said(c, o), *origin = config_origin(c, o);
    char text[300];

    if (said[0] && strcmp(said, origin) != 0)
        snprintf(text, sizeof(text), "%s now; %s says it for the next start",
                 origin, said);
    else
        snprintf(text, sizeof(text), "from: %s", origin);
    say(p, ROLE_dim, text);
}

/* ---- what colours and glyphs look like */

/* The day's worst and best of all that is known. */
static void find_extremes(const struct snapshot *now,
                          const struct listing **worst,
                          const struct listing **best)
{
    *worst = *best = NULL;
    for (size_t i = 0; i < now->listing_count; i++) {
        const struct listing *l = &now->listings[i];

        if (!FIGURE_HAS(&l->figures, change_pct) ||
            !QUOTE_HAS(&l->quote, price))
            continue;
        if (!*worst || l->figures.change_pct < (*worst)->figures.change_pct)
            *worst = l;
        if (!*best || l->figures.change_pct > (*best)->figures.change_pct)
            *best = l;
    }
}

/* "NVDA 118.42 ▼16.97%" */
static int draw_quote(struct canvas *c, struct place at,
                      const struct listing *l)
{
    char pct[32], price[32];
    int used;

    snprintf(price, sizeof(price), "%s %.2f ", l->instrument->symbol,
             l->quote.price);
    show_percent_text(c, l->figures.change_pct, pct, sizeof(pct));
    used = canvas_text(c, at.x, at.y, at.width, ROLE_value, price);
    used += canvas_text(c, at.x + used, at.y, at.width - used,
                        show_change_role(l->figures.change_pct), pct);
    return used;
}

static void draw_preview(struct page *p, const struct snapshot *now)
{
    const struct listing *worst, *best;
    struct place at;
    int used;

    if (!next_line(p, &at))
        return;
    find_extremes(now, &worst, &best);
    used = canvas_text(p->c, at.x, at.y, at.width, ROLE_label, "Preview  ");
    if (!worst) {
        canvas_text(p->c, at.x + used, at.y, at.width - used, ROLE_up, "up ");
        canvas_text(p->c, at.x + used + 3, at.y, at.width - used - 3,
                    ROLE_down, "down");
        return;
    }
    used += draw_quote(p->c, (struct place){at.x + used, at.y,
                                            at.width - used}, worst) + 2;
    if (best != worst && used < at.width)
        draw_quote(p->c, (struct place){at.x + used, at.y, at.width - used},
                   best);
}

/* Which characters the font has: that cannot be asked, only looked at. */
static void draw_swatch(struct page *p)
{
    const char *bars = p->c->is_ascii ? "_.-=+*#  *" : "▁▂▃▄▅▆▇█ ⣀⣤⣶⣿";
    struct canvas *c = p->c;
    struct place at;
    int x;

    if (!next_line(p, &at))
        return;
    x = at.x + 9;
    x += canvas_text(c, x, at.y, at.width - 9, ROLE_line, bars);
    x += canvas_text(c, x, at.y, at.x + at.width - x, ROLE_label, "  heat ");
    for (int i = 0; i < HEAT_STEPS && x + 2 < at.x + at.width; i++, x += 2) {
        struct rect two = {x, at.y, 2, 1};

        canvas_fill(c, two, ROLE_heat,
                    c->has_shades ? " " : c->is_ascii ? "#" : "■");
        for (int k = 0; k < 2 && two.x + k < c->width; k++)
            c->cells[at.y * c->width + two.x + k].level =
                (uint8_t)(i * 100 / (HEAT_STEPS - 1));
    }
}

static void draw_looks(struct page *p, const struct frame *f)
{
    char text[120];

    draw_preview(p, f->now);
    if (!p->c->is_plain)
        draw_swatch(p);
    if (f->around && f->around->abilities[0]) {
        snprintf(text, sizeof(text), "detected: %s", f->around->abilities);
        say(p, ROLE_dim, text);
    }
    if (f->around && f->around->verdict[0])
        say(p, ROLE_dim, f->around->verdict);
}

void setting_detail_draw(const struct frame *f, const struct setting_choice *x,
                         struct canvas *c, struct rect area)
{
    const struct option_row *row = option_row(x->option);
    struct page p = {c, area, 0};
    struct place at;

    if (!next_line(&p, &at))
        return;
    canvas_fill(c, (struct rect){area.x, area.y, area.width, 1}, ROLE_border,
                glyphs_of(c)->rule);
    say(&p, ROLE_fg, row->text);
    say_origin(&p, f->config, x->option);
    say_range(&p, row);
    if (row->group <= OPTION_GROUP_glyphs)
        draw_looks(&p, f);
}
