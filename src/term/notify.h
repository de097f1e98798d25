/*
 * Notifications of the desktop, as escape codes. There is no standard: each
 * terminal has its own code (notify.def), and most programs between it and us
 * swallow them. Pure functions; curses has no part in this.
 */
#ifndef TAPEWATCH_TERM_NOTIFY_H
#define TAPEWATCH_TERM_NOTIFY_H

#include <stdbool.h>

#include "tapewatch/base/strbuf.h"

enum osc { OSC_NONE, OSC_9, OSC_99, OSC_777 };
enum wrap { WRAP_NONE, WRAP_TMUX, WRAP_SCREEN };

struct notifying {
    enum osc osc;
    enum wrap wrap;
};
/* By the environment; `word` is the option `desktop`. Behind tmux and screen
 * nothing is sent unless `passthrough` allows it. */
struct notifying notify_choose(const char *word, bool passthrough,
                               const char *(*variable)(const char *name));

/* The bytes to send, none when nothing can be sent. Both texts are cleaned:
 * nothing in them can end the code or begin another. */
void notify_compose(const struct notifying *how, bool is_ascii,
                    const char *title, const char *body, struct strbuf *out);

#endif
