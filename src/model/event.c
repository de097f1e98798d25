/* SPDX-License-Identifier: MIT */
/* Events: names and identity. */
#include "tapewatch/model/event.h"

#include <string.h>

static const char *const state_names[] = {
#define STATE_NAME(name) #name,
    EVENT_STATES(STATE_NAME)
#undef STATE_NAME
};

const char *event_state_name(enum event_state s)
{
    return state_names[s];
}

bool event_key_equal(const struct event_key *a, const struct event_key *b)
{
    return a->session == b->session && strcmp(a->symbol, b->symbol) == 0 &&
           strcmp(a->rule, b->rule) == 0;
}
