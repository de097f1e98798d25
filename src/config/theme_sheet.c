/* SPDX-License-Identifier: MIT */
/* The lines of a theme file: role[.256|.16|.mono] = FG [/ BG] [attributes]. */
#include "theme_sheet.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const color_names[16] = {
    "black",       "red",           "green",       "yellow",
    "blue",        "magenta",       "cyan",        "white",
    "brightblack", "brightred",     "brightgreen", "brightyellow",
    "brightblue",  "brightmagenta", "brightcyan",  "brightwhite"};

static const struct {
    const char *name;
    uint8_t attr;
} attr_names[] = {{"bold", ATTR_BOLD},           {"dim", ATTR_DIM},
                  {"underline", ATTR_UNDERLINE}, {"reverse", ATTR_REVERSE},
                  {"italic", ATTR_ITALIC}};

void sheet_problem(struct sheet *s, const char *format, ...)
{
    char text[240];
    va_list ap;
    va_start(ap, format);
    int n = vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    if (n >= 0 && s->problem)
        s->problem(s->self, text);
}

void sheet_problem_at(struct sheet *s, struct ini_place at,
                      const char *format, ...)
{
    char text[240];
    struct strbuf place = {0};
    va_list ap;
    va_start(ap, format);
    int n = vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    ini_place_write(at, &place);
    if (n >= 0)
        sheet_problem(s, "%s: %s", strbuf_text(&place), text);
    strbuf_done(&place);
}

const char *slot_name(int slot)
{
    return slot == SLOT_BG ? "bg" : role_name((enum role)slot);
}

static bool slot_find(const char *name, int *slot)
{
    enum role role;
    if (strcmp(name, "bg") == 0)
        *slot = SLOT_BG;
    else if (strcmp(name, "heat_zero") == 0)
        *slot = ROLE_heat;
    else if (role_from_name(name, &role))
        *slot = (int)role;
    else
        return false;
    return true;
}

static bool parse_hex(const char *word, int32_t *out)
{
    if (strlen(word) != 7 || strspn(word + 1, "0123456789abcdefABCDEF") != 6)
        return false;
    *out = (int32_t)(0x1000000 | strtol(word + 1, NULL, 16));
    return true;
}

static bool parse_index(const char *word, int32_t *out)
{
    size_t n = strlen(word);
    if (n < 1 || n > 3 || strspn(word, "0123456789") != n)
        return false;
    *out = (int32_t)strtol(word, NULL, 10);
    return *out < 256;
}

static bool parse_color(const char *word, struct paint *out)
{
    out->kind = PAINT_COLOR;
    if (word[0] == '#')
        return parse_hex(word, &out->color);
    if (word[0] == '@') {
        out->kind = PAINT_ROLE;
        return slot_find(word + 1, &out->slot);
    }
    if (strcmp(word, "default") == 0) {
        out->color = THEME_DEFAULT;
        return true;
    }
    for (int i = 0; i < 16; i++) {
        if (strcmp(word, color_names[i]) == 0) {
            out->color = i;
            return true;
        }
    }
    return parse_index(word, &out->color);
}

static uint8_t find_attr(const char *word)
{
    for (size_t i = 0; i < sizeof attr_names / sizeof *attr_names; i++) {
        if (strcmp(word, attr_names[i].name) == 0)
            return attr_names[i].attr;
    }
    return 0;
}

/* The next word, and where it begins; "/" is one of its own. False at the
 * end. */
static bool next_word(const char **at, char *out, size_t size,
                      const char **begin)
{
    *at += strspn(*at, " \t");
    *begin = *at;
    size_t n = **at == '/' ? 1 : strcspn(*at, " \t/");
    size_t kept = n < size ? n : size - 1;
    memcpy(out, *at, kept);
    out[kept] = '\0';
    *at += n;
    return n > 0;
}

static enum err unknown_word(const char *word, struct why *why)
{
    const char *names[16 + 5 + 1] = {"default"};
    size_t n = 1;
    for (int i = 0; i < 16; i++)
        names[n++] = color_names[i];
    for (size_t i = 0; i < sizeof attr_names / sizeof *attr_names; i++)
        names[n++] = attr_names[i].name;
    const char *near = ini_nearest(word, names, n);
    return why_set(why, ERR_SYNTAX,
                   "'%.40s' is not a colour or attribute%s%s%s", word,
                   near ? ", did you mean '" : "", near ? near : "",
                   near ? "'?" : "");
}

