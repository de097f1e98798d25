/*
 * A wish of the user that only the polling thread can fulfil.
 */
#ifndef TAPEWATCH_MODEL_COMMAND_H
#define TAPEWATCH_MODEL_COMMAND_H

#include <stdbool.h>

#include "tapewatch/model/event.h"
#include "tapewatch/model/rule.h"
#include "tapewatch/model/symbol.h"
#include "tapewatch/model/tags.h"

enum { LIST_NAME_MAX = 48 };

enum command_kind {
    COMMAND_NONE,
    COMMAND_STOP,          /* finish the turn, commit, end the thread */
    COMMAND_ADD_SYMBOL,    /* symbol into list at `index` (-1: end), and those
                              of `text` (blanks between) behind it */
    COMMAND_REMOVE_SYMBOL, /* symbol from list */
    COMMAND_UNDO,          /* take back the last add or remove, with all that
                              it joined */
    COMMAND_FOCUS,         /* this symbol, of this list ("" any), is looked at:
                              poll it first */
    COMMAND_REFRESH,       /* ask all sources that may be asked now */
    COMMAND_PAUSE,         /* replay: stop or go on */
    COMMAND_SPEED,         /* replay: number = times life; 0: at once */
    COMMAND_NEXT_EVENT,    /* replay: jump to when the next event is told */
    COMMAND_ACKNOWLEDGE,   /* event; rule "": all of the symbol's session;
                              symbol "": all of the rule's */
    COMMAND_READ,          /* headline `text` was read */
    COMMAND_UNREAD,        /* or is to be read again */
    COMMAND_ALL_READ,      /* headlines of the symbol ("" all) that were known
                              at `number` (ms) were read */
    COMMAND_BOOKMARK,      /* headline `text`: keep it (number 1) or not (0) */
    COMMAND_TAG,           /* headline `text`: it has these `tags` now */
    COMMAND_RETRY,         /* source `text`: ask it now, if its site allows */
    COMMAND_SWITCH_SOURCE, /* source `text`: on (number 1) or off (0) */
    COMMAND_OFFLINE,       /* ask nobody (number 1), or ask again (0) */
    COMMAND_SET_LEVEL,     /* symbol: tell when it crosses `number`, upwards
                              (index 1), downwards (-1) or from where the price
                              is (0) */
    COMMAND_DROP_LEVEL,    /* symbol: not any more; number 0: of all levels */
    COMMAND_PUT_RULE,      /* keep `rule`, on (number 1) or off (0), in the
                              place of the one named `text` ("": none) */
    COMMAND_SWITCH_RULE,   /* rule `text`: on (number 1) or off (0) */
    COMMAND_DROP_RULE,     /* rule `text`, made in the program */
    COMMAND_TRY_RULE,      /* over the past: `rule`; without when: no more */
    COMMAND_HISTORY,       /* symbol: daily bars from `number` (ms) on are
                              looked at */
    COMMAND_FIND_NEWS,     /* headlines with the words `text`; "": no more */
    COMMAND_SEARCH,        /* look for `text`, symbol or name; "": no more */
    COMMAND_ADD_LOT,       /* `text`, as lot_parse() reads it, into the
                              portfolio `list` ("": the first) */
    COMMAND_CHANGE_LOT,    /* lot of id `number` into `text` */
    COMMAND_DROP_LOT,      /* lot of id `number` */
    COMMAND_LOOKED,        /* somebody looked at `number` (ms) */
    COMMAND_CONTACT,       /* `text`: the address for sources that want one */
    COMMAND_SET_OPTION,    /* `text` "interval=5s": for this session */
    COMMAND_KEEP_OPTION,   /* the same, kept for the next starts */
    COMMAND_RESET_OPTION,  /* `text` "interval": as it is said outside */
    COMMAND_KEEP_LAYOUT    /* `text`, in slot `index`; "": none is there */
};

struct command {
    enum command_kind kind;
    char symbol[SYMBOL_MAX];
    char list[LIST_NAME_MAX];
    int index;
    bool joins; /* add, remove: one with the command before it */
    double number;
    struct event_key event;
    char text[600];
    struct tags tags;
    struct made_rule rule;
};

#endif
