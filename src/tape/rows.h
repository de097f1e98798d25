/*
 * One row per key of a tape line: what is written and read of each kind, in
 * this order. Encoder and decoder walk the same rows, so they cannot differ.
 */
#ifndef TAPEWATCH_TAPE_ROWS_H
#define TAPEWATCH_TAPE_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/model/update.h"

enum { LINE_MAX_BYTES = 1 << 20 };

enum field_type {
    FIELD_TEXT,    /* const char *, NULL: not known */
    FIELD_NAME,    /* char[room], "": not known */
    FIELD_NUMBER,  /* double */
    FIELD_TIME,    /* int64_t ms */
    FIELD_SECONDS, /* int32_t */
    FIELD_DATE,    /* int32_t, NO_DATE: not known */
    FIELD_FLAG,    /* bool, always written */
    FIELD_WORD,    /* an enum, by its name */
    FIELD_SYMBOLS, /* the symbols of a headline */
    FIELD_GROUPS,  /* the groups of an instrument */
};

struct words {
    const char *(*name)(int value);
    bool (*from_name)(const char *name, int *out);
};

/*
 * Whether a value is known: a required one always is; one with a `bit` when
 * the bit stands in the uint32_t at `known_at`; any other when it is not 0
 * (or NULL, "", NO_DATE). A bit that several fields share stands only when
 * all of them are there.
 */
struct field {
    const char *key;
    enum field_type type;
    bool is_required;
    size_t at;   /* offset within struct update */
    size_t room; /* bytes: most of a text, size of a name */
    uint32_t bit;
    size_t known_at;
    const struct words *words;
};

/* The rows of a kind; the last has no key. */
const struct field *tape_rows(enum update_kind kind);

#endif
