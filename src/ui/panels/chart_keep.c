/* SPDX-License-Identifier: MIT */
/* What a saved layout remembers of a chart. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chart_view.h"

static const char *const styles[STYLE_COUNT] = {
#define STYLE_NAME(name, words) #name,
    CHART_STYLES(STYLE_NAME)
#undef STYLE_NAME
};
static const char *const ranges[RANGE_COUNT] = {
#define RANGE_NAME(name, text, sessions) #name,
    RANGES(RANGE_NAME)
#undef RANGE_NAME
};

void chart_view_keep(const void *view, void *self,
                     void (*put)(void *self, const char *key,
                                 const char *value))
{
    const struct chart_view *v = view;
    char study[24];

    snprintf(study, sizeof(study), "%zu", v->study % study_count());
    if (v->is_set)
        put(self, "range", ranges[v->range]);
    if (v->style != STYLE_auto)
        put(self, "style", styles[v->style]);
    if (v->study % study_count())
        put(self, "study", study);
    if (v->is_log)
        put(self, "log", "1");
    if (v->is_percent)
        put(self, "percent", "1");
    if (v->compare[0])
        put(self, "compare", v->compare);
}

/* The word's place in the table; -1: it is not there. */
static int place_of(const char *const *words, int n, const char *word)
{
    for (int i = 0; i < n; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return -1;
}

void chart_view_recall(void *view, const struct panel_ops *panel,
                       const char *key, const char *value)
{
    struct chart_view *v = view;
    int range = place_of(ranges, RANGE_COUNT, value);
    int style = place_of(styles, STYLE_COUNT, value);
    char symbol[SYMBOL_MAX];

    (void)panel;
    if (strcmp(key, "range") == 0 && range >= 0) {
        v->range = (enum range)range;
        v->is_set = true;
    } else if (strcmp(key, "style") == 0 && style >= 0) {
        v->style = (enum chart_style)style;
    } else if (strcmp(key, "study") == 0) {
        v->study = (size_t)strtoul(value, NULL, 10) % study_count();
    } else if (strcmp(key, "log") == 0) {
        v->is_log = value[0] == '1';
    } else if (strcmp(key, "percent") == 0) {
        v->is_percent = value[0] == '1';
    } else if (strcmp(key, "compare") == 0 &&
               symbol_from_text(value, strlen(value), symbol)) {
        memcpy(v->compare, symbol, sizeof(v->compare));
    }
}
