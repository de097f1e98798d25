/* SPDX-License-Identifier: MIT */
/* What a company filed, kept small: one figure for each tag and period.
 *
 * The facts of a large company over all years are some thousand lines, most
 * of them repeated by later filings. What a later filing repeats stays known
 * since when it first was; what it says anew replaces the older figure, which
 * is kept aside: what was known at a moment of the past may be asked without
 * a tape to play up to it.
 */
#include "company.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

enum { SPLITS_MAX = 100 };

void company_free(struct company *c)
{
    if (!c)
        return;
    free(c->facts);
    free(c->earlier);
    free(c->words);
    free(c->splits);
    free(c);
}

/* Units, forms and sources are few; 0 stands for "". */
static uint8_t word_of(struct company *c, const char *text)
{
    struct word word = {""};

    name_copy(word.text, sizeof word.text, text);
    if (c->word_count == 0) {
        c->words = mem_room(c->words, 0, &c->word_cap, sizeof *c->words);
        c->words[c->word_count++] = (struct word){""};
    }
    for (size_t i = 0; i < c->word_count; i++)
        if (strcmp(c->words[i].text, word.text) == 0)
            return (uint8_t)i;
    if (c->word_count == WORDS_MAX)
        return 0;
    c->words =
        mem_room(c->words, c->word_count, &c->word_cap, sizeof *c->words);
    c->words[c->word_count] = word;
    return (uint8_t)c->word_count++;
}

/* "0000320193-25-000008" as a number of 18 digits. */
static uint64_t accn_of(const char *text)
{
    uint64_t digits = 0;
    size_t n = 0;

    for (; text && *text; text++) {
        if (*text == '-')
            continue;
        if (*text < '0' || *text > '9' || ++n > 18)
            return 0;
        digits = digits * 10 + (uint64_t)(*text - '0');
    }
    return n == 18 ? digits : 0;
}

int company_compare(const struct filed *a, const struct filed *b)
{
    if (a->tag != b->tag)
        return a->tag < b->tag ? -1 : 1;
    if (a->unit != b->unit)
        return a->unit < b->unit ? -1 : 1;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return (a->end > b->end) - (a->end < b->end);
}

