/* SPDX-License-Identifier: MIT */
/* The two sets of glyphs: for terminals with UTF-8, and for the rest. */
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

const struct glyphs *glyphs_of(const struct canvas *c)
{
    return c->is_ascii ? &ascii : &unicode;
}
