/* SPDX-License-Identifier: MIT */
/* What the shown company filed: reports that sources told of, and those that
 * its figures come from. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../show.h"
#include "../list_panel.h"
#include "news_list.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

/* One filing: a headline that is one, or periods of the same document. */
struct filing {
    int32_t filed; /* NO_DATE: not known */
    char form[12], accn[ACCN_MAX];
    int32_t end;   /* the last period in it; NO_DATE */
    unsigned figures; /* that we read from it */
    const struct headline *headline; /* NULL: nobody told of it */
};

struct items {
    struct filing *at;
    size_t count, cap;
};

/* "0001045810-24-000316" */
static bool is_accession(const char *id)
{
    size_t n = strlen(id);

    if (n != 20 || id[10] != '-' || id[13] != '-')
        return false;
    for (size_t i = 0; i < n; i++)
        if (i != 10 && i != 13 && !isdigit((unsigned char)id[i]))
            return false;
    return true;
}

static struct filing *find(struct items *items, const struct filing *like)
{
    for (size_t i = 0; i < items->count; i++) {
        struct filing *x = &items->at[i];

        if (like->accn[0] ? strcmp(x->accn, like->accn) == 0
                          : !x->accn[0] && x->filed == like->filed &&
                                x->end == like->end &&
                                strcmp(x->form, like->form) == 0)
            return x;
    }
    return NULL;
}

static struct filing *take(struct items *items, const struct filing *like)
{
    struct filing *x = find(items, like);

    if (x)
        return x;
    items->at = mem_room(items->at, items->count, &items->cap,
                         sizeof(*items->at));
    items->at[items->count] = *like;
    return &items->at[items->count++];
}

/* What was filed itself; a difference of two figures was not. */
static void add_period(struct items *items, const struct period *p)
{
    struct filing like = {.filed = p->filed, .end = p->end}, *x;

    if (p->is_derived)
        return;
    snprintf(like.form, sizeof(like.form), "%.11s", p->form);
    if (p->accn) {
        period_accn(p, like.accn);
        like.end = NO_DATE; /* one document may speak of several periods */
    }
    x = take(items, &like);
    x->figures++;
    if (x->end == NO_DATE || p->end > x->end)
        x->end = p->end;
}

static void add_figures(struct items *items, const struct fundamentals *g)
{
    for (int c = 0; g && c < CONCEPT_COUNT; c++) {
        for (size_t i = 0; i < g->of[c].quarter_count; i++)
            add_period(items, &g->of[c].quarters[i]);
        for (size_t i = 0; i < g->of[c].year_count; i++)
            add_period(items, &g->of[c].years[i]);
    }
}

/* "10-Q: NVIDIA CORP, ..." : the form is the first word of the title. */
static void form_of(const struct headline *h, char out[12])
{
    const char *title = h->title ? h->title : "";

    snprintf(out, 12, "%.*s", (int)strcspn(title, " :,"), title);
}

static void add_headline(struct items *items, const struct headline *h)
{
    int64_t when = h->published ? h->published : h->seen;
    struct filing like = {.filed = civil_new_york_date(when),
                          .end = NO_DATE}, *x;

    form_of(h, like.form);
    snprintf(like.accn, sizeof(like.accn), "%.20s", h->id);
    x = take(items, &like);
    x->headline = h;
}

/* Newest first; those without a date by the period that they end. */
static int by_date(const void *a, const void *b)
{
    const struct filing *x = a, *y = b;
    int32_t p = x->filed != NO_DATE ? x->filed : x->end;
    int32_t q = y->filed != NO_DATE ? y->filed : y->end;

    if (p != q)
        return p < q ? 1 : -1;
    return -strcmp(x->accn, y->accn);
}

static void collect(const struct frame *f, struct items *items)
{
    const struct listing *l = show_listing(f);

    for (size_t i = 0; i < f->now->headline_count; i++)
        if (is_accession(f->now->headlines[i]->id) &&
            headline_is_of(f->now->headlines[i], f->subject->symbol))
            add_headline(items, f->now->headlines[i]);
    if (l)
        add_figures(items, l->company);
    if (items->count)
        qsort(items->at, items->count, sizeof(*items->at), by_date);
}

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    const struct items *i = items;
    const struct filing *x = &i->at[at];

    snprintf(out, size, "%s %s %ld %ld", x->accn, x->form, (long)x->filed,
             (long)x->end);
}

