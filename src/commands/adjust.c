/* SPDX-License-Identifier: MIT */
/* Settings that change while the dashboard runs. */
#include "adjust.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tapewatch/base/clock.h"

#ifdef __APPLE__
#define CHANGED st_mtimespec
#else
#define CHANGED st_mtim
#endif

enum { THEME_LOOK_MS = 1000 };

/* Over ssh and inside tmux or screen what we send goes a longer way than the
 * answers tell. */
double adjust_fps(const struct config *c)
{
    const char *ssh = getenv("SSH_CONNECTION"), *tmux = getenv("TMUX");
    const char *screen = getenv("STY");
    bool is_far = ssh && *ssh;
    bool is_inside = (tmux && *tmux) || (screen && *screen);

    if (!config_is_default(c, OPT_fps))
        return config_number(c, OPT_fps);
    return config_number(c, OPT_fps) / (is_far ? 2 : 1) / (is_inside ? 2 : 1);
}

enum term_glyphs adjust_glyphs(const struct config *c)
{
    return config_bool(c, OPT_a11y)
               ? TERM_GLYPHS_ASCII
               : term_glyphs_mode(config_text(c, OPT_glyphs));
}

static void say(struct adjust *a, enum role role, const char *text)
{
    ui_message(a->ui, clock_monotonic_ms(), role, text);
}

static void fail(struct adjust *a, const char *text)
{
    char message[160];

    (void)snprintf(message, sizeof message, "error: %.140s", text);
    say(a, ROLE_error, message);
}

/* How the shown theme reads, for the settings screen. */
static void judge(struct adjust *a)
{
    char text[120];

    theme_describe(term_theme(a->term), term_depth(a->term), text,
                   sizeof text);
    ui_set_verdict(a->ui, text);
}

struct first_problem {
    char text[160];
};

static void on_problem(void *self, const char *text)
{
    struct first_problem *p = self;

    if (!p->text[0])
        (void)snprintf(p->text, sizeof p->text, "%.150s", text);
}

static enum err show_theme(struct adjust *a, struct first_problem *problem,
                           struct why *why)
{
    const struct config *c = a->config;
    struct theme theme;
    enum err e = theme_load(config_text(c, OPT_theme),
                            config_config_folder(c), &theme, problem,
                            on_problem, why);

    if (e == ERR_OK)
        term_set_theme(a->term, &theme);
    return e;
}

/* Colours and glyphs, as the config has them now: paints the whole screen. */
static enum err apply_looks(struct adjust *a, struct why *why)
{
    const struct config *c = a->config;
    struct first_problem problem = {""};
    enum err e = show_theme(a, &problem, why);

    if (e != ERR_OK)
        return e;
    term_set_color(a->term, term_color_mode(config_text(c, OPT_color)));
    term_set_updown(a->term, term_updown_mode(config_text(c, OPT_updown)));
    judge(a);
    return ERR_OK;
}

/* What else shows. */
static void apply_rest(struct adjust *a)
{
    const struct config *c = a->config;

    term_set_fps(a->term, adjust_fps(c));
    term_set_mouse(a->term, config_bool(c, OPT_mouse));
    term_set_link(a->term, term_link_mode(config_text(c, OPT_link)));
    term_set_glyphs(a->term, adjust_glyphs(c));
}

static enum err apply(struct adjust *a, enum setting o, struct why *why)
{
    enum option_group group = option_row(o)->group;

    apply_rest(a);
    return group == OPTION_GROUP_theme || group == OPTION_GROUP_updown
               ? apply_looks(a, why) : ERR_OK;
}

void adjust_to_background(struct adjust *a)
{
    if (config_is_default(a->config, OPT_theme) &&
        term_background(a->term) == TERM_BACKGROUND_LIGHT &&
        config_set_now(a->config, "theme", "light", NULL) == ERR_OK)
        (void)apply_looks(a, NULL);
}

