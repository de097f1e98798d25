/*
 * A price chart with a range: what the small and the large chart share.
 */
#ifndef TAPEWATCH_UI_CHART_VIEW_H
#define TAPEWATCH_UI_CHART_VIEW_H

#include "../panel.h"
#include "chart_lines.h"

/* `C` goes through them. Auto: candles of daily bars where they can be read,
 * else a line. */
#define CHART_STYLES(_)                                                     \
    _(auto, "") _(line, "line") _(candle, "candles") _(area, "area")        \
    _(table, "table")

enum chart_style {
#define STYLE_ENUM(name, words) STYLE_##name,
    CHART_STYLES(STYLE_ENUM)
#undef STYLE_ENUM
    STYLE_COUNT
};

/* The value axis stays for a while, so that not each tick paints all anew. */
struct chart_scale {
    double low, high;
    int64_t until;  /* ms, shown time */
    uint64_t of;    /* what was drawn: symbol, window, look */
};

struct chart_view {
    bool is_set; /* else the panel's first range that has bars */
    enum range range;
    enum chart_style style;
    size_t study;       /* of studies.def */
    bool is_log, is_percent;
    size_t shown, back; /* as in struct range_view */
    bool has_cross;
    size_t cross_back;  /* bars from the window's end */
    char compare[SYMBOL_MAX]; /* "": none */
    struct chart_scale scale;
    size_t group; /* bars of a candle as it was drawn last; 0: no candles */
};

/* The kind of a panel that is one. */
struct chart_panel {
    enum range first; /* shown until another is chosen; the next that has bars
                         where this one has none */
    enum chart_style style; /* the same */
    int volume_rows; /* at most; a low chart has fewer */
    bool is_large;    /* styles, studies, extended hours, crosshair */
};

/* The functions of panels whose kind is a struct chart_panel. */
bool chart_view_act(void *view, const struct frame *f, enum ui_action a,
                    struct wish *wish);
/* When the range begins, if its bars are not there without asking; else 0. */
int64_t chart_view_older_ms(enum range r, int64_t now_ms);
bool chart_view_lacks(const void *view, const struct frame *f,
                      struct command *wish);
/* "6M", in any case. */
bool chart_view_range_word(struct chart_view *v, const char *word);
/* Such a word; "5m", the size of bars; "|AMD" draws another symbol, "|" no
 * more. */
bool chart_view_word(void *view, const struct frame *f, const char *word);
/* Range, style, study and scales. */
void chart_view_keep(const void *view, void *self,
                     void (*put)(void *self, const char *key,
                                 const char *value));
void chart_view_recall(void *view, const struct panel_ops *panel,
                       const char *key, const char *value);
void chart_view_draw(void *view, const struct frame *f, struct canvas *c,
                     struct rect area);
enum range chart_view_range(const void *view, const struct frame *f);
/* The bars that the view shows; range_done() frees. */
void chart_view_read(const void *view, const struct frame *f,
                     const struct listing *l, struct range_data *out);
enum chart_style chart_view_style(const void *view, const struct frame *f);
/* "candles  log  daily", the size of what is drawn at last: "15m bars" where
 * three of 5m are a candle. */
void chart_view_words(const void *view, const struct frame *f, char *out,
                      size_t size);
/* The bar under the crosshair: "Jan 27  O 124.80  H 128.40 ..."
 * (chart_cross.c). */
void chart_view_bar(const struct range_data *d, const struct chart_view *v,
                    char *out, size_t size);
/* The same as the chart tells it, whose columns are in percent where the view
 * says so: "Jan 23  NVDA 147.22 +30.2%  AMD +1.5%". `other`: the percents of
 * the second symbol in the window, NULL: not known. */
void chart_view_cross(const struct range_data *d, const struct chart_view *v,
                      const char *symbol, const double *other, char *out,
                      size_t size);

/* Rows of open, high, low, close, change and volume, newest first
 * (chart_table.c). */
void chart_table_draw(const struct range_data *d, struct canvas *c,
                      struct rect area);
/* What happened on the bars of the window: splits, dividends, events; fills up
 * to `most` (chart_flags.c). */
size_t chart_flags(const struct frame *f, const struct listing *l,
                   const struct range_data *d, struct chart_flag *out,
                   size_t most);

#endif
