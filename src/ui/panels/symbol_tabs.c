/* SPDX-License-Identifier: MIT */
/* The tabs of the symbol screen: which of its panels, laid out how. */
#include "../screens.h"
#include "event_list.h"
#include "news_list.h"

/* Its panels, numbered as in screens.def. */
enum {
    CHART = 1, FIGURES, NEWS, EVENTS, FUNDAMENTALS, HEAD, READER, PEERS,
    FILED, PLANS, TIMELINE, FILINGS
};

static const struct layout news_compact = {
    .bands = {ROW(2, 0, HEAD), ROW(6, 3, NEWS), ROW_FROM(20, 6, 2, READER)},
};
static const struct layout news_normal = {
    .bands = {ROW(2, 0, HEAD),
              {.weight = 1,
               .columns = {{66, {{NEWS, 1}}}, {53, {{READER, 1}}}}}},
};
static const struct layout news_wide = {
    .bands = {ROW(2, 0, HEAD),
              {.weight = 1,
               .columns = {{110, {{NEWS, 1}}}, {89, {{READER, 1}}}}}},
};

static const struct layout events_compact = {
    .bands = {ROW(2, 0, HEAD), ROW(6, 3, EVENTS),
              ROW_FROM(20, 6, 2, TIMELINE)},
};
static const struct layout events_normal = {
    .bands = {ROW(2, 0, HEAD),
              {.weight = 1,
               .columns = {{66, {{EVENTS, 1}}}, {53, {{TIMELINE, 1}}}}}},
};
#define events_wide events_normal

static const struct layout filed_compact = {
    .bands = {ROW(2, 0, HEAD), ROW(10, 1, FILED), ROW_FROM(20, 4, 0, PLANS)},
};
static const struct layout filed_normal = {
    .bands = {ROW(2, 0, HEAD), ROW(14, 3, FILED), ROW(6, 1, PLANS)},
};
static const struct layout filed_wide = {
    .bands = {ROW(2, 0, HEAD),
              {.weight = 1,
               .columns = {{146, {{FILED, 1}}}, {53, {{PLANS, 1}}}}}},
};

static const struct layout peers_all = {
    .bands = {ROW(2, 0, HEAD), ROW(4, 1, PEERS)},
};
static const struct layout filings_all = {
    .bands = {ROW(2, 0, HEAD), ROW(4, 1, FILINGS)},
};

static size_t count_of(struct list_rows *r)
{
    size_t n = r->count;

    list_done(r);
    return n;
}

static size_t count_news(const struct frame *f)
{
    struct frame all = *f;
    struct list_rows r = {0};

    all.filter = "";
    news_list_build(&all, f->subject->symbol, &r);
    return count_of(&r);
}

static size_t count_events(const struct frame *f)
{
    struct frame all = *f;
    struct list_rows r = {0};

    all.filter = "";
    event_list_build(&all, f->subject->symbol, &r);
    return count_of(&r);
}

#define LAYOUTS(compact, normal, wide) {NULL, compact, normal, wide}

const struct tab symbol_tabs[SYMBOL_TABS] = {
    {"Overview", "Over", CHART - 1, -1, LAYOUTS(NULL, NULL, NULL), NULL},
    {"News", "News", NEWS - 1, NEWS - 1,
     LAYOUTS(&news_compact, &news_normal, &news_wide), count_news},
    {"Events", "Ev", EVENTS - 1, EVENTS - 1,
     LAYOUTS(&events_compact, &events_normal, &events_wide), count_events},
    {"Fundamentals", "Fund", FILED - 1, FILED - 1,
     LAYOUTS(&filed_compact, &filed_normal, &filed_wide), NULL},
    {"Peers", "Peers", PEERS - 1, -1,
     LAYOUTS(&peers_all, &peers_all, &peers_all), NULL},
    {"Filings", "Fil", FILINGS - 1, -1,
     LAYOUTS(&filings_all, &filings_all, &filings_all), NULL},
};
