/* SPDX-License-Identifier: MIT */
/* The sets of glyphs: for terminals with UTF-8, for the rest, and for screen
 * readers, which would read a line letter by letter. */
#include "../widgets.h"

static const struct glyphs unicode = {
    .up = "▲",
    .down = "▼",
    .flat = "·",
    .rule = "─",
    .rule_focus = "━",
    .vertical = "│",
    .selected = "›",
    .selected_mark = "»",
    .ellipsis = "…",
    .bullet = "•",
    .bookmark = "◆",
    .state_ok = "●",
    .state_slow = "◐",
    .state_failed = "✗",
    .state_off = "○",
    .times = "×",
    .delta = "Δ",
    .crumb = "›",
};

static const struct glyphs ascii = {
    .up = "+",
    .down = "-",
    .flat = ".",
    .rule = "-",
    .rule_focus = "=",
    .vertical = "|",
    .selected = ">",
    .selected_mark = "#",
    .ellipsis = "~",
    .bullet = "*",
    .bookmark = "#",
    .state_ok = "*",
    .state_slow = "~",
    .state_failed = "x",
    .state_off = "o",
    .times = "x",
    .delta = "d",
    .crumb = ">",
};

static const struct glyphs words = {
    .up = "+",
    .down = "-",
    .flat = ".",
    .rule = " ",
    .rule_focus = " ",
    .vertical = " ",
    .selected = ">",
    .selected_mark = "#",
    .ellipsis = "~",
    .bullet = "*",
    .bookmark = "#",
    .state_ok = "*",
    .state_slow = "~",
    .state_failed = "x",
    .state_off = "o",
    .times = "x",
    .delta = "d",
    .crumb = ">",
};

const struct glyphs *glyphs_of(const struct canvas *c)
{
    return c->is_plain ? &words : c->is_ascii ? &ascii : &unicode;
}
