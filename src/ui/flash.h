/*
 * Which prices changed since the last frame: they are drawn bold for one.
 * Prices are known by their symbol; each symbol has one price a frame.
 */
#ifndef TAPEWATCH_UI_FLASH_H
#define TAPEWATCH_UI_FLASH_H

#include <stdbool.h>

struct flash *flash_new(void);
void flash_free(struct flash *f);

/* A frame begins; with `is_on` false nothing flashes in it. */
void flash_frame(struct flash *f, bool is_on);
/* Notes a price that is drawn; true: it changed since the last frame, which
 * showed it too. `f` may be NULL. */
bool flash_is_new(struct flash *f, const char *symbol, double price);
/* Something is bold: another frame must end it. */
bool flash_is_lit(const struct flash *f);

#endif
