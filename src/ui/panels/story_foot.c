/* SPDX-License-Identifier: MIT */
/* What stands under a story: its symbols since it was published, with their
 * day, its address, and the headline that it goes with. */
#include "story_foot.h"

#include <stdio.h>
#include <string.h>

#include "../ranges.h"
#include "../show.h"
#include "news_list.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/utf8.h"
#include "tapewatch/state/past.h"

enum {
    TEXT_ROWS = 8,       /* of the text beside it, at least */
    TABLE_FROM = 30,     /* rows in all that a table of symbols wants */
    SHORT_FROM = 12,     /* ... that two rows of it want */
    SPARK_CELLS = 16, SPARK_LEAST = 6,
    SYMBOLS_MOST = 8,    /* of a story about a whole market */
    NEAR_MS = MS_PER_HOUR /* a price so long before it is that of its time */
};

struct moves { /* of the symbols whose prices are known */
    size_t count;
    size_t at[HEADLINE_SYMBOLS_MAX]; /* which of the story's */
};

static int64_t time_of(const struct headline *h)
{
    return h->published ? h->published : h->seen;
}

static struct moves moves_of(const struct frame *f, const struct headline *h)
{
    struct moves m = {.count = 0};

    for (size_t i = 0; i < h->symbol_count && m.count < SYMBOLS_MOST; i++) {
        const struct listing *l = snapshot_find(f->now, h->symbols[i]);

        if (l && QUOTE_HAS(&l->quote, price))
            m.at[m.count++] = i;
    }
    return m;
}

/* What it moved since it was published. */
struct since {
    char when[16];             /* "09:14"; "Fri": no price is nearer to it */
    char moved[FORMAT_MAX + 8]; /* "+0.19%", "-" */
    enum role role;
};

static struct since since_of(const struct frame *f, const struct listing *l,
                             const struct headline *h)
{
    struct since s = {.moved = "-", .role = ROLE_value};
    int64_t t = time_of(h), from = t;
    char pct[FORMAT_MAX];
    double moved;

    if (past_change(l, t, &moved, &from)) {
        format_percent(pct, moved, true);
        snprintf(s.moved, sizeof(s.moved), "%s%%", pct);
        s.role = show_change_role(format_round(moved, 2));
    }
    show_time_text(t - from > NEAR_MS ? from : t, f->shown_ms, s.when);
    return s;
}

bool story_move_text(const struct frame *f, const struct canvas *c,
                     const struct headline *h, size_t symbol,
                     char out[STORY_MOVE_MAX], enum role *role)
{
    const struct listing *l = snapshot_find(f->now, h->symbols[symbol]);
    char price[FORMAT_MAX], pct[FORMAT_MAX + 8] = "-";
    struct since since;

    if (!l || !QUOTE_HAS(&l->quote, price))
        return false;
    show_price_text(l, l->quote.price, price);
    if (FIGURE_HAS(&l->figures, change_pct))
        show_percent_text(c, l->figures.change_pct, pct, sizeof(pct));
    since = since_of(f, l, h);
    *role = since.role;
    snprintf(out, STORY_MOVE_MAX, "%-8s %9s%s %9s   since %-5s %7s",
             h->symbols[symbol], price, l->is_stale ? "~" : "", pct,
             since.when, since.moved);
    return true;
}

static bool is_muted(const struct headline *to, const void *frame)
{
    return news_is_muted(frame, to);
}

const struct headline *story_related(const struct frame *f,
                                     const struct headline *h,
                                     char reason[REASON_MAX])
{
    return snapshot_related(f->now, h, is_muted, f, reason);
}

bool story_related_text(const struct frame *f, const struct headline *h,
                        struct strbuf *out)
{
    char reason[REASON_MAX], label[32];
    const struct headline *to = story_related(f, h, reason);

    if (!to)
        return false;
    show_headline_label(to, f->shown_ms, label, sizeof(label));
    strbuf_format(out, "%s %s (%s)", label, to->title ? to->title : "-",
                  reason);
    return true;
}

static bool has_related(const struct frame *f, const struct headline *h)
{
    char reason[REASON_MAX];

    return story_related(f, h, reason) != NULL;
}

int story_foot_rows(const struct frame *f, const struct canvas *c,
                    const struct headline *h, struct rect area)
{
    int links = 1 + has_related(f, h);
    struct moves m = moves_of(f, h);
    int rows;

    if (c->is_plain || area.height < SHORT_FROM)
        return 0;
    if (area.height < TABLE_FROM)
        return links + (m.count > 0);
    rows = links + (m.count ? (int)m.count + 2 : 1); /* a rule, a blank */
    return rows + TEXT_ROWS <= area.height ? rows : 0;
}

/* ---- a row a symbol */

