/*
 * A panel draws one part of a screen and answers keys while it is focused. One
 * file in panels/ and one row of panels.def each. Nobody switches on which
 * panel it is.
 */
#ifndef TAPEWATCH_UI_PANEL_H
#define TAPEWATCH_UI_PANEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "action.h"
#include "tapewatch/base/format.h"
#include "tapewatch/config/config.h"
#include "tapewatch/model/command.h"
#include "tapewatch/state/snapshot.h"
#include "tapewatch/ui/canvas.h"
#include "tapewatch/ui/key.h"
#include "tapewatch/ui/ui.h"

enum { FILTER_MAX = 200 };

struct panel_ops;
struct flash;
struct row_records;

/* Company figures by quarter, by year, or of twelve months. */
#define REPORT_PERIODS(_)                                                   \
    _(quarter, "quarters") _(year, "years") _(ttm, "twelve months")
enum report_period {
#define REPORT_PERIOD(name, words) REPORT_##name,
    REPORT_PERIODS(REPORT_PERIOD)
#undef REPORT_PERIOD
    REPORT_COUNT
};

/* What a screen is about; each screen of the stack has its own. */
struct subject {
    char symbol[SYMBOL_MAX];        /* symbol screen, or the list's cursor */
    char list[LIST_NAME_MAX];       /* watchlist shown */
    struct event_key event;         /* event screen */
    char headline[160];             /* reader: id of the headline */
    char source[SOURCE_MAX];        /* feeds: the selected one */
    char query[256];                /* screener, new rule: the expression */
    char rule[RULE_MAX];            /* editor: of that name; "" a new one */
    char like[RULE_MAX];            /* a new one's severity, ways and measure
                                       are of this one; "" the usual */
    char portfolio[PORTFOLIO_MAX];  /* "": the first */
    char currency[CURRENCY_MAX];    /* of its totals; "": its own */
    bool shows_other_money;         /* hidden although the config shows it, or
                                       the other way round */
    bool by_currency;               /* its parts; else by sector */
    enum report_period period;      /* of company figures */
    unsigned contexts;              /* help: where the keys should work */
    char place[32];                 /* help: the name of the panel there */
    enum option_group group;        /* settings: the selected one */
};

/* What the program told us of where it runs. */
struct around {
    char abilities[80], verdict[120];
    struct named_theme {
        char *name, *remark;
    } *themes;
    size_t theme_count, theme_cap;
};

/* All that a panel may know when it draws. */
struct frame {
    const struct snapshot *now; /* never NULL */
    int64_t shown_ms;
    const struct config *config;
    const struct around *around; /* NULL: not told */
    const struct subject *subject;
    int64_t away_since; /* ms: nobody looked from then until a while ago; 0
                           somebody always did */
    bool is_focused;
    bool is_alone;      /* no other panel of its screen is seen */
    size_t place, places; /* of a story on its screen: its place, from 1, among
                             so many in the list it was opened from; 0: it was
                             from none */
    bool is_unlinked;   /* the screen's panels do not follow its list now */
    int rows;           /* that the panel has while it is drawn; 0: not said */
    int shift;          /* columns that the user scrolled away */
    const int *needs;   /* cells that the rows' figures take in each column of
                           the table (columns.h); NULL: not asked */
    const char *filter; /* plain text typed after "/", "" none */
    const char *where;  /* an expression typed there, "" none */
    const char *lead_filter; /* typed in the list that the others follow, ""
                                none */
    const struct panel_ops *panel; /* the one that is told this */
    struct flash *flash; /* prices of the last frame */
    int64_t *lasts;      /* shown time; see frame_lasts(); NULL: nobody asks */
};

/* What is drawn here changes at that moment of shown time, whatever else does
 * or not. Between whole minutes only what says so is drawn anew for the sake
 * of time. frame_age() is format_age() with that. */
