/* SPDX-License-Identifier: MIT */
/* Draws a frame: panels with their titles, and what stands around them. */
#include <stdio.h>
#include <string.h>

#include "drawing.h"
#include "flash.h"
#include "list_panel.h"
#include "offers.h"
#include "show.h"
#include "tab_row.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/utf8.h"

enum { TITLE_MAX = 160, IDLE_MS = 60000, FLASH_MS = 500 };

static const struct snapshot nothing;

static struct frame_lines lines_of(int width, int height)
{
    struct frame_lines l = {0, 0, false, false};

    if (width < 20 || height < 4)
        return l;
    l.top = 1;
    l.has_hints = height >= 6;
    l.has_status = height >= 10;
    l.bottom = l.has_hints + l.has_status;
    return l;
}

/* "  /text  12 of 27"; "  /change_pct <  ?" of an expression that is not one
 * yet, when all rows stand there. */
static void filter_state(const struct panel_ops *ops, const struct frame *f,
                         char *out, size_t size)
{
    const char *typed = f->where[0] ? f->where : f->filter;
    size_t fit, all, place;

    if (!typed[0])
        return;
    if (f->where[0] && !filter_is_right(typed, ops->records, &place, NULL, 0))
        snprintf(out, size, "  /%s  ?", typed);
    else if (rows_count(ops, f, &fit, &all))
        snprintf(out, size, "  /%s  %zu of %zu", typed, fit, all);
    else
        snprintf(out, size, "  /%s", typed);
}

/* "  3 marked", and the filter: what is only for now. */
static void title_state(const struct panel_ops *ops, const void *view,
                        const struct frame *f, char *out, size_t size)
{
    size_t marked = rows_marked(ops, view, f);

    out[0] = '\0';
    if (marked)
        snprintf(out, size, "  %zu marked", marked);
    filter_state(ops, f, out + strlen(out), size - strlen(out));
}

/* "━ 1 Watchlist: AI & megacap  32 ━━━━ user order ━" */
void draw_title(const struct drawing *d, int panel, const void *view,
                const struct frame *f, struct rect area, int number)
{
    const struct panel_ops *ops = f->panel;
    const struct glyphs *g = glyphs_of(d->c);
    enum role rule = f->is_focused ? ROLE_border_focus : ROLE_border;
    char left[TITLE_MAX] = "", right[TITLE_MAX] = "", text[TITLE_MAX + 120];
    char state[FILTER_MAX + 64];
    int end = area.x + area.width, used, need;

    ops->title(view, f, left, right, TITLE_MAX);
    canvas_fill(d->c, (struct rect){area.x, area.y, area.width, 1}, rule,
                f->is_focused ? g->rule_focus : g->rule);
    title_state(ops, view, f, state, sizeof(state));
    snprintf(text, sizeof(text), " %.*s%s%s%s ", number ? 1 : 0,
             &"0123456789"[number], number ? " " : "", left, state);
    used = show_text(d->c, (struct place){area.x + 1, area.y,
                                          area.width - 2},
                     ROLE_title, text);
    need = (int)utf8_cells(right) + 2;
    if (!right[0] || area.x + 1 + used + need + 1 > end)
        return;
    snprintf(text, sizeof(text), " %s ", right);
    canvas_text(d->c, end - need - 1, area.y, need, ROLE_header, text);
    if (panel >= 0)
        hits_add_choice(&d->u->hits, panel, end - need - 1, area.y, text);
}

/* What a panel is told while it is drawn. */
static struct frame frame_of(const struct drawing *d,
                             const struct screen_state *s, int panel)
{
    struct frame f = stack_frame(d->u, s, panel, d->now, d->shown_ms);

    f.lasts = &d->u->kept.lasts_ms;
    return f;
}

/* Are there several panels to go to? */
static bool has_choice(const struct screen *s)
{
    int count = 0;

    for (int i = 0; i < s->panel_count; i++)
        count += s->panels[i]->contexts != 0;
    return count > 1;
}

