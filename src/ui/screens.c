/* SPDX-License-Identifier: MIT */
/* The layouts of every screen, and the table of screens. */
#include "screens.h"

#include <stdio.h>
#include <string.h>

#include "event_words.h"
#include "show.h"

static const struct layout dash_compact = {
    .is_accordion = true,
    .bands = {ROW(1, 0, 11), ROW(6, 1, 1), ROW(5, 1, 2), ROW(4, 1, 3),
              ROW_FROM(40, 9, 1, 4)},
};
static const struct layout dash_normal = {
    .bands = {ROW(1, 0, 11),
              {.weight = 1,
               .columns = {{73, {{1, 21}, {4, 15}}},
                           {46, {{2, 14}, {3, 22}}}}}},
};
static const struct layout dash_wide = {
    .bands = {ROW(1, 0, 11),
              {.weight = 1,
               .columns = {{92, {{1, 33}, {8, 11}, {10, 5}, {9, 7}}},
                           {53, {{4, 28}, {5, 13}, {6, 6}, {7, 9}}},
                           {53, {{2, 14}, {3, 42}}}}}},
};

static const struct layout symbol_compact = {
    .is_accordion = true,
    .bands = {ROW(2, 0, 6), ROW(11, 3, 1), ROW(3, 0, 2), ROW(3, 0, 5),
              ROW(1, 1, 3), ROW_FROM(24, 4, 1, 4)},
};
static const struct layout symbol_normal = {
    .bands = {ROW(2, 0, 6),
              {.weight = 21, .columns = {{86, {{1, 1}}}, {33, {{2, 1}}}}},
              {.weight = 13,
               .columns = {{61, {{3, 6}, {4, 6}}}, {58, {{5, 1}}}}}},
};
static const struct layout symbol_wide = {
    .bands = {ROW(2, 0, 6),
              {.weight = 36,
               .columns = {{146, {{1, 1}}}, {53, {{2, 22}, {8, 14}}}}},
              {.weight = 19,
               .columns = {{66, {{3, 9}, {4, 10}}},
                           {66, {{13, 1}}},
                           {66, {{14, 12}, {15, 7}}}}}},
};

static const struct layout event_compact = {
    .is_accordion = true,
    .bands = {ROW(2, 0, 7),
              {.rows = 9, .weight = 1,
               .columns = {{49, {{1, 1}}}, {30, {{2, 1}}}}},
              ROW(3, 1, 3), ROW(4, 1, 4), ROW(3, 1, 5),
              ROW_FROM(34, 8, 0, 6)},
};
static const struct layout event_normal = {
    .bands = {ROW(2, 0, 7),
              {.weight = 16,
               .columns = {{72, {{1, 1}}}, {47, {{2, 9}, {6, 7}}}}},
              {.weight = 18,
               .columns = {{72, {{3, 9}, {5, 9}}}, {47, {{4, 1}}}}}},
};
static const struct layout event_wide = {
    .bands = {ROW(2, 0, 7),
              {.weight = 28,
               .columns = {{119, {{1, 1}}}, {80, {{2, 14}, {6, 14}}}}},
              {.weight = 27,
               .columns = {{119, {{3, 15}, {5, 12}}}, {80, {{4, 1}}}}}},
};

