/* SPDX-License-Identifier: MIT */
/* Keys: which file is read at all, which line counts, and that no problem
 * that is told quotes any of it. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tapewatch/config/config.h"
#include "tapewatch/model/request.h"

struct home {
    char folder[64], ours[96], file[128];
};

static int enter_home(void **state)
{
    struct home *h = calloc(1, sizeof *h);

    if (!h)
        return -1;
    *state = h;
    strncpy(h->folder, "/tmp/tapewatch-secrets-XXXXXX", sizeof h->folder - 1);
    if (!mkdtemp(h->folder))
        return -1;
    (void)snprintf(h->ours, sizeof h->ours, "%s/tapewatch", h->folder);
    (void)snprintf(h->file, sizeof h->file, "%s/secrets.conf", h->ours);
    setenv("XDG_CONFIG_HOME", h->folder, 1);
    unsetenv("TEST_API_KEY");
    return mkdir(h->ours, 0700);
}

static int leave_home(void **state)
{
    struct home *h = *state;

    (void)remove(h->file);
    (void)rmdir(h->ours);
    (void)rmdir(h->folder);
    unsetenv("TEST_API_KEY");
    free(h);
    return 0;
}

static void write_secrets(const struct home *h, const char *text,
                          unsigned mode)
{
    FILE *f = fopen(h->file, "w");

    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(chmod(h->file, mode), 0);
}

static struct config *load(void)
{
    struct config *c = NULL;

    assert_int_equal(config_load(NULL, NULL, 0, &c, NULL), ERR_OK);
    return c;
}

static const char *key(struct config *c)
{
    return config_find_secret(c, "test", "TEST_API_KEY")
               ? config_secret(c, "test")
               : "";
}

static void the_last_line_counts(void **state)
{
    struct config *c;

    write_secrets(*state, "# remark\n\n  TEST_API_KEY =  first \r\n"
                          "OTHER=x\nTEST_API_KEY = \"second+/=\"\n", 0600);
    c = load();
    assert_int_equal(config_problem_count(c), 0);
    assert_string_equal(key(c), "second+/=");
    assert_null(config_secret(c, "another"));
    config_free(c);
}

static void the_environment_goes_first(void **state)
{
    struct config *c;

    write_secrets(*state, "TEST_API_KEY = from-the-file\n", 0600);
    setenv("TEST_API_KEY", "from-outside", 1);
    c = load();
    assert_string_equal(key(c), "from-outside");
    config_free(c);
    setenv("TEST_API_KEY", "", 1); /* as good as not set */
    c = load();
    assert_string_equal(key(c), "from-the-file");
    config_free(c);
    setenv("TEST_API_KEY", "two words-of-it", 1);
    c = load();
    assert_string_equal(key(c), "");
    assert_int_equal(config_problem_count(c), 1);
    assert_non_null(strstr(config_problem(c, 0), "TEST_API_KEY"));
    assert_null(strstr(config_problem(c, 0), "words-of-it"));
    config_free(c);
}

static void only_a_private_file_is_read(void **state)
{
    static const unsigned open_to_others[] = {0604, 0620, 0640, 0601, 0666};
    const struct home *h = *state;
    char advice[160];

    (void)snprintf(advice, sizeof advice, "chmod 600 %s", h->file);
    for (size_t i = 0; i < sizeof open_to_others / sizeof(unsigned); i++) {
        struct config *c;

        write_secrets(h, "TEST_API_KEY = abc\n", open_to_others[i]);
        c = load();
        assert_string_equal(key(c), "");
        assert_int_equal(config_problem_count(c), 1);
        assert_non_null(strstr(config_problem(c, 0), "others may read it"));
        assert_non_null(strstr(config_problem(c, 0), advice));
        config_free(c);
    }
}

static void a_folder_is_no_file(void **state)
{
    const struct home *h = *state;
    struct config *c;

    assert_int_equal(mkdir(h->file, 0700), 0);
    c = load();
    assert_int_equal(config_problem_count(c), 1);
    assert_non_null(strstr(config_problem(c, 0), "not a file"));
    config_free(c);
    assert_int_equal(rmdir(h->file), 0);
    c = load(); /* and none at all is no problem */
    assert_int_equal(config_problem_count(c), 0);
    config_free(c);
}

static void wrong_lines_are_told_without_their_text(void **state)
{
    static const char *const places[] = {":1:1: ", ":2:16: ", ":3:15: ",
                                         ":4:1: ", ":5:16: "};
    char text[SECRET_MAX + 200];
    struct config *c;

    (void)snprintf(text, sizeof text,
                   "s3cretOne\nTEST_API_KEY = s3cret Two\nTEST_API_KEY =\n"
                   "= s3cretThree\nTEST_API_KEY = s3cret%0*d\n",
                   SECRET_MAX, 0);
    write_secrets(*state, text, 0600);
    c = load();
    assert_string_equal(key(c), "");
    assert_int_equal(config_problem_count(c), 5);
    for (size_t i = 0; i < 5; i++) {
        assert_non_null(strstr(config_problem(c, i), places[i]));
        assert_null(strstr(config_problem(c, i), "s3cret"));
    }
    config_free(c);
}

static void settings_are_printed_without_keys(void **state)
{
    struct config *c;
    struct strbuf out = {0};

    write_secrets(*state, "TEST_API_KEY = s3cretFour\n", 0600);
    c = load();
    assert_string_equal(key(c), "s3cretFour");
    config_print(c, &out);
    assert_null(strstr(out.text, "s3cret"));
    strbuf_done(&out);
    config_free(c);
}

/* [provider NAME] of one config: where, how often, whom they may write to. */
static void providers_and_contact(void **state)
{
    static const char text[] =
        "contact = me@example.com\n[provider tiingo]\ninterval = 2h\n"
        "key_command = pass show tiingo\n[provider fmp]\ninterval = 8d\n"
        "[provider cnbc]\ninterval = 999ms\n";
    struct config *c = NULL;

    (void)state;
    assert_int_equal(config_load_text(text, sizeof text - 1, &c), ERR_OK);
    assert_string_equal(config_text(c, OPT_contact), "me@example.com");
    assert_int_equal(config_provider_ms(c, "tiingo"), 2 * 3600 * 1000);
    assert_string_equal(config_key_command(c, "tiingo"), "pass show tiingo");
    assert_string_equal(config_key_command(c, "fmp"), "");
    assert_int_equal(config_provider_ms(c, "fmp"), 0);
    assert_int_equal(config_provider_ms(c, "cnbc"), 0);
    assert_int_equal(config_problem_count(c), 2);
    assert_string_equal(config_problem(c, 0),
                        "config:6:12: '8d' for interval is not a duration of 1s"
                        " to 7d");
    config_free(c);
}

int main(void)
{
#define AT_HOME(test)                                                       \
    cmocka_unit_test_setup_teardown(test, enter_home, leave_home)
    const struct CMUnitTest tests[] = {
        AT_HOME(the_last_line_counts),
        AT_HOME(the_environment_goes_first),
        AT_HOME(only_a_private_file_is_read),
        AT_HOME(a_folder_is_no_file),
        AT_HOME(wrong_lines_are_told_without_their_text),
        AT_HOME(settings_are_printed_without_keys),
        AT_HOME(providers_and_contact),
    };

    return cmocka_run_group_tests_name("secrets", tests, NULL, NULL);
}
