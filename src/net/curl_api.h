/*
 * The functions of libcurl that we call. With them come some thirty libraries,
 * which cost as much time and memory as all the rest of a start: they are
 * loaded when something is asked for the first time, so a tape, a report and
 * the first frame from the store do without. A build without a file name for
 * them (the Makefile's CURL_FILE) links them.
 */
#ifndef TAPEWATCH_NET_CURL_API_H
#define TAPEWATCH_NET_CURL_API_H

#include <curl/curl.h>

#include "tapewatch/base/err.h"

/* Since 8.11.0 WebSockets are no experiment; before, builds were without. */
#if LIBCURL_VERSION_NUM >= 0x080b00
#define CURL_SOCKET_FUNCTIONS(_)                                            \
    _(CURLcode, ws_recv, (CURL *, void *, size_t, size_t *,                 \
                          const struct curl_ws_frame **))                   \
    _(CURLcode, ws_send, (CURL *, const void *, size_t, size_t *,           \
                          curl_off_t, unsigned))
#else
#define CURL_SOCKET_FUNCTIONS(_)
#endif

/* Result, name without "curl_", parameters. */
#define CURL_FUNCTIONS(_)                                                   \
    _(CURLcode, global_init, (long))                                        \
    _(void, global_cleanup, (void))                                         \
    _(curl_version_info_data *, version_info, (CURLversion))                \
    _(CURL *, easy_init, (void))                                            \
    _(void, easy_cleanup, (CURL *))                                         \
    _(void, easy_reset, (CURL *))                                           \
    _(CURLcode, easy_setopt, (CURL *, CURLoption, ...))                     \
    _(CURLcode, easy_getinfo, (CURL *, CURLINFO, ...))                      \
    _(const char *, easy_strerror, (CURLcode))                              \
    _(CURLM *, multi_init, (void))                                          \
    _(CURLMcode, multi_cleanup, (CURLM *))                                  \
    _(CURLMcode, multi_setopt, (CURLM *, CURLMoption, ...))                 \
    _(CURLMcode, multi_add_handle, (CURLM *, CURL *))                       \
    _(CURLMcode, multi_remove_handle, (CURLM *, CURL *))                    \
    _(CURLMcode, multi_perform, (CURLM *, int *))                           \
    _(CURLMcode, multi_poll, (CURLM *, struct curl_waitfd *, unsigned, int, \
                              int *))                                       \
    _(CURLMsg *, multi_info_read, (CURLM *, int *))                         \
    _(const char *, multi_strerror, (CURLMcode))                            \
    _(CURLSH *, share_init, (void))                                         \
    _(CURLSHcode, share_setopt, (CURLSH *, CURLSHoption, ...))              \
    _(CURLSHcode, share_cleanup, (CURLSH *))                                \
    _(struct curl_slist *, slist_append, (struct curl_slist *,              \
                                          const char *))                    \
    _(void, slist_free_all, (struct curl_slist *))                          \
    CURL_SOCKET_FUNCTIONS(_)

struct curl_api {
#define CURL_FIELD(result, name, parameters) result(*name) parameters;
    CURL_FUNCTIONS(CURL_FIELD)
#undef CURL_FIELD
};

/* Loads the library, which then stays, and starts it; each success wants one
 * call of global_cleanup. */
enum err curl_api_open(struct curl_api *out, struct why *why);

#endif
