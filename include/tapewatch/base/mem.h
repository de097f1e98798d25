/*
 * Memory that is there or the program ends: small allocations never return
 * NULL. Sizes that come from outside are checked against a limit before they
 * reach these (ERR_TOO_BIG).
 */
#ifndef TAPEWATCH_BASE_MEM_H
#define TAPEWATCH_BASE_MEM_H

#include <stddef.h>

/* Called once before the program dies of lack of memory or a failed check;
 * the screen registers its restore here. May be NULL. */
void mem_on_death(void (*restore)(void));

void *mem_new(size_t n, size_t size);  /* zeroed; free() it */
void *mem_grow(void *p, size_t n, size_t size); /* like reallocarray */
char *mem_text(const char *s);                  /* like strdup; NULL: NULL */
char *mem_text_n(const char *s, size_t n);

/* Writes zeros, also where a compiler sees no use in it. */
void mem_wipe(void *p, size_t n);

/* Texts packed behind a struct: how many bytes one takes (NULL: 0), and its
 * copy at *at, which moves behind it (NULL: NULL). */
size_t mem_text_room(const char *s);
const char *mem_text_put(char **at, const char *s);

/* Room for one more element: returns the (perhaps moved) array with room for
 * n + 1 elements; *cap is updated. */
void *mem_room(void *array, size_t n, size_t *cap, size_t size);

/*
 * Shared blocks: made once, read by several owners, freed by the last. The
 * count is atomic; the content must not change while more than one holds it.
 */
void *shared_new(size_t size, void (*done)(void *)); /* zeroed, one holder */
void *shared_hold(const void *p);                    /* NULL-safe; returns p */
void shared_release(const void *p);                  /* NULL-safe */
int shared_is_unique(const void *p);

#endif
