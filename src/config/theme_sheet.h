/*
 * A theme while it is read: what its file and those it extends say, before
 * anything is derived.
 */
#ifndef TAPEWATCH_CONFIG_THEME_SHEET_H
#define TAPEWATCH_CONFIG_THEME_SHEET_H

#include "tapewatch/base/ini.h"
#include "tapewatch/config/theme.h"

/* The roles, and the background, whose colour is kept as a foreground. */
enum { SLOT_BG = ROLE_COUNT, SLOT_COUNT };

struct paint {
    enum { PAINT_NONE, PAINT_COLOR, PAINT_ROLE } kind;
    int32_t color;
    int slot; /* of a PAINT_ROLE: "@accent" */
};
struct given { /* FG [/ BG] [attributes] */
    struct paint fg, bg;
    uint8_t attrs;
    int generation; /* 0: not given; a file's is above that of its base */
};
struct sheet {
    struct given given[SLOT_COUNT][DEPTH_COUNT];
    int generation;
    char name[32];
    enum theme_updown updown; /* UPDOWN_COUNT: not given */
    const char *folder;
    void *self;
    void (*problem)(void *, const char *);
};

const char *slot_name(int slot);
/* Reads "FG [/ BG] [attributes]"; why says what is wrong,
 * *wrong where. */
enum err given_parse(const char *value, struct given *out, const char **wrong,
                     struct why *why);
/* One `key = value` of a theme file. */
void sheet_entry(struct sheet *s, struct ini_place at, const char *key,
                 const char *value);
void sheet_problem(struct sheet *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The same with its place in front. */
void sheet_problem_at(struct sheet *s, struct ini_place at,
                      const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Fills every role at every depth. */
void sheet_derive(struct sheet *s, struct theme *out);

#endif