static const struct layout alone = {.bands = {ROW(0, 1, 1)}};
static const struct layout reader_compact = {
    .bands = {ROW(2, 0, 2), ROW(0, 1, 1)},
};
#define reader_normal reader_compact
#define reader_wide reader_compact
static const struct layout news_compact = {
    .bands = {ROW(5, 3, 1), ROW_FROM(16, 4, 2, 2)},
};
static const struct layout news_normal = {
    .bands = {{.weight = 1, .columns = {{52, {{1, 1}}}, {67, {{2, 1}}}}}},
};
static const struct layout news_wide = {
    .bands = {{.weight = 1,
               .columns = {{23, {{3, 1}}}, {72, {{1, 1}}}, {103, {{2, 1}}}}}},
};
static const struct layout prices_compact = {
    .bands = {ROW(2, 0, 2), ROW(5, 1, 1)},
};
#define prices_normal prices_compact
#define prices_wide prices_compact
#define indices_compact alone
#define indices_normal alone
#define indices_wide alone
#define events_compact alone
#define events_normal alone
#define events_wide alone
#define screener_compact alone
#define screener_normal alone
#define screener_wide alone
#define compare_compact alone
#define compare_normal alone
#define compare_wide alone
#define search_compact alone
#define search_normal alone
#define search_wide alone
#define calendar_compact alone
#define calendar_normal alone
#define calendar_wide alone
static const struct layout movers_compact = {
    .is_accordion = true,
    .bands = {ROW(6, 1, 1), ROW(5, 1, 2), ROW(5, 1, 3), ROW(5, 1, 4)},
};
static const struct layout movers_normal = {
    .bands = {{.weight = 1, .columns = {{60, {{1, 1}}}, {59, {{2, 1}}}}},
              {.weight = 1, .columns = {{60, {{3, 1}}}, {59, {{4, 1}}}}}},
};
#define movers_wide movers_normal
#define heatmap_compact alone
#define heatmap_normal alone
#define heatmap_wide alone
static const struct layout portfolio_compact = {
    .is_accordion = true,
    .bands = {ROW(1, 0, 6), ROW(6, 1, 1), ROW(5, 0, 5),
              ROW_FROM(30, 8, 1, 2), ROW_FROM(38, 4, 1, 3)},
};
static const struct layout portfolio_normal = {
    .bands = {ROW(1, 0, 6),
              {.weight = 1,
               .columns = {{91, {{1, 16}, {2, 18}}},
                           {28, {{5, 16}, {3, 18}}}}}},
};
static const struct layout portfolio_wide = {
    .bands = {ROW(1, 0, 6),
              {.weight = 1,
               .columns = {{104, {{1, 18}, {2, 26}, {4, 11}}},
                           {95, {{5, 18}, {3, 37}}}}}},
};
static const struct layout watchlists_compact = {
    .is_accordion = true,
    .bands = {ROW(6, 1, 1), ROW_FROM(16, 8, 1, 2)},
};
static const struct layout watchlists_normal = {
    .bands = {{.weight = 1, .columns = {{52, {{1, 1}}}, {67, {{2, 1}}}}}},
};
static const struct layout watchlists_wide = {
    .bands = {{.weight = 1, .columns = {{96, {{1, 1}}}, {103, {{2, 1}}}}}},
};
#define bookmarks_compact news_compact
#define bookmarks_normal news_normal
static const struct layout bookmarks_wide = {
    .bands = {{.weight = 1, .columns = {{96, {{1, 1}}}, {103, {{2, 1}}}}}},
};
#define since_compact alone
#define since_normal alone
#define since_wide alone
#define lots_compact alone
#define lots_normal alone
#define lots_wide alone
static const struct layout feeds_compact = {
    .is_accordion = true,
    .bands = {ROW(1, 0, 4), ROW(6, 1, 1), ROW(5, 0, 2), ROW_FROM(34, 6, 1, 3)},
};
static const struct layout feeds_normal = {
    .bands = {ROW(1, 0, 4), ROW(8, 15, 1), ROW(7, 0, 2), ROW(4, 14, 3)},
};
#define feeds_wide feeds_normal
#define feed_compact alone
#define feed_normal alone
#define feed_wide alone
#define feedlog_compact alone
#define feedlog_normal alone
#define feedlog_wide alone
static const struct layout settings_compact = {
    .bands = {{.weight = 1, .columns = {{20, {{1, 1}}}, {57, {{2, 1}}}}}},
};
#define settings_normal settings_compact
#define settings_wide settings_compact
#define alerts_compact alone
#define alerts_normal alone
#define alerts_wide alone
#define alert_compact alone
#define alert_normal alone
#define alert_wide alone
#define help_compact alone
#define help_normal alone
#define help_wide alone

static void dash_crumb(const struct frame *f, char *out, size_t size)
{
    (void)f;
    snprintf(out, size, "Dash");
}

static void symbol_crumb(const struct frame *f, char *out, size_t size)
{
    snprintf(out, size, "%s", f->subject->symbol);
}

static void prices_crumb(const struct frame *f, char *out, size_t size)
{
    snprintf(out, size, "%s prices", f->subject->symbol);
}

static void indices_crumb(const struct frame *f, char *out, size_t size)
{
    (void)f;
    snprintf(out, size, "Indices");
}

static void event_crumb(const struct frame *f, char *out, size_t size)
{
    const struct event *e = snapshot_event(f->now, &f->subject->event);
    char value[FORMAT_MAX] = "";

    if (e)
        event_now_value(f->now, e, value);
    snprintf(out, size, "%s %s", e ? event_who(e) : f->subject->event.symbol,
             value);
}

