/*
 * A chart by itself, as the symbol's screen has it, for printing.
 */
#ifndef TAPEWATCH_UI_PICTURE_H
#define TAPEWATCH_UI_PICTURE_H

#include "tapewatch/base/err.h"
#include "tapewatch/config/config.h"
#include "tapewatch/state/snapshot.h"
#include "tapewatch/ui/canvas.h"

struct picture_request {
    const char *symbol;
    const char *range; /* "6m" ...; NULL: six months */
    const char *type;  /* "line", "candle", "area"; NULL: what suits */
};

/* From when on bars of the range are wanted, if that is longer ago than the
 * last year; else 0. */
int64_t picture_from_ms(const char *range, int64_t now_ms);

/* Draws over the whole canvas. ERR_USAGE for a range or a type that there is
 * not; *has_bars says whether there was anything to draw. */
enum err picture_draw(const struct snapshot *now, const struct config *config,
                      const struct picture_request *r, struct canvas *c,
                      bool *has_bars, struct why *why);

#endif
