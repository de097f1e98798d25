/*
 * Everything a key can do. One row of actions.def each: context, action,
 * default keys, label for the footer, help line. Footer, help screen, manual
 * and --list-keys are made from the same rows.
 */
#ifndef TAPEWATCH_UI_ACTION_H
#define TAPEWATCH_UI_ACTION_H

enum action {
    ACTION_none,
#define ACTION(context, name, keys, label, help) ACTION_##name,
#include "actions.def"
#undef ACTION
    ACTION_COUNT
};

#endif
