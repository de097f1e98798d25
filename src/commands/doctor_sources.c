/* SPDX-License-Identifier: MIT */
/* The doctor's findings about sources, from their health record. */
#include "doctor.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "tapewatch/base/json.h"
#include "tapewatch/net/stream.h"

struct finding {
    bool is_well;
    const char *what, *text, *advice;
    const struct health *health; /* NULL: not about a source */
};

static void add_json(struct checkup *c, const struct finding *f)
{
    const struct health *h = f->health;

    strbuf_add(&c->out, c->count++ ? ",\n{\"check\":" : "[\n{\"check\":");
    json_write_text(&c->out, f->what);
    strbuf_format(&c->out, ",\"ok\":%s,\"finding\":",
                  f->is_well ? "true" : "false");
    json_write_text(&c->out, f->text);
    strbuf_add(&c->out, ",\"advice\":");
    json_write_text(&c->out, *f->advice ? f->advice : NULL);
    if (h) {
        strbuf_format(&c->out, ",\"kind\":\"%s\",\"state\":\"%s\"",
                      h->kind, health_word(h));
        if (h->p50_ms >= 0)
            strbuf_format(&c->out, ",\"p50_ms\":%" PRId64, h->p50_ms);
        strbuf_format(&c->out, ",\"errors\":%u,\"bytes\":%" PRIu64,
                      h->errors, h->wire_bytes);
    }
    strbuf_add_char(&c->out, '}');
}

static void add(struct checkup *c, const struct finding *f)
{
    c->bad += !f->is_well;
    if (c->is_json)
        add_json(c, f);
    else
        strbuf_format(&c->out, "%-4s %-18s %s%s%s\n", f->is_well ? "ok" : "!",
                      f->what, f->text, *f->advice ? ": " : "", f->advice);
}

void doctor_tell(struct checkup *c, bool is_well, const char *what,
                 const char *finding, const char *advice)
{
    const struct finding f = {.is_well = is_well,
                              .what = what,
                              .text = finding,
                              .advice = advice};

    add(c, &f);
}

/* No fault: prices come by asking. */
void doctor_check_streams(struct checkup *c)
{
    struct why why = {{0}};

    if (stream_available(&why))
        (void)why_set(&why, ERR_OK, "this libcurl speaks wss: sources may "
                                    "send by themselves");
    doctor_tell(c, true, "streaming", why.text, "");
}

/* The whole sentence; the health record keeps less of it. */
static const char *reason_of(const struct snapshot *s, const struct health *h)
{
    for (size_t i = 0; i < s->source_count; i++)
        if (strcmp(s->sources[i].source, h->source) == 0 &&
            s->sources[i].reason[0])
            return s->sources[i].reason;
    return h->error;
}

static void describe(const struct snapshot *s, const struct health *h,
                     char *out, size_t size)
{
    char latency[32];

    health_latency(h, latency, sizeof latency);
    if (health_condition(h) <= CONDITION_TRYING)
        (void)snprintf(out, size, "%s, %s", health_word(h), reason_of(s, h));
    else if (h->p50_ms >= 0)
        (void)snprintf(out, size, "%s, %s, answered in %s%s", health_word(h),
                       h->tries[0].words, latency,
                       strchr(latency, 's') ? "" : " ms");
    else if (health_condition(h) == CONDITION_STANDBY)
        (void)snprintf(out, size, "%s, nothing that is watched is of its kind",
                       health_word(h));
    else
        (void)snprintf(out, size, "%s", health_word(h));
}

static void advise(const struct health *h, char *out, size_t size)
{
    health_advice(h, out, size);
    if (out[0] || health_condition(h) > CONDITION_SLOW)
        return;
    if (h->errors_in_row > 0 && h->tries[0].status == 0)
        (void)snprintf(out, size, "check network and proxy; "
                                  "%s", h->effect);
    else
        (void)snprintf(out, size, "%s; asked again by itself",
                       h->effect[0] ? h->effect : "old values stay");
}

void doctor_check_sources(struct checkup *c, const struct snapshot *s)
{
    for (size_t i = 0; s->health && i < s->health->count; i++) {
        const struct health *h = &s->health->items[i];
        char text[300], advice[300];
        const struct finding f = {
            .is_well = health_condition(h) > CONDITION_SLOW,
            .what = h->source,
            .text = text,
            .advice = advice,
            .health = h};

        describe(s, h, text, sizeof text);
        advise(h, advice, sizeof advice);
        add(c, &f);
    }
}
