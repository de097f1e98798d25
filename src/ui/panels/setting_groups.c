/* SPDX-License-Identifier: MIT */
/* The groups of the settings; the panel beside it shows the selected one. */
#include <stdio.h>
#include <string.h>

#include "../show.h"
#include "../list_panel.h"

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    (void)items;
    snprintf(out, size, "%s", option_group_title((enum option_group)at));
}

/* Its title, or one of its settings, contains the text. */
static bool passes(const char *filter, enum option_group g)
{
    bool is_in = list_matches(filter, option_group_title(g));

    for (int o = 0; !is_in && o < OPTION_COUNT; o++) {
        const struct option_row *row = option_row((enum setting)o);

        is_in = row->group == g && (list_matches(filter, row->name) ||
                                    list_matches(filter, row->text));
    }
    return is_in;
}

static void build(const struct frame *f, struct list_rows *out)
{
    out->key = key_of;
    for (int g = 0; g < OPTION_GROUP_COUNT; g++)
        if (passes(f->filter, (enum option_group)g))
            list_add(out, (uint32_t)g);
}

static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    bool is_shown = at == (uint32_t)f->subject->group;

    (void)r;
    if (is_shown && !f->is_focused)
        canvas_put(c, area.x, area.y, ROLE_key, glyphs_of(c)->selected);
    show_text(c, (struct place){area.x + 2, area.y, area.width - 2},
              is_shown ? ROLE_title : ROLE_fg,
              option_group_title((enum option_group)at));
}

static bool row_subject(const struct frame *f, const struct list_rows *r,
                        uint32_t at, struct subject *out)
{
    (void)f;
    (void)r;
    out->group = (enum option_group)at;
    return true;
}

static enum truth of_group(const struct query *q, const struct frame *f,
                           const struct list_rows *r, uint32_t at)
{
    struct list_row row = {.name = option_group_title((enum option_group)at)};

    (void)r;
    for (int o = 0; o < OPTION_COUNT; o++)
        row.count += option_row((enum setting)o)->group == at;
    return filter_row(q, f, NULL, &row);
}

static const struct row_records records = ROWS_OF(list, of_group);

static const struct list_panel list = {
    .build = build, .row = row, .subject = row_subject,
};

static bool act(void *view, const struct frame *f, enum ui_action a,
                struct wish *wish)
{
    if (a == ACTION_open) {
        wish->focus = 2;
        return true;
    }
    return list_panel_act(view, f, a, wish);
}

const struct panel_ops panel_setting_groups = {
    .name = "setting_groups", .help = "groups of settings",
    .contexts = CONTEXT_list | CONTEXT_settings, .min_width = 16,
    .min_height = 2, LIST_PANEL(list), .records = &records, .act = act,
    .subject = list_panel_subject,
};
