/* SPDX-License-Identifier: MIT */
/* What a JSON answer is before its figures are read: whole, or an error. */
#include "answer.h"

#include <string.h>

#include "reply.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/base/utf8.h"
#include "wire.h"

enum { BODY_MAX = 4 << 20, WORDS_MAX = 140 };

const char *answer_words(json root)
{
    static const char *const keys[] = {"error",         "message",
                                       "detail",        "Error Message",
                                       "errorMessage",  "Note",
                                       "Information"};

    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        json v = json_get(root, keys[i]);
        const char *words = json_text(v);

        if (!words)
            words = json_text_of(v, "message");
        if (words && words[0])
            return words;
    }
    return NULL;
}

/* The words of a source may repeat the key: whole words are gone through
 * first, since half a key that a limit leaves would pass. */
static void clean_words(const struct answer *a, const char *words,
                        struct strbuf *out)
{
    struct strbuf whole = {0};

    strbuf_add(&whole, words);
    if (a->reply->request && whole.text)
        request_redact(a->reply->request, whole.text);
    utf8_clean(out, strbuf_text(&whole), whole.len, WORDS_MAX);
    strbuf_done(&whole);
}

enum err answer_told(const struct answer *a, enum err e, const char *words)
{
    const struct request *r = a->reply->request;
    bool is_one = r && r->symbol_count == 1;
    struct strbuf clean = {0};

    clean_words(a, words, &clean);
    (void)why_set(a->why, e, "%s: %s%s%s", a->source,
                  is_one ? r->symbols[0] : "", is_one ? ": " : "",
                  strbuf_text(&clean));
    strbuf_done(&clean);
    return e;
}

enum err answer_error(const struct answer *a, const char *symbol,
                      const char *place, const char *reason)
{
    return why_set(a->why, ERR_CORRUPT, "%s: %s%s%s: %s", a->source, symbol,
                   symbol[0] ? ": " : "", place, reason);
}

static enum err status_kind(long status)
{
    switch (status) {
    case 0:
    case 200:
    case 203:
        return ERR_OK;
    case 400:
    case 422:
        return ERR_RANGE;
    case 401:
        return ERR_EXPIRED;
    case 402:
    case 403:
    case 429:
        return ERR_REFUSED;
    case 404:
    case 410:
        return ERR_NOT_FOUND;
    default:
        return ERR_IO;
    }
}

static enum err plain_status(const struct answer *a, enum err e)
{
    return why_set(a->why, e, "%s: %s (HTTP %ld)", a->source,
                   e == ERR_EXPIRED     ? "the key is not accepted"
                   : e == ERR_REFUSED   ? "refused"
                   : e == ERR_NOT_FOUND ? "not there"
                                        : "failed",
                   a->reply->status);
}

/* A body that is no JSON. */
static enum err not_json(const struct answer *a, char first, enum err status)
{
    static const char *const limits[] = {"limit", "allocation", "oo many",
                                         "run over"};
    const char *body = a->reply->body;

    if (first == '<')
        return status != ERR_OK
                   ? plain_status(a, status)
                   : why_set(a->why, ERR_REFUSED,
                             "%s: not JSON but a web page (block page?)",
                             a->source);
    if (first == '\0')
        return status != ERR_OK ? plain_status(a, status)
                                : why_set(a->why, ERR_CORRUPT,
                                          "%s: empty reply", a->source);
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
        if (status == ERR_OK && strstr(body, limits[i]))
            return answer_told(a, ERR_REFUSED, body);
    if (status != ERR_OK)
        return answer_told(a, status, body);
    return why_set(a->why, ERR_SYNTAX, "%s: not JSON", a->source);
}

enum err answer_open(struct answer *a)
{
    const struct reply *r = a->reply;
    enum err status = status_kind(r->status), e;
    struct why damage = {""};
    const char *words;
    char first;

    a->source = reply_source(r, a->name);
    a->from = a->out->count;
    if (r->failure != REPLY_DONE)
        return reply_status(r, a->source, a->why);
    first = reply_first_byte(r);
    if (first != '{' && first != '[')
        return not_json(a, first, status);
    e = json_parse(r->body, r->size, BODY_MAX, &a->doc, &damage);
    if (e != ERR_OK && status != ERR_OK)
        return plain_status(a, status);
    if (e != ERR_OK) {
        reply_prefix(r, a->source, &damage);
        return why_set(a->why, e, "%s", damage.text);
    }
    a->root = json_root(a->doc);
    words = answer_words(a->root);
    if (status != ERR_OK)
        return words ? answer_told(a, status, words)
                     : plain_status(a, status);
    return ERR_OK;
}

void answer_close(struct answer *a)
{
    json_doc_free(a->doc);
    a->doc = NULL;
}

enum err answer_decode(const char *name, const struct reply *reply,
                       struct updates *out, struct why *why,
                       enum err (*read)(struct answer *a))
{
    struct answer a = {.name = name, .reply = reply, .out = out, .why = why};
    enum err e = answer_open(&a);

    if (e == ERR_OK)
        e = read(&a);
    answer_close(&a);
    return e;
}

bool answer_is_live(const struct answer *a)
{
    return a->reply->request && a->reply->request->symbol_count > 0;
}

bool answer_symbol(const struct answer *a, const char *parameter,
                   char out[SYMBOL_MAX])
{
    const struct request *r = a->reply->request;
    const char *at;

    out[0] = '\0';
    if (!r)
        return false;
    if (r->symbol_count > 0)
        return symbol_from_text(r->symbols[0], strlen(r->symbols[0]), out);
    at = strstr(r->url, parameter);
    if (!at)
        return false;
    at += strlen(parameter);
    return symbol_from_text(at, strcspn(at, "&#/?"), out);
}

bool answer_ours(const struct answer *a, const char *wire,
                 char out[SYMBOL_MAX])
{
    out[0] = '\0';
    return wire && wire_symbol(a->reply, provider_find(a->name), wire, out);
}

static bool has_come(const struct answer *a, const char *symbol)
{
    for (size_t i = a->from; i < a->out->count; i++)
        if (strcmp(a->out->items[i].symbol, symbol) == 0)
            return true;
    return false;
}

enum err answer_absent(const struct answer *a)
{
    const struct request *r = a->reply->request;
    struct strbuf absent = {0};
    enum err e;

    if (!r || r->symbol_count == 0)
        return a->out->count > a->from
                   ? ERR_OK
                   : why_set(a->why, ERR_NOT_FOUND, "%s: no such symbol",
                             a->source);
    for (size_t i = 0; i < r->symbol_count; i++) {
        if (has_come(a, r->symbols[i])) {
            strbuf_done(&absent);
            return ERR_OK; /* who asked sees which did not */
        }
        strbuf_format(&absent, "%s%s", i ? ", " : "", r->symbols[i]);
    }
    e = why_set(a->why, ERR_NOT_FOUND, "%s: unknown symbol: %s", a->source,
                strbuf_text(&absent));
    strbuf_done(&absent);
    return e;
}

enum err answer_plan(const struct ask *ask, size_t most, struct request *out,
                     struct why *why)
{
    *out = (struct request){0};
    if (ask->symbol_count == 0 || ask->symbol_count > most)
        return why_set(why, ERR_USAGE, "%s: 1 to %zu symbols a request",
                       ask->name, most);
    if (!ask->key || !ask->key[0])
        return why_set(why, ERR_USAGE, "%s: no key", ask->name);
    if (!request_secret(out, ask->key))
        return why_set(why, ERR_USAGE, "%s: the key is longer than %d letters",
                       ask->name, SECRET_MAX - 1);
    return ERR_OK;
}