/* Index of the first fact that does not stand before `f`. */
static size_t place_of(const struct company *c, const struct filed *f)
{
    size_t low = 0, high = c->count;

    /* Replies are in order: most facts go behind the last one. */
    if (high > 0 && company_compare(&c->facts[high - 1], f) < 0)
        return high;
    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (company_compare(&c->facts[middle], f) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The day of its filing; of becoming known, where that is not known. */
static int32_t filing_day(const struct filed *f)
{
    return f->filed != NO_DATE ? f->filed : civil_new_york_date(f->t);
}

/* Whether `f` is of a later filing than what is known of its period. */
static bool is_later(const struct filed *f, const struct filed *old)
{
    int32_t a = filing_day(f), b = filing_day(old);

    return a != b ? a > b : f->t >= old->t;
}

static bool renew(struct filed *old, const struct filed *f)
{
    int64_t since = old->t;

    if (!is_later(f, old))
        return false;
    if (f->value == old->value && f->filed == old->filed &&
        f->accn == old->accn && f->form == old->form)
        return false;
    if (f->value != old->value || since > f->t)
        since = f->t;
    *old = *f;
    old->t = since;
    return true;
}

/* ---- what was said before */

static int by_filing(const struct filed *a, const struct filed *b)
{
    int order = company_compare(a, b);
    int32_t x = filing_day(a), y = filing_day(b);

    return order ? order : (x > y) - (x < y);
}

static bool says_the_same(const struct filed *a, const struct filed *b)
{
    return company_compare(a, b) == 0 && a->value == b->value;
}

/* Keeps it among the earlier ones, unless the one before says the same. */
static void set_aside(struct company *c, const struct filed *f)
{
    size_t low = 0, high = c->earlier_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (by_filing(&c->earlier[middle], f) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low > 0 && says_the_same(&c->earlier[low - 1], f))
        return;
    if (low < c->earlier_count && says_the_same(&c->earlier[low], f)) {
        c->earlier[low] = *f;
        return;
    }
    if (c->earlier_count == FACTS_MAX)
        return;
    c->earlier = mem_room(c->earlier, c->earlier_count, &c->earlier_cap,
                          sizeof *c->earlier);
    memmove(c->earlier + low + 1, c->earlier + low,
            (c->earlier_count - low) * sizeof *c->earlier);
    c->earlier[low] = *f;
    c->earlier_count++;
}

/* False when what is known of the period stays as it is. */
static bool put_again(struct company *c, struct filed *old,
                      const struct filed *f)
{
    struct filed before = *old;

    if (!is_later(f, old)) {
        if (filing_day(f) < filing_day(old))
            set_aside(c, f);
        return false;
    }
    if (!renew(old, f))
        return false;
    if (filing_day(&before) < filing_day(f) || before.value != f->value)
        set_aside(c, &before);
    return true;
}

static void insert(struct company *c, size_t at, const struct filed *f)
{
    c->facts = mem_room(c->facts, c->count, &c->cap, sizeof *c->facts);
    memmove(c->facts + at + 1, c->facts + at,
            (c->count - at) * sizeof *c->facts);
    c->facts[at] = *f;
    c->count++;
}

bool company_put_fact(struct company *c, const struct update *u)
{
    const struct fact *from = &u->of.fact;
    struct filed f = {.value = from->value,
                      .t = u->t,
                      .start = from->start,
                      .end = from->end,
                      .filed = from->filed};
    size_t at;

    if (!from->concept || from->end == NO_DATE || !isfinite(from->value) ||
        (from->start != NO_DATE && from->start > from->end) ||
        !tag_from_text(from->concept, &f.tag))
        return false;
    f.unit = word_of(c, from->unit);
    f.form = word_of(c, from->form);
    f.source = word_of(c, u->source);
    f.accn = accn_of(from->accn);
    at = place_of(c, &f);
    if (at < c->count && company_compare(&c->facts[at], &f) == 0) {
        if (!put_again(c, &c->facts[at], &f))
            return false;
    } else if (c->count < FACTS_MAX) {
        insert(c, at, &f);
    } else {
        return false;
    }
    c->is_changed = true;
    return true;
}

bool company_put_split(struct company *c, const struct action *a)
{
    if (a->type != ACTION_SPLIT || a->ex == NO_DATE || !(a->ratio > 0) ||
        !isfinite(a->ratio))
        return false;
    for (size_t i = 0; i < c->split_count; i++) {
        if (c->splits[i].ex != a->ex)
            continue;
        if (c->splits[i].ratio == a->ratio)
            return false;
        c->splits[i].ratio = a->ratio;
        c->is_changed = true;
        return true;
    }
    if (c->split_count == SPLITS_MAX)
        return false;
    c->splits =
        mem_room(c->splits, c->split_count, &c->split_cap, sizeof *c->splits);
    c->splits[c->split_count++] = (struct split){a->ex, a->ratio};
    c->is_changed = true;
    return true;
}

double company_split_factor(const struct company *c, const struct filed *f,
                            int32_t today)
{
    int32_t of = f->filed != NO_DATE ? f->filed : f->end;
    double factor = 1;

    for (size_t i = 0; i < c->split_count; i++)
        if (c->splits[i].ex > of && c->splits[i].ex <= today)
            factor *= c->splits[i].ratio;
    return factor;
}

bool company_next_run(const struct company *c, enum concept of, size_t *at,
                      struct run_of_facts *out)
{
    struct tag_range range = concept_tags(of);
    const struct filed *f;

    while (*at < c->count && c->facts[*at].tag < range.first)
        ++*at;
    if (*at == c->count || c->facts[*at].tag >= range.end)
        return false;
    f = &c->facts[*at];
    *out = (struct run_of_facts){.first = f, .newest = f->end};
    while (*at < c->count && c->facts[*at].tag == f->tag &&
           c->facts[*at].unit == f->unit) {
        if (c->facts[*at].end > out->newest)
            out->newest = c->facts[*at].end;
        out->count++;
        ++*at;
    }
    return true;
}