/* One that cannot be read is in the list as well. */
static void on_theme(void *self, const char *name)
{
    struct adjust *a = self;
    struct theme theme;
    struct why why = {{0}};
    char remark[80];

    if (theme_load(name, config_config_folder(a->config), &theme, NULL, NULL,
                   &why) == ERR_OK)
        theme_remark(&theme, term_depth(a->term), remark, sizeof remark);
    else
        (void)snprintf(remark, sizeof remark, "%.70s", why.text);
    ui_add_theme(a->ui, name, remark);
}

/* What the file of that theme is like now. */
static struct theme_file look(const struct adjust *a)
{
    const struct config *c = a->config;
    struct theme_file f = {.path = ""};
    struct stat st;

    (void)snprintf(f.path, sizeof f.path, "%s/themes/%s.theme",
                   config_config_folder(c), config_text(c, OPT_theme));
    if (stat(f.path, &st) == 0 && st.st_size > 0) {
        f.size = st.st_size;
        f.changed_ns = (int64_t)st.CHANGED.tv_sec * 1000000000 +
                       st.CHANGED.tv_nsec;
    }
    return f;
}

void adjust_begin(struct adjust *a)
{
    char text[80];

    adjust_to_background(a);
    term_abilities(a->term, text, sizeof text);
    ui_set_abilities(a->ui, text);
    theme_each(config_config_folder(a->config), a, on_theme);
    a->file = look(a); /* as it was when it was read */
    judge(a);
}

static void tell_poller(struct adjust *a, enum command_kind kind,
                        const char *name, const char *value)
{
    struct command c = {.kind = kind};
    int n = snprintf(c.text, sizeof c.text, "%s%s%s", name,
                     kind == COMMAND_RESET_OPTION ? "" : "=", value);

    if (n < 0 || (size_t)n >= sizeof c.text)
        fail(a, "that value is too long to be kept; put it in the config");
    else
        a->send(a->self, &c);
}

/* Tried; what cannot be shown is not taken. */
static enum err show(struct adjust *a, const char *name, const char *value,
                     struct why *why)
{
    enum setting o;
    enum err e = config_show(a->config, name, value, why);

    if (e != ERR_OK || !option_find(name, &o))
        return e;
    e = apply(a, o, why);
    if (e != ERR_OK) {
        (void)config_unshow(a->config, NULL);
        (void)apply(a, o, NULL);
    }
    return e;
}

/* Whether the value can be taken; it is not yet. */
static bool try_value(struct adjust *a, const char *name, const char *value,
                      enum setting *out)
{
    struct why why = {{0}};

    if (show(a, name, value, &why) != ERR_OK || !option_find(name, out)) {
        fail(a, why.text);
        return false;
    }
    (void)config_unshow(a->config, NULL);
    return true;
}

static void set(struct adjust *a, const char *name, const char *value)
{
    enum setting o;
    char text[200];

    if (!try_value(a, name, value, &o))
        return;
    if (option_row(o)->when >= OPTION_WHEN_START) {
        (void)snprintf(text, sizeof text, "%s takes effect with the next "
                       "start: keep it, or put it in the config", name);
        fail(a, text);
        return;
    }
    (void)config_set_now(a->config, name, value, NULL);
    (void)apply(a, o, NULL);
    if (option_row(o)->when == OPTION_WHEN_POLLER)
        tell_poller(a, COMMAND_SET_OPTION, option_row(o)->name, value);
    (void)snprintf(text, sizeof text, "%s = %.100s for this session",
                   option_row(o)->name, value);
    say(a, ROLE_info, text);
}

