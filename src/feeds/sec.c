/* SPDX-License-Identifier: MIT */
/* What the providers of the SEC's EDGAR share. */
#include "sec.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "reply.h"
#include "wire.h"

enum err sec_request(const struct ask *ask, const struct strbuf *url,
                     size_t limit_bytes, struct request *out,
                     struct why *why)
{
    struct strbuf agent = {0};
    enum err e;

    if (!ask->contact || !ask->contact[0])
        return why_set(why, ERR_USAGE,
                       "%s: the SEC wants to know who asks: set `contact` in "
                       "the config to your e-mail address", ask->name);
    *out = (struct request){.limit_bytes = limit_bytes};
    strbuf_format(&agent, "tapewatch/" TAPEWATCH_VERSION " (%s)",
                  ask->contact);
    e = wire_request(url, ask, out, why);
    if (e == ERR_OK && !request_header(out, "User-Agent", agent.text))
        e = why_set(why, ERR_USAGE, "%s: `contact` is too long or no address",
                    ask->name);
    strbuf_done(&agent);
    return e;
}

static bool is_cik(const char *s)
{
    return strlen(s) == CIK_MAX - 1 && strspn(s, "0123456789") == CIK_MAX - 1;
}

enum err sec_company_request(const struct ask *ask, const char *path,
                             size_t limit_bytes, struct request *out,
                             struct why *why)
{
    const char *base = ask->base_url ? ask->base_url : SEC_DATA_URL;
    struct strbuf url = {0};
    enum err e;

    if (ask->symbol_count != 1)
        return why_set(why, ERR_USAGE, "%s: one symbol a request", ask->name);
    if (!is_cik(ask->cik))
        return why_set(why, ERR_MISSING,
                       "%s: %s: the SEC's number of the company (CIK) is not "
                       "known", ask->name, ask->symbols[0]);
    strbuf_format(&url, "%s%s/CIK%s.json", base, path, ask->cik);
    e = sec_request(ask, &url, limit_bytes, out, why);
    strbuf_done(&url);
    return e;
}

bool sec_cik(json v, char out[CIK_MAX])
{
    const char *text = json_text(v);
    char digits[CIK_MAX];
    int64_t n;

    if (json_int(v, &n) && n > 0 && n <= INT64_C(9999999999)) {
        (void)snprintf(digits, sizeof digits, "%010" PRId64, n);
    } else if (text && text[0] && strlen(text) < CIK_MAX &&
               strspn(text, "0123456789") == strlen(text)) {
        memset(digits, '0', sizeof digits);
        memcpy(digits + CIK_MAX - 1 - strlen(text), text, strlen(text) + 1);
    } else {
        return false;
    }
    memcpy(out, digits, CIK_MAX);
    return true;
}

enum err sec_error(const struct sec *s, enum err e, const char *place,
                   const char *reason)
{
    return why_set(s->why, e, "%s: %s: %s", s->label, place, reason);
}

enum err sec_open(struct sec *s, const char *provider,
                  const struct reply *reply, struct updates *out,
                  struct why *why)
{
    const struct request *r = reply->request;
    enum err e;

    *s = (struct sec){.reply = reply, .out = out, .why = why};
    s->source = reply_source(reply, provider);
    if (r && r->symbol_count == 1)
        (void)symbol_from_text(r->symbols[0], strlen(r->symbols[0]),
                               s->symbol);
    (void)snprintf(s->label, sizeof s->label, "%s%s%s", s->source,
                   s->symbol[0] ? ": " : "", s->symbol);
    e = reply_status(reply, s->label, why);
    if (e == ERR_NOT_FOUND)
        return why_set(why, e, "%s: unknown company or concept (HTTP %ld)",
                       s->label, reply->status);
    if (e != ERR_OK)
        return e;
    if (reply_is_html(reply))
        return why_set(why, ERR_REFUSED, "%s: an HTML page instead of figures",
                       s->label);
    if (reply_first_byte(reply) == '<')
        return why_set(why, ERR_NOT_FOUND, "%s: XML instead of figures: "
                       "unknown company or concept", s->label);
    return ERR_OK;
}

enum err sec_json(const struct sec *s, size_t limit_bytes,
                  struct json_doc **doc)
{
    enum err e = json_parse(s->reply->body, s->reply->size, limit_bytes, doc,
                            s->why);

    if (e != ERR_OK)
        why_prefix(s->why, s->label);
    return e;
}