void draw_panel(const struct drawing *d, struct screen_state *s,
                int panel, struct rect area, bool has_title)
{
    const struct panel_ops *ops = s->screen->panels[panel];
    void *view = s->panels[panel].view;
    struct frame f = frame_of(d, s, panel);
    bool is_top = s == stack_top(d->u);
    bool has_number = panel < 9 && ops->contexts &&
                      has_choice(s->screen) && !s->screen->is_popup &&
                      !s->screen->tabs &&
                      !(s->screen->is_plain && d->c->width < 100);

    struct rect body = area;

    if (!ops->title || area.height <= ops->bare_height)
        has_title = false;
    body.y += has_title;
    body.height -= has_title;
    if (body.height > 0 && body.width > 0) {
        if (f.is_focused)
            d->c->first = body;
        ops->draw(view, &f, d->c, body);
        if (is_top)
            hits_add(&d->u->hits, HIT_PANEL, panel, body);
    }
    if (has_title && is_top)
        hits_add(&d->u->hits, HIT_TITLE, panel,
                 (struct rect){area.x, area.y, area.width, 1});
    /* Behind it, since it may say how far the panel is scrolled. */
    if (has_title)
        draw_title(d, is_top ? panel : -1, view, &f, area,
                   has_number ? panel + 1 : 0);
}

/* Panels never draw over their edge; what they drew is put back. */
static void draw_rules(const struct drawing *d,
                       const struct layout_result *placed)
{
    for (int i = 0; i < placed->rule_count; i++) {
        canvas_fill(d->c, placed->rules[i], ROLE_border,
                    glyphs_of(d->c)->vertical);
        if (!d->c->is_ascii)
            canvas_put(d->c, placed->rules[i].x, placed->rules[i].y,
                       ROLE_border, "┬");
    }
}

/* The tabs stand in the title row of their first panel, across the screen. */
static void draw_tabs(const struct drawing *d, struct screen_state *s,
                      const struct layout_result *placed, struct rect area)
{
    const struct tab *tab = stack_tab(s);
    const struct panel_ops *ops = s->screen->panels[tab->lead];
    struct rect row = placed->panels[tab->lead];
    struct frame f = frame_of(d, s, tab->lead);
    char left[TITLE_MAX] = "", right[TITLE_MAX] = "";

    if (!row.width || row.height <= ops->bare_height)
        return;
    ops->title(s->panels[tab->lead].view, &f, left, right, TITLE_MAX);
    tab_row_draw(d->c, (struct rect){area.x, row.y, area.width, 1},
                 &(struct tab_row){s->screen, s->tab, &f, right},
                 &d->u->hits);
}

void draw_body(const struct drawing *d, struct screen_state *s,
               struct rect area)
{
    enum size_class size = stack_size(d->u);
    struct layout_min mins[LAYOUT_PANELS] = {{0, 0}};
    struct layout_result placed = {.rule_count = 0};
    struct layout layout;
    int focus = stack_focus(d->u, s);

    if (size == SIZE_TINY || s->is_zoomed) {
        draw_panel(d, s, focus, area, area.height > 2 && d->c->height >= 4);
        return;
    }
    for (int i = 0; i < s->screen->panel_count; i++)
        mins[i] = (struct layout_min){s->screen->panels[i]->min_width,
                                      s->screen->panels[i]->min_height};
    layout = *stack_layout(d->u, s);
    if (d->c->is_plain)
        layout_stack(stack_layout(d->u, s), &layout);
    layout_place(&layout, mins, area, focus, &placed);
    for (int i = 0; i < s->screen->panel_count; i++)
        if (placed.panels[i].width)
            draw_panel(d, s, i, placed.panels[i], true);
    draw_rules(d, &placed);
    if (stack_tab(s))
        draw_tabs(d, s, &placed, area);
}

static void take_notice(struct ui *u, const struct snapshot *now,
                        int64_t real_ms)
{
    if (now->notice_serial == u->notice_serial)
        return;
    u->notice_serial = now->notice_serial;
    if (now->notice[0])
        ui_message(u, real_ms, ROLE_warn, now->notice);
}

/* Is something drawn over the panels, or will it be? */
static bool is_covered(struct ui *u)
{
    return stack_top(u)->screen->is_popup || u->prompt.kind != PROMPT_NONE ||
           u->is_sorting || u->go_since;
}

