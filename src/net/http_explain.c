/* SPDX-License-Identifier: MIT */
/* Why a request failed, in words for a status line. */
#include "http_parts.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void explain_timeout(const struct transfer *t, struct reply *out)
{
    curl_off_t connected_us = 0, bytes = 0;

    out->failure = REPLY_TIMEOUT;
    t->curl->easy_getinfo(t->easy, CURLINFO_CONNECT_TIME_T, &connected_us);
    t->curl->easy_getinfo(t->easy, CURLINFO_SIZE_DOWNLOAD_T, &bytes);
    if (connected_us == 0)
        snprintf(out->error, sizeof(out->error), "no connection in time");
    else if (bytes > 0 && strstr(t->error, "too slow"))
        snprintf(out->error, sizeof(out->error),
                 "too slow: under %d bytes a second", HTTP_SLOW_BYTES_S);
    else
        snprintf(out->error, sizeof(out->error), "timed out after %lld s",
                 (long long)((out->took_ms + 500) / 1000));
}

static void explain_connect(const struct transfer *t, struct reply *out)
{
    long number = 0;

    out->failure = REPLY_NO_HOST;
    t->curl->easy_getinfo(t->easy, CURLINFO_OS_ERRNO, &number);
    if (number == ECONNREFUSED)
        snprintf(out->error, sizeof(out->error), "connection refused");
    else if (number == ENETUNREACH || number == EHOSTUNREACH)
        snprintf(out->error, sizeof(out->error), "network unreachable");
    else
        snprintf(out->error, sizeof(out->error), "no connection: %.120s",
                 t->error[0] ? t->error : "reason unknown");
}

/* How long the scheme of an address is, 0 when it has none. */
static size_t scheme_of(const char *url)
{
    size_t n = strspn(url, "abcdefghijklmnopqrstuvwxyz"
                           "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    return url[n] == ':' ? n : 0;
}

/* One without a scheme stays with that of what was asked. */
static void explain_protocol(const struct transfer *t, struct reply *out)
{
    const char *to = t->head.location;

    if (to[0])
        to = scheme_of(to) ? to : t->request.url;
    if (to[0])
        snprintf(out->error, sizeof(out->error), "redirect to %.*s refused",
                 (int)scheme_of(to), to);
    else
        snprintf(out->error, sizeof(out->error),
                 "only https is asked (see insecure_hosts)");
}

static void explain_redirects(const struct transfer *t, struct reply *out)
{
    if (t->request.carries_key)
        snprintf(out->error, sizeof(out->error),
                 "redirect refused: the request carries a key");
    else
        snprintf(out->error, sizeof(out->error), "more than %d redirects",
                 HTTP_REDIRECTS);
}

static void explain_size(const struct transfer *t, struct reply *out)
{
    double limit = (double)t->limit_bytes;

    out->failure = REPLY_TOO_BIG;
    if (limit >= 1e6)
        snprintf(out->error, sizeof(out->error), "body over %.4g MB",
                 limit / 1e6);
    else
        snprintf(out->error, sizeof(out->error), "body over %.4g kB",
                 limit / 1e3);
}

static void explain_trust(const struct transfer *t, struct reply *out)
{
    const char *reason = strstr(t->error, ": ");

    reason = reason ? reason + 2 : t->error;
    snprintf(out->error, sizeof(out->error), "certificate not trusted: %.110s",
             reason[0] ? reason : "reason unknown");
}

static void explain(const struct transfer *t, CURLcode code, struct reply *out)
{
    out->failure = REPLY_BROKEN;
    if (t->is_over_limit || code == CURLE_FILESIZE_EXCEEDED) {
        explain_size(t, out);
    } else if (code == CURLE_OPERATION_TIMEDOUT) {
        explain_timeout(t, out);
    } else if (code == CURLE_COULDNT_RESOLVE_HOST) {
        out->failure = REPLY_NO_HOST;
        snprintf(out->error, sizeof(out->error), "host not found");
    } else if (code == CURLE_COULDNT_RESOLVE_PROXY) {
        out->failure = REPLY_NO_HOST;
        snprintf(out->error, sizeof(out->error), "proxy not found");
    } else if (code == CURLE_COULDNT_CONNECT) {
        explain_connect(t, out);
    } else if (code == CURLE_UNSUPPORTED_PROTOCOL) {
        explain_protocol(t, out);
    } else if (code == CURLE_TOO_MANY_REDIRECTS) {
        explain_redirects(t, out);
    } else if (code == CURLE_PEER_FAILED_VERIFICATION) {
        explain_trust(t, out);
    } else if (code == CURLE_PARTIAL_FILE || code == CURLE_RECV_ERROR) {
        snprintf(out->error, sizeof(out->error), "cut short");
    } else if (code == CURLE_GOT_NOTHING) {
        snprintf(out->error, sizeof(out->error), "closed without an answer");
    } else {
        snprintf(out->error, sizeof(out->error), "%.150s",
                 t->error[0] ? t->error : t->curl->easy_strerror(code));
    }
}

void http_explain(const struct transfer *t, CURLcode code, struct reply *out)
{
    explain(t, code, out);
    request_redact(&t->request, out->error); /* the library quotes URLs */
}
