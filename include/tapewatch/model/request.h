/*
 * What a provider wants asked, and what came back. Plain values between
 * feeds (which know no net) and net (which knows no feeds).
 */
#ifndef TAPEWATCH_MODEL_REQUEST_H
#define TAPEWATCH_MODEL_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/model/bar.h"
#include "tapewatch/model/symbol.h"

enum { URL_MAX = 2048, REQUEST_SYMBOLS_MAX = 20, REQUEST_HEADERS_MAX = 4,
       REQUEST_SECRETS_MAX = 2, HEADER_MAX = 240, SECRET_MAX = 160 };

struct request {
    uint64_t id;            /* the poller's; comes back in the reply */
    char source[SOURCE_MAX]; /* "yahoo-spark", or a feed's own name */
    char url[URL_MAX];
    size_t symbol_count; /* the symbols it asks for, 0 for a feed */
    char symbols[REQUEST_SYMBOLS_MAX][SYMBOL_MAX];
    enum bar_span span; /* of the series asked for, where it matters */
    size_t limit_bytes; /* of the decoded body */
    bool is_http1;      /* never HTTP/2 */
    bool allow_http;    /* host marked by the user, or loopback in tests */
    bool carries_key;   /* never follow a redirect */
    bool is_private;    /* what its URL has behind "?" is not logged */
    bool wants_cookies; /* keeps and sends the cookies of its source's site */
    char headers[REQUEST_HEADERS_MAX][HEADER_MAX]; /* "Name: value" or "" */
    /* Keys and crumbs that stand in the URL or a header: whatever is shown,
     * logged or recorded goes through request_redact() first. */
    char secrets[REQUEST_SECRETS_MAX][SECRET_MAX];
    char etag[128], last_modified[64]; /* "" : unconditional */
};

enum reply_failure {
    REPLY_DONE,    /* an HTTP status came */
    REPLY_NO_HOST, /* name or connection failed */
    REPLY_TIMEOUT, /* too slow, or dripping */
    REPLY_TOO_BIG,
    REPLY_BROKEN,  /* cut short, bad TLS, refused redirect, ... */
};

/* The body belongs to whoever made the reply; borrowed while decoding. */
struct reply {
    uint64_t id;
    const struct request *request; /* borrowed; NULL in `decode` of a file */
    enum reply_failure failure;
    char error[160]; /* the transport's words when failure is not DONE */
    long status;     /* HTTP, 0 without */
    const char *body; /* NUL-terminated at body[size] */
    size_t size;
    char content_type[128]; /* "" when not said; charset included */
    char etag[128], last_modified[64];
    int64_t retry_after_ms;  /* 0: not said */
    int64_t date_ms;         /* the server's Date, 0: not said */
    int64_t received_ms;     /* when it was complete (becomes update.t) */
    uint64_t wire_bytes;
    int64_t took_ms;
};

/* Adds "name: value"; false when it does not fit or would break the line. */
bool request_header(struct request *r, const char *name, const char *value);
/* Remembers a secret, so that it is never shown; false when it does not fit
 * (the request must then not be made). Sets carries_key. */
bool request_secret(struct request *r, const char *secret);
/* Writes over every secret in `text`, also where it stands URL-encoded. */
void request_redact(const struct request *r, char *text);

#endif