static void draw_rule(struct canvas *c, struct rect area)
{
    static const char *const words[] = {" Symbols in this story ",
                                        " price since publication "};
    int x = area.x + 1, end = area.x + area.width - 1;

    canvas_fill(c, (struct rect){area.x, area.y, area.width, 1}, ROLE_border,
                glyphs_of(c)->rule);
    x += canvas_text(c, x, area.y, end - x, ROLE_header, words[0]);
    if (x + (int)strlen(words[1]) < end)
        canvas_text(c, x, area.y, end - x, ROLE_dim, words[1]);
}

static void draw_spark(const struct listing *l, struct canvas *c,
                       struct place p)
{
    double samples[SPARK_CELLS], change = 0;
    int cells = p.width < SPARK_CELLS ? p.width : SPARK_CELLS;
    size_t used;

    if (cells < SPARK_LEAST)
        return;
    if (FIGURE_HAS(&l->figures, change))
        change = l->figures.change;
    used = range_spark(l, samples, (size_t)cells);
    spark_draw(c, p.x, p.y, (int)used,
               show_is_old(l) ? ROLE_stale : show_change_role(change),
               samples, used);
}

static void draw_move(const struct frame *f, struct canvas *c,
                      const struct headline *h, size_t symbol, struct place p)
{
    const struct listing *l = snapshot_find(f->now, h->symbols[symbol]);
    char text[STORY_MOVE_MAX];
    enum role role = ROLE_value;
    int used;

    if (!story_move_text(f, c, h, symbol, text, &role))
        return;
    used = show_text(c, p, role, text) + 2;
    draw_spark(l, c, (struct place){p.x + used, p.y, p.width - used});
}

/* ---- all of them in one row */

/* "NVDA 118.42 ▼16.97% since 15:54 -0.01%", or without what came since. */
static void write_short(const struct frame *f, const struct canvas *c,
                        const struct headline *h, const struct moves *m,
                        bool is_whole, struct strbuf *out)
{
    char price[FORMAT_MAX], pct[FORMAT_MAX + 8];

    for (size_t i = 0; i < m->count; i++) {
        const char *symbol = h->symbols[m->at[i]];
        const struct listing *l = snapshot_find(f->now, symbol);
        struct since since = since_of(f, l, h);

        show_price_text(l, l->quote.price, price);
        snprintf(pct, sizeof(pct), "-");
        if (FIGURE_HAS(&l->figures, change_pct))
            show_percent_text(c, l->figures.change_pct, pct, sizeof(pct));
        strbuf_format(out, "%s%s %s%s %s", i ? "   " : "", symbol, price,
                      l->is_stale ? "~" : "", pct);
        if (is_whole)
            strbuf_format(out, " since %s %s", since.when, since.moved);
    }
}

static void draw_short(const struct frame *f, struct canvas *c,
                       const struct headline *h, const struct moves *m,
                       struct place p)
{
    static const char hint[] = "(Enter: open)";
    struct strbuf text = {0};
    int used;

    write_short(f, c, h, m, true, &text);
    if ((int)utf8_cells(strbuf_text(&text)) > p.width) {
        strbuf_clear(&text);
        write_short(f, c, h, m, false, &text);
    }
    used = show_text(c, p, ROLE_value, strbuf_text(&text)) + 2;
    if (used + (int)strlen(hint) <= p.width)
        canvas_right(c, p.x, p.y, p.width, ROLE_dim, hint);
    strbuf_done(&text);
}

/* ---- links */

/* In one piece, so that a terminal can recognise and open it. */
static void draw_links(const struct frame *f, struct canvas *c,
                       const struct headline *h, struct place p)
{
    struct strbuf text = {0};

    show_text(c, p, h->url ? ROLE_link : ROLE_dim,
              h->url ? h->url : "no address");
    p.y++;
    if (story_related_text(f, h, &text)) {
        int used = canvas_text(c, p.x, p.y, p.width, ROLE_label, "related: ");

        show_text(c, (struct place){p.x + used, p.y, p.width - used},
                  ROLE_fg, strbuf_text(&text));
    }
    strbuf_done(&text);
}

void story_foot_draw(const struct frame *f, struct canvas *c,
                     const struct headline *h, struct rect area)
{
    struct place p = {area.x + 1, area.y, area.width - 2};
    int links = 1 + has_related(f, h);
    struct moves m = moves_of(f, h);
    bool is_table = m.count > 0 && area.height == links + (int)m.count + 2;

    if (is_table) {
        draw_rule(c, area);
        for (size_t i = 0; i < m.count; i++) {
            p.y++;
            draw_move(f, c, h, m.at[i], p);
        }
        p.y += 2;
    } else if (area.height > links && m.count == 0) {
        p.y++;
    }
    draw_links(f, c, h, p);
    p.y += links;
    if (!is_table && m.count > 0)
        draw_short(f, c, h, &m, p);
}
