/* SPDX-License-Identifier: MIT */
/* The dashboard: opens everything, then hands keys to the user interface and
 * frames to the terminal until the user has had enough. */
#include "dash.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lists.h"
#include "subcommands.h"
#include "teller.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/clock.h"
#include "tapewatch/poll/thread.h"
#include "tapewatch/report/report.h"
#include "tapewatch/term/term.h"
#include "tapewatch/ui/ui.h"

enum { COMMAND_LOOK_MS = 200 }; /* how often running commands are seen to */

struct dash {
    const struct cli *cli;
    struct runtime rt;
    struct poll_thread *thread;
    struct ui *ui;
    struct term *term;
    struct canvas canvas;
    const struct snapshot *shown; /* taken from the board */
    int64_t frame_ms;             /* least time between background frames */
    int64_t drawn_ms;             /* monotonic: last frame */
    bool is_dirty;
    struct teller *teller;
};

static void take_snapshot(struct dash *d)
{
    const struct snapshot *newer = board_take(d->rt.board);

    if (!newer)
        return;
    if (newer == d->shown) {
        board_give_back(d->rt.board, newer);
        return;
    }
    if (d->shown)
        board_give_back(d->rt.board, d->shown);
    d->shown = newer;
    d->is_dirty = true;
}

static int64_t shown_time(const struct dash *d, int64_t wall)
{
    if (!d->shown || d->shown->mode != RUN_REPLAY)
        return wall;
    /* The tape may not yet have been read up to this moment. */
    return timeline_at(&d->shown->timeline, wall);
}

static void draw(struct dash *d)
{
    int64_t real = clock_monotonic_ms();
    int width, height;

    term_size(d->term, &width, &height);
    if (width != d->canvas.width || height != d->canvas.height)
        canvas_resize(&d->canvas, width, height);
    ui_draw(d->ui, d->shown, shown_time(d, clock_wall_ms()), real,
            &d->canvas);
    term_show(d->term, &d->canvas);
    d->drawn_ms = real;
    d->is_dirty = false;
}

/* After a frame: its bytes are out, ours may follow. */
static void tell(struct dash *d)
{
    const struct teller_screen screen = {
        .ui = d->ui, .term = d->term, .is_focused = true};

    if (d->shown && teller_look(d->teller, d->shown, clock_monotonic_ms(),
                                &screen))
        draw(d);
}

static void send(struct dash *d, const struct ui_effects *fx)
{
    for (size_t i = 0; i < fx->command_count; i++)
        if (!mailbox_push(d->rt.mailbox, &fx->commands[i]))
            ui_message(d->ui, clock_monotonic_ms(), ROLE_error,
                       "error: too many wishes are waiting; try again");
    if (fx->command_count)
        poll_thread_wake(d->thread);
}

/* False when the user wants to leave. */
static bool handle_key(struct dash *d, struct key key)
{
    struct ui_effects fx = {0};

    ui_key(d->ui, key, d->shown, clock_monotonic_ms(), &fx);
    if (fx.suspend)
        term_suspend(d->term);
    if (fx.redraw_all)
        term_redraw_all(d->term);
    send(d, &fx);
    draw(d); /* keys are answered at once */
    return !fx.quit;
}

/* How long may we sleep: until the next frame is allowed, or until something
 * changes by time alone. */
static int wait_ms(const struct dash *d)
{
    int64_t real = clock_monotonic_ms();
    int64_t next = d->drawn_ms + d->frame_ms - real;
    int idle;

    if (d->is_dirty)
        return next > 0 ? (int)next : 0;
    if (teller_turn(d->teller, real) && next < COMMAND_LOOK_MS)
        return COMMAND_LOOK_MS;
    idle = ui_idle_ms(d->ui, d->shown, shown_time(d, clock_wall_ms()), real);
    return idle > next ? idle : (int)next;
}

static void loop(struct dash *d)
{
    bool goes_on = true;

    draw(d);
    while (goes_on && !term_signal(d->term)) {
        int wait = wait_ms(d);
        int fd = d->is_dirty || ui_is_paused(d->ui) ? -1
                                                    : board_fd(d->rt.board);
        struct key key;

        if (term_wait(d->term, fd, wait, &key)) {
            goes_on = handle_key(d, key);
            continue;
        }
        if (!ui_is_paused(d->ui))
            take_snapshot(d);
        if (clock_monotonic_ms() - d->drawn_ms >= d->frame_ms) {
            draw(d);
            tell(d);
        }
    }
}

static enum err open_screen(struct dash *d, struct why *why)
{
    const struct config *c = d->rt.config;
    struct theme theme;
    struct why notice = {{0}};
    enum err e = theme_load(config_text(c, OPT_theme),
                            config_config_folder(c), &theme, NULL, NULL, why);

    if (e != ERR_OK)
        return e;
    e = term_open(&(struct term_options){
                      .color = term_color_mode(config_text(c, OPT_color)),
                      .updown = term_updown_mode(config_text(c, OPT_updown)),
                      .desktop = config_text(c, OPT_desktop),
                      .passthrough = config_bool(c, OPT_passthrough),
                      .ascii = strcmp(config_text(c, OPT_glyphs), "ascii") == 0},
                  &theme, &d->term, &notice, why);
    if (e != ERR_OK)
        return e;
    d->teller = teller_new(c);
    d->ui = ui_new(c, lists_shown(d->cli, &d->rt));
    canvas_init(&d->canvas, 0, 0, term_is_ascii(d->term));
    d->frame_ms = (int64_t)(1000 / config_number(c, OPT_fps));
    if (notice.text[0])
        ui_message(d->ui, clock_monotonic_ms(), ROLE_warn, notice.text);
    return ERR_OK;
}

static void close_screen(struct dash *d)
{
    if (d->shown)
        board_give_back(d->rt.board, d->shown);
    d->shown = NULL;
    term_close(d->term);
    teller_free(d->teller);
    if (d->ui)
        ui_free(d->ui);
    canvas_done(&d->canvas);
}

/* The first frame comes from the store (or the tape's start), before the
 * thread and the network are there. */
static enum err start(struct dash *d, struct why *why)
{
    int64_t now = clock_wall_ms();

    runtime_start(&d->rt, NULL);
    if (!runtime_is_replay(&d->rt))
        board_publish(d->rt.board, poller_freeze(d->rt.poller, now));
    take_snapshot(d);
    draw(d);
    tell(d); /* what was told before this start is not told again */
    return poll_thread_start(d->rt.poller, &d->rt.parts, &d->thread, why);
}

int dash_run(const struct cli *cli)
{
    struct dash d = {.cli = cli};
    struct why why = {{0}};
    enum err e;
    int code = EXIT_OK, signal = 0;

    e = runtime_open(cli, RUNTIME_SCREEN | RUNTIME_NET, &d.rt, &why);
    if (e == ERR_OK)
        e = lists_from_operands(cli, &d.rt, &why);
    if (e == ERR_OK)
        e = open_screen(&d, &why);
    if (e == ERR_OK)
        e = start(&d, &why);
    if (e == ERR_OK) {
        loop(&d);
        signal = term_signal(d.term);
    }
    if (d.thread)
        poll_thread_stop(d.thread);
    close_screen(&d);
    if (e != ERR_OK)
        code = cli_fail(e == ERR_USAGE ? EXIT_USAGE : EXIT_ERROR, "%s",
                        why.text);
    runtime_close(&d.rt);
    return signal ? 128 + signal : code;
}
