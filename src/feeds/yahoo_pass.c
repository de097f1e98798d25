/* SPDX-License-Identifier: MIT */
/* Yahoo's cookie and crumb, which its richer endpoints want. A consent page is
 * never answered for the user: it only makes those endpoints unavailable. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "reply.h"
#include "wire.h"
#include "yahoo.h"

enum { PAGE_MOST = 512 << 10, CRUMB_MOST = 64, LOOK_MOST = 256 << 10 };

static bool holds(const struct reply *reply, const char *word)
{
    size_t n = reply->size < LOOK_MOST ? reply->size : LOOK_MOST;

    return n && memmem(reply->body, n, word, strlen(word)) != NULL;
}

/* Where it leads is not ours to follow. */
static bool is_redirect(const struct reply *reply)
{
    if (reply->failure == REPLY_BROKEN)
        return strstr(reply->error, "redirect") != NULL;
    return reply->failure == REPLY_DONE && reply->status >= 301 &&
           reply->status <= 308 && reply->status != 304;
}

enum err yahoo_consent(const struct reply *reply, const char *source,
                       struct why *why)
{
    static const char *const marks[] = {
        "guce.yahoo.com", "consent.yahoo.com", "collectConsent",
        "id=\"consent-page\"", "class=\"consent-form\"",
    };

    if (is_redirect(reply))
        return why_set(why, ERR_REFUSED,
                       "%s: redirected, likely to a consent page: richer "
                       "quotes unavailable", source);
    if (reply->failure != REPLY_DONE || reply_first_byte(reply) != '<')
        return ERR_OK;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (holds(reply, marks[i]))
            return why_set(why, ERR_REFUSED,
                           "%s: consent page: richer quotes unavailable",
                           source);
    return ERR_OK;
}

bool yahoo_crumb_refused(const struct reply *reply)
{
    return reply->failure == REPLY_DONE &&
           (reply->status == 401 || holds(reply, "Invalid Crumb") ||
            holds(reply, "Invalid Cookie") || holds(reply, "Unauthorized"));
}

/* The first page of any kind sets the cookie; the second tells the crumb. */
static enum err plan(unsigned step, const struct ask *ask,
                     struct request *out, struct why *why)
{
    const char *base = ask->base_url ? ask->base_url : YAHOO_URL;
    const struct ask none = {.name = ask->name};
    struct strbuf url = {0};
    enum err e;

    *out = (struct request){.limit_bytes = PAGE_MOST, .wants_cookies = true};
    if (step == 0 && strstr(base, ".yahoo.com"))
        strbuf_add(&url, "https://fc.yahoo.com/");
    else
        strbuf_format(&url, "%s/%s", base, step ? "v1/test/getcrumb" : "");
    e = wire_request(&url, &none, out, why);
    strbuf_done(&url);
    if (e == ERR_OK &&
        !request_header(out, "Accept",
                        step ? "text/plain, */*" : "text/html, */*"))
        e = why_set(why, ERR_USAGE, "%s: no room for headers", ask->name);
    return e;
}

/* Eleven letters, digits, "/" and "." as a rule; never words of an error. */
static bool is_crumb(const char *s, size_t n)
{
    static const char *const words[] = {"unauthorized", "forbidden",
                                        "invalid", "error"};

    if (n == 0 || n > CRUMB_MOST)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!isalnum((unsigned char)s[i]) && !strchr("./-_~+=!@$*\\", s[i]))
            return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (n >= strlen(words[i]) &&
            strncasecmp(s, words[i], strlen(words[i])) == 0)
            return false;
    return true;
}

static enum err read_crumb(const struct reply *reply, const char *source,
                           char pass[PASS_MAX], struct why *why)
{
    const char *s = reply->size ? reply->body : "";
    size_t n = reply->size;

    if (holds(reply, "Too Many Requests"))
        return why_set(why, ERR_REFUSED, "%s: crumb: too many requests",
                       source);
    if (reply_first_byte(reply) == '<' || holds(reply, "<html"))
        return why_set(why, ERR_REFUSED, "%s: crumb: a web page instead",
                       source);
    for (; n && isspace((unsigned char)*s); s++)
        n--;
    while (n && isspace((unsigned char)s[n - 1]))
        n--;
    if (n == 0)
        return why_set(why, ERR_CORRUPT, "%s: crumb: empty reply", source);
    if (!is_crumb(s, n))
        return why_set(why, ERR_CORRUPT, "%s: crumb: not one", source);
    memcpy(pass, s, n);
    pass[n] = '\0';
    return ERR_OK;
}

static enum err decode(unsigned step, const struct reply *reply,
                       char pass[PASS_MAX], struct why *why)
{
    const char *source = reply_source(reply, "yahoo-quote");
    enum err e = yahoo_consent(reply, source, why);

    if (e != ERR_OK)
        return e;
    e = reply_status(reply, source, why);
    if (step == 0) /* any page will do, a 404 as a rule */
        return reply->failure != REPLY_DONE || reply->status == 429 ? e
                                                                    : ERR_OK;
    return e == ERR_OK ? read_crumb(reply, source, pass, why) : e;
}

const struct pass_ops yahoo_pass = {
    .steps = 2, .plan = plan, .decode = decode,
};
