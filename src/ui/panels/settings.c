/* SPDX-License-Identifier: MIT */
/*
 * The settings of a group: key, value, where it comes from. Of those that are
 * seen at once, colours and glyphs, the words they take stand below them, and
 * each shows what it does while the cursor is on it.
 */
#include <stdio.h>
#include <string.h>

#include "setting_detail.h"
#include "../show.h"
#include "../list_panel.h"
#include "tapewatch/base/mem.h"

enum { NAME_WIDTH = 18, VALUE_WIDTH = 20, ORIGIN_LEAST = 9 };

struct view {
    struct list_view list; /* first: as all list panels have it */
    enum option_group group;
    bool is_begun; /* the cursor was put on the value in force */
};

/* What is listed: settings, each followed by its words if it shows them. */
struct rows {
    size_t count;
    struct setting_choice at[];
};

static bool is_spread(const struct option_row *row)
{
    return row->group <= OPTION_GROUP_glyphs;
}

static const struct setting_choice *choice_at(const struct list_rows *r,
                                              uint32_t at)
{
    return &((const struct rows *)r->items)->at[at];
}

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    const struct setting_choice *x = &((const struct rows *)items)->at[at];

    snprintf(out, size, "%s=%s", option_row(x->option)->name, x->word);
}

static bool next_word(const struct frame *f, enum setting o, size_t i,
                      char *out, size_t size)
{
    if (o != OPT_theme)
        return option_word(o, i, out, size);
    if (!f->around || i >= f->around->theme_count)
        return false;
    snprintf(out, size, "%s", f->around->themes[i].name);
    return true;
}

static bool is_through_all(const struct frame *f)
{
    return f->filter[0] || f->where[0];
}

/* The filter looks through all groups. */
static bool is_listed(const struct frame *f, const struct option_row *row)
{
    if (!f->filter[0])
        return f->where[0] || row->group == f->subject->group;
    return list_matches(f->filter, row->name) ||
           list_matches(f->filter, row->text);
}

static void add(struct rows **rows, size_t *cap, enum setting o,
                const char *word)
{
    struct rows *r = *rows;

    if (r->count == *cap) {
        *cap *= 2;
        r = mem_grow(r, 1, sizeof(*r) + *cap * sizeof(r->at[0]));
        *rows = r;
    }
    r->at[r->count] = (struct setting_choice){.option = o};
    name_copy(r->at[r->count++].word, sizeof(r->at[0].word), word);
}

static void build(const struct frame *f, struct list_rows *out)
{
    size_t cap = OPTION_COUNT;
    struct rows *r = mem_new(1, sizeof(*r) + cap * sizeof(r->at[0]));
    char word[sizeof(r->at[0].word)];

    for (int o = 0; o < OPTION_COUNT; o++) {
        const struct option_row *row = option_row((enum setting)o);

        if (!is_listed(f, row))
            continue;
        add(&r, &cap, (enum setting)o, "");
        for (size_t i = 0; is_spread(row) && !is_through_all(f) &&
                           next_word(f, (enum setting)o, i, word,
                                     sizeof(word)); i++)
            add(&r, &cap, (enum setting)o, word);
    }
    out->key = key_of;
    out->items = out->owned = r;
    for (size_t i = 0; i < r->count; i++)
        list_add(out, (uint32_t)i);
}

/* What is said of a theme, beside its name. */
static void draw_remark(const struct frame *f, const struct setting_choice *x,
                        struct canvas *c, struct place at)
{
    for (size_t i = 0; x->option == OPT_theme && f->around && at.width > 0 &&
                       i < f->around->theme_count; i++)
        if (strcmp(f->around->themes[i].name, x->word) == 0)
            show_text(c, at, ROLE_dim, f->around->themes[i].remark);
}

static void draw_word(const struct frame *f, const struct setting_choice *x,
                      struct canvas *c, struct rect area)
{
    bool is_in_force = strcmp(config_text(f->config, x->option), x->word) == 0;

    if (is_in_force)
        canvas_put(c, area.x + 3, area.y, ROLE_mark, glyphs_of(c)->bullet);
    show_text(c, (struct place){area.x + 5, area.y, area.width - 5},
              is_in_force ? ROLE_value : ROLE_fg, x->word);
    draw_remark(f, x, c, (struct place){area.x + NAME_WIDTH + 2, area.y,
                                        area.width - NAME_WIDTH - 2});
}

static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    const struct setting_choice *x = choice_at(r, at);
    const char *value = config_text(f->config, x->option);
    int rest = area.width - NAME_WIDTH - 1, width = rest;

    if (x->word[0]) {
        draw_word(f, x, c, area);
        return;
    }
    show_text(c, (struct place){area.x + 1, area.y, NAME_WIDTH - 1},
              ROLE_label, option_row(x->option)->name);
    if (rest >= VALUE_WIDTH + ORIGIN_LEAST)
        width = VALUE_WIDTH;
    if (rest > 0)
        show_text(c, (struct place){area.x + NAME_WIDTH, area.y, width - 1},
                  value[0] ? ROLE_value : ROLE_dim, value[0] ? value : "-");
    if (rest > width)
        show_text(c, (struct place){area.x + NAME_WIDTH + width, area.y,
                                    rest - width},
                  config_is_default(f->config, x->option) ? ROLE_dim
                                                          : ROLE_accent,
                  setting_origin(f->config, x->option));
}

static const char *empty(const struct frame *f)
{
    (void)f;
    return "no settings";
}

