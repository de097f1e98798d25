/* SPDX-License-Identifier: MIT */
/* What the user noted of a company's own words, one line of [instrument X]:
 *
 *   note = DATE CONCEPT [AMOUNT UNIT [PERIOD]] | TEXT | SOURCE
 *
 * AMOUNT is 80B, 60B..65B or ..65B (at most). */
#include "internal.h"

#include <stdio.h>
#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/mem.h"

enum { PARTS = 3, PART_MOST = 400 };

/* A stretch of the line, without blanks around it. */
struct part {
    const char *text;
    size_t n;
};

static struct part trimmed(const char *text, size_t n)
{
    for (; n > 0 && *text == ' '; text++)
        n--;
    while (n > 0 && text[n - 1] == ' ')
        n--;
    return (struct part){text, n};
}

/* The first word leaves the part; empty when there is none. */
static struct part next_word(struct part *p)
{
    const char *blank = memchr(p->text, ' ', p->n);
    size_t n = blank ? (size_t)(blank - p->text) : p->n;
    struct part word = {p->text, n};

    *p = trimmed(p->text + n, p->n - n);
    return word;
}

static bool split(const char *value, struct part out[PARTS])
{
    size_t count = 0;

    for (;;) {
        size_t n = strcspn(value, "|");

        if (count == PARTS)
            return false;
        out[count++] = trimmed(value, n);
        if (!value[n])
            break;
        value += n + 1;
    }
    return count == PARTS && out[1].n > 0 && out[2].n > 0 &&
           out[1].n <= PART_MOST && out[2].n <= PART_MOST;
}

static bool find_concept(struct part word, const char **out)
{
    static const char *const names[] = {
#define CONCEPT_NAME(name) #name,
        PLAN_CONCEPTS(CONCEPT_NAME)
#undef CONCEPT_NAME
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strlen(names[i]) == word.n &&
            memcmp(names[i], word.text, word.n) == 0) {
            *out = names[i];
            return true;
        }
    }
    return false;
}

/* "80B", "60B..65B", "..65B", "60B..". */
static bool read_amount(struct part word, struct plan *p)
{
    const char *dots = NULL;

    for (size_t i = 0; i + 1 < word.n && !dots; i++)
        if (word.text[i] == '.' && word.text[i + 1] == '.')
            dots = word.text + i;
    if (!dots) {
        p->known = PLAN_HAS_VALUE;
        return format_parse_number(word.text, word.n, &p->value);
    }
    if (dots > word.text) {
        p->known |= PLAN_HAS_LOW;
        if (!format_parse_number(word.text, (size_t)(dots - word.text),
                                 &p->low))
            return false;
    }
    dots += 2;
    if (dots < word.text + word.n) {
        p->known |= PLAN_HAS_HIGH;
        if (!format_parse_number(dots, (size_t)(word.text + word.n - dots),
                                 &p->high))
            return false;
    }
    return p->known != 0;
}

/* Reads DATE CONCEPT [AMOUNT UNIT [PERIOD]]; a sentence when it is wrong, and
 * where that is. */
static const char *read_figure(struct config *c, struct part words,
                               struct config_note *out, const char **where)
{
    struct part date = next_word(&words), concept = next_word(&words), unit;
    struct part amount;

    *where = date.text;
    if (!civil_parse_date(date.text, date.n, &out->date))
        return "begins with the date it was said on, such as 2025-01-03";
    *where = concept.text;
    if (!find_concept(concept, &out->plan.concept))
        return "needs capex_guidance or reported_metric behind its date";
    if (words.n == 0)
        return NULL;
    amount = next_word(&words);
    *where = amount.text;
    if (!read_amount(amount, &out->plan))
        return "has no amount such as 80B, 60B..65B or ..65B";
    unit = next_word(&words);
    *where = unit.text;
    if (unit.n == 0)
        return "needs a unit behind the amount, such as USD";
    out->plan.unit = arena_text_n(&c->arena, unit.text, unit.n);
    if (words.n > 0)
        out->plan.period = arena_text_n(&c->arena, words.text, words.n);
    return NULL;
}

void note_entry(struct config *c, const char *symbol, struct ini_place at,
                const char *value)
{
    struct config_note note = {.date = NO_DATE};
    struct part parts[PARTS];
    const char *problem, *where = value;

    if (!split(value, parts)) {
        problem_add(c, at, "a note is DATE CONCEPT AMOUNT UNIT PERIOD | TEXT "
                    "| SOURCE");
        return;
    }
    problem = read_figure(c, parts[0], &note, &where);
    if (problem) {
        problem_add(c, ini_word(at, value, where), "the note %s", problem);
        return;
    }
    note.symbol = arena_text(&c->arena, symbol);
    note.line = arena_text(&c->arena, value);
    note.plan.text = arena_text_n(&c->arena, parts[1].text, parts[1].n);
    note.plan.url = arena_text_n(&c->arena, parts[2].text, parts[2].n);
    c->notes =
        mem_room(c->notes, c->note_count, &c->note_cap, sizeof *c->notes);
    c->notes[c->note_count++] = note;
}

size_t config_note_count(const struct config *c)
{
    return c->note_count;
}

const struct config_note *config_note(const struct config *c, size_t i)
{
    return &c->notes[i];
}
