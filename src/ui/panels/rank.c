/* SPDX-License-Identifier: MIT */
/* The largest one-day losses known on the event's day, its own row marked, or
 * those of a group's members. Gains have no such table: they stand among the
 * symbol's own best days. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../show.h"
#include "../list_panel.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/mem.h"

enum { WIDE_FROM = 30, /* cells that a whole date wants */
       MEMBERS_MAX = 64, GAINS_MAX = 64 };

struct row {
    struct record of;
    int rank;    /* one more than there are larger losses; 0: none */
    bool is_own; /* of the event's session, and of it */
};
struct rows {
    size_t count, days; /* days: that gains are the largest of; else 0 */
    struct row at[];
};

/* Of whose losses: the symbol's, or those of a group's members. */
struct owners {
    const struct listing *at[MEMBERS_MAX];
    size_t count;
};

static struct owners owners_of(const struct frame *f)
{
    const struct event_key *key = &f->subject->event;
    const struct event *e = snapshot_event(f->now, key);
    struct event_peer peers[MEMBERS_MAX];
    struct owners o = {.count = 0};

    if (*key->symbol != '@') {
        o.at[0] = snapshot_find(f->now, key->symbol);
        o.count = o.at[0] != NULL;
        return o;
    }
    if (e)
        o.count = snapshot_peers_all(f->now, e, peers, MEMBERS_MAX);
    if (o.count > MEMBERS_MAX)
        o.count = MEMBERS_MAX;
    for (size_t i = 0; i < o.count; i++)
        o.at[i] = peers[i].listing;
    return o;
}

static bool is_of(const struct owners *o, const struct record *r,
                  int32_t session)
{
    for (size_t i = 0; r->date == session && i < o->count; i++)
        if (strcmp(r->symbol, o->at[i]->instrument->symbol) == 0)
            return true;
    return false;
}

/* Losses that are not yet among the records: so far. */
static bool is_running(const struct frame *f, const struct listing *l)
{
    int32_t session = f->subject->event.session;
    struct owners one = {.at = {l}, .count = 1};

    if (l->session != session || !FIGURE_HAS(&l->figures, cap_change_usd) ||
        l->figures.cap_change_usd >= 0)
        return false;
    for (size_t i = 0; i < f->now->record_count; i++)
        if (records_counts(&f->now->records[i], session) &&
            is_of(&one, &f->now->records[i], session))
            return false;
    return true;
}

/* Keeps the order: the largest loss first. */
static void insert(struct rows *rows, const struct row *row)
{
    size_t at = rows->count++;

    for (; at > 0 && rows->at[at - 1].of.loss_usd <= row->of.loss_usd; at--)
        rows->at[at] = rows->at[at - 1];
    rows->at[at] = *row;
}

static void add_running(const struct frame *f, const struct owners *o,
                        struct rows *rows)
{
    for (size_t i = 0; i < o->count; i++) {
        const struct figures *g = &o->at[i]->figures;
        struct row row = {.of = {.date = f->subject->event.session,
                                 .loss_usd = -g->cap_change_usd,
                                 .change_pct = g->change_pct,
                                 .is_live = RECORD_LIVE},
                          .is_own = true};

        if (!is_running(f, o->at[i]))
            continue;
        name_copy(row.of.symbol, sizeof(row.of.symbol),
                  o->at[i]->instrument->symbol);
        insert(rows, &row);
    }
}

/* A loss below the whole table as it was before the session has no rank. */
static void number(struct rows *rows, int32_t session)
{
    size_t least = rows->count;

    while (least > 0 && (rows->at[least - 1].of.is_live == RECORD_LIVE ||
                         rows->at[least - 1].of.date >= session))
        least--;
    for (size_t i = 0; i < rows->count; i++) {
        struct row *r = &rows->at[i];

        if (i > 0 && r->of.loss_usd == r[-1].of.loss_usd)
            r->rank = r[-1].rank;
        else if (i < least ||
                 (least && r->of.loss_usd ==
                               rows->at[least - 1].of.loss_usd))
            r->rank = (int)i + 1;
    }
}

/* NULL: it is of a loss, or of a group. */
static const struct event *gain_of(const struct frame *f)
{
    const struct event *e = snapshot_event(f->now, &f->subject->event);

    return e && *e->key.symbol != '@' && (e->known & EVENT_HAS_CHANGE_PCT) &&
                   e->change_pct > 0 ? e : NULL;
}

/* The event's own day among them; of equal ones it stands first. */
static struct rows *gains_of(const struct frame *f, const struct event *e)
{
    struct rows *rows = mem_new(1, sizeof(*rows) +
                                       (GAINS_MAX + 1) * sizeof(*rows->at));
    struct day_gain gains[GAINS_MAX];
    size_t n = snapshot_day_gains(f->now, e, gains, GAINS_MAX, &rows->days);
    bool is_due = true;

    for (size_t i = 0; i < n || is_due; rows->count++) {
        struct row *r = &rows->at[rows->count];

        r->is_own = is_due && (i == n || gains[i].change_pct <= e->change_pct);
        r->of.date = r->is_own ? e->key.session : gains[i].date;
        r->of.change_pct = r->is_own ? e->change_pct : gains[i].change_pct;
        r->rank = (int)rows->count + 1;
        name_copy(r->of.symbol, sizeof(r->of.symbol), e->key.symbol);
        is_due = is_due && !r->is_own;
        i += !r->is_own;
    }
    rows->days++;
    return rows;
}

