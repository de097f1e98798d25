/* SPDX-License-Identifier: MIT */
/* WebSockets over libcurl, where it was built with them. */
#include "tapewatch/net/stream.h"

#include <stdlib.h>
#include <string.h>

#include "curl_api.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/base/strbuf.h"

static enum err unavailable(const char *version, struct why *why)
{
    return why_set(why, ERR_MISSING,
                   "libcurl %s speaks no wss: polling instead", version);
}

#if LIBCURL_VERSION_NUM >= 0x080b00

/*
 * DESIGN. CONNECT_ONLY 2 makes libcurl stop behind the upgrade; from then on
 * the easy handle stays in its own multi handle and is read piece by piece. A
 * message may come in pieces and fragments: it is told when it is whole.
 */

static enum err must_speak(const struct curl_api *curl, struct why *why)
{
    const curl_version_info_data *v = curl->version_info(CURLVERSION_NOW);

    for (const char *const *p = v->protocols; *p; p++)
        if (strcmp(*p, "wss") == 0)
            return ERR_OK;
    return unavailable(v->version, why);
}

struct socket {
    struct curl_api curl;
    CURLM *multi;
    CURL *easy; /* NULL: closed */
    char error[CURL_ERROR_SIZE];
    char *user_agent, *proxy, *ca_file;
    bool allow_ws, is_open, was_told;
    struct strbuf whole; /* what came of the message so far */
};

bool stream_available(struct why *why)
{
    struct curl_api curl;
    bool speaks;

    if (curl_api_open(&curl, why) != ERR_OK)
        return false;
    speaks = must_speak(&curl, why) == ERR_OK;
    curl.global_cleanup();
    return speaks;
}

static void ws_close(void *self)
{
    struct socket *s = self;
    size_t sent;

    if (!s->easy)
        return;
    if (s->is_open) /* 1000: all is well */
        (void)s->curl.ws_send(s->easy, "\x03\xe8", 2, &sent, 0, CURLWS_CLOSE);
    s->curl.multi_remove_handle(s->multi, s->easy);
    s->curl.easy_cleanup(s->easy);
    s->easy = NULL;
    s->is_open = false;
    strbuf_done(&s->whole);
}

static CURLcode set_options(struct socket *s, const char *url)
{
    CURL *easy = s->easy;
    CURLcode code = s->curl.easy_setopt(easy, CURLOPT_PROTOCOLS_STR,
                                        s->allow_ws ? "ws,wss" : "wss");

    if (code == CURLE_OK)
        code = s->curl.easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    if (code == CURLE_OK)
        code = s->curl.easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    if (code == CURLE_OK && s->ca_file)
        code = s->curl.easy_setopt(easy, CURLOPT_CAINFO, s->ca_file);
    if (code == CURLE_OK)
        code = s->curl.easy_setopt(easy, CURLOPT_CONNECT_ONLY, 2L);
    if (code == CURLE_OK)
        code = s->curl.easy_setopt(easy, CURLOPT_URL, url);
    s->curl.easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    s->curl.easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, 10000L);
    s->curl.easy_setopt(easy, CURLOPT_ERRORBUFFER, s->error);
    if (s->user_agent)
        s->curl.easy_setopt(easy, CURLOPT_USERAGENT, s->user_agent);
    if (s->proxy)
        s->curl.easy_setopt(easy, CURLOPT_PROXY, s->proxy);
    return code;
}

static enum err ws_open(void *self, const char *url, struct why *why)
{
    struct socket *s = self;
    CURLcode code;

    ws_close(s);
    s->error[0] = '\0';
    s->easy = s->curl.easy_init();
    if (!s->easy)
        return why_set(why, ERR_IO, "no more connections");
    code = set_options(s, url);
    if (code != CURLE_OK ||
        s->curl.multi_add_handle(s->multi, s->easy) != CURLM_OK) {
        s->curl.easy_cleanup(s->easy);
        s->easy = NULL;
        return why_set(why, ERR_USAGE, "%s", s->curl.easy_strerror(code));
    }
    return ERR_OK;
}

static enum stream_event closed(struct socket *s, struct stream_news *out,
                                int code, const char *reason)
{
    out->code = code;
    (void)why_set(&out->why, ERR_IO, "%s", reason);
    s->is_open = false; /* nobody is there to say goodbye to */
    ws_close(s);
    return STREAM_CLOSED;
}

static enum stream_event connecting(struct socket *s, struct stream_news *out)
{
    int running = 0, left = 0;
    CURLMsg *m;

    s->curl.multi_perform(s->multi, &running);
    m = s->curl.multi_info_read(s->multi, &left);
    if (!m || m->msg != CURLMSG_DONE)
        return STREAM_NOTHING;
    if (m->data.result != CURLE_OK)
        return closed(s, out, 1006,
                      s->error[0] ? s->error
                                  : s->curl.easy_strerror(m->data.result));
    s->is_open = true;
    return STREAM_OPENED;
}

