/* SPDX-License-Identifier: MIT */
/* Prices of the last frame, in a small hash table. */
#include "flash.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/mem.h"
#include "tapewatch/model/symbol.h"

/* More than any screen has rows; what finds no place does not flash. */
enum { SLOTS = 512, TRIES = 8 };

struct slot {
    char symbol[SYMBOL_MAX];
    double price;
    unsigned frame; /* that showed it last; 0: free */
    bool is_new;    /* in that frame */
};

struct flash {
    struct slot slots[SLOTS];
    unsigned frame;
    bool is_on, is_lit;
};

struct flash *flash_new(void)
{
    struct flash *f = mem_new(1, sizeof(*f));

    f->frame = 1;
    return f;
}

void flash_free(struct flash *f)
{
    free(f);
}

void flash_frame(struct flash *f, bool is_on)
{
    f->frame++;
    f->is_on = is_on;
    f->is_lit = false;
}

static unsigned hash_of(const char *text)
{
    unsigned h = 2166136261u;

    for (; *text; text++)
        h = (h ^ (unsigned char)*text) * 16777619u;
    return h;
}

/* Its slot, or one that may be taken; NULL: neither is near. */
static struct slot *find(struct flash *f, const char *symbol)
{
    unsigned h = hash_of(symbol);
    struct slot *old = NULL;

    for (unsigned i = 0; i < TRIES; i++) {
        struct slot *s = &f->slots[(h + i) % SLOTS];

        if (strcmp(s->symbol, symbol) == 0)
            return s;
        if (!old && s->frame + 1 < f->frame)
            old = s;
    }
    return old;
}

bool flash_is_new(struct flash *f, const char *symbol, double price)
{
    struct slot *s;

    if (!f || !f->is_on)
        return false;
    s = find(f, symbol);
    if (!s)
        return false;
    if (strcmp(s->symbol, symbol) != 0) {
        *s = (struct slot){.price = price};
        strncpy(s->symbol, symbol, sizeof(s->symbol) - 1);
    } else if (s->frame != f->frame) {
        s->is_new = s->frame + 1 == f->frame && s->price != price;
        s->price = price;
    }
    s->frame = f->frame;
    f->is_lit |= s->is_new;
    return s->is_new;
}

bool flash_is_lit(const struct flash *f)
{
    return f->is_lit;
}