/* Only what was known then; ranks follow from that. */
static struct rows *losses_of(const struct frame *f)
{
    int32_t session = f->subject->event.session;
    struct owners owners = owners_of(f);
    size_t most = f->now->record_count + owners.count;
    struct rows *rows = mem_new(1, sizeof(*rows) + most * sizeof(*rows->at));

    for (size_t i = 0; i < f->now->record_count; i++) {
        const struct record *r = &f->now->records[i];

        if (records_counts(r, session))
            rows->at[rows->count++] = (struct row){
                .of = *r, .is_own = is_of(&owners, r, session)};
    }
    add_running(f, &owners, rows);
    number(rows, session);
    return rows;
}

static struct rows *rows_of(const struct frame *f)
{
    const struct event *gain = gain_of(f);

    return gain ? gains_of(f, gain) : losses_of(f);
}

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    const struct record *r = &((const struct rows *)items)->at[at].of;

    snprintf(out, size, "%s %ld", r->symbol, (long)r->date);
}

static void build(const struct frame *f, struct list_rows *out)
{
    struct rows *rows = rows_of(f);

    out->key = key_of;
    out->items = out->owned = rows;
    for (size_t i = 0; i < rows->count; i++)
        if (list_matches(f->filter, rows->at[i].of.symbol))
            list_add(out, (uint32_t)i);
}

static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    const struct rows *rows = r->items;
    const struct record *rec = &rows->at[at].of;
    bool is_marked = rows->at[at].is_own, is_wide = area.width >= WIDE_FROM;
    enum role role = is_marked ? ROLE_mark : ROLE_value;
    int x = area.x + 1, end = area.x + area.width;
    char date[11], text[FORMAT_MAX] = "-";
    struct place figure;

    if (is_marked && !f->is_focused) /* the cursor's place is free */
        canvas_put(c, area.x, area.y, role, glyphs_of(c)->selected);
    if (rows->at[at].rank)
        snprintf(text, sizeof(text), "%d", rows->at[at].rank);
    canvas_right(c, x, area.y, 3, role, text);
    civil_format_date(rec->date, date);
    canvas_text(c, x + 4, area.y, end - x - 4, ROLE_dim,
                is_wide ? date : date + 2);
    x += is_wide ? 16 : 13;
    canvas_text(c, x, area.y, 6, role, rec->symbol);
    figure = (struct place){x + 6, area.y, end - x - 6 < 8 ? end - x - 6 : 8};
    if (rows->days) {
        show_percent(c, figure, true, rec->change_pct, false);
    } else {
        format_money_change(text, -rec->loss_usd);
        canvas_right(c, figure.x, figure.y, figure.width,
                     is_marked ? ROLE_mark : ROLE_down, text);
        if (x + 24 <= end)
            show_percent(c, (struct place){x + 15, area.y, 9}, true,
                         rec->change_pct, false);
    }
    if (x + 34 <= end)
        hbar_draw(c, x + 26, area.y, end - x - 28, ROLE_bar1,
                  rows->days ? rec->change_pct : rec->loss_usd,
                  rows->days ? rows->at[0].of.change_pct
                             : rows->at[0].of.loss_usd);
}

static const char *empty(const struct frame *f)
{
    (void)f;
    return "no table of losses is known";
}

static bool row_subject(const struct frame *f, const struct list_rows *r,
                        uint32_t at, struct subject *out)
{
    const struct rows *rows = r->items;

    (void)f;
    name_copy(out->symbol, sizeof(out->symbol), rows->at[at].of.symbol);
    return true;
}

static enum truth of_loss(const struct query *q, const struct frame *f,
                          const struct list_rows *r, uint32_t at)
{
    const struct rows *rows = r->items;
    struct loss_row row = {.of = rows->at[at].of, .rank = rows->at[at].rank};

    return filter_row(q, f, row.of.symbol, &row);
}

static const struct row_records records = ROWS_OF(loss, of_loss);

/* The first look is at the event's own row. */
static size_t first(const struct frame *f, const struct list_rows *r)
{
    const struct rows *rows = r->items;

    (void)f;
    for (size_t i = 0; i < r->count; i++)
        if (rows->at[r->at[i]].is_own)
            return i;
    return 0;
}

static const struct list_panel list = {
    .build = build, .row = row, .empty = empty, .first = first,
    .subject = row_subject, .push = "symbol",
};

static void gain_title(const struct frame *f, char *left, char *right,
                       size_t size)
{
    struct rows *rows = rows_of(f);

    snprintf(left, size, "Best days of %s", f->subject->event.symbol);
    for (size_t i = 0; i < rows->count; i++)
        if (rows->at[i].is_own)
            snprintf(right, size, "#%d of %zu days", rows->at[i].rank,
                     rows->days);
    free(rows);
}

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    const struct event *e = snapshot_event(f->now, &f->subject->event);

    (void)view;
    if (gain_of(f)) {
        gain_title(f, left, right, size);
        return;
    }
    snprintf(left, size, "Rank, 1-day $ loss");
    if (e && *e->key.symbol == '@' && !event_term(e))
        snprintf(right, size, "its members marked");
    else if (e && e->rank)
        snprintf(right, size, "#%d", e->rank);
    else if (e)
        snprintf(right, size, "not ranked");
}

const struct panel_ops panel_rank = {
    .name = "rank", .help = "the largest one-day losses known then",
    .contexts = CONTEXT_list, .min_width = 24, .min_height = 2,
    LIST_PANEL(list), .records = &records,
    .title = title, .act = list_panel_act,
};
