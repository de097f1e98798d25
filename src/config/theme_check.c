/* SPDX-License-Identifier: MIT */
/* Can a theme be read, and rising told from falling, by all eyes? */
#include "theme_internal.h"

#include <stdio.h>

static const double least_apart = 10, least_of_fg = 7, least_of_rest = 4.5,
                    well_apart = 45; /* as blue and orange are */

/* Machado, Oliveira, Fernandes: A Physiologically-based Model for Simulation
 * of Color Vision Deficiency (2009), severity 1.0; in linear light. */
static const double blindness[EYES][3][3] = {
    {{0.152286, 1.052583, -0.204868}, /* protanopia */
     {0.114503, 0.786281, 0.099216},
     {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968}, /* deuteranopia */
     {0.280085, 0.672501, 0.047413},
     {-0.011820, 0.042940, 0.968881}},
    {{1.255528, -0.076749, -0.178779}, /* tritanopia */
     {-0.078411, 0.930809, 0.147602},
     {0.004733, 0.691367, 0.303900}}};

/* As eyes of that kind see it: 0 no red cones, 1 no green, 2 no blue. */
static int32_t theme_as_seen(int32_t color, int kind)
{
    double in[3], out[3];
    theme_to_linear(color, in);
    for (int i = 0; i < 3; i++) {
        const double *row = blindness[kind][i];
        double v = row[0] * in[0] + row[1] * in[1] + row[2] * in[2];
        out[i] = v < 0 ? 0 : v > 1 ? 1 : v;
    }
    return theme_from_linear(out);
}

static double contrast_of(const struct look *look)
{
    return theme_contrast(look->fg, look->bg);
}

/* The 16 colours are what each terminal makes of them. */
static bool is_known(const struct look *look)
{
    return look->fg >= 16 && look->bg >= 16;
}

bool theme_judge(const struct theme *t, enum theme_depth d,
                 struct theme_verdict *out)
{
    const struct look *up = &t->looks[ROLE_up][d];
    const struct look *down = &t->looks[ROLE_down][d];
    const struct look *cursor = &t->cursor[d];
    if (d >= DEPTH_16 || !is_known(&t->looks[ROLE_fg][d]) ||
        !is_known(&t->looks[ROLE_dim][d]) || !is_known(up) ||
        !is_known(down)) {
        return false;
    }
    *out = (struct theme_verdict){
        .fg = contrast_of(&t->looks[ROLE_fg][d]),
        .dim = contrast_of(&t->looks[ROLE_dim][d]),
        .up = contrast_of(up),
        .down = contrast_of(down),
        /* one that reverses swaps the two, to the same contrast */
        .cursor = is_known(cursor) ? contrast_of(cursor) : 21,
    };
    for (int kind = 0; kind < EYES; kind++)
        out->apart[kind] = theme_difference(theme_as_seen(up->fg, kind),
                                            theme_as_seen(down->fg, kind));
    return true;
}

void theme_describe(const struct theme *t, enum theme_depth d, char *out,
                    size_t size)
{
    struct theme_verdict v;
    const char *words[EYES];
    if (!theme_judge(t, d, &v)) {
        snprintf(out, size, "%s", d == DEPTH_MONO
                                      ? "attributes only, no colours"
                                      : "colours of your terminal's own");
        return;
    }
    for (int i = 0; i < EYES; i++)
        words[i] = v.apart[i] >= least_apart ? "ok" : "too near";
    snprintf(out, size,
             "contrast fg %.1f dim %.1f up %.1f down %.1f; up from down:"
             " prot %s, deut %s, trit %s",
             v.fg, v.dim, v.up, v.down, words[0], words[1], words[2]);
}

/* The least of the three. */
static double apart_for_all(const struct theme_verdict *v)
{
    double least = v->apart[0];
    for (int i = 1; i < EYES; i++)
        if (v->apart[i] < least)
            least = v->apart[i];
    return least;
}

static bool reads_well(const struct theme_verdict *v)
{
    return v->fg >= least_of_fg && v->dim >= least_of_rest &&
           v->up >= least_of_rest && v->down >= least_of_rest &&
           v->cursor >= least_of_rest && apart_for_all(v) >= least_apart;
}

static bool has_colours(const struct theme *t, enum theme_depth d)
{
    return d != DEPTH_MONO &&
           t->looks[ROLE_up][d].fg != t->looks[ROLE_down][d].fg;
}

void theme_remark(const struct theme *t, enum theme_depth d, char *out,
                  size_t size)
{
    static const char *const ups[UPDOWN_COUNT + 1] = {
        [UPDOWN_RED_UP] = ", red up",
        [UPDOWN_RED_UP_BLUE_DOWN] = ", red up, blue down"};
    const char *up = ups[t->updown] ? ups[t->updown] : "";
    struct theme_verdict v;
    if (!theme_judge(t, d, &v))
        snprintf(out, size, "%s%s",
                 has_colours(t, d) ? "your 16 colours" : "attributes only",
                 has_colours(t, d) ? up : "");
    else if (!reads_well(&v))
        snprintf(out, size, "hard to read%s", up);
    else
        snprintf(out, size, "%s ok%s%s",
                 d == DEPTH_TRUE ? "true colours" : "256", up,
                 apart_for_all(&v) >= well_apart ? ", for colour-blind eyes"
                                                 : "");
}

struct telling {
    const struct theme *theme;
    enum theme_depth depth;
    void *self;
    void (*problem)(void *, const char *);
    size_t count;
};

static void want(struct telling *t, const char *what, double have,
                 double least)
{
    char text[160];
    if (have >= least)
        return;
    snprintf(text, sizeof text, "theme %s in %s colours: %s %.1f, wanted %g",
             t->theme->name, t->depth == DEPTH_TRUE ? "true" : "256", what,
             have, least);
    t->problem(t->self, text);
    t->count++;
}

size_t theme_check(const struct theme *t, void *self,
                   void (*problem)(void *, const char *))
{
    struct telling to = {.theme = t, .self = self, .problem = problem};
    for (int d = DEPTH_TRUE; d <= DEPTH_256; d++) {
        struct theme_verdict v;
        to.depth = (enum theme_depth)d;
        if (!theme_judge(t, to.depth, &v))
            continue;
        want(&to, "contrast of fg is", v.fg, least_of_fg);
        want(&to, "contrast of dim is", v.dim, least_of_rest);
        want(&to, "contrast of up is", v.up, least_of_rest);
        want(&to, "contrast of down is", v.down, least_of_rest);
        want(&to, "contrast on the cursor's row is", v.cursor, least_of_rest);
        want(&to, "without red cones up and down differ by", v.apart[0],
             least_apart);
        want(&to, "without green cones up and down differ by", v.apart[1],
             least_apart);
        want(&to, "without blue cones up and down differ by", v.apart[2],
             least_apart);
    }
    return to.count;
}
