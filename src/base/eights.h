/*
 * Eight bytes of a text at a time, in the order that memory has them. A mask
 * has the top bit of each byte that is meant, and at times that of the byte
 * behind one: what is marked is looked at again byte by byte.
 */
#ifndef TAPEWATCH_SRC_BASE_EIGHTS_H
#define TAPEWATCH_SRC_BASE_EIGHTS_H

#include <stdint.h>
#include <string.h>

enum { EIGHTS = sizeof(uint64_t) };

#define EIGHTS_ONES UINT64_C(0x0101010101010101)
#define EIGHTS_TOPS (EIGHTS_ONES * 0x80)

static inline uint64_t eights_at(const char *p)
{
    uint64_t eight;

    memcpy(&eight, p, sizeof eight);
    return eight;
}

/* Those that are `c`. */
static inline uint64_t eights_that_are(uint64_t eight, unsigned char c)
{
    eight ^= EIGHTS_ONES * c;
    return (eight - EIGHTS_ONES) & ~eight & EIGHTS_TOPS;
}

/* Those that are not within ' ' and '~': below, subtracting a blank borrows;
 * from DEL on, one more has the top bit. */
static inline uint64_t eights_not_plain(uint64_t eight)
{
    return (eight | (eight - EIGHTS_ONES * ' ') | (eight + EIGHTS_ONES)) &
           EIGHTS_TOPS;
}

#endif