static void build(const struct frame *f, struct list_rows *out)
{
    struct items found = {0}, *items;
    size_t bytes;

    collect(f, &found);
    bytes = found.count * sizeof(*found.at);
    items = mem_new(1, sizeof(*items) + bytes);
    *items = found;
    items->at = (struct filing *)(items + 1);
    if (bytes)
        memcpy(items->at, found.at, bytes);
    free(found.at);
    out->key = key_of;
    out->items = out->owned = items;
    for (size_t i = 0; i < items->count; i++)
        if (list_matches(f->filter, items->at[i].form))
            list_add(out, (uint32_t)i);
}

static void header(const struct frame *f, struct canvas *c, struct rect area)
{
    int x = area.x + 1, end = area.x + area.width;

    (void)f;
    canvas_text(c, x, area.y, end - x, ROLE_header, "FILED");
    canvas_text(c, x + 12, area.y, end - x - 12, ROLE_header, "FORM");
    canvas_text(c, x + 20, area.y, end - x - 20, ROLE_header, "TO");
    canvas_text(c, x + 28, area.y, end - x - 28, ROLE_header, "ACCESSION");
    canvas_text(c, x + 50, area.y, end - x - 50, ROLE_header, "WHAT");
}

static void what_text(const struct filing *x, char *out, size_t size)
{
    char read[48] = "";

    if (x->figures)
        snprintf(read, sizeof(read), "%u figures read from it", x->figures);
    snprintf(out, size, "%s%s%.200s", read,
             read[0] && x->headline ? "; " : "",
             x->headline && x->headline->title ? x->headline->title : "");
}

static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    const struct items *items = r->items;
    const struct filing *x = &items->at[at];
    int left = area.x + 1, end = area.x + area.width;
    char date[11] = "not known", month[16] = "-", what[300];

    (void)f;
    if (x->filed != NO_DATE)
        civil_format_date(x->filed, date);
    if (x->end != NO_DATE)
        show_month_text(x->end, month);
    what_text(x, what, sizeof(what));
    canvas_text(c, left, area.y, end - left,
                x->filed == NO_DATE ? ROLE_dim : ROLE_value, date);
    canvas_text(c, left + 12, area.y, end - left - 12,
                x->form[0] ? ROLE_value : ROLE_dim,
                x->form[0] ? x->form : "-");
    canvas_text(c, left + 20, area.y, end - left - 20, ROLE_label, month);
    canvas_text(c, left + 28, area.y, end - left - 28,
                x->accn[0] ? ROLE_value : ROLE_dim,
                x->accn[0] ? x->accn : "not known");
    show_text(c, (struct place){left + 50, area.y, end - left - 50}, ROLE_fg,
              what);
}

static const char *empty(const struct frame *f)
{
    return show_why_empty(f, f->now->mode == RUN_LIVE
                                 ? "no filing is known: the SEC wants a "
                                   "contact address (:CONTACT)"
                                 : "no filing of it is known");
}

/* Enter on one that a source told of opens its story, with its address. */
static bool row_subject(const struct frame *f, const struct list_rows *r,
                        uint32_t at, struct subject *out)
{
    const struct items *items = r->items;

    (void)f;
    if (!items->at[at].headline)
        return false;
    name_copy(out->headline, sizeof(out->headline),
              items->at[at].headline->id);
    return true;
}

static void keys(const struct frame *f, const struct list_rows *r,
                 uint32_t at, struct strbuf *out)
{
    const struct items *items = r->items;

    (void)f;
    if (items->at[at].headline)
        strbuf_format(out, "%s\n", items->at[at].headline->id);
}

static enum truth of_filing(const struct query *q, const struct frame *f,
                            const struct list_rows *r, uint32_t at)
{
    const struct filing *x = &((const struct items *)r->items)->at[at];
    const struct filing_row row = {
        .filed = x->filed, .end = x->end, .form = x->form, .accn = x->accn,
        .title = x->headline ? x->headline->title : NULL,
        .figures = x->figures};

    return filter_row(q, f, f->subject->symbol, &row);
}

static const struct row_records records = ROWS_OF(filing, of_filing);

static const struct list_panel list = {
    .build = build, .header_rows = 1, .header = header, .row = row,
    .empty = empty, .subject = row_subject, .keys = keys, .push = "reader",
};

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    (void)view;
    snprintf(left, size, "Filings %s", f->subject->symbol);
    snprintf(right, size, "%zu", list_panel_count(&list, f));
}

const struct panel_ops panel_filings = {
    .name = "filings", .help = "filings of the shown company",
    .contexts = CONTEXT_list | CONTEXT_story, .min_width = 16, .min_height = 2,
    LIST_PANEL(list), .records = &records,
    .title = title, .act = news_list_act, .subject = list_panel_subject,
};
