/* SPDX-License-Identifier: MIT */
/* Sources that send by themselves: what is seen is wanted of them, frames are
 * applied as they come, and what they bring is asked less often meanwhile. */
#include <string.h>

#include "poller_parts.h"

enum { TELL_WELL_MS = 1000, FRAMES_A_TURN = 200 };

static const struct sender *find(const struct poller *p, const char *source)
{
    for (size_t i = 0; i < p->sender_count; i++)
        if (strcmp(p->senders[i].source, source) == 0)
            return &p->senders[i];
    return NULL;
}

void poller_add_sender(struct poller *p, struct reported *r)
{
    struct sender *s = &p->senders[p->sender_count];
    struct why why = {{0}};

    if (p->sender_count == STREAMS_MAX)
        return;
    if (p->parts.open_stream(p->parts.stream_self, &s->stream, &why) !=
        ERR_OK) {
        name_copy(r->cannot, sizeof(r->cannot), why.text);
        poller_line(p, "stream", "%s: %s", r->source, why.text);
        return;
    }
    s->source = r->provider->name;
    s->streaming = streaming_new(r->provider, &s->stream, r->url);
    p->sender_count++;
}

/* What is looked at first: a source takes only so many. */
static void want_of(struct poller *p, struct sender *s)
{
    const struct reported *r = poller_source(p, s->source);
    char symbols[64][SYMBOL_MAX];
    size_t n = 0;

    for (int is_shown = 1; is_shown >= 0 && r->is_on; is_shown--)
        for (size_t i = 0; i < p->watched_count && n < 64; i++) {
            const struct watched *w = &p->watched[i];
            bool is_first = w->is_shown || strcmp(w->symbol, p->focus) == 0;
            char spelled[SYMBOL_MAX];
            if (is_first == (is_shown == 1) && !w->is_failed &&
                r->provider->spell(w->symbol, w->type, spelled))
                name_copy(symbols[n++], SYMBOL_MAX, w->symbol);
        }
    streaming_want(s->streaming, n, symbols);
}

void poller_streams_want(struct poller *p)
{
    for (size_t i = 0; i < p->sender_count; i++)
        want_of(p, &p->senders[i]);
}

static void tell(struct poller *p, struct sender *s, bool has_frame,
                 const struct why *wrong)
{
    struct reported *r = poller_source(p, s->source);
    const char *reason = streaming_reason(s->streaming);

    if (wrong->text[0]) {
        poller_report(p, s->source, SOURCE_slow, wrong->text, 0);
    } else if (reason[0] && r->state != SOURCE_failed) {
        poller_report(p, s->source, SOURCE_failed, reason,
                      streaming_next_ms(s->streaming));
    } else if (has_frame && (r->state != SOURCE_ok ||
                             p->real_ms - s->told_ms >= TELL_WELL_MS)) {
        poller_report(p, s->source, SOURCE_ok, NULL, 0);
        s->told_ms = p->real_ms;
    }
}

static bool turn(struct poller *p, struct sender *s)
{
    struct why why = {{0}}, wrong = {{0}};
    enum err e = ERR_OK;
    unsigned frames = 0;

    while (frames < FRAMES_A_TURN &&
           streaming_turn(s->streaming, p->real_ms, &p->scratch, &e, &why)) {
        frames++;
        for (size_t i = 0; i < p->scratch.count; i++)
            poller_apply_live(p, &p->scratch.items[i]);
        updates_clear(&p->scratch);
        if (e != ERR_OK)
            wrong = why;
    }
    tell(p, s, frames > 0, &wrong);
    return frames > 0;
}

static size_t fresh_of(const struct poller *p, const struct sender *s)
{
    size_t n = 0;

    for (size_t i = 0; i < p->watched_count; i++)
        n += streaming_is_fresh(s->streaming, p->watched[i].symbol,
                                p->real_ms);
    return n;
}

bool poller_streams_turn(struct poller *p)
{
    int fds[STREAMS_MAX];
    unsigned count = 0;
    bool has_any = false;

    for (size_t i = 0; i < p->sender_count; i++) {
        struct sender *s = &p->senders[i];
        size_t fresh;
        int fd;

        has_any = turn(p, s) || has_any;
        fd = streaming_fd(s->streaming);
        if (fd >= 0)
            fds[count++] = fd;
        fresh = fresh_of(p, s);
        if (fresh != s->fresh)
            p->are_wishes_stale = true;
        s->fresh = fresh;
    }
    if (p->sender_count > 0 && p->parts.transport->watch)
        p->parts.transport->watch(p->parts.transport->self, fds, count);
    return has_any;
}

int64_t poller_streams_next_ms(const struct poller *p)
{
    int64_t next_ms = INT64_MAX;

    for (size_t i = 0; i < p->sender_count; i++) {
        int64_t ms = streaming_next_ms(p->senders[i].streaming);
        if (ms < next_ms)
            next_ms = ms;
    }
    return next_ms;
}

bool poller_is_streamed(const struct poller *p, const char *symbol)
{
    for (size_t i = 0; i < p->sender_count; i++)
        if (streaming_is_fresh(p->senders[i].streaming, symbol, p->real_ms))
            return true;
    return false;
}

bool poller_sender_is_wanted(const struct poller *p, const char *source)
{
    const struct sender *s = find(p, source);

    return s && streaming_is_wanted(s->streaming);
}

void poller_streams_free(struct poller *p)
{
    for (size_t i = 0; i < p->sender_count; i++) {
        streaming_free(p->senders[i].streaming);
        p->senders[i].stream.free(p->senders[i].stream.self);
    }
}
