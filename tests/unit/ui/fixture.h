/*
 * What most tests of screens stand on: a market in memory, a frozen snapshot
 * of it, a screen and what the last key led to. Include cmocka.h before it.
 */
#ifndef TESTS_UNIT_UI_FIXTURE_H
#define TESTS_UNIT_UI_FIXTURE_H

#include <stdlib.h>

#include "frame.h"
#include "tapewatch/state/state.h"

struct fixture {
    struct config *config;
    struct state *state;
    struct snapshot *now;
    struct ui *ui;
    struct canvas canvas;
    struct ui_effects out;
    struct strbuf screen;    /* the last frame, where a test keeps it */
    int64_t now_ms, real_ms; /* where time passes */
};

/* Frees what it holds, not the fixture. */
static inline void fixture_done(struct fixture *f)
{
    canvas_done(&f->canvas);
    strbuf_done(&f->screen);
    ui_free(f->ui);
    snapshot_free(f->now);
    state_free(f->state);
    config_free(f->config);
}

/* For fixtures of the heap. */
static inline int fixture_teardown(void **state)
{
    struct fixture *f = *state;

    fixture_done(f);
    free(f);
    return 0;
}

#endif
