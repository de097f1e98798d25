/* SPDX-License-Identifier: MIT */
/* One source: where it is, what is wrong, and what the user misses. */
#include <stdio.h>
#include <string.h>

#include "../feed_words.h"
#include "../show.h"
#include "tapewatch/base/format.h"
#include "text_view.h"

static void clock_text(int64_t t, char out[16])
{
    show_clock_text(t, out);
    out[5] = '\0';
}

static void add(struct text *t, enum role role, const char *name,
                const char *text)
{
    char line[400];

    snprintf(line, sizeof(line), "%-9s %.380s", name, text);
    text_add(t, role, line);
}

/* "13:01 200 20 items, 84 ms"; "13:01 timed out, 5000 ms": no answer came. */
static void try_text(const struct health_try *t, char *out, size_t size)
{
    char clock[16], status[24] = "";

    clock_text(t->t, clock);
    if (t->status)
        snprintf(status, sizeof(status), "%ld ", t->status);
    snprintf(out, size, "%s %s%s, %lld ms", clock, status, t->words,
             (long long)t->took_ms);
}

/* "13:01 20 items | 13:16 Service Unavailable" */
static void add_tries(struct text *t, const struct health *h, bool is_whole)
{
    char line[400] = "";
    size_t len = 0;

    for (int i = 0; i < HEALTH_TRIES && h->tries[i].t; i++) {
        char clock[16], one[100];

        clock_text(h->tries[i].t, clock);
        try_text(&h->tries[i], one, sizeof(one));
        if (is_whole)
            add(t, h->tries[i].is_good ? ROLE_value : ROLE_warn,
                i ? "" : "tries", one);
        else if (len < sizeof(line))
            len += (size_t)snprintf(line + len, sizeof(line) - len, "%s%.5s "
                                    "%.40s", len ? " | " : "", clock,
                                    h->tries[i].words);
    }
    if (!is_whole && len)
        add(t, ROLE_value, "history", line);
}

static void add_good(struct text *t, const struct health *h,
                     const struct frame *f)
{
    char age[FORMAT_MAX], latency[40], quota[40], line[200];

    health_latency(h, latency, sizeof(latency));
    health_quota(h, quota, sizeof(quota));
    snprintf(age, sizeof(age), "never");
    if (h->last_good) {
        frame_age(f, h->last_good, age);
        snprintf(age + strlen(age), sizeof(age) - strlen(age), " ago");
    }
    snprintf(line, sizeof(line), "%s; latency p50/p95 %s ms; quota %s; "
             "%u errors in 24 h", age, latency, quota, h->errors);
    add(t, ROLE_value, "last good", line);
}

static void compose(const struct frame *f, const struct health *h,
                    struct text *t, bool is_whole)
{
    char text[200];

    add_good(t, h, f);
    if (h->error[0])
        add(t, ROLE_warn, "error", h->error);
    if (h->effect[0])
        add(t, ROLE_value, "effect", h->effect);
    health_advice(h, text, sizeof(text));
    if (text[0])
        add(t, ROLE_info, "to do", text);
    if (h->fallback[0])
        add(t, ROLE_value, "fallback", h->fallback);
    if (h->url[0])
        add(t, ROLE_link, "address", h->url);
    add_tries(t, h, is_whole);
}

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    const struct health *h = feed_find(f);
    char since[16] = "", next[16] = "";

    (void)view;
    snprintf(left, size, "%s", h ? h->source : "Source");
    if (!h)
        return;
    snprintf(left, size, "%s  %s", h->source, health_word(h));
    if (h->since)
        clock_text(h->since, since);
    frame_lasts(f, h->next_ms);
    if (h->next_ms > f->shown_ms)
        clock_text(h->next_ms, next);
    snprintf(right, size, "%s%s%s%s", since[0] ? "since " : "", since,
             next[0] ? "  next " : "", next);
    if (h->errors_in_row)
        snprintf(right + strlen(right), size - strlen(right), "  %u tries",
                 h->errors_in_row);
}

static bool act(void *view, const struct frame *f, enum ui_action a,
                struct wish *wish)
{
    const struct health *h = feed_find(f);

    if (a != ACTION_copy || !h)
        return text_view_act(view, f, a, wish);
    feed_copy(h, f, wish);
    return true;
}

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    const struct health *h = feed_find(f);
    struct text t = {0};

    if (h)
        compose(f, h, &t, area.height > 12);
    text_view_draw(view, &t, f->filter, c, area);
    text_done(&t);
}

const struct panel_ops panel_feed_detail = {
    .name = "feed-detail", .help = "the selected source in full",
    .contexts = CONTEXT_text | CONTEXT_prose, .min_width = 20, .min_height = 3,
    .view_size = sizeof(struct text_view),
    .title = title, .act = act, .draw = draw,
};