static enum truth of_setting(const struct query *q, const struct frame *f,
                             const struct list_rows *r, uint32_t at)
{
    enum setting o = choice_at(r, at)->option;
    const struct option_row *row = option_row(o);

    return filter_row(q, f, NULL,
                      &(struct setting_row){
                          .name = row->name, .text = row->text,
                          .value = config_text(f->config, o),
                          .group = option_group_title(row->group),
                          .origin = setting_origin(f->config, o),
                          .is_default = config_is_default(f->config, o)});
}

static const struct row_records records = ROWS_OF(setting, of_setting);

static const struct list_panel list = {
    .build = build, .row = row, .empty = empty,
};

/* In another group the cursor begins on the value in force. */
static void begin(struct view *v, const struct frame *f)
{
    struct list_rows r;
    size_t at = 0;

    if (v->is_begun && v->group == f->subject->group)
        return;
    v->is_begun = true;
    v->group = f->subject->group;
    list_panel_build(&list, &v->list, f, &r);
    for (size_t i = r.count; i-- > 0;) {
        const struct setting_choice *x = choice_at(&r, r.at[i]);

        if (x->word[0] &&
            strcmp(x->word, config_text(f->config, x->option)) == 0)
            at = i;
    }
    list_select(&v->list, &r, at);
    list_done(&r);
}

static bool selected(struct view *v, const struct frame *f,
                     struct setting_choice *out)
{
    struct list_rows r;
    uint32_t at;
    bool found;

    begin(v, f);
    list_panel_build(&list, &v->list, f, &r);
    found = list_selected(&v->list, &r, &at);
    if (found)
        *out = *choice_at(&r, at);
    list_done(&r);
    return found;
}

static void change(struct wish *wish, enum ui_change what, enum setting o,
                   const char *value)
{
    wish->change = what;
    name_copy(wish->setting, sizeof(wish->setting), option_row(o)->name);
    name_copy(wish->value, sizeof(wish->value), value);
}

/* The word after the one in force; false when it takes any text. */
static bool word_after(const struct frame *f, enum setting o, char *out,
                       size_t size)
{
    const char *value = config_text(f->config, o);
    size_t i = 0;

    while (next_word(f, o, i, out, size) && strcmp(out, value) != 0)
        i++;
    return next_word(f, o, i + 1, out, size) || next_word(f, o, 0, out, size);
}

/* Kept: what is selected, the next word, or what will be typed. */
static void apply(const struct frame *f, const struct setting_choice *x,
                  struct wish *wish)
{
    char word[sizeof(x->word)];
    const char *value = config_text(f->config, x->option);

    if (x->word[0])
        change(wish, UI_CHANGE_KEEP, x->option, x->word);
    else if (!is_spread(option_row(x->option)) &&
             word_after(f, x->option, word, sizeof(word)))
        change(wish, UI_CHANGE_KEEP, x->option, word);
    else
        snprintf(wish->prompt, sizeof(wish->prompt), "keep %s %.150s",
                 option_row(x->option)->name, value);
}

/* The line for the config. */
static void copy(const struct frame *f, const struct setting_choice *x,
                 struct wish *wish)
{
    setting_line(f->config, x->option, x->word, wish->copy,
                 sizeof(wish->copy));
}

/* The word under the cursor is tried; leaving it ends that. */
static void show(const struct setting_choice *x, struct wish *wish)
{
    const struct option_row *row = option_row(x->option);

    if (x->word[0] && row->when == OPTION_WHEN_SCREEN)
        change(wish, UI_CHANGE_SHOW, x->option, x->word);
    else
        wish->change = UI_CHANGE_UNSHOW;
}

static bool act(void *view, const struct frame *f, enum ui_action a,
                struct wish *wish)
{
    struct view *v = view;
    struct setting_choice x;
    bool has_one = selected(v, f, &x), is_done = true;

    if (a == ACTION_open && has_one)
        apply(f, &x, wish);
    else if (a == ACTION_setting_reset && has_one)
        change(wish, UI_CHANGE_RESET, x.option, "");
    else if (a == ACTION_copy && has_one)
        copy(f, &x, wish);
    else if (list_panel_act(view, f, a, wish)) {
        if (selected(v, f, &x))
            show(&x, wish);
    } else
        is_done = false;
    return is_done;
}

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    (void)view;
    (void)right;
    if (is_through_all(f))
        snprintf(left, size, "Settings");
    else
        snprintf(left, size, "%s%s", option_group_title(f->subject->group),
                 f->subject->group <= OPTION_GROUP_glyphs
                     ? " (shown at once; Esc reverts)" : "");
}

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    struct view *v = view;
    struct setting_choice x;
    int detail = setting_detail_height(area);
    struct rect top = area;

    begin(v, f);
    top.height -= detail;
    list_panel_draw(view, f, c, top);
    if (detail > 0 && selected(v, f, &x))
        setting_detail_draw(f, &x, c,
                            (struct rect){area.x, area.y + top.height,
                                          area.width, detail});
}

static enum click click(void *view, const struct frame *f, struct rect area,
                        int x, int y)
{
    area.height -= setting_detail_height(area);
    if (y >= area.y + area.height)
        return CLICK_NONE;
    begin(view, f);
    return list_panel_click(view, f, area, x, y);
}

const struct panel_ops panel_settings = {
    .name = "settings", .help = "values of settings, and from where",
    .contexts = CONTEXT_list | CONTEXT_settings, .min_width = 24,
    .min_height = 2, .kind = &list, .records = &records,
    .view_size = sizeof(struct view),
    .title = title, .act = act, .draw = draw, .click = click,
};
