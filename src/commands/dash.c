/* SPDX-License-Identifier: MIT */
/* The dashboard: opens everything, then hands keys to the user interface and
 * frames to the terminal until the user has had enough. */
#include "dash.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "adjust.h"
#include "lists.h"
#include "outside.h"
#include "subcommands.h"
#include "save.h"
#include "teller.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/clock.h"
#include "tapewatch/poll/thread.h"
#include "tapewatch/report/report.h"
#include "tapewatch/term/term.h"
#include "tapewatch/ui/ui.h"

enum {
    COMMAND_LOOK_MS = 200, /* how often running commands are seen to */
    LOOKED_MS = 60 * 1000,    /* how often the store hears of a look */
    DUE_SLACK_MS = 20         /* sooner by less than this is the same */
};

struct dash {
    const struct cli *cli;
    struct runtime rt;
    struct poll_thread *thread;
    struct ui *ui;
    struct term *term;
    struct canvas canvas;
    const struct snapshot *shown; /* taken from the board */
    int64_t drawn_ms;             /* monotonic: last frame */
    struct outside outside;
    struct adjust adjust;
    unsigned title;               /* alerts that the window title tells of */
    bool is_dirty;
    int64_t told_look_ms; /* wall: when it was told that somebody looked */
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

/* Composes the frame on the canvas. */
static void compose(struct dash *d)
{
    struct clock_zone zone;
    int64_t shown_ms;
    int width, height;
    char link[48];

    term_size(d->term, &width, &height);
    if (d->canvas.is_ascii != term_is_ascii(d->term)) {
        canvas_done(&d->canvas);
        canvas_init(&d->canvas, width, height, term_is_ascii(d->term));
    }
    if (width != d->canvas.width || height != d->canvas.height)
        canvas_resize(&d->canvas, width, height);
    d->canvas.has_shades = term_has_shades(d->term);
    d->canvas.is_blocks = term_is_blocks(d->term);
    d->canvas.is_mono = term_depth(d->term) == DEPTH_MONO;
    term_describe_link(d->term, link, sizeof(link));
    ui_set_terminal(d->ui, link, term_link_speed(d->term));
    d->drawn_ms = clock_monotonic_ms();
    shown_ms = shown_time(d, clock_wall_ms());
    zone = clock_zone_at(shown_ms);
    ui_set_zone(d->ui, &zone);
    ui_draw(d->ui, d->shown, shown_ms, d->drawn_ms, &d->canvas);
}

/* Keys are answered at once, with what is on the screen already: what is new
 * waits for its turn, or it would stand before the answer on a slow link. */
static void draw(struct dash *d)
{
    compose(d);
    term_show(d->term, &d->canvas);
}

static void tell_title(struct dash *d)
{
    unsigned alerts = 0;

    for (size_t i = 0; d->shown && i < d->shown->event_count; i++)
        alerts += !d->shown->events[i].acknowledged;
    if (alerts != d->title)
        term_set_title(d->term, alerts);
    d->title = alerts;
}

static void draw_news(struct dash *d)
{
    compose(d);
    term_show_news(d->term, &d->canvas);
    tell_title(d);
    d->is_dirty = false;
}

/* After a frame: its bytes are out, ours may follow. */
static void tell(struct dash *d)
{
    const struct teller_screen screen = {
        .ui = d->ui, .term = d->term,
        .is_focused = term_is_focused(d->term)};

    if (d->shown && teller_look(d->teller, d->shown, clock_monotonic_ms(),
                                &screen))
        d->is_dirty = true;
}

/* The poller makes its snapshots for our frames; when one is due sooner than
 * it was told, it is woken. */
static void tell_due(struct dash *d)
{
    int64_t due = clock_wall_ms() + term_news_soonest_ms(d->term);
    int64_t told = board_due(d->rt.board);

    if (ui_is_paused(d->ui))
        due = INT64_MAX;
    board_set_due(d->rt.board, due);
    if (due < told - DUE_SLACK_MS)
        poll_thread_wake(d->thread);
}

/* These tell what is looked at; nobody waits for what comes of them. */
static bool is_waited_for(const struct command *c)
{
    return c->kind != COMMAND_FOCUS && c->kind != COMMAND_LOOKED &&
           c->kind != COMMAND_TRY_RULE && c->kind != COMMAND_HISTORY;
}

static void push(void *self, const struct command *c)
{
    struct dash *d = self;

    if (is_waited_for(c))
        term_hurry_news(d->term);
    if (!mailbox_push(d->rt.mailbox, c))
        ui_message(d->ui, clock_monotonic_ms(), ROLE_error,
                   "error: too many wishes are waiting; try again");
    poll_thread_wake(d->thread);
}

static void send(struct dash *d, const struct ui_effects *fx)
{
    for (size_t i = 0; i < fx->command_count; i++)
        push(d, &fx->commands[i]);
}

static void say(struct dash *d, enum role role, const char *text)
{
    ui_message(d->ui, clock_monotonic_ms(), role, text);
}

static void export(struct dash *d, const struct ui_export *e)
{
    struct why why = {0};
    char text[300];
    size_t rows = 0;

    if (!d->shown)
        return;
    if (d->rt.parts.read_only) {
        say(d, ROLE_warn, "read only: no file is written");
        return;
    }
    if (save_export(d->shown, e, &rows, &why) != ERR_OK) {
        snprintf(text, sizeof(text), "error: %.200s", why.text);
        say(d, ROLE_error, text);
        return;
    }
    snprintf(text, sizeof(text), "written into %.150s", e->path);
    say(d, ROLE_info, text);
}

/* A start, a key, or the focus came or went; user.db hears of it now and
 * then. */
static void note_look(struct dash *d)
{
    int64_t now = clock_wall_ms();
    struct command c = {.kind = COMMAND_LOOKED, .number = (double)now};

    if (!ui_note_look(d->ui, d->shown, now, clock_monotonic_ms()))
        return;
    if (now - d->told_look_ms < LOOKED_MS ||
        !mailbox_push(d->rt.mailbox, &c))
        return;
    d->told_look_ms = now;
    poll_thread_wake(d->thread);
}

/* Who comes back sees what there is, and then what has come meanwhile. */
static void show_missed(struct dash *d)
{
    if (!ui_is_paused(d->ui))
        take_snapshot(d);
    draw_news(d);
    tell(d);
    term_hurry_news(d->term);
}

/* False when the user wants to leave. */
static bool handle_key(struct dash *d, struct key key)
{
    struct ui_effects fx = {0};

    note_look(d);
    if (key.code == KEYCODE_RESIZE) /* or it has just told its colours */
        adjust_to_background(&d->adjust);
    ui_key(d->ui, key, d->shown, clock_monotonic_ms(), &fx);
    if (fx.suspend)
        term_suspend(d->term);
    if (fx.redraw_all)
        term_redraw_all(d->term);
    adjust_take(&d->adjust, &fx);
    if (fx.copy)
        say(d, ROLE_info, outside_copy(&d->outside, d->term, fx.copy));
    if (fx.open)
        say(d, ROLE_info, outside_open(&d->outside, fx.open));
    if (fx.export.path[0])
        export(d, &fx.export);
    send(d, &fx);
    if (fx.tests && d->shown)
        teller_test(d->teller, &fx.tested, d->shown, clock_monotonic_ms(),
                    &(struct teller_screen){d->ui, d->term, false});
    if (key.code != KEYCODE_FOCUS)
        draw(d);
    else if (term_is_focused(d->term))
        show_missed(d);
    return !fx.quit;
}

/* How long may we sleep: until the next frame is allowed, or until something
 * changes by time alone. */
static int wait_ms(const struct dash *d, bool is_running)
{
    int look = adjust_wait_ms(&d->adjust, clock_monotonic_ms());
    int64_t real = clock_monotonic_ms();
    int next = term_news_wait_ms(d->term), idle;

    if (d->is_dirty)
        return next;
    if (is_running && next < COMMAND_LOOK_MS)
        return COMMAND_LOOK_MS;
    idle = ui_idle_ms(d->ui, d->shown, shown_time(d, clock_wall_ms()), real);
    if (look >= 0 && look < idle)
        idle = look;
    return idle > next ? idle : next;
}

/* Nothing came in time: what is new is drawn, if it may be now. */
static void turn(struct dash *d, int64_t due)
{
    bool is_due = clock_monotonic_ms() >= due;

    if (term_news_wait_ms(d->term) > 0 || !(is_due || d->is_dirty))
        return;
    if (!ui_is_paused(d->ui))
        take_snapshot(d);
    draw_news(d);
    tell(d);
}

static void loop(struct dash *d)
{
    bool goes_on = true;

    d->is_dirty = d->shown != NULL;
    note_look(d);
    while (goes_on && !term_signal(d->term)) {
        int64_t now = clock_monotonic_ms();
        bool is_running = teller_turn(d->teller, now);
        int64_t due;
        int wait, fd = -1;
        struct key key;

        tell_due(d);
        d->is_dirty |= adjust_turn(&d->adjust, now);
        wait = wait_ms(d, is_running);
        due = now + wait;
        if (!d->is_dirty && !ui_is_paused(d->ui))
            fd = board_fd(d->rt.board);
        switch (term_wait(d->term, fd, wait, &key)) {
        case TERM_KEY:
            goes_on = handle_key(d, key);
            continue;
        case TERM_READY:
            d->is_dirty = true;
            break;
        case TERM_NOTHING:
            break;
        }
        turn(d, due);
    }
}

static enum err open_screen(struct dash *d, struct why *why)
{
    struct config *c = d->rt.screen_config;
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
                      .glyphs = adjust_glyphs(c),
                      .mouse = config_bool(c, OPT_mouse),
                      .a11y = config_bool(c, OPT_a11y),
                      .asks = true,
                      .link = term_link_mode(config_text(c, OPT_link)),
                      .fps = adjust_fps(c)},
                  &theme, &d->term, &notice, why);
    if (e != ERR_OK)
        return e;
    d->teller = teller_new(c);
    d->ui = ui_new(c, lists_shown(d->cli, &d->rt));
    d->adjust = (struct adjust){.config = c, .term = d->term, .ui = d->ui,
                                .send = push, .self = d,
                                .is_replay = runtime_is_replay(&d->rt)};
    adjust_begin(&d->adjust);
    canvas_init(&d->canvas, 0, 0, term_is_ascii(d->term));
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

static void on_setting(void *self, const char *key, const char *value)
{
    if (strncmp(key, "layout.", 7) == 0 && key[7] >= '0' && key[7] <= '9')
        ui_add_layout(self, key[7] - '0', value);
}

/* The first frame comes from the store (or the tape's start), before the
 * thread and the network are there. */
static enum err start(struct dash *d, struct why *why)
{
    int64_t now = clock_wall_ms();

    if (d->rt.store)
        (void)store_settings(d->rt.store, d->ui, on_setting, NULL);
    runtime_start(&d->rt, NULL);
    if (!runtime_is_replay(&d->rt))
        board_publish(d->rt.board, poller_freeze(d->rt.poller, now));
    take_snapshot(d);
    /* A tape's first frame is empty: the next shall not wait for its turn. */
    if (d->shown)
        draw_news(d);
    else
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
