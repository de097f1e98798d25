/* SPDX-License-Identifier: MIT */
/* The real transport: libcurl's multi interface, driven by the polling
 * thread. Connections, DNS and TLS sessions are shared by the one multi
 * handle; easy handles wait in a pool between uses. */
#include "tapewatch/net/transport.h"

#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "http_parts.h"
#include "tapewatch/base/clock.h"
#include "tapewatch/base/log.h"
#include "tapewatch/base/mem.h"

enum { POOL_MAX = 8 };

struct http {
    CURLM *multi;
    CURLSH *jar; /* cookies, of the few requests that want them */
    struct http_options options; /* its texts are copies */
    struct transfer *active;     /* submitted, not yet collected */
    struct transfer *pool;
    size_t pool_count;
    unsigned pending;
    struct transfer *handed; /* its reply is with the caller */
    struct curl_waitfd watched[TRANSPORT_FDS_MAX]; /* of others */
    unsigned watched_count;
};

/* Neither a reset nor the end of a handle frees its list of cookie files with
 * libcurl 7.88: only this does. */
static void forget_cookie_files(CURL *easy)
{
    if (easy)
        curl_easy_setopt(easy, CURLOPT_COOKIEFILE, NULL);
}

static void transfer_free(struct transfer *t)
{
    if (!t)
        return;
    forget_cookie_files(t->easy);
    curl_easy_cleanup(t->easy);
    curl_slist_free_all(t->headers);
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
    t->easy = curl_easy_init();
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
    forget_cookie_files(easy);
    curl_easy_reset(easy);
    curl_slist_free_all(t->headers);
    strbuf_done(&t->body);
    *t = (struct transfer){.easy = easy, .next = h->pool};
    h->pool = t;
    h->pool_count++;
}

static enum err http_submit(void *self, const struct request *r,
                            struct why *why)
{
    struct http *h = self;
    struct transfer *t = take_transfer(h);
    CURLMcode added;
    enum err e;

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
    added = curl_multi_add_handle(h->multi, t->easy);
    if (added != CURLM_OK) {
        recycle(h, t);
        return why_set(why, ERR_IO, "%s: %s", r->source,
                       curl_multi_strerror(added));
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
    curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &out->status);
    curl_easy_getinfo(t->easy, CURLINFO_SIZE_DOWNLOAD_T, &wire_bytes);
    curl_easy_getinfo(t->easy, CURLINFO_TOTAL_TIME_T, &took_us);
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
             t->request.source, out->status, out->size,
             (long long)out->took_ms, out->error);
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

    while ((message = curl_multi_info_read(h->multi, &left)) != NULL) {
        char *private = NULL;
        CURLcode code = message->data.result;
        struct transfer *t;

        if (message->msg != CURLMSG_DONE)
            continue;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &private);
        t = (struct transfer *)(void *)private;
        fill_reply(t, code, out);
        curl_multi_remove_handle(h->multi, t->easy);
        unhook(h, t);
        h->handed = t;
        return true;
    }
    return false;
}

static int http_collect(void *self, int wait_ms, struct reply *out)
{
    struct http *h = self;
    int running = 0, seen = 0;

    if (h->handed)
        recycle(h, h->handed);
    h->handed = NULL;
    if (next_finished(h, out))
        return 1;
    curl_multi_perform(h->multi, &running);
    if (next_finished(h, out))
        return 1;
    if (wait_ms <= 0)
        return 0;
    curl_multi_poll(h->multi, h->watched, h->watched_count, wait_ms, &seen);
    curl_multi_perform(h->multi, &running);
    return next_finished(h, out);
}

static void http_watch(void *self, const int *fds, unsigned count)
{
    struct http *h = self;

    h->watched_count = count < TRANSPORT_FDS_MAX ? count : TRANSPORT_FDS_MAX;
    for (unsigned i = 0; i < h->watched_count; i++)
        h->watched[i] = (struct curl_waitfd){.fd = fds[i],
                                             .events = CURL_WAIT_POLLIN};
}

static unsigned http_pending(const void *self)
{
    const struct http *h = self;

    return h->pending;
}

static void http_wake(void *self)
{
    struct http *h = self;

    curl_multi_wakeup(h->multi);
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
        curl_multi_remove_handle(h->multi, t->easy);
        transfer_free(t);
    }
    while (h->pool) {
        struct transfer *t = h->pool;
        h->pool = t->next;
        transfer_free(t);
    }
    curl_multi_cleanup(h->multi);
    curl_share_cleanup(h->jar);
    free_options(&h->options);
    free(h);
    curl_global_cleanup();
}

static void set_multi(CURLM *multi, const struct http_options *o)
{
    long most = o->max_per_host > 0 ? o->max_per_host : 4;

    curl_multi_setopt(multi, CURLMOPT_PIPELINING, (long)CURLPIPE_MULTIPLEX);
    curl_multi_setopt(multi, CURLMOPT_MAX_HOST_CONNECTIONS, most);
    curl_multi_setopt(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, 32L);
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, 32L);
}

enum err http_transport_new(const struct http_options *o,
                            struct transport *out, struct why *why)
{
    struct http *h;

    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return why_set(why, ERR_IO, "libcurl cannot be started");
    h = mem_new(1, sizeof(*h));
    h->multi = curl_multi_init();
    h->jar = curl_share_init();
    if (!h->multi || !h->jar) {
        curl_multi_cleanup(h->multi);
        curl_share_cleanup(h->jar);
        free(h);
        curl_global_cleanup();
        return why_set(why, ERR_IO, "libcurl cannot be started");
    }
    h->options = *o;
    h->options.user_agent = mem_text(o->user_agent);
    h->options.proxy = mem_text(o->proxy);
    h->options.ca_file = mem_text(o->ca_file);
    set_multi(h->multi, o);
    curl_share_setopt(h->jar, CURLSHOPT_SHARE, CURL_LOCK_DATA_COOKIE);
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
