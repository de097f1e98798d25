/* SPDX-License-Identifier: MIT */
/* The table of keys: look-up, footer and lists made from actions.def. */
#include "keymap.h"

#include <stdio.h>
#include <string.h>

#include "screens.h"
#include "tapewatch/base/ini.h"
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

static const struct go_row go_rows[] = {
#define GO(letter, screen, label) {letter, screen, label},
#include "go.def"
#undef GO
};

const struct go_row *keymap_go(size_t i)
{
    for (size_t k = 0; k < sizeof(go_rows) / sizeof(*go_rows); k++)
        if (screen_find(go_rows[k].screen) && i-- == 0)
            return &go_rows[k];
    return NULL;
}

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
    if (n == 5 && memcmp(s, "Alt-", 4) == 0)
        return KEY_ALT | (uint32_t)(unsigned char)s[4];
    if (n == 2 && s[0] == 'g' && s[1] > ' ' && s[1] < 0x7f)
        return KEY_GO | (uint32_t)(unsigned char)s[1];
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

    *out = (struct key){.code = KEYCODE_NONE};
    *text = s + n;
    if (n == 0)
        return false;
    out->code = code_of(s, n);
    return out->code != KEYCODE_NONE;
}

/* True when the text is one key or more and nothing else. */
static bool are_keys(const char *text)
{
    size_t n = 0;
    struct key k;

    while (keymap_next_key(&text, &k))
        n++;
    return n > 0 && text[0] == '\0';
}

const char *keymap_keys(const struct config *config, enum ui_action a)
{
    const char *own = config_find_pair(config, "keys", rows[a].name);

    return own && are_keys(own) ? own : rows[a].keys;
}

unsigned keymap_contexts(unsigned of_panel)
{
    unsigned set = of_panel | CONTEXT_any;

    if (of_panel & CONTEXT_form) /* what is typed is no key of others */
        return of_panel;
    if (!(set & CONTEXT_tabs))
        set |= CONTEXT_panels;
    if (!(set & CONTEXT_settings))
        set |= CONTEXT_market;
    if (!(set & CONTEXT_heat))
        set |= CONTEXT_single;
    if (!(set & (CONTEXT_settings | CONTEXT_feeds | CONTEXT_folio)))
        set |= CONTEXT_plain;
    return set;
}

static bool has_key(const char *keys, uint32_t code)
{
    struct key one;

    while (keymap_next_key(&keys, &one))
        if (one.code == code)
            return true;
    return false;
}

enum ui_action keymap_find(const struct config *config, unsigned contexts,
                           struct key k)
{
    for (int a = ACTION_none + 1; a < ACTION_COUNT; a++)
        if ((rows[a].context & contexts) &&
            has_key(keymap_keys(config, (enum ui_action)a), k.code))
            return (enum ui_action)a;
    return ACTION_none;
}

static void list_go(struct strbuf *out)
{
    const struct go_row *row;

    strbuf_add(out, "go (everywhere, after g)\n");
    for (size_t i = 0; (row = keymap_go(i)) != NULL; i++)
        strbuf_format(out, "  g%-17c  %-16s  %s\n", row->letter, row->screen,
                      row->label);
}

void ui_list_keys(const struct config *config, struct strbuf *out)
{
    for (unsigned c = 0; c < CONTEXT_COUNT; c++) {
        strbuf_format(out, "%s (%s)\n", contexts_of[c].name,
                      contexts_of[c].heading);
        for (int a = ACTION_none + 1; a < ACTION_COUNT; a++)
            if (rows[a].context == 1u << c)
                strbuf_format(out, "  %-18s  %-16s  %s\n",
                              keymap_keys(config, (enum ui_action)a),
                              rows[a].name, rows[a].help);
    }
    list_go(out);
}

static int find_action(const char *name)
{
    for (int a = ACTION_none + 1; a < ACTION_COUNT; a++)
        if (strcmp(rows[a].name, name) == 0)
            return a;
    return ACTION_none;
}

static const char *nearest_action(const char *name)
{
    const char *names[ACTION_COUNT];

    for (int a = ACTION_none + 1; a < ACTION_COUNT; a++)
        names[a - 1] = rows[a].name;
    return ini_nearest(name, names, ACTION_COUNT - 1);
}

/* Whether both can be in force at a time. */
static bool are_together(unsigned a, unsigned b)
{
    const unsigned wide = CONTEXT_any | CONTEXT_panels | CONTEXT_tabs;
    unsigned both = a | b;

    return a == b || (both & wide && !(both & CONTEXT_form) &&
                      both != (CONTEXT_panels | CONTEXT_tabs));
}

/* Another action of the same place, or of every place, that has the key. */
static int rival_of(const struct config *config, int a, uint32_t code)
{
    for (int b = ACTION_none + 1; b < ACTION_COUNT; b++)
        if (b != a && are_together(rows[a].context, rows[b].context) &&
            has_key(keymap_keys(config, (enum ui_action)b), code))
            return b;
    return ACTION_none;
}

static size_t check_line(const struct config *config,
                         const struct config_pair *p, struct strbuf *out)
{
    const char *keys = p->value, *near = nearest_action(p->name);
    int a = find_action(p->name), rival = ACTION_none;
    struct key k;

    if (a == ACTION_none) {
        strbuf_format(out, "%s: unknown action '%s'%s%s%s\n", p->place,
                      p->name, near ? ", did you mean '" : "",
                      near ? near : "", near ? "'?" : "");
        return 1;
    }
    if (!are_keys(keys)) {
        strbuf_format(out, "%s: '%s' for %s is not a list of keys such as "
                      "'a ^L F5 gg'\n", p->value_place, p->value, p->name);
        return 1;
    }
    while (rival == ACTION_none && keymap_next_key(&keys, &k))
        rival = rival_of(config, a, k.code);
    if (rival == ACTION_none)
        return 0;
    strbuf_format(out, "%s: a key of %s is %s's already\n", p->value_place,
                  p->name, rows[rival].name);
    return 1;
}

size_t ui_check_keys(const struct config *config, struct strbuf *out)
{
    size_t wrong = 0;

    for (size_t i = 0; i < config_pair_count(config); i++) {
        struct config_pair p = config_pair(config, i);

        if (strcmp(p.section, "keys") == 0)
            wrong += check_line(config, &p, out);
    }
    return wrong;
}
