/*
 * What `tapewatch doctor` finds, one line or JSON object at a time.
 */
#ifndef TAPEWATCH_COMMANDS_DOCTOR_H
#define TAPEWATCH_COMMANDS_DOCTOR_H

#include <stdbool.h>

#include "tapewatch/base/strbuf.h"
#include "tapewatch/state/snapshot.h"

struct checkup {
    bool is_json;
    struct strbuf out;
    unsigned bad, count;
};

/* `advice` "": nothing is to be done. */
void doctor_tell(struct checkup *c, bool is_well, const char *what,
                 const char *finding, const char *advice);
/* Whether sources can send by themselves. */
void doctor_check_streams(struct checkup *c);
/* How each source answered; with --json also its figures. */
void doctor_check_sources(struct checkup *c, const struct snapshot *s);

#endif
