/*
 * What stands under a story that has room for it, whatever part of the text is
 * seen: its symbols since it was published, its address, and the headline that
 * it goes with.
 */
#ifndef TAPEWATCH_UI_STORY_FOOT_H
#define TAPEWATCH_UI_STORY_FOOT_H

#include "../panel.h"

/* Rows of it in an area for both, 0: there is no room, or it is read aloud. */
int story_foot_rows(const struct frame *f, const struct canvas *c,
                    const struct headline *h, struct rect area);
/* In an area of so many rows. */
void story_foot_draw(const struct frame *f, struct canvas *c,
                     const struct headline *h, struct rect area);

/* "NVDA  118.42 ▼16.97%   since 15:54 +0.19%", and the role of that; false: its
 * price is not known. */
enum { STORY_MOVE_MAX = 240 };
bool story_move_text(const struct frame *f, const struct canvas *c,
                     const struct headline *h, size_t symbol,
                     char out[STORY_MOVE_MAX], enum role *role);
/* The one that it goes with, of those that are not left out; NULL: none. */
const struct headline *story_related(const struct frame *f,
                                     const struct headline *h,
                                     char reason[REASON_MAX]);
/* "BENZ 14:12 Nvidia says ...  (of NVDA too)"; false: none. */
bool story_related_text(const struct frame *f, const struct headline *h,
                        struct strbuf *out);

#endif
