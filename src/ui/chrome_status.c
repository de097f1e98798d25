/* SPDX-License-Identifier: MIT */
/* The status line: every source's state with its age, and the mode. */
#include <stdio.h>
#include <string.h>

#include "chrome.h"
#include "show.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/utf8.h"

enum trouble { TROUBLE_none, TROUBLE_some, TROUBLE_failed };

static enum trouble trouble_of(enum source_state s)
{
    switch (s) {
    case SOURCE_idle:
    case SOURCE_ok:
    case SOURCE_off:
    case SOURCE_loading:
        return TROUBLE_none;
    case SOURCE_slow:
    case SOURCE_backoff:
        return TROUBLE_some;
    case SOURCE_failed:
        return TROUBLE_failed;
    case SOURCE_STATE_COUNT:
        break;
    }
    return TROUBLE_none;
}

/* What the line shows: a source, or those of a kind that are well. */
struct item {
    const char *label; /* borrowed from the snapshot */
    enum source_state state;
    const char *reason;
    int64_t last_good;
    bool is_kind;
    bool is_late; /* well by its own word, but its rows are stale */
    int source; /* index of the first of them */
};
enum { ITEMS_MAX = 64 };

static bool is_late(const struct source_status *s)
{
    return s->state == SOURCE_ok && s->is_late;
}

static enum trouble item_trouble(const struct item *i)
{
    return i->is_late ? TROUBLE_some : trouble_of(i->state);
}

static const char *mark_of(const struct canvas *c, const struct item *item,
                           bool has_words)
{
    const struct glyphs *g = glyphs_of(c);
    enum source_state s = item->state;

    if (item->is_late)
        return has_words ? "stale" : g->state_slow;

    /* Of the others the word stands behind the mark anyway. */
    if (has_words && (s == SOURCE_ok || s == SOURCE_failed ||
                      s == SOURCE_backoff))
        return source_state_word(s);
    if (s == SOURCE_ok)
        return g->state_ok;
    if (trouble_of(s) == TROUBLE_failed)
        return g->state_failed;
    return trouble_of(s) == TROUBLE_some ? g->state_slow : g->state_off;
}

static enum role role_of(const struct item *item)
{
    enum source_state s = item->state;

    if (item->is_late)
        return ROLE_stale;
    if (s == SOURCE_ok)
        return ROLE_ok;
    if (trouble_of(s) == TROUBLE_failed)
        return ROLE_error;
    return trouble_of(s) == TROUBLE_some ? ROLE_warn : ROLE_dim;
}

static struct item item_of(const struct source_status *s)
{
    return (struct item){.state = s->state, .is_late = is_late(s)};
}

const char *chrome_source_mark(const struct canvas *c,
                               const struct source_status *s)
{
    struct item i = item_of(s);

    return mark_of(c, &i, false);
}

enum role chrome_source_role(const struct source_status *s)
{
    struct item i = item_of(s);

    return role_of(&i);
}

/* NULL: it is not asked for a kind that is known. */
static const char *kind_of(const struct snapshot *now, const char *source)
{
    for (size_t i = 0; now->health && i < now->health->count; i++)
        if (strcmp(now->health->items[i].source, source) == 0)
            return now->health->items[i].kind;
    return NULL;
}

static struct item *find_kind(struct item *items, size_t n, const char *kind)
{
    for (size_t i = 0; i < n; i++)
        if (items[i].is_kind && strcmp(items[i].label, kind) == 0)
            return &items[i];
    return NULL;
}

/* One that answers makes its kind well. */
static void join(struct item *kind, const struct source_status *s)
{
    if (s->state == SOURCE_ok || kind->state == SOURCE_off)
        kind->state = s->state;
    if (s->last_good > kind->last_good)
        kind->last_good = s->last_good;
}

/* Trouble stands alone; what is well, with others of its kind. */
static size_t collect(const struct snapshot *now, struct item *items)
{
    size_t n = 0;

    for (size_t i = 0; i < now->source_count && n < ITEMS_MAX; i++) {
        const struct source_status *s = &now->sources[i];
        const char *kind =
            trouble_of(s->state) == TROUBLE_none && !is_late(s)
                ? kind_of(now, s->source) : NULL;
        struct item *same = kind ? find_kind(items, n, kind) : NULL;

        if (same)
            join(same, s);
        else
            items[n++] = (struct item){
                .label = kind ? kind : s->source, .state = s->state,
                .reason = s->reason, .last_good = s->last_good,
                .is_kind = kind != NULL, .is_late = is_late(s),
                .source = (int)i};
    }
    return n;
}

/* "2s", or the word and the reason when something is wrong. */
static void words_of(const struct item *s, int64_t shown_ms, char *out,
                     size_t size)
{
    char age[FORMAT_MAX] = "";

    if (s->last_good)
        format_age(age, shown_ms - s->last_good);
    if (s->state == SOURCE_ok)
        snprintf(out, size, "%s", age[0] ? age : "ok");
    else if (s->state == SOURCE_failed || s->state == SOURCE_backoff)
        snprintf(out, size, "%s%s%.60s", age, age[0] ? " " : "",
                 s->reason[0] ? s->reason : source_state_word(s->state));
    else
        snprintf(out, size, "%s%s%s", source_state_word(s->state),
                 age[0] ? " " : "", age);
}