enum err given_parse(const char *value, struct given *out, const char **wrong,
                     struct why *why)
{
    struct given g = {0};
    char word[40];
    bool is_bg_next = false;
    *wrong = value;
    while (next_word(&value, word, sizeof word, wrong)) {
        uint8_t attr = find_attr(word);
        struct paint *paint = is_bg_next ? &g.bg : &g.fg;
        if (strcmp(word, "/") == 0) {
            if (is_bg_next || g.bg.kind)
                return why_set(why, ERR_SYNTAX, "a second '/'");
            is_bg_next = true;
        } else if (attr) {
            g.attrs |= attr;
        } else if (paint->kind || (g.bg.kind && !is_bg_next) ||
                   !parse_color(word, paint)) {
            return unknown_word(word, why);
        } else {
            is_bg_next = false;
        }
    }
    if (is_bg_next)
        return why_set(why, ERR_SYNTAX, "no colour after '/'");
    if (!g.fg.kind && !g.bg.kind && g.attrs == 0)
        return why_set(why, ERR_SYNTAX, "no colour and no attribute");
    *out = g;
    return ERR_OK;
}

/* Cuts ".256" and the like off the key. */
static bool split_depth(char *key, enum theme_depth *depth)
{
    static const char *const suffixes[DEPTH_COUNT] = {"", "256", "16", "mono"};
    char *dot = strchr(key, '.');
    *depth = DEPTH_TRUE;
    if (!dot)
        return true;
    *dot = '\0';
    for (int d = DEPTH_256; d < DEPTH_COUNT; d++) {
        if (strcmp(dot + 1, suffixes[d]) == 0) {
            *depth = (enum theme_depth)d;
            return true;
        }
    }
    return false;
}

static void unknown_role(struct sheet *s, struct ini_place at,
                         const char *key)
{
    const char *names[SLOT_COUNT];
    for (int i = 0; i < SLOT_COUNT; i++)
        names[i] = slot_name(i);
    const char *near = ini_nearest(key, names, SLOT_COUNT);
    sheet_problem_at(s, at, "unknown role '%.40s'%s%s%s", key,
                     near ? ", did you mean '" : "", near ? near : "",
                     near ? "'?" : "");
}

/* What a base file says about a depth is void once the colour is another. */
static void forget_depths(struct sheet *s, int slot)
{
    for (int d = DEPTH_256; d < DEPTH_COUNT; d++) {
        if (s->given[slot][d].generation < s->generation)
            s->given[slot][d].generation = 0;
    }
}

static void take_updown(struct sheet *s, struct ini_place at,
                        const char *value)
{
    if (!theme_updown_find(value, &s->updown))
        sheet_problem_at(s, ini_value(at, "updown", value),
                         "updown: '%.40s' is not one of green-up, red-up,"
                         " red-up-blue-down, none", value);
}

void sheet_entry(struct sheet *s, struct ini_place at, const char *key,
                 const char *value)
{
    char role[48];
    enum theme_depth depth;
    int slot;
    struct given g;
    const char *wrong;
    struct why why = {0};
    snprintf(role, sizeof role, "%s", key);
    if (strcmp(key, "extends") == 0)
        return;
    if (strcmp(key, "name") == 0) {
        snprintf(s->name, sizeof s->name, "%s", value);
    } else if (strcmp(key, "updown") == 0) {
        take_updown(s, at, value);
    } else if (!split_depth(role, &depth)) {
        sheet_problem_at(s, ini_word(at, key, strchr(key, '.')),
                         "'%.40s': after the dot stands 256, 16 or mono", key);
    } else if (!slot_find(role, &slot)) {
        unknown_role(s, at, role);
    } else if (given_parse(value, &g, &wrong, &why)) {
        at = ini_value(at, key, value);
        sheet_problem_at(s, ini_word(at, value, wrong), "%.40s: %s", key,
                         why.text);
    } else {
        g.generation = s->generation;
        if (depth == DEPTH_TRUE) {
            forget_depths(s, slot);
        }
        s->given[slot][depth] = g;
    }
}
