/*
 * How a source is, in words and marks: for the Feeds screen.
 */
#ifndef TAPEWATCH_UI_FEED_WORDS_H
#define TAPEWATCH_UI_FEED_WORDS_H

#include "panel.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/model/health.h"

/* The source of the frame's subject; NULL: none known. */
const struct health *feed_find(const struct frame *f);
/* Why there are no sources to show, NULL when there are. */
const char *feed_why_none(const struct frame *f);

enum role feed_role(const struct health *h);
const char *feed_mark(const struct canvas *c, const struct health *h);

/* "3.1K", ".4K", "0" */
void feed_bytes_text(double bytes, char out[16]);

/* feed_report.c: lines for whoever is asked for help, without any key, into
 * the clipboard. */
void feed_copy(const struct health *h, const struct frame *f,
               struct wish *wish);

#endif
