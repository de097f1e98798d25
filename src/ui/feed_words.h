/*
 * How a source is, in words and marks: for the Feeds screen.
 */
#ifndef TAPEWATCH_UI_FEED_WORDS_H
#define TAPEWATCH_UI_FEED_WORDS_H

#include "panel.h"
#include "tapewatch/model/health.h"

/* The source of the frame's subject; NULL: none known. */
const struct health *feed_find(const struct frame *f);
/* Why there are no sources to show, NULL when there are. */
const char *feed_why_none(const struct frame *f);

/* "ok", "slow", "backoff", "failed", "trying", "standby", "waiting", "off",
 * "needs key", "needs contact". */
const char *feed_state_word(const struct health *h);
/* What needs attention has the lowest: failed, backoff, slow, ok, waiting,
 * standby, what lacks something, off. */
int feed_trouble(const struct health *h);
enum role feed_role(const struct health *h);
const char *feed_mark(const struct canvas *c, const struct health *h);

/* "84/210", "2.9s/6.1s", "-" */
void feed_latency_text(const struct health *h, char *out, size_t size);
/* "3.1K", ".4K", "0" */
void feed_bytes_text(double bytes, char out[16]);
/* "61/60s of 60", "-" */
void feed_quota_text(const struct health *h, char *out, size_t size);
/* What the user can do, "" nothing. */
void feed_advice(const struct health *h, char *out, size_t size);

#endif
