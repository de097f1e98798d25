/* SPDX-License-Identifier: MIT */
/* How long what a panel draws stays as it is while only time passes. */
#include "panel.h"

#include "tapewatch/base/civil.h"

void frame_lasts(const struct frame *f, int64_t until)
{
    if (f->lasts && until > f->shown_ms && until < *f->lasts)
        *f->lasts = until;
}

void frame_lasts_halt(const struct frame *f, const struct halt_mark *h)
{
    frame_lasts(f, h->from);
    frame_lasts(f, h->ends);
}

void frame_age(const struct frame *f, int64_t since, char out[FORMAT_MAX])
{
    int64_t age = f->shown_ms > since ? f->shown_ms - since : 0;
    int64_t step = age < MS_PER_MINUTE ? MS_PER_SECOND : MS_PER_MINUTE;

    format_age(out, age);
    frame_lasts(f, since + (age / step + 1) * step);
}
