/* SPDX-License-Identifier: MIT */
/* The options of every request: https alone unless the host is marked, few
 * redirects and never to another protocol, limits on time, speed and size.
 * There is no switch for unchecked certificates; ca_file is the way. */
#include "http_parts.h"

#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/log.h"

static size_t take_body(char *bytes, size_t size, size_t n, void *self)
{
    struct transfer *t = self;

    (void)size; /* always 1 */
    if (n > t->limit_bytes - t->body.len) {
        t->is_over_limit = true; /* counted decoded: stops a gzip bomb */
        return 0;
    }
    strbuf_add_n(&t->body, bytes, n);
    return n;
}

static size_t take_header(char *line, size_t size, size_t n, void *self)
{
    struct transfer *t = self;

    (void)size;
    http_head_line(&t->head, line, n);
    return n;
}

static CURLcode set_protocols(const struct transfer *t)
{
    const struct curl_api *curl = t->curl;
    CURL *easy = t->easy;
    bool allow_http = t->request.allow_http;
    CURLcode code;
#if LIBCURL_VERSION_NUM >= 0x075500
    code = curl->easy_setopt(easy, CURLOPT_PROTOCOLS_STR,
                             allow_http ? "http,https" : "https");
    if (code == CURLE_OK)
        code = curl->easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "https");
#else
    code = curl->easy_setopt(easy, CURLOPT_PROTOCOLS,
                             (long)CURLPROTO_HTTPS |
                                 (allow_http ? (long)CURLPROTO_HTTP : 0L));
    if (code == CURLE_OK)
        code = curl->easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS,
                                 (long)CURLPROTO_HTTPS);
#endif
    return code;
}

/* What must hold or the request is not made. */
static CURLcode set_safety(struct transfer *t)
{
    const struct curl_api *curl = t->curl;
    CURL *easy = t->easy;
    CURLcode code = set_protocols(t);

    if (code == CURLE_OK)
        code = curl->easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    if (code == CURLE_OK)
        code = curl->easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    if (code == CURLE_OK)
        code = curl->easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 1L);
    if (code == CURLE_OK) /* a key must not travel to another host */
        code = curl->easy_setopt(easy, CURLOPT_MAXREDIRS,
                                 t->request.carries_key ? 0L : HTTP_REDIRECTS);
    if (code == CURLE_OK)
        code = curl->easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
    if (code == CURLE_OK)
        code = curl->easy_setopt(easy, CURLOPT_WRITEDATA, t);
    if (code == CURLE_OK)
        code = curl->easy_setopt(easy, CURLOPT_URL, t->request.url);
    return code;
}

static void set_limits(struct transfer *t, const struct http_options *o)
{
    const struct curl_api *curl = t->curl;
    CURL *easy = t->easy;
    long timeout_ms = o->timeout_ms > 0 ? o->timeout_ms : 20000;
    long connect_ms = o->connect_timeout_ms > 0 ? o->connect_timeout_ms : 5000;

    if (t->limit_bytes > HTTP_BIG_BYTES)
        timeout_ms *= 3;
    curl->easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, connect_ms);
    curl->easy_setopt(easy, CURLOPT_TIMEOUT_MS, timeout_ms);
    curl->easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, (long)HTTP_SLOW_BYTES_S);
    curl->easy_setopt(easy, CURLOPT_LOW_SPEED_TIME,
                      timeout_ms > 20000 ? 10L : (timeout_ms + 1999) / 2000);
    curl->easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE,
                      (curl_off_t)t->limit_bytes);
}

