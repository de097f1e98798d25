/* SPDX-License-Identifier: MIT */
/* Who of the sources answers, and what is said when none does. */
#include <stdio.h>
#include <string.h>

#include "tapewatch/model/health.h"

static bool was_asked(const struct health *h)
{
    return h->last_try || h->last_good ||
           (h->state != SOURCE_idle && h->state != SOURCE_loading);
}

static bool is_good(const struct health *h)
{
    return h->errors_in_row == 0 &&
           (h->state == SOURCE_ok || h->state == SOURCE_slow || h->last_good);
}

/* Why its last request failed, in few words. */
static const char *words_of(const struct health *h)
{
    return h->tries[0].t && !h->tries[0].is_good && h->tries[0].words[0]
               ? h->tries[0].words : h->error;
}

static bool has_failed(const struct health *h)
{
    return h->state != SOURCE_off && was_asked(h) && !is_good(h);
}

/* The words that most of those that fail share. */
static const char *common_words(const struct health_list *list)
{
    const char *best = "";
    size_t most = 0;

    for (size_t i = 0; i < list->count; i++) {
        const char *words = words_of(&list->items[i]);
        size_t n = 0;

        if (!has_failed(&list->items[i]) || !words[0])
            continue;
        for (size_t k = 0; k < list->count; k++)
            n += has_failed(&list->items[k]) &&
                 strcmp(words, words_of(&list->items[k])) == 0;
        if (n > most) {
            most = n;
            best = words;
        }
    }
    return best;
}

const char *health_why_off(const struct health_list *list, const char *kind)
{
    for (size_t i = 0; list && i < list->count; i++) {
        const struct health *h = &list->items[i];

        if (strcmp(h->kind, kind) == 0 && h->lacks_contact)
            return "SEC wants an address: contact = you@example.com";
        if (strcmp(h->kind, kind) == 0 && h->why_off[0])
            return h->why_off;
    }
    return NULL;
}

struct answers health_answers(const struct health_list *list)
{
    struct answers a = {0};

    for (size_t i = 0; list && i < list->count; i++) {
        const struct health *h = &list->items[i];

        if (h->state == SOURCE_off)
            continue;
        a.asked += was_asked(h);
        a.good += was_asked(h) && is_good(h);
        a.not_asked += !was_asked(h);
        a.awaited += !was_asked(h) && h->state == SOURCE_loading;
    }
    return a;
}

bool health_is_silent(const struct health_list *list)
{
    struct answers a = health_answers(list);

    return a.asked > 0 && a.good == 0 && a.awaited == 0;
}

bool health_silence(const struct health_list *list, char *out, size_t size)
{
    const char *words;

    out[0] = '\0';
    if (!health_is_silent(list))
        return false;
    words = common_words(list);
    (void)snprintf(out, size, "no source answers%s%.60s; check the network or "
                   "proxy", words[0] ? ": " : "", words);
    return true;
}
