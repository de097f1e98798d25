/* SPDX-License-Identifier: MIT */
/* Evaluating an expression allocates nothing: every field and function, and
 * harder ones, over the instruments of the demo tape, with malloc counted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support.h"
#include "tapewatch/base/embed.h"
#include "tapewatch/state/fields.h"
#include "tapewatch/tape/reader.h"

/* A sanitizer has its own malloc, and other C libraries other names. */
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define CAN_COUNT 1
static size_t asked;

void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);
void *malloc(size_t n)
{
    asked++;
    return __libc_malloc(n);
}
void *calloc(size_t n, size_t size)
{
    asked++;
    return __libc_calloc(n, size);
}
void *realloc(void *p, size_t n)
{
    asked++;
    return __libc_realloc(p, n);
}
#else
#define CAN_COUNT 0
static size_t asked;
#endif

static struct snapshot *demo(int64_t until)
{
    const struct embedded *tape = embed_find("data/demo.tape");
    struct tape_reader *r = NULL;
    struct state *s = state_new("", 0);
    struct snapshot *snapshot;
    const struct update *u;

    assert_int_equal(state_read_shipped_names(s, NULL), ERR_OK);
    assert_int_equal(tape_open_bytes(tape->bytes, tape->size, "demo", &r),
                     ERR_OK);
    while (tape_next(r, &u, NULL) == ERR_OK && u->t <= until) {
        state_advance(s, u->t);
        state_apply(s, u);
    }
    tape_close(r);
    snapshot = freeze_at(s, until);
    state_free(s);
    return snapshot;
}

static unsigned run_on_all(const char *text, const struct snapshot *s,
                           unsigned *known)
{
    const struct surroundings around = surroundings_of_snapshot(s);
    struct query *q = NULL;
    struct why why = {{0}};
    size_t before;

    if (query_compile_in(text, language_of_listing(), &q, &why) != ERR_OK)
        fail_msg("%s", why.text);
    before = asked;
    for (size_t i = 0; i < s->listing_count; i++) {
        struct listing_record r = {.listing = &s->listings[i],
                                   .now_ms = s->now_ms, .around = &around};

        *known += query_value(q, &r, s->now_ms).type != VALUE_UNKNOWN;
    }
    before = asked - before;
    query_free(q);
    return (unsigned)before;
}

static void evaluation_allocates_nothing(void **state)
{
    static const char *const texts[] = {
        "change_pct <= -5 and cap >= 10B", "prev(sma(20)) < sma(20)",
        "crosses_below(price, sma(20))", "rsi(14) > 30 or ema(12) > price",
        "stdev(20) > 0", "highest(5) > lowest(5)", "avg_volume(10) > 1M",
        "news_count(24h, \"(deep)?seek|nvidia\") >= 0",
        "symbol in (\"NVDA\", \"AVGO\") or name ~ \"(a|b)*c{2,5}x?\"",
        "symbol in @watchlist and not (known(cap_usd) and now > 2025-01-27)",
    };
    const struct field_table fields = fields_of_listing();
    struct snapshot *s;
    unsigned known = 0;

    (void)state;
    if (!CAN_COUNT)
        skip();
    s = demo(INT64_C(1738011900000));
    assert_true(s->listing_count > 20);
    free(malloc(1));
    assert_true(asked > 0);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_int_equal(run_on_all(texts[i], s, &known), 0);
    for (size_t i = 0; i < fields.count; i++)
        assert_int_equal(run_on_all(fields.fields[i].name, s, &known), 0);
    assert_true(known > s->listing_count * 20);
    snapshot_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(evaluation_allocates_nothing),
    };

    return cmocka_run_group_tests_name("state/allocation", tests, NULL, NULL);
}