/* Draws one; returns its cells, 0 when it does not fit. */
static int draw_item(struct canvas *c, struct place p, const struct item *s,
                     int64_t shown_ms, bool has_words)
{
    char words[128];
    const char *mark = mark_of(c, s, has_words);
    int need, x = p.x;

    words_of(s, shown_ms, words, sizeof(words));
    need = (int)(utf8_cells(s->label) + utf8_cells(mark) +
                 utf8_cells(words)) + 2;
    if (need > p.width)
        return 0;
    x += canvas_text(c, x, p.y, need, ROLE_label, s->label) + 1;
    x += canvas_text(c, x, p.y, need, role_of(s), mark) + 1;
    canvas_text(c, x, p.y, need, ROLE_status, words);
    return need;
}

/* Its place is known to the mouse and to Tab. */
static void show_item(struct canvas *c, struct rect at, const struct item *s,
                      const struct chrome_terminal *t, int nth)
{
    if (t->hits)
        hits_add(t->hits, HIT_STATUS, s->source, at);
    if (t->chosen != nth)
        return;
    canvas_flag(c, at, CELL_CURSOR);
    c->cursor_x = at.x;
    c->cursor_y = at.y;
}

/* One plain sentence when all that were asked failed; what is left for the
 * sources. */
static struct place draw_silence(struct canvas *c, struct place p,
                                 const struct snapshot *now)
{
    char text[160];
    int used;

    if (now->mode != RUN_LIVE ||
        !health_silence(now->health, text, sizeof(text)))
        return p;
    snprintf(text + strlen(text), sizeof(text) - strlen(text),
             ", gf shows them");
    used = show_text(c, p, ROLE_error, text) + 2;
    return (struct place){p.x + used, p.y, p.width - used};
}

/* What needs attention stands first, so that a narrow line still says it. */
static void draw_sources(struct canvas *c, struct place p,
                         const struct snapshot *now, int64_t shown_ms,
                         const struct chrome_terminal *t)
{
    struct item items[ITEMS_MAX];
    size_t n = collect(now, items), left_out = 0;
    int nth = 0;
    char text[32];

    for (int want = TROUBLE_failed; want >= TROUBLE_none; want--) {
        for (size_t i = 0; i < n; i++) {
            int used;

            if ((int)item_trouble(&items[i]) != want)
                continue;
            used = draw_item(c, (struct place){p.x, p.y, p.width - 4},
                             &items[i], shown_ms, t->has_words);
            left_out += used == 0;
            if (used)
                show_item(c, (struct rect){p.x, p.y, used, 1}, &items[i], t,
                          nth++);
            p.x += used ? used + 2 : 0;
            p.width -= used ? used + 2 : 0;
        }
    }
    if (!left_out)
        return;
    snprintf(text, sizeof(text), "+%zu", left_out);
    canvas_text(c, p.x, p.y, p.width, ROLE_dim, text);
}

/* "OFFLINE since 14:02": when something came last. */
static void offline_text(const struct snapshot *now, char *out, size_t size)
{
    int64_t last = 0;
    char clock[16];

    for (size_t i = 0; i < now->source_count; i++)
        if (now->sources[i].last_good > last)
            last = now->sources[i].last_good;
    snprintf(out, size, "OFFLINE");
    if (!last)
        return;
    show_time_text(last, now->now_ms, clock);
    snprintf(out, size, "OFFLINE since %s", clock);
}

static void mode_text(const struct snapshot *now, char *out, size_t size)
{
    const struct timeline *t = &now->timeline;

    out[0] = '\0';
    if (now->mode == RUN_OFFLINE)
        offline_text(now, out, size);
    else if (now->mode == RUN_FOLLOW)
        snprintf(out, size, "following");
    else if (now->mode == RUN_REPLAY && now->replay_ended)
        snprintf(out, size, "REPLAY END");
    else if (now->mode == RUN_REPLAY && t->is_paused)
        snprintf(out, size, "REPLAY PAUSED");
    else if (now->mode == RUN_REPLAY && t->speed > 0)
        snprintf(out, size, "REPLAY %gx", t->speed);
    else if (now->mode == RUN_REPLAY)
        snprintf(out, size, "REPLAY");
}

static size_t fresh_events(const struct snapshot *now)
{
    size_t n = 0;

    for (size_t i = 0; i < now->event_count; i++)
        n += !now->events[i].acknowledged;
    return n;
}

void chrome_status(struct canvas *c, int y, const struct snapshot *now,
                   int64_t shown_ms, const struct chrome_terminal *t)
{
    char mode[32], alerts[48] = "", right[128];
    size_t fresh;
    int width;

    if (!now) {
        canvas_text(c, 1, y, c->width - 1, ROLE_dim, "starting");
        return;
    }
    fresh = fresh_events(now);
    if (fresh)
        snprintf(alerts, sizeof(alerts), "! %zu new event%s", fresh,
                 fresh == 1 ? "" : "s");
    mode_text(now, mode, sizeof(mode));
    snprintf(right, sizeof(right), "%s%s%s", alerts,
             alerts[0] && mode[0] ? "   " : "", mode);
    if (now->malformed)
        snprintf(right + strlen(right), sizeof(right) - strlen(right),
                 "   %zu bad lines", now->malformed);
    if (t->link[0] && (t->speed != LINK_FAST || c->width >= 100))
        snprintf(right + strlen(right), sizeof(right) - strlen(right), "%s%s",
                 right[0] ? "   " : "", t->link);
    width = (int)strlen(right);
    if (width + 2 > c->width)
        width = 0;
    else
        canvas_right(c, 0, y, c->width - 1, ROLE_mark, right);
    draw_sources(c, draw_silence(c, (struct place){1, y, c->width - width - 4},
                                 now),
                 now, shown_ms, t);
}