void frame_lasts(const struct frame *f, int64_t until);
void frame_lasts_halt(const struct frame *f, const struct halt_mark *h);
void frame_age(const struct frame *f, int64_t since, char out[FORMAT_MAX]);

/* What a panel wants to happen. Zeroed before act(). */
struct wish {
    const char *push;        /* screen to open ("symbol", "event", ...), or
                                NULL */
    struct subject subject;  /* of the pushed screen */
    struct command command;  /* kind COMMAND_NONE: none */
    char message[96];        /* for the hint line */
    char copy[1500];         /* for the clipboard */
    char line[100];          /* done as if it was typed behind ":"; "" not */
    bool next_unread;        /* the next headline that is unread is shown */
    char prompt[200];        /* the command line opens with it; "" not */
    enum ui_change change;   /* of a setting */
    char setting[32], value[80];
    bool pops;               /* the screen closes */
    bool tests;              /* tell as `tested` would, now */
    struct made_rule tested;
    int focus;               /* panel of the screen, from 1; 0: as it is */
    int filters;             /* panel whose rows are ... from 1; 0: none */
    char filter[FILTER_MAX]; /* ... filtered by this, "" by nothing */
};

/* What a click in a panel has come to. */
enum click { CLICK_NONE, CLICK_SELECTED, CLICK_AGAIN /* selected before */,
             CLICK_DONE };

struct panel_ops {
    const char *name, *help;
    unsigned contexts;         /* CONTEXT_list ...; 0: takes no focus */
    int min_width, min_height; /* layout leaves the panel out below this;
                                  title row included */
    int bare_height;           /* up to this height without title row */
    size_t view_size;          /* private view state, zeroed at first */
    /* What its rows are to an expression behind "/" (filter.h); NULL: plain
     * words only. */
    const struct row_records *records;
    /* What the shared functions of its sort of panel ask of it: a struct
     * list_panel or chart_panel; NULL for panels of their own sort. */
    const void *kind;
    /* The text of the title row, left and right part. NULL: no title. */
    void (*title)(const void *view, const struct frame *f, char *left,
                  char *right, size_t size);
    /* False: the panel has no use for the action (the screen tries). */
    bool (*act)(void *view, const struct frame *f, enum ui_action a,
                struct wish *wish); /* may be NULL */
    /* A key before it is looked up, for panels that are typed in; false: it
     * is none of the panel's. May be NULL. */
    bool (*key)(void *view, const struct frame *f, struct key key,
                struct wish *wish);
    /* What the poller should be about while this is looked at; *out is zeroed
     * before. Told when it changes, and taken back. May be NULL. */
    void (*wants)(void *view, const struct frame *f, struct command *out);
    void (*draw)(void *view, const struct frame *f, struct canvas *c,
                 struct rect area);
    /* The subject under the cursor, for linked panels and c n f v; false:
     * none; *out is left alone then. May be NULL. */
    bool (*subject)(void *view, const struct frame *f, struct subject *out);
    /* What it has too little of to show all that is wanted: a command for the
     * poller. False: it has enough. May be NULL. */
    bool (*lacks)(const void *view, const struct frame *f,
                  struct command *wish);
    /* A click on a cell of the area it was drawn in. May be NULL. */
    enum click (*click)(void *view, const struct frame *f, struct rect area,
                        int x, int y);
    /* A word of the command line: a range of a chart, an order of a list;
     * false when it is none of the panel's. May be NULL. */
    bool (*word)(void *view, const struct frame *f, const char *word);
    /* What a saved layout remembers of the view, as words; and one of them
     * again, into a view that is as new. Both may be NULL. */
    void (*keep)(const void *view, void *self,
                 void (*put)(void *self, const char *key, const char *value));
    void (*recall)(void *view, const struct panel_ops *panel,
                   const char *key, const char *value);
};

/* panel_watchlist ...: one of each row of panels.def. */
#define PANEL(name) extern const struct panel_ops panel_##name;
#include "panels.def"
#undef PANEL

#endif
