/*
 * What the files of the HTTP transport share: one transfer, its options
 * (http_options.c) and its headers (http_headers.c).
 */
#ifndef TAPEWATCH_NET_HTTP_PARTS_H
#define TAPEWATCH_NET_HTTP_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "curl_api.h"
#include "tapewatch/base/err.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/model/request.h"
#include "tapewatch/net/transport.h"

enum {
    HTTP_REDIRECTS = 3,
    HTTP_LIMIT_BYTES = 2 * 1000 * 1000, /* when the request names none */
    HTTP_BIG_BYTES = 8 * 1000 * 1000,   /* above: three times the time */
    HTTP_SLOW_BYTES_S = 200             /* slower than this is given up */
};

/* What the reply's head said; of the last one when there were redirects. */
struct http_head {
    char etag[128], last_modified[64], content_type[128];
    char location[256];  /* of the last redirect */
    char retry_after[64];
    int64_t date_ms; /* 0: not said */
};

struct transfer {
    struct transfer *next; /* in the pool */
    const struct curl_api *curl;
    CURL *easy;            /* kept between uses: it holds buffers */
    struct curl_slist *headers;
    struct request request;
    struct strbuf body;
    struct http_head head;
    size_t limit_bytes;
    bool is_over_limit;
    char error[CURL_ERROR_SIZE];
};

/* Sets every option of the request that t->request describes; `jar` keeps
 * the cookies of those that want any. */
enum err http_set_options(struct transfer *t, const struct http_options *o,
                          CURLSH *jar, struct why *why);

/* Takes one header line (with or without its line end). */
void http_head_line(struct http_head *h, const char *line, size_t n);
/* What Retry-After asked for, in ms from `now_ms`; 0 when it said nothing.
 * A date counts from the server's own Date where there is one. */
int64_t http_head_retry_ms(const struct http_head *h, int64_t now_ms);

/* Turns the library's result into reply->failure and a sentence. */
void http_explain(const struct transfer *t, CURLcode code, struct reply *out);

#endif
