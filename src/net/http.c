/* SPDX-License-Identifier: MIT */
/* The real transport: libcurl's multi interface, driven by the polling
 * thread. Connections, DNS and TLS sessions are shared by the one multi
 * handle; easy handles wait in a pool between uses. The library comes with the
 * first request; until then a wait is for the pipe and what is watched. */
#include "tapewatch/net/transport.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "http_parts.h"
#include "tapewatch/base/clock.h"
#include "tapewatch/base/log.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/base/wake.h"

enum { POOL_MAX = 8 };

struct http {
    struct curl_api curl;
    CURLM *multi; /* NULL: nothing was asked yet */
    CURLSH *jar;  /* cookies, of the few requests that want them */
    struct http_options options; /* its texts are copies */
    struct transfer *active;     /* submitted, not yet collected */
    struct transfer *pool;
    size_t pool_count;
    unsigned pending;
    struct transfer *handed; /* its reply is with the caller */
    struct wake wake;
    struct pollfd watched[1 + TRANSPORT_FDS_MAX]; /* the pipe, then others' */
    unsigned watched_count;
};

/* Neither a reset nor the end of a handle frees its list of cookie files with
 * libcurl 7.88: only this does. */
static void forget_cookie_files(const struct transfer *t)
{
    if (t->easy)
        t->curl->easy_setopt(t->easy, CURLOPT_COOKIEFILE, NULL);
}

static void transfer_free(struct transfer *t)
{
    if (!t)
        return;
    forget_cookie_files(t);
    t->curl->easy_cleanup(t->easy);
    t->curl->slist_free_all(t->headers);
    strbuf_done(&t->body);
    free(t);
}

static struct transfer *take_transfer(struct http *h)
{
    struct transfer *t = h->pool;

    if (t) {
        h->pool = t->next;
        h->pool_count--;
        return t;
    }
    t = mem_new(1, sizeof(*t));
    t->curl = &h->curl;
    t->easy = h->curl.easy_init();
    return t;
}

/* Forgets the request but keeps handle and buffers. */
static void recycle(struct http *h, struct transfer *t)
{
    CURL *easy = t->easy;

    if (h->pool_count >= POOL_MAX || !easy) {
        transfer_free(t);
        return;
    }
    forget_cookie_files(t);
    h->curl.easy_reset(easy);
    h->curl.slist_free_all(t->headers);
    strbuf_done(&t->body);
    *t = (struct transfer){.curl = &h->curl, .easy = easy, .next = h->pool};
    h->pool = t;
    h->pool_count++;
}

static void set_multi(struct http *h)
{
    long most = h->options.max_per_host > 0 ? h->options.max_per_host : 4;

    h->curl.multi_setopt(h->multi, CURLMOPT_PIPELINING,
                         (long)CURLPIPE_MULTIPLEX);
    h->curl.multi_setopt(h->multi, CURLMOPT_MAX_HOST_CONNECTIONS, most);
    h->curl.multi_setopt(h->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, 32L);
    h->curl.multi_setopt(h->multi, CURLMOPT_MAXCONNECTS, 32L);
}

/* Ends what start() began, as far as it came. */
static void end(struct http *h)
{
    h->curl.multi_cleanup(h->multi);
    h->curl.share_cleanup(h->jar);
    h->multi = NULL;
    h->jar = NULL;
    h->curl.global_cleanup();
}

static enum err start(struct http *h, struct why *why)
{
    enum err e = curl_api_open(&h->curl, why);

    if (e != ERR_OK)
        return e;
    h->multi = h->curl.multi_init();
    h->jar = h->curl.share_init();
    if (!h->multi || !h->jar) {
        end(h);
        return why_set(why, ERR_IO, "libcurl cannot be started");
    }
    set_multi(h);
    h->curl.share_setopt(h->jar, CURLSHOPT_SHARE, CURL_LOCK_DATA_COOKIE);
    return ERR_OK;
}

static enum err http_submit(void *self, const struct request *r,
                            struct why *why)
{
    struct http *h = self;
    struct transfer *t;
    CURLMcode added;
    enum err e = h->multi ? ERR_OK : start(h, why);

    if (e != ERR_OK)
        return e;
    t = take_transfer(h);
    if (!t->easy) {
        transfer_free(t);
        return why_set(why, ERR_IO, "%s: no more connections", r->source);
    }
    t->request = *r;
    e = http_set_options(t, &h->options, h->jar, why);
    if (e != ERR_OK) {
        recycle(h, t);
        return e;
    }
    added = h->curl.multi_add_handle(h->multi, t->easy);
    if (added != CURLM_OK) {
        recycle(h, t);
        return why_set(why, ERR_IO, "%s: %s", r->source,
                       h->curl.multi_strerror(added));
    }
    t->next = h->active;
    h->active = t;
    h->pending++;
    return ERR_OK;
}

