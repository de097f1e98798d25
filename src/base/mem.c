/* SPDX-License-Identifier: MIT */
/* Memory that is there or the program ends, and shared blocks. */
#include "tapewatch/base/mem.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Named log_: the one kind of state below main that may change (see
 * tests/layers/check_globals.sh); set once before threads start. */
static void (*log_restore_on_death)(void);

void mem_on_death(void (*restore)(void))
{
    log_restore_on_death = restore;
}

static void die(void)
{
    static const char text[] = "tapewatch: out of memory\n";

    if (log_restore_on_death)
        log_restore_on_death();
    (void)!write(STDERR_FILENO, text, sizeof text - 1);
    _exit(1);
}

void *mem_new(size_t n, size_t size)
{
    void *p = calloc(n ? n : 1, size ? size : 1);

    if (!p)
        die();
    return p;
}

void *mem_grow(void *p, size_t n, size_t size)
{
    size_t bytes;

    if (__builtin_mul_overflow(n ? n : 1, size ? size : 1, &bytes))
        die();
    p = realloc(p, bytes);
    if (!p)
        die();
    return p;
}

char *mem_text(const char *s)
{
    return s ? mem_text_n(s, strlen(s)) : NULL;
}

char *mem_text_n(const char *s, size_t n)
{
    char *copy = mem_new(n + 1, 1);

    if (n)
        memcpy(copy, s, n);
    return copy;
}

void mem_wipe(void *p, size_t n)
{
    volatile unsigned char *at = p;

    while (n--)
        *at++ = 0;
}

size_t mem_text_room(const char *s)
{
    return s ? strlen(s) + 1 : 0;
}

const char *mem_text_put(char **at, const char *s)
{
    char *start = *at;
    size_t n = mem_text_room(s);

    if (!s)
        return NULL;
    memcpy(start, s, n);
    *at += n;
    return start;
}

void *mem_room(void *array, size_t n, size_t *cap, size_t size)
{
    if (n < *cap)
        return array;
    /* Half as much again: little slack in arrays that live all day. */
    *cap = *cap < 8 ? 8 : *cap + *cap / 2;
    return mem_grow(array, *cap, size);
}

/* The header in front of a shared block; its size keeps the block aligned. */
struct shared {
    atomic_size_t holders;
    void (*done)(void *);
    max_align_t block[];
};

static struct shared *shared_of(const void *p)
{
    return (struct shared *)((uintptr_t)p - offsetof(struct shared, block));
}

void *shared_new(size_t size, void (*done)(void *))
{
    struct shared *s = mem_new(1, sizeof *s + size);

    atomic_init(&s->holders, 1);
    s->done = done;
    return s->block;
}

void *shared_hold(const void *p)
{
    if (!p)
        return NULL;
    atomic_fetch_add_explicit(&shared_of(p)->holders, 1,
                              memory_order_relaxed);
    return shared_of(p)->block;
}

void shared_release(const void *p)
{
    struct shared *s;

    if (!p)
        return;
    s = shared_of(p);
    if (atomic_fetch_sub_explicit(&s->holders, 1, memory_order_acq_rel) > 1)
        return;
    if (s->done)
        s->done(s->block);
    free(s);
}

int shared_is_unique(const void *p)
{
    return atomic_load_explicit(&shared_of(p)->holders,
                                memory_order_acquire) == 1;
}
