/*
 * Tells the user of events: by the status line, the terminal, the rules'
 * commands and notify_file.
 */
#ifndef TAPEWATCH_COMMANDS_TELLER_H
#define TAPEWATCH_COMMANDS_TELLER_H

#include "tapewatch/config/config.h"
#include "tapewatch/state/snapshot.h"
#include "tapewatch/term/term.h"
#include "tapewatch/ui/ui.h"

struct teller;
struct teller *teller_new(const struct config *config);
void teller_free(struct teller *t);

struct teller_screen { /* where people are told */
    struct ui *ui;
    struct term *term;
    bool is_focused; /* then only what is grave rings */
};
/* Looks at a snapshot, after its frame was drawn. True when something was said
 * in the status line: draw again. */
bool teller_look(struct teller *t, const struct snapshot *s, int64_t real_ms,
                 const struct teller_screen *screen);
/* The same without a screen: rules' commands and notify_file only. */
void teller_tell(struct teller *t, const struct snapshot *s, int64_t real_ms);
/* Tells as the rule would, whoever looks: a test. Nothing goes into
 * notify_file, which others read. */
void teller_test(struct teller *t, const struct made_rule *rule,
                 const struct snapshot *s, int64_t real_ms,
                 const struct teller_screen *screen);
/* True while a command runs, which wants looking after: call again soon. */
bool teller_turn(struct teller *t, int64_t real_ms);

#endif
