/* SPDX-License-Identifier: MIT */
/* Cookie and token of the sources that want them: fetched step by step, at
 * most once a minute, kept in memory only, dropped when not accepted. */
#include <string.h>

#include "poller_parts.h"

enum { PASS_GAP_MS = 60 * 1000 };

enum err poller_pass_ask(struct poller *p, struct reported *r,
                         struct asked *a, struct why *why)
{
    struct request request = {0};
    struct ask ask;
    enum err e;

    poller_fill_ask(p, r, &a->batch, &ask);
    e = r->provider->pass->plan(a->step, &ask, &request, why);
    if (e != ERR_OK)
        return e;
    if (a->step == 0)
        r->pass_tried_ms = p->real_ms;
    return poller_submit(p, r, &request, a->id, why);
}

static void take(struct poller *p, struct reported *r, const char *pass)
{
    name_copy(r->pass, sizeof(r->pass), pass);
    if (r->link != CHAIN_NONE)
        p->chain.sources[r->link].lacks_pass = r->pass[0] == '\0';
    p->are_wishes_stale = true;
}

bool poller_pass_reply(struct poller *p, struct reported *r, struct asked *a,
                       const struct reply *reply, struct answer *out)
{
    char pass[PASS_MAX] = "";

    if (reply->failure != REPLY_DONE)
        return false;
    out->decoded =
        r->provider->pass->decode(a->step, reply, pass, &out->why);
    if (out->decoded != ERR_OK)
        return false;
    if (++a->step < r->provider->pass->steps) {
        out->decoded = poller_pass_ask(p, r, a, &out->why);
        return out->decoded == ERR_OK;
    }
    if (pass[0]) {
        take(p, r, pass);
        schedule_forgive(p->schedule, r->source, p->real_ms);
    }
    out->is_useful = pass[0] != '\0';
    return false;
}

void poller_pass_drop(struct poller *p, struct reported *r)
{
    take(p, r, "");
    schedule_due(p->schedule, r->source, JOB_PASS,
                 r->pass_tried_ms + PASS_GAP_MS);
}