static enum stream_event told_close(struct socket *s, struct stream_news *out)
{
    const unsigned char *said = (const unsigned char *)strbuf_text(&s->whole);
    int code = s->whole.len >= 2 ? said[0] << 8 | said[1] : 1005;

    return closed(s, out, code, "closed by the other side");
}

/* One piece; true when the message is whole. */
static bool take_piece(struct socket *s, const char *piece, size_t n,
                       const struct curl_ws_frame *meta)
{
    if (meta->flags & (CURLWS_PING | CURLWS_PONG))
        return false; /* the library answers pings */
    if (meta->flags & CURLWS_CLOSE)
        strbuf_clear(&s->whole);
    strbuf_add_n(&s->whole, piece, n);
    return meta->bytesleft == 0 && !(meta->flags & CURLWS_CONT);
}

static enum stream_event ws_next(void *self, struct stream_news *out)
{
    struct socket *s = self;
    const struct curl_ws_frame *meta;
    char piece[4096];
    size_t n;

    *out = (struct stream_news){.code = 0};
    if (!s->easy)
        return STREAM_NOTHING;
    if (!s->is_open)
        return connecting(s, out);
    if (s->was_told)
        strbuf_clear(&s->whole);
    s->was_told = false;
    for (;;) {
        CURLcode code =
            s->curl.ws_recv(s->easy, piece, sizeof piece, &n, &meta);

        if (code == CURLE_AGAIN)
            return STREAM_NOTHING;
        if (code != CURLE_OK || !meta)
            return closed(s, out, 1006, "the connection broke");
        if (s->whole.len + n > STREAM_FRAME_MAX)
            return closed(s, out, 1009, "a message over 1 MB");
        if (!take_piece(s, piece, n, meta))
            continue;
        if (meta->flags & CURLWS_CLOSE)
            return told_close(s, out);
        s->was_told = true;
        out->text = strbuf_text(&s->whole);
        out->size = s->whole.len;
        return STREAM_FRAME;
    }
}

static enum err put(struct socket *s, const char *text, size_t n,
                    unsigned flags, struct why *why)
{
    size_t sent = 0;
    CURLcode code;

    if (!s->easy || !s->is_open)
        return why_set(why, ERR_IO, "the stream is closed");
    code = s->curl.ws_send(s->easy, text, n, &sent, 0, flags);
    if (code != CURLE_OK || sent != n)
        return why_set(why, ERR_IO, "%s", s->curl.easy_strerror(code));
    return ERR_OK;
}

static enum err ws_send(void *self, const char *text, size_t n, struct why *why)
{
    return put(self, text, n, CURLWS_TEXT, why);
}

static enum err ws_ping(void *self, struct why *why)
{
    return put(self, "", 0, CURLWS_PING, why);
}

static int ws_fd(const void *self)
{
    const struct socket *s = self;
    curl_socket_t fd = CURL_SOCKET_BAD;

    if (!s->easy || !s->is_open ||
        s->curl.easy_getinfo(s->easy, CURLINFO_ACTIVESOCKET, &fd) != CURLE_OK)
        return -1;
    return fd == CURL_SOCKET_BAD ? -1 : (int)fd;
}

static void ws_free(void *self)
{
    struct socket *s = self;

    ws_close(s);
    s->curl.multi_cleanup(s->multi);
    free(s->user_agent);
    free(s->proxy);
    free(s->ca_file);
    s->curl.global_cleanup();
    free(s);
}

enum err stream_new(const struct http_options *o, bool allow_ws,
                    struct stream *out, struct why *why)
{
    struct curl_api curl;
    struct socket *s;
    CURLM *multi = NULL;
    enum err e = curl_api_open(&curl, why);

    if (e != ERR_OK)
        return e;
    e = must_speak(&curl, why);
    if (e == ERR_OK)
        multi = curl.multi_init();
    if (e == ERR_OK && !multi)
        e = why_set(why, ERR_IO, "libcurl cannot be started");
    if (e != ERR_OK) {
        curl.global_cleanup();
        return e;
    }
    s = mem_new(1, sizeof *s);
    s->curl = curl;
    s->multi = multi;
    s->allow_ws = allow_ws;
    s->user_agent = mem_text(o->user_agent);
    s->proxy = mem_text(o->proxy);
    s->ca_file = mem_text(o->ca_file);
    *out = (struct stream){.self = s,
                           .open = ws_open,
                           .next = ws_next,
                           .send = ws_send,
                           .ping = ws_ping,
                           .fd = ws_fd,
                           .close = ws_close,
                           .free = ws_free};
    return ERR_OK;
}

#else

bool stream_available(struct why *why)
{
    (void)unavailable(LIBCURL_VERSION, why);
    return false;
}

enum err stream_new(const struct http_options *o, bool allow_ws,
                    struct stream *out, struct why *why)
{
    (void)o;
    (void)allow_ws;
    (void)out;
    return unavailable(LIBCURL_VERSION, why);
}

#endif
