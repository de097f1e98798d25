/* SPDX-License-Identifier: MIT */
/* Every key reachable, unique where it works, documented; the footer fits. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "../src/ui/keymap.h"
#include "../src/ui/screens.h"
#include "tapewatch/base/utf8.h"
#include "tapewatch/ui/ui.h"

/* What is in force while a panel of a screen is focused, at most. Keys of the
 * large chart give way to those of a focused list. */
static unsigned contexts_of(const struct screen *s, int panel)
{
    unsigned set = keymap_contexts(s->panels[panel]->contexts |
                                   (s->tabs ? CONTEXT_tabs : 0)) |
                   CONTEXT_replay;

    for (int i = 0; i < s->panel_count; i++)
        set |= s->panels[i]->contexts & CONTEXT_chart;
    if (s->link >= 0)
        set |= CONTEXT_linked;
    return s->is_popup ? set : set | CONTEXT_detail;
}

/* Calls it for every panel that takes the focus, with what works there. */
static void for_each_focus(void (*check)(unsigned set))
{
    for (size_t i = 0; i < screen_count(); i++)
        for (int k = 0; k < screen_at(i)->panel_count; k++)
            if (screen_at(i)->panels[k]->contexts)
                check(contexts_of(screen_at(i), k));
}

static void test_every_key_is_a_key(void **state)
{
    (void)state;
    for (int a = ACTION_none + 1; a < ACTION_COUNT; a++) {
        const struct action_row *row = keymap_row((enum ui_action)a);
        const char *keys = row->keys;
        struct key k;
        int n = 0;

        while (keymap_next_key(&keys, &k)) {
            assert_int_equal(keymap_find(NULL, row->context, k), a);
            n++;
        }
        assert_true(n > 0);
        assert_int_equal(keys[0], '\0');
        assert_true(strlen(row->help) > 3);
    }
}

static void check_unique(unsigned set)
{
    for (int a = ACTION_none + 1; a < ACTION_COUNT; a++) {
        const struct action_row *row = keymap_row((enum ui_action)a);
        const char *keys = row->keys;
        struct key k;

        if (!(row->context & set))
            continue;
        while (keymap_next_key(&keys, &k))
            assert_int_equal(keymap_find(NULL, set, k), a);
    }
}

static void test_unique_in_every_panel(void **state)
{
    unsigned reached = 0;

    (void)state;
    for_each_focus(check_unique);
    for (size_t i = 0; i < screen_count(); i++)
        for (int k = 0; k < screen_at(i)->panel_count; k++)
            if (screen_at(i)->panels[k]->contexts)
                reached |= contexts_of(screen_at(i), k);
    assert_int_equal(reached, (1u << CONTEXT_COUNT) - 1);
}

static void test_documented(void **state)
{
    struct strbuf out = {0};

    (void)state;
    ui_list_keys(NULL, &out);
    for (int a = ACTION_none + 1; a < ACTION_COUNT; a++) {
        assert_non_null(strstr(out.text, keymap_row((enum ui_action)a)->name));
        assert_non_null(strstr(out.text, keymap_row((enum ui_action)a)->help));
    }
    strbuf_done(&out);
}

static void check_footer(unsigned set)
{
    char text[512];

    for (int width = 0; width <= 300; width++) {
        keymap_footer(NULL, set, NULL, width, text, sizeof(text));
        assert_true((int)utf8_cells(text) <= width);
        assert_null(strchr(text, '\n'));
        if (width >= 78 && set & CONTEXT_form) {
            assert_non_null(strstr(text, "F1 help"));
            assert_non_null(strstr(text, "Esc cancel"));
        } else if (width >= 78) {
            assert_non_null(strstr(text, "? help"));
            assert_non_null(strstr(text, "q back"));
        }
    }
}

static void test_footer_fits(void **state)
{
    (void)state;
    for_each_focus(check_footer);
}

/* Neighbours share a hint; digits in a row are a span. */
static void test_tabs_are_one_hint(void **state)
{
    static const char own[] = "[keys]\ntab_3 = T\n";
    struct config *config = NULL;
    unsigned set = keymap_contexts(CONTEXT_chart | CONTEXT_tabs);
    char line[400];

    (void)state;
    keymap_footer(NULL, set, NULL, 200, line, sizeof(line));
    assert_non_null(strstr(line, "  1-6 tab  "));
    keymap_footer(NULL, keymap_contexts(CONTEXT_chart), NULL, 200, line,
                  sizeof(line));
    assert_null(strstr(line, " tab "));
    assert_int_equal(keymap_find(NULL, set, (struct key){.code = '2'}),
                     ACTION_tab_2);
    assert_int_equal(config_load_text(own, sizeof(own) - 1, &config), ERR_OK);
    keymap_footer(config, set, NULL, 200, line, sizeof(line));
    assert_non_null(strstr(line, "1-2 T 4-6 tab"));
    config_free(config);
}

/* The F-keys in order; each cell of a hint presses its key. */
static void test_fkeys(void **state)
{
    static const char own[] = "hints = fkeys\n[keys]\nquit = Q\nzoom = F8\n";
    static const char all[] = "F1 help F2 settings F3 filter "
                              "F5 refresh F6 sort F8 zoom F9 alerts";
    struct config *config = NULL;
    unsigned set = keymap_contexts(CONTEXT_list);
    char line[200];

    (void)state;
    assert_int_equal(config_load_text(own, sizeof(own) - 1, &config), ERR_OK);
    for (int width = 0; width <= 100; width++) {
        keymap_footer(config, set, NULL, width, line, sizeof(line));
        assert_true((int)utf8_cells(line) <= width);
        assert_memory_equal(line, all, strlen(line));
    }
    assert_string_equal(line, all);
    assert_int_equal(keymap_hint_at(config, set, NULL, 100, 0), ACTION_help);
    assert_int_equal(keymap_hint_at(config, set, NULL, 100, 7), ACTION_none);
    assert_int_equal(keymap_hint_at(config, set, NULL, 100, 35),
                     ACTION_refresh);
    assert_int_equal(keymap_hint_at(config, set, NULL, 100, 99), ACTION_none);
    config_free(config);
}

static void test_parse(void **state)
{
    const char *keys = "^L é Space F10 nonsense";
    struct key k;

    (void)state;
    assert_true(keymap_next_key(&keys, &k));
    assert_int_equal(k.code, 12);
    assert_true(keymap_next_key(&keys, &k));
    assert_int_equal(k.code, 0xe9);
    assert_true(keymap_next_key(&keys, &k));
    assert_int_equal(k.code, ' ');
    assert_true(keymap_next_key(&keys, &k));
    assert_int_equal(k.code, KEYCODE_F10);
    assert_false(keymap_next_key(&keys, &k));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_key_is_a_key),
        cmocka_unit_test(test_unique_in_every_panel),
        cmocka_unit_test(test_tabs_are_one_hint),
        cmocka_unit_test(test_documented),
        cmocka_unit_test(test_footer_fits),
        cmocka_unit_test(test_fkeys),
        cmocka_unit_test(test_parse),
    };
    return cmocka_run_group_tests_name("ui/keymap", tests, NULL, NULL);
}
