/*
 * The screens that are open, one over the other, each with its own state: a
 * screen that is gone back to is exactly as it was left.
 */
#ifndef TAPEWATCH_UI_STACK_H
#define TAPEWATCH_UI_STACK_H

#include "functions.h"
#include "hits.h"
#include "prompt.h"
#include "screens.h"
#include "tapewatch/base/clock.h"
#include "tapewatch/ui/ui.h"

enum { STACK_MAX = 32, LAYOUTS_MAX = 9, CHOSEN_MAX = 4 };

struct panel_state {
    void *view; /* the panel's own */
    char filter[FILTER_MAX];
};

struct screen_state {
    const struct screen *screen;
    struct subject subject;
    struct panel_state panels[LAYOUT_PANELS];
    int focus;
    int tab; /* of a screen that has some */
    bool is_zoomed;
    bool is_unlinked; /* its subject stays, whatever the linked panel is on */
};

/* The last frame whose panels were drawn: while only time passes they are kept
 * as they stand on its canvas. */
struct kept_frame {
    uint64_t frame;            /* the canvas' number, 0: there is none */
    uint64_t serial;           /* of the snapshot */
    struct canvas canvas;      /* its size and kind, without the cells */
    int64_t from_ms, lasts_ms; /* shown time */
    int hits;                  /* of the panels */
    char hints[512];           /* the last line; "" not known yet */
};

/* What was chosen last in a chart panel (chosen.h), as its keep() says it. */
struct chart_choice {
    const struct panel_ops *panel; /* NULL: free */
    char range[8], style[12];      /* "": none */
};

struct ui {
    const struct config *config; /* borrowed */
    struct screen_state stack[STACK_MAX];
    int depth;
    int width, height; /* of the last frame */
    /* What stood over the root before the last jump; NULL: no jump yet. */
    struct screen_state *other;
    int other_depth;
    struct prompt prompt;
    struct history history;     /* of the command line */
    char typed[256];            /* what Tab goes round from */
    char *layouts[LAYOUTS_MAX]; /* saved ones (layouts.h); NULL: free */
    struct chart_choice chosen[CHOSEN_MAX];
    struct around around;
    bool is_showing;            /* a setting is tried */
    int completion;             /* which one Tab shows; -1 none */
    int status_at;              /* source of the status line that has the
                                   focus, as drawn; -1 none */
    bool is_sorting;            /* the menu of orders is open */
    int sort_before;            /* Esc goes back to it, and ... */
    bool was_reversed;          /* ... to this */
    int64_t go_since;           /* g was pressed (real ms); 0: it was not */
    char link[48];              /* what the status line says of it */
    enum link_speed speed;
    bool is_calm;               /* the clock shows no seconds */
    struct clock_zone zone;     /* the user's */
    struct flash *flash;        /* prices of the last frame */
    struct hits hits;           /* of the last frame */
    struct kept_frame kept;
    uint64_t frames;            /* how many were drawn */
    bool is_touched;            /* since then: the next is drawn whole */
    struct strbuf clip;         /* text for the effects, or a paste */
    char message[160];
    unsigned messages; /* how many there were: another one came */
    enum role message_role;
    int64_t message_until, quit_until; /* real ms */
    int64_t away_since; /* ms: as in struct frame */
    int64_t looked_ms;  /* when somebody was there last; 0 not in this run */
    bool is_paused;
    int64_t paused_since; /* real ms */
    char focused_symbol[SYMBOL_MAX]; /* what the poller was told last */
    char focused_list[LIST_NAME_MAX];
    struct command wanted; /* by the panel, as the poller was told */
    struct command lacked; /* what a panel had too little of, as told last */
    uint64_t notice_serial;
};

struct screen_state *stack_top(struct ui *u);
/* At the cap the oldest screen over the root gives way. A screen that is on
 * top already is not opened again. */
void stack_push(struct ui *u, const char *screen, const struct subject *s);
bool stack_pop(struct ui *u); /* false at the root */
/* Back to the root, and from there to the screen; what was over the root is
 * what stack_swap() brings back. */
void stack_go(struct ui *u, const char *screen, const struct subject *s);
bool stack_swap(struct ui *u); /* false when there is nothing to swap with */

/* The class of the last frame's size; one column for screen readers. */
enum size_class stack_size(const struct ui *u);

/* The tab that is shown; NULL: the screen has none. */
const struct tab *stack_tab(const struct screen_state *s);
/* Shows the tab of that number, from 0; false if there is none. */
bool stack_show_tab(struct screen_state *s, int tab);
/* Where the panels stand at this size. */
const struct layout *stack_layout(const struct ui *u,
                                  const struct screen_state *s);

/* The panel that has the focus at this size: the chosen one, or the first if
 * the layout has no place for it. */
int stack_focus(const struct ui *u, const struct screen_state *s);
/* Can the panel be focused at this size? */
bool stack_can_focus(const struct ui *u, const struct screen_state *s,
                     int panel);
/* Whether the panel's filter can be used as it is; else as in
 * filter_is_right(). */
bool stack_filter_is_right(const struct screen_state *s, int panel,
                           size_t *place, char *message, size_t size);
/* What a panel of the screen is told. */
struct frame stack_frame(const struct ui *u, const struct screen_state *s,
                         int panel, const struct snapshot *now,
                         int64_t shown_ms);
/* What the command line is completed from. */
struct call_sources stack_sources(struct ui *u, const struct snapshot *now);
/* All contexts whose keys work now. */
unsigned stack_contexts(struct ui *u, const struct snapshot *now);
/* The screen's subject follows the cursor of its linked panel. */
void stack_link(struct ui *u, const struct snapshot *now);

#endif
