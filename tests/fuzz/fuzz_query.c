/* SPDX-License-Identifier: MIT */
/* Any bytes as an expression over instruments, headlines, events and facts.
 * An error has its caret; what compiles keeps to its budget of steps, gives
 * the same answer twice, and is of the type that was promised. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/model/instrument.h"
#include "tapewatch/state/fields.h"

#define NOW INT64_C(1738011900000)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int is_so)
{
    if (!is_so)
        abort();
}

static void check_error(enum err e, const struct why *why)
{
    check(why->text[0] != '\0');
    if (e == ERR_SYNTAX)
        check(strchr(why->text, '^') != NULL);
}

static void check_value(const struct query *q, const void *record)
{
    struct value a = query_value(q, record, NOW);
    struct value b = query_value(q, record, NOW);
    enum value_type promised = query_type(q);

    check(query_steps(q) <= QUERY_STEPS_MAX);
    check(a.type == b.type);
    if (a.type == VALUE_NUMBER || a.type == VALUE_PERCENT) {
        check(promised == VALUE_NUMBER || promised == VALUE_PERCENT);
        check(a.of.number == b.of.number);
    } else if (a.type != VALUE_UNKNOWN && a.type != VALUE_DATE) {
        check(a.type == promised);
    }
}

/* A record of which little is known, and one of which more is. */
static void run_in(const char *text, const struct language *l,
                   const void *const records[2])
{
    struct query *q = NULL;
    struct why why = {{0}};
    enum err e = query_compile_in(text, l, &q, &why);

    if (e) {
        check_error(e, &why);
        return;
    }
    for (size_t i = 0; i < 2; i++)
        check_value(q, records[i]);
    query_free(q);
}

static void run_headlines(const char *text)
{
    struct headline bare = {.id = "1", .source = "f"};
    struct headline full = {.source = "f", .id = "2", .title = "DeepSeek stirs",
                            .summary = "aaaaaaaaaaaaaaaaaaaaaaaab",
                            .publisher = "Reuters", .published = NOW - 5000,
                            .symbols = {"NVDA", "AVGO"}, .symbol_count = 2};
    struct headline_record first = {.headline = &bare, .now_ms = NOW};
    struct headline_record second = {.headline = &full, .now_ms = NOW,
                                     .is_read = true};
    const void *const records[2] = {&first, &second};

    run_in(text, language_of_headline(), records);
}

static void run_listings(const char *text)
{
    struct instrument bare = {.symbol = "A"};
    struct instrument full = {.symbol = "NVDA", .name = "NVIDIA"};
    struct listing a = {.instrument = &bare}, b = {.instrument = &full};
    struct quote quote = {0};
    struct listing_record first = {.listing = &a, .now_ms = NOW};
    struct listing_record second = {.listing = &b, .now_ms = NOW};
    const void *const records[2] = {&first, &second};

    QUOTE_SET(&quote, price, 118.42);
    QUOTE_SET(&quote, prev_close, 142.62);
    QUOTE_SET(&quote, as_of, NOW);
    b.quote = quote;
    run_in(text, language_of_listing(), records);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);

    if (!text)
        return 0;
    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    run_headlines(text);
    run_listings(text);
    free(text);
    return 0;
}
