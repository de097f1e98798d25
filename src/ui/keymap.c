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

/* The key behind those of a hint: digits that follow one another become
 * "1-6". */
static int add_hint_key(const char *key, int n, int len, char *out,
                        size_t size)
{
    bool is_digit = n == 1 && key[0] >= '1' && key[0] <= '9';
    char *end = out + len; /* behind a blank */

    if (is_digit && len >= 2 && end[-2] == key[0] - 1) {
        if (len >= 4 && end[-3] == '-') {
            end[-2] = key[0];
            return len;
        }
        end--;
        return len - 1 + snprintf(end, size - (size_t)len + 1, "-%c ", key[0]);
    }
    if ((size_t)len < size)
        len += snprintf(end, size - (size_t)len, "%.*s ", n, key);
    return len;
}

/* One hint, e.g. "[ ] range": neighbours that share a label share the hint.
 * Returns the first action after it. */
static int add_hint(const struct config *config, int a, unsigned contexts,
                    char *out, size_t size)
{
    const char *label = rows[a].label;
    int len = 0;

    for (; a < ACTION_COUNT && strcmp(rows[a].label, label) == 0 &&
           (rows[a].context & contexts); a++) {
        const char *keys = keymap_keys(config, (enum ui_action)a);

        len = add_hint_key(keys, (int)strcspn(keys, " "), len, out, size);
    }
    if ((size_t)len < size)
        snprintf(out + len, size - (size_t)len, "%s", label);
    return a;
}

/* Help and the way back are named on every screen: room is kept for them. */
static int room_for_last(const struct config *config, int a,
                         unsigned contexts, size_t gap)
{
    static const enum ui_action last[] = {ACTION_help, ACTION_back,
                                          ACTION_form_cancel};
    int room = 0;

    for (size_t i = 0; i < sizeof(last) / sizeof(*last); i++) {
        char hint[64];

        if ((int)last[i] < a || !(rows[last[i]].context & contexts))
            continue;
        add_hint(config, (int)last[i], contexts, hint, sizeof(hint));
        room += (int)(utf8_cells(hint) + gap);
    }
    return room;
}

/* The hints of a line of `width` cells, one after the other. */
struct hints {
    const struct config *config;
    unsigned contexts;
    const bool *idle; /* NULL: none is */
    bool is_fkeys;
    int width, next; /* action, or F-key from 0, to go on with */
    int x, cells;    /* of the hint found */
    enum ui_action action;
    char text[64];
};

static bool are_fkeys(const struct config *config)
{
    return config && strcmp(config_text(config, OPT_hints), "fkeys") == 0;
}

/* "F5 refresh": in the order of the keys, and what has no label by its name. */
static bool next_fkey(struct hints *h)
{
    while (KEYCODE_F1 + (uint32_t)h->next <= KEYCODE_F10) {
        struct key k = {.code = KEYCODE_F1 + (uint32_t)h->next++};
        enum ui_action a = keymap_find(h->config, h->contexts, k);
        const char *label = rows[a].label[0] ? rows[a].label : rows[a].name;
        int x = h->x + h->cells + (h->cells ? 1 : 0);

        if (a == ACTION_none || a == h->action)
            continue;
        snprintf(h->text, sizeof(h->text), "F%d %s", h->next, label);
        if (x + (int)utf8_cells(h->text) > h->width)
            return false;
        h->action = a;
        h->x = x;
        h->cells = (int)utf8_cells(h->text);
        return true;
    }
    return false;
}

/* The next label that fits; false when there is none. */
static bool next_label(struct hints *h)
{
    int gap = h->width >= 98 ? 2 : 1, x = h->x + h->cells;

    x += h->cells ? gap : 0;
    while (h->next < ACTION_COUNT) {
        int a = h->next;

        if (!(rows[a].context & h->contexts) || !rows[a].label[0] ||
            (h->idle && h->idle[a])) {
            h->next++;
            continue;
        }
        h->next = add_hint(h->config, a, h->contexts, h->text,
                           sizeof(h->text));
        h->action = (enum ui_action)a;
        if (x + (int)utf8_cells(h->text) +
                room_for_last(h->config, h->next, h->contexts,
                              (size_t)gap) > h->width)
            continue; /* a shorter one behind may still fit */
        h->x = x;
        h->cells = (int)utf8_cells(h->text);
        return true;
    }
    return false;
}

static bool next_hint(struct hints *h)
{
    return h->is_fkeys ? next_fkey(h) : next_label(h);
}

static struct hints begin_hints(const struct config *config,
                                unsigned contexts,
                                const bool idle[ACTION_COUNT], int width)
{
    bool is_fkeys = are_fkeys(config) && !(contexts & CONTEXT_form);

    return (struct hints){.config = config, .contexts = contexts,
                          .idle = idle, .width = width,
                          .is_fkeys = is_fkeys,
                          .next = is_fkeys ? 0 : ACTION_none + 1};
}

void keymap_footer(const struct config *config, unsigned contexts,
                   const bool idle[ACTION_COUNT], int width, char *out,
                   size_t size)
{
    struct hints h = begin_hints(config, contexts, idle, width);
    size_t len = 0;
    int cells = 0;

    out[0] = '\0';
    while (next_hint(&h)) {
        if (len + (size_t)(h.x - cells) + strlen(h.text) >= size)
            return;
        len += (size_t)snprintf(out + len, size - len, "%*s%s", h.x - cells,
                                "", h.text);
        cells = h.x + h.cells;
    }
}

enum ui_action keymap_hint_at(const struct config *config, unsigned contexts,
                              const bool idle[ACTION_COUNT], int width,
                              int x)
{
    struct hints h = begin_hints(config, contexts, idle, width);

    while (next_hint(&h)) {
        const char *end;
        size_t keys;

        if (x < h.x || x >= h.x + h.cells)
            continue;
        if (h.is_fkeys)
            return h.action;
        /* Of "[ ] range" the cell of the second key presses that. */
        end = h.text + strlen(h.text) - strlen(rows[h.action].label);
        keys = 0;
        for (const char *p = h.text; p < h.text + (x - h.x) && p < end; p++)
            keys += *p == ' ';
        if (h.text + (x - h.x) >= end || (int)h.action + (int)keys >= h.next)
            keys = 0;
        return (enum ui_action)((int)h.action + (int)keys);
    }
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