static bool is_same_canvas(const struct canvas *a, const struct canvas *b)
{
    return a->width == b->width && a->height == b->height &&
           a->is_ascii == b->is_ascii && a->is_blocks == b->is_blocks &&
           a->is_plain == b->is_plain && a->is_mono == b->is_mono &&
           a->has_shades == b->has_shades;
}

/* Did nothing happen since the last frame, but that time passed, and too
 * little of it to be seen in a panel? */
static bool are_panels_kept(struct ui *u, const struct drawing *d)
{
    const struct kept_frame *k = &u->kept;

    return k->frame && k->frame == d->c->frame && !u->is_touched &&
           k->serial == d->now->serial && is_same_canvas(&k->canvas, d->c) &&
           d->shown_ms >= k->from_ms && d->shown_ms < k->lasts_ms &&
           !flash_is_lit(u->flash) && !is_covered(u);
}

static void begin_keeping(const struct drawing *d)
{
    const int64_t minute = MS_PER_MINUTE;

    d->u->kept = (struct kept_frame){
        .serial = d->now->serial, .canvas = *d->c, .from_ms = d->shown_ms,
        .lasts_ms = (d->shown_ms / minute + 1) * minute};
    d->u->kept.canvas.cells = NULL;
    d->u->is_touched = false;
}

/* Everything between the chrome's lines, and what the chrome stands on. */
static void draw_panels(const struct drawing *d, struct screen_state *base,
                        struct frame_lines l)
{
    struct ui *u = d->u;

    canvas_clear(d->c);
    d->c->first = (struct rect){0};
    stack_link(u, d->now);
    flash_frame(u->flash, u->speed == LINK_FAST && !u->is_calm);
    begin_keeping(d);
    draw_body(d, base, (struct rect){0, l.top, d->c->width,
                                     d->c->height - l.top - l.bottom});
    u->kept.hits = u->hits.count;
    u->kept.frame = d->c->frame = ++u->frames;
}

static void keep_panels(const struct drawing *d, struct frame_lines l)
{
    canvas_clear_rows(d->c, 0, l.top);
    canvas_clear_rows(d->c, d->c->height - l.bottom, l.bottom);
    d->u->hits.count = d->u->kept.hits;
}

void ui_draw(struct ui *u, const struct snapshot *now, int64_t shown_ms,
             int64_t real_ms, struct canvas *c)
{
    struct drawing d = {u, now ? now : &nothing, shown_ms, real_ms, c};
    struct screen_state *top = stack_top(u), *base = top;
    struct frame_lines l = lines_of(c->width, c->height);

    c->is_plain = config_bool(u->config, OPT_a11y);
    u->width = c->width;
    u->height = c->height;
    u->hits.count = 0;
    if (c->width < 1 || c->height < 1)
        return;
    take_notice(u, d.now, real_ms);
    while (base > u->stack && base->screen->is_popup)
        base--;
    if (are_panels_kept(u, &d))
        keep_panels(&d, l);
    else
        draw_panels(&d, base, l);
    draw_chrome(&d, l, now);
    if (base != top)
        draw_popup(&d, top);
    draw_typing(u, d.now, real_ms, c);
}

static int64_t sooner(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

int ui_idle_ms(const struct ui *u, const struct snapshot *now,
               int64_t shown_ms, int64_t real_ms)
{
    int64_t idle = IDLE_MS, rest = shown_ms % 1000;

    if (u->go_since && real_ms < u->go_since + GO_MS)
        idle = sooner(idle, u->go_since + GO_MS - real_ms);
    if (real_ms < u->message_until)
        idle = sooner(idle, u->message_until - real_ms);
    if (flash_is_lit(u->flash))
        idle = sooner(idle, FLASH_MS);
    /* Screen readers would read a clock each time it ticks. */
    if (config_bool(u->config, OPT_a11y))
        return (int)(idle < 1 ? 1 : idle);
    if (!now || now->mode != RUN_REPLAY)
        idle = sooner(idle, 1000 - (rest < 0 ? rest + 1000 : rest));
    else if (!now->timeline.is_paused && !now->replay_ended)
        idle = sooner(idle,
                      (int64_t)(1000 / config_number(u->config, OPT_fps)));
    return (int)(idle < 1 ? 1 : idle);
}