static void reader_crumb(const struct frame *f, char *out, size_t size)
{
    const struct headline *h = show_headline(f->now, f->subject->headline);

    snprintf(out, size, "Story");
    if (h)
        show_headline_label(h, f->shown_ms, out, size);
}

static void news_crumb(const struct frame *f, char *out, size_t size)
{
    (void)f;
    snprintf(out, size, "News");
}

static void events_crumb(const struct frame *f, char *out, size_t size)
{
    (void)f;
    snprintf(out, size, "Events");
}

static void screener_crumb(const struct frame *f, char *out, size_t size)
{
    (void)f;
    snprintf(out, size, "Screener");
}

static void compare_crumb(const struct frame *f, char *out, size_t size)
{
    (void)f;
    snprintf(out, size, "Companies");
}

static void search_crumb(const struct frame *f, char *out, size_t size)
{
    (void)f;
    snprintf(out, size, "Search");
}

static void calendar_crumb(const struct frame *f, char *out, size_t size)
{
    (void)f;
    snprintf(out, size, "Calendar");
}

static void movers_crumb(const struct frame *f, char *out, size_t size)
{
    (void)f;
    snprintf(out, size, "Movers");
}

static void heatmap_crumb(const struct frame *f, char *out, size_t size)
{
    (void)f;
    snprintf(out, size, "Heatmap");
}

static void portfolio_crumb(const struct frame *f, char *out, size_t size)
{
    const char *name = f->subject->portfolio;

    if (!name[0] && f->now->book)
        name = f->now->book->portfolios[0].name;
    snprintf(out, size, "Portfolio%s%s", name[0] ? " " : "", name);
}

static void watchlists_crumb(const struct frame *f, char *out, size_t size)
{
    (void)f;
    snprintf(out, size, "Watchlists");
}

static void bookmarks_crumb(const struct frame *f, char *out, size_t size)
{
    (void)f;
    snprintf(out, size, "Bookmarks");
}

static void since_crumb(const struct frame *f, char *out, size_t size)
{
    (void)f;
    snprintf(out, size, "Since you last looked");
}

static void lots_crumb(const struct frame *f, char *out, size_t size)
{
    snprintf(out, size, "Lots %s",
             f->subject->symbol[0] ? f->subject->symbol : "cash");
}

static void feeds_crumb(const struct frame *f, char *out, size_t size)
{
    (void)f;
    snprintf(out, size, "Feeds");
}

static void feed_crumb(const struct frame *f, char *out, size_t size)
{
    snprintf(out, size, "%s", f->subject->source);
}

static void feedlog_crumb(const struct frame *f, char *out, size_t size)
{
    (void)f;
    snprintf(out, size, "Log");
}

static void settings_crumb(const struct frame *f, char *out, size_t size)
{
    (void)f;
    snprintf(out, size, "Settings");
}

static void alerts_crumb(const struct frame *f, char *out, size_t size)
{
    (void)f;
    snprintf(out, size, "Alerts");
}

static void alert_crumb(const struct frame *f, char *out, size_t size)
{
    snprintf(out, size, "%s",
             f->subject->rule[0] ? f->subject->rule : "New rule");
}

static void help_crumb(const struct frame *f, char *out, size_t size)
{
    (void)f;
    snprintf(out, size, "Help");
}

#define PANELS(...) {__VA_ARGS__}
#define SCREEN(name, panels, link, ...)                                     \
    static const struct panel_ops *const name##_panels[] = panels;
#include "screens.def"
#undef SCREEN

static const struct screen screens[] = {
#define SCREEN(name_, panels_, link_, ...)                                  \
    {.name = #name_,                                                        \
     .panel_count = (int)(sizeof(name_##_panels) /                          \
                          sizeof(*name_##_panels)),                         \
     .panels = name_##_panels,                                              \
     .layouts = {NULL, &name_##_compact, &name_##_normal, &name_##_wide},   \
     .link = link_,                                                         \
     .crumb = name_##_crumb,                                                \
     __VA_ARGS__},
#include "screens.def"
#undef SCREEN
};

size_t screen_count(void)
{
    return sizeof(screens) / sizeof(*screens);
}

const struct screen *screen_at(size_t i)
{
    return &screens[i];
}

const struct screen *screen_find(const char *name)
{
    for (size_t i = 0; i < screen_count(); i++)
        if (strcmp(screens[i].name, name) == 0)
            return &screens[i];
    return NULL;
}