/* In force now, and what will be at the next start. */
static void say_kept(struct adjust *a, enum setting o, const char *value)
{
    const struct option_row *row = option_row(o);
    const char *said = config_said(a->config, o);
    const char *slash = strrchr(said, '/');
    char text[200];

    if (said[0])
        (void)snprintf(text, sizeof text, "%s = %.60s for this session; at "
                       "the next start %.60s says it (y copies the line)",
                       row->name, value, slash ? slash + 1 : said);
    else
        (void)snprintf(text, sizeof text, "%s = %.100s%s%s", row->name, value,
                       a->is_replay ? " for this session: a replay keeps "
                                      "nothing"
                                    : ", kept",
                       row->when == OPTION_WHEN_START
                           ? "; takes effect with the next start" : "");
    say(a, ROLE_info, text);
}

static void keep(struct adjust *a, const char *name, const char *value)
{
    enum setting o;
    char text[200];

    if (!try_value(a, name, value, &o))
        return;
    if (option_row(o)->when == OPTION_WHEN_FILE) {
        (void)snprintf(text, sizeof text, "%s is read before what is kept: it "
                       "can only stand in the config", name);
        fail(a, text);
        return;
    }
    (void)config_reset(a->config, name, NULL);
    if (!a->is_replay)
        (void)config_set_kept(a->config, name, value, NULL);
    if (a->is_replay || config_said(a->config, o)[0])
        (void)config_set_now(a->config, name, value, NULL);
    (void)apply(a, o, NULL);
    tell_poller(a, COMMAND_KEEP_OPTION, option_row(o)->name, value);
    say_kept(a, o, value);
}

static void reset(struct adjust *a, const char *name)
{
    enum setting o;
    struct why why = {{0}};
    char text[200];

    if (config_reset(a->config, name, &why) != ERR_OK ||
        !option_find(name, &o)) {
        fail(a, why.text);
        return;
    }
    (void)apply(a, o, NULL);
    tell_poller(a, COMMAND_RESET_OPTION, option_row(o)->name, "");
    (void)snprintf(text, sizeof text, "%s = %.80s (%.60s)",
                   option_row(o)->name, config_text(a->config, o),
                   config_origin(a->config, o));
    say(a, ROLE_info, text);
}

void adjust_take(struct adjust *a, const struct ui_effects *fx)
{
    struct why why = {{0}};
    enum setting o;

    switch (fx->change) {
    case UI_CHANGE_NONE:
        return;
    case UI_CHANGE_SHOW:
        if (show(a, fx->setting, fx->value, &why) != ERR_OK)
            fail(a, why.text);
        return;
    case UI_CHANGE_UNSHOW:
        if (config_unshow(a->config, &o))
            (void)apply(a, o, NULL);
        return;
    case UI_CHANGE_SET:
        set(a, fx->setting, fx->value);
        return;
    case UI_CHANGE_KEEP:
        keep(a, fx->setting, fx->value);
        return;
    case UI_CHANGE_RESET:
        reset(a, fx->setting);
        return;
    }
}

/* ---- a theme that is being edited */

static void reload_theme(struct adjust *a)
{
    struct first_problem problem = {""};
    struct why why = {{0}};

    if (show_theme(a, &problem, &why) != ERR_OK)
        fail(a, why.text);
    else if (problem.text[0])
        fail(a, problem.text);
    else
        say(a, ROLE_info, "theme read again");
    judge(a);
}

bool adjust_turn(struct adjust *a, int64_t now_ms)
{
    struct theme_file before = a->file, now;

    if (now_ms < before.look_ms)
        return false;
    now = look(a);
    /* An empty file is one that is being written: looked at again. */
    if (now.size > 0 || strcmp(before.path, now.path) != 0)
        a->file = now;
    a->file.look_ms = now_ms + THEME_LOOK_MS;
    /* Another theme was read when it was chosen. */
    if (now.size == 0 || strcmp(before.path, now.path) != 0 ||
        (before.size == now.size && before.changed_ns == now.changed_ns))
        return false;
    reload_theme(a);
    return true;
}

int adjust_wait_ms(const struct adjust *a, int64_t now_ms)
{
    if (a->file.size == 0)
        return -1;
    return a->file.look_ms > now_ms ? (int)(a->file.look_ms - now_ms) : 0;
}
