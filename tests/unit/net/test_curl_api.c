/* SPDX-License-Identifier: MIT */
/* libcurl comes with the first request, not before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <dlfcn.h>

#include "../../../src/net/curl_api.h"
#include "tapewatch/net/transport.h"

#ifdef TAPEWATCH_CURL_FILE
static bool is_there(void)
{
    void *library = dlopen(TAPEWATCH_CURL_FILE, RTLD_NOW | RTLD_NOLOAD);

    if (library)
        (void)dlclose(library);
    return library != NULL;
}

static struct transport transport(void)
{
    struct http_options o = {.user_agent = "tapewatch-test"};
    struct transport t;

    assert_int_equal(http_transport_new(&o, &t, NULL), ERR_OK);
    return t;
}

static void a_request_brings_it(void **state)
{
    struct request r = {.id = 1, .allow_http = true};
    struct transport t = transport();
    struct reply reply;

    (void)state;
    t.wake(t.self);
    assert_int_equal(t.collect(t.self, 10, &reply), 0);
    t.free(t.self);
    assert_false(is_there());
    t = transport();
    name_copy(r.source, sizeof r.source, "test");
    name_copy(r.url, sizeof r.url, "http://127.0.0.1:1/");
    assert_int_equal(t.submit(t.self, &r, NULL), ERR_OK);
    assert_true(is_there());
    t.free(t.self);
}
#else
static void a_request_brings_it(void **state)
{
    (void)state;
    skip(); /* linked */
}
#endif

static void every_function_is_found(void **state)
{
    struct curl_api curl;
    struct why why = {""};

    (void)state;
    assert_int_equal(curl_api_open(&curl, &why), ERR_OK);
#define CURL_FOUND(result, name, parameters) assert_non_null(curl.name);
    CURL_FUNCTIONS(CURL_FOUND)
#undef CURL_FOUND
    assert_non_null(strchr(curl.version_info(CURLVERSION_NOW)->version, '.'));
    curl.global_cleanup();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_brings_it),
        cmocka_unit_test(every_function_is_found),
    };

    return cmocka_run_group_tests_name("curl_api", tests, NULL, NULL);
}
