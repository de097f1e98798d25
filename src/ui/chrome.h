/*
 * What frames every screen: top line, status line, hint line.
 */
#ifndef TAPEWATCH_UI_CHROME_H
#define TAPEWATCH_UI_CHROME_H

#include "tapewatch/state/snapshot.h"
#include "tapewatch/ui/canvas.h"

/* "NYSE CLOSED  AFTER-HOURS to 20:00", short: "CLOSED AH". */
void chrome_phase(int64_t shown_ms, bool is_short, char *out, size_t size);
/* Breadcrumb on the left, market and clock on the right. Returns the column
 * where the crumbs start; below 0 when their start is elided. */
int chrome_top(struct canvas *c, const char *crumbs, int64_t shown_ms,
               const char *banner);

/* Sources and their ages, events to look at, mode. `now` may be NULL. */
void chrome_status(struct canvas *c, int y, const struct snapshot *now,
                   int64_t shown_ms);

#endif
