/*
 * Everything a key can do. One row of actions.def each: context, action,
 * default keys, label for the footer, help line. Footer, help screen, manual
 * and --list-keys are made from the same rows.
 */
#ifndef TAPEWATCH_UI_ACTION_H
#define TAPEWATCH_UI_ACTION_H

enum ui_action {
    ACTION_none,
#define ACTION(context, name, keys, label, help) ACTION_##name,
#include "actions.def"
#undef ACTION
    ACTION_COUNT
};

/* Where a key works; a panel names its own. name, heading in the help */
#define CONTEXTS(_)                                                         \
    _(list, "in lists") _(marks, "in lists with marks")                     \
    _(columns, "in tables") _(linked, "beside a list")                      \
    _(watch, "in the watchlist") _(events, "in events")                     \
    _(fired, "on what fired") _(story, "on headlines") _(text, "in texts")  \
    _(prose, "in long texts") _(reading, "in a story")                      \
    _(help, "in this help") _(chart, "charts")                              \
    _(plot, "in the large chart") _(feeds, "on sources")                    \
    _(heat, "in the heatmap") _(found, "in what was found")                 \
    _(company, "on company figures") _(lots, "on what is held")             \
    _(folio, "in a portfolio") _(settings, "in the settings")               \
    _(alerts, "on rules") _(form, "in a form")                              \
    _(tabs, "where tabs are") _(panels, "where panels are")                 \
    _(detail, "in what a list opened") _(replay, "in a replay")             \
    _(market, "everywhere but in the settings")                             \
    _(single, "everywhere but on tiles")                                    \
    _(plain, "where they have no other meaning") _(any, "everywhere")

enum context_index {
#define CONTEXT_INDEX(name, heading) CONTEXT_INDEX_##name,
    CONTEXTS(CONTEXT_INDEX)
#undef CONTEXT_INDEX
    CONTEXT_COUNT
};
enum context { /* a set is an unsigned */
#define CONTEXT_BIT(name, heading)                                          \
    CONTEXT_##name = 1u << CONTEXT_INDEX_##name,
    CONTEXTS(CONTEXT_BIT)
#undef CONTEXT_BIT
};

#endif