static void set_manners(struct transfer *t, const struct http_options *o)
{
    const struct curl_api *curl = t->curl;
    CURL *easy = t->easy;

    curl->easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
#if LIBCURL_VERSION_NUM >= 0x075700
    /* Whoever quits waits less for a name that nobody resolves. */
    curl->easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
#endif
    curl->easy_setopt(easy, CURLOPT_UNRESTRICTED_AUTH, 0L);
    curl->easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    curl->easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
    curl->easy_setopt(easy, CURLOPT_HTTP_VERSION,
                      t->request.is_http1 ? (long)CURL_HTTP_VERSION_1_1
                                          : (long)CURL_HTTP_VERSION_2TLS);
    curl->easy_setopt(easy, CURLOPT_PIPEWAIT, 1L);
    curl->easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
    curl->easy_setopt(easy, CURLOPT_MAXAGE_CONN, 60L);
    if (o->user_agent && o->user_agent[0])
        curl->easy_setopt(easy, CURLOPT_USERAGENT, o->user_agent);
    if (o->proxy && o->proxy[0])
        curl->easy_setopt(easy, CURLOPT_PROXY, o->proxy);
    curl->easy_setopt(easy, CURLOPT_ERRORBUFFER, t->error);
    curl->easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
    curl->easy_setopt(easy, CURLOPT_HEADERDATA, t);
    curl->easy_setopt(easy, CURLOPT_PRIVATE, t);
}

/* The library itself does not read these two, only its tool does. */
static const char *trusted_file(const struct http_options *o)
{
    const char *file = o->ca_file;

    if (!file || !file[0])
        file = getenv("CURL_CA_BUNDLE");
    if (!file || !file[0])
        file = getenv("SSL_CERT_FILE");
    return file && file[0] ? file : NULL;
}

static void add_header(struct transfer *t, const char *name, const char *value)
{
    struct strbuf line = {0};
    struct curl_slist *longer;

    if (value[0]) {
        strbuf_format(&line, "%s: %s", name, value);
        longer = t->curl->slist_append(t->headers, strbuf_text(&line));
        if (longer)
            t->headers = longer;
    }
    strbuf_done(&line);
}

static void log_request(const struct request *r)
{
    char url[URL_MAX];

    name_copy(url, sizeof(url), r->url);
    request_redact(r, url);
    if (r->is_private)
        url[strcspn(url, "?#")] = '\0';
    log_line(LOG_DEBUG, "net: %s asks %s", r->source, url);
}

/* The headers that the provider wants. Accept-Encoding and the like are the
 * library's own affair. */
static void add_headers(struct transfer *t)
{
    for (size_t i = 0; i < REQUEST_HEADERS_MAX; i++) {
        struct curl_slist *longer =
            t->request.headers[i][0]
                ? t->curl->slist_append(t->headers, t->request.headers[i])
                : NULL;
        if (longer)
            t->headers = longer;
    }
}

/* Cookies are kept in memory only, and only for the requests that say so: a
 * share of their own, so that nobody else sends them. */
static void set_cookies(struct transfer *t, CURLSH *jar)
{
    if (!t->request.wants_cookies)
        return;
    t->curl->easy_setopt(t->easy, CURLOPT_SHARE, jar);
    t->curl->easy_setopt(t->easy, CURLOPT_COOKIEFILE, "");
}

enum err http_set_options(struct transfer *t, const struct http_options *o,
                          CURLSH *jar, struct why *why)
{
    const char *ca_file = trusted_file(o);
    CURLcode code;

    t->limit_bytes =
        t->request.limit_bytes ? t->request.limit_bytes : HTTP_LIMIT_BYTES;
    code = set_safety(t);
    if (code == CURLE_OK && ca_file)
        code = t->curl->easy_setopt(t->easy, CURLOPT_CAINFO, ca_file);
    if (code != CURLE_OK)
        return why_set(why, ERR_USAGE, "%s: %s", t->request.source,
                       t->curl->easy_strerror(code));
    set_limits(t, o);
    set_manners(t, o);
    set_cookies(t, jar);
    add_headers(t);
    add_header(t, "If-None-Match", t->request.etag);
    add_header(t, "If-Modified-Since", t->request.last_modified);
    if (t->headers)
        t->curl->easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->headers);
    log_request(&t->request);
    return ERR_OK;
}
