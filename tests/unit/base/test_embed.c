/* SPDX-License-Identifier: MIT */
/* Tests of base/embed: what the build compiled in is found by its name. */
#include "tapewatch/base/embed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_find(void **state)
{
    (void)state;
    for (const struct embedded *e = embedded_files; e->name; e++) {
        assert_ptr_equal(embed_find(e->name), e);
        assert_true(e->size > 0);
        assert_int_equal(e->bytes[e->size], 0); /* text can be read as one */
    }
    assert_null(embed_find("data/none"));
    assert_null(embed_find(""));
}

static void test_tapes_are_compressed(void **state)
{
    (void)state;
    for (const struct embedded *e = embedded_files; e->name; e++) {
        const char *dot = strrchr(e->name, '.');
        if (dot && strcmp(dot, ".tape") == 0)
            assert_memory_equal(e->bytes, "\x1f\x8b", 2);
    }
    assert_null(embed_find("data/demo.tape.gz"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_find),
        cmocka_unit_test(test_tapes_are_compressed),
    };
    return cmocka_run_group_tests_name("base/embed", tests, NULL, NULL);
}
