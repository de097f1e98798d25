/* SPDX-License-Identifier: MIT */
/* What the user changes in the program: shown, set, kept, taken back. */
#include "internal.h"

#include <string.h>

static enum err find(const char *name, enum setting *out, struct why *why)
{
    if (option_find(name, out))
        return ERR_OK;
    const char *near = option_nearest(name);
    return why_set(why, ERR_USAGE, "unknown option '%.40s'%s%s%s", name,
                   near ? ", did you mean '" : "", near ? near : "",
                   near ? "'?" : "");
}

bool config_unshow(struct config *c, enum setting *out)
{
    if (!c->is_shown)
        return false;
    c->settings[c->shown] = c->before_shown;
    c->is_shown = false;
    if (out)
        *out = c->shown;
    return true;
}

enum err config_show(struct config *c, const char *name, const char *value,
                     struct why *why)
{
    enum setting o;
    enum err e = find(name, &o, why);
    if (e)
        return e;
    if (c->is_shown && c->shown != o)
        (void)config_unshow(c, NULL);
    struct value before = c->is_shown ? c->before_shown : c->settings[o];
    e = option_set(c, o, value, LEVEL_SESSION, "shown", why);
    if (!e) {
        c->shown = o;
        c->before_shown = before;
        c->is_shown = true;
    }
    return e;
}

static enum err set(struct config *c, const char *name, const char *value,
                    enum level level, struct why *why)
{
    enum setting o;
    enum err e = find(name, &o, why);
    (void)config_unshow(c, NULL);
    if (e)
        return e;
    struct value before = c->settings[o];
    e = option_set(c, o, value, level,
                   level == LEVEL_KEPT ? "kept" : "typed", why);
    /* What was said outside the program comes back with config_reset(). */
    if (!e && c->settings[o].level == level && !c->said[o].text)
        c->said[o] = before;
    return e;
}

enum err config_set_now(struct config *c, const char *name,
                        const char *value, struct why *why)
{
    return set(c, name, value, LEVEL_SESSION, why);
}

enum err config_set_kept(struct config *c, const char *name,
                         const char *value, struct why *why)
{
    return set(c, name, value, LEVEL_KEPT, why);
}

enum err config_reset(struct config *c, const char *name, struct why *why)
{
    enum setting o;
    enum err e = find(name, &o, why);
    (void)config_unshow(c, NULL);
    if (!e && c->said[o].text) {
        c->settings[o] = c->said[o];
        c->said[o] = (struct value){0};
    }
    return e;
}

const char *config_origin(const struct config *c, enum setting o)
{
    return c->settings[o].origin;
}

const char *config_said(const struct config *c, enum setting o)
{
    const struct value *v = c->said[o].text ? &c->said[o] : &c->settings[o];
    return v->level >= LEVEL_FILE && v->level <= LEVEL_FLAG ? v->origin : "";
}
