/* SPDX-License-Identifier: MIT */
/* A chart outside of any screen. */
#include "tapewatch/ui/picture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../show.h"
#include "chart_view.h"

static bool set_style(struct chart_view *v, const char *word)
{
    static const char *const names[STYLE_COUNT] = {
#define STYLE_NAME(name, words) #name,
        CHART_STYLES(STYLE_NAME)
#undef STYLE_NAME
    };

    for (int i = 0; i < STYLE_COUNT; i++) {
        if (strcasecmp(names[i], word) != 0)
            continue;
        v->style = (enum chart_style)i;
        return true;
    }
    return false;
}

static enum err set_up(struct chart_view *v, const struct frame *f,
                       const struct picture_request *r, struct why *why)
{
    const char *range = r->range ? r->range : "6m";

    if (!chart_view_word(v, f, range))
        return why_set(why, ERR_USAGE,
                       "--range %s: give 1d, 5d, 1m, 3m, 6m, ytd, 1y, 5y or "
                       "max", range);
    if (r->type && !set_style(v, r->type))
        return why_set(why, ERR_USAGE,
                       "--type %s: give auto, line, candle, area or table",
                       r->type);
    return ERR_OK;
}

int64_t picture_from_ms(const char *range, int64_t now_ms)
{
    struct chart_view v = {.is_set = false};

    return range && chart_view_range_word(&v, range)
               ? chart_view_older_ms(v.range, now_ms) : 0;
}

/* Symbol, name, price and change; on the right the range and its bars. */
static void draw_title(const struct chart_view *v, const struct frame *f,
                       struct canvas *c)
{
    const struct listing *l = show_listing(f);
    const char *name = l && l->instrument->name ? l->instrument->name : "";
    char words[120] = "", range[80], text[300];
    int x;

    chart_view_words(v, f, words, sizeof(words));
    range_title(chart_view_range(v, f), range, sizeof(range));
    snprintf(text, sizeof(text), "%s %.80s", f->subject->symbol, name);
    x = show_text(c, (struct place){0, 0, c->width}, ROLE_title, text) + 2;
    if (l && QUOTE_HAS(&l->quote, price) && x + 22 < c->width) {
        show_price(c, (struct place){x, 0, 10}, ROLE_value, true,
                   l->quote.price);
        show_percent(c, (struct place){x + 11, 0, 9},
                     FIGURE_HAS(&l->figures, change_pct),
                     l->figures.change_pct, l->is_stale);
        x += 22;
    }
    if (x + (int)strlen(words) < c->width)
        canvas_right(c, x, 0, c->width - x, ROLE_dim, words);
}

enum err picture_draw(const struct snapshot *now, const struct config *config,
                      const struct picture_request *r, struct canvas *c,
                      bool *has_bars, struct why *why)
{
    struct chart_view v = {.is_set = false};
    struct subject subject = {.symbol = ""};
    struct range_data d = {0};
    const struct frame f = {
        .now = now, .shown_ms = now->now_ms, .config = config,
        .subject = &subject, .filter = "", .where = "",
        .panel = &panel_chart,
    };
    enum err e;

    name_copy(subject.symbol, sizeof(subject.symbol), r->symbol);
    e = set_up(&v, &f, r, why);
    if (e != ERR_OK)
        return e;
    canvas_clear(c);
    draw_title(&v, &f, c);
    chart_view_draw(&v, &f, c,
                    (struct rect){0, 1, c->width, c->height - 1});
    if (show_listing(&f))
        chart_view_read(&v, &f, show_listing(&f), &d);
    *has_bars = d.count > 0;
    range_done(&d);
    return ERR_OK;
}
