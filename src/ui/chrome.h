/*
 * What frames every screen: top line, status line, hint line.
 */
#ifndef TAPEWATCH_UI_CHROME_H
#define TAPEWATCH_UI_CHROME_H

#include "hits.h"
#include "tapewatch/base/clock.h"
#include "tapewatch/state/snapshot.h"
#include "tapewatch/ui/canvas.h"
#include "tapewatch/ui/speed.h"

/* Breadcrumb on the left, market and clock on the right. Returns the column
 * where the crumbs start; below 0 when their start is elided. */
struct chrome_words {
    const char *crumbs, *banner; /* "": no banner */
    bool is_calm;                /* the clock without seconds */
    struct clock_zone zone;      /* the user's */
};
int chrome_top(struct canvas *c, const struct chrome_words *words,
               int64_t shown_ms);

/* Sources and their ages, events to look at, mode, the link if there is
 * something to say of it. `now` may be NULL. */
struct chrome_terminal {
    const char *link;      /* words on it; "" none */
    enum link_speed speed; /* of a fast one only wide screens tell */
    bool has_words;   /* a state is a word, not a mark */
    struct hits *hits; /* gets the place of each source */
    int chosen;       /* which of them has the focus; -1 none */
};
void chrome_status(struct canvas *c, int y, const struct snapshot *now,
                   int64_t shown_ms, const struct chrome_terminal *t);
/* A source's mark, and its role, as that line has them. */
const char *chrome_source_mark(const struct canvas *c,
                               const struct source_status *s);
enum role chrome_source_role(const struct source_status *s);

#endif
