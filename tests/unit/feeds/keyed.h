/*
 * For tests of sources that want a key.
 */
#ifndef TAPEWATCH_TESTS_UNIT_FEEDS_KEYED_H
#define TAPEWATCH_TESTS_UNIT_FEEDS_KEYED_H

#include "replies.h"

#define KEY "k3y-that/nobody+sees"
#define KEY_IN_URL "k3y-that%2Fnobody%2Bsees"

struct keyed_case { /* a body, its status, what it must come to */
    const char *body;
    long status;
    enum err e;
    const char *words;
};

/* Each as the answer to a request for AAA that carries the key. */
static inline void check_cases(const char *provider,
                               const struct keyed_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct got g = {0};

        asked_for(&g, provider, "AAA");
        assert_true(request_secret(&g.request, KEY));
        decode_text(&g, provider, cases[i].body, "", cases[i].status);
        assert_string_equal(g.why.text, cases[i].words);
        assert_int_equal(g.e, cases[i].e);
        assert_int_equal(g.out.count, 0);
        forget(&g);
    }
}

/* The request for one symbol; `e` is what must come of it. */
static inline struct request planned(const char *provider, enum job job,
                                     const char *symbol, const char *key,
                                     enum err e)
{
    struct ask ask = {.job = job, .name = provider, .symbol_count = 1,
                      .key = key, .now_ms = LATE_MS};
    struct request r = {0};
    struct why why = {""};

    name_copy(ask.symbols[0], SYMBOL_MAX, symbol);
    assert_int_equal(provider_find(provider)->plan(&ask, &r, &why), e);
    assert_int_equal(why.text[0] != '\0', e != ERR_OK);
    assert_null(strstr(why.text, KEY));
    if (e == ERR_OK) {
        struct why shown = {""};

        /* Wherever the key stands, it is known as a secret. */
        assert_true(r.carries_key);
        assert_string_equal(r.source, provider);
        request_redact(&r, r.url);
        for (int i = 0; i < REQUEST_HEADERS_MAX; i++)
            request_redact(&r, r.headers[i]);
        assert_null(strstr(r.url, KEY_IN_URL));
        (void)snprintf(shown.text, sizeof shown.text, "%s", KEY);
        request_redact(&r, shown.text);
        assert_null(strstr(shown.text, "nobody"));
    }
    return r;
}

/* What every source of US shares refuses, and that none asks without key. */
static inline void check_refusals(const char *provider, enum job job)
{
    static const char *const none[] = {"^XX", "EURUSD=X", "BTC-USD", "CL=F",
                                       "7203.T", "VOD.L", "FRED:DGS10", "A1"};
    const struct provider *p = provider_find(provider);
    char out[SYMBOL_MAX];

    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        assert_false(p->spell(none[i], instrument_type_of_symbol(none[i]),
                              out));
        (void)planned(provider, job, none[i], KEY, ERR_USAGE);
    }
    assert_false(p->spell("AAA", INSTRUMENT_crypto, out));
    assert_true(p->spell("AAA", INSTRUMENT_etf, out));
    assert_true(p->spell("BRK-B", INSTRUMENT_equity, out));
    (void)planned(provider, job, "AAA", NULL, ERR_USAGE);
    (void)planned(provider, job, "AAA", "", ERR_USAGE);
    assert_non_null(p->key_name);
    assert_true(p->rates[0].requests > 0);
}

#endif
