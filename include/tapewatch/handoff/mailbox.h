/*
 * Commands from the screen to the poller: a queue of plain values. The lock is
 * held for a push or a pop only. At most MAILBOX_MAX wait; a push beyond that
 * is refused (the caller says so to the user).
 */
#ifndef TAPEWATCH_HANDOFF_MAILBOX_H
#define TAPEWATCH_HANDOFF_MAILBOX_H

#include <stdbool.h>

#include "tapewatch/model/command.h"

enum { MAILBOX_MAX = 512 };

struct mailbox;
struct mailbox *mailbox_new(void);
void mailbox_free(struct mailbox *m);
/* COMMAND_STOP always finds room. */
bool mailbox_push(struct mailbox *m, const struct command *c);
bool mailbox_pop(struct mailbox *m, struct command *out);

#endif
