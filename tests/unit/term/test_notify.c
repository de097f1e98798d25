/* SPDX-License-Identifier: MIT */
/* Which code which terminal gets, and that no text can leave its code. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>
#include <string.h>

#include "../../../src/term/notify.h"

static struct {
    const char *name, *value;
} shell[3];

static const char *variable(const char *name)
{
    for (size_t i = 0; i < 3; i++)
        if (shell[i].name && strcmp(shell[i].name, name) == 0)
            return shell[i].value;
    return NULL;
}

static void set(const char *term, const char *name, const char *value)
{
    memset(shell, 0, sizeof shell);
    shell[0].name = "TERM";
    shell[0].value = term;
    shell[1].name = name;
    shell[1].value = value;
}

static void each_terminal_has_its_code(void **state)
{
    static const struct {
        const char *term, *name, *value;
        enum osc osc;
    } rows[] = {
        {"xterm-256color", "TERM_PROGRAM", "iTerm.app", OSC_9},
        {"xterm-256color", "TERM_PROGRAM", "WezTerm", OSC_777},
        {"xterm-256color", "TERM_PROGRAM", "ghostty", OSC_777},
        {"xterm-256color", "TERM_PROGRAM", "Apple_Terminal", OSC_NONE},
        {"xterm-kitty", NULL, NULL, OSC_99},
        {"xterm-256color", "KITTY_WINDOW_ID", "1", OSC_99},
        {"foot-extra", NULL, NULL, OSC_777},
        {"rxvt-unicode-256color", NULL, NULL, OSC_777},
        {"xterm-256color", "VTE_VERSION", "7600", OSC_777},
        {"xterm-256color", NULL, NULL, OSC_9},
        {"linux", NULL, NULL, OSC_NONE},
        {"vt100", NULL, NULL, OSC_NONE},
        {NULL, NULL, NULL, OSC_NONE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        set(rows[i].term, rows[i].name, rows[i].value);
        assert_int_equal(notify_choose("auto", false, variable).osc,
                         rows[i].osc);
    }
    assert_int_equal(notify_choose("osc777", false, variable).osc, OSC_777);
    set("xterm-kitty", NULL, NULL);
    assert_int_equal(notify_choose("off", false, variable).osc, OSC_NONE);
}

static void multiplexers_get_nothing_unless_allowed(void **state)
{
    (void)state;
    set("screen-256color", "TMUX", "/tmp/tmux-0/default,1,0");
    assert_int_equal(notify_choose("auto", false, variable).osc, OSC_NONE);
    assert_int_equal(notify_choose("osc9", false, variable).osc, OSC_NONE);
    assert_int_equal(notify_choose("auto", true, variable).osc, OSC_9);
    assert_int_equal(notify_choose("osc99", true, variable).osc, OSC_99);
    assert_int_equal(notify_choose("auto", true, variable).wrap, WRAP_TMUX);
    set("screen.xterm-256color", "STY", "12.pts");
    assert_int_equal(notify_choose("auto", false, variable).osc, OSC_NONE);
    assert_int_equal(notify_choose("auto", true, variable).wrap, WRAP_SCREEN);
}

static void check(enum osc osc, enum wrap wrap, bool is_ascii,
                  const char *wanted)
{
    const struct notifying how = {osc, wrap};
    struct strbuf out = {0};

    notify_compose(&how, is_ascii, "NVDA\033\\; lost\a",
                   "a\x9b\nb\xc2\x9c \u20ac",
                   &out);
    assert_string_equal(strbuf_text(&out), wanted);
    strbuf_done(&out);
}

static void bytes_are_exact_and_clean(void **state)
{
    (void)state;
    check(OSC_NONE, WRAP_NONE, false, "");
    check(OSC_777, WRAP_NONE, true,
          "\033]777;notify;NVDA\\, lost;a? b ?\033\\");
    check(OSC_9, WRAP_NONE, true,
          "\033]9;tapewatch: NVDA\\, lost - a? b ?\033\\");
    check(OSC_99, WRAP_NONE, true,
          "\033]99;i=tapewatch:d=0;NVDA\\, lost\033\\"
          "\033]99;i=tapewatch:d=1:p=body;a? b ?\033\\");
    check(OSC_9, WRAP_TMUX, true, "\033Ptmux;\033\033]9;tapewatch: NVDA\\, "
                                  "lost - a? b ?\a\033\\");
    check(OSC_9, WRAP_SCREEN, true, "\033P\033]9;tapewatch: NVDA\\, lost - "
                                    "a? b ?\a\033\\");
    check(OSC_777, WRAP_NONE, false,
          "\033]777;notify;NVDA\\, lost;a\ufffd b \u20ac\033\\");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_terminal_has_its_code),
        cmocka_unit_test(multiplexers_get_nothing_unless_allowed),
        cmocka_unit_test(bytes_are_exact_and_clean),
    };

    return cmocka_run_group_tests_name("notify", tests, NULL, NULL);
}
