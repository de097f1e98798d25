/* SPDX-License-Identifier: MIT */
/* How the sources are, in words. Every answer is told to the state (it keeps
 * the time of the last good one); store and tape get the changes only. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "poller_parts.h"
#include "tapewatch/base/log.h"

/* The feeds panel's log has what went wrong, and that it is over. */
static void log_change(struct poller *p, const struct reported *r,
                       enum source_state from, const char *reason)
{
    bool was_ill = from == SOURCE_failed || from == SOURCE_backoff ||
                   from == SOURCE_slow;
    bool is_ill = r->state == SOURCE_failed || r->state == SOURCE_backoff ||
                  r->state == SOURCE_slow;

    if (is_ill)
        poller_line(p, "source", "%s %s%s%.80s", r->source,
                    source_state_word(r->state), reason ? ": " : "",
                    reason ? reason : "");
    else if (was_ill && r->state == SOURCE_ok)
        poller_line(p, "source", "%s ok again", r->source);
}

void poller_report(struct poller *p, const char *source,
                   enum source_state state, const char *reason,
                   int64_t retry_at)
{
    enum source_state from;
    struct reported *r = poller_source(p, source);
    struct updates batch = {0};
    struct update *u;
    bool is_new;

    if (!r)
        return;
    from = r->state;
    is_new = from != state;
    r->state = state;
    if (is_new) {
        r->since_ms = p->real_ms;
        log_change(p, r, from, reason);
    }
    p->is_health_stale = true;
    u = updates_add(&batch, p->real_ms, UPDATE_status, "", source);
    u->of.status = (struct source_report){
        .state = state,
        .reason = updates_text(&batch, reason, 200),
        .retry_at = retry_at,
    };
    if (is_new && p->parts.mode == RUN_LIVE) {
        poller_apply_live(p, u);
        log_line(state == SOURCE_ok ? LOG_INFO : LOG_WARN, "poll: %s: %s %s",
                 source, source_state_name(state), reason ? reason : "");
    } else {
        state_apply(p->parts.state, u);
    }
    p->is_dirty = true;
    updates_done(&batch);
}

static const char *status_words(long status)
{
    static const struct {
        long status;
        const char *words;
    } known[] = {
        {400, "Bad Request"},       {401, "Unauthorized"},
        {403, "Forbidden"},         {404, "Not Found"},
        {408, "Request Timeout"},   {410, "Gone"},
        {422, "Unprocessable"},     {429, "Too Many Requests"},
        {500, "Internal Server Error"}, {502, "Bad Gateway"},
        {503, "Service Unavailable"},   {504, "Gateway Timeout"},
    };

    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (known[i].status == status)
            return known[i].words;
    return "";
}

void poller_reason(const struct reply *r, const struct why *decoded,
                   struct why *out)
{
    const char *words = status_words(r->status);

    if (r->failure != REPLY_DONE)
        (void)why_set(out, ERR_IO, "%s", r->error);
    else if (r->status >= 400)
        (void)why_set(out, ERR_IO, "HTTP %ld%s%s", r->status,
                      words[0] ? " " : "", words);
    else if (decoded && decoded->text[0])
        *out = *decoded;
    else
        (void)why_set(out, ERR_IO, "HTTP %ld", r->status);
}

void poller_line(struct poller *p, const char *kind, const char *format, ...)
{
    struct health_line *line = &p->lines[0];
    va_list args;

    memmove(&p->lines[1], line, sizeof(p->lines) - sizeof(*line));
    if (p->line_count < HEALTH_LOG_MAX)
        p->line_count++;
    *line = (struct health_line){.t = p->real_ms};
    name_copy(line->kind, sizeof(line->kind), kind);
    va_start(args, format);
    (void)vsnprintf(line->text, sizeof(line->text), format, args);
    va_end(args);
    p->is_health_stale = true;
    log_line(LOG_INFO, "poll: %s: %s", line->kind, line->text);
}
