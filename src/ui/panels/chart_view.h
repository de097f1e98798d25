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

bool chart_view_act(struct chart_view *v, enum range first,
                    enum ui_action a);
enum range chart_view_range(const struct chart_view *v, enum range first);
void chart_view_draw(enum range range, int volume_rows,
                     const struct frame *f, struct canvas *c,
                     struct rect area);

#endif
