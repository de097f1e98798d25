/*
 * Words that several rooms share: what a cell means (roles). Colours are the
 * theme's affair and exist in `term` only.
 */
#ifndef TAPEWATCH_MODEL_VOCABULARY_H
#define TAPEWATCH_MODEL_VOCABULARY_H

#include <stdbool.h>

/* name, role or value it derives from when a theme says nothing */
#define ROLES(_)                                                            \
    /* the twelve that a theme must give (bg is every role's default) */    \
    _(fg, "") _(dim, "") _(border, "") _(accent, "") _(up, "") _(down, "")  \
    _(warn, "") _(error, "") _(cursor, "") _(ext, "") _(key, "")            \
    /* text */                                                              \
    _(title, "@accent bold") _(header, "@dim bold") _(label, "@dim")        \
    _(value, "@fg") _(flat, "@dim") _(stale, "@dim")                        \
    _(match, "@fg reverse") _(mark, "@warn bold")                           \
    _(link, "@accent underline")                                            \
    /* chrome */                                                            \
    _(border_focus, "@accent") _(status, "@fg") _(hint, "@dim")             \
    _(popup, "@fg") _(input, "@fg underline")                               \
    /* severity */                                                          \
    _(info, "@accent") _(ok, "@up") _(sev1, "@dim") _(sev2, "@accent")      \
    _(sev3, "@warn") _(sev4, "@error bold")                                 \
    /* chart */                                                             \
    _(line, "@accent") _(grid, "@border") _(axis, "@dim")                   \
    _(prevclose, "@dim") _(crosshair, "@fg reverse") _(volume, "@dim")      \
    _(lasttag, "@fg reverse") _(ma1, "@warn") _(ma2, "@ext")                \
    _(ma3, "@accent")                                                       \
    _(bar1, "@accent") _(bar2, "@warn") _(bar3, "@ext") _(bar4, "@up")      \
    /* heat: level 0-100 mixes down .. zero .. up */                        \
    _(heat, "@border") _(heat_down, "@down") _(heat_up, "@up")              \
    /* news */                                                              \
    _(unread, "@fg bold") _(read, "@dim") _(source, "@dim") _(tag, "@ext")

enum role {
#define ROLE_ENUM(name, from) ROLE_##name,
    ROLES(ROLE_ENUM)
#undef ROLE_ENUM
    ROLE_COUNT
};
const char *role_name(enum role r);
const char *role_default(enum role r); /* "" for the required ones */
bool role_from_name(const char *name, enum role *out);

#endif