static void fill_reply(struct transfer *t, CURLcode code, struct reply *out)
{
    curl_off_t wire_bytes = 0, took_us = 0;

    *out = (struct reply){.id = t->request.id, .request = &t->request};
    out->received_ms = clock_wall_ms();
    t->curl->easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &out->status);
    t->curl->easy_getinfo(t->easy, CURLINFO_SIZE_DOWNLOAD_T, &wire_bytes);
    t->curl->easy_getinfo(t->easy, CURLINFO_TOTAL_TIME_T, &took_us);
    out->wire_bytes = wire_bytes > 0 ? (uint64_t)wire_bytes : 0;
    out->took_ms = (int64_t)(took_us / 1000);
    out->body = strbuf_text(&t->body);
    out->size = t->body.len;
    memcpy(out->content_type, t->head.content_type, sizeof(out->content_type));
    memcpy(out->etag, t->head.etag, sizeof(out->etag));
    memcpy(out->last_modified, t->head.last_modified,
           sizeof(out->last_modified));
    out->date_ms = t->head.date_ms;
    out->retry_after_ms = http_head_retry_ms(&t->head, out->received_ms);
    if (code != CURLE_OK)
        http_explain(t, code, out);
    log_line(LOG_DEBUG, "net: %s: %ld, %zu bytes in %lld ms %s",
             t->request.source, out->status, out->size, (long long)out->took_ms,
             out->error);
}

static void unhook(struct http *h, struct transfer *t)
{
    struct transfer **at = &h->active;

    while (*at != t)
        at = &(*at)->next;
    *at = t->next;
    h->pending--;
}

/* The next finished transfer, if any. */
static bool next_finished(struct http *h, struct reply *out)
{
    CURLMsg *message;
    int left = 0;

    while ((message = h->curl.multi_info_read(h->multi, &left)) != NULL) {
        char *private = NULL;
        CURLcode code = message->data.result;
        struct transfer *t;

        if (message->msg != CURLMSG_DONE)
            continue;
        h->curl.easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &private);
        t = (struct transfer *)(void *)private;
        fill_reply(t, code, out);
        h->curl.multi_remove_handle(h->multi, t->easy);
        unhook(h, t);
        h->handed = t;
        return true;
    }
    return false;
}

/* Until something happens to a transfer, to what is watched, or a ring. */
static void wait_for_any(struct http *h, int wait_ms)
{
    struct curl_waitfd fds[1 + TRANSPORT_FDS_MAX];
    int seen = 0;

    if (!h->multi) {
        (void)poll(h->watched, h->watched_count, wait_ms);
        return;
    }
    for (unsigned i = 0; i < h->watched_count; i++)
        fds[i] = (struct curl_waitfd){.fd = h->watched[i].fd,
                                      .events = CURL_WAIT_POLLIN};
    h->curl.multi_poll(h->multi, fds, h->watched_count, wait_ms, &seen);
}

static int http_collect(void *self, int wait_ms, struct reply *out)
{
    struct http *h = self;
    int running = 0;

    if (h->handed)
        recycle(h, h->handed);
    h->handed = NULL;
    if (h->multi) {
        if (next_finished(h, out))
            return 1;
        h->curl.multi_perform(h->multi, &running);
        if (next_finished(h, out))
            return 1;
    }
    if (wait_ms <= 0)
        return 0;
    wait_for_any(h, wait_ms);
    wake_drain(&h->wake);
    if (!h->multi)
        return 0;
    h->curl.multi_perform(h->multi, &running);
    return next_finished(h, out);
}

static void http_watch(void *self, const int *fds, unsigned count)
{
    struct http *h = self;
    unsigned most = count < TRANSPORT_FDS_MAX ? count : TRANSPORT_FDS_MAX;

    h->watched_count = 0;
    if (h->wake.out >= 0)
        h->watched[h->watched_count++] =
            (struct pollfd){.fd = h->wake.out, .events = POLLIN};
    for (unsigned i = 0; i < most; i++)
        h->watched[h->watched_count++] =
            (struct pollfd){.fd = fds[i], .events = POLLIN};
}

static unsigned http_pending(const void *self)
{
    const struct http *h = self;

    return h->pending;
}

static void http_wake(void *self)
{
    struct http *h = self;

    wake_ring(&h->wake);
}

static void free_options(struct http_options *o)
{
    free((char *)(uintptr_t)o->user_agent);
    free((char *)(uintptr_t)o->proxy);
    free((char *)(uintptr_t)o->ca_file);
}

static void http_free(void *self)
{
    struct http *h = self;

    transfer_free(h->handed);
    while (h->active) {
        struct transfer *t = h->active;
        h->active = t->next;
        h->curl.multi_remove_handle(h->multi, t->easy);
        transfer_free(t);
    }
    while (h->pool) {
        struct transfer *t = h->pool;
        h->pool = t->next;
        transfer_free(t);
    }
    if (h->multi)
        end(h);
    wake_done(&h->wake);
    free_options(&h->options);
    free(h);
}

enum err http_transport_new(const struct http_options *o, struct transport *out,
                            struct why *why)
{
    struct http *h = mem_new(1, sizeof(*h));

    (void)why; /* what goes wrong does so with the first request */
    h->options = *o;
    h->options.user_agent = mem_text(o->user_agent);
    h->options.proxy = mem_text(o->proxy);
    h->options.ca_file = mem_text(o->ca_file);
    wake_init(&h->wake);
    http_watch(h, NULL, 0);
    *out = (struct transport){
        .self = h,
        .submit = http_submit,
        .collect = http_collect,
        .watch = http_watch,
        .pending = http_pending,
        .wake = http_wake,
        .free = http_free,
    };
    return ERR_OK;
}
