/* SPDX-License-Identifier: MIT */
/* Plans and dates, kept as they became known. */
#include <stdlib.h>
#include <string.h>

#include "market.h"
#include "tapewatch/base/mem.h"

enum { DATES_MAX = 5000, PLANS_MAX = 1000 };

static bool is_same_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

/* Room for one more, in a block that no snapshot holds. */
static struct date_list *own_dates(struct kept *k)
{
    const struct date_list *old = k->dates;
    size_t count = old ? old->count : 0;
    size_t cap = old && count < old->cap ? old->cap : count * 2 + 16;
    struct date_list *list;

    if (old && count < old->cap && shared_is_unique(old))
        return k->dates;
    list = shared_new(sizeof *list + cap * sizeof list->items[0], NULL);
    list->count = count;
    list->cap = cap;
    if (count)
        memcpy(list->items, old->items, count * sizeof list->items[0]);
    shared_release(old);
    k->dates = list;
    return list;
}

/* What a source said earlier of a date still to come is replaced by what it
 * says now: dates move. */
void kept_put_date(struct kept *k, const struct update *u)
{
    const char *type = u->of.calendar.type ? u->of.calendar.type : "";
    struct date_list *list = own_dates(k);
    struct known_date *d = NULL;

    for (size_t i = 0; i < list->count && !d; i++)
        if (list->items[i].at > u->t &&
            strcmp(list->items[i].symbol, u->symbol) == 0 &&
            strcmp(list->items[i].source, u->source) == 0 &&
            strcmp(list->items[i].type, type) == 0 && *u->symbol)
            d = &list->items[i];
    if (!d) {
        if (list->count == DATES_MAX)
            return;
        d = &list->items[list->count++];
    }
    *d = (struct known_date){.at = u->of.calendar.at,
                             .is_confirmed = u->of.calendar.confirmed};
    name_copy(d->symbol, sizeof d->symbol, u->symbol);
    name_copy(d->source, sizeof d->source, u->source);
    name_copy(d->type, sizeof d->type, type);
    name_copy(d->title, sizeof d->title, u->of.calendar.title);
}

int64_t kept_next_earnings(const struct kept *k, const char *symbol,
                           int64_t now_ms)
{
    int64_t next = 0;

    for (size_t i = 0; k->dates && i < k->dates->count; i++) {
        const struct known_date *d = &k->dates->items[i];

        if (d->at >= now_ms && (next == 0 || d->at < next) &&
            strcmp(d->type, "earnings") == 0 && strcmp(d->symbol, symbol) == 0)
            next = d->at;
    }
    return next;
}

static size_t texts_room(const struct plan *p)
{
    return mem_text_room(p->concept) + mem_text_room(p->unit) +
           mem_text_room(p->period) + mem_text_room(p->text) +
           mem_text_room(p->url);
}

static void put_texts(char **at, struct plan *p)
{
    p->concept = mem_text_put(at, p->concept);
    p->unit = mem_text_put(at, p->unit);
    p->period = mem_text_put(at, p->period);
    p->text = mem_text_put(at, p->text);
    p->url = mem_text_put(at, p->url);
}

static bool is_known(const struct kept *k, const struct update *u)
{
    const struct plan *p = &u->of.plan;

    for (size_t i = 0; i < k->plan_count; i++) {
        const struct plan_entry *old = &k->plans[i];

        if (strcmp(old->symbol, u->symbol) == 0 &&
            is_same_text(old->plan.concept, p->concept) &&
            is_same_text(old->plan.period, p->period) &&
            is_same_text(old->plan.text, p->text) &&
            is_same_text(old->plan.url, p->url) &&
            old->plan.value == p->value && old->plan.low == p->low &&
            old->plan.high == p->high)
            return true;
    }
    return false;
}

/* Plans are few and snapshots show them: one shared block, made anew. */
void kept_put_plan(struct kept *k, const struct update *u)
{
    size_t n = k->plan_count, bytes = texts_room(&u->of.plan);
    struct plan_entry *fresh;
    char *texts;

    if (n == PLANS_MAX || is_known(k, u))
        return;
    for (size_t i = 0; i < n; i++)
        bytes += texts_room(&k->plans[i].plan);
    fresh = shared_new((n + 1) * sizeof *fresh + bytes, NULL);
    texts = (char *)(fresh + n + 1);
    if (n > 0)
        memcpy(fresh, k->plans, n * sizeof *fresh);
    fresh[n] = (struct plan_entry){.t = u->t, .plan = u->of.plan};
    name_copy(fresh[n].symbol, sizeof fresh[n].symbol, u->symbol);
    name_copy(fresh[n].source, sizeof fresh[n].source, u->source);
    for (size_t i = 0; i <= n; i++)
        put_texts(&texts, &fresh[i].plan);
    shared_release(k->plans);
    k->plans = fresh;
    k->plan_count++;
}

void kept_drop_plans_after(struct kept *k, int64_t t)
{
    struct kept all = *k;

    k->plans = NULL;
    k->plan_count = 0;
    for (size_t i = 0; i < all.plan_count; i++) {
        const struct plan_entry *p = &all.plans[i];
        struct update u = {.t = p->t, .kind = UPDATE_plan, .of.plan = p->plan};

        name_copy(u.symbol, sizeof u.symbol, p->symbol);
        name_copy(u.source, sizeof u.source, p->source);
        if (p->t <= t)
            kept_put_plan(k, &u);
    }
    shared_release(all.plans);
}

void kept_done(struct kept *k)
{
    shared_release(k->dates);
    shared_release(k->plans);
    *k = (struct kept){0};
}
