/* SPDX-License-Identifier: MIT */
/* Any bytes as secrets.conf: no problem that is told holds a value, a key
 * that is kept is printable, and the settings print nothing of it. */
#include <stdlib.h>

#include "../../src/config/secrets.c"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The words themselves may have some letters of a short value. */
enum { TELLING = 24 };

static void check_not_in(const char *text, const char *secret)
{
    if (strlen(secret) >= TELLING && strstr(text, secret))
        abort();
}

static void check_key(const struct config *c, const char *key)
{
    if (!is_key(key, strlen(key)))
        abort();
    for (size_t i = 0; i < config_problem_count(c); i++)
        check_not_in(config_problem(c, i), key);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct config *c = NULL;
    struct strbuf before = {0}, after = {0};

    if (config_load_text("", 0, &c) != ERR_OK)
        abort();
    config_print(c, &before);
    read_lines(c, "secrets.conf", (const char *)data, size);
    (void)config_find_secret(c, "fuzz", "FUZZ_API_KEY");
    config_print(c, &after);
    if (strcmp(strbuf_text(&before), strbuf_text(&after)) != 0)
        abort();
    for (size_t i = 0; i < c->secret_count; i++)
        check_key(c, c->secrets[i].text);
    for (size_t i = 0; i < config_problem_count(c); i++)
        if (strncmp(config_problem(c, i), "secrets.conf: line ", 19) != 0 &&
            strcmp(config_problem(c, i), "and more") != 0)
            abort();
    strbuf_done(&before);
    strbuf_done(&after);
    config_free(c);
    return 0;
}
