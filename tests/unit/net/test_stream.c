/* SPDX-License-Identifier: MIT */
/* WebSockets: there, or a sentence that says why not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tapewatch/net/stream.h"

static void there_or_a_reason(void **state)
{
    struct http_options o = {.user_agent = "tapewatch"};
    struct stream s = {.self = NULL};
    struct why why = {""};

    (void)state;
    if (!stream_available(&why)) {
        assert_non_null(strstr(why.text, " speaks no wss: polling instead"));
        assert_memory_equal(why.text, "libcurl ", 8);
        why.text[0] = '\0';
        assert_int_equal(stream_new(&o, false, &s, &why), ERR_MISSING);
        assert_true(why.text[0] != '\0');
        assert_null(s.self);
        return;
    }
    assert_int_equal(stream_new(&o, false, &s, &why), ERR_OK);
    assert_int_equal(s.fd(s.self), -1);
    assert_int_equal(s.send(s.self, "x", 1, &why), ERR_IO);
    s.free(s.self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(there_or_a_reason)};

    return cmocka_run_group_tests_name("stream", tests, NULL, NULL);
}
