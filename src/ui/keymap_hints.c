/* SPDX-License-Identifier: MIT */
/* The hint line: which keys it names, and where each stands in it. */
#include "keymap.h"

#include <stdio.h>
#include <string.h>

#include "tapewatch/base/utf8.h"

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
    const char *label = keymap_row(a)->label;
    int len = 0;

    for (; a < ACTION_COUNT && strcmp(keymap_row(a)->label, label) == 0 &&
           (keymap_row(a)->context & contexts); a++) {
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

        if ((int)last[i] < a || !(keymap_row(last[i])->context & contexts))
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
        const struct action_row *row = keymap_row(a);
        const char *label = row->label[0] ? row->label : row->name;
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
        const struct action_row *row = keymap_row((enum ui_action)a);

        if (!(row->context & h->contexts) || !row->label[0] ||
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
        end = h.text + strlen(h.text) - strlen(keymap_row(h.action)->label);
        keys = 0;
        for (const char *p = h.text; p < h.text + (x - h.x) && p < end; p++)
            keys += *p == ' ';
        if (h.text + (x - h.x) >= end || (int)h.action + (int)keys >= h.next)
            keys = 0;
        return (enum ui_action)((int)h.action + (int)keys);
    }
    return ACTION_none;
}
