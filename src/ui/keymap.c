/* SPDX-License-Identifier: MIT */
/* The table of keys: look-up, footer and lists made from actions.def. */
#include "keymap.h"

#include <stdio.h>
#include <string.h>

#include "tapewatch/base/utf8.h"
#include "tapewatch/ui/ui.h"

static const struct action_row rows[ACTION_COUNT] = {
    [ACTION_none] = {"none", CONTEXT_any, "", "", ""},
#define ACTION(context, name, keys, label, help)                            \
    [ACTION_##name] = {#name, CONTEXT_##context, keys, label, help},
#include "actions.def"
#undef ACTION
};

static const struct {
    const char *name, *heading;
} contexts_of[CONTEXT_COUNT] = {
#define CONTEXT_NAME(name, heading) {#name, heading},
    CONTEXTS(CONTEXT_NAME)
#undef CONTEXT_NAME
};

static const struct {
    const char *text;
    uint32_t code;
} named_keys[] = {
#define KEY_NAME(name, text) {text, KEYCODE_##name},
    KEYS(KEY_NAME)
#undef KEY_NAME
    {"Space", ' '},
};

const struct action_row *keymap_row(enum ui_action a)
{
    return &rows[a < ACTION_COUNT ? a : ACTION_none];
}

const char *keymap_heading(unsigned context)
{
    for (unsigned i = 0; i < CONTEXT_COUNT; i++)
        if (context == 1u << i)
            return contexts_of[i].heading;
    return "";
}

static uint32_t code_of(const char *s, size_t n)
{
    const char *p = s;
    uint32_t c;

    if (n == 2 && s[0] == '^')
        return KEY_CTRL((uint32_t)(unsigned char)s[1]);
    for (size_t i = 0; i < sizeof(named_keys) / sizeof(*named_keys); i++)
        if (n == strlen(named_keys[i].text) && n > 0 &&
            memcmp(s, named_keys[i].text, n) == 0)
            return named_keys[i].code;
    c = utf8_next(&p, s + n);
    return p == s + n ? c : KEYCODE_NONE;
}

bool keymap_next_key(const char **text, struct key *out)
{
    const char *s = *text + strspn(*text, " ");
    size_t n = strcspn(s, " ");

    out->code = KEYCODE_NONE;
    *text = s + n;
    if (n == 0)
        return false;
    out->code = code_of(s, n);
    return out->code != KEYCODE_NONE;
}

enum ui_action keymap_find(unsigned contexts, struct key k)
{
    for (int a = ACTION_none + 1; a < ACTION_COUNT; a++) {
        const char *keys = rows[a].keys;
        struct key one;

        if (!(rows[a].context & contexts))
            continue;
        while (keymap_next_key(&keys, &one))
            if (one.code == k.code)
                return (enum ui_action)a;
    }
    return ACTION_none;
}

/* The first key of an action as text; returns its length. */
static int first_key(enum ui_action a)
{
    return (int)strcspn(rows[a].keys, " ");
}

/* One hint, e.g. "[ ] range": neighbours that share a label share the hint.
 * Returns the first action after it. */
static int add_hint(int a, unsigned contexts, char *out, size_t size)
{
    const char *label = rows[a].label;
    int len = 0;

    for (; a < ACTION_COUNT && strcmp(rows[a].label, label) == 0 &&
           (rows[a].context & contexts); a++)
        if ((size_t)len < size)
            len += snprintf(out + len, size - (size_t)len, "%.*s ",
                            first_key((enum ui_action)a), rows[a].keys);
    if ((size_t)len < size)
        snprintf(out + len, size - (size_t)len, "%s", label);
    return a;
}

/* Help and the way back are named on every screen: room is kept for them. */
static int room_for_last(int a, unsigned contexts, size_t gap)
{
    static const enum ui_action last[] = {ACTION_help, ACTION_back};
    int room = 0;

    for (size_t i = 0; i < sizeof(last) / sizeof(*last); i++) {
        char hint[64];

        if ((int)last[i] < a)
            continue;
        add_hint((int)last[i], contexts, hint, sizeof(hint));
        room += (int)(strlen(hint) + gap);
    }
    return room;
}

void keymap_footer(unsigned contexts, int width, char *out, size_t size)
{
    const char *gap = width >= 98 ? "  " : " ";
    size_t len = 0;
    int a = ACTION_none + 1;

    out[0] = '\0';
    while (a < ACTION_COUNT) {
        char hint[64];
        int need;

        if (!(rows[a].context & contexts) || !rows[a].label[0]) {
            a++;
            continue;
        }
        a = add_hint(a, contexts, hint, sizeof(hint));
        need = (int)(strlen(hint) + (len ? strlen(gap) : 0));
        if ((int)len + need + room_for_last(a, contexts, strlen(gap)) >
                width || len + (size_t)need >= size)
            continue; /* a shorter one behind may still fit */
        len += (size_t)snprintf(out + len, size - len, "%s%s",
                                len ? gap : "", hint);
    }
}

void ui_list_keys(struct strbuf *out)
{
    for (unsigned c = 0; c < CONTEXT_COUNT; c++) {
        strbuf_format(out, "%s (%s)\n", contexts_of[c].name,
                      contexts_of[c].heading);
        for (int a = ACTION_none + 1; a < ACTION_COUNT; a++)
            if (rows[a].context == 1u << c)
                strbuf_format(out, "  %-18s %-14s %s\n", rows[a].keys,
                              rows[a].name, rows[a].help);
    }
}
