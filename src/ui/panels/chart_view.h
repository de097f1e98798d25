/*
 * A price chart with a range: what the small and the large chart share.
 */
#ifndef TAPEWATCH_UI_CHART_VIEW_H
#define TAPEWATCH_UI_CHART_VIEW_H

#include "../panel.h"
#include "../ranges.h"

struct chart_view {
    bool is_set; /* else the panel's first range */
    enum range range;
};

/* The kind of a panel that is one. */
struct chart_panel {
    enum range first; /* shown until another is chosen */
    int volume_rows;
};

/* The functions of panels whose kind is a struct chart_panel. */
bool chart_view_act(void *view, const struct frame *f, enum ui_action a,
                    struct wish *wish);
/* "6M", in any case. */
bool chart_view_word(void *view, const struct frame *f, const char *word);
void chart_view_draw(void *view, const struct frame *f, struct canvas *c,
                     struct rect area);
enum range chart_view_range(const void *view, const struct frame *f);

#endif
